"""Follow-ups: pages about one thing, whose main happenings are one event.

A page printed months later names neither the day nor the place again.  Its main happening
is joined to that of another page when the pages are alike in their rare words; the pages of
the two groups must be alike as a whole, so that unlike things do not chain together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from provenance.link.happenings import Happening, Likeness, days_apart
from provenance.link.kinships import Kinships
from provenance.link.pages import RareWords
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


def join_pages(
    groups: Sequence[Sequence[str]],
    joined: dict[str, Likeness],
    by_key: Mapping[str, Happening],
    rare: RareWords,
    kinships: Kinships,
    limits: Thresholds,
) -> list[list[str]]:
    """Return the groups, those joined whose main happenings are of pages about one thing."""
    home = {key: at for at, keys in enumerate(groups) for key in keys}
    members = {at: list(keys) for at, keys in enumerate(groups)}
    pages = {at: {by_key[key].document for key in keys} for at, keys in members.items()}
    topics = _topics(by_key)
    for score, one, other in sorted(
        rare.pairs(limits.pages_alike / SAME_PLACE), key=lambda p: (-p[0], p[1], p[2])
    ):
        a, b = topics.get(one), topics.get(other)
        if a is None or b is None or home[a] == home[b]:
            continue
        x, y = home[a], home[b]
        if pages[x] & pages[y] or not _may_be_one(by_key[a], by_key[b], score, kinships, limits):
            continue
        asked = [
            rare.likeness(p, q) for p in sorted(pages[x])[:ASKED] for q in sorted(pages[y])[:ASKED]
        ]
        if sum(asked) / len(asked) < limits.pages_alike * AS_A_WHOLE:
            continue
        reason = (limits.join * score, (f"pages alike in rare words: {score:.1f}",))
        for key in members[y]:
            home[key] = x
        joined.setdefault(b, reason)
        members[x] += members.pop(y)
        pages[x] |= pages.pop(y)
    return [sorted(keys) for keys in members.values()]


def _topics(by_key: Mapping[str, Happening]) -> dict[str, str]:
    """Return the main happening of each page: the one that most of its claims tell."""
    best: dict[str, tuple[int, int, str]] = {}
    for key in sorted(by_key):
        one = by_key[key]
        if not one.thread.long:
            rank = (-len(one.thread.joined), one.thread.items[0].claim.ordinal, key)
            best[one.document] = min(rank, best.get(one.document, rank))
    return {document: rank[2] for document, rank in best.items()}


def _may_be_one(
    a: Happening, b: Happening, score: float, kinships: Kinships, limits: Thresholds
) -> bool:
    if kinships.clash(a.kinds, b.kinds):
        return False
    here, there = a.fine or a.context, b.fine or b.context
    if shared(here, there, limits.near_km):
        score *= OTHER_PART if finer_apart(here, there, limits.near_km) else SAME_PLACE
    elif here and there and far(here, there, limits.near_km):
        score *= OTHER_PLACE
    elif a.fine and b.fine:
        score *= OTHER_NAMES
    if days_apart(a, b, limits):
        # "Monday" may be the day of an arrest or a funeral; two dates in full are two days.
        if _dated(a) and _dated(b):
            return False
        return score >= limits.pages_alike * ONE_REPORT
    if not (a.printed or b.printed or (a.days and b.days)):
        return score >= limits.pages_alike * ONE_REPORT
    return score >= limits.pages_alike


def _dated(one: Happening) -> bool:
    """Say whether a happening's day is printed as a date: with a number, not as a weekday."""
    return any(
        item.days in one.days and any(char.isdigit() for char in item.claim.when.text)
        for item in one.thread.items
        if item.claim.when is not None
    )


__all__ = ["join_pages"]
