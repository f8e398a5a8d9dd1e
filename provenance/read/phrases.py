"""Phrases of several kinds, looked up by their first word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"[\w@©']+")
_QUOTED = re.compile(
    r"“[^“”]{0,1000}”|\"[^\"]{0,1000}\"|«[^«»]{0,1000}»|''.{0,500}?''"
    r"|(?<!\S)['‘][^\n]{1,500}?['’](?![^\s.,;:!?)])"
)
_OPEN_QUOTE = re.compile(r"[“\"«][^”\"»]{0,2000}$")
_LEAD = 3
"""How many marks may stand before a phrase that begins a sentence."""
_APOSTROPHES = "’‘ʼ`´"
_QUOTES = frozenset("“\"«'‘")


def plain(text: str) -> str:
    """Return ``text`` in lower case with one kind of apostrophe and single blanks."""
    for mark in _APOSTROPHES:
        text = text.replace(mark, "'")
    return " ".join(text.lower().split())


def unquoted(text: str) -> str:
    """Return ``text`` without what stands in double quotation marks."""
    if _QUOTES.isdisjoint(text):
        return text
    return _OPEN_QUOTE.sub(" ", _QUOTED.sub(" ", text))


@dataclass(slots=True)
class Hits:
    """Which kinds of phrases stand in a text: how often, where first, and which at its start."""

    first: dict[str, tuple[int, str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    leading: set[str] = field(default_factory=set)

    def __contains__(self, kind: str) -> bool:
        return kind in self.counts


class Phrases:
    """Phrases of several kinds, all found in one walk over the words of a text.

    Phrases are in lower case; one that ends in a letter ends at a word's end.
    """

    def __init__(self, kinds: Mapping[str, Iterable[str]]) -> None:
        by_word: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
        for kind, phrases in kinds.items():
            for phrase in phrases:
                low = phrase.lower()
                word = _WORD.search(low)
                if word is not None:
                    by_word[word[0]].append((low, word.start(), kind))
        self._by_word = {word: tuple(found) for word, found in by_word.items()}

    def scan(self, low: str) -> Hits:
        """Find all phrases in ``low``, a text in lower case with single blanks."""
        hits = Hits()
        if self._by_word.keys().isdisjoint(_WORD.findall(low)):
            return hits
        leading = True
        for word in _WORD.finditer(low):
            known = self._by_word.get(word[0])
            if known is not None:
                for phrase, before, kind in known:
                    start = word.start() - before
                    if start < 0 or not low.startswith(phrase, start):
                        continue
                    end = start + len(phrase)
                    if phrase[-1].isalnum() and end < len(low) and low[end].isalnum():
                        continue
                    hits.counts[kind] = hits.counts.get(kind, 0) + 1
                    hits.first.setdefault(kind, (start, phrase))
                    if leading and start <= _LEAD:
                        hits.leading.add(kind)
            leading = False
        return hits
