"""Measuring on the command line: by files and by a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Run

TEXT = "Harbour police said at least 12 people were killed. The list at the gate bore 7 names."
CLAIMS: list[dict[str, Any]] = [
    {
        "text": "at least 12 people were killed",
        "attribution": {
            "source": {"text": "Harbour police", "kind": "official", "named": False},
            "cue": {"text": "said"},
        },
        "figures": [{"text": "at least 12", "low": 12, "high": None, "measure": "killed"}],
    },
    {
        "text": "bore 7 names",
        "figures": [{"text": "7", "low": 7, "high": 7, "measure": "missing"}],
    },
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A file with one annotated article."""
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"document": {"text": TEXT}, "claims": CLAIMS}) + "\n")
    return path


def found(output: str) -> dict[str, Any]:
    """The line about figures found."""
    lines = [json.loads(line) for line in output.splitlines()]
    return next(line for line in lines if line.get("what") == "figures found")


def test_a_file_and_a_database_give_the_same(run: Run, tmp_path: Path, gold: Path) -> None:
    by_file = run("evaluate", gold, "--errors")
    assert by_file.exit_code == 0, by_file.stderr
    assert found(by_file.stdout)["recall"] == 0.5
    article = tmp_path / "a.txt"
    article.write_text(TEXT)
    db = tmp_path / "claims.db"
    run("ingest", db, article)
    assert run("import", "gold", db, gold, "--annotator", "Ana").exit_code == 0
    by_db = run("evaluate", db, "--errors")
    assert [json.loads(line) | {"document": 0} for line in by_db.stdout.splitlines()] == [
        json.loads(line) | {"document": 0} for line in by_file.stdout.splitlines()
    ]
    assert run("evaluate", db, "--annotator", "Ana").stdout == run("evaluate", db).stdout
    assert run("check", db).exit_code == 0


def test_errors_are_listed_on_request(run: Run, gold: Path) -> None:
    assert '"error"' not in run("evaluate", gold).stdout
    (line,) = [
        json.loads(line)
        for line in run("evaluate", gold, "--only", "missed").stdout.splitlines()
        if '"error"' in line
    ]
    assert line["error"] == "missed"
    assert line["sentence"] == "The list at the gate bore 7 names."


def test_a_partial_annotation_says_nothing_of_what_is_extra(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"document": {"text": TEXT}, "claims": CLAIMS[1:]}) + "\n")
    result = run("evaluate", path, "--partial", "--errors")
    assert found(result.stdout)["precision"] is None
    assert '"extra"' not in result.stdout


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"document": {"id": "x"}, "claims": []}, "its document has no text"),
        ({"document": {"text": TEXT}, "claims": [{"text": "nowhere"}]}, "claim 1: the claim"),
        ({"articles": 1}, "document: is missing"),
    ],
)
def test_what_cannot_be_used_is_named(
    run: Run, tmp_path: Path, line: dict[str, Any], message: str
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line) + "\n")
    result = run("evaluate", path)
    assert result.exit_code == 1
    assert message in result.stderr


def test_mistakes_of_the_user(run: Run, tmp_path: Path, gold: Path) -> None:
    db = tmp_path / "claims.db"
    run("ingest", db, "-", stdin=json.dumps({"id": "1", "text": TEXT}))
    result = run("evaluate", db)
    assert result.exit_code == 1
    assert "holds no annotated claims to measure by; add some with" in result.stderr
    assert run("evaluate", db, gold).exit_code == 2
    assert run("evaluate", gold, "--annotator", "Ana").exit_code == 2
    assert run("evaluate", tmp_path / "nothing").exit_code == 2
