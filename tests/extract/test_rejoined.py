"""Verbs of speech that a parse hangs on what was said: the speaker's, or not."""

from __future__ import annotations

import pytest

from provenance.extract.parser import Parser
from provenance.packs import Packs
from tests.extract.pages import Told, told

SPEAKERS = [
    # a passive between, or a participle taken for one
    (
        "The ministry said two soldiers were wounded and accused the rebels of breaking the truce.",
        [
            ("The ministry", "said", "two soldiers were wounded"),
            ("The ministry", "accused", "the rebels of breaking the truce"),
        ],
    ),
    (
        "The ministry said that 16 people had been killed and blamed a rival militia for it.",
        [
            ("The ministry", "said", "that 16 people had been killed"),
            ("The ministry", "blamed", "a rival militia for it"),
        ],
    ),
    # another form
    (
        "The army issued a statement saying that a patrol had come under fire and accusing the "
        "rebels of killing six people.",
        [
            ("The army", "saying", "that a patrol had come under fire"),
            ("The army", "accusing", "the rebels of killing six people"),
        ],
    ),
    # what rejects nothing, and puts no toll
    (
        "The governor said the town was calm and rejected reports that 12 people had died.",
        [
            ("The governor", "said", "the town was calm"),
            ("The governor", "rejected", "reports that 12 people had died"),
        ],
    ),
    (
        "The monitor said the strike hit a market and put the death toll at 23.",
        [
            ("The monitor", "said", "the strike hit a market"),
            ("The monitor", "put", "the death toll at 23"),
        ],
    ),
    # what is added
    (
        "The spokesman said the raid killed five and added that two were still missing.",
        [
            ("The spokesman", "said", "the raid killed five"),
            ("The spokesman", "added", "that two were still missing"),
        ],
    ),
]
OTHERS = [
    # somebody told of, who may well have said it
    "The clerk said the porter fled and told them nothing.",
    # no word of a speaker
    "The monitor said the jets bombed the mill and killed nine people.",
]


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_speaker_goes_on(text: str, expected: Told, parser: Parser, packs: Packs) -> None:
    assert told(text, parser, packs) == expected


@pytest.mark.parametrize("text", OTHERS)
def test_clause_goes_on(text: str, parser: Parser, packs: Packs) -> None:
    assert len(told(text, parser, packs)) == 1
