"""What a speaker leaves open is vouched for by nobody; on invented sentences."""

from __future__ import annotations

import pytest

from provenance.extract.claims import find_claims
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.records import Modality, Polarity
from tests.extract.pages import page_of

Read = list[tuple[str, str, str]]


def told(text: str, parser: Parser, packs: Packs) -> Read:
    """Return polarity, modality and content of each claim that holds a figure."""
    page = page_of(text, parser, packs)
    return [
        (claim.polarity.value, claim.modality.value, claim.text)
        for claim in find_claims(page, packs)
        if claim.figures
    ]


OPEN = [
    "Reuters could not immediately verify the report that 12 people were killed.",
    "The army did not confirm that 12 people had been killed.",
    "The ministry declined to confirm the report that 12 people were killed.",
    "The agency was unable to verify claims that 12 people had died.",
    "The monitor has not been able to confirm the death of 12 people.",
    "The council said it could not verify the claim that 12 people had died.",
    "The ministry neither confirmed nor denied that 12 people had died.",
    "The ministry did not deny that 12 people had died.",
    "The ministry refused to comment on reports that 12 people had died.",
    "The photo does not show 12 bodies.",
    "It was not possible to verify that 12 people had died.",
]
TOLD = [
    "The army confirmed 12 deaths and declined to comment further.",
    "The army said 12 people had died, but did not say when.",
    "The monitor, which has not verified the footage, said 12 people had died.",
    "The army killed 12 rebels but could not confirm whether their leader was among them.",
    "Doctors confirmed that 12 had died but could not say how many were fighters.",
]


@pytest.mark.parametrize("text", OPEN)
def test_nobody_vouches_for_what_is_left_open(text: str, parser: Parser, packs: Packs) -> None:
    ((polarity, modality, _),) = told(text, parser, packs)
    assert (polarity, modality) == (Polarity.AFFIRMED.value, Modality.QUESTION.value)


@pytest.mark.parametrize("text", TOLD)
def test_what_else_is_said_stands(text: str, parser: Parser, packs: Packs) -> None:
    ((polarity, modality, _),) = told(text, parser, packs)
    assert (polarity, modality) == (Polarity.AFFIRMED.value, Modality.ASSERTED.value)


def test_what_is_left_open_may_be_negated(parser: Parser, packs: Packs) -> None:
    ((polarity, modality, _),) = told("He did not say that nobody had died.", parser, packs)
    assert (polarity, modality) == (Polarity.NEGATED.value, Modality.QUESTION.value)
