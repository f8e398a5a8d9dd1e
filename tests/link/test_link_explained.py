"""Numbers without a common one that something else than disagreement explains."""

from __future__ import annotations

from typing import Any

import pytest
from link_pages import PageBuilder, linked, page, place, relations

from provenance.records import Linking, SourceKind
from tests.sources import source

WARDENS = source("Harbour Wardens", SourceKind.OFFICIAL)
WATCH = source("Coast Monitor")
DEN = place("Port Denza", at=(10.0, 10.0))

Told = tuple[str, tuple[Any, ...]]


def says(one: PageBuilder, told: Told, **more: Any) -> None:
    """Add a sentence about a shooting in Port Denza."""
    text, figure = told
    values = {"kind": "shooting", "on": "2030-03-04", "at": (DEN,), **more}
    one.says(text, figure, **values)


def met(a: Told, b: Told, **more: Any) -> Linking:
    """Return what linking makes of two pages, one by the wardens, one by the monitor."""
    first, second = page("a"), page("b")
    says(first, a, by=WARDENS, **more)
    says(second, b, by=WATCH, **more)
    return linked(first, second)


def hurt(text: str, printed: str, count: int, **values: Any) -> Told:
    """Return a sentence with a number of injured."""
    return text, (printed, "injured", count, count, values)


EIGHT_HURT = hurt("Eight people were hurt in Port Denza.", "Eight", 8)
EIGHT_SHOT = hurt("Eight people were shot in Port Denza.", "Eight", 8)
SEVEN_WOUNDED = hurt("Seven people were wounded in Port Denza.", "Seven", 7)
NINE_KILLED = ("Nine people were killed in Port Denza.", ("Nine", "killed", 9, 9))


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        pytest.param(
            SEVEN_WOUNDED,
            EIGHT_SHOT,
            "bounds", id="the shot may be dead",
        ),
        pytest.param(
            hurt("Nine people were wounded in Port Denza.", "Nine", 9),
            EIGHT_SHOT,
            "conflicts", id="more hurt than shot",
        ),
        pytest.param(
            SEVEN_WOUNDED,
            hurt("Eight people were shot and wounded in Port Denza.", "Eight", 8),
            "conflicts", id="shot and alive",
        ),
        pytest.param(
            hurt("Seven people were shot in Port Denza.", "Seven", 7),
            EIGHT_SHOT,
            "conflicts", id="both shot",
        ),
        pytest.param(
            hurt("Wardens found five people hurt in Port Denza.", "five", 5),
            EIGHT_HURT,
            "part_of", id="found there",
        ),
        pytest.param(
            hurt("Wardens found that five people were hurt in Port Denza.", "five", 5),
            EIGHT_HURT,
            "conflicts", id="found out",
        ),
        pytest.param(
            hurt("Two victims from Port Denza are in serious condition.", "Two", 2),
            EIGHT_HURT,
            "part_of", id="so ill",
        ),
        pytest.param(
            hurt("The three others were hurt on a porch in Port Denza.", "three", 3,
                 subject="others"),
            EIGHT_HURT,
            None, id="the others",
        ),
        pytest.param(
            hurt("Three others were hurt in Port Denza.", "Three", 3, subject="others"),
            EIGHT_HURT,
            "conflicts", id="others than the dead",
        ),
        pytest.param(
            hurt("The blast in Port Denza sent four people to the clinic.", "four", 4),
            EIGHT_HURT,
            "part_of", id="sent to one house",
        ),
        pytest.param(
            hurt("Wardens came to Port Denza to find five people hurt.", "five", 5),
            EIGHT_HURT,
            "part_of", id="to find there",
        ),
        pytest.param(
            hurt("Wardens transported six people from Port Denza to the clinic.", "six", 6),
            EIGHT_HURT,
            "part_of", id="transported",
        ),
        pytest.param(
            hurt("Two are still in the hospital in Port Denza.", "Two", 2),
            EIGHT_HURT,
            "part_of", id="still there",
        ),
        pytest.param(
            hurt("An ambulance carrying two wounded men left Port Denza.", "two", 2),
            EIGHT_HURT,
            None, id="carried",
        ),
        pytest.param(
            hurt("Wardens published a report showing two injured men in Port Denza.", "two", 2),
            EIGHT_HURT,
            None, id="shown",
        ),
        pytest.param(
            ("Crews managed to retrieve two dead bodies in Port Denza.",
             ("two", "killed", 2, 2, {"subject": "dead bodies"})),
            ("Nine men were killed in Port Denza.", ("Nine", "killed", 9, 9)),
            "part_of", id="retrieved",
        ),
        pytest.param(
            ("Wardens told of a toll among children of three in Port Denza.",
             ("three", "killed", 3, 3, {"subject": None})),
            NINE_KILLED,
            "bounds", id="a toll among some",
        ),
        pytest.param(
            ("Three deaths among women shook Port Denza.", ("Three", "killed", 3, 3)),
            NINE_KILLED,
            "bounds", id="deaths among some",
        ),
        pytest.param(
            ("Two females died in Port Denza.", ("Two", "killed", 2, 2, {"subject": "females"})),
            NINE_KILLED,
            "bounds", id="females",
        ),
        pytest.param(
            hurt("Nine people were hurt in Port Denza in a violent night.", "Nine", 9),
            hurt("Two people were hurt in Port Denza.", "Two", 2),
            None, id="a night of several",
        ),
        pytest.param(
            ("The baker is one of the men killed in Port Denza.", ("one", "killed", 1, 1)),
            ("Two men were killed in Port Denza.", ("Two", "killed", 2, 2)),
            None, id="one of the dead",
        ),
    ],
)  # fmt: skip
def test_of_two_pages(a: Told, b: Told, relation: str | None) -> None:
    found = [row.relation.value for row in met(a, b).links]
    assert found == ([relation] if relation else [])
    turned = [row.relation.value for row in met(b, a).links]
    assert turned == found, "the order of pages decides nothing"


def test_a_number_beside_a_greater_one_in_the_words_of_its_page_is_a_part() -> None:
    first, second = page("a"), page("b")
    says(first, hurt("Gunfire in Port Denza hurt 14 people.", "14", 14))
    # This lead is the monitor's, which is quoted below; the 14 are the page's own.
    says(first, hurt("The gunman drove to Old Quay and hurt one walker.", "one", 1,
                     subject="walker"))  # fmt: skip
    says(first, hurt("The gunman drove to Old Quay and hurt one walker there, the monitor said.",
                     "one", 1, subject="walker"), by=WATCH)  # fmt: skip
    says(second, hurt("The wardens count 14 hurt walkers in Port Denza.", "14", 14,
                      subject="walkers"), by=WARDENS)  # fmt: skip
    found = linked(first, second)
    lead = first.claims[1].id
    assert ("conflicts", lead) not in {(name, a) for name, a, _ in relations(found)}
    assert ("conflicts", lead) not in {(name, b) for name, _, b in relations(found)}


def test_members_are_not_taken_for_civilians() -> None:
    members = ("They shot 70 members in Port Denza.", ("70", "killed", 70, 70, {
        "subject": "members"}))  # fmt: skip
    people = ("They shot 70 people in Port Denza.", ("70", "killed", 70, 70))
    five = ("Five civilians were shot in Port Denza.", ("Five", "killed", 5, 5, {
        "subject": "civilians", "party": "civilian"}))  # fmt: skip
    assert not [row for row in met(members, five).links if row.relation.value == "conflicts"]
    assert [row for row in met(people, five).links if row.relation.value == "conflicts"]


def test_a_total_that_lists_civilians_is_not_of_civilians() -> None:
    first, second = page("a"), page("b")
    text = "In Port Denza 86 people died, including 5 civilians."
    civilian = {"subject": "civilians", "party": "civilian"}
    first.says(text, ("86", "killed", 86, 86), ("5", "killed", 5, 5, {
        **civilian, "subset_of": 0}), by=WARDENS, kind="shooting", on="2030-03-04",
        at=(DEN,))  # fmt: skip
    says(second, ("In Port Denza 6 civilians died.", ("6", "killed", 6, 6, civilian)), by=WATCH)
    assert not [
        row
        for row in linked(first, second).links
        if row.relation.value == "conflicts" and {"86"} <= set(row.reason.split())
    ]


def test_a_sentence_of_two_days_does_not_contradict_its_copy() -> None:
    pages = []
    for name in "ab":
        one = page(name)
        text = "Guns killed 4 in Port Denza, a day after patrols killed 80 there"
        civilian = {"party": "civilian"}
        one.says(text, ("4", "killed", 4, 4, civilian), by=WARDENS, kind="shooting",
                 on="2030-03-04", at=(DEN,))  # fmt: skip
        one.says("patrols killed 80 there", ("80", "killed", 80, 80, civilian), by=WATCH,
                 same_sentence=True)  # fmt: skip
        pages.append(one)
    assert not [row for row in linked(*pages).links if row.relation.value == "conflicts"]


@pytest.mark.parametrize(("by", "conflict"), [(None, True), (WARDENS, False)])
def test_a_lead_does_not_loosen_what_the_source_is_then_quoted_with(
    by: Any, conflict: bool
) -> None:
    one = page("a")
    lead = "A gunman killed at least 44 people in Port Denza on Monday"
    least = ("at least 44", "killed", 44, None)
    says(one, (lead if by is None else f"{lead}, wardens said", least), by=by)
    says(one, ("A gunman killed 44 people in Port Denza on Monday, the wardens say.",
               ("44", "killed", 44, 44)), by=WARDENS)  # fmt: skip
    says(one, ("The monitor gave a toll of 48.", ("48", "killed", 48, 48)), by=WATCH)
    found = {row.relation.value for row in linked(one).links}
    assert ("conflicts" in found) is conflict


def dead(text: str, *figures: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a sentence with numbers of dead: printed text, count, other values."""
    told = [(printed, "killed", count, count, *rest) for printed, count, *rest in figures]
    return (text, *told)


def conflicts(a: tuple[Any, ...], b: tuple[Any, ...]) -> bool:
    """Say whether two pages of two sources are in conflict, whichever comes first."""
    found = []
    for one, other in ((a, b), (b, a)):
        first, second = page("a"), page("b")
        first.says(*one, by=WARDENS, kind="shooting", on="2030-03-04", at=(DEN,))
        second.says(*other, by=WATCH, kind="shooting", on="2030-03-04", at=(DEN,))
        found.append(any(row.relation.value == "conflicts" for row in linked(first, second).links))
    assert found[0] is found[1]
    return found[0]


THREE = dead("Three people were killed in Port Denza.", ("Three", 3))


@pytest.mark.parametrize(
    ("told", "apart"),
    [
        (dead("Two people were killed in Port Denza.", ("Two", 2)), True),
        (dead("A gunman killed two people in Port Denza and then himself.", ("two", 2)), False),
        (dead("He killed one person in Port Denza and then himself.", ("one", 1)), True),
        (dead("Two people and a guard were killed in Port Denza.",
              ("Two", 2), ("a", 1, {"subject": "guard"})), False),
        (dead("Two people and two more were killed in Port Denza.",
              ("Two", 2), ("two more", 2)), True),
        (dead("Two people - Ann Marlo, Ben Harl and Carl Renn - were killed in Port Denza.",
              ("Two", 2), ("Ann Marlo", 1, {"subset_of": 0}), ("Ben Harl", 1, {"subset_of": 0}),
              ("Carl Renn", 1, {"subset_of": 0})), False),
        (dead("The raid on Port Denza came days after a blast killed five people.", ("five", 5)),
         False),
        (dead("Five people were killed in Port Denza, days after a flood.", ("Five", 5)), True),
        (dead("Two people were pronounced dead at the scene in Port Denza.", ("Two", 2)), False),
        (dead("Wardens met the two people killed in Port Denza.", ("two", 2)), False),
        (dead("Wardens originally said two people were killed in Port Denza.", ("two", 2)), False),
    ],
)  # fmt: skip
def test_who_else_is_counted(told: tuple[Any, ...], apart: bool) -> None:
    assert conflicts(told, THREE) is apart
