"""Linking as a whole: pages in, events, links, flags and ranges out."""

from __future__ import annotations

import itertools

import pytest
from link_pages import PageBuilder, flags, linked, page, place, relations

from provenance.link import link
from provenance.packs import Packs
from provenance.records import (
    Extraction,
    Linking,
    Precision,
    SourceKind,
    Status,
    Where,
)
from tests.sources import source

OBSERVER = source("Coast Monitor")
MINISTRY = source("Ministry of Harbours", SourceKind.STATE)
DEN = place("Port Denza", at=(10.0, 10.0))
FAR = place("Old Quarl", at=(12.0, 12.0))
PROVINCE = place("Lower Marsh", Precision.PROVINCE)


class TestPages:
    def two(
        self, low: int, high: int | None, published: str = "2030-03-05"
    ) -> tuple[PageBuilder, PageBuilder]:
        a, b = page("a"), page("b", published=published)
        a.says(
            "An air strike on Port Denza on March 4 killed 12 people, the Coast Monitor said.",
            ("12", "killed", 12, 12),
            by=OBSERVER,
            kind="airstrike",
            on="2030-03-04",
            at=(DEN,),
        )
        b.says(
            "Jets bombed a market in Port Denza on March 4 and left 99 dead, said the ministry.",
            ("99", "killed", low, high),
            by=MINISTRY,
            kind="airstrike",
            on="2030-03-04",
            at=(DEN,),
        )
        return a, b

    @pytest.mark.parametrize(
        ("low", "high", "relation"),
        [(12, 12, "agrees"), (10, None, "refines"), (40, 40, "conflicts"), (13, None, "conflicts")],
    )
    def test_figures_meet_though_they_differ(
        self, low: int, high: int | None, relation: str
    ) -> None:
        a, b = self.two(low, high)
        found = linked(a, b)
        assert len(found.events) == 1
        assert found.events[0].label == "Air strikes in Port Denza, 4 Mar 2030"
        assert [row.relation.value for row in found.links] == [relation]

    def test_two_independent_origins_corroborate(self) -> None:
        found = linked(*self.two(12, 12))
        assert {row.status for row in found.origins} == {Status.CORROBORATED}
        assert found.events[0].n_origins == 2
        row = next(r for r in found.ranges if r.profile == "independent")
        assert (row.low, row.best, row.high, row.n_origins) == (12, 12, 12, 2)

    def test_a_greater_toll_days_later_is_no_conflict(self) -> None:
        assert not relations(linked(*self.two(40, 40, published="2030-03-09")))

    def test_twenty_pages_of_one_ministry_are_one_origin(self) -> None:
        pages = []
        for number in range(20):
            one = page(f"p{number}")
            one.says(
                f"Report {number}: a strike on Port Denza killed 12, the ministry said.",
                ("12", "killed", 12, 12),
                by=MINISTRY,
                kind="airstrike",
                on="2030-03-04",
                at=(DEN,),
            )
            pages.append(one)
        found = linked(*pages)
        assert len(found.events) == 1
        assert found.events[0].n_origins == 1
        assert {row.relation.value for row in found.links} <= {"repeats", "same_text"}
        assert {row.status for row in found.origins} == {Status.UNVERIFIED}

    def test_a_page_cannot_tell_of_what_comes_after_it(self) -> None:
        a, b = page("a", published="2030-03-01"), page("b", published="2030-03-05")
        a.says("Officer Jon Marlo fell when jets struck Port Denza, killing 3.",
               ("3", "killed", 3, 3), by=OBSERVER, kind="airstrike", at=(DEN,))  # fmt: skip
        b.says("Officer Jon Marlo fell as jets struck Port Denza on March 4, killing 9.",
               ("9", "killed", 9, 9), by=MINISTRY, kind="airstrike", on="2030-03-04",
               at=(DEN,))  # fmt: skip
        found = linked(a, b)
        assert len(found.events) == 2
        assert "conflicts" not in {row.relation.value for row in found.links}

    def test_day_and_province_alone_are_not_enough(self) -> None:
        a, b = page("a"), page("b")
        for one, by in ((a, OBSERVER), (b, MINISTRY)):
            one.says(
                "Clashes in Lower Marsh killed some people.",
                ("some", "killed", 2, None),
                by=by,
                kind="clash",
                on="2030-03-04",
                at=(PROVINCE,),
            )
        assert len(linked(a, b).events) == 2

    @pytest.mark.parametrize(
        ("kinds", "events"),
        [
            (("shelling", "shelling"), 1),
            (("shelling", "killing"), 2),
            (("killing", "killing"), 2),
        ],
    )
    def test_a_town_or_its_province_joins_one_day_and_one_telling_kind(
        self, kinds: tuple[str, str], events: int
    ) -> None:
        either = Where(spans=(), text="Lower Marsh", place=PROVINCE, rule="test.wider")
        pages = page("a"), page("b")
        for one, kind in zip(pages, kinds, strict=True):
            one.says(
                "Nine were killed in Lower Marsh.",
                ("Nine", "killed", 9, 9),
                kind=kind,
                on="2030-03-04",
                at=(either,),
            )
        assert len(linked(*pages).events) == events

    def test_a_village_that_nobody_knows_keeps_no_later_number_apart(self) -> None:
        a, b = page("a"), page("b")
        a.says("A bomb went off in Tal Zarevna.", kind="bombing", on="2030-03-04",
               at=("Tal Zarevna", DEN))  # fmt: skip
        x = a.says("It killed 31 people.", ("31", "killed", 31, 31), by=OBSERVER, kind="bombing")
        y = b.says("A bomb in Port Denza killed 40.", ("40", "killed", 40, 40), by=MINISTRY,
                   kind="bombing", on="2030-03-04", at=(DEN,))  # fmt: skip
        found = relations(linked(a, b))
        assert {("conflicts", x, y), ("conflicts", y, x)} & found

    def test_other_places_are_other_events(self) -> None:
        a, b = page("a"), page("b")
        a.says(
            "A strike on Port Denza killed 3.",
            ("3", "killed", 3, 3),
            kind="airstrike",
            on="2030-03-04",
            at=(DEN, PROVINCE),
        )
        b.says(
            "A strike on Old Quarl killed 9.",
            ("9", "killed", 9, 9),
            kind="airstrike",
            on="2030-03-04",
            at=(FAR, PROVINCE),
        )
        found = linked(a, b)
        assert len(found.events) == 2
        assert not relations(found)

    def test_a_copied_sentence_has_the_origin_of_the_first(self) -> None:
        a, b = page("a", published="2030-03-04"), page("b")
        text = "Nine fishermen including three boys were killed when a trawler sank on Monday."
        x = a.says(f"{text}", ("Nine", "killed", 9, 9), by=OBSERVER)
        y = b.says(text + " More follows.", ("Nine", "killed", 9, 9))
        found = linked(a, b)
        assert ("same_text", y, x) in relations(found)
        assert ("repeats", y, x) in relations(found)
        assert "copied" in flags(found, y) - flags(found, x)
        roots = {row.claim_id: row.origin for row in found.origins}
        assert roots[y] == OBSERVER

    def test_a_changed_capture_is_a_silent_edit(self) -> None:
        a, b = page("a", "One"), page("b", "One")
        a.url = b.url = "http://example.org/1"
        x = a.says("Shells killed nine people in the old port at dawn.", ("nine", "killed", 9, 9))
        y = b.says("Shells killed four people in the old port at dawn.", ("four", "killed", 4, 4))
        found = linked(a, b)
        assert "silent_edit" in flags(found, x) & flags(found, y)

    def captures(
        self, note: str = "", before: str | None = "2030-03-04T08:00:00Z", name: str = "b"
    ) -> tuple[Linking, tuple[str, str, str, str]]:
        """Link two captures of a page; the later changed a claim and took one out."""
        a, b = page("a", "One"), page(name, "One")
        a.url = b.url = "http://example.org/1"
        a.captured_at, b.captured_at = before, "2030-03-05T08:00:00Z"
        x = a.says("Shells killed nine people in the old port at dawn.", ("nine", "killed", 9, 9))
        gone = a.says("A mine near the mill hurt six farmers.", ("six", "injured", 6, 6))
        y = b.says("Shells killed four people in the old port at dawn.", ("four", "killed", 4, 4))
        new = b.says("Two cranes of the harbour were burnt.", ("Two", "destroyed", 2, 2))
        if note:
            b.says(note)
        return linked(a, b), (x, gone, y, new)

    @pytest.mark.parametrize("name", ["b", "c", "d", "e"])
    def test_what_a_later_capture_took_out(self, name: str) -> None:
        found, (x, gone, y, new) = self.captures(name=name)
        assert "silent_edit" in flags(found, x) & flags(found, y) & flags(found, gone)
        assert "silent_edit" not in flags(found, new)
        edits = {f.claim_id: f for f in found.flags if f.code.value == "silent_edit"}
        assert edits[x].evidence_claim == y
        assert edits[gone].evidence_claim is None
        assert edits[gone].rule == "flag.capture_without"
        assert "a later capture (2030-03-05T08:00:00Z)" in edits[x].reason
        assert "an earlier capture (2030-03-04T08:00:00Z)" in edits[y].reason

    def test_a_page_that_says_so_made_no_silent_edit(self) -> None:
        note = "Correction: an earlier version of this article gave a wrong number of dead."
        found, claims = self.captures(note)
        assert not any("silent_edit" in flags(found, claim) for claim in claims)

    def test_without_its_time_nobody_knows_which_came_first(self) -> None:
        found, (x, gone, y, new) = self.captures(before=None)
        assert "silent_edit" in flags(found, x) & flags(found, y)
        assert "silent_edit" not in flags(found, gone) | flags(found, new)

    def test_the_order_of_pages_does_not_count(self) -> None:
        pages: list[Extraction] = [p.build() for p in (*self.two(40, 40), page("c"))]
        results = {link(order, Packs()) for order in map(tuple, itertools.permutations(pages))}
        assert len(results) == 1


def test_nothing_in_nothing_out() -> None:
    assert link([], Packs()) == Linking()


def test_many_claims_of_one_page_take_linear_time() -> None:
    one = page("big")
    for number in range(3000):
        one.says(
            f"Shells killed {number} people.",
            (str(number), "killed", number, number),
            by=OBSERVER,
            kind="shelling",
            at=(DEN,),
        )
    found = linked(one)
    assert len(found.events) == 1


@pytest.mark.parametrize("outlets", [150, 260])
def test_a_happening_that_many_outlets_tell_of_is_one_event(outlets: int) -> None:
    pages = []
    for number in range(outlets):
        builder = PageBuilder(f"page {number}", f"Post {number}", "2020-05-05")
        builder.says(
            f"Shells of battery {number} killed 7 people in Orvane.",
            ("7", "killed", 7, 7),
            kind="shelling",
            on="2020-05-04",
            at=("Orvane",),
        )
        pages.append(builder.build())
    assert len(link(pages, Packs()).events) == 1


@pytest.mark.parametrize(
    ("printed", "events"),
    [
        pytest.param("2020-05-04", 1, id="the same days"),
        pytest.param("2020-08-04", 2, id="the same words months later"),
    ],
)
def test_a_copy_tells_of_the_same_happening_though_no_place_is_known(
    printed: str, events: int
) -> None:
    pages = []
    for name, day in (("Post", "2020-05-04"), ("Wave", printed)):
        page = PageBuilder(name, name, day)
        page.says(
            "Shelling of the market killed 12 people in the morning and drove all others away.",
            ("12", "killed", 12, 12), kind="shelling",
        )  # fmt: skip
        pages.append(page.build())
    assert len(link(pages, Packs()).events) == events
