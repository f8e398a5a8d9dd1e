"""Grounded claims: what an import keeps, every value tested against the document's text.

They name one another by their place in the list, and sources by name: ids follow from the
page, and are made when the claims are laid over those of the page.
"""

from __future__ import annotations

from provenance.records import (
    Evidence,
    Extent,
    Measure,
    Modality,
    Place,
    Polarity,
    Record,
    SourceKind,
    Span,
    Stance,
    Style,
)


class GroundedSource(Record):
    """A source as printed, and whom it stands for."""

    spans: tuple[Span, ...]
    name: str
    kind: SourceKind
    named: bool
    parent: str | None = None
    alignment: str | None = None
    rule: str


class GroundedFigure(Record):
    """A quantity whose number can be read from its span."""

    span: Span
    low: int | None
    high: int | None
    point: int | None
    measure: Measure
    party: str | None = None
    subject: str | None = None
    unit: str | None = None
    extent: Extent = Extent.INCIDENT
    subset_of: tuple[int, int] | None = None
    """Number of the claim and of its figure that this one is a part of, from 0."""
    unquantified: bool = False
    rule: str
    profile: str = "default"
    evidence: tuple[Evidence, ...] = ()


class GroundedWhen(Record):
    """The time spoken of."""

    edtf: str
    spans: tuple[Span, ...]
    rule: str


class GroundedWhere(Record):
    """A place as printed."""

    spans: tuple[Span, ...]
    place: Place
    rule: str


class GroundedClaim(Record):
    """A statement whose every span holds the words that it is said to hold."""

    spans: tuple[Span, ...]
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    attributed: bool = False
    style: Style = Style.NARRATION
    source: GroundedSource | None = None
    sources: tuple[GroundedSource, ...] = ()
    via: tuple[GroundedSource, ...] = ()
    """Those on the way from who vouches to the page, inner first."""
    cue: tuple[Span, ...] = ()
    continues: int | None = None
    """Number of the claim whose quotation this one goes on with, from 0."""
    figures: tuple[GroundedFigure, ...] = ()
    when: GroundedWhen | None = None
    where: tuple[GroundedWhere, ...] = ()
    kind: str | None = None
    stance: Stance | None = None
    rule: str
    attribution_rule: str = "import.attribution"
    evidence: tuple[Evidence, ...] = ()


__all__ = [
    "GroundedClaim",
    "GroundedFigure",
    "GroundedSource",
    "GroundedWhen",
    "GroundedWhere",
]
