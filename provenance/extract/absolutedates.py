"""Absolute dates: days, months, years and seasons as printed."""

from __future__ import annotations

from provenance.extract import edtf
from provenance.extract.edtf import FIRST_YEAR, LAST_YEAR, Point
from provenance.extract.timewords import Found, Grammar


class AbsoluteDates(Grammar):
    """The rules for dates that say a day, a month or a year."""

    def _numeric(self, place: int) -> Found | None:
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
        return Found(place, place + 4, str(point), rule, point, point)

    def _day_month(self, place: int) -> Found | None:
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

    def _month_day(self, place: int) -> Found | None:
        """Read "December 20, 2019", "Dec.20", "December 19-23", "December 2019", "in December"."""
        if not self._is_month(place):
            return None
        month = self.times.months[self.key(place)]
        at = self._after_month(place)
        glued = self._glued_year(at)
        if glued is not None and edtf.valid(Point(glued[1], month, glued[0])):
            point = Point(glued[1], month, glued[0])
            return Found(place, at, str(point), "date.glued", point, point)
        day = self.number(at)
        if (
            day is not None
            and 1 <= day <= 31
            and not self._thousands(at)
            # "In December 20 people": a comma is gone.
            and not (
                self.key(place - 1) in self.times.before_bare_month
                and self._year_at(at + 1) is None
            )
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
            return Found(place, year[1], str(point), "date.month_year", point, point)
        if self.key(place - 1) in self.times.before_month and not self._is_name(place):
            return self._with_year(place, place, Point(None, month), "date.month")
        return None

    def _glued_year(self, place: int) -> tuple[int, int] | None:
        """Return day and year of "052016": a comma is gone that stood between them."""
        key = self.key(place)
        if not (key.isascii() and key.isdecimal() and len(key) in (5, 6)):
            return None
        year = int(key[-4:])
        return (int(key[:-4]), year) if FIRST_YEAR <= year <= LAST_YEAR else None

    def _finish(
        self, first: int, last: int, month: int, day: int, first_day: int | None
    ) -> Found | None:
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

    def _with_year(self, first: int, last: int, point: Point, rule: str) -> Found:
        if point.year is not None:
            return Found(first, last, str(point), rule, point, point)
        now = self.clock.now
        dated = edtf.latest_not_after(point, now) if now is not None else None
        if dated is not None and now is not None and self._is_ahead(first):
            after = Point((dated.year or 0) + 1, dated.month, dated.day)
            if str(dated) < str(now) and edtf.valid(after):
                dated, rule = after, f"{rule}_ahead"
        rule = f"{rule}.{self.clock.now_rule}" if dated is not None else f"{rule}.no_year"
        return Found(first, last, str(dated or point), rule, dated or point, point)

    def _year(self, place: int) -> Found | None:
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
                    return Found(place, place + 2, text, "date.years")
        if self.key(place + 1) == "s" and self._glued(place + 1) and year % 10 == 0:
            return Found(place, place + 1, f"{year // 10}X", "date.decade")
        listed = self.key(place - 1) in self.times.and_words and self._year_at(place - 2)
        if not listed and self.key(place - 1) not in self.times.before_year:
            return None
        if self._is_unit(place + 1):
            return None
        point = Point(year)
        return Found(place, place, str(point), "date.year", point, point)

    def _season(self, place: int) -> Found | None:
        year = self._year_at(place + 2 if self.key(place + 1) == "of" else place + 1)
        if year is None or self.key(place - 1) not in self.times.before_season:
            return None
        text = f"{year[0]:04d}-{self.times.seasons[self.key(place)]}"
        return Found(place, year[1], text, "date.season")


__all__ = ["AbsoluteDates"]
