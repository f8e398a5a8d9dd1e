"""Lines as a page sets them to running text: what a PDF gives is cut at the width of a column.

A line that had no room for the first word of the next goes on in it; a shorter one ends its
paragraph.  Words parted at the end of a line are made whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from provenance.packs.loader import Packs, Topic

_FINAL = '.!?…:"”’)'
_FULL = 0.85
"""Share of the width from which on a line and the next word would not have fitted: the letters
of most founts differ in width."""
_SHORTEST = 30
_WIDEST = 0.9
"""Share of the long lines that are no longer than the width."""
_BULLET = re.compile(r"(?:[-–—*•·▪◦‣]|\(?\d{1,3}[.)]|\([a-z]\))\s")
_PARTED = re.compile(r"([^\W\d_]{2,40})-$")
_START = re.compile(r"[a-z]{2,40}\b")
_HYPHENED = re.compile(r"\b[^\W\d_]{2,40}-[a-z]{2,40}\b")


class Hyphens(Topic):
    """Topic ``read_hyphens``."""

    kept: frozenset[str] = frozenset()
    """First parts of words that are written with a hyphen wherever they stand."""


def flowing(pages: Sequence[str], packs: Packs) -> str:
    """Return the text of pages, its paragraphs parted by empty lines.

    A sentence that runs over to the next page stays one.  A word that is written with its
    hyphen elsewhere, or begins as such words do, keeps it when it is made whole.
    """
    lines = [[" ".join(line.split()) for line in page.splitlines()] for page in pages]
    lengths = sorted(len(line) for page in lines for line in page if len(line) >= _SHORTEST)
    width = lengths[int(_WIDEST * (len(lengths) - 1))] if lengths else 0
    written = {word.lower() for page in pages for word in _HYPHENED.findall(page)}
    kept = packs.topic("read_hyphens", Hyphens).kept
    paragraphs: list[list[str]] = []
    last = ""
    for page in lines:
        first = True
        for line in page:
            if not line:
                last = last if first else ""
                continue
            goes_on = bool(last) and _goes_on(last, line, width, new_page=first)
            if goes_on and _is_parted(last, line):
                paragraphs[-1][-1] = _whole(paragraphs[-1][-1], line, written, kept)
            elif goes_on:
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
            last, first = line, False
    return "\n\n".join(" ".join(parts) for parts in paragraphs)


def _goes_on(line: str, following: str, width: int, *, new_page: bool) -> bool:
    """Say whether a line goes on in the next one."""
    if _BULLET.match(following):
        return False
    open_end = line[-1] not in _FINAL
    if open_end and following[0].islower():
        return True
    if new_page:
        return False
    word = following.partition(" ")[0]
    return len(line) >= _SHORTEST and len(line) + 1 + len(word) > _FULL * width


def _is_parted(line: str, following: str) -> bool:
    return _PARTED.search(line) is not None and _START.match(following) is not None


def _whole(before: str, line: str, written: set[str], kept: frozenset[str]) -> str:
    """Return what stands before with the next line, the word between them made whole."""
    left, right = _PARTED.search(before), _START.match(line)
    if left is None or right is None:
        return f"{before} {line}"
    keeps = left[1].lower() in kept or f"{left[1]}-{right[0]}".lower() in written
    return before + line if keeps else before[:-1] + line


__all__ = ["Hyphens", "flowing"]
