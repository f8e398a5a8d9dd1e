"""The census: what is counted over all pages, and what of each page tells it from others.

Days, not pages, are counted: a happening that fifty pages tell of is no common thing.  No
word is listed: what is rare shows in the pages themselves.  All counting is done on columns
of numbers, some nanoseconds each, so that it may be done anew whenever a page comes in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from provenance.link.sketches import SECTIONS

Numbers = NDArray[np.int64]
Terms = NDArray[np.uint64]

# Stretches of days on which a place, name or word of a happening may stand and still tell.
FEW = {"sites": 3, "names": 5, "parts": 3, "words": 2}
# Those of which few pages cannot show whether they are rare.
UNSHOWN = ("parts", "words")
# Stretches of days, and pages, in which a word of a page may stand and still tell.
FEW_DAYS, FEW_PAGES = 16, 60
# A word of more than one page in so many is not rare, but one of three pages is.
RARE_AMONG, FEWEST = 50, 3
# A word of every fifth page is common, though all pages be of one day.
COMMON = 5
WEIGHT = 1_000
"""Of a word of one stretch of days; whole numbers, so that no order of adding them up counts."""
# Stretches of days on which a line that stands word for word is furniture.
FURNITURE = 3
# Pages from which it shows what is rare.
ENOUGH_PAGES = 50
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Lists:
    """Many lists of terms in one column: that of ``number`` lies between two bounds."""

    terms: Terms
    bounds: Numbers

    @classmethod
    def of(cls, owners: Numbers, terms: Terms, count: int) -> Lists:
        """Return the lists of ``count`` owners; ``owners`` is sorted."""
        return cls(terms, np.searchsorted(owners, np.arange(count + 1)).astype(np.int64))

    def __getitem__(self, number: int) -> Terms:
        """Return one list."""
        return self.terms[self.bounds[number] : self.bounds[number + 1]]

    def length(self, number: int) -> int:
        """Return the length of one list."""
        return int(self.bounds[number + 1] - self.bounds[number])

    @property
    def lengths(self) -> Numbers:
        """Lengths of all lists."""
        return np.diff(self.bounds)


class Census:
    """Counts over the tables of all sketches, page by page in the order given.

    Happenings are numbered through: those of page 0 first.
    """

    def __init__(self, tables: Sequence[bytes]) -> None:
        self._all = np.frombuffer(b"".join(tables), dtype="<u4")
        sizes = np.array([len(table) // 4 for table in tables], dtype=np.int64)
        starts = np.cumsum(sizes) - sizes
        self.pages = len(tables)
        heads = starts[:, None] + np.arange(len(SECTIONS))[None, :]
        self._counts = self._all[heads].astype(np.int64).reshape(-1, len(SECTIONS))
        inside = 2 * (np.cumsum(self._counts, axis=1) - self._counts)
        self._starts = starts[:, None] + len(SECTIONS) + inside
        _, self.stretch, claims = self.table("page")
        self._with_claims = int(np.count_nonzero(claims))
        _, first, last = self.table("printed")
        self.printed = list(zip(first.astype(np.int64).tolist(), last.tolist(), strict=True))
        """First and last day of each page, as ordinals; 0 when not known."""
        self.counts = self.count("happenings")
        """Happenings of each page."""
        self.first = np.cumsum(self.counts) - self.counts
        """Number of the first happening of each page."""
        self.happenings = int(self.counts.sum())

    def count(self, name: str) -> Numbers:
        """Return how many rows each page has in a table."""
        return np.asarray(self._counts[:, SECTIONS.index(name)], dtype=np.int64)

    def table(self, name: str) -> tuple[Numbers, Terms, Numbers]:
        """Return page and both columns of all rows of a table."""
        counts = self.count(name)
        owners, within = spread(counts)
        at = self._starts[:, SECTIONS.index(name)][owners] + 2 * within
        return owners, self._all[at].astype(np.uint64), self._all[at + 1].astype(np.int64)

    @cached_property
    def _furniture(self) -> NDArray[np.bool_]:
        """Which lines stand word for word on many days: what an outlet prints anywhere."""
        owners, lines, _ = self.table("lines")
        days = np.unique(pair(lines, self.stretch[owners]))
        known, on = np.unique(days >> _HALF, return_counts=True)
        return _among(lines, known[on >= FURNITURE])

    @cached_property
    def rare_words(self) -> tuple[Lists, Numbers]:
        """The rare words of each page, and what each weighs; of few pages, none.

        A word of one stretch of days weighs most, of n stretches less by the root of n.
        """
        if self._with_claims < ENOUGH_PAGES:
            none = np.zeros(0, dtype=np.int64)
            return Lists.of(none, none.astype(np.uint64), self.pages), none
        owners, words, lines = self.table("line_words")
        counts = self.count("lines")
        kept = ~self._furniture[(np.cumsum(counts) - counts)[owners] + lines]
        said = np.unique(pair(owners[kept].astype(np.uint64), words[kept]))
        owner, word = (said >> _HALF).astype(np.int64), said & _LOW
        known, which, pages = np.unique(word, return_inverse=True, return_counts=True)
        few = (pages <= min(FEW_PAGES, max(FEWEST, self._with_claims // COMMON)))[which]
        days = np.unique(pair(which[few].astype(np.uint64), self.stretch[owner[few]]))
        on = np.bincount((days >> _HALF).astype(np.int64), minlength=len(known))
        most = min(FEW_DAYS, max(FEWEST, self._with_claims // RARE_AMONG))
        rare = few & (on <= most)[which]
        weights = np.rint(WEIGHT / np.sqrt(np.maximum(on, 1))).astype(np.int64)
        return Lists.of(owner[rare], word[rare], self.pages), weights[which[rare]]

    @cached_property
    def marks(self) -> dict[str, Lists]:
        """The telling marks of each happening, by their kind."""
        pages = int(np.count_nonzero(self.counts))
        owners, on, whose = self.table("stretches")
        stretches = Lists.of(self.first[owners] + whose, on, self.happenings)
        found = {}
        for name, most in FEW.items():
            happening, marks = self._named(name)
            if name in UNSHOWN and pages < ENOUGH_PAGES:
                happening, marks = happening[:0], marks[:0]
            row, within = spread(stretches.lengths[happening])
            days = stretches.terms[stretches.bounds[happening][row] + within]
            stands = np.unique(pair(marks[row], days))
            known, days_of = np.unique(stands >> _HALF, return_counts=True)
            telling = _among(marks, known[days_of <= most])
            found[name] = Lists.of(happening[telling], marks[telling], self.happenings)
        return found

    def _named(self, name: str) -> tuple[Numbers, Terms]:
        """Return happening and term of all marks of a kind.

        The name of a source does not name who it happened to, in whatever page it vouches.
        """
        if name not in ("names", "parts"):
            owners, marks, whose = self.table(name)
            return self.first[owners] + whose, marks
        owners, names, whose = self.table("names")
        kept = ~_among(names, np.unique(self.table("sources")[1]))
        happening = self.first[owners] + whose
        if name == "names":
            return happening[kept], names[kept]
        owners, parts, row = self.table("parts")
        counts = self.count("names")
        row = (np.cumsum(counts) - counts)[owners] + row
        both = np.unique(pair(happening[row][kept[row]].astype(np.uint64), parts[kept[row]]))
        return (both >> _HALF).astype(np.int64), both & _LOW

    @cached_property
    def long(self) -> NDArray[np.bool_]:
        """Which happenings count over a stretch of time."""
        return np.asarray(self.table("happenings")[2] % 2 == 1, dtype=np.bool_)

    @cached_property
    def ranks(self) -> list[tuple[int, int]]:
        """Of each happening, how many claims it has, negated, and where it begins."""
        _, claims, begins = self.table("happenings")
        return list(zip((-claims.astype(np.int64)).tolist(), (begins // 2).tolist(), strict=True))

    @cached_property
    def blocks(self) -> Blocks:
        """Who may be compared with whom."""
        owners, blocks, whose = self.table("blocks")
        happening = self.first[owners] + whose
        names = self.marks["names"]
        bearers = np.repeat(np.arange(self.happenings), names.lengths)
        short = ~self.long[bearers]
        keys = np.concatenate([blocks, names.terms[short] | np.uint64(1 << 32)])
        members = np.concatenate([happening, bearers[short]])
        _, which = np.unique(keys, return_inverse=True)
        held = np.unique(pair(which.astype(np.uint64), members.astype(np.uint64)))
        block, member = (held >> _HALF).astype(np.int64), held & _LOW
        count = int(block[-1]) + 1 if len(block) else 0
        order = np.argsort(member, kind="stable")
        return Blocks(
            members=Lists.of(block, member, count),
            of=Lists.of(
                member[order].astype(np.int64), block[order].astype(np.uint64), self.happenings
            ),
        )


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of happenings, numbered from 0."""

    members: Lists
    """The happenings of each block."""
    of: Lists
    """The blocks of each happening."""


def spread(counts: Numbers) -> tuple[Numbers, Numbers]:
    """Return, for rows counted by owner, the owner of each row and its place with him."""
    owners = np.repeat(np.arange(len(counts)), counts)
    starts = np.cumsum(counts) - counts
    return owners, np.arange(len(owners)) - starts[owners]


def pair(a: Terms, b: Terms) -> Terms:
    """Return two columns of 32 bits as one of 64."""
    return (a << _HALF) | b.astype(np.uint64)


def _among(values: Terms, known: Terms) -> NDArray[np.bool_]:
    """Say which values are among ``known``, which is sorted."""
    if not len(known):
        return np.zeros(len(values), dtype=np.bool_)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return np.asarray(known[at] == values, dtype=np.bool_)


__all__ = ["WEIGHT", "Blocks", "Census", "Lists", "Numbers", "Terms", "pair", "spread"]
