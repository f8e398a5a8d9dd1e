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
    # Each decision's id holds the hash of the one before: the last one stands for all.
    last = db.execute("SELECT id FROM reviews ORDER BY number DESC LIMIT 1").fetchone()
    return _digest(last, _pages(db))


def _pages(db: Database) -> list[str]:
    pages = db.execute("SELECT id, run_id FROM documents ORDER BY id").fetchall()
    imports = db.execute("SELECT id, sha256 FROM imports ORDER BY id").fetchall()
    return [part for row in (*pages, *imports) for part in row]


def _digest(last: tuple[str] | None, pages: list[str]) -> str:
    return content_id("linked", last, *pages)


def _decided_until(db: Database, state: str) -> int:
    """Return the number of the last decision that a linked state knew of, 0 for none.

    Decisions may have been recorded while claims were linked: those are not in it.
    """
    pages = _pages(db)
    for number, key in db.execute("SELECT number, id FROM reviews ORDER BY number DESC"):
        if _digest((key,), pages) == state:
            return int(number)
    return 0


def is_linked(db: Database, run_id: str, state: str) -> bool:
    """Say whether this run was the last to link, and linked just this state."""
    row = db.execute(
        "SELECT json_extract(counts, '$.linked') FROM runs WHERE id = ?", [run_id]
    ).fetchone()
    return row is not None and row[0] == state


def stands_linked(db: Database) -> bool:
    """Say whether any run has linked the present state."""
    sql = "SELECT 1 FROM runs WHERE json_extract(counts, '$.linked') = ? LIMIT 1"
    return db.execute(sql, [linked_state(db)]).fetchone() is not None


def note_linked(db: Database, run_id: str, state: str) -> None:
    """Record that a run linked this state, and that no other run's linking stands."""
    if is_linked(db, run_id, state):
        return
    with transaction(db):
        db.execute(
            "UPDATE runs SET counts = json_remove(counts, '$.linked', '$.decisions')"
            " WHERE id <> ? AND json_extract(counts, '$.linked') IS NOT NULL",
            [run_id],
        )
        db.execute(
            "UPDATE runs SET counts = json_set(coalesce(counts, '{}'), '$.linked', ?,"
            " '$.decisions', ?) WHERE id = ?",
            [state, _decided_until(db, state), run_id],
        )


__all__ = ["is_linked", "linked_state", "note_linked", "stands_linked"]
