"""Linking as a whole: a set of extractions at once, all in memory."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from provenance.link.kept import Kept
from provenance.link.linker import Linker, Rows
from provenance.link.register import Entry, Register
from provenance.link.shelf import Corpus, Shelf
from provenance.packs import Packs
from provenance.records import Extraction, Linking
from provenance.review.standing import EventDecision


def link(
    extractions: Iterable[Extraction], packs: Packs, decisions: Sequence[EventDecision] = ()
) -> Linking:
    """Return events, links, flags, ranges and origins of a set of extractions.

    ``decisions`` are those of people about events, the oldest first.

    Pure, deterministic and independent of the order of the extractions; ids are made of
    what a row is.  Work grows with the claims and with the size of blocks, which is capped;
    what is left out is logged.
    """
    pages = Held({extraction.document.id: extraction for extraction in extractions})
    made = [rows.linking for rows in link_pages(pages, packs, decisions)]
    return Linking(
        events=tuple(sorted((e for one in made for e in one.events), key=lambda e: e.id)),
        event_claims=tuple(
            sorted(
                (row for one in made for row in one.event_claims),
                key=lambda row: (row.event_id, row.claim_id),
            )
        ),
        links=tuple(sorted((row for one in made for row in one.links), key=lambda row: row.id)),
        flags=tuple(sorted((row for one in made for row in one.flags), key=lambda row: row.id)),
        ranges=tuple(sorted((r for one in made for r in one.ranges), key=lambda r: r.event_id)),
        origins=tuple(
            sorted((row for one in made for row in one.origins), key=lambda row: row.claim_id)
        ),
    )


class Pages(Corpus, Protocol):
    """Extractions that can be read more than once."""

    def documents(self) -> Iterable[str]:
        """Return the ids of all documents."""

    def holders(self, claims: Collection[str]) -> Collection[str]:
        """Return the documents that hold one of the claims."""


def link_pages(
    pages: Pages, packs: Packs, decisions: Sequence[EventDecision] = ()
) -> Iterator[Rows]:
    """Yield the rows of all pages, some events at a time; few pages are in memory at once."""
    shelf = Shelf(packs, pages)
    entries, bodies = [], Bodies()
    for sketch in shelf.sketches(sorted(pages.documents())):
        entries.append(Entry(sketch.document, 0, sketch.keys, sketch.terms))
        bodies.kept[sketch.document] = zlib.compress(sketch.body, 1)
    entries.sort(key=lambda entry: entry.document)
    register = Register(entries, bodies)
    del entries
    yield from Linker(packs, shelf).link(register, Kept(), decisions, pages.holders).rows


@dataclass(slots=True)
class Bodies:
    """Bodies of sketches in memory."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def bodies(self, documents: Sequence[str]) -> dict[str, bytes]:
        """Return the bodies of the sketches of these documents."""
        return {document: zlib.decompress(self.kept[document]) for document in documents}


@dataclass(frozen=True, slots=True)
class Held:
    """Extractions in memory."""

    extractions: Mapping[str, Extraction]

    def documents(self) -> Iterable[str]:
        """Return the ids of all documents."""
        return self.extractions

    def read(
        self, documents: Sequence[str], only: Collection[str] | None = None
    ) -> Iterator[Extraction]:
        """Yield the extractions of some documents."""
        yield from (self.extractions[document] for document in documents)

    def holders(self, claims: Collection[str]) -> set[str]:
        """Return the documents that hold one of the claims."""
        return {
            document
            for document, extraction in self.extractions.items()
            if any(claim.id in claims for claim in extraction.claims)
        }


__all__ = ["Pages", "link", "link_pages"]
