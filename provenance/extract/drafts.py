"""Make figures in the making: which quantities count something, and parts of which whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from provenance.extract.bench import Bench, children
from provenance.extract.deaths import WOUNDS
from provenance.extract.extents import INCIDENT, Stretch
from provenance.extract.governors import NOT_SURVIVED, find_governor
from provenance.extract.intervals import Quantity
from provenance.extract.losses import Governor, predicate
from provenance.extract.measures import BARE, GROUP, UNKNOWN
from provenance.extract.numbers import BOTH
from provenance.extract.phrases import Phrase, find_phrase
from provenance.extract.subsets import is_added, is_joined, is_part
from provenance.extract.uncounted import PEOPLE, counts_nothing, is_time_ago
from provenance.records import Measure

# One thing of these is not counted: "an air strike", "a rocket" is the weapon, not a loss.
NOT_SINGLE = frozenset(
    {Measure.ATTACKS, Measure.TERRITORY, Measure.OTHER, Measure.DEPLOYED, Measure.PRESENT,
     Measure.DISPLACED}
)  # fmt: skip
OBJECTS = frozenset({"item", "weapon", "building", "place", UNKNOWN})
# Of these "the figure" may be given again without a word of what it counts.
TOLLS = frozenset({Measure.KILLED, Measure.INJURED, Measure.KILLED_OR_INJURED, Measure.MISSING})
# Of these too in a sentence, or in the one behind it.
COUNTED = TOLLS | {Measure.CAPTURED, Measure.DISPLACED, Measure.EVACUATED}
# The least number that is one toll when a sentence prints it twice; smaller ones recur by chance.
LEAST_TWIN = 10
MAX_ALIKE = 8
# A thing no pack knows is a person when one of these stands at once beside it.
AT_ONCE = frozenset({"measure.passive", "measure.object", "measure.shot_and"})
NEAR = 4
# How far the places of two phrases under one verb stand apart, and how they are told.
GAP = 12
# How far behind a toll stand those by whom it rose.
LAST_REACH = 8
# How far behind a number the one stands that it was before.
EARLIER_REACH = 9
EARLIER = "measure.earlier"


@dataclass(slots=True)
class Draft:
    """A figure in the making."""

    phrase: Phrase
    governor: Governor
    whole: Draft | None = None
    """The figure that it is a part of."""
    subset_rule: str = ""
    party: str | None = None
    party_at: tuple[int, int] | None = None
    party_rule: str = ""
    stretch: Stretch = INCIDENT
    renames: bool = False
    """It stands in apposition to a name ("John Smith, a father of two, was killed")."""


def find_drafts(
    bench: Bench, quantities: Sequence[Quantity], not_counted: frozenset[str], rate: frozenset[str]
) -> list[Draft]:
    """Return the drafts of a sentence in order; a toll printed twice is one."""
    drafts: list[Draft] = []
    open_phrases: list[tuple[Phrase, int]] = []
    for quantity in quantities:
        phrase = find_phrase(bench, quantity)
        if counts_nothing(bench, phrase, not_counted, rate):
            continue
        if drafts and quantity.number.article and _is_said_of(bench, phrase, drafts[-1]):
            continue
        draft = _draft(bench, phrase, drafts[-1] if drafts else None)
        if draft is not None:
            drafts.append(draft)
            if draft.whole is None and draft.governor.measure in COUNTED:
                bench.told = draft.governor.measure
        elif (
            not quantity.number.maybe_year
            and quantity.number.rule != "number.none"
            and not _is_whole_of(bench, phrase)
        ):
            open_phrases.append((phrase, len(drafts)))
    drafts = _share_back(bench, drafts, open_phrases)
    _among_later(drafts)
    return _once(bench, drafts)


def _share_back(
    bench: Bench, drafts: list[Draft], open_phrases: Sequence[tuple[Phrase, int]]
) -> list[Draft]:
    """Give a phrase the predicate behind the one joined to it ("9 boys and 2 girls were hurt")."""
    shared: dict[int, Draft] = {}
    added: list[Draft] = []
    for phrase, place in reversed(open_phrases):
        after = shared.get(place) or (drafts[place] if place < len(drafts) else None)
        if after is None or after.whole is not None:
            continue
        governor = after.governor
        if governor.role == "self" or governor.at[0] <= after.phrase.last:
            continue
        adjacent = after.phrase.first == phrase.last + 1
        if not (adjacent or is_joined(bench, after.phrase, phrase)):
            continue
        article = phrase.quantity.number.article
        single = article and (governor.measure in NOT_SINGLE or phrase.thing == UNKNOWN)
        if _alike(phrase, after.phrase) and not single:
            own = Governor(governor.measure, governor.at, "measure.joined", governor.role)
            shared[place] = Draft(phrase, own)
            added.append(shared[place])
    if not added:
        return drafts
    return sorted([*drafts, *added], key=lambda draft: draft.phrase.first)


def _is_whole_of(bench: Bench, phrase: Phrase) -> bool:
    """Say whether the number is that of which some are counted ("four of the six missiles")."""
    at = phrase.first - 1
    if bench.word(at) in bench.small.determiners:
        at -= 1
    if phrase.partitive or bench.word(at) != "of" or at < 1:
        return False
    part = bench.words[at - 1]
    counted = bench.tag(at - 1) == "CD" or bench.is_number(at - 1)
    return counted or part in bench.small.fractions


def _is_its_own(bench: Bench, phrase: Phrase, found: Governor) -> bool:
    """Say whether a whole has a word of loss of its own ("two of the 26 people killed were …")."""
    if found.rule == NOT_SURVIVED:
        return True
    if found.role == "self" or bench.word(phrase.last + 1) in bench.small.relatives:
        return True
    return found.at[0] == phrase.last + 1 and bench.tag(found.at[0]) in ("VBN", "JJ")


def _draft(bench: Bench, phrase: Phrase, before: Draft | None) -> Draft | None:
    number = phrase.quantity.number
    if before is not None:
        if number.article and _is_apposition(bench, phrase, before):
            return None
        rule = is_part(bench, phrase, before.phrase, before.whole is not None)
        if rule == "subset.joined" and _has_own(bench, phrase, before):
            rule = None
        whole = before.whole or before
        vague = number.article and phrase.thing == UNKNOWN
        died = _died_of(bench, phrase, whole) if rule is not None else None
        if died is not None:
            return Draft(phrase, died)
        if rule is None and before.whole is not None and _is_gapped(bench, phrase, before):
            # "18 were killed, 7 of them in Oru, 6 in Marat"
            rule = "subset.gapped"
        if rule is not None and _can_be_part(phrase, whole.phrase) and not vague:
            told = whole.governor
            governor = Governor(told.measure, told.at, "measure.whole", "part")
            return Draft(phrase, governor, whole, rule)
    wholes = bench.small.wholes
    if bench.word(phrase.first - 1) == "but" and bench.word(phrase.first - 2) in wholes:
        # "All but one of the 14 died": it is the others that did.
        return None
    found = find_governor(bench, phrase)
    if found is None and before is not None and number.rule != "number.none":
        found = _shared(bench, phrase, before)
    if found is None or (phrase.thing == GROUP and number.article):
        return None
    if _is_whole_of(bench, phrase) and not _is_its_own(bench, phrase, found):
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
        return Draft(phrase, found, renames=_is_name_apposition(bench, phrase))
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
        and _can_be_part(phrase, before.phrase)
    )


def _died_of(bench: Bench, phrase: Phrase, whole: Draft) -> Governor | None:
    """Return the death of some of those shot or hurt ("four were shot, one of them fatally").

    They are a part of another measure's total, so not a part of a total of the dead.
    """
    if whole.governor.measure not in WOUNDS:
        return None
    at = phrase.last + 1
    if bench.word(at) in bench.small.relatives:
        at += 1
    own = predicate(bench, phrase, at)
    return own if own is not None and own.measure is Measure.KILLED else None


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


def _can_be_part(phrase: Phrase, total: Phrase) -> bool:
    high = total.quantity.high
    if high is not None and phrase.quantity.low > high:
        return False
    return phrase.thing == total.thing or {phrase.thing, total.thing} <= PEOPLE


def _alike(phrase: Phrase, other: Phrase) -> bool:
    """Say whether two phrases count things of one kind."""
    things = {phrase.thing, other.thing}
    return len(things) == 1 or things <= PEOPLE or things <= OBJECTS


def _shared(bench: Bench, phrase: Phrase, before: Draft) -> Governor | None:
    """Return the governor of the phrase before, when the two are joined under it."""
    governor = before.governor
    if not _alike(phrase, before.phrase) or (governor.role == "self" and phrase.thing == BARE):
        return None
    if _is_whole_of(bench, phrase):
        return None
    # "140 pupils; 26 escaped", "17; an officer said": a clause of its own.
    acts = bench.word(phrase.first - 1) == ";" and (
        phrase.quantity.number.article or bench.tag(phrase.last + 1) == "VBD"
    )
    if before.whole is None and not acts and is_joined(bench, phrase, before.phrase):
        return Governor(governor.measure, governor.at, "measure.joined", governor.role)
    if (
        governor.role == "object"
        and phrase.first == before.phrase.last + 1
        and phrase.thing not in (UNKNOWN, BARE)
    ):
        # Headlines leave out the "and": "raids kill 14 fighters 5 civilians".
        return Governor(governor.measure, governor.at, "measure.joined", governor.role)
    if _is_gapped(bench, phrase, before):
        return Governor(governor.measure, governor.at, "measure.gapped", governor.role)
    if _is_earlier(bench, phrase, before):
        return Governor(governor.measure, governor.at, EARLIER, governor.role)
    if _is_toll(bench, phrase, before):
        return Governor(governor.measure, governor.at, "measure.other_toll", governor.role)
    if is_added(bench, phrase, governor.at[-1]):
        return Governor(governor.measure, governor.at, "measure.added", governor.role)
    return None


def _is_gapped(bench: Bench, phrase: Phrase, before: Draft) -> bool:
    """Say whether the verb is left out ("five were killed in Marat and one in Velm")."""
    at = phrase.first - 1
    if bench.word(at) == "another":
        at -= 1
    elif bench.word(phrase.first) != "another":
        if bench.word(phrase.last + 1) not in bench.small.placing:
            return False
        if phrase.head is not None and bench.words[phrase.head] not in bench.small.others:
            return False
    if bench.word(at) not in ("and", ","):
        return False
    start = max(before.phrase.last, before.governor.at[-1]) + 1
    if start > at or at - start > GAP:
        return False
    placed = False
    for step in range(start, at):
        placed = placed or bench.words[step] in bench.small.placing
        if bench.tag(step).startswith("VB") or bench.is_number(step):
            return False
    return placed


def _is_earlier(bench: Bench, phrase: Phrase, before: Draft) -> bool:
    """Say whether the number is the one before it as it was ("rose to 31, up from 26")."""
    at = phrase.first - 1
    while bench.tag(at) in ("DT", "PRP$", "JJ", "JJR"):
        # "From an earlier 26".
        at -= 1
    alone = phrase.head is None or is_time_ago(bench, phrase)
    if bench.word(at) != "from" or not alone or before.whole is not None:
        return False
    moved = bench.word(at - 1) in bench.small.moved
    near = at - max(before.phrase.last, before.governor.at[-1]) <= EARLIER_REACH
    return near and (moved or before.governor.rule == "measure.toll")


def _is_toll(bench: Bench, phrase: Phrase, before: Draft) -> bool:
    """Say whether another toll of the same is given ("… while others put the figure at 191")."""
    if phrase.head is not None or bench.word(phrase.first - 1) not in bench.lexicon.toll_verbs:
        return False
    between = bench.words[before.phrase.last + 1 : phrase.first]
    return not bench.lexicon.tolls.isdisjoint(between[-4:])


def _is_apposition(bench: Bench, phrase: Phrase, before: Draft) -> bool:
    """Say whether the phrase renames the one before it ("one of them, a woman, died")."""
    behind = phrase.first == before.phrase.last + 1 and before.phrase.partitive
    marked = phrase.first == before.phrase.last + 2 and (
        bench.word(phrase.first - 1) in (",", "–", "—", "(")
    )
    return (
        (behind or marked)
        and before.phrase.quantity.number.low == 1
        and before.phrase.quantity.number.high == 1
        and not _in_list(bench, phrase)
    )


def _is_said_of(bench: Bench, phrase: Phrase, before: Draft) -> bool:
    """Say whether the phrase says what the one before it is ("one of the dead was a girl")."""
    return bench.word(phrase.first - 1) in bench.small.be and before.phrase.quantity.high == 1


def _is_name_apposition(bench: Bench, phrase: Phrase) -> bool:
    """Say whether the phrase renames a name ("John Smith, a father of two, was killed")."""
    if bench.word(phrase.first - 1) not in (",", "–", "—", "("):
        return False
    return not _in_list(bench, phrase) or _is_twofold(bench, phrase)


def _is_twofold(bench: Bench, phrase: Phrase) -> bool:
    """Say whether a name's apposition goes on without an article, or before another name.

    "John Smith, a clerk and father of two"; "John Smith, a clerk, and Jane Roe".
    """
    at = phrase.last + 1
    at += bench.word(at) == ","
    if bench.word(at) != "and":
        return False
    bare = at == phrase.last + 1 and bench.tag(at + 1) == "NN"
    return bare or (at > phrase.last + 1 and bench.tag(at + 1) in ("NNP", "PRP$"))


def _in_list(bench: Bench, phrase: Phrase) -> bool:
    """Say whether a further member follows ("a man, a woman and a child")."""
    at = phrase.last + 1
    if bench.word(at) == ",":
        at += 1
    return bench.word(at) in ("and", "a", "an", "one", "another") or bench.is_number(at)


def _among_later(drafts: Sequence[Draft]) -> None:
    """Make "two medics among 31 dead" a part of the 31."""
    for draft, total in pairwise(drafts):
        if draft.governor.rule != "measure.among":
            continue
        between = range(draft.governor.at[0], draft.governor.at[-1] + 1)
        if total.phrase.first in between and _can_be_part(draft.phrase, total.phrase):
            draft.whole, draft.subset_rule = total, "subset.among"


def _once(bench: Bench, drafts: Sequence[Draft]) -> list[Draft]:
    """Keep one figure of a toll that the sentence prints twice."""
    kept: list[Draft] = []
    seen: dict[tuple[Measure, int, int | None], list[Draft]] = {}
    twins: dict[int, Draft] = {}
    for draft in drafts:
        quantity = draft.phrase.quantity
        if draft.whole is None and quantity.low >= LEAST_TWIN:
            alike = seen.setdefault((draft.governor.measure, quantity.low, quantity.high), [])
            twin = next((other for other in alike if _same_head(bench, draft, other)), None)
            if twin is not None:
                twins[id(draft)] = twin
                continue
            if len(alike) < MAX_ALIKE:
                alike.append(draft)
        kept.append(draft)
    for draft in kept:
        if draft.whole is not None:
            draft.whole = twins.get(id(draft.whole), draft.whole)
    return kept


def _same_head(bench: Bench, draft: Draft, other: Draft) -> bool:
    mine, its = draft.phrase.head, other.phrase.head
    return mine is None or its is None or bench.words[mine] == bench.words[its]


__all__ = ["NOT_SINGLE", "Draft", "find_drafts"]
