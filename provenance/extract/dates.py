"""Dates: when a statement says that it was, in EDTF, with the rule that read it.

A small grammar over words and numbers; its vocabulary is the topic ``times``.  Relative
dates resolve against the dateline, then the day of publication, then stay unresolved;
"a day earlier" resolves against the day last spoken of.  A missing year is the one that
puts the day nearest before publication, or stays missing (``XXXX-12-20``).
"""

from __future__ import annotations

from collections.abc import Sequence

from provenance.extract import edtf
from provenance.extract.edtf import UNKNOWN_DAY, Point
from provenance.extract.page import Page
from provenance.extract.relativedates import RelativeDates
from provenance.extract.timewords import Clock, Found, Times, split, times_of
from provenance.packs import Packs
from provenance.records import When, Zone

# Longer stretches are read piece by piece, so that memory stays flat.
_STRETCH = 20_000
# Dates of the page, not of what it tells.
ASIDE = frozenset({"date.dateline", "date.stamp"})
# How far "since" may stand before the date ("since the start of the siege on 5 May").
_SINCE = 9
# How far behind "since" the date of what is only named ("since the military coup in 2021").
_EVENT = 6
_DATELINE_SENTENCES = 3
# How many words and signs a label's verb may stand before its date.
_LABEL = 3
_DATELINE_CHARACTERS = 60


def find_dates(page: Page, packs: Packs) -> dict[int, tuple[When, ...]]:
    """Return the dates of each sentence that has any, by ordinal, in the order of the text."""
    times = times_of(packs)
    clock = Clock(edtf.read(page.document.published), "published")
    dates: dict[int, tuple[When, ...]] = {}
    for sentence in page.sentences:
        if sentence.zone is Zone.BOILERPLATE:
            continue
        found: list[When] = []
        for start in range(sentence.start, sentence.end, _STRETCH):
            text = page.text[start : min(start + _STRETCH, sentence.end)]
            words = split(text)
            heads_page = sentence.zone is Zone.DATELINE
            near_top = heads_page or (
                sentence.ordinal < _DATELINE_SENTENCES and start == sentence.start
            )
            doc = page.parses[sentence.ordinal] if start == sentence.start else None
            for item in _Dates(words, times, clock, near_top, doc, heads_page).read():
                span = (start + words[item.first].start, start + words[item.last].end)
                found.append(
                    When(edtf=item.text, text=page.slice(span), spans=(span,), rule=item.rule)
                )
        if found:
            dates[sentence.ordinal] = tuple(found)
    return dates


class _Dates(RelativeDates):
    """The dates of one stretch of text."""

    def read(self) -> list[Found]:
        """Return the dates from left to right; the clock learns the days spoken of."""
        found: list[Found] = []
        place = 0
        openers = self.times.openers
        while place < len(self.words):
            word = self.words[place]
            opens = word.key in openers or word.text[0].isdecimal()
            item = self._at(place) if opens else None
            if item is None:
                place += 1
                continue
            if self._is_stamp(item):
                item.rule = "date.stamp"
                if self.clock.today is None and item.point is not None:
                    self.clock.now, self.clock.now_rule = item.point, "dateline"
            elif self._is_dateline(item, found):
                self.clock.now, self.clock.now_rule = item.point, "dateline"
                item.rule = "date.dateline"
            elif found and self._joins(found[-1], item):
                continue_at = item.last + 1
                found[-1] = self._join(found[-1], item)
                self._speak(item.point)
                place = continue_at
                continue
            else:
                self._speak(item.point)
            found.append(item)
            place = item.last + 1
        return [self._open_ended(item) for item in found]

    def _speak(self, point: Point | None) -> None:
        if point is not None and point.day is not None:
            self.clock.spoken = point

    def _is_stamp(self, item: Found) -> bool:
        """Return whether it says when the page was put up ("Updated: Friday, June 6, 2014")."""
        if self.heads_page and not self._is_restamp(item):
            # The label of a day of publication, which is what heads the page.
            return False
        before = item.first - 1
        if self.key(before) == ":":
            before -= 1
        elif item.printed is None or item.printed.year is None:
            return False
        return self.key(before) in self.times.stamps and self.words[before].text[0].isupper()

    def _is_restamp(self, item: Found) -> bool:
        """Return whether the day is that of a change ("Last updated at 5 May 2017")."""
        lead = range(item.first - _LABEL, item.first)
        return any(self.key(place) in self.times.restamps for place in lead)

    def _is_dateline(self, item: Found, before: Sequence[Found]) -> bool:
        """Return whether the date heads the page: only capitals and signs stand before it."""
        if not self.near_top or before or item.point is None or item.point.day is None:
            return False
        if item.printed is None or self.words[item.first].start > _DATELINE_CHARACTERS:
            return False
        lead = self.words[: item.first]
        if self.heads_page and item.printed.year is not None:
            return not self._is_restamp(item)
        if not all(w.text.isupper() or not w.text[0].isalpha() for w in lead):
            return False
        return item.printed.year is not None or bool(lead)

    def _joins(self, old: Found, new: Found) -> bool:
        """Return whether two dates are the ends of one stretch."""
        if old.point is None or new.point is None or "/" in old.text:
            return False
        if new.first - old.last != 2 or (old.printed is None) != (new.printed is None):
            return False
        joint = self.key(old.last + 1)
        if joint in self.times.and_words:
            before = {self.key(old.first - 1), self.key(old.first - 2)}
            if not before & self.times.between:
                return False
        elif joint not in self.times.to:
            return False
        return self._start(old, new) is not None

    def _start(self, old: Found, new: Found) -> Point | None:
        """Return the first end of a stretch: not after the second, whose year it takes."""
        start, end = old.point, new.point
        if start is None or end is None:
            return None
        if old.printed is None:
            # Weekdays: "Friday to Monday" ends on the Monday and begins before it.
            if old.rule != new.rule or ".weekday" not in old.rule:
                return None
            first, last = start.whole, end.whole
            back = first is not None and last is not None and first > last
            return start.shift(-7) if back else start
        if old.printed.year is None and old.printed.month is not None and end.year is not None:
            later = (old.printed.month, old.printed.day or 0) > (end.month or 13, end.day or 32)
            return Point(end.year - later, old.printed.month, old.printed.day)
        return start if str(start) <= str(end) else None

    def _join(self, old: Found, new: Found) -> Found:
        text = edtf.interval(self._start(old, new), new.point)
        return Found(old.first, new.last, text, f"{new.rule}.interval")

    def _since_start(self, first: int) -> bool:
        """Return whether "since the start of … on" or "since the coup in" leads to the date."""
        started = False
        for place in range(first - 1, max(-1, first - 1 - _SINCE), -1):
            key = self.key(place)
            if key in self.times.since:
                # "Since the coup in 2021": little more than its article stands between.
                named = self.key(place + 1) in self.times.articles and first - place <= _EVENT
                return started or named
            if not key.isalpha():
                return False
            started |= key in self.times.starts
        return False

    def _open_ended(self, item: Found) -> Found:
        """Open the stretch after "since" and before "until"."""
        if "/" in item.text or UNKNOWN_DAY in item.text or item.rule in ASIDE:
            return item
        before = {self.key(item.first - 1)}
        if self.key(item.first - 1) in self.times.inside_dates:
            before.add(self.key(item.first - 2))
        if before & self.times.since or self._since_start(item.first):
            item.text, item.rule = f"{item.text}/..", f"{item.rule}.since"
        elif before & self.times.until:
            item.text, item.rule = f"../{item.text}", f"{item.rule}.until"
        return item


__all__ = ["ASIDE", "Times", "find_dates"]
