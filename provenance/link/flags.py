"""Flags: facts about the sourcing of a claim, each with its rule and what shows it.

No flag is a verdict.  A claim is unverified unless two independent origins say it;
confirmation and rejection are a person's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten

from provenance.link.captures import Edit
from provenance.link.interests import Interests
from provenance.link.items import Item
from provenance.link.origins import Bond, Origin, bond
from provenance.link.stances import Target
from provenance.link.ways import told
from provenance.records import (
    ClaimOrigin,
    Flag,
    FlagCode,
    Link,
    Modality,
    Relation,
    Stance,
    Status,
    Zone,
    content_id,
)

TIES = {
    Bond.ONE: ("of that origin", "flag.origins_repeated"),
    Bond.CROSSED: ("on one way with it", "flag.origins_crossed"),
    Bond.OUTLET: ("by the same outlet or author", "flag.origins_outlet"),
    Bond.UNKNOWN: ("whose origin is not known to be another", "flag.origins_unknown"),
    Bond.VOICE: ("in a page's own voice", "flag.origins_voice"),
}
"""What is said of claims that agree and are no second origin, and the rule, by their tie."""
NOBODY: Mapping[Bond | None, Sequence[str]] = {}
AGREEING = frozenset({Relation.AGREES, Relation.REFINES, Relation.REPEATS, Relation.SAME_TEXT})


@dataclass(slots=True)
class Case:
    """All that linking found about the claims, by claim id."""

    items: Mapping[str, Item]
    origins: Mapping[str, Origin]
    events: Mapping[str, str]
    """Event of a claim."""
    links: Sequence[Link]
    targets: Sequence[Target]
    edited: Mapping[str, Edit]
    """Claims that another capture of the same address has otherwise, or no longer has."""
    interests: Interests
    _partners: dict[str, list[Link]] = field(default_factory=dict)
    _ties: dict[str, Mapping[Bond | None, Sequence[str]]] = field(default_factory=dict)

    def partners(self, claim_id: str) -> Sequence[Link]:
        """Return the links of a claim."""
        if not self._partners:
            for link in self.links:
                self._partners.setdefault(link.claim_a, []).append(link)
                self._partners.setdefault(link.claim_b, []).append(link)
        return self._partners.get(claim_id, ())

    def supporters(self, claim_id: str) -> Sequence[str]:
        """Return the claims that say the same from an independent origin."""
        return self.ties(claim_id).get(None, ())

    def ties(self, claim_id: str) -> Mapping[Bond | None, Sequence[str]]:
        """Return the claims of the same event that say the same, by what ties them to this one.

        None: nothing does.  Rejected ones are left out.  Of another event no claim can bear
        this one out; a copy is of one origin with it.
        """
        known = self._ties.get(claim_id)
        if known is None:
            known = self._ties[claim_id] = self._tied(claim_id)
        return known

    def _tied(self, claim_id: str) -> Mapping[Bond | None, Sequence[str]]:
        event = self.events.get(claim_id)
        partners = self.partners(claim_id)
        if event is None or not partners:
            return NOBODY
        found = {
            link.claim_b if link.claim_a == claim_id else link.claim_a
            for link in partners
            if link.relation in AGREEING
        } - {claim_id}
        mine = self.origins[claim_id]
        ties: dict[Bond | None, list[str]] = {}
        for other in sorted(found):
            origin = self.origins.get(other)
            if (
                origin is not None
                and self.events.get(other) == event
                and not self.items[other].claim.rejected
            ):
                ties.setdefault(bond(mine, origin), []).append(other)
        return ties


def find_flags(case: Case, claims: Collection[str]) -> list[Flag]:
    """Return the flags of some claims, each code once a claim, in the order of their ids."""
    flags: dict[tuple[str, FlagCode], Flag] = {}
    for claim_id in sorted(claims):
        item = case.items[claim_id]
        for flag in (*_own(item), *_standing(item, case), *_linked(item, case)):
            flags.setdefault((claim_id, flag.code), flag)
    for target in case.targets:
        flag = _spoken_of(target)
        if flag.claim_id in claims:
            flags.setdefault((flag.claim_id, flag.code), flag)
    return sorted(flags.values(), key=lambda flag: flag.id)


def _flag(
    claim_id: str,
    code: FlagCode,
    reason: str,
    rule: str,
    sentence: int | None = None,
    claim: str | None = None,
) -> Flag:
    return Flag(
        id=content_id("flag", claim_id, code),
        claim_id=claim_id,
        code=code,
        reason=reason,
        evidence_sentence=sentence,
        evidence_claim=claim,
        rule=rule,
    )


def _own(item: Item) -> Iterator[Flag]:
    """Flags that the claim's own sentence shows."""
    claim, at = item.claim, item.claim.ordinal
    attribution = claim.attribution
    if claim.zone is Zone.COMMENT:
        reason = "written by a reader, not by the page"
        yield _flag(item.id, FlagCode.READER_COMMENT, reason, "flag.zone_comment", at)
    if attribution is not None:
        mentions = attribution.sources or ((attribution.source,) if attribution.source else ())
        unnamed = [m.text for m in mentions if not m.source.named]
        if unnamed or not mentions:
            who = f"“{unnamed[0]}”" if unnamed else "nobody"
            reason = f"{who} is no identifiable body or person"
            if len(claim.chain) > 2:
                reason += f" (→ {told((), [link.source for link in claim.chain[1:]])})"
            yield _flag(item.id, FlagCode.UNNAMED_SOURCE, reason, "flag.source_unnamed", at)
    if claim.modality is Modality.HEDGED or FlagCode.HEDGED in claim.flags:
        mark = next((e for e in claim.evidence if e.field == "modality" and e.spans), None)
        words = item.document.text[slice(*mark.spans[0])] if mark else ""
        reason = f"hedged: “{words}”" if words else "put forward with a hedge"
        yield _flag(item.id, FlagCode.HEDGED, reason, "flag.modality_hedged", at)
    vague = [figure.text for figure in claim.figures if figure.unquantified]
    if vague:
        reason = f"“{vague[0]}” gives no number"
        yield _flag(item.id, FlagCode.UNQUANTIFIED, reason, "flag.figure_unquantified", at)


def _standing(item: Item, case: Case) -> Iterator[Flag]:
    """Flags of where the claim comes from."""
    origin = case.origins[item.id]
    at = item.claim.ordinal
    if item.claim.figures and item.claim.zone is not Zone.COMMENT:
        mention = item.claim.attribution.source if item.claim.attribution else None
        for source in origin.sources:
            own = mention is not None and mention.source.id == source.id
            alignment = mention.alignment if mention is not None and own else None
            for figure in item.claim.figures:
                whose = case.interests.speaks_of(source, figure, alignment)
                if whose is not None:
                    reason = f"{source.name} speaks of {whose} losses ({figure.party})"
                    if len(origin.stations) > 1:
                        reason += f": {origin.way}"
                    yield _flag(item.id, FlagCode.INTERESTED_PARTY, reason, "flag.interest", at)
    if item.eventful:
        yield _supported(item, case)
    if item.id in case.edited:
        edit = case.edited[item.id]
        yield _flag(item.id, FlagCode.SILENT_EDIT, edit.reason, edit.rule, at, edit.other)


def _supported(item: Item, case: Case) -> Flag:
    """Return the flag that says whether an independent origin bears the claim out."""
    origin, at = case.origins[item.id], item.claim.ordinal
    support = case.supporters(item.id)
    if support:
        reason = "an independent origin says the same"
        if len(support) > 1:
            reason = f"{len(support) + 1} claims agree, from independent origins"
        reason = f"{reason}: {case.origins[support[0]].way}"
        rule = "flag.origins_independent"
        return _flag(item.id, FlagCode.MULTI_ORIGIN, reason, rule, at, support[0])
    reason = f"no independent origin besides {origin.who} says it here"
    ties = case.ties(item.id)
    rule, shown = "flag.origins_one", None
    for tie in Bond if ties else ():
        others = ties.get(tie)
        if others:
            reason += f"; {len(others)} more {TIES[tie][0]}: {case.origins[others[0]].way}"
            if shown is None:
                rule, shown = TIES[tie][1], others[0]
    return _flag(item.id, FlagCode.SINGLE_ORIGIN, reason, rule, at, shown)


def _printed(item: Item) -> str:
    """Return the outlet of a page as it is written, and through whom the words came there."""
    chain = [link.source for link in item.claim.chain]
    if not chain or item.document.publisher is None:
        return "another page"
    way = f" ({told(chain[:1], chain[1:])})" if len(chain) > 1 else ""
    return f"{chain[-1].name}{way}"


def _linked(item: Item, case: Case) -> Iterator[Flag]:
    """Flags that follow from links between claims."""
    links = case.partners(item.id)
    if not links:
        return
    conflicts = []
    for link in links:
        other = link.claim_b if link.claim_a == item.id else link.claim_a
        if link.relation is Relation.CONFLICTS:
            conflicts.append((other, link))
        elif link.relation is Relation.UPDATES and link.claim_b == item.id:
            yield _flag(item.id, FlagCode.UPDATED, link.reason, "flag.link_updates", None, other)
        elif link.relation is Relation.SAME_TEXT and link.claim_a == item.id:
            reason = f"the sentence stands in {_printed(case.items[other])} too"
            yield _flag(item.id, FlagCode.COPIED, reason, "flag.link_same_text", None, other)
    if conflicts:
        conflicts.sort(key=lambda pair: pair[0])
        other, link = conflicts[0]
        more = f"; {len(conflicts)} conflicts in all" if len(conflicts) > 1 else ""
        reason = f"{link.reason}{more}"
        yield _flag(item.id, FlagCode.DISPUTED, reason, "flag.link_conflicts", None, other)


TOLD = 160
"""Characters of what somebody said that stand in a reason."""

SPOKEN = {
    Stance.DENIES: (FlagCode.DENIED, "flag.link_denies"),
    Stance.DOUBTS: (FlagCode.DOUBTED, "flag.link_doubts"),
    Stance.NO_EVIDENCE: (FlagCode.NO_EVIDENCE, "flag.link_no_evidence"),
    Stance.CORRECTS: (FlagCode.UPDATED, "flag.link_corrects"),
    Stance.RETRACTS: (FlagCode.RETRACTED, "flag.link_retracts"),
}


def _spoken_of(found: Target) -> Flag:
    """Return the flag that a denial, doubt or correction puts on the claim it speaks of."""
    item = found.speaker
    code, rule = SPOKEN[item.claim.stance or Stance.DOUBTS]
    hedge = " (itself hedged)" if item.claim.modality is Modality.HEDGED else ""
    own = item.document.id == found.target.document.id
    where = f"sentence {item.claim.ordinal + 1}" if own else f"in {_printed(item)}"
    reason = f"{where}{hedge}: {shorten(item.told.text, TOLD, placeholder=' …')}"
    at = item.claim.ordinal if own else None
    return _flag(found.target.id, code, reason, rule, at, item.id)


def claim_origins(case: Case, claims: Collection[str]) -> Iterator[ClaimOrigin]:
    """Yield root, standing and event of some claims."""
    for claim_id in sorted(claims):
        origin = case.origins[claim_id]
        support = case.items[claim_id].real and case.supporters(claim_id)
        yield ClaimOrigin(
            claim_id=claim_id,
            origin=origin.sources[0] if origin.sources else None,
            status=Status.CORROBORATED if support else Status.UNVERIFIED,
            event_id=case.events.get(claim_id),
            rule=origin.rule,
        )


__all__ = ["Case", "claim_origins", "find_flags"]
