"""Writing what linking found: only the rows that differ are touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import nullcontext
from typing import NamedTuple

from sqlite_utils import Database

from provenance.records import Linking, Status
from provenance.store.bodies import (
    drop_unused,
    keep_places,
    keep_sources,
    marks,
    settle,
)
from provenance.store.connect import transaction
from provenance.store.filling import are_empty, unindexed
from provenance.store.parts import Part, Rows, part_of
from provenance.store.rows import DECIDED, Row, Value
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
SENTENCE = FLAGS.columns.index("evidence_sentence_id")
TABLES = (EVENTS, EVENT_CLAIMS, RANGES, RANGE_CLAIMS, LINKS, FLAGS)

MANY = 200
"""Events from which on it pays to make the indexes of new tables at the end."""


def write_linking(db: Database, linking: Linking, run_id: str) -> int:
    """Make events, links, flags, ranges and the standing of claims what ``linking`` says.

    One transaction.  A row that says the same already is not touched, so that the same
    result changes nothing; what ``linking`` no longer has is deleted.  Returns the number
    of rows changed.
    """
    claims = [row[0] for row in db.execute("SELECT id FROM claims").fetchall()]
    events = {event.id for event in linking.events}
    return write_rows(db, [part_of(claims, linking)], events, run_id)


def write_rows(
    db: Database,
    parts: Iterable[Part],
    events: Collection[str],
    run_id: str,
) -> int:
    """Make the rows of some claims and events what linking says, and leave the others.

    ``parts`` are of some claims each, with all that linking has of them; ``events`` are the ids
    of all events that there are: others are deleted.  One transaction.  Returns the number of
    rows changed, those of totals not counted.
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
            for part in parts:
                scoping += _scope(db, part.scope)
                keep_sources(db, part.sources, part.parents, run_id)
                keep_places(db, part.places, run_id)
                _write_part(db, part, run_id, new=new)
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


def _write_part(db: Database, part: Part, run_id: str, *, new: bool) -> None:
    """Make the rows in scope those of a part; when all are ``new``, none are there yet."""
    wanted = {**part.tables, FLAGS.name: _resolved(db, part.tables[FLAGS.name])}
    stored = {table.name: {} if new else _stored(db, table) for table in TABLES}
    for table in reversed(TABLES):
        _delete(db, table, stored[table.name], wanted[table.name])
    for table in TABLES:
        _upsert(db, table, stored[table.name], wanted[table.name], run_id)
    _write_standing(db, part.standing)


def _used(db: Database) -> tuple[set[str], set[str]]:
    """Return the ids of the sources and places that linking has spoken of."""
    origins = db.execute("SELECT DISTINCT origin_id FROM claims WHERE origin_id IS NOT NULL")
    places = db.execute("SELECT DISTINCT place_id FROM events WHERE place_id IS NOT NULL")
    return {row[0] for row in origins}, {row[0] for row in places}


def _resolved(db: Database, flags: Rows) -> Rows:
    """Return flags with the ids of their sentences in place of the ordinals."""
    found = db.execute(
        "SELECT c.id, s.ordinal, s.id FROM claims AS c JOIN sentences AS s"
        f" ON s.id = c.sentence_id WHERE c.id IN {_SCOPE}"
    )
    # Most flags are shown by the claim's own sentence.
    own = {(claim, ordinal): sentence for claim, ordinal, sentence in found}
    return {
        key: (*row[:SENTENCE], own.get(at) or _sentence(db, *at), *row[SENTENCE + 1 :])
        if (at := (row[0], row[SENTENCE]))[1] is not None
        else row
        for key, row in flags.items()
    }


def _sentence(db: Database, claim_id: Value, ordinal: Value) -> str | None:
    """Return the id of a sentence of the claim's document."""
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


def _write_standing(db: Database, standing: Rows) -> None:
    """Write origin, status and event of each claim; one that linking leaves out has none.

    What a person confirmed or rejected stays so: linking does not decide that.
    """
    nothing = (None, None, None, Status.UNVERIFIED)
    found = db.execute(
        f"SELECT id, origin_id, origin_rule, event_id, status FROM claims WHERE id IN {_SCOPE}"
    ).fetchall()
    changed: list[Row] = []
    for key, *before in found:
        *rest, status = standing.get((key,), nothing)
        if before[-1] in DECIDED and status not in DECIDED:
            status = before[-1]
        if [*rest, status] != before:
            changed.append((*rest, status, key))
    db.conn.executemany(
        "UPDATE claims SET origin_id = ?, origin_rule = ?, event_id = ?, status = ? WHERE id = ?",
        changed,
    )


__all__ = ["write_linking", "write_rows"]
