"""Extents: which stretch of time a figure counts, on invented sentences."""

from __future__ import annotations

import pytest

from provenance.extract.figures import find_figures
from provenance.extract.parser import Parser
from provenance.packs import Packs
from tests.extract.pages import ReadFigures, page_of


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
        ("Twelve members of the family had now been killed in the war.", ["cumulative"]),
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
        # what a calendar tells
        ("From 1 to 7 August 2022, 27 deaths were reported.", ["period"]),
        ("Between 6 and 10 February the army killed 184 men.", ["period"]),
        ("They flew 906 raids between August 2014 and the end of May 2018.", ["period"]),
        ("Eleven people were killed between 2010 and 2014.", ["period"]),
        ("The army cut its force from 2000 to a few hundred and 12 were killed.", ["incident"] * 2),
        ("Between 10 and 12 people were killed.", ["incident"]),
        ("Between 2 a.m. and 4 a.m. 12 people were killed.", ["incident"]),
        ("Police recorded 40 murders during 2019.", ["period"]),
        # many, or deaths, in a month or year: no happening is told of
        ("There were 9,500 homicides in the country in 2022.", ["period"]),
        ("The group recorded 135 attacks on clinics in 2022.", ["period"]),
        (
            "The office recorded 174 casualties in June: 52 killed and 122 injured.",
            ["period", "period", "period"],
        ),
        ("The group recorded 135 attacks on clinics last year.", ["period"]),
        ("Two attacks on the clinic in May were claimed by nobody.", ["incident"]),
        ("In 2022, 1,417 people lost their lives on the route.", ["period"]),
        ("112 people were killed in the town in April.", ["period"]),
        ("41 workers were killed in the pit in 2006.", ["incident"]),
        ("A typhoon killed more than 1,900 people in 2012.", ["incident"]),
        ("60 people were killed in May when a ferry sank.", ["incident"]),
        ("A string of bombings in May left 60 people dead.", ["incident"]),
        ("He ordered the massacre of 108 villagers in May 1998.", ["incident"]),
        ("The toll rose to 112 in April.", ["incident"]),
        # all that a war took
        ("About 26,000 farmers were killed in the Winter War.", ["cumulative"]),
        ("Nine farmers were killed in the Winter War.", ["incident"]),
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


@pytest.mark.parametrize(
    ("text", "extents"),
    [
        ("At least 63 inmates died in 2022. Of these, 41 died of hunger.", ["period", "period"]),
        ("At least 63 people have died since May. Among the dead were 5 boys.", ["cumulative"] * 2),
        ("Forty people died in the crash. Of these, 12 were killed at once.", ["incident"] * 2),
        ("At least 63 inmates died in 2022. A fire killed 41 inmates.", ["period", "incident"]),
        ("At least 63 inmates died in 2022. Of these, 41 died in May.", ["period", "incident"]),
    ],
)
def test_shares_are_of_the_time_of_those_before(
    parser: Parser, packs: Packs, text: str, extents: list[str]
) -> None:
    found = find_figures(page_of(text, parser, packs), packs)
    assert [f.extent.value for _, rows in sorted(found.items()) for f in rows] == extents
