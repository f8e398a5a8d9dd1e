"""Nothing is lost or doubled: the real process is killed at fifty random moments."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

import pytest

from provenance.cli.job import ingest
from provenance.cli.progress import Terminal
from provenance.engine.pieces import chunks
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.store import connect
from provenance.store.check import check

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are POSIX")

KILLS, ARTICLES = 50, 20
CHUNK = 8
"""Articles that are stored together here, so that a kill may come between."""
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


def in_child(work: Callable[[], None], seconds: float | None = None) -> bool:
    """Do work in a process of its own, killed after ``seconds``; say whether it was."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def test_fifty_kills(
    tmp_path: Path, parser: Parser, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job is killed and begun again until it is through, over and over."""
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)
    monkeypatch.setattr("provenance.engine.crew.chunks", partial(chunks, most=CHUNK))
    source = write_articles(tmp_path / "articles.jsonl", ARTICLES)
    job(tmp_path / "first.db", source, packs)  # what is loaded once is loaded
    begun = time.monotonic()
    in_child(lambda: job(tmp_path / "undisturbed.db", source, packs))
    whole = time.monotonic() - begun
    expected = dump(tmp_path / "undisturbed.db")
    assert len(expected["documents"]) == ARTICLES
    assert expected["events"]
    chance = Random(6)
    kills = rounds = 0
    progress: set[int] = set()
    while kills < KILLS:
        rounds += 1
        path = tmp_path / f"killed{rounds}.db"
        # Up to five kills each, early ones too: a database is most often cut short when new.
        for _ in range(5):
            if not in_child(lambda path=path: job(path, source, packs), chance.uniform(0, whole)):
                break
            kills += 1
            progress.add(documents(path))
        in_child(lambda path=path: job(path, source, packs))
        assert dump(path) == expected
        db = connect(path, read_only=True)
        assert check(db, deep=True) == []
        db.close()
        path.unlink()
    assert {0, ARTICLES} <= progress, "kills before, while and after articles are stored"


def documents(path: Path) -> int:
    """Return how many articles are stored, 0 where there are no tables yet."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_workers_and_their_parent_are_killed(
    tmp_path: Path, parser: Parser, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command itself, with two processes: a worker is killed, then all, then it is run."""
    source = write_articles(tmp_path / "articles.jsonl", 120)
    command = [sys.executable, "-m", "provenance.cli", "ingest"]
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    first = subprocess.Popen(
        [*command, two, source, "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    killed = False
    while documents(two) < 30 and first.poll() is None:
        workers = spawned(first.pid)
        if len(workers) == 2 and not killed and documents(two) == 0 and two.exists():
            time.sleep(1)
            os.kill(workers[-1], signal.SIGKILL)
            killed = True
        time.sleep(0.01)
    assert killed
    first.kill()
    first.communicate()
    assert documents(two) < 120
    done = subprocess.run([*command, two, source, "--workers", "2"], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)
    job(one, source, packs)
    assert dump(two) == dump(one)


def spawned(pid: int) -> list[int]:
    """Return the worker processes of a process, by id."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            status = (place / "stat").read_text().rpartition(")")[2].split()
            command = (place / "cmdline").read_bytes()
        except OSError:
            continue
        if int(status[1]) == pid and b"spawn_main" in command:
            found.append(int(place.name))
    return sorted(found)
