"""Stations: the page's own end of a chain, and sources with the ids that the page gives them."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.imports.grounded import GroundedClaim, GroundedSource
from provenance.naming import source_id
from provenance.records import (
    Attribution,
    ChainLink,
    Cue,
    Document,
    Mention,
    Source,
    SourceKind,
    Span,
    Zone,
)

JOINT = " "
"""What stands between the pieces where a text is made of several spans."""


def said(text: str, spans: tuple[Span, ...]) -> str:
    """Return the words of some spans as one text."""
    return JOINT.join(text[start:end] for start, end in spans)


@dataclass(frozen=True, slots=True)
class Stations:
    """Who publishes a page, and whose words it prints."""

    document: Document
    origin: Source
    publisher: Source

    @classmethod
    def of(cls, document: Document) -> Stations:
        """Return the stations of a page, as its own extraction has them."""
        from provenance.read.publisher import origin_source, publisher_source

        return cls(document, origin_source(document), publisher_source(document))

    def mention(self, given: GroundedSource) -> Mention:
        """Return a printed source; an unnamed one belongs to the page's origin."""
        scope = None if given.named else self.origin.id
        return Mention(
            spans=given.spans,
            text=said(self.document.text, given.spans),
            source=Source(
                id=source_id(given.name, scope),
                name=given.name,
                kind=given.kind,
                named=given.named,
                parent=given.parent,
                scope=scope,
            ),
            rule=given.rule,
            alignment=given.alignment,
        )

    def chain(self, claim: GroundedClaim, zone: Zone) -> tuple[ChainLink, ...]:
        """Return the way of a claim from who vouches to the publisher of the page."""
        links = [
            ChainLink(source=found.source, rule=found.rule, spans=found.spans)
            for given in (claim.source, *claim.via)
            if given is not None
            for found in (self.mention(given),)
        ]
        if zone is Zone.COMMENT:
            links.append(ChainLink(source=self._reader(), rule="zone.comment"))
        else:
            links.append(ChainLink(source=self.origin, rule=self._rule("republished_from")))
        links.append(ChainLink(source=self.publisher, rule=self._rule("publisher")))
        return tuple(
            link
            for place, link in enumerate(links)
            if place == 0 or link.source.id != links[place - 1].source.id
        )

    def attribution(
        self, claim: GroundedClaim, chain: tuple[ChainLink, ...], continues: str | None
    ) -> Attribution | None:
        """Return who is made to vouch for a claim; None where the page speaks for itself."""
        if not claim.attributed:
            return None
        cue = None
        if claim.cue:
            cue = Cue(spans=claim.cue, text=said(self.document.text, claim.cue))
        return Attribution(
            source=self.mention(claim.source) if claim.source else None,
            sources=tuple(self.mention(given) for given in claim.sources),
            cue=cue,
            style=claim.style,
            chain=chain,
            continues=continues,
            rule=claim.attribution_rule,
        )

    def _rule(self, name: str) -> str:
        found = (e.rule for e in self.document.evidence if e.field == name)
        return next(found, "publisher")

    def _reader(self) -> Source:
        return Source(
            id=source_id("reader", self.publisher.id),
            name="reader",
            kind=SourceKind.READER,
            named=False,
            scope=self.publisher.id,
        )


__all__ = ["JOINT", "Stations", "said"]
