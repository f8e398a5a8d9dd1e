"""Decide what a quantity measures, from the word that governs its noun phrase.

Order: the phrase itself ("12 dead", "several injured civilians"), the predicate at once
behind it ("12 people were killed"), the verb or noun at once before it ("killing 12",
"the death of 12"), a toll noun ("the toll rose to 12"), the parse, a bounded walk to the
right.  The local rules come first because the parser fails on headlines and on text
without commas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from provenance.extract.measures import Sense
from provenance.extract.phrases import NOUN_TAGS, Bench, Phrase
from provenance.records import Measure

AUXILIARIES = frozenset(
    [
        "was",
        "were",
        "been",
        "being",
        "be",
        "is",
        "are",
        "has",
        "have",
        "had",
        "got",
        "get",
        "gets",
        "getting",
        "may",
        "might",
        "could",
        "will",
        "would",
        "must",
        "should",
        "'s",
        "'re",
        "'ve",
        "who",
        "that",
        "which",
    ]
)
LINKS = frozenset(
    [
        "confirmed",
        "reported",
        "feared",
        "believed",
        "declared",
        "pronounced",
        "found",
        "left",
        "remain",
        "remains",
        "remained",
        "presumed",
        "thought",
        "said",
        "shot",
        "listed",
        "counted",
        "considered",
        "known",
        "verified",
        "to",
        "have",
    ]
)
SKIPPED = frozenset(["–", "—", "-", ":", "(", ")", '"', "“", "”", "’", "‘"]) | {
    "also",
    "both",
    "all",
}
WALK = 30


@dataclass(frozen=True, slots=True)
class Governor:
    """The measure of a quantity, the tokens that show it, and the rule."""

    measure: Measure
    at: tuple[int, ...]
    rule: str
    role: str
    """``object`` or ``subject`` of a verb, ``self`` (the phrase says it), ``of`` a noun."""


def find_governor(bench: Bench, phrase: Phrase) -> Governor | None:
    """Return what governs the phrase; None when no word of measure does."""
    for rule in (_itself, _behind, _before, _toll, _parsed, _walk, _loose_weapons):
        found = rule(bench, phrase)
        if found is not None:
            return found
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
        measure = lexicon.counts.get(word) or lexicon.states.get(word)
        if measure is not None and not _is_verb_of(bench, phrase.head):
            if phrase.quantity.number.article and measure is Measure.ATTACKS:
                return None
            if measure is Measure.CAPTURED:
                return _behind(bench, phrase) or _before(bench, phrase) or _parsed(bench, phrase)
            return Governor(measure, (phrase.head,), "measure.noun", "self")
    if phrase.state is not None:
        return Governor(phrase.state, (phrase.state_at,), "measure.modifier", "self")
    return None


def _is_verb_of(bench: Bench, at: int) -> bool:
    """Say whether a word that may be a noun of loss is a verb here ("Kills 3 Wounds 20")."""
    return bench.is_number(at + 1) and bench.word(at) in bench.lexicon.verbs


def _behind(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read the predicate at once behind the phrase."""
    for end in dict.fromkeys((phrase.last, phrase.core_last, phrase.number_last)):
        found = _predicate(bench, phrase, end + 1)
        if found is not None:
            return found
    return None


def _predicate(bench: Bench, phrase: Phrase, at: int) -> Governor | None:
    auxiliary = False
    for _ in range(12):
        word, tag = bench.word(at), bench.tag(at)
        if not word:
            return None
        loss = _loss(bench, phrase, at, auxiliary)
        if loss is not None:
            return loss
        if word in AUXILIARIES:
            auxiliary = auxiliary or word not in ("who", "that", "which")
        elif not (word in LINKS or word in SKIPPED or tag in ("RB", "MD", "RBR")):
            return None
        at += 1
    return None


def _loss(bench: Bench, phrase: Phrase, at: int, auxiliary: bool) -> Governor | None:
    """Read a word of loss at ``at`` as the predicate of the phrase before it."""
    lexicon = bench.lexicon
    measures: list[Measure] = []
    places: list[int] = []
    for place in _coordinated(bench, at):
        word = bench.words[place]
        measure = lexicon.states.get(word)
        if measure is None or (word in lexicon.verbs and _active(bench, place, auxiliary)):
            measure = None
            for sense in lexicon.senses(bench.words, place):
                if not sense.fits(phrase.thing):
                    continue
                if sense.counted in ("subject", "both") and sense.form != "ing":
                    if (
                        sense.counted == "both"
                        and not auxiliary
                        and _active(bench, place, auxiliary)
                    ):
                        continue
                    measure = sense.measure
                elif sense.counted in ("object", "both") and sense.form == "past":
                    if _active(bench, place + len(sense.rest), auxiliary):
                        continue
                    if "have" in bench.words[max(0, at - 2) : at] or (
                        bench.word(at - 1) in ("has", "have", "had")
                    ):
                        continue
                    measure = sense.measure
                if measure is not None:
                    break
        if measure is None:
            break
        measures.append(measure)
        places.append(place)
    if not measures:
        return None
    rule = "measure.passive" if auxiliary else "measure.participle"
    return Governor(combine(measures), tuple(places), rule, "object")


def _active(bench: Bench, at: int, auxiliary: bool) -> bool:
    """Say whether the past form at ``at`` has its own object ("militants killed five men")."""
    if auxiliary:
        return False
    following = at + 1
    if bench.is_number(following):
        return not _has_participle(bench, following)
    tag = bench.tag(following)
    if tag in ("DT", "PRP$", "PRP"):
        return True
    return (
        tag in ("NN", "NNS", "NNP", "JJ")
        and bench.word(following) not in bench.lexicon.states
        and (bench.lexicon.thing(bench.word(following)) in ("person", "item", "place"))
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


def _coordinated(bench: Bench, at: int) -> list[int]:
    """Return the places of words of loss joined to the one at ``at`` ("killed or wounded")."""
    places = [at]
    step = at + 1
    while bench.word(step) in ("and", "or", "/", "&") or (
        bench.word(step) == ","
        and bench.lost(step + 1) is not None
        and not bench.is_number(step + 1)
    ):
        step += 1
        while bench.tag(step) == "RB":
            step += 1
        if bench.is_number(step) or bench.lost(step) is None:
            break
        places.append(step)
        step += 1
    return places


def combine(measures: Sequence[Measure]) -> Measure:
    """Return the measure of joined words: "killed or wounded" is one total of both."""
    kinds = set(measures)
    if kinds == {Measure.KILLED, Measure.KILLED_OR_INJURED}:
        return Measure.KILLED
    if kinds == {Measure.INJURED, Measure.KILLED_OR_INJURED}:
        return Measure.INJURED
    if {Measure.KILLED, Measure.INJURED} <= kinds:
        return Measure.KILLED_OR_INJURED
    return measures[0]


def _left(bench: Bench, at: int) -> int:
    """Step left over articles, possessives and adverbs."""
    for _ in range(5):
        if bench.tag(at) in ("DT", "PRP$", "PDT", "RB") or bench.word(at) in (
            "total",
            "further",
            "additional",
            ":",
            '"',
            "“",
            "estimated",
            "other",
        ):
            at -= 1
        else:
            break
    return at


def _before(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read the verb, or the noun with "of", at once before the phrase."""
    at = _left(bench, phrase.first - 1)
    if at < 0:
        return None
    lexicon = bench.lexicon
    if bench.words[at] == "of":
        noun = at - 1
        while noun > 0 and bench.word(noun) in ("and", "/") and bench.word(noun - 1):
            noun -= 1
        measure = lexicon.of_nouns.get(bench.word(at - 1))
        if measure is None:
            return None
        word = bench.word(at - 1)
        if word in lexicon.life_nouns:
            verb = _left(bench, at - 2)
            if bench.word(verb) in lexicon.life_verbs:
                return Governor(Measure.KILLED, (verb, at - 1), "measure.lives", "object")
            return None
        return Governor(measure, (at - 1,), "measure.of", "of")
    sense = _verb_ending(bench, at, phrase)
    if sense is None:
        return None
    measures = [sense.measure]
    places = [at]
    step = at - 1 - len(sense.rest)
    while bench.word(step) in ("and", "or", "/") and step > 0:
        other = _verb_ending(bench, step - 1, phrase)
        if other is None:
            break
        measures.insert(0, other.measure)
        places.insert(0, step - 1)
        step -= 2 + len(other.rest)
    return Governor(combine(measures), tuple(places), "measure.object", "object")


def _verb_ending(bench: Bench, at: int, phrase: Phrase) -> Sense | None:
    """Return the sense, with an object that fits, of the verb whose last word is at ``at``."""
    for back in (2, 1, 0):
        if at - back < 0:
            continue
        for sense in bench.lexicon.senses(bench.words, at - back):
            if (
                len(sense.rest) == back
                and sense.counted in ("object", "both")
                and sense.fits(phrase.thing)
            ):
                if sense.form == "past" and bench.word(at - back - 1) in (
                    "was",
                    "were",
                    "been",
                    "being",
                    "is",
                    "are",
                ):
                    continue
                return sense
    return None


def _toll(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "the death toll rose to 31", "the number of wounded is 12"."""
    lexicon = bench.lexicon
    at = phrase.first - 1
    measure: Measure | None = None
    shown = -1
    for _ in range(16):
        word = bench.word(at)
        if not word or word in (";", "."):
            return None
        if bench.is_number(at) and not bench.quantity_at[at].number.article:
            return None
        known = lexicon.of_nouns.get(word) or lexicon.counts.get(word) or lexicon.states.get(word)
        if known in (Measure.ATTACKS, Measure.CAPTURED, Measure.DESTROYED, Measure.OTHER):
            known = None
        past = bench.lost(at) if known is None else known
        if known is not None:
            measure, shown = known, at
        elif past is not None and bench.tag(at) in ("VBN", "VBD", "JJ") and measure is None:
            measure, shown = past, at
        if word in lexicon.tolls:
            before = bench.word(at - 1)
            own = lexicon.of_nouns.get(before) or lexicon.counts.get(before)
            if own is not None and own is not Measure.ATTACKS:
                measure, shown = own, at - 1
            if measure is None or not _toll_verb(bench, at, phrase.first):
                return None
            if phrase.thing not in ("person", "unknown"):
                return None
            return Governor(measure, (shown, at), "measure.toll", "toll")
        at -= 1
    return None


def _toll_verb(bench: Bench, at: int, first: int) -> bool:
    """Say whether the words before the number bind it to the toll."""
    return bench.word(_left(bench, first - 1)) in bench.lexicon.toll_verbs


def _parsed(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read the governor from the parse."""
    anchor = phrase.head if phrase.head is not None else phrase.number_last
    token = bench.tokens[anchor]
    for _ in range(8):
        head = token.head
        if head.i == token.i:
            break
        inside = phrase.first <= head.i <= phrase.last
        if (
            inside
            or token.dep_ == "conj"
            or (
                token.dep_ in ("nummod", "quantmod", "compound", "amod", "nmod")
                and head.i > token.i
            )
        ):
            if token.dep_ == "conj" and not inside and head.pos_ in ("VERB", "AUX"):
                break
            token = head
        else:
            break
    return _from_role(bench, phrase, token)


def _from_role(bench: Bench, phrase: Phrase, token: Token) -> Governor | None:
    head, role = token.head, token.dep_
    for child in token.children:
        if child.dep_ in ("acl", "relcl") and child.i > token.i and child.tag_ in ("VBN", "VBD"):
            passive = child.dep_ == "acl" or any(c.dep_ == "nsubjpass" for c in child.children)
            found = _verb(bench, phrase, child.i, "object" if passive else "subject")
            if found is not None:
                return found
    if role == "nsubjpass":
        return _verb(bench, phrase, head.i, "object")
    if role == "nsubj":
        found = _verb(bench, phrase, head.i, "subject")
        if found is not None:
            return found
        for child in head.children:
            if child.dep_ in ("acomp", "attr", "oprd") and child.lower_ in bench.lexicon.states:
                return Governor(
                    bench.lexicon.states[child.lower_], (child.i,), "measure.state", "subject"
                )
        if head.tag_ in ("VBN", "VBD") and not any(
            c.dep_ in ("dobj", "aux") for c in head.children
        ):
            return _verb(bench, phrase, head.i, "object")
        return None
    if role in ("dobj", "attr", "oprd"):
        return _verb(bench, phrase, head.i, "object")
    if role == "pobj" and head.lower_ == "of":
        noun = head.head
        measure = bench.lexicon.of_nouns.get(noun.lower_)
        if measure is not None and noun.lower_ not in bench.lexicon.life_nouns:
            return Governor(measure, (noun.i,), "measure.of", "of")
    return None


def _verb(bench: Bench, phrase: Phrase, at: int, role: str) -> Governor | None:
    """Read verbs joined at ``at`` with the phrase as their object or subject."""
    measures: list[Measure] = []
    places: list[int] = []
    for place in _coordinated(bench, at):
        for sense in bench.lexicon.senses(bench.words, place):
            counted = sense.counted == role or sense.counted == "both"
            if sense.counted == "both" and role == "subject" and _active(bench, place, False):
                continue
            if counted and sense.fits(phrase.thing):
                measures.append(sense.measure)
                places.append(place)
                break
    if not measures:
        return None
    return Governor(combine(measures), tuple(places), f"measure.parsed_{role}", role)


def _walk(bench: Bench, phrase: Phrase) -> Governor | None:
    """Walk right to the first predicate; give up at the end of the clause."""
    at = phrase.last + 1
    auxiliary = False
    verbs_between = 0
    for _ in range(WALK):
        word, tag = bench.word(at), bench.tag(at)
        if not word or word in (".", ";", ":", "?", "!"):
            return None
        if word in ("was", "were", "been", "are", "is", "be"):
            auxiliary = True
        elif tag in ("VBD", "VBN", "VBZ", "VBP"):
            if auxiliary or bench.lost(at) is not None:
                found = _loss(bench, phrase, at, auxiliary)
                if found is not None and auxiliary:
                    return Governor(found.measure, found.at, "measure.walk", found.role)
            verbs_between += 1
            if verbs_between > 1 or tag in ("VBD", "VBZ", "VBP"):
                return None
        elif word in ("while", "when", "after", "before", "as", "because", "but", "that"):
            return None
        elif tag not in ("RB", "MD"):
            auxiliary = False
        at += 1
    return None


def _loose_weapons(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read "over 30 rockets so far on the capital" as shells fired."""
    if phrase.thing != "weapon" or phrase.quantity.number.article or phrase.head is None:
        return None
    for step in range(phrase.last + 1, phrase.last + 4):
        if bench.word(step) in ("on", "at", "into", "against", "onto", "toward", "towards"):
            return Governor(Measure.ATTACKS, (phrase.head, step), "measure.aimed", "self")
        if bench.tag(step) not in ("RB", "IN", "RP"):
            break
    return None


__all__ = ["Governor", "combine", "find_governor"]
