"""Tokens: what stands between two blanks, and the words in it.

A language has few tokens, which come over and over: what is read in one is kept at hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import TypeVar

# Of a text without underscores, which part words: a class of characters costs more to match.
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
MOST, LONGEST = 1 << 16, 40
"""Texts kept at hand by each reader, some 15 MiB, and the characters of one that is kept."""
RECENT = 256
"""Sentences kept at hand, some 0.2 MiB: those of a long page."""

Part = TypeVar("Part")
Value = TypeVar("Value")


class Remembered(dict[str, Value]):
    """What ``read`` makes of short texts that come over and over."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Value:
        """Read a text."""
        found = self._read(text)
        if len(text) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[text] = found
        return found


class Reader(Remembered[tuple[Part, ...]]):
    """Reads texts token by token: no part that ``read`` finds in a text may hold a blank."""

    def parts(self, text: str) -> Iterator[Part]:
        """Return all parts of a text, in order."""
        return self.parts_of(text.split())

    def parts_of(self, tokens: Iterable[str]) -> Iterator[Part]:
        """Return all parts of some tokens, in order."""
        return chain.from_iterable(map(self.__getitem__, tokens))


def printed_words(text: str) -> list[str]:
    """Return the words of a text as printed; a hyphenated word is one."""
    found: list[str] = _WORD.findall(text.replace("_", " "))
    return found


_FOLDED: Reader[str] = Reader(lambda token: tuple(printed_words(token.casefold())))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, case folded; a hyphenated word is one."""
    # As ``parts`` does; no other function of linking is called as often.
    return tuple(chain.from_iterable(map(_FOLDED.__getitem__, text.split())))


@lru_cache(maxsize=RECENT)
def sentence_words(text: str) -> tuple[str, ...]:
    """Return the words of a sentence, which is read for more than one thing in a row."""
    return words_of(text)


__all__ = ["Reader", "Remembered", "printed_words", "sentence_words", "words_of"]
