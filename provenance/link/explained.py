"""Explained: what but disagreement may stand between two numbers without a common one."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from provenance.link.bench import Bench, Entry
from provenance.link.intervals import Interval
from provenance.link.lattice import Lattice
from provenance.link.scope import Comparison, Scope, compare
from provenance.records import Known, Measure, Relation, Stance

MORE_THAN = "interval.more_than"


def with_the_dead(
    a: Scope, b: Scope, found: Comparison, lattice: Lattice, same: Known
) -> Comparison:
    """Return what two numbers are when the greater is of people shot, who may have died.

    "Eight people were shot" holds the one killed and the seven wounded of another page.
    """
    if found.decided_by != "interval" or not a.interval.disjoint(b.interval) or a.hit == b.hit:
        return found
    hit, hurt = (a, b) if a.hit else (b, a)
    if not hurt.interval.below(hit.interval) or hurt.measure is not Measure.INJURED:
        return found
    whole = replace(hit, measure=Measure.KILLED_OR_INJURED)
    told = compare(hurt, whole, lattice, same_origin=same)
    if told.relation is not Relation.BOUNDS:
        return found
    reason = f"{hurt.interval} injured may be counted in {hit.interval} hit, dead or alive"
    return replace(told, reason=reason, decided_by="bound.hit", inverse=hurt is b)


def in_part(a: Entry, b: Entry, bench: Bench) -> bool:
    """Say whether the smaller number is told as a part of what was told before.

    "One of the dead", "the three others", or a number in the page's own words beside a greater
    one in its own words which agrees with the other page's.
    """
    small, great = (a, b) if a.scope.interval.below(b.scope.interval) else (b, a)
    scope = small.scope
    if scope.share or scope.rest or scope.reached or scope.listed or great.scope.listed:
        return True
    if scope.glimpsed or (scope.others and small.document == great.document):
        return True
    if small.item.claim.attribution is not None or small.item.headline:
        return False
    return any(
        other.item.claim.attribution is None
        and other.scope.measure is small.scope.measure
        and small.scope.interval.below(other.scope.interval)
        and not other.scope.interval.disjoint(great.scope.interval)
        for other in bench.of_page(small.document)
    )


def in_all(a: Entry, b: Entry, bench: Bench) -> bool:
    """Say whether the smaller number comes to the greater with those told of beside it.

    "Two clerks and a guard" are three; who kills two and then himself makes three dead.
    """
    small, great = (a, b) if a.scope.interval.below(b.scope.interval) else (b, a)
    sums = _listed(small)
    if any(not Interval(told, told).disjoint(great.scope.interval) for told in sums):
        return True
    high, low = small.scope.interval.high, great.scope.interval.low
    if high is None or low != high + 1:
        return False
    if small.scope.measure not in (Measure.KILLED, Measure.KILLED_OR_INJURED):
        return False
    return any(other.item.told.attacker for x in (a, b) for other in bench.of_page(x.document))


def beyond(a: Entry, b: Entry) -> bool:
    """Say whether one says a number and the other "more than" that number."""
    return any(
        x.figure.rule == MORE_THAN
        and y.scope.interval.high is not None
        and x.scope.interval.low == y.scope.interval.high + 1
        for x, y in ((a, b), (b, a))
    )


def over_several(a: Entry, b: Entry) -> bool:
    """Say whether one of two numbers or both are told of several happenings.

    "Twenty were shot in twelve separate incidents" holds the seven of one of them.
    """
    return a.item.told.several or b.item.told.several


def corrected(a: Entry, b: Entry) -> bool:
    """Say whether one claim says of itself that it puts an earlier number right."""
    return any(x.item.claim.stance in (Stance.CORRECTS, Stance.RETRACTS) for x in (a, b))


def rose(a: Entry, b: Entry) -> bool:
    """Say whether the text of the greater number says that it moved, and the other is not later.

    "The toll has risen to 18" takes up what another source said the day before.
    """
    small, great = (a, b) if a.scope.interval.below(b.scope.interval) else (b, a)
    if not great.item.told.updates or small.item.told.updates:
        return False
    if small.document == great.document:
        return small.item.claim.ordinal < great.item.claim.ordinal
    x, y = small.item.page.published, great.item.page.published
    return x is not None and y is not None and x.first < y.first


def still_counting(a: Entry, b: Entry) -> bool:
    """Say whether the text says that the smaller number is not at its end ("eight so far")."""
    small = a if a.scope.interval.below(b.scope.interval) else b
    return small.item.told.so_far


def on_other_days(a: Entry, b: Entry) -> bool:
    """Say whether two claims give days of their own which are not the same."""
    x, y = a.item.days, b.item.days
    if x is None or y is None or a.item.follows or b.item.follows:
        return False
    return x.sharp and y.sharp and x.gap(y) > 0


def since_died(a: Entry, b: Entry, bench: Bench) -> bool:
    """Say whether as many as are missing among the injured are told dead beside the smaller.

    "One dead and three injured" are the four injured of a page that knows of none dead.
    """
    small, great = (a, b) if a.scope.interval.below(b.scope.interval) else (b, a)
    high, low = small.scope.interval.high, great.scope.interval.low
    if _in_sum(a) is not None and _in_sum(a) == _in_sum(b):
        return True
    if {a.scope.measure, b.scope.measure} != {Measure.INJURED} or high is None or low is None:
        return False
    dead = low - high
    return any(
        scope.measure is Measure.KILLED and scope.interval == Interval(dead, dead)
        for _, scope in small.item.scopes
    ) and not any(
        scope.measure is Measure.KILLED and not scope.bar for _, scope in great.item.scopes
    )


def _in_sum(entry: Entry) -> int | None:
    """Return how many a claim tells dead and hurt together; None unless it counts both, once.

    "Two dead and three wounded" and "four dead and one wounded" are the same five.
    """
    told = {
        measure: [
            scope.interval
            for _, scope in entry.item.scopes
            if scope.measure is measure and not (scope.bar or scope.subset)
        ]
        for measure in (Measure.KILLED, Measure.INJURED)
    }
    numbers = [found[0].low for found in told.values() if len(found) == 1 and found[0].exact]
    return sum(n or 0 for n in numbers) if len(numbers) == len(told) else None


def broken_down(a: Entry, b: Entry) -> bool:
    """Say whether the claim of a whole tells its parts, which speak for themselves.

    "Shot two officers, killing one and injuring one" bounds no other page's three injured.
    """
    if a.scope.measure is b.scope.measure:
        return False
    part, whole = (b, a) if a.scope.measure is Measure.KILLED_OR_INJURED else (a, b)
    return any(
        scope.measure is part.scope.measure and not scope.bar for _, scope in whole.item.scopes
    )


def _listed(entry: Entry) -> list[int]:
    """Return how many a claim has told of after each of its numbers, beyond the figure's own.

    "Two clerks, a guard and the gunman died": three, then four.
    """
    told = [
        (figure, scope.interval.low or 0)
        for figure, scope in entry.item.scopes
        if scope.measure is entry.scope.measure and not (scope.bar or scope.unquantified)
    ]
    named: dict[str, int] = {}
    for figure, low in told:
        if figure.subset_of is not None and low == 1:
            named[figure.subset_of] = named.get(figure.subset_of, 0) + 1
    # "Two clerks - Ann Marlo and Ben Harl - and Carl Renn": three names are more than two.
    wholes = [max(low, named.get(figure.id, 0)) for figure, low in told if not figure.subset_of]
    high = entry.scope.interval.high
    return [told for told in accumulate(wholes) if high is not None and told > high]


def in_one_sentence(a: Entry, b: Entry, bench: Bench) -> bool:
    """Say whether a sentence of two days gives both numbers, one for each day.

    "Four were killed, a day after 80 died": another page's four does not contradict the 80.
    """
    days = [(x, y) for x, y in ((a, b), (b, a)) if x.item.told.two_days]
    return any(
        other.item.claim.sentence == x.item.claim.sentence
        and other.scope.measure is x.scope.measure
        and other.figure.id != x.figure.id
        and not other.scope.interval.disjoint(y.scope.interval)
        for x, y in days
        for other in bench.of_page(x.document)
    )


def of_another_day(entry: Entry) -> bool:
    """Say whether a number stands behind the words that begin another day's happening.

    "The raid came ten days after a blast killed five" tells of another happening's five.
    """
    at = entry.item.told.day_at
    return at is not None and entry.figure.span[0] > entry.item.claim.sentence[0] + at


def of_other_people(a: Entry, b: Entry) -> bool:
    """Say whether people of no known party are told of as others than those of the known one.

    A total that lists fifty civilians as a share is not of civilians alone; members are of a body.
    """
    if a.scope.party == b.scope.party:
        return False
    known, open_ = (a, b) if b.scope.party is None else (b, a)
    if open_.scope.member:
        return True
    return any(
        figure.subset_of == open_.figure.id and figure.party == known.scope.party
        for figure in open_.item.claim.figures
    )


__all__ = [
    "beyond",
    "broken_down",
    "corrected",
    "in_all",
    "in_one_sentence",
    "in_part",
    "of_another_day",
    "of_other_people",
    "on_other_days",
    "over_several",
    "rose",
    "since_died",
    "still_counting",
    "with_the_dead",
]
