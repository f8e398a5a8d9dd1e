"""Read the word before a counted phrase: "killing 12", "the death of 12", "including 12"."""

from __future__ import annotations

from provenance.extract.bench import VERB_TAGS, Bench
from provenance.extract.losses import MAX_JOINED, Governor, signs
from provenance.extract.measures import BARE, KIN, UNKNOWN, Sense, combine
from provenance.extract.phrases import Phrase
from provenance.extract.tags import FINITE
from provenance.records import Measure

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
# "There are 2,000 of them" counts people; "there were two men" opens a story.
LEAST_THERE = 100
STATED_REACH = 8
CLAUSE_OPENS = frozenset({",", ";", ":", ".", "–", "—", "|"})
SENT_REACH = 12
INCLUDED_REACH = 9


def left_of(bench: Bench, at: int) -> int:
    """Step left over articles, possessives and adverbs."""
    for _ in range(5):
        word, small = bench.word(at), bench.small
        passed = word in small.others or word in small.before_numbers
        if not passed and bench.tag(at) not in ("DT", "PRP$", "PDT", "RB"):
            break
        at -= 1
    return at


def before(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read the verb, or the noun with "of", at once before the phrase."""
    at = _past_pronoun(bench, phrase, phrase.first - 1)
    if bench.tag(at) != "RB" or _verb_ending(bench, at, phrase) is None:
        # "Shot down 34": an adverb that is a part of the verb stays.
        at = left_of(bench, at)
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
        return of_noun(bench, phrase, at)
    people = phrase.thing in PEOPLE_THINGS
    if bench.words[at] == "to" and bench.word(at - 1) in small.wound_nouns and people:
        return Governor(Measure.INJURED, (at - 1,), "measure.wounds_to", "object")
    if (
        bench.words[at] in ("was", "were")
        and bench.lost(at - 1) is not None
        and bench.word(at - 3) in small.among
    ):
        measure = bench.lost(at - 1)
        assert measure is not None
        return Governor(measure, (at - 1,), "measure.among", "object")
    stated = _stated_first(bench, at, phrase)
    if stated is not None:
        return stated
    if bench.words[at] in small.sending and phrase.thing in ("person", "kin", BARE):
        for step in range(phrase.last + 1, phrase.last + 1 + SENT_REACH):
            if bench.word(step) in small.hospital:
                return Governor(Measure.INJURED, (at, step), "measure.sent_to_hospital", "object")
    completed = _completed(bench, at, phrase)
    if completed is not None:
        return completed
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


def _past_pronoun(bench: Bench, phrase: Phrase, at: int) -> int:
    """Return what stands before a pronoun that the phrase is joined to ("killing him and 11 men").

    With a verb of its own behind it the phrase begins another clause.
    """
    joined = bench.word(at) == "and" and bench.tag(at - 1) == "PRP"
    own = bench.tag(phrase.last + 1) in FINITE or bench.tag(phrase.last + 1) == "MD"
    return at - 2 if joined and not own and bench.tag(at - 2)[:2] == "VB" else at


def _stated_first(bench: Bench, at: int, phrase: Phrase) -> Governor | None:
    """Read "Also killed were two guards", "Damaged are 12 houses": the verb opens its clause."""
    if bench.words[at] not in ("was", "were", "are", "is"):
        return None
    first = at
    while first > 0 and at - first < STATED_REACH and bench.words[first - 1] not in CLAUSE_OPENS:
        first -= 1
        if bench.is_number(first) or bench.tags[first] in ("VBZ", "VBP", "MD", "WDT", "WP"):
            return None
    while bench.tag(first) == "RB" or bench.word(first) == "and":
        first += 1
    if first >= at or bench.tag(first) not in ("VBN", "VBD", "JJ", "NNP", "NN"):
        return None
    state = bench.lexicon.states.get(bench.words[first])
    if state is not None and phrase.thing in PEOPLE_THINGS:
        return Governor(state, (first,), "measure.stated_first", "object")
    for sense in bench.senses(first):
        taken = sense.form == "past" and sense.counted != "subject"
        if taken and sense.fits(phrase.thing, phrase.quantity.low):
            return Governor(sense.measure, (first,), "measure.stated_first", "object")
    return None


def _completed(bench: Bench, at: int, phrase: Phrase) -> Governor | None:
    """Read "shot two people to death": what ends the words of a verb stands behind its object."""
    if bench.tags[at] not in VERB_TAGS or bench.word(at - 1) in bench.small.be:
        return None
    behind = phrase.last + 1
    for sense in bench.lexicon.verbs.get(bench.words[at], ()):
        fits = sense.counted != "subject" and sense.fits(phrase.thing, phrase.quantity.low)
        if sense.rest and fits and bench.runs(behind, sense.rest):
            places = (at, *range(behind, behind + len(sense.rest)))
            return Governor(sense.measure, places, "measure.object_completed", "object")
    return None


def included(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "those killed included 12 people", "among the wounded were four girls"."""
    at = left_of(bench, phrase.first - 1)
    if any(bench.runs(at - len(words) + 1, words) for words in bench.lexicon.subset_markers):
        return _among_uncounted(bench, phrase, at)
    if bench.word(at) not in bench.small.including:
        return None
    for step in range(at - 1, max(-1, at - 1 - INCLUDED_REACH), -1):
        measure = bench.lost(step) or bench.lexicon.counts.get(bench.words[step])
        pointed = bench.word(step - 1) in bench.small.determiners
        if measure in ONLY_PEOPLE and pointed and bench.tag(step) != "NN":
            return Governor(measure, (step, at), "measure.included", "object")
    return None


def _among_uncounted(bench: Bench, phrase: Phrase, at: int) -> Governor | None:
    """Read "injured people arrived, among them five children": nobody says how many in all."""
    if phrase.thing not in ("person", KIN):
        return None
    for step in range(at - 1, max(-1, at - 1 - INCLUDED_REACH), -1):
        measure = bench.lexicon.states.get(bench.words[step])
        many = bench.tag(step + 1) == "NNS" and bench.lexicon.thing(bench.words[step + 1])
        if measure in ONLY_PEOPLE and many == "person":
            return Governor(measure, (step, at), "measure.included", "object")
    return None


def of_noun(bench: Bench, phrase: Phrase, at: int) -> Governor | None:
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
        verb = left_of(bench, at - 2)
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
    for back in (3, 2, 1, 0):
        start = at - back
        if start < 0 or (bench.tags[start] not in VERB_TAGS and bench.tags[start] != "VBP"):
            continue
        if bench.tags[start] == "NN" and bench.tag(start - 1) in ("DT", "PRP$"):
            # "The claim a man made".
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


__all__ = ["CLAUSE_OPENS", "ONLY_PEOPLE", "before", "included", "left_of", "of_noun"]
