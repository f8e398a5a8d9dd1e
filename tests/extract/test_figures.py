"""Figures: sentence -> (printed, measure, low, high, party, extent, part), on invented texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.extract.bodies import Named
from provenance.extract.figures import NAMED, FigureReader, find_figures, might_hold_figure
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.records import Zone
from tests.extract.pages import ReadFigures, one_page, page_of, said


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
        # who shared somebody's lot
        ("The commander was killed along with two of his guards.", [("two", "killed", 2, 2)]),
        ("She died together with her two sons.", [("two", "killed", 2, 2)]),
        ("He had been taken prisoner with nine comrades.", [("nine", "captured", 9, 9)]),
        ("The mayor was wounded in a quarrel with two clerks.", []),
        ("The guard was killed with two bullets.", []),
        # a month without its comma; a day has no "in" before it
        ("In June 14 civilians were killed.", [("14", "killed", 14, 14)]),
        ("In January 22 people died at the market.", [("22", "killed", 22, 22)]),
        ("On March 3 people fled the town.", []),
        ("In July 14 percent were killed.", []),
        # who has not been found
        ("No bodies were found in the well.", []),
        ("No deaths were reported.", [("No", "killed", 0, 0)]),
        ("Five people were electrocuted in the bazaar.", [("Five", "killed", 5, 5)]),
        # verbs and nouns left out of what is told alike
        (
            "The office counted 150 bodies in Marat, 100 in Velm and 67 in Oru.",
            [("150", "killed", 150, 150), ("100", "killed", 100, 100), ("67", "killed", 67, 67)],
        ),
        (
            "It said 150 bodies were counted in Marat 100 in Velm.",
            [("150", "killed", 150, 150), ("100", "killed", 100, 100)],
        ),
        (
            "It said 90 died in the district Marat 40 in Velm.",
            [("90", "killed", 90, 90), ("40", "killed", 40, 40)],
        ),
        (
            "Seven soldiers died on Monday and three on Tuesday.",
            [("Seven", "killed", 7, 7), ("three", "killed", 3, 3)],
        ),
        (
            "They carried out 12 strikes in Marat and five in Velm.",
            [("12", "attacks", 12, 12), ("five", "attacks", 5, 5)],
        ),
        ("Five men were wounded at Hall 21 in Velm.", [("Five", "injured", 5, 5)]),
        # joined to somebody without a number
        ("The strike hit as he slept, killing him and 11 more men.", [("11", "killed", 11, 11)]),
        ("The blast killed him, his wife and three children.", [("three", "killed", 3, 3)]),
        ("He shot him and two men ran away.", []),
        (
            "All 12 passengers and both pilots died.",
            [("12", "killed", 12, 12), ("both", "killed", 2, 2)],
        ),
        ("The two drivers both died.", [("two", "killed", 2, 2)]),
        (
            "Injured people arrived, among them five children and two men.",
            [("five", "injured", 5, 5), ("two", "injured", 2, 2)],
        ),
        # a place that was lost; what served as one, or stands beside it, was not
        ("The raid destroyed a checkpoint.", [("a", "destroyed", 1, 1)]),
        ("The troops seized a village.", []),
        ("They blew up a tunnel under a police post.", [("a", "destroyed", 1, 1)]),
        (
            "Nine houses used as a base were destroyed.",
            [("Nine", "destroyed", 9, 9)],
        ),
        ("At least one checkpoint was among the targets hit.", []),
        ("Police were told about a dead woman.", [("a", "killed", 1, 1)]),
        (
            "Some 43 clinics have been partly or wholly destroyed.",
            [("Some 43", "destroyed", 38, 48)],
        ),
        # what did it, not what it did it to
        ("Nearly 50 air strikes hit areas near Velm.", [("Nearly 50", "attacks", 45, 49)]),
        # what water takes
        ("The flood washed away 40 houses.", [("40", "destroyed", 40, 40)]),
        ("About 90 houses were swept away.", [("About 90", "destroyed", 81, 99)]),
        # a toll that goes beyond a number; a way that does not
        ("The death toll exceeded 300.", [("exceeded 300", "killed", 301, None)]),
        (
            "The number of people killed in the fire in Velm and Oru topped 11,000 on Monday.",
            [("topped 11,000", "killed", 11_001, None)],
        ),
        (
            "The toll from the quake in Velm surpassed 900.",
            [("surpassed 900", "killed", 901, None)],
        ),
        ("The toll from the temple shootings rose to 50.", [("50", "killed", 50, 50)]),
        (
            "A number of clerks were killed and at least four clerks were injured.",
            [("A number of", "killed", 2, None), ("at least four", "injured", 4, None)],
        ),
        ("The toll of injured from the temple shootings rose to 50.", [("50", "injured", 50, 50)]),
        ("Quake toll passes 2,800 as rescuers dig.", [("passes 2,800", "killed", 2801, None)]),
        ("The road passes 20 villages.", []),
        # what a toll is put at, and who of it died
        (
            "The union put casualties at 117, of whom 35 were fatalities.",
            [("117", "killed_or_injured", 117, 117), ("35", "killed", 35, 35)],
        ),
        ("The union put attendance at 117.", []),
        ("Troops arrested 12 diesel suppliers.", [("12", "captured", 12, 12)]),
        # all of a place, of whom some died
        ("At least 90 of Velm's 400 clerks died.", [("At least 90", "killed", 90, None)]),
        # who did not survive
        ("Neither of the two drivers survived.", [("two", "killed", 2, 2)]),
        ("None of the five miners had survived.", [("five", "killed", 5, 5)]),
        ("Three of them did not survive.", [("Three", "killed", 3, 3)]),
        ("Nine people failed to survive the cold.", [("Nine", "killed", 9, 9)]),
        ("Only two of the nine sailors survived.", []),
        ("The seven survived.", []),
        ("All but one of the 14 passengers died.", []),
        ("An elderly couple who could not flee died.", [("An elderly couple", "killed", 2, 2)]),
        ("Two men were found with stab wounds.", [("Two", "injured", 2, 2)]),
        ("Two men were found with a stolen cart.", []),
        # a row of a log
        (
            "18:40 | Airstrike | Old Hilla | 6 killed (4 children)",
            [("6", "killed", 6, 6), ("4", "killed", 4, 4)],
        ),
        # a toll given again
        (
            "Nine died at first; the mayor raised it to 12.",
            [("Nine", "killed", 9, 9), ("12", "killed", 12, 12)],
        ),
        ("The mayor raised it to 12.", []),
        # people lost, and what their number is said to be
        (
            "The ministry put the injured at 17 and the dead at four.",
            [("17", "injured", 17, 17), ("four", "killed", 4, 4)],
        ),
        ("The monitor now estimated the dead at 40.", [("40", "killed", 40, 40)]),
        ("Doctors raised the wounded to more than 30.", [("more than 30", "injured", 31, None)]),
        ("The medics brought the wounded to two clinics.", []),
        ("They left the wounded at 12 houses.", []),
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
        # what befell the group befell them
        ("The shell killed a group of 13 people.", [("13", "killed", 13, 13)]),
        ("Gunmen kidnapped a group of 13 pupils.", [("13", "captured", 13, 13)]),
        ("Four of the crew of 22 are missing.", [("Four", "missing", 4, 4)]),
        ("A squad of 12 soldiers killed three rebels.", [("three", "killed", 3, 3)]),
        (
            "The prison riot left at least 24 inmates dead and 18 guards taken hostage.",
            [("at least 24", "killed", 24, None), ("18", "captured", 18, 18)],
        ),
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
    read_figures: ReadFigures, text: str, expected: list[tuple[str, str, int | None, int | None]]
) -> None:
    assert said(read_figures(text)) == expected


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
        ("The blast left 18 people hurt, 12 of them civilians.", "18", ["12"]),
        ("Earlier nine persons were killed a woman among them.", "nine", ["a"]),
        ("Two medics were among 31 people killed.", "31", ["Two"]),
        ("Two medics were among at least 31 people killed.", "at least 31", ["Two"]),
        (
            "Two bakers, Edwin Tarrow and Jane Arlow, were killed in Marat.",
            "Two",
            ["Edwin Tarrow", "Jane Arlow"],
        ),
        (
            "A blast killed nine people – six guards and two clerks – in the port.",
            "nine",
            ["six", "two"],
        ),
        (
            "18 were killed, 7 of them in Oru, 6 in Marat and 5 along the river.",
            "18",
            ["7", "6", "5"],
        ),
        (
            "Bandits shot dead 11 people in Tarro on Saturday night: seven men and four women.",
            "11",
            ["seven", "four"],
        ),
    ],
)
def test_reads_parts(read_figures: ReadFigures, text: str, whole: str, parts: list[str]) -> None:
    figures = read_figures(text)
    total = next(f for f in figures if f.text == whole)
    assert [f.text for f in figures if f.subset_of == total.id] == parts
    assert total.subset_of is None


def test_a_figure_with_a_predicate_of_its_own_is_no_part(read_figures: ReadFigures) -> None:
    figures = read_figures(
        "Nine men, including two boys, were killed and at least four others were hurt."
    )
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
        ("On the regime side, 12 fighters were killed.", ["government"]),
        (
            "Seven troops were killed on the regime side and four men died on the rebel side.",
            ["government", "opposition"],
        ),
        ("The clashes left 20 dead on the rebel side.", ["opposition"]),
        ("Twelve people were killed on the north side.", [None]),
        ("Nine people were killed, six of them civilians.", [None, "civilian"]),
        ("Police said that six of the dead were civilians.", ["civilian"]),
        ("Nine people were killed, six of them in hospital.", [None, None]),
        ("The army fired 12 rockets at Marat and five at Velm.", ["government", "government"]),
        ("A missile killed 16 people, all of them civilians.", ["civilian"]),
        ("Six people, all civilians, were killed.", ["civilian"]),
        ("Six people were killed, all of them women.", [None]),
        ("Six people were killed and all civilians fled.", [None]),
    ],
)
def test_reads_parties(read_figures: ReadFigures, text: str, parties: list[str | None]) -> None:
    assert [figure.party for figure in read_figures(text)] == parties


@pytest.mark.parametrize(
    ("text", "subject", "unit"),
    [
        ("At least 60 members of armed groups were killed.", "members of armed groups", "person"),
        ("The army cleared 300km2.", None, "km2"),
        ("Troops captured two villages.", "villages", "place"),
        ("Rebels fired 12 rockets at Marat.", "rockets", "attack"),
        ("32 pick-up trucks were destroyed.", "pick-up trucks", "item"),
        ("At least 90 of the village's 400 people died.", "the village's 400 people", "person"),
    ],
)
def test_reads_subject_and_unit(
    read_figures: ReadFigures, text: str, subject: str | None, unit: str
) -> None:
    (figure,) = read_figures(text)
    assert (figure.subject, figure.unit) == (subject, unit)


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("The gang kidnapped 30 pupils and 16 of them were killed.", ["captured", "killed"]),
        ("The army arrested 20 men, four of whom were later found dead.", ["captured", "killed"]),
        ("Police arrested 30 people, five of whom were injured.", ["captured", "injured"]),
        ("The gang kidnapped 14 pupils, six of whom were freed.", ["captured", "captured"]),
    ],
)
def test_what_befell_some_of_those_taken_is_their_own(
    read_figures: ReadFigures, text: str, measures: list[str]
) -> None:
    assert [figure.measure.value for figure in read_figures(text)] == measures


def test_one_toll_printed_twice_is_one_figure(read_figures: ReadFigures) -> None:
    text = "Twenty-six civilians were also killed when jets pounded Marat killing 26 civilians."
    assert said(read_figures(text)) == [("Twenty-six", "killed", 26, 26)]


def test_a_qualifier_behind_the_noun_is_read(read_figures: ReadFigures) -> None:
    (figure,) = read_figures("The raid killed 30 people at least.")
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
    page = one_page(parser, text)
    for figure in find_figures(page, packs).get(0, []):
        assert page.slice(figure.span) == figure.text


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


def test_a_figure_given_is_of_what_was_counted_last(parser: Parser, packs: Packs) -> None:
    text = "The flood killed 45 people.\n\nThe mayor had given a figure of 39."
    found = find_figures(page_of(text, parser, packs), packs)
    assert [(f.text, f.measure.value) for _, rows in sorted(found.items()) for f in rows] == [
        ("45", "killed"),
        ("39", "killed"),
    ]


def test_a_count_of_ours_is_of_what_was_counted_last(parser: Parser, packs: Packs) -> None:
    text = 'The fire killed 20 people.\n\n"Our count is 17," the mayor said.'
    found = find_figures(page_of(text, parser, packs), packs)
    assert [f.text for _, rows in sorted(found.items()) for f in rows] == ["20", "17"]


def test_what_a_figure_given_counts_is_not_guessed(parser: Parser, packs: Packs) -> None:
    text = "The flood killed 45 people.\n\nNine are missing.\n\nThe mayor gave a figure of 39."
    found = find_figures(page_of(text, parser, packs), packs)
    assert [f.text for _, rows in sorted(found.items()) for f in rows] == ["45", "Nine"]
