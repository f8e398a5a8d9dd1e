"""Denials, doubts and missing evidence find the claim that they speak of."""

from __future__ import annotations

import pytest
from link_pages import PageBuilder, event, flags, linked, page, relations

from provenance.records import (
    Modality,
    SourceKind,
    Stance,
    Status,
)
from tests.sources import source

OBSERVER = source("Coast Monitor")
MEDIC = source("a medical source", SourceKind.HUMANITARIAN, named=False, scope="Daily Tide")


def officers_killed() -> tuple[PageBuilder, str]:
    """Return a page and its one claim, which a source without a name makes."""
    one = page("a")
    claimed = one.says(
        "Activists claimed a drone killed several officers.",
        ("several", "killed", 3, 9),
        by=MEDIC,
        kind="drone_attack",
    )
    return one, claimed


class TestStances:
    def test_missing_evidence_then_doubt_speak_of_the_same_claim(self) -> None:
        one, x = officers_killed()
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

    @pytest.mark.parametrize(
        ("text", "doubted"),
        [
            ("They found no evidence of military use.", False),
            ("They found no evidence of dead officers.", True),
        ],
    )
    def test_evidence_may_be_missing_for_something_else(self, text: str, doubted: bool) -> None:
        one, x = officers_killed()
        one.says(text, stance=Stance.NO_EVIDENCE, marks=("no", "evidence"), about="named")
        assert ("doubted" in flags(linked(one), x) or "no_evidence" in flags(linked(one), x)) is (
            doubted
        )

    def test_a_number_without_evidence_is_put_against_none(self) -> None:
        one, two = page("a"), page("b")
        one.says("The monitor said 60 clerks died.", ("60", "killed", 60, 60), by=OBSERVER,
            on="2030-03-04", at=("Lower Marsh",))  # fmt: skip
        two.says("There is no evidence that 90 clerks died.", ("90", "killed", 90, 90), by=MEDIC,
            on="2030-03-04", at=("Lower Marsh",), stance=Stance.NO_EVIDENCE,
            marks=("no", "evidence"), about="named")  # fmt: skip
        assert "conflicts" not in {row.relation.value for row in linked(one, two).links}

    def test_who_denies_responsibility_speaks_of_the_deed(self) -> None:
        one = page("a")
        x = one.says("A drone hit the yard of the mill.", by=OBSERVER, kind="drone_attack")
        one.says("The toll has reached 43.", ("43", "killed", 43, 43), by=MEDIC)
        y = one.says(
            "The militia denied responsibility.",
            by=source("the militia"),
            stance=Stance.DENIES,
            marks=("denied", "responsibility"),
            how="deed",
        )
        assert relations(linked(one)) == {("denies", y, x)}

    def test_what_a_sentence_takes_back_is_what_it_said_before(self) -> None:
        one = page("a")
        one.says("Medics counted 43 dead in the yard.", ("43", "killed", 43, 43), by=MEDIC)
        y = one.says(
            "The monitor said 60 people had died, but withdrew the statement.",
            stance=Stance.RETRACTS,
            marks=("withdrew", "statement"),
        )
        z = one.says(
            "60 people had died", ("60", "killed", 60, 60), by=OBSERVER, same_sentence=True
        )
        assert ("retracts", y, z) in relations(linked(one))
        assert "retracted" in flags(linked(one), z)

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

    def test_a_long_denial_is_told_in_whole_words_and_ends_with_a_mark(self) -> None:
        one = page("a")
        x = one.says("Outlets said that 9 died.", ("9", "killed", 9, 9), by=MEDIC)
        words = f"These reports are fake, {'very ' * 40}much so."
        one.says(words, stance=Stance.DENIES, marks=("fake", "reports"))
        (reason,) = [
            flag.reason
            for flag in linked(one).flags
            if flag.claim_id == x and flag.code == "denied"
        ]
        assert reason.startswith("sentence 2: These reports are fake, very very")
        assert reason.endswith("very …")

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
