"""The page's own end of a chain: its publisher, the outlet whose words it prints, its readers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from provenance.naming import source_id
from provenance.packs.loader import Packs
from provenance.read.publishers import known_publishers
from provenance.records import ChainLink, Document, Source, SourceKind, Zone, content_id


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


def reader_source(publisher: Source) -> Source:
    """Return the readers of a page: unnamed, of that page's publisher alone."""
    return Source(
        id=source_id("reader", publisher.id),
        name="reader",
        kind=SourceKind.READER,
        named=False,
        scope=publisher.id,
    )


def chain_to_page(
    said: Iterable[ChainLink], document: Document, origin: Source, publisher: Source, zone: Zone
) -> tuple[ChainLink, ...]:
    """Return the chain that goes on from who said it to the page; nobody stands twice in a row."""
    if zone is Zone.COMMENT:
        own = ChainLink(source=reader_source(publisher), rule="zone.comment")
    else:
        own = ChainLink(source=origin, rule=_rule(document, "republished_from"))
    links = [*said, own, ChainLink(source=publisher, rule=_rule(document, "publisher"))]
    return tuple(
        link
        for place, link in enumerate(links)
        if place == 0 or link.source.id != links[place - 1].source.id
    )


def _rule(document: Document, name: str) -> str:
    found = (e.rule for e in document.evidence if e.field == name)
    return next(found, "publisher")


def _outlet(name: str, packs: Packs | None) -> Source:
    known = known_publishers(packs or _default()).by_name(name)
    kind = known.kind if known else SourceKind.MEDIA
    name = known.name if known else name
    return Source(id=source_id(name), name=name, kind=kind, named=True)


@lru_cache(maxsize=1)
def _default() -> Packs:
    return Packs()


__all__ = ["chain_to_page", "origin_source", "publisher_source", "reader_source"]
