"""Pages: how alike two pages are in the words that few pages have.

Follow-up articles name neither the day nor the place again, but the people, the street and
the house.  What stands on few days and in few pages tells what a page is about; how many of
those words two pages share, against what each of them holds, tells whether they are about
one thing.  No word is listed: what is rare shows in the pages themselves.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from provenance.link.days import Days
from provenance.link.items import Item
from provenance.packs.scope import Thresholds
from provenance.records import Document

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LINE = re.compile(r"[^.!?\n]+")
_POSSESSIVE = re.compile(r"['’]s?$")
MOST_TEXT = 20_000
# Distinct words kept of one page: those of a long report.
MOST_WORDS = 4_000
SHORTEST = 4
# Stretches of three days, and pages, in which a word may stand and still tell apart.
FEW_DAYS, FEW_PAGES = 16, 60
# A word of more than one page in so many is not rare, but one of three pages is.
RARE_AMONG, FEWEST = 50, 3
# Stretches of days on which a line that stands word for word is furniture.
FURNITURE = 3
# A word of one stretch of days weighs so much, of n stretches less by the root of n.  Whole
# numbers, so that no order of adding them up makes a difference.
WEIGHT = 1_000
# A page that holds less than so many words of one stretch is held to have so many: two words
# are no proof.
LEAST_WORDS = 16
# How the words held by two pages tell against those they share, and where 1 lies.
LENGTH, SCALE = 0.35, 0.26
# Pages printed on one day are rather about one thing, the more so the fewer others were printed
# about then; where half of all pages lie between the two, their days tell nothing.
LEAST_NEAR, STEP = 0.4, 0.18
YEARS, ONE_DAY = 0.5, 1.7
# Pages from which it shows which words are rare.
ENOUGH_PAGES = 50


@dataclass(frozen=True, slots=True)
class RareWords:
    """The rare words of each page, what each of them weighs, and what a page holds in all."""

    words: Mapping[str, frozenset[str]]
    printed: Mapping[str, Days | None]
    weights: Mapping[str, int]
    held: Mapping[str, int]
    order: Sequence[int]
    """The days on which the pages were printed, as ordinals, in order."""

    @classmethod
    def of(cls, pages: Sequence[Sequence[Item]]) -> RareWords:
        """Find what words stand in few pages; of few pages, none."""
        first = [items[0] for items in pages if items]
        printed = {item.document.id: item.page.published for item in first}
        if len(first) < ENOUGH_PAGES:
            return cls({}, printed, {}, {}, ())
        often = _furniture(first)
        said = {item.document.id: frozenset(_words(item.document, often)) for item in first}
        count: Counter[str] = Counter()
        stretches: dict[str, set[object]] = {}
        for key in sorted(said):
            day = printed[key]
            # A page without a day may be of any other day than the rest.
            when: object = day.first.toordinal() // 3 if day is not None else key
            for word in said[key]:
                count[word] += 1
                if count[word] <= FEW_PAGES:
                    stretches.setdefault(word, set()).add(when)
        most = min(FEW_DAYS, max(FEWEST, len(said) // RARE_AMONG))
        weights = {
            word: round(WEIGHT / math.sqrt(len(days)))
            for word, days in stretches.items()
            if count[word] <= FEW_PAGES and len(days) <= most
        }
        words = {key: said[key] & weights.keys() for key in said}
        held = {key: sum(weights[word] for word in words[key]) for key in words}
        order = sorted(day.first.toordinal() for day in printed.values() if day is not None)
        return cls(words, printed, weights, held, order)

    def likeness(self, a: str, b: str) -> float:
        """Return how alike two pages are; at 1 they are as good as surely about one thing.

        The words shared, against a root of what pages of such a length hold: by chance alone
        longer pages share more.  A name that stands on two days tells more than one that
        comes up every month; pages of one week are about one thing sooner than of two years.
        """
        common = self.words.get(a, _NONE) & self.words.get(b, _NONE)
        return self._score(a, b, sum(self.weights[word] for word in common))

    def _score(self, a: str, b: str, common: int) -> float:
        if not common:
            return 0.0
        held = max(LEAST_WORDS, self.held[a] / WEIGHT) * max(LEAST_WORDS, self.held[b] / WEIGHT)
        return common / WEIGHT / math.pow(held, LENGTH) / SCALE * self._near(a, b)

    def _near(self, a: str, b: str) -> float:
        day, other = self.printed[a], self.printed[b]
        if day is None or other is None:
            return 1.0
        first, last = sorted((day.first.toordinal(), other.first.toordinal()))
        between = bisect_right(self.order, last + 1) - bisect_left(self.order, first - 1)
        near = LEAST_NEAR + STEP * math.log2(len(self.order) / between)
        return min(ONE_DAY, max(YEARS, near))

    def unlike(self, a: str, b: str, limits: Thresholds) -> bool:
        """Say whether two pages of many rare words share next to none."""
        held = min(self.held.get(a, 0), self.held.get(b, 0))
        return held >= LEAST_WORDS * WEIGHT and self.likeness(a, b) < limits.pages_unlike

    def pairs(self, least: float) -> Iterator[tuple[float, str, str]]:
        """Yield the pairs of pages that are alike enough, from an index of the rare words."""
        index: dict[str, list[str]] = {}
        for key in sorted(self.words):
            for word in self.words[key]:
                index.setdefault(word, []).append(key)
        for a in sorted(self.words):
            common: Counter[str] = Counter()
            for word in self.words[a]:
                for key in index[word]:
                    common[key] += self.weights[word]
            for b, shared in common.items():
                if a < b and (score := self._score(a, b, shared)) >= least:
                    yield score, a, b


_NONE: frozenset[str] = frozenset()


def _lines(document: Document) -> Iterator[str]:
    """Yield the lines and sentences of a page, roughly, with its title."""
    yield document.title or ""
    yield from _LINE.findall(document.text[:MOST_TEXT])


def _furniture(first: Sequence[Item]) -> frozenset[str]:
    """Return the lines that stand word for word on many days: what the outlet prints anywhere."""
    days: dict[str, set[object]] = {}
    for item in first:
        day = item.page.published
        when: object = day.first.toordinal() // 3 if day is not None else item.document.id
        for line in set(_lines(item.document)):
            days.setdefault(" ".join(line.split()), set()).add(when)
    return frozenset(line for line, on in days.items() if len(on) >= FURNITURE)


def _words(document: Document, furniture: frozenset[str]) -> Iterator[str]:
    """Yield what a page says: its words, and its pairs of capitalised words.

    A name keeps its capital: "Baker" and "baker" are two words.  Lines in capitals name nobody.
    """
    found = 0
    for line in _lines(document):
        if " ".join(line.split()) in furniture:
            continue
        words = _WORD.findall(line)
        named = 2 * sum(word[:1].isupper() for word in words) <= len(words)
        last = ""
        for printed in words:
            word = _POSSESSIVE.sub("", printed)
            capital = named and word[:1].isupper()
            if len(word) >= SHORTEST:
                yield word.casefold().capitalize() if capital else word.casefold()
                found += 1
            if capital and last:
                yield f"{last} {word.casefold()}"
            last = word.casefold() if capital else ""
        if found >= MOST_WORDS:
            return


__all__ = ["RareWords"]
