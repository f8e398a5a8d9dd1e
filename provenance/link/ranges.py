"""Ranges: lowest to highest of what is said of one measure and party of an event.

Differing figures are reported from lowest to highest, never averaged (Every Casualty);
the claims behind a range are always kept with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from provenance.link.events import Group
from provenance.link.items import Item
from provenance.link.origins import Origin, independent
from provenance.link.scope import Scope
from provenance.packs.scope import RangeProfile
from provenance.records import Extent, Figure, Measure, Range

Row = tuple[Item, Figure, Scope]
# A claim is asked for support against so many others; the rest of an event says no more.
ASKED = 60


def find_ranges(
    group: Group,
    origins: Mapping[str, Origin],
    parts: frozenset[str],
    profiles: Mapping[str, RangeProfile],
) -> Iterator[Range]:
    """Yield the ranges of an event under each profile.

    ``parts`` are ids of figures that are a part of another one.
    """
    measures: dict[Measure, list[Row]] = {}
    for item in group.items:
        for figure, scope in item.scopes:
            if _counts(scope, group.long) and figure.id not in parts:
                measures.setdefault(figure.measure, []).append((item, figure, scope))
    for measure, told in sorted(measures.items()):
        least = _parts_of(group, measure)
        cells: dict[str, list[Row]] = {}
        for row in _wholes(told, origins):
            cells.setdefault(row[1].party or "", []).append(row)
        for party, rows in sorted(cells.items()):
            for name, profile in profiles.items():
                kept = _kept(rows, profile, origins)
                if kept:
                    cell = (group.id, measure, party or None)
                    yield _range(cell, (name, profile), kept, origins, least)


def _parts_of(group: Group, measure: Measure) -> list[int]:
    """Return the lows of all figures that count people of the event, shares among them."""
    return [
        scope.interval.low
        for item in group.items
        for _, scope in item.scopes
        if scope.measure is measure
        and not scope.bar
        and scope.interval.low is not None
        and not scope.vague
        and (group.long or scope.extent is Extent.INCIDENT)
    ]


def _counts(scope: Scope, long: bool) -> bool:
    """Say whether a figure counts the whole of the event's happening."""
    if scope.bar or scope.unquantified or scope.subset or scope.partial or scope.additional:
        return False
    return long or scope.extent is Extent.INCIDENT


def _wholes(rows: Sequence[Row], origins: Mapping[str, Origin]) -> list[Row]:
    """Leave out what counts less than the whole, where the whole is counted too.

    Those told of one by one, vague words, groups of people, the smaller numbers of a voice
    that gives a greater one in the same page (it lists parts, or moved on), what the
    text itself calls a first report, and what lies below the least that the page itself begins
    with: it knows the reports that it quotes, and sums them up.
    """
    counted = [row for row in rows if not row[2].single] or list(rows)
    firm = [row for row in counted if not row[2].vague] or counted
    whole = [row for row in firm if not row[2].groups] or firm
    greatest: dict[tuple[str, str, str], int] = {}
    most: dict[str, int] = {}
    for item, figure, scope in whole:
        low = scope.interval.low or 0
        for party in {figure.party or "", ""}:
            key = (item.document.id, _voice(item, origins), party)
            greatest[key] = max(low, greatest.get(key, 0))
            most[party] = max(low, most.get(party, 0))
    floors = _floors(whole, origins)
    return [
        row
        for row in whole
        if _top(row[2]) >= floors.get(row[0].document.id, 0)
        and not _less(row, origins, greatest, most)
    ]


def _floors(rows: Sequence[Row], origins: Mapping[str, Origin]) -> dict[str, int]:
    """Return the least that each page itself begins with, in its own voice."""
    first: dict[str, Row] = {}
    for row in rows:
        item, figure, _ = row
        held = first.get(item.document.id)
        if held is None or (item.claim.ordinal, figure.span) < (
            held[0].claim.ordinal,
            held[1].span,
        ):
            first[item.document.id] = row
    return {
        page: scope.interval.low or 0
        for page, (item, _, scope) in first.items()
        if not origins[item.id].attributed
    }


def _top(scope: Scope) -> int:
    """Return the most that a figure counts; an open end counts as its low."""
    high = scope.interval.high
    return (scope.interval.low or 0) if high is None else high


def _less(
    row: Row,
    origins: Mapping[str, Origin],
    greatest: Mapping[tuple[str, str, str], int],
    most: Mapping[str, int],
) -> bool:
    """Say whether a figure lies below another of its voice, or is a first report overtaken.

    "At least four" says nothing more where the same voice says eight.
    """
    item, figure, scope = row
    top = _top(scope)
    key = (item.document.id, _voice(item, origins), figure.party or "")
    return top < greatest[key] or (item.initial and top < most[figure.party or ""])


def _voice(item: Item, origins: Mapping[str, Origin]) -> str:
    origin = origins[item.id]
    return origin.key or "" if origin.attributed else ""


def _kept(rows: Sequence[Row], profile: RangeProfile, origins: Mapping[str, Origin]) -> list[Row]:
    """Return the rows that a profile reads."""
    asked = [item for item, _, _ in rows][:ASKED]

    def vouched(item: Item) -> bool:
        origin = origins[item.id]
        if profile.sources == "known":
            return origin.key is not None
        if profile.sources == "named":
            return origin.attributed and origin.named
        if profile.sources == "independent":
            return any(independent(origin, origins[other.id]) for other in asked)
        return True

    return [row for row in rows if vouched(row[0]) and (profile.vague or not row[2].vague)]


def _best(rows: Sequence[Row], profile: RangeProfile, origins: Mapping[str, Origin]) -> int | None:
    """Return the best figure as the profile has it; unknown where it gives none."""
    if profile.best == "lowest":
        lows = [scope.interval.low for _, _, scope in rows if scope.interval.low]
        return min(lows, default=None)
    points = {scope.point for _, _, scope in rows}
    if profile.best == "one":
        return points.pop() if len(points) == 1 else None
    told: dict[int, set[str | None]] = {}
    for item, _, scope in rows:
        if scope.point is not None:
            told.setdefault(scope.point, set()).add(origins[item.id].key)
    return min(told, key=lambda point: (-len(told[point]), point), default=None)


def _range(
    cell: tuple[str, Measure, str | None],
    named: tuple[str, RangeProfile],
    rows: Sequence[Row],
    origins: Mapping[str, Origin],
    least: Sequence[int],
) -> Range:
    """Return one range; the best figure stays unknown unless all exact figures are one.

    ``least`` are lows of parts: where "up to four" stands alone, two sisters named are two.
    """
    event_id, measure, party = cell
    name, profile = named
    stated = [scope.interval for _, _, scope in rows]
    # "Up to nine" tells the most and leaves the least open; its 0 is nobody's word.
    lows = [i.low for i in stated if i.low is not None and (i.low > 0 or i.high == 0)]
    least_only = profile.figures == "least"
    highs = [i.low if i.high is None or (least_only and i.low) else i.high for i in stated]
    known = [high for high in highs if high is not None]
    top, open_low = max(known, default=0), 0 if known else None
    claims = tuple(sorted({item.id for item, _, _ in rows}))
    keys = {origins[claim].key for claim in claims} - {None}
    return Range(
        event_id=event_id,
        measure=measure,
        party=party,
        profile=name,
        low=min(lows) if lows else max((low for low in least if low <= top), default=open_low),
        best=_best(rows, profile, origins),
        high=max(known, default=None),
        n_claims=len(claims),
        n_origins=len(keys),
        claims=claims,
    )


__all__ = ["find_ranges"]
