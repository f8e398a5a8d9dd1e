"""What people can decide, about which kind of row, and in which values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from provenance.errors import ProvenanceError
from provenance.records import Extent, Measure, Modality, Polarity, SourceKind

Values = dict[str, Any]

LARGEST = 9_223_372_036_854_775_807
"""The largest number that SQLite holds."""
LONGEST = 2_000
"""Characters of a reason, a note or a word that is set."""


class DecisionError(ProvenanceError):
    """The decision cannot be recorded as it was given."""


class Target(StrEnum):
    """The kind of row that a decision is about."""

    CLAIM = "claim"
    FIGURE = "figure"
    SOURCE = "source"
    EVENT = "event"
    ENTRY = "entry"


class Action(StrEnum):
    """What a person can decide."""

    CONFIRM = "confirm"
    REJECT = "reject"
    CREDIBILITY = "credibility"
    CORRECT = "correct"
    REATTRIBUTE = "reattribute"
    RELIABILITY = "reliability"
    MERGE_SOURCES = "merge_sources"
    SPLIT_SOURCE = "split_source"
    MERGE_EVENTS = "merge_events"
    SPLIT_EVENT = "split_event"
    NOTE = "note"
    UNDO = "undo"


ABOUT: dict[Action, frozenset[Target]] = {
    Action.CONFIRM: frozenset({Target.CLAIM}),
    Action.REJECT: frozenset({Target.CLAIM}),
    Action.CREDIBILITY: frozenset({Target.CLAIM}),
    Action.CORRECT: frozenset({Target.CLAIM, Target.FIGURE}),
    Action.REATTRIBUTE: frozenset({Target.CLAIM}),
    Action.RELIABILITY: frozenset({Target.SOURCE}),
    Action.MERGE_SOURCES: frozenset({Target.SOURCE}),
    Action.SPLIT_SOURCE: frozenset({Target.SOURCE}),
    Action.MERGE_EVENTS: frozenset({Target.EVENT}),
    Action.SPLIT_EVENT: frozenset({Target.EVENT}),
    Action.NOTE: frozenset({Target.CLAIM, Target.FIGURE, Target.SOURCE, Target.EVENT}),
    Action.UNDO: frozenset({Target.ENTRY}),
}
"""The kinds of row that each action is about."""

NEEDS_REASON = frozenset(Action) - {
    Action.CONFIRM,
    Action.REJECT,
    Action.CREDIBILITY,
    Action.UNDO,
}
"""Actions that a reader cannot understand without a reason."""

LETTERS = "ABCDEF"
DIGITS = range(1, 7)

NUMBERS = frozenset({"low", "high", "point"})
FIGURE_FIELDS: dict[str, type[StrEnum] | None] = {
    "low": None,
    "high": None,
    "point": None,
    "measure": Measure,
    "party": None,
    "subject": None,
    "unit": None,
    "extent": Extent,
}
"""The values of a figure that a person can correct; a vocabulary where there is one."""
CLAIM_FIELDS: dict[str, type[StrEnum] | None] = {
    "polarity": Polarity,
    "modality": Modality,
    "kind": None,
    "when_edtf": None,
}
"""The values of a claim that a person can correct."""
REQUIRED = frozenset({"measure", "extent", "polarity", "modality"})
"""Values that are never unknown."""

EDTF = re.compile(r"[0-9X?~%./\-:TZSE+\[\]{},]{1,80}\Z")


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision to be recorded: about which row, what it shall be, why."""

    action: Action
    target: str
    values: Values
    reason: str = ""


def check_values(action: Action, kind: Target, given: Mapping[str, Any]) -> Values:
    """Return the values of a decision as they are kept; raises DecisionError.

    Text from a form or a command line becomes the number or word that it stands for; an
    empty text means "not known".
    """
    if kind not in ABOUT[action]:
        about = " or ".join(sorted(ABOUT[action]))
        raise DecisionError(f"{_words(action)} is about a {about}, and this is a {kind}")
    if action is Action.CREDIBILITY:
        return {"credibility": _digit(given.get("credibility"))}
    if action is Action.RELIABILITY:
        return {"reliability": _letter(given.get("reliability"))}
    if action is Action.CORRECT:
        return _corrected(kind, given)
    if action is Action.REATTRIBUTE:
        return _source(given)
    if action in (Action.MERGE_SOURCES, Action.MERGE_EVENTS):
        return {"into": _text(given.get("into"), "into", needed=True)}
    if action is Action.SPLIT_SOURCE:
        return {**_source(given), "claims": _ids(given.get("claims"))}
    if action is Action.SPLIT_EVENT:
        return {"claims": _ids(given.get("claims"))}
    return {}


def check_reason(action: Action, reason: str) -> str:
    """Return the reason without blanks at its ends; raises DecisionError when one is needed."""
    reason = reason.strip()
    if len(reason) > LONGEST:
        raise DecisionError(f"the reason has more than {LONGEST:,} characters; say it shorter")
    if not reason and action in NEEDS_REASON:
        what = (
            "note needs its text" if action is Action.NOTE else f"{_words(action)} needs a reason"
        )
        raise DecisionError(f"a {what}" if action is Action.NOTE else what)
    return reason


def check_interval(low: int | None, high: int | None, point: int | None) -> None:
    """Raise DecisionError unless the numbers of a figure are in order."""
    if low is not None and high is not None and low > high:
        raise DecisionError(f"low ({low:,}) is above high ({high:,})")
    below = point is not None and low is not None and point < low
    if below or (point is not None and high is not None and point > high):
        raise DecisionError(f"point ({point:,}) does not lie between low and high")


def _digit(value: Any) -> int:
    text = str(value or "").strip()
    if text not in {str(digit) for digit in DIGITS}:
        raise DecisionError("credibility is a digit from 1 (confirmed) to 6 (cannot be judged)")
    return int(text)


def _letter(value: Any) -> str:
    text = str(value or "").strip().upper()
    if len(text) != 1 or text not in LETTERS:
        raise DecisionError("reliability is a letter from A (reliable) to F (cannot be judged)")
    return text


def _corrected(kind: Target, given: Mapping[str, Any]) -> Values:
    fields = FIGURE_FIELDS if kind is Target.FIGURE else CLAIM_FIELDS
    values: Values = {}
    for name, value in given.items():
        if name not in fields:
            known = ", ".join(fields)
            if kind is Target.CLAIM and name in FIGURE_FIELDS:
                known += f"; {name!r} is a figure's, whose id is in: provenance export csv DB"
            raise DecisionError(f"a {kind} has no {name!r} to correct; choose from {known}")
        vocabulary = fields[name]
        values[name] = _number(name, value) if name in NUMBERS else _text(value, name)
        text = values[name]
        if text is None and name in REQUIRED:
            raise DecisionError(f"{name} cannot be unknown")
        if vocabulary is not None and text not in set(vocabulary):
            known = ", ".join(vocabulary)
            raise DecisionError(f"{text!r} is no {name}; choose from {known}")
        if name == "when_edtf" and text is not None and not EDTF.match(text):
            raise DecisionError(f"{text!r} is no date; write it as 2031-05-04 or 2031-05 (EDTF)")
    if not values:
        raise DecisionError("say what to correct, as low=12 or measure=injured")
    return values


def _number(name: str, value: Any) -> int | None:
    text = str("" if value is None else value).strip().replace(",", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 19 or int(text) > LARGEST:
        raise DecisionError(f"{name} is a whole number or empty, not {str(value)[:40]!r}")
    return int(text)


def _text(value: Any, name: str, *, needed: bool = False) -> str | None:
    text = " ".join(str("" if value is None else value).split())
    if len(text) > LONGEST:
        raise DecisionError(f"{name} has more than {LONGEST:,} characters")
    if needed and not text:
        raise DecisionError(f"say {name}")
    return text or None


def _source(given: Mapping[str, Any]) -> Values:
    """Return a source by id, or by name and, where it is new, kind."""
    name = _text(given.get("source"), "source", needed=True)
    kind = _text(given.get("kind"), "kind")
    if kind is not None and kind not in set(SourceKind):
        known = ", ".join(SourceKind)
        raise DecisionError(f"{kind!r} is no kind of source; choose from {known}")
    return {"source": name, "kind": kind}


def _ids(value: Any) -> list[str]:
    ids = value.split() if isinstance(value, str) else list(value or ())
    if not ids:
        raise DecisionError("say which claims")
    return sorted(dict.fromkeys(str(one) for one in ids))


def _words(action: Action) -> str:
    return action.replace("_", " ")


__all__ = [
    "ABOUT",
    "CLAIM_FIELDS",
    "DIGITS",
    "FIGURE_FIELDS",
    "LETTERS",
    "NEEDS_REASON",
    "NUMBERS",
    "Action",
    "Decision",
    "DecisionError",
    "Target",
    "Values",
    "check_interval",
    "check_reason",
    "check_values",
]
