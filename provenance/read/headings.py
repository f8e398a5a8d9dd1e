"""Headlines that nobody gave: the first line, its repeats, headings between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from provenance.naming import normalise

_FINAL = '.!?…:;,"”’)]'
_LONGEST = 200
_TITLE_WORDS = 4
_MOST_WORDS = 25
_BULLET = re.compile(r"[-–—*•·▪◦‣>\d(]")


def heading_rules(
    paragraphs: Sequence[str], fixed: Sequence[bool], titled: bool, given: bool
) -> list[str | None]:
    """Return the rule by which each paragraph is a headline, None where it is none.

    ``fixed`` marks paragraphs that have their zone; ``titled`` that a headline was found,
    ``given`` that the title is known, so that the first line need not be it.
    """
    rules: list[str | None] = [None] * len(paragraphs)
    free = [index for index, done in enumerate(fixed) if not done]
    if not free:
        return rules
    first = free[0]
    if not titled and len(free) > 1 and _first_line(paragraphs[first], given):
        rules[first] = "headline.first_line"
    _mark_repeats(paragraphs, free[:8], rules)
    for place in range(1, len(free) - 1):
        index = free[place]
        if rules[index] is None and _subheading(
            paragraphs[free[place - 1]],
            paragraphs[index],
            paragraphs[free[place + 1]],
            rules[free[place - 1]] is not None,
        ):
            rules[index] = "headline.subheading"
    return rules


def _first_line(line: str, given: bool) -> bool:
    words = line.count(" ") + 1
    if words > _MOST_WORDS or (given and words <= _TITLE_WORDS):
        return False
    if len(line) > _LONGEST or not any(character.isalpha() for character in line):
        return False
    return line[-1] not in _FINAL or (line[-1] in '?!”’"' and len(line) <= 120)


def _mark_repeats(paragraphs: Sequence[str], free: Sequence[int], rules: list[str | None]) -> None:
    """Mark a line without a full stop that stands twice at the top of a page."""
    seen: dict[str, int] = {}
    for index in free:
        line = paragraphs[index]
        if len(line) > _LONGEST or line[-1] in ".…:;,":
            continue
        key = normalise(line)
        if key in seen and len(line.split()) >= 3:
            rules[seen[key]] = rules[seen[key]] or "headline.repeated"
            rules[index] = "headline.repeated"
        seen.setdefault(key, index)


def _subheading(before: str, line: str, after: str, after_heading: bool) -> bool:
    """Tell whether a short line without a full stop heads the paragraph after it."""
    if len(line) > 90 or line[-1] in _FINAL or _BULLET.match(line) or len(after) < 60:
        return False
    if after_heading or before[-1] not in '.!?…"”’)' or len(before) < 60:
        return False
    words = line.split()
    return len(words) <= 12 and line[0].isupper() and after[-1] in '.!?…"”’)'
