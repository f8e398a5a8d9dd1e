"""Columns: the tables of all sketches side by side, page by page.

They lie in files without a name once they are many.  The three long ones, nearly all of the rows,
are never read whole: what is counted over them is counted in parts, and rows of one term are
always in one part.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile, gettempdir
from typing import Any

import numpy as np
from numpy.typing import NDArray

from provenance.errors import InputError
from provenance.link.sketches import SECTIONS

Numbers = NDArray[np.int64]
Terms = NDArray[np.integer[Any]]

IN_MEMORY = 1 << 20
"""Bytes of a spool from which on it lies in a file."""
ROWS = 250_000
"""Rows that are counted together: some 15 MiB while it lasts."""
_ROW = 8
_HEAD = struct.Struct(f"<{len(SECTIONS)}I")


class Spool:
    """Rows of two numbers of 32 bits, to be written once and read in parts."""

    def __init__(self) -> None:
        # It is gone with the process, however that ends.
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self.rows = 0

    def add(self, rows: bytes | memoryview) -> None:
        """Put rows at the end: little-endian, one number after the other.

        Raises InputError where there is no room for the file.
        """
        with _enough_room():
            self._file.write(rows)
        self.rows += len(rows) // _ROW

    def read(self, first: int = 0, last: int | None = None) -> tuple[Terms, Terms]:
        """Return both columns of the rows from ``first`` to before ``last``."""
        last = self.rows if last is None else last
        with _enough_room():  # what was written may still be on its way
            self._file.seek(first * _ROW)
        rows = np.frombuffer(self._file.read((last - first) * _ROW), dtype="<u4")
        return rows[0::2], rows[1::2]


@contextmanager
def _enough_room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        remedy = "linking keeps numbers there; name another folder in TMPDIR"
        raise InputError(gettempdir(), problem, remedy) from error


class Columns:
    """The tables of sketches, in the order in which they are added."""

    def __init__(self) -> None:
        self._heads = bytearray()
        self._tables = {name: Spool() for name in SECTIONS}

    def add(self, table: bytes) -> None:
        """Lay the tables of one more page beside the rest."""
        rows = memoryview(table)
        self._heads += rows[: _HEAD.size]
        at = _HEAD.size
        for spool, count in zip(self._tables.values(), _HEAD.unpack_from(table), strict=True):
            end = at + count * _ROW
            spool.add(rows[at:end])
            at = end

    @property
    def pages(self) -> int:
        """Number of pages."""
        return len(self._heads) // _HEAD.size

    def count(self, name: str) -> Numbers:
        """Return how many rows each page has in a table."""
        counts = np.frombuffer(self._heads, dtype="<u4").reshape(-1, len(SECTIONS))
        return counts[:, SECTIONS.index(name)].astype(np.int64)

    def table(self, name: str) -> tuple[Numbers, Terms, Terms]:
        """Return page and both columns of all rows of a table."""
        return owners_of(self.count(name)), *self._tables[name].read()

    def blocks(self, name: str) -> Iterator[tuple[Numbers, Terms, Terms]]:
        """Yield pages and columns of a table, some whole pages at a time."""
        spool, counts = self._tables[name], self.count(name)
        ends = np.cumsum(counts)
        page = 0
        while page < len(counts):
            first = int(ends[page] - counts[page])
            stop = max(page + 1, int(np.searchsorted(ends, first + ROWS, side="right")))
            yield (page + owners_of(counts[page:stop]), *spool.read(first, int(ends[stop - 1])))
            page = stop

    def rows_of(self, name: str, first: int, last: int) -> tuple[Terms, Terms]:
        """Return both columns of some rows of a table, numbered through."""
        return self._tables[name].read(first, last)

    def rows(self, name: str) -> int:
        """Return how many rows a table has."""
        return self._tables[name].rows


class Parted:
    """Pairs of a term and something else, in parts: all pairs of a term are in one.

    They lie in one file in the order in which they came, those that came together part by part.
    """

    def __init__(self, rows: int) -> None:
        self._count = 1 + rows // ROWS
        self._spool = Spool()
        self._bounds: list[list[int]] = []
        """Of what came together: where each part begins, and where the last one ends."""

    def add(self, terms: Terms, others: Terms) -> None:
        """Put pairs in their parts."""
        rows = np.empty((len(terms), 2), dtype="<u4")
        rows[:, 0], rows[:, 1] = terms, others
        part = rows[:, 0] % self._count
        if self._count > 1:
            rows = rows[np.argsort(part, kind="stable")]
        sizes = np.bincount(part, minlength=self._count)
        self._bounds.append([self._spool.rows, *(self._spool.rows + np.cumsum(sizes)).tolist()])
        self._spool.add(rows.tobytes())

    def __iter__(self) -> Iterator[tuple[Terms, Terms]]:
        """Yield the terms and the others of each part, in the order in which they were put."""
        for part in range(self._count):
            found = [self._spool.read(*bounds[part : part + 2]) for bounds in self._bounds]
            terms, others = zip(self._spool.read(0, 0), *found, strict=True)
            yield np.concatenate(terms), np.concatenate(others)


def owners_of(counts: Numbers) -> Numbers:
    """Return, for rows counted by owner, the owner of each row."""
    return np.repeat(np.arange(len(counts)), counts)


__all__ = ["Columns", "Numbers", "Parted", "Spool", "Terms", "owners_of"]
