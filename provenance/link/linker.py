"""The linker: from extractions to all that holds between their claims.

First the sketches of all pages are laid side by side: who is a neighbour of whom, which
claims are one event, which sentences one text.  Then the rows are made, some events at a
time, from the pages that tell of them; an event that has not changed keeps its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from provenance.link.captures import find_mates
from provenance.link.clusters import Clusters, find_clusters
from provenance.link.copies import Printings, find_copies
from provenance.link.desk import Desk, Order, Rows
from provenance.link.ids import Stamped
from provenance.link.jobs import Hands, RowMaking
from provenance.link.kept import Kept, Stamps
from provenance.link.neighbours import Neighbours
from provenance.link.parts import Cluster
from provenance.link.register import Register
from provenance.link.shelf import Shelf
from provenance.link.vocabulary import vocabulary
from provenance.packs import Packs
from provenance.review.standing import EventDecision

BATCH = 40
"""Pages of which the rows are made together: few, so that they stay near the processor."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What linking came to: rows that are other than before, and what is kept."""

    rows: Iterator[Any]
    """``Rows``, or what hands make of them; made as they are asked for."""
    kept: Kept


Holders = Callable[[Collection[str]], Collection[str]]
"""From ids of claims to the ids of the documents that hold them."""


class Linker:
    """Links with one vocabulary."""

    def __init__(self, packs: Packs, shelf: Shelf) -> None:
        self._shelf = shelf
        self._vocabulary = vocabulary(packs)
        self._desk = Desk(packs)

    def link(
        self,
        register: Register,
        before: Kept,
        decisions: Sequence[EventDecision],
        holders: Holders,
        hands: Hands | None = None,
    ) -> Outcome:
        """Return what is other than ``before``; ``decisions`` are about events, oldest first.

        ``hands`` do what costs elsewhere; the rows are the same.
        """
        if not register.documents:
            return Outcome(iter(()), Kept())
        limits = self._vocabulary.limits
        clusters, found = find_clusters(
            Neighbours(register, self._vocabulary.kinships, limits, before.found, hands)
        )
        if decided := _decided(register, decisions, holders):
            clusters.redraw(decisions, decided)
        copies = find_copies(register, limits)
        mates = find_mates(register.census)
        stamps = Stamps(register, copies, mates)
        events = Stamped.of((cluster.id, stamps.event(cluster)) for cluster in clusters)
        pages = Stamped.of(
            (document, stamps.page(at, clusters.on(at)))
            for at, document in enumerate(register.documents)
        )
        new = np.flatnonzero(~before.events.same(events.ids, events.numbers)).tolist()
        loose = np.flatnonzero(~before.pages.same(pages.ids, pages.numbers)).tolist()
        orders = _Orders(register, copies, mates, clusters).orders(new, loose)
        kept = Kept(found, events, pages)
        if hands is not None:
            return Outcome(hands(map(RowMaking, orders)), kept)
        rows = (self._desk.rows(order, self._shelf) for order in orders)
        return Outcome(rows, kept)


def _decided(
    register: Register, decisions: Sequence[EventDecision], holders: Holders
) -> dict[int, Sequence[str]]:
    """Return the claims of each happening that holds a claim decided about, by its number."""
    claims = {claim for one in decisions for claim in (*one.claims, *one.others)}
    if not claims:
        return {}
    pages = [register.number(document) for document in sorted(holders(claims))]
    register.fetch(pages)
    return {
        number: one.claims
        for page in pages
        for number, one in zip(register.on(page), register.body(page).happenings, strict=True)
        if not claims.isdisjoint(one.claims)
    }


class _Orders:
    """Says what rows are to be made of, some events at a time."""

    def __init__(
        self,
        register: Register,
        copies: Printings,
        mates: Mapping[int, list[int]],
        clusters: Clusters,
    ) -> None:
        self._register = register
        self._copies = copies
        self._mates = mates
        self._clusters = clusters

    def orders(self, events: Sequence[int], loose: Collection[int]) -> Iterator[Order]:
        """Yield orders for these events, and for those claims of ``loose`` pages in none.

        Events and pages by number.  Events of the same days come together: they share pages.
        """
        left = np.zeros(len(self._register.documents), dtype=np.bool_)
        left[list(loose)] = True
        batch: list[Cluster] = []
        pages: set[int] = set()
        for event in sorted(events, key=self._begins):
            cluster = self._clusters[event]
            batch.append(cluster)
            pages.update(self._register.number(part.document) for part in cluster.parts)
            if len(pages) >= BATCH:
                yield self._order(batch, pages, left)
                batch, pages = [], set()
        yield self._order(batch, pages, left)
        rest = np.flatnonzero(left)
        rest = rest[np.argsort(self._register.days[rest], kind="stable")]
        for at in range(0, len(rest), BATCH):
            yield self._order([], rest[at : at + BATCH].tolist(), left)

    def _begins(self, event: int) -> tuple[int, int]:
        """Return the stretch of days of the first page of an event, and the page."""
        first = self._register.number(self._clusters[event].parts[0].document)
        return int(self._register.days[first]), first

    def _order(
        self, clusters: Sequence[Cluster], pages: Iterable[int], left: NDArray[np.bool_]
    ) -> Order:
        """Return the order for some events and pages; those pages are not ``left`` any more."""
        documents = self._register.documents
        of_pages = sorted(pages)
        loose = [documents[page] for page in of_pages if left[page]]
        left[of_pages] = False
        named = {documents[page]: page for page in of_pages}
        beside = {
            documents[mate] for page in of_pages for mate in self._mates.get(page, ())
        } - named.keys()
        told = {document: tuple(self._clusters.on(page)) for document, page in named.items()}
        copies = self._copies.among(of_pages)
        copied: dict[str, set[str]] = {}
        for one in copies.claims.values():
            for claim, page in zip(one.roots, one.pages, strict=True):
                copied.setdefault(documents[page], set()).add(claim)
        return Order(
            clusters=tuple(clusters),
            pages=frozenset(named),
            loose=frozenset(loose),
            beside=frozenset(beside),
            copied={
                page: tuple(sorted(copied[page]))
                for page in sorted(copied.keys() - named.keys() - beside)
            },
            told={document: parts for document, parts in told.items() if parts},
            copies=copies,
            mates={
                document: tuple(documents[mate] for mate in self._mates[page])
                for document, page in named.items()
                if page in self._mates
            },
        )


__all__ = ["Linker", "Outcome", "Rows"]
