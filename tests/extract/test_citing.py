"""Citing: whoever is cited vouches, whoever cites hands it on."""

from __future__ import annotations

import pytest

from provenance.extract.parser import Parser
from provenance.packs import Packs
from tests.extract.pages import content, statements

CITED = [
    # (text, source, through, cue, content)
    (
        "Fourteen people were hurt, Reuters reported, citing officials.",
        "officials", "Reuters", "reported citing", "Fourteen people were hurt",
    ),
    (
        "Citing a military source, SANA said 12 soldiers were hurt.",
        "a military source", "SANA", "Citing said", "12 soldiers were hurt",
    ),
    (
        "According to Reuters, citing local officials, 14 people were hurt.",
        "local officials", "Reuters", "According to citing", "14 people were hurt",
    ),
    (
        "The agency, quoting doctors, said 12 people were hurt.",
        "doctors", "The agency", "quoting said", "12 people were hurt",
    ),
    (
        "The paper reported, citing a statement by the ministry, that 12 people were hurt.",
        "a statement by the ministry", "The paper", "reported citing", "that 12 people were hurt",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "through", "cue", "said"), CITED)
def test_the_cited_vouch_and_the_citing_hand_on(
    text: str, source: str, through: str, cue: str, said: str, parser: Parser, packs: Packs
) -> None:
    page, found = statements(text, parser, packs)
    assert [
        (s.source.text if s.source else None, [m.text for m in s.via], s.cue.text if s.cue else "")
        for s in found
    ] == [(source, [through], cue)]
    assert content(page, found[0]) == said
    assert found[0].rule == "cue.citing"


def test_a_reason_is_nobody(parser: Parser, packs: Packs) -> None:
    _, found = statements("Two roads were shut, the army said, citing fog.", parser, packs)
    assert [s.source.text for s in found if s.source][:1] == ["the army"]
    assert not any(s.rule == "cue.citing" for s in found)


def test_it_is_read_before_whoever_is_cited(parser: Parser, packs: Packs) -> None:
    text = "State television said the road was shut. Citing doctors, it said 12 people were hurt."
    _, found = statements(text, parser, packs)
    assert [m.source.name for m in found[-1].via] == ["State television"]


@pytest.mark.parametrize(
    ("text", "source", "through"),
    [
        (
            "Six miners died, according to a medic quoted by the Velm Times.",
            "a medic", "the Velm Times",
        ),
        (
            "According to a police statement seen by Velm News, six miners died.",
            "a police statement", "Velm News",
        ),
        (
            "Six miners died, the army chief was quoted as saying by the Velm Times.",
            "the army chief", "the Velm Times",
        ),
        ("Six miners died, Reuters quoted a medic as saying.", "a medic", "Reuters"),
        (
            "Witnesses quoted by the Velm Times said six miners died.",
            "Witnesses", "the Velm Times",
        ),
    ],
)  # fmt: skip
def test_who_is_quoted_vouches_and_who_quotes_hands_it_on(
    text: str, source: str, through: str, parser: Parser, packs: Packs
) -> None:
    page, found = statements(text, parser, packs)
    assert [(s.source.text if s.source else None, [m.text for m in s.via]) for s in found] == [
        (source, [through])
    ]
    assert content(page, found[0]).lower() == "six miners died"


def test_what_is_seen_by_whoever_is_no_outlet_stays_whole(parser: Parser, packs: Packs) -> None:
    text = "According to a driver seen by the river, six miners died."
    _, found = statements(text, parser, packs)
    assert [m for s in found for m in s.via] == []


def test_whose_work_others_looked_at_speaks_itself(parser: Parser, packs: Packs) -> None:
    text = "The firm Velmsat, whose images were reviewed by two experts, said six mills had burned."
    _, found = statements(text, parser, packs)
    assert [m.text for s in found for m in s.via] == []
