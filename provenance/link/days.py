"""Days: what an EDTF date says, as ranges of days that can be compared.

A date without a year (``XXXX-12-20``) is compared by month and day alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?[?~%]?")
# Years stand in a leap year of their own, so that every month and day can be told.
_NO_YEAR = 4


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """A range of days, both ends included; ``year`` says whether the year is known."""

    first: date
    last: date
    year: bool = True

    @property
    def length(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    @property
    def sharp(self) -> bool:
        """Is it a week or less: enough to tell two happenings apart and to bring them together."""
        return self.length <= 7

    def edtf(self) -> tuple[str, str]:
        """Return first and last day in EDTF."""
        return self._day(self.first), self._day(self.last)

    def _day(self, day: date) -> str:
        return day.isoformat() if self.year else f"XXXX-{day.month:02}-{day.day:02}"

    def gap(self, other: Days) -> int:
        """Return the days between two ranges: 0 when they overlap.

        When one of them has no year, the nearest year is taken.
        """
        if self.year == other.year:
            return _gap(self, other)
        bare, full = (other, self) if self.year else (self, other)
        years = range(full.first.year - 1, full.last.year + 2)
        return min(_gap(moved, full) for moved in (_in_year(bare, y) for y in years))

    def buckets(self) -> Iterator[str]:
        """Yield month-and-day keys of a sharp range, and of the day after it.

        Two ranges that overlap or lie a day apart share one; the year is left out, since
        one of them may not have it.
        """
        if not self.sharp:
            return
        for step in range(self.length + 1):
            day = self.first + timedelta(days=step)
            yield f"{day.month:02}-{day.day:02}"


def _gap(a: Days, b: Days) -> int:
    return max(0, (b.first - a.last).days, (a.first - b.last).days)


def _in_year(days: Days, year: int) -> Days:
    if not 1 < year < 9998:
        return days
    shift = date(year, 3, 1) - date(days.first.year, 3, 1)
    if days.first.month < 3:
        shift = date(year, 1, 1) - date(days.first.year, 1, 1)
    return Days(days.first + shift, days.last + shift)


def days_of(edtf: str) -> Days | None:
    """Return the days of an EDTF date or interval; None for what is not one.

    >>> days_of("2019-12-19/2019-12-23").length
    5
    """
    parts = edtf.split("/")
    if len(parts) > 2:
        return None
    ranges = [_range(part) for part in parts]
    first, last = ranges[0], ranges[-1]
    if first is None or last is None or first.year != last.year or first.first > last.last:
        return first if first is not None and len(parts) == 2 and not parts[1] else None
    return Days(first.first, last.last, first.year)


def _range(text: str) -> Days | None:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    known = match[1] != "XXXX"
    if not known and match[2] is None:
        return None
    year = int(match[1]) if known else _NO_YEAR
    try:
        first = date(year, int(match[2] or 1), int(match[3] or 1))
        if match[3]:
            return Days(first, first, known)
        ahead = date(year + 1, 1, 1) if match[2] is None or first.month == 12 else None
        after = ahead or date(year, first.month + 1, 1)
        return Days(first, after - timedelta(days=1), known)
    except (ValueError, OverflowError):
        return None


__all__ = ["Days", "days_of"]
