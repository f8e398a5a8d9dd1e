"""Follow-ups: pages about one thing, whose main happenings are one event.

A page printed months later names neither the day nor the place again.  Its main happening
is joined to that of another page when the pages are alike in their rare words; the pages of
the two groups must be alike as a whole, so that unlike things do not chain together.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.link.groups import Groups
from provenance.link.happenings import Likeness, Told, days_apart
from provenance.link.kinships import Kinships
from provenance.link.pages import RareWords
from provenance.link.register import Register
from provenance.link.sites import far, finer_apart, shared
from provenance.packs.scope import Thresholds

# Pages of a group that those of another are compared with.
ASKED = 20
# How alike all pages of two groups must be, against how alike the two nearest are.
AS_A_WHOLE = 0.7
# From here the pages are one report; a day read amiss does not part them.
ONE_REPORT = 1.5
# What places in common add, and places apart take away.
SAME_PLACE, OTHER_PLACE = 1.15, 0.7
OTHER_NAMES, OTHER_PART = 0.5, 0.8
# What several rare names in both add (victims, suspects), and no name in common takes away.
SEVERAL, SAME_NAMES, NO_NAME = 2, 1.2, 0.9


def least_alike(limits: Thresholds) -> float:
    """Return how alike two pages must be to be looked at: places in common add to it."""
    return limits.pages_alike / SAME_PLACE


def join_pages(
    groups: Groups,
    joined: dict[int, Likeness],
    alike: Iterable[tuple[float, int, int]],
    register: Register,
    rare: RareWords,
    kinships: Kinships,
    limits: Thresholds,
) -> None:
    """Join the groups whose main happenings are of pages about one thing.

    ``alike`` are the pairs of pages that are alike enough to be looked at; ``joined`` is told
    why a happening is in the group that it was taken into.
    """
    pages: dict[int, set[int]] = {}

    def pages_of(group: int) -> set[int]:
        if group not in pages:
            pages[group] = {register.page(number) for number in groups.members(group)}
        return pages[group]

    for score, one, other in sorted(alike, key=lambda p: (-p[0], p[1], p[2])):
        a, b = register.topic(one), register.topic(other)
        if a is None or b is None or groups.of(a) == groups.of(b):
            continue
        x, y = groups.of(a), groups.of(b)
        if pages_of(x) & pages_of(y):
            continue
        if not rare.shows(one, other):
            continue
        if not may_be_one(register.told(a), register.told(b), score, kinships, limits):
            continue
        asked = [
            rare.likeness(p, q)
            for p in sorted(pages_of(x))[:ASKED]
            for q in sorted(pages_of(y))[:ASKED]
        ]
        if sum(asked) / len(asked) < limits.pages_alike * AS_A_WHOLE:
            continue
        # In tenths: a page that changes a score by less must not change what is written.
        shown = round(score, 1)
        joined.setdefault(b, (limits.join * shown, (f"pages alike in rare words: {shown:.1f}",)))
        pages[x] |= pages.pop(y)
        groups.join(x, y)


def may_be_one(
    one: Told, other: Told, score: float, kinships: Kinships, limits: Thresholds
) -> bool:
    """Say whether the main happenings of two pages so alike may be one."""
    a, b = one.happening, other.happening
    if kinships.clash(a.kinds, b.kinds):
        return False
    here, there = a.fine or a.context, b.fine or b.context
    if shared(here, there, limits.near_km):
        score *= OTHER_PART if finer_apart(here, there, limits.near_km) else SAME_PLACE
    elif here and there and far(here, there, limits.near_km):
        score *= OTHER_PLACE
    elif a.fine and b.fine:
        score *= OTHER_NAMES
    names = len(one.marks.names & other.marks.names)
    if names == 0 or names >= SEVERAL:
        score *= SAME_NAMES if names else NO_NAME
    if days_apart(a, b, limits):
        # "Monday" may be the day of an arrest or a funeral; two dates in full are two days.
        if a.dated and b.dated:
            return False
        return score >= limits.pages_alike * ONE_REPORT
    if not (a.printed or b.printed or (a.days and b.days)):
        return score >= limits.pages_alike * ONE_REPORT
    return score >= limits.pages_alike


__all__ = ["join_pages", "least_alike", "may_be_one"]
