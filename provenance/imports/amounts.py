"""Amounts: whether an interval can be read from its words, by the project's own reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from provenance.extract.intervals import IntervalReader
from provenance.extract.lexemes import lexemes
from provenance.extract.numbers import QualifiersTopic
from provenance.packs import Packs

_DIGITS = re.compile(r"\d+(?:[.,’'\u00a0\u2009\u202f ]\d{3})*(?!\d)")
MOST_WORDS = 60
"""Words of a number with its qualifiers; a longer span is no number's."""


class Amount(NamedTuple):
    """A reading of some words: lowest, highest, stated number, and the profile that reads so."""

    low: int | None
    high: int | None
    point: int | None
    profile: str
    unquantified: bool = False

    def numbers(self) -> frozenset[int]:
        """Return the numbers of the reading."""
        return frozenset(n for n in (self.low, self.high, self.point) if n is not None)


class AmountReader:
    """Reads the words of figures by every profile of the packs, the default one first."""

    def __init__(self, packs: Packs) -> None:
        profiles = packs.topic("qualifiers", QualifiersTopic).profiles
        names = sorted({*profiles, "default"}, key=lambda name: (name != "default", name))
        self.readers = {name: IntervalReader(packs, name) for name in names}

    def find(
        self, words: str, low: int | None, high: int | None, point: int | None
    ) -> Amount | None:
        """Return the reading of ``words`` that allows the interval; None when there is none.

        Each number given must be one of a single reading: two numbers that stand side by
        side make no range, and an open end may stay open.
        """
        given = frozenset(n for n in (low, high, point) if n is not None)
        if not given:
            return None
        for amount in self.read(words):
            if given <= amount.numbers() and point in (None, amount.point):
                return amount
        return None

    def read(self, words: str) -> list[Amount]:
        """Return all readings of the words, whole quantities before bare numbers."""
        split = lexemes(words)
        if len(split) > MOST_WORDS:
            return []
        found = [
            Amount(q.low, q.high, q.point, name, q.number.unquantified)
            for name, reader in self.readers.items()
            for q in reader.find(words, split)
        ]
        found += [
            Amount(n.low, n.high, n.point, name, n.unquantified)
            for name, reader in self.readers.items()
            for n in reader.numbers.find(words, split)
        ]
        found += [Amount(n, n, n, "default") for n in _digits(words)]
        if not found and any(char.isalpha() for char in words):
            # The name of one person or thing, printed without a number, is one.
            found.append(Amount(1, 1, 1, "default"))
        return found


def _digits(words: str) -> Iterator[int]:
    """Yield the numbers of runs of digits, with or without separators of thousands."""
    for match in _DIGITS.finditer(words):
        digits = "".join(str(int(char)) for char in match.group() if char.isdecimal())
        if len(digits) <= 15:
            yield int(digits)


def said(low: int | None, high: int | None, point: int | None) -> str:
    """Return an interval for a message."""
    if low is None and high is None:
        return "no number" if point is None else str(point)
    if low == high:
        return str(low)
    if high is None:
        return f"{low} or more"
    return f"{'?' if low is None else low}–{high}"


def readings(found: Sequence[Amount]) -> str:
    """Return what words can be read as, for a message."""
    texts = dict.fromkeys(said(a.low, a.high, a.point) for a in found)
    return ", ".join(list(texts)[:4])


__all__ = ["Amount", "AmountReader", "readings", "said"]
