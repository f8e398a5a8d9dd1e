"""Doubles: people of whom a sentence tells twice, by numbers or by name, are counted once."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.extract.bench import Bench
from provenance.extract.counted import Draft
from provenance.extract.deaths import WOUNDS
from provenance.extract.numbers import BOTH
from provenance.extract.people import Named
from provenance.extract.tags import FINITE
from provenance.records import Figure, Measure

# The least number that is one toll when a sentence prints it twice; smaller ones recur by chance.
LEAST_TWIN = 10
MAX_ALIKE = 8
# How far before a name, or behind it, what renames it stands.
RENAMED = 8


def once(bench: Bench, drafts: Sequence[Draft]) -> list[Draft]:
    """Keep one figure of a toll that the sentence prints twice."""
    kept: list[Draft] = []
    seen: dict[tuple[Measure, int, int | None], list[Draft]] = {}
    twins: dict[int, Draft] = {}
    for draft in drafts:
        quantity = draft.phrase.quantity
        if draft.whole is None and quantity.low >= LEAST_TWIN:
            alike = seen.setdefault((draft.governor.measure, quantity.low, quantity.high), [])
            twin = next((other for other in alike if _same_head(bench, draft, other)), None)
            if twin is not None:
                twins[id(draft)] = twin
                continue
            if len(alike) < MAX_ALIKE:
                alike.append(draft)
        kept.append(draft)
    for draft in kept:
        if draft.whole is not None:
            draft.whole = twins.get(id(draft.whole), draft.whole)
    return kept


def _same_head(bench: Bench, draft: Draft, other: Draft) -> bool:
    mine, its = draft.phrase.head, other.phrase.head
    return mine is None or its is None or bench.words[mine] == bench.words[its]


def taken_by(drafts: Sequence[Draft]) -> set[int]:
    """Return the tokens of counted phrases, and of names that rename one ("a man, John Smith,")."""
    taken: set[int] = set()
    for draft in drafts:
        reach = RENAMED if draft.phrase.quantity.number.article else 0
        taken.update(range(draft.phrase.first, draft.phrase.last + 1 + reach))
    return taken


def renames(bench: Bench, draft: Draft, ends: set[int]) -> bool:
    """Say whether the draft renames a name that is a figure itself and ends at one of ``ends``.

    "Roe was found dead, one man was hurt": behind a verb somebody else is told of.
    """
    if not draft.renames:
        return False
    first = draft.phrase.first
    for at in range(first - 1, max(-1, first - 1 - RENAMED), -1):
        if at in ends:
            return True
        if bench.tags[at] in FINITE:
            return False
    return False


def without_doubled(bench: Bench, drafts: Sequence[Draft], names: Sequence[Named]) -> list[Draft]:
    """Leave out "both" where the two are counted or named themselves ("the two both died")."""

    def told(draft: Draft) -> bool:
        if draft.phrase.head is not None and bench.word(draft.phrase.first - 1) == "and":
            # "Twelve passengers and both pilots died."
            return False
        others = [d.governor.at for d in drafts if d is not draft] + [name.at for name in names]
        return any(not set(draft.governor.at).isdisjoint(at) for at in others)

    return [d for d in drafts if d.phrase.quantity.number.rule != BOTH or not told(d)]


def gravest(names: Sequence[Named]) -> list[Named]:
    """Leave out the wound of a person who is told to have died of it."""
    dead = {(name.first, name.last) for name in names if name.measure is Measure.KILLED}
    return [
        name for name in names if name.measure not in WOUNDS or (name.first, name.last) not in dead
    ]


def unlike(figures: Sequence[Figure]) -> list[Figure]:
    """Drop figures of the same span and measure (a name read at two verbs)."""
    seen: dict[str, Figure] = {}
    for figure in figures:
        seen.setdefault(figure.id, figure)
    return list(seen.values())


__all__ = ["gravest", "once", "renames", "taken_by", "unlike", "without_doubled"]
