"""Scope: what two figures are to each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.link.intervals import Interval
from provenance.link.lattice import Lattice
from provenance.link.scope import Scope, compare
from provenance.packs import Packs
from provenance.packs.scope import ScopePack
from provenance.records import Extent, Known, Measure, Relation

LATTICE = Lattice.of(Packs().topic("scope", ScopePack))
MEASURES = [Measure.KILLED, Measure.INJURED, Measure.KILLED_OR_INJURED, Measure.ATTACKS]
GROUPS = [frozenset[str](), frozenset({"child"}), frozenset({"child", "woman"})]


def scope(low: int | None, high: int | None, measure: str = "killed", **more: object) -> Scope:
    made = Scope(Interval(low, high), Measure(measure))
    return replace(made, **more)  # type: ignore[arg-type]


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    low = draw(st.none() | st.integers(0, 30))
    high = draw(st.none() | st.integers(low or 0, 40))
    return Scope(
        interval=Interval(low, high),
        measure=draw(st.sampled_from(MEASURES)),
        party=draw(st.sampled_from([None, "civilian", "government"])),
        groups=draw(st.sampled_from(GROUPS)),
        said=draw(st.booleans()),
        extent=draw(st.sampled_from([Extent.INCIDENT, Extent.CUMULATIVE])),
        as_of=draw(st.sampled_from([None, "2019"])),
        subset=draw(st.booleans()),
        additional=draw(st.booleans()),
        partial=draw(st.booleans()),
        unquantified=draw(st.sampled_from([False, False, False, True])),
        bar=draw(st.sampled_from([None, None, None, "conditional"])),
    )


origins = st.sampled_from(list(Known))


@pytest.mark.parametrize(
    ("a", "b", "same", "relation", "inverse"),
    [
        (scope(3, 3), scope(3, 3), Known.YES, Relation.REPEATS, False),
        (scope(3, 3), scope(3, 3), Known.NO, Relation.AGREES, False),
        (scope(18, 18), scope(12, None), Known.NO, Relation.REFINES, False),
        (scope(12, None), scope(18, 18), Known.NO, Relation.REFINES, True),
        (scope(12, 99), scope(70, None), Known.NO, Relation.AGREES, False),
        (scope(32, 32), scope(31, 31), Known.NO, Relation.CONFLICTS, False),
        (scope(32, 32), scope(31, 31), Known.UNKNOWN, Relation.CONFLICTS, False),
        (scope(32, 32), scope(31, 31), Known.YES, Relation.UPDATES, False),
        # Nested measures: killed are among killed or injured.
        (scope(101, None), scope(201, None, "killed_or_injured"), Known.NO, Relation.BOUNDS, False),
        (scope(9, 9, "killed_or_injured"), scope(5, 5), Known.NO, Relation.BOUNDS, True),
        (scope(9, 9), scope(5, 5, "killed_or_injured"), Known.NO, Relation.CONFLICTS, False),
        (scope(9, 9), scope(5, 5, "killed_or_injured"), Known.YES, Relation.NOT_COMPARABLE, False),
        # Nested groups: children are among people.
        (scope(4, 4, groups=frozenset({"child"})), scope(9, 9), Known.NO, Relation.BOUNDS, False),
        (scope(4, 4, partial=True), scope(9, 9), Known.NO, Relation.PART_OF, False),
    ],
)
def test_relation(a: Scope, b: Scope, same: Known, relation: Relation, inverse: bool) -> None:
    found = compare(a, b, LATTICE, same_origin=same)
    assert (found.relation, found.inverse) == (relation, inverse)


@pytest.mark.parametrize(
    ("change", "decided_by"),
    [
        ({"measure": Measure.CAPTURED}, "measure"),
        ({"party": "government"}, "party"),
        ({"extent": Extent.CUMULATIVE}, "extent"),
        ({"unit": "item"}, "unit"),
        ({"bar": "comment"}, "standing"),
        ({"bar": "conditional"}, "standing"),
        ({"unquantified": True}, "unquantified"),
        ({"subset": True}, "subset"),
        ({"additional": True}, "additional"),
        ({"partial": True}, "facility"),
    ],
)
def test_another_scope_is_never_a_conflict(change: dict[str, object], decided_by: str) -> None:
    a = scope(3, 3, party="civilian", unit="person")
    b = replace(scope(9, 9, party="civilian", unit="person"), **change)  # type: ignore[arg-type]
    found = compare(a, b, LATTICE, same_origin=Known.NO)
    assert found.relation is Relation.NOT_COMPARABLE
    assert found.decided_by == decided_by


def test_counts_of_two_houses_or_pictures_are_parts_and_no_conflict() -> None:
    found = compare(scope(12, 12, partial=True), scope(90, None, partial=True), LATTICE)
    assert (found.relation, found.decided_by) == (Relation.NOT_COMPARABLE, "facility")


def test_an_unknown_party_is_assumed_and_said_so() -> None:
    found = compare(scope(7, 7), scope(3, 3, party="civilian"), LATTICE)
    assert found.relation is Relation.CONFLICTS
    assert found.assumed == ("party",)
    assert "party" in found.reason


@given(scopes(), scopes(), origins)
def test_comparison_is_symmetric(a: Scope, b: Scope, same: Known) -> None:
    there = compare(a, b, LATTICE, same_origin=same)
    back = compare(b, a, LATTICE, same_origin=same)
    assert back == there.inverted() or a == b


@given(scopes(), scopes(), origins)
def test_what_overlaps_never_conflicts(a: Scope, b: Scope, same: Known) -> None:
    if compare(a, b, LATTICE, same_origin=same).relation is Relation.CONFLICTS:
        assert a.interval.disjoint(b.interval)
        assert same is not Known.YES


@given(scopes(), scopes(), origins, st.integers(0, 9), st.booleans(), st.booleans())
def test_a_wider_interval_never_makes_a_conflict(
    a: Scope, b: Scope, same: Known, by: int, open_low: bool, open_high: bool
) -> None:
    low, high = a.interval.low, a.interval.high
    wider = Interval(
        None if open_low or low is None else low - by,
        None if open_high or high is None else high + by,
    )
    narrow = compare(a, b, LATTICE, same_origin=same)
    wide = compare(replace(a, interval=wider), b, LATTICE, same_origin=same)
    if narrow.relation is not Relation.CONFLICTS and narrow.decided_by != "time":
        assert wide.relation is not Relation.CONFLICTS


@given(scopes(), scopes(), origins)
def test_unknown_never_counts_as_different(a: Scope, b: Scope, same: Known) -> None:
    found = compare(replace(a, party=None), b, LATTICE, same_origin=same)
    assert found.decided_by != "party"
    known = compare(replace(a, party=b.party), b, LATTICE, same_origin=same)
    if known.relation is not Relation.NOT_COMPARABLE and found.decided_by != "bound":
        assert found.relation is known.relation


@given(scopes(), scopes(), origins)
def test_total_over_time_never_meets_one_incident(a: Scope, b: Scope, same: Known) -> None:
    a, b = replace(a, extent=Extent.CUMULATIVE), replace(b, extent=Extent.INCIDENT)
    assert compare(a, b, LATTICE, same_origin=same).relation is Relation.NOT_COMPARABLE
