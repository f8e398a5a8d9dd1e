"""Articles and how their claims stand to one another, written with the store's own functions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

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
    Polarity,
    Range,
    Relation,
    Sentence,
    Source,
    Span,
    Stance,
    Status,
    Style,
    When,
    Where,
    Zone,
    content_id,
)
from provenance.store.connect import connect
from provenance.store.linking import write_linking
from provenance.store.reviews import add_review
from provenance.store.runs import start_run
from provenance.store.write import Writer

RULE = "world.by_hand"


@dataclass
class Article:
    """An article being written: paragraphs of sentences, then claims found in them."""

    publisher: Source | None
    published: str | None
    paragraphs: Sequence[tuple[Zone, Sequence[str]]]
    title: str | None = None
    url: str | None = None
    external_id: str | None = None
    republished: Source | None = None
    claims: list[Claim] = field(default_factory=list)

    def __post_init__(self) -> None:
        text, sentences = "", []
        for zone, words in self.paragraphs:
            text += "\n\n" if text else ""
            for place, sentence in enumerate(words):
                text += " " if place else ""
                begin = len(text)
                text += sentence
                sentences.append(
                    Sentence(
                        ordinal=len(sentences), start=begin, end=len(text), zone=zone, rule=RULE
                    )
                )
        self.text = text
        self.sentences = tuple(sentences)
        self.data = text.encode()
        self.sha256 = hashlib.sha256(self.data).hexdigest()
        self.id = content_id("document", self.sha256)

    def span(self, ordinal: int, words: str, nth: int = 0) -> Span:
        """Return where words stand in a sentence; they must stand there."""
        sentence = self.sentences[ordinal]
        begin = sentence.start
        for _ in range(nth + 1):
            begin = self.text.index(words, begin, sentence.end) + 1
        return begin - 1, begin - 1 + len(words)

    def claim(
        self,
        ordinal: int,
        content: str,
        vouching: Source | None = None,
        printed: str | None = None,
        cue: str | None = None,
        *,
        figures: Sequence[tuple[str, int | None, int | None, int | None, str, str | None]] = (),
        via: Sequence[Source] = (),
        modality: Modality = Modality.ASSERTED,
        hedge: str | None = None,
        polarity: Polarity = Polarity.AFFIRMED,
        stance: Stance | None = None,
        when: tuple[str, str] | None = None,
        where: tuple[str, Place] | None = None,
        style: Style = Style.INDIRECT,
    ) -> Claim:
        """Add a claim and return it; a figure is text, low, high, point, measure, party."""
        sentence = self.sentences[ordinal]
        span = self.span(ordinal, content)
        key = content_id("claim", self.id, span, vouching and vouching.id)
        chain = tuple(
            ChainLink(source=each, rule="chain.publisher" if at else RULE)
            for at, each in enumerate(
                each for each in (vouching, *via, self.republished, self.publisher) if each
            )
        )
        attribution = None
        if vouching is not None and printed is not None:
            mention = Mention(
                spans=(self.span(ordinal, printed),),
                text=printed,
                source=vouching,
                rule="resolve.by_name",
            )
            attribution = Attribution(
                source=mention,
                cue=Cue(spans=(self.span(ordinal, cue),), text=cue) if cue else None,
                style=style,
                chain=chain,
                rule="attribution.verb",
            )
        evidence = (
            (Evidence(field="modality", rule="hedge.word", spans=(self.span(ordinal, hedge),)),)
            if hedge
            else ()
        )
        made = Claim(
            id=key,
            ordinal=ordinal,
            sentence=(sentence.start, sentence.end),
            zone=sentence.zone,
            spans=(span,),
            text=content,
            polarity=polarity,
            modality=modality,
            attribution=attribution,
            chain=chain,
            figures=tuple(
                self._figure(key, ordinal, number, *figure) for number, figure in enumerate(figures)
            ),
            when=When(
                edtf=when[1], text=when[0], spans=(self.span(ordinal, when[0]),), rule="when.day"
            )
            if when
            else None,
            where=(
                Where(
                    spans=(self.span(ordinal, where[0]),),
                    text=where[0],
                    place=where[1],
                    rule="where.gazetteer",
                ),
            )
            if where
            else (),
            stance=stance,
            rule="claim.attributed" if attribution else "claim.narration",
            evidence=evidence,
        )
        self.claims.append(made)
        return made

    def _figure(
        self,
        claim: str,
        ordinal: int,
        number: int,
        text: str,
        low: int | None,
        high: int | None,
        point: int | None,
        measure: str,
        party: str | None,
    ) -> Figure:
        span = self.span(ordinal, text)
        return Figure(
            id=content_id("figure", claim, number, span),
            span=span,
            text=text,
            low=low,
            high=high,
            point=point,
            measure=Measure(measure),
            party=party,
            unit="person",
            rule="interval.exact" if low == high else "interval.at_least",
            evidence=(
                Evidence(field="measure", rule="measure.verb", spans=(span,)),
                Evidence(field="party", rule="party.noun", spans=()),
            ),
        )

    def extraction(self) -> Extraction:
        """Return the article as extracted."""
        return Extraction(
            document=Document(
                id=self.id,
                external_id=self.external_id,
                title=self.title,
                url=self.url,
                publisher=self.publisher.name if self.publisher else None,
                published=self.published,
                published_precision="day" if self.published else None,
                republished_from=self.republished.name if self.republished else None,
                language="en",
                sha256=self.sha256,
                text=self.text,
            ),
            sentences=self.sentences,
            claims=tuple(self.claims),
        )

    def capture(self) -> Capture:
        """Return the bytes that it came as."""
        return Capture(
            sha256=self.sha256,
            media_type="text/plain",
            data=self.data,
            origin=f"articles/{self.external_id or 'page'}.txt",
        )


@dataclass
class World:
    """Articles and how their claims stand to one another."""

    articles: list[Article] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    event_claims: list[EventClaim] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    origins: list[ClaimOrigin] = field(default_factory=list)
    reviews: list[tuple[str, str, str]] = field(default_factory=list)

    def link(
        self, a: Claim, relation: Relation, b: Claim, reason: str, same: Known, *, figures: bool
    ) -> None:
        """Set a claim, or its first figure, against another."""
        ends = (a.figures[0].id, b.figures[0].id) if figures else (None, None)
        self.links.append(
            Link(
                id=content_id("link", a.id, b.id, relation, *ends),
                claim_a=a.id,
                claim_b=b.id,
                figure_a=ends[0],
                figure_b=ends[1],
                relation=relation,
                same_origin=same,
                score=0.9,
                reason=reason,
                rule=f"link.{relation.value}",
            )
        )

    def flag(self, claim: Claim, code: FlagCode, reason: str, other: Claim | None = None) -> None:
        """Put a flag on a claim."""
        self.flags.append(
            Flag(
                id=content_id("flag", claim.id, code, other and other.id),
                claim_id=claim.id,
                code=code,
                reason=reason,
                evidence_sentence=claim.ordinal,
                evidence_claim=other.id if other else None,
                rule=f"flag.{code.value}",
            )
        )

    def origin(self, claim: Claim, root: Source | None, event: str | None, status: Status) -> None:
        """Say whose a claim is, and which event it speaks of."""
        self.origins.append(
            ClaimOrigin(
                claim_id=claim.id, origin=root, status=status, event_id=event, rule="origin.root"
            )
        )
        if event:
            self.event_claims.append(
                EventClaim(
                    event_id=event, claim_id=claim.id, score=0.8, reasons=("same place", "same day")
                )
            )

    def linking(self) -> Linking:
        """Return how the claims are linked."""
        return Linking(
            events=tuple(self.events),
            event_claims=tuple(self.event_claims),
            links=tuple(self.links),
            flags=tuple(self.flags),
            ranges=tuple(self.ranges),
            origins=tuple(self.origins),
        )

    def write(self, path: Path) -> Path:
        """Write all of it into a new database."""
        db = connect(path, create=True)
        run = start_run(db, {"packs": "world"})
        writer = Writer(db, run)
        for article in self.articles:
            writer.add(article.extraction(), article.capture())
        write_linking(db, self.linking(), run)
        for target, by, reason in self.reviews:
            add_review(db, by=by, action="note", target=target, reason=reason)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
        return path
