"""Modality: sentence -> polarity, modality, the word that shows it; on invented texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.extract.modality import Modal, read_modality
from provenance.extract.page import Page
from provenance.packs import Packs
from provenance.records import Modality, Span

MakePage = Callable[..., Page]
FindSpan = Callable[..., tuple[Span, ...]]


@pytest.fixture
def read(make_page: MakePage, find_span: FindSpan, packs: Packs) -> Callable[..., Modal]:
    """Read the modality of a sentence, or of the content ``part`` inside it."""

    def run(text: str, part: str | None = None) -> Modal:
        page = make_page(text)
        return read_modality(page, 0, find_span(page, 0, part), packs)

    return run


@pytest.mark.parametrize(
    ("text", "modality", "rule"),
    [
        ("The raid killed six farmers.", "asserted", None),
        ("A baker was reportedly killed in the raid.", "hedged", "hedge.adverb"),
        ("The stories appeared to be fake.", "hedged", "hedge.appearance"),
        ("The depot is believed to have been hit by a drone.", "hedged", "hedge.passive"),
        ("It is feared that dozens died.", "hedged", "hedge.passive"),
        ("Six people may have died.", "hedged", "hedge.modal"),
        ("The toll could be higher.", "hedged", "hedge.modal"),
        ("The blast could be heard across the town.", "asserted", None),
        ("The claim could not be checked.", "asserted", None),
        ("More than 500 raids since 21 May have killed hundreds.", "asserted", None),
        ("The convoy will leave on Friday.", "planned", "plan.modal"),
        ("The army aims to retake the town.", "planned", "plan.intention"),
        ("The talks are expected to begin soon.", "planned", "plan.prospect"),
        ("The toll is likely to rise.", "planned", "plan.prospect"),
        ("If the truce fails, the army will attack the town.", "conditional", "condition.clause"),
        ("Who shelled the market?", "question", "question.mark"),
        ("The rebels shot down a jet, but this appeared to be not enough.", "asserted", None),
        ("The dam was hit even if nobody saw it.", "asserted", None),
    ],
)
def test_modality(read: Callable[..., Modal], text: str, modality: str, rule: str | None) -> None:
    found = read(text)
    assert found.modality == modality
    rules = [e.rule for e in found.evidence if e.field == "modality"]
    assert rules == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("No civilians were hurt.", "negated"),
        ("Nobody was hurt.", "negated"),
        ("The army did not enter the town.", "negated"),
        ("The army didn’t enter the town.", "negated"),
        ("The raid killed no civilians.", "negated"),
        ("Neither of the two drivers survived.", "affirmed"),
        ("Nine people failed to survive the cold.", "affirmed"),
        ("The rebels failed to take the hill.", "negated"),
        ("No fewer than 12 people died.", "affirmed"),
        ("The raid killed 12 people who did not leave.", "affirmed"),
        ("The army took the hill without losses.", "affirmed"),
        ("No evidence was offered.", "affirmed"),
        ("Not only the school but also the clinic was hit.", "affirmed"),
    ],
)
def test_polarity(read: Callable[..., Modal], text: str, polarity: str) -> None:
    assert read(text).polarity == polarity


def test_denied_content_is_negated_and_a_denied_denial_is_not(
    read: Callable[..., Modal],
) -> None:
    content = "its jets bombed the market"
    assert read(f"The ministry denied that {content}.", content).polarity == "negated"
    assert read(f"The ministry did not deny that {content}.", content).polarity == "affirmed"


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The ministry denied reports that 40 people had died.", "negated"),
        ("The ministry confirmed reports that 40 people had died.", "affirmed"),
    ],
)
def test_who_denies_reports_says_that_it_is_not_so(
    make_page: MakePage, find_span: FindSpan, packs: Packs, text: str, polarity: str
) -> None:
    page = make_page(text)
    content = find_span(page, 0, "that 40 people had died")
    verb = find_span(page, 0, text.split()[2])
    told = read_modality(page, 0, content, packs, verb)
    assert told.polarity == polarity
    rules = [evidence.rule for evidence in told.evidence]
    assert ("negation.denied_report" in rules) is (polarity == "negated")
    assert read_modality(page, 0, content, packs).polarity == "affirmed", "the reports say so"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A suspected Norland air raid killed 17 people.", "suspected"),
        ("Seventeen people were killed, allegedly by Norland jets.", "allegedly"),
        ("The raid killed nine men believed to be smugglers.", "believed"),
    ],
)
def test_hedge_on_who_did_it_does_not_hedge_the_toll(
    make_page: MakePage, find_span: FindSpan, packs: Packs, text: str, word: str
) -> None:
    page = make_page("A lead.", text)
    found = read_modality(page, 1, find_span(page, 1), packs)
    assert found.modality == "asserted"
    kept = [page.slice(e.spans[0]) for e in found.evidence if e.field == "hedge_who"]
    assert kept == [word]


def test_unconfirmed_reports_hedge_the_content_that_hangs_on_them(
    read: Callable[..., Modal],
) -> None:
    content = "six men died"
    assert read(f"According to unconfirmed reports, {content}.", content).modality == "hedged"
    assert read(f"According to the reports, {content}.", content).modality == "asserted"


def test_promise_of_a_source_is_a_plan(read: Callable[..., Modal]) -> None:
    found = read("The group vowed to retake the hill.", "to retake the hill")
    assert found.modality == "planned"


def test_without_parse_nothing_is_claimed(
    make_page: MakePage, find_span: FindSpan, packs: Packs
) -> None:
    page = make_page("It may rain.", parsed=False)
    assert read_modality(page, 0, find_span(page), packs).evidence == ()


WORDS = "it may not rain if nobody said will denied reports that allegedly was hurt ? , to be"
TEXTS = st.text(min_size=1, max_size=60) | st.lists(
    st.sampled_from(WORDS.split()), min_size=1, max_size=12
).map(" ".join)


@settings(max_examples=50, deadline=None)
@given(text=TEXTS, start=st.integers(0, 60), width=st.integers(0, 60))
def test_any_text_and_any_span_is_read(
    make_page: MakePage, packs: Packs, text: str, start: int, width: int
) -> None:
    page = make_page(text)
    found = read_modality(page, 0, ((start, start + width),), packs)
    for item in found.evidence:
        assert item.spans
        assert all(0 <= s < e <= len(text) for s, e in item.spans)
    told = {item.field for item in found.evidence}
    assert ("modality" in told) is (found.modality is not Modality.ASSERTED)
