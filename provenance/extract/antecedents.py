"""Antecedents: the nouns of a sentence that its relatives and possessives stand for."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from provenance.extract.bodies import Pronouns

# Words from a relative up to the clause that it opens.
CLAUSE_DEPTH = 6
# Words from a possessive up to the verb of its clause.
OBJECT_DEPTH = 4


def before_relative(relative: Token) -> tuple[Token | None, list[int]]:
    """Return the noun that a relative stands for, and the places of its phrase before it."""
    clause = relative.head
    for _ in range(CLAUSE_DEPTH):
        if clause.dep_ in ("relcl", "acl"):
            noun = clause.head
            inside = {t.i for t in noun.subtree} - {t.i for t in clause.subtree}
            return noun, _unpointed(noun, [i for i in inside if i < relative.i])
        clause = clause.head
    return None, []


def owner_of(possessive: Token, pronouns: Pronouns) -> Token | None:
    """Return the subject of the clause in whose object a possessive stands.

    "The ministry withdrew its statement": whose it is, says the clause itself.
    """
    token = possessive.head
    for _ in range(OBJECT_DEPTH):
        if token.dep_ not in ("dobj", "pobj", "prep", "ccomp"):
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            break
    subjects = [c for c in token.children if c.dep_ == "nsubj"]
    if len(subjects) != 1 or subjects[0].i > possessive.i:
        return None
    owner = pronouns.possessive.get(possessive.lower_, ())
    return subjects[0] if subjects[0].tag_ in owner else None


def without_clauses(noun: Token) -> list[int]:
    """Return the places of a noun phrase, without the clauses and names set behind it."""
    found = {t.i for t in noun.subtree}
    for child in noun.children:
        if child.dep_ in ("relcl", "acl", "appos"):
            found -= {t.i for t in child.subtree}
    return _unpointed(noun, found)


def _unpointed(noun: Token, places: Iterable[int]) -> list[int]:
    """Return the places in order, without marks at their end."""
    run = sorted(places)
    while run and noun.doc[run[-1]].is_punct:
        run.pop()
    return run


__all__ = ["before_relative", "owner_of", "without_clauses"]
