"""Lists: the terms of each of many owners, in columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from provenance.link.columns import Numbers, Parted, Spool, Terms, owners_of

SOME = 20_000
"""Lists that are looked at together."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Many lists of terms in one column: that of ``number`` lies between two bounds."""

    terms: Terms
    bounds: Numbers

    @classmethod
    def of(cls, owners: Terms, terms: Terms, count: int) -> Lists:
        """Return the lists of ``count`` owners; ``owners`` is sorted."""
        return cls(terms, np.searchsorted(owners, np.arange(count + 1)).astype(np.int64))

    def __getitem__(self, number: int) -> Terms:
        """Return one list."""
        return self.terms[self.bounds[number] : self.bounds[number + 1]]

    def length(self, number: int) -> int:
        """Return the length of one list."""
        return int(self.bounds[number + 1] - self.bounds[number])

    def parts(self) -> Iterator[tuple[Numbers, Terms]]:
        """Yield the owner of each term, and the terms, some lists at a time."""
        count = len(self.bounds) - 1
        for at in range(0, count, SOME):
            bounds = self.bounds[at : min(at + SOME, count) + 1]
            yield at + owners_of(np.diff(bounds)), self.terms[bounds[0] : bounds[-1]]

    @property
    def lengths(self) -> Numbers:
        """Lengths of all lists."""
        return np.diff(self.bounds)


class Gathering:
    """Terms with their owners, which come in any order and are laid in lists by owner."""

    def __init__(self, owners: int, rows: int, more: int = 0) -> None:
        """Gather about so many rows of so many owners, each with so many ``more`` numbers."""
        self._owners = owners
        self._more = more
        self._parted = Parted(rows, owners, 2 + more)

    def add(self, owners: Terms, terms: Terms, *more: Terms) -> None:
        """Put terms to their owners, each with more numbers."""
        self._parted.add(owners, terms, *more)

    def lists(self) -> tuple[Lists, tuple[Terms, ...]]:
        """Return the terms of each owner, in order, and columns of the other numbers."""
        counts = np.zeros(self._owners, dtype=np.int64)
        spool = Spool(1 + self._more)
        for owners, terms, *more in self._parted:
            order = np.lexsort((terms, owners))
            spool.put(terms[order], *(column[order] for column in more))
            known, times = np.unique(owners, return_counts=True)
            counts[known] = times
        terms, *columns = spool.laid()
        bounds = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        return Lists(terms, bounds), tuple(columns)


__all__ = ["Gathering", "Lists"]
