"""An extraction as a whole: whether it fits together, and whom and what it names."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.naming import source_id
from provenance.records import (
    Capture,
    Claim,
    Extraction,
    Mention,
    Place,
    Source,
    SourceKind,
    Zone,
)

LABEL_LENGTH = 100
"""Characters of a label, the ellipsis included."""


def check_whole(extraction: Extraction, capture: Capture) -> None:
    """Raise ValueError when the parts of an extraction do not fit together.

    Such an extraction could not be read back as it was; it is a defect of the caller.
    """
    document = extraction.document
    if document.sha256 != capture.sha256:
        raise ValueError(f"document {document.id}: sha256 is not that of its capture")
    sentences = {sentence.ordinal: sentence for sentence in extraction.sentences}
    for claim in extraction.claims:
        sentence = sentences.get(claim.ordinal)
        if sentence is None or (sentence.start, sentence.end) != claim.sentence:
            raise ValueError(f"claim {claim.id}: no sentence {claim.ordinal} at {claim.sentence}")
        if claim.attribution is not None and claim.attribution.chain != claim.chain:
            raise ValueError(f"claim {claim.id}: its chain is not that of its attribution")


def sources_of(extraction: Extraction) -> Iterator[Source]:
    """Yield every source that an extraction names, publishers included, with repeats."""
    publisher, original = publishers(extraction)
    yield from (source for source in (publisher, original) if source is not None)
    for claim in extraction.claims:
        yield from (mention.source for mention in mentions(claim).values())
        yield from (link.source for link in claim.chain)


def places_of(extraction: Extraction) -> Iterator[Place]:
    """Yield every place that an extraction names, with repeats."""
    for claim in extraction.claims:
        yield from (where.place for where in claim.where)


def mentions(claim: Claim) -> dict[int, Mention]:
    """Return the printed sources of a claim by part: 0 the whole, from 1 the joint parts."""
    if claim.attribution is None:
        return {}
    found = dict(enumerate(claim.attribution.sources, 1))
    if claim.attribution.source is not None:
        found[0] = claim.attribution.source
    return dict(sorted(found.items()))


def publishers(extraction: Extraction) -> tuple[Source | None, Source | None]:
    """Return the publisher of a page and whom it republishes, as its chains have them.

    The page's own name for them makes the source where no claim has a chain.
    """
    document = extraction.document
    links = {
        link.source.id: link.source
        for claim in extraction.claims
        if claim.zone is not Zone.COMMENT
        for link in claim.chain[-2:]
    }
    last = next((claim.chain[-1].source for claim in extraction.claims if claim.chain), None)
    publisher = last if document.publisher is not None else None
    if document.publisher is not None and publisher is None:
        publisher = _media(document.publisher)
    original = None
    if document.republished_from is not None:
        made = _media(document.republished_from)
        original = links.get(made.id, made)
    return publisher, original


def _media(name: str) -> Source:
    return Source(id=source_id(name), name=name, kind=SourceKind.MEDIA, named=True)


def label(extraction: Extraction) -> str:
    """Return a readable name of a document: title, headline, first sentence or id."""
    document = extraction.document
    # A donation plea at the top of a page names nothing: headline, then body, then the rest.
    order = {Zone.HEADLINE: 0, Zone.BODY: 1, Zone.CAPTION: 2}
    first = min(extraction.sentences, key=lambda s: order.get(s.zone, 3), default=None)
    printed = document.title or (document.text[first.start : first.end] if first else "")
    words = " ".join(printed.split())
    if len(words) > LABEL_LENGTH:
        words = words[: LABEL_LENGTH - 1].rstrip() + "…"
    return words or document.external_id or document.id


__all__ = ["check_whole", "label", "mentions", "places_of", "publishers", "sources_of"]
