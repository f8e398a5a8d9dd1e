"""Who said what when: the claims of an event by the day their pages came out.

Dates are those of the pages, as they were printed.  A day that is not known is not guessed:
such claims stand apart.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from markupsafe import Markup, escape

from provenance.browse.chart import scale_of, words
from provenance.browse.labels import said
from provenance.browse.queries import Row

_DAY = re.compile(r"\d{4}(-\d{2}){0,2}\Z")
MOST_MARKS = 120
"""Figures in the drawing; more would be a blot."""
WIDTH, HEIGHT = 720, 190
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 14, 30


@dataclass(slots=True)
class Told:
    """A claim in its place in time, and the claims of that day that only echo it."""

    claim: Row
    figures: list[Row]
    echoes: list[Row] = field(default_factory=list)
    headline: Row | None = None
    """The headline that gives its figures in short."""

    @property
    def echoed(self) -> list[tuple[tuple[str, str | None], int]]:
        """Who echoes it, and on which day, each with how often: a page may do so many times."""
        return list(
            Counter(
                (echo["publisher"] or echo["document"], echo["published"]) for echo in self.echoes
            ).items()
        )


@dataclass(slots=True)
class Day:
    """What was said on one day, or on a day that is not known."""

    date: str | None
    label: str
    told: list[Told] = field(default_factory=list)


def timeline(
    claims: Iterable[Row],
    figures: Mapping[str, Sequence[Row]],
    heads: Mapping[str, str] = MappingProxyType({}),
) -> list[Day]:
    """Return claims by day, the earliest first, those without a known day last.

    ``claims`` come in the order of their pages; ``figures`` are by claim.  A claim whose
    figures an earlier one of the same known origin has given already is an echo of it.
    ``heads`` are headlines, each with the claim of its page that it stands with.
    """
    claims = list(claims)
    shown = {claim["id"] for claim in claims}
    headlines = {heads[claim["id"]]: claim for claim in claims if heads.get(claim["id"]) in shown}
    days: dict[str | None, Day] = {}
    first: dict[tuple[object, ...], Told] = {}
    """Who of an origin told a figure first, by origin and figure."""
    for claim in claims:
        if heads.get(claim["id"]) in shown:
            continue
        own = list(figures.get(claim["id"], ()))
        given = claim["published"]
        known = given if given and _DAY.match(given) else None
        day = days.setdefault(known or given, Day(known, _label(given, known)))
        keys = _tells(claim, own)
        if keys and all(key in first for key in keys):
            first[keys[0]].echoes.append(claim)
            continue
        told = Told(
            claim,
            [figure | {"interval": _words(figure)} for figure in own],
            headline=headlines.get(claim["id"]),
        )
        day.told.append(told)
        for key in keys:
            first.setdefault(key, told)
    kept = [day for day in days.values() if day.told]
    return sorted(kept, key=lambda day: (day.date is None, day.date or day.label))


def _words(figure: Row) -> str:
    return words(figure["low"], figure["high"], figure["point"])


def _label(given: str | None, known: str | None) -> str:
    if known is not None:
        return known
    return f"{given} (not a full date)" if given else "Date not said"


def _tells(claim: Row, figures: Sequence[Row]) -> list[tuple[object, ...]]:
    """Return what an echo of a claim would tell again; nothing where none can be an echo."""
    if claim["origin_id"] is None or claim["stance"]:
        return []
    who = (claim["origin_id"], claim["polarity"])
    return [
        (*who, f["measure"], f["party"], f["low"], f["high"], f["point"], f["extent"])
        for f in figures
    ]


def moved(days: Sequence[Day]) -> tuple[str, Markup] | None:
    """Draw how the figures of the measure told most often moved from day to day.

    Returns what is drawn, in words, and the drawing; None where there is nothing to compare:
    fewer than two days, or two figures.
    """
    rows: dict[tuple[str, str | None], list[tuple[date, Row, Row]]] = {}
    for day in days:
        if day.date is None or len(day.date) != 10:
            continue
        try:
            at = date.fromisoformat(day.date)
        except ValueError:
            continue
        for told in day.told:
            for figure in told.figures:
                if figure["extent"] == "incident" and figure["low"] is not None:
                    key = (figure["measure"], figure["party"])
                    rows.setdefault(key, []).append((at, told.claim, figure))
    if not rows:
        return None
    key, chosen = max(rows.items(), key=lambda item: (len(item[1]), item[0][0] == "killed"))
    chosen = chosen[:MOST_MARKS]
    if len(chosen) < 2 or len({at for at, _, _ in chosen}) < 2:
        return None
    measure = f"{said(key[0])}, {said(key[1]) if key[1] else 'party not said'}"
    return measure, _drawing(measure, chosen)


def _drawing(measure: str, rows: Sequence[tuple[date, Row, Row]]) -> Markup:
    begin, end = rows[0][0], rows[-1][0]
    span = max((end - begin).days, 1)
    scale = scale_of((f["low"], f["high"], f["point"]) for _, _, f in rows)
    top, tall = scale.top, HEIGHT - TOP - BOTTOM

    def x(at: date) -> float:
        return round(LEFT + 12 + (at - begin).days / span * (WIDTH - LEFT - RIGHT - 24), 1)

    def y(value: int) -> float:
        value = min(max(value, 0), top)
        share = math.log1p(value) / math.log1p(top) if scale.log else value / top
        return round(TOP + (1 - share) * tall, 1)

    floor = HEIGHT - BOTTOM
    parts = [f'<line class="axis" x1="{LEFT}" y1="{floor}" x2="{WIDTH - RIGHT}" y2="{floor}"/>']
    for value in (0, *((10**n for n in range(1, 19) if 2 * 10**n < top) if scale.log else ()), top):
        parts.append(f'<text x="{LEFT - 8}" y="{y(value) + 4}" text-anchor="end">{value:,}</text>')
    parts.append(
        f'<line class="axis grid" x1="{LEFT}" y1="{y(top)}" x2="{WIDTH - RIGHT}" y2="{y(top)}"/>'
    )
    for at, anchor in ((begin, "start"), (end, "end")):
        parts.append(
            f'<text x="{x(at)}" y="{HEIGHT - 10}" text-anchor="{anchor}">{at.isoformat()}</text>'
        )
    beside: dict[date, int] = {}
    same = {at: sum(1 for other, _, _ in rows if other == at) for at, _, _ in rows}
    room = (WIDTH - LEFT - RIGHT) / (span + 1)
    step = min(9.0, room / max(same.values()))
    for at, claim, figure in rows:
        place = beside[at] = beside.get(at, -1) + 1
        low, high = figure["low"] or 0, figure["high"]
        # Figures of one day stand beside one another; the first day's go right, the last's left.
        shift = place * step
        here = round(x(at) - shift if at == end else x(at) + shift, 1)
        up = y(high) if high is not None else y(top) - 6
        told = f"{at.isoformat()}: {claim['source'] or 'source not known'}: {_words(figure)}"
        mark = [f"<title>{escape(told)}</title>"]
        if high is None:
            mark.append(f'<line class="open" x1="{here}" y1="{y(low)}" x2="{here}" y2="{up}"/>')
            head = f"M{here - 3.5} {up + 5}L{here} {up - 1}L{here + 3.5} {up + 5}"
            mark.append(f'<path class="open" d="{head}"/>')
        elif high != low:
            mark.append(f'<line class="span" x1="{here}" y1="{y(low)}" x2="{here}" y2="{up}"/>')
        if figure["point"] is not None or high is None or high == low:
            value = figure["point"] if figure["point"] is not None else low
            mark.append(f'<circle class="point" cx="{here}" cy="{y(value)}" r="3.5"/>')
        parts.append(f'<g class="mark">{"".join(mark)}</g>')
    told = "; ".join(
        f"{at.isoformat()} {claim['source'] or 'source not known'} {_words(figure)}"
        for at, claim, figure in rows[:12]
    )
    more = f"; and {len(rows) - 12} more" if len(rows) > 12 else ""
    label = escape(f"{measure}, by the day of the page, {scale.words}: {told}{more}")
    return Markup(
        f'<svg class="moved" role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" focusable="false">{"".join(parts)}</svg>'
    )


__all__ = ["Day", "Told", "moved", "timeline"]
