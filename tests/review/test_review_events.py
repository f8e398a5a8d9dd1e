"""Events are drawn as people decided, each time anew, whatever linking would have found."""

from __future__ import annotations

import pytest
from browse.world import World

from provenance.link import link
from provenance.packs import Packs
from provenance.records import Extraction, Linking
from provenance.review.standing import EventDecision


@pytest.fixture(scope="module")
def packs() -> Packs:
    """The general vocabulary."""
    return Packs(("general",))


@pytest.fixture
def pages(world: World) -> list[Extraction]:
    """The pages of the invented conflict."""
    return [article.extraction() for article in world.articles]


def events(linking: Linking) -> dict[str, set[str]]:
    """Return the claims of each event, without denials, which follow what they deny."""
    found: dict[str, set[str]] = {}
    for row in linking.event_claims:
        if "speaks of a claim of this event" not in row.reasons:
            found.setdefault(row.event_id, set()).add(row.claim_id)
    return found


def test_one_event_becomes_two_and_two_become_one(packs: Packs, pages: list[Extraction]) -> None:
    before = events(link(pages, packs))
    whole = max(before.values(), key=lambda claims: (len(claims), sorted(claims)))
    assert len(whole) > 1
    gone = frozenset(sorted(whole)[:1])
    apart = EventDecision("e1", False, tuple(sorted(gone)), tuple(sorted(whole - gone)))
    parted = events(link(pages, packs, [apart]))
    assert set(gone) in parted.values()
    assert whole - gone in parted.values()
    assert len(parted) == len(before) + 1
    own = next(key for key, claims in before.items() if claims == whole)
    assert parted[own] == whole - gone, "the rest keeps its address"
    together = EventDecision("e2", True, tuple(sorted(gone)), tuple(sorted(whole - gone)))
    joined = link(pages, packs, [apart, together])
    assert whole in events(joined).values()
    assert len(joined.events) == len(before)
    reasons = {reason for row in joined.event_claims for reason in row.reasons}
    assert any("a person decided" in reason for reason in reasons)
    assert len({event.id for event in joined.events}) == len(joined.events)


def test_decisions_about_claims_that_are_gone_change_nothing(
    packs: Packs, pages: list[Extraction]
) -> None:
    decisions = [
        EventDecision("e1", True, ("nowhere",), ("no such",)),
        EventDecision("e2", False, ("nowhere",), ()),
    ]
    assert link(pages, packs, decisions) == link(pages, packs)
