"""Copies: claims whose sentences stand in more than one page, and who printed them first."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from provenance.link.columns import Numbers, Terms, owners_of
from provenance.link.items import Item
from provenance.link.lists import Lists
from provenance.link.register import Register
from provenance.link.reuse import Runs, find_texts
from provenance.link.shingles import share_of
from provenance.packs.scope import Thresholds

AT_ONCE = 1_000
"""Wordings whose pages are read together."""
UNDATED = date.max.toordinal() + 1
"""Comes after all days."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What is known of a claim whose sentence stands in another page too."""

    key: str
    """Id of the claim that printed it first: all copies of one text share it."""
    share: float
    """Part of the word runs of the shorter wording that stand in the other."""
    speaker: str | None
    """Id of the first claim of these for which a source vouches."""
    page: int
    pages: tuple[int, ...]
    """Pages of the first and of the speaking claim."""

    @property
    def roots(self) -> tuple[str, ...]:
        """The first and the speaking claim."""
        return (self.key,) if self.speaker is None else (self.key, self.speaker)


@dataclass(frozen=True, slots=True)
class Copies:
    """Which claims are copies of one text; claims of texts that stand in one page are left out."""

    claims: Mapping[str, Copied] = field(default_factory=dict)

    def of(self, claim_id: str) -> str | None:
        """Return the key of the copied text that the claim's sentence is one of."""
        found = self.claims.get(claim_id)
        return None if found is None else found.key


@dataclass(frozen=True, slots=True)
class Copy:
    """A claim whose sentence another page printed first (or, undated, another page prints)."""

    claim: Item
    first: Item
    share: float


class Printings:
    """The claims of all texts that stand in several pages, as columns: text by text.

    In a text they are in the order of printing: by day, page, place in the page; undated ones
    come last.  The first is the one that the others go back to.
    """

    def __init__(self, texts: Lists, register: Register) -> None:
        """Read the claims of these texts, each of which is a list of wordings by row."""
        rows = np.sort(texts.terms)
        found = _Columns.of(_read(rows, register))
        # Texts are numbered; that of a row is found by the place of the row among all.
        text = np.empty(len(rows), dtype=np.uint32)
        text[np.searchsorted(rows, texts.terms)] = owners_of(texts.lengths)
        of_text = text[np.searchsorted(rows, found.row)]
        order = np.lexsort((found.claim, found.ordinal, found.page, found.day, of_text))
        self._columns = found.ordered(order)
        of_text = of_text[order]
        count = len(texts.bounds) - 1
        bounds = np.searchsorted(of_text, np.arange(count + 1))
        first = bounds[:-1][of_text].astype(np.uint32)
        self._first = first
        """Of each claim, the first one of its text."""
        at = np.where(self._columns.speaks, np.arange(len(order)), len(order))
        speakers = np.minimum.reduceat(at, bounds[:-1]) if count else at
        self._speaker = speakers[of_text].astype(np.uint32)
        """Of each claim, the first one of its text for which a source vouches; none: beyond all."""
        self._share = self._shares(Runs(register.census.columns))
        """Of each claim, the part of its runs that the first one of its text has."""
        by_page = np.argsort(self._columns.page, kind="stable").astype(np.uint32)
        self._on = Lists.of(self._columns.page[by_page], by_page, register.census.pages)

    def _shares(self, runs: Runs) -> NDArray[np.float64]:
        found = np.empty(len(self._first), dtype=np.float64)
        rows = self._columns.row
        first, others = -1, frozenset[int]()
        for at, (row, root) in enumerate(zip(rows.tolist(), self._first.tolist(), strict=True)):
            if root != first:
                first, others = root, runs[int(rows[root])]
            found[at] = share_of(runs[row], others)
        return found

    def on(self, page: int) -> dict[str, Copied]:
        """Return the claims that stand in a page."""
        return dict(map(self._copied, self._on[page].tolist()))

    def among(self, pages: Iterable[int]) -> Copies:
        """Return the claims of some pages, and the claims that they go back to."""
        here = [at for page in sorted(pages) for at in self._on[page].tolist()]
        roots = {int(root) for at in here for root in self._roots(at)}
        found = dict(map(self._copied, here))
        left = dict(map(self._copied, sorted(roots.difference(here))))
        return Copies(found | dict(sorted(left.items())))

    def _roots(self, at: int) -> list[int]:
        """Return the first claim of a text, and the first for which a source vouches."""
        both = [int(self._first[at]), int(self._speaker[at])]
        return both if both[1] < len(self._speaker) else both[:1]

    def _copied(self, at: int) -> tuple[str, Copied]:
        columns, roots = self._columns, self._roots(at)
        ids = [columns.claim[root].decode() for root in roots]
        return columns.claim[at].decode(), Copied(
            key=ids[0],
            share=float(self._share[at]),
            speaker=ids[1] if len(ids) > 1 else None,
            page=int(columns.page[at]),
            pages=tuple(int(columns.page[root]) for root in roots),
        )


def find_copies(register: Register, limits: Thresholds) -> Printings:
    """Find the claims of the texts that stand in several pages, and the first printing of each."""
    return Printings(find_texts(register.census, limits), register)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Claims of wordings, a row each."""

    row: Terms
    """Number of the wording among all."""
    page: Terms
    day: Terms
    """First day on which the page may have been printed, as an ordinal; undated: the last."""
    ordinal: Terms
    speaks: NDArray[np.bool_]
    claim: NDArray[np.bytes_]

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, int, int, bool, bytes]]) -> _Columns:
        """Return rows as columns."""
        lists = array("I"), array("I"), array("I"), array("I"), bytearray()
        claims = []
        for *numbers, claim in rows:
            for one, number in zip(lists, numbers, strict=True):
                one.append(number)
            claims.append(claim)
        row, page, day, ordinal = (np.frombuffer(one, dtype=np.uint32) for one in lists[:4])
        speaks = np.frombuffer(lists[4], dtype=np.bool_)
        return cls(row, page, day, ordinal, speaks, np.array(claims, dtype=np.bytes_))

    def ordered(self, order: Numbers) -> _Columns:
        """Return the rows in an order."""
        return _Columns(*(getattr(self, name)[order] for name in self.__slots__))


def _read(rows: Terms, register: Register) -> Iterator[tuple[int, int, int, int, bool, bytes]]:
    """Yield the claims of some wordings as rows of ``_Columns``; a page is read once."""
    counts = register.census.columns.count("texts")
    ends = np.cumsum(counts)
    for at in range(0, len(rows), AT_ONCE):
        some = rows[at : at + AT_ONCE]
        pages = np.searchsorted(ends, some, side="right")
        wordings = some - (ends - counts)[pages]
        register.fetch(pages.tolist())
        columns = (some.tolist(), pages.tolist(), wordings.tolist())
        for row, page, wording in zip(*columns, strict=True):
            body = register.body(page)
            day = UNDATED if body.printed is None else body.printed.first.toordinal()
            for one in body.wordings[wording]:
                yield row, page, day, one.ordinal, one.speaks, one.claim.encode()


__all__ = ["Copied", "Copies", "Copy", "Printings", "find_copies"]
