"""Linking as a whole: pages in, events, links, flags and ranges out."""

from __future__ import annotations

import itertools

import pytest
from link_pages import PageBuilder, event, flags, place, relations, source

from provenance.link import link
from provenance.packs import Packs
from provenance.records import (
    Extraction,
    Known,
    Linking,
    Modality,
    Precision,
    SourceKind,
    Stance,
    Status,
    Zone,
)

OBSERVER = source("Coast Monitor")
MINISTRY = source("Ministry of Harbours", SourceKind.STATE)
MEDIC = source("a medical source", SourceKind.HUMANITARIAN, named=False, scope="Daily Tide")
DEN = place("Port Denza", at=(10.0, 10.0))
FAR = place("Old Quarl", at=(12.0, 12.0))
PROVINCE = place("Lower Marsh", Precision.PROVINCE)


def linked(*pages: PageBuilder) -> Linking:
    return link([page.build() for page in pages], Packs())


def page(
    name: str, publisher: str | None = None, published: str | None = "2030-03-05"
) -> PageBuilder:
    return PageBuilder(name, publisher or f"{name} News", published)


class TestOnePage:
    def test_two_days_are_two_events(self) -> None:
        one = page("a")
        x = one.says(
            "On March 2, 40 men surrendered in Port Denza.",
            ("40", "surrendered", 40, 40),
            on="XXXX-03-02",
            at=(DEN,),
            kind="surrender",
        )
        y = one.says(
            "Over 9 men surrendered in Port Denza on February 20.",
            ("Over 9", "surrendered", 10, None),
            on="XXXX-02-20",
            at=(DEN,),
            kind="surrender",
        )
        found = linked(one)
        assert event(found, x) != event(found, y)
        assert not relations(found)

    def test_a_sentence_without_place_or_day_goes_on(self) -> None:
        one = page("a")
        x = one.says(
            "An air strike hit Port Denza on March 2.", kind="airstrike", on="2030-03-02", at=(DEN,)
        )
        y = one.says(
            "The Coast Monitor said 12 people were killed.", ("12", "killed", 12, 12), by=OBSERVER
        )
        found = linked(one)
        assert event(found, x) == event(found, y) is not None

    def test_other_kinds_of_attack_are_other_events(self) -> None:
        one = page("a")
        x = one.says(
            "Air strikes on Port Denza killed 45.",
            ("45", "killed", 45, 45),
            kind="airstrike",
            at=(DEN,),
        )
        y = one.says(
            "It came after rockets killed seven in the capital.",
            ("seven", "killed", 7, 7),
            kind="shelling",
            by=OBSERVER,
        )
        found = linked(one)
        assert event(found, x) != event(found, y)

    def test_sources_of_one_page_can_disagree(self) -> None:
        one = page("a")
        x = one.says(
            "A bomb killed 32 people in Port Denza, the Coast Monitor said.",
            ("32", "killed", 32, 32),
            by=OBSERVER,
            kind="bombing",
            at=(DEN,),
        )
        y = one.says("The ministry put the toll at 31.", ("31", "killed", 31, 31), by=MINISTRY)
        found = linked(one)
        assert relations(found) == {("conflicts", x, y)}
        assert "disputed" in flags(found, x) & flags(found, y)
        assert found.links[0].same_origin is Known.NO

    def test_nested_measures_are_bounds_not_conflicts(self) -> None:
        one = page("a")
        x = one.says(
            "Over 100 fighters were killed in clashes.",
            ("Over 100", "killed", 101, None),
            by=OBSERVER,
            kind="clash",
        )
        y = one.says(
            "The ministry said over 200 were killed or injured in the clashes.",
            ("over 200", "killed_or_injured", 201, None),
            by=MINISTRY,
            kind="clash",
        )
        found = linked(one)
        assert relations(found) == {("bounds", x, y)}
        assert found.links[0].rule == "link.bounds.bound.measure"

    def test_a_vague_figure_is_shown_but_never_a_conflict(self) -> None:
        one = page("a")
        x = one.says(
            "The ministry lost 17 men in clashes, it said.",
            ("17", "killed", 17, 17),
            by=MINISTRY,
            kind="clash",
        )
        y = one.says(
            "The Monitor spoke of heavy losses.",
            ("heavy losses", "killed", 1, None, {"unquantified": True}),
            by=OBSERVER,
            kind="clash",
        )
        found = linked(one)
        assert relations(found) == {("not_comparable", x, y)}
        assert "unquantified" in flags(found, y)

    @pytest.mark.parametrize(
        ("printed", "low", "relation"), [("At least 20", 20, "repeats"), ("20", 20, "refines")]
    )
    def test_a_headline_repeats_its_body(self, printed: str, low: int, relation: str) -> None:
        one = page("a")
        high = None if relation == "repeats" else 20
        x = one.says(
            f"{printed} killed in blast",
            (printed, "killed", low, high),
            zone=Zone.HEADLINE,
            kind="bombing",
        )
        y = one.says(
            "At least 20 people died, the Coast Monitor said.",
            ("At least 20", "killed", 20, None),
            by=OBSERVER,
            kind="bombing",
        )
        found = linked(one)
        assert relations(found) == {(relation, x, y)}
        assert found.links[0].same_origin is Known.YES
        roots = {row.claim_id: row.origin for row in found.origins}
        assert roots[x] == roots[y] == OBSERVER

    def test_shares_of_a_total_are_parts(self) -> None:
        one = page("a")
        x = one.says(
            "12 people were killed, including four children.",
            ("12", "killed", 12, 12),
            ("four children", "killed", 4, 4, {"subset_of": 0, "subject": "children"}),
        )
        found = linked(one)
        assert relations(found) == {("part_of", x, x)}
        assert [(r.low, r.high) for r in found.ranges if r.profile == "all"] == [(12, 12)]

    def test_a_total_over_time_is_an_event_of_its_own(self) -> None:
        one = page("a")
        x = one.says(
            "Shells killed 3 in Port Denza.", ("3", "killed", 3, 3), at=(DEN,), kind="shelling"
        )
        y = one.says(
            "The war has killed over 9,000.",
            ("over 9,000", "killed", 9001, None, {"extent": "cumulative"}),
            by=OBSERVER,
        )
        found = linked(one)
        assert event(found, x) != event(found, y)
        assert not relations(found)

    @pytest.mark.parametrize(
        "modality", [Modality.CONDITIONAL, Modality.PLANNED, Modality.QUESTION]
    )
    def test_what_is_not_asserted_never_conflicts(self, modality: Modality) -> None:
        one = page("a")
        one.says("Shells killed 3 in Port Denza.", ("3", "killed", 3, 3), by=OBSERVER, at=(DEN,))
        y = one.says(
            "If shelling goes on, 50 will be killed.",
            ("50", "killed", 50, 50),
            by=MINISTRY,
            modality=modality,
            at=(DEN,),
        )
        found = linked(one)
        assert not relations(found)
        assert event(found, y) is None

    def test_a_readers_figure_stays_a_readers(self) -> None:
        one = page("a")
        x = one.says(
            "Shells killed 3 in Port Denza.", ("3", "killed", 3, 3), by=OBSERVER, at=(DEN,)
        )
        y = one.says(
            "I heard 500 were killed there!", ("500", "killed", 500, 500), zone=Zone.COMMENT
        )
        found = linked(one)
        assert not relations(found)
        assert "reader_comment" in flags(found, y)
        assert "reader_comment" not in flags(found, x)
        assert event(found, y) is None

    def test_those_brought_to_one_hospital_are_a_part(self) -> None:
        one = page("a")
        x = one.says(
            "Rockets killed 3 people in Port Denza, the Monitor said.",
            ("3", "killed", 3, 3),
            by=OBSERVER,
            kind="shelling",
            at=(DEN,),
        )
        y = one.says(
            "A medic said two bodies arrived in the hospital.", ("two", "killed", 2, 2), by=MEDIC
        )
        assert relations(linked(one)) == {("part_of", y, x)}

    @pytest.mark.parametrize(
        ("text", "printed", "low", "high", "more"),
        [
            (
                "Dozens were killed, it said.",
                "Dozens",
                12,
                99,
                {"rule": "interval.vague", "point": None},
            ),
            ("It said two soldiers were among the dead.", "two", 2, 2, {"subject": "soldiers"}),
            ("Videos showed 12 bodies.", "12", 12, 12, {"subject": "bodies"}),
            ("Another 12 people were killed, it said.", "12", 12, 12, {}),
            ("21 others died elsewhere, it said.", "21", 21, 21, {"subject": "others"}),
            ("A driver was killed, it said.", "A", 1, 1, {"subject": "driver"}),
        ],
    )
    def test_what_may_be_a_part_never_conflicts(
        self, text: str, printed: str, low: int, high: int, more: dict[str, object]
    ) -> None:
        one = page("a")
        one.says("A bomb killed 150 people in Port Denza, the Monitor said.",
                 ("150", "killed", 150, 150), by=OBSERVER, kind="bombing", at=(DEN,))  # fmt: skip
        one.says(text, (printed, "killed", low, high, more), by=MINISTRY, kind="bombing")
        found = linked(one)
        assert len(found.events) == 1
        assert "conflicts" not in {row.relation.value for row in found.links}


class TestStances:
    def test_missing_evidence_then_doubt_speak_of_the_same_claim(self) -> None:
        one = page("a")
        x = one.says(
            "Activists claimed a drone killed several officers.",
            ("several", "killed", 3, 9),
            by=MEDIC,
            kind="drone_attack",
        )
        one.says(
            "They provided no video evidence to confirm these claims.",
            stance=Stance.NO_EVIDENCE,
            marks=("evidence", "claims"),
        )
        one.says(
            "However, names of the supposed casualties belong to film stars.",
            stance=Stance.DOUBTS,
            marks=("supposed", "casualties"),
            about="named",
        )
        found = linked(one)
        assert {"no_evidence", "doubted", "unnamed_source", "single_origin"} <= flags(found, x)
        assert {row.relation.value for row in found.links} == {"doubts"}
        assert {row.claim_b for row in found.links} == {x}
        root = next(row for row in found.origins if row.claim_id == x)
        assert root.status is Status.UNVERIFIED

    def test_a_hedged_denial_is_a_denial_and_not_taken_as_truth(self) -> None:
        one = page("a")
        x = one.says(
            "Outlets said that General Orlo was killed.", ("General Orlo", "killed", 1, 1), by=MEDIC
        )
        y = one.says(
            "These reports appeared to be fake.",
            stance=Stance.DENIES,
            marks=("fake", "reports"),
            modality=Modality.HEDGED,
        )
        found = linked(one)
        assert relations(found) == {("denies", y, x)}
        assert "denied" in flags(found, x)
        assert "hedged" in flags(found, y)
        assert event(found, y) == event(found, x)

    def test_a_denial_of_all_claims_about_a_topic_finds_them(self) -> None:
        one = page("a")
        x = one.says(
            "The army liberated two villages.",
            ("two villages", "territory", 2, 2, {"subject": "villages"}),
            kind="territory_change",
        )
        one.says("A storm is expected.")
        y = one.says(
            "all claims about the army advance is propaganda",
            by=OBSERVER,
            stance=Stance.DENIES,
            marks=("propaganda", "claims"),
            about="named",
        )
        assert ("denies", y, x) in relations(linked(one))

    def test_nobody_denies_himself(self) -> None:
        one = page("a")
        one.says("The Monitor said 4 were killed.", ("4", "killed", 4, 4), by=OBSERVER)
        one.says(
            "It denied the reports.", by=OBSERVER, stance=Stance.DENIES, marks=("denied", "reports")
        )
        assert not relations(linked(one))


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
