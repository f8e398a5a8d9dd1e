"""A copy of a database that is whole, also while somebody writes."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from provenance.errors import StoreError


def backup(db: Database, path: Path, *, replace: bool = False) -> int:
    """Copy the database to ``path`` as it stands at one moment; return the size in bytes.

    The copy is proved by SQLite and by the number of rows of every table before it gets its
    name, so that there is a whole copy or none.  Raises StoreError when ``path`` is taken
    (unless ``replace``), cannot be written, or the copy is not whole.
    """
    if path.exists() and not replace:
        raise StoreError(f"{path}: is there already; give another name, or --force to replace it")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first")
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _copy(db, beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(f"{path}: cannot be written ({reason}); give another place") from error
    except sqlite3.OperationalError as error:
        remedy = (
            "is the disk full?"
            if os.access(path.absolute().parent, os.W_OK)
            else "nothing may be written in its folder: give another place"
        )
        raise StoreError(f"{path}: cannot be written ({error}); {remedy}") from error
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            beside.with_name(beside.name + ending).unlink(missing_ok=True)
    return path.stat().st_size


def _copy(db: Database, path: Path) -> None:
    copy = sqlite3.connect(path)
    try:
        # Reading begins here: the copy and the counts are of one moment.
        db.execute("BEGIN")
        try:
            db.conn.backup(copy)
            wanted = _rows(db.conn)
        finally:
            db.conn.rollback()
        # A file of its own, without a log beside it: it can be moved and mailed.
        copy.execute("PRAGMA journal_mode = DELETE")
        said = [row[0] for row in copy.execute("PRAGMA integrity_check").fetchall()]
        if said != ["ok"]:
            raise StoreError(f"the copy is not whole ({said[0]}); see: provenance check --deep")
        if _rows(copy) != wanted:
            raise StoreError("the copy has not got all rows; run this again")
    finally:
        copy.close()


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of every table."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in tables
    }


__all__ = ["backup"]
