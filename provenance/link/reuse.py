"""Reuse: sentences that stand, nearly word for word, in more than one page.

Containment of hashed word shingles, sentence by sentence, over an inverted index: no pair
of sentences is compared that shares no shingle.  (Likeness of whole documents misses
most reuse, which sits in single sentences.)
"""

from __future__ import annotations

import logging
from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from provenance.link.census import Census, among, pair, spread
from provenance.link.columns import Columns, Parted, Spool, Terms
from provenance.link.lists import Lists
from provenance.packs.scope import Thresholds

log = logging.getLogger(__name__)

CHUNK = 200_000
"""Pairs of wordings that are looked at together: some 15 MiB while it lasts."""
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
    shared = _shared(columns, ranks, once, len(runs), limits)
    texts = _heads(shared, runs, limits)[ranks]
    often = np.flatnonzero(np.bincount(texts)[texts] > 1) if len(texts) else texts
    ends = np.cumsum(columns.count("texts"))
    pages = np.searchsorted(ends, often, side="right")
    several, count = np.unique(np.unique(pair(texts[often], pages)) >> _HALF, return_counts=True)
    printed = often[among(texts[often], several[count > 1])]
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


@dataclass(frozen=True, slots=True)
class _Shared:
    """Runs that stand in several wordings, which are known by their rank."""

    members: Terms
    """The first wordings of each run, in order."""
    asking: Parted
    """Each wording but the first of a run: it, where the members of the run begin, and how many of
    them come before it; in the order of wordings."""


def _shared(
    columns: Columns, ranks: Terms, once: NDArray[np.bool_], texts: int, limits: Thresholds
) -> _Shared:
    """Return the runs that stand in several of so many wordings.

    A wording that stands in many pages is looked up ``once``; a run that stands in many is looked
    up in the first few.
    """
    counts = columns.count("texts")
    before = np.cumsum(counts) - counts
    rows = columns.rows("shingles")
    runs, asking, members, full = Parted(rows), Parted(rows, texts, 3), Spool(1), 0
    for owners, shingles, whose in columns.blocks("shingles"):
        here = before[owners] + whose
        kept = once[here]
        runs.add(shingles[kept], ranks[here[kept]])
    for shingles, wordings in runs:
        order = np.lexsort((wordings, shingles))
        shingles, wordings = shingles[order], wordings[order]
        first = np.flatnonzero(np.diff(shingles, prepend=shingles[:1] ^ 1) != 0)
        sizes = np.diff(first, append=len(shingles))
        group, within = spread(sizes)
        # Only a run that an earlier wording has too leads anywhere.
        met = (within < limits.block) & (sizes > 1)[group]
        begins = members.rows + np.cumsum(met)[first] - 1
        later = within > 0
        asked = np.minimum(within[later], limits.block)
        asking.add(wordings[later], begins[group[later]], asked)
        members.put(wordings[met])
        full += int(np.count_nonzero(sizes > limits.block))
    if full:
        log.info("text reuse: %d phrases stand in over %d texts", full, limits.block)
    (every,) = members.laid()
    return _Shared(every, asking)


def _heads(shared: _Shared, runs: Terms, limits: Thresholds) -> Terms:
    """Return the wording that heads the text of each wording; many head their own."""
    heads = array("I", np.arange(len(runs), dtype="<u4").tobytes())
    for texts, begins, asked in shared.asking:
        order = np.argsort(texts, kind="stable")
        texts, begins = texts[order], begins[order]
        counts = asked[order].astype(np.int64)
        ends = np.cumsum(counts)
        at = 0
        while at < len(texts):
            stop = int(np.searchsorted(ends, int(ends[at] - counts[at]) + CHUNK, side="right"))
            # All runs of a wording are counted together.
            last = texts[min(max(stop, at + 1), len(texts)) - 1]
            stop = int(np.searchsorted(texts, last, side="right"))
            which, within = spread(counts[at:stop])
            met = shared.members[begins[at:stop][which] + within]
            both, common = np.unique(pair(texts[at:stop][which], met), return_counts=True)
            joining, joined = (both >> _HALF).astype(np.int64), both & np.uint64(0xFFFFFFFF)
            good = common >= limits.same_text * runs[joining]
            for text, head in zip(joining[good].tolist(), joined[good].tolist(), strict=True):
                if heads[text] == text and heads[head] == head:
                    heads[text] = head
            at = stop
    return np.frombuffer(heads, dtype=np.uint32)


__all__ = ["Runs", "find_texts"]
