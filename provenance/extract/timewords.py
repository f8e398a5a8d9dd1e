"""Time words: the vocabulary of dates, what is read from it, and questions about the words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from pydantic import Field
from spacy.tokens import Doc, Token

from provenance.extract.edtf import FIRST_YEAR, LAST_YEAR, Point
from provenance.packs import Compiled, Topic

_WORD = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")


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
    articles: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    from_words: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    and_words: frozenset[str] = frozenset()
    before_month: frozenset[str] = frozenset()
    before_bare_month: frozenset[str] = frozenset()
    """Of these the words that stand before no day of the month."""
    before_year: frozenset[str] = frozenset()
    before_season: frozenset[str] = frozenset()
    ordinal_endings: frozenset[str] = frozenset()
    inside_dates: frozenset[str] = frozenset()
    """Between "since" or "until" and a date."""
    counted: frozenset[str] = frozenset()
    """What else a number of four digits counts, so that it is no year."""
    stamps: frozenset[str] = frozenset()
    restamps: frozenset[str] = frozenset()
    relational: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    scheduled: frozenset[str] = frozenset()
    aftermath: frozenset[str] = frozenset()
    aftermath_nouns: frozenset[str] = frozenset()
    amending: frozenset[str] = frozenset()
    dying: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()

    @cached_property
    def openers(self) -> frozenset[str]:
        """The words that a date can begin with, if not with a figure."""
        named = (self.months, self.weekdays, self.weekday_abbreviations, self.seasons)
        counted = (self.day_words, self.overnight, self.units, self.numbers)
        return frozenset().union(*named, *counted, self.last, self.this, self.next, self.same)


class Word(NamedTuple):
    text: str
    key: str
    start: int
    end: int

    @property
    def number(self) -> int | None:
        return int(self.text) if self.text.isdecimal() and len(self.text) <= 4 else None


@dataclass(slots=True)
class Found:
    """A date read: words ``first`` to ``last``, its EDTF, and the point where it is one."""

    first: int
    last: int
    text: str
    rule: str
    point: Point | None = None
    printed: Point | None = None
    """The parts that are printed, before a year was inferred."""


@dataclass(slots=True)
class Clock:
    """What relative dates resolve against while a page is read."""

    now: Point | None
    now_rule: str
    spoken: Point | None = None
    """The day last spoken of."""

    @property
    def today(self) -> date | None:
        return self.now.whole if self.now is not None else None


times_of = Compiled(lambda packs: packs.topic("times", Times))


def split(text: str) -> list[Word]:
    return [
        Word(word, word.lower(), *match.span())
        for match in _WORD.finditer(text)
        if (word := match.group())
    ]


class Grammar:
    """One stretch of text as words, and small questions about them.

    ``doc`` is the parse of the stretch, where there is one; character offsets agree.
    """

    def __init__(
        self,
        words: Sequence[Word],
        times: Times,
        clock: Clock,
        near_top: bool,
        doc: Doc | None = None,
        heads_page: bool = False,
    ) -> None:
        self.words = words
        self.doc = doc
        self.times = times
        self.clock = clock
        self.near_top = near_top
        self.heads_page = heads_page
        """The stretch lies in a dateline."""

    @cached_property
    def looks_ahead(self) -> bool:
        """Whether a word of the stretch speaks of what is to come."""
        times = self.times
        return any(w.key in times.future or w.key in times.scheduled for w in self.words)

    def key(self, place: int) -> str:
        """Return the lower-case word at ``place``; empty outside the text."""
        return self.words[place].key if 0 <= place < len(self.words) else ""

    def number(self, place: int) -> int | None:
        """Return the number at ``place``, where one of at most four digits stands there."""
        return self.words[place].number if 0 <= place < len(self.words) else None

    def _is_ahead(self, place: int) -> bool:
        """Return whether the verb that the date hangs on looks ahead ("will meet on Friday")."""
        times = self.times
        if self.doc is None or not self.looks_ahead:
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
        return place + (self.key(place) in self.times.ordinal_endings and self._glued(place))

    def _glued(self, place: int) -> bool:
        """Return whether no blank stands before the word."""
        return self.words[place].start == self.words[place - 1].end

    def _thousands(self, place: int) -> bool:
        """Return whether the number goes on ("5,000", "3.5", "3:30"), or is a share."""
        if self.key(place + 1) not in (",", ".", ":") or self.number(place + 2) is None:
            return self.key(place + 1) == "%"
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
        return self.key(place) in self.times.units or self.key(place) in self.times.counted

    def _is_name(self, last: int) -> bool:
        """Return whether what follows makes it a name ("February 17 Brigade")."""
        return (
            self.key(last + 1) in self.times.not_before and self.words[last + 1].text[0].isupper()
        )

    def _in_name(self, place: int) -> bool:
        return self.key(place - 1) in ("-", "_") and place > 1


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


__all__ = ["Clock", "Found", "Grammar", "Times", "Word", "split", "times_of", "token_at"]
