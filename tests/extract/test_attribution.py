"""Attribution: text to who is made to vouch for what, in which words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.records import Style
from tests.extract.pages import content, statements, told

FORMS = [
    # (text, source, cue, content)
    (
        "The mayor said that two bridges were closed.",
        "The mayor",
        "said",
        "that two bridges were closed",
    ),
    (
        "Two bridges were closed, the mayor said.",
        "the mayor",
        "said",
        "Two bridges were closed",
    ),
    (
        "Two bridges, the mayor said, were closed.",
        "the mayor",
        "said",
        "Two bridges / were closed",
    ),
    (
        "According to local doctors, 12 people were hurt.",
        "local doctors",
        "According to",
        "12 people were hurt",
    ),
    (
        "At least 12 people were hurt, according to local doctors.",
        "local doctors",
        "according to",
        "At least 12 people were hurt",
    ),
    (
        "“The bridge is gone,” said Ana Lind, who runs the ferry.",
        "Ana Lind, who runs the ferry",
        "said",
        "“The bridge is gone,”",
    ),
    (
        "The report found that the dam had cracked.",
        "The report",
        "found",
        "that the dam had cracked",
    ),
    (
        "The committee criticized the slow response of the army.",
        "The committee",
        "criticized",
        "the slow response of the army",
    ),
    (
        "The governor wants to open the dam.",
        "The governor",
        "wants",
        "to open the dam",
    ),
    (
        "The outlets disseminated reports that the general was dead.",
        "The outlets",
        "disseminated reports",
        "that the general was dead",
    ),
    (
        "The army is accused by rights groups of shelling the market.",
        "rights groups",
        "is accused of",
        "The army / shelling the market",
    ),
    (
        "The ministry issued a statement saying the road was shut.",
        "The ministry",
        "saying",
        "the road was shut",
    ),
    (
        "The ministry said in a statement that the road was shut.",
        "The ministry",
        "said",
        "that the road was shut",
    ),
    (
        "Ana Lind called the plan a gamble.",
        "Ana Lind",
        "called",
        "the plan a gamble",
    ),
    (
        "In a recent poll, half of the town wanted a new bridge.",
        "a recent poll",
        "In",
        "half of the town wanted a new bridge",
    ),
    (
        "The Lake Monitor gave a toll of 31 people killed.",
        "The Lake Monitor",
        "gave",
        "a toll of 31 people killed",
    ),
    (
        "Doctors put the toll at 14.",
        "Doctors",
        "put",
        "the toll at 14",
    ),
    (
        "The ministry said that after days of rain the road was shut.",
        "The ministry",
        "said",
        "that after days of rain the road was shut",
    ),
    (
        "The town was shelled amid unconfirmed reports that 12 people were hurt.",
        "unconfirmed reports",
        "that",
        "12 people were hurt",
    ),
    (
        "The Lake Monitor gave a toll of 48 dead and 12 wounded.",
        "The Lake Monitor",
        "gave",
        "a toll of 48 dead and 12 wounded",
    ),
    (
        "Local sources announced on Saturday that five people were hurt by troops.",
        "Local sources",
        "announced",
        "that five people were hurt by troops",
    ),
    (
        "Earlier the ministry said the road was shut.",
        "the ministry",
        "said",
        "the road was shut",
    ),
    (
        "The so-called “local experts” said that the road was shut.",
        "The so-called “local experts”",
        "said",
        "that the road was shut",
    ),
    (
        "They use bombs which rights groups say kill without aim.",
        "rights groups",
        "say",
        "kill without aim",
    ),
    (
        "The army is investigating reports that 12 people were hurt.",
        "reports",
        "that",
        "12 people were hurt",
    ),
    (
        "“The president thinks the road is shut,” Palace spokesman Ana Lind said.",
        "Palace spokesman Ana Lind",
        "said",
        "“The president thinks the road is shut,”",
    ),
    (
        "The army on Monday said the road was shut.",
        "The army",
        "said",
        "the road was shut",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "said"), FORMS)
def test_forms(text: str, source: str, cue: str, said: str, parser: Parser, packs: Packs) -> None:
    assert told(text, parser, packs) == [(source, cue, said)]


NONE = [
    "The bridge fell into the river on Monday.",
    "The army attacked the village of Dunmore with rockets.",
    "This shows that the bridge was weak.",
    "No reports confirmed the shelling.",
    "The attack claimed the lives of 12 people.",
    "The fever, which has claimed more than 80 lives, is spreading.",
    "Leave the house before noon.",
    "The ministry's statement of May 6 was short.",
]


@pytest.mark.parametrize("text", NONE)
def test_deeds_and_narration_are_not_attributed(text: str, parser: Parser, packs: Packs) -> None:
    _, found = statements(text, parser, packs)
    assert [s for s in found if s.source is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        "Officials declined to confirm that 12 people were hurt.",
        "The minister wanted to say that 12 people were hurt.",
        "The rebels showed no photograph to confirm that 12 people were hurt.",
    ],
)
def test_what_nobody_said_is_not_said(text: str, parser: Parser, packs: Packs) -> None:
    page, found = statements(text, parser, packs)
    assert "that 12 people were hurt" not in [content(page, statement) for statement in found]


def test_a_hedge_has_a_cue_and_no_source(parser: Parser, packs: Packs) -> None:
    _, found = statements("The dam is expected to break within days.", parser, packs)
    assert [(s.source, s.style, s.rule) for s in found] == [
        (None, Style.NARRATION, "cue.passive_infinitive")
    ]


def test_nothing_is_taken_from_boilerplate(parser: Parser, packs: Packs) -> None:
    text = (
        "The mayor said two roads were shut.\n\n"
        "Copyright 2020 Harbour Post. All rights reserved. The publisher says reprints are free."
    )
    page, found = statements(text, parser, packs)
    silent = {s.ordinal for s in page.sentences if s.zone.value == "boilerplate"}
    assert silent
    assert not silent & {part.ordinal for s in found for part in s.parts}


WORDS = st.sampled_from(
    [*"“”\",.:\n'ﷺ", "said", "told", "the", "mayor", "according", "to", "that", "he", "who"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORDS, max_size=60))
def test_any_text_gives_spans_inside_it(parser: Parser, packs: Packs, words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    page, found = statements(text, parser, packs)
    size = len(page.text)
    for statement in found:
        sentences = {part.ordinal for part in statement.parts}
        assert len(sentences) == len(statement.parts)
        for part in statement.parts:
            sentence = page.sentences[part.ordinal]
            assert all(sentence.start <= s < e <= sentence.end for s, e in part.spans)
        for mention in filter(None, [statement.source, *statement.sources, *statement.via]):
            assert all(0 <= s < e <= size for s, e in mention.spans)
        assert statement.rule.startswith("cue.")
    again = statements(text, parser, packs)[1]
    assert again == found


def test_a_clause_is_one_though_its_verb_is_a_participle(parser: Parser, packs: Packs) -> None:
    text = "The source confirmed to SANA that the strikes left several houses burned in the town."
    page, found = statements(text, parser, packs)
    assert [content(page, s)[:16] for s in found] == ["that the strikes"]
