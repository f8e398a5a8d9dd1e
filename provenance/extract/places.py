"""Places: where a statement says that it was, by a gazetteer and the words around a name.

A capitalised word is a place only where it stands in a place's position ("in X", "the town
of X", "X province", "captured X") and a pack or the gazetteer knows it there; which of
several places of one name is meant is told by the countries that the page speaks of.  An
unknown name in a position that only places have ("the village of X") stays as printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from provenance.extract.gazetteer import ARTICLES, fold
from provenance.extract.page import Page
from provenance.extract.placenames import (
    LONGEST_NAME,
    PRECISIONS,
    SETTLEMENTS,
    Named,
    Names,
    Places,
    find_town,
    names_of,
    unresolved,
)
from provenance.packs import Packs
from provenance.records import Place, Precision, Where

HYPHENS = frozenset("-‐‑–")
ORDER = (
    *(Precision.EXACT, Precision.NEAR, Precision.UNRESOLVED, Precision.DISTRICT),
    *(Precision.PROVINCE, Precision.COUNTRY),
)
# Relations in which a bare place name is where something happens ("shelled X").
OBJECTS = frozenset({"dobj", "pobj", "nsubjpass", "appos", "conj", "npadvmod"})
# A sentence is a title when so many of its words begin with a capital.
_TITLE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class _Piece:
    """Tokens of a row of capitalised words: a known name, a direction, a noun, or the rest."""

    tokens: tuple[Token, ...]
    role: str

    @property
    def first(self) -> Token:
        return self.tokens[0]

    @property
    def last(self) -> Token:
        return self.tokens[-1]


@dataclass(slots=True)
class _Setting:
    """What stands around a name."""

    noun: str | None = None
    """What a noun beside it makes of it: settlement, province, part …"""
    preposition: str | None = None
    direction: bool = False
    near: bool = False
    body: bool = False
    """People, a body or a thing is named after the place."""
    listed: bool = False
    """It stands in a list behind a place."""

    @property
    def placed(self) -> bool:
        """Something says that it is a place."""
        return bool(self.noun or self.preposition or self.direction or self.near or self.listed)


def find_places(page: Page, packs: Packs) -> dict[int, tuple[Where, ...]]:
    """Return the places of each parsed sentence that names any, most specific first."""
    names = names_of(packs)
    countries = names.countries_of(page.text)
    found: dict[int, tuple[Where, ...]] = {}
    for sentence, doc in page.parsed():
        places = list(_Finder(page, sentence.ordinal, doc, names, countries).find())
        if places:
            places.sort(key=lambda where: (ORDER.index(where.place.precision), where.spans))
            found[sentence.ordinal] = tuple(places)
    return found


class _Finder:
    """The places of one sentence."""

    def __init__(
        self, page: Page, ordinal: int, doc: Doc, names: Names, countries: Counter[str]
    ) -> None:
        self.page = page
        self.ordinal = ordinal
        self.doc = doc
        self.names = names
        self.countries = countries
        self.topic: Places = names.topic
        words = [t for t in doc if t.is_alpha]
        capital = sum(t.text[0].isupper() for t in words)
        self.title = len(words) > 3 and capital > _TITLE_SHARE * len(words)
        self.last_place = -2
        """Index of the last token of the last place found."""

    def find(self) -> Iterator[Where]:
        """Yield the places in the order of the text."""
        for row in self._rows():
            pieces = list(self._pieces(row))
            for place, piece in enumerate(pieces):
                if piece.role not in ("known", "other"):
                    continue
                found = self._read(pieces, place)
                if found is not None:
                    self.last_place = piece.last.i
                    yield found

    def word(self, place: int) -> str:
        """Return the lower-case word at ``place``; empty outside the sentence."""
        return self.doc[place].lower_ if 0 <= place < len(self.doc) else ""

    # Rows of capitalised words and their pieces.

    def _rows(self) -> Iterator[list[Token]]:
        """Yield capitalised tokens in a row, with the hyphens and articles among them."""
        row: list[Token] = []
        for token in self.doc:
            following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
            if self._is_capital(token) or (
                following is not None
                and token.lower_ in ARTICLES
                and (following.text in HYPHENS or token.lower_ in ("al", "el"))
            ):
                row.append(token)
                continue
            if token.text in HYPHENS and row and following is not None:
                if self._is_capital(following) or following.lower_ in ARTICLES:
                    row.append(token)
                else:
                    # "Damascus-based", "Turkish-backed": an adjective.
                    while row and row[-1].i >= token.i - 1:
                        row.pop()
                    if row:
                        yield row
                    row = []
                continue
            if row:
                yield row
            row = []
        if row:
            yield row

    def _is_capital(self, token: Token) -> bool:
        text = token.text
        if not text[0].isupper():
            return False
        if token.i == 0 or self.title:
            # Here the capital may come from the position.
            return token.tag_ in ("NNP", "NNPS") or fold(text) in self.names.known
        return token.tag_ not in ("PRP", "PRP$", "DT", "IN", "CC", "MD", "WP", "WRB", "EX")

    def _pieces(self, row: list[Token]) -> Iterator[_Piece]:
        """Split a row: known names longest first, directions, nouns of places, the rest."""
        start = 0
        rest: list[Token] = []
        while start < len(row):
            stop = self._known(row, start)
            role = "known"
            if stop is None:
                word = row[start].lower_
                stop = start + 1
                if word in self.topic.directions:
                    role = "direction"
                elif word in self.topic.nouns or (
                    word in self.topic.facility_words
                    and any(t.lower_ in self.topic.nouns for t in row[stop : stop + 2])
                ):
                    role = "noun"
                else:
                    role = "other"
            if role == "other":
                rest.extend(row[start:stop])
            else:
                if rest:
                    yield from self._rest(rest)
                    rest = []
                yield _Piece(tuple(row[start:stop]), role)
            start = stop
        if rest:
            yield from self._rest(rest)

    def _rest(self, tokens: list[Token]) -> Iterator[_Piece]:
        while tokens and tokens[0].text in HYPHENS:
            tokens = tokens[1:]
        while tokens and tokens[-1].text in HYPHENS:
            tokens = tokens[:-1]
        if tokens:
            yield _Piece(tuple(tokens), "other")

    def _known(self, row: list[Token], start: int) -> int | None:
        """Return the end of the longest known name that starts at ``start``."""
        if row[start].text in HYPHENS:
            return None
        for stop in range(min(len(row), start + 2 * LONGEST_NAME), start, -1):
            last = row[stop - 1]
            if last.text in HYPHENS or last.lower_ in ARTICLES:
                continue
            if fold(self._text(row[start:stop])) in self.names.known:
                return stop
        return None

    def _text(self, tokens: Sequence[Token]) -> str:
        last = tokens[-1]
        return str(self.doc.text[tokens[0].idx : last.idx + len(last.text)])

    # What stands around a name.

    def _setting(self, pieces: Sequence[_Piece], place: int) -> _Setting:
        topic = self.topic
        setting = _Setting()
        before = place - 1
        while before >= 0 and pieces[before].role == "direction":
            setting.direction = True
            before -= 1
        self._look_back(pieces[before + 1].first.i - 1, setting)
        after = place + 1
        while after < len(pieces) and pieces[after].role == "noun":
            setting.noun = topic.nouns.get(pieces[after].last.lower_, setting.noun)
            after += 1
        self._look_ahead(pieces[after - 1].last, pieces[-1].last, setting)
        return setting

    def _look_back(self, at: int, setting: _Setting) -> None:
        topic = self.topic
        for _ in range(8):
            word = self.word(at)
            if not word:
                return
            if word in topic.near:
                setting.near, setting.preposition = True, word
                return
            if word == "of":
                noun = self.word(at - 1)
                if noun in topic.nouns:
                    setting.noun = setting.noun or topic.nouns[noun]
                    at -= 2
                    continue
                if noun in topic.directions:
                    setting.near, setting.preposition = True, word
                    return
                setting.body = setting.body or noun in topic.not_with
                setting.preposition = setting.preposition or word
                return
            if word in topic.directions:
                setting.direction = True
            elif word in topic.nouns and not setting.noun and self.doc[at].tag_ != "NNP":
                setting.noun = topic.nouns[word]
            elif word in topic.prepositions:
                setting.preposition = setting.preposition or word
                return
            elif word in ("and", ",", "or", "&"):
                setting.listed = self.last_place in (at - 1, at - 2)
                return
            elif word not in ("the", "a", "its", "his", "their", "-") and self.doc[at].tag_ not in (
                *("JJ", "VBN", "HYPH", "JJS", "CD"),
            ):
                return
            at -= 1

    def _look_ahead(self, last: Token, row_end: Token, setting: _Setting) -> None:
        topic = self.topic
        if row_end.i > last.i and topic.nouns.get(self.word(row_end.i + 1)) == "road":
            setting.noun = "road"
            return
        modifies = last.dep_ in ("compound", "nmod", "amod", "npadvmod", "poss")
        at = last.i + 1
        for step in range(3):
            word = self.word(at)
            if word in topic.nouns and (modifies or step == 0):
                if not setting.noun or topic.nouns[word] in ("road", "border"):
                    setting.noun = topic.nouns[word]
                return
            if word in topic.not_with and modifies:
                setting.body = True
                return
            if not word or not (
                word in topic.facility_words or self.doc[at].tag_ in ("NN", "JJ", "NNS", "HYPH")
            ):
                break
            at += 1
        for child in last.children:
            if child.dep_ == "appos" and child.lower_ in topic.nouns and child.i > last.i:
                setting.noun = setting.noun or topic.nouns[child.lower_]

    # What the name stands for.

    def _read(self, pieces: Sequence[_Piece], place: int) -> Where | None:
        piece = pieces[place]
        setting = self._setting(pieces, place)
        if setting.body or setting.noun in ("road", "border"):
            return None
        neighbours = [
            pieces[n].role
            for n in (place - 1, place + 1)
            if 0 <= n < len(pieces) and self._touch(pieces, place, n)
        ]
        text = self._text(piece.tokens)
        if piece.role == "known":
            if "other" in neighbours and not (self.title and setting.preposition):
                return None
            found = self._known_place(text, piece, setting)
        else:
            if "known" in neighbours and not (setting.noun and place + 1 == len(pieces)):
                return None
            found = self._unknown_place(text, piece, setting)
        if found is None:
            return None
        span = self.page.span(self.ordinal, piece.first, piece.last)
        return Where(spans=(span,), text=self.page.slice(span), place=found[0], rule=found[1])

    def _touch(self, pieces: Sequence[_Piece], one: int, other: int) -> bool:
        """Return whether two pieces are one name: no hyphen stands between them."""
        left, right = sorted((one, other))
        return bool(pieces[right].first.i - pieces[left].last.i == 1)

    def _known_place(self, text: str, piece: _Piece, setting: _Setting) -> tuple[Place, str] | None:
        meanings = self.names.meanings(text, self.countries)
        named = self._choose(meanings, setting)
        if named is None or not self._stands_as_place(named, piece, setting):
            return None
        near = (
            setting.near
            or (setting.noun == "facility" and named.kind != "facility")
            or (setting.noun == "countryside" and named.kind in SETTLEMENTS)
        )
        return self._placed(named, near)

    def _placed(self, named: Named, near: bool) -> tuple[Place, str]:
        if near:
            return named.place(Precision.NEAR), f"{named.rule}.near"
        return named.place(), named.rule

    def _choose(self, meanings: Sequence[Named], setting: _Setting) -> Named | None:
        """Return the meaning that fits the setting; of several countries the one spoken of."""
        if not meanings:
            return None
        first = meanings[0]
        rivals = {m.country for m in meanings}
        if len(rivals) > 1 and not self.countries.get(first.country or ""):
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

    def _stands_as_place(self, named: Named, piece: _Piece, setting: _Setting) -> bool:
        relation = str(piece.last.dep_)
        if named.kind == "country":
            return bool(
                setting.near or setting.direction or setting.preposition in self.topic.locative
            ) and relation not in ("compound", "amod", "poss")
        return bool(setting.placed or relation == "compound" or relation in OBJECTS)

    def _unknown_place(
        self, text: str, piece: _Piece, setting: _Setting
    ) -> tuple[Place, str] | None:
        words = [t for t in piece.tokens if t.text not in HYPHENS]
        if len(words) > LONGEST_NAME or any(t.lower_ in self.topic.not_places for t in words):
            return None
        if any(t.lower_ in self.topic.not_with for t in words) or fold(text) in (
            self.names.adjectives
        ):
            return None
        firm = setting.noun in ("settlement", "part", "district", "area", "countryside")
        located = setting.preposition in self.topic.locative
        if not (firm or setting.near or setting.listed or setting.direction or located):
            return None
        named = find_town(text, self.countries, alike=True)
        if named is not None:
            return self._placed(named, setting.near or setting.noun in ("facility", "countryside"))
        if (firm or setting.near) and words[-1].tag_ in ("NNP", "NNPS"):
            return unresolved(text, None), "place.printed"
        return None


__all__ = ["find_places"]
