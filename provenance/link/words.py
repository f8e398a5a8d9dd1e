"""Words of pages: the lines of a page, and the words and names that each holds, as terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.link.terms import term
from provenance.records import Document

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LINE = re.compile(r"[^.!?\n]+")
_POSSESSIVE = re.compile(r"['’]s?$")
MOST_TEXT = 20_000
SHORTEST = 4


def lines_of(document: Document) -> Iterator[tuple[int, set[int]]]:
    """Yield the lines and sentences of a page, roughly, with its title: each once, its words."""
    seen: set[str] = set()
    for line in (document.title or "", *_LINE.findall(document.text[:MOST_TEXT])):
        plain = " ".join(line.split())
        if plain and plain not in seen:
            seen.add(plain)
            yield term(plain), set(_words(line))


def _words(line: str) -> Iterator[int]:
    """Yield what a line says: its words, and its pairs of capitalised words.

    A name keeps its capital: "Baker" and "baker" are two words.  Lines in capitals name nobody.
    """
    words = _WORD.findall(line)
    named = 2 * sum(word[:1].isupper() for word in words) <= len(words)
    last = ""
    for printed in words:
        word = printed
        if "'" in word or "’" in word:
            word = _POSSESSIVE.sub("", word)
        folded = word.casefold()
        if not (named and word[:1].isupper()):
            last = ""
            if len(word) >= SHORTEST:
                yield term(folded)
            continue
        if len(word) >= SHORTEST:
            yield term(folded.capitalize())
        if last:
            yield term(f"{last} {folded}")
        last = folded


__all__ = ["lines_of"]
