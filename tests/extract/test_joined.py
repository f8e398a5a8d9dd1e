"""Counts that stand side by side, and counts inside others; on invented sentences."""

from __future__ import annotations

import pytest

from provenance.records import Figure
from tests.extract.pages import ReadFigures


def told(figures: list[Figure]) -> list[tuple[str, str, str]]:
    return [(figure.text, figure.subject or "", figure.measure.value) for figure in figures]


@pytest.mark.parametrize(
    "text",
    [
        "The blast killed a boy, Ivo Kessar, 14, and a girl, Mira Dolan, 13.",
        "The blast killed a boy named Ivo Kessar (14), and a girl named Mira Dolan (13).",
        "The blast killed a boy named Ivo and a girl, Mira.",
        "The blast killed a boy identified as Ivo Kessar, 14, and a girl of 13.",
        "a boy, Ivo Kessar, 14, and a girl, Mira Dolan, 13, were killed in the blast.",
    ],
)
def test_a_name_and_an_age_do_not_part_two_who_are_joined(
    read_figures: ReadFigures, text: str
) -> None:
    found = told(read_figures(text))
    assert [(number, subject.split()[0], measure) for number, subject, measure in found] == [
        ("a", "boy", "killed"),
        ("a", "girl", "killed"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what the counted people are from, and others of them
        (
            "At least 10 people from three generations of the family were killed.",
            [("At least 10", "people", "killed")],
        ),
        (
            "Ten members of one family and nine members of another were killed.",
            [("Ten", "members", "killed"), ("nine", "members", "killed")],
        ),
        (
            "Up to 80 fighters including nine natives of the north were destroyed.",
            [("Up to 80", "fighters", "killed"), ("nine", "natives of the north", "killed")],
        ),
        # nothing joins the reports to the dead
        (
            "Numerous other reports state at least six civilians killed.",
            [("at least six", "civilians", "killed")],
        ),
        # who claims something takes no life
        ("Velm TV met a driver who claimed that no siren was heard.", []),
        ("Some claimed that it was a missile.", []),
        ("The fire claimed 12 people.", [("12", "people", "killed")]),
        # a part between commas
        (
            "The blast killed nine fighters, four of them foreigners, and three clerks.",
            [
                ("nine", "fighters", "killed"),
                ("four", "foreigners", "killed"),
                ("three", "clerks", "killed"),
            ],
        ),
        (
            "Raids killed 12 people, five of them children, and 30 others fled.",
            [
                ("12", "people", "killed"),
                ("five", "children", "killed"),
                ("30", "others", "displaced"),
            ],
        ),
        # whose the dead are
        ("The rebels put their own dead at seven.", [("seven", "", "killed")]),
        # animals are nobody
        ("The strike killed a farmer and 12 sheep.", [("a", "farmer", "killed")]),
        ("At least 40 dead animals lay in the field.", []),
        ("Three dogs died in the fire.", []),
    ],
)
def test_what_is_counted_beside_others(
    read_figures: ReadFigures, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(read_figures(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who shared somebody's lot
        (
            "Ivo Kessar was killed along with his wife and three children.",
            ["Ivo Kessar", "his wife", "three"],
        ),
        (
            "Mira Dolan was killed along with her husband, Ivo Dolan, and their three children.",
            ["Mira Dolan", "Ivo Dolan", "three"],
        ),
        (
            "Tom Kessar was killed alongside his brother, Ivo Kessar, and two of his guards.",
            ["Tom Kessar", "Ivo Kessar", "two"],
        ),
        ("Ivo Kessar was killed together with Mira Dolan.", ["Ivo Kessar", "Mira Dolan"]),
        ("Ivo Kessar was killed with his brother.", ["Ivo Kessar", "his brother"]),
        ("Ivo Kessar was killed with his own gun.", ["Ivo Kessar"]),
        ("Ivo Kessar was wounded in clashes with his brother.", ["Ivo Kessar"]),
        ("Mira Dolan lives with her husband, who was wounded.", []),
        # lists of a name and relatives
        (
            "Ivo Kessar, his wife Mira Dolan and their son Tom were killed.",
            ["Ivo Kessar", "Mira Dolan", "their son"],
        ),
        (
            "Ivo Kessar, his brother and two nephews were hurt.",
            ["Ivo Kessar", "his brother", "two"],
        ),
        ("Ivo Kessar, his brother and business partner, was killed.", ["Ivo Kessar"]),
        ("Ivo Kessar, his brother, was killed.", ["Ivo Kessar"]),
        ("A gunman killed her husband, 40, and two clerks.", ["her husband", "two"]),
        # somebody's
        ("A woman and her infant were killed.", ["A", "her infant"]),
        ("The general was killed along with his driver.", ["his driver"]),
        # some of a group
        ("Twelve of the family were killed.", ["Twelve"]),
        ("The bombing led to 150 estimated “martyrs”.", ["150"]),
    ],
)
def test_who_else_is_counted(read_figures: ReadFigures, text: str, expected: list[str]) -> None:
    assert [figure.text for figure in read_figures(text)] == expected
