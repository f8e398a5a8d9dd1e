"""What holds of the log: the last decision about each value that nobody has undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from provenance.records import Status
from provenance.review.actions import Action
from provenance.review.branches import in_order


class Entry(Protocol):
    """One entry of the log."""

    @property
    def number(self) -> int:
        """Return its number, from 1."""

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def by(self) -> str:
        """Return who decided."""

    @property
    def at(self) -> str:
        """Return when."""

    @property
    def action(self) -> str:
        """Return what was decided."""

    @property
    def target(self) -> str:
        """Return the id of the row that it is about."""

    @property
    def before(self) -> str | None:
        """Return what was there before, JSON."""

    @property
    def after(self) -> str | None:
        """Return what shall be, JSON."""

    @property
    def reason(self) -> str:
        """Return why."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One value of one row as a decision has it, and the words that the decision was about."""

    target: str
    slot: str
    """``status``, ``credibility``, ``source``, ``into``, ``reliability`` or ``value:field``."""
    value: Any
    entry: Entry
    witness: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventDecision:
    """Claims that a person put into one happening, or took out of one.

    ``together`` says which; it is about claims because events have no lasting identity.
    """

    entry: str
    """Id of the entry of the log."""
    together: bool
    claims: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(slots=True)
class Standing:
    """All that holds, by row and value, and every row that was ever decided about."""

    effects: dict[tuple[str, str], Effect] = field(default_factory=dict)
    touched: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """The witness of every row and value in the log, undone ones too."""
    events: list[EventDecision] = field(default_factory=list)

    def value(self, target: str, slot: str) -> Any:
        """Return a value as decided, None when nothing holds."""
        effect = self.effects.get((target, slot))
        return None if effect is None else effect.value

    def merged(self, source: str) -> str:
        """Return the source that a source was merged into, itself when into none."""
        seen = {source}
        while (into := self.value(source, "into")) is not None and into not in seen:
            seen.add(into)
            source = into
        return source


def standing_of(entries: Iterable[Entry]) -> Standing:
    """Return what holds of a log, which is read from its beginning.

    An undone entry counts as if it were not there; an undo can be undone.  Entries that came
    from the log of another database take their place by time.
    """
    log = in_order(entries)
    undone: set[str] = set()
    for entry in reversed(log):
        if entry.action == Action.UNDO and entry.id not in undone:
            undone.add(entry.target)
    found = Standing()
    for entry in log:
        before = read(entry.before)
        for target, slot, value in says(entry):
            found.touched[target, slot] = before
            if entry.id not in undone:
                found.effects[target, slot] = Effect(target, slot, value, entry, before)
        if entry.id not in undone and (event := event_decision(entry)) is not None:
            found.events.append(event)
    return found


def undone_by(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the entry that undid each entry that counts as undone, by its id."""
    found: dict[str, Entry] = {}
    for entry in reversed(in_order(entries)):
        if entry.action == Action.UNDO and entry.id not in found:
            found.setdefault(entry.target, entry)
    return found


def read(value: str | None) -> dict[str, Any]:
    """Return what an entry keeps as JSON; what is no object is nothing."""
    if not value:
        return {}
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def says(entry: Entry) -> Iterator[tuple[str, str, Any]]:
    """Yield row, slot and value of all that an entry sets."""
    after = read(entry.after)
    target = entry.target
    if entry.action == Action.CONFIRM:
        yield target, "status", Status.CONFIRMED
    elif entry.action == Action.REJECT:
        yield target, "status", Status.REJECTED
    elif entry.action == Action.CREDIBILITY:
        yield target, "credibility", after.get("credibility")
    elif entry.action == Action.RELIABILITY:
        yield target, "reliability", after.get("reliability")
    elif entry.action == Action.CORRECT:
        for name, value in after.items():
            yield target, f"value:{name}", value
    elif entry.action == Action.REATTRIBUTE:
        yield target, "source", after
    elif entry.action == Action.MERGE_SOURCES:
        yield target, "into", after.get("into")
    elif entry.action == Action.SPLIT_SOURCE:
        given = {name: after[name] for name in ("source", "name", "kind") if name in after}
        for claim in after.get("claims", ()):
            yield str(claim), "source", given


def event_decision(entry: Entry) -> EventDecision | None:
    """Return what an entry says about events, None when nothing."""
    before, after = read(entry.before), read(entry.after)
    if entry.action == Action.MERGE_EVENTS:
        ours, theirs = before.get("claims", ()), after.get("claims", ())
        return EventDecision(entry.id, True, tuple(ours), tuple(theirs))
    if entry.action == Action.SPLIT_EVENT:
        gone = tuple(after.get("claims", ()))
        rest = tuple(claim for claim in before.get("claims", ()) if claim not in set(gone))
        return EventDecision(entry.id, False, gone, rest)
    return None


__all__ = [
    "Effect",
    "Entry",
    "EventDecision",
    "Standing",
    "event_decision",
    "read",
    "says",
    "standing_of",
    "undone_by",
]
