"""Items: claims in their context, as linking reads them.

An item knows its document, its place in the page, its own days and places, and the scope
of each of its figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from provenance.link.days import Days, days_of
from provenance.link.intervals import Interval
from provenance.link.phrases import Cue, Phrases
from provenance.link.scope import Scope
from provenance.link.sites import Site, site_of
from provenance.link.tokens import words_of
from provenance.records import (
    Claim,
    Document,
    Extent,
    Extraction,
    Figure,
    Measure,
    Modality,
    Polarity,
    Span,
    Zone,
)

UNREAL = frozenset({Modality.CONDITIONAL, Modality.PLANNED, Modality.QUESTION})
LONGEST = 20_000
"""Characters of a sentence that are read: no sentence of a writer is longer."""
VAGUE = "interval.vague"
A_YEAR = 366
AHEAD = 24
"""Characters before a number in which "found" tells that somebody came upon those counted."""
# People brought to one house, or seen in a picture.
BROUGHT, SEEN = frozenset({Cue.HOUSE, Cue.ARRIVAL}), frozenset({Cue.PICTURE, Cue.SHOWING})
AFTERMATH = ".aftermath"
"""The end of the rule of a date that is that of what followed the happening."""
OPEN_EXTENTS = frozenset({Extent.PERIOD, Extent.CUMULATIVE})


@dataclass(frozen=True)
class Item:
    """One claim in its context."""

    id: str
    """Id of the claim."""
    claim: Claim
    document: Document
    text: str
    """The sentence; of an endless one, its beginning."""
    page: PageContext
    scopes: tuple[tuple[Figure, Scope], ...] = field(repr=False)
    apart: bool
    """Does the sentence begin a happening of its own ("in a separate attack")."""
    updates: bool
    """Does the sentence say that a count moved ("rose to")."""
    initial: bool
    """Does the sentence say that it tells a first report ("initially")."""
    two_days: bool
    """Does the sentence put another day beside its own ("a day after")."""
    day_at: int | None
    """Where in the sentence that other day begins, in characters."""
    attacker: bool
    """Does the sentence count the attacker among the dead, or tell that he killed himself."""

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
        return self.claim.zone is not Zone.COMMENT and self.claim.modality not in UNREAL

    @property
    def long(self) -> bool:
        """Do all its figures count over a stretch of time, not one happening."""
        figures = self.claim.figures
        return bool(figures) and all(f.extent in OPEN_EXTENTS for f in figures)

    @property
    def eventful(self) -> bool:
        """Does it speak of a happening: a figure or a kind, as a statement of fact."""
        return self.real and bool(self.claim.figures or self.claim.kind)


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
    sentences = {claim.sentence: _sentence(document, claim.sentence, phrases) for claim in claims}
    return [_item(claim, page, sentences[claim.sentence], phrases) for claim in claims]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What the words of a sentence tell of all its claims."""

    text: str
    hit: bool
    arrival: bool
    apart: bool
    updates: bool
    initial: bool
    two_days: bool
    day_at: int | None
    attacker: bool


def _sentence(document: Document, span: Span, phrases: Phrases) -> _Sentence:
    text = document.text[span[0] : min(span[1], span[0] + LONGEST)]
    cues = phrases.told(words_of(text))
    return _Sentence(
        text,
        hit=Cue.HIT in cues and Cue.HURT not in cues,
        arrival=Cue.CONDITION in cues or cues >= BROUGHT or cues >= SEEN,
        apart=Cue.APART in cues,
        updates=Cue.UPDATE in cues,
        initial=Cue.INITIAL in cues,
        two_days=Cue.ANOTHER_DAY in cues,
        day_at=phrases.day_at(text) if Cue.ANOTHER_DAY in cues else None,
        attacker=Cue.ATTACKER in cues,
    )


def _name(text: str | None) -> str | None:
    return " ".join(text.casefold().split()) if text and text.strip() else None


def _item(claim: Claim, page: PageContext, sentence: _Sentence, phrases: Phrases) -> Item:
    return Item(
        id=claim.id,
        claim=claim,
        document=page.document,
        text=sentence.text,
        page=page,
        scopes=tuple(
            (f, _scope(claim, f, phrases, sentence, page.document)) for f in claim.figures
        ),
        apart=sentence.apart,
        updates=sentence.updates,
        initial=sentence.initial,
        two_days=sentence.two_days,
        day_at=sentence.day_at,
        attacker=sentence.attacker,
    )


def _scope(
    claim: Claim, figure: Figure, phrases: Phrases, sentence: _Sentence, document: Document
) -> Scope:
    # "Another five", "five more": a word before the number, or two behind it.
    start, end = figure.span
    before = document.text[max(claim.sentence[0], start - 12) : min(claim.sentence[1], end + 12)]
    behind = document.text[end : min(claim.sentence[1], end + 12)]
    ahead = words_of(document.text[max(claim.sentence[0], start - AHEAD) : start])
    subject = figure.subject
    others = phrases.remainder(words_of(subject or ""))
    people = figure.measure in phrases.lattice.people
    over_time = figure.extent in OPEN_EXTENTS
    return Scope(
        interval=Interval(figure.low, figure.high),
        measure=figure.measure,
        party=figure.party,
        groups=_groups(figure, phrases) if people else phrases.things(subject or ""),
        kind=phrases.sort_of(subject or "") if people else frozenset(),
        said=subject is not None,
        unit=figure.unit,
        extent=figure.extent,
        as_of=claim.when.edtf if over_time and claim.when else None,
        point=figure.point,
        subset=figure.subset_of is not None,
        additional=phrases.additional(words_of(before))
        or (figure.measure is Measure.KILLED and others),
        partial=people and (sentence.arrival or phrases.finds(ahead)),
        rest=ahead[-1:] == ("the",),
        hit=sentence.hit and figure.measure is Measure.INJURED and not others,
        member=phrases.of_a_body(words_of(subject or "")),
        share=phrases.share(words_of(behind)),
        vague=figure.rule == VAGUE,
        single=figure.low == figure.high == 1 and not phrases.counts(figure.text),
        unquantified=figure.unquantified or (figure.low is None and figure.high is None),
        bar=_bar(claim, figure, phrases),
    )


def _groups(figure: Figure, phrases: Phrases) -> frozenset[str]:
    """Return the groups of people that the subject names; one named person is their own group."""
    subject = figure.subject or ""
    if _NAMED.fullmatch(figure.text.strip()) and figure.low == figure.high == 1:
        return frozenset((f"“{' '.join(words_of(subject or figure.text))}”",))
    return phrases.groups(subject)


# A name is its own number's text: words with capitals, none of them a number word's digits.
_NAMED = re.compile(r"[A-Z][^\d]*\s[A-Z][^\s\d]*")


def _bar(claim: Claim, figure: Figure, phrases: Phrases) -> str | None:
    """Return what keeps a figure from comparison: claims.md, modality, polarity and zones.

    A claim that a person rejected is still shown, but its figures count nowhere.
    """
    if claim.rejected:
        return "rejected"
    if claim.zone in (Zone.COMMENT, Zone.BOILERPLATE):
        return claim.zone.value
    if claim.modality in UNREAL:
        return claim.modality.value
    if claim.polarity is Polarity.NEGATED and figure.high != 0:
        return "negated"
    return "loose measure" if figure.measure in phrases.loose else None


__all__ = ["Item", "PageContext", "page_items"]
