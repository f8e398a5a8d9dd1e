"""Find of whom a sentence says that they died, where the word of death is not beside them.

"A man was shot twice and later died", "rushed to a hospital, where she was pronounced dead",
"killed his wife and then himself", "found John Smith dead".  From each word of death the parse
leads back to the person: through joined verbs, relative clauses and the pronouns of one
sentence.  What stands beside the person is read by the modules of losses and names.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from provenance.extract.phrases import VERB_TAGS, Bench, children
from provenance.records import Measure

STATED = frozenset({"acomp", "attr", "oprd", "advcl", "ccomp", "xcomp"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Clauses that take over the subject of the verb that they hang on.
SHARING = frozenset({"conj", "advcl", "xcomp"})
# How far back a name with an age stands that the parser took from its verb.
NAMED_BEFORE = 9
WOUNDS = frozenset({Measure.INJURED, Measure.KILLED_OR_INJURED})
SINGULAR = frozenset({"NN", "NNP", "CD", "JJ"})
PLURAL = frozenset({"NNS", "NNPS", "CD"})
MAX_STEPS = 6
MAX_DEATHS = 64


def find_deaths(bench: Bench) -> dict[int, int]:
    """Return the person's token for each death told of, with the token that tells it."""
    if bench.lexicon.deadly.isdisjoint(bench.words):
        return {}
    found: dict[int, int] = {}
    for token, person in islice(_deaths(bench), MAX_DEATHS):
        for joined in _joined(person):
            found.setdefault(joined.i, token.i)
    for name, person in _identified(bench):
        at = found.get(person.i, _killed_noun(bench, person))
        if at is not None:
            for joined in _joined(name):
                found.setdefault(joined.i, at)
    return found


def _identified(bench: Bench) -> Iterator[tuple[Token, Token]]:
    """Yield each name with whom it is the name of ("the man killed was identified as …")."""
    if bench.small.naming.isdisjoint(bench.words):
        return
    for token in bench.tokens:
        if token.lower_ != "as" or token.head.lower_ not in bench.small.naming:
            continue
        verb, name = token.head, _child(token, frozenset({"pobj"}))
        if name is None or name.pos_ != "PROPN":
            continue
        if verb.dep_ == "acl":
            yield name, verb.head
            continue
        person = _child(verb, frozenset({"nsubjpass"})) or _child(verb, frozenset({"dobj"}))
        if person is not None and person.pos_ != "PRON":
            yield name, person


def _killed_noun(bench: Bench, person: Token) -> int | None:
    """Return the word by which the noun itself is dead ("the dead man", "homicide victim")."""
    for child in children(person):
        if child.dep_ in ("amod", "compound", "acl") and (
            bench.lexicon.states.get(child.lower_) is Measure.KILLED
            or child.lower_ in bench.lexicon.of_deaths
            or (child.dep_ == "acl" and bench.lost(child.i) is Measure.KILLED)
        ):
            at: int = child.i
            return at
    return None


def _joined(person: Token) -> Iterator[Token]:
    """Yield the person and those joined to them ("a man and a woman were …")."""
    yield person
    for child in children(person):
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "NUM"):
            yield from _joined(child)


def _deaths(bench: Bench) -> Iterator[tuple[Token, Token]]:
    """Yield each word of death with the person that it leads back to."""
    lexicon = bench.lexicon
    for at, word in enumerate(bench.words):
        if word not in lexicon.deadly:
            continue
        token = bench.tokens[at]
        person: Token | None = None
        if lexicon.states.get(word) is Measure.KILLED and token.dep_ in STATED:
            person = _of_state(bench, token)
        elif word in lexicon.of_deaths and token.pos_ == "NOUN":
            person = _of_noun(bench, token)
        elif bench.tags[at] in VERB_TAGS and _is_real(bench, token):
            person = _of_verb(bench, token)
        if person is not None:
            yield token, person


def _is_real(bench: Bench, verb: Token) -> bool:
    """Say whether it happened: no negation, no "would", no "if"."""
    small = bench.small
    return not any(
        child.dep_ == "neg"
        or (child.dep_ == "aux" and child.lower_ in small.unreal)
        or (child.dep_ == "mark" and child.lower_ == "if")
        for child in children(verb)
    )


def _of_state(bench: Bench, state: Token) -> Token | None:
    """Return who "was pronounced dead", whom somebody "found dead"."""
    verb = state.head
    if verb.i == state.i or not _is_real(bench, verb) or _is_half(bench, state.i):
        return None
    if bench.word(state.i - 1) in ("brain", "-"):
        return None
    own = _child(state, SUBJECTS)
    if own is not None:
        return own
    taken = _child(verb, frozenset({"dobj"}))
    if taken is not None and taken.i < state.i:
        return None if taken.pos_ == "PRON" else taken
    return _subject(bench, verb)


def _of_noun(bench: Bench, noun: Token) -> Token | None:
    """Return whose death it is, or who "was the city's 64th homicide victim"."""
    verb = noun.head.head
    if noun.dep_ == "compound" and noun.head.lower_ in bench.small.victims:
        copula = noun.head.dep_ == "attr" and verb.lower_ in bench.small.be
        return _subject(bench, verb) if copula and _is_real(bench, verb) else None
    return _child(noun, frozenset({"poss"}))


def _of_verb(bench: Bench, verb: Token) -> Token | None:
    """Return who died by the verb of death, of whichever form."""
    for sense in bench.lexicon.senses(bench.words, verb.i):
        if sense.measure is Measure.KILLED and sense.counted == "subject":
            return _subject(bench, verb)
    fatal = any(child.lower_ in bench.small.fatal for child in children(verb))
    senses = bench.lexicon.senses(bench.words, verb.i)
    kills = any(s.measure is Measure.KILLED or (fatal and s.measure in WOUNDS) for s in senses)
    if not kills or _is_half(bench, verb.i):
        return None
    taken = _child(verb, frozenset({"dobj"}))
    if taken is None:
        return _subject(bench, verb) if _is_passive(verb) else None
    taken = next((one for one in _joined_pronouns(taken, bench.small.reflexive)), taken)
    if taken.lower_ in bench.small.reflexive:
        person = _subject(bench, verb)
        return person if person is not None and _agrees(bench, taken, person) else None
    if taken.pos_ == "PRON" and verb.dep_ in SHARING and verb.head.i < verb.i:
        person = _child(verb.head, frozenset({"dobj", "nsubjpass"}))
        return person if person is not None and _agrees(bench, taken, person) else None
    return None


def _joined_pronouns(taken: Token, words: frozenset[str]) -> Iterator[Token]:
    """Yield the pronouns joined to what is taken ("killed his wife and then himself")."""
    todo = [taken]
    while todo:
        token = todo.pop()
        for child in children(token):
            if child.dep_ == "conj":
                todo.append(child)
                if child.lower_ in words:
                    yield child


def _is_half(bench: Bench, at: int) -> bool:
    """Say whether the word is one half of "killed or injured", a total of both."""
    for step in (-1, 1):
        joined = bench.word(at + step) in ("and", "or", "/")
        if joined and bench.lost(at + 2 * step) is Measure.INJURED:
            return True
    return False


def _is_passive(verb: Token) -> bool:
    """Say whether a participle is passive, by itself or by the verb that it is joined to."""
    for _ in range(MAX_STEPS):
        kinds = {child.dep_ for child in children(verb)}
        if "auxpass" in kinds or "nsubjpass" in kinds:
            return True
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            return True
        if verb.tag_ != "VBN" or verb.dep_ != "conj" or "nsubj" in kinds:
            return False
        verb = verb.head
    return False


def _subject(bench: Bench, verb: Token) -> Token | None:
    """Return the person who is the subject of the verb, also one told of before."""
    for _ in range(MAX_STEPS):
        own = _child(verb, SUBJECTS)
        if own is not None:
            return _antecedent(bench, verb, own)
        head = verb.head
        if verb.dep_ == "acl":
            return head if head.i < verb.i else None
        if verb.dep_ == "pcomp":
            head = head.head
        elif verb.dep_ not in SHARING and not (verb.dep_ == "ccomp" and _befalls(bench, head)):
            return _aged_before(bench, verb)
        if head.pos_ not in ("VERB", "AUX"):
            return None
        verb = head
    return None


def _aged_before(bench: Bench, verb: Token) -> Token | None:
    """Return the name in "Jane Roe, 16, of Velm, died", which the parser took from its verb."""
    for at in range(verb.i - 1, max(1, verb.i - NAMED_BEFORE), -1):
        if bench.tag(at).startswith("VB"):
            return None
        if bench.tags[at] == "CD" and bench.words[at - 1] == "," and bench.word(at + 1) == ",":
            return bench.tokens[at - 2] if bench.tag(at - 2) == "NNP" else None
    return None


def _antecedent(bench: Bench, verb: Token, own: Token) -> Token | None:
    """Return whom the subject stands for: itself, who is before "who", who "he" is."""
    if own.tag_ in ("WP", "WDT"):
        return verb.head if verb.dep_ == "relcl" else None
    if own.pos_ != "PRON":
        return own
    if own.lower_ not in bench.small.persons:
        return None
    where = any(child.lower_ == "where" for child in children(verb))
    person: Token | None = None
    if verb.dep_ == "relcl" and where:
        person = _moved(bench, verb.head)
    elif verb.dep_ in ("conj", "advcl") and _befalls(bench, verb.head):
        person = _child(verb.head, SUBJECTS)
        if person is not None and person.tag_ in ("WP", "WDT") and verb.head.dep_ == "relcl":
            person = verb.head.head
    return person if person is not None and _agrees(bench, own, person) else None


def _moved(bench: Bench, place: Token) -> Token | None:
    """Return who came to the place: the object of the verb of movement, or its subject."""
    token = place
    for _ in range(MAX_STEPS):
        if token.pos_ in ("VERB", "AUX") or token.head.i == token.i:
            break
        token = token.head
    if token.pos_ not in ("VERB", "AUX"):
        return None
    taken = _child(token, frozenset({"dobj"}))
    if taken is not None and taken.i < place.i and taken.pos_ != "PRON":
        return taken
    own = _subject(bench, token)
    return own if own is not None and own.pos_ != "PRON" else None


def _befalls(bench: Bench, verb: Token) -> bool:
    """Say whether the verb hurts its subject or brings it to hospital."""
    if verb.lower_ in bench.small.hospital_verbs:
        return True
    return any(sense.measure in WOUNDS for sense in bench.senses(verb.i))


def _agrees(bench: Bench, pronoun: Token, person: Token) -> bool:
    """Say whether pronoun and person are both one, or both several."""
    many = any(child.dep_ == "conj" for child in children(person))
    if pronoun.lower_ in bench.small.persons_many:
        return many or person.tag_ in PLURAL
    return not many and person.tag_ in SINGULAR


def _child(token: Token, kinds: frozenset[str]) -> Token | None:
    return next((child for child in children(token) if child.dep_ in kinds), None)


__all__ = ["find_deaths"]
