"""Pages: how alike two pages are in the words that few pages have.

Follow-up articles name neither the day nor the place again, but the people, the street and
the house.  What stands on few days and in few pages tells what a page is about; how many of
those words two pages share, against what each of them holds, tells whether they are about
one thing.  No word is listed: what is rare shows in the pages themselves.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

import numpy as np

from provenance.link.census import SOME_PAGES, WEIGHT, Census, among
from provenance.link.columns import Terms
from provenance.link.lists import Lists
from provenance.packs.scope import Thresholds

# A page that holds less than so many words of one stretch is held to have so many: two words
# are no proof.
LEAST_WORDS = 16
# How the words held by two pages tell against those they share, and where 1 lies.
LENGTH, SCALE = 0.35, 0.26
# Pages printed on one day are rather about one thing, the more so the fewer others were printed
# about then; where half of all pages lie between the two, their days tell nothing.
LEAST_NEAR, STEP = 0.4, 0.18
YEARS, ONE_DAY = 0.5, 1.7
# Pages of one outlet share its style, its staff and what it prints beside; two outlets that use
# the same rare words speak of the same.
ONE_OUTLET, TWO_OUTLETS = 0.65, 1.05
# Part of the words of a page that another must have to be about as long.
AS_LONG = 0.33
MOST_SETS = 4_000
"""Pages of which the rare words are kept at hand, some kilobytes each."""

Alike = tuple[float, int, int]


class RareWords:
    """The rare words of each page, what each of them weighs, and what a page holds in all.

    Pages are numbered as in the census.
    """

    def __init__(self, census: Census) -> None:
        rare = census.rare_words
        self.words, self.weights, lengths = rare.of, rare.weights, rare.lengths
        self._shared, self._pages = rare.shared, rare.pages
        self._lengths = array("I", lengths.astype("<u4").tobytes())
        self._by_length = array("I", np.sort(lengths).astype("<u4").tobytes())
        self._outlets = array("I", census.outlet.tobytes())
        self._days = array("I", census.printed.astype("<u4").tobytes())
        self._order = array("I", sorted(day for day in self._days if day))
        """The days on which the pages were printed, as ordinals, in order."""
        sums = np.zeros(len(lengths), dtype=np.int64)
        for owners, weights in Lists(self.weights, self.words.bounds).parts():
            np.add.at(sums, owners, weights)
        held = sums / WEIGHT
        self._held = np.maximum(LEAST_WORDS, held)
        self._enough = (held >= LEAST_WORDS) & census.enough
        self._sets: dict[int, dict[int, int]] = {}

    def _set(self, page: int) -> dict[int, int]:
        if page not in self._sets:
            if len(self._sets) >= MOST_SETS:
                del self._sets[next(iter(self._sets))]
            weights = self._weights(page).tolist()
            self._sets[page] = dict(zip(self.words[page].tolist(), weights, strict=True))
        return self._sets[page]

    def _weights(self, page: int) -> Terms:
        return self.weights[self.words.bounds[page] : self.words.bounds[page + 1]]

    def likeness(self, a: int, b: int) -> float:
        """Return how alike two pages are; at 1 they are as good as surely about one thing.

        The words shared, against a root of what pages of such a length hold: by chance alone
        longer pages share more.  A name that stands on two days tells more than one that
        comes up every month; pages of one week are about one thing sooner than of two years.
        """
        x, y = self._set(a), self._set(b)
        common = sum(x[word] for word in x.keys() & y.keys())
        return self.score(self._said(a, b, common), a, b)

    def _said(self, a: int, b: int, common: int) -> float:
        """Return how alike two pages are in what they say, whenever that was."""
        held = float(self._held[a] * self._held[b])
        return common / WEIGHT / float(math.pow(held, LENGTH)) / SCALE

    def score(self, said: float, a: int, b: int) -> float:
        """Return how alike two pages are that are so alike in what they say.

        The words that one outlet prints twice may be its own, those of two are the happening's.
        """
        outlet, its = self._outlets[a], self._outlets[b]
        if outlet and its:
            said *= ONE_OUTLET if outlet == its else TWO_OUTLETS
        day, other = self._days[a], self._days[b]
        if not said or not day or not other:
            return said
        first, last = min(day, other), max(day, other)
        between = bisect_right(self._order, last + 1) - bisect_left(self._order, first - 1)
        near = LEAST_NEAR + STEP * math.log2(len(self._order) / between)
        return said * min(ONE_DAY, max(YEARS, near))

    def shows(self, a: int, b: int) -> bool:
        """Say whether enough pages are about as long as these for what is rare to show.

        Beside short notes alone, every other word of two long articles is rare.
        """
        least = min(self._lengths[a], self._lengths[b]) * AS_LONG
        shorter = bisect_left(self._by_length, least)
        return len(self._by_length) - shorter >= SOME_PAGES

    def unlike(self, a: int, b: int, limits: Thresholds) -> bool:
        """Say whether two pages of many rare words share next to none."""
        many = bool(self._enough[a] and self._enough[b])
        return many and self.likeness(a, b) < limits.pages_unlike

    def pairs(self, pages: Iterable[int], least: float) -> Iterator[Alike]:
        """Yield the pairs with one of ``pages`` that are alike enough in what they say.

        The lower page comes first; enough is what may come to ``least`` with their days.
        """
        wanted = set(pages)
        for a in sorted(wanted):
            words, weights = self.words[a], self._weights(a)
            shared = among(words, self._shared)
            if not shared.any():
                continue
            places = np.searchsorted(self._shared, words[shared])
            sharing = np.concatenate([self._pages[place] for place in places.tolist()])
            lengths = self._pages.bounds[places + 1] - self._pages.bounds[places]
            weights = np.repeat(weights[shared], lengths)
            partners, which = np.unique(sharing.astype(np.int64), return_inverse=True)
            common = np.bincount(which, weights)
            held = np.power(self._held[a] * self._held[partners], LENGTH)
            # A little less, so that no rounding leaves out what the figure itself would not.
            enough = common / WEIGHT / held / SCALE * ONE_DAY * TWO_OUTLETS >= least * 0.999
            for b, shared in zip(partners[enough].tolist(), common[enough].tolist(), strict=True):
                if b != a and (b > a or b not in wanted):
                    one, other = min(a, b), max(a, b)
                    yield self._said(one, other, round(shared)), one, other


__all__ = ["Alike", "RareWords"]
