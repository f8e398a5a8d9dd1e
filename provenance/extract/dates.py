"""Dates: when a statement says that it was, in EDTF, with the rule that read it.

A small grammar over words and numbers; its vocabulary is the topic ``times``.  Relative
dates resolve against the dateline, then the day of publication, then stay unresolved;
"a day earlier" resolves against the day last spoken of.  A missing year is the one that
puts the day nearest before publication, or stays missing (``XXXX-12-20``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from pydantic import Field
from spacy.tokens import Doc, Token

from provenance.extract import edtf
from provenance.extract.edtf import FIRST_YEAR, LAST_YEAR, UNKNOWN_DAY, Point
from provenance.extract.lookup import Compiled, head_of, tokens_in, words_of
from provenance.extract.page import Page
from provenance.packs import Packs, Topic
from provenance.records import Span, When, Zone

_WORD = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
# Longer stretches are read piece by piece, so that memory stays flat.
_STRETCH = 20_000
# How many words behind "two days after" the day may stand that is meant.
_REACH = 5
# Dates of the page, not of what it tells.
ASIDE = frozenset({"date.dateline", "date.stamp"})
_DATELINE_SENTENCES = 3
_DATELINE_CHARACTERS = 60


class Times(Topic):
    """The topic ``times``: months, weekdays, units and the words around them."""

    months: dict[str, int] = Field(default_factory=dict)
    weekdays: dict[str, int] = Field(default_factory=dict)
    weekday_abbreviations: dict[str, int] = Field(default_factory=dict)
    seasons: dict[str, int] = Field(default_factory=dict)
    day_words: dict[str, int] = Field(default_factory=dict)
    overnight: frozenset[str] = frozenset()
    units: dict[str, str] = Field(default_factory=dict)
    numbers: dict[str, int | None] = Field(default_factory=dict)
    last: frozenset[str] = frozenset()
    this: frozenset[str] = frozenset()
    next: frozenset[str] = frozenset()
    same: frozenset[str] = frozenset()
    ago: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    since: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    from_words: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    and_words: frozenset[str] = frozenset()
    before_month: frozenset[str] = frozenset()
    before_year: frozenset[str] = frozenset()
    before_season: frozenset[str] = frozenset()
    stamps: frozenset[str] = frozenset()
    relational: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    scheduled: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()


class _Word(NamedTuple):
    text: str
    key: str
    start: int
    end: int

    @property
    def number(self) -> int | None:
        return int(self.text) if self.text.isdecimal() and len(self.text) <= 4 else None


@dataclass(slots=True)
class _Found:
    """A date read: words ``first`` to ``last``, its EDTF, and the point where it is one."""

    first: int
    last: int
    text: str
    rule: str
    point: Point | None = None
    printed: Point | None = None
    """The parts that are printed, before a year was inferred."""


@dataclass(slots=True)
class _Clock:
    """What relative dates resolve against while a page is read."""

    now: Point | None
    now_rule: str
    spoken: Point | None = None
    """The day last spoken of."""

    @property
    def today(self) -> date | None:
        return self.now.whole if self.now is not None else None


_times = Compiled(lambda packs: packs.topic("times", Times))


def find_dates(page: Page, packs: Packs) -> dict[int, tuple[When, ...]]:
    """Return the dates of each sentence that has any, by ordinal, in the order of the text."""
    times = _times(packs)
    clock = _Clock(edtf.read(page.document.published), "published")
    dates: dict[int, tuple[When, ...]] = {}
    for sentence in page.sentences:
        if sentence.zone is Zone.BOILERPLATE:
            continue
        found: list[When] = []
        for start in range(sentence.start, sentence.end, _STRETCH):
            text = page.text[start : min(start + _STRETCH, sentence.end)]
            words = _split(text)
            near_top = sentence.zone is Zone.DATELINE or (
                sentence.ordinal < _DATELINE_SENTENCES and start == sentence.start
            )
            doc = page.parses[sentence.ordinal] if start == sentence.start else None
            for item in _Reading(words, times, clock, near_top, doc).read():
                span = (start + words[item.first].start, start + words[item.last].end)
                found.append(
                    When(edtf=item.text, text=page.slice(span), spans=(span,), rule=item.rule)
                )
        if found:
            dates[sentence.ordinal] = tuple(found)
    return dates


def _split(text: str) -> list[_Word]:
    return [_Word(m.group(), m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]


class _Reading:
    """The dates of one stretch of text."""

    def __init__(
        self,
        words: Sequence[_Word],
        times: Times,
        clock: _Clock,
        near_top: bool,
        doc: Doc | None = None,
    ) -> None:
        self.words = words
        self.doc = doc
        self.times = times
        self.clock = clock
        self.near_top = near_top

    def key(self, place: int) -> str:
        """Return the lower-case word at ``place``; empty outside the text."""
        return self.words[place].key if 0 <= place < len(self.words) else ""

    def number(self, place: int) -> int | None:
        """Return the number at ``place``, where one of at most four digits stands there."""
        return self.words[place].number if 0 <= place < len(self.words) else None

    def read(self) -> list[_Found]:
        """Return the dates from left to right; the clock learns the days spoken of."""
        found: list[_Found] = []
        place = 0
        while place < len(self.words):
            item = self._at(place)
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
                self._speak(found[-1], item.point)
                place = continue_at
                continue
            else:
                self._speak(item, item.point)
            found.append(item)
            place = item.last + 1
        return [self._open_ended(item) for item in found]

    def _speak(self, item: _Found, point: Point | None) -> None:
        if point is not None and point.day is not None:
            self.clock.spoken = point

    def _at(self, place: int) -> _Found | None:
        word = self.words[place]
        if word.text[0].isdecimal():
            return self._numeric(place) or self._day_month(place) or self._year(place)
        times = self.times
        key = word.key
        if key in times.months:
            return self._month_day(place)
        if key in times.weekdays or key in times.weekday_abbreviations:
            return self._weekday(place)
        if key in times.day_words:
            return self._relative_day(place, place, times.day_words[key], f"date.{key}")
        if key in times.overnight:
            return self._overnight(place)
        if key in times.seasons:
            return self._season(place)
        return self._relative(place)

    # Absolute dates.

    def _numeric(self, place: int) -> _Found | None:
        """Read 2019-12-20, 20/12/2019 and 20.12.2019."""
        words = self.words[place : place + 5]
        if len(words) < 5 or words[1].text not in "-/." or words[3].text != words[1].text:
            return None
        if not all(self._glued(n) for n in range(place + 1, place + 5)):
            return None
        first, second, third = words[0].number, words[2].number, words[4].number
        if first is None or second is None or third is None:
            return None
        if len(words[0].text) == 4 and FIRST_YEAR <= first <= LAST_YEAR:
            point = Point(first, second, third)
            rule = "date.iso"
        elif len(words[4].text) == 4 and FIRST_YEAR <= third <= LAST_YEAR:
            if first > 12 >= second:
                point = Point(third, second, first)
            elif second > 12 >= first or first == second:
                point = Point(third, first, second)
            else:
                # Day and month cannot be told apart: only the year is certain.
                point = Point(third)
            rule = "date.numeric"
        else:
            return None
        if not edtf.valid(point):
            return None
        return _Found(place, place + 4, str(point), rule, point, point)

    def _day_month(self, place: int) -> _Found | None:
        """Read "20 December 2019", "the 20th of December", "19-23 December"."""
        day = self.number(place)
        if day is None or not 1 <= day <= 31:
            return None
        after = self._ordinal(place + 1)
        first_day = None
        if self.key(after) in self.times.to and self.number(after + 1):
            other = self.number(after + 1)
            end = self._ordinal(after + 2)
            if other is not None and day < other <= 31 and self._is_month(end):
                first_day, day, after = day, other, end
        if self.key(after) == "of":
            after += 1
        if not self._is_month(after):
            return None
        month = self.times.months[self.key(after)]
        return self._finish(place, self._after_month(after) - 1, month, day, first_day)

    def _month_day(self, place: int) -> _Found | None:
        """Read "December 20, 2019", "Dec.20", "December 19-23", "December 2019", "in December"."""
        if not self._is_month(place):
            return None
        month = self.times.months[self.key(place)]
        at = self._after_month(place)
        day = self.number(at)
        if (
            day is not None
            and 1 <= day <= 31
            and not self._thousands(at)
            # "In December 20 people": a comma is gone.
            and not (self.key(place - 1) == "in" and self._year_at(at + 1) is None)
        ):
            end = self._ordinal(at + 1)
            if self.key(end) in self.times.to:
                other = self.number(end + 1)
                if other is not None and day < other <= 31 and self.key(end + 2) != ":":
                    return self._finish(place, self._ordinal(end + 2) - 1, month, other, day)
            return self._finish(place, end - 1, month, day, None)
        year = self._year_at(at)
        if year is not None:
            point = Point(year[0], month)
            return _Found(place, year[1], str(point), "date.month_year", point, point)
        if self.key(place - 1) in self.times.before_month and not self._is_name(place):
            return self._with_year(place, place, Point(None, month), "date.month")
        return None

    def _finish(
        self, first: int, last: int, month: int, day: int, first_day: int | None
    ) -> _Found | None:
        """Add the year, and make an interval where there are two days."""
        year = self._year_at(last + 1)
        point = Point(year[0] if year else None, month, day)
        if not edtf.valid(point) or self._is_name(last):
            return None
        last = year[1] if year else last
        while self.key(first - 1) in self.times.weekdays or (
            self.key(first - 1) in {",", "the", *self.times.weekday_abbreviations}
            and self.key(first - 2) in {*self.times.weekdays, *self.times.weekday_abbreviations}
        ):
            first -= 1
        found = self._with_year(first, last, point, "date.month_day")
        if first_day is not None and found.point is not None:
            start = Point(found.point.year, month, first_day)
            found.text = edtf.interval(start, found.point)
            found.rule = found.rule.replace("date.month_day", "date.days")
        return found

    def _with_year(self, first: int, last: int, point: Point, rule: str) -> _Found:
        if point.year is not None:
            return _Found(first, last, str(point), rule, point, point)
        now = self.clock.now
        dated = edtf.latest_not_after(point, now) if now is not None else None
        if dated is not None and now is not None and self._is_ahead(first):
            after = Point((dated.year or 0) + 1, dated.month, dated.day)
            if str(dated) < str(now) and edtf.valid(after):
                dated, rule = after, f"{rule}_ahead"
        rule = f"{rule}.{self.clock.now_rule}" if dated is not None else f"{rule}.no_year"
        return _Found(first, last, str(dated or point), rule, dated or point, point)

    def _year(self, place: int) -> _Found | None:
        """Read a year after a word that asks for one, and "2012-13"."""
        year = self.number(place)
        if year is None or len(self.words[place].text) != 4 or self._thousands(place):
            return None
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        if self.key(place + 1) in ("-", "–", "/"):
            other = self.number(place + 2)
            if other is not None and self.key(place + 3) not in ("-", "–", "/"):
                digits = len(self.words[place + 2].text)
                full = other if digits == 4 else year // 100 * 100 + other
                if digits in (2, 4) and year < full <= year + 100 and full <= LAST_YEAR:
                    text = edtf.interval(Point(year), Point(full))
                    return _Found(place, place + 2, text, "date.years")
        if self.key(place + 1) == "s" and self._glued(place + 1) and year % 10 == 0:
            return _Found(place, place + 1, f"{year // 10}X", "date.decade")
        if self.key(place - 1) not in self.times.before_year or self._is_unit(place + 1):
            return None
        point = Point(year)
        return _Found(place, place, str(point), "date.year", point, point)

    def _season(self, place: int) -> _Found | None:
        year = self._year_at(place + 2 if self.key(place + 1) == "of" else place + 1)
        if year is None or self.key(place - 1) not in self.times.before_season:
            return None
        text = f"{year[0]:04d}-{self.times.seasons[self.key(place)]}"
        return _Found(place, year[1], text, "date.season")

    # Dates that hang on the day of writing or on the day last spoken of.

    def _weekday(self, place: int) -> _Found | None:
        times = self.times
        key = self.key(place)
        after = place + 1 + (self.key(place + 1) in (",", "."))
        if key in times.weekday_abbreviations or self.words[place].text[0].islower():
            return None
        if self._is_month(after) or (self.number(after) and self._is_month(after + 1)):
            # The date that follows takes the weekday in.
            return None
        if self._is_name(place) or self.key(place - 1) in times.not_after:
            return None
        if self._in_name(place):
            return None
        first = place
        before = self.key(place - 1)
        step = before in times.last or before in times.next or before in times.this
        if step:
            first = place - 1
        today = self.clock.today
        if today is None or before in times.this:
            return _Found(first, place, UNKNOWN_DAY, "date.weekday.unresolved")
        back = (today.weekday() - times.weekdays[key]) % 7
        if before in times.next:
            day = today + timedelta(7 - back if back else 7)
            rule = "date.next_weekday"
        elif before in times.last:
            day = today - timedelta(back or 7)
            rule = "date.last_weekday"
        elif self._is_ahead(place):
            day = today + timedelta(-back % 7)
            rule = "date.weekday_ahead"
        else:
            day = today - timedelta(back)
            rule = "date.weekday"
        point = edtf.of(day)
        return _Found(first, place, str(point), f"{rule}.{self.clock.now_rule}", point)

    def _relative_day(self, first: int, last: int, days: int, rule: str) -> _Found:
        now = self.clock.now
        point = now.shift(days) if now is not None and now.day is not None else None
        if point is None:
            return _Found(first, last, UNKNOWN_DAY, f"{rule}.unresolved")
        return _Found(first, last, str(point), f"{rule}.{self.clock.now_rule}", point)

    def _overnight(self, place: int) -> _Found:
        now = self.clock.now
        before = now.shift(-1) if now is not None and now.day is not None else None
        if before is None or now is None:
            return _Found(place, place, UNKNOWN_DAY, "date.overnight.unresolved")
        rule = f"date.overnight.{self.clock.now_rule}"
        return _Found(place, place, edtf.interval(before, now), rule)

    def _relative(self, place: int) -> _Found | None:
        """Read "last week", "two days ago", "a day earlier", "the following day"."""
        times = self.times
        key = self.key(place)
        count_at = place
        lead = ""
        if key in times.last or key in times.this or key in times.next or key in times.same:
            lead = key
            count_at = place + 1
        number = self._count(count_at)
        unit_at = count_at + (number is not None)
        if number is not None and self.key(unit_at) == "of":
            unit_at += 1
        unit = times.units.get(self.key(unit_at))
        if unit is None:
            return None
        many = number[0] if number is not None else 1
        tail = self.key(unit_at + 1)
        if not lead and number is not None:
            if tail in times.ago:
                return self._ago(place, unit_at + 1, many, unit)
            for words, sign, name in ((times.earlier, -1, "earlier"), (times.later, 1, "later")):
                if tail in words:
                    return self._from_other(place, unit_at + 1, many, unit, sign, name)
            return None
        definite = self.key(place - 1) == "the"
        first = place - definite
        if not lead:
            if definite and self.key(unit_at) == "day":
                if tail in times.earlier:
                    return self._from_other(first, unit_at + 1, 1, unit, -1, "day_before")
                if tail in times.later:
                    return self._from_other(first, unit_at + 1, 1, unit, 1, "day_after")
            return None
        if number is not None and lead in times.last:
            return self._past(first, unit_at, many, unit)
        if number is not None:
            return None
        if lead in times.same:
            if unit == "day" and (definite or lead == "that"):
                return self._from_spoken(first, unit_at, 0, unit, 1, "same_day")
            return None
        if definite and unit == "day" and lead in times.next:
            return self._from_spoken(first, unit_at, 1, unit, 1, "following_day")
        if definite and unit == "day" and lead in times.last:
            return self._from_spoken(first, unit_at, 1, unit, -1, "previous_day")
        if definite and lead in times.last:
            return self._past(first, unit_at, 1, unit)
        return self._named(first, unit_at, lead, unit)

    def _count(self, place: int) -> tuple[int | None] | None:
        """Return the number at ``place`` (a figure, a number word, or one without a value)."""
        number = self.number(place)
        if number is not None:
            return (number,)
        if self.key(place) in self.times.numbers:
            return (self.times.numbers[self.key(place)],)
        return None

    def _ago(self, first: int, last: int, many: int | None, unit: str) -> _Found | None:
        now = self.clock.now
        today = self.clock.today
        rule = f"date.ago.{self.clock.now_rule}"
        if many is not None and unit == "day" and now is not None and now.day is not None:
            point = now.shift(-many)
            if point is not None:
                return _Found(first, last, str(point), rule, point)
        if many is not None and today is not None:
            if unit == "week" and many < 5_000:
                about = edtf.of(today - timedelta(7 * many))
                return _Found(first, last, f"{about}~", rule)
            if unit == "month":
                return _Found(
                    first, last, f"{edtf.add_months(today.year, today.month, -many)}~", rule
                )
        year = now.year if now is not None else None
        if many is not None and unit == "year" and year is not None and many < year:
            return _Found(first, last, f"{Point(year - many)}~", rule)
        if unit == "hour" and today is not None and many is not None and many <= 48:
            start = edtf.of(today - timedelta((many + 23) // 24))
            return _Found(first, last, edtf.interval(start, edtf.of(today)), rule)
        if many is None:
            return None
        unknown = {"month": "XXXX-XX", "year": "XXXX", "decade": "XXXX"}.get(unit, UNKNOWN_DAY)
        return _Found(first, last, unknown, "date.ago.unresolved")

    def _from_other(
        self, first: int, last: int, many: int | None, unit: str, sign: int, name: str
    ) -> _Found | None:
        """Step from the day last spoken of, or in "two days after 4 April" from that day."""
        if self.key(last) not in self.times.relational or not self.words[last + 1 :]:
            return self._from_spoken(first, last, many, unit, sign, name)
        following = self.words[last + 1]
        if not following.text[0].isalnum() or following.key in self.times.and_words:
            return self._from_spoken(first, last, many, unit, sign, name)
        days = {"day": 1, "week": 7}.get(unit)
        if days is None or many is None:
            return None
        for place in range(last + 1, min(last + 1 + _REACH, len(self.words))):
            if self.words[place].text in ",;:.()":
                break
            base = self._at(place) if not self._is_count(place) else None
            if base is not None and base.point is not None:
                point = base.point.shift(sign * many * days)
                if point is not None:
                    return _Found(first, base.last, str(point), f"date.{name}.named", point)
        return None

    def _is_count(self, place: int) -> bool:
        return self._count(place) is not None and self.number(place) is None

    def _from_spoken(
        self, first: int, last: int, many: int | None, unit: str, sign: int, name: str
    ) -> _Found | None:
        """Step from the day last spoken of."""
        days = {"day": 1, "week": 7}.get(unit)
        spoken = self.clock.spoken
        if spoken is not None and days is not None and many is not None and many < 5_000:
            point = spoken.shift(sign * many * days)
            if point is not None:
                return _Found(first, last, str(point), f"date.{name}.spoken", point)
        if unit != "day" or many is None:
            return None
        return _Found(first, last, UNKNOWN_DAY, f"date.{name}.unresolved")

    def _past(self, first: int, last: int, many: int | None, unit: str) -> _Found | None:
        """Read a stretch that ends on the day of writing: "the past week", "the last 24 hours"."""
        now, today = self.clock.now, self.clock.today
        rule = f"date.past.{self.clock.now_rule}"
        if today is not None and many is not None and many < 5_000:
            days = {"hour": (many + 23) // 24, "day": many, "week": 7 * many, "weekend": 7 * many}
            if unit in days:
                start = edtf.of(today - timedelta(days[unit]))
                return _Found(first, last, edtf.interval(start, edtf.of(today)), rule)
            if unit == "month":
                start = edtf.add_months(today.year, today.month, -many)
                end = Point(today.year, today.month)
                return _Found(first, last, edtf.interval(start, end), rule)
        year = now.year if now is not None else None
        if unit == "year" and year is not None and many is not None and many < year:
            text = edtf.interval(Point(year - many), Point(year))
            return _Found(first, last, text, rule)
        return None if many is None else _Found(first, last, UNKNOWN_DAY, "date.past.unresolved")

    def _named(self, first: int, last: int, lead: str, unit: str) -> _Found | None:
        """Read "last night", "this morning", "last week", "last weekend", "this year"."""
        step = -1 if lead in self.times.last else 1 if lead in self.times.next else 0
        now, today = self.clock.now, self.clock.today
        if unit in ("hour", "decade"):
            return None
        name = {-1: "last", 0: "this", 1: "next"}[step]
        rule = f"date.{name}_{unit}.{self.clock.now_rule}"
        if unit == "day":
            if self.key(last) in ("days", "day") and step == 0:
                return None
            return self._relative_day(first, last, step, f"date.{name}_day")
        if unit == "year":
            if now is not None and now.year is not None:
                point = Point(now.year + step)
                return _Found(first, last, str(point), rule)
            return _Found(first, last, "XXXX", f"date.{name}_year.unresolved")
        if today is None:
            unknown = "XXXX-XX" if unit == "month" else UNKNOWN_DAY
            return _Found(first, last, unknown, f"date.{name}_{unit}.unresolved")
        if unit == "month":
            return _Found(first, last, str(edtf.add_months(today.year, today.month, step)), rule)
        monday = today - timedelta(today.weekday()) + timedelta(7 * step)
        start, end = monday, monday + timedelta(6)
        if unit == "weekend":
            start = monday + timedelta(5)
        if step == 0 and unit == "week":
            end = today
        return _Found(first, last, edtf.interval(edtf.of(start), edtf.of(end)), rule)

    # Small questions about the words.

    def _is_ahead(self, place: int) -> bool:
        """Return whether the verb that the date hangs on looks ahead ("will meet on Friday")."""
        times = self.times
        if self.doc is None or not any(
            w.key in times.future or w.key in times.scheduled for w in self.words
        ):
            return False
        if self.key(place - 1) in times.since:
            return False
        start = token = token_at(self.doc, self.words[place].start)
        while token is not None:
            if token.dep_ == "poss" or (
                token.pos_ == "NOUN" and token is not start and token.lower_ not in times.units
            ):
                # "Recover from Thursday's shooting": the day of the noun, not of the verb.
                return False
            if token.pos_ in ("VERB", "AUX"):
                marks = [c for c in token.lefts if c.dep_ in ("aux", "auxpass")]
                if any(c.lower_ in times.future for c in marks):
                    return True
                if token.lemma_ in times.scheduled or token.lower_ in times.scheduled:
                    return True
                if token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ not in ("aux", "auxpass"):
                    return any(
                        c.dep_ in ("acomp", "oprd") and c.lower_ in times.scheduled
                        for c in token.rights
                    )
            token = token.head if token.head.i != token.i else None
        return False

    def _after_month(self, place: int) -> int:
        """Return the place after a month and the full stop of its abbreviation."""
        dotted = self.key(place + 1) == "." and len(self.key(place)) <= 4
        return place + 1 + (dotted and self.number(place + 2) is not None)

    def _is_month(self, place: int) -> bool:
        key = self.key(place)
        if key not in self.times.months:
            return False
        text = self.words[place].text
        # "may", "march" and "mar" in lower case are no months.
        return text[0].isupper()

    def _ordinal(self, place: int) -> int:
        """Return the place after an ordinal ending ("20th"), or ``place``."""
        return place + (self.key(place) in ("st", "nd", "rd", "th") and self._glued(place))

    def _glued(self, place: int) -> bool:
        """Return whether no blank stands before the word."""
        return self.words[place].start == self.words[place - 1].end

    def _thousands(self, place: int) -> bool:
        """Return whether the number goes on after a comma or point ("5,000", "3.5")."""
        if self.key(place + 1) not in (",", ".") or self.number(place + 2) is None:
            return self.key(place + 1) in ("%", ":")
        return self._glued(place + 1) and self._glued(place + 2)

    def _year_at(self, place: int) -> tuple[int, int] | None:
        """Return the year at ``place`` or behind a comma there, and its place."""
        if self.key(place) == ",":
            place += 1
        year = self.number(place)
        if year is None or len(self.words[place].text) != 4 or self._thousands(place):
            return None
        return (year, place) if FIRST_YEAR <= year <= LAST_YEAR else None

    def _is_unit(self, place: int) -> bool:
        return self.key(place) in self.times.units or self.key(place) in ("km", "people")

    def _is_name(self, last: int) -> bool:
        """Return whether what follows makes it a name ("February 17 Brigade")."""
        return (
            self.key(last + 1) in self.times.not_before and self.words[last + 1].text[0].isupper()
        )

    def _in_name(self, place: int) -> bool:
        return self.key(place - 1) in ("-", "_") and place > 1

    def _is_stamp(self, item: _Found) -> bool:
        """Return whether it says when the page was put up ("Updated: Friday, June 6, 2014")."""
        before = item.first - 1
        if self.key(before) == ":":
            before -= 1
        elif item.printed is None or item.printed.year is None:
            return False
        return self.key(before) in self.times.stamps and self.words[before].text[0].isupper()

    def _is_dateline(self, item: _Found, before: Sequence[_Found]) -> bool:
        """Return whether the date heads the page: only capitals and signs stand before it."""
        if not self.near_top or before or item.point is None or item.point.day is None:
            return False
        if item.printed is None or self.words[item.first].start > _DATELINE_CHARACTERS:
            return False
        lead = self.words[: item.first]
        if not all(w.text.isupper() or not w.text[0].isalpha() for w in lead):
            return False
        return item.printed.year is not None or bool(lead)

    def _joins(self, old: _Found, new: _Found) -> bool:
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

    def _start(self, old: _Found, new: _Found) -> Point | None:
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

    def _join(self, old: _Found, new: _Found) -> _Found:
        text = edtf.interval(self._start(old, new), new.point)
        return _Found(old.first, new.last, text, f"{new.rule}.interval")

    def _open_ended(self, item: _Found) -> _Found:
        """Open the stretch after "since" and before "until"."""
        if "/" in item.text or UNKNOWN_DAY in item.text or item.rule in ASIDE:
            return item
        before = {self.key(item.first - 1)}
        if self.key(item.first - 1) in ("early", "late", "mid", "the", "at", "-"):
            before.add(self.key(item.first - 2))
        if before & self.times.since:
            item.text, item.rule = f"{item.text}/..", f"{item.rule}.since"
        elif before & self.times.until:
            item.text, item.rule = f"../{item.text}", f"{item.rule}.until"
        return item


def claim_date(
    page: Page, dates: dict[int, tuple[When, ...]], ordinal: int, spans: Sequence[Span]
) -> When | None:
    """Return the date of the statement whose content is ``spans``; None without one.

    A date inside the content counts, nearest to its head first; else one that opens the
    sentence before source and cue.  A date between cue and content is that of the saying.
    """
    found = [when for when in dates.get(ordinal, ()) if when.rule not in ASIDE]
    if not found:
        return None
    inside = [w for w in found if any(s <= w.spans[0][0] < e for s, e in spans)]
    if not inside:
        start = page.sentences[ordinal].start
        opening = found[0].spans[0][0]
        lead = page.text[start:opening].split()
        content = min((s for s, _ in spans), default=0)
        return found[0] if opening < content and len(lead) <= 1 else None
    if len(inside) == 1:
        return inside[0]
    doc = page.parses[ordinal]
    head = head_of(tokens_in(page, ordinal, spans, words_of(doc))) if doc is not None else None
    if doc is None or head is None:
        return inside[0]
    offset = page.sentences[ordinal].start

    def distance(when: When) -> tuple[int, int]:
        token = token_at(doc, when.spans[0][0] - offset)
        steps = 0
        while token is not None and token.i != head.i and token.head.i != token.i:
            token = token.head
            steps += 1
        if token is None or token.i != head.i:
            steps += len(doc)
        return steps, when.spans[0][0]

    return min(inside, key=distance)


def token_at(doc: Doc, place: int) -> Token | None:
    """Return the token that holds the character at ``place``."""
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx <= place:
            low = middle + 1
        else:
            high = middle
    return doc[low - 1] if low else None


__all__ = ["Times", "claim_date", "find_dates"]
