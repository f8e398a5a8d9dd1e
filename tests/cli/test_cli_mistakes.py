"""Mistakes that a newcomer makes: one line that names the remedy, never a traceback."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cli_runs import Run, provenance

USAGE, FAILED = 2, 1


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with all that may be given by mistake, and stand in it."""
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    Path("articles", "one.txt").write_text("Police said 3 people were killed.", "utf-8")
    Path("nothing").mkdir()
    Path("pictures").mkdir()
    Path("pictures", "cat.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    Path("empty.txt").touch()
    Path("empty.db").touch()
    Path("binary.txt").write_bytes(bytes(range(256)) * 8)
    Path("notes.md").write_text("notes", "utf-8")
    Path("one.json").write_text("{}", "utf-8")
    with zipfile.ZipFile("letter.docx", "w") as letter:
        letter.writestr("[Content_Types].xml", "<Types/>")
        letter.writestr("word/document.xml", "<document/>")
    Path("text.db").write_text("this is no database", "utf-8")
    lines = [json.dumps({"id": "1", "text": "Police said 3 were killed."}), "{not json", "[]"]
    Path("bad.jsonl").write_text("\n".join(lines), "utf-8")
    Path("pack").mkdir()
    Path("pack", "sources.yaml").write_text("a: [", "utf-8")
    with sqlite3.connect("other.db") as db:
        db.execute("CREATE TABLE things (id)")
    db.close()
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ("ingest", USAGE, "Missing argument 'DB'"),
        ("ingest claims.db", USAGE, "Missing argument 'PATH...'"),
        ("ingest claims.db missing.txt", USAGE, "missing.txt does not exist"),
        ("ingest articles claims.db", USAGE, "the database comes first: provenance ingest"),
        ("ingest articles/one.txt claims.db", USAGE, "the database comes first"),
        ("ingest nowhere/claims.db articles", USAGE, "mkdir -p nowhere"),
        ("ingest text.db articles", USAGE, "text.db is not a database"),
        ("ingest claims.db other.db", USAGE, "other.db is a database, not an article"),
        ("ingest claims.db other.db", USAGE, "provenance merge claims.db other.db"),
        ("ingest other.db other.db", USAGE, "give articles: provenance ingest other.db PATH"),
        ("other.db", USAGE, "the command goes before it: main serve other.db"),
        (
            "articles",
            USAGE,
            "is a folder, and the command goes before it: main ingest claims.db",
        ),
        (
            "review other.db",
            USAGE,
            "a file, and the command goes before it: main review list",
        ),
        ("sources other.db", USAGE, "sources list other.db; other commands are reliab"),
        ("export other.db", USAGE, "export jsonl other.db; other commands are csv"),
        ("import other.db", USAGE, "import claims other.db"),
        ("review artcles", USAGE, "No such command 'artcles'"),
        ("ingest other.db articles", FAILED, "other.db"),
        ("ingest claims.db nothing", FAILED, "no articles in this folder"),
        ("ingest claims.db pictures", FAILED, "no articles in this folder"),
        ("ingest claims.db empty.txt", FAILED, "empty.txt"),
        ("ingest claims.db binary.txt", FAILED, "binary.txt"),
        ("ingest claims.db notes.md", FAILED, "kind of file; name it *.txt"),
        ("ingest claims.db one.json", FAILED, "one.json#1: an empty record"),
        ("ingest claims.db letter.docx", FAILED, "an office program (Word, Excel"),
        ("ingest claims.db https://vale.example/a", USAGE, "provenance fetch claims.db https://va"),
        ("ingest claims.db artcles", USAGE, "check the path"),
        ("ingest claims.db bad.jsonl", FAILED, "bad.jsonl#2: malformed JSON"),
        ("ingest claims.db articles --pack missing", FAILED, "missing: no such pack"),
        ("ingest claims.db articles --pack nothing", FAILED, "nothing: a folder without *.yaml"),
        ("ingest claims.db articles --strict", USAGE, "No such option"),
        ("ingets claims.db articles", USAGE, "No such command"),
        ("extract", USAGE, "Missing argument 'PATH...'"),
        ("extract missing.txt", USAGE, "missing.txt does not exist"),
        ("extract other.db", USAGE, "other.db is a database, not an article"),
        ("extract bad.jsonl", FAILED, "bad.jsonl#3"),
        ("compare", USAGE, "For example: provenance compare claims.db"),
        ("review confirm other.db", USAGE, "For example: provenance review confirm claims.db"),
        ("compare ports other.db", USAGE, "comes first: main compare other.db ports"),
        ("review confirm 1f0c other.db -r x", USAGE, "first: main review confirm other.db 1f0c"),
        ("compare articles/one.txt other.db", USAGE, "the database comes first"),
        ("compare missing.db", USAGE, "provenance ingest claims.db"),
        ("compare articles", USAGE, "articles is a folder, not a database"),
        ("compare text.db", USAGE, "text.db is not a database"),
        ("compare empty.db", USAGE, "empty.db is not a database"),
        ("compare other.db", FAILED, "other.db"),
        ("flagged other.db", FAILED, "other.db"),
        ("flagged missing.db", USAGE, "missing.db does not exist"),
        ("check other.db", FAILED, "other.db"),
        ("check articles/one.txt", USAGE, "is not a database"),
        ("link other.db", FAILED, "other.db"),
        ("serve other.db", FAILED, "not one of ours"),
        ("serve missing.db", USAGE, "missing.db does not exist"),
        ("serve", USAGE, "Missing argument 'DB...'"),
        ("schema tables", USAGE, "'tables' is not one of"),
        ("demo missing", USAGE, "missing does not exist"),
    ],
)
def test_mistake(run: Run, place: Path, arguments: str, status: int, words: str) -> None:
    result = run(*arguments.split())
    assert result.exit_code == status, result.output
    assert words in result.stderr


@pytest.mark.parametrize(
    "arguments", ["compare other.db", "ingest other.db articles", "ingest x.db articles --pack no"]
)
def test_error_is_one_line_without_traceback(place: Path, arguments: str) -> None:
    done = provenance(*arguments.split())
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("Error: ")
    assert done.stdout == b""


def test_the_rest_goes_on_after_what_cannot_be_read(run: Run, place: Path) -> None:
    result = run("ingest", "claims.db", "binary.txt", "bad.jsonl", "articles")
    summary = json.loads(result.stdout)
    assert result.exit_code == FAILED
    assert (summary["new"], summary["failed"]) == (2, 3)
    assert len(result.stderr.splitlines()) == 3
    assert all(line.startswith("Cannot read ") for line in result.stderr.splitlines())


def test_no_event_of_that_name(run: Run, database: Path) -> None:
    result = run("compare", database, "a", "name", "that", "nothing", "has")
    assert result.exit_code == FAILED
    assert "no event is called 'a name that nothing has'" in result.output


@pytest.mark.parametrize("command", ["compare", "graph", "export csv --event"])
def test_a_misspelt_event_is_guessed_at(run: Run, database: Path, command: str) -> None:
    first = json.loads(run("compare", database).stdout.splitlines()[0])
    name, *others = command.split()
    # The place of the event, with a letter too many.
    word = first["label"].split(", ")[0] + "b"
    given = [*others[:1], database, *others[1:], word] if others else [database, word]
    told = run(name, *given)
    assert told.exit_code == FAILED
    assert f"did you mean {first['label']!r}?" in told.stderr


def test_unknown_flag_names_the_flags(run: Run, database: Path) -> None:
    result = run("flagged", database, "--flag", "fake")
    assert result.exit_code == USAGE
    assert "unnamed_source" in result.output


def test_port_in_use(run: Run, database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        result = run("serve", database, "--port", str(port))
    assert result.exit_code == FAILED
    assert result.output.count("\n") == 1
    assert "--port" in result.output


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_folder(place: Path) -> None:
    Path("nothing").chmod(0o500)
    done = provenance("ingest", "nothing/claims.db", "articles")
    assert done.returncode == FAILED
    assert len(done.stderr.decode().splitlines()) == 1


@pytest.mark.parametrize("text", ["\x1b[2J\x1b]0;owned\x07", "[red]not[/red]\u202egnp.exe"])
def test_names_of_files_cannot_steer_the_terminal(run: Run, place: Path, text: str) -> None:
    name = text.replace("/", "") + ".txt"
    Path(name).write_bytes(bytes(range(256)))
    result = run("ingest", "claims.db", name)
    assert result.exit_code == FAILED
    assert not set("\x1b\x07\u202e") & set(result.output)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["ingest", "", "articles"], USAGE, "it is empty"),
        (["ingest", "claims.db", ""], USAGE, "it is empty"),
        (["ingest", "claims.db", "articles", "--pack", ""], FAILED, "no such pack"),
        (["ingest", os.devnull, "articles"], USAGE, "a device or a pipe, not a database"),
        (["ingest", "pipe.db", "articles"], USAGE, "a device or a pipe, not a database"),
        (["compare", "pipe.db"], USAGE, "a device or a pipe, not a database"),
        (["ingest", "claims.db", "pipe.db"], FAILED, "a pipe or a device, not a file"),
        (["ingest", "\udcff.db", "articles"], USAGE, "no name in UTF-8"),
    ],
)
def test_odd_path(run: Run, place: Path, arguments: list[str], status: int, words: str) -> None:
    os.mkfifo("pipe.db")
    result = run(*arguments)
    assert result.exit_code == status, result.output
    assert words in result.stderr
    assert "\udcff" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["compare", "\udcff"], FAILED, "not UTF-8"),
        (["compare", "very " * 20_000], FAILED, "no event is called"),
        (["compare", "a" * 20_000], FAILED, "no event is called"),
        (["compare", '" OR ('], FAILED, "no event is called"),
        (["flagged", "--source", "\udcff"], FAILED, "not UTF-8"),
        (["flagged", "--limit", "9" * 20], USAGE, "not in the range"),
        (["flagged", "--flag", "\x1b[2J"], USAGE, "is not a flag"),
    ],
)
def test_odd_words(run: Run, database: Path, arguments: list[str], status: int, words: str) -> None:
    result = run(arguments[0], database, *arguments[1:])
    assert result.exit_code == status, result.output
    assert words in result.stderr
    assert len(result.stderr) < 1000
    assert not {"\x1b", "\udcff"} & set(result.stderr)


def test_names_of_files_that_are_no_utf_8(run: Run, place: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    Path("articles", name).write_text("Police said 4 people were killed.", "utf-8")
    result = run("ingest", "claims.db", "articles")
    assert json.loads(result.stdout)["new"] == 2
    with sqlite3.connect("claims.db") as db:
        rows = db.execute("SELECT external_id FROM documents ORDER BY 1").fetchall()
    db.close()
    assert rows == [("caf\\udce9",), ("one",)]


def test_the_summary_names_encodings_whole(run: Run, place: Path) -> None:
    Path("latin.txt").write_bytes(b"Police said 3 people were killed in a caf\xe9.")
    Path("wide.txt").write_text("Police said 3 people were killed.", "utf-16")
    result = run("ingest", "claims.db", "latin.txt", "wide.txt")
    assert set(json.loads(result.stdout)["problems"]) == {"not UTF-8", "the text is in UTF-16"}


def test_the_package_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "provenance", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "provenance" in done.stdout
