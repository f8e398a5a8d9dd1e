"""Intervals of whole numbers with open ends, and how two of them lie to each other.

``low`` or ``high`` is None where the end is open: "at least 18" is [18, ∞).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Lie(StrEnum):
    """How interval a lies to interval b."""

    EQUAL = "equal"
    INSIDE = "inside"
    """a lies inside b, and is the narrower."""
    CONTAINS = "contains"
    """a contains b, and is the wider."""
    OVERLAPS = "overlaps"
    DISJOINT = "disjoint"

    def inverse(self) -> Lie:
        """Return how b lies to a."""
        return {Lie.INSIDE: Lie.CONTAINS, Lie.CONTAINS: Lie.INSIDE}.get(self, self)


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of whole numbers, both ends included; None is an open end."""

    low: int | None
    high: int | None

    def __str__(self) -> str:
        if self.low is not None and self.low == self.high:
            return str(self.low)
        low = "−∞" if self.low is None else str(self.low)
        return f"{low} or more" if self.high is None else f"{low}–{self.high}"

    def contains(self, other: Interval) -> bool:
        """Say whether every number of ``other`` is in this interval."""
        low = self.low is None or (other.low is not None and self.low <= other.low)
        high = self.high is None or (other.high is not None and other.high <= self.high)
        return low and high

    def disjoint(self, other: Interval) -> bool:
        """Say whether the two have no number in common; an open end reaches everywhere."""
        return self.below(other) or other.below(self)

    def below(self, other: Interval) -> bool:
        """Say whether every number of this interval is smaller than all of ``other``."""
        return self.high is not None and other.low is not None and self.high < other.low

    @property
    def exact(self) -> bool:
        """Is it one number."""
        return self.low is not None and self.low == self.high

    @property
    def printed(self) -> frozenset[int]:
        """The numbers that may have been printed to give this interval.

        "over 50" is [51, ∞) and "at least 50" is [50, ∞), so 50 and 51 may stand behind the
        first; a bare number stands behind itself.  Shows whether two readings of a
        qualifier go back to one number.
        """
        if self.low is not None and self.high is not None:
            if self.low == 0 and self.high > 0:
                return frozenset((self.high, self.high + 1))
            return frozenset((self.low, self.high))
        if self.low is not None:
            return frozenset((self.low, self.low - 1))
        return frozenset() if self.high is None else frozenset((self.high, self.high + 1))


def lie(a: Interval, b: Interval) -> Lie:
    """Return how ``a`` lies to ``b``.

    >>> lie(Interval(86, 86), Interval(70, None)).value
    'inside'
    >>> lie(Interval(58, 58), Interval(70, None)).value
    'disjoint'
    """
    if a == b:
        return Lie.EQUAL
    if a.disjoint(b):
        return Lie.DISJOINT
    if b.contains(a):
        return Lie.INSIDE
    return Lie.CONTAINS if a.contains(b) else Lie.OVERLAPS
