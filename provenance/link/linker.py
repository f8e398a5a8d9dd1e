"""The linker: from extractions to all that holds between their claims.

First the sketches of all pages are laid side by side: who is a neighbour of whom, which
claims are one event, which sentences one text.  Then the rows are made, some events at a
time, from the pages that tell of them; an event that has not changed keeps its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.link.captures import find_mates
from provenance.link.clusters import find_clusters
from provenance.link.copies import Printings, find_copies
from provenance.link.desk import Desk, Order, Rows
from provenance.link.jobs import Hands, RowMaking
from provenance.link.kept import Kept, Stamps
from provenance.link.kinships import Kinships
from provenance.link.neighbours import Neighbours
from provenance.link.parts import Cluster, Part
from provenance.link.redrawn import redrawn
from provenance.link.register import Register
from provenance.link.shelf import Shelf
from provenance.packs import Packs
from provenance.packs.scope import ScopePack
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

    def __init__(self, packs: Packs, shelf: Shelf, kinships: Kinships) -> None:
        self.pack = packs.topic("scope", ScopePack)
        self._shelf = shelf
        self._kinships = kinships
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
        limits = self.pack.linking
        clusters, found = find_clusters(
            Neighbours(register, self._kinships, limits, before.found, hands)
        )
        clusters = redrawn(clusters, decisions, _decided(register, decisions, holders))
        copies = find_copies(register, limits)
        mates = find_mates(register.census)
        stamps = Stamps(register, copies, mates)
        told: dict[str, list[tuple[Part, str]]] = {}
        for cluster in clusters:
            for part in cluster.parts:
                told.setdefault(part.document, []).append((part, cluster.id))
        events = {cluster.id: stamps.event(cluster) for cluster in clusters}
        pages = {
            document: stamps.page(at, told.get(document, ()))
            for at, document in enumerate(register.documents)
        }
        kept = Kept(found, events, pages)
        new = [one for one in clusters if before.events.get(one.id) != events[one.id]]
        loose = {page for page, stamp in pages.items() if before.pages.get(page) != stamp}
        orders = _Orders(register, copies, mates, told).orders(new, loose)
        if hands is not None:
            return Outcome(hands(map(RowMaking, orders)), kept)
        rows = (self._desk.rows(order, self._shelf) for order in orders)
        return Outcome(rows, kept)


def _decided(
    register: Register, decisions: Sequence[EventDecision], holders: Holders
) -> dict[str, Sequence[str]]:
    """Return the claims of each thread that holds a claim decided about, by its key."""
    claims = {claim for one in decisions for claim in (*one.claims, *one.others)}
    if not claims:
        return {}
    numbers = [register.numbers[document] for document in sorted(holders(claims))]
    register.fetch(numbers)
    return {
        one.key: one.claims
        for page in numbers
        for one in register.body(page).happenings
        if not claims.isdisjoint(one.claims)
    }


class _Orders:
    """Says what rows are to be made of, some events at a time."""

    def __init__(
        self,
        register: Register,
        copies: Printings,
        mates: Mapping[int, list[int]],
        told: Mapping[str, list[tuple[Part, str]]],
    ) -> None:
        self._register = register
        self._copies = copies
        self._mates = mates
        self._told = told

    def orders(self, clusters: Iterable[Cluster], loose: Collection[str]) -> Iterator[Order]:
        """Yield orders for these events, and for those claims of ``loose`` pages in none.

        Events of the same days come together: they share pages.
        """
        left = set(loose)
        batch: list[Cluster] = []
        pages: set[str] = set()
        for cluster in sorted(
            clusters, key=lambda one: (self._when(one.parts[0].document), one.id)
        ):
            batch.append(cluster)
            pages.update(part.document for part in cluster.parts)
            if len(pages) >= BATCH:
                yield self._order(batch, pages, left & pages)
                left -= pages
                batch, pages = [], set()
        rest = sorted(left - pages, key=lambda page: (self._when(page), page))
        yield self._order(batch, pages, left & pages)
        for at in range(0, len(rest), BATCH):
            some = set(rest[at : at + BATCH])
            yield self._order([], some, some)

    def _when(self, document: str) -> int:
        return int(self._register.census.stretch[self._register.numbers[document]])

    def _order(self, clusters: Sequence[Cluster], pages: set[str], loose: set[str]) -> Order:
        numbers, documents = self._register.numbers, self._register.documents
        of_pages = [numbers[page] for page in sorted(pages)]
        beside = {
            documents[mate] for page in of_pages for mate in self._mates.get(page, ())
        } - pages
        copies = self._copies.among(of_pages)
        copied: dict[str, set[str]] = {}
        for one in copies.claims.values():
            for claim, page in zip(one.roots, one.pages, strict=True):
                copied.setdefault(documents[page], set()).add(claim)
        return Order(
            clusters=tuple(clusters),
            pages=frozenset(pages),
            loose=frozenset(loose),
            beside=frozenset(beside),
            copied={
                page: tuple(sorted(copied[page])) for page in sorted(copied.keys() - pages - beside)
            },
            told={page: tuple(self._told[page]) for page in sorted(pages) if page in self._told},
            copies=copies,
            mates={
                documents[page]: tuple(documents[mate] for mate in self._mates[page])
                for page in of_pages
                if page in self._mates
            },
        )


__all__ = ["Linker", "Outcome", "Rows"]
