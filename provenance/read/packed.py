"""Packed files: gzip, bzip2 and xz around any other format."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO

from provenance.errors import InputError
from provenance.read.formats import Blob, Format, Piece, register, split
from provenance.read.limits import DEPTH, Counted, LimitError, Unpacked, bomb

Opener = Callable[[IO[bytes]], IO[bytes]]
DAMAGED = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)


@contextmanager
def damage_told(place: str) -> Iterator[None]:
    """Raise an InputError where what is read at ``place`` is damaged, or grows beyond a limit."""
    try:
        yield
    except LimitError as error:
        raise bomb(place, error) from error
    except DAMAGED as error:
        raise InputError(
            place, f"damaged ({error or 'cut off'})", "fetch or pack it again"
        ) from error


def unpack(stream: IO[bytes], opener: Opener) -> IO[bytes]:
    """Return the unpacked bytes of a stream, under the limits."""
    return io.BufferedReader(unpack_pieces(stream, opener))


def unpack_pieces(stream: IO[bytes], opener: Opener) -> io.RawIOBase:
    """Return the same, whose ``read`` gives what there is before it comes to a damaged place."""
    counted = Counted(stream)
    inner = opener(io.BufferedReader(counted))
    return Unpacked(inner, lambda: counted.count)


def unzipped(data: bytes, largest: int, place: str) -> bytes:
    """Return the bytes of a page or feed that was saved as its server had packed it.

    At most one byte more than ``largest`` comes out; raises InputError for damaged bytes.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data, largest + 1)
    except zlib.error as error:
        raise InputError(place, "damaged gzip", "fetch it again") from error


def _gzip(stream: IO[bytes]) -> IO[bytes]:
    return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]


def _bzip2(stream: IO[bytes]) -> IO[bytes]:
    return bz2.BZ2File(stream)


def _xz(stream: IO[bytes]) -> IO[bytes]:
    return lzma.LZMAFile(stream)


OPENERS: dict[str, Opener] = {".gz": _gzip, ".bz2": _bzip2, ".xz": _xz}


def _splitter(ending: str) -> Callable[[Blob], Iterator[Piece]]:
    def split_packed(blob: Blob) -> Iterator[Piece]:
        """Yield the articles of what is packed; its name is the name without the ending."""
        if blob.depth >= DEPTH:
            raise InputError(blob.origin, f"packed more than {DEPTH} times", "unpack it yourself")
        low = blob.name.lower()
        name = blob.name[: -len(ending)] if low.endswith(ending) else blob.name
        inner = replace(
            blob,
            name=name,
            open=lambda: unpack(blob.open(), OPENERS[ending]),
            depth=blob.depth + 1,
        )
        with damage_told(blob.origin):
            yield from split(inner, blob.leftover)

    return split_packed


register(Format("gzip", (".gz",), _splitter(".gz"), tells=lambda head: head[:3] == b"\x1f\x8b\x08"))
register(Format("bzip2", (".bz2",), _splitter(".bz2"), tells=lambda head: head[:3] == b"BZh"))
register(Format("xz", (".xz",), _splitter(".xz"), tells=lambda head: head[:6] == b"\xfd7zXZ\0"))
