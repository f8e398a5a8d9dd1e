"""What is said once more is shown once, and flags stand by the figures that they speak of."""

from __future__ import annotations

from typing import Any

import pytest

from provenance.cli.alike import figures_told, links_told, own_flags, printed
from provenance.cli.compare import SHOWN_ROWS, grouped, unpaired


def figure(key: str = "f", **values: Any) -> dict[str, Any]:
    """A row of the view of figures."""
    row = {
        "id": key, "measure": "killed", "party": None, "extent": "incident", "source": "Observers",
        "publisher": "Vale Herald", "low": 12, "high": 12, "modality": "asserted",
        "polarity": "affirmed", "text": "12", "subject": None, "subset_of": None, "flags": "",
        "unquantified": 0, "sentence": "Shells killed 12 people in Orvane.",
    }  # fmt: skip
    return row | values


def link(relation: str = "conflicts", **values: Any) -> dict[str, Any]:
    """A row of the links of an event."""
    row = {"id": repr(values), "relation": relation, "same_origin": "no", "measure": "killed"}
    for side, low in (("a", 12), ("b", 40)):
        row |= {
            f"source_{side}": f"Source {side}", f"publisher_{side}": "Vale Herald",
            f"low_{side}": low, f"high_{side}": low, f"figure_{side}": str(low),
            f"figure_{side}_id": f"figure {side}",
        }  # fmt: skip
    return row | {"reason": "12 and 40 have no number in common"} | values


def turned(row: dict[str, Any]) -> dict[str, Any]:
    """The same link told from b to a."""
    swap = {"a": "b", "b": "a"}

    def other(name: str) -> str:
        parts = name.split("_")
        return "_".join(swap.get(part, part) for part in parts)

    return {other(name): value for name, value in row.items()}


def test_headline_and_body_of_one_page_are_one_row_with_the_fuller_words() -> None:
    (told,) = figures_told([figure(), figure(subject="people")])
    assert (told.times, printed(told.row)) == (2, "12 people")
    assert told.note("times") == " (2 times)"


def test_the_first_printing_stands_before_its_copies() -> None:
    (told,) = figures_told([figure("copy", flags="copied", subject="people"), figure("first")])
    assert told.row["id"] == "first"


@pytest.mark.parametrize(
    "other",
    [
        {"source": "Ministry"},
        {"publisher": "Hill Herald"},
        {"low": 11},
        {"party": "civilian"},
        {"subset_of": "f"},
        {"modality": "hedged"},
        {"flags": "denied"},
    ],
)
def test_what_a_reader_could_tell_apart_stays_apart(other: dict[str, Any]) -> None:
    assert [told.times for told in figures_told([figure(), figure(**other)])] == [1, 1]


def test_people_told_of_by_name_are_counted_one_by_one() -> None:
    one = figure(low=1, high=1, text="A. Reed", subject="A. Reed")
    assert len(figures_told([one, one | {"text": "B. Marsh", "subject": "B. Marsh"}])) == 2


def test_a_contradiction_has_no_direction() -> None:
    (told,) = links_told([link(), turned(link(reason="shorter"))])
    assert (told.times, told.row["reason"]) == (2, "shorter")
    assert len(links_told([link("updates"), turned(link("updates"))])) == 2


def test_links_without_figures_are_never_folded() -> None:
    denials = [link("denies", figure_a=None, id="1"), link("denies", figure_a=None, id="2")]
    assert len(links_told(denials)) == 2


def test_flags_of_the_claim_stand_by_the_figures_that_they_speak_of() -> None:
    both = "disputed, single_origin, unquantified, updated"
    rows = own_flags(
        [figure("figure a", flags=both), figure("figure b", flags=both), figure("x", flags=both)],
        [link(), link("updates")],
    )
    assert [row["flags"] for row in rows] == [
        "disputed, single_origin",
        "disputed, single_origin, updated",
        "single_origin",
    ]


@pytest.mark.parametrize(
    ("text", "subject", "sentence", "shown"),
    [
        ("12", "people", "It killed 12 people.", "12 people"),
        ("12", "them", "It killed 12 of\n them.", "12 of them"),
        ("12 people", "people", "12 people died.", "12 people"),
        ("12", "people", "People fled, and 12 died.", "12 (people)"),
        ("12", "people", "12 died at once there, said many of the people.", "12 (people)"),
        ("12", None, "12 died.", "12"),
        ("2", "girls", "Of 12 hurt, 2 were girls.", "2 were girls"),
        ("2", "boys", "Here 2 died, and nobody could say who; there 2 boys.", "2 boys"),
    ],
)
def test_words_between_number_and_subject_are_shown(
    text: str, subject: str | None, sentence: str, shown: str
) -> None:
    assert printed(figure(text=text, subject=subject, sentence=sentence)) == shown


def test_a_person_is_shown_a_hundred_rows_a_heading_and_told_of_the_rest() -> None:
    some = [figure(str(at), low=at, high=at, text=str(at)) for at in range(10, 10 + SHOWN_ROWS)]
    assert len(list(grouped(some))) == 1 + SHOWN_ROWS
    more = [figure(str(at), source=f"Office {at}") for at in range(SHOWN_ROWS + 1_250)]
    rows = list(grouped(more))
    assert len(rows) == 2 + SHOWN_ROWS
    assert rows[-1] == ("… and 1,250 more (12: 1,250); all of them with --json",)


def test_what_few_say_is_shown_beside_what_very_many_say() -> None:
    many = [figure(str(at), source=f"Office {at}") for at in range(3 * SHOWN_ROWS)]
    few = [figure(f"x{at}", source=f"Clinic {at}", low=40, high=40) for at in range(3)]
    rows = list(grouped([*many, *few]))
    assert [row[1] for row in rows[1:-1]] == ["12"] * (SHOWN_ROWS - 3) + ["40"] * 3
    assert rows[-1] == ("… and 203 more (12: 203); all of them with --json",)


def test_it_is_said_how_many_of_very_many_figures_were_put_in_pairs() -> None:
    many = [figure(str(at), source=f"Office {at}") for at in range(SHOWN_ROWS + 1)]
    link = {"figure_a_id": "0", "figure_b_id": "1"}
    (line,) = unpaired(many, [link])
    assert line.startswith(f"killed: 2 of {SHOWN_ROWS + 1} figures stand in a relation")
    assert not list(unpaired(many[:-1], [link]))
