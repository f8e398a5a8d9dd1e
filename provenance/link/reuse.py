"""Reuse: sentences that stand, nearly word for word, in more than one page.

Containment of hashed word shingles, sentence by sentence, over an inverted index: no pair
of sentences is compared that shares no shingle.  (Likeness of whole documents misses
most reuse, which sits in single sentences.)
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from provenance.link.items import Item
from provenance.link.phrases import words_of
from provenance.packs.scope import Thresholds

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Copy:
    """A claim whose sentence another page printed first (or, undated, another page prints)."""

    claim: Item
    first: Item
    share: float


@dataclass(frozen=True, slots=True)
class Copies:
    """Which claims are copies of one text."""

    groups: Mapping[str, str] = field(default_factory=dict)
    """For a claim, the key of its text; claims of texts that stand in one page are left out."""
    copies: tuple[Copy, ...] = ()

    def of(self, claim_id: str) -> str | None:
        """Return the key of the copied text that the claim's sentence is one of."""
        return self.groups.get(claim_id)


@dataclass(slots=True)
class _Text:
    """One wording, and the claims that have it."""

    words: tuple[str, ...]
    items: list[Item]
    shingles: frozenset[int]


def find_copies(pages: Sequence[Sequence[Item]], limits: Thresholds) -> Copies:
    """Find the texts that stand in several pages, and the first printing of each."""
    texts = _texts(pages, limits)
    groups = _grouped(texts, limits)
    keys: dict[str, str] = {}
    copies: list[Copy] = []
    for members in groups:
        items = sorted((i for t in members for i in texts[t].items), key=_printed)
        if len({item.document.id for item in items}) < 2:
            continue
        first = items[0]
        shingles = {i.id: texts[t].shingles for t in members for i in texts[t].items}
        for item in items:
            keys[item.id] = first.id
            if item.document.id != first.document.id:
                copies.append(Copy(item, first, _share(shingles[item.id], shingles[first.id])))
    return Copies(keys, tuple(copies))


def _printed(item: Item) -> tuple[str, str, int, str]:
    published = item.page.published
    day = "~" if published is None else published.first.isoformat()
    return day, item.document.id, item.claim.ordinal, item.id


def _texts(pages: Sequence[Sequence[Item]], limits: Thresholds) -> list[_Text]:
    """Return the wordings of all sentences with a claim, each once, longest first."""
    by_words: dict[tuple[str, ...], list[Item]] = {}
    for items in pages:
        for item in items:
            if item.real:
                by_words.setdefault(words_of(item.claim.text), []).append(item)
    texts = [
        _Text(words, items, shingles_of(words, limits.shingle))
        for words, items in by_words.items()
        if len(words) >= limits.least_words
    ]
    texts.sort(key=lambda text: (-len(text.words), text.words))
    return texts


def shingles_of(words: Sequence[str], size: int) -> frozenset[int]:
    """Return the hashes of all runs of ``size`` words (of all words, when there are fewer)."""
    runs = range(max(1, len(words) - size + 1))
    return frozenset(
        crc32("\0".join(words[at : at + size]).encode("utf-8", "surrogatepass")) for at in runs
    )


def _share(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def _grouped(texts: Sequence[_Text], limits: Thresholds) -> list[list[int]]:
    """Group texts: each joins the longest earlier one that holds enough of its shingles.

    A group is a star around its longest text, so that copies do not chain.
    """
    index: dict[int, list[int]] = {}
    star: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    full: set[int] = set()
    for number, text in enumerate(texts):
        counts: dict[int, int] = {}
        for shingle in text.shingles:
            for other in index.get(shingle, ()):
                counts[other] = counts.get(other, 0) + 1
        needed = limits.same_text * len(text.shingles)
        best = min((o for o, n in counts.items() if n >= needed), default=None)
        if best is not None:
            star[number] = best
            groups[best].append(number)
            continue
        groups[number] = [number]
        for shingle in text.shingles:
            posts = index.setdefault(shingle, [])
            if len(posts) < limits.block:
                posts.append(number)
            else:
                full.add(shingle)
    if full:
        log.warning("text reuse: %d phrases stand in over %d texts", len(full), limits.block)
    return [members for _, members in sorted(groups.items())]


__all__ = ["Copies", "Copy", "find_copies", "shingles_of"]
