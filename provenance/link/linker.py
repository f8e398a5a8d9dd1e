"""The linker: from extractions to all that holds between their claims.

First the sketches of all pages are laid side by side: who is a neighbour of whom, which
claims are one event, which sentences one text.  Then the rows are made, some events at a
time, from the pages that tell of them; an event that has not changed keeps its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.link.captures import Edit, find_edits, find_mates
from provenance.link.clusters import Cluster, Part, find_clusters
from provenance.link.compare import figure_links
from provenance.link.copies import Copies, Copy, find_copies
from provenance.link.events import Group, event_claims, event_of
from provenance.link.flags import Case, claim_origins, find_flags
from provenance.link.interests import Interests
from provenance.link.items import Item
from provenance.link.kept import Kept, Stamps
from provenance.link.kinships import Kinships
from provenance.link.lattice import Lattice
from provenance.link.neighbours import Neighbours
from provenance.link.origins import Origin, find_origins
from provenance.link.ranges import find_ranges
from provenance.link.redrawn import redrawn
from provenance.link.register import Register
from provenance.link.rows import copy_links, once, subset_links
from provenance.link.shelf import Page, Shelf
from provenance.link.stances import Target, find_targets, stance_link
from provenance.link.threads import Thread
from provenance.packs import Packs
from provenance.packs.scope import ScopePack
from provenance.records import EventClaim, Linking, Relation
from provenance.review.standing import EventDecision

BATCH = 40
"""Pages of which the rows are made together: few, so that they stay near the processor."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows, and whose they are: all rows of these claims and of the events in them."""

    claims: frozenset[str]
    linking: Linking


@dataclass(frozen=True, slots=True)
class Outcome:
    """What linking came to: rows that are other than before, and what is kept."""

    rows: Iterator[Rows]
    """Made as they are asked for."""
    kept: Kept


Holders = Callable[[Collection[str]], Collection[str]]
"""From ids of claims to the ids of the documents that hold them."""


class Linker:
    """Links with one vocabulary."""

    def __init__(self, packs: Packs, shelf: Shelf, kinships: Kinships) -> None:
        self.pack = packs.topic("scope", ScopePack)
        self.shelf = shelf
        self._kinships = kinships
        self.interests = Interests.of(packs)
        self.lattice = Lattice.of(self.pack)

    def link(
        self,
        register: Register,
        before: Kept,
        decisions: Sequence[EventDecision],
        holders: Holders,
    ) -> Outcome:
        """Return what is other than ``before``; ``decisions`` are about events, oldest first."""
        if not register.documents:
            return Outcome(iter(()), Kept())
        limits = self.pack.linking
        clusters, found = find_clusters(Neighbours(register, self._kinships, limits, before.found))
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
        desk = _Desk(self, register, copies, mates, told)
        return Outcome(
            rows=desk.rows(new, loose),
            kept=kept,
        )


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


class _Desk:
    """Makes rows from pages, some events at a time."""

    def __init__(
        self,
        linker: Linker,
        register: Register,
        copies: Copies,
        mates: Mapping[int, list[int]],
        told: Mapping[str, list[tuple[Part, str]]],
    ) -> None:
        self._linker = linker
        self._register = register
        self._copies = copies
        self._mates = mates
        self._told = told

    def rows(self, clusters: Iterable[Cluster], loose: Collection[str]) -> Iterator[Rows]:
        """Yield the rows of these events, and of those claims of ``loose`` pages in none.

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
                yield self._batch(batch, pages, left & pages)
                left -= pages
                batch, pages = [], set()
        rest = sorted(left - pages, key=lambda page: (self._when(page), page))
        yield self._batch(batch, pages, left & pages)
        for at in range(0, len(rest), BATCH):
            some = set(rest[at : at + BATCH])
            yield self._batch([], some, some)

    def _order(self, cluster: Cluster) -> tuple[int, str]:
        return self._when(cluster.parts[0].document), cluster.id

    def _when(self, document: str) -> int:
        return int(self._register.census.stretch[self._register.numbers[document]])

    def _batch(self, clusters: Sequence[Cluster], pages: set[str], loose: set[str]) -> Rows:
        """Return the rows of some events, of pages that hold them, and of loose claims."""
        linker, pack = self._linker, self._linker.pack
        near = self._near(pages)
        shelf = linker.shelf.pages(pages | near)
        items = {item.id: item for page in shelf.values() for item in page.items}
        whole = [shelf[page].items for page in sorted(pages)]
        groups = [_group(cluster, shelf) for cluster in clusters]
        origins = find_origins(whole, self._copies, items, pack)
        targets = [found for page in whole for found in find_targets(page, origins, pack)]
        events = self._events(shelf, pages)
        memberships = [row for group in groups for row in event_claims(group)]
        loose_claims = {
            item.id for page in loose for item in shelf[page].items if item.id not in events
        }
        memberships += _of_speakers(events, targets, loose_claims)
        claims = frozenset({item.id for group in groups for item in group.items} | loose_claims)
        weights = {row.claim_id: row.score for row in memberships}
        links = [row for page in whole for row in subset_links(page)]
        for group in groups:
            links += figure_links(group, weights, origins, linker.lattice, pack)
        links += copy_links(self._printed_again(claims, items))
        # A denial that a person rejected stays in its event, and speaks against nothing.
        targets = [found for found in targets if not found.speaker.claim.rejected]
        links += [stance_link(found, origins) for found in targets]
        rows = once(links)
        case = Case(
            items=items,
            origins=origins,
            events={row.claim_id: row.event_id for row in memberships},
            links=rows,
            targets=targets,
            edited=self._edited(pages, shelf),
            interests=linker.interests,
        )
        parts = frozenset(
            row.figure_a for row in rows if row.relation is Relation.PART_OF and row.figure_a
        )
        return Rows(
            claims,
            Linking(
                events=tuple(event_of(group, _count(group, origins), pack) for group in groups),
                event_claims=tuple(memberships),
                links=tuple(row for row in rows if row.claim_a in claims),
                flags=tuple(find_flags(case, claims)),
                ranges=tuple(
                    row
                    for group in groups
                    for row in find_ranges(group, origins, parts, pack.range_profiles)
                ),
                origins=tuple(claim_origins(case, claims)),
            ),
        )

    def _near(self, pages: Iterable[str]) -> set[str]:
        """Return the other pages that these need: of what they copy, and of their address."""
        numbers = [self._register.numbers[page] for page in pages]
        found = {page for number in numbers for page in self._copies.pages(number)}
        found.update(mate for number in numbers for mate in self._mates.get(number, ()))
        return {self._register.documents[number] for number in found}

    def _events(self, shelf: Mapping[str, Page], pages: Iterable[str]) -> dict[str, str]:
        """Return the event of each claim of some pages that is in a happening."""
        found: dict[str, str] = {}
        for page in pages:
            for part, event in self._told.get(page, ()):
                claims = part.claims
                if claims is None:
                    claims = tuple(item.id for item in shelf[page].threads[part.thread].items)
                found.update(dict.fromkeys(claims, event))
        return found

    def _printed_again(self, claims: Iterable[str], items: Mapping[str, Item]) -> Iterator[Copy]:
        """Yield those of the claims that another page printed first."""
        for claim in sorted(claims):
            copied = self._copies.claims.get(claim)
            if copied is not None:
                item, first = items[claim], items[copied.key]
                if item.document.id != first.document.id:
                    yield Copy(item, first, copied.share)

    def _edited(self, pages: Iterable[str], shelf: Mapping[str, Page]) -> dict[str, Edit]:
        """Return, for a claim of some pages, how another capture of the page changed it."""
        documents, pack = self._register.documents, self._linker.pack
        found: dict[str, Edit] = {}
        for page in pages:
            mates = self._mates.get(self._register.numbers[page], ())
            if mates:
                read = [shelf[key].items for key in sorted({page, *(documents[m] for m in mates)})]
                edited = find_edits(read, pack.linking.edited_text, pack.edit_notes)
                here = {item.id for item in shelf[page].items}
                found |= {claim: edit for claim, edit in edited.items() if claim in here}
        return found


def _group(cluster: Cluster, shelf: Mapping[str, Page]) -> Group:
    """Return an event with its claims."""
    threads = tuple(
        _thread(part, shelf[part.document].threads[part.thread]) for part in cluster.parts
    )
    return Group(cluster.id, threads, cluster.joined)


def _thread(part: Part, thread: Thread) -> Thread:
    if part.claims is None:
        return thread
    claims = set(part.claims)
    return replace(thread, joined=[row for row in thread.joined if row.item.id in claims])


def _of_speakers(
    events: Mapping[str, str], targets: Iterable[Target], claims: Collection[str]
) -> list[EventClaim]:
    """Put those of the claims that deny or doubt another into the event of what they speak of."""
    found: dict[str, EventClaim] = {}
    for target in targets:
        event, speaker = events.get(target.target.id), target.speaker.id
        if event is not None and speaker in claims and speaker not in found:
            found[speaker] = EventClaim(
                event_id=event,
                claim_id=speaker,
                score=0.7,
                reasons=("speaks of a claim of this event",),
            )
    return list(found.values())


def _count(group: Group, origins: Mapping[str, Origin]) -> int:
    """Count the known origins of an event; one whose claims were all rejected is none of it."""
    items = (item for item in group.items if not item.claim.rejected)
    return len({origins[item.id].key for item in items} - {None})


__all__ = ["Linker", "Outcome", "Rows"]
