"""The shape of an imported line: what ``provenance extract`` prints, with less required.

Ids of claims and figures only tie the parts of a line together; those of the database are
made from the text.  Where ``spans`` are left out, the words are looked for.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from provenance.records import (
    Extent,
    FlagCode,
    Measure,
    Modality,
    Polarity,
    Precision,
    SourceKind,
    Span,
    Stance,
    Style,
    Zone,
)

LARGEST = 2**53
"""The largest number that every reader of JSON keeps exactly."""
Amount = int | None
Spans = tuple[Span, ...]


class Given(BaseModel):
    """A part of the line; unknown keys are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True
    )


class GivenExtractor(Given):
    """The tool or model that made the claims."""

    name: str = Field(min_length=1, max_length=100)
    version: str | None = Field(default=None, max_length=100)
    model: str | None = Field(default=None, max_length=200)
    """The language model, when the tool uses one."""


class GivenEvidence(Given):
    """Which rule gave a value, and the characters that it was read from (may be none)."""

    field: str = Field(min_length=1, max_length=100)
    rule: str
    spans: Spans = ()


class GivenDocument(Given):
    """The document: in the database by id, SHA-256 or external id, or given with its text."""

    id: str | None = None
    external_id: str | None = None
    sha256: str | None = None
    text: str | None = None
    """The whole text; all spans count its code points.  Stored when the database lacks it."""
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    published_precision: str | None = None
    republished_from: str | None = None
    media_type: str | None = None
    captured_at: str | None = None
    evidence: tuple[GivenEvidence, ...] = ()


class GivenSentence(Given):
    """A sentence as the other tool splits the text; only looked at, never stored."""

    start: int
    end: int
    zone: Zone | None = None
    rule: str | None = None


class GivenSource(Given):
    """A source as printed, and whom it stands for."""

    text: str
    """The whole noun phrase, copied from the text."""
    spans: Spans | None = None
    """Where it stands; left out, it must stand once in the sentence or else in the document."""
    name: str | None = None
    """The name of the body or person; left out, the printed words."""
    kind: SourceKind | None = None
    named: bool | None = None
    """Whether it is an identifiable body or person."""
    parent: str | None = None
    alignment: str | None = None
    rule: str | None = None
    id: str | None = None
    scope: str | None = None


class GivenCue(Given):
    """The words that attribute."""

    text: str
    spans: Spans | None = None


class GivenStation(Given):
    """One station of the chain; those without spans follow from the page and are made anew."""

    name: str
    kind: SourceKind = SourceKind.UNNAMED
    named: bool = False
    spans: Spans = ()
    id: str | None = None
    rule: str | None = None


class GivenAttribution(Given):
    """Who is made to vouch."""

    source: GivenSource | None = None
    sources: tuple[GivenSource, ...] = ()
    """The parts of a joint source."""
    cue: GivenCue | None = None
    style: Style = Style.INDIRECT
    chain: tuple[GivenStation, ...] = ()
    continues: str | None = None
    """Id of the claim, earlier in the list, whose quotation this one goes on with."""
    rule: str | None = None


class GivenFigure(Given):
    """One quantity about one kind of thing; its number must be in its words."""

    text: str
    """Number and qualifier, copied from the text ("at least 12")."""
    span: Span | None = None
    """Where it stands; left out, it must stand once in the sentence."""
    low: Amount = Field(ge=0, le=LARGEST)
    high: Amount = Field(ge=0, le=LARGEST)
    point: Amount = Field(default=None, ge=0, le=LARGEST)
    measure: Measure
    party: str | None = None
    subject: str | None = None
    unit: str | None = None
    extent: Extent = Extent.INCIDENT
    subset_of: str | None = None
    """Id of the figure of this line that this one is a part of."""
    unquantified: bool = False
    id: str | None = None
    rule: str | None = None
    profile: str | None = None
    evidence: tuple[GivenEvidence, ...] = ()


class GivenWhen(Given):
    """The time spoken of, EDTF."""

    edtf: str
    text: str
    spans: Spans | None = None
    rule: str | None = None


class GivenWhere(Given):
    """A place as printed; one that the packs know is taken from them."""

    text: str
    spans: Spans | None = None
    name: str | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    country: str | None = None
    precision: Precision | None = None
    gazetteer_id: str | None = None
    id: str | None = None
    rule: str | None = None


class GivenClaim(Given):
    """One attributed statement inside one sentence."""

    text: str
    """The content, copied from the text, without source and cue."""
    spans: Spans | None = None
    """Where it stands; left out, it must stand once in the document."""
    attribution: GivenAttribution | None = None
    """Null where the page speaks for itself."""
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    figures: tuple[GivenFigure, ...] = ()
    when: GivenWhen | None = None
    where: tuple[GivenWhere, ...] = ()
    kind: str | None = Field(default=None, max_length=100)
    stance: Stance | None = None
    id: str | None = None
    rule: str | None = None
    evidence: tuple[GivenEvidence, ...] = ()
    sentence: Span | None = None
    zone: Zone | None = None
    chain: tuple[GivenStation, ...] = ()
    flags: tuple[FlagCode, ...] = ()
    repeated_at: Spans = ()


class GivenLine(Given):
    """The claims that one tool or model found in one document."""

    extractor: GivenExtractor | None = None
    """Who made the claims; may be given on the command line instead."""
    document: GivenDocument
    sentences: tuple[GivenSentence, ...] = ()
    claims: tuple[GivenClaim, ...]


class Envelope(Given):
    """A line whose claims are read one by one, so that one does not cost the others."""

    extractor: GivenExtractor | None = None
    document: GivenDocument
    sentences: tuple[JsonValue, ...] = ()
    claims: tuple[JsonValue, ...]


def first_problem(error: ValidationError) -> str:
    """Return the first thing that is not as the schema says, with its place, in one line."""
    found = error.errors(include_url=False)[0]
    place = ""
    for part in found["loc"]:
        place += f"[{part}]" if isinstance(part, int) else f"{'.' if place else ''}{part}"
    value = found.get("input")
    message = found["msg"][:1].lower() + found["msg"][1:]
    shown = (
        f" (it is {_short(value)})" if found["type"] not in ("missing", "extra_forbidden") else ""
    )
    if found["type"] == "extra_forbidden":
        message = "no such key"
    elif found["type"] == "missing":
        message = "is missing"
    more = len(error.errors(include_url=False)) - 1
    rest = f", and {more} more" if more else ""
    return f"{place or 'the line'}: {message}{shown}{rest}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


__all__ = ["Envelope", "GivenClaim", "GivenLine", "first_problem"]
