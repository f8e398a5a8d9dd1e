"""Common words: those of the vocabulary, in their regular forms; places are not among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.packs import Packs
from provenance.packs.common import common_words


@pytest.mark.parametrize(
    "word", ["hospital", "hospitals", "gunmen", "detained", "denies", "ambulances"]
)
def test_what_any_report_may_use_is_common(word: str) -> None:
    assert word in common_words(Packs())


@pytest.mark.parametrize("word", ["juggler", "viaduct", "larkspur"])
def test_what_tells_a_happening_is_not(word: str) -> None:
    assert word not in common_words(Packs())


def test_a_pack_of_ones_own_adds_its_words(tmp_path: Path) -> None:
    (tmp_path / "hedges.yaml").write_text("# Nothing but a word.\nhedges: [perchance]\n")
    (tmp_path / "places.yaml").write_text("zubrowka: []\n")
    words = common_words(Packs(("general", str(tmp_path))))
    assert "perchance" in words
    assert "zubrowka" not in words
