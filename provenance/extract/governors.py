"""Decide what a quantity measures, from the word that governs its noun phrase.

Order: the phrase itself ("12 dead", "several injured civilians"), the predicate at once
behind it ("12 people were killed"), the verb or noun at once before it ("killing 12",
"the death of 12"), a toll noun ("the toll rose to 12"), the parse, a bounded walk to the
right.  The local rules come first because the parser fails on headlines and on text
without commas.
"""

from __future__ import annotations

from spacy.tokens import Token

from provenance.extract.deaths import WOUNDS
from provenance.extract.losses import (
    MAX_JOINED,
    Governor,
    loss,
    predicate,
    signs,
    verb_measures,
)
from provenance.extract.measures import BARE, GROUP, KIN, UNKNOWN, Sense, combine
from provenance.extract.phrases import VERB_TAGS, Bench, Phrase, children
from provenance.records import Measure

HANGING = frozenset({"measure.participle", "measure.shot_and"})
ONLY_PEOPLE = frozenset(
    {
        Measure.KILLED,
        Measure.INJURED,
        Measure.KILLED_OR_INJURED,
        Measure.DISPLACED,
        Measure.EVACUATED,
    }
)
PEOPLE_THINGS = frozenset({"person", "kin", "group", UNKNOWN, BARE})
OF_PEOPLE = frozenset({Measure.KILLED, Measure.INJURED, Measure.KILLED_OR_INJURED})
# "Thousands of civilians fleeing": what people do as they are told of.
MOVING = frozenset({Measure.DISPLACED, Measure.PRESENT, Measure.SURRENDERED})
# "There are 2,000 of them" counts people; "there were two men" opens a story.
LEAST_THERE = 100
WALK = 30
SENT_REACH = 12
INCLUDED_REACH = 9
PARENTHESIS = 18
TOLL_REACH = 24


def find_governor(bench: Bench, phrase: Phrase) -> Governor | None:
    """Return what governs the phrase; None when no word of measure does."""
    found = _governor(bench, phrase)
    if bench.deaths and (found is None or found.measure in WOUNDS):
        return _died(bench, phrase, found) or found
    return found


def _died(bench: Bench, phrase: Phrase, found: Governor | None) -> Governor | None:
    """Read a death told elsewhere in the sentence ("was shot twice and later died")."""
    if phrase.thing == GROUP or (phrase.thing == UNKNOWN and found is None):
        return None
    if phrase.thing == BARE and found is None and phrase.quantity.number.article:
        return None
    if phrase.thing not in ("person", KIN, BARE, UNKNOWN):
        return None
    for at in (phrase.head, phrase.number_last):
        told = bench.deaths.get(at) if at is not None else None
        if told is not None:
            return Governor(Measure.KILLED, (told,), "measure.died", "subject")
    return None


def _governor(bench: Bench, phrase: Phrase) -> Governor | None:
    for rule in RULES:
        found = rule(bench, phrase)
        if found is not None:
            if found.rule in HANGING and phrase.head is not None:
                # "A boy shot on Monday has died": the participle hangs on him, the verb tells.
                told = _parsed(bench, phrase)
                died = told is not None and told.measure is Measure.KILLED
                found = told if told is not None and died and told.role == "subject" else found
            if _is_unreal(bench, phrase, found):
                return Governor(Measure.PRESENT, found.at, "measure.unreal", "subject")
            return found
    return None


def _is_unreal(bench: Bench, phrase: Phrase, found: Governor) -> bool:
    """Say whether it only would befall them ("people who would be killed"): they are there."""
    relative = False
    for word in bench.words[phrase.last + 1 : min(found.at[0], phrase.last + WALK)]:
        relative = relative or word in bench.small.relatives
        if relative and word in bench.small.unreal:
            return True
    return False


def _relative(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read a relative clause at once behind the phrase ("20 people who died")."""
    for end in dict.fromkeys((phrase.last, phrase.core_last)):
        if bench.word(end + 1) in bench.small.relatives:
            return predicate(bench, phrase, end + 1)
    return None


def _itself(bench: Bench, phrase: Phrase) -> Governor | None:
    lexicon = bench.lexicon
    if phrase.head is not None:
        word = bench.words[phrase.head]
        if word in lexicon.life_nouns:
            step = _left(bench, phrase.first - 1)
            if bench.word(step) in lexicon.life_verbs:
                return Governor(Measure.KILLED, (step, phrase.head), "measure.lives", "self")
            return None
        if word in bench.small.cases:
            for at in range(phrase.head + 1, phrase.last + 1):
                if bench.words[at] in bench.small.wound_nouns:
                    return Governor(Measure.INJURED, (phrase.head, at), "measure.cases", "self")
        measures = [
            measure
            for at in phrase.members
            for measure in [
                lexicon.counts.get(bench.words[at]) or lexicon.states.get(bench.words[at])
            ]
            if measure is not None
        ]
        if measures and lexicon.counts.get(word, lexicon.states.get(word)) is not None:
            measure = combine(measures)
            verb = bench.is_number(phrase.head + 1) and word in lexicon.verbs
            if not verb and not (phrase.quantity.number.article and measure is Measure.ATTACKS):
                if measure is Measure.CAPTURED:
                    return _acted(bench, phrase)
                return Governor(measure, (phrase.head,), "measure.noun", "self")
    stated = bench.word(phrase.state_at) in lexicon.states
    if phrase.state is not None and (stated or phrase.thing in ("person", "kin")):
        own = Governor(phrase.state, (phrase.state_at,), "measure.modifier", "self")
        if phrase.state in (Measure.KILLED, Measure.KILLED_OR_INJURED):
            return own
        if phrase.state is Measure.INJURED:
            # "six wounded men died" are dead; what else befell them does not undo the wound.
            acted = _behind(bench, phrase) or _past_comma(bench, phrase)
            return acted if acted is not None and acted.measure is Measure.KILLED else own
        return _acted(bench, phrase) or own
    return None


def _acted(bench: Bench, phrase: Phrase) -> Governor | None:
    """Return what was done to captives, whom their noun alone does not count as taken here."""
    return _behind(bench, phrase) or _before(bench, phrase) or _parsed(bench, phrase)


def _behind(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read the predicate at once behind the phrase."""
    ends = [phrase.last, phrase.core_last]
    if phrase.head is None:
        ends.append(phrase.number_last)
    for end in dict.fromkeys(ends):
        if bench.word(end + 1) in bench.small.relatives:
            continue
        found = predicate(bench, phrase, end + 1) or _among(bench, end + 1)
        if found is not None:
            return found
    return None


def _among(bench: Bench, at: int) -> Governor | None:
    """Read "were among those killed", "are among the dead"."""
    while bench.word(at) in bench.small.auxiliaries or bench.tag(at) == "RB":
        at += 1
    if bench.word(at) not in ("among", "amongst"):
        return None
    step = at + 1
    while bench.word(step) in bench.small.determiners or bench.is_number(step):
        if bench.is_number(step):
            step = bench.token_at(bench.quantity_at[step].end - 1)
        step += 1
        while bench.tag(step) in ("NNS", "NN", "CD"):
            if bench.lost(step) is not None:
                break
            step += 1
    measure = bench.lost(step) or bench.lexicon.counts.get(bench.word(step))
    if measure is None:
        return None
    return Governor(measure, (at, step), "measure.among", "among")


def _left(bench: Bench, at: int) -> int:
    """Step left over articles, possessives and adverbs."""
    for _ in range(5):
        word = bench.word(at)
        if bench.tag(at) in ("DT", "PRP$", "PDT", "RB") or word in bench.small.others or word in (
            "total", ":", '"', "“", "estimated",
        ):  # fmt: skip
            at -= 1
        else:
            break
    return at


def _before(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read the verb, or the noun with "of", at once before the phrase."""
    at = _left(bench, phrase.first - 1)
    if at < 0:
        return None
    small = bench.small
    if phrase.thing in ("person", "group", "kin"):
        for words in small.present:
            if bench.runs(at - len(words) + 1, words):
                return Governor(Measure.PRESENT, (at,), "measure.present", "object")
    many = phrase.quantity.low >= LEAST_THERE and not phrase.quantity.number.unquantified
    if many and (phrase.thing in ("person", "group", "kin") or phrase.partitive):
        for words in small.there:
            if bench.runs(at - len(words) + 1, words):
                return Governor(Measure.PRESENT, (at,), "measure.there", "object")
    if bench.words[at] == "of" and _verb_ending(bench, at, phrase) is None:
        return _of_noun(bench, phrase, at)
    if bench.words[at] == "to" and bench.word(at - 1) in small.wound_nouns:
        return Governor(Measure.INJURED, (at - 1,), "measure.wounds_to", "object")
    if (
        bench.words[at] in ("was", "were")
        and bench.lost(at - 1) is not None
        and (bench.word(at - 3) in ("among", "amongst"))
    ):
        measure = bench.lost(at - 1)
        assert measure is not None
        return Governor(measure, (at - 1,), "measure.among", "object")
    if bench.words[at] in small.sending and phrase.thing in ("person", "kin", BARE):
        for step in range(phrase.last + 1, phrase.last + 1 + SENT_REACH):
            if bench.word(step) in small.hospital:
                return Governor(Measure.INJURED, (at, step), "measure.sent_to_hospital", "object")
    sense = _verb_ending(bench, at, phrase)
    if sense is None:
        return None
    measures, places = [sense.measure], [at - len(sense.rest)]
    step = at - 1 - len(sense.rest)
    while step > 0 and bench.word(step) in ("and", "or", "/") and len(places) < MAX_JOINED:
        other = _verb_ending(bench, step - 1, phrase)
        if other is None:
            break
        measures.insert(0, other.measure)
        places.insert(0, step - 1)
        step -= 2 + len(other.rest)
    measure = combine(measures)
    rule = "measure.object"
    if bench.word(places[0] - 1) in small.fatal and measure is not Measure.CAPTURED:
        measure, rule = Measure.KILLED, "measure.fatally"
    elif measure is Measure.KILLED_OR_INJURED and len(places) == 1:
        told = signs(bench, at)
        if told is not None:
            measure, rule = told, "measure.shot_and"
    return Governor(measure, tuple(places), rule, "object")


def _included(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "those killed included 12 people", "among the wounded were four girls"."""
    at = _left(bench, phrase.first - 1)
    if bench.word(at) not in bench.small.including:
        return None
    for step in range(at - 1, max(-1, at - 1 - INCLUDED_REACH), -1):
        measure = bench.lost(step) or bench.lexicon.counts.get(bench.words[step])
        pointed = bench.word(step - 1) in bench.small.determiners
        if measure in ONLY_PEOPLE and pointed and bench.tag(step) != "NN":
            return Governor(measure, (step, at), "measure.included", "object")
    return None


def _of_noun(bench: Bench, phrase: Phrase, at: int) -> Governor | None:
    """Read "the death of 12", "claimed the lives of 12", "the fatal shooting of 12"."""
    lexicon = bench.lexicon
    if bench.word(at - 1) in bench.small.times:
        # "The death Friday of a 17-year-old".
        at -= 1
    word = bench.word(at - 1)
    measure = lexicon.of_nouns.get(word)
    if measure is None:
        return None
    if word in bench.small.lost_people and phrase.thing not in ("person", "kin"):
        return None
    if measure is Measure.CAPTURED and phrase.thing in ("place", "area"):
        return Governor(Measure.TERRITORY, (at - 1,), "measure.of", "of")
    if measure in ONLY_PEOPLE and phrase.thing not in PEOPLE_THINGS:
        return None
    if word in lexicon.life_nouns:
        verb = _left(bench, at - 2)
        if bench.word(verb) in lexicon.life_verbs:
            return Governor(Measure.KILLED, (verb, at - 1), "measure.lives", "object")
        return None
    if bench.word(at - 2) in bench.small.failed:
        return None
    if bench.word(at - 2) in bench.small.fatal:
        return Governor(Measure.KILLED, (at - 2, at - 1), "measure.fatally", "of")
    other = (
        lexicon.of_nouns.get(bench.word(at - 3)) if bench.word(at - 2) in ("and", "or") else None
    )
    if other is not None:
        return Governor(combine([other, measure]), (at - 3, at - 1), "measure.of", "of")
    return Governor(measure, (at - 1,), "measure.of", "of")


def _verb_ending(bench: Bench, at: int, phrase: Phrase) -> Sense | None:
    """Return the sense, with an object that fits, of the verb whose last word is at ``at``."""
    for back in (2, 1, 0):
        start = at - back
        if start < 0 or (bench.tags[start] not in VERB_TAGS and bench.tags[start] != "VBP"):
            continue
        for sense in bench.lexicon.senses(bench.words, start):
            if len(sense.rest) != back or sense.counted == "subject":
                continue
            if not sense.fits(phrase.thing, phrase.quantity.low):
                continue
            if sense.form == "past" and bench.word(start - 1) in bench.small.be:
                continue
            return sense
    return None


def _toll(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "the death toll rose to 31", "the number of wounded is 12"."""
    if phrase.thing not in ("person", UNKNOWN, BARE):
        return None
    lexicon, small = bench.lexicon, bench.small
    link = bench.word(_left(bench, phrase.first - 1))
    if link not in lexicon.toll_verbs and link not in lexicon.tolls:
        return None
    measure: Measure | None = None
    shown = -1
    for at in range(phrase.first - 1, max(-1, phrase.first - 1 - TOLL_REACH), -1):
        word = bench.words[at]
        if word in small.toll_stops or bench.is_number(at):
            return None
        known = lexicon.of_nouns.get(word) or lexicon.counts.get(word) or bench.lost(at)
        finite = bench.tags[at] in ("VBD", "VBZ", "VBP")
        if finite and known is None and word not in lexicon.toll_verbs:
            return None
        if known in (Measure.KILLED, Measure.INJURED, Measure.KILLED_OR_INJURED, Measure.MISSING):
            measure, shown = known, at
        if word in lexicon.tolls:
            own = lexicon.of_nouns.get(bench.word(at - 1)) or lexicon.counts.get(bench.word(at - 1))
            if own is not None and own is not Measure.ATTACKS:
                measure, shown = own, at - 1
            if measure is None and word in lexicon.death_tolls:
                measure, shown = Measure.KILLED, at
            if measure is None:
                return None
            return Governor(measure, tuple(sorted({shown, at})), "measure.toll", "toll")
    return None


def _parsed(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read the governor from the parse."""
    anchor = phrase.head if phrase.head is not None else phrase.number_last
    token = bench.tokens[anchor]
    for _ in range(8):
        head = token.head
        inside = phrase.first <= head.i <= phrase.last
        modifier = token.dep_ in ("nummod", "quantmod", "compound", "amod", "nmod")
        if head.i == token.i or not (
            inside or token.dep_ == "conj" or (modifier and head.i > token.i)
        ):
            break
        if token.dep_ == "conj" and not inside and head.pos_ in ("VERB", "AUX"):
            break
        token = head
    return _from_role(bench, phrase, token)


def _from_role(bench: Bench, phrase: Phrase, token: Token) -> Governor | None:
    """Read the main clause, then the clause that hangs on the phrase."""
    found = _main_role(bench, phrase, token)
    if found is not None:
        return found
    heads = {token.i} if phrase.head is None else {token.i, phrase.head}
    for at in sorted(heads):
        for child in children(bench.tokens[at]):
            if child.dep_ == "acl" and child.i > at and child.tag_ == "VBG":
                found = _verb(bench, phrase, child, "subject")
                if found is not None and found.measure in MOVING:
                    return found
    for child in children(token):
        if child.dep_ in ("acl", "relcl") and child.i > token.i and child.tag_ in ("VBN", "VBD"):
            passive = child.dep_ == "acl" or any(c.dep_ == "nsubjpass" for c in children(child))
            found = _verb(bench, phrase, child, "object" if passive else "subject")
            if found is not None:
                return found
    return None


def _main_role(bench: Bench, phrase: Phrase, token: Token) -> Governor | None:
    head, role = token.head, token.dep_
    if role == "nsubjpass":
        return _verb(bench, phrase, head, "object")
    if role == "nsubj":
        found = _verb(bench, phrase, head, "subject")
        if found is not None:
            return found
        for child in children(head):
            state = bench.lexicon.states.get(child.lower_)
            if child.dep_ in ("acomp", "attr", "oprd") and state is not None:
                return Governor(state, (child.i,), "measure.state", "subject")
        return None
    if role in ("dobj", "attr", "oprd"):
        return _verb(bench, phrase, head, "object")
    if role == "pobj" and head.lower_ == "of":
        return _of_noun(bench, phrase, head.i) if head.i == head.head.i + 1 else None
    return None


def _verb(bench: Bench, phrase: Phrase, verb: Token, role: str) -> Governor | None:
    if any(child.dep_ == "neg" for child in children(verb)):
        return None
    if verb.tag_ not in VERB_TAGS:
        return None
    measures, places = verb_measures(bench, phrase, verb.i, role)
    if not measures:
        return None
    measure, rule = combine(measures), f"measure.parsed_{role}"
    if measure is not Measure.CAPTURED and bench.word(verb.i - 1) in bench.small.fatal:
        measure = Measure.KILLED
    elif measure is Measure.KILLED_OR_INJURED and len(places) == 1:
        measure = signs(bench, places[0]) or measure
    return Governor(measure, tuple(places), rule, role)


def _past_comma(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read the predicate behind an insertion ("five people, mostly men, were injured")."""
    opener = bench.word(phrase.last + 1)
    closers = {",": ",", "(": ")", "–": "–", "—": "—", "-": "-"}
    if opener not in closers:
        return None
    for at in range(phrase.last + 2, min(phrase.last + 2 + PARENTHESIS, len(bench.words))):
        if bench.words[at] == closers[opener] and bench.word(at + 1) in bench.small.auxiliaries:
            return predicate(bench, phrase, at + 1)
    return None


def _walk(bench: Bench, phrase: Phrase) -> Governor | None:
    """Walk right to the first predicate with an auxiliary; give up at the end of the clause."""
    at = phrase.last + 1
    auxiliary, joined = False, bench.word(phrase.first - 1) == "and"
    participles = 0
    for _ in range(WALK):
        word, tag = bench.word(at), bench.tag(at)
        if not word or word in (".", ";", ":", "?", "!") or word in bench.small.clause_ends:
            return None
        if word in bench.small.negations:
            return None
        if phrase.head is None and bench.is_number(at):
            return None
        joined = joined or word == "and"
        if phrase.quantity.number.article and word in ("were", "are") and not joined:
            # The verb is of several: "a survivor, whose sons were killed".
            return None
        if word in bench.small.be:
            auxiliary = True
        elif tag in ("VBD", "VBN", "VBZ", "VBP"):
            if auxiliary:
                found = loss(bench, phrase, at, auxiliary)
                people = found is not None and found.measure in OF_PEOPLE
                if found is not None and not (people and phrase.thing == UNKNOWN):
                    return Governor(found.measure, found.at, "measure.walk", found.role)
            participles += 1
            if participles > 1 or tag != "VBN":
                return None
        elif tag not in ("RB", "MD"):
            auxiliary = False
        at += 1
    return None


def _aimed(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "over 30 rockets so far on the capital" as shells fired."""
    if phrase.thing != "weapon" or phrase.quantity.number.article or phrase.head is None:
        return None
    if bench.word(phrase.first - 1) == "with":
        for at in range(phrase.first - 2, max(-1, phrase.first - 2 - WALK), -1):
            if bench.words[at] in bench.small.aiming:
                return Governor(Measure.ATTACKS, (at, phrase.head), "measure.aimed", "self")
    for step in range(phrase.last + 1, phrase.last + 4):
        if bench.word(step) in bench.small.aimed:
            return Governor(Measure.ATTACKS, (phrase.head, step), "measure.aimed", "self")
        if bench.tag(step) not in ("RB", "IN", "RP"):
            break
    return None


# What the main clause says goes before what a relative clause says of the same people.
RULES = (
    _itself,
    _behind,
    _before,
    _toll,
    _included,
    _parsed,
    _past_comma,
    _relative,
    _walk,
    _aimed,
)

__all__ = ["Governor", "find_governor"]
