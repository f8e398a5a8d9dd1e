"""Wholes: which figures of an event count all of its people, and which count a part.

A range reaches from the lowest to the highest of what is said of the whole.  Shares, lists,
vague words and numbers that have been overtaken say less, and are left out where the whole
is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.link.intervals import Interval
from provenance.link.items import Item
from provenance.link.origins import Origin
from provenance.link.scope import Scope
from provenance.records import Figure

Row = tuple[Item, Figure, Scope]


def wholes(rows: Sequence[Row], origins: Mapping[str, Origin]) -> list[Row]:
    """Return the figures of one measure that count the whole, where it is counted.

    Left out are those told of one by one, vague words, groups of people; the smaller numbers
    of a voice that gives a greater one in the same page (it lists parts, or moved on); first
    reports and shares of a greater number; what a page says to have been overtaken; what lies
    below the least that the page itself begins with, for it knows the reports that it quotes;
    and "about 20" among numbers told without an "about".
    """
    told = _told(rows)
    tops = _Tops.of(told, origins)
    floors = _floors(told, origins)
    kept = [
        row
        for row in told
        if top(row[2]) >= floors.get(row[0].document.id, 0) and not tops.over(row, origins)
    ]
    return _exacter(kept)


def top(scope: Scope) -> int:
    """Return the most that a figure counts; an open end counts as its low."""
    high = scope.interval.high
    return (scope.interval.low or 0) if high is None else high


def _told(rows: Sequence[Row]) -> list[Row]:
    """Return the firmest figures: numbers, else people listed, else vague words."""
    firm = [row for row in rows if not row[2].vague]
    numbers = [row for row in firm if not (row[2].single or row[2].groups)]
    return numbers or _listed(firm) or list(rows)


def _listed(rows: Iterable[Row]) -> list[Row]:
    """Return the longest lists: those told of side by side in one claim, added up.

    "A father and his four sons" are five, where nobody gives a number.  A shorter list is no
    smaller number; it names fewer.
    """
    claims: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        claims.setdefault((row[0].id, row[1].party or ""), []).append(row)
    sums = [_sum(listed) for listed in claims.values()]
    longest: dict[str, int] = {}
    for _, figure, scope in sums:
        party = figure.party or ""
        longest[party] = max(longest.get(party, 0), top(scope))
    return [row for row in sums if top(row[2]) == longest[row[1].party or ""]]


def _sum(rows: Sequence[Row]) -> Row:
    item, figure, scope = rows[0]
    if len(rows) == 1:
        return rows[0]
    low = sum(scope.interval.low or 0 for _, _, scope in rows)
    open_end = any(scope.interval.high is None for _, _, scope in rows)
    high = None if open_end else sum(top(scope) for _, _, scope in rows)
    point = low if low == high else None
    return item, figure, replace(scope, interval=Interval(low, high), point=point)


@dataclass(frozen=True, slots=True)
class _Tops:
    """The greatest least that is told: by each voice of a page, at all, and as a new toll."""

    voices: Mapping[tuple[str, str, str], int]
    all: Mapping[str, int]
    moved: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, rows: Sequence[Row], origins: Mapping[str, Origin]) -> _Tops:
        voices: dict[tuple[str, str, str], int] = {}
        most: dict[str, int] = {}
        moved: dict[tuple[str, str], int] = {}
        told = {figure.party or "" for _, figure, _ in rows}
        # Where one party alone is spoken of, people of no known party may be of it.
        one_party = len(told - {""}) <= 1
        for item, figure, scope in rows:
            low, own, page = scope.interval.low or 0, figure.party or "", item.document.id
            for party in {own, ""}:
                key = (page, voice(item, origins), party)
                voices[key] = max(low, voices.get(key, 0))
                if item.told.updates:
                    moved[page, party] = max(low, moved.get((page, party), 0))
            for party in told if one_party else {own, ""}:
                most[party] = max(low, most.get(party, 0))
        return cls(voices, most, moved)

    def over(self, row: Row, origins: Mapping[str, Origin]) -> bool:
        """Say whether a greater number leaves this one behind.

        "At least four" says nothing more where the same voice says eight.
        """
        item, figure, scope = row
        page, party, most = item.document.id, figure.party or "", top(scope)
        less = item.told.initial or scope.share or scope.rest or scope.glimpsed
        return (
            most < self.voices[page, voice(item, origins), party]
            or most < self.moved.get((page, party), 0)
            or (less and most < self.all[party])
        )


def voice(item: Item, origins: Mapping[str, Origin]) -> str:
    """Return who vouches for a claim; empty for the page's own voice."""
    origin = origins[item.id]
    return origin.key or "" if origin.attributed else ""


def _floors(rows: Sequence[Row], origins: Mapping[str, Origin]) -> dict[str, int]:
    """Return the least that each page itself begins with, in its own voice."""
    return {item.document.id: scope.interval.low or 0 for item, _, scope in _leads(rows, origins)}


def _leads(rows: Sequence[Row], origins: Mapping[str, Origin]) -> list[Row]:
    """Return the first figure of each page that begins in its own voice."""
    first: dict[str, Row] = {}
    for row in rows:
        held = first.get(row[0].document.id)
        if held is None or _place(row) < _place(held):
            first[row[0].document.id] = row
    return [row for row in first.values() if _own(row, origins)]


def _own(row: Row, origins: Mapping[str, Origin]) -> bool:
    """Say whether the page itself weighs what it begins with.

    A lead that tells a source's number has that source's origin; "at least" is the page's word.
    """
    item, _, scope = row
    least = item.claim.attribution is None and scope.interval.high is None
    return least or not origins[item.id].attributed


def _place(row: Row) -> tuple[int, tuple[int, int]]:
    return row[0].claim.ordinal, row[1].span


def _exacter(rows: Sequence[Row]) -> list[Row]:
    """Leave out "about 20" where numbers told without it reach to 20 from both sides."""
    sure = [row for row in rows if not _about(row[2])]
    if not sure:
        return list(rows)
    least = min(scope.interval.low or 0 for _, _, scope in sure)
    most = max(top(scope) for _, _, scope in sure)
    return [
        row
        for row in rows
        if not _about(row[2]) or (row[2].point or 0) not in range(least, most + 1)
    ]


def _about(scope: Scope) -> bool:
    """Say whether a figure is one number read loosely: "about 20" is 18 to 22."""
    return scope.point is not None and scope.interval.low != scope.interval.high


__all__ = ["Row", "top", "voice", "wholes"]
