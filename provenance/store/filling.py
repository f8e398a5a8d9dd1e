"""Filling empty tables: their indexes are made when they are full, not row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlite_utils import Database

from provenance.store.bodies import marks


def are_empty(db: Database, tables: Sequence[str]) -> bool:
    """Say whether none of the tables has a row."""
    return not any(db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in tables)


@contextmanager
def unindexed(db: Database, tables: Sequence[str]) -> Iterator[None]:
    """Take the indexes of some tables away, and make them again at the end.

    To be used within a transaction, so that nobody else sees the tables without.  Those that
    keep a column unique stay.
    """
    found = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX %'"
        f" AND tbl_name IN ({marks(len(tables))}) ORDER BY rowid",
        list(tables),
    ).fetchall()
    for name, _ in found:
        db.execute(f'DROP INDEX "{name}"')
    yield
    for _, sql in found:
        db.execute(sql)


__all__ = ["are_empty", "unindexed"]
