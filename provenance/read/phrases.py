"""Sets of phrases, looked up by their first word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_WORD = re.compile(r"[\w@©']+")
_QUOTED = re.compile(r"“[^“”]{0,1000}”|\"[^\"]{0,1000}\"|«[^«»]{0,1000}»")
_OPEN_QUOTE = re.compile(r"[“\"«][^”\"»]{0,2000}$")
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")


def plain(text: str) -> str:
    """Return ``text`` in lower case with one kind of apostrophe and single blanks."""
    return " ".join(text.translate(_APOSTROPHES).lower().split())


def unquoted(text: str) -> str:
    """Return ``text`` without what stands in double quotation marks."""
    return _OPEN_QUOTE.sub(" ", _QUOTED.sub(" ", text))


class Phrases:
    """Phrases in lower case; a phrase that ends in a letter ends at a word's end."""

    def __init__(self, phrases: Iterable[str]) -> None:
        by_word: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for phrase in phrases:
            phrase = phrase.lower()
            word = _WORD.search(phrase)
            if word is not None:
                by_word[word[0]].append((phrase, word.start()))
        self._by_word = {word: tuple(found) for word, found in by_word.items()}

    def at(self, low: str, position: int = 0) -> str | None:
        """Return the phrase that stands at the first word at or after ``position``."""
        word = _WORD.search(low, position)
        return self._at(low, word) if word else None

    def search(self, low: str) -> str | None:
        """Return the first phrase in ``low``."""
        for word in _WORD.finditer(low):
            found = self._at(low, word)
            if found is not None:
                return found
        return None

    def count(self, low: str) -> int:
        """Return how many words of ``low`` begin a phrase."""
        return sum(self._at(low, word) is not None for word in _WORD.finditer(low))

    def _at(self, low: str, word: re.Match[str]) -> str | None:
        for phrase, before in self._by_word.get(word[0], ()):
            start = word.start() - before
            if start >= 0 and low.startswith(phrase, start):
                end = start + len(phrase)
                if not phrase[-1].isalnum() or end >= len(low) or not low[end].isalnum():
                    return phrase
        return None
