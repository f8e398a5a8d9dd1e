"""Plans: no question about some pages, claims or figures makes SQLite read a whole table.

SQLite keeps no statistics of our tables, so between an index of many keys and one of few it may
take that of a column whose every value stands in half of the rows.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator

import pytest
from sqlite_utils import Database

from benchmarks.bulk import write
from provenance.cli.progress import Terminal
from provenance.cli.relinking import relink
from provenance.export.choice import Choice
from provenance.export.lines import export_jsonl
from provenance.packs import Packs
from provenance.store import connect
from provenance.store.check import check
from provenance.store.corpus import StoredCorpus
from provenance.store.linked import read_linked
from provenance.store.read import read_extractions

CLAIMS = 1_300
KEYS = 20
"""A list in a question that is at least so long is one of keys."""
OFTEN = 100
"""Rows of one value from which on an index is no way to some rows."""
_SEARCH = re.compile(r"SEARCH (\w+) USING (?:COVERING )?INDEX (\w+)")
_LIST = re.compile(r" IN \(('[^']*'(?:,\s?'[^']*')+)\)")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of a hundred pages."""
    path = tmp_path_factory.mktemp("plans") / "claims.db"
    write(path, CLAIMS)
    db = connect(path)
    yield db
    db.close()


def _pages(db: Database) -> list[str]:
    return [row[0] for row in db.execute("SELECT id FROM documents ORDER BY id")]


def _claims(db: Database) -> list[str]:
    return [row[0] for row in db.execute("SELECT min(id) FROM claims GROUP BY document_id")]


def _link(db: Database) -> None:
    (run_id,) = db.execute("SELECT id FROM runs LIMIT 1").fetchone()
    relink(db, Packs(), run_id, Terminal())


WORK: dict[str, Callable[[Database], object]] = {
    "read": lambda db: list(read_extractions(db)),
    "read for linking": lambda db: list(StoredCorpus(db).read(_pages(db))),
    "read copied claims": lambda db: list(StoredCorpus(db).read(_pages(db), _claims(db))),
    "untouched": lambda db: StoredCorpus(db).untouched(_pages(db), "0"),
    "linked": lambda db: read_linked(
        db, [row[0] for row in db.execute("SELECT id FROM claims LIMIT 300")]
    ),
    "check": lambda db: check(db, deep=True),
    "export": lambda db: list(export_jsonl(db, Choice())),
    "link": _link,
}


@pytest.mark.parametrize("name", WORK)
def test_what_is_asked_by_keys_is_found_by_keys(database: Database, name: str) -> None:
    asked: dict[str, str] = {}

    def note(sql: str) -> None:
        if any(found[1].count(",") + 1 >= KEYS for found in _LIST.finditer(sql)):
            asked.setdefault(re.sub(r"'[^']*'", "?", sql), sql)

    database.conn.set_trace_callback(note)
    try:
        WORK[name](database)
    finally:
        database.conn.set_trace_callback(None)
    assert asked, "the statements with lists of keys were seen"
    wrong = {sql: bad for sql in asked.values() if (bad := _wide_searches(database, sql))}
    assert not wrong


def _wide_searches(db: Database, sql: str) -> list[str]:
    """Return the steps of a plan that go by an index most of whose values stand in many rows."""
    try:
        steps = db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    except sqlite3.OperationalError:  # one of a table that lasts only for a transaction
        return []
    found = []
    for *_, step in steps:
        search = _SEARCH.match(step)
        if search is not None and _rows_a_value(db, search[2]) >= OFTEN:
            found.append(step)
    return found


def _rows_a_value(db: Database, index: str) -> float:
    """Return how many rows one value of the first column of an index has on the average."""
    column = db.execute(f"SELECT name FROM pragma_index_info('{index}')").fetchone()[0]
    table = db.execute("SELECT tbl_name FROM sqlite_master WHERE name = ?", [index]).fetchone()[0]
    rows, values = db.execute(
        f'SELECT count(*), count(DISTINCT ifnull("{column}", 0)) FROM "{table}"'
    ).fetchone()
    return float(rows) / max(1, values)
