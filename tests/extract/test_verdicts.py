"""Verdicts: who calls a report false says that what it reports is not so; on invented texts."""

from __future__ import annotations

import pytest

from provenance.extract.extractor import Extractor
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.read import read_text
from provenance.records import Claim


@pytest.fixture(scope="module")
def extractor(packs: Packs, parser: Parser) -> Extractor:
    return Extractor(packs, parser)


def counting(extractor: Extractor, text: str) -> Claim:
    """Return the one claim of a sentence that holds its figure."""
    claims = extractor.extract(read_text(text, extractor.packs)).claims
    (claim,) = (claim for claim in claims if claim.figures)
    return claim


@pytest.mark.parametrize(
    "text",
    [
        # a verb of denial, with or without a word of falsity
        "The militia dismissed the council's report that twelve people were killed.",
        "The militia dismissed as false the council's report that twelve people were killed.",
        "The militia dismissed the council's report that twelve people were killed as false.",
        "The militia dismissed the council's claim to have killed 60 of its fighters.",
        "The militia dismissed claims of 14 dead as fabrications.",
        "The company brushed off reports that nine miners had died.",
        "The governor waved away the claim that nine people were shot dead in Oru.",
        "The mayor shot down reports that twelve people were killed.",
        "The general scoffed at reports that 200 of his men had been killed.",
        "The navy has debunked the claim that twelve sailors were killed.",
        # a verb of calling with a word of falsity, wherever the parse hangs it
        "The guild called the report that 14 miners were killed fabricated.",
        'The guild called the report that 14 miners were killed "a complete fabrication".',
        "The ministry described the report that 14 miners were killed as untrue.",
        "The ministry described as untrue the report that 14 miners were killed.",
        "The ministry called the claim that 20 soldiers had surrendered a lie.",
        "The ministry labelled the allegation that its troops killed 14 farmers a fabrication.",
        "The ministry called reports of 14 deaths baseless.",
        # falsity said of the report
        "The report that 14 miners were killed was false, the ministry said.",
        "Reports that 14 miners were killed are not true, the ministry said.",
        "The ministry said it was untrue that 14 miners were killed.",
        "The ministry called it a lie that 14 miners were killed.",
    ],
)
def test_a_report_called_false_is_negated(extractor: Extractor, text: str) -> None:
    claim = counting(extractor, text)
    assert claim.polarity == "negated"
    assert claim.attribution is not None


@pytest.mark.parametrize(
    "text",
    [
        # twice negated
        "The police dismissed as false the claim that no one died.",
        "The claim that no one died was false, the police said.",
        "The ministry did not dismiss the report that five prisoners were killed.",
        "The ministry never called the report that 14 miners were killed false.",
        "The report that 14 miners were killed was not false, the ministry said.",
        # no report is called so, or it is called something else
        "The army dismissed the officer who reported that five prisoners were killed.",
        "The mayor called the report that 14 miners were killed shocking.",
        "The mayor described the report that 14 miners were killed as credible.",
        "The mayor called the killing of twelve people wrong.",
        "The general waved at reporters who said that twelve people were killed.",
        "The minister described the report as wrong and said twelve people were killed.",
    ],
)
def test_what_is_not_called_false_is_affirmed(extractor: Extractor, text: str) -> None:
    assert counting(extractor, text).polarity == "affirmed"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The company brushed off reports that nine miners had died.", "stance.denial.named"),
        (
            "The ministry described as untrue the report that 14 miners were killed.",
            "stance.false_report.named",
        ),
    ],
)
def test_who_denies_a_report_is_the_one_who_speaks_of_it(
    extractor: Extractor, text: str, rule: str
) -> None:
    (claim,) = extractor.extract(read_text(text, extractor.packs)).claims
    assert claim.stance == "denies"
    assert rule in [evidence.rule for evidence in claim.evidence]


def test_what_is_told_beside_a_denial_is_not_denied(extractor: Extractor) -> None:
    text = "The army shot down two drones and dismissed reports that 12 farmers were killed."
    downed, killed = extractor.extract(read_text(text, extractor.packs)).claims
    assert (downed.stance, downed.polarity) == (None, "affirmed")
    assert (killed.stance, killed.polarity) == ("denies", "negated")


def test_a_report_called_false_is_not_reported_besides(extractor: Extractor) -> None:
    text = "The ministry called the claim that 20 soldiers had surrendered a lie."
    (claim,) = extractor.extract(read_text(text, extractor.packs)).claims
    assert claim.text == "the claim that 20 soldiers had surrendered a lie"
