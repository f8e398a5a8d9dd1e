"""Shingles: runs of words as terms, by which two wordings are compared."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32


def shingles_of(words: Sequence[str], size: int) -> frozenset[int]:
    """Return the hashes of all runs of ``size`` words (of all words, when there are fewer)."""
    runs = range(max(1, len(words) - size + 1))
    return frozenset(
        crc32("\0".join(words[at : at + size]).encode("utf-8", "surrogatepass")) for at in runs
    )


def share_of(a: frozenset[int], b: frozenset[int]) -> float:
    """Return the part of the runs of the shorter wording that the other has too."""
    return len(a & b) / max(1, min(len(a), len(b)))


__all__ = ["share_of", "shingles_of"]
