"""Which intervals can be read from which words."""

from __future__ import annotations

import pytest

from provenance.imports.amounts import AmountReader
from provenance.packs import Packs

READ = [
    ("12", 12, 12, 12),
    ("at least 12", 12, None, None),
    ("at least twelve", 12, None, None),
    ("at least 12", 12, 12, 12),  # the qualifier may be read otherwise, the number may not
    ("more than 100", 101, None, None),
    ("more than 100", 100, None, None),
    ("up to 30", 0, 30, None),
    ("about 100", 90, 110, 100),
    ("between 3 and 5", 3, 5, None),
    ("3–5", 3, 5, None),
    ("dozens", 12, 99, None),
    ("dozens", 12, 12, None),  # by the profile that reads it so
    ("many", 1, None, None),
    ("1,300", 1300, 1300, 1300),
    ("1 300", 1300, 1300, 1300),
    ("1.5 million", 1_500_000, 1_500_000, 1_500_000),
    ("half a million", 500_000, 500_000, 500_000),
    ("٢٠", 20, 20, 20),
    ("no one", 0, 0, 0),
    ("a soldier", 1, 1, 1),
    ("Ana Vell", 1, 1, 1),
]
REFUSED = [
    ("12", 13, 13, 13),
    ("12", 0, 12, None),
    ("12", 1, 1, 1),
    ("112", 12, 12, 12),
    ("at least 12", 13, None, None),
    ("100", 101, None, None),  # "more than" is not among the words
    ("3 soldiers and 5 nurses", 3, 5, None),
    ("3 soldiers and 5 nurses", 8, 8, 8),
    ("dozens", 24, 99, None),
    ("dozens", 12, 99, 50),
    ("many", 40, None, None),
    ("Ana Vell", 2, 2, 2),
    ("…", 1, 1, 1),
    ("12", None, None, None),
    ("12 " * 100, 12, 12, 12),
]


@pytest.fixture(scope="module")
def reader(packs: Packs) -> AmountReader:
    """A reader of the default packs."""
    return AmountReader(packs)


@pytest.mark.parametrize(("words", "low", "high", "point"), READ)
def test_can_be_read(
    reader: AmountReader, words: str, low: int | None, high: int | None, point: int | None
) -> None:
    assert reader.find(words, low, high, point) is not None


@pytest.mark.parametrize(("words", "low", "high", "point"), REFUSED)
def test_cannot_be_read(
    reader: AmountReader, words: str, low: int | None, high: int | None, point: int | None
) -> None:
    assert reader.find(words, low, high, point) is None


def test_the_profile_is_that_which_reads_so(reader: AmountReader) -> None:
    found = [reader.find("dozens", low, high, None) for low, high in ((12, 99), (99, None))]
    assert [amount and amount.profile for amount in found] == ["default", "default"]
    hundred = reader.find("several", 3, 3, None)
    assert hundred is not None
    assert hundred.profile == "default"
