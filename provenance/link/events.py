"""Events: happenings of many pages brought together.

Blocked by place and day, by named people and day: only happenings that share such a key
are compared.  Grouping joins the most alike first and asks every pair of a group, so that
unlike things do not chain together.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from provenance.link.days import Days
from provenance.link.followups import join_pages
from provenance.link.happenings import (
    Commonness,
    Happening,
    Likeness,
    commonness,
    happening_of,
    likeness,
    source_names,
)
from provenance.link.items import Item
from provenance.link.kinships import Kinships
from provenance.link.pages import RareWords
from provenance.link.threads import find_threads
from provenance.packs.scope import ScopePack, Thresholds
from provenance.records import Event, EventClaim, Place, Precision, content_id

NEIGHBOURS = 10
"""In a big block: members that each is compared with, on either count."""

# Members of a group that a newcomer is compared with; bigger groups are of one mind anyway.
ASKED = 30
# How far below the threshold a pair inside a group may lie.
SLACK = 1.0
# Places of a page that a thread without one may be about.
CONTEXT = 3
WIDE = frozenset({Precision.PROVINCE, Precision.COUNTRY})
_MONTHS = dict(enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun"), 1)) | dict(
    enumerate(("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 7)
)


@dataclass(frozen=True, slots=True)
class Group:
    """The happenings of one event."""

    id: str
    happenings: tuple[Happening, ...]
    joined: Mapping[str, Likeness]
    """Why each happening but the first is in the group."""

    @property
    def items(self) -> list[Item]:
        """All claims of the event."""
        return [item for one in self.happenings for item in one.thread.items]

    @property
    def long(self) -> bool:
        """Does it count over a stretch of time."""
        return self.happenings[0].thread.long


def find_events(
    pages: Sequence[Sequence[Item]], kinships: Kinships, limits: Thresholds
) -> list[Group]:
    """Return the events of all pages, in the order of their ids."""
    sources = source_names(pages)
    rare = RareWords.of(pages)
    happenings: list[Happening] = []
    for items in pages:
        threads = find_threads(items, kinships, limits)
        named = {site.key: site for thread in threads for site in thread.fine}
        context = tuple(named.values())[:CONTEXT]
        happenings += [happening_of(thread, sources, context) for thread in threads]
    common = commonness(happenings)
    by_key = {one.key: one for one in happenings}
    pairs: dict[tuple[str, str], Likeness] = {}
    for a, b in _candidates(happenings, common, limits):
        one, other = by_key[a], by_key[b]
        found = likeness(one, other, kinships, common, limits)
        if found is None or rare.unlike(one.document, other.document, limits):
            continue
        if found[0] >= limits.join:
            pairs[a, b] = found

    def ask(a: str, b: str) -> Likeness | None:
        key = (a, b) if a < b else (b, a)
        return pairs.get(key) or likeness(by_key[a], by_key[b], kinships, common, limits)

    groups, joined = _grouped(list(by_key), pairs, ask, limits)
    groups = join_pages(groups, joined, by_key, rare, kinships, limits)
    return sorted((_group(keys, by_key, joined) for keys in groups), key=lambda group: group.id)


def _candidates(
    happenings: Sequence[Happening], common: Commonness, limits: Thresholds
) -> list[tuple[str, str]]:
    """Return the pairs that share a block.

    In a block that is too big for all pairs each member meets its neighbours in the order
    of places and the first few members: a happening that a thousand pages tell of is one
    event still, and the pairs grow with the members alone.
    """
    blocks: dict[tuple[str, ...], list[str]] = {}
    for one in happenings:
        for key in _keys(one, common, limits):
            blocks.setdefault(key, []).append(one.key)
    order = {one.key: (sorted(_sites(one)), one.key) for one in happenings}
    pairs: set[tuple[str, str]] = set()
    for members in blocks.values():
        if len(members) <= limits.block:
            members.sort()
            pairs.update((a, b) for at, a in enumerate(members) for b in members[at + 1 :])
            continue
        members.sort(key=order.__getitem__)
        for at, a in enumerate(members):
            near = members[at + 1 : at + 1 + NEIGHBOURS]
            pairs.update((min(a, b), max(a, b)) for b in (*near, *members[:NEIGHBOURS]) if a != b)
    return sorted(pairs)


def _sites(one: Happening) -> set[str]:
    """Return the names of the places of a happening, or else of its surroundings."""
    return {key for site in one.fine or one.context for key in (site.key, site.alias) if key}


def _keys(one: Happening, common: Commonness, limits: Thresholds) -> Iterator[tuple[str, ...]]:
    """Yield the blocks of a happening."""
    if one.thread.long:
        return
    days = one.days or ((one.published,) if one.published else ())
    buckets = {bucket for day in days for bucket in day.buckets()}
    if not one.days and one.published is not None:
        # A page tells of the days before it.
        for back in range(limits.undated_window + 1):
            buckets.update(_back(one.published, back).buckets())
    sites = _sites(one)
    for bucket in sorted(buckets):
        for site in sorted(sites):
            yield "place", site, bucket
    for bucket in sorted(buckets):
        for kind in sorted(one.kinds):
            yield "kind", kind, bucket
    for name in common.rare_names(one.names):
        yield "name", name


def _back(days: Days, by: int) -> Days:
    try:
        return Days(days.first - timedelta(days=by), days.last - timedelta(days=by), days.year)
    except OverflowError:
        return days


def _grouped(
    keys: Sequence[str],
    pairs: Mapping[tuple[str, str], Likeness],
    ask: Callable[[str, str], Likeness | None],
    limits: Thresholds,
) -> tuple[list[list[str]], dict[str, Likeness]]:
    """Join the most alike first; a group takes another in only if all pairs may be one."""
    home = {key: key for key in keys}
    members = {key: [key] for key in keys}
    joined: dict[str, Likeness] = {}
    ordered = sorted(pairs, key=lambda pair: (-pairs[pair][0], pair))
    for a, b in ordered:
        x, y = home[a], home[b]
        if x == y:
            continue
        if len(members[x]) < len(members[y]):
            x, y, a, b = y, x, b, a
        floor = limits.join - SLACK
        answers = (ask(m, n) for m in members[x][:ASKED] for n in members[y][:ASKED])
        if all(answer is not None and answer[0] >= floor for answer in answers):
            for key in members.pop(y):
                home[key] = x
                joined.setdefault(key, pairs[(a, b) if a < b else (b, a)])
                insort(members[x], key)
    return [members[key] for key in sorted(members)], joined


def _group(
    keys: Sequence[str], by_key: Mapping[str, Happening], joined: Mapping[str, Likeness]
) -> Group:
    happenings = tuple(by_key[key] for key in sorted(keys))
    return Group(
        content_id("event", min(keys)),
        happenings,
        {key: joined[key] for key in keys if key in joined},
    )


def event_claims(group: Group) -> Iterator[EventClaim]:
    """Yield why each claim belongs to its event."""
    for one in group.happenings:
        across = group.joined.get(one.key)
        for joined in one.thread.joined:
            reasons = joined.reasons
            score = joined.score
            if across is not None:
                reasons += tuple(f"its page's happening: {reason}" for reason in across[1])
                score *= min(1.0, across[0] / 5)
            yield EventClaim(
                event_id=group.id,
                claim_id=joined.item.id,
                score=round(score, 3),
                reasons=reasons,
            )


def event_of(group: Group, n_origins: int, pack: ScopePack) -> Event:
    """Return the record of an event: what most of its claims say of kind, place and day."""
    kind = _kind(group)
    day = _day(group)
    place = _place(group)
    first, last = day.edtf() if day else (None, None)
    return Event(
        id=group.id,
        label=_label(group, kind, place, day, pack),
        kind=kind,
        date_from=first,
        date_to=last,
        place=place,
        n_claims=len(group.items),
        n_origins=n_origins,
    )


def _kind(group: Group) -> str | None:
    kinds: Counter[str] = Counter()
    for one in group.happenings:
        kinds.update(one.thread.kinds)
    return min(kinds, key=lambda kind: (-kinds[kind], kind), default=None)


def _day(group: Group) -> Days | None:
    days = Counter(item.days for item in group.items if item.days is not None)
    return min(days, key=lambda day: (day.length, -days[day], not day.year, day), default=None)


def _place(group: Group) -> Place | None:
    """Return the place that most claims name, the finest kind of place first."""
    places: dict[str, Place] = {}
    counts: Counter[str] = Counter()
    for item in group.items:
        for where in item.claim.where:
            places[where.place.id] = where.place
            counts[where.place.id] += 1
    order = list(Precision)
    best = min(
        counts,
        key=lambda i: (
            places[i].precision in WIDE,
            -counts[i],
            order.index(places[i].precision),
            i,
        ),
        default=None,
    )
    return places[best] if best is not None else None


def _label(
    group: Group, kind: str | None, place: Place | None, day: Days | None, pack: ScopePack
) -> str:
    """Name an event for readers: what, where, when; what is not known is left out."""
    measures = Counter(figure.measure for item in group.items for figure in item.claim.figures)
    most = min(measures, key=lambda measure: (-measures[measure], measure), default=None)
    counted = pack.measure_labels.get(most, most.value) if most else ""
    what = pack.kind_labels.get(kind, kind.replace("_", " ").capitalize()) if kind else counted
    if group.long:
        what = f"{counted or what} in all"
    where = f" in {place.name}" if place else ""
    return f"{what or 'Happening'}{where}{f', {_printed(day)}' if day else ''}"


def _printed(days: Days) -> str:
    """Return days as readers write them: "19 Aug 2016", "21 Dec", "19–23 Dec 2019"."""
    first, last = days.first, days.last
    year = f" {last.year}" if days.year else ""
    if days.length > 27 and first.day == 1:
        whole = first.month == last.month
        return f"{_MONTHS[last.month]}{year}" if whole else year.strip() or _MONTHS[last.month]
    end = f"{last.day} {_MONTHS[last.month]}{year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{first.day} {_MONTHS[first.month]} – {end}"


__all__ = ["Group", "event_claims", "event_of", "find_events"]
