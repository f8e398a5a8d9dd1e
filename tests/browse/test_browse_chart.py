"""Intervals in words and drawn on one scale."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.browse.chart import WIDTH, Scale, axis, bar, scale_of, words

BOUND = st.one_of(st.none(), st.integers(0, 2**62))


@pytest.mark.parametrize(
    ("low", "high", "point", "expected"),
    [
        (18, 18, 18, "18"),
        (12, None, None, "12 or more"),
        (0, 20, None, "0 to 20"),
        (0, 0, 0, "0"),
        (None, 9, None, "9 or fewer"),
        (None, None, None, "no number"),
        (None, None, 3, "3"),
        (1200, 34000, 5000, "1,200 to 34,000"),
    ],
)
def test_interval_in_words(
    low: int | None, high: int | None, point: int | None, expected: str
) -> None:
    assert words(low, high, point) == expected


@pytest.mark.parametrize(
    ("intervals", "expected"),
    [
        ([], Scale(1, False)),
        ([(0, 0, 0)], Scale(1, False)),
        ([(4, 18, None), (23, None, None)], Scale(23, False)),
        ([(2, 2, 2), (100, 999, None)], Scale(999, True)),
    ],
)
def test_scale_shows_all_and_is_logarithmic_where_figures_lie_far_apart(
    intervals: list[tuple[int | None, int | None, int | None]], expected: Scale
) -> None:
    assert scale_of(intervals) == expected


@given(BOUND, BOUND, BOUND, BOUND)
def test_every_interval_is_drawn_inside_the_picture(
    low: int | None, high: int | None, point: int | None, other: int | None
) -> None:
    scale = scale_of([(low, high, point), (other, other, other)])
    for drawing in (bar(low, high, point, scale), axis(scale)):
        svg = ET.fromstring(drawing)
        assert svg.get("role") == "img"
        assert svg.get("aria-label")
        for shape in svg:
            for name in ("x", "x1", "x2", "cx"):
                assert 0 <= float(shape.get(name, "0")) <= WIDTH
            assert float(shape.get("width", "1")) > 0


def test_a_higher_number_never_lies_further_left() -> None:
    for scale in (Scale(1000, False), Scale(1000, True)):
        places = [scale.x(number) for number in range(1001)]
        assert places == sorted(places)
        assert places[0] < places[-1]


@pytest.mark.parametrize(
    ("low", "high", "shapes"),
    [(12, None, {"open": 1, "tick": 1}), (4, 9, {"tick": 2}), (None, None, {"span": 0})],
)
def test_open_end_has_an_arrow_and_each_bound_a_tick(
    low: int | None, high: int | None, shapes: dict[str, int]
) -> None:
    drawing = bar(low, high, None, Scale(20, False))
    for shape, count in shapes.items():
        assert drawing.count(f'class="{shape}"') == count
