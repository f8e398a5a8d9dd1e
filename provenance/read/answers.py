"""The body of a server's answer as a web archive holds it: chunked, packed, or said to be.

Many archives keep the headers of an answer whose body they have unpacked, so what a header
says is tried, and bytes that are text as they are stay as they are.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

_BLANKS = b" \t\r\n\xef\xbb\xbf"
_HEX = b"0123456789abcdefABCDEF"


class BodyError(ValueError):
    """The body of an answer cannot be unpacked; its message says why."""


def unpacked_body(data: bytes, transfer: str, content: str, largest: int) -> bytes:
    """Return the body; ``transfer`` and ``content`` are the headers that say how it is coded.

    At most one byte more than ``largest`` comes out.  Raises BodyError.
    """
    if "chunked" in transfer.lower() and data.lstrip(b"\r\n")[:1] in [bytes([b]) for b in _HEX]:
        data = _decoded("chunked", data, largest)
    for name in reversed([part.strip().lower() for part in content.split(",")]):
        if name in ("", "identity", "none", "utf-8"):
            continue
        data = _decoded(name, data, largest)
    return data


def _decoded(name: str, data: bytes, largest: int) -> bytes:
    decoder = _DECODERS.get(name)
    try:
        if decoder is None:
            raise BodyError(f"packed as {name[:40]}")
        return decoder(data, largest + 1)
    except (ValueError, OSError, EOFError, zlib.error) as error:
        if _is_text(data):
            return data
        raise BodyError(" ".join(str(error).split())[:120]) from error


def _is_text(data: bytes) -> bool:
    """Say whether bytes begin as a page or a text does."""
    head = data[:512].lstrip(_BLANKS)
    return bool(head) and not any(byte < 0x20 and byte not in b"\t\r\n\f" for byte in head)


def _gzip(data: bytes, most: int) -> bytes:
    return zlib.decompressobj(wbits=31).decompress(data, most)


def _deflate(data: bytes, most: int) -> bytes:
    """Unpack zlib's format, or the bare one that some servers send under the same name."""
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return zlib.decompressobj(wbits=-15).decompress(data, most)


def _with(name: str) -> Callable[[bytes, int], bytes]:
    def read(data: bytes, most: int) -> bytes:
        from fastwarc import stream_io

        reader = getattr(stream_io, name)(io.BytesIO(data))
        return bytes(reader.read(most))

    return read


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "chunked": _with("ChunkedReader"),
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _with("BrotliReader"),
    "zstd": _with("ZstdReader"),
}

__all__ = ["BodyError", "unpacked_body"]
