"""Columns: the tables of all sketches side by side, page by page.

They lie in files without a name once they are many.  The long ones are never read whole: what is
counted over them is counted in parts, and rows of one term are always in one part.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
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
_NUMBER = 4
_ROW = 2 * _NUMBER
TERMS = 1 << 32
"""Terms there are."""
_HEAD = struct.Struct(f"<{len(SECTIONS)}I")


class Spool:
    """Rows of numbers of 32 bits, to be written once and read in parts or at any place."""

    def __init__(self, width: int = 2) -> None:
        # It is gone with the process, however that ends.
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._width = width
        self.rows = 0

    def add(self, rows: bytes | memoryview) -> None:
        """Put rows at the end: little-endian, one number after the other.

        Raises InputError where there is no room for the file.
        """
        with _enough_room():
            self._file.write(rows)
        self.rows += len(rows) // (_NUMBER * self._width)

    def put(self, *columns: Terms) -> None:
        """Put rows at the end, given as columns."""
        self.add(_rows(columns).tobytes())

    def read(self, first: int = 0, last: int | None = None) -> tuple[Terms, ...]:
        """Return the columns of the rows from ``first`` to before ``last``."""
        last = self.rows if last is None else last
        size = _NUMBER * self._width
        with _enough_room():  # what was written may still be on its way
            self._file.seek(first * size)
        return self._columns(self._file.read((last - first) * size))

    def laid(self) -> tuple[Terms, ...]:
        """Return the columns of all rows, which are complete.

        Of those that lie in a file the system holds in memory what it has room for.
        """
        if self.rows * self._width * _NUMBER <= IN_MEMORY:
            return self.read()
        with _enough_room():
            self._file.seek(0)
            return self._columns(mmap(self._file.fileno(), 0, access=ACCESS_READ))

    def _columns(self, rows: bytes | mmap) -> tuple[Terms, ...]:
        numbers = np.frombuffer(rows, dtype="<u4")
        return tuple(numbers[at :: self._width] for at in range(self._width))


def _rows(columns: Sequence[Terms]) -> NDArray[np.uint32]:
    """Return columns side by side."""
    rows = np.empty((len(columns[0]), len(columns)), dtype="<u4")
    for at, column in enumerate(columns):
        rows[:, at] = column
    return rows


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
        first, second = self._tables[name].read()
        return owners_of(self.count(name)), first, second

    def blocks(self, name: str) -> Iterator[tuple[Numbers, Terms, Terms]]:
        """Yield pages and columns of a table, some whole pages at a time."""
        spool, counts = self._tables[name], self.count(name)
        ends = np.cumsum(counts)
        page = 0
        while page < len(counts):
            first = int(ends[page] - counts[page])
            stop = max(page + 1, int(np.searchsorted(ends, first + ROWS, side="right")))
            one, other = spool.read(first, int(ends[stop - 1]))
            yield page + owners_of(counts[page:stop]), one, other
            page = stop

    def rows_of(self, name: str, first: int, last: int) -> tuple[Terms, Terms]:
        """Return both columns of some rows of a table, numbered through."""
        one, other = self._tables[name].read(first, last)
        return one, other

    def beside(self, name: str, pages: Numbers) -> tuple[int, Terms, Terms]:
        """Return the rows of a table from the first of ``pages`` to the last, and their number.

        ``pages`` are in order.
        """
        if not len(pages):
            return 0, *self.rows_of(name, 0, 0)
        counts = self.count(name)[: int(pages[-1]) + 1]
        first = int(counts[: int(pages[0])].sum())
        return first, *self.rows_of(name, first, first + int(counts[int(pages[0]) :].sum()))

    def rows(self, name: str) -> int:
        """Return how many rows a table has."""
        return self._tables[name].rows


class Parted:
    """Rows in parts by their first number, a term or the number of an owner.

    Each part has a range of these numbers, so that all rows of one are in one part and the parts
    are in order.  They lie in one file in the order in which they came, those that came together
    part by part.
    """

    def __init__(self, rows: int, below: int = TERMS, width: int = 2) -> None:
        """Make parts for about so many rows, whose first numbers are ``below`` a number."""
        self._count = 1 + rows // ROWS
        self._span = -(-max(below, 1) // self._count)
        self._spool = Spool(width)
        self._bounds: list[list[int]] = []
        """Of what came together: where each part begins, and where the last one ends."""

    def add(self, *columns: Terms) -> None:
        """Put rows in their parts."""
        rows = _rows(columns)
        bounds = [self._spool.rows, self._spool.rows + len(rows)]
        if self._count > 1:
            part = rows[:, 0] // np.uint32(self._span)
            rows = rows[np.argsort(part, kind="stable")]
            sizes = np.bincount(part, minlength=self._count)
            bounds[1:] = (self._spool.rows + np.cumsum(sizes)).tolist()
        self._bounds.append(bounds)
        self._spool.add(rows.tobytes())

    def __iter__(self) -> Iterator[tuple[Terms, ...]]:
        """Yield the columns of each part, in the order in which its rows were put."""
        for part in range(self._count):
            ranges = [bounds[part : part + 2] for bounds in self._bounds]
            found = [self._spool.read(first, last) for first, last in ranges if last > first]
            columns = zip(self._spool.read(0, 0), *found, strict=True)
            yield tuple(np.concatenate(column) for column in columns)


def owners_of(counts: Numbers) -> Numbers:
    """Return, for rows counted by owner, the owner of each row."""
    return np.repeat(np.arange(len(counts)), counts)


__all__ = ["Columns", "Numbers", "Parted", "Spool", "Terms", "owners_of"]
