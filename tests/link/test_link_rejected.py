"""A rejected claim stays where it was, and counts for nothing."""

from __future__ import annotations

import pytest
from link_pages import PageBuilder, event, flags, place, relations

from provenance.link import link
from provenance.packs import Packs
from provenance.records import Linking, SourceKind, Stance, Status
from provenance.review import decided, standing_of
from provenance.store.reviews import Review
from tests.sources import source

OBSERVER = source("Coast Monitor")
MINISTRY = source("Ministry of Harbours", SourceKind.STATE)
DEN = place("Port Denza", at=(10.0, 10.0))
EVERY = {"kind": "airstrike", "on": "2030-03-04", "at": (DEN,)}


def linked(pages: list[PageBuilder], *rejected: str) -> Linking:
    """Link pages of which a person has rejected these claims."""
    log = [
        Review(n + 1, f"r{n}", "2031-01-01", "Ada", "reject", claim, None, None, "", f"h{n}")
        for n, claim in enumerate(rejected)
    ]
    return link(decided([page.build() for page in pages], standing_of(log), {}), Packs())


def two(toll: int) -> tuple[list[PageBuilder], str, str]:
    """Return two pages of two origins on one strike, and their claims."""
    a, b = PageBuilder("a", "A News", "2030-03-05"), PageBuilder("b", "B News", "2030-03-05")
    x = a.says("A strike on Port Denza on March 4 killed 12 people, the Coast Monitor said.",
               ("12", "killed", 12, 12), by=OBSERVER, **EVERY)  # fmt: skip
    y = b.says(f"In Port Denza {toll} people died under bombs, the ministry told reporters.",
               (str(toll), "killed", toll, toll), by=MINISTRY, **EVERY)  # fmt: skip
    return [a, b], x, y


def test_its_figures_count_in_no_range_and_stand_against_nothing() -> None:
    pages, x, y = two(40)
    before, after = linked(pages), linked(pages, y)
    assert relations(before) == {("conflicts", x, y)} or relations(before) == {("conflicts", y, x)}
    assert "disputed" in flags(before, x)
    assert {(r.low, r.high) for r in before.ranges if r.profile == "all"} == {(12, 40)}
    assert not relations(after)
    assert "disputed" not in flags(after, x)
    assert {(r.low, r.high, r.n_origins) for r in after.ranges if r.profile == "all"} == {
        (12, 12, 1)
    }


def test_it_stays_in_its_event_which_counts_one_origin_less() -> None:
    pages, x, y = two(40)
    before, after = linked(pages), linked(pages, y)
    assert event(after, y) == event(after, x) == event(before, y)
    assert [(e.n_claims, e.n_origins) for e in before.events] == [(2, 2)]
    assert [(e.n_claims, e.n_origins) for e in after.events] == [(2, 1)]


def test_it_is_no_second_origin_for_another() -> None:
    pages, x, y = two(12)
    status = {row.claim_id: row.status for row in linked(pages).origins}
    assert status == {x: Status.CORROBORATED, y: Status.CORROBORATED}
    after = linked(pages, y)
    assert {row.claim_id: row.status for row in after.origins}[x] is Status.UNVERIFIED
    assert "multi_origin" not in flags(after, x)


@pytest.mark.parametrize("rejected", [False, True])
def test_a_rejected_denial_denies_nothing(rejected: bool) -> None:
    page = PageBuilder("a", "A News", "2030-03-05")
    x = page.says("The Coast Monitor said that 12 people were killed in Port Denza.",
                  ("12", "killed", 12, 12), by=OBSERVER, **EVERY)  # fmt: skip
    y = page.says("The ministry denied the reports.", by=MINISTRY, stance=Stance.DENIES,
                  marks=("denied", "reports"))  # fmt: skip
    found = linked([page], *([y] if rejected else []))
    assert (("denies", y, x) in relations(found)) is not rejected
    assert ("denied" in flags(found, x)) is not rejected
    assert event(found, y) == event(found, x), "it stays where it was said"


def test_an_undone_rejection_counts_again() -> None:
    pages, _, y = two(40)
    log = [
        Review(1, "r1", "2031-01-01", "Ada", "reject", y, None, None, "", "h1"),
        Review(2, "r2", "2031-01-01", "Ada", "undo", "r1", None, None, "", "h2"),
    ]
    extractions = [page.build() for page in pages]
    assert link(decided(extractions, standing_of(log), {}), Packs()) == linked(pages)
