"""Empty tables are filled without their indexes, and have them again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database
from store_pages import SETTINGS, article, linked

from provenance.store import Writer, connect, start_run, write_linking
from provenance.store import linking as storing
from provenance.store.connect import transaction
from provenance.store.filling import are_empty, unindexed


def indexes(db: Database) -> dict[str, str]:
    """Return all indexes with how they were made."""
    return dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'").fetchall())


def test_indexes_are_gone_for_as_long_as_it_takes(tmp_path: Path) -> None:
    db = connect(tmp_path / "a.db", create=True)
    before = indexes(db)
    with transaction(db), unindexed(db, ["flags"]):
        gone = before.keys() - indexes(db).keys()
    assert "idx_flags_code" in gone
    assert all(name.startswith("idx_flags_") for name in gone)
    assert not any("UNIQUE" in str(before[name]) for name in gone)
    assert indexes(db) == before


def test_a_failure_takes_nothing_away(tmp_path: Path) -> None:
    db = connect(tmp_path / "a.db", create=True)
    before = indexes(db)
    with pytest.raises(ZeroDivisionError), transaction(db), unindexed(db, ["flags", "links"]):
        raise ZeroDivisionError
    assert indexes(db) == before


def test_rows_are_the_same_either_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for many in (1, 1_000):
        monkeypatch.setattr(storing, "MANY", many)
        db = connect(tmp_path / f"{many}.db", create=True)
        run = start_run(db, SETTINGS)
        pages = [article(), article("Hill Herald", low=40)]
        for extraction, capture in pages:
            Writer(db, run).add(extraction, capture)
        result = linked(*(extraction for extraction, _ in pages))
        assert are_empty(db, ["links", "flags"])
        write_linking(db, result, run)
        assert not are_empty(db, ["links", "flags"])
        assert write_linking(db, result, run) == 0
        rows = {
            table.name: db.execute(f"SELECT * FROM {table.name} ORDER BY 1, 2").fetchall()
            for table in storing.TABLES
        }
        found.append((rows, indexes(db), db.execute("PRAGMA integrity_check").fetchall()))
        db.close()
    assert found[0] == found[1]
    assert found[0][0]["flags"]
