"""Elided nouns: what a number alone counts ("120 drones, of which 98 were shot down").

A number without a noun is of people unless things were named to which it goes back.
"""

from __future__ import annotations

from provenance.extract.bench import Bench
from provenance.extract.counted import opens_clause
from provenance.extract.governors import find_governor
from provenance.extract.measures import BARE
from provenance.extract.phrases import Phrase
from provenance.extract.tolls import OF_THINGS, THINGS

JOINTS = frozenset({"and", "but", ",", ";"})


class Elision:
    """Follows the phrases of a sentence, in order."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._named: Phrase | None = None
        """The last phrase that names things."""
        self._carried = False
        """Does the phrase before go back to it."""

    def give(self, phrase: Phrase) -> None:
        """Make a phrase without a noun count the things that it goes back to, where a verb fits."""
        if phrase.head is not None:
            self._named = phrase if phrase.thing in THINGS else None
            self._carried = False
            return
        named = self._named
        if named is None or phrase.thing != BARE:
            self._carried = False
            return
        self._carried = self._goes_back(phrase, named)
        beside = self._bench.word(phrase.first - 1) in JOINTS
        if not self._carried and not beside:
            return
        phrase.thing = named.thing
        found = find_governor(self._bench, phrase)
        # "56 houses were damaged and 12 destroyed": nobody is destroyed.
        if found is None or not (self._carried or found.measure in OF_THINGS):
            phrase.thing = BARE

    def _goes_back(self, phrase: Phrase, named: Phrase) -> bool:
        bench, small = self._bench, self._bench.small
        before = bench.word(phrase.first - 1)
        if self._carried and before in JOINTS:
            return True
        if phrase.partitive and bench.word(phrase.last) in small.part_pronouns:
            return True
        if before in small.relatives and bench.word(phrase.first - 2) == "of":
            return True
        return opens_clause(bench, named) and "," in bench.words[named.last + 1 : phrase.first]


__all__ = ["Elision"]
