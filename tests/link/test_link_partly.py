"""Numbers of a part, of several happenings, or of a moment, which contradict no other number."""

from __future__ import annotations

from typing import Any

import pytest
from link_pages import PageBuilder, flags, linked, page, place

from provenance.records import Linking, SourceKind
from tests.sources import source

WARDENS = source("Harbour Wardens", SourceKind.OFFICIAL)
WATCH = source("Coast Monitor")
DEN = place("Port Denza", at=(10.0, 10.0))
Told = tuple[Any, ...]


def told(text: str, *figures: Told, **values: Any) -> tuple[str, tuple[Told, ...]]:
    """Return a sentence and its figures, each printed text, measure, count and more values."""
    made = []
    for printed, measure, count, *rest in figures:
        low, high = count if isinstance(count, tuple) else (count, count)
        made.append((printed, measure, low, high, {**values, **(rest[0] if rest else {})}))
    return text, tuple(made)


def say(one: PageBuilder, what: tuple[str, tuple[Told, ...]], **more: Any) -> str:
    """Add a sentence about a shooting in Port Denza."""
    values = {"kind": "shooting", "on": "2030-03-04", "at": (DEN,), **more}
    return one.says(what[0], *what[1], **values)


def met(a: tuple[str, tuple[Told, ...]], b: tuple[str, tuple[Told, ...]], **more: Any) -> Linking:
    """Return what linking makes of two pages, one by the wardens, one by the monitor."""
    first, second = page("a"), page("b")
    say(first, a, by=WARDENS, **more)
    say(second, b, by=WATCH)
    return linked(first, second)


def names(found: Linking) -> set[str]:
    """Return the rules of the links that speak of differing numbers."""
    return {
        row.rule
        for row in found.links
        if row.relation.value in ("conflicts", "part_of", "updates", "bounds")
    }


EIGHT_DEAD = told("Eight people were killed in Port Denza.", ("Eight", "killed", 8))
EIGHT_HURT = told("Eight people were hurt in Port Denza.", ("Eight", "injured", 8))
CONFLICT = {"link.conflicts.interval"}
PART = {"link.part_of.facility"}


@pytest.mark.parametrize(
    ("what", "rules"),
    [
        pytest.param(told("Wardens identified five people killed in Port Denza.",
                          ("five", "killed", 5)), set(), id="identified"),
        pytest.param(told("Wardens gave the names of five people killed in Port Denza.",
                          ("five", "killed", 5)), set(), id="names of"),
        pytest.param(told("Identified as a raid, it killed in all five people in Port Denza.",
                          ("five", "killed", 5)), CONFLICT, id="named far before"),
        pytest.param(told("Five bodies were removed from a flat in Port Denza.",
                          ("Five", "killed", 5), subject="bodies"), set(), id="bodies removed"),
        pytest.param(told("Five bodies lay in Port Denza.", ("Five", "killed", 5),
                          subject="bodies"), CONFLICT, id="bodies"),
        pytest.param(told("Divers recovered the bodies of five people in Port Denza.",
                          ("five", "killed", 5)), PART, id="recovered the bodies of"),
        pytest.param(told("Five people lie under the rubble in Port Denza.",
                          ("Five", "killed", 5)), set(), id="under the rubble"),
        pytest.param(told("Five people are dead so far in Port Denza.",
                          ("Five", "killed", 5)), set(), id="so far"),
        pytest.param(told("The first five victims died in a flat in Port Denza.",
                          ("five", "killed", 5)), set(), id="the first five"),
        pytest.param(told("They ran out of a shop but both were killed in Port Denza.",
                          ("both", "killed", 2)), set(), id="both"),
        pytest.param(told("The second shooting in Port Denza left five people dead.",
                          ("five", "killed", 5)), set(), id="the second shooting"),
        pytest.param(told("Five were killed in Old Quay and three in Port Denza.",
                          ("Five", "killed", 5), ("three", "killed", 3)), set(), id="a list"),
        pytest.param(told("Five were killed and three hurt in Port Denza.",
                          ("Five", "killed", 5), ("three", "injured", 3)), CONFLICT,
                     id="two measures are no list"),
        pytest.param(told("Five soldiers and three clerks were killed in Port Denza.",
                          ("Five", "killed", 5, {"subject": "soldiers"}),
                          ("three", "killed", 3, {"subject": "clerks"})), set(),
                     id="two sorts"),
        pytest.param(told("Ten were killed in separate incidents in Port Denza.",
                          ("Ten", "killed", 10)), set(), id="several happenings"),
        pytest.param(told("More than eight people were killed in Port Denza.",
                          ("More than eight", "killed", (9, None),
                           {"rule": "interval.more_than", "point": None})), set(),
                     id="more than the other's number"),
        pytest.param(told("At least nine people were killed in Port Denza.",
                          ("At least nine", "killed", (9, None),
                           {"rule": "interval.at_least", "point": None})), CONFLICT,
                     id="at least one more"),
        pytest.param(told("Five people were killed in Port Denza, of whom two had been counted "
                          "twice.", ("Five", "killed", 5), ("two", "killed", 2)), CONFLICT,
                     id="counted twice is no list"),
    ],
)  # fmt: skip
def test_dead_beside_eight_dead(what: tuple[str, tuple[Told, ...]], rules: set[str]) -> None:
    assert names(met(what, EIGHT_DEAD)) == rules
    assert names(met(EIGHT_DEAD, what)) == rules


@pytest.mark.parametrize(
    ("what", "rules"),
    [
        pytest.param(told("Two people were critically wounded in Port Denza.",
                          ("Two", "injured", 2)), PART, id="critically"),
        pytest.param(told("The shots seriously injured two people in Port Denza.",
                          ("two", "injured", 2)), PART, id="seriously, before"),
        pytest.param(told("The shots wounded nine people in Port Denza, some critically.",
                          ("nine", "injured", 9)), CONFLICT, id="some of them"),
        pytest.param(told("One man was shot in the leg and the other in the arm in Port Denza.",
                          ("One", "injured", 1)), set(), id="one and the other"),
        pytest.param(told("One person was killed and seven were hurt in Port Denza.",
                          ("One", "killed", 1), ("seven", "injured", 7)), set(), id="one has died"),
        pytest.param(told("One person was killed and six were hurt in Port Denza.",
                          ("One", "killed", 1), ("six", "injured", 6)), CONFLICT,
                     id="one dead does not explain two"),
    ],
)  # fmt: skip
def test_hurt_beside_eight_hurt(what: tuple[str, tuple[Told, ...]], rules: set[str]) -> None:
    assert names(met(what, EIGHT_HURT)) == rules
    assert names(met(EIGHT_HURT, what)) == rules


def test_who_knows_of_the_dead_does_not_count_them_among_the_hurt() -> None:
    seven = told("One person was killed and seven were hurt in Port Denza.",
                 ("One", "killed", 1), ("seven", "injured", 7))  # fmt: skip
    eight = told("One person was killed and eight were hurt in Port Denza.",
                 ("One", "killed", 1), ("eight", "injured", 8))  # fmt: skip
    assert names(met(seven, eight)) == CONFLICT


def test_two_days_of_their_own_are_no_conflict() -> None:
    five = told("Five people were killed in Port Denza.", ("Five", "killed", 5))
    assert names(met(five, EIGHT_DEAD)) == CONFLICT
    assert names(met(five, EIGHT_DEAD, on="2030-03-03")) == set()


def test_a_number_of_those_counted_amiss_is_no_toll() -> None:
    two = told("Two people had been counted twice in Port Denza.", ("Two", "killed", 2))
    found = met(two, EIGHT_DEAD)
    assert names(found) == set()


def test_officers_of_the_police_are_no_leaders() -> None:
    officers = {"subject": "city police officers"}
    law = {"subject": "officers"}
    two = told("Two city police officers and a deputy died in Port Denza.",
               ("Two", "killed", 2, officers))  # fmt: skip
    three = told("Three officers died in Port Denza.", ("Three", "killed", 3, law))
    assert names(met(two, three)) == set()


@pytest.mark.parametrize(
    ("text", "published", "rules"),
    [
        ("The toll in Port Denza has risen to eight.", "2030-03-06", {"link.updates.cue"}),
        ("The toll in Port Denza is eight.", "2030-03-06", CONFLICT),
        ("The toll in Port Denza has risen to eight.", "2030-03-05", CONFLICT),
    ],
)
def test_a_text_that_says_that_the_number_rose_takes_up_what_others_said(
    text: str, published: str, rules: set[str]
) -> None:
    first, second = page("a"), page("b", published=published)
    five = say(first, told("Five people were killed in Port Denza.", ("Five", "killed", 5)),
               by=WARDENS)  # fmt: skip
    eight = say(second, told(text, ("eight", "killed", 8)), by=WATCH)
    found = linked(first, second)
    assert names(found) == rules
    if rules != CONFLICT:
        (row,) = (row for row in found.links if row.relation.value == "updates")
        assert (row.claim_a, row.claim_b, row.same_origin.value) == (eight, five, "no")
        assert "disputed" not in flags(found, five)


SHOTS = told(
    "The gunman fired nine shots in Port Denza.", ("nine", "attacks", 9, {"unit": "attack"})
)


@pytest.mark.parametrize(
    ("what", "other", "rules"),
    [
        pytest.param(told("Among the dead in Port Denza were five men.", ("five", "killed", 5)),
                     EIGHT_DEAD, set(), id="among the dead"),
        pytest.param(told("He lost his five brothers in Port Denza.", ("five", "killed", 5)),
                     EIGHT_DEAD, set(), id="of one family"),
        pytest.param(told("In Port Denza five had been recovered by noon.", ("five", "killed", 5),
                          subject=None),
                     EIGHT_DEAD, set(), id="taken up by noon"),
        pytest.param(told("A clerk saw five men fall dead in Port Denza.", ("five", "killed", 5)),
                     EIGHT_DEAD, set(), id="those whom a clerk saw"),
        pytest.param(told("No one inside was hurt in Port Denza.", ("No one", "injured", 0)),
                     EIGHT_HURT, set(), id="nobody inside"),
        pytest.param(told("No one was hurt in Port Denza.", ("No one", "injured", 0)),
                     EIGHT_HURT, CONFLICT, id="nobody at all"),
        pytest.param(told("One victim, Anna Marlo, was hurt in Port Denza.", ("One", "injured", 1)),
                     EIGHT_HURT, set(), id="counted and named"),
        pytest.param(
            told("Two of them were hit by a car in Port Denza and five had wounds.",
                 ("Two", "injured", 2), ("five", "injured", 5)),
            EIGHT_HURT, set(), id="a whole told in parts",
        ),
        pytest.param(
            told("In Port Denza five were killed and three were hurt.",
                 ("five", "killed", 5), ("three", "injured", 3)),
            told("In Port Denza six were killed and two were hurt.",
                 ("six", "killed", 6), ("two", "injured", 2)),
            set(), id="one died since",
        ),
        pytest.param(
            told("In Port Denza five were killed and three were hurt.",
                 ("five", "killed", 5), ("three", "injured", 3)),
            told("In Port Denza six were killed and three were hurt.",
                 ("six", "killed", 6), ("three", "injured", 3)),
            CONFLICT, id="one more",
        ),
        pytest.param(
            told("He hit two guards in Port Denza, killing one and hurting one.",
                 ("two", "killed_or_injured", 2), ("one", "killed", 1), ("one", "injured", 1)),
            told("Three guards were hurt in Port Denza.", ("Three", "injured", 3)),
            CONFLICT, id="a whole and its parts: the parts speak",
        ),
        pytest.param(
            told("Two guards were killed or hurt in Port Denza.", ("Two", "killed_or_injured", 2)),
            told("Three guards were hurt in Port Denza.", ("Three", "injured", 3)),
            {"link.conflicts.bound.measure"}, id="a whole alone",
        ),
        pytest.param(
            told("Two clerks, a guard and the gunman died in Port Denza.",
                 ("Two", "killed", 2), ("a", "killed", 1), ("the", "killed", 1)),
            told("Three people were killed in Port Denza.", ("Three", "killed", 3)),
            set(), id="the first of a list",
        ),
    ],
)  # fmt: skip
def test_what_need_not_be_all(
    what: tuple[str, tuple[Told, ...]], other: tuple[str, tuple[Told, ...]], rules: set[str]
) -> None:
    assert names(met(what, other)) - {"link.bounds.bound.measure"} == rules
    assert names(met(other, what)) - {"link.bounds.bound.measure"} == rules


def test_shots_without_a_common_place_do_not_conflict() -> None:
    """How many shells fell is told of a house, of a street, of an hour."""
    six = told("A clerk counted six shots.", ("six", "attacks", 6, {"unit": "attack"}))
    assert names(met(SHOTS, six)) == CONFLICT
    assert names(met(six, SHOTS, at=())) == set()


def test_others_of_one_page_are_besides_somebody() -> None:
    """ "You had four other people hurt" besides the one that was meant: five in all."""
    five = told("Five people were hurt in Port Denza.", ("Five", "injured", 5))
    four = told("Four other people were hurt in Port Denza.", ("Four", "injured", 4))
    assert names(met(five, four)) == CONFLICT
    one = page("a")
    say(one, five, by=WARDENS)
    say(one, four, by=WATCH)
    assert names(linked(one)) == set()


@pytest.mark.parametrize(("printed", "rules"), [("2030-03-05", CONFLICT), ("2030-03-06", set())])
def test_arrests_go_on(printed: str, rules: set[str]) -> None:
    first, second = page("a"), PageBuilder("b", publisher="Vale Herald", published=printed)
    say(first, told("Two men were held in Port Denza.", ("Two", "captured", 2)), by=WARDENS)
    say(second, told("Four men were held in Port Denza.", ("Four", "captured", 4)), by=WATCH)
    assert names(linked(first, second)) == rules


def test_what_a_happening_follows_is_another() -> None:
    """ "The incident follows a shooting that left 11 hurt" begins a happening of its own."""
    one = page("a")
    first = one.says("Five were hurt in a shooting.", ("Five", "injured", 5, 5), kind="shooting")
    later = one.says("The incident follows a shooting that left 11 people hurt.",
                     ("11", "injured", 11, 11))  # fmt: skip
    found = {row.claim_id: row.event_id for row in linked(one).event_claims}
    assert found[first] != found[later]
