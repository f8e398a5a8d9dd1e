"""The whole job: what it prints, and that stopping and repeating it change nothing."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from cli_runs import COMMAND, Run, provenance

from provenance.store.articles import Article

CLOCKS = {"captures": {"captured_at"}, "runs": {"started", "finished"}}
"""Columns that tell when, and so differ between runs."""

Dump = dict[str, list[tuple[object, ...]]]


def dump(path: Path) -> Dump:
    """Return all rows of all tables of ours, clocks left out.

    What linking keeps for the next time (``linking_…``) tells how often it linked.
    """
    with closing(sqlite3.connect(path)) as db:
        tables = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"
            " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlite%'"
            " AND name NOT LIKE 'linking%' ORDER BY name"
        ).fetchall()
        rows: Dump = {}
        for (table,) in tables:
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(f'"{n}"' for n in names if n not in CLOCKS.get(table, ()))
            found = db.execute(f"SELECT {kept} FROM {table}").fetchall()
            rows[table] = sorted(found, key=repr)
        return rows


def many(folder: Path, count: int) -> Path:
    """Write ``count`` articles, each long enough that a kill lands among them."""
    path = folder / "many.jsonl"
    filler = "The minister said that the talks would go on. Two soldiers were wounded. " * 10
    lines = (
        json.dumps({"id": str(n), "text": f"Police said {n + 2} people were killed. {filler}"})
        for n in range(count)
    )
    path.write_text("\n".join(lines), "utf-8")
    return path


def documents(path: Path) -> int:
    """Return how many articles a database holds that may not be there yet."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            count: int = db.execute("SELECT count(*) FROM documents").fetchone()[0]
            return count
    except sqlite3.OperationalError:
        return 0


def test_piped_summary_is_json(run: Run, tmp_path: Path, articles: Path) -> None:
    result = run("ingest", tmp_path / "claims.db", articles)
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)
    assert (summary["new"], summary["known"], summary["failed"]) == (4, 0, 0)
    assert summary["claims"] >= summary["new"]
    assert summary["figures"] > 0
    assert summary["flags"] > 0
    assert result.stderr == ""


def test_ingesting_twice_changes_nothing(run: Run, tmp_path: Path, articles: Path) -> None:
    path = tmp_path / "claims.db"
    run("ingest", path, articles)
    before = dump(path)
    again = json.loads(run("ingest", path, articles).stdout)
    assert (again["new"], again["known"], again["replaced"]) == (0, 4, 0)
    assert dump(path) == before
    assert run("check", path, "--deep").exit_code == 0


def test_order_and_portions_do_not_matter(run: Run, tmp_path: Path, articles: Path) -> None:
    whole, portions = tmp_path / "whole.db", tmp_path / "portions.db"
    run("ingest", whole, articles)
    for name in ("more.jsonl", "market.txt", "harbour.txt"):
        run("ingest", portions, articles / name)
    assert dump(portions) == dump(whole)


def test_standard_input_is_json_lines(run: Run, tmp_path: Path) -> None:
    line = json.dumps({"id": "x1", "text": "Police said 3 people were killed."})
    result = run("ingest", tmp_path / "claims.db", "-", stdin=line + "\n{\n")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["new"] == 1
    assert "standard input#2" in result.stderr


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Dump]:
    """Return many articles, and the dump of a database made of them in one go."""
    folder = tmp_path_factory.mktemp("undisturbed")
    source, path = many(folder, 40), folder / "claims.db"
    assert provenance("ingest", path, source).returncode == 0
    return source, dump(path)


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGINT])
def test_stopped_and_run_again_is_as_undisturbed(
    tmp_path: Path, undisturbed: tuple[Path, Dump], kind: signal.Signals
) -> None:
    source, expected = undisturbed
    path = tmp_path / "stopped.db"
    process = subprocess.Popen(
        [*COMMAND, "ingest", path, source], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while documents(path) < 5 and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(kind)
    _, error = process.communicate(timeout=60)
    assert process.returncode == (130 if kind == signal.SIGINT else -signal.SIGKILL)
    if kind == signal.SIGINT:
        assert error.decode().splitlines() == [
            "Stopped. What was stored stays; the same command goes on."
        ]
    assert 5 <= documents(path) < 40
    assert provenance("ingest", path, source).returncode == 0
    assert dump(path) == expected
    assert provenance("check", path, "--deep").returncode == 0


@pytest.mark.parametrize("fault", [ValueError("no"), sqlite3.IntegrityError("twice")])
def test_an_article_that_cannot_be_stored_does_not_cost_the_others(
    run: Run,
    tmp_path: Path,
    articles: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
) -> None:
    from provenance.store import Counts, Writer

    write = Writer.write

    def refuse(self: Writer, made: Article) -> Counts:
        if made.capture.origin.endswith("harbour.txt"):
            raise fault
        return write(self, made)

    monkeypatch.setattr(Writer, "write", refuse)
    result = run("ingest", tmp_path / "claims.db", articles)
    assert result.exit_code == 1
    assert "harbour.txt: its claims do not fit together" in result.stderr
    assert json.loads(result.stdout)["new"] == 3
