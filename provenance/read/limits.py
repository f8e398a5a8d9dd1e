"""Limits for what is unpacked: nothing that a file claims of itself is believed.

An archive of a few kilobytes can hold petabytes.  What comes out is counted while it comes
out, and held against what went in.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO

from provenance.errors import InputError

MEMBERS = 5_000_000
"""The most members of one archive."""
TOTAL = 200_000_000_000
"""The most bytes that come out of one archive."""
NESTED = 500_000_000
"""The largest archive inside an archive, which has to be held in memory."""
DEPTH = 3
"""How deep archives may lie in archives."""
RATIO = 250
"""How many bytes may come out for one that went in; web pages and tables reach 50."""
FREE = 20_000_000
"""Bytes that may come out before the ratio counts: small files of blanks are harmless."""


class LimitError(ValueError):
    """What is unpacked, or read, grows beyond a limit; its message says which."""


class Counted(io.RawIOBase):
    """A stream that counts the bytes read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._read: Callable[[int], bytes] = stream.read
        self.count = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read into a buffer."""
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)

    def tell(self) -> int:
        """Return the bytes read so far."""
        return self.count

    def close(self) -> None:
        """Close the stream under it too."""
        if not self.closed:
            self._stream.close()
        super().close()


class Unpacked(Counted):
    """A stream of unpacked bytes that stops at the limits.

    ``packed`` tells how many packed bytes were read so far.
    """

    def __init__(self, stream: IO[bytes], packed: Callable[[], int]) -> None:
        super().__init__(stream)
        self._packed = packed
        # In pieces as they come, so that nothing before a damaged place is lost.
        self._read = getattr(stream, "read1", stream.read)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read into a buffer; raises LimitError."""
        size = super().readinto(buffer)
        if self.count > TOTAL:
            raise LimitError(f"more than {TOTAL:,} bytes unpacked")
        if self.count > FREE and self.count > RATIO * max(1, self._packed()):
            raise LimitError(f"one byte unpacks to more than {RATIO}")
        return size


def bomb(place: str, error: LimitError) -> InputError:
    """Return the error for an archive that grows beyond a limit."""
    return InputError(place, f"refused, {error}", "unpack it yourself if you trust it")


__all__ = [
    "DEPTH",
    "FREE",
    "MEMBERS",
    "NESTED",
    "RATIO",
    "TOTAL",
    "Counted",
    "LimitError",
    "Unpacked",
    "bomb",
]
