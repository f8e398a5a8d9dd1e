"""Who has wounds is injured, however they came by help; on invented sentences."""

from __future__ import annotations

import pytest

from provenance.records import Measure
from tests.extract.pages import ReadFigures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three people walked into the ward of the Velm clinic with shrapnel wounds.", [3]),
        ("They were treating a girl with a bullet wound.", [1]),
        ("The clinic received 30 patients with burns.", [30]),
        ("Troops found two women and a boy with wounds to the legs.", [2, 1]),
        ("Five people escaped with minor injuries.", [5]),
        ("Four crew members were pulled out with burns to their hands.", [4]),
        ("The shell left two boys with non-life-threatening injuries.", [2]),
        ("The shell left 30 with burns.", [30]),
        # a man, and no wound
        ("A man with a head wound was taken to hospital.", [1]),
        # the wounded, not who treats them
        ("Two nurses treated six people with burns.", [6]),
        # a verb behind one that tells of no loss
        ("The three other drivers survived but were also hit and injured.", [3]),
        ("A passing clerk tried to help and was shot and wounded.", [1]),
    ],
)
def test_who_has_wounds_is_injured(
    read_figures: ReadFigures, text: str, expected: list[int]
) -> None:
    found = read_figures(text)
    assert [figure.measure for figure in found] == [Measure.INJURED] * len(expected)
    assert [figure.low for figure in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "She had three bullet wounds.",
        "The ward has beds for two doctors and bandages for wounds.",
        "If they allow a youth to leave the camp and receive treatment, he will be back.",
        "Four men entered the shop and killed its owner.",
        "An ambulance was called and Orlan was taken to the Westfield Medical Center.",
    ],
)
def test_wounds_of_nobody_counted(read_figures: ReadFigures, text: str) -> None:
    assert read_figures(text) == []


def test_the_dead_had_wounds(read_figures: ReadFigures) -> None:
    found = read_figures("Two men with wounds to the head were found dead.")
    assert [figure.measure for figure in found] == [Measure.KILLED]
