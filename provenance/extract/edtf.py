"""EDTF: days, months and years that may lack a part, as ISO 8601-2 writes them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

UNKNOWN_DAY = "XXXX-XX-XX"
_POINT = re.compile(r"(\d{4}|XXXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?![\dX])")
_PRINTED = re.compile(r"(?:\d{4}|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?)?[?~%]?")
FIRST_YEAR, LAST_YEAR = 1900, 2099
# Years outside are mistakes, and arithmetic with them leaves the calendar.
_OLDEST, _NEWEST = 1000, 2999


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month or year; parts that nobody said are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        year = f"{self.year:04d}" if self.year is not None else "XXXX"
        if self.month is None:
            return year
        if self.day is None:
            return f"{year}-{self.month:02d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"

    @property
    def whole(self) -> date | None:
        """The calendar day, where year, month and day are known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    def shift(self, days: int) -> Point | None:
        """Return the point ``days`` later; None where the missing year leaves it open."""
        if self.month is None or self.day is None:
            return None
        if self.year is not None:
            day = self.whole
            return of(day + timedelta(days)) if day is not None else None
        # Without a year the day is certain unless the step goes over the end of February.
        common = [_shift_in(year, self, days) for year in (2023, 2024)]
        if common[0] is None or common[0] != common[1]:
            return None
        return common[0]


def _shift_in(year: int, point: Point, days: int) -> Point | None:
    if point.month is None or point.day is None:
        return None
    try:
        moved = date(year, point.month, point.day) + timedelta(days)
    except (ValueError, OverflowError):
        return None
    return Point(None, moved.month, moved.day)


def of(day: date) -> Point:
    """Return the point of a calendar day."""
    return Point(day.year, day.month, day.day)


def read(text: str | None) -> Point | None:
    """Return the first day, month or year of an EDTF text or ISO time; None where there is none."""
    match = _POINT.match(text.strip()) if text else None
    if match is None:
        return None
    year, month, day = (int(g) if g and g.isdigit() else None for g in match.groups())
    if month is not None and not 1 <= month <= 12:
        month = day = None
    if month is None:
        day = None
    if year is None and month is None:
        return None
    if year is not None and not _OLDEST <= year <= _NEWEST:
        return None
    return Point(year, month, day)


def valid(point: Point) -> bool:
    """Return whether the month has such a day (29 February counts where the year is unknown)."""
    if point.month is None:
        return True
    if not 1 <= point.month <= 12:
        return False
    if point.day is None:
        return True
    year = point.year if point.year is not None else 2024
    return 1 <= point.day <= calendar.monthrange(year, point.month)[1]


def latest_not_after(point: Point, reference: Point) -> Point | None:
    """Give a month or month and day the year of its last occurrence not after ``reference``.

    None where the reference lacks a part that the choice hangs on.
    """
    if reference.year is None or reference.month is None or point.month is None:
        return None
    if point.month == reference.month and point.day is not None and reference.day is None:
        return None
    mine = (point.month, point.day or 0)
    theirs = (reference.month, reference.day or 0 if point.day is not None else 0)
    for year in range(reference.year - (mine > theirs), reference.year - 9, -1):
        dated = Point(year, point.month, point.day)
        if valid(dated):
            return dated
    return None


def add_months(year: int, month: int, months: int) -> Point:
    """Return the month ``months`` away."""
    place = year * 12 + month - 1 + months
    return Point(place // 12, place % 12 + 1)


def interval(first: object, last: object) -> str:
    """Return the EDTF interval between two points; equal ends make one point."""
    return f"{first}" if str(first) == str(last) else f"{first}/{last}"


def is_edtf(text: str) -> bool:
    """Say whether a text is a date or an interval of dates in EDTF.

    >>> [is_edtf(t) for t in ("2019-12-20", "XXXX-12", "2019/2020", "../2019", "20 May", "2019-13")]
    [True, True, True, True, False, False]
    """
    parts = text.split("/")
    if len(parts) > 2 or not any(part not in ("", "..") for part in parts):
        return False
    return all((part in ("", "..") and len(parts) == 2) or _is_point(part) for part in parts)


def _is_point(text: str) -> bool:
    if not _PRINTED.fullmatch(text):
        return False
    month = text[5:7]
    if month not in ("", "XX") and not 1 <= int(month) <= 12:
        return False
    point = read(text)
    return point is None or valid(point)
