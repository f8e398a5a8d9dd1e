"""Captures: one address read more than once, and what the page changed in between.

Captures are in the order of the times that were noted when they were made.  Without such a
time nobody knows which came first: a claim that only one of them has may have been added as
well as taken away, and only claims that say otherwise in both are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from provenance.link.census import Census
from provenance.link.items import Item
from provenance.link.shingles import shingles_of
from provenance.link.tokens import words_of
from provenance.records import Document

# Claims of one capture that are looked at; a page has fewer.
MOST = 400
TOGETHER = 6
"""Captures of one address that are all laid side by side; of more, those next in their ids."""
_NOTE = 80
_MOST_NOTES = 100


@dataclass(frozen=True, slots=True)
class Edit:
    """A claim that another capture of its address has otherwise, or no longer has."""

    other: str | None
    """The claim that says otherwise; None where there is none."""
    reason: str
    rule: str


def find_mates(census: Census) -> dict[int, list[int]]:
    """Return, for a page, the captures of its address that it is compared with."""
    pages, addresses, _ = census.columns.table("address")
    order = np.lexsort((pages, addresses))
    pages, addresses = pages[order], addresses[order]
    found: dict[int, list[int]] = {}
    bounds = [0, *(np.flatnonzero(addresses[1:] != addresses[:-1]) + 1).tolist(), len(pages)]
    for start, end in pairwise(bounds):
        if end - start < 2:
            continue
        group = [int(page) for page in pages[start:end]]
        for at, page in enumerate(group):
            near = group if len(group) <= TOGETHER else group[max(0, at - 1) : at + 2]
            found[page] = [mate for mate in near if mate != page]
    return found


def find_edits(
    pages: Iterable[Sequence[Item]], share: float, notes: Sequence[str]
) -> dict[str, Edit]:
    """Return the claims of captures of one address that changed without a word.

    Two claims are one that changed when they share most of their words, but not their figures
    or their polarity.  ``share`` is the least part of the shorter one's word pairs that the
    other must hold, ``notes`` are phrases by which a page says that it was changed.
    """
    captures: dict[str, list[Sequence[Item]]] = {}
    for items in pages:
        if items and items[0].document.url:
            captures.setdefault(items[0].document.url, []).append(items)
    found: dict[str, Edit] = {}
    for group in captures.values():
        group.sort(key=lambda items: (items[0].document.captured_at or "", items[0].document.id))
        for earlier, later in pairwise(group):
            if not _says_so(earlier[0].document, later[0].document, notes):
                _compare(earlier, later, share, found)
    return found


def _compare(
    earlier: Sequence[Item], later: Sequence[Item], share: float, found: dict[str, Edit]
) -> None:
    before, after = earlier[0].document.captured_at, later[0].document.captured_at
    ordered = bool(before and after and before < after)
    index = _index(later)
    for item in earlier[:MOST]:
        other = _likest(item, index, share)
        if other is not None and _says(item) != _says(other):
            found[item.id] = _otherwise(other, f"a later capture ({after})" if ordered else "")
            found[other.id] = _otherwise(item, f"an earlier capture ({before})" if ordered else "")
        elif other is None and ordered and item.eventful and not _stands(item, later):
            reason = f"a later capture ({after}) of the address no longer has it"
            found.setdefault(item.id, Edit(None, reason, "flag.capture_without"))


def _otherwise(other: Item, which: str) -> Edit:
    reason = f"{which or 'another capture'} of the same address has it otherwise"
    return Edit(other.id, reason, "flag.captures_differ")


def _stands(item: Item, later: Sequence[Item]) -> bool:
    """Say whether the claim's sentence stands in the other capture, whatever was read there."""
    return len(later) > MOST or " ".join(item.told.text.split()) in " ".join(
        later[0].document.text.split()
    )


def _says_so(earlier: Document, later: Document, notes: Sequence[str]) -> bool:
    """Say whether the later page has a note that it was changed, which the earlier has not."""
    told = _notes(later.text, notes)
    return bool(told and told - _notes(earlier.text, notes))


def _notes(text: str, notes: Sequence[str]) -> frozenset[str]:
    """Return the notes of a text, each from its first words on for a short way."""
    low = " ".join(text.lower().split())
    found: set[str] = set()
    for note in notes:
        at = low.find(note)
        while at >= 0 and len(found) < _MOST_NOTES:
            found.add(low[at : at + _NOTE])
            at = low.find(note, at + len(note))
    return frozenset(found)


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


__all__ = ["Edit", "find_edits", "find_mates"]
