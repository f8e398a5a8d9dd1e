"""Coverage by month: how much was published when, as a drawing and as rows of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from provenance.browse.queries import Row

WIDTH, HEIGHT = 880, 150
LEFT, RIGHT, TOP, BOTTOM = 54, 8, 12, 26
MOST = 240
"""Bars that can be told apart; a longer time is drawn in years."""
_MONTH = re.compile(r"[0-9]{4}-[01][0-9]\Z")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Rows by month, the newest first, the drawing, and what is known of no month."""

    rows: tuple[Row, ...]
    drawing: Markup | None
    undated: Row | None
    step: str


def coverage(months: Sequence[Row]) -> Coverage:
    """Return coverage by month; months without a page between others are drawn empty."""
    known = [row for row in months if _MONTH.match(row["month"])]
    undated = next((row for row in months if not row["month"]), None)
    if len(known) < 2:
        return Coverage(tuple(known), None, undated, "month")
    ordered = sorted(known, key=lambda row: row["month"])
    counts = {row["month"]: (row["n_claims"], row["n_documents"]) for row in ordered}
    steps, step = _months(ordered[0]["month"], ordered[-1]["month"]), "month"
    if len(steps) > MOST:
        step = "year"
        years: dict[str, tuple[int, int]] = {}
        for month, (claims, pages) in counts.items():
            before = years.get(month[:4], (0, 0))
            years[month[:4]] = (before[0] + claims, before[1] + pages)
        counts = years
        first, last = int(steps[0][:4]), int(steps[-1][:4])
        # Wrong dates may lie millennia apart: what cannot be drawn year by year is not.
        if last - first > 2 * MOST:
            return Coverage(tuple(known), None, undated, step)
        steps = [f"{year:04}" for year in range(first, last + 1)]
    return Coverage(tuple(known), _drawing(steps, counts, step), undated, step)


def _months(first: str, last: str) -> list[str]:
    begin = int(first[:4]) * 12 + int(first[5:]) - 1
    end = int(last[:4]) * 12 + int(last[5:]) - 1
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(begin, end + 1)]


def _drawing(steps: Sequence[str], counts: dict[str, tuple[int, int]], step: str) -> Markup:
    # Nothing but numbers and checked months gets into the drawing.
    top = max(claims for claims, _ in counts.values()) or 1
    floor, tall = HEIGHT - BOTTOM, HEIGHT - TOP - BOTTOM
    room = (WIDTH - LEFT - RIGHT) / len(steps)
    width = round(max(room - (2 if room > 5 else 0.5), 0.8), 2)
    parts = [
        f'<line class="axis" x1="{LEFT}" y1="{floor}" x2="{WIDTH - RIGHT}" y2="{floor}"/>',
        f'<line class="axis grid" x1="{LEFT}" y1="{TOP}" x2="{WIDTH - RIGHT}" y2="{TOP}"/>',
        f'<text x="{LEFT - 6}" y="{TOP + 4}" text-anchor="end">{top:,}</text>',
        f'<text x="{LEFT - 6}" y="{floor}" text-anchor="end">0</text>',
    ]
    for number, name in enumerate(steps):
        claims, pages = counts.get(name, (0, 0))
        x = round(LEFT + number * room, 2)
        if claims:
            high = round(max(claims / top * tall, 1.5), 1)
            parts.append(
                f'<rect class="bar" x="{x}" y="{round(floor - high, 1)}" width="{width}"'
                f' height="{high}"><title>{name}: {claims:,} claims, {pages:,} articles'
                "</title></rect>"
            )
    every = max(1, -(-len(steps) // 8))
    for number in range(0, len(steps), every):
        x = round(LEFT + number * room + width / 2, 1)
        anchor = "start" if not number else "middle"
        x = LEFT if not number else x
        if number and number > len(steps) - every / 2:
            continue
        parts.append(
            f'<text x="{x}" y="{HEIGHT - 8}" text-anchor="{anchor}">{steps[number]}</text>'
        )
    label = f"Claims by {step} of publication, from {steps[0]} to {steps[-1]}, at most {top:,}"
    return Markup(
        f'<svg class="coverage" role="img" aria-label="{label}; the table has the numbers"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" focusable="false">'
        f"{''.join(parts)}</svg>"
    )


__all__ = ["Coverage", "coverage"]
