"""Reading what linking wrote about some claims: events, links, flags and origins."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from provenance.records import (
    ClaimOrigin,
    Event,
    EventClaim,
    Evidence,
    Flag,
    Link,
    Linking,
    Place,
    Relation,
    Source,
)
from provenance.store.bodies import BATCH, marks


def claims_of_event(db: Database, event_id: str) -> list[str]:
    """Return the ids of the claims of an event, page by page, the earliest page first."""
    found = db.execute(
        "SELECT c.id FROM event_claims AS e JOIN claims AS c ON c.id = e.claim_id"
        " JOIN documents AS d ON d.id = c.document_id WHERE e.event_id = ?"
        " ORDER BY coalesce(d.published, '~'), d.id, c.position",
        [event_id],
    )
    return [row[0] for row in found.fetchall()]


def find_claims(db: Database, text: str) -> list[str]:
    """Return the ids of claims that ``text`` may mean: an id, or the beginning of one."""
    if len(text) < 4 or not all(char in "0123456789abcdef" for char in text):
        return []
    found = db.execute(
        "SELECT id FROM claims WHERE id >= ? AND id < ? ORDER BY id", [text, text + "g"]
    )
    return [row[0] for row in found.fetchall()]


def repeats_of(
    db: Database, claim_id: str, relations: Iterable[Relation], most: int | None = None
) -> list[str]:
    """Return a claim and all that ``relations`` lead to from it, near ones first.

    Having found ``most`` claims, it looks no further away: it may return more than those.
    """
    wanted = sorted(relations)
    seen = {claim_id: None}
    edge = [claim_id]
    while edge and (most is None or len(seen) < most):
        near = {key for key in _near(db, edge, wanted) if key not in seen}
        edge = sorted(near)
        seen |= dict.fromkeys(edge)
    return list(seen)


def partners_of(db: Database, claim_id: str) -> list[str]:
    """Return the claims that a claim is linked to, whatever the relation."""
    found = set(_near(db, [claim_id], list(Relation)))
    return sorted(found - {claim_id})


def _near(db: Database, ids: Sequence[str], relations: Sequence[Relation]) -> Iterator[str]:
    kinds = f"relation IN ({marks(len(relations))})"
    sql = (
        f"SELECT claim_b AS id FROM links WHERE claim_a IN ({{ids}}) AND {kinds}"
        f" UNION SELECT claim_a FROM links WHERE claim_b IN ({{ids}}) AND {kinds}"
    )
    for row in _batched(db, sql, ids, relations):
        yield row["id"]


def documents_of(db: Database, claim_ids: Sequence[str]) -> list[str]:
    """Return the ids of the documents that the claims stand in."""
    sql = "SELECT DISTINCT document_id FROM claims WHERE id IN ({ids})"
    return sorted({row["document_id"] for row in _batched(db, sql, claim_ids)})


def read_linked(db: Database, claim_ids: Sequence[str]) -> Linking:
    """Return what linking wrote about these claims, and the links among them.

    Ranges are left out.
    """
    wanted = set(claim_ids)
    memberships = [
        EventClaim(
            event_id=row["event_id"],
            claim_id=row["claim_id"],
            score=row["score"],
            reasons=tuple(json.loads(row["reasons"])),
        )
        for row in _batched(db, "SELECT * FROM event_claims WHERE claim_id IN ({ids})", claim_ids)
    ]
    links = [
        _link(row)
        for row in _batched(db, "SELECT * FROM links WHERE claim_a IN ({ids})", claim_ids)
        if row["claim_b"] in wanted
    ]
    flags = _batched(db, "SELECT * FROM flags WHERE claim_id IN ({ids})", claim_ids)
    return Linking(
        events=_events(db, sorted({row.event_id for row in memberships})),
        event_claims=tuple(sorted(memberships, key=lambda row: (row.event_id, row.claim_id))),
        links=tuple(sorted(links, key=lambda link: link.id)),
        flags=tuple(sorted(map(_flag, flags), key=lambda flag: flag.id)),
        origins=_origins(db, claim_ids),
    )


def _batched(
    db: Database, sql: str, ids: Sequence[str], more: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a question that is asked of some ids at a time."""
    times = sql.count("{ids}")
    for at in range(0, len(ids), BATCH // 2):
        some = list(ids[at : at + BATCH // 2])
        yield from db.query(sql.format(ids=marks(len(some))), [*some, *more] * times)


def _link(row: dict[str, Any]) -> Link:
    plain = {name: row[name] for name in Link.model_fields if name != "evidence"}
    items = json.loads(row["evidence"])
    return Link(**plain, evidence=tuple(Evidence.model_validate(item) for item in items))


def _flag(row: dict[str, Any]) -> Flag:
    return Flag(
        id=row["id"],
        claim_id=row["claim_id"],
        code=row["code"],
        reason=row["reason"],
        evidence_claim=row["evidence_claim_id"],
        rule=row["rule"],
    )


def _events(db: Database, ids: Sequence[str]) -> tuple[Event, ...]:
    rows = list(_batched(db, "SELECT * FROM events WHERE id IN ({ids})", ids))
    places = sorted({row["place_id"] for row in rows if row["place_id"]})
    by_id = {
        row["id"]: Place(**{name: row[name] for name in Place.model_fields})
        for row in _batched(db, "SELECT * FROM places WHERE id IN ({ids})", places)
    }
    made = [
        Event(
            **{name: row[name] for name in Event.model_fields if name != "place"},
            place=by_id.get(row["place_id"]),
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda event: event.id))


def _origins(db: Database, claim_ids: Sequence[str]) -> tuple[ClaimOrigin, ...]:
    sql = (
        "SELECT c.id AS claim_id, c.status, c.event_id, c.origin_rule, s.id, s.name, s.kind,"
        " s.named, s.scope_id, p.name AS parent FROM claims AS c"
        " LEFT JOIN sources AS s ON s.id = c.origin_id"
        " LEFT JOIN sources AS p ON p.id = s.parent_id"
        " WHERE c.origin_rule IS NOT NULL AND c.id IN ({ids})"
    )
    made = [
        ClaimOrigin(
            claim_id=row["claim_id"],
            origin=_source(row) if row["id"] and row["kind"] else None,
            status=row["status"],
            event_id=row["event_id"],
            rule=row["origin_rule"],
        )
        for row in _batched(db, sql, claim_ids)
    ]
    return tuple(sorted(made, key=lambda origin: origin.claim_id))


def _source(row: dict[str, Any]) -> Source:
    return Source(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        named=bool(row["named"]),
        parent=row["parent"],
        scope=row["scope_id"],
    )


__all__ = [
    "claims_of_event",
    "documents_of",
    "find_claims",
    "partners_of",
    "read_linked",
    "repeats_of",
]
