"""Likenesses: pairs of happenings that are alike, how much and why, in columns."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from provenance.link.census import pair
from provenance.link.happenings import Likeness

_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


class Likenesses:
    """Pairs of happenings by number, the lower first, in their order: 20 bytes each."""

    def __init__(
        self,
        both: NDArray[np.uint64],
        score: NDArray[np.float64],
        why: NDArray[np.uint32],
        reasons: tuple[tuple[str, ...], ...],
    ) -> None:
        """Take columns in the order of ``both``, the numbers of each pair (see ``pair``)."""
        # Looking one number up costs less in an array of its own kind than in one of NumPy's.
        self._keys = array("Q", both.tobytes())
        self.score = score
        self.why = why
        """Number of the reasons of each."""
        self.reasons = reasons

    @classmethod
    def of(cls, found: Iterable[tuple[int, int, Likeness]]) -> Likenesses:
        """Return pairs in columns."""
        low, high, score, why = array("I"), array("I"), array("d"), array("I")
        reasons: dict[tuple[str, ...], int] = {}
        for a, b, alike in found:
            low.append(a)
            high.append(b)
            score.append(alike[0])
            why.append(reasons.setdefault(alike[1], len(reasons)))
        both = pair(np.array(low, dtype=np.uint32), np.array(high, dtype=np.uint32))
        order = np.argsort(both)
        columns = np.array(score, dtype=np.float64)[order], np.array(why, dtype=np.uint32)[order]
        return cls(both[order], *columns, tuple(reasons))

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((key >> 32, key & 0xFFFFFFFF) for key in self._keys)

    def get(self, low: int, high: int) -> Likeness | None:
        """Return how alike two are, if they are one of the pairs."""
        key = low << 32 | high
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return None
        return float(self.score[at]), self.reasons[self.why[at]]

    def where(self, kept: NDArray[np.bool_]) -> Likenesses:
        """Return those of the pairs that are ``kept``."""
        return Likenesses(self._both[kept], self.score[kept], self.why[kept], self.reasons)

    def best_first(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs, those first that are most alike; of as much, the lower first."""
        for at in np.argsort(-self.score, kind="stable"):
            key = self._keys[at]
            yield key >> 32, key & 0xFFFFFFFF

    @property
    def low(self) -> NDArray[np.uint32]:
        """The lower of each pair."""
        return (self._both >> _HALF).astype(np.uint32)

    @property
    def high(self) -> NDArray[np.uint32]:
        """The higher of each pair."""
        return (self._both & _LOW).astype(np.uint32)

    @property
    def _both(self) -> NDArray[np.uint64]:
        return np.frombuffer(self._keys, dtype=np.uint64)


__all__ = ["Likenesses"]
