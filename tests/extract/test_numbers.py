"""Numbers: digits, words, vague quantities, and what only looks like a count."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.extract.lexemes import lexemes
from provenance.extract.numbers import NumberReader
from provenance.packs import Packs

UNITS = [
    *["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    *["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"],
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(value: int) -> str:
    """Write a number below ten million in English words."""
    if value < 20:
        return UNITS[value]
    if value < 100:
        rest = value % 10
        return TENS[value // 10 - 2] + (f"-{UNITS[rest]}" if rest else "")
    if value < 1000:
        rest = value % 100
        return f"{in_words(value // 100)} hundred" + (f" and {in_words(rest)}" if rest else "")
    scale, name = (1000, "thousand") if value < 1_000_000 else (1_000_000, "million")
    rest = value % scale
    return f"{in_words(value // scale)} {name}" + (f" {in_words(rest)}" if rest else "")


def read(packs: Packs, text: str, profile: str = "default") -> list[tuple[str, int, int | None]]:
    """Return printed text, low and high of the numbers of a sentence, articles left out."""
    found = NumberReader(packs, profile).find(text, lexemes(text))
    return [(text[n.start : n.end], n.low, n.high) for n in found if not n.article]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("116 men", [("116", 116, 116)]),
        ("150,000 people", [("150,000", 150000, 150000)]),
        ("1 300 people", [("1 300", 1300, 1300)]),
        ("1\u202f300\u202f000 people", [("1\u202f300\u202f000", 1300000, 1300000)]),
        ("2 million people", [("2 million", 2000000, 2000000)]),
        ("2.5 million people", [("2.5 million", 2500000, 2500000)]),
        ("280k people", [("280k", 280000, 280000)]),
        ("twenty-six men", [("twenty-six", 26, 26)]),
        ("one hundred and four men", [("one hundred and four", 104, 104)]),
        ("five and six men", [("five", 5, 5), ("six", 6, 6)]),
        ("two dozen men", [("two dozen", 24, 24)]),
        ("two dozens of villages", [("two dozens", 24, 24)]),
        ("half a dozen men", [("half a dozen", 6, 6)]),
        ("half a million people", [("half a million", 500_000, 500_000)]),
        ("a quarter of a million people", [("a quarter of a million", 250_000, 250_000)]),
        ("a quarter of the men", []),
        ("ten million million million men", []),
        ("10 million million men", []),
        ("two hundred hundred men", []),
        ("a thousand million people", [("a thousand million", 10**9, 10**9)]),
        ("five hundred thousand people", [("five hundred thousand", 500_000, 500_000)]),
        ("two thousand three hundred men", [("two thousand three hundred", 2300, 2300)]),
        ("his 12- and 10-year-old sons", []),
        ("five boys 9 to 11 years old", [("five", 5, 5)]),
        ("a 31 to 33-year-old driver", []),
        ("between 5 and 10 percent of 40 men", [("40", 40, 40)]),
        ("between 5 and 10 men", [("5", 5, 5), ("10", 10, 10)]),
        ("a dozen men", [("a dozen", 12, 12)]),
        ("a hundred men", [("a hundred", 100, 100)]),
        ("a couple of men", [("a couple", 2, 2)]),
        ("a few men", [("a few", 2, 9)]),
        ("several men", [("several", 3, 9)]),
        ("several hundred men", [("several hundred", 300, 900)]),
        ("a number of men", [("a number of", 2, None)]),
        ("tens of men", [("tens", 10, 99)]),
        ("dozens of men", [("dozens", 12, 99)]),
        ("scores of men", [("scores", 40, 199)]),
        ("hundreds of men", [("hundreds", 100, 999)]),
        ("tens of thousands of men", [("tens of thousands", 10000, 99999)]),
        ("millions of men", [("millions", 1000000, 9999999)]),
        ("many men", [("many", 1, None)]),
        ("no men", [("no", 0, 0)]),
        ("no one", [("no one", 0, 0)]),
        ("300km2", [("300", 300, 300)]),
        ("300 square kilometres", [("300", 300, 300)]),
    ],
)
def test_reads_counts(packs: Packs, text: str, expected: list[tuple[str, int, int]]) -> None:
    assert read(packs, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the S-400 and the T4 base on the M5",
        "Article 5 and Articles 7 and 8",
        "on 31 October and December 21, on Dec.21, on May 3rd",
        "in the winter of 2012-13, as of 02.03.2016 and 05-02-2015",
        "31 Oct 2016 and October 2016",
        "a 17-year-old, aged 24, 30 years old, ages 11 to 15",
        "at 7pm, at 10:30, at 5 a.m.",
        "12 percent, 12%, 60 per cent",
        "$2,500, €30, 40 dollars, 30 euros",
        "call 555-123-4567 or +4912345",
        "the 12th brigade, the first and the second",
        "12 kilometres, 30 miles, 5 hours, 3 days, 2 weeks",
        "the number of the wounded is unknown",
        "7.62mm rounds and 105mm guns",
        "the 3-storey house and a 12-member team",
        "4/5 of it",
        "picture 1 / 4",
        "one after another, one by one, helping one another",
    ],
)
def test_leaves_out_what_is_no_count(packs: Packs, text: str) -> None:
    assert read(packs, text) == []


def test_profiles_read_vague_words(packs: Packs) -> None:
    text = "dozens of men and 5 women"
    assert read(packs, text, "acled") == [("dozens", 12, 12), ("5", 5, 5)]
    assert read(packs, text, "aoav") == [("5", 5, 5)]


@given(st.integers(min_value=2, max_value=9_999_999))
def test_number_words_round_trip(packs: Packs, value: int) -> None:
    words = in_words(value)
    assert read(packs, f"{words} people") == [(words, value, value)]


@given(st.integers(min_value=2, max_value=999_999_999))
def test_separated_digits_round_trip(packs: Packs, value: int) -> None:
    printed = f"{value:,}"
    assert read(packs, f"{printed} people") == [(printed, value, value)]


WORDS = st.sampled_from(
    [
        "12",
        "a",
        "one",
        "hundred",
        "thousand",
        "million",
        "dozens",
        "of",
        "no",
        "half",
        "1,000",
        "2019",
        "May",
        "%",
        "km",
        ",",
        ".",
        "-",
        "to",
        "per",
        "5th",
    ]
)
LAST = " then 37 people"
"""Behind whatever text a number that is read."""


@given(st.text(alphabet=st.characters(), max_size=200) | st.lists(WORDS, max_size=30).map(" ".join))
def test_any_text_gives_ordered_spans(packs: Packs, text: str) -> None:
    text += LAST
    found = NumberReader(packs).find(text, lexemes(text))
    assert found[-1].low == 37
    ends = [0]
    for number in found:
        assert ends[-1] <= number.start < number.end <= len(text)
        assert number.low >= 0
        assert number.high is None or number.low <= number.high
        ends.append(number.end)


@pytest.mark.parametrize("run", ["1,", "99999", "one ", "a ", "1-", "hundred ", "dozens of "])
def test_long_runs_are_read_in_linear_time(packs: Packs, run: str) -> None:
    reader = NumberReader(packs)
    text = run * 10_000 + LAST
    started = process_time()
    found = reader.find(text, lexemes(text))
    # A tenth of a second; what grows with the square of the length takes minutes.
    assert process_time() - started < 10
    assert found[-1].low == 37
