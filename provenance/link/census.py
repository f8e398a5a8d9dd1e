"""The census: what is counted over all pages, and what of each page tells it from others.

Days, not pages, are counted: a happening that fifty pages tell of is no common thing.  What is
rare shows in the pages themselves; the words of the packs, which any such report may use, are
left out of sketches.  All counting is done on columns of numbers, some nanoseconds each, so that
it may be done anew whenever a page comes in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from provenance.link.columns import Columns, Numbers, Parted, Spool, Terms, owners_of
from provenance.link.lists import Gathering, Lists
from provenance.link.terms import UNDATED

# Stretches of days on which a place, name or word of a happening may stand and still tell.
FEW = {"sites": 3, "names": 5, "parts": 3, "words": 2}
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
# Pages from which it shows which words a page is about, and from which it shows that two pages
# are about two things.
SOME_PAGES, ENOUGH_PAGES = 10, 50
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class RareTerms:
    """The rare words of all pages."""

    of: Lists
    """The words of each page."""
    weights: Terms
    """What each of them weighs."""
    lengths: Numbers
    """How many words a page has, rare or not."""
    shared: Terms
    """The rare words that several pages have, in order."""
    pages: Lists
    """The pages of each of these."""


class Census:
    """Counts over the tables of all sketches, page by page in the order given.

    Happenings are numbered through: those of page 0 first.
    """

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.pages = columns.pages
        _, self.stretch, claims = columns.table("page")
        self._with_claims = int(np.count_nonzero(claims))
        self.enough = self._with_claims >= ENOUGH_PAGES
        """Are there pages enough to show that two are about two things."""
        _, self.printed, _ = columns.table("printed")
        """First day of each page, as an ordinal; 0 when not known."""
        owners, outlets, _ = columns.table("outlet")
        self.outlet = np.zeros(self.pages, dtype=np.uint32)
        """Who publishes each page; 0 when not known."""
        self.outlet[owners] = outlets
        self.counts = columns.count("happenings")
        """Happenings of each page."""
        self.first = np.cumsum(self.counts) - self.counts
        """Number of the first happening of each page."""
        self.happenings = int(self.counts.sum())

    @cached_property
    def _furniture(self) -> Terms:
        """Lines that stand word for word on many days: what an outlet prints anywhere; in order."""
        printed = Parted(self.columns.rows("lines"))
        for owners, lines, _ in self.columns.blocks("lines"):
            printed.add(lines, self.stretch[owners])
        found = []
        for lines, on in printed:
            known, days = np.unique(np.unique(pair(lines, on)) >> _HALF, return_counts=True)
            found.append(known[days >= FURNITURE])
        return np.concatenate(found)

    @cached_property
    def rare_words(self) -> RareTerms:
        """The rare words of each page, what each weighs, and how many words a page has.

        A word of one stretch of days weighs most, of n stretches less by the root of n; of few
        pages there are none.
        """
        lengths = np.zeros(self.pages, dtype=np.int64)
        some = self._with_claims >= SOME_PAGES
        rows = self.columns.rows("line_words") if some else 0
        gathered, pages = Gathering(self.pages, rows, 1), Spool(1)
        shared: list[Terms] = [np.zeros(0, dtype=np.uint32)]
        sizes = [np.zeros(1, dtype=np.int64)]
        for words, owners in self._said(rows) if some else ():
            known, times = np.unique(owners, return_counts=True)
            lengths[known] += times
            words, owners, weights = self._rare(words, owners)
            gathered.add(owners, words, weights)
            order = np.lexsort((owners, words))
            known, which, times = np.unique(words, return_inverse=True, return_counts=True)
            several = times > 1
            pages.put(owners[order][several[which[order]]])
            shared.append(known[several])
            sizes.append(times[several])
        of, (weights,) = gathered.lists()
        (owners,) = pages.laid()
        return RareTerms(
            of=of,
            weights=weights,
            lengths=lengths,
            shared=np.concatenate(shared),
            pages=Lists(owners, np.cumsum(np.concatenate(sizes))),
        )

    def _said(self, rows: int) -> Parted:
        """Return the words of each page with it, once, without those of furniture."""
        counts = self.columns.count("lines")
        before = np.cumsum(counts) - counts
        said = Parted(rows)
        for owners, words, lines in self.columns.blocks("line_words"):
            first, printed, _ = self.columns.beside("lines", owners)
            kept = ~among(printed, self._furniture)[before[owners] + lines - first]
            once = np.unique(pair(owners[kept], words[kept]))
            said.add(once & _LOW, once >> _HALF)
        return said

    def _rare(self, words: Terms, owners: Terms) -> tuple[Terms, Terms, Terms]:
        """Return the rare ones of some words with their pages, and what they weigh."""
        known, which, pages = np.unique(words, return_inverse=True, return_counts=True)
        few = (pages <= min(FEW_PAGES, max(FEWEST, self._with_claims // COMMON)))[which]
        days = np.unique(pair(which[few], self.stretch[owners[few]]))
        on = np.bincount((days >> _HALF).astype(np.int64), minlength=len(known))
        most = min(FEW_DAYS, max(FEWEST, self._with_claims // RARE_AMONG))
        rare = few & (on <= most)[which]
        weights = np.rint(WEIGHT / np.sqrt(np.maximum(on, 1))).astype(np.uint32)
        return words[rare], owners[rare], weights[which[rare]]

    @cached_property
    def marks(self) -> dict[str, Lists]:
        """The telling marks of each happening, by their kind."""
        owners, on, whose = self.columns.table("stretches")
        stretches = Lists.of(self.first[owners] + whose, on, self.happenings)
        return {name: self._telling(name, most, stretches) for name, most in FEW.items()}

    def _telling(self, name: str, most: int, stretches: Lists) -> Lists:
        """Return the marks of a kind that stand on so many stretches of days at most."""
        named = Parted(self.columns.rows(name))
        for marks, happening in self._named(name):
            named.add(marks, happening)
        found = Gathering(self.happenings, self.columns.rows(name))
        for marks, happening in named:
            telling = _few_days(happening, marks, stretches, most)
            found.add(happening[telling], marks[telling])
        lists, _ = found.lists()
        return lists

    def _named(self, name: str) -> Iterator[tuple[Terms, Terms]]:
        """Yield term and happening of all marks of a kind, some pages at a time.

        The name of a source does not name who it happened to, in whatever page it vouches.
        """
        counts = self.columns.count("names")
        before = np.cumsum(counts) - counts
        for owners, marks, whose in self.columns.blocks(name):
            if name == "names":
                kept = ~among(marks, self._vouching)
                yield marks[kept], (self.first[owners] + whose)[kept]
            elif name == "parts":
                first, names, happening = self.columns.beside("names", owners)
                rows = before[owners] + whose - first
                kept = ~among(names, self._vouching)[rows]
                whole = self.first[owners] + happening[rows]
                both = np.unique(pair(whole[kept], marks[kept]))
                yield both & _LOW, both >> _HALF
            else:
                yield marks, self.first[owners] + whose

    @cached_property
    def _vouching(self) -> Terms:
        """Names of all who vouch or publish, in order."""
        found = np.zeros(0, dtype=np.uint32)
        for _, names, _ in self.columns.blocks("sources"):
            found = np.union1d(found, names)
        return found

    @cached_property
    def long(self) -> NDArray[np.bool_]:
        """Which happenings count over a stretch of time."""
        return np.asarray(self.columns.table("happenings")[2] % 2 == 1, dtype=np.bool_)

    @cached_property
    def told_on(self) -> Terms:
        """Stretch of the first day of each happening; without a day, that of its page."""
        owners, on, whose = self.columns.table("stretches")
        _, first = np.unique(self.first[owners] + whose, return_index=True)
        found = on[first]
        return np.where(found >= UNDATED, self.stretch[owners[first]], found)

    @cached_property
    def ranks(self) -> tuple[NDArray[np.int32], Terms]:
        """Of each happening, how many claims it has, and where it begins."""
        _, claims, begins = self.columns.table("happenings")
        return claims.astype(np.int32), begins // 2

    @cached_property
    def blocks(self) -> Blocks:
        """Who may be compared with whom: blocks of several happenings."""
        of = Gathering(self.happenings, self.columns.rows("blocks"))
        members, sizes, count = Spool(1), [np.zeros(1, dtype=np.int64)], 0
        for keys, happenings in chain(self._of_blocks(), self._of_names()):
            held = np.unique(pair(keys, happenings))
            _, which, size = np.unique(held >> _HALF, return_inverse=True, return_counts=True)
            several = size > 1
            number = count + np.cumsum(several) - 1
            member, block = (held & _LOW)[several[which]], number[which][several[which]]
            members.put(member)
            of.add(member, block)
            sizes.append(size[several])
            count += len(sizes[-1])
        blocks, _ = of.lists()
        (happenings,) = members.laid()
        return Blocks(Lists(happenings, np.cumsum(np.concatenate(sizes))), blocks)

    def _of_blocks(self) -> Parted:
        """Return the keys of blocks, each with the happenings that have it."""
        found = Parted(self.columns.rows("blocks"))
        for owners, blocks, whose in self.columns.blocks("blocks"):
            found.add(blocks, self.first[owners] + whose)
        return found

    def _of_names(self) -> Parted:
        """Return the telling names, each with the happenings of single days that have it."""
        names = self.marks["names"]
        found = Parted(len(names.terms))
        for bearers, some in names.parts():
            short = ~self.long[bearers]
            found.add(some[short], bearers[short])
        return found


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of happenings, numbered from 0."""

    members: Lists
    """The happenings of each block."""
    of: Lists
    """The blocks of each happening."""


def spread(counts: Numbers) -> tuple[Numbers, Numbers]:
    """Return, for rows counted by owner, the owner of each row and its place with him."""
    owners = owners_of(counts)
    starts = np.cumsum(counts) - counts
    return owners, np.arange(len(owners)) - starts[owners]


def pair(a: Terms, b: Terms) -> NDArray[np.uint64]:
    """Return two columns of 32 bits as one of 64."""
    return (a.astype(np.uint64) << _HALF) | b.astype(np.uint64)


def _few_days(happening: Terms, marks: Terms, stretches: Lists, most: int) -> NDArray[np.bool_]:
    """Say which marks of happenings stand on so many stretches of days at most."""
    row, within = spread(stretches.lengths[happening])
    days = stretches.terms[stretches.bounds[happening][row] + within]
    known, days_of = np.unique(np.unique(pair(marks[row], days)) >> _HALF, return_counts=True)
    return among(marks, known[days_of <= most])


def among(values: Terms, known: Terms) -> NDArray[np.bool_]:
    """Say which values are among ``known``, which is sorted."""
    if not len(known):
        return np.zeros(len(values), dtype=np.bool_)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return np.asarray(known[at] == values, dtype=np.bool_)


__all__ = ["WEIGHT", "Blocks", "Census", "RareTerms", "among", "pair", "spread"]
