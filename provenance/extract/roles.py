"""Read from the parse which word a counted phrase is the subject or object of."""

from __future__ import annotations

from spacy.tokens import Token

from provenance.extract.bench import VERB_TAGS, Bench, children
from provenance.extract.leading import of_noun
from provenance.extract.losses import Governor, signs, verb_measures
from provenance.extract.measures import GROUP, KIN, combine
from provenance.extract.phrases import Phrase
from provenance.extract.subjects import ANY_SUBJECT
from provenance.records import Measure

# "Thousands of civilians fleeing": what people do as they are told of.
TENSED = frozenset({"VBD", "VBZ", "VBP", "VBN"})
# Words between a count and the "with" before its relatives.
RELATIVES = 8
MOVING = frozenset({Measure.DISPLACED, Measure.PRESENT, Measure.SURRENDERED})


def parsed(bench: Bench, phrase: Phrase) -> Governor | None:
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
        return _joined(bench, phrase, head)
    if role in ("dobj", "attr", "oprd") or _is_behind_pronoun(token):
        return _verb(bench, phrase, head, "object")
    if role == "pobj" and head.lower_ == "of":
        group = head.head
        one = group.tag_ == "NN" and bench.lexicon.thing(group.lower_) == GROUP
        if one and group.i == head.i - 1:
            # "Killed a group of 13 people": what befell the group befell them.
            return _main_role(bench, phrase, group)
        return of_noun(bench, phrase, head.i) if head.i == head.head.i + 1 else None
    return None


def _joined(bench: Bench, phrase: Phrase, verb: Token) -> Governor | None:
    """Read a verb joined to one that tells of no loss: "survived but were wounded"."""
    for child in children(verb):
        if child.dep_ == "conj" and child.tag_ in TENSED:
            roles = {c.dep_ for c in children(child)}
            if roles.isdisjoint(ANY_SUBJECT):
                role = "object" if "auxpass" in roles else "subject"
                return _verb(bench, phrase, child, role) or _joined(bench, phrase, child)
    return None


def _is_behind_pronoun(token: Token) -> bool:
    """Say whether a noun is joined to a pronoun ("killing him and 11 more people").

    The parser joins it to the verb.
    """
    verb = token.head
    if (
        token.dep_ not in ("conj", "dep")
        or verb.pos_ != "VERB"
        or token.pos_ not in ("NOUN", "NUM")
    ):
        return False
    between = range(verb.i + 1, token.i)
    return any(c.dep_ == "dobj" and c.tag_ == "PRP" and c.i in between for c in children(verb))


def alongside(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read who shared somebody's lot: "was killed along with two of his guards"."""
    if phrase.thing not in ("person", KIN):
        return None
    at = phrase.first - 1
    while bench.word(at) in bench.small.determiners or bench.tag(at) == "PRP$":
        at -= 1
    at = _past_relatives(bench, at)
    runs = (words for words in (*bench.small.added, ("with",)) if bench.runs(at, words[-1:]))
    first = next((at - len(w) + 1 for w in runs if bench.runs(at - len(w) + 1, w)), None)
    if first is None or first < 1:
        return None
    verb = bench.tokens[first]
    while verb.dep_ in ("prep", "prt", "advmod", "cc") and verb.head.i != verb.i:
        verb = verb.head
    if verb.i >= first or verb.pos_ != "VERB":
        return None
    passive = verb.dep_ == "acl" or any(c.dep_ == "auxpass" for c in children(verb))
    found = _verb(bench, phrase, verb, "object" if passive else "subject")
    if found is None or found.measure in MOVING:
        return None
    return Governor(found.measure, found.at, "measure.alongside", found.role)


def _past_relatives(bench: Bench, at: int) -> int:
    """Return the place before the relatives that a count is joined to ("his wife and two sons")."""
    if bench.word(at) not in ("and", ","):
        return at
    step = at - 1
    while at - step <= RELATIVES and (
        bench.tag(step) in ("NN", "NNP", "JJ", "HYPH") or bench.word(step) in ("and", ",")
    ):
        step -= 1
    owned = bench.tag(step) == "PRP$" and bench.tag(step + 1) in ("NN", "JJ")
    return step - 1 if owned else at


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


__all__ = ["alongside", "parsed"]
