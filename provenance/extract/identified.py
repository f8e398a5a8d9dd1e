"""Find who is given a name as one of the dead: "the man killed was identified as John Smith"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from provenance.extract.bench import Bench, children
from provenance.records import Measure


def identified(bench: Bench) -> Iterator[tuple[Token, Token]]:
    """Yield each name with whom it is the name of ("the man killed was identified as …")."""
    if bench.small.naming.isdisjoint(bench.words):
        return
    for token in bench.tokens:
        if token.lower_ != "as" or token.head.lower_ not in bench.small.naming:
            continue
        verb, name = token.head, child_of(token, frozenset({"pobj"}))
        if name is None:
            continue
        if name.pos_ != "PROPN":
            # "Identified Jane Roe as the girl killed".
            called = child_of(verb, frozenset({"dobj", "nsubjpass"}))
            if called is not None and called.pos_ != "PRON":
                yield called, name
            continue
        if verb.dep_ == "acl":
            yield name, verb.head
            continue
        person = child_of(verb, frozenset({"nsubjpass"})) or child_of(verb, frozenset({"dobj"}))
        if person is not None and person.pos_ != "PRON":
            yield name, person


def killed_noun(bench: Bench, person: Token) -> int | None:
    """Return the word by which the noun itself is dead ("the dead man", "homicide victim")."""
    for child in children(person):
        if child.dep_ in ("amod", "compound", "acl") and (
            bench.lexicon.states.get(child.lower_) is Measure.KILLED
            or child.lower_ in bench.lexicon.of_deaths
            or (child.dep_ == "acl" and bench.lost(child.i) is Measure.KILLED)
        ):
            at: int = child.i
            return at
    return _victim_of(bench, person) if person.lower_ in bench.small.victims else None


def _victim_of(bench: Bench, person: Token) -> int | None:
    """Return the word of death in "the victim of the fatal shooting"."""
    verb = person.head.head if person.head.lower_ == "as" else person
    links = [*children(person), *(child for child in children(verb) if child.i > person.i)]
    for link in links:
        for noun in children(link) if link.lower_ in ("of", "in") else ():
            if noun.lower_ in bench.lexicon.of_deaths:
                return int(noun.i)
            for child in children(noun):
                if child.lower_ in bench.small.fatal:
                    return int(child.i)
    return None


def child_of(token: Token, kinds: frozenset[str]) -> Token | None:
    """Return the first child that hangs on a token in one of these ways."""
    return next((child for child in children(token) if child.dep_ in kinds), None)


__all__ = ["child_of", "identified", "killed_noun"]
