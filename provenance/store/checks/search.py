"""Search: the indexes of words say what their tables say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database

from provenance.store.checks.problem import Problem
from provenance.store.connect import BUSY_SECONDS
from provenance.store.migrations import SEARCHED


def check_search(db: Database) -> Iterator[Problem]:
    """Look at the search indexes: their triggers, their rows, and what they say of each."""
    for table in SEARCHED:
        index = f"{table}_fts"
        triggers = {f"{table}_ai", f"{table}_ad", f"{table}_au"}
        if missing := triggers - {trigger.name for trigger in db.table(table).triggers}:
            names = ", ".join(sorted(missing))
            yield Problem("search_trigger", index, "-", f"missing trigger: {names}")
        differing = db.execute(
            f"SELECT (SELECT count(*) FROM {table} WHERE rowid NOT IN (SELECT id FROM"
            f" {index}_docsize)) + (SELECT count(*) FROM {index}_docsize WHERE id NOT IN"
            f" (SELECT rowid FROM {table}))"
        ).fetchone()[0]
        if differing or not _index_is_true(db, index):
            yield Problem("search_index", index, "-", "not what the table says")


def _index_is_true(db: Database, index: str) -> bool:
    """Let a search index compare itself with its table; True where that cannot be asked.

    The question is put as an INSERT that writes nothing, which a connection for reading
    may not send: it goes over one of its own.
    """
    path = db.execute("PRAGMA database_list").fetchone()[2]
    own = sqlite3.connect(path, timeout=BUSY_SECONDS) if path else db.conn
    try:
        # Rank 1 asks for the table too, not only for the index in itself.
        own.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_CORRUPT:
            return False
        if code not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise
    finally:
        if path:
            own.close()
    return True


__all__ = ["check_search"]
