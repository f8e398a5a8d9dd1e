"""Columns of a PDF: prose is read down, tables across."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest

import pytest

from provenance.packs import Packs
from provenance.read import Raw, Reading, read_raw
from tests.read.pdfs import Placed, placed

LEFT = (
    "Shells fell on the market of the town on",
    "Tuesday morning and killed at least 14 of",
    "those who stood there, the council said.",
    "The army denied that it had fired at the",
    "town and said that its guns were far away.",
    "A nurse in the clinic at the harbour said",
)
RIGHT = (
    "that the beds had run out within an hour.",
    "A hospital in the next town received 31",
    "of the wounded, its director said on",
    "Wednesday. Two of them died during the",
    "night, which brought the toll of the day",
    "to sixteen, a doctor of the hospital said.",
)
TITLE: Placed = (72, 740, 16, "Shelling kills 14 at the market in Oru")


def column(lines: Sequence[str], x: int) -> list[Placed]:
    return [(x, 700 - 13 * number, 10, line) for number, line in enumerate(lines)]


def of(words: Sequence[Placed], packs: Packs) -> Reading:
    data = placed([one for one in words if one[3]])
    return read_raw(Raw(data, "x.pdf", "application/pdf", "pdf"), packs)


def across(*columns: Sequence[Placed]) -> list[Placed]:
    return [one for one in chain.from_iterable(zip_longest(*columns)) if one]


@pytest.mark.parametrize("order", ["down", "across"])
@pytest.mark.parametrize("foot", [[], [(72, 60, 10, "A line that goes across both columns. " * 2)]])
def test_two_columns_of_prose(packs: Packs, order: str, foot: list[Placed]) -> None:
    left, right = column(LEFT, 72), column(RIGHT, 320)
    written = [*left, *right] if order == "down" else across(left, right)
    text = of([TITLE, *written, *foot], packs).document.text
    assert text.startswith(f"{TITLE[3]}\n\n")
    said = [TITLE[3], *LEFT, *RIGHT, *(one[3] for one in foot)]
    assert " ".join(text.split()) == " ".join(said).strip()


def test_three_columns(packs: Packs) -> None:
    columns = [[f"In part {n} the line {k} of it" for k in range(8)] for n in "123"]
    written = across(*(column(lines, x) for lines, x in zip(columns, (50, 220, 390), strict=True)))
    text = of(written, packs).document.text
    places = [text.index(line) for lines in columns for line in lines]
    assert places == sorted(places)


def test_a_table_is_read_across(packs: Packs) -> None:
    towns = [f"Town number {n} of the valley" for n in range(9)]
    written = across(column(towns, 72), column([f"{n + 10} killed" for n in range(9)], 320))
    text = of([TITLE, *written], packs).document.text
    assert "Town number 3 of the valley 13 killed" in text


def test_a_line_of_several_founts_is_one(packs: Packs) -> None:
    words = [
        one
        for number in range(8)
        for one in (
            (72, 700 - 13 * number, 10, f"On day {number} the council said that it had counted"),
            (300 + number * 7, 700 - 13 * number, 10, f"the {number + 10} dead of the market"),
        )
    ]
    text = of(words, packs).document.text
    assert "On day 3 the council said that it had counted the 13 dead of the market" in text
