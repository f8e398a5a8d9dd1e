"""Ranges: what a page begins with, what bounds an open low, and the profiles."""

from __future__ import annotations

import pytest
from link_pages import PageBuilder

from provenance.link import link
from provenance.packs import Packs
from provenance.records import Range, SourceKind
from tests.sources import source

MONITOR = source("Coast Monitor")
MINISTRY = source("Health Ministry", SourceKind.OFFICIAL)
RUMOUR = source("sources", SourceKind.UNNAMED, named=False, scope="Tide")


def ranges(page: PageBuilder) -> dict[str, Range]:
    """Return the ranges of those killed by profile."""
    found = link([page.build()], Packs()).ranges
    return {row.profile: row for row in found if row.measure == "killed"}


@pytest.mark.parametrize(
    ("low", "high", "attributed", "expected"),
    [
        pytest.param(20, None, False, (20, 35), id="at least twenty, says the page"),
        pytest.param(20, 30, False, (20, 35), id="between two numbers, says the page"),
        pytest.param(20, None, True, (9, 35), id="a source's least binds no other source"),
    ],
)
def test_a_page_knows_the_reports_that_it_sums_up(
    low: int, high: int | None, attributed: bool, expected: tuple[int, int]
) -> None:
    page = PageBuilder("a", "Tide")
    page.says(
        "Some 20 died in a blast.", ("20", "killed", low, high),
        kind="bombing", by=RUMOUR if attributed else None,
    )  # fmt: skip
    page.says("The ministry counted 9.", ("9", "killed", 9, 9), by=MINISTRY, kind="bombing")
    page.says("The Monitor counted 35.", ("35", "killed", 35, 35), by=MONITOR, kind="bombing")
    row = ranges(page)["all"]
    assert (row.low, row.high) == expected


@pytest.mark.parametrize(
    ("high", "expected"),
    [
        pytest.param(None, (20, 35), id="at least a source's number, says the page"),
        pytest.param(20, (9, 35), id="a source's number is that source's"),
    ],
)
def test_a_page_that_says_at_least_has_weighed_its_sources(
    high: int | None, expected: tuple[int, int]
) -> None:
    page = PageBuilder("a", "Tide")
    page.says("At least 20 died in a blast.", ("At least 20", "killed", 20, high), kind="bombing")
    page.says("Medics counted 20.", ("20", "killed", 20, 20), by=RUMOUR, kind="bombing")
    page.says("The ministry counted 9.", ("9", "killed", 9, 9), by=MINISTRY, kind="bombing")
    page.says("The Monitor counted 35.", ("35", "killed", 35, 35), by=MONITOR, kind="bombing")
    row = ranges(page)["all"]
    assert (row.low, row.high) == expected


def test_shares_bound_what_is_only_known_from_above() -> None:
    page = PageBuilder("a", "Tide")
    page.says(
        "Up to 4 people, 2 of them sisters, died in a blast.",
        ("Up to 4", "killed", 0, 4), ("2", "killed", 2, 2, {"subset_of": 0}), kind="bombing",
    )  # fmt: skip
    row = ranges(page)["all"]
    assert (row.low, row.high) == (2, 4)


def test_a_weaker_least_of_the_same_voice_says_nothing_more() -> None:
    page = PageBuilder("a", "Tide")
    page.says("At least 5 died.", ("At least 5", "killed", 5, None), by=MONITOR, kind="bombing")
    page.says("It named 8 dead.", ("8", "killed", 8, 8), by=MONITOR, kind="bombing")
    row = ranges(page)["all"]
    assert (row.low, row.high) == (8, 8)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("all", (9, None, 35)),
        ("independent", (9, None, 35)),
        ("named", (9, None, 35)),
        ("acled", (9, 9, 30)),
        ("ucdp", (9, 9, 35)),
    ],
)
def test_profiles_read_one_event_their_own_way(
    profile: str, expected: tuple[int, int | None, int]
) -> None:
    page = PageBuilder("a", "Tide")
    page.says("The Monitor: 30 to 35 died.", ("30 to 35", "killed", 30, 35), by=MONITOR,
              kind="bombing")  # fmt: skip
    page.says("The ministry counted 9.", ("9", "killed", 9, 9), by=MINISTRY, kind="bombing")
    row = ranges(page)[profile]
    assert (row.low, row.best, row.high) == expected


def test_vague_words_are_no_figure_of_the_strict_profile() -> None:
    page = PageBuilder("a", "Tide")
    vague = ("Dozens", "killed", 12, 99, {"rule": "interval.vague", "point": None})
    page.says("Dozens died, the Monitor said.", vague, by=MONITOR, kind="bombing")
    found = ranges(page)
    assert "ucdp" not in found
    assert (found["acled"].low, found["acled"].best, found["acled"].high) == (12, 12, 12)


def test_people_told_of_side_by_side_are_added_up_where_nobody_gives_a_number() -> None:
    page = PageBuilder("a", "Tide")
    page.says(
        "A father and his four sons died in a blast.",
        ("A father", "killed", 1, 1, {"subject": "father"}),
        ("four", "killed", 4, 4, {"subject": "sons"}),
        kind="bombing",
    )
    page.says("Two sons were pupils.", ("Two", "killed", 2, 2, {"subject": "sons"}), kind="bombing")
    row = ranges(page)["all"]
    assert (row.low, row.high) == (5, 5)


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        pytest.param("Nora said 3 of the dead were cousins.", "3", (9, 9), id="a share"),
        pytest.param("Nora met the other 3 dead.", "3", (9, 9), id="those told of before"),
        pytest.param("Nora saw 3 men die.", "3", (9, 9), id="those whom somebody saw"),
        pytest.param("Nora said about 9 died.", "about 9", (9, 9), id="the number, less exactly"),
        pytest.param("Nora said about 3 died.", "about 3", (2, 9), id="another number"),
        pytest.param("Nora said the toll rose to 3.", "3", (3, 9), id="a toll that moved"),
    ],
)
def test_what_says_less_than_the_whole(text: str, figure: str, expected: tuple[int, int]) -> None:
    number = int(figure[-1])
    loose = {"point": number} if figure.startswith("about") else {}
    low, high = (number - 1, number + 1) if loose else (number, number)
    page = PageBuilder("a", "Tide")
    page.says("Police said 9 died in a blast.", ("9", "killed", 9, 9), by=MONITOR, kind="bombing")
    page.says("It first was 2.", ("2", "killed", 2, 2), by=MONITOR, kind="bombing")
    page.says(text, (figure, "killed", low, high, loose), by=MINISTRY, kind="bombing")
    row = ranges(page)["all"]
    assert (row.low, row.high) == expected
