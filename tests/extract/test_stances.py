"""Stances: sentence -> what it says of other claims, and of which; on invented texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.extract.kinds import might_speak
from provenance.extract.page import Page
from provenance.extract.stances import StanceFound, find_stance
from provenance.packs import Packs
from provenance.records import Span

MakePage = Callable[..., Page]
FindSpan = Callable[..., tuple[Span, ...]]


Read = Callable[..., StanceFound | None]


@pytest.fixture
def read(make_page: MakePage, find_span: FindSpan, packs: Packs) -> Read:
    """Read the stance of a sentence, or of the content ``part`` inside it."""

    def run(text: str, part: str | None = None) -> StanceFound | None:
        page = make_page(text)
        return find_stance(page, 0, find_span(page, 0, part), packs)

    return run


@pytest.mark.parametrize(
    ("text", "stance", "about"),
    [
        # false
        ("These rumours seemed to be fabricated.", "denies", "previous"),
        ("The report turned out to be false.", "denies", "previous"),
        ("All reports about the lost town are simply enemy propaganda.", "denies", "named"),
        ("The footage is fake.", "denies", "previous"),
        ("The allegations are not true.", "denies", "previous"),
        ("That is a lie.", "denies", "previous"),
        ("The mayor called the story baseless.", "denies", "previous"),
        ("The account may be false.", "doubts", "previous"),
        # denied
        ("Norland denied responsibility for the raid.", "denies", "named"),
        ("The ministry rejected the accusation.", "denies", "previous"),
        ("The governor dismissed the reports of shelling.", "denies", "named"),
        ("The group denied shelling the market.", "denies", "named"),
        # no evidence
        (
            "The mayor offered no pictures to prove these claims.",
            "no_evidence",
            "previous",
        ),
        ("No evidence was presented.", "no_evidence", "previous"),
        (
            "No video proof to support this claim was released.",
            "no_evidence",
            "previous",
        ),
        ("Yet no verified reports about it are available.", "no_evidence", "named"),
        ("The ministry did not provide any evidence.", "no_evidence", "previous"),
        ("The claim was made without evidence.", "no_evidence", "previous"),
        ("The toll could not be independently verified.", "no_evidence", "previous"),
        ("The agency was unable to confirm the report.", "no_evidence", "previous"),
        ("The report remains unconfirmed.", "no_evidence", "previous"),
        # doubt
        ("However, the supposed victims were seen alive.", "doubts", "previous"),
        ("Analysts cast doubt on the claim.", "doubts", "previous"),
        ("Residents questioned the official figures.", "doubts", "previous"),
        # taken back
        ("The agency retracted the report.", "retracts", "previous"),
        ("The ministry withdrew its statement that a bridge was hit.", "retracts", "named"),
        ("The agency took back its report of a second raid.", "retracts", "named"),
        ("Officials spoke of a claim dismissed as propaganda by the army.", "denies", "named"),
        ("The paper later corrected its toll.", "corrects", "previous"),
    ],
)
def test_stance(read: Read, packs: Packs, text: str, stance: str, about: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.stance, found.about) == (stance, about)
    assert found.evidence.rule.endswith(f".{about}")
    assert might_speak(text, packs)


@pytest.mark.parametrize(
    "text",
    [
        "The army reported six deaths.",
        "The report is true.",
        "The report is not false.",
        "The convoy was denied passage.",
        "They denied her a visa.",
        "The group withdrew its troops.",
        "The envoy took the report to the council.",
        "The men took back the hill.",
        "There were no reports of casualties.",
        "The so-called Free Army took a hill.",
        "That is wrong.",
        "The raid was a mistake.",
        "The doctor corrected her dose.",
        "Footage showed the ruins.",
        "The ministry confirmed the report.",
    ],
)
def test_no_stance(read: Read, text: str) -> None:
    assert read(text) is None


def test_the_verb_outside_the_content_denies_it(
    read: Read,
) -> None:
    found = read("Norland denied responsibility.", "responsibility")
    assert found is not None
    assert found.stance == "denies"


@pytest.mark.parametrize(
    ("text", "part", "stance"),
    [
        ("The raid hurt 12 people, a claim the army denied.", "a claim", "denies"),
        ("The raid hurt 12 people, a claim disputed by the army.", "a claim", "denies"),
        ("The raid hurt 12 people, a statement some doctors questioned.", "a statement", "doubts"),
        ("The government disputed this number.", "this number", "denies"),
    ],
)
def test_a_clause_judges_what_stands_before_it(
    read: Read, text: str, part: str, stance: str
) -> None:
    found = read(text, part)
    assert found is not None
    assert found.stance.value == stance


def test_content_that_only_points_is_judged_by_the_words_around(read: Read) -> None:
    found = read("The rebels offered no evidence to confirm these claims.", "these claims")
    assert found is not None
    assert (found.stance, found.about) == ("no_evidence", "previous")


def test_evidence_names_trigger_and_carrier(
    make_page: MakePage, find_span: FindSpan, packs: Packs
) -> None:
    page = make_page("A lead.", "These stories are fake.")
    found = find_stance(page, 1, find_span(page, 1), packs)
    assert found is not None
    assert [page.slice(span) for span in found.evidence.spans] == ["fake", "stories"]


def test_what_is_dismissed_as_false_stands_behind_the_word(read: Read) -> None:
    content = "a report by the monitor that 30 fighters had been killed"
    found = read(f"The rebels dismissed as false {content}.", content)
    assert found is not None
    assert (found.stance, found.about) == ("denies", "named")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The union corrected its toll, saying that 17 had died.", "corrects"),
        ("The union corrected the toll to 12, saying that 17 had died.", None),
        ("The union welcomed its guests, saying that 17 had died.", None),
        ("The union rejected the toll, saying that 17 had died.", None),
    ],
)
def test_who_corrects_a_toll_says_the_right_one_beside_it(
    make_page: MakePage, find_span: FindSpan, packs: Packs, text: str, stance: str | None
) -> None:
    page = make_page(text)
    said, cue = find_span(page, 0, "that 17 had died"), find_span(page, 0, "saying")
    found = find_stance(page, 0, said, packs, cue)
    assert (found.stance.value if found else None) == stance
