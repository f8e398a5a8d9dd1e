"""Decisions that disagree because neither person knew of the other: they come with merging."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from provenance.review.branches import in_order
from provenance.review.standing import Effect, Entry, EventDecision, says, undone_by

Knew = Callable[[Entry, Entry], bool]
"""Says whether who made the first entry could know of the second."""


class Conflict(NamedTuple):
    """Two decisions about one value of one row, of which the later holds."""

    target: str
    slot: str
    holds: Entry
    other: Entry
    value: Any
    other_value: Any


def conflicts(entries: Iterable[Entry], knew: Knew) -> list[Conflict]:
    """Return the decisions that stand against one another, by row and value.

    An undone one counts as if it were not there, and one that was replaced by somebody who
    could know of it is settled.
    """
    log = in_order(entries)
    undone = undone_by(log)
    slots: dict[tuple[str, str], list[Effect]] = {}
    for entry in log:
        if entry.id in undone:
            continue
        for target, slot, value in says(entry):
            slots.setdefault((target, slot), []).append(Effect(target, slot, value, entry, {}))
    found = []
    for (target, slot), effects in sorted(slots.items()):
        last = effects[-1]
        found += [
            Conflict(target, slot, last.entry, one.entry, last.value, one.value)
            for one in effects[:-1]
            if one.value != last.value
            and not any(knew(other.entry, one.entry) for other in effects if other is not one)
        ]
    return found


def torn_apart(decisions: Iterable[tuple[Entry, EventDecision]], knew: Knew) -> Iterator[Conflict]:
    """Yield pairs of decisions of which one joins claims that the other parts."""
    made = list(decisions)
    joins = [one for one in made if one[1].together]
    parts = [one for one in made if not one[1].together]
    for join, joined in joins:
        held = {*joined.claims, *joined.others}
        for part, parted in parts:
            if held.isdisjoint(parted.claims) or held.isdisjoint(parted.others):
                continue
            if knew(join, part) or knew(part, join):
                continue
            later, earlier = (
                (join, part) if (join.at, join.id) > (part.at, part.id) else (part, join)
            )
            yield Conflict(
                min(held & {*parted.claims}),
                "event",
                later,
                earlier,
                "one event" if later is join else "two events",
                "two events" if later is join else "one event",
            )


__all__ = ["Conflict", "Knew", "conflicts", "torn_apart"]
