"""Relative dates: days that hang on the day of writing or on the day last spoken of."""

from __future__ import annotations

from datetime import timedelta

from provenance.extract import edtf
from provenance.extract.absolutedates import AbsoluteDates
from provenance.extract.edtf import UNKNOWN_DAY, Point
from provenance.extract.timewords import Found

# How many words behind "two days after" the day may stand that is meant.
_REACH = 5
# More weeks, days or months than a page can mean.
_MOST = 5_000


class RelativeDates(AbsoluteDates):
    """The rules for weekdays, "yesterday", "last week", "a day earlier"."""

    def _at(self, place: int) -> Found | None:
        """Return the date that begins at ``place``, whichever rule reads it."""
        word = self.words[place]
        if word.text[0].isdecimal():
            return self._numeric(place) or self._day_month(place) or self._year(place)
        times = self.times
        key = word.key
        if key not in times.openers:
            return None
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

    def _weekday(self, place: int) -> Found | None:
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
            return Found(first, place, UNKNOWN_DAY, "date.weekday.unresolved")
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
        return Found(first, place, str(point), f"{rule}.{self.clock.now_rule}", point)

    def _relative_day(self, first: int, last: int, days: int, rule: str) -> Found:
        now = self.clock.now
        point = now.shift(days) if now is not None and now.day is not None else None
        if point is None:
            return Found(first, last, UNKNOWN_DAY, f"{rule}.unresolved")
        return Found(first, last, str(point), f"{rule}.{self.clock.now_rule}", point)

    def _overnight(self, place: int) -> Found:
        now = self.clock.now
        before = now.shift(-1) if now is not None and now.day is not None else None
        if before is None or now is None:
            return Found(place, place, UNKNOWN_DAY, "date.overnight.unresolved")
        rule = f"date.overnight.{self.clock.now_rule}"
        return Found(place, place, edtf.interval(before, now), rule)

    def _relative(self, place: int) -> Found | None:
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

    def _ago(self, first: int, last: int, many: int | None, unit: str) -> Found | None:
        now = self.clock.now
        today = self.clock.today
        rule = f"date.ago.{self.clock.now_rule}"
        if many is not None and unit == "day" and now is not None and now.day is not None:
            point = now.shift(-many)
            if point is not None:
                return Found(first, last, str(point), rule, point)
        if many is not None and today is not None:
            if unit == "week" and many < _MOST:
                about = edtf.of(today - timedelta(7 * many))
                return Found(first, last, f"{about}~", rule)
            if unit == "month":
                return Found(
                    first, last, f"{edtf.add_months(today.year, today.month, -many)}~", rule
                )
        year = now.year if now is not None else None
        if many is not None and unit == "year" and year is not None and many < year:
            return Found(first, last, f"{Point(year - many)}~", rule)
        if unit == "hour" and today is not None and many is not None and many <= 48:
            start = edtf.of(today - timedelta((many + 23) // 24))
            return Found(first, last, edtf.interval(start, edtf.of(today)), rule)
        if many is None:
            return None
        unknown = {"month": "XXXX-XX", "year": "XXXX", "decade": "XXXX"}.get(unit, UNKNOWN_DAY)
        return Found(first, last, unknown, "date.ago.unresolved")

    def _from_other(
        self, first: int, last: int, many: int | None, unit: str, sign: int, name: str
    ) -> Found | None:
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
                    return Found(first, base.last, str(point), f"date.{name}.named", point)
        return None

    def _is_count(self, place: int) -> bool:
        return self._count(place) is not None and self.number(place) is None

    def _from_spoken(
        self, first: int, last: int, many: int | None, unit: str, sign: int, name: str
    ) -> Found | None:
        """Step from the day last spoken of."""
        days = {"day": 1, "week": 7}.get(unit)
        spoken = self.clock.spoken
        if spoken is not None and days is not None and many is not None and many < _MOST:
            point = spoken.shift(sign * many * days)
            if point is not None:
                return Found(first, last, str(point), f"date.{name}.spoken", point)
        if unit != "day" or many is None:
            return None
        return Found(first, last, UNKNOWN_DAY, f"date.{name}.unresolved")

    def _past(self, first: int, last: int, many: int | None, unit: str) -> Found | None:
        """Read a stretch that ends on the day of writing: "the past week", "the last 24 hours"."""
        now, today = self.clock.now, self.clock.today
        rule = f"date.past.{self.clock.now_rule}"
        if today is not None and many is not None and many < _MOST:
            days = {"hour": (many + 23) // 24, "day": many, "week": 7 * many, "weekend": 7 * many}
            if unit in days:
                start = edtf.of(today - timedelta(days[unit]))
                return Found(first, last, edtf.interval(start, edtf.of(today)), rule)
            if unit == "month":
                start = edtf.add_months(today.year, today.month, -many)
                end = Point(today.year, today.month)
                return Found(first, last, edtf.interval(start, end), rule)
        year = now.year if now is not None else None
        if unit == "year" and year is not None and many is not None and many < year:
            text = edtf.interval(Point(year - many), Point(year))
            return Found(first, last, text, rule)
        return None if many is None else Found(first, last, UNKNOWN_DAY, "date.past.unresolved")

    def _named(self, first: int, last: int, lead: str, unit: str) -> Found | None:
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
                return Found(first, last, str(point), rule)
            return Found(first, last, "XXXX", f"date.{name}_year.unresolved")
        if today is None:
            unknown = "XXXX-XX" if unit == "month" else UNKNOWN_DAY
            return Found(first, last, unknown, f"date.{name}_{unit}.unresolved")
        if unit == "month":
            return Found(first, last, str(edtf.add_months(today.year, today.month, step)), rule)
        monday = today - timedelta(today.weekday()) + timedelta(7 * step)
        start, end = monday, monday + timedelta(6)
        if unit == "weekend":
            start = monday + timedelta(5)
        if step == 0 and unit == "week":
            end = today
        return Found(first, last, edtf.interval(edtf.of(start), edtf.of(end)), rule)


__all__ = ["RelativeDates"]
