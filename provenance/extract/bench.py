"""The bench of figures: one parsed sentence, its words, and what they say was lost."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc, Token

from provenance.extract.intervals import Quantity
from provenance.extract.lookup import words_of
from provenance.extract.measures import BARE, UNKNOWN, MeasureLexicon, Sense
from provenance.records import Measure

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
VERB_TAGS = NOUN_TAGS | {"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "JJ"}
"""Of words that may be a verb of loss: the tagger takes many for nouns."""
MAX_CHILDREN = 64
WOUNDED = Sense(
    Measure.INJURED, "subject", frozenset(("person", UNKNOWN, BARE)), "suffer", (), "past"
)
FATAL = replace(WOUNDED, measure=Measure.KILLED)


class Bench:
    """One parsed sentence with its words in lower case and its quantities by first token."""

    def __init__(self, doc: Doc, lexicon: MeasureLexicon) -> None:
        self.doc = doc
        self.tokens: list[Token] = list(doc)
        self.words = [token.lower_ for token in self.tokens]
        self.tags = [token.tag_ for token in self.tokens]
        # "IS militants": capitals are a name where the tagger sees a verb.
        loud = [at for at, tag in enumerate(self.tags) if tag[:2] == "VB" and self._is_loud(at)]
        if loud and not doc.text.isupper():
            for at in loud:
                self.tags[at] = "NNP"
        self.lexicon = lexicon
        self.small = lexicon.small
        self.quantity_at: dict[int, Quantity] = {}
        self.told: Measure | None = None
        """What the people counted last had suffered, here or in the sentences before."""
        self.deaths: dict[int, int] = {}
        """Tokens of persons who died, with the token that tells it, as ``deaths`` finds them."""
        self._starts = words_of(doc).starts

    def _is_loud(self, at: int) -> bool:
        text = self.tokens[at].text
        return len(text) > 1 and text.isupper()

    def token_at(self, offset: int) -> int:
        """Return the token that covers a character offset."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def word(self, at: int) -> str:
        """Return the word at ``at``, empty outside the sentence."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def tag(self, at: int) -> str:
        """Return the tag at ``at``, empty outside the sentence."""
        return self.tags[at] if 0 <= at < len(self.tags) else ""

    def is_number(self, at: int) -> bool:
        """Say whether a quantity (more than an article) begins at token ``at``."""
        return at in self.quantity_at

    def runs(self, at: int, words: tuple[str, ...]) -> bool:
        """Say whether ``words`` stand from ``at`` on."""
        return at >= 0 and tuple(self.words[at : at + len(words)]) == words

    def senses(self, at: int) -> list[Sense]:
        """Return the readings of the verb at ``at``; "suffered a head wound" is one of its own."""
        found = self._readings(at)
        if self.word(at) in self.small.losers:
            fatal = False
            for step in range(at + 1, at + 9):
                word = self.word(step)
                fatal = fatal or (word in self.small.fatal and self.word(step - 1) != "-")
                if word in self.small.wound_nouns:
                    return [FATAL if fatal else WOUNDED]
                if self.is_number(step) or self.tag(step) in ("VBD", "VBZ", "VBP", "VB"):
                    break
        return found

    def _readings(self, at: int) -> list[Sense]:
        """Return the readings of the verb at ``at``; none of who claims that something is so."""
        found = self.lexicon.senses(self.words, at)
        if found and self.words[at] in self.small.telling:
            says = any(child.dep_ == "ccomp" for child in self.tokens[at].children)
            if says or self.word(at + 1) == "that":
                return []
        return found

    def lost(self, at: int) -> Measure | None:
        """Return the measure of a participle or adjective of loss at ``at``."""
        word = self.word(at)
        if word in self.lexicon.states:
            return self.lexicon.states[word]
        if self.tag(at) not in VERB_TAGS:
            return None
        for sense in self._readings(at):
            if sense.form == "past" and sense.counted != "subject" and sense.fits("person", 99):
                return sense.measure
        return None


def children(token: Token) -> Iterator[Token]:
    """Yield the first children of a token: a bound on what a hostile sentence can cost."""
    return islice(token.children, MAX_CHILDREN)


__all__ = ["NOUN_TAGS", "VERB_TAGS", "Bench", "children"]
