"""Draw intervals on one common scale as inline SVG, each with its words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, HEIGHT = 168, 18
LEFT, RIGHT = 4, 12
"""Margins: room for a mark at nought, and for the arrow of an open end."""
SPREAD = 60
"""From this ratio of largest to smallest bound on, a linear scale would hide the small ones."""

Interval = tuple[int | None, int | None, int | None]
"""Low, high, point; an open or unknown end is None."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from nought to ``top``, logarithmic where the figures lie far apart."""

    top: int
    log: bool

    def x(self, value: int) -> float:
        """Return where ``value`` lies, in the units of the drawing."""
        value = min(max(value, 0), self.top)
        share = math.log1p(value) / math.log1p(self.top) if self.log else value / self.top
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    @property
    def words(self) -> str:
        """Return the scale in words."""
        kind = "logarithmic scale" if self.log else "scale"
        return f"{kind} from 0 to {self.top:,}"


def scale_of(intervals: Iterable[Interval]) -> Scale:
    """Return the scale that shows all ``intervals``."""
    bounds = [bound for interval in intervals for bound in interval if bound is not None]
    top = max((bound for bound in bounds), default=1)
    small = min((bound for bound in bounds if bound > 0), default=1)
    return Scale(max(top, 1), log=top > small * SPREAD)


def words(low: int | None, high: int | None, point: int | None = None) -> str:
    """Return an interval in words.

    >>> words(18, 18, 18), words(12, None), words(0, 20), words(None, None)
    ('18', '12 or more', '0 to 20', 'no number')
    """
    if low is None and high is None:
        return "no number" if point is None else f"{point:,}"
    if high is None:
        return f"{low:,} or more"
    if low is None:
        return f"{high:,} or fewer"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def range_words(low: int | None, high: int | None, *, more: bool) -> str:
    """Return a range in words; ``more`` if a figure in it has no upper end.

    >>> range_words(4, 23, more=True), range_words(101, 101, more=True)
    ('4 to 23 or more', '101 or more')
    """
    return f"{words(low, high)} or more" if more and high is not None else words(low, high)


def bar(
    low: int | None, high: int | None, point: int | None, scale: Scale, *, more: bool = False
) -> Markup:
    """Draw one interval: a bar, an arrow for an open end, a mark for a stated point.

    ``more`` is for a range: its highest number is known, but a figure in it has no end.
    """
    middle = HEIGHT / 2
    end = WIDTH - RIGHT
    parts = [f'<line class="axis" x1="{LEFT}" y1="{middle}" x2="{end}" y2="{middle}"/>']
    if low is not None or high is not None:
        x1 = scale.x(low if low is not None else 0)
        x2 = scale.x(high) if high is not None and not more else end
        parts.append(
            f'<rect class="span" x="{x1}" y="{middle - 3.5}" '
            f'width="{round(max(x2 - x1, 1), 1)}" height="7"/>'
        )
        if high is None or more:
            parts.append(
                f'<path class="open" d="M{end} {middle - 6}L{WIDTH - 2} {middle}'
                f'L{end} {middle + 6}Z"/>'
            )
        for bound in (low, high):
            if bound is not None:
                parts.append(_tick(scale.x(bound), middle, 5))
    if point is not None:
        parts.append(f'<circle class="point" cx="{scale.x(point)}" cy="{middle}" r="4"/>')
    told = range_words(low, high, more=True) if more else words(low, high, point)
    label = f"{told}, on a {scale.words}"
    return _svg(label, HEIGHT, parts)


def axis(scale: Scale) -> Markup:
    """Draw the scale itself with its ends named."""
    parts = [f'<line class="axis" x1="{LEFT}" y1="4" x2="{WIDTH - RIGHT}" y2="4"/>']
    marks = ((0, "start"), (scale.top, "end"))
    for value, anchor in marks:
        x = scale.x(value)
        parts.append(_tick(x, 4, 3))
        parts.append(f'<text x="{x}" y="18" text-anchor="{anchor}">{value:,}</text>')
    if scale.log:
        x = (LEFT + WIDTH - RIGHT) / 2
        parts.append(f'<text class="kind" x="{x}" y="18" text-anchor="middle">log</text>')
    return _svg(scale.words, 22, parts)


def _tick(x: float, y: float, reach: int) -> str:
    return f'<line class="tick" x1="{x}" y1="{y - reach}" x2="{x}" y2="{y + reach}"/>'


def _svg(label: str, height: int, parts: list[str]) -> Markup:
    # Labels and numbers are made here: nothing of the database gets into the drawing.
    return Markup(
        f'<svg class="interval" role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" focusable="false">{"".join(parts)}</svg>'
    )
