"""Ranges: lowest to highest of what is said of one measure and party of an event.

Differing figures are reported from lowest to highest, never averaged (Every Casualty);
the claims behind a range are always kept with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from provenance.link.events import Group
from provenance.link.items import Item
from provenance.link.origins import Origin, independent
from provenance.link.scope import Scope
from provenance.records import Extent, Figure, Measure, Range

Row = tuple[Item, Figure, Scope]
# A claim is asked for support against so many others; the rest of an event says no more.
ASKED = 60


def find_ranges(
    group: Group, origins: Mapping[str, Origin], parts: frozenset[str]
) -> Iterator[Range]:
    """Yield the ranges of an event under each profile.

    ``all``: every figure that counts the whole of the happening.  ``named``: only figures
    that a named body or person vouches for.  ``independent``: only figures of origins of
    which at least two are independent of each other.  ``parts`` are ids of figures that
    are a part of another one.
    """
    measures: dict[Measure, list[Row]] = {}
    for item in group.items:
        for figure, scope in item.scopes:
            if _counts(scope, group.long) and figure.id not in parts:
                measures.setdefault(figure.measure, []).append((item, figure, scope))
    for measure, told in sorted(measures.items()):
        cells: dict[str, list[Row]] = {}
        for row in _wholes(told, origins):
            cells.setdefault(row[1].party or "", []).append(row)
        for party, rows in sorted(cells.items()):
            for profile, kept in _profiles(rows, origins).items():
                if kept:
                    yield _range(group.id, measure, party or None, profile, kept, origins)


def _counts(scope: Scope, long: bool) -> bool:
    """Say whether a figure counts the whole of the event's happening."""
    if scope.bar or scope.unquantified or scope.subset or scope.partial or scope.additional:
        return False
    return long or scope.extent is Extent.INCIDENT


def _wholes(rows: Sequence[Row], origins: Mapping[str, Origin]) -> list[Row]:
    """Leave out what counts less than the whole, where the whole is counted too.

    Those told of one by one, vague words, groups of people, the smaller numbers of a voice
    that gives a greater one in the same page (it lists parts, or moved on), and what the
    text itself calls a first report.
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
    return [row for row in whole if not _less(row, origins, greatest, most)]


def _less(
    row: Row,
    origins: Mapping[str, Origin],
    greatest: Mapping[tuple[str, str, str], int],
    most: Mapping[str, int],
) -> bool:
    """Say whether a figure lies below another of its voice, or is a first report overtaken."""
    item, figure, scope = row
    high = scope.interval.high
    if high is None:
        return False
    key = (item.document.id, _voice(item, origins), figure.party or "")
    return high < greatest[key] or (item.initial and high < most[figure.party or ""])


def _voice(item: Item, origins: Mapping[str, Origin]) -> str:
    origin = origins[item.id]
    return origin.key or "" if origin.attributed else ""


def _profiles(rows: Sequence[Row], origins: Mapping[str, Origin]) -> dict[str, list[Row]]:
    def keep(test: Callable[[Item], bool]) -> list[Row]:
        return [row for row in rows if test(row[0])]

    asked = [item for item, _, _ in rows][:ASKED]

    def supported(item: Item) -> bool:
        return any(independent(origins[item.id], origins[other.id]) for other in asked)

    def named(item: Item) -> bool:
        return origins[item.id].attributed and origins[item.id].named

    return {"all": list(rows), "independent": keep(supported), "named": keep(named)}


def _range(
    event_id: str,
    measure: Measure,
    party: str | None,
    profile: str,
    rows: Sequence[Row],
    origins: Mapping[str, Origin],
) -> Range:
    """Return one range; the best figure stays unknown unless all exact figures are one."""
    stated = [scope.interval for _, _, scope in rows]
    # "Up to nine" tells the most and leaves the least open; its 0 is nobody's word.
    lows = [i.low for i in stated if i.low is not None and (i.low > 0 or i.high == 0)]
    highs = [i.low if i.high is None else i.high for i in stated]
    known = [high for high in highs if high is not None]
    points = {scope.point for _, _, scope in rows}
    claims = tuple(sorted({item.id for item, _, _ in rows}))
    keys = {origins[claim].key for claim in claims} - {None}
    return Range(
        event_id=event_id,
        measure=measure,
        party=party,
        profile=profile,
        low=min(lows) if lows else (0 if known else None),
        best=points.pop() if len(points) == 1 else None,
        high=max(known, default=None),
        n_claims=len(claims),
        n_origins=len(keys),
        claims=claims,
    )


__all__ = ["find_ranges"]
