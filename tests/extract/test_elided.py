"""Numbers without a noun: of what they are, on invented sentences."""

from __future__ import annotations

import pytest

from provenance.records import Figure
from tests.extract.pages import ReadFigures


def told(figures: list[Figure]) -> list[tuple[str, str]]:
    return [(figure.text, figure.measure.value) for figure in figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The army launched 120 drones at Velm, of which 98 were shot down and 14 were lost.",
            [("120", "attacks"), ("98", "destroyed"), ("14", "destroyed")],
        ),
        ("Of the 120 drones, 98 were shot down.", [("98", "destroyed")]),
        (
            "Of 120 drones launched overnight, guns shot down 98.",
            [("120", "attacks"), ("98", "destroyed")],
        ),
        (
            "They fired 40 missiles, 31 of which were intercepted, killing six people.",
            [("40", "attacks"), ("31", "destroyed"), ("six", "killed")],
        ),
        (
            "Of the 40 houses in the village, 31 were destroyed and six were damaged.",
            [("31", "destroyed"), ("six", "damaged")],
        ),
        (
            "56 houses were damaged and 12 were destroyed.",
            [("56", "damaged"), ("12", "destroyed")],
        ),
        ("56 clinics were damaged, 12 destroyed.", [("56", "damaged"), ("12", "destroyed")]),
        # things named before, and people
        (
            "Of the 12 trucks, four were hit and nine people died.",
            [("four", "damaged"), ("nine", "killed")],
        ),
        ("The strikes hit 12 trucks and killed nine.", [("12", "damaged"), ("nine", "killed")]),
        ("Of the 40 people on board, 12 died.", [("12", "killed")]),
    ],
)
def test_a_number_goes_back_to_things(
    read_figures: ReadFigures, text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(read_figures(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guns shot down 34 out of 40 drones.", [("34", "destroyed")]),
        ("Guns destroyed 52 drones over six districts.", [("52", "destroyed")]),
        ("Kidnappers seized 87 pupils and 25 later escaped.", [("87", "captured")]),
        (
            "Enemy losses reached 850 troops, 10 tanks and 21 armoured vehicles.",
            [("850", "killed_or_injured"), ("10", "destroyed"), ("21", "destroyed")],
        ),
        (
            "Casualties: 6 killed (2 children), 11 wounded",
            [("6", "killed"), ("2", "killed"), ("11", "injured")],
        ),
        ("Job losses reached 40,000 people.", []),
        ("Financial losses rose to 12 million.", []),
    ],
)
def test_what_is_counted(
    read_figures: ReadFigures, text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(read_figures(text)) == expected
