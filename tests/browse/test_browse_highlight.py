"""Cutting a text at the edges of its marks."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from provenance.browse.highlight import MOST_CLAIMS, Mark, pieces
from provenance.browse.reading import PART_CHARACTERS, PART_CLAIMS, part_of, parts

ROLE = st.sampled_from(["content", "source", "cue", "figure", "hedge"])
MARK = st.builds(
    lambda start, length, role, claim: Mark(start, start + length, role, claim),
    st.integers(0, 60),
    st.integers(0, 30),
    ROLE,
    st.integers(1, 5),
)


@given(st.text(max_size=60), st.integers(0, 20), st.lists(MARK, max_size=12))
def test_pieces_are_the_text_and_carry_what_lies_over_them(
    text: str, offset: int, marks: list[Mark]
) -> None:
    found = list(pieces(text, offset, marks))
    assert "".join(piece.text for piece in found) == text
    for piece in found:
        over = [m for m in marks if m.start <= piece.start < m.end]
        assert set(piece.roles) == {m.role for m in over}
        assert set(piece.claims) == {m.claim for m in over}


@given(st.text(min_size=61, max_size=99), st.lists(MARK, max_size=12))
def test_each_claim_opens_once_where_its_content_begins(text: str, marks: list[Mark]) -> None:
    opened = [(number, p.start) for p in pieces(text, 0, marks) for number in p.opens]
    first: dict[int, int] = {}
    for mark in marks:
        if mark.role == "content" and mark.start < min(mark.end, len(text)):
            first[mark.claim] = min(first.get(mark.claim, mark.start), mark.start)
    assert sorted(opened) == sorted(first.items())


def test_thousands_of_marks_over_one_another_stay_cheap() -> None:
    text = "x" * 20_000
    marks = [Mark(n, 20_000 - n, "content", n + 1) for n in range(8_000)]
    began = time.perf_counter()
    found = list(pieces(text, 0, marks))
    assert time.perf_counter() - began < 5
    assert max(len(piece.claims) for piece in found) == MOST_CLAIMS


SENTENCES = st.lists(st.integers(0, 3 * PART_CHARACTERS), max_size=12).map(
    lambda lengths: [
        {"start": sum(lengths[:n]), "end": sum(lengths[: n + 1])} for n in range(len(lengths))
    ]
)


@given(SENTENCES, st.integers(0, 100), st.lists(st.integers(0, 10_000), max_size=500))
def test_parts_follow_one_another_and_are_bearable(
    sentences: list[dict[str, int]], tail: int, anchors: list[int]
) -> None:
    length = (sentences[-1]["end"] if sentences else 0) + tail
    cut = parts(length, sentences, anchors)
    assert cut[0][0] == 0
    assert cut[-1][1] == max(length, 1)
    assert [end for _, end in cut[:-1]] == [start for start, _ in cut[1:]]
    assert all(start < end for start, end in cut)
    assert max(end - start for start, end in cut) <= 2 * PART_CHARACTERS
    for place in (0, length // 2, max(length - 1, 0)):
        start, end = cut[part_of(place, cut)]
        assert start <= place < end


def test_a_part_is_closed_before_it_holds_too_many_claims() -> None:
    sentences = [{"start": 10 * n, "end": 10 * n + 9} for n in range(1000)]
    cut = parts(10_000, sentences, range(0, 10_000, 10))
    for start, end in cut:
        assert sum(start <= anchor < end for anchor in range(0, 10_000, 10)) <= PART_CLAIMS
