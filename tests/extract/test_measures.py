"""Measures: sentence -> (printed, measure, low, high) of each figure, on invented texts."""

from __future__ import annotations

import pytest

from provenance.extract.figures import find_figures
from provenance.extract.parser import Parser
from provenance.packs import Packs
from tests.extract.pages import Said, one_page, said


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
        ("The death toll rose by five to 57.", [("57", "killed", 57, 57)]),
        ("The death toll climbed past 200.", [("climbed past 200", "killed", 201, None)]),
        # the noun is its own toll
        ("Deaths rose by 12 to 58.", [("58", "killed", 58, 58)]),
        ("Injuries in the camp climbed to 300.", [("300", "injured", 300, 300)]),
        ("Casualties reached 1,200.", [("1,200", "killed_or_injured", 1200, 1200)]),
        ("Deaths were reported in 12 districts.", []),
        # how many in so many
        ("One in five of the dead were children.", []),
        ("The toll from the quake in Marat rose by 12 to 58.", [("58", "killed", 58, 58)]),
        ("The number of dead nearly doubled to 40.", [("40", "killed", 40, 40)]),
        (
            "The toll rose from some 50 to more than 70.",
            [("more than 70", "killed", 71, None)],
        ),
        # tolls that vary
        ("Estimates of the toll range from 100 to 250.", [("from 100 to 250", "killed", 100, 250)]),
        (
            "The death toll of three weeks of raids varies from 900 to more than 3,000.",
            [("from 900 to more than 3,000", "killed", 900, None)],
        ),
        (
            "The blast killed between 20 and about 30 people.",
            [("between 20 and about 30", "killed", 20, 33)],
        ),
        (
            "At least 3, maybe 5, clerks were hurt.",
            [("At least 3, maybe 5", "injured", 3, 5)],
        ),
        # the wound told behind a number is its own
        (
            "27 clerks killed and 61 injured, according to the council.",
            [("27", "killed", 27, 27), ("61", "injured", 61, 61)],
        ),
        # what was launched, and shot down
        ("They shot down 43 drones launched overnight.", [("43", "destroyed", 43, 43)]),
        ("They fired 12 rockets launched from trucks.", [("12", "attacks", 12, 12)]),
        ("The shells destroyed 18 off-road vehicles.", [("18", "destroyed", 18, 18)]),
        ("Nine herders were hacked to death.", [("Nine", "killed", 9, 9)]),
        # when it happened is not whom it befell
        ("Gangs killed 40 this year, the office said.", [("40", "killed", 40, 40)]),
        (
            "The number of people killed has more than tripled to 1,200 this year.",
            [("1,200", "killed", 1200, 1200)],
        ),
        ("The siege lasted 40 days.", []),
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
        # one more of the same
        (
            "Two clerks were killed and a third was injured.",
            [("Two", "killed", 2, 2), ("a", "injured", 1, 1)],
        ),
        (
            "Two clerks are dead and a third is in critical condition.",
            [("Two", "killed", 2, 2), ("a", "injured", 1, 1)],
        ),
        ("Two cars were damaged and a third was destroyed.", [("Two", "damaged", 2, 2)]),
        ("A third of the town was destroyed.", []),
        # what is left, and how, behind who they were
        ("The blast left eight people, most of them women, dead.", [("eight", "killed", 8, 8)]),
        (
            "The blast left two people, a clerk and a nurse, injured.",
            [("two", "injured", 2, 2), ("a", "injured", 1, 1), ("a", "injured", 1, 1)],
        ),
        ("Three guards were among the seriously wounded.", [("Three", "injured", 3, 3)]),
        ("Four of their children were listed among the dead.", [("Four", "killed", 4, 4)]),
        ("Ten boys were among the casualties.", [("Ten", "killed_or_injured", 10, 10)]),
        ("Six men are among those killed and injured.", [("Six", "killed_or_injured", 6, 6)]),
        (
            "Two men were among the 12 prisoners killed.",
            [("Two", "killed", 2, 2), ("12", "killed", 12, 12)],
        ),
        # hospitals of other names
        ("Two men were taken to Velm Medical Center.", [("Two", "injured", 2, 2)]),
        ("Two men went to the medical center.", []),
        ("A fire left two boys, ages 4 and 6, injured on Monday.", [("two", "injured", 2, 2)]),
        # the participle is of the whole
        ("The teen was one of four people shot Saturday night.", [("four", "injured", 4, 4)]),
        ("He was one of two boys killed when a wall fell.", [("two", "killed", 2, 2)]),
        # a toll told before what it is of
        ("The crash brought to 35 the number of lives lost.", [("35", "killed", 35, 35)]),
        (
            "Two more deaths raised to 19 the toll.",
            [("Two", "killed", 2, 2), ("19", "killed", 19, 19)],
        ),
        ("The flood brought to 12 the number of bridges.", []),
        # items of a form
        ("* DEAD: 238", [("238", "killed", 238, 238)]),
        ("- Missing: 61", [("61", "missing", 61, 61)]),
        ("Houses destroyed: 17,840", [("17,840", "destroyed", 17840, 17840)]),
        ("* TANKS DAMAGED: 7", [("7", "damaged", 7, 7)]),
        # where a list tells of, and whom
        ("Northern Velm: two people killed in shelling.", [("two", "killed", 2, 2)]),
        # of how many a share is
        ("Half of the prewar population of 22 million have been displaced.", []),
        (
            "A population of 22 million has been displaced.",
            [("22 million", "displaced", 22000000, 22000000)],
        ),
        # what a number is of stands behind it
        ("Of 252 people underground, 24 were taken to hospital.", [("24", "injured", 24, 24)]),
        # those who break out leave no home
        ("300 prisoners escaped from the jail.", []),
        ("300 villagers escaped from the fighting.", [("300", "displaced", 300, 300)]),
        # who no longer fights need not be dead
        (
            "Our forces put out of action 312 enemy soldiers.",
            [("312", "killed_or_injured", 312, 312)],
        ),
        ("Nine tanks were put out of action.", [("Nine", "destroyed", 9, 9)]),
        # how old they are
        ("Children under five were killed in Velm.", []),
        ("Under five people were killed in Velm.", [("Under five", "killed", 0, 4)]),
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
        # … and nothing that could be counted
        ("Police found no evidence that anybody had been killed.", []),
        # his wounds are not counted
        (
            "A baker lay in hospital with four bullet wounds to his back.",
            [("A", "injured", 1, 1)],
        ),
        ("There was no indication that miners had been hurt.", []),
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
        ("They attack Marat and 20 men die there.", [("20", "killed", 20, 20)]),
        ("Edwin Tarrow, 24, was killed.", [("Edwin Tarrow", "killed", 1, 1)]),
        ("A preacher, Edwin Tarrow, died.", [("Edwin Tarrow", "killed", 1, 1)]),
        ("The United States was hurt.", []),
        ("They seized control of 14 villages.", [("14", "territory", 14, 14)]),
        ("An area of 960 square km was taken under control.", [("960", "territory", 960, 960)]),
        ("The death toll from the strikes was 45.", [("45", "killed", 45, 45)]),
        ("Those killed included 12 people.", [("12", "killed", 12, 12)]),
        ("Dozens of killed and wounded men.", [("Dozens", "killed_or_injured", 12, 99)]),
        ("Forty men wounded in the raid have died.", [("Forty", "killed", 40, 40)]),
        ("Deaths: 14", [("14", "killed", 14, 14)]),
        ("Dead: 14, including 3 children.", [("14", "killed", 14, 14), ("3", "killed", 3, 3)]),
        ("Total number of confirmed dead: 17.", [("17", "killed", 17, 17)]),
        ("Missing persons: 6", [("6", "missing", 6, 6)]),
        ("Dead and wounded: 40", [("40", "killed_or_injured", 40, 40)]),
        ("Two dead in the raid on Harl: 4 houses.", [("Two", "killed", 2, 2)]),
        ("Three children were not injured.", []),
        ("It is unclear how many were killed.", []),
    ],
)
def test_reads_measures(parser: Parser, packs: Packs, text: str, expected: Said) -> None:
    assert said(find_figures(one_page(parser, text), packs).get(0, [])) == expected
