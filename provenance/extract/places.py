"""Places: where a statement says that it was, by a gazetteer and the words around a name.

A capitalised word is a place only where it stands in a place's position ("in X", "the town
of X", "X province", "captured X") and a pack or the gazetteer knows it there; which of
several places of one name is meant is told by the countries that the page speaks of.  An
unknown name in a position that only places have ("the village of X") stays as printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from provenance.extract.gazetteer import fold, gazetteer
from provenance.extract.page import Page
from provenance.extract.placenames import (
    LONGEST_NAME,
    PRECISIONS,
    SETTLEMENTS,
    Named,
    Names,
    Outlook,
    find_town,
    names_of,
    unresolved,
)
from provenance.extract.placerows import HYPHENS, Piece, Rows, text_of
from provenance.extract.placesettings import Reader, Setting
from provenance.extract.placesprinted import FIRM, PrintedPlaces
from provenance.packs import Packs
from provenance.records import Place, Precision, Where

ORDER = (
    Precision.EXACT,
    Precision.NEAR,
    Precision.UNRESOLVED,
    Precision.DISTRICT,
    Precision.PROVINCE,
    Precision.COUNTRY,
)
# Relations in which a bare place name is where something happens ("shelled X").
OBJECTS = frozenset({"dobj", "pobj", "nsubjpass", "appos", "conj", "npadvmod", "compound"})
Found = tuple[Place, str]
# Pieces that one name is made of.
NAMING = frozenset({"known", "other", "noun"})


def find_places(page: Page, packs: Packs) -> dict[int, tuple[Where, ...]]:
    """Return the places of each parsed sentence that names any, most specific first."""
    names = names_of(packs)
    outlook = names.outlook(page.text)
    printed = PrintedPlaces(page, packs, names, outlook)
    found: dict[int, tuple[Where, ...]] = {}
    for sentence, doc in page.parsed():
        finder = _Finder(page, sentence.ordinal, doc, names, outlook, printed)
        places = list(finder.find())
        if places:
            places.sort(key=lambda where: (ORDER.index(where.place.precision), where.spans))
            found[sentence.ordinal] = tuple(places)
    return found


class _Finder:
    """The places of one sentence."""

    def __init__(
        self,
        page: Page,
        ordinal: int,
        doc: Doc,
        names: Names,
        outlook: Outlook,
        printed: PrintedPlaces,
    ) -> None:
        self.page = page
        self.ordinal = ordinal
        self.printed = printed
        self.names = names
        self.topic = names.topic
        self.outlook = outlook
        self.rows = Rows(doc, names)
        self.reader = Reader(doc, names.topic)

    def find(self) -> Iterator[Where]:
        """Yield the places in the order of the text."""
        for pieces in self.rows:
            for place, piece in enumerate(pieces):
                if piece.role not in ("known", "other"):
                    continue
                setting = self.reader.read(pieces, place)
                if setting.body or setting.noun in ("road", "border"):
                    continue
                found = self._place(pieces, place, setting)
                if found is not None:
                    tokens, record, rule = found
                    self.reader.last_place = tokens[-1].i
                    span = self.page.span(self.ordinal, tokens[0], tokens[-1])
                    text = self.page.slice(span)
                    yield Where(spans=(span,), text=text, place=record, rule=rule)

    def _place(
        self, pieces: Sequence[Piece], place: int, setting: Setting
    ) -> tuple[Sequence[Token], Place, str] | None:
        piece = pieces[place]
        joined = self._joined(pieces, place)
        if joined is not None:
            return self._compound(pieces, *joined) if place == joined[1] else None
        neighbours = {
            pieces[n].role
            for n in (place - 1, place + 1)
            if 0 <= n < len(pieces) and _touch(pieces[min(place, n)], pieces[max(place, n)])
        }
        whole = self._whole(pieces, place, setting)
        if piece.role == "known":
            if "other" in neighbours and not (self.rows.title and setting.preposition):
                return None
            if whole is not None and gazetteer().find(text_of(whole)):
                # "Kansas City" is not the city of Kansas.
                found = self._unknown(whole, setting)
                return (whole, *found) if found else None
            found = self._known(piece, setting)
            if found is None and setting.noun == "district" and whole is not None:
                return (whole, *self._printed(whole))
            if found is None and self._is_elsewhere(piece, setting):
                return (piece.tokens, *self._printed(piece.tokens))
            return (piece.tokens, *found) if found else None
        if "known" in neighbours and not (setting.noun and place + 1 == len(pieces)):
            return None
        before = pieces[place - 1] if place and pieces[place - 1].role == "direction" else None
        longer = (*before.tokens, *piece.tokens) if before is not None else None
        for tokens in (whole, longer, piece.tokens):
            if tokens is not None:
                found = self._unknown(tokens, setting)
                if found is not None:
                    return (tokens, *found)
        tokens = whole or longer or piece.tokens
        if self.printed.may_be(piece, setting):
            return (tokens, *self._printed(tokens))
        return None

    def _joined(self, pieces: Sequence[Piece], place: int) -> tuple[int, int] | None:
        """Return the first and the last piece of a name made of known and other words.

        "Tal Sarevo" and "Port Sarevo" are no Tal and no Sarevo: one word, up to the last.
        """
        first = last = place
        for _ in range(LONGEST_NAME):
            if not first or pieces[first - 1].role not in NAMING:
                break
            if not _touch(*pieces[first - 1 : first + 1]):
                break
            first -= 1
        for _ in range(LONGEST_NAME):
            if last + 1 == len(pieces) or pieces[last + 1].role not in NAMING:
                break
            if not _touch(*pieces[last : last + 2]):
                break
            last += 1
        if last - first >= LONGEST_NAME:
            return None
        run = pieces[first : last + 1]
        end = run[-1].last
        if run[-1].role != "other" or self.rows.title:
            return None
        if not any(piece.role == "noun" or self._is_town(piece) for piece in run[:-1]):
            return None
        # All modify the last word, or what that modifies ("Tal Sarevo village").
        heads = {token.head.i for piece in run for token in piece.tokens if token.i != end.i}
        allowed = {*range(run[0].first.i, end.i + 1), end.head.i}
        return (first, last) if heads <= allowed else None

    def _is_town(self, piece: Piece) -> bool:
        """Say whether a known name is that of a town; "Syria Monitor" is no place."""
        if piece.role != "known":
            return False
        meanings = self.names.meanings(text_of(piece.tokens), self.outlook)
        return any(named.kind in SETTLEMENTS for named in meanings)

    def _compound(
        self, pieces: Sequence[Piece], first: int, last: int
    ) -> tuple[Sequence[Token], Place, str] | None:
        """Return the place of a name of several pieces."""
        doc = pieces[first].first.doc
        tokens = tuple(doc[pieces[first].first.i : pieces[last].last.i + 1])
        name = Piece(tokens, "other")
        setting = self.reader.read([*pieces[:first], name, *pieces[last + 1 :]], first)
        if setting.body:
            return None
        found = self._unknown(tokens, setting)
        if found is None and self.printed.may_be(name, setting):
            found = self._printed(tokens)
        return (tokens, *found) if found else None

    def _whole(
        self, pieces: Sequence[Piece], place: int, setting: Setting
    ) -> tuple[Token, ...] | None:
        """Return the name with the capitalised noun behind it, where one stands there."""
        if setting.capital_noun is None:
            return None
        first, last = pieces[place].first, setting.capital_noun
        return tuple(first.doc[first.i : last.i + 1])

    # Names that a pack or the list of countries knows.

    def _known(self, piece: Piece, setting: Setting) -> Found | None:
        named = self._choose(text_of(piece.tokens), setting)
        if named is None or not self._stands_as_place(named, piece, setting):
            return None
        if setting.noun == "district" and PRECISIONS.get(named.kind) is Precision.PROVINCE:
            return None
        return _placed(
            named,
            setting.near
            or (setting.noun == "facility" and named.kind != "facility")
            or (setting.noun == "countryside" and named.kind in SETTLEMENTS),
        )

    def _is_elsewhere(self, piece: Piece, setting: Setting) -> bool:
        """Say whether a town is one that no pack knows: those of its name lie elsewhere."""
        text = text_of(piece.tokens)
        if setting.noun != "settlement" and not self.printed.says(text):
            return False
        return self._choose(text, setting) is None and self.printed.may_be(piece, setting)

    def _choose(self, text: str, setting: Setting) -> Named | None:
        """Return the meaning that fits the setting; of several countries the one spoken of."""
        meanings = self.names.meanings(text, self.outlook)
        if not meanings:
            return None
        countries = [m for m in meanings if m.kind == "country"]
        first = meanings[0]
        if countries and first.country != self.outlook.main:
            # Georgia is the state only where the page is about the USA.
            first = countries[0]
        spoken_of = self.outlook.countries.get(first.country or "", 0)
        if len({m.country for m in meanings}) > 1 and not spoken_of:
            return None
        if not spoken_of and first.kind not in ("country", "region", "province", "city"):
            return None
        here = [m for m in meanings if m.country == first.country]
        wide = [m for m in here if PRECISIONS.get(m.kind) is Precision.PROVINCE]
        towns = [m for m in here if m.kind in SETTLEMENTS]
        if setting.noun == "province":
            return (wide or here)[0]
        if setting.noun in ("settlement", "facility", "part") or setting.near:
            return (towns or here)[0]
        if wide and towns:
            # "In Aleppo" may mean the city or the province: the wider one is surely meant.
            return wide[0]._replace(rule=f"{wide[0].rule}.wider")
        return here[0]

    def _stands_as_place(self, named: Named, piece: Piece, setting: Setting) -> bool:
        relation = str(piece.last.dep_)
        if named.kind == "country":
            located = setting.preposition in self.topic.locative | {"from"}
            return relation not in ("compound", "amod", "poss") and (
                setting.near or setting.direction or located
            )
        return setting.placed or relation in OBJECTS

    # Other names.

    def _unknown(self, tokens: Sequence[Token], setting: Setting) -> Found | None:
        words = [t for t in tokens if t.text not in HYPHENS]
        text = text_of(tokens)
        if (
            len(words) > LONGEST_NAME
            or fold(text) in self.names.adjectives
            or any(t.lower_ in self.topic.not_with for t in words)
        ):
            return None
        if setting.noun in ("province", "district") and not (
            setting.capital_noun is not None and tokens[-1].i == setting.capital_noun.i
        ):
            # "Lubbock County" is not the town of Lubbock.
            return None
        firm = setting.noun in FIRM or setting.near or setting.preposition in self.topic.locative
        weak = setting.preposition in self.topic.prepositions - self.topic.weak
        weak = weak or self.printed.is_aimed_at(words, setting)
        person = fold(words[-1].text) in self.outlook.surnames
        if not (firm or setting.listed or setting.direction or (weak and not person)):
            return None
        if person and not firm:
            return None
        if text.isupper() and len(text) < 5:
            return None
        named = next(iter(self.names.alike(text) if firm else ()), None)
        if named is not None and self.outlook.countries.get(named.country or ""):
            named = named._replace(rule="place.spelling")
        elif setting.noun == "part":
            # A quarter is no town, whatever town has its name.
            return None
        else:
            named = find_town(text, self.outlook, alike=firm)
        if named is None:
            return None
        return _placed(named, setting.near or setting.noun in ("facility", "countryside"))

    def _printed(self, tokens: Sequence[Token]) -> Found:
        return unresolved(text_of(tokens), None), "place.printed"


def _touch(left: Piece, right: Piece) -> bool:
    """Return whether two pieces are one name: no hyphen stands between them."""
    return bool(right.first.i - left.last.i == 1)


def _placed(named: Named, near: bool) -> Found:
    if near:
        return named.place(Precision.NEAR), f"{named.rule}.near"
    return named.place(), named.rule


__all__ = ["find_places"]
