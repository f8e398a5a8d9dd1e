"""Neighbours: which happenings are one, and which pages are about one thing.

Only happenings that share a block are compared.  What a comparison reads of each side has a
fingerprint; a pair whose fingerprints are those of the last time is not compared again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import chain, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from provenance.link.census import Blocks
from provenance.link.columns import Terms
from provenance.link.followups import least_alike
from provenance.link.happenings import Likeness, likeness
from provenance.link.ids import Ids, Stamped
from provenance.link.jobs import Compared, Comparing, Hands
from provenance.link.kinships import Kinships
from provenance.link.likenesses import Likenesses
from provenance.link.pages import Alike, RareWords
from provenance.link.register import Register
from provenance.link.sketches import sites_of
from provenance.packs.scope import Thresholds

PAIRS = 5_000
"""Pairs that are compared in one job."""
AT_ONCE = 1_000
"""Members of a big block whose pages are asked for together."""
BESIDE = 10
"""In a big block: members that each is compared with, before and after it and of the first."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of ids, how alike they are and why."""

    one: Ids = field(default_factory=lambda: Ids.of(()))
    other: Ids = field(default_factory=lambda: Ids.of(()))
    score: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    why: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, dtype=np.uint32))
    """Number of the reasons."""
    reasons: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What comparing found, by the keys of happenings and the ids of pages."""

    happenings: Stamped = field(default_factory=Stamped.none)
    """Fingerprint of each happening."""
    pages: Stamped = field(default_factory=Stamped.none)
    """Fingerprint of each page."""
    edges: Edges = field(default_factory=Edges)
    """Pairs of happenings that are alike enough to be one, whatever else their pages say."""
    alike: Edges = field(default_factory=Edges)
    """Pairs of pages that are alike enough in what they say; no reasons."""


class Neighbours:
    """Compares what must be, and takes over what was ``before``."""

    def __init__(
        self,
        register: Register,
        kinships: Kinships,
        limits: Thresholds,
        before: Found,
        hands: Hands | None = None,
    ) -> None:
        self.register = register
        self.kinships = kinships
        self.limits = limits
        self.before = before
        self.hands = hands
        self.rare = RareWords(register.census)
        self.blocks: Blocks = register.census.blocks
        self._ordered: dict[int, tuple[Terms, Terms]] = {}
        """Of big blocks, the members in the order of places, and the place of each."""

    @cached_property
    def _pages(self) -> NDArray[np.uint64]:
        """Fingerprint of each page: its rare words and what they weigh."""
        words, weights = self.rare.words, self.rare.weights
        bounds = pairwise(words.bounds.tolist())
        digests = (
            _digest(words[page].tobytes() + weights[low:high].tobytes())
            for page, (low, high) in enumerate(bounds)
        )
        return np.fromiter(digests, dtype=np.uint64)

    @cached_property
    def _happenings(self) -> NDArray[np.uint64]:
        """Fingerprint of each happening: itself, what tells it, its place in big blocks."""
        return np.fromiter(map(self._fingerprint, range(len(self.register.keys))), dtype=np.uint64)

    def _fingerprint(self, number: int) -> int:
        register = self.register
        parts = [register.serials[register.page(number)].to_bytes(8, "big")]
        for lists in register.census.marks.values():
            parts += [b"|", lists[number].tobytes()]
        for block in self._big(number):
            beside = self._beside(block, number)
            parts += [b"+", *(register.keys[other].encode() for other in beside)]
        return _digest(b"".join(parts))

    def edges(self) -> Likenesses:
        """Return the pairs of happenings that are alike enough to be one.

        Their pages may still be unlike as a whole (``may_be_one``).
        """
        same = self.before.happenings.same(self.register.keys, self._happenings)
        return Likenesses.of(chain(self._taken_over(same), self._compared(same)))

    def _taken_over(self, same: NDArray[np.bool_]) -> Iterator[Compared]:
        """Yield the pairs found before of which both are the ``same``."""
        old = self.before.edges
        numbers = np.flatnonzero(same)
        numbers = numbers[np.argsort(self.register.keys.column[numbers])]
        for at, one, other in _both(Ids(self.register.keys.column[numbers]), old):
            alike = float(old.score[at]), old.reasons[old.why[at]]
            yield int(numbers[one]), int(numbers[other]), alike

    def _compared(self, same: NDArray[np.bool_]) -> Iterator[Compared]:
        """Yield the pairs of which one is not the ``same``, compared now."""
        # Happenings of the same days share blocks: what is read for one serves the next.
        fresh = np.flatnonzero(~same)
        fresh = fresh[np.argsort(self.register.census.told_on[fresh], kind="stable")]
        pairs = (
            (min(a, b), max(a, b))
            for a, partners in self._candidates(fresh.tolist())
            for b in partners
            if (b > a or same[b]) and self.register.page(a) != self.register.page(b)
        )
        if self.hands is not None:
            for compared in self.hands(self._comparings(pairs)):
                yield from compared
            return
        for low, high in pairs:
            alike = self.ask(low, high)
            if alike is not None and alike[0] >= self.limits.join:
                yield low, high, alike

    def _comparings(self, pairs: Iterable[tuple[int, int]]) -> Iterator[Comparing]:
        """Yield the pairs as jobs, with what is compared."""
        for some in batched(pairs, PAIRS):
            ends = sorted({number for pair in some for number in pair})
            yield Comparing({number: self.register.told(number) for number in ends}, some)

    def may_be_one(self, a: int, b: int) -> bool:
        """Say whether the pages of two happenings do not speak against their being one."""
        return not self.rare.unlike(self.register.page(a), self.register.page(b), self.limits)

    def ask(self, a: int, b: int) -> Likeness | None:
        """Compare two happenings."""
        one, other = self.register.told(min(a, b)), self.register.told(max(a, b))
        return likeness(one, other, self.kinships, self.limits)

    def alike(self) -> list[Alike]:
        """Return the pairs of pages that are alike enough in what they say, and how alike."""
        documents, old = self.register.documents, self.before.alike
        same = self.before.pages.same(documents, self._pages)
        found = [
            (float(old.score[at]), one, other)
            for at, one, other in _both(documents, old)
            if same[one] and same[other]
        ]
        fresh = np.flatnonzero(~same).tolist()
        return sorted([*found, *self.rare.pairs(fresh, least_alike(self.limits))])

    def about_one(self, alike: Iterable[Alike]) -> list[Alike]:
        """Return those of the pairs of pages that are alike enough, as their days are."""
        least = least_alike(self.limits)
        scored = ((self.rare.score(said, p, q), p, q) for said, p, q in alike)
        return [one for one in scored if one[0] >= least]

    def found(self, edges: Likenesses, alike: Sequence[Alike]) -> Found:
        """Return what is kept for the next time."""
        keys, documents = self.register.keys.column, self.register.documents.column
        first, second = np.array([both for _, *both in alike], dtype=np.int64).reshape(-1, 2).T
        return Found(
            happenings=Stamped(Ids(keys), self._happenings),
            pages=Stamped(Ids(documents), self._pages),
            edges=Edges(
                Ids(keys[edges.low]), Ids(keys[edges.high]), edges.score, edges.why, edges.reasons
            ),
            alike=Edges(
                Ids(documents[first]),
                Ids(documents[second]),
                np.array([said for said, _, _ in alike], dtype=np.float64),
                np.zeros(len(alike), dtype=np.uint32),
            ),
        )

    def _candidates(self, happenings: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """Yield happenings, and those that each shares a block with.

        In a block that is too big for all pairs each member meets its neighbours in the
        order of places and the first few members: a happening that a thousand pages tell of
        is one event still, and the pairs grow with the members alone.
        """
        for a in happenings:
            met: set[int] = set()
            for block in self.blocks.of[a].tolist():
                if self.blocks.members.length(block) > self.limits.block:
                    met.update(self._beside(block, a))
                else:
                    met.update(self.blocks.members[block].tolist())
            met.discard(a)
            if met:
                self.register.fetch(self.register.page(one) for one in (a, *met))
                yield a, sorted(met)

    def _big(self, number: int) -> list[int]:
        """Return the blocks of a happening that are too big for all pairs."""
        most = self.limits.block
        return [b for b in self.blocks.of[number].tolist() if self.blocks.members.length(b) > most]

    def _beside(self, block: int, number: int) -> list[int]:
        """Return whom a member of a big block is compared with."""
        if block not in self._ordered:
            self._ordered[block] = self._in_order(self.blocks.members[block])
        members, places = self._ordered[block]
        at = int(places[np.searchsorted(self.blocks.members[block], number)])
        if at >= BESIDE:
            members = np.concatenate([members[:BESIDE], members[at - BESIDE : at + BESIDE + 1]])
        return list(map(int, members))

    def _in_order(self, numbers: Terms) -> tuple[Terms, Terms]:
        """Return the members of a big block in the order of places, and the place of each."""
        keys: list[tuple[list[str], str]] = []
        for at in range(0, len(numbers), AT_ONCE):
            some = numbers[at : at + AT_ONCE].tolist()
            self.register.fetch(map(self.register.page, some))
            keys += map(self._order, some)
        order = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.uint32)
        places = np.empty(len(order), dtype=np.uint32)
        places[order] = np.arange(len(order), dtype=np.uint32)
        return numbers[order], places

    def _order(self, number: int) -> tuple[list[str], str]:
        return sorted(sites_of(self.register.happening(number))), self.register.keys[number]


def batched(pairs: Iterable[tuple[int, int]], most: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield up to ``most`` pairs at a time (as of Python 3.12 in ``itertools``)."""
    left = iter(pairs)
    while some := tuple(islice(left, most)):
        yield some


def _both(ids: Ids, edges: Edges) -> Iterator[tuple[int, int, int]]:
    """Yield number and ends of the pairs of which both ends are among ``ids``, in order."""
    one, other = ids.places(edges.one), ids.places(edges.other)
    here = np.flatnonzero((one >= 0) & (other >= 0))
    yield from zip(here.tolist(), one[here].tolist(), other[here].tolist(), strict=True)


def _digest(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=6).digest(), "big")


__all__ = ["Edges", "Found", "Neighbours"]
