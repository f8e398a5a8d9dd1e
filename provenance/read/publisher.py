"""The publisher of a page as a source, and the outlet whose words the page prints."""

from __future__ import annotations

from provenance.naming import source_id
from provenance.packs.loader import Packs
from provenance.read.publishers import known_publishers
from provenance.records import Document, Source, SourceKind, content_id


def publisher_source(document: Document, packs: Packs | None = None) -> Source:
    """Return the publisher of the page; one that is not known is a source of its own."""
    if document.publisher is None:
        return Source(
            id=content_id("source", "?", document.id),
            name="unknown publisher",
            kind=SourceKind.MEDIA,
            named=False,
            scope=document.id,
        )
    return _outlet(document.publisher, packs)


def origin_source(document: Document, packs: Packs | None = None) -> Source:
    """Return whose words the page prints: the original publisher of a republication."""
    if document.republished_from is None:
        return publisher_source(document, packs)
    return _outlet(document.republished_from, packs)


def _outlet(name: str, packs: Packs | None) -> Source:
    known = known_publishers(packs or _default()).by_name(name)
    kind = known.kind if known else SourceKind.MEDIA
    name = known.name if known else name
    return Source(id=source_id(name), name=name, kind=kind, named=True)


def _default() -> Packs:
    global _PACKS
    if _PACKS is None:
        _PACKS = Packs()
    return _PACKS


_PACKS: Packs | None = None
