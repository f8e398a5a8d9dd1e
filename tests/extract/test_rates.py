"""Rates: how many at a time are not how many befell, on invented sentences."""

from __future__ import annotations

import pytest

from tests.extract.pages import ReadFigures


@pytest.mark.parametrize(
    "text",
    [
        "On average, 36 people die in the pits each year.",
        "An average of 12 people are killed in the capital.",
        "About 100 citizens are killed with guns every day.",
        "Every year, 200 children are killed by mines.",
        "Some 40 herders die annually in the hills.",
        "Three people are killed per week in Velm.",
        "One in three houses was destroyed.",
        "One in 10 people was injured.",
        "Of the herders 1 in 5 people had died.",
    ],
)
def test_a_rate_counts_nobody(read_figures: ReadFigures, text: str) -> None:
    assert read_figures(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "36 people died a day earlier.",
        "36 people were killed a year ago.",
        "36 people were killed that day.",
        "36 people died on the day the bridge fell.",
        "36 people were killed in the town where 200 work each year.",
    ],
)
def test_a_time_makes_no_rate(read_figures: ReadFigures, text: str) -> None:
    assert [figure.text for figure in read_figures(text)] == ["36"]


def test_an_article_is_its_nouns_alone(read_figures: ReadFigures) -> None:
    found = read_figures("The blast in Velm killed a 13-year-old last week.")
    assert [figure.text for figure in found] == ["a"]
