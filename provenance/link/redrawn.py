"""Events as people drew them: joined where two are one happening, parted where one is two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from provenance.link.events import Group
from provenance.link.happenings import Happening, Likeness
from provenance.records import content_id
from provenance.review.standing import EventDecision

DECIDED: Likeness = (5.0, ("a person decided that it is one happening",))
"""As sure as can be."""


def redrawn(groups: Sequence[Group], decisions: Iterable[EventDecision]) -> list[Group]:
    """Return the groups as decided, in the order of their ids.

    A decision is about claims.  Those that no group holds any more are passed over; what
    was parted goes into one group, and the rest keeps its id.
    """
    found = list(groups)
    for decision in decisions:
        if decision.together:
            found = _joined(found, decision)
        else:
            found = _parted(found, frozenset(decision.claims))
    return sorted(found, key=lambda group: group.id)


def _joined(groups: list[Group], decision: EventDecision) -> list[Group]:
    first = _home(groups, decision.claims)
    second = _home(groups, decision.others)
    if first is None or second is None or first is second:
        return groups
    happenings = (*second.happenings, *first.happenings)
    joined = {**second.joined, **{one.key: DECIDED for one in first.happenings}}
    rest = [group for group in groups if group is not first and group is not second]
    return [*rest, _group(second.id, happenings, joined)]


def _parted(groups: list[Group], claims: frozenset[str]) -> list[Group]:
    gone: list[Happening] = []
    found: list[Group] = []
    for group in groups:
        outside = [part for one in group.happenings if (part := _part(one, claims, False))]
        if len(outside) == len(group.happenings) and outside == list(group.happenings):
            found.append(group)
            continue
        gone += [part for one in group.happenings if (part := _part(one, claims, True))]
        if outside:
            found.append(_group(group.id, outside, group.joined))
    if gone:
        # The event of the smallest id among the claims is there already when that one left.
        key = content_id("event", min(one.key for one in gone))
        if any(group.id == key for group in found):
            key = content_id("event", min(one.key for one in gone), "parted")
        found.append(_group(key, gone, {one.key: DECIDED for one in gone[1:]}))
    return found


def _part(happening: Happening, claims: frozenset[str], inside: bool) -> Happening | None:
    """Return the part of a happening whose claims are among ``claims``, or are not."""
    thread = happening.thread
    kept = [joined for joined in thread.joined if (joined.item.id in claims) is inside]
    if not kept:
        return None
    if len(kept) == len(thread.joined):
        return happening
    part = replace(thread, joined=kept)
    return replace(happening, key=part.key, thread=part)


def _home(groups: Iterable[Group], claims: Iterable[str]) -> Group | None:
    """Return the group that holds most of the claims."""
    wanted = set(claims)
    held = [(sum(item.id in wanted for item in group.items), group) for group in groups]
    most = max(held, key=lambda one: one[0], default=(0, None))
    return most[1] if most[0] else None


def _group(key: str, happenings: Iterable[Happening], joined: Mapping[str, Likeness]) -> Group:
    ordered = tuple(sorted(happenings, key=lambda one: one.key))
    kept = {one.key: joined[one.key] for one in ordered if one.key in joined}
    return Group(key, ordered, kept)


__all__ = ["redrawn"]
