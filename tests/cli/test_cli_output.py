"""What commands print: JSON Lines in a pipe, tables on a terminal, nothing else on stdout."""

from __future__ import annotations

import json
import os
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli_runs import COMMAND, Run

from provenance.cli.check import SHOWN, lines
from provenance.store.checks.problem import Problem


def on_terminal(*arguments: str | Path, columns: int = 100) -> tuple[int, str]:
    """Run a command with a terminal as stdin, stdout and stderr; return status and output."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=dict(os.environ, COLUMNS=str(columns), TERM="xterm"),
    )
    os.close(slave)
    chunks = []
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(master)
    return process.wait(timeout=60), b"".join(chunks).decode()


@pytest.mark.parametrize("command", ["compare", "flagged"])
def test_pipe_gets_json_lines(run: Run, database: Path, command: str) -> None:
    result = run(command, database)
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    told = [row for row in rows if row.get("row", "figure") == "figure"]
    assert told
    assert all({"source", "text"} <= row.keys() for row in told)
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("command", "words"),
    [("compare", "Range, killed"), ("compare", "How they relate"), ("flagged", "unverified")],
)
def test_terminal_gets_a_table(database: Path, command: str, words: str) -> None:
    status, output = on_terminal(command, database)
    assert status == 0
    assert words in output
    assert "{" not in output


def test_narrow_terminal_leaves_columns_out_rather_than_breaking_words(database: Path) -> None:
    status, output = on_terminal("sources", "list", database, columns=60)
    assert status == 0
    assert "For want of room without: belongs to, unverified, kind. Widen" in output
    assert "disputed" in output
    _, wide = on_terminal("sources", "list", database, columns=120)
    assert "belongs to" in wide
    assert "want of room" not in wide


def test_json_option_wins_over_the_terminal(database: Path) -> None:
    status, output = on_terminal("flagged", database, "--json", "--limit", "1")
    assert status == 0
    assert json.loads(output)["source"]


def test_compare_puts_two_sources_side_by_side(run: Run, database: Path) -> None:
    found = compared(run, database)
    killed = {(row["low"], row["high"]) for row in found["figure"] if row["measure"] == "killed"}
    assert {(12, None), (20, 20)} <= killed
    assert len({row["source"] for row in found["figure"]}) >= 2
    (event,) = found["event"]
    named = compared(run, database, event["id"][:8])
    assert {row["event_id"] for row in named["figure"]} == {event["id"]}


def compared(run: Run, *arguments: str | Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows that ``compare`` prints in a pipe, by what they are."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in run("compare", *arguments).stdout.splitlines():
        row = json.loads(line)
        found.setdefault(row.pop("row"), []).append(row)
    return found


def test_compare_in_a_pipe_gives_all_that_a_person_is_shown(run: Run, database: Path) -> None:
    found = compared(run, database)
    figures = {row["claim_id"] for row in found["figure"]}
    pair = next(row for row in found["link"] if row["figure_a"] and row["figure_b"])
    assert {pair["claim_a"], pair["claim_b"]} <= figures
    assert all(pair[column] for column in ("relation", "reason", "rule", "same_origin"))
    whole = next(row for row in found["range"] if row["profile"] == "all")
    assert whole["low"] <= whole["high"]
    assert whole["claims"]
    assert set(whole["claims"]) <= figures
    for flag in found["flag"]:
        assert flag["reason"]
        assert flag["evidence_sentence"] or flag["evidence_claim_id"]
    assert all({"origin", "origin_id"} <= row.keys() for row in found["figure"])


def test_flag_and_limit_narrow_the_list(run: Run, database: Path) -> None:
    everything = run("flagged", database).stdout.splitlines()
    assert len(run("flagged", database, "--limit", "1").stdout.splitlines()) == 1
    unnamed = run("flagged", database, "--flag", "unnamed_source").stdout.splitlines()
    assert 0 < len(unnamed) < len(everything)
    assert all("unnamed_source" in json.loads(line)["flags"] for line in unnamed)


def test_extract_prints_what_the_schema_says(run: Run, articles: Path) -> None:
    schema = json.loads(run("schema", "claim").stdout)
    lines = run("extract", articles).stdout.splitlines()
    assert len(lines) == 4
    for line in lines:
        document = json.loads(line)
        jsonschema.validate(document, schema)
        assert document["claims"]


def test_extract_reads_standard_input(run: Run) -> None:
    text = "Police said 3 people were killed."
    result = run("extract", "-", stdin=json.dumps({"id": "a", "text": text}))
    document = json.loads(result.stdout)
    assert document["document"]["external_id"] == "a"
    claim = document["claims"][0]
    start, end = claim["figures"][0]["span"]
    assert (text[start:end], claim["attribution"]["source"]["text"]) == ("3", "Police")


def test_what_an_article_says_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "hostile.txt"
    article.write_text(
        "Police\x1b]0;owned\x07 said 3 people were killed in [red]Northport[/red] \x9b2J on "
        "May 2, 2019. Officials said 5 people were killed :skull: \u202e there.",
        "utf-8",
    )
    database = tmp_path / "claims.db"
    assert run("ingest", database, article).exit_code == 0
    for arguments in (("extract", article), ("compare", database), ("flagged", database)):
        _, output = on_terminal(*arguments)
        for mark in ("\x1b]", "\x07", "\x9b", "\u202e", "\x1b[2J"):
            assert mark not in output
        assert "[red]" in output or "Northport" not in output
        assert "💀" not in output


def test_a_reader_that_goes_away_is_no_error(articles: Path) -> None:
    command = [*COMMAND, "extract", str(articles)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.wait(timeout=60)


def test_check_finds_a_span_that_was_moved(run: Run, tmp_path: Path, articles: Path) -> None:
    path = tmp_path / "claims.db"
    run("ingest", path, articles / "harbour.txt")
    with sqlite3.connect(path) as db:
        db.execute('UPDATE figures SET start = start + 1, "end" = "end" + 1')
    db.close()
    result = run("check", path)
    assert result.exit_code == 1
    assert {json.loads(line)["table"] for line in result.stdout.splitlines()} >= {"figures"}


def test_a_person_is_shown_the_first_of_very_many_problems_of_a_kind() -> None:
    many = [Problem("figure_text", "figures", f"{at:04}", "not its text") for at in range(50)]
    other = Problem("orphan", "claims", "0001", "points at nothing")
    found = list(lines([*many[:40], other, *many[40:]]))
    assert len(found) == SHOWN + 2
    assert found[SHOWN] == "claims 0001: points at nothing [orphan]"
    assert found[-1] == "figures: … and 30 more [figure_text]; all of them with --json"
    assert list(lines(many[:SHOWN])) == [str(problem) for problem in many[:SHOWN]]


def test_schema_makes_an_empty_database(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    with sqlite3.connect(path) as db:
        db.executescript(run("schema").stdout)
    db.close()
    assert run("check", path).exit_code == 0


def test_demo_needs_only_a_folder(run: Run, tmp_path: Path, articles: Path) -> None:
    result = run("demo", articles, "--db", tmp_path / "demo.db")
    assert result.exit_code == 0
    for words in ("4 new", "How they relate", "provenance serve"):
        assert words in result.output


def test_link_changes_nothing_after_ingest(run: Run, tmp_path: Path, articles: Path) -> None:
    path = tmp_path / "claims.db"
    run("ingest", path, articles)
    result = run("link", path)
    assert result.exit_code == 0
    assert result.stderr == "0 rows changed.\n"


def test_a_terminal_without_utf_8(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    status, output = on_terminal("compare", database)
    assert status == 0, output
    assert "Traceback" not in output
    assert "\\u2013" in output


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_defect(database: Path, closed: str) -> None:
    command = f"{shlex.quote(sys.executable)} -m provenance.cli extract - {closed} </dev/null"
    done = subprocess.run(
        ["sh", "-c", command.replace("<&- </dev/null", "<&-")],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    if closed != "2>&-":
        assert b"standard input: the file is empty" in done.stderr
