"""Linking one page: its happenings, and what its sources say against each other."""

from __future__ import annotations

import pytest
from link_pages import event, flags, linked, page, place, relations

from provenance.records import Known, Linking, Modality, Precision, Source, SourceKind, Zone
from tests.sources import source

OBSERVER = source("Coast Monitor")
MINISTRY = source("Ministry of Harbours", SourceKind.STATE)
MEDIC = source("a medical source", SourceKind.HUMANITARIAN, named=False, scope="Daily Tide")
DEN = place("Port Denza", at=(10.0, 10.0))
PROVINCE = place("Lower Marsh", Precision.PROVINCE)


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

    def test_the_day_of_an_arrest_is_not_another_happening(self) -> None:
        one = page("a")
        x = one.says(
            "A man was charged Monday in the shooting of a boy.",
            kind="shooting",
            on="2030-03-04",
            follows=True,
        )
        y = one.says(
            "It happened on Friday in Port Denza.", kind="shooting", on="2030-03-01", at=(DEN,)
        )
        z = one.says("He died on Saturday.", kind="killing", on="2030-03-02", follows=True)
        found = linked(one)
        assert event(found, x) == event(found, y) == event(found, z) is not None

    def test_no_arrest_is_made_before_the_happening(self) -> None:
        one = page("a")
        x = one.says("A shooting shook Port Denza.", kind="shooting", on="2030-03-04", at=(DEN,))
        y = one.says("He was held Friday.", kind="shooting", on="2030-03-01", follows=True)
        found = linked(one)
        assert event(found, x) != event(found, y)

    def test_a_gun_that_went_off_is_an_accident(self) -> None:
        one = page("a")
        x = one.says(
            "A boy has died in a hunting accident.", ("A", "killed", 1, 1), kind="accident"
        )
        y = one.says("He was shot by his brother, the sheriff said.", kind="shooting")
        found = linked(one)
        assert event(found, x) == event(found, y) is not None

    def test_a_headline_and_a_dated_lead_are_one(self) -> None:
        one = page("a")
        x = one.says("Port mourns a teenager", kind="killing", zone=Zone.HEADLINE)
        for line in ("Port Denza", "By J. Roe", "Updated at noon"):
            one.says(line, zone=Zone.DATELINE, modality=Modality.PLANNED)
        y = one.says(
            "A boy was killed on Saturday.", ("A", "killed", 1, 1), kind="killing", on="2030-03-02"
        )
        found = linked(one)
        assert event(found, x) == event(found, y) is not None

    def test_a_recent_day_is_that_of_a_page_that_named_none(self) -> None:
        one = page("a")
        x = one.says("A blast tore through a car.", kind="bombing")
        for line in range(4):
            one.says(f"Neighbours wept, {line} of them loudly.", modality=Modality.PLANNED)
        y = one.says(
            "They heard of the death on Monday.", ("death", "killed", 1, 1), on="2030-03-04"
        )
        z = one.says("In 2028 seven people died.", ("seven", "killed", 7, 7), on="2028-03-04")
        found = linked(one)
        assert event(found, x) == event(found, y) != event(found, z)

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


def brought_up(*told: tuple[str, str, int, str, str, Source | None]) -> tuple[Linking, list[str]]:
    """Link a page that gives no day, of one claim a row; return its claims besides.

    A row has the text, the printed number, its value, the kind, the noun that tells the kind,
    and who says it.
    """
    one = page("a")
    claims = []
    for text, printed, count, kind, noun, by in told:
        figure = (printed, "injured" if "hurt" in text else "killed", count, count)
        claims.append(one.says(text, figure, kind=kind, noun=noun, by=by))
    return linked(one), claims


class TestBroughtUp:
    """Two attacks of a page that gives no day: nouns tell which is spoken of."""

    def test_who_goes_on_with_another_kind_tells_of_another_happening(self) -> None:
        found, (x, y, z) = brought_up(
            ("An air strike on a market killed nine people.", "nine", 9,
             "airstrike", "air strike", OBSERVER),
            ("A car bomb near a gate killed four people.", "four", 4,
             "bombing", "car bomb", OBSERVER),
            ("The strike also hurt twenty.", "twenty", 20, "attack", "strike", None),
        )  # fmt: skip
        assert event(found, x) == event(found, z) != event(found, y)

    def test_another_voice_may_call_the_same_by_another_word(self) -> None:
        found, (x, y) = brought_up(
            ("An air strike on a market killed nine people.", "nine", 9,
             "airstrike", "air strike", OBSERVER),
            ("A bombing of the market killed seven people.", "seven", 7,
             "bombing", "bombing", MINISTRY),
        )  # fmt: skip
        assert event(found, x) == event(found, y) is not None
        assert ("conflicts", x, y) in relations(found)

    def test_another_strike_is_another(self) -> None:
        found, (x, y) = brought_up(
            ("A strike on a school killed seven people.", "seven", 7,
             "airstrike", "strike", OBSERVER),
            ("Another strike on a clinic killed two people.", "two", 2,
             "airstrike", "strike", OBSERVER),
        )  # fmt: skip
        assert event(found, x) != event(found, y)

    def test_the_article_of_a_man_is_not_that_of_a_shooting(self) -> None:
        found, (x, y) = brought_up(
            ("A bombing killed nine people.", "nine", 9, "bombing", "bombing", None),
            ("A man was shot as he fled and two fell.", "two", 2, "airstrike", "shot", None),
        )
        assert event(found, x) == event(found, y) is not None
