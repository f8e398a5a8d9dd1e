"""Quotations: where a page hands on somebody's own words.

One pass over the text finds pairs of quotation marks.  Printed news leaves marks out: a
quotation that runs over paragraphs is opened again in each and closed once, a lost closing
mark must not turn the rest of the page inside out.  So a mark that can only open (blank
before it, none behind) opens anew even inside a quotation, and a quotation that nothing
closes ends with its sentence, or with its paragraph when the next one opens again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from provenance.records import Sentence, Span

OPENING = {"“": "”", "«": "»", "„": "“", "``": "''", "‘": "’"}
SINGLE = frozenset({"’", "'"})
DOUBLE = frozenset({"“", "”", '"', "''", "``", "«", "»", "„"})
_MARKS = re.compile(r"“|”|\"|«|»|„|``|''|‘|’|'|\n")
_TURN = re.compile(
    r"^[\"“ ]{0,3}([A-Z][A-Z.'’-]{1,20}(?: [A-Z][A-Z.'’-]{0,20}){0,3}):[ \xa0]",
    re.MULTILINE,
)
LEAST_TURNS = 3
_BEFORE_OPENING = frozenset("([{—–-/:;,“\"‘'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch: offsets of its marks included, and whether a mark closes it."""

    start: int
    end: int
    closed: bool
    single: bool
    """Set in single marks: as a rule a quotation inside another, or in a headline."""

    @property
    def inner(self) -> Span:
        """The offsets without the marks."""
        return self.start + 1, self.end - (1 if self.closed else 0)


class Quotations:
    """The quotations of a page, in order and without overlap, for look-up by offset."""

    def __init__(self, items: Sequence[Quotation]) -> None:
        self.items = tuple(items)
        self._starts = [item.start for item in self.items]
        self._ends = [item.end for item in self.items]

    def at(self, offset: int) -> Quotation | None:
        """Return the quotation that holds the character at ``offset``."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and self.items[place].end > offset:
            return self.items[place]
        return None

    def within(self, span: Span) -> Sequence[Quotation]:
        """Return the quotations that share a character with ``span``."""
        return self.items[bisect_right(self._ends, span[0]) : bisect_left(self._starts, span[1])]

    def share(self, span: Span) -> float:
        """Return how much of ``span`` is quoted, between 0 and 1."""
        length = span[1] - span[0]
        if length <= 0:
            return 0.0
        quoted = sum(min(q.end, span[1]) - max(q.start, span[0]) for q in self.within(span))
        return quoted / length


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a transcript: who speaks ("SMITH"), and what stands behind the colon."""

    speaker: Span
    said: Span


def find_turns(text: str, labels: Container[str] = (), askers: Container[str] = ()) -> list[Turn]:
    """Return the turns of a transcript: lines that begin with a name in capitals and a colon.

    One such line alone is a label; speakers come back.  Words of ``labels`` are nobody's name
    ("UPDATE:"), and who asks, of ``askers``, vouches for nothing ("QUESTION:").
    """
    lines = [
        match
        for match in _TURN.finditer(text)
        if not any(word in labels for word in match.group(1).lower().split())
    ]
    times = Counter(match.group(1) for match in lines)
    if sum(count for count in times.values() if count > 1) < LEAST_TURNS:
        return []
    turns = []
    for match in lines:
        if match.group(1).lower() in askers:
            continue
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        if match.end() < end:
            turns.append(Turn(match.span(1), (match.end(), end)))
    return turns


def find_quotations(
    text: str, sentences: Sequence[Sentence], turns: Sequence[Turn] = ()
) -> Quotations:
    """Return the quotations of ``text``; a mark opens and closes within one paragraph.

    What is said in a turn of a transcript is a quotation without marks.
    """
    said = [Quotation(*turn.said, False, False) for turn in turns]
    marked = _pairs(text, sentences)
    if said:
        spoken = Quotations(said)
        marked = (q for q in marked if not spoken.within((q.start, q.end)))
    return Quotations(sorted([*marked, *said], key=lambda q: q.start))


def _pairs(text: str, sentences: Sequence[Sentence]) -> Iterator[Quotation]:
    ends = [sentence.end for sentence in sentences]
    start: int | None = None
    closer = ""
    for match in _MARKS.finditer(text):
        mark, at, after = match.group(), match.start(), match.end()
        if mark == "\n":
            if start is not None and _ends_paragraph(text, at):
                yield _unclosed(text, start, at, closer, ends, reopened=_reopens(text, at))
                start = None
            continue
        can_open, can_close = _can_open(text, at, after), _can_close(text, at, after)
        if start is None:
            if mark in OPENING and (mark != "‘" or can_open):
                start, closer = at, OPENING[mark]
            elif (mark in DOUBLE and can_open) or (mark == "'" and can_open and _alone(text, at)):
                start, closer = at, mark
        elif closer in SINGLE:
            if mark == closer and can_close:
                yield Quotation(start, after, True, True)
                start = None
            elif mark in DOUBLE and can_open:
                # What looked like a single mark was an apostrophe.
                start, closer = at, OPENING.get(mark, mark)
        elif mark in DOUBLE:
            # Prints mix curly and straight marks: any double mark closes, one that can only
            # open opens anew.
            if (mark in OPENING or not can_close) and can_open:
                yield _unclosed(text, start, at, closer, ends, reopened=True)
                start, closer = at, OPENING.get(mark, mark)
            elif mark not in OPENING or mark == closer:
                yield Quotation(start, after, True, False)
                start = None
    if start is not None:
        yield _unclosed(text, start, len(text), closer, ends, reopened=False)


def _unclosed(
    text: str, start: int, limit: int, closer: str, ends: Sequence[int], *, reopened: bool
) -> Quotation:
    """Bound a quotation that nothing closes: by the next opening, else by its sentence."""
    end = limit
    if not reopened:
        place = bisect_right(ends, start)
        if place < len(ends):
            end = min(end, ends[place])
    single = closer in SINGLE
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Quotation(start, start + 1 if single else end, False, single)


def _ends_paragraph(text: str, newline: int) -> bool:
    """Say whether the line break is a paragraph's end: all are, but one before small print."""
    following = text[newline + 1 : newline + 2]
    return not following.islower()


def _reopens(text: str, newline: int) -> bool:
    """Say whether the next paragraph begins with an opening mark."""
    end = newline
    while end < len(text) and text[end].isspace():
        end += 1
    return text[end : end + 1] in ("“", '"', "«", "„") or text[end : end + 2] in ("``", "''")


def _can_open(text: str, at: int, after: int) -> bool:
    before, behind = text[at - 1 : at], text[after : after + 1]
    return (not before or before.isspace() or before in _BEFORE_OPENING) and bool(
        behind and not behind.isspace()
    )


def _can_close(text: str, at: int, after: int) -> bool:
    before, behind = text[at - 1 : at], text[after : after + 1]
    return bool(before and not before.isspace()) and not (behind and behind.isalnum())


def _alone(text: str, at: int) -> bool:
    """Say whether a plain apostrophe may be a mark: a letter stands behind it."""
    return text[at + 1 : at + 2].isalpha()


__all__ = ["Quotation", "Quotations", "Turn", "find_quotations", "find_turns"]
