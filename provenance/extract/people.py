"""Find one named person lost, taken or hurt: the name is the number's span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from provenance.extract.measures import Sense, combine
from provenance.extract.phrases import VERB_TAGS, Bench
from provenance.records import Measure

NAME_TAGS = frozenset({"NNP", "NNPS"})
PERSONAL = frozenset(
    {Measure.KILLED, Measure.INJURED, Measure.CAPTURED, Measure.KILLED_OR_INJURED, Measure.MISSING}
)
PARTICLES = frozenset(
    {"al", "bin", "ibn", "de", "van", "abu", "el", "-", "von", "da", "del", "bo", "bou"}
)
MAX_NAME = 9


@dataclass(frozen=True, slots=True)
class Named:
    """A named person as a figure of one: tokens of the name and of what happened."""

    first: int
    last: int
    measure: Measure
    at: tuple[int, ...]


class NameReader:
    """Finds names of persons that a verb of loss counts."""

    def __init__(self, not_names: frozenset[str], titles: frozenset[str]) -> None:
        self.not_names = not_names - titles
        self.titles = titles

    def find(self, bench: Bench) -> Iterator[Named]:
        """Yield named persons of a sentence, by the parse."""
        for token in bench.tokens:
            if token.lower_ not in bench.lexicon.verbs or token.tag_ not in VERB_TAGS:
                continue
            senses = [
                sense
                for sense in bench.lexicon.senses(bench.words, token.i)
                if sense.measure in PERSONAL and "person" in sense.things and not sense.least
            ]
            if not senses or any(child.dep_ == "neg" for child in token.children):
                continue
            for child in token.children:
                sense = next((s for s in senses if _counted(token, child, s)), None)
                if sense is None:
                    continue
                span = self._name(bench, child.i)
                if span is not None:
                    measures = [sense.measure]
                    if child.dep_ != "dobj":
                        measures += _joined(bench, token)
                    yield Named(*span, combine(measures), (token.i,))

    def _name(self, bench: Bench, at: int) -> tuple[int, int] | None:
        """Return the run of proper nouns around ``at`` if it can be a person's name."""
        if bench.tags[at] not in NAME_TAGS:
            return None
        first = last = at
        while first > 0 and at - first < MAX_NAME and _in_name(bench, first - 1):
            first -= 1
        while last + 1 < len(bench.words) and last - first < MAX_NAME and _in_name(bench, last + 1):
            last += 1
        while first < last and (bench.words[first] in self.not_names or bench.words[first] == "-"):
            first += 1
        words = bench.words[first : last + 1]
        letters = [t for t in bench.tokens[first : last + 1] if t.text[0].isalpha()]
        if len(letters) < 2 or any(word in self.not_names for word in words):
            return None
        if not all(t.text[0].isupper() or t.lower_ in PARTICLES for t in letters):
            return None
        if all(word in self.titles for word in words[:-1]) and len(letters) < 2:
            return None
        return first, last


def _in_name(bench: Bench, at: int) -> bool:
    if bench.tags[at] in NAME_TAGS:
        return True
    return bench.words[at] in PARTICLES and 0 < at < len(bench.words) - 1


def _counted(verb: Token, child: Token, sense: Sense) -> bool:
    """Say whether ``child`` is what this sense of the verb counts."""
    taken, taker = sense.counted in ("object", "both"), sense.counted in ("subject", "both")
    if child.dep_ == "nsubjpass":
        return taken
    if child.dep_ == "dobj":
        return taken
    return child.dep_ == "nsubj" and taker


def _joined(bench: Bench, verb: Token) -> Iterator[Measure]:
    for child in verb.children:
        own = any(c.dep_.startswith("nsubj") or c.dep_ == "dobj" for c in child.children)
        if child.dep_ == "conj" and not own:
            for sense in bench.lexicon.senses(bench.words, child.i):
                if sense.measure in PERSONAL:
                    yield sense.measure
                    break


__all__ = ["NameReader", "Named"]
