"""Lists: what the line above them says of their items; on invented texts."""

from __future__ import annotations

import pytest

from provenance.extract.extractor import Extractor
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.read import read_text
from provenance.records import Claim

OPENING = "The Harrow Network for Prisoners documented the following in July:"


@pytest.fixture(scope="module")
def extractor(packs: Packs, parser: Parser) -> Extractor:
    return Extractor(packs, parser)


def claims(extractor: Extractor, text: str) -> dict[str, Claim]:
    """Return the claims with figures by their text."""
    reading = read_text(text, extractor.packs, published="2031-08-05")
    return {claim.text: claim for claim in extractor.extract(reading).claims if claim.figures}


def source(claim: Claim) -> str | None:
    attribution = claim.attribution
    return attribution.source.text if attribution and attribution.source else None


@pytest.mark.parametrize("marker", ["- ", "• ", "1. ", "(2) ", "* "])
def test_items_are_of_who_opens_the_list_and_of_its_time(extractor: Extractor, marker: str) -> None:
    text = (
        f"{OPENING}\n{marker}41 people arrested, among them 5 women\n{marker}12 deaths in custody"
    )
    found = claims(extractor, text)
    assert set(found) == {"41 people arrested, among them 5 women", "12 deaths in custody"}
    for claim in found.values():
        assert source(claim) == "The Harrow Network for Prisoners"
        assert claim.when is not None
        assert claim.when.edtf == "2031-07"
        for figure in claim.figures:
            assert figure.extent == "period"
            assert "extent.listed" in [evidence.rule for evidence in figure.evidence]


def test_lines_may_end_as_on_any_machine(extractor: Extractor) -> None:
    found = claims(extractor, f"{OPENING}\r\n- 12 deaths in custody\r\n- two guards were hurt")
    assert [source(claim) for claim in found.values()] == ["The Harrow Network for Prisoners"] * 2


def test_a_list_ends_where_its_marks_end(extractor: Extractor) -> None:
    text = f"{OPENING}\n- 12 deaths in custody\nTwo guards were killed on Monday."
    found = claims(extractor, text)
    assert source(found["Two guards were killed on Monday."]) is None
    assert found["Two guards were killed on Monday."].figures[0].extent == "incident"


def test_an_item_with_a_speaker_keeps_him(extractor: Extractor) -> None:
    text = f"{OPENING}\n- 12 deaths in custody\n- three deaths on the road, the mayor said"
    found = claims(extractor, text)
    assert source(found["three deaths on the road"]) == "the mayor"


def test_a_line_without_speaker_or_time_says_nothing_of_its_items(extractor: Extractor) -> None:
    found = claims(extractor, "Losses were heavy:\n- 12 farmers were killed")
    (claim,) = found.values()
    assert source(claim) is None
    assert claim.figures[0].extent == "incident"


def test_a_colon_without_items_opens_nothing(extractor: Extractor) -> None:
    found = claims(extractor, f"{OPENING}\nTwo guards were killed.")
    (claim,) = found.values()
    assert source(claim) is None
