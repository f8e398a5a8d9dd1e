"""Plain text: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from provenance.errors import InputError
from provenance.packs.loader import Packs
from provenance.read.decode import LARGEST_BYTES, decode, too_long
from provenance.read.files import Result, name_of, register
from provenance.read.reading import read_text


@register(".txt", ".text")
def read_plain(path: Path, packs: Packs) -> Iterator[Result]:
    """Read a text file; its external id is its name without the ending."""
    with path.open("rb") as stream:
        data = stream.read(LARGEST_BYTES + 1)
    origin, stem = name_of(path), name_of(Path(path.stem))
    try:
        if len(data) > LARGEST_BYTES:
            raise too_long(origin)
        text = decode(data, origin)
        yield read_text(text, packs, external_id=stem, data=data, origin=origin)
    except InputError as error:
        yield error
