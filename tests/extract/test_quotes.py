"""Quotations: pairs of marks, and what to do where a mark is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.extract.quotes import find_quotations, find_turns
from provenance.packs import Packs
from provenance.read import read_text
from provenance.records import Sentence, Zone


def one_sentence(text: str) -> list[Sentence]:
    return [Sentence(ordinal=0, start=0, end=len(text), zone=Zone.BODY, rule="test")]


def quoted(text: str, packs: Packs) -> list[str]:
    reading = read_text(text, packs)
    body = reading.document.text
    found = find_quotations(body, reading.sentences)
    return [body[q.start : q.end] for q in found.items if not q.single]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "it is late" and left.', ['"it is late"']),
        ("She said “it is late” and left.", ["“it is late”"]),
        ("She said ''it is late'' and left.", ["''it is late''"]),
        # Prints mix curly and straight marks.
        ('He said "the road is shut.” Then he left.', ['"the road is shut.”']),
        # A paragraph opens anew while the quotation goes on.
        (
            "“The road is shut.\n\n“It stays shut,” he said.",
            ["“The road is shut.", "“It stays shut,”"],
        ),
        # Opened anew without a paragraph: line breaks were lost.
        ('"It rained. "Then it snowed" he said.', ['"It rained.', '"Then it snowed"']),
        # Nothing closes it: it ends with its sentence.
        ("He said “the road is shut. It rained all day. It snowed.", ["“the road is shut."]),
        # An inch mark opens nothing.
        ('The 5" gun fired. He said "stop" twice.', ['"stop"']),
        ("It was the workers' right and the people's choice.", []),
    ],
)
def test_marks_make_pairs(text: str, expected: list[str], packs: Packs) -> None:
    assert quoted(text, packs) == expected


def test_single_marks_quote_in_headlines_and_apostrophes_do_not() -> None:
    text = "Mayor calls plan 'a gamble' as workers' union waits"
    found = find_quotations(text, one_sentence(text)).items
    assert [(text[q.start : q.end], q.single) for q in found] == [("'a gamble'", True)]


def test_share_counts_characters_inside_marks() -> None:
    text = 'He said "aaaa".'
    found = find_quotations(text, one_sentence(text))
    assert found.share((8, 14)) == 1.0
    assert found.share((0, 8)) == 0.0
    assert found.at(9) is not None
    assert found.at(14) is None


def test_a_transcript_has_turns_and_a_label_has_none() -> None:
    text = "SMITH: Why?\nLEE: Because.\nSMITH: I see.\nLEE: Good.\n"
    assert [text[slice(*t.speaker)] for t in find_turns(text)] == ["SMITH", "LEE", "SMITH", "LEE"]
    assert find_turns("UPDATE: The road is open.\nIt was shut.\n") == []
    again = "UPDATE: Open.\nOLD STORY: Shut.\nUPDATE: Shut.\nOLD STORY: Open.\n"
    assert find_turns(again, labels={"update", "story"}) == []


def test_who_asks_in_a_transcript_vouches_for_nothing() -> None:
    text = "QUESTION: Why?\nLEE: Because.\nQUESTION: I see.\nLEE: Good.\n"
    found = find_turns(text, askers={"question"})
    assert [text[slice(*t.speaker)] for t in found] == ["LEE", "LEE"]


@given(st.text(alphabet="ab .\"'“”‘’«»`\n", max_size=200))
def test_quotations_are_in_order_and_do_not_overlap(text: str) -> None:
    found = find_quotations(text, one_sentence(text) if text else [])
    position = 0
    for quotation in found.items:
        assert position <= quotation.start < quotation.end <= len(text)
        position = quotation.end


def test_a_million_marks_cost_no_more_than_a_pass() -> None:
    text = '" ' * 500_000
    # A mark before a blank opens nothing.
    assert not find_quotations(text, one_sentence(text)).items
    text = "“a" * 300_000
    assert len(find_quotations(text, one_sentence(text)).items) > 0
