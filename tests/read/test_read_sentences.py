"""Where sentences end: texts with the pieces they must fall into."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.read.sentences import LONGEST, split


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "On Dec.20, the ferry sank near St. Helen.",
        "Mr. Hale met Gen. Ross of the U.S. Navy at No. 5 Dock St. near the quay.",
        "It cost 3.5 million, or 1,200.50 a day.",
        "J. R. Hale and George W. Boll came.",
        "See https://example.org/a.B?c=1.5, or mail desk.Two@example.org today.",
        "The site example.org and news.example said so",
        "He paid... and left.",
        "“What now?” he asked.",
        "“Leave!” she shouted.",
        "The 2nd Div. held, etc. and so on",
        "1. Open the lid.",
        "They asked for bread . . . to be brought.",
        "Is it rain? -- nobody knew.",
        "Prices rose approx. 5 percent, e.g. for bread.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. They left.", ["It rained.", "They left."]),
        ("It rained! They left? No.", ["It rained!", "They left?", "No."]),
        ("They came at 5 p.m. The hall was full.", ["They came at 5 p.m.", "The hall was full."]),
        ("He left the U.S. He came back.", ["He left the U.S.", "He came back."]),
        ("“We won,” he said.”She left", ["“We won,” he said.”", "She left"]),
        ("in the first Quarter.This was new.", ["in the first Quarter.", "This was new."]),
        ('He said."Go on now." They went.', ["He said.", '"Go on now."', "They went."]),
        ("They won. al-Nahr burned.", ["They won.", "al-Nahr burned."]),
        ("we held. that way it works", ["we held.", "that way it works"]),
        ("It ended… Then rain came.", ["It ended…", "Then rain came."]),
        ("Mail a@b.org. Then wait.", ["Mail a@b.org.", "Then wait."]),
        ("See www.example.org/x. Then wait.", ["See www.example.org/x.", "Then wait."]),
        ("It was late. . . . Then rain came.", ["It was late. . . .", "Then rain came."]),
        ("(He left.) They stayed.", ["(He left.)", "They stayed."]),
        ("It sank.[3][14] They rowed.[a]", ["It sank.[3][14]", "They rowed.[a]"]),
        ("“It sank.”[3] They rowed.", ["“It sank.”[3]", "They rowed."]),
        ("It sank. [Then] they rowed.", ["It sank.", "[Then] they rowed."]),
        ("1. Open it. 2. Close it.", ["1. Open it.", "2. Close it."]),
        ("Big Storm Hits\nThe coast was hit.", ["Big Storm Hits", "The coast was hit."]),
        ("one\r\n\r\ntwo", ["one", "two"]),
        ("He agreed. 12 others did not.", ["He agreed.", "12 others did not."]),
        ("- first thing\n- second thing", ["- first thing", "- second thing"]),
    ],
)
def test_several_sentences(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_lines_cut_at_a_width_are_joined() -> None:
    text = (
        "The river rose over its banks during the night and the\n"
        "people of the lower town were brought to the school on\n"
        "the hill. Nobody was hurt, the mayor of the town said on\n"
        "Monday.\n"
        "The bridge is closed until the engineers have looked at\n"
        "it."
    )
    assert pieces(text) == [
        "The river rose over its banks during the night and the\npeople of the lower town were "
        "brought to the school on\nthe hill.",
        "Nobody was hurt, the mayor of the town said on\nMonday.",
        "The bridge is closed until the engineers have looked at\nit.",
    ]


def test_paragraphs_in_lines_stay_apart() -> None:
    text = "A short headline about the river in the north\nThe river rose on Monday."
    assert len(pieces(text)) == 2


def test_breaks_end_sentences() -> None:
    text = "Headline here Body starts here."
    assert [text[a:b] for a, b in split(text, [14])] == ["Headline here", "Body starts here."]


def test_overlong_sentences_are_cut_at_a_blank() -> None:
    text = "word " * 2000
    spans = split(text)
    assert all(end - start <= LONGEST for start, end in spans)
    assert all(text[start:end].endswith("word") for start, end in spans)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_spans_are_ordered_tight_and_cover_everything(text: str) -> None:
    last = 0
    covered = []
    for start, end in split(text):
        assert last <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert text[last:start].strip() == ""
        covered.append(text[start:end])
        last = end
    assert text[last:].strip() == ""


@given(st.text(alphabet=" .!?…\"'”“\nAaB1-@/:", max_size=200))
def test_marks_alone_cover_everything(text: str) -> None:
    spans = split(text)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize(
    "unit", ["a", '"', "“", ".", ". A", "\n", "a\n", "a@", "www.", "Mr. ", "!a "]
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        started = time.perf_counter()
        split(text)
        return time.perf_counter() - started

    seconds(1000)
    small, large = seconds(8_000), seconds(64_000)
    assert large < 40 * small + 0.3


def test_a_short_block_is_cut_like_the_page() -> None:
    text = (
        "The shells fell on the market in the early morning while people were\n"
        "buying bread, and many of them ran to the harbour to find a boat that\n"
        "would take them over the water to the islands.\n\n"
        "The road to the coast was shut for the whole day, and nobody could say\n"
        "when it would be opened again or who had given the order to close the\n"
        "gate.\n\n"
        "At least 12 people were hurt in the raid, a spokesman for the Harbour\n"
        "Ministry said.\n\n"
        "Nine\nMinistry\n"
    )
    found = [text[start:end] for start, end in split(text)]
    assert found[-3:] == [
        "At least 12 people were hurt in the raid, a spokesman for the Harbour\nMinistry said.",
        "Nine",
        "Ministry",
    ]
