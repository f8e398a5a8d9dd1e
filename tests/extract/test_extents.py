"""Extents: which stretch of time a figure counts, on invented sentences."""

from __future__ import annotations

import pytest

from tests.extract.pages import ReadFigures


@pytest.mark.parametrize(
    ("text", "extents"),
    [
        ("Twelve people were killed on Monday.", ["incident"]),
        ("Twelve people were killed during the past week.", ["period"]),
        ("The war has killed more than 9,000 people and displaced millions.", ["cumulative"] * 2),
        (
            "The war has killed more than 9000 people wounded 400 and displaced some.",
            ["cumulative", "cumulative"],
        ),
        ("More than 200,000 people have been killed and half of them fled.", ["cumulative"]),
        ("More than 40,000 people have been killed in the earthquake.", ["incident"]),
        ("Over 9,000 people have been killed.", ["incident"]),
        ("Over 160,000 people have been killed in over three years of raids.", ["cumulative"]),
        ("In five years the mines have killed 90 people.", ["cumulative"]),
        ("The blast killed 12 people, the worst attack in five years.", ["incident"]),
        (
            "The centre put the death toll from the six-year conflict at more than 470,000 people.",
            ["cumulative"],
        ),
        ("He admitted the deaths of over 700 civilians in its raids since 2014.", ["cumulative"]),
        ("Since July 11 the raids have killed 136 people.", ["cumulative"]),
        (
            "Nine people were killed and 13 injured in raids on Velm since Tuesday.",
            ["cumulative", "cumulative"],
        ),
        (
            "The raid killed 12 people, raising the total toll since May to 255 killed.",
            ["incident", "cumulative"],
        ),
        ("The mission recorded 413 deaths in the first half of the year.", ["period"]),
        ("Two hundred people were killed in the first hours of the raid.", ["incident"]),
        ("More than 9,000 people were killed over the past five years.", ["cumulative"]),
        ("The raid killed two men in a city that has been divided since July.", ["incident"]),
        ("Earlier this week he spoke of raids which left 12 people killed.", ["incident"]),
        ("That brings the number of residents killed since the truce to eight.", ["cumulative"]),
        ("The ministry said 11 guards died in the same period.", ["period"]),
        ("During the reporting period 12 people were killed.", ["period"]),
        ("Throughout May 12 people were killed.", ["period"]),
        ("In February the union registered 14 deaths.", ["period"]),
        ("In February 14 people died in a fire.", ["incident"]),
        ("Of the 12 wounded, three have since died.", ["incident", "incident"]),
        ("The war has since killed 300 people.", ["cumulative"]),
        ("It was the second fire this year; 22 people died at the mill.", ["incident"]),
        ("Earlier in the week a raid killed five clerks.", ["incident"]),
        ("Gang violence killed 1,500 people in three months.", ["period"]),
        ("At least 81 people have been killed in eight weeks of raids.", ["period"]),
        ("Four people were killed in the second raid in two days.", ["incident"]),
        ("It was the worst raid in six weeks and killed four people.", ["incident"]),
        (
            "Officials said 46 people had been killed and 13 hurt in raids since July 11.",
            ["cumulative", "cumulative"],
        ),
        (
            "23 people were killed in the past day, bringing the total number of dead since"
            " May 7 to 941.",
            ["period", "cumulative"],
        ),
        # what ranks one happening is no stretch
        ("Three people were killed, the city's deadliest day this year.", ["incident"]),
        ("The raid was the third this week and killed 12 people.", ["incident"]),
        ("The deadliest attack since 2014 killed 40 people.", ["incident"]),
        ("At least 300 people have been killed this year.", ["period"]),
        ("The total is 49 guards killed since the siege began.", ["cumulative"]),
    ],
)
def test_reads_extents(read_figures: ReadFigures, text: str, extents: list[str]) -> None:
    assert [figure.extent.value for figure in read_figures(text)] == extents
