"""What is counted: a phrase and the word that governs it, a figure in the making."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.extract.bench import Bench
from provenance.extract.extents import INCIDENT, Stretch
from provenance.extract.losses import Governor
from provenance.extract.measures import GROUP, UNKNOWN
from provenance.extract.phrases import MAX_OWNER, Phrase
from provenance.extract.uncounted import PEOPLE
from provenance.records import Measure

# One thing of these is not counted: "an air strike", "a rocket" is the weapon, not a loss.
NOT_SINGLE = frozenset(
    {Measure.ATTACKS, Measure.TERRITORY, Measure.OTHER, Measure.DEPLOYED, Measure.PRESENT,
     Measure.DISPLACED}
)  # fmt: skip
OBJECTS = frozenset({"item", "weapon", "building", "place", UNKNOWN})
# What stands before an "of" that opens its clause, and how far behind the comma is.
_OPENS = frozenset({";", ".", ":", "“", '"'})
OPENED = 16
# How far before "population of" its share stands.
MAX_SHARE = 9
# Of these "the figure" may be given again without a word of what it counts.
TOLLS = frozenset({Measure.KILLED, Measure.INJURED, Measure.KILLED_OR_INJURED, Measure.MISSING})
# Of these too in a sentence, or in the one behind it.
COUNTED = TOLLS | {Measure.CAPTURED, Measure.DISPLACED, Measure.EVACUATED}


@dataclass(slots=True)
class Draft:
    """A figure in the making."""

    phrase: Phrase
    governor: Governor
    whole: Draft | None = None
    """The figure that it is a part of."""
    subset_rule: str = ""
    party: str | None = None
    party_at: tuple[int, int] | None = None
    party_rule: str = ""
    stretch: Stretch = INCIDENT
    renames: bool = False
    """It stands in apposition to a name ("John Smith, a father of two, was killed")."""


def alike(phrase: Phrase, other: Phrase) -> bool:
    """Say whether two phrases count things of one kind."""
    things = {phrase.thing, other.thing}
    return len(things) == 1 or things <= PEOPLE or things <= OBJECTS


def can_be_part(phrase: Phrase, total: Phrase) -> bool:
    high = total.quantity.high
    if high is not None and phrase.quantity.low > high:
        return False
    return phrase.thing == total.thing or {phrase.thing, total.thing} <= PEOPLE


def is_whole_of(bench: Bench, phrase: Phrase) -> bool:
    """Say whether the number is that of which some are counted ("four of the six missiles")."""
    at = phrase.first - 1
    if bench.tag(at) == "POS":
        # "90 of the village's 400 people"
        step = at - 1
        while step > at - 1 - MAX_OWNER and bench.tag(step)[:2] in ("NN", "JJ"):
            step -= 1
        at = step if step < at - 1 else at
    if bench.word(at) in bench.small.determiners:
        at -= 1
    if phrase.partitive or bench.word(at) != "of" or at < 1:
        return False
    part = bench.words[at - 1]
    if part in bench.small.populations:
        # "Half of the country's population of 22 million"
        return not bench.small.fractions.isdisjoint(bench.words[max(0, at - MAX_SHARE) : at - 1])
    if bench.lexicon.thing(part) == GROUP:
        # "Four of the crew of 22"
        step = at - 2
        while bench.tag(step) in ("DT", "PRP$"):
            step -= 1
        at = step if bench.word(step) == "of" and step > 0 else at
    counted = bench.tag(at - 1) == "CD" or bench.is_number(at - 1)
    return counted or part in bench.small.fractions


def opens_clause(bench: Bench, phrase: Phrase) -> bool:
    """Say whether a whole opens its clause ("Of the 40 people on board, 12 died")."""
    at = phrase.first - 1
    if bench.word(at) in bench.small.determiners:
        at -= 1
    return bench.word(at) == "of" and (at == 0 or bench.words[at - 1] in _OPENS)


def end_of_opening(bench: Bench, phrase: Phrase) -> int | None:
    """Return the comma behind a whole that opens its clause."""
    if not opens_clause(bench, phrase):
        return None
    ahead = range(phrase.last + 1, min(phrase.last + OPENED, len(bench.words) - 1))
    return next((a for a in ahead if bench.words[a] == "," and bench.is_number(a + 1)), None)


__all__ = [
    "COUNTED",
    "NOT_SINGLE",
    "Draft",
    "alike",
    "can_be_part",
    "end_of_opening",
    "is_whole_of",
    "opens_clause",
]
