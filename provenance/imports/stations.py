"""Stations: the page's own end of a chain, and sources with the ids that the page gives them."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.imports.grounded import GroundedClaim, GroundedSource
from provenance.naming import source_id
from provenance.read.publisher import chain_to_page, origin_source, publisher_source
from provenance.records import (
    Attribution,
    ChainLink,
    Cue,
    Document,
    Extraction,
    Mention,
    Source,
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
    def of(cls, own: Extraction) -> Stations:
        """Return the stations of a page, as its own extraction has them."""
        known = {link.source.id: link.source for claim in own.claims for link in claim.chain[-2:]}
        origin, publisher = origin_source(own.document), publisher_source(own.document)
        return cls(own.document, known.get(origin.id, origin), known.get(publisher.id, publisher))

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
        return chain_to_page(links, self.document, self.origin, self.publisher, zone)

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


__all__ = ["JOINT", "Stations", "said"]
