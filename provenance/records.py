"""The vocabulary: what a document, a claim, a source, a figure and a link are.

Records are frozen pydantic models without behaviour.  Every span is a pair of
Unicode code-point offsets ``(start, end)`` into ``Document.text``, end exclusive.
Every derived value names the ``rule`` that made it.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

Span = tuple[int, int]


def content_id(kind: str, *parts: object) -> str:
    """Return the id of a thing: 80 bits of the SHA-256 of what it is, as 20 hex digits.

    ``kind`` keeps ids of different tables apart.  Parts are joined with a separator
    that no part can forge; ``None`` and the empty string are different parts.
    """
    pieces = [kind.encode()]
    for part in parts:
        data = b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass")
        pieces += (len(data).to_bytes(8, "big"), data)
    return hashlib.sha256(b"".join(pieces)).hexdigest()[:20]


class Record(BaseModel):
    """A frozen value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Zone(StrEnum):
    """The part of the page that a sentence stands in."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    COMMENT = "comment"
    BOILERPLATE = "boilerplate"


class Polarity(StrEnum):
    """Does the statement say that it is, or that it is not."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """How the statement is put forward."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    CONDITIONAL = "conditional"
    PLANNED = "planned"
    QUESTION = "question"


class Style(StrEnum):
    """How the page hands on the words of a source."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NARRATION = "narration"


class SourceKind(StrEnum):
    """What kind of body or person vouches."""

    STATE = "state"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    MONITOR = "monitor"
    MEDIA = "media"
    POLITICAL = "political"
    HUMANITARIAN = "humanitarian"
    ACTIVIST = "activist"
    OFFICIAL = "official"
    WITNESS = "witness"
    EXPERT = "expert"
    READER = "reader"
    UNNAMED = "unnamed"


class Measure(StrEnum):
    """What a figure counts."""

    KILLED = "killed"
    INJURED = "injured"
    KILLED_OR_INJURED = "killed_or_injured"
    MISSING = "missing"
    CAPTURED = "captured"
    SURRENDERED = "surrendered"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    DEPLOYED = "deployed"
    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    ATTACKS = "attacks"
    TERRITORY = "territory"
    PRESENT = "present"
    OTHER = "other"


class Extent(StrEnum):
    """Over what a figure counts: one happening, a stretch of time, or all since a start."""

    INCIDENT = "incident"
    PERIOD = "period"
    CUMULATIVE = "cumulative"


class Precision(StrEnum):
    """How exactly a place is known (after UCDP where_prec, in words)."""

    EXACT = "exact"
    NEAR = "near"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    UNRESOLVED = "unresolved"


class Stance(StrEnum):
    """What a claim says of another claim."""

    DENIES = "denies"
    DOUBTS = "doubts"
    NO_EVIDENCE = "no_evidence"
    CORRECTS = "corrects"
    RETRACTS = "retracts"


class Relation(StrEnum):
    """How one claim or figure stands to another (direction: see the data model page)."""

    SAME_TEXT = "same_text"
    REPEATS = "repeats"
    AGREES = "agrees"
    REFINES = "refines"
    CONFLICTS = "conflicts"
    UPDATES = "updates"
    CORRECTS = "corrects"
    RETRACTS = "retracts"
    PART_OF = "part_of"
    BOUNDS = "bounds"
    DENIES = "denies"
    DOUBTS = "doubts"
    NOT_COMPARABLE = "not_comparable"


class Known(StrEnum):
    """Yes, no, or not known; not known never counts as yes."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class FlagCode(StrEnum):
    """A fact about the sourcing of a claim."""

    SINGLE_ORIGIN = "single_origin"
    MULTI_ORIGIN = "multi_origin"
    UNNAMED_SOURCE = "unnamed_source"
    HEDGED = "hedged"
    NO_EVIDENCE = "no_evidence"
    DISPUTED = "disputed"
    DENIED = "denied"
    DOUBTED = "doubted"
    RETRACTED = "retracted"
    UPDATED = "updated"
    UNQUANTIFIED = "unquantified"
    INTERESTED_PARTY = "interested_party"
    READER_COMMENT = "reader_comment"
    COPIED = "copied"
    SILENT_EDIT = "silent_edit"


class Status(StrEnum):
    """Unverified unless two independent origins say it or a person confirmed it."""

    UNVERIFIED = "unverified"
    CORROBORATED = "corroborated"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Capture(Record):
    """The raw bytes as they came; never changed."""

    sha256: str
    media_type: str
    data: bytes
    origin: str
    """Where the bytes came from: a path or URL, with ``#line`` for one line of a file."""
    captured_at: str | None = None
    """When they were captured (UTC, ISO 8601), where that was noted; else when stored."""


class Evidence(Record):
    """Which rule gave a value, and the characters that it was read from (may be none)."""

    field: str
    rule: str
    spans: tuple[Span, ...] = ()


class Document(Record):
    """One article: the text as read, and what the page says of itself."""

    id: str
    external_id: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    """EDTF (ISO 8601-2); a missing year stays missing: ``XXXX-12-20``."""
    published_precision: str | None = None
    republished_from: str | None = None
    language: str | None = None
    media_type: str = "text/plain"
    sha256: str = ""
    captured_at: str | None = None
    """When the bytes were captured (UTC, ISO 8601), where whoever captured them noted it."""
    text: str
    evidence: tuple[Evidence, ...] = ()


class Sentence(Record):
    """A stretch of a document's text, in one zone."""

    ordinal: int
    start: int
    end: int
    zone: Zone
    rule: str
    """The rule that chose the zone."""


class Source(Record):
    """A body or person that vouches, republishes or publishes: one row for one body."""

    id: str
    name: str
    kind: SourceKind
    named: bool
    parent: str | None = None
    """Name of the body that it belongs to or acts for."""
    scope: str | None = None
    """Id of the page origin that an unnamed source belongs to."""


class Mention(Record):
    """A source as printed, and the source that it stands for."""

    spans: tuple[Span, ...]
    text: str
    source: Source
    rule: str
    """The rule that resolved the printed words to the source."""
    alignment: str | None = None
    """What the page calls the source ("pro-government"), never our own label."""


class Cue(Record):
    """The words that attribute."""

    spans: tuple[Span, ...]
    text: str


class ChainLink(Record):
    """One station on the way from who vouches outward to the page."""

    source: Source
    rule: str
    spans: tuple[Span, ...] = ()


class Attribution(Record):
    """Who is made to vouch for a claim, in which words."""

    source: Mention | None
    sources: tuple[Mention, ...] = ()
    """The parts of a joint source, when there are two or more."""
    cue: Cue | None
    style: Style
    chain: tuple[ChainLink, ...] = ()
    """From who vouches (depth 0) to the publisher of the page (last)."""
    continues: str | None = None
    """Id of the claim whose quotation this one goes on with."""
    rule: str


class Figure(Record):
    """One quantity about one kind of thing in one claim."""

    id: str
    span: Span
    text: str
    low: int | None
    high: int | None
    point: int | None
    measure: Measure
    party: str | None = None
    subject: str | None = None
    unit: str | None = None
    extent: Extent = Extent.INCIDENT
    subset_of: str | None = None
    """Id of the figure that this one is a part of."""
    unquantified: bool = False
    rule: str
    """The rule that read the interval."""
    profile: str = "default"
    evidence: tuple[Evidence, ...] = ()
    """How measure, party, subject, extent and subset were read."""


class When(Record):
    """A date or stretch of time in EDTF, and how it was read."""

    edtf: str
    text: str
    spans: tuple[Span, ...]
    rule: str


class Place(Record):
    """A gazetteer place, or a printed name that nothing resolved."""

    id: str
    name: str
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    precision: Precision
    gazetteer_id: str | None = None


class Where(Record):
    """A place as printed, and the place that it stands for."""

    spans: tuple[Span, ...]
    text: str
    place: Place
    rule: str


class Claim(Record):
    """One attributed statement inside one sentence."""

    id: str
    ordinal: int
    """Ordinal of its sentence."""
    sentence: Span
    zone: Zone
    spans: tuple[Span, ...]
    text: str
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    attribution: Attribution | None = None
    chain: tuple[ChainLink, ...] = ()
    """The whole chain, for narration too; equals ``attribution.chain`` where there is one."""
    figures: tuple[Figure, ...] = ()
    when: When | None = None
    where: tuple[Where, ...] = ()
    kind: str | None = None
    """Kind of happening spoken of ("airstrike"), from the pack."""
    stance: Stance | None = None
    flags: tuple[FlagCode, ...] = ()
    rule: str
    repeated_at: tuple[Span, ...] = ()
    """Other places of the same sentence in the page."""
    evidence: tuple[Evidence, ...] = ()
    """How polarity, modality, kind and stance were read."""
    rejected: bool = False
    """Did a person reject it: set when decisions are laid over what was extracted."""


class Extraction(Record):
    """All that was read and extracted from one document."""

    document: Document
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]


class Event(Record):
    """A group of claims that speak of one happening."""

    id: str
    label: str
    kind: str | None
    date_from: str | None
    date_to: str | None
    place: Place | None
    n_claims: int
    n_origins: int


class EventClaim(Record):
    """Why a claim belongs to an event."""

    event_id: str
    claim_id: str
    score: float
    reasons: tuple[str, ...]


class Link(Record):
    """How one claim (and figure) stands to another, and what shows it."""

    id: str
    claim_a: str
    claim_b: str
    figure_a: str | None = None
    figure_b: str | None = None
    relation: Relation
    same_origin: Known
    score: float
    reason: str
    rule: str
    evidence: tuple[Evidence, ...] = ()


class Flag(Record):
    """A fact about the sourcing of a claim, with what shows it."""

    id: str
    claim_id: str
    code: FlagCode
    reason: str
    evidence_sentence: int | None = None
    """Ordinal of the sentence of the claim's document that shows it."""
    evidence_claim: str | None = None
    """The other claim that shows it, when it is one."""
    rule: str


class Range(Record):
    """Low, best and high of one measure and party of an event under a named profile."""

    event_id: str
    measure: Measure
    party: str | None
    profile: str
    low: int | None
    best: int | None
    high: int | None
    n_claims: int
    n_origins: int
    claims: tuple[str, ...]


class ClaimOrigin(Record):
    """The root of a claim's chain, and the claim's standing."""

    claim_id: str
    origin: Source | None
    status: Status
    event_id: str | None
    rule: str


class Linking(Record):
    """All that linking derives from a set of extractions."""

    events: tuple[Event, ...] = ()
    event_claims: tuple[EventClaim, ...] = ()
    links: tuple[Link, ...] = ()
    flags: tuple[Flag, ...] = ()
    ranges: tuple[Range, ...] = ()
    origins: tuple[ClaimOrigin, ...] = ()
