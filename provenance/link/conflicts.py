"""Conflicts: whether nothing but disagreement explains two figures.

A false conflict is the worst fault, so a conflict is stated only between different (or
unknown) origins, never for a headline whose page says more below, and never where places,
days, parts or the order in time leave another explanation.
"""

from __future__ import annotations

from provenance.link.bench import Bench, Entry
from provenance.link.explained import (
    beyond,
    broken_down,
    corrected,
    in_all,
    in_one_sentence,
    in_part,
    of_another_day,
    of_other_people,
    on_other_days,
    over_several,
    since_died,
    still_counting,
)
from provenance.link.sites import far, finer_apart, shared
from provenance.records import Measure

# Of these there are others every day.
DAILY = frozenset({Measure.MISSING, Measure.CAPTURED})


def may_conflict(a: Entry, b: Entry, bench: Bench) -> bool:
    """Say whether nothing but disagreement explains two figures without a common number."""
    if any(entry.item.headline and bench.body_speaks(entry) for entry in (a, b)):
        return False
    if not whole_of_one(a, b, bench):
        return False
    # Whose losses an unknown party's are cannot be told in a fight; those of people under
    # attack may be taken for civilians'.
    parties = {a.scope.party, b.scope.party}
    if len(parties) > 1 and not parties <= {None, bench.people}:
        return False
    if not (bench.total(a, b) and bench.total(b, a)):
        return False
    if of_other_people(a, b) or in_part(a, b, bench):
        return False
    if a.item.told.initial or b.item.told.initial or still_counting(a, b) or over_several(a, b):
        return False
    if beyond(a, b) or corrected(a, b) or on_other_days(a, b) or since_died(a, b, bench):
        return False
    if broken_down(a, b):
        return False
    if of_another_day(a) or of_another_day(b):
        return False
    if in_all(a, b, bench) or in_one_sentence(a, b, bench):
        return False
    if a.document == b.document:
        if not (a.origin.sources and b.origin.sources):
            return False
        if a.item.told.two_days and a.item.claim.sentence == b.item.claim.sentence:
            return False
        # The page sums up in its own words what its sources say of parts.
        return a.origin.attributed and b.origin.attributed
    return not _overtaken(a, b)


def whole_of_one(a: Entry, b: Entry, bench: Bench) -> bool:
    """Say whether both count the whole of one thing: one place, one sort of people, a number."""
    # What "dozens" covers is a convention of reading, which nobody can contradict.
    if a.item.told.apart or b.item.told.apart or a.scope.vague or b.scope.vague:
        return False
    if _other_place(a, b, bench):
        return False
    # Shells and shots are told of a house, of a street, of an hour: few sentences count them all.
    if a.scope.measure is Measure.ATTACKS and not _of_one_place(a, b, bench):
        return False
    known_party = a.scope.party is not None and a.scope.party == b.scope.party
    return a.scope.kind == b.scope.kind or known_party


def _of_one_place(a: Entry, b: Entry, bench: Bench) -> bool:
    """Say whether both claims name a fine place themselves, and one in common."""
    here, there = ([site for site in entry.item.sites if site.fine] for entry in (a, b))
    return bool(shared(here, there, bench.near_km))


def _overtaken(a: Entry, b: Entry) -> bool:
    """Say whether the greater number was printed days after the smaller: tolls rise.

    Of the missing there are fewer or more every day, and arrests go on.
    """
    x, y = a.item.page.published, b.item.page.published
    if a.scope.measure is b.scope.measure and a.scope.measure in DAILY:
        return x is None or y is None or x.gap(y) >= 1
    if x is None or y is None or x.gap(y) <= 1:
        return False
    later, earlier = (a, b) if x > y else (b, a)
    return earlier.scope.interval.below(later.scope.interval)


def places_differ(a: Entry, b: Entry, bench: Bench) -> bool:
    """Say whether the sentences plainly speak of different places, or of different countries."""
    here, there = _countries(a), _countries(b)
    if here and there and here.isdisjoint(there):
        return True
    if not a.here or not b.here or shared(a.here, b.here, bench.near_km):
        return False
    return far(a.here, b.here, bench.near_km) or finer_apart(a.here, b.here, bench.near_km)


def _countries(entry: Entry) -> set[str]:
    """Return the countries that the claim's places lie in, where all of them are known."""
    found = {where.place.country for where in entry.item.claim.where}
    return set() if None in found else {country for country in found if country}


def _other_place(a: Entry, b: Entry, bench: Bench) -> bool:
    """Say whether two numbers may differ because one counts a part of the place, or another.

    Both name places and no common one; or the smaller is told of a quarter, the greater of
    the town or province.
    """
    common = {site.key for site in shared(a.here, b.here, bench.near_km)}
    if a.here and b.here and not common:
        return True
    small, great = (a, b) if a.scope.interval.below(b.scope.interval) else (b, a)
    finer = [site for site in small.here if site.key not in common]
    wider = not [site for site in great.here if site.key not in common]
    return bool(finer) and wider and bool(great.item.sites)


__all__ = ["may_conflict", "places_differ", "whole_of_one"]
