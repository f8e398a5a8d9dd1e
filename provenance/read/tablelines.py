"""The lines of a table: bytes to text for the ``csv`` module, with the bytes of each row."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import IO

from provenance.errors import InputError
from provenance.read.decode import LARGEST
from provenance.read.formats import Rejoined

LONGEST_ROW = 4 * LARGEST + 65_536
_DELIMITER = re.compile(rb"\"?sep=([,;\t|])\"?", re.IGNORECASE)
_CHUNK = 65_536


class TableLines:
    """Lines of a file for the ``csv`` module, with the bytes of those taken for one row."""

    def __init__(self, stream: IO[bytes], place: str) -> None:
        self._stream, self._place = stream, place
        self.number = 0
        self.delimiter: str | None = None
        self.problem: tuple[str, str] | None = None
        """What is wrong with the bytes of the row, and what to do."""
        self.first = self._first()
        self._ahead = self.first
        self.taken: list[bytes] = []
        self.size = 0

    def _first(self) -> bytes:
        """Return the header: lines without words, and Excel's line for the delimiter, go before."""
        line = self._stream.readline(LONGEST_ROW).removeprefix(codecs.BOM_UTF8)
        while line and (not line.strip() or _DELIMITER.fullmatch(line.strip())):
            said = _DELIMITER.fullmatch(line.strip())
            self.delimiter = said[1].decode() if said else self.delimiter
            self.number += 1
            line = self._stream.readline(LONGEST_ROW)
        return line

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self._ahead = self._ahead or self._stream.readline(LONGEST_ROW), b""
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        self.size += len(line)
        place = f"{self._place}#{self.number}"
        if self.size > LONGEST_ROW:
            raise InputError(place, f"a row of more than {LONGEST_ROW:,} bytes", "mend its quotes")
        if b"\0" in line:
            self.problem = "binary data (NUL)", "give a table of text"
        try:
            return line.decode()
        except UnicodeDecodeError as error:
            problem = f"not UTF-8 (byte 0x{line[error.start]:02x} at offset {error.start})"
            self.problem = problem, "save the table as UTF-8 CSV"
            return line.decode("utf-8", "replace")

    def take(self) -> bytes:
        """Return the bytes of the row that was read, and begin the next."""
        data = b"".join(self.taken)
        self.taken, self.size, self.problem = [], 0, None
        return data


def in_utf8(stream: IO[bytes]) -> IO[bytes]:
    """Return a table in UTF-8, also of one in UTF-16, as Excel saves "Unicode text"."""
    head = stream.read(2)
    whole = io.BufferedReader(Rejoined(head, stream))
    if head not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return whole
    return io.BufferedReader(_Recoded(io.TextIOWrapper(whole, "utf-16", "replace", newline="")))


class _Recoded(io.RawIOBase):
    """The bytes of a text in UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._ready = self._ready or self._text.read(_CHUNK).encode("utf-8", "replace")
        data, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


__all__ = ["LONGEST_ROW", "TableLines", "in_utf8"]
