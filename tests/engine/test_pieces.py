"""Chunks: whole, in order, of bounded size, and smaller towards the end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from provenance.engine.pieces import LEAST, SHARES, chunks, tapering


def same(size: int) -> int:
    """Return the size of an item that is its size."""
    return size


@given(
    st.lists(st.integers(0, 400), max_size=300),
    st.integers(1, 4),
    st.integers(1, 32),
    st.integers(1, 1000),
)
def test_nothing_is_lost_and_no_chunk_is_too_large(sizes, workers, most, most_bytes):
    for made in (
        list(chunks(sizes, same, most=most, most_bytes=most_bytes)),
        list(tapering(sizes, same, workers, most=most, most_bytes=most_bytes)),
    ):
        assert [size for chunk in made for size in chunk] == sizes
        for chunk in made:
            assert 1 <= len(chunk) <= most
            assert len(chunk) == 1 or sum(chunk) <= most_bytes


def test_the_last_chunks_are_small():
    lengths = [len(chunk) for chunk in tapering([1] * 400, same, 2, most=32)]
    assert lengths[0] == 32
    assert lengths[-1] <= LEAST
    behind = lengths[-2 * SHARES :]
    assert behind == sorted(behind, reverse=True)
    assert sum(lengths[-4:]) <= 32


def test_no_more_is_looked_ahead_than_some_chunks():
    asked = 0

    def endless():
        nonlocal asked
        while True:
            asked += 1
            yield 1

    assert len(next(tapering(endless(), same, 2, most=8))) == 8
    assert asked <= SHARES * 2 * 8
