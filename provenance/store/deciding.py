"""Recording a decision: looked up, checked, written to the log and applied, all or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from provenance.naming import source_id
from provenance.review.actions import (
    ABOUT,
    NUMBERS,
    Action,
    Decision,
    DecisionError,
    Target,
    Values,
    check_interval,
    check_reason,
    check_values,
)
from provenance.review.standing import standing_of, undone_by
from provenance.store.connect import transaction
from provenance.store.decided import apply_decisions
from provenance.store.reviews import Review, add_review, read_reviews
from provenance.store.targets import claims_of_event, find_target, witness

LONGEST_NAME = 200


def decide(db: Database, decision: Decision, by: str) -> Review:
    """Record a decision of the person ``by`` and apply it; return the entry of the log.

    One transaction: the values before are those that the entry replaces.  Raises
    DecisionError when the row is not there, the values make no sense or nothing would
    change.
    """
    by = " ".join(by.split())
    if not by or len(by) > LONGEST_NAME:
        raise DecisionError("a decision needs the name of who makes it")
    action = decision.action
    with transaction(db):
        kind, target = find_target(db, decision.target, *sorted(ABOUT[action]))
        values = check_values(action, kind, decision.values)
        reason = check_reason(action, decision.reason)
        before = witness(db, kind, target)
        after = _prepared(db, action, kind, target, values, before)
        review = add_review(
            db,
            by=by,
            action=action,
            target=target,
            reason=reason,
            before=_json(before),
            after=_json(after),
        )
        apply_decisions(db, _rows(review, after))
    return review


def _json(values: Mapping[str, Any]) -> str | None:
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else None


def _rows(review: Review, after: Values) -> list[str] | None:
    """Return the rows that an entry may change; None for an undo, which may change any."""
    if review.action == Action.UNDO:
        return None
    return [review.target, *after.get("claims", ())]


def _prepared(
    db: Database, action: Action, kind: Target, target: str, values: Values, before: Values
) -> Values:
    """Return what shall be, and add what was to ``before``; raises DecisionError."""
    if action in (Action.CONFIRM, Action.REJECT):
        before["status"] = _now(db, "claims", "status", target)
        after = {"status": "confirmed" if action is Action.CONFIRM else "rejected"}
    elif action is Action.CREDIBILITY:
        before["credibility"] = _now(db, "claims", "credibility", target)
        after = values
    elif action is Action.RELIABILITY:
        before["reliability"] = _now(db, "sources", "reliability", target)
        after = values
    elif action is Action.CORRECT:
        after = _correction(db, kind, target, values, before)
    elif action in (Action.REATTRIBUTE, Action.SPLIT_SOURCE):
        after = _attribution(db, action, target, values, before)
    elif action is Action.MERGE_SOURCES:
        after = _merged_source(db, target, values)
    elif action in (Action.MERGE_EVENTS, Action.SPLIT_EVENT):
        after = _happening(db, action, target, values, before)
    elif action is Action.UNDO:
        _refuse_undone(db, target)
        return {}
    else:
        return {}
    if all(before.get(name) == value for name, value in after.items()):
        raise DecisionError("that is what it says already; nothing was recorded")
    return after


def _now(db: Database, table: str, column: str, key: str) -> Any:
    return db.execute(f"SELECT {column} FROM {table} WHERE id = ?", [key]).fetchone()[0]


def _correction(db: Database, kind: Target, target: str, values: Values, before: Values) -> Values:
    """Return the corrected values; those before are the ones that hold now."""
    table = "figures" if kind is Target.FIGURE else "claims"
    row = next(iter(db.query(f"SELECT * FROM {table} WHERE id = ?", [target])))
    standing = standing_of(read_reviews(db))
    held = {
        name: effect.value if (effect := standing.effects.get((target, f"value:{name}"))) else value
        for name, value in row.items()
    }
    before |= {name: held[name] for name in values}
    if kind is Target.FIGURE and values.keys() & NUMBERS:
        new = held | values
        low, high, point = new["low"], new["high"], new["point"]
        # Who corrects the ends of an interval has not repeated its stated number.
        inside = point is None or (
            (low is None or low <= point) and (high is None or point <= high)
        )
        if "point" not in values and not inside:
            before["point"], values = point, values | {"point": None}
            point = None
        check_interval(low, high, point)
    return values


def _attribution(
    db: Database, action: Action, target: str, values: Values, before: Values
) -> Values:
    """Return source, name and kind of who shall vouch; a new source needs a kind."""
    given, kind = values["source"], values["kind"]
    try:
        _, key = find_target(db, given, Target.SOURCE)
    except DecisionError as error:
        if "several" in str(error):
            raise
        if kind is None:
            raise DecisionError(
                f"no source is called {given!r}; give its kind too, to make it a new one"
            ) from error
        key, name = source_id(given), given
    else:
        row = db.execute("SELECT name, kind FROM sources WHERE id = ?", [key]).fetchone()
        name, kind = row[0], row[1] or kind
    after: Values = {"source": key, "name": name, "kind": kind}
    if action is Action.REATTRIBUTE:
        old = _now(db, "claims", "source_id", target)
        before |= {"source": old, "name": _name(db, old)}
        if old == key:
            raise DecisionError(f"{name} vouches for it already; nothing was recorded")
        return after
    if key == target:
        raise DecisionError("the claims are to go to another source")
    claims, texts = [], {}
    for one in values["claims"]:
        _, claim = find_target(db, one, Target.CLAIM)
        if _now(db, "claims", "source_id", claim) != target:
            raise DecisionError(f"claim {claim} is not one of {_name(db, target)}")
        claims.append(claim)
        texts[claim] = witness(db, Target.CLAIM, claim)
    before["texts"] = texts
    return after | {"claims": claims}


def _name(db: Database, source: str | None) -> str | None:
    row = db.execute("SELECT name FROM sources WHERE id = ?", [source]).fetchone()
    return None if row is None else str(row[0])


def _merged_source(db: Database, target: str, values: Values) -> Values:
    _, into = find_target(db, values["into"], Target.SOURCE)
    standing = standing_of(read_reviews(db))
    if standing.merged(into) == target or into == target:
        raise DecisionError("a source cannot be merged into itself")
    if standing.merged(target) == standing.merged(into):
        raise DecisionError("they are one source already; nothing was recorded")
    return {"into": into, "name": _name(db, into)}


def _happening(db: Database, action: Action, target: str, values: Values, before: Values) -> Values:
    before["claims"] = claims_of_event(db, target)
    if action is Action.MERGE_EVENTS:
        _, into = find_target(db, values["into"], Target.EVENT)
        if into == target:
            raise DecisionError("an event cannot be merged into itself")
        label = _now(db, "events", "label", into)
        return {"into": into, "name": label, "claims": claims_of_event(db, into)}
    claims = [find_target(db, one, Target.CLAIM)[1] for one in values["claims"]]
    for claim in claims:
        if claim not in before["claims"]:
            raise DecisionError(f"claim {claim} does not belong to this event")
    if len(claims) == len(before["claims"]):
        raise DecisionError("at least one claim must stay in the event")
    return {"claims": claims}


def _refuse_undone(db: Database, target: str) -> None:
    if target in undone_by(read_reviews(db)):
        raise DecisionError("this entry is undone already; nothing was recorded")


__all__ = ["decide"]
