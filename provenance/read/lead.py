"""The lead of a page: headline, dates, bylines and agency credits run into the text.

Pages often reach us with headline, date, agency and first sentence in one line.  The lead
is cut into its items, so that the first sentence of the body starts where it starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from provenance.naming import normalise
from provenance.packs import Compiled, Packs
from provenance.read.datelines import GAP, REACH, DatelineReader
from provenance.read.dates import DateReader, ReadDate, date_reader
from provenance.read.items import Item, Lead, LeadWords
from provenance.read.publishers import Publishers, known_publishers
from provenance.read.titles import is_title_part, title_end, title_variants
from provenance.records import Span, Zone

_PARAGRAPHS = 12
_TITLE_PARAGRAPHS = 4
_MOST_ITEMS = 8
_LONGEST_BYLINE = 90
_NAME = r"[^\W\d_a-z][\w'’.-]{0,24}"
_NAMES = re.compile(rf"{_NAME}(?: (?:(?:al|bin|van|von|de|der|el)[ -])?{_NAME}){{1,9}}\.")


def _any_of(phrases: Iterable[str]) -> str:
    """Return a pattern for any of the phrases, the longest first."""
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True)) or "(?!)"


class LeadReader:
    """Reads leads with the words of one stack of packs."""

    def __init__(self, words: LeadWords, dates: DateReader, publishers: Publishers) -> None:
        self.dates = dates
        self.datelines = DatelineReader(words, dates, publishers)
        self._by = re.compile(rf"(?:{_any_of(words.by)})\b:?[ \t]+", re.IGNORECASE)
        self._buttons = re.compile(
            rf"(?:(?:{_any_of(words.buttons)})\b(?:\s\d{{1,5}}(?=\s))?\s*){{1,8}}", re.IGNORECASE
        )
        self._before_date = re.compile(rf"\s(?:{_any_of(words.before_date)})\s*$", re.IGNORECASE)
        self._changed = re.compile(rf"\b(?:{_any_of(words.changed)})\b", re.IGNORECASE)
        self._separators = re.compile(rf"(?:{_any_of(words.separators)})\b[.:]?\s*", re.IGNORECASE)
        self._label = re.compile(rf"(?:{_any_of(words.title_labels)})\b ?[:|–-]? ?", re.IGNORECASE)

    def read(self, text: str, title: str | None, spans: list[Span]) -> Lead:
        """Return the lead; ``spans`` are the paragraphs of the text."""
        items: list[Item] = []
        variants = title_variants(title)
        whole = normalise(title) if title else ""
        for number, (start, end) in enumerate(spans):
            if number < _TITLE_PARAGRAPHS and is_title_part(text[start:end], whole):
                items.append(Item(start, end, Zone.HEADLINE, "headline.title_part"))
            elif number < _PARAGRAPHS:
                items.extend(self._run(text, start, end, variants, first=number == 0))
            else:
                item = (
                    self.datelines.whole_date(text, start, end)
                    or self.datelines.place(text, start, end)
                    or self._separator(text, start, end)
                )
                if item:
                    items.append(item)
        return Lead(tuple(items), bool(title))

    def _run(
        self, text: str, start: int, end: int, variants: list[str], *, first: bool
    ) -> list[Item]:
        """Return the items at the start of one paragraph."""
        items: list[Item] = []
        position, limit = start, min(end, start + 2 * REACH)
        while position < limit and len(items) < _MOST_ITEMS:
            item = self._item(text, position, end, variants, items, first)
            if item is None:
                break
            if item.zone is Zone.HEADLINE:
                variants = []
            items.append(item)
            gap = GAP.match(text, item.end, end)
            position = gap.end() if gap else item.end
        if not first or position >= end:
            return items
        if not any(item.agency for item in items):
            titled = any(item.zone is Zone.HEADLINE for item in items)
            items.extend(self.datelines.run_in(text, position, end, titled))
        if any(item.date for item in items) and not any("place" in item.rule for item in items):
            place = self.datelines.bare_place(text, position, end)
            if place is not None and place.start >= items[-1].end:
                items.append(place)
        return items

    def _item(
        self, text: str, at: int, end: int, variants: list[str], items: list[Item], first: bool
    ) -> Item | None:
        """Return the item at ``at``, after the ``items`` before it."""
        lines = self.datelines
        return (
            self._title(text, at, end, variants)
            or lines.date(text, at, end)
            or lines.credit(text, at, end, bool(items))
            or lines.place(text, at, end)
            or (lines.soft_place(text, at, end) if items else None)
            or self._byline(text, at, end, variants, items)
            or lines.outlet_date(text, at, end)
            or (self._button(text, at, end) if first else None)
            or self._separator(text, at, end)
        )

    def _title(self, text: str, position: int, end: int, variants: list[str]) -> Item | None:
        label = self._label.match(text, position, end)
        for start in (position, label.end()) if label else (position,):
            for title in variants:
                last = title_end(text, start, end, title)
                if last is not None and start > position:
                    return Item(position, start, Zone.DATELINE, "dateline.label")
                if last is not None:
                    return Item(position, last, Zone.HEADLINE, "headline.title")
        return None

    def _separator(self, text: str, position: int, end: int) -> Item | None:
        """Match a line that parts paragraphs: "Advertisement"."""
        match = self._separators.match(text, position, end)
        if match is None or (match.end() < end and not text[match.end()].isupper()):
            return None
        return Item(position, match.end(), Zone.BOILERPLATE, "boilerplate.separator")

    def _button(self, text: str, position: int, end: int) -> Item | None:
        """Match buttons run into the line, with their counters: "Get short URL 12 45"."""
        match = self._buttons.match(text, position, end)
        if match is None or match.end() >= end or not text[match.end()].isupper():
            return None
        return Item(position, match.end(), Zone.BOILERPLATE, "boilerplate.button")

    def _byline(
        self, text: str, position: int, end: int, variants: list[str], items: list[Item]
    ) -> Item | None:
        """Match "By Some Name" as a line or run in, or names alone after the headline."""
        by = self._by.match(text, position, end)
        if by is None:
            return self._bare_names(text, position, end, items)
        names = _names(text[by.end() : min(end, by.end() + 80)])
        if not names:
            return None
        line = end - by.end() <= 100 and text[end - 1] not in ".!?"
        if line:
            last = self._author_end(text, by.end(), end)
            author = _trim(text, by.end(), last)
            before = self._before_date.search(text, *author)
            if before is not None and last < end:
                author = _trim(text, author[0], before.start())
            date = self._date_behind(text, last, end)
            rule = "dateline.byline"
            return Item(position, end, Zone.DATELINE, rule, author=author, date=date)
        if not items:
            return None
        last = by.end() + self._run_in_name(text, by.end(), end, names, variants)
        return Item(position, last, Zone.DATELINE, "dateline.byline", author=(by.end(), last))

    def _run_in_name(
        self, text: str, start: int, end: int, names: list[int], variants: list[str]
    ) -> int:
        """Return the length of a name that other text follows: up to the title, or two words."""
        for length in names[:4]:
            gap = GAP.match(text, start + length, end)
            after = gap.end() if gap else start + length
            if self._title(text, after, end, variants):
                return length
        return names[min(1, len(names) - 1)]

    def _bare_names(self, text: str, position: int, end: int, items: list[Item]) -> Item | None:
        """Match names alone that end in a full stop after the headline."""
        if not any(item.rule == "headline.title" for item in items):
            return None
        match = _NAMES.match(text, position, end)
        if match is None or match[0].startswith("The ") or match.end() >= end:
            return None
        if match.end() - position > _LONGEST_BYLINE:
            return None
        author = (position, match.end() - 1)
        return Item(position, match.end(), Zone.DATELINE, "dateline.byline", author=author)

    def _date_behind(self, text: str, start: int, end: int) -> ReadDate | None:
        """Return the date behind the author's name, not that of a change."""
        date = self.dates.search(text, start, end)
        if date is None or date.edtf.startswith("XXXX"):
            return None
        return None if self._changed.search(text, start, date.start) else date

    def _author_end(self, text: str, start: int, end: int) -> int:
        """Return where the name of the author ends in a line that goes on with a date."""
        for word in re.finditer(r"(?<=\s)\S", text[start:end]):
            place = start + word.start()
            if self.dates.after_label(text, place) > place or self.dates.at(text, place):
                return place
        return end


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


@Compiled
def lead_reader(packs: Packs) -> LeadReader:
    """Return the reader of leads for ``packs``; its patterns are compiled once."""
    words = packs.topic("read_lead", LeadWords)
    return LeadReader(words, date_reader(packs), known_publishers(packs))


def find_lead(text: str, title: str | None, paragraphs: list[Span], packs: Packs) -> Lead:
    """Return the lead of a text; ``title`` helps when it is known."""
    return lead_reader(packs).read(text, title, paragraphs)
