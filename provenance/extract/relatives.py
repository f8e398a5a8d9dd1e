"""Relatives: who is told of as somebody's, and who shared somebody's lot."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from provenance.extract.bench import Bench, children
from provenance.extract.measures import KIN

NAME_TAGS = frozenset({"NNP", "NNPS"})


def is_listed(bench: Bench, token: Token) -> bool:
    """Say whether a relative behind a name is the next of a list ("Tom, his wife and their son").

    Set beside the name alone it says who that is ("Tom, his brother, was killed").
    """
    if token.tag_ != "NN" or token.head.tag_ not in NAME_TAGS or owner_of(token) is None:
        return False
    if bench.lexicon.thing(token.lower_) != KIN:
        return False
    todo = [token]
    while todo:
        for child in children(todo.pop()):
            if child.dep_ == "conj":
                counted = any(c.dep_ == "nummod" for c in children(child))
                if counted or owner_of(child) is not None or child.tag_ in NAME_TAGS:
                    return True
            if child.dep_ in ("conj", "appos"):
                todo.append(child)
    return False


def is_kin(bench: Bench, token: Token) -> bool:
    """Say whether a token is one relative of somebody: "her mother"."""
    owned = owner_of(token) is not None
    alone = owned and token.lower_ in bench.small.owned
    if token.tag_ != "NN" or not (alone or bench.lexicon.thing(token.lower_) == KIN):
        return False
    if not owned and token.dep_ == "conj" and bench.lexicon.thing(token.head.lower_) == KIN:
        # "his wife and daughter"
        shared = not any(child.dep_ in ("poss", "det") for child in children(token))
        owned = shared and owner_of(token.head) is not None
    return owned and not any(child.dep_ == "nummod" for child in children(token))


def names_of(bench: Bench, token: Token) -> Iterator[int]:
    """Yield the tokens of names set beside a relative."""
    behind = token.i + 1 + (bench.word(token.i + 1) == ",")
    if bench.tag(behind) in NAME_TAGS:
        yield behind
    for child in children(token):
        if child.dep_ == "appos" and child.tag_ in NAME_TAGS:
            yield child.i


def owner_of(token: Token) -> Token | None:
    """Return the "her" of "her mother"."""
    return next((c for c in children(token) if c.dep_ == "poss" and c.tag_ == "PRP$"), None)


def kin_span(bench: Bench, token: Token) -> tuple[int, int]:
    """Return the tokens of "her mother", "his brother-in-law"."""
    owner = owner_of(token)
    first, last = token.left_edge.i if owner is None else owner.i, token.i
    while bench.word(last + 1) == "-" and bench.tag(last + 2)[:2] in ("IN", "NN"):
        last += 2
    return first, last


def shared_with(bench: Bench, verb: Token) -> Iterator[Token]:
    """Yield who shared somebody's lot: "was killed alongside his wife", "along with Jane Roe".

    With "with" alone only relatives: he may have been killed with a weapon, in a fight with others.
    """
    for link in children(verb):
        if link.i < verb.i or link.lower_ not in ("alongside", "with", "along", "together"):
            continue
        sure = link.lower_ != "with" or bench.word(link.i - 1) in ("along", "together")
        inner = (c for c in children(link) if c.dep_ == "prep" and c.lower_ == "with")
        for prep in (link, *inner):
            for person in children(prep):
                if person.dep_ == "pobj" and (sure or is_kin(bench, person)):
                    yield person


__all__ = ["NAME_TAGS", "is_kin", "is_listed", "kin_span", "names_of", "owner_of", "shared_with"]
