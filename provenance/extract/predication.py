"""Statements laid open: head, core and governors of a claim, marked with words of doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import Field
from spacy.tokens import Doc, Token

from provenance.extract.lookup import Marked, Marks, Phrasebook, Words
from provenance.packs import Compiled, Packs, Topic

# Relations by which the governor of a predicate lends it its modality.
SPINE_UP = frozenset({"xcomp", "ccomp", "acl", "csubj", "csubjpass", "pcomp", "parataxis"})
# Relations by which a predicate hands on to the one that carries the news.
SPINE_DOWN = frozenset({"xcomp"})


class SmallWords(Topic):
    """Words too common to be marked in every sentence; verbs by their lemmas."""

    carrying: frozenset[str] = frozenset()
    """Verbs that only carry the next one."""
    open_after: frozenset[str] = frozenset()
    """Verbs with which a weak modal hedges ("could be lethal")."""
    concessive: frozenset[str] = frozenset()
    """Before "if", which then makes no condition."""


class Hedges(Topic):
    """The topic ``hedges``: words of doubt, of the future and of negation."""

    small: SmallWords = Field(default_factory=SmallWords)

    adverbs: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    raising: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    weak_passives: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    weak_modals: tuple[str, ...] = ()
    report_nouns: tuple[str, ...] = ()
    report_adjectives: tuple[str, ...] = ()
    doubt_nouns: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    condition_phrases: tuple[str, ...] = ()
    future_modals: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    prospects: tuple[str, ...] = ()
    evidence_nouns: tuple[str, ...] = ()
    confirming_adjectives: tuple[str, ...] = ()
    negators: tuple[str, ...] = ()
    reversing: tuple[str, ...] = ()
    negative_subjects: tuple[str, ...] = ()
    negative_determiners: tuple[str, ...] = ()
    negation_idioms: tuple[str, ...] = ()
    implicatives: tuple[str, ...] = ()


class Lexicon:
    def __init__(self, packs: Packs) -> None:
        hedges = packs.topic("hedges", Hedges)
        names = Hedges.model_fields.keys() - {"small"}
        self.marks = Marks({name: getattr(hedges, name) for name in names})
        self.small = hedges.small
        self.condition_phrases = Phrasebook((p, p) for p in hedges.condition_phrases)
        self.negation_idioms = Phrasebook((p, p) for p in hedges.negation_idioms)


lexicon_of = Compiled(Lexicon)


class Finding(NamedTuple):
    rule: str
    first: Token
    last: Token


class Predication(NamedTuple):
    """One statement laid open: its head, what hangs on it and what governs it."""

    doc: Doc
    words: Words
    tokens: Sequence[Token]
    inside: frozenset[int]
    core: tuple[Token, ...]
    governors: tuple[Token, ...]
    lexicon: Marked
    vocabulary: Lexicon

    @property
    def spine(self) -> tuple[Token, ...]:
        """The predicates whose modality is that of the statement."""
        return self.core + self.governors


def core_of(head: Token, lexicon: Marked, small: SmallWords) -> Iterator[Token]:
    """Yield the head and the predicates that it hands on to ("appears to have died")."""
    token: Token | None = head
    while token is not None:
        yield token
        if token.pos_ == "NOUN" and lexicon.has(token, "report_nouns"):
            # "A report that nobody had died": what it reports is the news.
            token = clause_of(token)
            continue
        if not (
            token.lemma_ in small.carrying
            or any(lexicon.has(token, name) for name in ("raising", "passives", "prospects"))
            or any(lexicon.has(token, name) for name in ("plans", "weak_passives", "implicatives"))
        ):
            return
        token = next((c for c in token.rights if c.dep_ in SPINE_DOWN), None)


def clause_of(noun: Token) -> Token | None:
    """Return the head of the that-clause that a noun of reporting takes, or None."""
    return next(
        (
            c
            for c in noun.rights
            if c.dep_ in ("acl", "ccomp", "relcl")
            and any(m.dep_ == "mark" and m.lower_ == "that" for m in c.lefts)
        ),
        None,
    )


def governors_of(head: Token) -> Iterator[Token]:
    """Yield what the head depends on in a line of complements, inner first."""
    token = head
    relations = SPINE_UP | {"dobj"}
    while token.dep_ in relations and token.head.i != token.i:
        above = token.head
        if above.i > token.i and any(token.doc[i].text == ";" for i in range(token.i, above.i)):
            # "Monitors said …; the army denied …": the next clause governs nothing here.
            return
        token = above
        yield token
        relations = SPINE_UP


__all__ = [
    "Finding",
    "Hedges",
    "Lexicon",
    "Predication",
    "clause_of",
    "core_of",
    "governors_of",
    "lexicon_of",
]
