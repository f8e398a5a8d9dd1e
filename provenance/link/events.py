"""Events: the records of happenings, and why each claim belongs to its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from provenance.link.days import Days
from provenance.link.happenings import Likeness
from provenance.link.items import Item
from provenance.link.threads import Thread
from provenance.packs.scope import ScopePack
from provenance.records import Event, EventClaim, Place, Precision

WIDE = frozenset({Precision.PROVINCE, Precision.COUNTRY})
_MONTHS = dict(enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun"), 1)) | dict(
    enumerate(("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 7)
)


@dataclass(frozen=True, slots=True)
class Group:
    """The threads of one event, with their claims."""

    id: str
    threads: tuple[Thread, ...]
    joined: Mapping[str, Likeness]
    """Why each thread but the first is in the group, by its key."""

    @property
    def items(self) -> list[Item]:
        """All claims of the event."""
        return [item for thread in self.threads for item in thread.items]

    @property
    def long(self) -> bool:
        """Does it count over a stretch of time."""
        return self.threads[0].long


def event_claims(group: Group) -> Iterator[EventClaim]:
    """Yield why each claim belongs to its event."""
    for thread in group.threads:
        across = group.joined.get(thread.key)
        for joined in thread.joined:
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
    kind = _kind(group, pack)
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


def _kind(group: Group, pack: ScopePack) -> str | None:
    """Return the kind that most claims tell; of two, the one that is more than an outcome."""
    kinds: Counter[str] = Counter()
    for thread in group.threads:
        kinds.update(thread.kinds)
    return min(kinds, key=lambda kind: (-kinds[kind], kind in pack.kind_any, kind), default=None)


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


__all__ = ["Group", "event_claims", "event_of"]
