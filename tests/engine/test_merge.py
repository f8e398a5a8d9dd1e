"""Merging: a union by ids, with the decisions of both, in whatever order."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from provenance.cli import main
from provenance.extract.parser import Parser
from provenance.store import connect
from provenance.store.check import check
from provenance.store.reviews import read_reviews

ARTICLES = [
    "Police said 3 people were killed in Harrow on May 2, 2019. The army denied it.",
    "The Harrow Observatory said 5 people were killed in Harrow on May 2, 2019.",
    "Rescuers said that 40 houses were destroyed in Lindell.",
]
CLOCKS = {"captures": {"captured_at", "origin"}, "runs": {"started", "finished", "counts"}}
LOG = {"number", "id", "previous_hash", "before", "target"}
"""Columns of the log that tell in which order it was written."""


@pytest.fixture
def run(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that runs a command in this process."""
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)

    def invoke(*arguments: str | Path, fails: bool = False) -> Result:
        result = CliRunner(catch_exceptions=False).invoke(main, [str(a) for a in arguments])
        assert fails or result.exit_code == 0, result.output
        return result

    return invoke


@pytest.fixture
def bases(run: Any, tmp_path: Path) -> list[Path]:
    """Three databases: the second has an article of the first, the third another."""
    made = []
    for name, texts in zip("abc", (ARTICLES[:2], ARTICLES[1:2], ARTICLES[2:]), strict=True):
        lines = tmp_path / f"{name}.jsonl"
        lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
        run("ingest", tmp_path / f"{name}.db", lines)
        made.append(tmp_path / f"{name}.db")
    return made


def rows(path: Path) -> dict[str, list[Any]]:
    """All rows but for clocks and the order in which the log was written."""
    found = {}
    with closing(sqlite3.connect(path)) as db:
        tables = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"
            " AND name NOT LIKE '%sqlite%' AND name NOT LIKE 'linking%' ORDER BY name"
        ).fetchall()
        for (table,) in tables:
            left = LOG if table == "reviews" else CLOCKS.get(table, set())
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(f'"{name}"' for name in names if name not in left)
            found[table] = sorted(db.execute(f"SELECT {kept} FROM {table}").fetchall(), key=repr)
    return found


def claim(path: Path, words: str) -> str:
    """The id of the claim with these words."""
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT id FROM claims WHERE text LIKE ?", [f"%{words}%"]).fetchall()
    assert len(found) == 1, found
    return str(found[0][0])


def status(path: Path, key: str) -> str:
    """The status of a claim."""
    with closing(sqlite3.connect(path)) as db:
        return str(db.execute("SELECT status FROM claims WHERE id = ?", [key]).fetchone()[0])


def sound(path: Path) -> None:
    """Fail when anything is wrong with a database."""
    db = connect(path, read_only=True)
    assert check(db, deep=True) == []
    db.close()


def test_the_order_of_merging_makes_no_difference(run: Any, bases: list[Path]) -> None:
    a, b, _ = bases
    five = claim(b, "5 people")
    run("review", "confirm", a, five, "--by", "Anna")
    run("review", "reject", b, five, "--by", "Omar")
    run("review", "credibility", a, claim(a, "3 people"), "2", "--by", "Anna")
    found = []
    for number, order in enumerate(permutations(bases)):
        path = a.with_name(f"merged{number}.db")
        run("merge", path, *order)
        sound(path)
        found.append(rows(path))
    assert all(one == found[0] for one in found)
    assert len(found[0]["documents"]) == 3
    assert len(found[0]["reviews"]) == 3


def test_merging_again_changes_nothing(run: Any, bases: list[Path]) -> None:
    a, b, c = bases
    run("review", "confirm", b, claim(b, "5 people"), "--by", "Omar")
    run("merge", a, b, c)
    before = rows(a)
    result = run("merge", a, c, b)
    assert "0 new articles" in result.stderr
    assert rows(a) == before
    # What was merged may come back by another way.
    run("merge", b, a)
    run("merge", a, b)
    assert len(rows(a)["reviews"]) == 1
    assert rows(a)["claims"] == rows(b)["claims"]


def test_a_merged_database_is_that_of_all_articles(
    run: Any, bases: list[Path], tmp_path: Path
) -> None:
    whole = tmp_path / "whole.jsonl"
    whole.write_text("".join(json.dumps({"text": text}) + "\n" for text in ARTICLES), "utf-8")
    run("ingest", tmp_path / "whole.db", whole)
    run("merge", tmp_path / "merged.db", *bases)
    run("link", tmp_path / "whole.db")
    one, other = rows(tmp_path / "merged.db"), rows(tmp_path / "whole.db")
    for table in ("documents", "claims", "figures", "spans", "sources", "run_documents"):
        assert one[table] == other[table], table
    for table in ("events", "links", "flags", "ranges"):  # the run that linked them is another
        assert [row[:-1] for row in one[table]] == [row[:-1] for row in other[table]], table


def test_decisions_that_disagree_are_told_until_one_is_settled(run: Any, bases: list[Path]) -> None:
    a, b, _ = bases
    five = claim(b, "5 people")
    run("review", "confirm", a, five, "--by", "Anna")
    run("review", "reject", b, five, "--by", "Omar", "--reason", "seen twice")
    result = run("merge", a, b)
    assert "Decided twice: status of" in result.stderr
    assert "Anna" in result.stderr
    assert "Omar" in result.stderr
    holding = status(a, five)
    assert holding in ("confirmed", "rejected")
    other = "reject" if holding == "confirmed" else "confirm"
    run("review", other, a, five, "--by", "Both")
    assert "Decided twice" not in run("merge", a, b).stderr
    assert status(a, five) != holding
    sound(a)


def test_what_was_undone_stays_undone(run: Any, bases: list[Path]) -> None:
    a, b, _ = bases
    five = claim(b, "5 people")
    run("review", "note", a, five, "so that the numbers differ", "--by", "Anna")
    run("review", "confirm", b, five, "--by", "Omar")
    run("review", "undo", b, "1", "--by", "Omar")
    run("merge", a, b)
    assert status(a, five) == "unverified"
    db = connect(a, read_only=True)
    log = list(read_reviews(db))
    db.close()
    assert [entry.action for entry in log] == ["note", "confirm", "undo"]
    assert log[2].target == log[1].id
    sound(a)
    # The undoing can be undone where it came to.
    run("review", "undo", a, "3", "--by", "Anna")
    assert status(a, five) == "confirmed"


def test_a_copy_that_went_on_is_joined(run: Any, bases: list[Path]) -> None:
    a, copy = bases[0], bases[0].with_name("copy.db")
    run("review", "confirm", a, claim(a, "5 people"), "--by", "Anna")
    run("backup", a, copy)
    run("review", "reject", copy, claim(a, "5 people"), "--by", "Omar", "--reason", "no")
    result = run("merge", a, copy)
    assert "1 new decision" in result.stderr
    assert "Decided twice" not in result.stderr, "Omar knew what Anna had decided"
    assert status(a, claim(a, "5 people")) == "rejected"


def test_a_log_that_was_changed_is_not_merged(run: Any, bases: list[Path]) -> None:
    a, b, _ = bases
    run("review", "confirm", b, claim(b, "5 people"), "--by", "Omar")
    with closing(sqlite3.connect(b)) as db:
        db.execute("DROP TRIGGER reviews_no_update")
        db.execute("UPDATE reviews SET \"by\" = 'Nobody'")
        db.commit()
    result = run("merge", a, b, fails=True)
    assert result.exit_code == 1
    assert "its log of decisions was changed" in result.stderr
    assert rows(a)["reviews"] == []


def test_what_a_merged_entry_was_is_proved(run: Any, bases: list[Path]) -> None:
    a, b, _ = bases
    run("review", "confirm", b, claim(b, "5 people"), "--by", "Omar")
    run("merge", a, b)
    with closing(sqlite3.connect(a)) as db:
        db.execute("DROP TRIGGER reviews_no_update")
        db.execute("UPDATE reviews SET at = '2001-01-01T00:00:00Z'")
        db.commit()
    db = connect(a, read_only=True)
    assert "review_origin" in {problem.code for problem in check(db)}
    db.close()


@pytest.mark.parametrize("order", [("a.db", "a.db"), ("a.db", "b.db", "a.db")])
def test_a_database_is_not_merged_into_itself(
    run: Any, bases: list[Path], order: tuple[str, ...]
) -> None:
    result = run("merge", *(bases[0].with_name(name) for name in order), fails=True)
    assert "is the database itself" in result.stderr


def test_backup_is_a_whole_copy(run: Any, bases: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", bases[0], copy)
    assert rows(copy) == rows(bases[0])
    sound(copy)
    assert "is there already" in run("backup", bases[0], copy, fails=True).stderr
    shutil.copy(bases[1], copy)
    run("backup", bases[0], copy, "--force")
    assert rows(copy) == rows(bases[0])
    assert "is the database itself" in run("backup", bases[0], bases[0], fails=True).stderr
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_backup_while_somebody_writes(run: Any, bases: list[Path], tmp_path: Path) -> None:
    writer = connect(bases[0])
    writer.conn.execute("BEGIN IMMEDIATE")
    writer.conn.execute("UPDATE documents SET title = 'half done'")
    run("backup", bases[0], tmp_path / "copy.db")
    writer.conn.rollback()
    writer.close()
    assert rows(tmp_path / "copy.db") == rows(bases[0])
