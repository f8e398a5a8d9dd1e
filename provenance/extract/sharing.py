"""Sharing: numbers whose word of loss stands with the number beside them."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.extract.bench import Bench
from provenance.extract.counted import NOT_SINGLE, Draft, alike, is_whole_of
from provenance.extract.losses import Governor
from provenance.extract.measures import BARE, UNKNOWN
from provenance.extract.phrases import Phrase
from provenance.extract.subsets import is_added, is_joined
from provenance.extract.uncounted import is_time_ago

# How far the places of two phrases under one verb stand apart, and how they are told.
GAP = 12
# How far behind a number the one stands that it was before.
EARLIER_REACH = 9
EARLIER = "measure.earlier"
GAPPED = "measure.gapped"


def share_back(
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
        # Headlines leave out the "and", but not what is counted.
        adjacent = after.phrase.first == phrase.last + 1 and phrase.thing != UNKNOWN
        if not (adjacent or is_joined(bench, after.phrase, phrase)):
            continue
        article = phrase.quantity.number.article
        single = article and (governor.measure in NOT_SINGLE or phrase.thing == UNKNOWN)
        if alike(phrase, after.phrase) and not single:
            own = Governor(governor.measure, governor.at, "measure.joined", governor.role)
            shared[place] = Draft(phrase, own)
            added.append(shared[place])
    if not added:
        return drafts
    return sorted([*drafts, *added], key=lambda draft: draft.phrase.first)


def shared(bench: Bench, phrase: Phrase, before: Draft) -> Governor | None:
    """Return the governor of the phrase before, when the two are joined under it."""
    governor = before.governor
    if is_whole_of(bench, phrase):
        return None
    if before.whole is not None and _is_past_part(bench, phrase, before.phrase):
        whole = before.whole.governor
        if alike(phrase, before.whole.phrase) and not _does_else(bench, phrase, whole):
            return Governor(whole.measure, whole.at, "measure.joined", whole.role)
        return None
    gapped = is_gapped(bench, phrase, before)
    own = governor.role == "self" and phrase.thing == BARE
    if own or not alike(phrase, before.phrase):
        # "12 raids in Marat and five in Velm": the noun is left out with its verb.
        told = gapped and phrase.head is None
        return Governor(governor.measure, governor.at, GAPPED, governor.role) if told else None
    # "140 pupils; 26 escaped", "17; an officer said": a clause of its own.
    acts = bench.word(phrase.first - 1) == ";" and (
        phrase.quantity.number.article or bench.tag(phrase.last + 1) == "VBD"
    )
    acts = acts or _does_else(bench, phrase, governor)
    if before.whole is None and not acts and is_joined(bench, phrase, before.phrase):
        return Governor(governor.measure, governor.at, "measure.joined", governor.role)
    if (
        governor.role == "object"
        and phrase.first == before.phrase.last + 1
        and phrase.thing not in (UNKNOWN, BARE)
    ):
        # Headlines leave out the "and": "raids kill 14 fighters 5 civilians".
        return Governor(governor.measure, governor.at, "measure.joined", governor.role)
    if gapped:
        return Governor(governor.measure, governor.at, GAPPED, governor.role)
    if _is_earlier(bench, phrase, before):
        return Governor(governor.measure, governor.at, EARLIER, governor.role)
    if _is_toll(bench, phrase, before):
        return Governor(governor.measure, governor.at, "measure.other_toll", governor.role)
    if is_added(bench, phrase, governor.at[-1]):
        return Governor(governor.measure, governor.at, "measure.added", governor.role)
    return None


def _is_past_part(bench: Bench, phrase: Phrase, part: Phrase) -> bool:
    """Say whether a part is set between commas ("nine men, four of them guards, and a boy")."""
    closed = bench.word(phrase.first - 1) == "and" and bench.word(phrase.first - 2) == ","
    pronoun = bench.word(part.last) in bench.small.part_pronouns
    if not (closed and pronoun and bench.word(part.first - 1) == ","):
        return False
    return all(bench.tag(at)[:2] in ("NN", "JJ") for at in range(part.last + 1, phrase.first - 2))


def _does_else(bench: Bench, phrase: Phrase, governor: Governor) -> bool:
    """Say whether these have a verb of their own ("seized 87 pupils and 25 later escaped")."""
    token = bench.tokens[phrase.number_last if phrase.head is None else phrase.head]
    verb = token.head
    return (
        token.dep_ == "nsubj"
        and verb.pos_ == "VERB"
        and verb.i > phrase.last
        and verb.i not in governor.at
        and not any(c.dep_ in ("aux", "auxpass") for c in verb.lefts)
    )


def is_gapped(bench: Bench, phrase: Phrase, before: Draft) -> bool:
    """Say whether the verb is left out ("five were killed in Marat and one in Velm").

    What is told of both is told alike: of a place, or by the same preposition ("on Monday").
    """
    at = phrase.first - 1
    alike_told = bench.small.placing
    if bench.word(at) == "another":
        at -= 1
    elif bench.word(phrase.first) != "another":
        behind = bench.word(phrase.last + 1)
        if behind not in alike_told:
            if bench.tag(phrase.last + 1) != "IN" or behind == "of":
                return False
            alike_told = frozenset((behind,))
        if phrase.head is not None and bench.words[phrase.head] not in bench.small.others:
            return False
    if bench.word(at) not in ("and", ","):
        # Where commas are lost: "in Marat 100 in Velm", but not "at Club 21 in Velm".
        name = at
        while bench.tag(name) == "NNP":
            name -= 1
        if name < at and bench.lexicon.thing(bench.word(name)) == "place":
            # "in the district Marat 100 in Velm"
            name -= 2 if bench.tag(name - 1) == "DT" else 1
        if name == at or bench.word(name) != bench.word(phrase.last + 1):
            return False
        at += 1
    start = max(before.phrase.last, before.governor.at[-1]) + 1
    if before.governor.role == "self":
        # "150 bodies were counted in Marat, 100 in Velm"
        while bench.tag(start)[:2] in ("VB", "RB", "MD"):
            start += 1
    if start > at or at - start > GAP:
        return False
    placed = False
    for step in range(start, at):
        placed = placed or bench.words[step] in alike_told
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


__all__ = ["GAPPED", "is_gapped", "share_back", "shared"]
