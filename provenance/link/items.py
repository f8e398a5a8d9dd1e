"""Items: claims in their context, as linking reads them.

An item knows its document, its place in the page, its own days and places, and the scope
of each of its figures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from provenance.link.days import Days, days_of
from provenance.link.mentions import Mention, mention_in
from provenance.link.phrases import Phrases
from provenance.link.scope import Scope
from provenance.link.scopes import OPEN_EXTENTS, UNREAL, Told, scopes_of, told_in
from provenance.link.sites import Site, site_of
from provenance.records import Claim, Document, Extraction, Figure, Zone

A_YEAR = 366
AFTERMATH = ".aftermath"
"""The end of the rule of a date that is that of what followed the happening."""


@dataclass(frozen=True)
class Item:
    """One claim in its context."""

    id: str
    """Id of the claim."""
    claim: Claim
    document: Document
    page: PageContext
    scopes: tuple[tuple[Figure, Scope], ...] = field(repr=False)
    told: Told
    """What the words of its sentence tell."""
    mention: Mention | None = None
    """How it mentions its happening; None where it speaks of none."""

    @cached_property
    def days(self) -> Days | None:
        """The days that the claim itself speaks of.

        No page tells of a happening that comes after it; where nothing is counted, such a day
        is another thing's, say that of a list of names put out later.  A page dated a year
        before all that it tells is dated wrongly itself.
        """
        days = days_of(self.claim.when.edtf) if self.claim.when else None
        page = self.page.published
        if days is None or page is None or not (days.year and page.year) or self.claim.figures:
            return days
        return None if 1 < (days.first - page.last).days <= A_YEAR else days

    @property
    def follows(self) -> bool:
        """Is its day that of what followed the happening: an arrest, a trial, a death later."""
        when = self.claim.when
        return when is not None and when.rule.endswith(AFTERMATH)

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """The places that the claim names, finest first."""
        sites = {site.key: site for site in map(site_of, self.claim.where)}
        return tuple(sorted(sites.values(), key=lambda site: (not site.fine, site.key)))

    @property
    def headline(self) -> bool:
        """Does it stand in a headline."""
        return self.claim.zone is Zone.HEADLINE

    @property
    def real(self) -> bool:
        """Is it a statement of fact of the page itself, not a wish, a plan or a reader's."""
        return is_real(self.claim)

    @property
    def long(self) -> bool:
        """Do all its figures count over a stretch of time, not one happening."""
        figures = self.claim.figures
        return bool(figures) and all(f.extent in OPEN_EXTENTS for f in figures)

    @property
    def eventful(self) -> bool:
        """Does it speak of a happening: a figure or a kind, as a statement of fact."""
        return is_eventful(self.claim)


@dataclass(frozen=True)
class PageContext:
    """What all items of one page share."""

    document: Document
    published: Days | None
    outlet: str | None
    author: str | None


def page_items(extraction: Extraction, phrases: Phrases) -> list[Item]:
    """Return the items of a page in the order of its text."""
    document = extraction.document
    page = PageContext(
        document=document,
        published=days_of(document.published) if document.published else None,
        outlet=_name(document.republished_from or document.publisher),
        author=_name(document.author),
    )
    claims = sorted(extraction.claims, key=lambda c: (c.ordinal, c.spans, c.id))
    # A sentence is read once, however many claims it holds.
    spans = dict.fromkeys([claim.sentence for claim in claims])
    sentences = {span: told_in(document, span, phrases) for span in spans}
    return [_item(claim, page, sentences[claim.sentence], phrases) for claim in claims]


def is_real(claim: Claim) -> bool:
    """Say whether a claim is a statement of fact of the page itself (see ``Item.real``)."""
    return claim.zone is not Zone.COMMENT and claim.modality not in UNREAL


def is_eventful(claim: Claim) -> bool:
    """Say whether a claim speaks of a happening (see ``Item.eventful``)."""
    return bool(claim.figures or claim.kind) and is_real(claim)


def _name(text: str | None) -> str | None:
    return " ".join(text.casefold().split()) if text and text.strip() else None


def _item(claim: Claim, page: PageContext, sentence: Told, phrases: Phrases) -> Item:
    return Item(
        id=claim.id,
        claim=claim,
        document=page.document,
        page=page,
        scopes=scopes_of(claim, phrases, sentence, page.document) if claim.figures else (),
        told=sentence,
        mention=mention_in(claim, page.document, phrases) if is_eventful(claim) else None,
    )


__all__ = ["Item", "PageContext", "page_items"]
