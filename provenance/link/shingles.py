"""Shingles: runs of words as terms, by which two wordings are compared."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32


def encoded(words: Sequence[str]) -> bytes:
    """Return words as one string of bytes, from which they can be told apart."""
    return "\0".join(words).encode("utf-8", "surrogatepass")


def shingles_of(words: Sequence[str], size: int) -> frozenset[int]:
    """Return the hashes of all runs of ``size`` words (of all words, when there are fewer)."""
    return runs_of(encoded(words), size)


def runs_of(text: bytes, size: int) -> frozenset[int]:
    """Return the hashes of all runs of ``size`` words of an encoded text."""
    words = text.split(b"\0")
    if len(words) <= size:
        return frozenset((crc32(text),))
    return frozenset(map(crc32, map(b"\0".join, zip(*_shifted(words, size), strict=False))))


def _shifted(words: Sequence[bytes], size: int) -> list[Sequence[bytes]]:
    return [words[at:] for at in range(size)]


def share_of(a: frozenset[int], b: frozenset[int]) -> float:
    """Return the part of the runs of the shorter wording that the other has too."""
    return len(a & b) / max(1, min(len(a), len(b)))


__all__ = ["encoded", "runs_of", "share_of", "shingles_of"]
