"""Writing what linking found: only the rows that differ are touched."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from contextlib import nullcontext
from typing import NamedTuple

from sqlite_utils import Database

from provenance.records import Evidence, Link, Linking, Status, content_id
from provenance.store.bodies import (
    drop_unused,
    keep_places,
    keep_sources,
    marks,
    place_rows,
    settle,
    source_rows,
)
from provenance.store.connect import transaction
from provenance.store.filling import are_empty, unindexed
from provenance.store.rows import DECIDED, Row
from provenance.store.totals import write_totals


class Table(NamedTuple):
    """A table that linking fills: its key, its other columns, and whose its rows are."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    owned: str
    """Whether a row belongs to the claims and events of a scope."""
    has_run: bool = True


_SCOPE = "(SELECT id FROM temp.linking_scope)"
# Parents before children: rows are written in this order and deleted in the other.
EVENTS = Table(
    "events",
    ("id",),
    ("label", "kind", "date_from", "date_to", "place_id", "n_claims", "n_origins"),
    f"id IN {_SCOPE}",
)
EVENT_CLAIMS = Table(
    "event_claims", ("event_id", "claim_id"), ("score", "reasons"), f"claim_id IN {_SCOPE}"
)
RANGES = Table(
    "ranges",
    ("id",),
    ("event_id", "measure", "party", "profile", "low", "best", "high", "n_claims", "n_origins"),
    f"event_id IN {_SCOPE}",
)
RANGE_CLAIMS = Table(
    "range_claims",
    ("range_id", "claim_id"),
    ("ordinal",),
    f"range_id IN (SELECT id FROM ranges WHERE event_id IN {_SCOPE})",
    has_run=False,
)
LINKS = Table(
    "links",
    ("id",),
    (
        "claim_a",
        "claim_b",
        "figure_a",
        "figure_b",
        "relation",
        "same_origin",
        "score",
        "reason",
        "rule",
        "evidence",
    ),
    f"claim_a IN {_SCOPE}",
)
FLAGS = Table(
    "flags",
    ("id",),
    ("claim_id", "code", "reason", "evidence_sentence_id", "evidence_claim_id", "rule"),
    f"claim_id IN {_SCOPE}",
)
TABLES = (EVENTS, EVENT_CLAIMS, RANGES, RANGE_CLAIMS, LINKS, FLAGS)

MANY = 200
"""Events from which on it pays to make the indexes of new tables at the end."""

Rows = dict[Row, Row]
"""Rows by their key."""


def write_linking(db: Database, linking: Linking, run_id: str) -> int:
    """Make events, links, flags, ranges and the standing of claims what ``linking`` says.

    One transaction.  A row that says the same already is not touched, so that the same
    result changes nothing; what ``linking`` no longer has is deleted.  Returns the number
    of rows changed.
    """
    claims = [row[0] for row in db.execute("SELECT id FROM claims").fetchall()]
    events = {event.id for event in linking.events}
    return write_rows(db, [(claims, linking)], events, run_id)


def write_rows(
    db: Database,
    parts: Iterable[tuple[Collection[str], Linking]],
    events: Collection[str],
    run_id: str,
) -> int:
    """Make the rows of some claims and events what linking says, and leave the others.

    ``parts`` are claims and all that linking has of them, with the events that it has anew;
    ``events`` are the ids of all events that there are: others are deleted.  One transaction.
    Returns the number of rows changed, those of totals not counted.
    """
    before = db.conn.total_changes
    with transaction(db):
        # Rows may refer to one another while they are exchanged; checked at the end.
        db.execute("PRAGMA defer_foreign_keys = ON")
        used = _used(db)
        db.execute("CREATE TEMP TABLE IF NOT EXISTS linking_scope (id TEXT PRIMARY KEY)")
        scoping = 0
        names = [table.name for table in TABLES]
        new = are_empty(db, names)
        with unindexed(db, names) if new and len(events) >= MANY else nullcontext():
            for claims, linking in parts:
                scoping += _scope(db, {*claims, *(event.id for event in linking.events)})
                roots = source_rows(o.origin for o in linking.origins if o.origin)
                keep_sources(db, *roots, run_id)
                _write_part(db, linking, run_id, new=new)
        scoping += _scope(db, ())
        stored = [row[0] for row in db.execute("SELECT id FROM events").fetchall()]
        db.conn.executemany(
            "DELETE FROM events WHERE id = ?", [(key,) for key in stored if key not in events]
        )
        settle(db, run_id)
        left = _used(db)
        drop_unused(db, used[0] - left[0], used[1] - left[1])
        write_totals(db)
    return db.conn.total_changes - before - scoping


def _scope(db: Database, ids: Collection[str]) -> int:
    """Say whose rows are written; return the number of rows that this took."""
    before = db.conn.total_changes
    db.execute("DELETE FROM temp.linking_scope")
    db.conn.executemany("INSERT INTO temp.linking_scope VALUES (?)", [(key,) for key in ids])
    return db.conn.total_changes - before


def _write_part(db: Database, linking: Linking, run_id: str, *, new: bool) -> None:
    """Make the rows in scope what ``linking`` says; when all are ``new``, none are there yet."""
    keep_places(db, place_rows(e.place for e in linking.events if e.place), run_id)
    wanted = _wanted(db, linking)
    stored = {table.name: {} if new else _stored(db, table) for table in TABLES}
    for table in reversed(TABLES):
        _delete(db, table, stored[table.name], wanted[table.name])
    for table in TABLES:
        _upsert(db, table, stored[table.name], wanted[table.name], run_id)
    _write_standing(db, linking)


def _used(db: Database) -> tuple[set[str], set[str]]:
    """Return the ids of the sources and places that linking has spoken of."""
    origins = db.execute("SELECT DISTINCT origin_id FROM claims WHERE origin_id IS NOT NULL")
    places = db.execute("SELECT DISTINCT place_id FROM events WHERE place_id IS NOT NULL")
    return {row[0] for row in origins}, {row[0] for row in places}


def _wanted(db: Database, linking: Linking) -> dict[str, Rows]:
    """Return the rows that ``linking`` stands for, by table and key."""
    events: Rows = {
        (e.id,): (
            e.label,
            e.kind,
            e.date_from,
            e.date_to,
            e.place.id if e.place else None,
            e.n_claims,
            e.n_origins,
        )
        for e in linking.events
    }
    event_claims: Rows = {
        (e.event_id, e.claim_id): (e.score, json.dumps(e.reasons, ensure_ascii=False))
        for e in linking.event_claims
    }
    ranges: Rows = {}
    range_claims: Rows = {}
    for r in linking.ranges:
        key = content_id("range", r.event_id, r.measure, r.party, r.profile)
        ranges[(key,)] = (
            r.event_id,
            r.measure,
            r.party,
            r.profile,
            r.low,
            r.best,
            r.high,
            r.n_claims,
            r.n_origins,
        )
        for ordinal, claim in enumerate(dict.fromkeys(r.claims)):
            range_claims[key, claim] = (ordinal,)
    links: Rows = {
        (link.id,): (
            link.claim_a,
            link.claim_b,
            link.figure_a,
            link.figure_b,
            link.relation,
            link.same_origin,
            link.score,
            link.reason,
            link.rule,
            _evidence(link),
        )
        for link in linking.links
    }
    flags: Rows = {
        (f.id,): (
            f.claim_id,
            f.code,
            f.reason,
            _sentence(db, f.claim_id, f.evidence_sentence),
            f.evidence_claim,
            f.rule,
        )
        for f in linking.flags
    }
    found = (events, event_claims, ranges, range_claims, links, flags)
    return {table.name: rows for table, rows in zip(TABLES, found, strict=True)}


def _evidence(link: Link) -> str:
    return json.dumps([_item(e) for e in link.evidence], ensure_ascii=False)


def _item(evidence: Evidence) -> dict[str, object]:
    return {"field": evidence.field, "rule": evidence.rule, "spans": evidence.spans}


def _sentence(db: Database, claim_id: str, ordinal: int | None) -> str | None:
    """Return the id of a sentence of the claim's document."""
    if ordinal is None:
        return None
    found = db.execute(
        "SELECT s.id FROM claims AS c JOIN sentences AS s ON s.document_id = c.document_id"
        " WHERE c.id = ? AND s.ordinal = ?",
        [claim_id, ordinal],
    ).fetchone()
    return None if found is None else str(found[0])


def _stored(db: Database, table: Table) -> Rows:
    """Return the rows of a table that are in scope."""
    names = ", ".join((*table.key, *table.columns))
    width = len(table.key)
    found = db.execute(f"SELECT {names} FROM {table.name} WHERE {table.owned}")
    return {row[:width]: row[width:] for row in found}


def _delete(db: Database, table: Table, stored: Rows, wanted: Rows) -> None:
    where = " AND ".join(f"{column} = ?" for column in table.key)
    db.conn.executemany(
        f"DELETE FROM {table.name} WHERE {where}", [key for key in stored if key not in wanted]
    )


def _upsert(db: Database, table: Table, stored: Rows, wanted: Rows, run_id: str) -> None:
    run = ("run_id",) if table.has_run else ()
    names = (*table.key, *table.columns, *run)
    changes = ", ".join(f"{c} = excluded.{c}" for c in (*table.columns, *run))
    sql = (
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks(len(names))})"
        f" ON CONFLICT ({', '.join(table.key)}) DO UPDATE SET {changes}"
    )
    rows = (
        (*key, *values, *((run_id,) if table.has_run else ()))
        for key, values in wanted.items()
        if stored.get(key) != values
    )
    db.conn.executemany(sql, rows)


def _write_standing(db: Database, linking: Linking) -> None:
    """Write origin, status and event of each claim; one that linking leaves out has none.

    What a person confirmed or rejected stays so: linking does not decide that.
    """
    wanted = {
        o.claim_id: (o.origin.id if o.origin else None, o.rule, o.event_id, o.status)
        for o in linking.origins
    }
    nothing = (None, None, None, Status.UNVERIFIED)
    found = db.execute(
        f"SELECT id, origin_id, origin_rule, event_id, status FROM claims WHERE id IN {_SCOPE}"
    ).fetchall()
    changed: list[Row] = []
    for key, *before in found:
        *rest, status = wanted.get(key, nothing)
        if before[-1] in DECIDED and status not in DECIDED:
            status = before[-1]
        if [*rest, status] != before:
            changed.append((*rest, status, key))
    db.conn.executemany(
        "UPDATE claims SET origin_id = ?, origin_rule = ?, event_id = ?, status = ? WHERE id = ?",
        changed,
    )


__all__ = ["write_linking", "write_rows"]
