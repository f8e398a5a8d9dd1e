"""Give drafts their party: from the phrase, from what it points back to, from the agent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from provenance.extract.bench import NOUN_TAGS, Bench, children
from provenance.extract.counted import Draft
from provenance.extract.parties import NOBODY, PartyReader, PartySpan
from provenance.extract.phrases import Phrase, said_to_be
from provenance.extract.sharing import GAPPED
from provenance.records import Measure

BY_AGENT = frozenset({Measure.ATTACKS, Measure.DEPLOYED, Measure.OTHER})
LEAVING = frozenset({Measure.DISPLACED, Measure.EVACUATED, Measure.PRESENT})
NEXT_CLAUSE = 3
AGENT_REACH = 12
TOLL_REACH = 20
ALL_REACH = 14
_THEM = frozenset({"of", "them", "whom", "the"})
NOMINAL = NOUN_TAGS | {"JJ", "DT", "HYPH", "POS", "PRP$"}


def give_parties(bench: Bench, drafts: Sequence[Draft], parties: PartyReader) -> None:
    """Set the party of each draft where the sentence says it."""
    for index, draft in enumerate(drafts):
        phrase = draft.phrase
        found, rule = _own(bench, draft, parties)
        if found[0] is None and draft.governor.measure not in BY_AGENT:
            if draft.whole is not None:
                _copy(draft.whole, draft, "party.whole")
                continue
            if index and _points_back(bench, phrase):
                before = drafts[index - 1]
                before = before.whole or before
                if _is_other_fate(bench, draft, before):
                    continue
                if before.governor.measure not in BY_AGENT:
                    _copy(before, draft, "party.points_back")
                continue
        if found[0] is None and index and draft.governor.rule == GAPPED:
            _copy(drafts[index - 1], draft, "party.points_back")
        if found[0] is not None:
            draft.party, draft.party_at, draft.party_rule = found[0], (found[1], found[2]), rule
    for draft, after in pairwise(drafts):
        if (
            draft.party is None
            and after.party_rule == "party.phrase"
            and _says_other(bench, after.phrase)
        ):
            _copy(after, draft, "party.points_forward")
    for draft in drafts:
        if draft.whole is not None and draft.party is None:
            _copy(draft.whole, draft, "party.whole")


def _own(bench: Bench, draft: Draft, parties: PartyReader) -> tuple[PartySpan, str]:
    """Read the party from the phrase itself, or from whose it is said to be."""
    phrase = draft.phrase
    found = parties.in_tokens(bench, phrase.first, phrase.last)
    if found[0] is not None:
        return found, "party.phrase"
    said = said_to_be(bench, phrase)
    if said is not None:
        found = parties.in_tokens(bench, *said)
        if found[0] is not None:
            return found, "party.said_to_be"
    everyone = _all_are(bench, draft)
    if everyone is not None:
        found = parties.in_tokens(bench, *everyone)
        if found[0] is not None:
            return found, "party.all_of_them"
    if draft.governor.measure in BY_AGENT:
        return _agent(bench, draft, parties), "party.agent"
    found = _side(bench, draft, parties)
    if found[0] is not None:
        return found, "party.side"
    if draft.governor.role == "self":
        return _bereaved(bench, draft, parties), "party.losses"
    if draft.governor.role == "toll" or phrase.head is None:
        return _toll(bench, phrase, parties), "party.toll"
    if draft.governor.role == "object" and _is_own_loss(bench, draft):
        return _subject(bench, bench.tokens[draft.governor.at[0]], parties), "party.loser"
    return NOBODY, ""


def _all_are(bench: Bench, draft: Draft) -> tuple[int, int] | None:
    """Return the tokens that say who all of them were ("killing 16 people, all of them clerks")."""
    first = draft.phrase.last + 1
    if draft.phrase.quantity.low < 2:
        return None
    for at in range(first, min(first + ALL_REACH, len(bench.words))):
        if bench.is_number(at) or bench.words[at] in (";", "."):
            break
        if bench.words[at] == "all" and bench.word(at - 1) in (",", "–", "—", "-", "("):
            step = at + 1
            while bench.word(step) in _THEM or bench.word(step) in bench.small.be:
                step += 1
            last = step
            while bench.tag(last + 1)[:2] in ("NN", "JJ") or bench.word(last + 1) == "-":
                last += 1
            return step, last
    return None


def _side(bench: Bench, draft: Draft, parties: PartyReader) -> PartySpan:
    """Read on whose side they are: "on the rebel side, 12 were killed"."""
    phrase = draft.phrase
    about = [phrase.number_last, *([] if phrase.head is None else [phrase.head])]
    told = bench.tokens[draft.governor.at[0]]
    # "Left 20 dead on the rebel side"
    about += [told.i] if told.tag_.startswith("VB") else [told.i, told.head.i]
    for at in dict.fromkeys(about):
        for prep in children(bench.tokens[at]):
            if prep.dep_ != "prep":
                continue
            for noun in children(prep):
                if noun.dep_ == "pobj" and noun.lower_ in bench.small.sides:
                    return parties.in_tokens(bench, max(noun.left_edge.i, noun.i - 4), noun.i)
    return NOBODY


def _copy(source: Draft, target: Draft, rule: str) -> None:
    if source.party is not None:
        target.party, target.party_at, target.party_rule = source.party, source.party_at, rule


def _points_back(bench: Bench, phrase: Phrase) -> bool:
    """Say whether the phrase has no people of its own ("12 others", "dozens wounded")."""
    if phrase.head is None:
        return True
    word = bench.words[phrase.head]
    return (
        word in bench.small.others
        or word == "one"
        or word in bench.lexicon.states
        or phrase.thing in ("item", "weapon")
    )


def _is_other_fate(bench: Bench, draft: Draft, before: Draft) -> bool:
    """Say whether those who left are told of beside those hurt ("12 died as hundreds fled")."""
    measures = {draft.governor.measure, before.governor.measure}
    between = bench.words[before.phrase.last + 1 : draft.phrase.first]
    apart = not bench.small.clause_ends.isdisjoint(between[-NEXT_CLAUSE:])
    return apart and len(measures) == 2 and not measures.isdisjoint(LEAVING)


def _says_other(bench: Bench, phrase: Phrase) -> bool:
    """Say whether the phrase makes the one before it of the same kind ("four other civilians")."""
    return bench.word(phrase.number_last + 1) in bench.small.further


def _is_own_loss(bench: Bench, draft: Draft) -> bool:
    return bench.words[draft.governor.at[0]] in bench.small.losers


def _bereaved(bench: Bench, draft: Draft, parties: PartyReader) -> PartySpan:
    """Read whose losses: "losses upon the rebels", "the army suffered casualties"."""
    phrase = draft.phrase
    at = phrase.last + 1
    if bench.word(at) in bench.small.upon:
        stop = at + 1
        while stop < len(bench.words) and stop < at + 6 and not bench.tag(stop).startswith("VB"):
            if bench.word(stop) in bench.small.loser_ends:
                break
            stop += 1
        found = parties.in_tokens(bench, at + 1, stop - 1)
        if found[0] is not None:
            return found
    anchor = phrase.head if phrase.head is not None else phrase.number_last
    verb = bench.tokens[anchor].head
    if verb.lower_ in bench.small.losers:
        return _subject(bench, verb, parties)
    return NOBODY


def _toll(bench: Bench, phrase: Phrase, parties: PartyReader) -> PartySpan:
    """Read whose toll: "the number of the army's casualties …: 17 killed"."""
    lexicon = bench.lexicon
    for at in range(phrase.first - 1, max(-1, phrase.first - 1 - TOLL_REACH), -1):
        if bench.is_number(at) and bench.lost(at + 1) is None:
            break
        if bench.words[at] in lexicon.tolls or bench.words[at] in lexicon.losses:
            first = last = at
            while first > 0 and bench.tag(first - 1) in NOMINAL:
                first -= 1
            while last + 1 < phrase.first and (
                bench.tag(last + 1) in NOMINAL or bench.word(last + 1) in ("of", "among")
            ):
                last += 1
            return parties.in_tokens(bench, first, last)
    return NOBODY


def _agent(bench: Bench, draft: Draft, parties: PartyReader) -> PartySpan:
    """Read whose attack or force: the subject, or the "by" behind the phrase."""
    anchor = draft.phrase.head if draft.phrase.head is not None else draft.phrase.number_last
    for at in range(draft.phrase.last + 1, min(draft.phrase.last + AGENT_REACH, len(bench.words))):
        if bench.words[at] == "by":
            if _is_others(bench, draft.phrase.last + 1, at):
                break
            stop = at + 1
            while (
                stop < len(bench.words)
                and stop < at + 7
                and (bench.tag(stop)[:2] in ("NN", "JJ", "DT", "HY") or bench.words[stop] == "the")
            ):
                stop += 1
            found = parties.in_tokens(bench, at + 1, stop - 1)
            if found[0] is not None:
                return found
        elif bench.word(at) in bench.small.clause_ends or bench.words[at] in (".", ";"):
            break
    token = bench.tokens[draft.governor.at[0]]
    if token.i == anchor:
        token = token.head if token.dep_ in ("dobj", "pobj", "nsubjpass") else token
    return _subject(bench, token, parties, anchor)


def _is_others(bench: Bench, first: int, by: int) -> bool:
    """Say whether "by" tells of the place or people aimed at ("strikes on a town held by …")."""
    if bench.tag(by - 1) not in ("VBN", "VBD"):
        return False
    verbs = bench.lexicon.verbs.get(bench.words[by - 1], ())
    told = any(sense.measure is Measure.ATTACKS for sense in verbs)
    return not told and any(bench.tag(at) == "IN" for at in range(first, by - 1))


def _subject(bench: Bench, verb: Token, parties: PartyReader, anchor: int = -1) -> PartySpan:
    """Return the party of the subject of a verb, climbing to the verb that it is joined to."""
    for _ in range(4):
        for child in children(verb):
            if child.dep_ == "nsubj" and child.i != anchor and child.i < verb.i:
                # The subject's own words, not the clauses that hang on it.
                last = child.i
                first = max(child.left_edge.i, child.i - AGENT_REACH)
                for grand in children(child):
                    if grand.dep_ == "prep" and grand.lower_ in ("of", "from"):
                        last = min(grand.right_edge.i, child.i + 8)
                return parties.in_tokens(bench, first, last)
        if verb.dep_ not in ("conj", "xcomp", "advcl", "acl") or verb.head.i == verb.i:
            break
        verb = verb.head
    return NOBODY


__all__ = ["give_parties"]
