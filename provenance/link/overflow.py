"""Overflow: what there is no room for at hand, laid by in a file without a name.

To take a page up again costs a quarter of what reading it from a database and making its
scopes and threads anew does, and a page laid by takes 6 kB of a disk where one at hand takes
200 kB of memory.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Generic, TypeVar

MOST_BYTES = 1 << 30
"""Of the file; when it is full it is begun anew."""
LEVEL = 1
"""Of compression: three quarters of what the highest saves, for a fraction of its time."""

T = TypeVar("T")


class Overflow(Generic[T]):
    """Things by key, of which any may be gone: who keeps them here can make them again.

    The file is this process's own, has no name, and is gone with it, however that ends.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._file: IO[bytes] | None = None
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0
        self._full = False

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def put(self, key: str, thing: T) -> None:
        """Lay a thing by, unless it is here already or the disk has no room for it."""
        if key in self._places or self._full:
            return
        data = zlib.compress(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL), LEVEL)
        if self._end + len(data) > self._most:
            self._places.clear()
            self._end = 0
        try:
            if self._file is None:
                self._file = TemporaryFile()  # noqa: SIM115 - it lives as long as this does
            self._file.seek(self._end)
            self._file.write(data)
            self._file.flush()
        except OSError:
            # No room, or no folder for it: then things are made again, as they were without it.
            self._full = True
            return
        self._places[key] = self._end, len(data)
        self._end += len(data)

    def get(self, key: str) -> T | None:
        """Return a thing, if it is here."""
        if self._file is None or key not in self._places:
            return None
        at, size = self._places[key]
        self._file.seek(at)
        thing: T = pickle.loads(zlib.decompress(self._file.read(size)))
        return thing

    def drop(self, key: str) -> None:
        """Forget a thing; its bytes stay until the file is begun anew."""
        self._places.pop(key, None)


__all__ = ["Overflow"]
