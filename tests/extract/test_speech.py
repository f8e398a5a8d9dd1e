"""Speech: quotations that go on, and how much of a content is quoted."""

from __future__ import annotations

import pytest

from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.records import Style
from tests.extract.pages import content, statements


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("“The bridge is gone,” Ana Lind said.", Style.DIRECT),
        ("Ana Lind said the bridge was “gone for good”.", Style.MIXED),
        ("Ana Lind said the bridge was gone.", Style.INDIRECT),
    ],
)
def test_style_is_the_share_of_quotation(
    text: str, style: Style, parser: Parser, packs: Packs
) -> None:
    _, found = statements(text, parser, packs)
    assert [s.style for s in found] == [style]


def test_a_quotation_goes_on_over_sentences(parser: Parser, packs: Packs) -> None:
    text = "“The bridge is gone,” Ana Lind said. “We will build it again. It takes a year.”"
    page, found = statements(text, parser, packs)
    assert len(found) == 1
    assert [page.sentences[p.ordinal].start == 0 for p in found[0].parts] == [True, False, False]
    assert content(page, found[0]).endswith("“We will build it again. / It takes a year.”")


def test_a_quotation_goes_on_over_paragraphs(parser: Parser, packs: Packs) -> None:
    text = (
        "“The bridge is gone,” Ana Lind said. “We will build it again.\n\n"
        "“It takes a year.”\n\nRain fell on the town."
    )
    page, found = statements(text, parser, packs)
    assert len(found) == 1
    assert content(page, found[0]).endswith("“It takes a year.”")


def test_sentences_before_the_cue_belong_to_the_same_quotation(
    parser: Parser, packs: Packs
) -> None:
    text = "Rain fell.\n\n“The bridge is gone. It was old. We had warned them,” Ana Lind said."
    page, found = statements(text, parser, packs)
    assert len(found) == 1
    assert content(page, found[0]).startswith("“The bridge is gone.")
    assert len(found[0].parts) == 3


def test_a_lost_closing_mark_does_not_swallow_the_page(parser: Parser, packs: Packs) -> None:
    text = (
        "Ana Lind said “the bridge is gone. Rain fell all day. The mayor said two roads were shut."
    )
    page, found = statements(text, parser, packs)
    assert [s.source.text for s in found if s.source] == ["Ana Lind", "The mayor"]
    assert "Rain" not in " ".join(content(page, s) for s in found)


def test_what_is_asked_in_a_transcript_is_told_by_whom_it_names(
    parser: Parser, packs: Packs
) -> None:
    text = (
        "QUESTION: The rebels say that they killed nine men.\n\n"
        "LINDGREN: That figure is wrong.\n\n"
        "QUESTION: How many died?\n\nLINDGREN: Three.\n"
    )
    _, found = statements(text, parser, packs)
    assert [s.source.text for s in found if s.source] == ["The rebels", "LINDGREN", "LINDGREN"]


def test_a_label_that_comes_back_speaks_nothing(parser: Parser, packs: Packs) -> None:
    text = "UPDATE: Two men died.\n\nThe road was shut.\n\n" * 3
    _, found = statements(text, parser, packs)
    assert [s for s in found if s.source] == []


def test_a_transcript_gives_each_turn_to_its_speaker(parser: Parser, packs: Packs) -> None:
    text = (
        "The council met on Monday.\n\n"
        "SMITH: Why is the road shut? We were promised a bridge.\n\n"
        "LINDGREN: It will be open in May. That is what the plan says.\n\n"
        "SMITH: I hope so.\n\nLINDGREN: So do I.\n"
    )
    page, found = statements(text, parser, packs)
    turns = [s for s in found if s.rule == "cue.turn"]
    assert [s.source.text for s in turns if s.source] == ["SMITH", "LINDGREN"] * 2
    assert found == turns
    assert content(page, turns[0]).endswith("We were promised a bridge.")
