"""Read the predicate behind a counted phrase: "12 people were reported killed or wounded"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from provenance.extract.bench import NOUN_TAGS, VERB_TAGS, Bench
from provenance.extract.measures import Sense, combine
from provenance.extract.phrases import Phrase
from provenance.records import Measure

REACH = 12
MAX_JOINED = 6
SIGN_REACH = 25
DEATH_BEFORE = 8
HOSPITAL_REACH = 8
WOUND_REACH = 6


@dataclass(frozen=True, slots=True)
class Governor:
    """The measure of a quantity, the tokens that show it, and the rule."""

    measure: Measure
    at: tuple[int, ...]
    rule: str
    role: str
    """``object`` or ``subject`` of a verb, ``self`` (the phrase says it), ``of`` a noun."""


def predicate(bench: Bench, phrase: Phrase, at: int) -> Governor | None:
    """Return what the predicate that begins at ``at`` says of the phrase before it."""
    small = bench.small
    auxiliary = fatal = False
    for _ in range(REACH):
        word, tag = bench.word(at), bench.tag(at)
        if not word or word in small.negations:
            return None
        if word in small.fatal:
            fatal = True
            closed = bench.tag(at + 1) in (",", ".", "", "CC", ":")
            if closed or (phrase.head is None and not bench.tag(at + 1).startswith("VB")):
                return Governor(Measure.KILLED, (at,), "measure.fatally", "object")
        found = loss(bench, phrase, at, auxiliary) or _condition(bench, at, auxiliary)
        if found is not None:
            if fatal and found.measure in (Measure.INJURED, Measure.KILLED_OR_INJURED):
                return Governor(Measure.KILLED, found.at, "measure.fatally", found.role)
            return found
        if word in small.be or word in small.got:
            auxiliary = True
        elif not (
            word in small.auxiliaries
            or word in small.relatives
            or word in small.links
            or word in small.skipped
            or tag in ("RB", "MD", "RBR")
            or (tag == "CC" and bench.tag(at - 1) == bench.tag(at + 1) == "RB")
        ):
            return None
        at += 1
    return None


def loss(bench: Bench, phrase: Phrase, at: int, auxiliary: bool) -> Governor | None:
    """Read a word of loss at ``at`` as the predicate of the phrase before it."""
    places = coordinated(bench, at)
    final = places[-1]
    busy = not auxiliary and _active(bench, final, phrase.head is None)
    measures: list[Measure] = []
    shown: list[int] = []
    for place in places:
        measure = _one_loss(bench, phrase, place, auxiliary, busy)
        if measure is None:
            break
        measures.append(measure)
        shown.append(place)
    if not measures:
        return None
    measure = combine(measures)
    rule = "measure.passive" if auxiliary else "measure.participle"
    if measure is Measure.KILLED_OR_INJURED and len(shown) == 1:
        told = signs(bench, shown[0])
        if told is not None:
            measure, rule = told, "measure.shot_and"
    return Governor(measure, tuple(shown), rule, "object")


def _one_loss(bench: Bench, phrase: Phrase, at: int, auxiliary: bool, busy: bool) -> Measure | None:
    word, low = bench.words[at], phrase.quantity.low
    state = bench.lexicon.states.get(word)
    if state is not None and not (word in bench.lexicon.verbs and busy):
        return state
    if bench.tags[at] not in VERB_TAGS:
        return None
    has = bench.word(at - 1) in bench.small.have
    for sense in bench.senses(at):
        if not sense.fits(phrase.thing, low) or sense.form == "ing":
            continue
        if sense.counted == "subject":
            return sense.measure
        if busy or (has and sense.counted == "object"):
            continue
        if sense.form == "past" and (auxiliary or sense.bare):
            return sense.measure
    return _hospital(bench, at) if auxiliary else None


def _hospital(bench: Bench, at: int) -> Measure | None:
    """Read "were taken to the hospital" as injured, unless words of death follow."""
    small = bench.small
    found = bench.word(at) in small.finding and bench.word(at + 1) in small.found_with
    if bench.word(at) not in small.hospital_verbs and not found:
        return None
    ahead = bench.words[at + 1 : at + 12]
    if any(word in small.dead_signs for word in ahead):
        return None
    if found:
        # "were found with stab wounds"
        hurt = not small.wound_nouns.isdisjoint(ahead[:WOUND_REACH])
        return Measure.INJURED if hurt else None
    near = ahead[:HOSPITAL_REACH]
    if any(word in small.hospital for word in near):
        return Measure.INJURED
    if any(run in small.hospital_names for run in pairwise(near)):
        return Measure.INJURED
    if bench.word(at) == "treated" and any(word in small.wound_nouns for word in ahead):
        return Measure.INJURED
    return None


def _condition(bench: Bench, at: int, auxiliary: bool) -> Governor | None:
    """Read "are in critical condition" as injured."""
    if not auxiliary:
        return None
    found = placed(bench, at)
    if found is not None or bench.word(at) != "in":
        return found
    for step in range(at + 1, at + 6):
        if bench.word(step) in bench.small.condition:
            return Governor(Measure.INJURED, (step,), "measure.condition", "subject")
    return None


def placed(bench: Bench, at: int) -> Governor | None:
    """Read "in hospital", "in custody" at ``at``: where people are tells what befell them."""
    for measure, runs in bench.small.conditions.items():
        for words in runs:
            if bench.runs(at, words):
                last = at + len(words) - 1
                return Governor(measure, (last,), "measure.condition", "subject")
    return None


def signs(bench: Bench, at: int) -> Measure | None:
    """Return what "shot" says of people: hurt, unless words of death stand in reach."""
    lemmas = {sense.lemma for sense in bench.senses(at)}
    in_the = bench.word(at + 1) in ("in", "on") and bench.tag(at + 2) in ("DT", "PRP$")
    hit = not lemmas.isdisjoint(bench.small.hitting) and in_the
    # "Hit in the shoulder", "struck in the left leg"
    limb = hit and not bench.small.body_parts.isdisjoint(bench.words[at + 3 : at + 5])
    if "shoot" not in lemmas and not limb:
        return None
    near = bench.words[max(0, at - DEATH_BEFORE) : at + SIGN_REACH]
    return None if any(word in bench.small.dead_signs for word in near) else Measure.INJURED


def _active(bench: Bench, at: int, bare: bool = False) -> bool:
    """Say whether the past form at ``at`` has its own object ("militants killed five men")."""
    senses = bench.senses(at)
    following = at + 1 + (len(senses[0].rest) if senses else 0)
    if bench.is_number(following):
        return not _has_participle(bench, following)
    if bare:
        # A number alone is hardly the killer: "left 20 dead and 30 injured a source said".
        return False
    tag, word = bench.tag(following), bench.word(following)
    if tag in ("DT", "PRP$", "PRP"):
        return True
    if word in bench.lexicon.states or word in bench.small.times:
        return False
    return tag in ("NN", "NNS", "NNP", "JJ", "NNPS") and (
        bench.lexicon.thing(word) in ("person", "item", "place", "kin")
    )


def _has_participle(bench: Bench, at: int) -> bool:
    """Say whether the number at ``at`` has a participle of loss of its own behind it."""
    quantity = bench.quantity_at[at]
    step = bench.token_at(quantity.end - 1) + 1
    for _ in range(7):
        if bench.lost(step) is not None:
            return bench.tag(step + 1) not in ("NN", "NNS")
        if bench.tag(step) not in NOUN_TAGS | {"JJ", "HYPH"} or bench.is_number(step):
            return False
        step += 1
    return False


def coordinated(bench: Bench, at: int) -> list[int]:
    """Return the places of words of loss joined to the one at ``at`` ("killed or wounded")."""
    places = [at]
    senses = bench.senses(at)
    step = at + 1 + (len(senses[0].rest) if senses else 0)
    while len(places) < MAX_JOINED and (
        bench.word(step) in ("and", "or", "/", "&")
        or (
            bench.word(step) == ","
            and bench.lost(step + 1) is not None
            and not bench.is_number(step + 1)
        )
    ):
        step += 1
        while bench.tag(step) == "RB":
            step += 1
        if bench.is_number(step) or bench.lost(step) is None:
            break
        places.append(step)
        step += 1
    return places


def verb_measures(
    bench: Bench, phrase: Phrase, at: int, role: str
) -> tuple[list[Measure], list[int]]:
    """Return the measures of verbs joined at ``at`` with the phrase as object or subject."""
    measures: list[Measure] = []
    places: list[int] = []
    for place in coordinated(bench, at):
        for sense in bench.senses(place):
            if _counts(bench, sense, place, role) and sense.fits(phrase.thing, phrase.quantity.low):
                measures.append(sense.measure)
                places.append(place)
                break
    return measures, places


def _counts(bench: Bench, sense: Sense, at: int, role: str) -> bool:
    if sense.counted == "both":
        return role == "object" or not _active(bench, at)
    return sense.counted == role


__all__ = [
    "MAX_JOINED",
    "Governor",
    "coordinated",
    "loss",
    "placed",
    "predicate",
    "signs",
    "verb_measures",
]
