"""Read tolls: "the toll rose to 12", "raised it to 12", "Deaths: 12", "Houses destroyed: 40"."""

from __future__ import annotations

from provenance.extract.bench import VERB_TAGS, Bench
from provenance.extract.leading import CLAUSE_OPENS, ONLY_PEOPLE, left_of
from provenance.extract.losses import MAX_JOINED, Governor
from provenance.extract.measures import BARE, UNKNOWN, combine
from provenance.extract.phrases import Phrase
from provenance.extract.tags import NOUNS
from provenance.records import Measure

NUMBERED = frozenset({Measure.ATTACKS, Measure.CAPTURED, Measure.DISPLACED})
TOLL_REACH = 24
LABEL_REACH = 6
BROUGHT_REACH = 9
LABELLED = ONLY_PEOPLE | {Measure.MISSING, Measure.CAPTURED}
# These speak of things alone ("Houses destroyed: 40").
OF_THINGS = frozenset({Measure.DESTROYED, Measure.DAMAGED})
THINGS = frozenset({"item", "weapon", "building"})


def toll(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "the death toll rose to 31", "the number of wounded is 12"."""
    if phrase.thing not in ("person", UNKNOWN, BARE):
        return None
    lexicon, small = bench.lexicon, bench.small
    # "The toll exceeded 300": the verb says that there are more, and is a part of the number.
    links = {bench.word(left_of(bench, phrase.first - 1))}
    if bench.tag(phrase.first) in VERB_TAGS:
        links.add(bench.word(phrase.first))
    if links.isdisjoint(lexicon.toll_verbs | lexicon.tolls):
        return None
    measure: Measure | None = None
    shown = -1
    for at in range(phrase.first - 1, max(-1, phrase.first - 1 - TOLL_REACH), -1):
        word = bench.words[at]
        if bench.is_number(at) and bench.word(at - 1) in ("from", "by"):
            # "The toll rose from 52 to 57", "rose by 12 to 58".
            continue
        if bench.is_number(at) and bench.word(at + 1) in small.times:
            # "The death toll of three weeks of raids is put at 40".
            continue
        if word in small.toll_stops or bench.is_number(at):
            return None
        known = lexicon.of_nouns.get(word) or lexicon.counts.get(word) or bench.lost(at)
        finite = bench.tags[at] in ("VBD", "VBZ", "VBP")
        if finite and known is None and word not in lexicon.toll_verbs:
            return None
        if known in NUMBERED and bench.word(at - 1) == "of" and bench.word(at - 2) in lexicon.tolls:
            # "The number of raids reached 41"
            return Governor(known, (at - 2, at), "measure.toll", "toll")
        if known in (Measure.KILLED, Measure.INJURED, Measure.KILLED_OR_INJURED, Measure.MISSING):
            measure, shown = known, at
        noun = bench.tokens[at]
        rises = noun.dep_ == "nsubj" and noun.head.lower_ in lexicon.toll_verbs
        plural = bench.tags[at] == "NNS" and word not in small.lost_people
        if measure is not None and shown == at and plural and rises:
            # "Deaths rose by 12 to 58": the noun is its own toll.
            return Governor(measure, (at,), "measure.toll", "toll")
        if word in small.lost_people and _is_of_force(bench, at, phrase):
            # "Combat losses reached 850 men"
            return Governor(Measure.KILLED_OR_INJURED, (at,), "measure.toll", "toll")
        if word in lexicon.tolls:
            own = lexicon.of_nouns.get(bench.word(at - 1)) or lexicon.counts.get(bench.word(at - 1))
            if own is not None and own is not Measure.ATTACKS:
                measure, shown = own, at - 1
            of_event = bench.word(shown) in lexicon.of_nouns.keys() - small.lost_people
            of_event = of_event and measure is Measure.KILLED_OR_INJURED
            if word in lexicon.death_tolls and (measure is None or of_event):
                # "The toll from the shootings": of the dead, whatever the event's noun counts.
                measure, shown = Measure.KILLED, at
            if measure is None:
                given = bench.told is Measure.KILLED and _is_given(bench, at, phrase)
                if bench.told is None or not (given or _points_back(bench, at)):
                    return None
                # "put the figure at 16": of what was counted last
                return Governor(bench.told, (at,), "measure.carried", "toll")
            return Governor(measure, tuple(sorted({shown, at})), "measure.toll", "toll")
    return None


def _is_of_force(bench: Bench, at: int, phrase: Phrase) -> bool:
    """Say whether losses are those of a force: not "job losses", nor losses of money."""
    if bench.tags[at] != "NNS" or at + 1 >= phrase.first:
        return False
    if bench.tag(at - 1) in ("POS", "PRP$"):
        return True
    other = bench.tag(at - 1) == "NN" and bench.words[at - 1] not in bench.small.of_force
    return phrase.thing == "person" and not other


def revised(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "raised it to 12", "later put it at 38": the toll told last, given again."""
    if bench.told is None or phrase.head is not None or phrase.quantity.number.article:
        return None
    at = left_of(bench, phrase.first - 1)
    if bench.word(at) not in ("to", "at"):
        return None
    at -= 1
    while bench.tag(at) in ("RB", "RP"):
        at -= 1
    if bench.word(at) != "it" or bench.word(at - 1) not in bench.small.revising:
        return None
    return Governor(bench.told, (at - 1, at), "measure.carried", "toll")


def brought_to(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "brought to 35 the number of lives lost": the toll stands behind its number."""
    at = phrase.first - 1
    if bench.word(at) != "to" or phrase.quantity.number.article:
        return None
    noun = phrase.number_last + 2
    if bench.word(at - 1) not in bench.small.revising or bench.tag(noun - 1) != "DT":
        return None
    while bench.tag(noun) in ("JJ", "NN") and bench.words[noun] not in bench.lexicon.tolls:
        noun += 1
    if bench.word(noun) not in bench.lexicon.tolls:
        return None
    for step in range(noun - 1, min(noun + BROUGHT_REACH, len(bench.words))):
        word = bench.words[step]
        measure = bench.lexicon.counts.get(word) or bench.lost(step)
        if word in bench.lexicon.life_nouns or word in bench.lexicon.of_deaths:
            measure = Measure.KILLED
        if measure in LABELLED:
            return Governor(measure, (at - 1, step), "measure.brought_to", "toll")
        if word in CLAUSE_OPENS:
            break
    if bench.words[noun] in bench.lexicon.death_tolls:
        return Governor(Measure.KILLED, (at - 1, noun), "measure.brought_to", "toll")
    return None


def put_at(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "put the dead at nine and the wounded at 30", "raised the injured to 17"."""
    if phrase.thing not in ("person", BARE) or phrase.quantity.number.article:
        return None
    at = left_of(bench, phrase.first - 1)
    link = bench.word(at)
    if link not in ("at", "to"):
        return None
    # "put casualties at 12", "put their own dead at seven"
    verb = at - 2
    while (
        bench.word(verb) in bench.small.determiners
        or bench.word(verb) == "own"
        or bench.tag(verb) == "PRP$"
    ):
        verb -= 1
    measure = bench.lost(at - 1) or bench.lexicon.counts.get(bench.word(at - 1))
    if measure not in LABELLED:
        return None
    for _ in range(MAX_JOINED):
        if bench.word(verb) not in ("and", ",") or not bench.is_number(verb - 1):
            break
        # "… and the wounded at 30": the verb stands before the number before.
        verb = next((step for step in range(verb - 2, verb - 5, -1) if bench.word(step) == link), 0)
        verb -= 3
    while bench.tag(verb) == "RB":
        verb -= 1
    small = bench.small
    if bench.word(verb) not in small.revising | (small.gauging if link == "at" else frozenset()):
        return None
    return Governor(measure, (at - 1, at), "measure.put_at", "toll")


def label(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "Deaths: 14", "Number of dead: 17", "Missing persons: 6": a form's label and its number.

    Nothing else may stand in the label: "Two dead in the raid: 4" counts other things.
    """
    colon = phrase.first - 1
    if bench.word(colon) != ":" or phrase.thing not in ("person", UNKNOWN, BARE):
        return None
    if bench.lost(phrase.last + 1) is not None:
        # "Casualties: 6 killed, 11 wounded"
        return None
    measures: list[tuple[int, Measure]] = []
    of_thing, lost = "", []
    for at in range(colon - 1, max(-2, colon - 2 - LABEL_REACH), -1):
        word = bench.word(at)
        if at < 0 or word in CLAUSE_OPENS or _is_bullet(bench, at):
            break
        measure = bench.lexicon.counts.get(word) or bench.lost(at)
        thing = bench.lexicon.things.get(word, "")
        lost.append(at)
        if measure is not None and measure in LABELLED:
            measures.append((at, measure))
        elif thing in THINGS:
            of_thing = thing
        elif not (word in bench.small.label_words or thing == "person" or _harms(bench, at)):
            return None
    else:
        return None
    if of_thing:
        # "Houses destroyed: 40"
        measures = [
            (at, sense.measure)
            for at in lost
            for sense in bench.senses(at)[:MAX_JOINED]
            if sense.measure in OF_THINGS and sense.form == "past" and sense.fits(of_thing)
        ][:1]
    if not measures:
        return None
    shown = tuple(sorted(at for at, _ in measures))
    return Governor(combine([one for _, one in measures]), shown, "measure.label", "toll")


def _harms(bench: Bench, at: int) -> bool:
    """Say whether a word tells of things destroyed or damaged."""
    return any(sense.measure in OF_THINGS for sense in bench.senses(at))


def _is_bullet(bench: Bench, at: int) -> bool:
    """Say whether only marks stand up to ``at``: the bullet of an item."""
    return not any(char.isalnum() for word in bench.words[: at + 1] for char in word)


def _points_back(bench: Bench, at: int) -> bool:
    """Say whether "the figure" is one spoken of: pointed at, and it is not said of what it is."""
    # "The real number is 31".
    said_of = at - 2 if bench.tag(at - 1) == "JJ" else at - 1
    pointed = bench.word(said_of) in bench.small.pointing
    said = bench.word(at + 1) in bench.small.said_of or bench.tag(at + 1) in NOUNS
    return pointed and not said and bench.tag(at) == "NN"


def _is_given(bench: Bench, at: int, phrase: Phrase) -> bool:
    """Say whether it is "a figure of 31", the first of its sentence: of what was counted last."""
    if phrase.head is not None or phrase.first != at + 2 or bench.word(at + 1) != "of":
        return False
    article = at - 2 if bench.tag(at - 1) in ("JJ", "JJR") else at - 1
    return bench.tag(article) == "DT" and not any(n < phrase.first for n in bench.quantity_at)


__all__ = ["OF_THINGS", "THINGS", "brought_to", "label", "put_at", "revised", "toll"]
