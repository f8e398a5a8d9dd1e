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

from provenance.extract.bench import VERB_TAGS, Bench, children
from provenance.extract.identified import child_of, identified, killed_noun
from provenance.extract.phrases import aged_at
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
        if person.dep_ == "appos" and person.head.pos_ == "PROPN":
            # "Jane Roe, the girl who died".
            found.setdefault(person.head.i, token.i)
    for name, person in identified(bench):
        at = found.get(person.i, killed_noun(bench, person))
        if at is not None:
            for joined in _joined(name):
                found.setdefault(joined.i, at)
    return found


def _joined(person: Token) -> Iterator[Token]:
    """Yield the person and those joined to them ("a man and a woman were …")."""
    yield person
    for child in children(person):
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "NUM"):
            yield from _joined(child)
        elif child.dep_ == "appos" and person.tag_ == "NN" and _is_common(child):
            # "The victim, a 16-year-old, died".
            yield child


def _is_common(token: Token) -> bool:
    return bool(token.pos_ == "NOUN" or token.lower_ == "old")


def _deaths(bench: Bench) -> Iterator[tuple[Token, Token]]:
    """Yield each word of death with the person that it leads back to."""
    lexicon = bench.lexicon
    for at, word in enumerate(bench.words):
        if word not in lexicon.deadly:
            continue
        token = bench.tokens[at]
        person: Token | None = None
        among = _among(bench, token)
        if among is not None:
            person = _listed(bench, among)
        elif lexicon.states.get(word) is Measure.KILLED and token.dep_ in STATED:
            person = _of_state(bench, token)
        elif lexicon.states.get(word) is Measure.KILLED and token.dep_ == "amod":
            # "Found Jane Roe, 16, of Velm, dead".
            person = token.head if token.head.i < token.i else None
        elif word in lexicon.of_deaths and token.pos_ == "NOUN":
            person = _of_noun(bench, token)
        elif bench.tags[at] in VERB_TAGS and _is_real(bench, token):
            person = _of_verb(bench, token)
        if person is not None:
            yield token, person


def _among(bench: Bench, token: Token) -> Token | None:
    """Return the "among" of "among the dead", "among those killed"."""
    noun = token.head if token.dep_ == "acl" else token
    link = noun.head
    return link if noun.dep_ == "pobj" and link.lower_ in bench.small.among else None


def _listed(bench: Bench, among: Token) -> Token | None:
    """Return who was among the dead, on either side of the verb."""
    verb = among.head
    if verb.lower_ not in bench.small.be or not _is_real(bench, verb):
        return None
    person = child_of(verb, SUBJECTS | {"attr"})
    return None if person is None or person.pos_ == "PRON" else person


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
    own = child_of(state, SUBJECTS)
    if own is not None:
        return own
    taken = child_of(verb, frozenset({"dobj"}))
    if taken is not None:
        # "Found Roe dead", "shot dead his wife": who does it lives.
        return None if taken.pos_ == "PRON" else taken
    return _subject(bench, verb)


def _of_noun(bench: Bench, noun: Token) -> Token | None:
    """Return whose death it is, or who "was the city's 64th homicide victim"."""
    verb = noun.head.head
    if noun.dep_ == "compound" and noun.head.lower_ in bench.small.victims:
        copula = noun.head.dep_ == "attr" and verb.lower_ in bench.small.be
        return _subject(bench, verb) if copula and _is_real(bench, verb) else None
    return child_of(noun, frozenset({"poss"}))


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
    taken = child_of(verb, frozenset({"dobj"}))
    if taken is None:
        if _is_passive(verb) or (fatal and _is_cut_short(verb)):
            return _subject(bench, verb)
        return _name_behind(bench, verb)
    taken = next((one for one in _joined_pronouns(taken, bench.small.reflexive)), taken)
    if taken.lower_ in bench.small.reflexive:
        person = _subject(bench, verb)
        return person if person is not None and _agrees(bench, taken, person) else None
    if taken.pos_ == "PRON" and verb.dep_ in SHARING and verb.head.i < verb.i:
        person = child_of(verb.head, frozenset({"dobj", "nsubjpass"}))
        return person if person is not None and _agrees(bench, taken, person) else None
    return None


def _is_cut_short(verb: Token) -> bool:
    """Say whether a headline leaves out the auxiliary ("Jane Roe fatally shot in Velm")."""
    return verb.dep_ == "ROOT" and verb.tag_ in ("VBD", "VBN")


def _name_behind(bench: Bench, verb: Token) -> Token | None:
    """Return the name that the parser took from its verb ("of killing 6-year-old Jane Roe")."""
    if verb.tag_ not in ("VBG", "VB"):
        return None
    at = verb.i + 1
    aged = aged_at(bench, at)
    at = at if aged is None else aged + 1
    last = None
    while bench.tag(at) == "NNP" and bench.word(at) not in bench.small.times:
        last, at = at, at + 1
    # "Killing Rovian soldiers": the name is theirs, not one person's.
    closed = not bench.tag(at).startswith(("NN", "JJ", "CD", "HY", "POS"))
    return bench.tokens[last] if last is not None and closed else None


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
    if child_of(verb, SUBJECTS) is None and (named := _aged_before(bench, verb)) is not None:
        return named
    for _ in range(MAX_STEPS):
        own = child_of(verb, SUBJECTS)
        head = verb.head
        strayed = head.tag_ in ("VBN", "VBD") and bench.lost(head.i) is not None
        if own is not None and not (strayed and _is_event(bench, own)):
            return _antecedent(bench, verb, own)
        if verb.dep_ == "ccomp" and head.dep_ == "relcl":
            # "The girl they say was shot".
            return head.head
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


def _is_event(bench: Bench, own: Token) -> bool:
    """Say whether the subject cannot die ("hurt after a shooting has died": he has)."""
    word = own.lower_
    known = word in bench.lexicon.of_nouns or word in bench.lexicon.counts
    return known and bench.lexicon.thing(word) != "person"


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
        person = child_of(verb.head, SUBJECTS)
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
    taken = child_of(token, frozenset({"dobj"}))
    if taken is not None and taken.i < place.i and taken.pos_ != "PRON":
        return taken
    owner = child_of(place, frozenset({"poss"}))
    if owner is not None and owner.pos_ == "PROPN":
        # "Officers went to Roe's house, where he was found dead".
        return owner
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


__all__ = ["find_deaths"]
