"""Flags name the way of the words, and independence is asked of it."""

from __future__ import annotations

from itertools import permutations

import pytest
from link_pages import PageBuilder

from provenance.link import link
from provenance.packs import Packs
from provenance.records import Extraction, Flag, FlagCode, Linking, Relation, Source, SourceKind
from tests.sources import source

OBSERVERS = source("Orvane Observatory")
MINISTRY = source("Harbour Ministry", SourceKind.STATE)
AGENCY = source("Tal News Agency", SourceKind.MEDIA)
WIRE = source("Coast Wire", SourceKind.MEDIA)


def medics(page: str) -> Source:
    """Medics that nobody names, of one page."""
    return source("medics", SourceKind.HUMANITARIAN, named=False, scope=page)


def neighbours(page: str) -> Source:
    """Neighbours that nobody names, of one page."""
    return source("neighbours", SourceKind.WITNESS, named=False, scope=page)


WORDS = {
    "vale": "Twelve people were killed in the blast at Orvane.",
    "hill": "The shelling of Orvane left twelve dead and many homes burned.",
    "dale": "Shells that fell on the town of Orvane took the lives of twelve.",
    "moor": "Orvane buried its dead on Monday, twelve killed when shells hit.",
}
"""Each page in its own words: none is a copy of another."""


def told(
    name: str, by: Source | None, *via: Source, author: str | None = None
) -> tuple[Extraction, str]:
    """Return a page that has twelve dead in a blast from somebody, and its claim."""
    page = PageBuilder(name, f"{name.title()} Herald", "2020-05-05", author)
    claim = page.says(
        WORDS[name],
        ("Twelve" if name == "vale" else "twelve", "killed", 12, 12),
        by=by, via=via, kind="shelling", on="2020-05-04", at=("Orvane",),
    )  # fmt: skip
    return page.build(), claim


def sourcing(linking: Linking, claim: str) -> Flag:
    """Return the flag that says whether another origin bears the claim out."""
    codes = (FlagCode.SINGLE_ORIGIN, FlagCode.MULTI_ORIGIN)
    (flag,) = [f for f in linking.flags if f.claim_id == claim and f.code in codes]
    return flag


def flags_of(*pages: tuple[Extraction, str]) -> list[Flag]:
    """Return what is said of the sourcing of each page's claim."""
    linking = link([extraction for extraction, _ in pages], Packs(("general",)))
    return [sourcing(linking, claim) for _, claim in pages]


def test_way_is_named() -> None:
    (alone,) = flags_of(told("vale", OBSERVERS, AGENCY))
    assert alone.rule == "flag.origins_one"
    assert "besides Orvane Observatory (→ Tal News Agency → Vale Herald) says" in alone.reason


def test_two_bodies_bear_each_other_out_and_the_other_way_is_named() -> None:
    first, second = flags_of(told("vale", OBSERVERS), told("hill", MINISTRY, AGENCY))
    assert {first.code, second.code} == {FlagCode.MULTI_ORIGIN}
    assert first.reason.endswith(": Harbour Ministry → Tal News Agency → Hill Herald")
    assert second.reason.endswith(": Orvane Observatory → Vale Herald")


@pytest.mark.parametrize(
    ("a", "b", "rule"),
    [
        (("vale", OBSERVERS), ("hill", OBSERVERS, AGENCY), "flag.origins_repeated"),
        # Who hands another's words on bears nothing out by saying the same.
        (("vale", OBSERVERS), ("hill", medics("hill"), OBSERVERS), "flag.origins_crossed"),
        (("vale", medics("vale")), ("hill", medics("hill")), "flag.origins_unknown"),
        (("vale", OBSERVERS), ("hill", None), "flag.origins_voice"),
    ],
)
def test_what_ties_two_claims_is_told(
    a: tuple[str, Source], b: tuple[str, Source], rule: str
) -> None:
    pages = told(*a), told(*b)
    both = flags_of(*pages)
    assert {flag.code for flag in both} == {FlagCode.SINGLE_ORIGIN}
    assert {flag.rule for flag in both} == {rule}
    assert [flag.evidence_claim for flag in both] == [pages[1][1], pages[0][1]]


@pytest.mark.parametrize(
    ("agencies", "code"),
    [((AGENCY, AGENCY), FlagCode.SINGLE_ORIGIN), ((AGENCY, WIRE), FlagCode.MULTI_ORIGIN)],
)
def test_unnamed_sources_of_one_agency_are_one_outlets(
    agencies: tuple[Source, Source], code: FlagCode
) -> None:
    """Whichever pages print the agency's report, and whoever signs them."""
    vale = told("vale", medics("vale"), agencies[0], author="A. Writer")
    hill = told("hill", neighbours("hill"), agencies[1], author="B. Writer")
    both = flags_of(vale, hill)
    assert {flag.code for flag in both} == {code}
    if code is FlagCode.SINGLE_ORIGIN:
        assert {flag.rule for flag in both} == {"flag.origins_outlet"}


def test_order_of_pages_changes_no_reason() -> None:
    pages = [
        told("vale", OBSERVERS),
        told("hill", medics("hill"), OBSERVERS),
        told("dale", OBSERVERS, AGENCY),
        told("moor", None),
    ]
    said = {
        tuple(link([extraction for extraction, _ in order], Packs(("general",))).flags)
        for order in permutations(pages)
    }
    assert len(said) == 1


def test_endless_names_are_cut() -> None:
    bodies = [source(f"{letter} {'very ' * 900}long", SourceKind.MEDIA) for letter in "abcdefghij"]
    (flag,) = flags_of(told("vale", OBSERVERS, *bodies))
    assert len(flag.reason) < 600
    assert "… → Vale Herald" in flag.reason


def medic(name: str) -> Source:
    """An unnamed source of the page of this test."""
    return source(name, SourceKind.HUMANITARIAN, named=False, scope="vale")


@pytest.mark.parametrize(
    ("name", "told_as"),
    [("the medical source in Orvane", "unknown"), ("a nurse at the clinic", "no")],
)
def test_the_medical_source_may_be_the_one_of_the_sentence_before(name: str, told_as: str) -> None:
    page = PageBuilder("vale", "Vale Herald", "2020-05-05")
    for by, words in (
        (medic("a medical source"), "Twelve people were killed in the blast at Orvane."),
        (medic(name), "The shelling left twelve people dead and many homes burned."),
    ):
        word = words.split()[0] if words.startswith("Twelve") else "twelve"
        page.says(
            words, (word, "killed", 12, 12), by=by, kind="shelling", on="2020-05-04",
            at=("Orvane",),
        )  # fmt: skip
    (row,) = [r for r in link([page.build()], Packs(("general",))).links if r.figure_a]
    assert (row.relation, row.same_origin) == (Relation.AGREES, told_as)


@pytest.mark.parametrize(("words", "conflicts"), [("while", 1), ("a day after", 0)])
def test_a_sentence_of_two_days_does_not_contradict_itself(words: str, conflicts: int) -> None:
    text = f"Shells killed four in Orvane, it said, {words} observers counted 80 killed there."
    page = PageBuilder("vale", "Vale Herald", "2020-05-05")
    for by, figure in ((MINISTRY, ("four", 4)), (OBSERVERS, ("80", 80))):
        page.says(
            text, (figure[0], "killed", figure[1], figure[1]), by=by, kind="shelling",
            on="2020-05-04", at=("Orvane",), same_sentence=by is OBSERVERS,
        )  # fmt: skip
    rows = link([page.build()], Packs(("general",))).links
    assert [row.relation for row in rows].count(Relation.CONFLICTS) == conflicts
