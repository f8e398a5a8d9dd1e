"""Restating: headlines and leads that say again what the page attributes.

A headline or lead in the page's own voice whose figure is one that the page attributes to
a source is that source's claim told twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from provenance.link.intervals import Lie, lie
from provenance.link.items import Item
from provenance.link.lattice import Lattice, Nest
from provenance.link.scope import Scope, same_number
from provenance.link.sites import shared
from provenance.link.tokens import words_of
from provenance.packs.scope import ScopePack
from provenance.records import Extent

# A lead restates what one of the next sentences attributes; further down it is another matter.
NEAR = 3
# A headline restates the body's beginning; below that it is not about the same.
FAR = 40
# In the order in which they are looked at.
_AROUND = (0, *(step for n in range(1, FAR) for step in (n, -n)))
_AHEAD = range(NEAR + 1)

# Claims of one sentence that are looked at: a sentence has few, a hostile one very many.
CROWD = 6


@dataclass(frozen=True, slots=True)
class Restating:
    """The attributed claim that a claim of the page's own voice restates."""

    claim_id: str
    rule: str


@dataclass(frozen=True, slots=True)
class PageIndex:
    """Claims of one page by sentence."""

    by_ordinal: Mapping[int, Sequence[Item]]

    @classmethod
    def of(cls, items: Iterable[Item]) -> PageIndex:
        """Index claims by the ordinal of their sentence."""
        index: dict[int, list[Item]] = {}
        for item in items:
            index.setdefault(item.claim.ordinal, []).append(item)
        return cls(index)

    def near(self, ordinals: Iterable[int]) -> Iterator[Item]:
        """Yield the claims of some sentences, in that order."""
        for ordinal in ordinals:
            yield from self.by_ordinal.get(ordinal, ())[:CROWD]


def restated(
    item: Item, speaking: PageIndex, lattice: Lattice, pack: ScopePack
) -> Restating | None:
    """Return what a headline or narration restates of the claims that a source vouches for.

    By figure: one of its figures is one that such a claim gives, with the same number and
    no clash of party or place.  By happening: the very next sentence is attributed, has
    no figure of its own and speaks of the same kind and place.  None: not clear.
    """
    if item.claim.attribution is not None or not item.real:
        return None
    at = item.claim.ordinal
    figures = [scope for _, scope in item.scopes[:CROWD] if not scope.subset]
    reach = _AROUND if item.headline else _AHEAD
    for other in speaking.near(at + step for step in reach) if figures else ():
        same = other.real and other.scopes and _same_figure(figures, other, lattice)
        if same and not _elsewhere(item, other, pack):
            place = "headline" if item.headline else "lead"
            return Restating(other.id, f"origin.{place}_restates_figure")
    for other in () if item.headline else speaking.near([at + 1]):
        kind = item.claim.kind is not None and item.claim.kind == other.claim.kind
        fine = [s for s in item.sites if s.fine]
        there = shared(fine, other.sites, pack.linking.near_km)
        if other.real and not other.claim.figures and kind and there:
            return Restating(other.id, "origin.lead_restates_happening")
    return None


def _same_figure(figures: Sequence[Scope], other: Item, lattice: Lattice) -> bool:
    return any(_one_figure(a, b, lattice) for a in figures for _, b in other.scopes[:CROWD])


def _one_figure(a: Scope, b: Scope, lattice: Lattice) -> bool:
    """Say whether two figures are one, but for a lost or changed qualifier."""
    if a.measure is not b.measure or a.extent is not Extent.INCIDENT or b.extent is not a.extent:
        return False
    if a.bar or b.bar or a.unquantified or b.unquantified or b.subset:
        return False
    if lattice.party(a.party, b.party) is Nest.APART:
        return False
    if a.measure in lattice.people and lattice.group(a.groups, b.groups) is not Nest.SAME:
        return False
    how = lie(a.interval, b.interval)
    return how is Lie.EQUAL or (how is not Lie.DISJOINT and same_number(a, b))


def _elsewhere(item: Item, other: Item, pack: ScopePack) -> bool:
    """Say whether the two plainly speak of different places or days."""
    a, b = ([s for s in i.sites if s.fine and s.located] for i in (item, other))
    if a and b and not shared(a, b, pack.linking.near_km):
        words = set(words_of(item.told.text))
        return not any(set(words_of(site.name)) & words for site in b)
    if item.days and other.days and item.days.sharp and other.days.sharp:
        return item.days.gap(other.days) > 0
    return False


__all__ = ["Restating", "restated"]
