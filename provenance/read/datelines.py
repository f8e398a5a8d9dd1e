"""Datelines: dates, agencies, places and outlets that stand before an article."""

from __future__ import annotations

import re
from dataclasses import replace

from provenance.read.dates import DateReader, ReadDate
from provenance.read.items import Item, LeadWords
from provenance.read.publishers import Publishers
from provenance.records import Zone

REACH = 400
"""How far into the first paragraph a headline and its date may go."""
_DASH = re.compile(r"\s*(?:--?|[–—―])\s*(?=\S)")
_HEAD_END = re.compile(r"\s+[-–]{1,2}\s+|\s*[—―]\s*|\s+--\s*|(?<=[\w.)])[-–]\s+|\):?(?=\s)")
_AGENCY_PAREN = re.compile(r"\(([A-Z][\w .,/&-]{1,40})\)\s*$")
_PAGE_DATE_TAIL = re.compile(r"\s{0,2}\([Uu]pdated[^()\n]{0,40}\)|\s{0,2}\)")
_LINK = re.compile(r"\[([^\]\n]{0,200})\]\([^)\s]{0,500}\)")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "&", "de", "la", "al"})
_SOFT_PLACE = re.compile(r"[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?[-–] (?=[A-Z])")
_BARE_PLACE = re.compile(
    r"([A-Z][A-Z'’-]{3,20}(?: [A-Z][a-z]{2,15}(?= (?:A|An|The|At|In|On|[A-Z][a-z]+) ))?)"
    r"(?= [A-Z][a-z]* )"
)
GAP = re.compile(r"[\s|•·,;–—-]{0,6}")
_NEAR = 64
_LONGEST_DATE = 60


class DatelineReader:
    """Reads datelines with the words of one stack of packs."""

    def __init__(self, words: LeadWords, dates: DateReader, publishers: Publishers) -> None:
        self.dates, self.publishers = dates, publishers
        names = sorted(publishers.agencies, key=len, reverse=True)
        self._agency = re.compile(
            rf"\(?(?P<name>{'|'.join(map(re.escape, names)) or '(?!)'})(?![\w.’'])\)?"
            rf"(?:[ /&]+(?:and )?(?:{'|'.join(map(re.escape, words.agency_words))})\b)?"
        )
        by = "|".join(sorted(map(re.escape, words.by), key=len, reverse=True))
        self._by = re.compile(rf"(?:{by})\b", re.IGNORECASE)

    def date(self, text: str, position: int, end: int) -> Item | None:
        labelled = self.dates.after_label(text, position)
        date = self.dates.at(text, labelled)
        if date is None or date.end > end:
            clock = self.dates.after_clock(text, labelled) if labelled > position else position
            if clock > labelled and clock <= end:
                return Item(position, clock, Zone.DATELINE, "dateline.date")
            return None
        with_year = not date.edtf.startswith("XXXX")
        last = self.dates.after_clock(text, date.end)
        whole = _rest(text, last, end).strip(" .,|") == ""
        if not (with_year or whole) or last > end:
            return None
        following = text[last : min(end, last + 2)].lstrip()
        if not whole and labelled == position and following[:1] == ",":
            # "On October 7, 2023, seven ..." and "October 7, 2023, was": a sentence.
            return None
        if not whole and following[:1].islower() and not self._by.match(text, last + 1):
            return None
        tail = _PAGE_DATE_TAIL.match(text, last, end)
        last = tail.end() if tail else last
        return Item(position, last, Zone.DATELINE, "dateline.date", date=date)

    def whole_date(self, text: str, position: int, end: int) -> Item | None:
        """Match a line that is a date with its year and no more, as between a page's posts."""
        if end - position > _LONGEST_DATE:
            return None
        item = self.date(text, position, end)
        if item is None or item.date is None or item.date.edtf.startswith("XXXX"):
            return None
        return item if not _rest(text, item.end, end).strip(" .,|") else None

    def credit(self, text: str, position: int, end: int, led: bool) -> Item | None:
        """Match an agency at the start, a date after it or none: "AFP Friday 1 Jul 2016"."""
        match = self._agency.match(text, position, end)
        if match is None:
            return None
        name = self.publishers.agencies[match["name"]].name
        gap = GAP.match(text, match.end(), end)
        rest = gap.end() if gap else match.end()
        date = self.dates.at(text, rest)
        if date is not None and date.end <= end and not date.edtf.startswith("XXXX"):
            last = min(self.dates.after_clock(text, date.end), end)
            return Item(position, last, Zone.DATELINE, "dateline.agency", date=date, agency=name)
        dash = _DASH.match(text, match.end(), end)
        if dash:
            last = _tight_end(text, position, dash.end())
            return Item(position, last, Zone.DATELINE, "dateline.agency", agency=name)
        if not _rest(text, match.end(), end).strip(" .|"):
            return Item(position, end, Zone.DATELINE, "dateline.agency", agency=name)
        glued = rest < end and text[match.end()].isspace()
        if led and glued and (text[rest].isupper() or text[rest].isdigit() or text[rest] in '"“'):
            return Item(position, match.end(), Zone.DATELINE, "dateline.agency", agency=name)
        return None

    def soft_place(self, text: str, position: int, end: int) -> Item | None:
        """Match "Beirut- " after a headline or date."""
        match = _SOFT_PLACE.match(text, position, end)
        if match is None:
            return None
        last = _tight_end(text, position, match.end())
        return Item(position, last, Zone.DATELINE, "dateline.place")

    def place(self, text: str, position: int, end: int) -> Item | None:
        """Match "LONDON (Reuters) -", "HEMPSTEAD, N.Y., Sept. 26 (UPI) —", "ALLEN -"."""
        window = text[position : min(end, position + 100)]
        for mark in _HEAD_END.finditer(window):
            paren = mark[0].startswith(")")
            head = window[: mark.start() + paren].rstrip()
            if len(head) > 80:
                return None
            found = self._head(head, position, paren)
            if found:
                last = position + mark.end()
                if paren:
                    dash = _DASH.match(text, last, end)
                    last = dash.end() if dash else last
                rest = last
                while rest < end and text[rest].isspace():
                    rest += 1
                following = text[rest : rest + 1]
                if rest >= end or not (following.isalnum() or following in "“\"‘'"):
                    return None
                if following.islower():
                    return None
                last = _tight_end(text, position, last)
                agency, date = found
                return Item(
                    position, last, Zone.DATELINE, "dateline.place", date=date, agency=agency
                )
        return None

    def _head(
        self, head: str, position: int, paren: bool
    ) -> tuple[str | None, ReadDate | None] | None:
        """Take a dateline apart into agency and date; None when it is none."""
        inner = head[1:-1] if head.startswith("(") and head.endswith(")") else head
        match = _AGENCY_PAREN.search(inner)
        agency: str | None = None
        date: ReadDate | None = None
        sure = False
        if match:
            outlet = self.publishers.by_name(match[1].split("/")[0].strip())
            date = _moved(self.dates.at(match[1], 0), position + match.start(1))
            inner = inner[: match.start()].rstrip()
            station = len(match[1]) <= 12 or (len(match[1]) <= 25 and _in_capitals(inner))
            if outlet is None and date is None and not station:
                return None
            agency = outlet.name if outlet is not None else None
            sure = outlet is not None or (date is None and match[1].isupper())
        elif paren and inner is head:
            return None
        if date is None:
            date = self.dates.search(inner, 0, len(inner))
            if date is not None:
                if inner[date.end :].strip(" ,."):
                    return None
                inner = inner[: date.start].rstrip(" ,")
                date = _moved(date, position + (inner is not head and head.startswith("(")))
        return (agency, date) if self._is_place(inner, sure, date is not None) else None

    def _is_place(self, inner: str, sure: bool, dated: bool) -> bool:
        """Tell whether the words are those of a place; ``sure`` when an agency follows."""
        words = inner.replace(",", " ").replace("/", " ").split()
        if not words:
            return sure
        if len(words) > 7 or any(mark.isdigit() or mark in ':;?!"' for mark in inner):
            return False
        if not all(word[0].isupper() or word in _SMALL for word in words):
            return False
        return sure or dated or (len(words[0]) >= 3 and words[0].replace(".", "").isupper())

    def bare_place(self, text: str, position: int, end: int) -> Item | None:
        """Match "BEIRUT Air strikes ..." after a date: a place whose dash was lost."""
        match = _BARE_PLACE.match(text, position, end)
        if match is None or self.publishers.by_name(match[1]):
            return None
        return Item(position, match.end(1), Zone.DATELINE, "dateline.place")

    def outlet_date(self, text: str, position: int, end: int) -> Item | None:
        """Match a line of an outlet and a date: "Some Outlet, December 24, 2019"."""
        if end - position > 120:
            return None
        date = self.dates.search(text, position, end)
        if date is None or date.edtf.startswith("XXXX"):
            return None
        last = min(self.dates.after_clock(text, date.end), end)
        if _rest(text, last, end).strip(" .|,-–—"):
            return None
        name = _LINK.sub(r"\1", text[position : date.start]).strip(" ,|-–—·•:")
        words = name.split()
        if not 1 <= len(words) <= 6 or not words[0][0].isupper():
            return None
        if not all(word[0].isupper() or word in _SMALL for word in words):
            return None
        return Item(position, end, Zone.DATELINE, "dateline.outlet", date=date, outlet=name)

    def run_in(self, text: str, position: int, end: int, titled: bool) -> list[Item]:
        """Find an agency and date run into the line: "<headline> AFP Friday 1 Jul 2016 <body>"."""
        limit = min(end, position + REACH)
        for match in self._agency.finditer(text, position, limit):
            if match.start() > 0 and not text[match.start() - 1].isspace():
                continue
            item = self.credit(text, match.start(), end, False)
            if item is None or item.date is None or item.end >= end:
                continue
            before = text[position : match.start()].rstrip()
            items = [item]
            if before and not titled and before[-1] not in ".!?":
                last = position + len(before)
                items.insert(0, Item(position, last, Zone.HEADLINE, "headline.run_in"))
            return items
        return []


def _moved(date: ReadDate | None, offset: int) -> ReadDate | None:
    """Return the date with its place counted from the start of the text."""
    if date is None:
        return None
    return replace(date, start=date.start + offset, end=date.end + offset)


def _tight_end(text: str, start: int, end: int) -> int:
    """Return ``end`` without the blanks before it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _rest(text: str, start: int, end: int) -> str:
    """Return what follows, as much of it as matters."""
    return text[start : min(end, start + _NEAR)]


def _in_capitals(head: str) -> bool:
    """Tell whether the first word of a dateline is in capitals."""
    first = head.split(maxsplit=1)[:1]
    return bool(first) and len(first[0]) >= 3 and first[0].strip(",.").isupper()
