"""The linker: from extractions to all that holds between their claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from provenance.link.captures import changed
from provenance.link.compare import figure_links
from provenance.link.events import Group, event_claims, event_of, find_events
from provenance.link.flags import Case, claim_origins, find_flags
from provenance.link.interests import Interests
from provenance.link.items import Item, page_items
from provenance.link.kinships import Kinships
from provenance.link.lattice import Lattice
from provenance.link.origins import Origin, find_origins
from provenance.link.ranges import find_ranges
from provenance.link.redrawn import redrawn
from provenance.link.reuse import find_copies
from provenance.link.rows import copy_links, subset_links
from provenance.link.stances import Target, find_targets, stance_link
from provenance.packs import Packs
from provenance.packs.scope import ScopePack
from provenance.records import EventClaim, Extraction, Link, Linking, Relation
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
    pack = packs.topic("scope", ScopePack)
    limits = pack.linking
    pages = page_items(extractions, pack)
    items = {item.id: item for page in pages for item in page}
    copies = find_copies(pages, limits)
    origins = find_origins(pages, copies, pack)
    groups = redrawn(find_events(pages, Kinships.of(packs, pack), limits), decisions)
    targets = [found for page in pages for found in find_targets(page, origins, pack)]
    memberships = [row for group in groups for row in event_claims(group)]
    memberships += _of_speakers(memberships, targets)
    weights = {row.claim_id: row.score for row in memberships}
    links = _links(pages, groups, weights, origins, pack)
    links += [*copy_links(copies), *(stance_link(found, origins) for found in targets)]
    rows = _once(links)
    case = Case(
        items=items,
        origins=origins,
        events={row.claim_id: row.event_id for row in memberships},
        links=rows,
        targets=targets,
        copies=copies,
        edited=changed(pages, limits.edited_text),
        interests=Interests.of(packs),
    )
    parts = frozenset(
        row.figure_a for row in rows if row.relation is Relation.PART_OF and row.figure_a
    )
    return Linking(
        events=tuple(event_of(group, _count(group, origins), pack) for group in groups),
        event_claims=tuple(sorted(memberships, key=lambda row: (row.event_id, row.claim_id))),
        links=rows,
        flags=tuple(find_flags(case)),
        ranges=tuple(
            row
            for group in groups
            for row in find_ranges(group, origins, parts, pack.range_profiles)
        ),
        origins=tuple(claim_origins(case)),
    )


def _links(
    pages: Sequence[Sequence[Item]],
    groups: Sequence[Group],
    weights: dict[str, float],
    origins: dict[str, Origin],
    pack: ScopePack,
) -> list[Link]:
    lattice = Lattice.of(pack)
    found = [row for page in pages for row in subset_links(page)]
    for group in groups:
        found += figure_links(group, weights, origins, lattice, pack)
    return found


def _of_speakers(rows: Sequence[EventClaim], targets: Sequence[Target]) -> list[EventClaim]:
    """Put a denial or doubt into the event of the claim that it speaks of."""
    events = {row.claim_id: row.event_id for row in rows}
    found: dict[str, EventClaim] = {}
    for target in targets:
        event, speaker = events.get(target.target.id), target.speaker.id
        if event is not None and speaker not in events and speaker not in found:
            found[speaker] = EventClaim(
                event_id=event,
                claim_id=speaker,
                score=0.7,
                reasons=("speaks of a claim of this event",),
            )
    return list(found.values())


def _once(links: Iterable[Link]) -> tuple[Link, ...]:
    """Keep one link of each id and one repeat of each pair of figures, in the order of ids."""
    by_id: dict[str, Link] = {}
    for row in links:
        by_id.setdefault(row.id, row)
    kept: dict[tuple[object, ...], Link] = {}
    for key in sorted(by_id):
        row = by_id[key]
        pair = (
            tuple(sorted((row.figure_a, row.figure_b)))
            if row.figure_a and row.figure_b
            else (row.id,)
        )
        kept.setdefault((row.relation, *pair), row)
    return tuple(kept.values())


def _count(group: Group, origins: dict[str, Origin]) -> int:
    """Count the known origins of an event."""
    return len({origins[item.id].key for item in group.items} - {None})


__all__ = ["link"]
