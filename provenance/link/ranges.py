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
from provenance.link.wholes import Row, wholes
from provenance.packs.scope import RangeProfile
from provenance.records import Extent, Measure, Range

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
        for row in wholes(told, origins):
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
