"""Find one named person lost, taken or hurt: the name is the number's span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.extract.governors import combine
from provenance.extract.phrases import Bench
from provenance.records import Measure

NAME_TAGS = frozenset({"NNP", "NNPS"})
PERSONAL = frozenset(
    {Measure.KILLED, Measure.INJURED, Measure.CAPTURED, Measure.KILLED_OR_INJURED, Measure.MISSING}
)
MAX_NAME = 9


@dataclass(frozen=True, slots=True)
class Named:
    """A named person as a figure of one: tokens of the name and of what happened."""

    first: int
    last: int
    measure: Measure
    at: tuple[int, ...]


def find_named(bench: Bench, is_name: NameTest) -> Iterator[Named]:
    """Yield names that are what a verb of loss counts, by the parse."""
    for token in bench.tokens:
        senses = [
            s
            for s in bench.lexicon.senses(bench.words, token.i)
            if s.measure in PERSONAL and "person" in s.things
        ]
        if not senses:
            continue
        measures = [s.measure for s in senses]
        for child in token.children:
            if child.tag_ not in NAME_TAGS:
                continue
            dep = child.dep_
            counted = {s.counted for s in senses}
            passive = dep == "nsubjpass" or (dep == "nsubj" and token.tag_ == "VBN")
            if not (
                (passive and counted & {"object", "both"})
                or (dep == "nsubj" and counted & {"subject", "both"})
                or (dep == "dobj" and counted & {"object", "both"})
            ):
                continue
            span = name_span(bench, child.i)
            if span is not None and is_name(bench, *span):
                joined = [combine([measures[0], m]) for m in _joined(bench, token.i)]
                yield Named(*span, joined[-1] if joined else measures[0], (token.i,))


def _joined(bench: Bench, at: int) -> Iterator[Measure]:
    for child in bench.tokens[at].children:
        if child.dep_ == "conj":
            for sense in bench.lexicon.senses(bench.words, child.i):
                if sense.measure in PERSONAL:
                    yield sense.measure
                    break


class NameTest:
    """Says whether a run of capitalised words can be a person's name."""

    def __init__(self, not_names: frozenset[str]) -> None:
        self.not_names = not_names

    def __call__(self, bench: Bench, first: int, last: int) -> bool:
        """Two words or more, none of them a word of parties, places or bodies."""
        words = bench.words[first : last + 1]
        letters = [t for t in bench.tokens[first : last + 1] if t.text[0].isalpha()]
        if len(letters) < 2 or any(word in self.not_names for word in words):
            return False
        return all(
            t.text[0].isupper() or t.text.lower() in ("al", "bin", "ibn", "de", "van", "abu", "el")
            for t in letters
        )


def name_span(bench: Bench, at: int) -> tuple[int, int] | None:
    """Return the run of proper nouns that ends at ``at``."""
    first = at
    while (
        first > 0
        and at - first < MAX_NAME
        and (
            bench.tags[first - 1] in NAME_TAGS
            or (bench.words[first - 1] == "-" and first > 1 and bench.tags[first - 2] in NAME_TAGS)
        )
    ):
        first -= 1
    last = at
    while (
        last + 1 < len(bench.words)
        and last - first < MAX_NAME
        and bench.tags[last + 1] in NAME_TAGS
    ):
        last += 1
    if bench.word(first) == "-":
        return None
    return first, last


__all__ = ["NameTest", "Named", "find_named", "name_span"]
