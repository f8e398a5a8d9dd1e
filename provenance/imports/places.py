"""Spans: where words stand in a text, exactly or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from provenance.imports.stations import said
from provenance.records import Span

SHOWN = 60
"""Characters of a text that a message repeats."""


class Refused(Exception):
    """A claim that the text does not bear out: what is wrong, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem, self.remedy = problem, remedy


def short(words: str) -> str:
    """Return words as a message shows them."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= SHOWN else line[: SHOWN - 1] + '…'}”"


def locate(
    text: str,
    what: str,
    words: str,
    spans: Sequence[Span] | None,
    within: Sequence[Span],
) -> tuple[Span, ...]:
    """Return the spans of ``words``, tested or, when none are given, looked for.

    ``within`` are the stretches to look in, one after the other; the words must stand in one
    of them exactly once.  Raises Refused.
    """
    if not words.strip():
        raise Refused(f"{what} has no words", "copy them from the text")
    if spans:
        return _tested(text, what, words, spans)
    for start, end in within:
        found = _find(text, words, start, end)
        if len(found) > 1:
            raise Refused(
                f"{what} {short(words)} stands there more than once", "say which by its span"
            )
        if found:
            return (found[0],)
    raise Refused(
        f"{what} {short(words)} does not stand in the text as it is written here",
        "copy the words exactly, or give their spans",
    )


def _find(text: str, words: str, start: int, end: int) -> list[Span]:
    """Return the first two places of some words; a line's end counts as a blank."""
    first = text.find(words, start, end)
    if first >= 0:
        other = text.find(words, first + 1, end)
        return [(place, place + len(words)) for place in (first, other) if place >= 0]
    parts = words.split()
    if len(parts) < 2:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    return [match.span() for match in islice(pattern.finditer(text, start, end), 2)]


def _tested(text: str, what: str, words: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    last = 0
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise Refused(
                f"{what}: [{start}, {end}] is no span of a text of {len(text)} characters",
                "spans are [first character, character behind the last], counted from 0",
            )
        if start < last:
            raise Refused(
                f"{what}: its spans overlap or are not in order", "give each stretch once"
            )
        last = end
    held = said(text, tuple(spans))
    if held != words:
        start = spans[0][0]
        near = (
            text.find(words, max(0, start - len(words))),
            text.rfind(words, 0, start + len(words)),
        )
        at = min((n for n in near if n >= 0), key=lambda n: abs(n - start), default=-1)
        remedy = (
            f"they stand at [{at}, {at + len(words)}]; count Unicode characters, not bytes"
            if at >= 0 and len(spans) == 1
            else "give the spans of just these words, counted in Unicode characters from 0"
        )
        shown = ", ".join(f"[{start}, {end}]" for start, end in spans)
        raise Refused(f"{what}: {shown} holds {short(held)}, not {short(words)}", remedy)
    return tuple(spans)


__all__ = ["Refused", "locate", "short"]
