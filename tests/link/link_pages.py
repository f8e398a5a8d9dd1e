"""Extractions built by hand: pages, claims and figures for the tests of linking."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from provenance.link import link
from provenance.packs import Packs
from provenance.records import (
    Attribution,
    ChainLink,
    Claim,
    Cue,
    Document,
    Evidence,
    Extent,
    Extraction,
    Figure,
    Linking,
    Measure,
    Mention,
    Modality,
    Place,
    Precision,
    Sentence,
    Source,
    SourceKind,
    Stance,
    Style,
    When,
    Where,
    Zone,
    content_id,
)
from tests.sources import source


def place(
    name: str,
    precision: Precision = Precision.UNRESOLVED,
    at: tuple[float, float] | None = None,
    country: str | None = None,
) -> Place:
    """A place, unresolved unless it has a position."""
    if at is not None and precision is Precision.UNRESOLVED:
        precision = Precision.EXACT
    return Place(
        id=content_id("place", name.casefold()),
        name=name,
        latitude=at[0] if at else None,
        longitude=at[1] if at else None,
        country=country,
        precision=precision,
    )


@dataclass
class PageBuilder:
    """Writes a page sentence by sentence and keeps its claims."""

    name: str
    publisher: str | None = None
    published: str | None = None
    author: str | None = None
    url: str | None = None
    captured_at: str | None = None
    text: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def says(
        self,
        text: str,
        *figures: tuple[Any, ...],
        by: Source | tuple[Source, ...] | None = None,
        via: tuple[Source, ...] = (),
        kind: str | None = None,
        on: str | None = None,
        follows: bool = False,
        at: tuple[str | Place | Where, ...] = (),
        zone: Zone = Zone.BODY,
        modality: Modality = Modality.ASSERTED,
        stance: Stance | None = None,
        marks: tuple[str, ...] = (),
        about: str = "previous",
        how: str = "test",
        same_sentence: bool = False,
        noun: str | None = None,
        **more: Any,
    ) -> str:
        """Add a sentence with one claim; return the claim's id.

        A figure is ``(printed text, measure, low, high)`` with an optional mapping of more
        values; ``subset_of`` is the place of the whole among the claim's figures.  ``follows``
        says that the day is that of an arrest, a trial or the like; ``how`` names the rule of the
        stance; ``noun`` are the words that tell the kind.
        """
        if same_sentence:
            start, end = self.sentences[-1].start, self.sentences[-1].end
        else:
            start = len(self.text)
            self.text += text + " "
            end = start + len(text)
            self.sentences.append(
                Sentence(ordinal=len(self.sentences), start=start, end=end, zone=zone, rule="test")
            )
        where = start + self.text[start:end].index(text)
        spans = ((where, where + len(text)),)
        claim_id = content_id("claim", self.name, spans, str(by))
        made: list[Figure] = []
        for printed, measure, low, high, *rest in figures:
            values: dict[str, Any] = dict(rest[0]) if rest else {}
            if "subset_of" in values:
                values["subset_of"] = made[values["subset_of"]].id
            begin = where + text.index(printed)
            point = low if low == high else None
            made.append(
                Figure(
                    id=content_id("figure", claim_id, begin, measure),
                    span=(begin, begin + len(printed)),
                    text=printed,
                    low=low,
                    high=high,
                    measure=Measure(measure),
                    **{
                        "rule": "test",
                        "point": point,
                        "subject": "people",
                        "extent": Extent.INCIDENT,
                    }
                    | values,
                )
            )
        attribution, chain = self._chain(by, via, spans)
        mark_spans = tuple(
            (where + text.index(mark), where + text.index(mark) + len(mark)) for mark in marks
        )
        evidence = (
            (Evidence(field="stance", rule=f"stance.{how}.{about}", spans=mark_spans),)
            if stance
            else ()
        )
        if noun is not None:
            at_noun = where + text.index(noun)
            span = (at_noun, at_noun + len(noun))
            evidence += (Evidence(field="kind", rule=f"kind.{kind}.test", spans=(span,)),)
        self.claims.append(
            Claim(
                id=claim_id,
                ordinal=len(self.sentences) - 1,
                sentence=(start, end),
                zone=zone,
                spans=spans,
                text=text,
                modality=modality,
                attribution=attribution,
                chain=chain,
                figures=tuple(made),
                when=When(edtf=on, text=on, spans=(), rule="test.aftermath" if follows else "test")
                if on
                else None,
                where=tuple(_where(p) for p in at),
                kind=kind,
                stance=stance,
                rule="test",
                evidence=evidence,
                **more,
            )
        )
        return claim_id

    def _chain(
        self,
        by: Source | tuple[Source, ...] | None,
        via: tuple[Source, ...],
        spans: tuple[tuple[int, int], ...],
    ) -> tuple[Attribution | None, tuple[ChainLink, ...]]:
        outlet = source(self.publisher or "unknown publisher", SourceKind.MEDIA)
        last = (ChainLink(source=outlet, rule="publisher"),)
        if by is None:
            return None, last
        joint = by if isinstance(by, tuple) else (by,)
        mentions = tuple(Mention(spans=spans, text=s.name, source=s, rule="test") for s in joint)
        chain = (
            ChainLink(source=joint[0], rule="test"),
            *(ChainLink(source=s, rule="test") for s in via),
            *last,
        )
        attribution = Attribution(
            source=mentions[0],
            sources=mentions if len(mentions) > 1 else (),
            cue=Cue(spans=spans, text="said"),
            style=Style.INDIRECT,
            chain=chain,
            rule="test",
        )
        return attribution, chain

    def build(self) -> Extraction:
        """Return the extraction."""
        return Extraction(
            document=Document(
                id=content_id("document", self.name),
                external_id=self.name,
                publisher=self.publisher,
                published=self.published,
                author=self.author,
                url=self.url,
                captured_at=self.captured_at,
                text=self.text,
            ),
            sentences=tuple(self.sentences),
            claims=tuple(self.claims),
        )


def linked(*pages: PageBuilder) -> Linking:
    """Link some pages by the default packs."""
    return link([page.build() for page in pages], Packs())


def page(
    name: str, publisher: str | None = None, published: str | None = "2030-03-05"
) -> PageBuilder:
    """Begin a page, of an outlet of its own if none is named."""
    return PageBuilder(name, publisher or f"{name} News", published)


def _where(name: str | Place | Where) -> Where:
    if isinstance(name, Where):
        return name
    made = place(name) if isinstance(name, str) else name
    return Where(spans=(), text=made.name, place=made, rule="test")


def relations(linking: Linking) -> set[tuple[str, str, str]]:
    """Return relation and the two claims of every link."""
    return {(row.relation.value, row.claim_a, row.claim_b) for row in linking.links}


def flags(linking: Linking, claim: str) -> set[str]:
    """Return the flags of a claim."""
    return {row.code.value for row in linking.flags if row.claim_id == claim}


def event(linking: Linking, claim: str) -> str | None:
    """Return the event of a claim."""
    return next((row.event_id for row in linking.event_claims if row.claim_id == claim), None)
