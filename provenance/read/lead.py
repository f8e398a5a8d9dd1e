"""The lead of a page: headline, dates, bylines and agency credits run into the text.

Pages often reach us with headline, date, agency and first sentence in one line.  The lead
is cut into its items, so that the first sentence of the body starts where it starts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from provenance.naming import normalise
from provenance.packs.loader import Packs, Topic
from provenance.read.dates import DateReader, ReadDate, date_reader
from provenance.read.publishers import Publishers, known_publishers
from provenance.records import Span, Zone

REACH = 400
"""How far into the first paragraph a headline and its date may go."""
_PARAGRAPHS = 12
_TITLE_PARAGRAPHS = 4
_END_MARKS = ".:!?…\"'”’»)]*|"
_NAME = r"[^\W\d_a-z][\w'’.-]{0,24}"
_NAMES = re.compile(rf"{_NAME}(?: (?:(?:al|bin|van|von|de|der|el)[ -])?{_NAME}){{1,9}}\.")
_DASH = re.compile(r"\s*(?:--?|[–—―])\s*(?=\S)")
_HEAD_END = re.compile(r"\s+[-–]{1,2}\s+|\s*[—―]\s*|\s+--\s*|(?<=[\w.)])[-–]\s+|\):?(?=\s)")
_AGENCY_PAREN = re.compile(r"\(([A-Z][\w .,/&-]{1,40})\)\s*$")
_PAGE_DATE_TAIL = re.compile(r"\s{0,2}\([Uu]pdated[^()\n]{0,40}\)|\s{0,2}\)")
_LINK = re.compile(r"\[([^\]\n]{0,200})\]\([^)\s]{0,500}\)")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "&", "de", "la", "al"})
_SOFT_PLACE = re.compile(r"[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?[-–] (?=[A-Z])")
_GAP = re.compile(r"[\s|•·,;–—-]{0,6}")


class LeadWords(Topic):
    """Topic ``read_lead``: labels, byline words and credits."""

    title_labels: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    author_roles: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    agency_words: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of the lead: its zone, the rule, and what it names."""

    start: int
    end: int
    zone: Zone
    rule: str
    date: ReadDate | None = None
    agency: str | None = None
    author: Span | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """The items found, in order; the body is what they leave."""

    items: tuple[Item, ...] = ()
    title_given: bool = False

    def breaks(self) -> list[int]:
        """Return the offsets at which sentences have to end."""
        return [offset for item in self.items for offset in (item.start, item.end)]


class LeadReader:
    """Reads leads with the words of one stack of packs."""

    def __init__(self, words: LeadWords, dates: DateReader, publishers: Publishers) -> None:
        self.words, self.dates, self.publishers = words, dates, publishers
        by = "|".join(sorted(map(re.escape, words.by), key=len, reverse=True))
        self._by = re.compile(rf"(?:{by})\b:?[ \t]+", re.IGNORECASE)
        names = sorted(publishers.agencies, key=len, reverse=True)
        self._agency = re.compile(
            rf"\(?(?P<name>{'|'.join(map(re.escape, names)) or '(?!)'})(?![\w.’'])\)?"
            rf"(?:[ /&]+(?:and )?(?:{'|'.join(map(re.escape, words.agency_words))})\b)?"
        )
        buttons = "|".join(sorted(map(re.escape, words.buttons), key=len, reverse=True))
        self._buttons = re.compile(
            rf"(?:(?:{buttons or '(?!)'})\b(?:\s\d{{1,5}}(?=\s))?\s*){{1,8}}", re.IGNORECASE
        )
        separators = "|".join(sorted(map(re.escape, words.separators), key=len, reverse=True))
        self._separators = re.compile(rf"(?:{separators or '(?!)'})\b[.:]?\s*", re.IGNORECASE)
        labels = "|".join(sorted(map(re.escape, words.title_labels), key=len, reverse=True))
        self._label = re.compile(rf"(?:{labels})\b ?[:|–-]? ?", re.IGNORECASE)

    def read(self, text: str, title: str | None, spans: list[Span]) -> Lead:
        """Return the lead; ``spans`` are the paragraphs of the text."""
        items: list[Item] = []
        variants = _variants(title)
        whole = normalise(title) if title else ""
        for number, (start, end) in enumerate(spans):
            if number < _TITLE_PARAGRAPHS and _is_part(text[start:end], whole):
                items.append(Item(start, end, Zone.HEADLINE, "headline.title_part"))
            elif number < _PARAGRAPHS:
                items.extend(self._run(text, start, end, variants, first=number == 0))
            else:
                item = self._place(text, start, end) or self._separator(text, start, end)
                if item:
                    items.append(item)
        return Lead(tuple(items), bool(title))

    def _run(
        self, text: str, start: int, end: int, variants: list[str], *, first: bool
    ) -> list[Item]:
        items: list[Item] = []
        position, limit = start, min(end, start + 2 * REACH)
        while position < limit and len(items) < 8:
            item = (
                self._title(text, position, end, variants)
                or self._date(text, position, end, variants, bool(items))
                or self._credit(text, position, end, bool(items))
                or self._place(text, position, end)
                or self._soft_place(text, position, end, bool(items))
                or self._byline(text, position, end, variants, items)
                or self._outlet_date(text, position, end)
                or (self._chrome(text, position, end) if first else None)
                or self._separator(text, position, end)
            )
            if item is None:
                break
            if item.zone is Zone.HEADLINE:
                variants = []
            items.append(item)
            gap = _GAP.match(text, item.end, end)
            position = gap.end() if gap else item.end
        titled = any(item.zone is Zone.HEADLINE for item in items)
        if first and position < end and not any(item.agency for item in items):
            items.extend(self._middle(text, position, end, titled))
        place = self._bare_place(text, position, end, items) if first else None
        return [*items, place] if place else items

    def _title(self, text: str, position: int, end: int, variants: list[str]) -> Item | None:
        label = self._label.match(text, position, end)
        for start in (position, label.end()) if label else (position,):
            for title in variants:
                last = _match(text, start, end, title)
                if last is None:
                    continue
                rest = last
                while rest < end and text[rest] in " \t\xa0":
                    rest += 1
                if rest < end and text[rest].islower() and text[last - 1] not in _END_MARKS:
                    continue
                if start > position:
                    return Item(position, start, Zone.DATELINE, "dateline.label")
                return Item(position, last, Zone.HEADLINE, "headline.title")
        return None

    def _date(
        self, text: str, position: int, end: int, variants: list[str], led: bool
    ) -> Item | None:
        labelled = self.dates.after_label(text, position)
        date = self.dates.at(text, labelled)
        if date is None or date.end > end:
            clock = self.dates.after_clock(text, labelled) if labelled > position else position
            if clock > labelled and clock <= end:
                return Item(position, clock, Zone.DATELINE, "dateline.date")
            return None
        with_year = not date.edtf.startswith("XXXX")
        last = self.dates.after_clock(text, date.end)
        whole = text[last:end].strip(" .,|") == ""
        if not (with_year or whole) or last > end:
            return None
        following = text[last:end][:2].lstrip()
        if not whole and labelled == position and following[:1] == ",":
            # "On October 7, 2023, seven ..." and "October 7, 2023, was": a sentence.
            return None
        if not whole and following[:1].islower() and not self._by.match(text, last + 1):
            return None
        tail = _PAGE_DATE_TAIL.match(text, last, end)
        last = tail.end() if tail else last
        return Item(position, last, Zone.DATELINE, "dateline.date", date=date)

    def _credit(self, text: str, position: int, end: int, led: bool) -> Item | None:
        """Match an agency at the start, a date after it or none: "AFP Friday 1 Jul 2016"."""
        match = self._agency.match(text, position, end)
        if match is None:
            return None
        name = self.publishers.agencies[match["name"]].name
        gap = _GAP.match(text, match.end(), end)
        rest = gap.end() if gap else match.end()
        date = self.dates.at(text, rest)
        if date is not None and date.end <= end and not date.edtf.startswith("XXXX"):
            last = min(self.dates.after_clock(text, date.end), end)
            return Item(position, last, Zone.DATELINE, "dateline.agency", date=date, agency=name)
        dash = _DASH.match(text, match.end(), end)
        if dash:
            return Item(position, dash.end(), Zone.DATELINE, "dateline.agency", agency=name)
        if not text[match.end() : end].strip(" .|"):
            return Item(position, end, Zone.DATELINE, "dateline.agency", agency=name)
        glued = match.end() < end and text[match.end()].isspace()
        if led and glued and (text[rest].isupper() or text[rest].isdigit() or text[rest] in '"“'):
            word = re.compile(r"[\w'’-]+\s+(\w)").match(text, rest, end)
            if word is None or not (word[1].isupper() and text[rest].isupper() and False):
                return Item(position, match.end(), Zone.DATELINE, "dateline.agency", agency=name)
        return None

    def _soft_place(self, text: str, position: int, end: int, led: bool) -> Item | None:
        """Match "Beirut- " after a headline or date."""
        match = _SOFT_PLACE.match(text, position, end) if led else None
        if match is None:
            return None
        return Item(position, match.end(), Zone.DATELINE, "dateline.place")

    def _place(self, text: str, position: int, end: int) -> Item | None:
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
                while last < end and text[last] in " \t\xa0":
                    last += 1
                rest = text[last : last + 1]
                if last >= end or not (rest.isupper() or rest.isdigit() or rest in "“\"‘'"):
                    return None
                agency, date = found
                return Item(
                    position, last, Zone.DATELINE, "dateline.place", date=date, agency=agency
                )
        return None

    def _head(
        self, head: str, position: int, paren: bool
    ) -> tuple[str | None, ReadDate | None] | None:
        """Take a dateline apart; None when it is none."""
        inner = head[1:-1] if head.startswith("(") and head.endswith(")") else head
        agency = None
        match = _AGENCY_PAREN.search(inner)
        credit, date, offset = False, None, 0
        if match:
            date = self.dates.at(match[1], 0)
            offset = match.start(1)
            outlet = self.publishers.by_name(match[1].split("/")[0].strip())
            station = len(match[1]) <= 12 or (len(match[1]) <= 25 and _is_capitals(inner))
            credit = outlet is not None or date is not None or station
            if not credit:
                return None
            agency = outlet.name if outlet is not None else None
            inner = inner[: match.start()].rstrip()
            credit = outlet is not None or (date is None and match[1].isupper())
        elif paren and inner is head:
            return None
        if date is None:
            date, offset = self.dates.search(inner, 0, len(inner)), 0
            if date is not None:
                if inner[date.end :].strip(" ,."):
                    return None
                inner = inner[: date.start].rstrip(" ,")
        if date is not None:
            offset += position + (head.find(inner) if not match or offset == 0 else 0)
            date = ReadDate(
                date.edtf, date.precision, date.start + offset, date.end + offset, date.rule
            )
        words = inner.replace(",", " ").replace("/", " ").split()
        if len(words) > 7 or (not words and not credit):
            return None
        if not all(word[0].isupper() or word in ("al-", "de", "of", "and") for word in words):
            return None
        capitals = [w for w in words if len(w) >= 3 and w.replace(".", "").isupper()]
        if words and not credit and date is None and words[0] not in capitals:
            return None
        if words and words[0] not in capitals and not (credit or date is not None):
            return None
        if any(ch.isdigit() or ch in ':;?!"' for ch in inner):
            return None
        return agency, date

    def _bare_place(self, text: str, position: int, end: int, items: list[Item]) -> Item | None:
        """Match "BEIRUT Air strikes ..." after a date: a place whose dash was lost."""
        if not any(item.date for item in items) or any("place" in item.rule for item in items):
            return None
        match = _BARE_PLACE.match(text, position, end)
        if match is None or self.publishers.by_name(match[1]):
            return None
        return Item(position, match.end(1), Zone.DATELINE, "dateline.place")

    def _separator(self, text: str, position: int, end: int) -> Item | None:
        """Match a line that parts paragraphs: "Advertisement"."""
        match = self._separators.match(text, position, end)
        if match is None or (match.end() < end and not text[match.end()].isupper()):
            return None
        return Item(position, match.end(), Zone.BOILERPLATE, "boilerplate.separator")

    def _chrome(self, text: str, position: int, end: int) -> Item | None:
        """Match buttons run into the line, with their counters: "Get short URL 12 45"."""
        match = self._buttons.match(text, position, end)
        if match is None or match.end() >= end or not text[match.end()].isupper():
            return None
        return Item(position, match.end(), Zone.BOILERPLATE, "boilerplate.button")

    def _outlet_date(self, text: str, position: int, end: int) -> Item | None:
        """Match a line of an outlet and a date: "Some Outlet, December 24, 2019"."""
        if end - position > 120:
            return None
        date = self.dates.search(text, position, end)
        if date is None or date.edtf.startswith("XXXX"):
            return None
        last = min(self.dates.after_clock(text, date.end), end)
        if text[last:end].strip(" .|,-–—"):
            return None
        name = _LINK.sub(r"\1", text[position : date.start]).strip(" ,|-–—·•:")
        words = name.split()
        if not 1 <= len(words) <= 6 or not all(w[:1].isupper() or w in _SMALL for w in words):
            return None
        return Item(position, end, Zone.DATELINE, "dateline.outlet", date=date, outlet=name)

    def _byline(
        self, text: str, position: int, end: int, variants: list[str], items: list[Item]
    ) -> Item | None:
        by = self._by.match(text, position, end)
        if by is not None:
            rest = text[by.end() : end]
            names = _names(rest)
            if not names:
                return None
            line = len(rest) <= 100 and not rest.rstrip().endswith((".", "!", "?"))
            if line:
                author = _trim(text, by.end(), self._author_end(text, by.end(), end))
                return Item(position, end, Zone.DATELINE, "dateline.byline", author=author)
            if not items:
                return None
            for count in (2, 3, 4, 1):
                if count <= len(names):
                    last = by.end() + names[count - 1]
                    gap = _GAP.match(text, last, end)
                    after = gap.end() if gap else last
                    if self._title(text, after, end, variants) or (count == 2 and not variants):
                        return Item(
                            position, last, Zone.DATELINE, "dateline.byline",
                            author=(by.end(), last),
                        )  # fmt: skip
            last = by.end() + names[min(1, len(names) - 1)]
            return Item(position, last, Zone.DATELINE, "dateline.byline", author=(by.end(), last))
        if items and any(item.rule == "headline.title" for item in items):
            match = _NAMES.match(text, position, end)
            if (
                match
                and not match[0].startswith("The ")
                and match.end() - position <= 90
                and match.end() < end
            ):
                return Item(
                    position, match.end(), Zone.DATELINE, "dateline.byline",
                    author=(position, match.end() - 1),
                )  # fmt: skip
        return None

    def _author_end(self, text: str, start: int, end: int) -> int:
        """Return where the name of the author ends in a line that goes on with a date."""
        for word in re.finditer(r"(?<=\s)\S", text[start:end]):
            place = start + word.start()
            if self.dates.after_label(text, place) > place or self.dates.at(text, place):
                return place
        return end

    def _middle(self, text: str, position: int, end: int, titled: bool) -> list[Item]:
        """Find an agency and date run into the line: "<headline> AFP Friday 1 Jul 2016 <body>"."""
        limit = min(end, position + REACH)
        for match in self._agency.finditer(text, position, limit):
            if match.start() > 0 and not text[match.start() - 1].isspace():
                continue
            item = self._credit(text, match.start(), end, False)
            if item is None or item.date is None or item.end >= end:
                continue
            before = text[position : match.start()].rstrip()
            items = [item]
            if before and not titled and before[-1] not in ".!?":
                last = position + len(before)
                items.insert(0, Item(position, last, Zone.HEADLINE, "headline.run_in"))
            return items
        return []


def _is_capitals(head: str) -> bool:
    """Tell whether the first word of a dateline is in capitals."""
    first = head.split(maxsplit=1)[:1]
    return bool(first) and len(first[0]) >= 3 and first[0].strip(",.").isupper()


_BARE_PLACE = re.compile(
    r"([A-Z][A-Z'’-]{3,20}(?: [A-Z][a-z]{2,15}(?= (?:A|An|The|At|In|On|[A-Z][a-z]+) ))?)"
    r"(?= [A-Z][a-z]* )"
)


def _trim(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in " .,|\t":
        end -= 1
    return start, end


def _names(rest: str) -> list[int]:
    """Return the offsets at which the capitalised words at the start of ``rest`` end."""
    ends = []
    for match in re.finditer(r"\S+", rest[:80]):
        word = match[0].lstrip("[")
        if not word[:1].isupper():
            break
        ends.append(match.start() + len(match[0].rstrip(".,;:")))
        if match[0][-1] in ".,;:":
            break
    return ends


def _is_part(line: str, title: str) -> bool:
    """Tell whether a line is a part of the title that is known, not the whole of it."""
    if not title or len(line) > len(title) or line.count(" ") < 2:
        return False
    part = normalise(line)
    return part != title and f" {part} " in f" {title} "


def _variants(title: str | None) -> list[str]:
    """Return the title and the title without the names of the site after it."""
    found: list[str] = []
    rest = (title or "").strip()
    while rest and len(found) < 4:
        found.append(rest)
        cut = max(rest.rfind(mark) for mark in (" | ", " - ", " – ", " — ", " » ", " :: "))
        rest = rest[:cut].strip() if cut > 0 else ""
        if len(rest.split()) < 3:
            break
    return found


def _match(text: str, start: int, end: int, title: str) -> int | None:
    """Return the offset after ``title`` at ``start``; only letters and digits are compared."""
    letters = [character for character in title.casefold() if character.isalnum()]
    if len(letters) < 3:
        return None
    position, index, limit = start, 0, min(end, start + 3 * len(title) + 20)
    while position < limit and index < len(letters):
        character = text[position]
        if character.isalnum():
            folded = character.casefold()
            if letters[index : index + len(folded)] != list(folded):
                return None
            index += len(folded)
        position += 1
    if index < len(letters) or (position < end and text[position].isalnum()):
        return None
    last = position
    while last < end and text[last] in " \xa0":
        last += 1
    if last < end and text[last] in ".:!?":
        position = last
    while position < end and text[position] in _END_MARKS:
        position += 1
    return position


_CACHE: WeakKeyDictionary[Packs, LeadReader] = WeakKeyDictionary()


def lead_reader(packs: Packs) -> LeadReader:
    """Return the reader of leads for ``packs``; its patterns are compiled once."""
    reader = _CACHE.get(packs)
    if reader is None:
        words = packs.topic("read_lead", LeadWords)
        reader = _CACHE[packs] = LeadReader(words, date_reader(packs), known_publishers(packs))
    return reader


def find_lead(text: str, title: str | None, paragraphs: list[Span], packs: Packs) -> Lead:
    """Return the lead of a text; ``title`` helps when it is known."""
    return lead_reader(packs).read(text, title, paragraphs)
