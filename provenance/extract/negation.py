"""Negation: the words that negate a predicate or empty one of its arguments."""

from __future__ import annotations

from collections.abc import Iterator, Set

from spacy.tokens import Token

from provenance.extract.lookup import Marked
from provenance.extract.predication import Finding, Predication

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "dative"})


def negations(reading: Predication) -> Iterator[Finding]:
    """Yield the words that negate the predicate or empty one of its arguments."""
    lexicon = reading.lexicon
    if not lexicon.any("negators", "negative_subjects", "negative_determiners", "implicatives"):
        return
    idle = {
        place
        for match in reading.vocabulary.negation_idioms.find(reading.words)
        for place in range(match.first, match.last + 1)
    }
    head = reading.core[0]
    for token in reading.core:
        for child in token.children:
            if child.i in idle:
                continue
            if lexicon.has(child, "negators") and child.dep_ not in ("cc", "preconj"):
                yield Finding("negation.word", child, child)
            elif child.dep_ in ARGUMENTS:
                yield from _empty(child, idle, lexicon)
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


def denied_report(reading: Predication, cue: Set[int]) -> Iterator[Finding]:
    """Yield the verb of denial in the cue whose object is a noun that the statement hangs on.

    "The ministry denied reports that 40 had died": the ministry's words say that none had, those
    of the reports that 40 had.
    """
    noun = next(iter(reading.governors), None)
    if noun is None or noun.pos_ != "NOUN" or noun.dep_ != "dobj":
        return
    verb = noun.head
    if verb.i in cue and reading.lexicon.has(verb, "implicatives"):
        yield Finding("negation.denied_report", verb, verb)


__all__ = ["denied_report", "negations"]
