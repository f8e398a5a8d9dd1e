"""Stances: which claim a denial, a doubt or a correction speaks of.

A claim with a stance looks back in its own page: to what it names, else to what was said
just before.  Where no claim can be told, there is no link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from provenance.link.items import Item
from provenance.link.origins import Origin, same_origin
from provenance.link.restating import PageIndex
from provenance.link.scope import same_number
from provenance.link.scopes import names_claim
from provenance.link.tokens import words_of
from provenance.packs.scope import ScopePack, Subject
from provenance.records import (
    Evidence,
    Known,
    Link,
    Modality,
    Polarity,
    Relation,
    Stance,
    content_id,
)

# Sentences that a pointing word reaches back over, and those that a name does.
BACK, FAR_BACK = 3, 12
# Sentences around a denial of all claims about a topic: any page of a writer.
WHOLE_PAGE = 200
# Claims that one denial of "all claims about …" may speak of.
MOST = 20
# A claim of fewer words says nothing that could be denied ("these claims").
LEAST_WORDS = 4
_STEM = 5
DEED = "stance.deed."
"""How the rule begins by which somebody denies that he did something."""
_CONTENT = re.compile(r"[^\W\d_]{5,}")
RELATIONS = {
    Stance.DENIES: Relation.DENIES,
    Stance.DOUBTS: Relation.DOUBTS,
    Stance.NO_EVIDENCE: Relation.DOUBTS,
    Stance.CORRECTS: Relation.CORRECTS,
    Stance.RETRACTS: Relation.RETRACTS,
}


@dataclass(frozen=True, slots=True)
class Target:
    """The claim that another one speaks of, and how that was told."""

    speaker: Item
    target: Item
    how: str


def find_targets(
    items: Sequence[Item], origins: Mapping[str, Origin], pack: ScopePack
) -> Iterator[Target]:
    """Yield what the claims with a stance of one page speak of."""
    index = PageIndex.of(item for item in items if item.real and item.claim.stance is None)
    before: tuple[int, list[Target]] = (-9, [])
    for item in items:
        if item.claim.stance is None or not item.real:
            continue
        found = _named(item, index, origins, pack)
        if not found and item.claim.ordinal - before[0] <= 2:
            found = [Target(item, old.target, "continued") for old in before[1]]
        if not found:
            found = [one for one in _previous(item, index, origins) if _may_mean(one)]
        if found:
            before = (item.claim.ordinal, found)
        yield from found


def _mark(item: Item) -> Evidence | None:
    return next((e for e in item.claim.evidence if e.field == "stance"), None)


def said_of(item: Item) -> str:
    """Return the words that say which claim is meant: those after the noun of reporting."""
    mark = _mark(item)
    end = max(end for _, end in item.claim.spans)
    if mark is not None and len(mark.spans) > 1:
        after = item.document.text[mark.spans[1][1] : max(end, mark.spans[0][1])][:200]
        if words_of(after):
            return after
    return item.claim.text[:400]


def _named(
    item: Item, index: PageIndex, origins: Mapping[str, Origin], pack: ScopePack
) -> list[Target]:
    """Return the claims that the words of a denial name: by shared words, or by topic."""
    if not names_claim(item.claim):
        return []
    said = said_of(item)
    at = item.claim.ordinal
    stems = stems_of(said)
    best: list[tuple[int, int, str, Item]] = []
    for other in index.near(range(at, max(-1, at - FAR_BACK), -1)):
        common = len(stems & stems_of(other.claim.text))
        if common >= 2 and _other_voice(item, other, origins):
            best.append((-common, at - other.claim.ordinal, other.id, other))
    if best:
        return [Target(item, min(best)[3], "named")]
    ahead = _told_next(item, index, origins, stems)
    if ahead is not None:
        return [Target(item, ahead, "named")]
    topic = _topic(said, pack)
    if topic is None or pack.whole_words.isdisjoint(words_of(item.told.text)):
        return []
    about = [
        other
        for other in index.near(range(max(0, at - WHOLE_PAGE), at + WHOLE_PAGE))
        if _is_about(other, topic) and _other_voice(item, other, origins) and not other.headline
    ]
    about.sort(key=lambda other: (abs(at - other.claim.ordinal), other.id))
    return [Target(item, other, "topic") for other in about[:MOST]]


def _told_next(
    item: Item, index: PageIndex, origins: Mapping[str, Origin], stems: set[str]
) -> Item | None:
    """Return the claim told behind a denial that names its number.

    "The ministry denied reports that 500 had died.  The party had said that 500 were dead."
    """
    here = (other for other in index.near([item.claim.ordinal]) if _own_denial(item, other))
    numbers = [scope for told in (item, *here) for _, scope in told.scopes]
    for other in index.near(range(item.claim.ordinal + 1, item.claim.ordinal + 1 + BACK)):
        same = any(
            a.measure is b.measure and same_number(a, b) for a in numbers for _, b in other.scopes
        )
        if same and stems & stems_of(other.claim.text) and _other_voice(item, other, origins):
            return other
    return None


def stems_of(text: str) -> set[str]:
    """Return the beginnings of the longer words of a text."""
    return {word[:_STEM] for word in _CONTENT.findall(text.casefold()[:2000])}


def _topic(said: str, pack: ScopePack) -> Subject | None:
    """Return the topic whose word comes first in what is said."""
    for word in words_of(said):
        for name in sorted(pack.topics):
            if word in pack.topics[name].words:
                return pack.topics[name]
    return None


def _is_about(item: Item, topic: Subject) -> bool:
    kinds = item.claim.kind in topic.kinds
    return kinds or any(figure.measure in topic.measures for figure in item.claim.figures)


def _previous(item: Item, index: PageIndex, origins: Mapping[str, Origin]) -> list[Target]:
    """Return the claim said just before: an attributed one, where a noun of reporting points.

    Who denies responsibility speaks of what was done: of the last that tells what happened.
    """
    mark = _mark(item)
    deed = mark is not None and mark.rule.startswith(DEED)
    pointing = mark is not None and len(mark.spans) > 1 and not deed
    told = _told_before(item, index, pointing=pointing)
    meant = [other for other in told if _other_voice(item, other, origins)]
    if deed:
        meant.sort(key=lambda other: other.claim.kind is None)
    return [Target(item, other, "previous") for other in meant[:1]]


def _told_before(item: Item, index: PageIndex, *, pointing: bool) -> Iterator[Item]:
    """Yield what was said before a denial, the nearest first."""
    mark = _mark(item)
    at = item.claim.ordinal
    for ordinal in range(at, at - BACK - 1, -1):
        here = list(index.near([ordinal]))
        if ordinal == at:
            # "The union said that six had died, but withdrew the statement": up to the verb.
            before = item.claim.spans[0]
            if mark is not None:
                before = max(before, mark.spans[0])
            here = [other for other in here if other.claim.spans[0] < before]
        for other in reversed(here):
            worded = len(words_of(other.claim.text)) >= LEAST_WORDS or bool(other.claim.figures)
            attributed = other.claim.attribution is not None and worded
            if attributed or (other.eventful and not pointing):
                yield other


def _may_mean(found: Target) -> bool:
    """Say whether missing evidence is missing for what was said.

    "No evidence of military use" says nothing of how many died; "no evidence of that" does.
    """
    item = found.speaker
    if item.claim.stance is not Stance.NO_EVIDENCE or not names_claim(item.claim):
        return True
    named = stems_of(said_of(item))
    return not named or not named.isdisjoint(stems_of(found.target.claim.text))


def _other_voice(item: Item, other: Item, origins: Mapping[str, Origin]) -> bool:
    """Say whether the one may speak of the other: nobody denies what he says himself.

    Missing evidence may be noted by anybody; only the source itself or its publisher
    retracts or corrects.
    """
    if item.id == other.id or item.headline or _own_denial(item, other):
        return False
    if item.claim.stance is Stance.NO_EVIDENCE:
        return True
    if item.claim.stance is Stance.RETRACTS and _other_number(item, other):
        return False
    same = same_origin(origins[item.id], origins[other.id])
    own = item.claim.attribution is None and other.claim.attribution is None
    if item.claim.stance in (Stance.CORRECTS, Stance.RETRACTS):
        return True
    return same is not Known.YES and not own


def _other_number(item: Item, other: Item) -> bool:
    """Say whether what is taken back is a number that the other claim does not give."""
    told = [scope for _, scope in item.scopes if not scope.unquantified]
    return bool(told) and not any(
        a.measure is b.measure and not a.interval.disjoint(b.interval)
        for a in told
        for _, b in other.scopes
    )


def _own_denial(item: Item, other: Item) -> bool:
    """Say whether the other is what the denial itself says: "denied reports that 40 died"."""
    negated = other.claim.polarity is Polarity.NEGATED
    return negated and item.claim.sentence == other.claim.sentence


def stance_link(found: Target, origins: Mapping[str, Origin]) -> Link:
    """Return the link from a denial, doubt or correction to the claim it speaks of."""
    item, other = found.speaker, found.target
    stance = item.claim.stance or Stance.DOUBTS
    same = same_origin(origins[item.id], origins[other.id])
    relation = RELATIONS[stance]
    own_voice = item.claim.attribution is None
    if stance in (Stance.CORRECTS, Stance.RETRACTS) and same is not Known.YES and not own_voice:
        relation = Relation.DENIES
    mark = _mark(item)
    words = "; ".join(f"“{item.document.text[s:e]}”" for s, e in (mark.spans if mark else ())[:3])
    hedged = item.claim.modality is Modality.HEDGED
    rule = f"link.{relation.value}.{stance.value}.{found.how}"
    return Link(
        id=content_id("link", item.id, other.id, None, None, relation, stance),
        claim_a=item.id,
        claim_b=other.id,
        relation=relation,
        same_origin=same,
        score=_SCORES.get(found.how, 0.7),
        reason=f"{_SAYS[stance]}{', itself hedged' if hedged else ''}: {words}"[:300],
        rule=rule,
        evidence=(
            Evidence(field="claim_a", rule=rule, spans=mark.spans if mark else item.claim.spans),
            Evidence(field="claim_b", rule=rule, spans=other.claim.spans),
        ),
    )


_SCORES = {"named": 0.9, "previous": 0.9, "continued": 0.8, "repeated": 0.8, "figure": 0.8}
_SAYS = {
    Stance.DENIES: "says that it is not so",
    Stance.DOUBTS: "questions it",
    Stance.NO_EVIDENCE: "says that evidence is missing",
    Stance.CORRECTS: "corrects it",
    Stance.RETRACTS: "takes it back",
}

__all__ = [
    "Target",
    "find_targets",
    "said_of",
    "stance_link",
    "stems_of",
]
