"""Nested measures, parties and groups: which of two is a part of the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from provenance.packs.scope import ScopePack
from provenance.records import Measure


class Nest(StrEnum):
    """How a lies to b in a lattice."""

    SAME = "same"
    WITHIN = "within"
    """a is a part of b."""
    AROUND = "around"
    """b is a part of a."""
    OPEN = "open"
    """One of the two is not said: never a difference."""
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Lattice:
    """The lattices of a stack of packs, closed over their steps."""

    measures: Mapping[str, frozenset[str]]
    parties: Mapping[str, frozenset[str]]
    groups: Mapping[str, frozenset[str]]
    people: frozenset[Measure]
    """Measures that count people."""

    @classmethod
    def of(cls, pack: ScopePack) -> Lattice:
        """Build the lattices of topic ``scope``."""
        return cls(
            measures=_closed({m: list(ws) for m, ws in pack.measures_within.items()}),
            parties=_closed(pack.parties_within),
            groups=_closed({name: group.within for name, group in pack.groups.items()}),
            people=frozenset(pack.people_measures),
        )

    def measure(self, a: Measure, b: Measure) -> Nest:
        """Compare two measures."""
        return _nest(a, b, self.measures)

    def party(self, a: str | None, b: str | None) -> Nest:
        """Compare two parties; null is unknown, not everybody."""
        if a is None or b is None:
            return Nest.SAME if a == b else Nest.OPEN
        return _nest(a, b, self.parties)

    def group(self, a: frozenset[str], b: frozenset[str]) -> Nest:
        """Compare two sets of groups of people; the empty set is people of any group."""
        if a == b:
            return Nest.SAME
        if not a or not b:
            return Nest.AROUND if not a else Nest.WITHIN
        if all(self._covered(group, b) for group in a):
            return Nest.WITHIN
        if all(self._covered(group, a) for group in b):
            return Nest.AROUND
        return Nest.APART

    def _covered(self, group: str, others: frozenset[str]) -> bool:
        return group in others or bool(self.groups.get(group, frozenset()) & others)


def _nest(a: str, b: str, above: Mapping[str, frozenset[str]]) -> Nest:
    if a == b:
        return Nest.SAME
    if b in above.get(a, ()):
        return Nest.WITHIN
    return Nest.AROUND if a in above.get(b, ()) else Nest.APART


def _closed(steps: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Return all that stands above each name; a circle ends where it began."""
    closed = {}
    for name in steps:
        above: set[str] = set()
        todo = list(steps[name])
        while todo:
            step = todo.pop()
            if step not in above:
                above.add(step)
                todo += steps.get(step, ())
        closed[name] = frozenset(above - {name})
    return closed


__all__ = ["Lattice", "Nest"]
