"""Extractions of an invented war."""

from __future__ import annotations

import hashlib
from itertools import pairwise

from sqlite_utils import Database

from provenance.records import (
    Attribution,
    Capture,
    ChainLink,
    Claim,
    ClaimOrigin,
    Cue,
    Document,
    Event,
    EventClaim,
    Evidence,
    Extent,
    Extraction,
    Figure,
    Flag,
    FlagCode,
    Known,
    Link,
    Linking,
    Measure,
    Mention,
    Modality,
    Place,
    Precision,
    Range,
    Relation,
    Sentence,
    SourceKind,
    Span,
    Stance,
    Status,
    Style,
    When,
    Where,
    Zone,
    content_id,
)
from tests.sources import source

SETTINGS = {"version": "1", "model": "none", "packs": "general"}

HEADLINE = "Shelling in Orvane"
FIRST = (
    "The Harbour Ministry and medics said at least 12 people, including 3 children, were killed."
)
SECOND = "The shelling reportedly wounded dozens near Orvane on 4 May."


def capture_of(text: str, origin: str = "a.txt") -> Capture:
    """The capture whose bytes are the text."""
    data = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(data).hexdigest()
    return Capture(sha256=digest, media_type="text/plain", data=data, origin=origin)


def bare(text: str, publisher: str | None = None) -> tuple[Extraction, Capture]:
    """A document of one sentence that holds no claim."""
    capture = capture_of(text)
    document = Document(
        id=content_id("document", capture.sha256),
        publisher=publisher,
        sha256=capture.sha256,
        text=text,
    )
    sentences = (Sentence(ordinal=0, start=0, end=len(text), zone=Zone.BODY, rule="zone.body"),)
    return Extraction(document=document, sentences=sentences, claims=()), capture


def article(
    publisher: str = "Coast Courier",
    *,
    low: int = 12,
    precision: Precision = Precision.NEAR,
    title: str | None = None,
) -> tuple[Extraction, Capture]:
    """A page with a joint source, a subset, a continued quotation, narration and a place."""
    text = f"{HEADLINE}\n{FIRST.replace('12', str(low))}\n{SECOND} Ed. {publisher}"
    capture = capture_of(text, f"{publisher}.txt")
    key = content_id("document", capture.sha256)

    def find(words: str) -> Span:
        start = text.index(words)
        return start, start + len(words)

    page = source(publisher, SourceKind.MEDIA)
    ministry = source("Harbour Ministry", SourceKind.MILITARY, parent="Republic of Tal")
    medics = source("medics", SourceKind.HUMANITARIAN, named=False, scope=page.id)
    printed = Mention(
        spans=(find("The Harbour Ministry and medics"),),
        text="The Harbour Ministry and medics",
        source=ministry,
        rule="source.joint",
        alignment="pro-republic",
    )
    joint = (
        Mention(
            spans=(find("The Harbour Ministry"),),
            text="The Harbour Ministry",
            source=ministry,
            rule="source.named",
        ),
        Mention(spans=(find("medics"),), text="medics", source=medics, rule="source.role"),
    )
    chain = (
        ChainLink(source=ministry, rule="source.joint", spans=printed.spans),
        ChainLink(source=page, rule="publisher.given"),
    )
    first = find(FIRST.replace("12", str(low)))
    second = find(SECOND)
    content = find(f"at least {low} people, including 3 children, were killed")
    told = content_id("claim", key, content)
    total = Figure(
        id=content_id("figure", told, 0),
        span=find(f"at least {low}"),
        text=f"at least {low}",
        low=low,
        high=None,
        point=None,
        measure=Measure.KILLED,
        subject="people",
        unit="person",
        rule="interval.at_least",
        evidence=(
            Evidence(field="measure", rule="measure.verb", spans=(find("killed"),)),
            Evidence(field="subject", rule="subject.noun", spans=(find("people"),)),
        ),
    )
    part = Figure(
        id=content_id("figure", told, 1),
        span=find("3"),
        text="3",
        low=3,
        high=3,
        point=3,
        measure=Measure.KILLED,
        party="civilian",
        subject="children",
        unit="person",
        extent=Extent.PERIOD,
        subset_of=total.id,
        rule="interval.exact",
        profile="default",
    )
    orvane = Place(
        id="place-orvane",
        name="Orvane",
        latitude=1.25,
        longitude=-2.5,
        country="TL",
        precision=precision,
        gazetteer_id="77",
    )
    rumour = content_id("claim", key, second)
    claims = (
        Claim(
            id=told,
            ordinal=1,
            sentence=first,
            zone=Zone.BODY,
            spans=(content,),
            text=text[slice(*content)],
            attribution=Attribution(
                source=printed,
                sources=joint,
                cue=Cue(spans=(find("said"),), text="said"),
                style=Style.INDIRECT,
                chain=chain,
                rule="cue.said",
            ),
            chain=chain,
            figures=(total, part),
            rule="cue.said",
            repeated_at=(find(HEADLINE),),
            evidence=(Evidence(field="polarity", rule="polarity.plain"),),
        ),
        Claim(
            id=content_id("claim", key, "continued"),
            ordinal=2,
            sentence=second,
            zone=Zone.BODY,
            spans=(find("The shelling"), find("wounded dozens")),
            text="The shelling wounded dozens",
            attribution=Attribution(
                source=None,
                cue=None,
                style=Style.DIRECT,
                chain=chain,
                continues=told,
                rule="continued_quote",
            ),
            chain=chain,
            stance=Stance.DOUBTS,
            rule="continued_quote",
        ),
        Claim(
            id=rumour,
            ordinal=2,
            sentence=second,
            zone=Zone.BODY,
            spans=(second,),
            text=SECOND,
            modality=Modality.HEDGED,
            chain=(ChainLink(source=page, rule="publisher.given"),),
            figures=(
                Figure(
                    id=content_id("figure", rumour, 0),
                    span=find("dozens"),
                    text="dozens",
                    low=12,
                    high=99,
                    point=None,
                    measure=Measure.INJURED,
                    unquantified=True,
                    rule="interval.dozens",
                ),
            ),
            when=When(edtf="XXXX-05-04", text="4 May", spans=(find("4 May"),), rule="when.day"),
            where=(
                Where(
                    spans=(find("Orvane"),),
                    text="Orvane",
                    place=orvane,
                    rule="place.gazetteer",
                ),
            ),
            kind="shelling",
            flags=(FlagCode.HEDGED,),
            rule="narration",
            evidence=(
                Evidence(field="modality", rule="modality.adverb", spans=(find("reportedly"),)),
                Evidence(field="kind", rule="kind.noun", spans=(find("shelling"),)),
                Evidence(field="kind", rule="kind.headline", spans=(find("Shelling"),)),
            ),
        ),
    )
    document = Document(
        id=key,
        external_id=f"{publisher}-1",
        title=title,
        url="https://example.org/1",
        publisher=publisher,
        author="A. Writer",
        published="XXXX-05-05",
        published_precision="day",
        republished_from="Old Wire",
        language="en",
        sha256=capture.sha256,
        text=text,
        evidence=(
            Evidence(field="publisher", rule="publisher.credit", spans=(find(publisher),)),
            Evidence(field="published", rule="published.given"),
        ),
    )
    sentences = (
        Sentence(ordinal=0, start=0, end=len(HEADLINE), zone=Zone.HEADLINE, rule="zone.first"),
        Sentence(ordinal=1, start=first[0], end=first[1], zone=Zone.BODY, rule="zone.body"),
        Sentence(ordinal=2, start=second[0], end=second[1], zone=Zone.BODY, rule="zone.body"),
    )
    return Extraction(document=document, sentences=sentences, claims=claims), capture


def linked(*extractions: Extraction) -> Linking:
    """What linking might find: one event of the first claims, which conflict in pairs."""
    first = [extraction.claims[0] for extraction in extractions]
    last = [extraction.claims[-1] for extraction in extractions]
    event = Event(
        id=content_id("event", "orvane"),
        label="Shelling, Orvane, 4 May",
        kind="shelling",
        date_from="XXXX-05-04",
        date_to="XXXX-05-04",
        place=last[0].where[0].place,
        n_claims=len(first),
        n_origins=len(first),
    )
    links = tuple(
        Link(
            id=content_id("link", a.id, b.id),
            claim_a=a.id,
            claim_b=b.id,
            figure_a=a.figures[0].id,
            figure_b=b.figures[0].id,
            relation=Relation.CONFLICTS,
            same_origin=Known.UNKNOWN,
            score=0.5,
            reason="12 or more against 40 or more",
            rule="link.disjoint",
            evidence=(Evidence(field="figure", rule="interval", spans=(a.figures[0].span,)),),
        )
        for a, b in pairwise(first)
    )
    return Linking(
        events=(event,),
        event_claims=tuple(
            EventClaim(event_id=event.id, claim_id=c.id, score=0.9, reasons=("same place",))
            for c in first
        ),
        links=links,
        flags=tuple(
            Flag(
                id=content_id("flag", c.id, FlagCode.DISPUTED),
                claim_id=c.id,
                code=FlagCode.DISPUTED,
                reason="another source says otherwise",
                evidence_sentence=1,
                evidence_claim=first[0].id,
                rule="flag.conflict",
            )
            for c in first
        ),
        ranges=(
            Range(
                event_id=event.id,
                measure=Measure.KILLED,
                party=None,
                profile="all",
                low=12,
                best=None,
                high=None,
                n_claims=len(first),
                n_origins=len(first),
                claims=tuple(c.id for c in first),
            ),
        ),
        origins=tuple(
            ClaimOrigin(
                claim_id=c.id,
                origin=c.chain[0].source,
                status=Status.UNVERIFIED,
                event_id=event.id,
                rule="origin.head",
            )
            for c in first
        ),
    )


def dump(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours, and of the search index."""
    names = [
        row[0]
        for row in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
    ]
    return {
        name: sorted(db.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names
    }
