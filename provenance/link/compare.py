"""Compare: the figures of one event put side by side, and the links that follow."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace

from provenance.link.bench import Bench, Entry
from provenance.link.conflicts import may_conflict, places_differ, whole_of_one
from provenance.link.events import Group
from provenance.link.explained import rose, with_the_dead
from provenance.link.lattice import Lattice, Nest
from provenance.link.origins import Origin, same_origin
from provenance.link.rows import record
from provenance.link.scope import Comparison, Scope, compare, same_number, size
from provenance.link.sites import Site
from provenance.link.threads import Joined
from provenance.packs.scope import ScopePack
from provenance.records import Known, Link, Relation

log = logging.getLogger(__name__)

ASSUMED, UNKNOWN_ORIGIN = 0.8, 0.8


def figure_links(
    group: Group,
    weights: Mapping[str, float],
    origins: Mapping[str, Origin],
    lattice: Lattice,
    pack: ScopePack,
) -> Iterator[Link]:
    """Yield the links between the figures of one event, each pair once."""
    limits = pack.linking
    families: dict[str, list[Entry]] = {}
    rows = [row for thread in group.threads for row in thread.joined]
    for row in sorted(rows, key=lambda r: (r.item.document.id, r.item.claim.ordinal, r.item.id)):
        item, weight = row.item, weights.get(row.item.id, 1.0)
        for figure, scope in item.scopes:
            entry = Entry(item, figure, scope, origins[item.id], weight, _here(row))
            families.setdefault(_family(scope, lattice), []).append(entry)
    for family, entries in sorted(families.items()):
        if len(entries) > limits.figures:
            log.warning(
                "event %s: %d figures of %s, the first %d are compared",
                group.id, len(entries), family, limits.figures,
            )  # fmt: skip
            del entries[limits.figures :]
        bench = Bench(tuple(entries), lattice, pack.linking.near_km, pack.assumed_party)
        # What cannot be compared with anything is asked about by its page alone.
        free = [entry for entry in entries if not entry.scope.bar]
        for at, a in enumerate(free):
            for b in free[at + 1 :]:
                if a.item is not b.item:
                    link = _pair(a, b, bench)
                    if link is not None:
                        yield link


def _here(row: Joined) -> tuple[Site, ...]:
    """Return the fine places that a claim speaks of.

    Of those named sentences before it only those on the map: a village that nobody knows may
    lie anywhere, in the other claim's place too.
    """
    own = tuple(site for site in row.item.sites if site.fine)
    return own or tuple(site for site in row.here if site.located)


def _family(scope: Scope, lattice: Lattice) -> str:
    """Return the top of the measure's lattice, so that nested measures meet."""
    above = sorted(lattice.measures.get(scope.measure, ()))
    return above[0] if above else scope.measure.value


def _pair(a: Entry, b: Entry, bench: Bench) -> Link | None:
    # Of most pairs of an event one counts the dead and one the injured.
    if bench.lattice.measure(a.scope.measure, b.scope.measure) is Nest.APART:
        return None
    same = same_origin(a.origin, b.origin)
    found = compare(a.scope, b.scope, bench.lattice, same_origin=same)
    found = with_the_dead(a.scope, b.scope, found, bench.lattice, same)
    relation = found.relation
    if relation is Relation.NOT_COMPARABLE:
        shown = found.decided_by == "unquantified" and same is not Known.YES
        shown = shown and not (a.scope.party and b.scope.party and a.scope.party != b.scope.party)
        return _link(a, b, found, same) if shown else None
    if places_differ(a, b, bench):
        return _part_by_place(a, b, found, same)
    if relation is Relation.CONFLICTS:
        if not may_conflict(a, b, bench):
            return None
        moved = found.decided_by == "interval" and rose(a, b)
        return _moved(a, b, found, "cue", same) if moved else _link(a, b, found, same)
    if relation is Relation.BOUNDS:
        return _link(a, b, found, same) if _worth_telling(a, b, found) else None
    if relation is Relation.PART_OF:
        return _link(a, b, found, same)
    if same is Known.YES:
        return _of_one_origin(a, b, found, bench)
    return _link(a, b, found, same)


def _worth_telling(a: Entry, b: Entry, found: Comparison) -> bool:
    """Say whether a bound that holds tells a reader anything.

    A share of its own sentence's total, a vague word and the groups of one voice do not.
    """
    part, whole = (b, a) if found.inverse else (a, b)
    if part.scope.subset or part.scope.additional or part.scope.vague or whole.scope.vague:
        return False
    if found.decided_by == "bound.group":
        voices = part.origin.attributed and whole.origin.attributed
        return voices and part.origin.key != whole.origin.key
    return True


def _of_one_origin(a: Entry, b: Entry, found: Comparison, bench: Bench) -> Link | None:
    """Link two figures of one origin: told again, told less exactly, or moved."""
    same = Known.YES
    one_page = a.document == b.document
    if found.relation is Relation.REPEATS:
        return _link(a, b, found, same)
    if found.relation in (Relation.REFINES, Relation.AGREES):
        qualifier = same_number(a.scope, b.scope)
        vague = a.scope.vague or b.scope.vague
        if qualifier or vague:
            return _link(a, b, found, same)
        if one_page or a.item.headline or b.item.headline or not whole_of_one(a, b, bench):
            return None
        return _moved(a, b, found, "moved")
    cue = (a.item.told.updates or b.item.told.updates) and not (a.scope.share or b.scope.share)
    if cue and whole_of_one(a, b, bench):
        return _moved(a, b, found, "cue")
    part = _part_by_place(a, b, found, same)
    if part is not None or one_page:
        return part
    if a.item.headline or b.item.headline or not whole_of_one(a, b, bench):
        return None
    if not (bench.total(a, b) and bench.total(b, a)):
        return None
    return _moved(a, b, found, "moved")


_WHOSE = {
    Known.YES: "one origin",
    Known.NO: "another origin",
    Known.UNKNOWN: "whether of one origin is not known",
}


def _moved(a: Entry, b: Entry, found: Comparison, rule: str, same: Known = Known.YES) -> Link:
    """Link two figures over time, of one source or by what the text says; the later one is a."""
    later, earlier, order = a, b, ""
    if a.item.told.updates != b.item.told.updates and rule == "cue":
        later, earlier = (a, b) if a.item.told.updates else (b, a)
        order = "the text says that it moved"
    elif a.item.page.published and b.item.page.published:
        gap = a.item.page.published.gap(b.item.page.published)
        if gap:
            swap = a.item.page.published < b.item.page.published
            later, earlier = (b, a) if swap else (a, b)
            order = f"told {gap} {'day' if gap == 1 else 'days'} later"
    reason = f"{_WHOSE[same]}: {earlier.scope.interval}, then {later.scope.interval} ({order})"
    if not order:
        # The order of pages decides nothing: the greater is a.
        earlier, later = sorted(
            (a, b), key=lambda entry: (size(entry.scope.interval), entry.item.id)
        )
        both = f"{earlier.scope.interval} and {later.scope.interval}"
        reason = f"{_WHOSE[same]}: {both}; which was said first is not known"
    moved = replace(found, relation=Relation.UPDATES, reason=reason, decided_by=rule, inverse=False)
    return _link(later, earlier, moved, same)


def _part_by_place(a: Entry, b: Entry, found: Comparison, same: Known) -> Link | None:
    """Link a figure of a part of the place to the whole's, when one origin or page says both.

    The whole stands first and is greater; the part names a place that the whole does not.
    """
    if same is not Known.YES or not a.scope.interval.disjoint(b.scope.interval):
        return None
    part, whole = (a, b) if a.scope.interval.below(b.scope.interval) else (b, a)
    known = {site.key for site in whole.here}
    new = [site for site in part.item.sites if site.fine and site.key not in known]
    first = whole.item.claim.ordinal < part.item.claim.ordinal or part.document != whole.document
    if not new or not first or whole.scope.subset or whole.scope.measure is not part.scope.measure:
        return None
    reason = f"{part.scope.interval} at {new[0].name}, within {whole.scope.interval}"
    part_of = replace(
        found, relation=Relation.PART_OF, reason=reason, decided_by="place", inverse=part is b
    )
    return _link(a, b, part_of, same)


def _link(a: Entry, b: Entry, found: Comparison, same: Known) -> Link:
    x, y = (b, a) if found.inverse else (a, b)
    score = min(a.weight, b.weight)
    score *= ASSUMED ** len(found.assumed)
    score *= UNKNOWN_ORIGIN if same is Known.UNKNOWN else 1.0
    return record(
        (x.item.id, x.figure, "figure_a"), (y.item.id, y.figure, "figure_b"),
        found.relation, same, round(score, 3), found.reason,
        f"link.{found.relation.value}.{found.decided_by}",
    )  # fmt: skip


__all__ = ["figure_links"]
