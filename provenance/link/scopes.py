"""Scopes: what each figure of a claim counts, read from its words and its sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from provenance.link.intervals import Interval
from provenance.link.phrases import Cue, Phrases
from provenance.link.scope import Scope
from provenance.link.tokens import sentence_words, words_of
from provenance.records import (
    Claim,
    Document,
    Extent,
    Figure,
    Measure,
    Modality,
    Polarity,
    Span,
    Stance,
    Zone,
)

UNREAL = frozenset({Modality.CONDITIONAL, Modality.PLANNED, Modality.QUESTION})
TAKEN_BACK = frozenset({Stance.DENIES, Stance.RETRACTS})
UNSHOWN = frozenset({Stance.NO_EVIDENCE, Stance.DOUBTS})
LONGEST = 20_000
"""Characters of a sentence that are read: no sentence of a writer is longer."""
VAGUE = "interval.vague"
AHEAD = 40
"""Characters before a number in which "found" tells that somebody came upon those counted."""
BEHIND = 60
"""Characters behind a number that tell what became of those counted, up to the next number."""
# People brought to one house, or seen in a picture.
BROUGHT, SEEN = frozenset({Cue.HOUSE, Cue.ARRIVAL}), frozenset({Cue.PICTURE, Cue.SHOWING})
OPEN_EXTENTS = frozenset({Extent.PERIOD, Extent.CUMULATIVE})


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of a sentence tell of all its claims."""

    text: str
    """The sentence; of an endless one, its beginning."""
    cues: frozenset[Cue]
    day_at: int | None
    """Where in the sentence another day than its own begins, in characters."""

    @property
    def hit(self) -> bool:
        """Does the sentence count people who were shot or struck, be they dead or alive."""
        return Cue.HIT in self.cues and Cue.HURT not in self.cues

    @property
    def arrival(self) -> bool:
        """Does the sentence count people at one house or in a picture, or those so ill or well."""
        return Cue.CONDITION in self.cues or self.cues >= BROUGHT or self.cues >= SEEN

    @property
    def apart(self) -> bool:
        """Does the sentence begin a happening of its own ("in a separate attack")."""
        return Cue.APART in self.cues

    @property
    def updates(self) -> bool:
        """Does the sentence say that a count moved ("rose to")."""
        return Cue.UPDATE in self.cues

    @property
    def initial(self) -> bool:
        """Does the sentence say that it tells a first report ("initially")."""
        return Cue.INITIAL in self.cues

    @property
    def two_days(self) -> bool:
        """Does the sentence put another day beside its own ("a day after")."""
        return Cue.ANOTHER_DAY in self.cues

    @property
    def attacker(self) -> bool:
        """Does the sentence count the attacker among the dead, or tell that he killed himself."""
        return Cue.ATTACKER in self.cues

    @property
    def several(self) -> bool:
        """Does the sentence count over several happenings."""
        return Cue.SEVERAL in self.cues

    @property
    def so_far(self) -> bool:
        """Does the sentence tell a count that is not at its end."""
        return Cue.SO_FAR in self.cues

    @property
    def pair(self) -> bool:
        """Does the sentence tell of one and the other."""
        return Cue.PAIR in self.cues

    @property
    def nearby(self) -> bool:
        """Does the sentence name a place beside the one spoken of."""
        return Cue.NEARBY in self.cues


def told_in(document: Document, span: Span, phrases: Phrases) -> Told:
    """Return what the words of a sentence tell of all its claims."""
    text = document.text[span[0] : min(span[1], span[0] + LONGEST)]
    cues = phrases.told(sentence_words(text))
    return Told(text, cues, phrases.day_at(text) if Cue.ANOTHER_DAY in cues else None)


def scopes_of(
    claim: Claim, phrases: Phrases, sentence: Told, document: Document
) -> tuple[tuple[Figure, Scope], ...]:
    """Return the scopes of a claim's figures; those that make a list know it."""
    figures = claim.figures
    rows = [(f, _scope(claim, f, phrases, sentence, document)) for f in figures]
    # "Four of them were hit by the car, eight had gunshot wounds": a whole told in parts.
    shares = [f.span[0] for f, scope in rows if scope.share and not scope.vague]
    if shares and len(rows) > 1:
        first = min(shares)
        rows = [(f, replace(s, listed=True) if f.span[0] > first else s) for f, s in rows]
    moving = sentence.updates or sentence.initial or sentence.two_days
    if len(rows) > 1 and not moving:
        keys = [_list_key(scope) for _, scope in rows]
        times = Counter(keys)
        rows = [
            (f, replace(scope, listed=True) if key is not None and times[key] > 1 else scope)
            for (f, scope), key in zip(rows, keys, strict=True)
        ]
    return tuple(rows)


def _list_key(scope: Scope) -> tuple[object, ...] | None:
    """Return what numbers side by side must share to be a list; None: it is in none.

    "Nine in Harra and four in Midan"; "nine soldiers and four clerks" are no list, nor is one
    person told of beside a number.
    """
    if scope.bar or scope.subset or scope.additional or scope.single or not scope.interval.exact:
        return None
    return scope.measure, scope.party, scope.groups, scope.kind


def _scope(
    claim: Claim, figure: Figure, phrases: Phrases, sentence: Told, document: Document
) -> Scope:
    # "Another five", "five more": a word before the number, or two behind it.
    start, end = figure.span
    before = document.text[max(claim.sentence[0], start - 12) : min(claim.sentence[1], end + 12)]
    behind = document.text[end : min(claim.sentence[1], end + 12)]
    after = words_of(_after(claim, figure, document))
    after_text = document.text[end : min(claim.sentence[1], end + BEHIND)]
    ahead = words_of(document.text[max(claim.sentence[0], start - AHEAD) : start])
    subject = figure.subject
    counted = words_of(subject or "")
    others = phrases.remainder(counted) or phrases.remainder(after[:1])
    hurt = figure.measure is Measure.INJURED
    people = figure.measure in phrases.lattice.people
    over_time = figure.extent in OPEN_EXTENTS
    return Scope(
        interval=Interval(figure.low, figure.high),
        measure=figure.measure,
        party=figure.party,
        groups=_groups(figure, ahead, after, phrases) if people else phrases.things(subject or ""),
        kind=phrases.sort_of(subject or "") if people else frozenset(),
        said=subject is not None,
        unit=figure.unit,
        extent=figure.extent,
        as_of=claim.when.edtf if over_time and claim.when else None,
        point=figure.point,
        subset=figure.subset_of is not None,
        additional=phrases.additional(words_of(before))
        or (figure.measure is Measure.KILLED and others),
        partial=people
        and (sentence.arrival or phrases.finds(ahead) or (hurt and phrases.gravely(ahead, after))),
        rest=phrases.told_before(figure.text, ahead) or phrases.of_a_family(ahead),
        others=hurt and others and _alone(claim),
        glimpsed=phrases.witnessed_by(ahead)
        or (figure.high == 0 and phrases.nobody_of(counted, after)),
        hit=sentence.hit and figure.measure is Measure.INJURED and not others,
        member=phrases.of_a_body(counted),
        share=phrases.share(words_of(behind))
        or (people and phrases.out_of(ahead))
        or _introduced(figure, after_text)
        or (sentence.pair and figure.low == figure.high == 1),
        reached=people and (phrases.named_ones(ahead) or phrases.taken_up(counted, after)),
        vague=figure.rule == VAGUE,
        single=figure.low == figure.high == 1 and not phrases.counts(figure.text),
        unquantified=figure.unquantified or (figure.low is None and figure.high is None),
        bar=_bar(claim, figure, phrases)
        or ("miscounted" if phrases.miscounted(after) else None)
        or ("earlier" if people and phrases.moved_from(ahead) else None),
    )


def _alone(claim: Claim) -> bool:
    """Say whether a claim tells of no dead besides whom there may be "others"."""
    return all(figure.measure is not Measure.KILLED for figure in claim.figures)


def _introduced(figure: Figure, after: str) -> bool:
    """Say whether one person is counted and then named ("one victim, Anna Marlo, was hit")."""
    return figure.low == figure.high == 1 and _APPOSED.match(after) is not None


def _after(claim: Claim, figure: Figure, document: Document) -> str:
    """Return what stands behind a number in its part of the sentence, up to the next number."""
    start = figure.span[1]
    ends = [f.span[0] for f in claim.figures if f.span[0] >= start]
    end = min([*ends, claim.sentence[1], start + BEHIND])
    return _PARTS.split(document.text[start:end], maxsplit=1)[0]


def _groups(
    figure: Figure, ahead: Sequence[str], after: Sequence[str], phrases: Phrases
) -> frozenset[str]:
    """Return the groups of people that are counted; one named person is their own group.

    They stand in the subject, or behind "among" in what goes with it ("a toll among children of
    three", "three deaths among women").
    """
    subject = figure.subject or ""
    if _NAMED.fullmatch(figure.text.strip()) and figure.low == figure.high == 1:
        return frozenset((f"“{' '.join(words_of(subject or figure.text))}”",))
    return phrases.groups(subject) or phrases.groups_among(ahead, after)


# Where one part of a sentence ends.
_PARTS = re.compile(r"[,;:()\u2013\u2014]")
# One thing, then a name between commas.
_APPOSED = re.compile(r"(?: [\w’'-]{1,30}){1,3}, (?:[A-Z][\w.’'-]{1,30} ){1,3}?[A-Z][\w’'-]{1,30},")
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
    if claim.stance in TAKEN_BACK and names_claim(claim):
        return "said not to be so"
    if claim.stance in UNSHOWN and names_claim(claim):
        # "No evidence that 40 died" does not say that 40 died.
        return "said to be without evidence"
    return "loose measure" if figure.measure in phrases.loose else None


def names_claim(claim: Claim) -> bool:
    """Say whether a claim with a stance names what it speaks of ("denied that 40 had died")."""
    return any(e.field == "stance" and e.rule.endswith(".named") for e in claim.evidence)


__all__ = ["OPEN_EXTENTS", "UNREAL", "Told", "names_claim", "scopes_of", "told_in"]
