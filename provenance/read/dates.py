"""Dates as pages print them, in EDTF (ISO 8601-2): what is missing stays missing."""

from __future__ import annotations

import re
from calendar import day_name, monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime

from provenance.packs import Compiled, Packs, Topic

_EDTF = re.compile(r"(\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:[?~%])?", re.ASCII)


_BASIC, _SECONDS = 8, 10
"""Digits of a date without marks, and of seconds since 1970 from September 2001 on."""


class DateWords(Topic):
    """Topic ``read_dates``: names of months and days, words before a page's date."""

    months: dict[str, int] = {}
    weekdays: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date in EDTF, how exact it is, and where it stands."""

    edtf: str
    precision: str
    """"day", "month" or "year"."""
    start: int
    end: int
    rule: str


class DateReader:
    """Reads dates at a place of a text; one for a stack of packs."""

    def __init__(self, words: DateWords) -> None:
        self.months = words.months
        month = "|".join(sorted(map(re.escape, words.months), key=len, reverse=True))
        weekday = "|".join(sorted(map(re.escape, words.weekdays), key=len, reverse=True))
        before = "|".join(sorted(map(re.escape, words.before), key=len, reverse=True))
        of_year = r"(?:st|nd|rd|th)?"
        self._date = re.compile(
            rf"(?:(?P<weekday>{weekday})\b[.,]? {{0,2}})?"
            r"(?:(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})"
            r"(?:T[\d:.]{2,18}(?:Z|[+-]\d\d:?\d\d)?)?"
            r"|(?P<a>\d{1,2})(?P<s2>[-/.])(?P<b>\d{1,2})(?P=s2)(?P<y2>\d{4})"
            rf"|(?P<d3>\d{{1,2}}){of_year}[ -](?:of )?(?P<m3>{month})\b\.?,?"
            r"(?:[ -](?P<y3>\d{4}))?"
            rf"|(?P<m4>{month})\b\.? ?(?P<d4>\d{{1,2}}){of_year}"
            r"(?:,? ?(?P<y4>\d{4}))?(?![\d:])"
            rf"|(?P<m5>{month})\b\.?,? (?P<y5>\d{{4}}))(?!\d)",
            re.IGNORECASE,
        )
        self._clock = re.compile(
            r"[ ,|@-]{0,3}(?:at )?"
            r"(?:\d{1,2}(?:[:.]\d\d){1,2}(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
            r"(?!\w)(?: ?(?:[A-Z]{2,4}T|GMT|UTC|ET|local time|hrs)\b)?",
            re.IGNORECASE,
        )
        self._before = re.compile(rf"(?:{before})\b:? {{0,3}}(?:the )?", re.IGNORECASE)

    def at(self, text: str, position: int) -> ReadDate | None:
        """Read the date that starts at ``position``, with the weekday before it."""
        match = self._date.match(text, position)
        return self._build(match) if match else None

    def search(self, text: str, start: int, end: int) -> ReadDate | None:
        """Return the first date between two offsets."""
        for match in self._date.finditer(text, start, end):
            if match.start() == 0 or not text[match.start() - 1].isalnum():
                found = self._build(match)
                if found:
                    return found
        return None

    def after_clock(self, text: str, position: int) -> int:
        """Return the offset after the time of day at ``position``, or ``position``."""
        match = self._clock.match(text, position)
        return match.end() if match else position

    def after_label(self, text: str, position: int) -> int:
        """Return the offset after words like "Published on", or ``position``."""
        match = self._before.match(text, position)
        return match.end() if match else position

    def whole(self, text: str) -> ReadDate | None:
        """Read a date that was given as such: printed, ISO 8601, RFC 5322 or EDTF."""
        text = text.strip()
        edtf = _EDTF.fullmatch(text)
        if edtf:
            year, month, day = (int(p) if p and p.isdigit() else None for p in edtf.groups())
            if not _exists(year, month, day):
                return None
            precision = (
                "year" if month is None else "day" if edtf[3] and edtf[3] != "XX" else "month"
            )
            return ReadDate(text, precision, 0, len(text), "date.edtf")
        if text.isascii() and text.isdigit():
            return _numbered(text)
        found = self.at(text, self.after_label(text, 0))
        if found is None and re.match(r"\d{4}-\d\d-\d\d[ T]", text):
            found = self.at(text[:10], 0)
        return found

    def _by_weekday(
        self, weekday: str | None, year: int | None, left: int, right: int
    ) -> tuple[int | None, int | None, str]:
        """Settle 05/02/2015, which is May or February, by the day of the week named with it.

        Without one only the year is sure.
        """
        if weekday is not None and year is not None:
            fits = [
                (day, month)
                for day, month in ((left, right), (right, left))
                if _exists(year, month, day)
                and day_name[date(year, month, day).weekday()][:3].lower() == weekday[:3].lower()
            ]
            if len(fits) == 1:
                return *fits[0], "date.numeric_weekday"
        return None, None, "date.ambiguous"

    def _build(self, match: re.Match[str]) -> ReadDate | None:
        named = match.groupdict()
        rule = "date.words"
        year = next((int(named[k]) for k in ("y1", "y2", "y3", "y4", "y5") if named[k]), None)
        word = named["m3"] or named["m4"] or named["m5"]
        month: int | None = self.months[word.lower()] if word else None
        day = next((int(named[k]) for k in ("d1", "d3", "d4") if named[k]), None)
        if named["m1"]:
            month, rule = int(named["m1"]), "date.numeric"
        elif named["a"]:
            left, right, rule = int(named["a"]), int(named["b"]), "date.numeric"
            if named["s2"] == "." or left > 12 or left == right:
                day, month = left, right
            elif right > 12:
                month, day = left, right
            else:
                day, month, rule = self._by_weekday(named["weekday"], year, left, right)
        if not _exists(year, month, day):
            return None
        parts = [f"{year:04}" if year is not None else "XXXX"]
        precision = "year"
        if month is not None:
            parts.append(f"{month:02}")
            precision = "month"
            if day is not None:
                parts.append(f"{day:02}")
                precision = "day"
        return ReadDate("-".join(parts), precision, match.start(), match.end(), rule)


def _numbered(digits: str) -> ReadDate | None:
    """Read a date in eight digits, or seconds or milliseconds since 1970, as programs write it."""
    if len(digits) == _BASIC:
        year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
        if not _exists(year, month, day):
            return None
        return ReadDate(f"{year:04}-{month:02}-{day:02}", "day", 0, _BASIC, "date.basic")
    if len(digits) not in (_SECONDS, _SECONDS + 3):
        return None
    at = datetime.fromtimestamp(int(digits[:_SECONDS]), UTC)
    return ReadDate(at.date().isoformat(), "day", 0, len(digits), "date.epoch")


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    if year is not None and not 1000 <= year <= 2999:
        return False
    if month is None:
        return True
    return 1 <= month <= 12 and (day is None or 1 <= day <= monthrange(year or 2000, month)[1])


@Compiled
def date_reader(packs: Packs) -> DateReader:
    """Return the reader of dates for ``packs``; its patterns are compiled once."""
    return DateReader(packs.topic("read_dates", DateWords))
