"""What linking was derived from: the same pages and decisions need not be linked again."""

from __future__ import annotations

from sqlite_utils import Database

from provenance.records import content_id
from provenance.store.connect import transaction


def linked_state(db: Database) -> str:
    """Return a digest of all that linking reads: stored pages, their runs, decisions.

    The rows of a page follow from its bytes and its run's settings, so they need not be
    read: that costs some milliseconds where reading all claims costs seconds.
    """
    pages = db.execute("SELECT id, run_id FROM documents ORDER BY id").fetchall()
    # Each decision's id holds the hash of the one before: the last one stands for all.
    last = db.execute("SELECT id FROM reviews ORDER BY number DESC LIMIT 1").fetchone()
    imports = db.execute("SELECT id, sha256 FROM imports ORDER BY id").fetchall()
    return content_id("linked", last, *(part for row in (*pages, *imports) for part in row))


def is_linked(db: Database, run_id: str, state: str) -> bool:
    """Say whether this run was the last to link, and linked just this state."""
    row = db.execute(
        "SELECT json_extract(counts, '$.linked') FROM runs WHERE id = ?", [run_id]
    ).fetchone()
    return row is not None and row[0] == state


def note_linked(db: Database, run_id: str, state: str) -> None:
    """Record that a run linked this state, and that no other run's linking stands."""
    if is_linked(db, run_id, state):
        return
    with transaction(db):
        db.execute(
            "UPDATE runs SET counts = json_remove(counts, '$.linked')"
            " WHERE id <> ? AND json_extract(counts, '$.linked') IS NOT NULL",
            [run_id],
        )
        db.execute(
            "UPDATE runs SET counts = json_set(coalesce(counts, '{}'), '$.linked', ?) WHERE id = ?",
            [state, run_id],
        )


__all__ = ["is_linked", "linked_state", "note_linked"]
