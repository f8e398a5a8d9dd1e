"""Decide what a quantity measures, from the word that governs its noun phrase.

Order: the phrase itself ("12 dead", "several injured civilians"), the predicate at once
behind it ("12 people were killed"), the verb or noun at once before it ("killing 12",
"the death of 12"), a toll noun ("the toll rose to 12"), the parse, a bounded walk to the
right.  The local rules come first because the parser fails on headlines and on text
without commas.
"""

from __future__ import annotations

from provenance.extract.bench import Bench
from provenance.extract.deaths import WOUNDS
from provenance.extract.leading import before, included, left_of
from provenance.extract.losses import Governor, coordinated, loss, placed, predicate
from provenance.extract.measures import ANIMAL, BARE, GROUP, KIN, UNKNOWN, combine
from provenance.extract.numbers import MULTIPLE
from provenance.extract.phrases import Phrase
from provenance.extract.roles import alongside, parsed
from provenance.extract.tags import FINITE
from provenance.extract.tolls import brought_to, label, put_at, revised, toll
from provenance.extract.wounds import with_wounds
from provenance.records import Measure

VERBAL = FINITE | {"VB"}
HANGING = frozenset({"measure.participle", "measure.shot_and"})
GONE = frozenset({Measure.DESTROYED, Measure.CAPTURED})
OF_PEOPLE = frozenset({Measure.KILLED, Measure.INJURED, Measure.KILLED_OR_INJURED})
LIFELESS = frozenset({"place", "area", "building", "item", "weapon"})
PARSED = frozenset({"measure.parsed_object", "measure.parsed_subject", "measure.passive"})
MAIN = frozenset({"measure.parsed_subject", "measure.parsed_object", "measure.participle"})
# First letters of the tags with which a clause of its own begins behind "and".
SUBJECTS = frozenset({"NN", "DT", "PR", "CD", "JJ"})
WALK = 30
PARENTHESIS = 18
SURVIVING_REACH = 6
NOT_SURVIVED = "measure.not_survived"
LEFT = "measure.left"


def find_governor(bench: Bench, phrase: Phrase) -> Governor | None:
    """Return what governs the phrase; None when no word of measure does."""
    if phrase.quantity.number.rule == MULTIPLE:
        return _multiple(bench, phrase)
    found = _governor(bench, phrase)
    if found is not None and found.measure is Measure.DISPLACED and _breaks_out(bench, phrase):
        return None
    if found is not None and found.rule in PARSED and _of_another(bench, phrase, found):
        return _relative(bench, phrase)
    if found is not None and _told_of_subject(bench, phrase, found):
        return None
    among = found is not None and found.rule == "measure.among"
    if bench.deaths and not among and (found is None or found.measure in WOUNDS):
        return _died(bench, phrase, found) or found
    return found


def _breaks_out(bench: Bench, phrase: Phrase) -> bool:
    """Say whether those who flee are captives: they leave no home ("300 prisoners escaped")."""
    noun = "" if phrase.head is None else bench.words[phrase.head]
    return bench.lexicon.counts.get(noun) is Measure.CAPTURED


def _multiple(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "a triple murder", "a double fatal shooting"; one that failed counts nobody."""
    if phrase.head is None:
        return None
    word, small = bench.words[phrase.head], bench.small
    around = bench.words[max(0, phrase.first - 1) : phrase.head + 2]
    # "A double murder-suicide" may be of two or of three.
    if not small.failed.isdisjoint(around) or bench.word(phrase.head + 1) in ("-", "/"):
        return None
    # "A fatal double shooting" need not have killed both.
    fatal = not small.fatal.isdisjoint(bench.words[phrase.first : phrase.head])
    if word in bench.lexicon.of_deaths or fatal:
        measure = Measure.KILLED
    elif word in small.lost_people or bench.lexicon.of_nouns[word] not in OF_PEOPLE:
        return None
    else:
        measure = bench.lexicon.of_nouns[word]
    return Governor(measure, (phrase.head,), "measure.multiple", "self")


def _died(bench: Bench, phrase: Phrase, found: Governor | None) -> Governor | None:
    """Read a death told elsewhere in the sentence ("was shot twice and later died")."""
    if phrase.thing == GROUP or (phrase.thing == UNKNOWN and found is None):
        return None
    if phrase.thing == BARE and found is None and phrase.quantity.number.article:
        return None
    if phrase.thing not in ("person", KIN, BARE, UNKNOWN):
        return None
    own = found is not None and found.at[0] == phrase.last + 1
    joined = bench.word(phrase.first - 1) in ("and", ",")
    for at in (phrase.head, phrase.number_last):
        told = bench.deaths.get(at) if at is not None else None
        if told is not None and told < phrase.first and own and joined and phrase.head is None:
            # "27 killed and 61 injured": the parse joins the 61 to those who died.
            continue
        if told is not None:
            return Governor(Measure.KILLED, (told,), "measure.died", "subject")
    return None


def _governor(bench: Bench, phrase: Phrase) -> Governor | None:
    for rule in RULES:
        found = rule(bench, phrase)
        if found is not None:
            if found.rule in HANGING and phrase.head is not None:
                # "A boy shot on Monday has died": the participle hangs on him, the verb tells.
                told = parsed(bench, phrase)
                died = told is not None and told.measure is Measure.KILLED
                found = told if told is not None and died and told.role == "subject" else found
            if found.measure is Measure.ATTACKS and found.rule in HANGING:
                # "Shot down 43 drones launched overnight": whose object they are tells.
                taken = before(bench, phrase)
                found = taken if taken and taken.measure in GONE else found
            if found.rule == "measure.condition" and phrase.quantity.high == 0:
                # "None is in a serious condition": they may well be hurt.
                return None
            if _is_unreal(bench, phrase, found):
                return Governor(Measure.PRESENT, found.at, "measure.unreal", "subject")
            return found
    return None


def _of_another(bench: Bench, phrase: Phrase, found: Governor) -> bool:
    """Say whether the verb is of a relative clause of those before, and these have their own.

    "Two men who were killed and two clerks who were hurt": the clerks were not killed.
    """
    relatives, at = bench.small.relatives, found.at[0]
    own = any(bench.word(end + 1) in relatives for end in (phrase.last, phrase.core_last))
    return own and at < phrase.first and not relatives.isdisjoint(bench.words[max(0, at - 3) : at])


def _told_of_subject(bench: Bench, phrase: Phrase, found: Governor) -> bool:
    """Say whether it befell those of whom the phrase only tells something.

    "Ten people from three generations were killed", "nine members of another were".
    """
    alone = phrase.head is None and phrase.quantity.number.article
    if not (alone or phrase.thing == UNKNOWN) or found.at[0] <= phrase.last:
        return False
    noun = bench.tokens[phrase.number_last if phrase.head is None else phrase.head]
    link, whole = noun.head, noun.head.head
    part = (link.lower_,) in bench.lexicon.subset_markers or (link.lower_ == "of" and not alone)
    inside = noun.dep_ == "pobj" and not part and whole.dep_ in ("nsubj", "nsubjpass", "conj")
    return inside and whole.i < phrase.first and bench.lexicon.thing(whole.lower_) == "person"


def _is_unreal(bench: Bench, phrase: Phrase, found: Governor) -> bool:
    """Say whether it only would befall them ("people who would be killed"): they are there."""
    verb = bench.tokens[found.at[0]]
    if found.rule in MAIN and verb.dep_ not in ("relcl", "conj", "ccomp", "xcomp"):
        # "A couple who could not flee died": it is the main clause that tells what befell them.
        return False
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


def _not_survived(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "neither of the two drivers survived", "three of them did not survive"."""
    if phrase.thing not in ("person", KIN, BARE, UNKNOWN) or phrase.quantity.number.article:
        return None
    small = bench.small
    denied = _denied_whole(bench, phrase)
    for at in range(phrase.last + 1, min(phrase.last + 1 + SURVIVING_REACH, len(bench.words))):
        word, tag = bench.words[at], bench.tags[at]
        if word in small.surviving and tag.startswith("VB"):
            if not denied:
                return None
            return Governor(Measure.KILLED, (*denied, at), NOT_SURVIVED, "subject")
        if word in small.negations or word == "failed":
            denied.append(at)
        elif not (bench.tokens[at].dep_ in ("aux", "auxpass") or tag in ("RB", "TO")):
            return None
    return None


def _denied_whole(bench: Bench, phrase: Phrase) -> list[int]:
    """Return the "neither" or "none" whose "of" leads to the phrase."""
    at = phrase.first - 1
    while bench.word(at) in bench.small.determiners:
        at -= 1
    if bench.word(at) == "of" and bench.word(at - 1) in bench.small.denied:
        return [at - 1]
    return []


def _itself(bench: Bench, phrase: Phrase) -> Governor | None:
    lexicon = bench.lexicon
    if phrase.thing == ANIMAL:
        return None
    if phrase.head is not None:
        word = bench.words[phrase.head]
        if word in lexicon.life_nouns:
            step = left_of(bench, phrase.first - 1)
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
                if measure is Measure.INJURED and phrase.partitive:
                    # "executing two of the wounded"
                    taken = before(bench, phrase)
                    if taken is not None and taken.measure is Measure.KILLED:
                        return taken
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
        acted = _acted(bench, phrase)
        # "500 displaced people are sheltering there" are displaced.
        kept = acted is None or (
            phrase.state is Measure.DISPLACED
            and acted.measure is Measure.PRESENT
            and acted.role == "subject"
        )
        return own if kept else acted
    return None


def _acted(bench: Bench, phrase: Phrase) -> Governor | None:
    """Return what was done to captives, whom their noun alone does not count as taken here."""
    return _behind(bench, phrase) or before(bench, phrase) or parsed(bench, phrase)


def _behind(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read the predicate at once behind the phrase."""
    ends = [phrase.last, phrase.core_last]
    if phrase.head is None:
        ends.append(phrase.number_last)
    for end in dict.fromkeys(ends):
        if bench.word(end + 1) in bench.small.relatives:
            continue
        found = predicate(bench, phrase, end + 1) or _among(bench, phrase, end + 1)
        if found is not None:
            return found
    return None


def _among(bench: Bench, phrase: Phrase, at: int) -> Governor | None:
    """Read "were among those killed", "are among the dead"."""
    while (
        bench.word(at) in bench.small.auxiliaries
        or bench.word(at) in bench.small.links
        or bench.word(at) in bench.small.naming
        or bench.tag(at) == "RB"
    ):
        at += 1
    if bench.word(at) not in bench.small.among:
        return None
    step = at + 1
    rough = frozenset({"RB"}) if bench.tag(step) == "DT" else frozenset()
    while (
        bench.word(step) in bench.small.determiners
        or bench.is_number(step)
        or bench.tag(step) in rough
    ):
        if bench.is_number(step):
            step = bench.token_at(bench.quantity_at[step].end - 1)
        step += 1
        while bench.tag(step) in ("NNS", "NN", "CD"):
            if bench.lost(step) is not None:
                break
            if bench.lexicon.counts.get(bench.words[step]) in OF_PEOPLE:
                break
            step += 1
    told = [bench.lost(place) for place in coordinated(bench, step)]
    measure = combine([m for m in told if m is not None]) if told[0] is not None else None
    measure = measure or bench.lexicon.counts.get(bench.word(step))
    if measure is None or (measure in OF_PEOPLE and phrase.thing in LIFELESS):
        return None
    return Governor(measure, (at, step), "measure.among", "among")


def _past_comma(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read the predicate behind an insertion ("five people, mostly men, were injured")."""
    opener = bench.word(phrase.last + 1)
    closers = {",": ",", "(": ")", "–": "–", "—": "—", "-": "-"}
    if opener not in closers:
        return None
    for at in range(phrase.last + 2, min(phrase.last + 2 + PARENTHESIS, len(bench.words))):
        if bench.words[at] != closers[opener]:
            continue
        if bench.word(at + 1) in bench.small.auxiliaries:
            return predicate(bench, phrase, at + 1)
        state = bench.lost(at + 1)
        closed = bench.tag(at + 2)[:2] not in ("NN", "JJ", "CD", "DT")
        ends = closed or bench.word(at + 2) in bench.small.times
        if state in OF_PEOPLE and ends and _is_left(bench, phrase):
            # "Left eight people, most of them women, dead"
            return Governor(state, (at + 1,), LEFT, "object")
    return None


def _is_left(bench: Bench, phrase: Phrase) -> bool:
    """Say whether the phrase is what something left as it is told behind it."""
    at = left_of(bench, phrase.first - 1)
    return bench.word(at) in bench.small.leaving and phrase.thing in ("person", KIN, BARE)


def _walk(bench: Bench, phrase: Phrase) -> Governor | None:
    """Walk right to the first predicate with an auxiliary; give up at the end of the clause."""
    at = phrase.last + 1
    auxiliary, joined = False, bench.word(phrase.first - 1) == "and"
    participles, parts, told = 0, False, False
    for _ in range(WALK):
        word, tag = bench.word(at), bench.tag(at)
        if not word or word in (".", ";", ":", "?", "!") or word in bench.small.clause_ends:
            return None
        if word in bench.small.negations:
            return None
        if phrase.head is None and bench.is_number(at):
            return None
        if told and word == "and" and bench.tag(at + 1)[:2] in SUBJECTS:
            # "An ambulance was called and the driver was taken to hospital".
            return None
        joined = joined or word == "and"
        parts = parts or (word,) in bench.lexicon.subset_markers
        if parts and word in bench.small.relatives:
            # "Ten friends, including the boy who was killed".
            return None
        if phrase.quantity.number.article and word in ("were", "are") and not joined:
            # The verb is of several: "a survivor, whose sons were killed".
            return None
        if word in bench.small.be:
            auxiliary = True
            where = placed(bench, at + 1)
            doer = bench.word(phrase.first - 1) == "by"
            if where is not None and phrase.thing in ("person", KIN) and not doer:
                return where
        elif told and word == "and" and bench.tag(at + 1) == "VBN":
            # "were pulled out and taken to hospital"
            auxiliary, participles = True, 0
        elif tag in ("VBD", "VBN", "VBZ", "VBP"):
            if auxiliary:
                found = loss(bench, phrase, at, auxiliary)
                people = found is not None and found.measure in OF_PEOPLE
                if found is not None and not (people and phrase.thing == UNKNOWN):
                    return Governor(found.measure, found.at, "measure.walk", found.role)
                told = True
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


def _lost(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "Enemy losses: 180 men, 6 tanks": what is listed behind the noun was lost."""
    if phrase.thing not in ("item", "weapon") or phrase.quantity.number.article:
        return None
    opened = False
    listing = bench.small.comprising | bench.lexicon.toll_verbs
    for at in range(phrase.first - 1, max(-1, phrase.first - 1 - WALK), -1):
        word, tag = bench.words[at], bench.tags[at]
        if word in bench.lexicon.losses:
            return Governor(Measure.DESTROYED, (at,), "measure.losses", "self") if opened else None
        if word in (";", "."):
            return None
        opened = opened or word == ":" or word in listing
        if tag in VERBAL and word not in listing:
            return None
    return None


def _of_those(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "Of the dead, 31 were women and 17 children": of those told before, in its clause."""
    if phrase.thing not in ("person", KIN, BARE) or phrase.quantity.number.article:
        return None
    for at in range(phrase.first - 1, max(-1, phrase.first - 1 - WALK), -1):
        if bench.words[at] in (";", ".", ":"):
            return None
        if bench.words[at] != "of" or bench.word(at + 1) not in bench.small.determiners:
            continue
        opens = at == 0 or bench.words[at - 1] in (";", ".", ":", ",", "and")
        state = next((s for s in range(at + 2, at + 5) if bench.lost(s) is not None), None)
        closed = state is not None and bench.word(state + 1) == "," and state < phrase.first
        if not opens or state is None or not closed:
            return None
        measure = bench.lost(state)
        assert measure is not None
        return Governor(measure, (at, state), "measure.of_those", "of")
    return None


def placed_beside(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "the 80 people still in hospital": no verb tells what befell them."""
    if phrase.thing not in ("person", KIN) or phrase.quantity.number.article:
        return None
    at = phrase.last + 1
    while bench.tag(at) == "RB":
        at += 1
    return placed(bench, at)


# What the main clause says goes before what a relative clause says of the same people.
RULES = (
    _not_survived,
    label,
    brought_to,
    _itself,
    _behind,
    before,
    toll,
    revised,
    put_at,
    included,
    parsed,
    alongside,
    _past_comma,
    _relative,
    _walk,
    with_wounds,
    _aimed,
    _lost,
    placed_beside,
    _of_those,
)

__all__ = ["LEFT", "NOT_SURVIVED", "Governor", "find_governor", "placed_beside"]
