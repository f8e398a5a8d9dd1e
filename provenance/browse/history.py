"""What people decided about the rows of a page: the entries, and what holds of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from provenance.browse.access import may_view
from provenance.browse.cards import Card
from provenance.browse.chart import words
from provenance.browse.queries import Row, rows
from provenance.review.actions import Action
from provenance.review.standing import read, standing_of, undone_by
from provenance.store.reviews import Review

ABOUT = """
SELECT number, id, at, "by", "action", target, "before", "after", reason, previous_hash
FROM reviews WHERE target IN (SELECT value FROM json_each(:ids)) ORDER BY number LIMIT 2000
"""
SPLITS = """
SELECT number, id, at, "by", "action", target, "before", "after", reason, previous_hash
FROM reviews WHERE "action" = 'split_source' AND json_valid("after")
  AND EXISTS (SELECT 1 FROM json_each("after", '$.claims') WHERE value = :id) LIMIT 100
"""
DEEPEST = 20
"""Undoing of undoing is followed this far."""


class History:
    """Entries of the log about some rows, in order, with those that undo them."""

    def __init__(self, entries: Iterable[Review]) -> None:
        self.entries = sorted(set(entries))
        self.standing = standing_of(self.entries)
        self._undone = undone_by(self.entries)

    def shown(self) -> list[Row]:
        """Return the entries as pages show them, the newest first."""
        return [self._shown(entry) for entry in reversed(self.entries)]

    def corrections(self, target: str) -> dict[str, Row]:
        """Return what holds instead of the extracted values of a row, by field."""
        return {
            slot.removeprefix("value:"): {
                "value": effect.value,
                "by": effect.entry.by,
                "at": effect.entry.at,
                "reason": effect.entry.reason,
                "number": effect.entry.number,
            }
            for (row, slot), effect in self.standing.effects.items()
            if row == target and slot.startswith("value:")
        }

    def correct(self, figures: Iterable[Row]) -> None:
        """Give figures the values that people set; the extracted words stay beside them."""
        for figure in figures:
            found = self.corrections(figure["id"])
            if not found:
                continue
            extracted = {name: figure.get(name) for name in found}
            was = words(figure["low"], figure["high"], figure["point"])
            figure.update({name: one["value"] for name, one in found.items()})
            last = max(found.values(), key=lambda one: int(one["number"]))
            figure["corrected"] = {
                "by": last["by"],
                "at": last["at"],
                "reason": last["reason"],
                "extracted": extracted,
                "was": was,
                "now": words(figure["low"], figure["high"], figure["point"]),
                "fields": {n: v for n, v in found.items() if n not in ("low", "high", "point")},
            }

    def _shown(self, entry: Review) -> Row:
        before, after = read(entry.before), read(entry.after)
        undone = self._undone.get(entry.id)
        return {
            "number": entry.number,
            "id": entry.id,
            "at": entry.at,
            "by": entry.by,
            "action": entry.action,
            "target": entry.target,
            "before": before,
            "after": after,
            "reason": entry.reason,
            "undone_by": undone.number if undone else None,
            "changes": [
                (name, before.get(name), value)
                for name, value in after.items()
                if name not in ("claims", "kind", "source", "into")
            ],
            "is_undo": entry.action == Action.UNDO,
        }


async def history(
    datasette: Any, request: Any, database: Any, ids: Sequence[str], claim: str | None = None
) -> History:
    """Return what was decided about these rows; nothing where the log is closed to the visitor."""
    if not await may_view(datasette, request.actor, database.name, "reviews"):
        return History(())
    found: list[Review] = []
    wanted: list[str] = list(ids)
    for _ in range(DEEPEST):
        if not wanted:
            break
        new = [Review(**row) for row in await rows(database, ABOUT, ids=json.dumps(wanted))]
        if claim is not None and not found:
            new += [Review(**row) for row in await rows(database, SPLITS, id=claim)]
        found += new
        wanted = [entry.id for entry in new]
    return History(found)


def correct(cards: Iterable[Card], told: History) -> None:
    """Give claims and their figures what people made of them."""
    for card in cards:
        told.correct(card.figures)
        card.corrections = told.corrections(card.id)


__all__ = ["History", "correct", "history"]
