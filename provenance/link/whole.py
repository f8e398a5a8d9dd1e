"""Linking as a whole: a set of extractions at once, all in memory."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Protocol

from provenance.link.columns import IN_MEMORY
from provenance.link.kept import Kept
from provenance.link.linker import Linker, Rows
from provenance.link.register import Entry, Register
from provenance.link.shelf import TOGETHER, Corpus, Shelf
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
    shelf, bodies = Shelf(packs, pages), Bodies()
    register = Register(_entries(shelf, sorted(pages.documents()), bodies), bodies)
    yield from Linker(packs, shelf).link(register, Kept(), decisions, pages.holders).rows


def _entries(shelf: Shelf, documents: Sequence[str], bodies: Bodies) -> Iterator[Entry]:
    """Yield what is at hand of each sketch, in the order of the documents; lay its body by."""
    for at in range(0, len(documents), TOGETHER):
        made = shelf.sketches(documents[at : at + TOGETHER])
        for sketch in sorted(made, key=lambda sketch: sketch.document):
            bodies.put(sketch.document, sketch.body)
            yield Entry(sketch.document, 0, sketch.keys, sketch.terms)


class Bodies:
    """Bodies of sketches, in a file once they are many."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - it lives as long
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def put(self, document: str, body: bytes) -> None:
        """Lay the body of the sketch of a document by."""
        data = zlib.compress(body, 1)
        self._file.seek(self._end)
        self._file.write(data)
        self._places[document] = self._end, len(data)
        self._end += len(data)

    def bodies(self, documents: Sequence[str]) -> dict[str, bytes]:
        """Return the bodies of the sketches of these documents."""
        return {document: self._body(*self._places[document]) for document in documents}

    def _body(self, at: int, size: int) -> bytes:
        self._file.seek(at)
        return zlib.decompress(self._file.read(size))


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
