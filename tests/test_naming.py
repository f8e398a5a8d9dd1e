"""One body, one name: which spellings are equal and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.naming import normalise, source_id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The River Watch", "river watch"),
        ("the  river\twatch", "river watch"),
        ("River Watch’s", "river watch"),
        ("the rangers'", "rangers"),
        ("U.S. Navy", "us navy"),
        ("US Navy", "us navy"),
        ("A.N.N.A. News", "anna news"),
        ("ＳＯＨＲ", "sohr"),
        ("“River-Watch”", "river watch"),
        ("O'Hara", "o hara"),
        ("Theodore Post", "theodore post"),
        ("A", "a"),
        ("the", "the"),
        ("?", "?"),
        ("", ""),
    ],
)
def test_normalise(name: str, expected: str) -> None:
    assert normalise(name) == expected


def test_source_ids_tell_scopes_apart() -> None:
    assert source_id("The River Watch") == source_id("river watch")
    assert source_id("sources", "page one") != source_id("sources", "page two")
    assert source_id("sources", "page one") != source_id("sources")


@given(st.text(max_size=60))
def test_normalise_never_fails_and_blanks_are_single(name: str) -> None:
    once = normalise(name)
    assert "  " not in once or not any(character.isalnum() for character in once)
    assert once == once.strip()
