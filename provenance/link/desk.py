"""The desk: rows made of some events and the pages that tell of them.

An order says all that other pages have to do with it, so that its rows can be made anywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from provenance.link.across import targets_across
from provenance.link.captures import Edit, find_edits
from provenance.link.compare import figure_links
from provenance.link.copies import Copies, Copy
from provenance.link.events import Group, event_claims, event_of
from provenance.link.flags import Case, claim_origins, find_flags
from provenance.link.interests import Interests
from provenance.link.items import Item
from provenance.link.lattice import Lattice
from provenance.link.origins import Origin, find_origins
from provenance.link.parts import Cluster, Part
from provenance.link.ranges import find_ranges
from provenance.link.rows import copy_links, once, subset_links
from provenance.link.shelf import Page, Shelf
from provenance.link.stances import Target, find_targets, stance_link
from provenance.link.threads import Thread
from provenance.packs import Packs
from provenance.packs.scope import ScopePack
from provenance.records import EventClaim, Linking, Relation


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows, and whose they are: all rows of these claims and of the events in them."""

    claims: frozenset[str]
    linking: Linking


@dataclass(frozen=True, slots=True)
class Order:
    """What rows are to be made of."""

    clusters: tuple[Cluster, ...]
    pages: frozenset[str]
    """The pages that hold them, and those of loose claims."""
    loose: frozenset[str]
    """Pages whose claims in no happening are wanted too."""
    beside: frozenset[str]
    """Other captures of their addresses."""
    copied: Mapping[str, tuple[str, ...]]
    """By page: claims of still other pages, which the copies in these go back to."""
    told: Mapping[str, tuple[tuple[Part, str], ...]]
    """By page: what it tells of which event."""
    copies: Copies
    """Those of the claims of the pages, and of the claims that they go back to."""
    mates: Mapping[str, tuple[str, ...]]
    """Other captures of the address of a page."""

    @property
    def documents(self) -> list[str]:
        """The pages that have to be read whole, by id."""
        return sorted(self.pages | self.beside)


class Desk:
    """Makes rows with one vocabulary."""

    def __init__(self, packs: Packs) -> None:
        self.pack = packs.topic("scope", ScopePack)
        self.interests = Interests.of(packs)
        self.lattice = Lattice.of(self.pack)

    def rows(self, order: Order, pages: Shelf) -> Rows:
        """Return the rows of an order; ``pages`` has those that it needs."""
        return self._rows(order, pages.pages(order.documents), pages.claims(order.copied))

    def _rows(self, order: Order, shelf: Mapping[str, Page], copied: Mapping[str, Item]) -> Rows:
        pack, pages = self.pack, order.pages
        items = {item.id: item for page in shelf.values() for item in page.items} | dict(copied)
        whole = [shelf[page].items for page in sorted(pages)]
        groups = [_group(cluster, shelf) for cluster in order.clusters]
        origins = find_origins(whole, order.copies, items, pack)
        targets = [found for page in whole for found in find_targets(page, origins, pack)]
        events = _events(order, shelf)
        memberships = [row for group in groups for row in event_claims(group)]
        loose_claims = {
            item.id for page in order.loose for item in shelf[page].items if item.id not in events
        }
        memberships += _of_speakers(events, targets, loose_claims)
        claims = frozenset({item.id for group in groups for item in group.items} | loose_claims)
        weights = {row.claim_id: row.score for row in memberships}
        links = [row for page in whole for row in subset_links(page)]
        for group in groups:
            links += figure_links(group, weights, origins, self.lattice, pack)
        links += copy_links(_printed_again(claims, items, order.copies))
        targets = [*targets, *targets_across(groups, targets, links, origins, pack.sole_offices)]
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
            edited=self._edited(order, shelf),
            interests=self.interests,
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

    def _edited(self, order: Order, shelf: Mapping[str, Page]) -> dict[str, Edit]:
        """Return, for a claim of some pages, how another capture of the page changed it."""
        found: dict[str, Edit] = {}
        for page, mates in sorted(order.mates.items()):
            read = [shelf[key].items for key in sorted({page, *mates})]
            edited = find_edits(read, self.pack.linking.edited_text, self.pack.edit_notes)
            here = {item.id for item in shelf[page].items}
            found |= {claim: edit for claim, edit in edited.items() if claim in here}
        return found


def _events(order: Order, shelf: Mapping[str, Page]) -> dict[str, str]:
    """Return the event of each claim of the pages that is in a happening."""
    found: dict[str, str] = {}
    for page, parts in order.told.items():
        for part, event in parts:
            claims = part.claims
            if claims is None:
                claims = tuple(item.id for item in shelf[page].threads[part.thread].items)
            found.update(dict.fromkeys(claims, event))
    return found


def _printed_again(
    claims: Iterable[str], items: Mapping[str, Item], copies: Copies
) -> Iterator[Copy]:
    """Yield those of the claims that another page printed first."""
    for claim in sorted(claims):
        copied = copies.claims.get(claim)
        if copied is not None:
            item, first = items[claim], items[copied.key]
            if item.document.id != first.document.id:
                yield Copy(item, first, copied.share)


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


__all__ = ["Desk", "Order", "Rows"]
