"""Terms: words, names, places and lines as numbers of 32 bits, to be counted by the million.

Two that share a number by chance are taken for one: of a million terms some hundred do, and what is
decided by one of them alone is nothing.
"""

from __future__ import annotations

from zlib import crc32

UNDATED = 1 << 31
"""Set in the stretch of a page without a day: it may be of any other day than the rest."""
STRETCH = 3
"""Days of a stretch."""


def term(text: str) -> int:
    """Return the number of a text, 0 to 2³²-1: the same on every machine."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def stretch(day: int | None, document: str) -> int:
    """Return the stretch of days that a day (its ordinal) is in; without one, the page's own."""
    if day is None:
        return UNDATED | crc32(document.encode("utf-8", "surrogatepass"))
    return day // STRETCH


__all__ = ["STRETCH", "UNDATED", "stretch", "term"]
