"""Opening a database, and what is said when it cannot be opened."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlite_utils import Database
from store_pages import SETTINGS, article

from provenance.errors import StoreError
from provenance.store import Writer, connect, start_run, transaction
from provenance.store.migrations import APPLICATION_ID, migrations


def test_the_switches_are_set(tmp_path: Path) -> None:
    db = connect(tmp_path / "a.db", create=True)
    switches = {
        name: db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("foreign_keys", "journal_mode", "busy_timeout", "recursive_triggers")
    }
    assert switches == {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "busy_timeout": 30_000,
        "recursive_triggers": 1,
    }
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.execute("INSERT INTO source_aliases VALUES ('a', 'nobody', 'n', 'r', 'run')")
    db.close()


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connect(path, create=True).close()
    before = path.read_bytes()
    for how in ({}, {"create": True}, {"read_only": True}):
        connect(path, **how).close()
    assert path.read_bytes() == before


def test_a_closed_database_is_whole_in_its_one_file_whoever_else_has_it_open(
    tmp_path: Path,
) -> None:
    db = connect(tmp_path / "a.db", create=True)
    run_id = start_run(db, SETTINGS)
    other = connect(tmp_path / "a.db", read_only=True)
    assert other.execute("SELECT count(*) FROM documents").fetchone()[0] == 0
    Writer(db, run_id).add(*article())
    db.close()
    copy = tmp_path / "sent.db"
    copy.write_bytes((tmp_path / "a.db").read_bytes())
    sent = connect(copy, read_only=True)
    assert sent.execute("SELECT count(*) FROM documents").fetchone()[0] == 1
    sent.close()
    other.close()


def test_a_reader_that_holds_the_log_does_not_keep_a_database_from_being_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["provenance.store.connect"], "CLOSING_SECONDS", 0.01)
    db = connect(tmp_path / "a.db", create=True)
    other = connect(tmp_path / "a.db", read_only=True)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM documents").fetchone()
    start_run(db, SETTINGS)
    db.close()
    other.close()
    again = connect(tmp_path / "a.db", read_only=True)
    assert again.execute("SELECT count(*) FROM runs").fetchone()[0] == 1
    again.close()


def test_a_database_whose_making_was_cut_short_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    migrations.ensure_migrations_table(Database(path))
    assert sqlite3.connect(path).execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    with pytest.raises(StoreError, match="an empty database, not one of ours"):
        connect(path, read_only=True)
    db = connect(path, create=True)
    assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    db.close()


def test_many_make_one_database_at_once(tmp_path: Path) -> None:
    def make(_: int) -> int:
        db = connect(tmp_path / "a.db", create=True)
        found = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        db.close()
        return int(found)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(make, range(8)))
    assert len(set(found)) == 1
    assert found[0] > 10


def _newer(path: Path) -> None:
    db = connect(path, create=True)
    db.execute("PRAGMA user_version = 99")
    db.close()


def _foreign(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE films (name)")
    db.commit()
    db.close()


def _damaged(path: Path) -> None:
    connect(path, create=True).close()
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)


WRONG: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing", lambda path: None, "no such database; make one with: provenance ingest"),
    ("folder", Path.mkdir, "a folder, not a database; give the path of a .db file"),
    ("text", lambda path: path.write_text("hello " * 100), "not a SQLite database"),
    ("short", lambda path: path.write_text("hi"), "not a SQLite database"),
    ("empty", lambda path: path.write_bytes(b""), "an empty database, not one of ours"),
    ("foreign", _foreign, "a SQLite database of another program, not one of ours"),
    ("newer", _newer, r"made by a newer version \(schema 99, this one knows 5\); upgrade with"),
    ("damaged", _damaged, "the file is damaged .* restore a copy"),
]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(("name", "make", "message"), WRONG, ids=[name for name, _, _ in WRONG])
def test_what_is_wrong_is_said_in_one_line(
    tmp_path: Path, name: str, make: Callable[[Path], object], message: str, read_only: bool
) -> None:
    path = tmp_path / f"{name}.db"
    make(path)
    with pytest.raises(StoreError, match=message) as caught:
        connect(path, read_only=read_only)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["text", "foreign", "newer", "damaged", "folder"])
def test_create_takes_no_file_of_others(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.db"
    {name: make for name, make, _ in WRONG}[name](path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError):
        connect(path, create=True)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_create_in_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"the folder .*no does not exist; make it first"):
        connect(tmp_path / "no" / "a.db", create=True)


def test_create_fills_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"")
    db = connect(path, create=True)
    assert db["claims"].exists()
    db.close()


def test_a_path_with_odd_characters(tmp_path: Path) -> None:
    path = tmp_path / "50% of a #1?.db"
    connect(path, create=True).close()
    db = connect(path, read_only=True)
    assert db["claims"].count == 0
    db.close()


def test_a_locked_database(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    holder = connect(path, create=True)
    run = start_run(holder, SETTINGS)
    holder.conn.execute("BEGIN IMMEDIATE")
    db = connect(path, busy_seconds=0.05)
    with pytest.raises(StoreError, match="locked by another process; let it finish"):
        Writer(db, run).add(*article())
    holder.conn.rollback()
    assert Writer(db, run).add(*article()).documents == 1
    db.close()
    holder.close()


def test_a_database_locked_while_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connect(path, create=True).close()
    holder = sqlite3.connect(path)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="locked by another process"):
        connect(path, busy_seconds=0.05)
    holder.close()


def test_a_file_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    connect(path, create=True).close()
    access = os.access
    monkeypatch.setattr(os, "access", lambda p, mode: mode != os.W_OK and access(p, mode))
    with pytest.raises(StoreError, match="read-only; change its permissions"):
        connect(path)
    db = connect(path, read_only=True)
    assert db["claims"].count == 0
    db.close()


def test_a_database_that_was_opened_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    db = connect(path, create=True)
    run = start_run(db, SETTINGS)
    db.close()
    db = connect(path, read_only=True)
    with pytest.raises(StoreError, match="read-only"):
        Writer(db, run).add(*article())
    db.close()


def _fail_after_a_run(db: Database) -> None:
    with transaction(db):
        start_run(db, {"version": "2"})
        raise RuntimeError("stop here")


def test_transactions_nest(db: Database) -> None:
    with transaction(db):
        start_run(db, SETTINGS)
        with pytest.raises(RuntimeError, match="stop here"):
            _fail_after_a_run(db)
    assert [row["version"] for row in db["runs"].rows] == ["1"]


def test_a_reader_sees_whole_articles_while_one_is_written(db: Database, run: str) -> None:
    path = Path(db.execute("PRAGMA database_list").fetchone()[2])
    reader = connect(path, read_only=True)
    with transaction(db):
        Writer(db, run).add(*article())
        assert reader["documents"].count == reader["claims"].count == 0
    assert reader["claims"].count == 3
    reader.close()


def test_a_writer_holds_the_lock_from_the_start(db: Database) -> None:
    """Else two that have read could both want to write, and one would be refused at once."""
    path = Path(db.execute("PRAGMA database_list").fetchone()[2])
    other = connect(path, busy_seconds=0.05)
    with transaction(db), pytest.raises(StoreError, match="locked"):
        start_run(other, SETTINGS)
    other.close()
