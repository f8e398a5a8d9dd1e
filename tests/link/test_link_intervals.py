"""Intervals: how two stretches of numbers lie to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.link.intervals import Interval, Lie, lie

ENDS = st.none() | st.integers(0, 40)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Interval(low, high)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((116, 116), (116, 116), Lie.EQUAL),
        ((86, 86), (70, None), Lie.INSIDE),
        ((70, None), (86, 86), Lie.CONTAINS),
        ((58, 58), (70, None), Lie.DISJOINT),
        ((12, 99), (70, None), Lie.OVERLAPS),
        ((51, None), (50, None), Lie.INSIDE),
        ((0, 300), (301, None), Lie.DISJOINT),
        ((None, None), (5, 5), Lie.CONTAINS),
        ((0, 0), (1, None), Lie.DISJOINT),
        ((90, 110), (55, 55), Lie.DISJOINT),
    ],
)
def test_lie(a: tuple[int, int], b: tuple[int, int], expected: Lie) -> None:
    assert lie(Interval(*a), Interval(*b)) is expected


@given(intervals(), intervals())
def test_lie_is_inverse_the_other_way_round(a: Interval, b: Interval) -> None:
    assert lie(b, a) is lie(a, b).inverse()


@given(intervals(), intervals())
def test_disjoint_means_no_common_number(a: Interval, b: Interval) -> None:
    def holds(i: Interval, n: int) -> bool:
        return (i.low is None or i.low <= n) and (i.high is None or n <= i.high)

    common = any(holds(a, n) and holds(b, n) for n in range(-1, 42))
    assert (lie(a, b) is Lie.DISJOINT) == (not common)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (Interval(51, None), Interval(50, None), True),
        (Interval(20, 20), Interval(20, None), True),
        (Interval(31, 31), Interval(20, None), False),
        (Interval(0, 10), Interval(10, 10), True),
    ],
)
def test_a_changed_qualifier_keeps_the_printed_number(a: Interval, b: Interval, same: bool) -> None:
    assert bool(a.printed & b.printed) is same
