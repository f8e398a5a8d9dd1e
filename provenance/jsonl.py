"""The public shape of one extracted document: a line of ``provenance extract``.

All spans are pairs of Unicode code-point offsets into the document's text as given, end
exclusive.  The published JSON Schema is made from these models.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from provenance.records import (
    Attribution,
    ChainLink,
    Claim,
    Extent,
    Extraction,
    Figure,
    FlagCode,
    Measure,
    Mention,
    Modality,
    Polarity,
    Precision,
    SourceKind,
    Span,
    Stance,
    Style,
    Where,
    Zone,
)


class Line(BaseModel):
    """A part of the line; unknown keys are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", from_attributes=True, use_attribute_docstrings=True
    )


class ExtractedEvidence(Line):
    """Which rule gave a value, and the characters that it was read from (may be none)."""

    field: str
    """Key of the value in the object that holds this evidence."""
    rule: str
    spans: tuple[Span, ...]


class ExtractedMetadata(Line):
    """What is known of the document; null where the page does not say so."""

    id: str
    """Hash of the captured bytes."""
    external_id: str | None
    """The id that the input gave."""
    title: str | None
    url: str | None
    publisher: str | None
    author: str | None
    published: str | None
    """EDTF (ISO 8601-2); a missing year stays missing: ``XXXX-12-20``."""
    published_precision: str | None
    republished_from: str | None
    """Whom the page credits as the original publisher."""
    language: str | None
    media_type: str
    sha256: str
    """SHA-256 of the captured bytes."""
    captured_at: str | None
    """When they were captured (UTC, ISO 8601), where that was noted."""
    evidence: tuple[ExtractedEvidence, ...]


class ExtractedSentence(Line):
    """A stretch of the text, in one zone of the page."""

    start: int
    end: int
    zone: Zone
    rule: str
    """The rule that chose the zone."""


class ExtractedSource(Line):
    """A source as printed, and the source that the printed words stand for."""

    spans: tuple[Span, ...]
    text: str
    """The whole noun phrase as printed."""
    id: str
    """The same for every printed form of one source."""
    name: str
    """The name that the printed form was resolved to."""
    kind: SourceKind
    named: bool
    """Whether it resolves to an identifiable body or person."""
    parent: str | None
    """Name of the body that it belongs to or acts for."""
    scope: str | None
    """Id of the page origin that an unnamed source belongs to."""
    alignment: str | None
    """What the page calls the source ("pro-government")."""
    rule: str
    """The rule that resolved the printed words."""


class ExtractedCue(Line):
    """The words that attribute."""

    spans: tuple[Span, ...]
    text: str


class ExtractedStation(Line):
    """One station of the chain from who vouches outward to the page."""

    id: str
    name: str
    kind: SourceKind
    named: bool
    spans: tuple[Span, ...]
    rule: str


class ExtractedAttribution(Line):
    """Who is made to vouch for the claim, in which words."""

    source: ExtractedSource | None
    sources: tuple[ExtractedSource, ...]
    """The parts of a joint source; empty when there is one source."""
    cue: ExtractedCue | None
    style: Style
    chain: tuple[ExtractedStation, ...]
    """From who vouches (first) to the publisher of the page (last)."""
    continues: str | None
    """Id of the claim, earlier in the list, whose quotation this one goes on with."""
    rule: str


class ExtractedFigure(Line):
    """One quantity about one kind of thing."""

    id: str
    span: Span
    """Number and qualifier ("at least 12")."""
    text: str
    low: int | None
    """Lowest number that the words allow; null for an open end."""
    high: int | None
    """Highest number that the words allow; null for an open end."""
    point: int | None
    """The number itself, only when it is stated."""
    measure: Measure
    party: str | None
    """Whose people or things; null when the text does not say."""
    subject: str | None
    """The noun phrase counted, or the name of one person."""
    unit: str | None
    extent: Extent
    subset_of: str | None
    """Id of the figure that this one is a part of."""
    unquantified: bool
    """Whether the words hold no number ("many")."""
    rule: str
    """The rule that read the interval."""
    profile: str
    """The rule set that says how vague words are read."""
    evidence: tuple[ExtractedEvidence, ...]


class ExtractedWhen(Line):
    """The time spoken of."""

    edtf: str
    text: str
    spans: tuple[Span, ...]
    rule: str


class ExtractedWhere(Line):
    """A place as printed, and the gazetteer place that it stands for."""

    spans: tuple[Span, ...]
    text: str
    id: str
    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    precision: Precision
    gazetteer_id: str | None
    rule: str


class ExtractedClaim(Line):
    """One attributed statement inside one sentence."""

    id: str
    sentence: Span
    zone: Zone
    spans: tuple[Span, ...]
    """The content, without source and cue."""
    text: str
    """The content's spans, joined by one blank."""
    polarity: Polarity
    modality: Modality
    attribution: ExtractedAttribution | None
    """Null where the page speaks for itself (narration)."""
    figures: tuple[ExtractedFigure, ...]
    when: ExtractedWhen | None
    where: tuple[ExtractedWhere, ...]
    flags: tuple[FlagCode, ...]
    """What the claim's own sentence shows; linking adds more in the database."""
    chain: tuple[ExtractedStation, ...]
    """The whole chain, for narration too."""
    kind: str | None
    """Kind of happening spoken of."""
    stance: Stance | None
    """What the claim says of other claims."""
    rule: str
    repeated_at: tuple[Span, ...]
    """Where the same sentence stands again."""
    evidence: tuple[ExtractedEvidence, ...]


class ExtractedDocument(Line):
    """One document with its sentences and claims."""

    document: ExtractedMetadata
    sentences: tuple[ExtractedSentence, ...]
    claims: tuple[ExtractedClaim, ...]
    """In the order of the text; a claim follows the one that it continues."""


def to_model(extraction: Extraction) -> ExtractedDocument:
    """Return the public form of an extraction."""
    return ExtractedDocument(
        document=ExtractedMetadata.model_validate(extraction.document),
        sentences=tuple(ExtractedSentence.model_validate(s) for s in extraction.sentences),
        claims=tuple(_claim(claim) for claim in extraction.claims),
    )


def to_json(extraction: Extraction) -> dict[str, Any]:
    """Return an extraction as plain values that the ``json`` module can write."""
    return to_model(extraction).model_dump(mode="json")


def _claim(claim: Claim) -> ExtractedClaim:
    return ExtractedClaim(
        id=claim.id,
        sentence=claim.sentence,
        zone=claim.zone,
        spans=claim.spans,
        text=claim.text,
        polarity=claim.polarity,
        modality=claim.modality,
        attribution=_attribution(claim.attribution) if claim.attribution else None,
        figures=tuple(_figure(figure) for figure in claim.figures),
        when=ExtractedWhen.model_validate(claim.when) if claim.when else None,
        where=tuple(_where(where) for where in claim.where),
        flags=claim.flags,
        chain=_chain(claim.chain),
        kind=claim.kind,
        stance=claim.stance,
        rule=claim.rule,
        repeated_at=claim.repeated_at,
        evidence=tuple(ExtractedEvidence.model_validate(e) for e in claim.evidence),
    )


def _attribution(attribution: Attribution) -> ExtractedAttribution:
    return ExtractedAttribution(
        source=_source(attribution.source) if attribution.source else None,
        sources=tuple(_source(mention) for mention in attribution.sources),
        cue=ExtractedCue.model_validate(attribution.cue) if attribution.cue else None,
        style=attribution.style,
        chain=_chain(attribution.chain),
        continues=attribution.continues,
        rule=attribution.rule,
    )


def _source(mention: Mention) -> ExtractedSource:
    return ExtractedSource(
        spans=mention.spans,
        text=mention.text,
        alignment=mention.alignment,
        rule=mention.rule,
        **mention.source.model_dump(),
    )


def _chain(chain: tuple[ChainLink, ...]) -> tuple[ExtractedStation, ...]:
    return tuple(
        ExtractedStation(
            id=link.source.id,
            name=link.source.name,
            kind=link.source.kind,
            named=link.source.named,
            spans=link.spans,
            rule=link.rule,
        )
        for link in chain
    )


def _figure(figure: Figure) -> ExtractedFigure:
    return ExtractedFigure.model_validate(figure)


def _where(where: Where) -> ExtractedWhere:
    return ExtractedWhere(
        spans=where.spans, text=where.text, rule=where.rule, **where.place.model_dump()
    )


__all__ = ["ExtractedDocument", "to_json", "to_model"]
