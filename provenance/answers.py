"""Answers: the frozen records that a database gives to whoever asks it from Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One quantity of one claim, with what belongs to it."""

    id: str
    claim_id: str
    text: str
    """Number and qualifier as printed ("at least 12")."""
    low: int | None
    """Lowest number that the words allow; None for an open end."""
    high: int | None
    """Highest number that the words allow; None for an open end."""
    point: int | None
    """The number itself, only when it is stated."""
    measure: str
    """What is counted: ``killed``, ``injured``, ``displaced`` …"""
    party: str | None
    """Whose people or things; None when the text does not say, which is not everybody."""
    subject: str | None
    unit: str | None
    extent: str
    """``incident``, ``period`` or ``cumulative``."""
    source: str | None
    origin: str | None
    sentence: str
    document: str
    document_id: str
    published: str | None
    event_id: str | None
    status: str
    modality: str
    flags: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One attributed statement: who says it, through whom, in which words."""

    id: str
    text: str
    sentence: str
    source: str | None
    """Who vouches; the outlet, where the page speaks for itself."""
    source_id: str | None
    source_text: str | None
    """The source as printed."""
    cue_text: str | None
    """The words that attribute ("said")."""
    chain: tuple[str, ...]
    """From who vouches to the publisher of the page."""
    origin: str | None
    """The root of the chain, copies and republications seen through."""
    polarity: str
    modality: str
    style: str
    status: str
    """``unverified``, ``corroborated``, ``confirmed`` or ``rejected``."""
    zone: str
    kind: str | None
    when: str | None
    """EDTF; a missing year stays missing (``XXXX-12-20``)."""
    place: str | None
    event: str | None
    event_id: str | None
    document: str
    document_id: str
    published: str | None
    url: str | None
    flags: tuple[str, ...]
    figures: tuple[FigureRow, ...]
    rule: str
    run_id: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """A group of claims that speak of one happening."""

    id: str
    label: str
    kind: str | None
    date_from: str | None
    date_to: str | None
    place: str | None
    n_claims: int
    n_origins: int
    n_documents: int
    n_figures: int
    n_conflicts: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    """How one claim or figure stands to another, and why."""

    id: str
    relation: str
    """``conflicts``, ``agrees``, ``refines``, ``updates``, ``denies`` …"""
    same_origin: str
    """``yes``, ``no`` or ``unknown``; unknown never counts as independent."""
    reason: str
    rule: str
    claim_a: str
    source_a: str | None
    figure_a: str | None
    text_a: str
    claim_b: str
    source_b: str | None
    figure_b: str | None
    text_b: str


@dataclass(frozen=True, slots=True)
class RangeRow:
    """Low, best and high of one measure and party of an event under a named profile."""

    measure: str
    party: str | None
    profile: str
    low: int | None
    best: int | None
    high: int | None
    n_claims: int
    n_origins: int


@dataclass(frozen=True, slots=True)
class FlaggedRow:
    """A claim that is unverified or flagged, and why."""

    id: str
    text: str
    source: str | None
    source_id: str | None
    status: str
    modality: str
    event: str | None
    event_id: str | None
    document: str
    document_id: str
    published: str | None
    flags: tuple[str, ...]
    reasons: str | None
    """What the flags rest on, in words."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A body or person that vouches, republishes or publishes."""

    id: str
    name: str
    kind: str | None
    named: bool
    parent: str | None
    reliability: str
    """Letter A to F, set by people; F cannot be judged."""
    n_claims: int
    n_unverified: int
    n_conflicts: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures of one event side by side, how they relate, and their ranges."""

    event: EventRow
    figures: tuple[FigureRow, ...]
    links: tuple[LinkRow, ...]
    ranges: tuple[RangeRow, ...]


Row = TypeVar("Row", ClaimRow, EventRow, FigureRow, FlaggedRow, LinkRow, RangeRow, SourceRow)


def answer(kind: type[Row], row: Mapping[str, Any]) -> Row:
    """Return the record of a row of the database; its flags are parted at the commas."""
    values = {field.name: row[field.name] for field in fields(kind)}
    if "flags" in values:
        values["flags"] = tuple(values["flags"].split(", ")) if values["flags"] else ()
    return kind(**values)


__all__ = [
    "ClaimRow",
    "Comparison",
    "EventRow",
    "FigureRow",
    "FlaggedRow",
    "LinkRow",
    "RangeRow",
    "SourceRow",
    "answer",
]
