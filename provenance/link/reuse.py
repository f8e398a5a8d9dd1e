"""Reuse: sentences that stand, nearly word for word, in more than one page.

Containment of hashed word shingles, sentence by sentence, over an inverted index: no pair
of sentences is compared that shares no shingle.  (Likeness of whole documents misses
most reuse, which sits in single sentences.)
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provenance.link.census import Census, Lists, pair, spread
from provenance.link.columns import Columns, Numbers, Parted, Terms
from provenance.packs.scope import Thresholds

log = logging.getLogger(__name__)

CHUNK = 500_000
"""Pairs of wordings that are looked at together: some tens of megabytes."""
_HALF = np.uint64(32)


class Printing(NamedTuple):
    """One wording in one page, by its number there."""

    page: int
    wording: int
    row: int
    """Its number among those of all pages."""


class Runs:
    """The word runs of each wording, by its number among those of all pages."""

    def __init__(self, columns: Columns) -> None:
        _, _, self.counts = columns.table("sizes")
        self._columns = columns
        self._ends = np.cumsum(self.counts, dtype=np.int64)

    def __getitem__(self, row: int) -> frozenset[int]:
        """Return the runs of a wording."""
        end = int(self._ends[row])
        found, _ = self._columns.rows_of("shingles", end - int(self.counts[row]), end)
        return frozenset(found.tolist())


def find_texts(census: Census, limits: Thresholds) -> Iterator[list[Printing]]:
    """Yield the texts that stand in several pages: all their printings, the longest first.

    Each wording joins the longest one before it that heads a text and holds enough of its
    runs, so that copies do not chain.
    """
    columns = census.columns
    pages, low, high = columns.table("texts")
    _, words, runs = columns.table("sizes")
    idents = pair(high, low)
    known, first, which = np.unique(idents, return_index=True, return_inverse=True)
    # Of two of one length the one of the lower number comes first.
    order = np.lexsort((known, -words[first].astype(np.int64)))
    rank = np.empty(len(known), dtype=np.int64)
    rank[order] = np.arange(len(known))
    ranks = rank[which]
    once = np.zeros(len(idents), dtype=np.bool_)
    once[first] = True
    rows, shingles = _shared(columns, once)
    heads = _heads(ranks[rows], shingles, runs[first][order].astype(np.int64), limits)
    within = spread(columns.count("texts"))[1]
    printings = Lists.of(np.sort(ranks), np.argsort(ranks, kind="stable"), len(known))
    printed = np.unique(pair(ranks, pages)) >> _HALF
    many = np.flatnonzero(np.bincount(printed.astype(np.int64), minlength=len(known)) > 1)
    texts: dict[int, list[int]] = {}
    for at in sorted({*many.tolist(), *heads, *heads.values()}):
        texts.setdefault(heads.get(at, at), []).append(at)
    for members in texts.values():
        found = [row for at in members for row in printings[at].tolist()]
        if len({int(pages[row]) for row in found}) > 1:
            yield [Printing(int(pages[row]), int(within[row]), row) for row in found]


def _shared(columns: Columns, once: NDArray[np.bool_]) -> tuple[Numbers, Terms]:
    """Return the runs that stand in several wordings, and the rows of these.

    A wording that stands in many pages is looked up ``once``.
    """
    counts = columns.count("texts")
    before = np.cumsum(counts) - counts
    runs = Parted(columns.rows("shingles"))
    for owners, shingles, whose in columns.blocks("shingles"):
        here = before[owners] + whose
        kept = once[here]
        runs.add(shingles[kept], here[kept])
    found = []
    for shingles, rows in runs:
        _, which, times = np.unique(shingles, return_inverse=True, return_counts=True)
        several = (times > 1)[which]
        found.append((rows[several].astype(np.int64), shingles[several]))
    every, shared = zip(*found, strict=True)
    return np.concatenate(every), np.concatenate(shared)


def _heads(ranks: Numbers, shingles: Terms, runs: Numbers, limits: Thresholds) -> dict[int, int]:
    """Return the wording that heads the text of each wording which does not head its own.

    Wordings are known by their rank.  A run that stands in many is looked up in the first few.
    """
    order = np.lexsort((ranks, shingles))
    ranks, shingles = ranks[order], shingles[order]
    start = np.flatnonzero(np.concatenate(([True], shingles[1:] != shingles[:-1])))
    sizes = np.diff(np.concatenate((start, [len(shingles)])))
    if not len(ranks):
        return {}
    if full := int(np.count_nonzero(sizes > limits.block)):
        log.info("text reuse: %d phrases stand in over %d texts", full, limits.block)
    group, place = spread(sizes)
    # Only a run that an earlier wording has too leads anywhere.
    shared = np.flatnonzero(place > 0)
    shared = shared[np.argsort(ranks[shared], kind="stable")]
    texts = ranks[shared]
    asked = np.minimum(place[shared], limits.block)
    ends = np.cumsum(asked)
    heads: dict[int, int] = {}
    at = 0
    while at < len(shared):
        stop = int(np.searchsorted(ends, ends[at] - asked[at] + CHUNK, side="right"))
        # All runs of a wording are counted together.
        last = texts[min(max(stop, at + 1), len(texts)) - 1]
        stop = int(np.searchsorted(texts, last, side="right"))
        some = shared[at:stop]
        which, within = spread(asked[at:stop])
        met = ranks[start[group[some[which]]] + within]
        both, common = np.unique(pair(texts[at:stop][which], met), return_counts=True)
        later = (both >> _HALF).astype(np.int64)
        good = common >= limits.same_text * runs[later]
        for text, head in zip(
            later[good].tolist(), (both[good] & np.uint64(0xFFFFFFFF)).tolist(), strict=True
        ):
            if text not in heads and head not in heads:
                heads[text] = head
        at = stop
    return heads


__all__ = ["Printing", "Runs", "find_texts"]
