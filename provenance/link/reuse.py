"""Reuse: sentences that stand, nearly word for word, in more than one page.

Containment of hashed word shingles, sentence by sentence, over an inverted index: no pair
of sentences is compared that shares no shingle.  (Likeness of whole documents misses
most reuse, which sits in single sentences.)
"""

from __future__ import annotations

import logging

import numpy as np
from numpy.typing import NDArray

from provenance.link.census import Census, Lists, among, pair, spread
from provenance.link.columns import Columns, Parted, Terms, owners_of
from provenance.packs.scope import Thresholds

log = logging.getLogger(__name__)

CHUNK = 500_000
"""Pairs of wordings that are looked at together: some tens of megabytes."""
_HALF = np.uint64(32)


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


def find_texts(census: Census, limits: Thresholds) -> Lists:
    """Return the texts that stand in several pages: the wordings of each, by row.

    Each wording joins the longest one before it that heads a text and holds enough of its
    runs, so that copies do not chain.
    """
    columns = census.columns
    ranks, once, runs = _ranked(columns)
    rows, shingles = _shared(columns, once)
    text = np.arange(len(runs), dtype=np.uint32)
    for rank, head in _heads(ranks[rows], shingles, runs, limits).items():
        text[rank] = head
    texts = text[ranks]
    pages = owners_of(columns.count("texts"))
    several, count = np.unique(np.unique(pair(texts, pages)) >> _HALF, return_counts=True)
    printed = np.flatnonzero(among(texts, several[count > 1]))
    order = printed[np.argsort(texts[printed], kind="stable")].astype(np.uint32)
    _, sizes = np.unique(texts[order], return_counts=True)
    return Lists(order, np.concatenate(([0], np.cumsum(sizes))).astype(np.int64))


def _ranked(columns: Columns) -> tuple[Terms, NDArray[np.bool_], Terms]:
    """Return the rank of each wording, which of each are the first, and the runs of each rank.

    Wordings of one id have one rank; the longest is the first, of two of one length that of
    the lower id.
    """
    _, low, high = columns.table("texts")
    _, words, runs = columns.table("sizes")
    idents = pair(high, low)
    known, first, which = np.unique(idents, return_index=True, return_inverse=True)
    order = np.lexsort((known, -words[first].astype(np.int64)))
    rank = np.empty(len(known), dtype=np.uint32)
    rank[order] = np.arange(len(known), dtype=np.uint32)
    once = np.zeros(len(idents), dtype=np.bool_)
    once[first] = True
    return rank[which], once, runs[first][order]


def _shared(columns: Columns, once: NDArray[np.bool_]) -> tuple[Terms, Terms]:
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
        found.append((rows[several], shingles[several]))
    every, shared = zip(*found, strict=True)
    return np.concatenate(every), np.concatenate(shared)


def _heads(ranks: Terms, shingles: Terms, runs: Terms, limits: Thresholds) -> dict[int, int]:
    """Return the wording that heads the text of each wording which does not head its own.

    Wordings are known by their rank.  A run that stands in many is looked up in the first few.
    """
    order = np.lexsort((ranks, shingles))
    ranks, shingles = ranks[order], shingles[order]
    del order
    start = np.flatnonzero(np.concatenate(([True], shingles[1:] != shingles[:-1])))
    sizes = np.diff(np.concatenate((start, [len(shingles)])))
    if not len(ranks):
        return {}
    if full := int(np.count_nonzero(sizes > limits.block)):
        log.info("text reuse: %d phrases stand in over %d texts", full, limits.block)
    # Only a run that an earlier wording has too leads anywhere.
    later = np.ones(len(ranks), dtype=np.bool_)
    later[start] = False
    shared = np.flatnonzero(later)
    shared = shared[np.argsort(ranks[shared], kind="stable")].astype(np.uint32)
    group = np.searchsorted(start, shared, side="right") - 1
    asked = np.minimum(shared - start[group], limits.block).astype(np.uint32)
    texts, start = ranks[shared], start[group].astype(np.uint32)
    del group, shared, shingles, sizes, later
    ends = np.cumsum(asked, dtype=np.int64)
    heads: dict[int, int] = {}
    at = 0
    while at < len(texts):
        stop = int(np.searchsorted(ends, int(ends[at]) - int(asked[at]) + CHUNK, side="right"))
        # All runs of a wording are counted together.
        last = texts[min(max(stop, at + 1), len(texts)) - 1]
        stop = int(np.searchsorted(texts, last, side="right"))
        which, within = spread(asked[at:stop].astype(np.int64))
        met = ranks[start[at:stop][which] + within]
        both, common = np.unique(pair(texts[at:stop][which], met), return_counts=True)
        joining, joined = (both >> _HALF).astype(np.int64), both & np.uint64(0xFFFFFFFF)
        good = common >= limits.same_text * runs[joining]
        for text, head in zip(joining[good].tolist(), joined[good].tolist(), strict=True):
            if text not in heads and head not in heads:
                heads[text] = head
        at = stop
    return heads


__all__ = ["Runs", "find_texts"]
