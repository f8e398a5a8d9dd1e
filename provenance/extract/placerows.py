"""Rows of capitalised words, and the pieces that a place name can be made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.attrs import SHAPE
from spacy.tokens import Doc, Token

from provenance.extract.gazetteer import ARTICLES, fold
from provenance.extract.placenames import LONGEST_NAME, Names

HYPHENS = frozenset("-‐‑–")
# Tags of words that are no names, whatever their first letter.
NO_NAMES = frozenset("PRP PRP$ DT IN CC MD WP WRB EX WDT PDT UH".split())  # noqa: SIM905
# A sentence is a title when so many of its words begin with a capital.
_TITLE_SHARE = 0.6
_TITLE_WORDS = 4


class Piece(NamedTuple):
    """Tokens in a role: ``known`` name, ``direction``, ``noun``, ``people``, ``other``."""

    tokens: tuple[Token, ...]
    role: str

    @property
    def first(self) -> Token:
        """The first token."""
        return self.tokens[0]

    @property
    def last(self) -> Token:
        """The last token."""
        return self.tokens[-1]


def text_of(tokens: Sequence[Token]) -> str:
    """Return the characters of tokens that stand one behind the other."""
    return "".join(t.text_with_ws for t in tokens).rstrip()


class Rows:
    """The rows of one sentence."""

    def __init__(self, doc: Doc, names: Names) -> None:
        self.doc = doc
        self.names = names
        self.topic = names.topic
        strings = doc.vocab.strings
        shapes = doc.to_array(SHAPE).tolist()
        initials = {shape: strings[shape][:1] for shape in set(shapes)}
        self._initials = [initials[shape] for shape in shapes]
        words = sum(initial in ("X", "x") for initial in self._initials)
        self.title = words >= _TITLE_WORDS and (self._initials.count("X") > _TITLE_SHARE * words)
        """Whether most words begin with a capital, so that capitals tell nothing."""

    def __iter__(self) -> Iterator[list[Piece]]:
        for row in self._rows():
            pieces = list(self._pieces(row))
            if any(piece.role in ("known", "other") for piece in pieces):
                yield pieces

    def _rows(self) -> Iterator[list[Token]]:
        """Yield capitalised tokens that stand in a row, with hyphens and articles among them."""
        row: list[Token] = []
        last = len(self._initials) - 1
        for place, initial in enumerate(self._initials):
            beside = place < last and self._initials[place + 1] != "x"
            if initial != "X" and not row and not beside:
                continue
            token = self.doc[place]
            following = self.doc[place + 1] if place < last else None
            if self._is_capital(token) or self._joins(token, following, bool(row)):
                row.append(token)
                continue
            if token.text in HYPHENS and row and following is not None:
                if self._is_capital(following) or following.lower_ in ARTICLES:
                    row.append(token)
                    continue
                # "Damascus-based", "Turkish-backed": an adjective, no name.
                while row and row[-1].i >= place - 1:
                    row.pop()
            if row:
                yield row
            row = []
        if row:
            yield row

    def _joins(self, token: Token, following: Token | None, inside: bool) -> bool:
        """Return whether a small word belongs to a name: "al-Bab", "Fond du Lac"."""
        word = token.lower_
        if following is None:
            return False
        if word in ARTICLES:
            return following.text in HYPHENS or (
                word in ("al", "el") and following.text[0].isupper()
            )
        return inside and word in self.topic.connectors and self._is_capital(following)

    def _is_capital(self, token: Token) -> bool:
        if not token.text[0].isupper() or fold(token.text) in self.topic.not_places:
            return False
        if token.i == 0 or self.title:
            # Here the capital may come from the position.
            return token.tag_ in ("NNP", "NNPS") or fold(token.text) in self.names.known
        return token.tag_ not in NO_NAMES

    def _pieces(self, row: list[Token]) -> Iterator[Piece]:
        """Split a row: known names, longest first; directions; nouns of places; the rest."""
        start = 0
        rest: list[Token] = []
        while start < len(row):
            stop = self._known(row, start)
            role = "known"
            if stop is None:
                stop, role = start + 1, self._role(row, start)
            if role == "other":
                rest += row[start:stop]
            else:
                yield from self._rest(rest)
                rest = []
                yield Piece(tuple(row[start:stop]), role)
            start = stop
        yield from self._rest(rest)

    def _role(self, row: list[Token], place: int) -> str:
        word = row[place].lower_
        if fold(word) in self.names.adjectives:
            return "people"
        if word in self.topic.directions:
            return "direction"
        if word in self.topic.nouns:
            return "noun"
        if word in self.topic.facility_words and any(
            t.lower_ in self.topic.nouns for t in row[place + 1 : place + 3]
        ):
            return "noun"
        return "other"

    def _rest(self, tokens: list[Token]) -> Iterator[Piece]:
        while tokens and (tokens[0].text in HYPHENS):
            tokens = tokens[1:]
        while tokens and tokens[-1].text in HYPHENS:
            tokens = tokens[:-1]
        if tokens:
            yield Piece(tuple(tokens), "other")

    def _known(self, row: list[Token], start: int) -> int | None:
        """Return the end of the longest known name that starts at ``start``."""
        if row[start].text in HYPHENS:
            return None
        for stop in range(min(len(row), start + 2 * LONGEST_NAME), start, -1):
            last = row[stop - 1]
            if last.text in HYPHENS or last.lower_ in ARTICLES:
                continue
            key = fold(text_of(row[start:stop]))
            if key in self.names.known or self.names.bare(key):
                return stop
        return None


__all__ = ["HYPHENS", "Piece", "Rows", "text_of"]
