"""Set the figures of an event side by side: sources as rows, measures and parties as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from provenance.browse.chart import Scale, axis, bar, range_words, scale_of, words
from provenance.browse.headlines import again
from provenance.browse.labels import PROFILES, said
from provenance.browse.queries import Row
from provenance.records import Measure

Key = tuple[str, str | None]
_ORDER = {measure.value: place for place, measure in enumerate(Measure)}


@dataclass(frozen=True, slots=True)
class Column:
    """One measure of one party, on the scale that all figures of the measure share."""

    measure: str
    party: str | None
    scale: Scale

    @property
    def key(self) -> Key:
        """Return what the column is of."""
        return self.measure, self.party

    @property
    def axis(self) -> Markup:
        """Return the scale drawn."""
        return axis(self.scale)

    @property
    def label(self) -> str:
        """Return measure and party in words."""
        return f"{said(self.measure)}, {self.party_label}"

    @property
    def party_label(self) -> str:
        """Return the party in words; an unknown party is not everybody."""
        return said(self.party) if self.party else "party not said"


@dataclass(slots=True)
class Line:
    """One source in one document, with its figures by column."""

    first: Row
    cells: dict[Key, list[Row]] = field(default_factory=dict)
    flags: dict[str, None] = field(default_factory=dict)
    printed: set[tuple[object, ...]] = field(default_factory=set)

    @property
    def shown(self) -> list[str]:
        """Return the flags that no figure of the line shows already."""
        told = any(figure["disputed"] for found in self.cells.values() for figure in found)
        return [flag for flag in self.flags if not (told and flag == "disputed")]


@dataclass(slots=True)
class Group:
    """All that goes back to one origin: what adds something, and the echoes of it."""

    origin_id: str | None
    origin: str | None
    lines: list[Line] = field(default_factory=list)
    echoes: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Figures side by side."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    ranges: Mapping[str, Mapping[Key, Row]]
    """By the profiles that give them, then by column."""


def matrix(
    figures: Sequence[Row],
    ranges: Sequence[Row],
    flags: Mapping[str, Sequence[str]],
    disputed: frozenset[str],
) -> Matrix:
    """Lay figures out; ``flags`` are by claim, ``disputed`` the figures in a conflict.

    A line whose figures all stand in an earlier line of the same known origin is an echo:
    it tells nothing new, however many pages print it.  What a page says again, in its
    headline above all, stands under what it says first (``again``).
    """
    told_again = again(figures)
    repeats: dict[str, list[Row]] = {}
    for figure in figures:
        if figure["id"] in told_again:
            repeats.setdefault(told_again[figure["id"]], []).append(figure)
    disputed |= {told_again[key] for key in disputed & told_again.keys()}
    columns = _columns(figures, ranges)
    scales = {column.key: column.scale for column in columns}
    groups: dict[object, Group] = {}
    lines: dict[object, Line] = {}
    for figure in figures:
        if figure["id"] in told_again:
            continue
        # An origin that is not known is nobody's: such pages stay apart.
        unknown = figure["origin_id"] is None
        where = ("?", figure["document_id"]) if unknown else figure["origin_id"]
        group = groups.setdefault(where, Group(figure["origin_id"], figure["origin"]))
        at = (where, figure["source_id"], figure["document_id"])
        if at not in lines:
            lines[at] = Line(figure)
            group.lines.append(lines[at])
        _add(lines[at], figure | {"again": repeats.get(figure["id"], [])}, scales, flags, disputed)
    for group in groups.values():
        if group.origin_id is not None:
            _fold(group)
    return Matrix(columns, tuple(groups.values()), _ranges(ranges, scales))


def _ranges(ranges: Sequence[Row], scales: Mapping[Key, Scale]) -> dict[str, dict[Key, Row]]:
    """Return the ranges by the names of their profiles."""
    by_profile: dict[str, dict[Key, Row]] = {}
    for found in ranges:
        key = (found["measure"], found["party"])
        ends, more = (found["low"], found["high"]), bool(found["open"])
        drawn = {
            "words": range_words(*ends, more=more),
            "drawing": bar(*ends, found["best"], scales[key], more=more),
        }
        by_profile.setdefault(found["profile"], {})[key] = found | drawn
    return {
        PROFILES[name][0] if name in PROFILES else said(name): cells
        for name, cells in by_profile.items()
    }


def _columns(figures: Sequence[Row], ranges: Sequence[Row]) -> tuple[Column, ...]:
    counts: dict[Key, int] = {}
    bounds: dict[str, list[tuple[int | None, int | None, int | None]]] = {}
    for row in figures:
        key = (row["measure"], row["party"])
        counts[key] = counts.get(key, 0) + 1
        bounds.setdefault(row["measure"], []).append((row["low"], row["high"], row["point"]))
    for row in ranges:
        counts.setdefault((row["measure"], row["party"]), 0)
        bounds.setdefault(row["measure"], []).append((row["low"], row["high"], row["best"]))
    scales = {measure: scale_of(found) for measure, found in bounds.items()}
    ordered = sorted(
        counts, key=lambda key: (_ORDER.get(key[0], len(_ORDER)), -counts[key], key[1] or "~")
    )
    return tuple(Column(measure, party, scales[measure]) for measure, party in ordered)


def _add(
    line: Line,
    figure: Row,
    scales: Mapping[Key, Scale],
    flags: Mapping[str, Sequence[str]],
    disputed: frozenset[str],
) -> None:
    key = (figure["measure"], figure["party"])
    interval = (figure["low"], figure["high"], figure["point"])
    line.cells.setdefault(key, []).append(
        figure
        | {
            "interval": words(*interval),
            "drawing": bar(*interval, scales[key]),
            "disputed": figure["id"] in disputed and figure["status"] != "rejected",
            "notes": _notes(figure),
        }
    )
    for one in (figure, *figure["again"]):
        line.flags.update(dict.fromkeys(flags.get(one["claim_id"], ())))
    line.printed.add((key, interval, figure["polarity"], figure["extent"]))


def _notes(figure: Row) -> list[str]:
    """Return what sets a figure apart from a plain count, in words."""
    notes = [figure["subject"]] if figure["subject"] else []
    if figure.get("rejected") is not None:
        by, why = figure["rejected"]["by"], figure["rejected"]["reason"]
        notes.insert(0, f"rejected{f' by {by}' if by else ''}{f': {why}' if why else ''}")
    if figure["whole"]:
        notes.append(f"part of “{figure['whole']}”")
    if figure["extent"] != "incident":
        notes.append(said(figure["extent"]))
    if figure["modality"] != "asserted":
        notes.append(said(figure["modality"]))
    if figure["polarity"] != "affirmed":
        notes.append(said(figure["polarity"]))
    if figure["unquantified"]:
        notes.append("no number given")
    if figure["zone"] not in ("body", "headline"):
        notes.append(f"in a {said(figure['zone'])}")
    if figure.get("corrected"):
        made = figure["corrected"]
        notes.append(f"corrected by {made['by']}; extracted: {made['was']}")
    return notes


def _fold(group: Group) -> None:
    seen: set[tuple[object, ...]] = set()
    kept: list[Line] = []
    for line in group.lines:
        if kept and line.printed <= seen:
            group.echoes.append(line)
        else:
            kept.append(line)
        seen |= line.printed
    group.lines = kept
