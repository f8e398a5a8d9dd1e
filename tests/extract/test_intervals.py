"""Intervals: qualifiers in any position, ranges, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.extract.intervals import IntervalReader, Quantity, apply
from provenance.extract.lexemes import lexemes
from provenance.packs import Packs

KINDS = ["at_least", "more_than", "up_to", "less_than", "about", "nearly", "exact"]


def read(packs: Packs, text: str) -> list[Quantity]:
    """Return the quantities of a sentence, articles left out."""
    found = IntervalReader(packs).find(text, lexemes(text))
    return [quantity for quantity in found if not quantity.number.article]


@pytest.mark.parametrize(
    ("text", "printed", "interval", "rule"),
    [
        ("116 men", "116", (116, 116, 116), "exact"),
        ("at least 12 men", "at least 12", (12, None, None), "at_least"),
        ("no fewer than 12 men", "no fewer than 12", (12, None, None), "at_least"),
        ("12 or more men", "12 or more", (12, None, None), "at_least"),
        ("more than 12 men", "more than 12", (13, None, None), "more_than"),
        ("over two dozen men", "over two dozen", (25, None, None), "more_than"),
        ("up to 12 men", "up to 12", (0, 12, None), "up_to"),
        ("as many as 12 men", "as many as 12", (0, 12, None), "up_to"),
        ("at most 12 men", "at most 12", (0, 12, None), "up_to"),
        ("no more than 12 men", "no more than 12", (0, 12, None), "up_to"),
        ("fewer than 12 men", "fewer than 12", (0, 11, None), "less_than"),
        ("about 100 men", "about 100", (90, 110, 100), "about"),
        ("an estimated 15 men", "an estimated 15", (13, 17, 15), "about"),
        ("nearly 40 men", "nearly 40", (36, 39, 40), "nearly"),
        ("an estimated at least 50 men", "an estimated at least 50", (50, None, None), "at_least"),
        ("between 12 and 15 men", "between 12 and 15", (12, 15, None), "range"),
        ("12 to 15 men", "12 to 15", (12, 15, None), "range"),
        ("12–15 men", "12–15", (12, 15, None), "range"),
        ("at least dozens of men", "at least dozens", (12, None, None), "at_least"),
        ("several men", "several", (3, 9, None), "vague"),
        ("many men", "many", (1, None, None), "unquantified"),
        ("no men", "no", (0, 0, 0), "none"),
    ],
)
def test_reads_the_table(
    packs: Packs, text: str, printed: str, interval: tuple[int, int | None, int | None], rule: str
) -> None:
    (quantity,) = read(packs, text)
    assert text[quantity.start : quantity.end] == printed
    low, high, point = interval
    if rule == "nearly":
        point = None
    assert (quantity.low, quantity.high, quantity.point) == (low, high, point)
    assert quantity.rule == f"interval.{rule}"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("at least 20 killed and 55 wounded", ["at least 20", "55"]),
        ("5 and 6 men", ["5", "6"]),
        ("rose to 32 and more than 115", ["32", "more than 115"]),
        ("15 to 12 men", ["15", "12"]),
        ("another 50 men", ["50"]),
        ("spoke about the two men", ["two"]),
        ("spoke about two men", ["two"]),
        ("at least the 12 men", ["at least the 12"]),
        ("handed over 37 bodies", ["37"]),
        ("handed over over 37 bodies", ["over 37"]),
        ("killed over 37 men", ["over 37"]),
    ],
)
def test_a_qualifier_reaches_its_own_number_only(
    packs: Packs, text: str, printed: list[str]
) -> None:
    assert [text[q.start : q.end] for q in read(packs, text)] == printed


@given(st.sampled_from(KINDS), st.integers(0, 10**9), st.integers(0, 10**9), st.booleans())
def test_low_never_passes_high(kind: str, low: int, more: int, pointed: bool) -> None:
    point = low if pointed else None
    found = apply(kind, low, low if pointed else low + more, point)
    assert found[0] >= 0
    assert found[1] is None or found[0] <= found[1]
    assert found[2] is None or (found[0] <= found[2] and found[1] is not None)


WORDS = st.sampled_from(
    [
        "at",
        "least",
        "12",
        "over",
        "–",
        "to",
        "up",
        "3",
        ",",
        ".",
        "dozens",
        "of",
        "and",
        "between",
        "7,5",
        "a",
        "few",
    ]
)


@given(st.lists(WORDS, max_size=30))
def test_quantities_are_ordered_and_hold_their_number(packs: Packs, words: list[str]) -> None:
    text = " ".join([*words, "then 37 people"])
    end = 0
    found = IntervalReader(packs).find(text, lexemes(text))
    assert found[-1].point == 37
    for quantity in found:
        assert end <= quantity.start <= quantity.number.start
        assert quantity.number.end <= quantity.end <= len(text)
        assert quantity.high is None or quantity.low <= quantity.high
        end = quantity.end
