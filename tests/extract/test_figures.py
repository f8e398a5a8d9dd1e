"""Figures: sentence -> (printed, measure, low, high, party, extent, part), on invented texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.extract.bodies import Named
from provenance.extract.figures import NAMED, FigureReader, find_figures, might_hold_figure
from provenance.extract.page import Page
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.records import Document, Figure, Sentence, Source, SourceKind, Zone
from tests.extract.pages import page_of

Read = Callable[[str], list[Figure]]
PUBLISHER = Source(id="p", name="The Page", kind=SourceKind.MEDIA, named=True)


def one_page(parser: Parser, text: str, zone: Zone = Zone.BODY, lead: str = "") -> Page:
    """Return a page of one sentence, which stands behind ``lead``."""
    return Page(
        document=Document(id="d", text=lead + text),
        sentences=(
            Sentence(ordinal=0, start=len(lead), end=len(lead) + len(text), zone=zone, rule="test"),
        ),
        parses=(next(iter(parser.parse([text]))),),
        publisher=PUBLISHER,
        origin=PUBLISHER,
    )


@pytest.fixture
def read(parser: Parser, packs: Packs) -> Read:
    """Read the figures of one sentence."""
    return lambda text: find_figures(one_page(parser, text), packs).get(0, [])


def said(figures: list[Figure]) -> list[tuple[str, str, int | None, int | None]]:
    """Return printed text, measure and interval."""
    return [(f.text, f.measure.value, f.low, f.high) for f in figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry said in 2016 the fighter had been killed.", []),
        ("Two officers from Precinct 5 were shot.", [("Two", "injured", 2, 2)]),
        ('"Nobody deserves to die like this," she said.', []),
        ("Nobody should be killed for a parking place.", []),
        ("Nobody was killed in the raid.", [("Nobody", "killed", 0, 0)]),
        ("No one was killed in the raid.", [("No one", "killed", 0, 0)]),
        ("None is in a serious condition.", []),
        # what a toll was before it moved, and what is no range
        (
            "The toll rose to 141 on Tuesday, up from 126 a day earlier.",
            [("141", "killed", 141, 141), ("126", "killed", 126, 126)],
        ),
        ("Blast toll rises to 57 from 52", [("57", "killed", 57, 57), ("52", "killed", 52, 52)]),
        (
            "The death toll fell to 12 from an earlier 15.",
            [("12", "killed", 12, 12), ("15", "killed", 15, 15)],
        ),
        ("The death toll rose from 52 to 57.", [("57", "killed", 57, 57)]),
        # some of a whole
        (
            "They shot down 61 of 74 drones and four of six missiles.",
            [("61", "destroyed", 61, 61), ("four", "destroyed", 4, 4)],
        ),
        ("Air defences shot down 37 of the 40 drones.", [("37", "destroyed", 37, 37)]),
        ("Two of the six gunmen are in custody.", [("Two", "captured", 2, 2)]),
        ("None of the 12 clerks was hurt.", [("None", "injured", 0, 0)]),
        # where people are tells what befell them
        (
            "Of the 80 people still in hospital, 12 are in intensive care.",
            [("80", "injured", 80, 80), ("12", "injured", 12, 12)],
        ),
        ("Roe was shot by a third officer and is in hospital.", []),
        (
            "Some 4,000 people were forced from their homes.",
            [("Some 4,000", "displaced", 3600, 4400)],
        ),
        ("The quake brought down 40 houses.", [("40", "destroyed", 40, 40)]),
        (
            "The raid killed the commander of the drone unit, Jane Roe, and a clerk.",
            [("Jane Roe", "killed", 1, 1), ("a", "killed", 1, 1)],
        ),
        ("A man in his thirties is in custody.", [("A", "captured", 1, 1)]),
        ("Doctors treated 40 patients at the field clinic.", [("40", "injured", 40, 40)]),
        ("Two more are still missing.", [("Two", "missing", 2, 2)]),
        # what ends a verb's words stands behind its object
        ("A gunman shot two people to death at a diner.", [("two", "killed", 2, 2)]),
        ("Three men were beaten to death.", [("Three", "killed", 3, 3)]),
        # footnote marks are no counts, and end no word
        (
            "The raid on Velm[12] killed 7 people[3] and hurt at least 9.[4][5]",
            [("7", "killed", 7, 7), ("at least 9", "injured", 9, None)],
        ),
        ("The clash left 4 dead.[16]", [("4", "killed", 4, 4)]),
        # who did it lives; who somebody is is said once
        (
            "John Roe, 34, shot dead his wife and two neighbours.",
            [("his wife", "killed", 1, 1), ("two", "killed", 2, 2)],
        ),
        ("One of the dead was a general.", [("One", "killed", 1, 1)]),
        # no count
        ("They threatened to kill one hostage every day.", []),
        (
            "The storm displaced 2,000 people in three states.",
            [("2,000", "displaced", 2000, 2000)],
        ),
        ("Gunmen abducted 140 pupils; 26 escaped on the way.", [("140", "captured", 140, 140)]),
        (
            "The army lost 43 men and eleven armoured vehicles.",
            [("43", "killed_or_injured", 43, 43), ("eleven", "destroyed", 11, 11)],
        ),
        (
            "The real number of dead is closer to 300.",
            [("closer to 300", "killed", 270, 330)],
        ),
        # characters that no reader sees
        ("At least 3\u200b0 people were killed.", [("At least 3\u200b0", "killed", 30, None)]),
        ("Raids killed 1\u00ad2\u20605 people.", [("1\u00ad2\u20605", "killed", 125, 125)]),
        # the ages of those counted; what is no age
        (
            "Those killed were three women, 35, 46 and 54 years old.",
            [("three", "killed", 3, 3)],
        ),
        (
            "One, 33, was shot in the neck and the other, 25, in the arm.",
            [("One", "injured", 1, 1)],
        ),
        ("Two men, 33 and 19, were wounded on Mill Street.", [("Two", "injured", 2, 2)]),
        (
            "Two men, 18 and 20, and one woman were wounded.",
            [("Two", "injured", 2, 2), ("one", "injured", 1, 1)],
        ),
        ("Three boys, 12, 13 and 15, were killed.", [("Three", "killed", 3, 3)]),
        (
            "The raid killed three soldiers, 12 clerks and 4 guards.",
            [("three", "killed", 3, 3), ("12", "killed", 12, 12), ("4", "killed", 4, 4)],
        ),
        ('"It kept shooting one right after another," she said.', []),
        ("Photo: 2 guards wounded at the quay 1 / 2", [("2", "injured", 2, 2)]),
        # each of a list has its own relative clause
        (
            "Five people were shot, including two men who died and two clerks who were wounded.",
            [
                ("Five", "killed_or_injured", 5, 5),
                ("two", "killed", 2, 2),
                ("two", "injured", 2, 2),
            ],
        ),
        # passives, actives, participles
        ("Twelve people were killed in Marat.", [("Twelve", "killed", 12, 12)]),
        ("The raid killed at least 12 people.", [("at least 12", "killed", 12, None)]),
        ("A shell hit the bus, killing six.", [("six", "killed", 6, 6)]),
        (
            "The blast left 3 killed and 20 wounded.",
            [("3", "killed", 3, 3), ("20", "injured", 20, 20)],
        ),
        ("It has been reported that 20 villagers have been killed.", [("20", "killed", 20, 20)]),
        ("Eight men died of their wounds.", [("Eight", "killed", 8, 8)]),
        ("Five men, all of them bakers, were reported injured.", [("Five", "injured", 5, 5)]),
        ("The report counts one death in Marat.", [("one", "killed", 1, 1)]),
        ("There are 20000 of them in Marat.", [("20000", "present", 20000, 20000)]),
        (
            "The raids killed 19 people in Marat and another 23 people in Velm.",
            [("19", "killed", 19, 19), ("23", "killed", 23, 23)],
        ),
        # people somewhere, things hit, land, verbs left out
        ("Some 150 gunmen infiltrated Marat.", [("Some 150", "present", 135, 165)]),
        ("Fifty fighters remain in the old town.", [("Fifty", "present", 50, 50)]),
        ("Nine men remain in critical condition.", [("Nine", "injured", 9, 9)]),
        (
            "Thousands of farmers fleeing Marat slept there.",
            [("Thousands", "displaced", 1000, 9999)],
        ),
        ("The jets hit 33 tanks near Velm.", [("33", "damaged", 33, 33)]),
        (
            "Two shells landed on a school in Velm.",
            [("Two", "attacks", 2, 2), ("a", "damaged", 1, 1)],
        ),
        ("The raid destroyed 18 of 31 trucks.", [("18", "destroyed", 18, 18)]),
        ("The troops seized 3 kilometers of territory.", [("3", "territory", 3, 3)]),
        (
            "Five people were killed in the town of Marat and one in the town of Velm.",
            [("Five", "killed", 5, 5), ("one", "killed", 1, 1)],
        ),
        (
            "Hundreds of dead and injured people were rushed to six clinics.",
            [("Hundreds", "killed_or_injured", 100, 999)],
        ),
        ("The shells wounded 25 others John Smith told reporters.", [("25", "injured", 25, 25)]),
        # coordination and headlines
        (
            "Four killed nine injured in blast in Marat",
            [("Four", "killed", 4, 4), ("nine", "injured", 9, 9)],
        ),
        ("Shelling of Marat kills 4 wounds 9", [("4", "killed", 4, 4), ("9", "injured", 9, 9)]),
        ("16 dead, 30 injured.", [("16", "killed", 16, 16), ("30", "injured", 30, 30)]),
        (
            "The toll of the day: 16 – killed, 41 – injured.",
            [("16", "killed", 16, 16), ("41", "injured", 41, 41)],
        ),
        ("They killed 12 and wounded 30.", [("12", "killed", 12, 12), ("30", "injured", 30, 30)]),
        (
            "The raid killed 12 soldiers, 5 policemen and 3 farmers.",
            [("12", "killed", 12, 12), ("5", "killed", 5, 5), ("3", "killed", 3, 3)],
        ),
        (
            "At least 22 fighters were killed in the raid as well as 4 farmers.",
            [("At least 22", "killed", 22, None), ("4", "killed", 4, 4)],
        ),
        # one total of both
        ("Over 200 men were killed or injured.", [("Over 200", "killed_or_injured", 201, None)]),
        ("The blast left dozens dead and wounded.", [("dozens", "killed_or_injured", 12, 99)]),
        ("The army suffered heavy losses.", [("heavy", "killed_or_injured", 1, None)]),
        (
            "The brigade lost over one hundred men.",
            [("over one hundred", "killed_or_injured", 101, None)],
        ),
        # nouns
        ("The raid led to the death of 12 people.", [("12", "killed", 12, 12)]),
        ("The attack claimed the lives of two farmers.", [("two", "killed", 2, 2)]),
        ("The attack claimed 12 lives.", [("12", "killed", 12, 12)]),
        ("A toll of 31 people killed was given.", [("31", "killed", 31, 31)]),
        ("The death toll from the blast rose to 31.", [("31", "killed", 31, 31)]),
        ("The number of wounded is now 12.", [("12", "injured", 12, 12)]),
        ("The bodies of two farmers were found.", [("two", "killed", 2, 2)]),
        (
            "Three deaths and no injuries were recorded.",
            [("Three", "killed", 3, 3), ("no", "injured", 0, 0)],
        ),
        ("Several wounded farmers reached the clinic.", [("Several", "injured", 3, 9)]),
        ("Forty children suffered suffocation.", [("Forty", "injured", 40, 40)]),
        # one thing, one person
        ("A woman was killed.", [("A", "killed", 1, 1)]),
        ("Another was wounded.", [("Another", "injured", 1, 1)]),
        ("A 17-year-old has died.", [("A", "killed", 1, 1)]),
        ("They shot down a helicopter.", [("a", "destroyed", 1, 1)]),
        ("General Edwin Tarrow was killed.", [("General Edwin Tarrow", "killed", 1, 1)]),
        ("Police confirmed the death of Edwin Tarrow.", [("Edwin Tarrow", "killed", 1, 1)]),
        ("Edwin Tarrow, a father of two, was wounded.", [("Edwin Tarrow", "injured", 1, 1)]),
        (
            "Edwin Tarrow (24 years old), a member of the union and son to Omar, was killed.",
            [("Edwin Tarrow", "killed", 1, 1)],
        ),
        (
            "Edwin Tarrow, a clerk, and Mona Quill, a friend of the family, were killed.",
            [("Edwin Tarrow", "killed", 1, 1), ("Mona Quill", "killed", 1, 1)],
        ),
        (
            "Edwin Tarrow, a clerk and a guard were killed.",
            [("Edwin Tarrow", "killed", 1, 1), ("a", "killed", 1, 1), ("a", "killed", 1, 1)],
        ),
        (
            "The raid took the life of Edwin Tarrow “Abu Zaki”, a baker.",
            [("Edwin Tarrow", "killed", 1, 1)],
        ),
        # nothing
        ("No civilians were hurt.", [("No", "injured", 0, 0)]),
        ("There were no casualties.", [("no", "killed_or_injured", 0, 0)]),
        # things
        ("Militants fired at least 70 rockets at Marat.", [("at least 70", "attacks", 70, None)]),
        ("Marat was struck by nearly 40 air raids.", [("nearly 40", "attacks", 36, 39)]),
        (
            "The army deployed 70 tanks, 200 trucks and 80 howitzers.",
            [("70", "deployed", 70, 70), ("200", "deployed", 200, 200), ("80", "deployed", 80, 80)],
        ),
        ("Troops captured 12 launchers.", [("12", "captured", 12, 12)]),
        ("Troops liberated over two dozen villages.", [("over two dozen", "territory", 25, None)]),
        ("The army cleared up to 300km2.", [("up to 300", "territory", 0, 300)]),
        ("Some 116 gunmen surrendered.", [("Some 116", "surrendered", 104, 128)]),
        ("The war displaced millions.", [("millions", "displaced", 1000000, 9999999)]),
        ("The siege of Marat traps 5,000 people.", [("5,000", "present", 5000, 5000)]),
        ("Marat is home to 3,000 people.", [("3,000", "present", 3000, 3000)]),
        ("The 9,000 people who would be killed live in Marat.", [("9,000", "present", 9000, 9000)]),
        # fatal
        (
            "Four teens, one fatally, were shot.",
            [("Four", "killed_or_injured", 4, 4), ("one", "killed", 1, 1)],
        ),
        ("Four teens were shot in Marat.", [("Four", "injured", 4, 4)]),
        ("He was sentenced for the attempted murder of five men.", []),
        # a number of people that no measure counts, and what is no count
        ("Two men saw the attack.", []),
        ("A soldier killed three farmers.", [("three", "killed", 3, 3)]),
        ("Three militants killed five farmers.", [("five", "killed", 5, 5)]),
        ("Several hours later, one man was wounded.", [("one", "injured", 1, 1)]),
        (
            "A suicide bomber with a rocket killed nobody on 5 May 2016.",
            [("nobody", "killed", 0, 0)],
        ),
        ("They attack Marat and 20 men die every day.", [("20", "killed", 20, 20)]),
        ("Edwin Tarrow, 24, was killed.", [("Edwin Tarrow", "killed", 1, 1)]),
        ("A preacher, Edwin Tarrow, died.", [("Edwin Tarrow", "killed", 1, 1)]),
        ("The United States was hurt.", []),
        ("They seized control of 14 villages.", [("14", "territory", 14, 14)]),
        ("An area of 960 square km was taken under control.", [("960", "territory", 960, 960)]),
        ("The death toll from the strikes was 45.", [("45", "killed", 45, 45)]),
        ("Those killed included 12 people.", [("12", "killed", 12, 12)]),
        ("Dozens of killed and wounded men.", [("Dozens", "killed_or_injured", 12, 99)]),
        ("Forty men wounded in the raid have died.", [("Forty", "killed", 40, 40)]),
        ("Three children were not injured.", []),
        ("It is unclear how many were killed.", []),
    ],
)
def test_reads_measures(
    read: Read, text: str, expected: list[tuple[str, str, int | None, int | None]]
) -> None:
    assert said(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one of a family, told of by whose they are
        ("Her mother was killed in the raid.", [("Her mother", "killed", 1, 1)]),
        (
            "The blast killed his wife and daughter.",
            [("his wife", "killed", 1, 1), ("daughter", "killed", 1, 1)],
        ),
        (
            "My beloved brother-in-law was killed.",
            [("My beloved brother-in-law", "killed", 1, 1)],
        ),
        ("His sister, Mara Velm, was killed.", [("Mara Velm", "killed", 1, 1)]),
        ("His mother died in 2009.", []),
        # a single one that was none
        ("The army did not kill a single civilian.", [("a single", "killed", 0, 0)]),
        ("Not a single child was hurt.", [("Not a single", "injured", 0, 0)]),
        ("A single shell killed a guard.", [("a", "killed", 1, 1)]),
        # the verb first
        ("Also killed were two guards.", [("two", "killed", 2, 2)]),
        ("Injured in the blast were 12 shoppers.", [("12", "injured", 12, 12)]),
        ("Damaged are 12 residential buildings.", [("12", "damaged", 12, 12)]),
        (
            "As a result of shelling of the town Verna Lozova was wounded a woman.",
            [("a", "injured", 1, 1)],
        ),
        # what is listed as lost
        (
            "Enemy losses overnight: 18 killed and wounded, 6 tanks, 11 armoured vehicles.",
            [
                ("18", "killed_or_injured", 18, 18),
                ("6", "destroyed", 6, 6),
                ("11", "destroyed", 11, 11),
            ],
        ),
        ("After the losses the brigade received 6 tanks: new ones.", []),
        # of the wounded, of the twelve
        ("Guards executed two of the wounded.", [("two", "killed", 2, 2)]),
        ("They treated two of the wounded.", [("two", "injured", 2, 2)]),
        ("Half of the 12 passengers were killed.", []),
        ("Most of the 12 passengers were hurt.", []),
        ("All of the 12 passengers were killed.", [("12", "killed", 12, 12)]),
        (
            "Of the dead, 31 were women and 17 children.",
            [("31", "killed", 31, 31), ("17", "killed", 17, 17)],
        ),
        ("Of the 12 boats, 3 were new.", []),
        (
            "Jon Roe and Ann Lee were found dead there, one man was hurt.",
            [("Jon Roe", "killed", 1, 1), ("Ann Lee", "killed", 1, 1), ("one", "injured", 1, 1)],
        ),
        # other words for it
        ("Nine guards fell in the battle for the mill.", [("Nine", "killed", 9, 9)]),
        ("The rocket left 30 others with burns.", [("30", "injured", 30, 30)]),
        ("The storm left 30 others with nothing.", []),
        ("The number of raids reached 41.", [("41", "attacks", 41, 41)]),
        (
            "A watchman and his son were injured.",
            [("A", "injured", 1, 1), ("his son", "injured", 1, 1)],
        ),
        (
            "In an unrelated incident, a 25-year-old was stabbed to death.",
            [("a", "killed", 1, 1)],
        ),
        ("The dead numbered five.", [("five", "killed", 5, 5)]),
        ("A third brother was hit in the shoulder.", [("A", "injured", 1, 1)]),
        ("A third brother was hit.", [("A", "killed_or_injured", 1, 1)]),
    ],
)
def test_reads_what_is_told_in_other_ways(
    read: Read, text: str, expected: list[tuple[str, str, int | None, int | None]]
) -> None:
    assert said(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("Nine people including a woman and two boys were killed.", "Nine", ["a", "two"]),
        (
            "The raid killed 13, including a woman, her cousin and their three girls.",
            "13",
            ["a", "three"],
        ),
        ("The raid killed 22 civilians (10 children, 7 women).", "22", ["10", "7"]),
        ("Nine people were killed: three soldiers and six rebels.", "Nine", ["three", "six"]),
        ("The toll rose to 13 after two of the wounded died in hospital.", "13", ["two"]),
        ("Nine people were killed, among them four children.", "Nine", ["four"]),
        ("Nine people were killed, two of them women.", "Nine", ["two"]),
        ("Earlier nine persons were killed a woman among them.", "nine", ["a"]),
        ("Two medics were among 31 people killed.", "31", ["Two"]),
        ("Two medics were among at least 31 people killed.", "at least 31", ["Two"]),
        (
            "Two bakers, Edwin Tarrow and Jane Arlow, were killed in Marat.",
            "Two",
            ["Edwin Tarrow", "Jane Arlow"],
        ),
    ],
)
def test_reads_parts(read: Read, text: str, whole: str, parts: list[str]) -> None:
    figures = read(text)
    total = next(f for f in figures if f.text == whole)
    assert [f.text for f in figures if f.subset_of == total.id] == parts
    assert total.subset_of is None


def test_a_figure_with_a_predicate_of_its_own_is_no_part(read: Read) -> None:
    figures = read("Nine men, including two boys, were killed and at least four others were hurt.")
    assert [(f.text, f.measure.value, f.subset_of is None) for f in figures] == [
        ("Nine", "killed", True),
        ("two", "killed", False),
        ("at least four", "injured", True),
    ]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Twelve civilians were killed and 30 others were injured.", ["civilian", "civilian"]),
        ("Six civilians were killed while eight persons were injured.", ["civilian", None]),
        ("Twelve people were killed.", [None]),
        ("Seven children were killed.", [None]),
        ("Three Syrian troops were killed.", ["government"]),
        ("At least 60 members of militant groups were killed.", ["opposition"]),
        ("ISIS terrorists fired 12 rockets at Marat.", ["isis"]),
        ("Five Kurdish policemen were killed.", ["kurdish"]),
        ("Thirty Russian civilians were killed.", ["civilian"]),
        ("They executed 40 gunmen and members of their families.", [None]),
        ("The ISIS death toll rose to 30.", ["isis"]),
        ("The Syrian Army suffered heavy losses.", ["government"]),
    ],
)
def test_reads_parties(read: Read, text: str, parties: list[str | None]) -> None:
    assert [figure.party for figure in read(text)] == parties


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
    ],
)
def test_reads_extents(read: Read, text: str, extents: list[str]) -> None:
    assert [figure.extent.value for figure in read(text)] == extents


@pytest.mark.parametrize(
    ("text", "subject", "unit"),
    [
        ("At least 60 members of armed groups were killed.", "members of armed groups", "person"),
        ("The army cleared 300km2.", None, "km2"),
        ("Troops captured two villages.", "villages", "place"),
        ("Rebels fired 12 rockets at Marat.", "rockets", "attack"),
    ],
)
def test_reads_subject_and_unit(read: Read, text: str, subject: str | None, unit: str) -> None:
    (figure,) = read(text)
    assert (figure.subject, figure.unit) == (subject, unit)


def test_one_toll_printed_twice_is_one_figure(read: Read) -> None:
    text = "Twenty-six civilians were also killed when jets pounded Marat killing 26 civilians."
    assert said(read(text)) == [("Twenty-six", "killed", 26, 26)]


def test_a_qualifier_behind_the_noun_is_read(read: Read) -> None:
    (figure,) = read("The raid killed 30 people at least.")
    assert (figure.low, figure.high, figure.rule) == (30, None, "interval.at_least")
    assert {e.field for e in figure.evidence} >= {"measure", "interval", "subject"}


def test_spans_are_offsets_of_the_document(parser: Parser, packs: Packs) -> None:
    text = "At least 12 civilians, including four children, were killed in Marat."
    page = one_page(parser, text, lead="Ünïcode 🚀 lead. ")
    figures = find_figures(page, packs)[0]
    assert (
        [page.slice(f.span) for f in figures]
        == [f.text for f in figures]
        == ["At least 12", "four"]
    )
    for figure in figures:
        for evidence in figure.evidence:
            assert evidence.spans
            assert all(page.slice(span).strip() for span in evidence.spans)


@pytest.mark.parametrize("zone", [Zone.BOILERPLATE, Zone.DATELINE])
def test_silent_zones_give_none(parser: Parser, packs: Packs, zone: Zone) -> None:
    assert find_figures(one_page(parser, "Twelve men were killed.", zone), packs) == {}


def test_ids_are_the_same_in_every_run(parser: Parser, packs: Packs) -> None:
    text = "At least 12 men and two boys were killed."
    first = find_figures(one_page(parser, text), packs)
    assert first == find_figures(one_page(parser, text), Packs())


def test_profiles_have_names(parser: Parser, packs: Packs) -> None:
    page = one_page(parser, "Dozens of people were killed and 5 wounded.")
    assert said(find_figures(page, packs, "acled")[0])[0] == ("Dozens", "killed", 12, 12)
    assert said(find_figures(page, packs, "aoav")[0]) == [("5", "injured", 5, 5)]
    assert find_figures(page, packs, "acled")[0][0].profile == "acled"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained in Marat.", False),
        ("12 men came.", True),
        ("Several men came.", True),
        ("The mayor was killed.", True),
        ("Nobody came.", True),
    ],
)
def test_might_hold_figure(packs: Packs, text: str, expected: bool) -> None:
    assert might_hold_figure(text, packs) is expected


WORDS = st.sampled_from(
    [
        *["at", "least", "12", "five", "dozens", "of", "people", "civilians", "were", "was"],
        *["killed", "and", "wounded", ",", "including", "a", "woman", "the", "death", "toll"],
        *["rose", "to", "(", ")", "–", '"', "S-400", "2016", "May", "over", "rockets", "fired"],
        *["by", "ISIS", "no", "one", "who", "3", "km2", "among", "them", "Edwin", "Tarrow"],
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_any_word_order_keeps_the_invariants(
    parser: Parser, packs: Packs, words: list[str]
) -> None:
    text = " ".join(words)
    page = one_page(parser, text)
    figures = find_figures(page, packs).get(0, [])
    ids = {figure.id for figure in figures}
    assert len(ids) == len(figures)
    assert [f.span for f in figures] == sorted(f.span for f in figures)
    for figure in figures:
        assert page.slice(figure.span) == figure.text
        assert figure.low is not None
        assert figure.high is None or figure.low <= figure.high
        assert figure.subset_of is None or (figure.subset_of in ids - {figure.id})
        assert might_hold_figure(text, packs)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_survived(parser: Parser, packs: Packs, text: str) -> None:
    find_figures(one_page(parser, text), packs)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Eight men died in the raid. A nurse put the figure at twelve.",
            [("Eight", "killed"), ("twelve", "killed")],
        ),
        (
            "Rebels say 45 soldiers were hurt; a reporter put the figure at six.",
            [("45", "injured"), ("six", "injured")],
        ),
        # It says itself of what, or nothing was counted at once before.
        ("Eight men died. A trader put the number of goats at 12.", [("Eight", "killed")]),
        ("Eight men died. It was hot. Analysts put the number at 200.", [("Eight", "killed")]),
        ("Analysts put the number at 200.", []),
    ],
)
def test_a_figure_points_back_at_what_was_counted(
    text: str, figures: list[tuple[str, str]], parser: Parser, packs: Packs
) -> None:
    page = page_of(text, parser, packs)
    found = find_figures(page, packs)
    assert [(f.text, f.measure.value) for o in sorted(found) for f in found[o]] == figures


def test_bodies_are_found_once_in_a_sentence_of_many_names(
    parser: Parser, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = FigureReader(packs)
    searched: list[str] = []
    find = reader.bodies.find

    def count(text: str) -> list[Named]:
        searched.append(text)
        return find(text)

    monkeypatch.setattr(reader.bodies, "find", count)
    letters = "BCDFGHKLMNPRSTVWZ"
    names = [f"{a}arin {b}oslet" for a in letters[:8] for b in letters[8:]][:60]
    text = ", ".join(f"{name} was killed" for name in names) + "."
    found = reader.read(one_page(parser, text), 0)
    assert len([figure for figure in found if figure.rule == NAMED]) > 50
    assert searched == [text]
