"""Opening the database: one place that sets its switches and says what is wrong with it."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from provenance.errors import StoreError
from provenance.store.migrations import APPLICATION_ID, SCHEMA_VERSION, migrations

BUSY_SECONDS = 30.0
CLOSING_SECONDS = 3.0
_PAUSE = 0.1
_HEADER = b"SQLite format 3\x00"


class _Whole(Database):
    """A database whose file holds everything once it is closed, whoever else has it open.

    SQLite copies the write-ahead log into the file when the last connection is closed.  A
    server, or a worker that is just ending, is another one: then a person who copies or
    sends the file alone would lose the last articles without a word.
    """

    def close(self) -> None:
        """Bring the log into the file, unless a reader holds it up for long, and close."""
        with suppress(sqlite3.Error):
            if self.conn.execute("PRAGMA query_only").fetchone()[0] == 0:
                self.conn.execute(f"PRAGMA busy_timeout = {CLOSING_SECONDS * 1000:.0f}")
                self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        super().close()


def connect(
    path: str | Path,
    *,
    create: bool = False,
    read_only: bool = False,
    busy_seconds: float = BUSY_SECONDS,
) -> Database:
    """Open the database at ``path`` with foreign keys, write-ahead log and pending migrations.

    ``create`` makes it when it is missing or an empty file; ``read_only`` opens it so that
    nothing can be written.  Raises StoreError when it is missing, a folder, not SQLite,
    SQLite but not ours, newer or (read-only) older than the code, locked or not writable.
    """
    path = Path(path)
    _look(path, create=create and not read_only)
    if not read_only and path.exists() and not os.access(path, os.W_OK):
        raise _read_only(path)
    with _told_apart(path):
        patience = time.monotonic() + busy_seconds
        while True:
            connection = _open(path, read_only, busy_seconds)
            try:
                db = _Whole(connection)
                _prepare(db, path, create=create, read_only=read_only)
            except BaseException as error:
                connection.close()
                # Two processes that make a database at once: SQLite refuses one of them
                # without waiting, for both have begun by reading.
                if _is_busy(error) and time.monotonic() < patience:
                    time.sleep(_PAUSE)
                    continue
                raise
            return db


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Do all of the block or nothing; inside an open transaction, a part of that one.

    The write lock is taken at the start: a reader that turns writer halfway would be refused
    without waiting.  Raises StoreError when the database is locked, full or not writable.
    """
    with _told_apart(path_of(db)):
        if db.conn.in_transaction:
            with db.atomic():
                yield
            return
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            db.conn.rollback()
            raise


def _look(path: Path, *, create: bool) -> None:
    """Refuse what can be seen to be wrong before SQLite opens the file."""
    if path.is_dir():
        raise StoreError(f"{path}: a folder, not a database; give the path of a .db file")
    if not path.exists():
        if not create:
            raise StoreError(
                f"{path}: no such database; make one with: provenance ingest {path} ARTICLES"
            )
        if not path.parent.is_dir():
            raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first")
        return
    try:
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(f"{path}: cannot be read ({reason}); check its permissions") from error
    if header and header != _HEADER:
        raise StoreError(f"{path}: not a SQLite database; give the path of another file")


def _open(path: Path, read_only: bool, busy_seconds: float) -> sqlite3.Connection:
    if not read_only:
        return sqlite3.connect(path, timeout=busy_seconds)
    uri = f"{path.absolute().as_uri()}?mode=ro"
    if must_be_immutable(path):
        uri += "&immutable=1"
    return sqlite3.connect(uri, uri=True, timeout=busy_seconds)


def must_be_immutable(path: Path) -> bool:
    """Say whether SQLite can open a database only if it is told that nobody writes to it.

    A write-ahead log cannot be opened in a folder where nothing may be written.
    """
    folder = path.absolute().parent
    return not os.access(folder, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def _prepare(db: Database, path: Path, *, create: bool, read_only: bool) -> None:
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    # The table of migrations is made first, alone: a process that ends there has made nothing.
    empty = not db.execute(
        "SELECT 1 FROM sqlite_master WHERE tbl_name <> '_sqlite_migrations' LIMIT 1"
    ).fetchone()
    if application != APPLICATION_ID and not (empty and application == 0 and create):
        what = "an empty database" if empty else "a SQLite database of another program"
        raise StoreError(
            f"{path}: {what}, not one of ours; give another path, or make a new one with: "
            f"provenance ingest NEW.db ARTICLES"
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: made by a newer version (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); upgrade with: pip install --upgrade claim-provenance"
        )
    if read_only:
        if version < SCHEMA_VERSION:
            raise StoreError(
                f"{path}: made by an older version (schema {version}, this one needs "
                f"{SCHEMA_VERSION}); bring it up to date with: provenance link {path}"
            )
        db.execute("PRAGMA query_only = ON")
        return
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    # Ids are hashes, so an article touches pages all over the file: copying the log back
    # less often (each 32 MB, not 4) saved a fifth of the time of writing.
    db.execute("PRAGMA wal_autocheckpoint = 8000")
    # And that a page that is touched again is still at hand (32 MiB, not 2) another fifth.
    db.execute("PRAGMA cache_size = -32768")
    # Foreign keys come on after the migrations: a table that is rebuilt must be able to go.
    if migrations.pending(db):
        # All or nothing; another process may have applied them since we looked.
        with transaction(db):
            migrations.apply(db)
    db.execute("PRAGMA foreign_keys = ON")


@contextmanager
def _told_apart(path: Path) -> Iterator[None]:
    """Turn SQLite's refusals into StoreErrors that name the remedy."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if _is_busy(error):
            raise StoreError(
                f"{path}: locked by another process; let it finish or stop it, then run this again"
            ) from error
        if code == sqlite3.SQLITE_READONLY:
            raise _read_only(path) from error
        if code == sqlite3.SQLITE_FULL:
            raise StoreError(
                f"{path}: the disk is full; make room and run this again, nothing was lost"
            ) from error
        if code == sqlite3.SQLITE_IOERR:
            raise StoreError(
                f"{path}: cannot be read or written ({error}); look at the disk and at the "
                "limits of its use, then run this again"
            ) from error
        if code == sqlite3.SQLITE_CANTOPEN:
            raise StoreError(f"{path}: cannot be opened; check its permissions") from error
        raise
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise StoreError(
                f"{path}: the file is damaged ({error}); restore a copy or ingest the articles "
                "into a new database"
            ) from error
        raise


def _is_busy(error: BaseException) -> bool:
    """Say whether another process holds what was asked for."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _read_only(path: Path) -> StoreError:
    return StoreError(
        f"{path}: read-only; change its permissions, or copy it to a place where you may write"
    )


def path_of(db: Database) -> Path:
    """Return the path of the file behind ``db``."""
    return Path(str(db.execute("PRAGMA database_list").fetchone()[2] or ":memory:"))


__all__ = ["BUSY_SECONDS", "connect", "path_of", "transaction"]
