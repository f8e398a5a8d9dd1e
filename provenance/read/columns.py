"""Columns of a page of a PDF that was written row by row.

Most programs write one column after the other, and the text comes out as it is read.  Some write
each line across the page: then the lines of two columns of prose come out as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

_FEWEST = 6
"""Lines that have words in both columns."""
_SHORTEST = 25
"""Letters in the middle one of a column's lines, from which on it is prose and not a table."""
_NEAR = 2.0
"""Points by which a column's lines may begin apart from each other."""
_LETTER = 0.42
"""Width of a narrow letter, as a share of its height."""
_MOST_COLUMNS = 6
_LARGER = 1.25
"""How much larger the letters of a heading are than those under it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are written in one go: where they begin, their height in points."""

    x: float
    height: float
    text: str


Line = list[Run]


def page_text(page: Any) -> str:
    """Return the text of a page of ``pypdf``, one column after the other."""
    lines: list[Line] = [[]]

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        height = abs(size * (tm[3] or tm[0]) * (cm[3] or cm[0]))
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Run(x, height, part))

    text = page.extract_text(visitor_text=visit) or ""
    if text != "\n".join("".join(run.text for run in line) for line in lines):
        return str(text)
    ordered = _ordered(lines, _MOST_COLUMNS)
    return "\n".join(_lines(lines if ordered is None else ordered))


def _ordered(lines: Sequence[Line], most: int) -> list[Line] | None:
    """Return the lines, those of the right column after those of the left; None for one column."""
    at = _second(lines) if most > 1 else None
    if at is None:
        return None
    parts = [_parted(line, at) for line in lines]
    both = [part for part in parts if part is not None and part[0] and part[1]]
    if len(both) < _FEWEST:
        return None
    if any(median(len(_said(part[side])) for part in both) < _SHORTEST for side in (0, 1)):
        return None
    found: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line, part in zip(lines, parts, strict=True):
        if part is not None:
            left += [part[0]] if part[0] else []
            right += [part[1]] if part[1] else []
            continue
        found += _column(left, most) + _column(right, most) + [line]
        left, right = [], []
    return found + _column(left, most) + _column(right, most)


def _column(lines: list[Line], most: int) -> list[Line]:
    return _ordered(lines, most - 1) or lines


def _lines(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the lines, an empty one where the letters are larger or smaller from there on."""
    before = 0.0
    for line in lines:
        height = next((run.height for run in line if run.text.strip()), 0.0)
        if before and height and not 1 / _LARGER < height / before < _LARGER:
            yield ""
        before = height or before
        yield "".join(run.text for run in line)


def _second(lines: Sequence[Line]) -> float | None:
    """Return where the second column begins: where most lines have words that begin anew."""
    starts = Counter(
        round(run.x) for line in lines for run in line[1:] if run.text.strip() and run.x > line[0].x
    )
    near = {x: sum(starts[x + by] for by in (-1, 0, 1)) for x in starts}
    best = max(near, key=lambda x: (near[x], -x), default=None)
    return float(best) if best is not None and near[best] >= _FEWEST else None


def _parted(line: Line, at: float) -> tuple[Line, Line] | None:
    """Return what stands in a line left and right of a place; None where it goes across."""
    if not line:
        return [], []
    left = [run for run in line if run.x < at - _NEAR]
    right = line[len(left) :]
    if left != line[: len(left)] or (left and right and right[0].x > at + _NEAR):
        return None
    if left and not right:
        last = left[-1]
        if last.x + len(last.text.strip()) * last.height * _LETTER > at:
            return None
    return left, right


def _said(line: Line) -> str:
    return "".join(run.text for run in line).strip()


__all__ = ["page_text"]
