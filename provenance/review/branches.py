"""Logs of several databases in one: which entry came from where, and which disagree.

A log that is merged into another is appended to it: neither is rewritten.  An appended entry
gets a number, a hash of its predecessor and so an id of this log, and keeps those of its own
log under ``merged_from`` in what was ``before``.  Which of two entries about one value holds is
decided by their times, so that it does not matter which log was merged into which.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from provenance.review.standing import Entry

MARK = "merged_from"
_COMPLETE = {"number", "id", "previous_hash"}


@dataclass(frozen=True, slots=True)
class Origin:
    """What an entry was in the log that it was written to."""

    number: int
    id: str
    previous_hash: str
    target: str
    before: str | None


E = TypeVar("E", bound="Entry")


def origin_of(entry: Entry) -> Origin | None:
    """Return what a merged entry was in its own log; None for an entry of this one."""
    if entry.before is None or MARK not in entry.before:
        return None
    before = _object(entry.before)
    mark = before.pop(MARK, None)
    if not isinstance(mark, dict) or not mark.keys() >= _COMPLETE:
        return None
    return Origin(
        number=int(mark["number"]),
        id=str(mark["id"]),
        previous_hash=str(mark["previous_hash"]),
        target=str(mark.get("target", entry.target)),
        before=mark["before"] if "before" in mark else _json(before),
    )


def marked(entry: Entry, previous_hash: str, target: str) -> str:
    """Return what was ``before`` an entry, with what it was in its own log.

    ``target`` is what it is about here: an undone entry has another id in each log.
    """
    mark: dict[str, Any] = {
        "number": entry.number,
        "id": entry.id,
        "previous_hash": previous_hash,
    }
    if target != entry.target:
        mark["target"] = entry.target
    before = _object(entry.before)
    if _json(before) != entry.before:
        mark["before"] = entry.before
    return json.dumps({**before, MARK: mark}, ensure_ascii=False, sort_keys=True)


def _object(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _json(values: dict[str, Any]) -> str | None:
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else None


def in_order(entries: Iterable[E]) -> list[E]:
    """Return entries in the order in which they were made, in whatever log.

    A log without merged entries is in that order already, whatever its clock said.
    """
    log = list(entries)
    origins = {entry.id: origin_of(entry) for entry in log}
    if not any(origins.values()):
        return log

    def place(entry: E) -> tuple[str, int, str]:
        origin = origins[entry.id]
        return (entry.at, *((origin.number, origin.id) if origin else (entry.number, entry.id)))

    return sorted(log, key=place)


__all__ = ["MARK", "Origin", "in_order", "marked", "origin_of"]
