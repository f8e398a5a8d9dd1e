"""Plain text: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from provenance.packs.loader import Packs
from provenance.read.charset import decode_page
from provenance.read.decode import LARGEST_BYTES, decode, too_long
from provenance.read.formats import Blob, Format, Piece, register
from provenance.read.raw import Raw
from provenance.read.reading import Reading, read_text


def split(blob: Blob) -> Iterator[Piece]:
    """Yield the file as one article; its external id is its name without the ending."""
    with blob.open() as stream:
        data = stream.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        raise too_long(blob.origin)
    given = {"external_id": PurePath(blob.name).stem}
    yield Raw(data, blob.origin, "text/plain", "text", given)


def read(raw: Raw, packs: Packs) -> Reading:
    """Read a text in UTF-8, or in the encoding that its server named."""
    charset = raw.given.get("charset")
    text = decode_page(raw.data, raw.origin, charset) if charset else decode(raw.data, raw.origin)
    return read_text(
        text,
        packs,
        external_id=raw.given.get("external_id"),
        url=raw.given.get("url"),
        data=raw.data,
        origin=raw.origin,
        rules={"url": "page.fetched"},
        captured_at=raw.given.get("captured_at"),
    )


register(Format("text", (".txt", ".text"), split, read))
