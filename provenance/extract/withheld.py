"""What a speaker leaves open: "could not verify the report that 12 had died".

Who does not confirm a thing does not say that it is so, nor that it is not.
"""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from spacy.tokens import Token

from provenance.extract.lookup import Marked
from provenance.extract.predication import Finding, Predication
from provenance.extract.stancewords import SmallWords

RULE = "question.withheld"
_UP = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj"})


class Withheld(NamedTuple):
    """A verb of telling, and the word by which somebody does not do it."""

    verb: Token
    by: Token

    @property
    def finding(self) -> Finding:
        """From the first of the two to the last."""
        first, last = sorted(self, key=lambda token: token.i)
        return Finding(RULE, first, last)

    def spares(self, negation: Finding) -> bool:
        """Say whether a negation is one of what was left open, not of leaving it open."""
        word = negation.first
        own = word.i in (self.verb.i, self.by.i) or word.head.i == self.verb.i
        return not own and self.verb.is_ancestor(word)


def withheld(
    reading: Predication, cue: Set[int], verdicts: Marked, small: SmallWords
) -> Withheld | None:
    """Return the words by which a statement is left open.

    ``cue`` are the words that attribute it, ``verdicts`` and ``small`` words of the topic
    ``stances``.
    """
    attributing = [reading.doc[i] for i in sorted(cue)]
    own = [token for token in reading.spine if token.i in reading.inside]
    for verb in (*attributing, *own):
        if verb.pos_ != "VERB":
            continue
        verifies = verdicts.has(verb, "verify")
        if verifies or verb.lemma_ in small.telling:
            stopped = _stopped(verb, reading, verdicts, small)
            if stopped is not None:
                return Withheld(verb, stopped)
        first = verb.head
        if verb.dep_ == "conj" and verdicts.has(first, "verify"):
            # "Neither confirmed nor denied that 12 had died".
            both = next((c for c in first.lefts if c.lower_ == "neither"), None)
            if both is not None:
                return Withheld(verb, both)
    return None


def _stopped(
    verb: Token, reading: Predication, verdicts: Marked, small: SmallWords
) -> Token | None:
    """Return the word by which somebody does not do what a verb says, or refuses to."""
    refusing = verb.dep_ in _UP and verb.head.lemma_ in small.refusing
    if refusing and reading.lexicon.has(verb.head, "implicatives"):
        return _negation(verb, small) or verb.head
    return not_done(verb, verdicts, small)


def not_done(verb: Token, verdicts: Marked, small: SmallWords) -> Token | None:
    """Return the word by which what a verb says was not done, or could not be."""
    own = _negation(verb, small)
    if own is not None:
        return own
    above = verb.head
    negation = _negation(above, small)
    if negation is not None and verb.dep_ in ("xcomp", "ccomp"):
        return negation
    if not verdicts.has(above, "unable"):
        return None
    return _negation(above.head, small) if above.lower_ in small.possible else above


def _negation(verb: Token, small: SmallWords) -> Token | None:
    return next((c for c in verb.children if c.lower_ in small.negators), None)


__all__ = ["Withheld", "not_done", "withheld"]
