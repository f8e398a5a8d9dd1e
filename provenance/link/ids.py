"""Ids: many of them in one column, as linking holds those of all pages."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.bytes_]
Places = NDArray[np.int64]
TOGETHER = 4_096
"""Ids that are laid in a column at once."""


class Ids(Sequence[str]):
    """Ids by number: a third of what strings take, and no object for the collector each."""

    def __init__(self, column: Bytes) -> None:
        self.column = column

    @classmethod
    def of(cls, ids: Iterable[str]) -> Ids:
        """Return ids in a column, in the order given."""
        builder = Builder()
        for one in ids:
            builder.add(one)
        return builder.ids()

    def __len__(self) -> int:
        return len(self.column)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Ids: ...
    def __getitem__(self, number: int | slice) -> str | Ids:
        if isinstance(number, slice):
            return Ids(self.column[number])
        return str(self.column[number], "utf-8")

    def __iter__(self) -> Iterator[str]:
        for at in range(0, len(self), TOGETHER):
            yield from (one.decode() for one in self.column[at : at + TOGETHER].tolist())

    def find(self, key: str) -> int | None:
        """Return the number of an id, of which the column is in order; None: it is not here."""
        at = int(np.searchsorted(self.column, key.encode()))
        return at if at < len(self) and self[at] == key else None

    def places(self, keys: Ids) -> Places:
        """Return the number of each of some ids, as ``find`` does; -1: it is not here."""
        if not len(self):
            return np.full(len(keys), -1)
        at = np.minimum(np.searchsorted(self.column, keys.column), len(self) - 1)
        return np.where(self.column[at] == keys.column, at, -1)


class Builder:
    """Lays ids in a column."""

    def __init__(self) -> None:
        self._parts = [np.array([], dtype="S1")]
        self._some: list[bytes] = []

    def add(self, key: str) -> None:
        """Put an id at the end."""
        self._some.append(key.encode())
        if len(self._some) == TOGETHER:
            self._settle()

    def _settle(self) -> None:
        if self._some:
            self._parts.append(np.array(self._some, dtype=np.bytes_))
            self._some.clear()

    def ids(self) -> Ids:
        """Return the ids."""
        self._settle()
        return Ids(np.concatenate(self._parts))


class Stamped(Mapping[str, int]):
    """A number of 64 bits for each of many ids."""

    def __init__(self, ids: Ids, numbers: NDArray[np.uint64]) -> None:
        order = np.argsort(ids.column, kind="stable")
        self.ids = Ids(ids.column[order])
        self.numbers = numbers[order]

    @classmethod
    def none(cls) -> Stamped:
        """Return no numbers of no ids."""
        return cls(Ids.of(()), np.zeros(0, dtype=np.uint64))

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> Stamped:
        """Return numbers with their ids."""
        ids, numbers = Builder(), array("Q")
        for key, number in pairs:
            ids.add(key)
            numbers.append(number)
        return cls(ids.ids(), np.array(numbers, dtype=np.uint64))

    def __getitem__(self, key: str) -> int:
        at = self.ids.find(key)
        if at is None:
            raise KeyError(key)
        return int(self.numbers[at])

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def same(self, ids: Ids, numbers: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Say of which ids the number is this one."""
        at = self.ids.places(ids)
        known = at >= 0
        known[known] = self.numbers[at[known]] == numbers[known]
        return known


__all__ = ["Builder", "Ids", "Stamped"]
