"""Whole jobs for tests: small articles, processes of their own, and what a database then holds."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from provenance.cli.job import ingest
from provenance.cli.progress import Terminal
from provenance.packs import Packs
from provenance.store import connect

CLOCKS = {"captures": {"captured_at"}, "runs": {"started", "finished"}}

Dump = dict[str, list[tuple[object, ...]]]


def write_articles(path: Path, count: int) -> Path:
    """Write short articles about few happenings, so that there is something to link."""
    places = ("Harrow", "Lindell", "Tarn")
    path.write_text(
        "".join(
            json.dumps(
                {
                    "id": str(n),
                    "text": f"Police said {n % 7 + 2} people were killed in an explosion in "
                    f"{places[n % 3]} on May {n % 5 + 1}, 2019. Article {n}.",
                }
            )
            + "\n"
            for n in range(count)
        ),
        "utf-8",
    )
    return path


def dump(path: Path) -> Dump:
    """Return all rows of all tables and search indexes, clocks left out."""
    with closing(sqlite3.connect(path)) as db:
        tables = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"
            " AND name NOT LIKE '%sqlite%' AND name NOT LIKE 'linking%' ORDER BY name"
        ).fetchall()
        rows: Dump = {}
        for (table,) in tables:
            left = CLOCKS.get(table, set())
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(f'"{name}"' for name in names if name not in left)
            rows[table] = sorted(db.execute(f"SELECT {kept} FROM {table}").fetchall(), key=repr)
        rows["search"] = db.execute(
            "SELECT c.id FROM claims_fts AS f JOIN claims AS c ON c.rowid = f.rowid"
            " WHERE claims_fts MATCH 'explosion' ORDER BY c.id"
        ).fetchall()
        return rows


def job(path: Path, source: Path, packs: Packs) -> None:
    """Do the whole job in this process."""
    db = connect(path, create=True)
    ingest(db, [str(source)], packs, Terminal(), workers=1)
    db.close()


def at_once(work: Callable[[], None]) -> int:
    """Begin work in a process of its own and return its id."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return child


def in_child(work: Callable[[], None], seconds: float | None = None) -> bool:
    """Do work in a process of its own, killed after ``seconds``; say whether it was."""
    child = at_once(work)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def documents(path: Path) -> int:
    """Return how many articles are stored, 0 where there are no tables yet."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
