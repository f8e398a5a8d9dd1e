"""Speech: quotations that go on, speakers inside what others say, who is told."""

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


def test_a_participle_goes_on_with_the_same_speaker(parser: Parser, packs: Packs) -> None:
    text = "The Lake Monitor said 12 people were hurt, adding that two houses had burned."
    page, found = statements(text, parser, packs)
    assert [content(page, s) for s in found] == [
        "12 people were hurt",
        "that two houses had burned",
    ]
    assert {s.source.text for s in found if s.source} == {"The Lake Monitor"}


def test_and_goes_on_with_the_same_speaker(parser: Parser, packs: Packs) -> None:
    text = "The mayor said two roads were shut and added that the ferry was late."
    page, found = statements(text, parser, packs)
    assert [content(page, s) for s in found] == [
        "two roads were shut",
        "that the ferry was late",
    ]
    assert {s.source.text for s in found if s.source} == {"The mayor"}


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


def test_a_speaker_inside_what_another_says_keeps_both(parser: Parser, packs: Packs) -> None:
    text = "The Harbour Post reported that police said 12 people were hurt."
    page, found = statements(text, parser, packs)
    by_source = {s.source.text: content(page, s) for s in found if s.source}
    assert by_source["police"] == "12 people were hurt"
    assert by_source["The Harbour Post"].startswith("that police said")
    inner = next(s for s in found if s.source and s.source.text == "police")
    assert [m.text for m in inner.via] == ["The Harbour Post"]


def test_who_is_told_is_on_the_way_to_the_page(parser: Parser, packs: Packs) -> None:
    _, found = statements("A commander told Reuters that the road was shut.", parser, packs)
    assert [m.source.name for m in found[0].via] == ["Reuters"]
    assert found[0].cue is not None
    assert found[0].cue.text == "told Reuters"


def test_who_is_quoted_as_saying_speaks_through_the_quoter(parser: Parser, packs: Packs) -> None:
    _, found = statements(
        "Reuters quoted a commander as saying that the road was shut.", parser, packs
    )
    assert [(s.source.text, [m.text for m in s.via]) for s in found if s.source] == [
        ("a commander", ["Reuters"])
    ]


def test_a_joint_source_vouches_once(parser: Parser, packs: Packs) -> None:
    _, found = statements(
        "A medical source and two witnesses said 12 people were hurt.", parser, packs
    )
    assert len(found) == 1
    assert [m.text for m in found[0].sources] == ["A medical source", "two witnesses"]
