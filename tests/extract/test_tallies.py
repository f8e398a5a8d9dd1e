"""Tallies: sentences behind a count over a time; on invented texts."""

from __future__ import annotations

import pytest

from provenance.extract.figures import find_figures
from provenance.extract.parser import Parser
from provenance.packs import Packs
from tests.extract.pages import page_of

TALLY = "In March the Boat Guild registered 19 raids."


@pytest.mark.parametrize(
    ("behind", "extents"),
    [
        ("Four sailors were injured and two were killed.", ["period", "period"]),
        ("Of those killed, 23 were children.", ["period"]),
        ("Killed: 18.", ["period"]),
        # a time, or one happening, of its own
        ("On Monday two sailors were killed.", ["incident"]),
        ("In May two sailors were killed.", ["incident"]),
        ("Two sailors were killed last night.", ["incident"]),
        ("Two sailors were killed in an attack on the pier.", ["incident"]),
    ],
)
def test_a_tally_goes_on(parser: Parser, packs: Packs, behind: str, extents: list[str]) -> None:
    page = page_of(f"{TALLY} {behind}", parser, packs)
    figures = find_figures(page, packs)[1]
    assert [figure.extent.value for figure in figures] == extents
    rules = {e.rule for figure in figures for e in figure.evidence if e.field == "extent"}
    assert ("extent.tally" in rules) is ("period" in extents)
    for figure in figures:
        for shown in figure.evidence:
            if shown.rule == "extent.tally":
                assert [page.slice(span) for span in shown.spans] == ["In March"]


@pytest.mark.parametrize(
    "text",
    [
        f"{TALLY}\n\nTwo sailors were killed.",
        "In March the Boat Guild was founded. Two sailors were killed.",
        "The Boat Guild registered two raids. Two sailors were killed.",
        f"{TALLY} On Monday the sea was calm. Two sailors were killed.",
    ],
)
def test_what_is_no_tally_or_stands_apart_gives_nothing(
    parser: Parser, packs: Packs, text: str
) -> None:
    page = page_of(text, parser, packs)
    found = find_figures(page, packs)
    (figure,) = found[max(found)]
    assert figure.extent == "incident"
