"""Denials, withdrawals and corrections speak of claims that other pages of the event print."""

from __future__ import annotations

import pytest
from link_pages import PageBuilder, event, flags, linked, page, place, relations

from provenance.link import linker
from provenance.records import Polarity, Source, SourceKind, Stance
from tests.sources import source

MINISTRY = source("Orvane Health Ministry")
REBELS = source("Free Column")
RESIDENTS = source("Coast Monitor")
AT = ("Tal Zarevna",)
DAY = "2030-03-04"
TWELVE = ("Twelve", "killed", 12, 12)


def first_report(published: str = "2030-03-04") -> tuple[PageBuilder, str]:
    """A page that prints the ministry's toll."""
    one = page("first", published=published)
    text = "Twelve people were killed when shells hit the market in Tal Zarevna."
    return one, one.says(text, TWELVE, by=MINISTRY, kind="shelling", on=DAY, at=AT)


def withdrawal(by: str = "previous") -> tuple[PageBuilder, str, str]:
    """A page of the next day that tells of a withdrawal and of what was withdrawn."""
    two = page("second", published="2030-03-06")
    told = two.says(
        "Twelve people were killed in the shelling of a market in Tal Zarevna, it had said.",
        TWELVE, by=MINISTRY, kind="shelling", on=DAY, at=AT,
    )  # fmt: skip
    taken = two.says(
        "The ministry withdrew its statement that people were killed in the shelling.",
        kind="shelling", stance=Stance.RETRACTS, marks=("withdrew", "statement"), about=by,
    )  # fmt: skip
    return two, told, taken


def test_what_is_withdrawn_in_one_page_is_withdrawn_where_another_prints_it() -> None:
    one, x = first_report()
    two, told, taken = withdrawal("named")
    found = linked(one, two)
    assert {("retracts", taken, told), ("retracts", taken, x)} <= relations(found)
    (flag,) = [row for row in found.flags if row.claim_id == x and row.code.value == "retracted"]
    assert flag.evidence_claim == taken
    assert flag.evidence_sentence is None
    assert flag.reason.startswith("in second News")
    (link,) = [row for row in found.links if row.claim_a == taken and row.claim_b == x]
    assert link.rule == "link.retracts.retracts.repeated"


def test_no_withdrawal_is_known_from_words_that_only_point_back() -> None:
    one, x = first_report()
    two, _, taken = withdrawal("previous")
    assert ("retracts", taken, x) not in relations(linked(one, two))


def test_nobody_withdraws_what_is_printed_later() -> None:
    one, x = first_report(published="2030-03-09")
    two, _, taken = withdrawal("named")
    assert ("retracts", taken, x) not in relations(linked(one, two))


def correction(published: str) -> tuple[PageBuilder, str]:
    """A page in which the ministry corrects its toll."""
    two = page("second", published=published)
    text = "The ministry corrected its toll of the shelling in Tal Zarevna: nine were killed."
    return two, two.says(
        text, ("nine", "killed", 9, 9), by=MINISTRY, kind="shelling", on=DAY, at=AT,
        stance=Stance.CORRECTS, marks=("corrected", "toll"),
    )  # fmt: skip


def test_a_source_that_corrects_speaks_of_its_other_number() -> None:
    one, x = first_report()
    two, nine = correction("2030-03-06")
    found = linked(one, two)
    assert {("updates", nine, x), ("corrects", nine, x)} <= relations(found)


def accusation(one: PageBuilder, by: Source = RESIDENTS) -> str:
    """Add to a page what somebody says the rebels did."""
    text = "Rebel fighters had shelled the crowded market from the hills."
    return one.says(text, by=by, kind="shelling", on=DAY, at=AT)


def denial(
    text: str, *figures: tuple[object, ...], negated: bool = True, before: str = ""
) -> tuple[PageBuilder, str]:
    """A page that denies something which nobody says in it."""
    two = page("second", published="2030-03-05")
    if before:
        two.says(before, by=MINISTRY)
    polarity = Polarity.NEGATED if negated else Polarity.AFFIRMED
    return two, two.says(
        text, *figures, by=REBELS, kind="shelling", on=DAY, at=AT,
        stance=Stance.DENIES, marks=("shell",), about="named", polarity=polarity,
    )  # fmt: skip


def test_a_denial_finds_the_claim_that_it_names_in_another_page() -> None:
    one, _ = first_report()
    x = accusation(one)
    two, no = denial("its fighters had shelled the market from the hills")
    found = linked(one, two)
    assert ("denies", no, x) in relations(found)
    assert "denied" in flags(found, x)


def test_a_denial_names_a_claim_by_more_than_a_word_or_two() -> None:
    one, x = first_report()
    two, no = denial("its fighters had shelled anybody near a market hall")
    assert ("denies", no, x) not in relations(linked(one, two))


def test_a_denial_of_another_number_is_no_denial_of_this() -> None:
    one, x = first_report()
    two, no = denial(
        "a report that forty people were killed when shells hit the market in Tal Zarevna",
        ("forty", "killed", 40, 40), negated=False,
    )  # fmt: skip
    assert ("denies", no, x) not in relations(linked(one, two))
    two, no = denial(
        "a report that twelve people were killed when shells hit the market in Tal Zarevna",
        ("twelve", "killed", 12, 12), negated=False,
    )  # fmt: skip
    found = linked(one, two)
    assert ("denies", no, x) in relations(found)
    # The number stands in what is denied: it bears nothing out.
    assert not {"agrees", "repeats"} & {row[0] for row in relations(found)}


def test_nobody_denies_what_he_said() -> None:
    one = page("first", published="2030-03-04")
    x = accusation(one, REBELS)
    two, no = denial("its fighters had shelled the market from the hills")
    assert ("denies", no, x) not in relations(linked(one, two))


def test_what_is_linked_together_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Twelve people were killed when shells hit the old market hall near the river that day."
    told = page("second", published="2030-03-06")
    told.says(text, TWELVE, by=MINISTRY, kind="shelling", on=DAY, at=AT)
    taken = told.says(
        "The ministry withdrew its statement that people were killed when shells hit the market.",
        stance=Stance.RETRACTS, marks=("withdrew", "statement"), about="named",
    )  # fmt: skip
    # The same words, of another day and place: another event, which may be linked beside it.
    other = page("first", published="2029-01-05")
    x = other.says(text, TWELVE, by=MINISTRY, kind="shelling", on="2029-01-04", at=("Quarl",))
    together = linked(told, other)
    assert event(together, x) != event(together, taken)
    assert ("retracts", taken, x) not in relations(together)
    monkeypatch.setattr(linker, "BATCH", 1)
    assert linked(told, other) == together


def test_of_two_numbers_of_one_day_the_words_tell_which_is_corrected() -> None:
    one, x = first_report(published="2030-03-05")
    two, nine = correction("2030-03-05")
    assert ("corrects", nine, x) in relations(linked(one, two))


def test_of_a_page_without_a_day_nobody_knows_whether_it_came_before() -> None:
    one = page("first", published=None)
    text = "Twelve people were killed when shells hit the market in Tal Zarevna."
    x = one.says(text, TWELVE, by=MINISTRY, kind="shelling", on=DAY, at=AT)
    two, told, taken = withdrawal("named")
    found = relations(linked(one, two))
    assert ("retracts", taken, told) in found
    assert ("retracts", taken, x) not in found


def test_what_a_denial_names_is_looked_for_whatever_stands_before_it() -> None:
    one, _ = first_report()
    x = accusation(one)
    before = "The army said that the road to the coast was open."
    two, no = denial("its fighters had shelled the market from the hills", before=before)
    assert ("denies", no, x) in relations(linked(one, two))


def test_a_withdrawal_reaches_all_who_copied_the_words() -> None:
    text = "Twelve people were killed when shells hit the old market hall near the river that day."
    first = page("first", published="2030-03-04")
    x = first.says(text, TWELVE, kind="shelling", on=DAY, at=AT)
    second = page("second", published="2030-03-05")
    y = second.says(text, TWELVE, kind="shelling", on=DAY, at=AT)
    third = page("third", published="2030-03-06")
    z = third.says(text, TWELVE, kind="shelling", on=DAY, at=AT)
    taken = third.says(
        "We withdraw our report that people were killed when shells hit the market hall.",
        kind="shelling", stance=Stance.RETRACTS, marks=("withdraw", "report"), about="named",
    )  # fmt: skip
    found = relations(linked(third, second, first))
    assert {("retracts", taken, claim) for claim in (x, y, z)} <= found


def test_each_copy_of_what_many_take_back_is_taken_back_once() -> None:
    text = "People were killed when shells hit the old market hall near the river on that day."
    pages, told, taken = [], [], []
    for number in range(12):
        one = page(f"p{number:02d}", published=f"2030-03-{4 + number // 2:02d}")
        told.append(one.says(text, kind="shelling", on=DAY, at=AT))
        no = f"{number}: we withdraw our report that people were killed when shells hit the hall."
        taken.append(
            one.says(
                no,
                kind="shelling",
                stance=Stance.RETRACTS,
                marks=("withdraw", "report"),
                about="named",
            )
        )
        pages.append(one)
    found = [row for row in relations(linked(*pages)) if row[0] == "retracts"]
    assert {claim for _, _, claim in found} == set(told)
    own = {("retracts", by, claim) for by, claim in zip(taken, told, strict=True)}
    assert own <= set(found)
    # Its own page's, the first printing's, and one that took it back first: not those of all.
    assert len(found) <= 3 * len(pages)


OFFICE = "the health ministry"


def by_office(country: str | None, other: str | None = None) -> bool:
    """Say whether what an office takes back in one page is taken back in another."""
    told = place("Tal Zarevna", country=country)
    one, two = page("first", published="2030-03-04"), page("second", published="2030-03-06")
    here = [source(OFFICE, SourceKind.STATE, named=False, scope=where.name) for where in (one, two)]
    x = one.says(
        "Twelve people were killed when shells hit the market in Tal Zarevna.",
        TWELVE, by=here[0], kind="shelling", on=DAY, at=(told,),
    )  # fmt: skip
    if other is not None:
        one.says(
            "Six fighters died there.", ("Six", "killed", 6, 6),
            by=source(other, SourceKind.STATE), kind="shelling", on=DAY, at=(told,),
        )  # fmt: skip
    y = two.says(
        "A dozen men died in the shelling of a market.", ("A dozen", "killed", 12, 12),
        by=here[1], kind="shelling", on=DAY, at=(told,),
    )  # fmt: skip
    taken = two.says(
        "The ministry withdrew its statement that men had died in the shelling of a market.",
        kind="shelling", stance=Stance.RETRACTS, marks=("withdrew", "statement"), about="named",
    )  # fmt: skip
    found = relations(linked(one, two))
    assert ("retracts", taken, y) in found
    return ("retracts", taken, x) in found


@pytest.mark.parametrize(
    ("country", "other", "reached"),
    [
        ("YE", None, True),
        # Nothing says that it is one country's office.
        (None, None, False),
        # Two bodies of that name speak in the event.
        ("YE", "Rebel Health Ministry", False),
        ("YE", "Rebel Council", True),
    ],
)
def test_an_office_of_one_country_is_one_in_an_event(
    country: str | None, other: str | None, *, reached: bool
) -> None:
    assert by_office(country, other) is reached
