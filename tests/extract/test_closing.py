"""Closings: who says it on pages that print no commas."""

from __future__ import annotations

import pytest

from provenance.extract.parser import Parser
from provenance.packs import Packs
from tests.extract.pages import content, statements

QUIET = (
    "\n\nThe town lies on a road that leads to the coast. It was quiet there in the winter before "
    "the fighting began and people came to the market from the hills. The harbour was built by "
    "fishermen and the ferry went to the islands twice a day. Nobody knows who closed the road "
    "and when it will open again."
)

NO_COMMAS = [
    (
        "Shells hit the market an organisation monitoring the war said on Friday.",
        "an organisation monitoring the war",
    ),
    (
        "Shells hit the road about 30 miles north of Dunmore witnesses said.",
        "witnesses",
    ),
    (
        "Shells hit displaced people in the east on Friday the Syrian Observatory for Human "
        "Rights (SOHR) said.",
        "the Syrian Observatory for Human Rights (SOHR)",
    ),
    ("The army killed a confirmed 33 fighters on Sunday.", None),
    (
        "Those hurt included women and children said local sources speaking quietly.",
        "local sources",
    ),
    ("According to the bulletin Hezbollah has left the town and the road is open.", "the bulletin"),
    (
        "The Islamic State (IS) militant group said in a statement that one of its men had fired.",
        "The Islamic State (IS) militant group",
    ),
    (
        "Some 120 people were hurt over the past 24 hours the defence ministry in Dunmore said.",
        "the defence ministry in Dunmore",
    ),
    (
        "At least 23 people have been hurt in the Lakeside province says a Dunmore-based "
        "monitoring group.",
        "a Dunmore-based monitoring group",
    ),
    (
        "Seven people died in the town a monitoring group said as rebels left the hill.",
        "a monitoring group",
    ),
    (
        "At least 39 people were hurt in Dunmore a doctor said and fires went on in the hills.",
        "a doctor",
    ),
    (
        "According to the Lebanese group Hezbollah more than 30 people were hurt.",
        "the Lebanese group Hezbollah",
    ),
    (
        "According to the Observatory DAESH has left the town and the road is open.",
        "the Observatory",
    ),
    (
        "At least 12 people were hurt said Ana Lind director of the Britain-based Syrian "
        "Observatory for Human Rights.",
        "Ana Lind director of the Britain-based Syrian Observatory for Human Rights",
    ),
    (
        "People look for shelter in the hills or the harbour informed sources said.",
        "informed sources",
    ),
    (
        "This cannot be used to divert us said Lindgren whose country has been a strong backer.",
        "Lindgren",
    ),
    (
        "Shells hit the town killing four more people two residents said.",
        "two residents",
    ),
    (
        "A tank assault killed at least 80 people in Dunmore rights groups said.",
        "rights groups",
    ),
    (
        "The last of the group left a source on the ground announced on Sunday.",
        "a source on the ground",
    ),
    (
        "Shells fell as fighting went on between the army and fighters Ruritanian activists and "
        "residents said.",
        "Ruritanian activists and residents",
    ),
    (
        "According to the statement missile attacks destroyed two tanks in the region.",
        "the statement",
    ),
]


@pytest.mark.parametrize(("text", "source"), NO_COMMAS)
def test_the_speaker_is_found_where_commas_are_lost(
    text: str, source: str | None, parser: Parser, packs: Packs
) -> None:
    _, found = statements(text + QUIET, parser, packs)
    said = next((s.source.text for s in found if s.source and s.parts[0].ordinal == 0), None)
    assert said == source


# Pages that print no commas: the speaker is read from the right.
FILLER = " The town lies near the lake and the hills. It is old and full of mills." * 5


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        (
            "Two people were killed in the town of Dunmore a monitor said.",
            "a monitor",
            "Two people were killed in the town of Dunmore",
        ),
        (
            "Shells hit the market in Old Dunmore AFP reporter said on Monday.",
            "AFP reporter",
            "Shells hit the market in Old Dunmore",
        ),
        (
            "The road is shut near the airport said the Observatory which counts shells.",
            "the Observatory",
            "The road is shut near the airport",
        ),
        (
            "The group said a raid on the town of Dunmore where people live killed two women.",
            "The group",
            "a raid on the town of Dunmore where people live killed two women",
        ),
    ],
)
def test_without_commas(text: str, source: str, said: str, parser: Parser, packs: Packs) -> None:
    page, found = statements(text + FILLER, parser, packs)
    assert [(s.source.text, content(page, s)) for s in found if s.source] == [(source, said)]


@pytest.mark.parametrize(
    "text",
    [
        "Up to 80 people were hurt the ministry said adding some 40 houses were burned.",
        "Up to 80 people were hurt activist Adam Lind told Reuters adding that 40 houses burned.",
    ],
)
def test_who_adds_is_who_said(text: str, parser: Parser, packs: Packs) -> None:
    _, found = statements(text + QUIET, parser, packs)
    here = [s.source for s in found if s.source and s.parts[0].ordinal == 0]
    assert len(here) == 2
    assert here[0].text == here[1].text
