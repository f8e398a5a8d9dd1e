"""Ids: hashes of what a thing is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.records import content_id


@given(st.lists(st.text() | st.none(), max_size=4), st.lists(st.text() | st.none(), max_size=4))
def test_different_parts_give_different_ids(a: list[str | None], b: list[str | None]) -> None:
    assert (content_id("claim", *a) == content_id("claim", *b)) == (a == b)


def test_kinds_are_kept_apart() -> None:
    assert content_id("claim", "x") != content_id("figure", "x")


@pytest.mark.parametrize("part", ["\ud800", "\x00", "", None])
def test_any_part_has_an_id(part: str | None) -> None:
    assert len(content_id("claim", part)) == 20
