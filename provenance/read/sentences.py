"""Sentences: where a text may be cut so that each piece stands alone.

Rules, no model: paragraphs at line breaks (lines that were cut at a width are joined again),
then full stops, exclamation and question marks.  Every step looks at a bounded stretch of
characters, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from provenance.packs.loader import Packs, Topic
from provenance.read.footnotes import MARK
from provenance.read.paragraphs import paragraphs
from provenance.records import Span

LONGEST = 2000
_WORD_REACH = 40

_OPEN = "\"'“‘«‹„‚([{<*_¿¡—–-•"
_CLOSE = "\"'”’»›)]}*_"
# Footnote marks ("in the raid.[34]") belong to the sentence that they stand behind.
_STOP = re.compile(rf"[.!?…。！？؟۔]+(?:[ \xa0]\.(?!\w))*(?P<close>[{re.escape(_CLOSE)}]*){MARK}*")
_URL_TOKEN = re.compile(r"\S+")
_URL = re.compile(r"https?:|ftp:|www\.|[^\s@]@[^\s@]|t\.co/|bit\.ly/", re.IGNORECASE)
_IN_URL = ("@", "http", "ftp:", "www.", "t.co/", "bit.ly/")
_TRAILING = ".!?…,;:\"'”’»›)]}>*"
_BULLET = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})$")
_QUOTES = "\"'”’»›"


class SentenceWords(Topic):
    """Topic ``read_sentences``: the words that decide whether a full stop ends a sentence."""

    never_end: frozenset[str] = frozenset()
    may_end: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def general_words() -> SentenceWords:
    """Return the words of the general pack, for callers that have no packs at hand."""
    return Packs(("general",)).topic("read_sentences", SentenceWords)


def split(text: str, breaks: Iterable[int] = (), words: SentenceWords | None = None) -> list[Span]:
    """Split ``text`` into sentences: ordered, disjoint, tight spans over all that is not blank.

    ``breaks`` are offsets at which a sentence ends whatever the rules say.
    """
    words = words or general_words()
    spans: list[Span] = []
    forced = sorted(set(breaks))
    for start, end in paragraphs(text):
        inner = forced[bisect_right(forced, start) : bisect_right(forced, end - 1)]
        for left, right in zip([start, *inner], [*inner, end], strict=True):
            spans.extend(_cut(text, left, right, words))
    return spans


def _cut(text: str, start: int, end: int, words: SentenceWords) -> Iterator[Span]:
    """Yield the sentences of one paragraph, overlong ones in pieces."""
    left = start
    for stop in _stops(text, start, end, words):
        yield from _tight(text, left, stop)
        left = stop
    yield from _tight(text, left, end)


def _tight(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span without blanks at its ends, in pieces of at most LONGEST characters."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = _best_blank(text, start + LONGEST // 2, start + LONGEST)
        last = cut
        while text[last - 1].isspace():
            last -= 1
        yield start, last
        start = cut
        while text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _best_blank(text: str, low: int, high: int) -> int:
    """Return where to cut between ``low`` and ``high``: after a mark, at a blank, or anywhere."""
    window = text[low:high]
    for mark in (". ", "; ", ": ", ", ", " "):
        found = window.rfind(mark)
        if found >= 0:
            return low + found + len(mark)
    for offset in range(len(window) - 1, -1, -1):
        if window[offset].isspace():
            return low + offset + 1
    return high


def _stops(text: str, start: int, end: int, words: SentenceWords) -> Iterator[int]:
    """Yield the offsets at which sentences of the paragraph end."""
    whole = _whole(text, start, end)
    counted, straight, left = start, 0, start
    for match in _STOP.finditer(text, start, end):
        position = match.end()
        if position >= end:
            return
        mark_end = match.start("close")
        index = bisect_right(whole, (match.start(), end + 1)) - 1
        if index >= 0 and mark_end <= whole[index][1]:
            continue
        closers = match["close"]
        if not text[position].isspace() and closers:
            # Without a blank a straight quotation mark closes or opens; count which.
            straight += text.count('"', counted, mark_end)
            counted = mark_end
            if closers == '"' and straight % 2 == 0:
                position, closers = mark_end, ""
        marks = text[match.start() : mark_end]
        if _ends(text, match.start(), marks, closers, position, (left, end), words):
            yield position
            left = position


def _whole(text: str, start: int, end: int) -> list[Span]:
    """Return the stretches that are never cut: web and mail addresses, without a final mark."""
    found: list[Span] = []
    low = text[start:end].lower()
    if not any(mark in low for mark in _IN_URL) or _URL.search(text, start, end) is None:
        return found
    for token in _URL_TOKEN.finditer(text, start, end):
        address = _URL.search(text, token.start(), token.end())
        if address is not None:
            last = token.end()
            while last > token.start() and text[last - 1] in _TRAILING:
                last -= 1
            start = token.start() if "@" in address[0] else address.start()
            found.append((start, last))
    return found


def _ends(
    text: str,
    at: int,
    marks: str,
    closers: str,
    position: int,
    rest: Span,
    words: SentenceWords,
) -> bool:
    """Tell whether the marks at ``at`` end a sentence that would end at ``position``.

    ``rest`` is what is left of the paragraph: it starts where the sentence starts.
    """
    start, end = rest
    upcoming = _next(text, position, end)
    if upcoming is None:
        return False
    blank = text[position].isspace()
    first, following = upcoming
    if not blank and not (first.isupper() or text[position] in "“‘«"):
        return False
    if first in ",;:)]}%/\\" or (first in _QUOTES and not following):
        return False
    before = _word_before(text, at, start)
    if not blank and not _glued(before, closers, following):
        return False
    quoted = any(mark in _QUOTES for mark in closers)
    if first.islower():
        if quoted or "…" in marks or marks.count(".") > 1 or _dash_follows(text, position):
            return False
        if marks != ".":
            return True
        return len(before) >= 3 and before.islower() and not _abbreviated(before, following, words)
    if marks != "." or quoted:
        return True
    if at - start <= _WORD_REACH and _BULLET.match(text[start:at].strip(_OPEN + " \t")):
        return False
    return not _abbreviated(before, following, words)


def _dash_follows(text: str, position: int) -> bool:
    rest = text[position : position + 3].lstrip()
    return rest[:1] in ("-", "–", "—")


def _next(text: str, position: int, end: int) -> tuple[str, str] | None:
    """Return the first character that is no blank or opening mark, and its word."""
    limit = min(end, position + _WORD_REACH)
    while position < limit and (text[position].isspace() or text[position] in _OPEN):
        position += 1
    if position >= limit:
        return ("x" if position < end else "", "") if position < end else None
    last = position
    while last < limit and (text[last].isalnum() or text[last] in "'’"):
        last += 1
    return text[position], text[position:last]


def _word_before(text: str, at: int, start: int) -> str:
    """Return the word that ends at ``at``, with the dots, hyphens and apostrophes in it."""
    limit = max(start, at - _WORD_REACH)
    first = at
    while first > limit and (text[first - 1].isalnum() or text[first - 1] in ".'’-&"):
        first -= 1
    return text[first:at].lstrip("'’-.")


def _glued(before: str, closers: str, following: str) -> bool:
    """Tell whether a stop without a blank after it ends a sentence ("Quarter.This attack")."""
    if len(following) == 1 and following not in "AI":
        return False
    if any(mark in _QUOTES for mark in closers):
        return True
    if "." in before:
        return False
    return (before.isdigit() and len(before) <= 4) or (
        len(before) >= 3 and before[1:].islower() and before.replace("-", "").isalpha()
    )


def _abbreviated(before: str, following: str, words: SentenceWords) -> bool:
    """Tell whether the full stop after ``before`` belongs to the word."""
    low = before.lower()
    if not low:
        return False
    if following[:1].isdigit() and low in words.before_number:
        return True
    if low in words.never_end:
        return True
    may_end = (
        (low in words.may_end and (before[0].isupper() or low in ("etc", "al", "km", "kg")))
        or (len(before) == 1 and before.isalpha())
        or ("." in before and not before.replace(".", "").isdigit() and _initials(before))
    )
    return may_end and not (following[:1].isupper() and following.lower() in words.starters)


def _initials(word: str) -> bool:
    """Tell whether ``word`` is short pieces between dots ("U.S", "a.m", "Ph.D")."""
    return all(len(piece) <= 3 for piece in word.split("."))
