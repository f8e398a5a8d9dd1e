"""Nesting: the same speaker's next word, speakers inside what others say, who is told."""

from __future__ import annotations

import pytest

from provenance.extract.parser import Parser
from provenance.packs import Packs
from tests.extract.pages import content, statements, told


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        pytest.param(
            "The Lake Monitor said 12 people were hurt, adding that two houses had burned.",
            "The Lake Monitor",
            ["12 people were hurt", "that two houses had burned"],
            id="a participle",
        ),
        pytest.param(
            "The mayor said two roads were shut and added that the ferry was late.",
            "The mayor",
            ["two roads were shut", "that the ferry was late"],
            id="and",
        ),
    ],
)
def test_the_same_speaker_goes_on(
    text: str, source: str, said: list[str], parser: Parser, packs: Packs
) -> None:
    found = told(text, parser, packs)
    assert [content for _, _, content in found] == said
    assert {who for who, _, _ in found} == {source}


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


def test_both_is_no_part_of_a_joint_source(parser: Parser, packs: Packs) -> None:
    _, found = statements("Both the army and the union said 12 people were hurt.", parser, packs)
    assert [m.text for m in found[0].sources] == ["the army", "the union"]
