"""Captures: one address read twice, and the claims that the page changed in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from provenance.link.census import Census
from provenance.link.items import Item
from provenance.link.phrases import words_of
from provenance.link.shingles import shingles_of

# Claims of one capture that are looked at; a page has fewer.
MOST = 400


def find_mates(census: Census) -> dict[int, list[int]]:
    """Return, for a page, the captures of its address before and after it, in order of ids."""
    pages, addresses, _ = census.table("address")
    order = np.lexsort((pages, addresses))
    pages, addresses = pages[order], addresses[order]
    found: dict[int, list[int]] = {}
    for at in np.flatnonzero(addresses[1:] == addresses[:-1]).tolist():
        found.setdefault(int(pages[at]), []).append(int(pages[at + 1]))
        found.setdefault(int(pages[at + 1]), []).append(int(pages[at]))
    return found


def changed(pages: Iterable[Sequence[Item]], share: float) -> dict[str, str]:
    """Return, for a claim, the claim of another capture of its address that says otherwise.

    The two share most of their words, but not their figures or their polarity.  ``share``
    is the least part of the shorter one's word pairs that the other must hold.
    """
    captures: dict[str, list[Sequence[Item]]] = {}
    for items in pages:
        if items and items[0].document.url:
            captures.setdefault(items[0].document.url, []).append(items)
    found: dict[str, str] = {}
    for pages_ in captures.values():
        for earlier, later in pairwise(pages_):
            index = _index(later)
            for item in earlier[:MOST]:
                other = _likest(item, index, share)
                if other is not None and _says(item) != _says(other):
                    found[item.id] = other.id
                    found[other.id] = item.id
    return found


Index = dict[int, list[tuple[Item, frozenset[int]]]]


def _index(items: Sequence[Item]) -> Index:
    index: Index = {}
    for item in items[:MOST]:
        pairs = shingles_of(words_of(item.claim.text), 2)
        for pair in pairs:
            index.setdefault(pair, []).append((item, pairs))
    return index


def _likest(item: Item, index: Index, share: float) -> Item | None:
    pairs = shingles_of(words_of(item.claim.text), 2)
    counts: dict[str, int] = {}
    known: dict[str, tuple[Item, frozenset[int]]] = {}
    for pair in pairs:
        for other, theirs in index.get(pair, ())[:20]:
            counts[other.id] = counts.get(other.id, 0) + 1
            known[other.id] = other, theirs
    good = [
        (-count, other_id)
        for other_id, count in counts.items()
        if count >= share * min(len(pairs), len(known[other_id][1]))
    ]
    return known[min(good)[1]][0] if good else None


def _says(item: Item) -> tuple[object, ...]:
    figures = tuple((f.measure, f.low, f.high) for f in item.claim.figures)
    return item.claim.polarity, figures


__all__ = ["changed", "find_mates"]
