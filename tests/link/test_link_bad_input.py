"""Input that nobody should send: wrong dates, copies by the hundred, pages full of figures."""

from __future__ import annotations

import logging

import pytest
from link_pages import PageBuilder

from benchmarks.generated import crowd
from provenance.link import link
from provenance.packs import Packs
from provenance.records import Extraction, Linking, Relation
from tests.sources import source

MONITOR = source("Coast Monitor")


def told(name: str, printed: str | None, on: str | None = None, dead: int = 12) -> Extraction:
    """A page that tells of one blast."""
    page = PageBuilder(name, name, printed)
    page.says(
        f"The Coast Monitor said that shelling of the old market by the sea killed {dead} people.",
        (str(dead), "killed", dead, dead), by=MONITOR, kind="shelling", on=on,
    )  # fmt: skip
    return page.build()


def linked(*pages: Extraction) -> Linking:
    return link(pages, Packs())


@pytest.mark.parametrize("printed", ["1970-01-01", "2999-12-31", "0001-01-01", "9999-12-31"])
def test_a_page_with_a_date_that_cannot_be_is_linked_by_what_it_tells(printed: str) -> None:
    found = linked(told("Post", printed, "2020-05-02"), told("Wave", "2020-05-04", "2020-05-02"))
    assert {event.date_from for event in found.events} == {"2020-05-02"}


def test_copies_by_the_hundred_are_one_event() -> None:
    found = linked(*(told(f"Post {at}", "2020-05-04") for at in range(300)))
    (event,) = found.events
    assert (event.n_claims, event.n_origins) == (300, 1)
    assert not [row for row in found.links if row.relation is Relation.CONFLICTS]


def test_a_page_full_of_figures_is_compared_in_part_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = PageBuilder("Post", "Post", "2020-05-04")
    for at in range(400):
        dead = 5 + at % 40
        page.says(
            f"Office {at % 7} said {dead} people were killed in quarter number {at}.",
            (str(dead), "killed", dead, dead), by=source(f"Office {at % 7}"), kind="shelling",
        )  # fmt: skip
    with caplog.at_level(logging.WARNING):
        found = linked(page.build())
    assert "400 figures of killed_or_injured, the first 150 are compared" in caplog.text
    assert len(found.origins) == 400
    assert len(found.links) <= 150 * 149 / 2


def test_dates_that_contradict_each_other_part_a_page() -> None:
    page = PageBuilder("Post", "Post", "2020-05-04")
    for day, dead in (("2020-05-02", 12), ("2020-05-03", 9), ("2021-05-02", 11)):
        page.says(
            f"The strikes killed {dead} people.", (str(dead), "killed", dead, dead),
            by=MONITOR, kind="airstrike", on=day,
        )  # fmt: skip
    found = linked(page.build())
    assert len(found.events) == 3
    assert not [row for row in found.links if row.relation is Relation.CONFLICTS]


def test_the_day_of_saying_alone_joins_nothing() -> None:
    pages = []
    for at in range(60):
        page = PageBuilder(f"p{at}", f"Post {at % 9}", "2020-05-04")
        page.says(
            f"Official {at} said that {3 + at} civilians were killed.",
            (str(3 + at), "killed", 3 + at, 3 + at), by=source(f"Official {at}"), on="2020-05-03",
        )  # fmt: skip
        pages.append(page.build())
    found = linked(*pages)
    assert len(found.events) == 60
    assert not found.links


def test_an_event_of_very_many_claims_is_one_and_compared_in_part(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sizes = {}
    for claims in (1_500, 3_000):
        with caplog.at_level(logging.WARNING):
            found = linked(*crowd(claims, 10))
        (event,) = found.events
        assert event.n_claims == claims
        assert "the first 150 are compared" in caplog.text
        sizes[claims] = len([row for row in found.links if row.relation is not Relation.SAME_TEXT])
    # Pairs of figures do not grow with the claims.
    assert sizes[3_000] < 1.5 * sizes[1_500]
