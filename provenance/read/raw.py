"""One article as it lies in its file, archive or feed: bytes that nobody has read yet."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from provenance.records import content_id


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one article and what its container says of it; can be pickled.

    Getting one is cheap, reading it (``read_raw``) is not: a known article is told by
    ``document_id`` before it is read, and reading may be another process's work.
    """

    data: bytes
    origin: str
    """A path or URL; ``path#line`` in a file of articles, ``archive.zip!member`` in an archive."""
    media_type: str
    reader: str
    """Name of the format that reads it, see ``formats``."""
    given: Mapping[str, str] = field(default_factory=dict)
    """What the container gives: columns of a table, fields of a feed, headers of a record."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def document_id(self) -> str:
        """The id that the document will have: a hash of the bytes alone."""
        return content_id("document", self.sha256)


__all__ = ["Raw"]
