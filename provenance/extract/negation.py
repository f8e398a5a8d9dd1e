"""Negation: the words that negate a predicate or empty one of its arguments."""

from __future__ import annotations

from collections.abc import Iterator, Set

from spacy.tokens import Token

from provenance.extract.lookup import Marked
from provenance.extract.predication import Finding, Predication, clause_of
from provenance.extract.verdicts import (
    CLAUSES,
    PREDICATES,
    SUBJECTS,
    names_claim,
    verb_over,
    verdict_on,
)

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "dative"})


def negations(reading: Predication) -> Iterator[Finding]:
    """Yield the words that negate the predicate or empty one of its arguments."""
    lexicon = reading.lexicon
    if not lexicon.any("negators", "negative_subjects", "negative_determiners", "implicatives"):
        return
    if any(lexicon.has(token, "reversing") for token in reading.core):
        # "Neither driver survived" says that something happened, not that it did not.
        return
    idle = _idle(reading)
    head = reading.core[0]
    for token in reading.core:
        yield from _negated(token, idle, lexicon)
    if head.pos_ in ("NOUN", "PROPN"):
        yield from _empty(head, idle, lexicon)
    for token in reading.core[:-1]:
        if lexicon.has(token, "implicatives"):
            yield Finding("negation.implicative", token, token)
    for token in reading.governors:
        if lexicon.has(token, "implicatives") and token.pos_ != "NOUN":
            yield Finding("negation.implicative", token, token)
            for child in token.children:
                if lexicon.has(child, "negators") and child.i not in idle:
                    yield Finding("negation.word", child, child)


def _idle(reading: Predication) -> set[int]:
    """Return the tokens of idioms that negate nothing ("no fewer than")."""
    return {
        place
        for match in reading.vocabulary.negation_idioms.find(reading.words)
        for place in range(match.first, match.last + 1)
    }


def _negated(verb: Token, idle: set[int], lexicon: Marked) -> Iterator[Finding]:
    """Yield the words that negate a predicate or empty one of its arguments."""
    for child in verb.children:
        if child.i in idle:
            continue
        if lexicon.has(child, "negators") and child.dep_ not in ("cc", "preconj"):
            yield Finding("negation.word", child, child)
        elif child.dep_ in ARGUMENTS:
            yield from _empty(child, idle, lexicon)


def _empty(noun: Token, idle: set[int], lexicon: Marked) -> Iterator[Finding]:
    """Yield the determiner or pronoun that makes an argument empty ("no civilians")."""
    if lexicon.has(noun, "evidence_nouns") or (
        lexicon.has(noun, "report_nouns")
        and any(lexicon.has(c, "confirming_adjectives") for c in noun.lefts)
    ):
        # Missing evidence is a stance towards a claim, not the denial of a happening.
        return
    if lexicon.has(noun, "negative_subjects") and noun.i not in idle:
        yield Finding("negation.pronoun", noun, noun)
        return
    for child in noun.lefts:
        if (
            child.dep_ in ("det", "nummod", "neg")
            and lexicon.has(child, "negative_determiners")
            and child.i not in idle
        ):
            yield Finding("negation.determiner", child, noun)
            return


def denied_report(
    reading: Predication, cue: Set[int], verdicts: Marked, naming: Set[str]
) -> Iterator[Finding]:
    """Yield what says that the report which the statement hangs on or speaks of is not so.

    "The ministry denied reports that 40 had died", "called the claim that 40 had died a lie": the
    ministry's words say that none had, those of the reports that 40 had.  ``cue`` are the words
    that attribute the statement, ``verdicts`` the words of the topic ``stances``, and ``naming``
    its prepositions behind a noun of reporting.
    """
    own = cue | reading.inside
    for carrier in _carriers(reading, verdicts, naming):
        word = verdict_on(carrier, verdicts)
        if word is None:
            continue
        verb = verb_over(carrier, verdicts)
        if word.i not in own and (verb is None or verb.i not in own):
            continue
        yield Finding("negation.denied_report", word, word)
        if verb is not None and verb not in reading.core:
            for child in verb.children:
                if reading.lexicon.has(child, "negators"):
                    yield Finding("negation.word", child, child)
        clause = clause_of(carrier)
        if clause is not None and clause not in reading.core:
            # "The claim that nobody had died was false."
            yield from _negated(clause, _idle(reading), reading.lexicon)


def _carriers(reading: Predication, verdicts: Marked, naming: Set[str]) -> Iterator[Token]:
    """Yield the nouns of reporting that the statement is, hangs on, or speaks of."""
    head = reading.core[0]
    for token in (head, *reading.governors, *_reports_beside(head)):
        if verdicts.has(token, "report_nouns", "figure_nouns") or _announces(token):
            yield token
    if head.dep_ in PREDICATES:
        # "the claim that 40 had died untrue": what it is called may be the head.
        yield from (
            token
            for token in head.head.rights
            if token.i in reading.inside and verdicts.has(token, "report_nouns", "figure_nouns")
        )
    if verdicts.has(head, "false_words") and head.pos_ == "NOUN":
        # "Dismisses as lies and fiction the claim that 40 had died."
        for word in (head, *head.conjuncts):
            for token in word.rights:
                if token.pos_ == "NOUN" and verdicts.has(token, "report_nouns", "figure_nouns"):
                    yield token
    for token in head.lefts:
        if token.dep_ in SUBJECTS and (
            (verdicts.has(token, "report_nouns", "figure_nouns") and names_claim(token, naming))
            or _announces(token)
        ):
            yield token


def _reports_beside(clause: Token) -> Iterator[Token]:
    """Yield the noun right before a that-clause which the parse hangs on it or on its verb."""
    opening = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
    if opening is None or clause.dep_ not in ("ccomp", "relcl"):
        return
    if clause.dep_ == "relcl":
        yield clause.head
        return
    for above in clause.head.rights:
        for noun in (above, *(c for c in above.rights if above.dep_ == "prep")):
            if noun.dep_ in ("dobj", "pobj") and noun.right_edge.i == opening.i - 1:
                yield noun


def _announces(token: Token) -> bool:
    """Say whether "it" stands for a clause that follows ("it is untrue that 40 had died")."""
    if token.lower_ != "it" or token.pos_ != "PRON":
        return False
    verb = token.head
    return any(
        c.dep_ in CLAUSES and any(m.dep_ == "mark" for m in c.lefts)
        for word in (verb, *(c for c in verb.rights if c.dep_ in PREDICATES))
        for c in word.rights
    )


__all__ = ["denied_report", "negations"]
