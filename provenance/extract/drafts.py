"""Make figures in the making: which quantities count something, and parts of which whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from provenance.extract.appositions import is_apposition, is_name_apposition, is_said_of
from provenance.extract.bench import Bench, children
from provenance.extract.counted import (
    COUNTED,
    NOT_SINGLE,
    Draft,
    can_be_part,
    end_of_opening,
    is_whole_of,
)
from provenance.extract.deaths import WOUNDS
from provenance.extract.doubles import once
from provenance.extract.elided import Elision
from provenance.extract.governors import LEFT, NOT_SURVIVED, find_governor, placed_beside
from provenance.extract.intervals import Quantity
from provenance.extract.losses import Governor, predicate
from provenance.extract.measures import GROUP, UNKNOWN
from provenance.extract.numbers import BOTH
from provenance.extract.phrases import Phrase, find_phrase
from provenance.extract.rates import is_rate
from provenance.extract.sharing import is_gapped, share_back, shared
from provenance.extract.subsets import is_part
from provenance.extract.uncounted import counts_nothing
from provenance.records import Measure

# A thing no pack knows is a person when one of these stands at once beside it.
AT_ONCE = frozenset({"measure.passive", "measure.object", "measure.shot_and"})
NEAR = 4
_DEAD = frozenset({Measure.KILLED})
_HURT = _DEAD | {Measure.INJURED}
# What may befall some of those counted, by what befell all of them.
FATES = (
    dict.fromkeys(WOUNDS, _DEAD)
    | dict.fromkeys(
        (Measure.CAPTURED, Measure.DISPLACED, Measure.EVACUATED, Measure.PRESENT, Measure.MISSING),
        _HURT,
    )
    | {Measure.ATTACKS: frozenset({Measure.DESTROYED})}
)
# How far behind a toll stand those by whom it rose.
LAST_REACH = 8


def find_drafts(
    bench: Bench, quantities: Sequence[Quantity], not_counted: frozenset[str], rate: frozenset[str]
) -> list[Draft]:
    """Return the drafts of a sentence in order; a toll printed twice is one."""
    drafts: list[Draft] = []
    open_phrases: list[tuple[Phrase, int]] = []
    elision = Elision(bench)
    for quantity in quantities:
        phrase = find_phrase(bench, quantity)
        elision.give(phrase)
        if counts_nothing(bench, phrase, not_counted, rate):
            continue
        if drafts and quantity.number.article and is_said_of(bench, phrase, drafts[-1]):
            continue
        draft = _draft(bench, phrase, drafts[-1] if drafts else None)
        if draft is not None:
            drafts.append(draft)
            if draft.whole is None and draft.governor.measure in COUNTED:
                bench.told = draft.governor.measure
        elif (
            not quantity.number.maybe_year
            and quantity.number.rule != "number.none"
            and not is_whole_of(bench, phrase)
            and end_of_opening(bench, phrase) is None
        ):
            open_phrases.append((phrase, len(drafts)))
    drafts = share_back(bench, drafts, open_phrases)
    _among_later(drafts)
    return once(bench, drafts)


def _is_its_own(bench: Bench, phrase: Phrase, found: Governor) -> bool:
    """Say whether a whole has a word of loss of its own ("two of the 26 people killed were …")."""
    if found.rule == NOT_SURVIVED:
        return True
    if found.role == "self" or bench.word(phrase.last + 1) in bench.small.relatives:
        return True
    verb = bench.tokens[found.at[0]]
    reduced = bench.tag(verb.i) in ("VBN", "JJ") or verb.dep_ == "acl"
    return verb.i == phrase.last + 1 and reduced


def _draft(bench: Bench, phrase: Phrase, before: Draft | None) -> Draft | None:
    number = phrase.quantity.number
    if before is not None:
        if number.article and is_apposition(bench, phrase, before):
            return None
        rule = is_part(bench, phrase, before.phrase, before.whole is not None)
        if rule == "subset.joined" and _has_own(bench, phrase, before):
            rule = None
        whole = before.whole or before
        if whole.governor.rule == LEFT and phrase.first < whole.governor.at[0]:
            # "Left two people, a clerk and a nurse, injured"
            rule = rule or "subset.listed"
        vague = number.article and phrase.thing == UNKNOWN
        fate = _fate_of(bench, phrase, whole) if rule is not None else None
        if fate is not None:
            return Draft(phrase, fate)
        if rule is None and before.whole is not None and is_gapped(bench, phrase, before):
            # "18 were killed, 7 of them in Oru, 6 in Marat"
            rule = "subset.gapped"
        if rule is not None and can_be_part(phrase, whole.phrase) and not vague:
            told = whole.governor
            governor = Governor(told.measure, told.at, "measure.whole", "part")
            return Draft(phrase, governor, whole, rule)
    wholes = bench.small.wholes
    if bench.word(phrase.first - 1) == "but" and bench.word(phrase.first - 2) in wholes:
        # "All but one of the 14 died": it is the others that did.
        return None
    found = find_governor(bench, phrase)
    if found is None and before is not None and number.rule != "number.none":
        found = shared(bench, phrase, before)
    if found is None or (phrase.thing == GROUP and number.article):
        return None
    if is_rate(bench, phrase, found):
        return None
    comma = end_of_opening(bench, phrase)
    if comma is not None and found.at[0] > comma:
        # "Of 40 people on board, 12 died": the verb is of the 12.
        found = placed_beside(bench, phrase)
        if found is None:
            return None
    if is_whole_of(bench, phrase) and not _is_its_own(bench, phrase, found):
        # "Two of the six gunmen were killed": four were not.
        return None
    if before is not None and _is_last_of(bench, phrase, before, found):
        return Draft(phrase, found, before, "subset.after")
    if number.rule == "number.none" and phrase.partitive and found.role == "self":
        # "None of the injuries was serious" says nothing of how many there were.
        return None
    bodies = phrase.head is not None and bench.words[phrase.head] in bench.lexicon.bodies
    if number.rule == "number.none" and bodies and found.role == "self":
        # "No bodies were found" says nothing of how many died.
        return None
    if number.rule == BOTH and found.measure in NOT_SINGLE:
        return None
    if number.article and _is_negated(bench, phrase, found):
        # "Did not kill a single man": it says that there was none.
        first = phrase.first - (bench.word(phrase.first - 1) in bench.small.negations)
        word = bench.tokens[phrase.number_last + 1]
        none = replace(
            phrase.quantity,
            start=bench.tokens[first].idx,
            end=word.idx + len(word.text),
            low=0,
            high=0,
            point=0,
            rule="interval.negated",
        )
        return Draft(replace(phrase, quantity=none), found)
    if number.article:
        said = found.rule == "measure.noun" or _hurts(phrase, found)
        if found.measure in NOT_SINGLE or (phrase.thing == UNKNOWN and not said):
            return None
        return Draft(phrase, found, renames=is_name_apposition(bench, phrase))
    return Draft(phrase, found)


def _is_negated(bench: Bench, phrase: Phrase, found: Governor) -> bool:
    """Say whether "a single" stands with a negation of its own or of its verb."""
    if bench.word(phrase.number_last + 1) not in bench.small.single or found.role == "self":
        return False
    if bench.word(phrase.first - 1) in bench.small.negations:
        return True
    behind = found.at[0] > phrase.first
    return not behind and any(c.dep_ == "neg" for c in children(bench.tokens[found.at[0]]))


def _is_last_of(bench: Bench, phrase: Phrase, before: Draft, found: Governor) -> bool:
    """Say whether these are the last of a toll: "the toll rose to 13 after two died"."""
    between = bench.words[before.phrase.last + 1 : phrase.first]
    told = before.governor
    return (
        before.whole is None
        and told.rule == "measure.toll"
        and found.measure is told.measure
        and 0 < len(between) <= LAST_REACH
        and not bench.small.thereby.isdisjoint(between)
        and can_be_part(phrase, before.phrase)
    )


def _fate_of(bench: Bench, phrase: Phrase, whole: Draft) -> Governor | None:
    """Return what befell some of those taken, shot or hurt ("four were shot, one of them fatally").

    They are a part of another measure's total, so not a part of a total of the dead.
    """
    fates = FATES.get(whole.governor.measure)
    if fates is None:
        return None
    at = phrase.last + 1
    if bench.word(at) in bench.small.relatives:
        at += 1
    own = predicate(bench, phrase, at)
    if own is None and bench.word(at) in bench.small.be:
        # "117 casualties, of whom 35 were fatalities"
        noun = bench.word(at + 1)
        if bench.lexicon.counts.get(noun) is Measure.KILLED:
            return Governor(Measure.KILLED, (at + 1,), "measure.noun", "subject")
    return own if own is not None and own.measure in fates else None


def _hurts(phrase: Phrase, governor: Governor) -> bool:
    """Say whether the governor takes or hurts people, so that what it counts is a person."""
    if governor.measure not in (Measure.KILLED, Measure.INJURED) or governor.rule not in AT_ONCE:
        return False
    return governor.at[0] - phrase.core_last <= NEAR


def _has_own(bench: Bench, phrase: Phrase, before: Draft) -> bool:
    """Say whether the phrase has a predicate of its own ("…, and four others were injured")."""
    if phrase.head is not None and bench.words[phrase.head] in bench.small.others:
        return True
    own = predicate(bench, phrase, phrase.last + 1)
    return own is not None and own.measure is not before.governor.measure


def _among_later(drafts: Sequence[Draft]) -> None:
    """Make "two medics among 31 dead" a part of the 31."""
    for draft, total in pairwise(drafts):
        if draft.governor.rule != "measure.among":
            continue
        between = range(draft.governor.at[0], draft.governor.at[-1] + 1)
        if total.phrase.first in between and can_be_part(draft.phrase, total.phrase):
            draft.whole, draft.subset_rule = total, "subset.among"


__all__ = ["find_drafts"]
