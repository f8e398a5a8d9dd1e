"""People's decisions as they are sent out: what was decided about which row, and what holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from provenance.review.actions import Action
from provenance.review.standing import Effect, Standing
from provenance.store.decided import read_standing
from provenance.store.reviews import Review, read_reviews


@dataclass(frozen=True, slots=True)
class Decisions:
    """The log by the row that an entry is about, and what holds of it."""

    standing: Standing
    log: dict[str, list[Review]]
    reviewer: str | None = None
    """The name under which all decisions go out, instead of those in the log."""
    everything: bool = True
    """Whether all rows go out; an entry about another row else keeps what it says of it."""

    def about(self, *keys: str) -> Iterator[Review]:
        """Yield the entries about some rows, and after each those that undo it."""
        left = [entry for key in reversed(keys) for entry in reversed(self.log.get(key, ()))]
        while left:
            entry = left.pop()
            yield entry
            left += reversed(self.log.get(entry.id, ()))

    def effects(self, key: str) -> list[Effect]:
        """Return what holds of a row, in the order in which it was decided."""
        found = self.standing.effects
        mine = [found[key, slot] for slot in _SLOTS if (key, slot) in found]
        return sorted(mine, key=lambda effect: (effect.entry.number, effect.slot))

    def rest(self, told: Collection[str]) -> Iterator[Review]:
        """Yield the entries about other rows than those told, undoing ones after the undone."""
        for key, entries in self.log.items():
            if key not in told and any(entry.action != Action.UNDO for entry in entries):
                yield from self.about(key)

    def by(self, name: str) -> str:
        """Return the name under which the decisions of a person go out."""
        return self.reviewer or name


_VALUES = "low high point measure party subject unit extent polarity modality kind when_edtf"
_SLOTS = ("status", "credibility", "source", *(f"value:{name}" for name in _VALUES.split()))


def load_decisions(
    db: Database, reviewer: str | None = None, *, everything: bool = True
) -> Decisions:
    """Return the decisions of a database, under the name of ``reviewer`` if one is given."""
    log: defaultdict[str, list[Review]] = defaultdict(list)
    for entry in read_reviews(db):
        log[entry.target].append(entry)
    return Decisions(read_standing(db), dict(log), reviewer, everything)


__all__ = ["Decisions", "load_decisions"]
