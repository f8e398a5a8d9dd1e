"""Lookup: vocabulary found over the tokens of a parse, and the tokens of a statement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from spacy.attrs import IDX, IS_SPACE, LEMMA, LOWER
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from provenance.extract.page import Page
from provenance.records import Span

V = TypeVar("V")
WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
_HYPHENS = "-‐‑–"
_HYPHEN_IDS = frozenset(map(get_string_id, _HYPHENS))
# How much longer than its vocabulary entry an inflected word may be ("clash", "clashing").
_SUFFIX = 4


class Words(NamedTuple):
    """A parse as numbers: ids of lower-case forms and of lemmas, and where each token begins."""

    forms: list[int]
    lemmas: list[int]
    starts: list[int]
    blank: list[int]
    """1 for each token of white space."""
    all: frozenset[int]
    """All forms and lemmas: whether a vocabulary has any of them is asked first."""


_WORDS = "provenance.words"


def words_of(doc: Doc) -> Words:
    """Return the words of a parse; a hundred times cheaper than asking each token.

    They are kept with the parse, of which every room asks them.
    """
    words: Words | None = doc.user_data.get(_WORDS)
    if words is None:
        table = doc.to_array([LOWER, LEMMA, IDX, IS_SPACE])
        forms, lemmas, starts, blank = table.T.tolist() if len(doc) else ([], [], [], [])
        words = Words(forms, lemmas, starts, blank, frozenset(forms).union(lemmas))
        doc.user_data[_WORDS] = words
    return words


class Match(NamedTuple, Generic[V]):
    """A vocabulary entry found: its first and last token, and what the vocabulary says of it."""

    first: int
    last: int
    value: V
    phrase: str


_Option = tuple[tuple[int, ...], V, str]


class Phrasebook(Generic[V]):
    """A compiled vocabulary; of overlapping entries the longest at the leftmost place wins.

    Each word of an entry agrees with a token by its form or its lemma, in any case; hyphens
    in the text and in the vocabulary count as spaces.
    """

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._by_first: dict[int, list[_Option[V]]] = {}
        for phrase, value in entries:
            words = [get_string_id(w) for w in _PIECE.findall(phrase.lower()) if w not in _HYPHENS]
            if words:
                option = (tuple(words[1:]), value, phrase)
                self._by_first.setdefault(words[0], []).append(option)
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def find(self, words: Words, inside: Sequence[int] | None = None) -> Iterator[Match[V]]:
        """Yield the matches among the tokens ``inside``, from left to right, without overlap."""
        if self._by_first.keys().isdisjoint(words.all):
            return
        places = range(len(words.forms)) if inside is None else inside
        kept = [n for n in places if words.forms[n] not in _HYPHEN_IDS]
        at = 0
        known = self._by_first
        while at < len(kept):
            place = kept[at]
            if words.forms[place] not in known and words.lemmas[place] not in known:
                at += 1
                continue
            found = self._at(words, kept, at)
            if found is None:
                at += 1
            else:
                rest, value, phrase = found
                yield Match(kept[at], kept[at + len(rest)], value, phrase)
                at += len(rest) + 1

    def _at(self, words: Words, kept: Sequence[int], at: int) -> _Option[V] | None:
        form, lemma = words.forms[kept[at]], words.lemmas[kept[at]]
        best: _Option[V] | None = None
        for first in (form,) if form == lemma else (form, lemma):
            for option in self._by_first.get(first, ()):
                rest = option[0]
                if at + len(rest) < len(kept) and all(
                    word in (words.forms[kept[at + n]], words.lemmas[kept[at + n]])
                    for n, word in enumerate(rest, 1)
                ):
                    if best is None or len(rest) > len(best[0]):
                        best = option
                    break
        return best


class Marks:
    """Word lists by name, looked up for all tokens of a parse at once."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        names: dict[int, set[str]] = {}
        for name, words in lists.items():
            for word in words:
                names.setdefault(get_string_id(word.lower()), set()).add(name)
        self._names = {word: frozenset(lists) for word, lists in names.items()}

    def read(self, words: Words) -> Marked:
        """Return which lists hold each token, by form or lemma."""
        names = self._names
        found: dict[int, frozenset[str]] = {}
        if names.keys().isdisjoint(words.all):
            return Marked(found)
        for place, (form, lemma) in enumerate(zip(words.forms, words.lemmas, strict=True)):
            lists = names.get(form)
            if lemma != form:
                more = names.get(lemma)
                lists = more if lists is None else lists | more if more is not None else lists
            if lists is not None:
                found[place] = lists
        return Marked(found)


class Marked:
    """The tokens of one parse that stand in word lists."""

    __slots__ = ("lists",)

    def __init__(self, lists: Mapping[int, frozenset[str]]) -> None:
        self.lists = lists

    def has(self, token: Token, *names: str) -> bool:
        """Return whether ``token`` stands in one of the lists."""
        lists = self.lists.get(token.i)
        return lists is not None and any(name in lists for name in names)

    def any(self, *names: str) -> bool:
        """Return whether any token stands in one of the lists."""
        return any(not lists.isdisjoint(names) for lists in self.lists.values())


class WordTest:
    """A cheap test whether a text could hold a word of a vocabulary, whatever its inflection.

    It may say yes too often, never no where a word or a regular inflection of it stands;
    irregular forms stand in the vocabulary.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._stems: dict[int, set[str]] = {}
        for word in words:
            stem = _stem(word.lower())
            self._stems.setdefault(len(stem), set()).add(stem)
        self._may_be = lru_cache(maxsize=16_384)(self._begins)

    def __call__(self, text: str) -> bool:
        """Return whether some word of ``text`` begins with a stem and is not much longer."""
        return any(map(self._may_be, WORD.findall(text)))

    def _begins(self, word: str) -> bool:
        word = word.lower()
        size = len(word)
        return any(
            length <= size <= length + _SUFFIX and word[:length] in stems
            for length, stems in self._stems.items()
        )


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


def places_in(page: Page, ordinal: int, spans: Sequence[Span], words: Words) -> list[int]:
    """Return the indices of the tokens that begin inside ``spans``, in order, without blanks."""
    offset = page.sentences[ordinal].start
    places: list[int] = []
    for start, end in sorted(spans):
        first = bisect_left(words.starts, start - offset)
        last = bisect_left(words.starts, end - offset)
        places += [place for place in range(first, last) if not words.blank[place]]
    return places


def tokens_in(page: Page, ordinal: int, spans: Sequence[Span], words: Words) -> list[Token]:
    """Return the tokens of sentence ``ordinal`` that begin inside ``spans``, in order."""
    doc = page.parses[ordinal]
    if doc is None:
        return []
    return [doc[place] for place in places_in(page, ordinal, spans, words)]


def head_of(tokens: Sequence[Token]) -> Token | None:
    """Return the token that governs the others: verbs before others, then nearest the root."""
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i == t.i or t.head.i not in inside]
    tops = [t for t in tops if not t.is_punct] or tops
    if not tops:
        return None
    return min(tops, key=lambda t: (t.pos_ not in ("VERB", "AUX"), _depth(t), t.i))


def _depth(token: Token) -> int:
    depth = 0
    while token.head.i != token.i:
        token = token.head
        depth += 1
    return depth


__all__ = [
    "WORD",
    "Marked",
    "Marks",
    "Match",
    "Phrasebook",
    "WordTest",
    "Words",
    "head_of",
    "places_in",
    "tokens_in",
    "words_of",
]
