"""Lookup: multi-word vocabulary found over the tokens of a parse, and statements' tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Token

from provenance.extract.page import Page
from provenance.packs import Packs
from provenance.records import Span

V = TypeVar("V")
WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
_HYPHENS = frozenset("-‐‑–")
# How much longer than its vocabulary entry an inflected word may be ("clash", "clashing").
_SUFFIX = 4


class Match(NamedTuple, Generic[V]):
    """A vocabulary entry found: its first and last token, and what the vocabulary says of it."""

    first: Token
    last: Token
    value: V
    phrase: str


_Option = tuple[tuple[str, ...], V, str]


class Phrasebook(Generic[V]):
    """A compiled vocabulary; of overlapping entries the longest at the leftmost place wins.

    Each word of an entry agrees with a token by its form or its lemma, in any case; hyphens
    in the text and in the vocabulary count as spaces.
    """

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._by_first: dict[str, list[_Option[V]]] = {}
        for phrase, value in entries:
            words = tuple(w for w in _PIECE.findall(phrase.lower()) if w not in _HYPHENS)
            if words:
                self._by_first.setdefault(words[0], []).append((words[1:], value, phrase))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def find(self, doc: Doc | Sequence[Token]) -> Iterator[Match[V]]:
        """Yield the matches from left to right, without overlap."""
        tokens = [t for t in doc if t.text not in _HYPHENS]
        forms = [t.lower_ for t in tokens]
        lemmas = [t.lemma_.lower() for t in tokens]
        place = 0
        while place < len(tokens):
            found = self._at(forms, lemmas, place)
            if found is None:
                place += 1
            else:
                rest, value, phrase = found
                last = place + len(rest)
                yield Match(tokens[place], tokens[last], value, phrase)
                place = last + 1

    def _at(self, forms: list[str], lemmas: list[str], place: int) -> _Option[V] | None:
        best: _Option[V] | None = None
        for first in dict.fromkeys((forms[place], lemmas[place])):
            for option in self._by_first.get(first, ()):
                rest = option[0]
                end = place + 1 + len(rest)
                if end <= len(forms) and all(
                    word in (forms[place + 1 + n], lemmas[place + 1 + n])
                    for n, word in enumerate(rest)
                ):
                    if best is None or len(rest) > len(best[0]):
                        best = option
                    break
        return best


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

    def __call__(self, text: str) -> bool:
        """Return whether some word of ``text`` begins with a stem and is not much longer."""
        for word in {w.lower() for w in WORD.findall(text)}:
            size = len(word)
            for length, stems in self._stems.items():
                if length <= size <= length + _SUFFIX and word[:length] in stems:
                    return True
        return False


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


class Compiled(Generic[V]):
    """A vocabulary built once for each stack of packs and dropped with it."""

    def __init__(self, build: Callable[[Packs], V]) -> None:
        self._build = build
        self._built: WeakKeyDictionary[Packs, V] = WeakKeyDictionary()

    def __call__(self, packs: Packs) -> V:
        """Return what was built for ``packs``, building it when first asked for."""
        found = self._built.get(packs)
        if found is None:
            found = self._built[packs] = self._build(packs)
        return found


def tokens_in(page: Page, ordinal: int, spans: Sequence[Span]) -> list[Token]:
    """Return the tokens of sentence ``ordinal`` that begin inside ``spans``, in order."""
    doc = page.parses[ordinal]
    if doc is None:
        return []
    offset = page.sentences[ordinal].start
    tokens: list[Token] = []
    for token in doc:
        place = offset + token.idx
        if any(start <= place < end for start, end in spans) and not token.is_space:
            tokens.append(token)
    return tokens


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


__all__ = ["WORD", "Compiled", "Match", "Phrasebook", "WordTest", "head_of", "tokens_in"]
