"""Attribution: text to who is made to vouch for what, in which words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.records import Style
from tests.extract.pages import content, statements

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


@pytest.mark.parametrize(("text", "source", "cue", "said"), FORMS)
def test_forms(text: str, source: str, cue: str, said: str, parser: Parser, packs: Packs) -> None:
    page, found = statements(text, parser, packs)
    assert [
        (s.source.text if s.source else None, s.cue.text if s.cue else None, content(page, s))
        for s in found
    ] == [(source, cue, said)]


NONE = [
    "The bridge fell into the river on Monday.",
    "The army attacked the village of Dunmore with rockets.",
    "This shows that the bridge was weak.",
    "No reports confirmed the shelling.",
    "The attack claimed the lives of 12 people.",
    "Leave the house before noon.",
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


BODY = "Rain fell on the town. The Lake Monitor said two people were hurt.\n" * 2


@pytest.mark.parametrize(
    ("title", "source", "said"),
    [
        ("Two dead in village raid: monitor", "monitor", "Two dead in village raid"),
        ("Police: Two dead in village raid", "Police", "Two dead in village raid"),
        ("Battle for the bridge: army advances on the town", None, None),
        ("Video: Army advances on the old town", None, None),
    ],
)
def test_headlines(
    title: str, source: str | None, said: str | None, parser: Parser, packs: Packs
) -> None:
    page, found = statements(f"{title}\n\n{BODY}", parser, packs, title=title)
    heads = [s for s in found if s.rule == "cue.headline"]
    expected = [(source, said)] if source else []
    assert [(s.source.text, content(page, s)) for s in heads if s.source] == expected


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


def test_a_clause_is_one_though_its_verb_is_a_participle(parser: Parser, packs: Packs) -> None:
    text = "The source confirmed to SANA that the strikes left several houses burned in the town."
    page, found = statements(text, parser, packs)
    assert [content(page, s)[:16] for s in found] == ["that the strikes"]
