"""Claims of other tools on the command line: in, refused with a reason, linked once."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Run, provenance
from test_cli_ingest import dump

TEXT = """\
Blast at the quay of Eastport

Eastport police said at least 12 people were killed and 30 injured in the blast on 2 May 2019.

Medics counted the bodies of 9 sailors on the quay. The list at the gate bore 7 names.
"""
NINE: dict[str, Any] = {
    "text": "the bodies of 9 sailors",
    "attribution": {
        "source": {"text": "Medics", "kind": "humanitarian", "named": False},
        "cue": {"text": "counted"},
    },
    "figures": [{"text": "9", "low": 9, "high": 9, "point": 9, "measure": "killed"}],
}
SEVEN: dict[str, Any] = {
    "text": "bore 7 names",
    "figures": [{"text": "7", "low": 7, "high": 7, "point": 7, "measure": "missing"}],
}
"""Nothing that our own rules find."""
TWELVE: dict[str, Any] = {
    "text": "at least 12 people were killed",
    "attribution": {
        "source": {"text": "Eastport police", "kind": "official", "named": True},
        "cue": {"text": "said"},
    },
    "figures": [{"text": "12", "low": 12, "high": 12, "point": 12, "measure": "killed"}],
}
Line = Callable[..., bytes]


def line(*claims: object, **document: str) -> bytes:
    """A line with claims for a document."""
    given = {"extractor": {"name": "reader", "version": "3"}, "document": document}
    return json.dumps(given | {"claims": list(claims)}).encode() + b"\n"


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with closing(sqlite3.connect(path)) as db:
        return list(db.execute(sql).fetchall())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article and a database made of it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "quay.txt").write_text(TEXT, "utf-8")
    done = provenance("ingest", folder / "claims.db", folder / "quay.txt")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def article(made: Path) -> Path:
    """An article in a file."""
    return made / "quay.txt"


@pytest.fixture
def ingested(made: Path, tmp_path: Path) -> Path:
    """A copy of the database, to change."""
    return Path(shutil.copy(made / "claims.db", tmp_path / "claims.db"))


def claims(run: Run, db: Path, data: bytes, *more: str) -> Any:
    """Import lines from standard input."""
    return run("import", "claims", db, "-", *more, stdin=data)


def test_the_same_figure_counts_once_and_keeps_both_makers(run: Run, ingested: Path) -> None:
    before = rows(ingested, "SELECT id FROM figures ORDER BY id")
    result = claims(run, ingested, line(TWELVE, text=TEXT))
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout) == {
        "imported": 1, "unchanged": 0, "failed": 0, "claims": 1, "refused": 0
    }  # fmt: skip
    assert rows(ingested, "SELECT id FROM figures ORDER BY id") == before
    found = rows(
        ingested,
        "SELECT text_a, text_b, low_b, high_b, differences FROM extractor_comparison"
        " WHERE found_by = 'both'",
    )
    assert found == [("at least 12", "12", 12, 12, "span interval")]
    assert run("check", ingested, "--deep").exit_code == 0


def test_a_new_claim_is_linked_flagged_and_names_its_maker(run: Run, ingested: Path) -> None:
    claims(run, ingested, line(SEVEN, text=TEXT))
    found = rows(
        ingested,
        "SELECT f.low, c.status, r.version, json_extract(r.settings, '$.extractor'), c.rule"
        " FROM figures f JOIN claims c ON c.id = f.claim_id JOIN runs r ON r.id = c.run_id"
        " WHERE r.settings LIKE '%extractor%'",
    )
    assert found == [(7, "unverified", "3", "reader", "import.given")]
    flags = "SELECT count(*) FROM flags WHERE claim_id IN (SELECT id FROM claims WHERE rule = '{}')"
    assert rows(ingested, flags.format("import.given"))[0][0] > 0


def test_importing_twice_changes_nothing(run: Run, ingested: Path) -> None:
    claims(run, ingested, line(NINE, TWELVE, text=TEXT))
    before = dump(ingested)
    again = claims(run, ingested, line(NINE, TWELVE, text=TEXT))
    assert json.loads(again.stdout)["unchanged"] == 1
    assert dump(ingested) == before


LATE = {"captures", "runs", "run_documents", "sources", "places", "imports"}
"""Tables that keep which run or file came first."""


def settled(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows that say something about the text."""
    return {name: held for name, held in dump(path).items() if name not in LATE}


def test_before_or_after_ingesting_the_rows_are_the_same(
    run: Run, tmp_path: Path, ingested: Path, article: Path
) -> None:
    claims(run, ingested, line(NINE, TWELVE, SEVEN, text=TEXT))
    run("link", ingested)
    other = tmp_path / "other.db"
    run("ingest", other, article.parent / "quay.txt")
    with closing(sqlite3.connect(other)) as db:  # a database without articles
        db.executescript("PRAGMA foreign_keys = ON; DELETE FROM documents; DELETE FROM captures;")
    assert claims(run, other, line(NINE, TWELVE, SEVEN, text=TEXT)).exit_code == 0
    assert rows(other, "SELECT count(*) FROM claims") == [(3,)]
    assert run("ingest", other, article).exit_code == 0
    run("link", other)
    # Rows of linking keep the run that first made them.
    runless = [
        "SELECT id, text, source_id, event_id, status, n_figures FROM claims",
        "SELECT id, claim_id, low, high, run_id FROM figures",
        "SELECT id, claim_id, figure_id, run_id FROM readings",
        "SELECT id, figure_a, figure_b, relation, same_origin FROM links",
        "SELECT id, code, reason FROM flags",
        "SELECT id, n_claims, n_origins, n_figures FROM events",
        "SELECT id, n_claims, run_id FROM documents",
    ]
    for sql in runless:
        assert sorted(rows(other, sql), key=repr) == sorted(rows(ingested, sql), key=repr), sql
    assert run("check", other).exit_code == 0


def test_the_text_of_a_line_is_stored_with_its_claims(run: Run, ingested: Path) -> None:
    text = "Guards at Westport said 4 dockers were killed."
    claim = {
        "text": "4 dockers were killed",
        "attribution": {
            "source": {"text": "Guards at Westport", "kind": "official", "named": False},
            "cue": {"text": "said"},
        },
        "figures": [{"text": "4", "low": 4, "high": 4, "measure": "killed"}],
    }
    data = line(claim, text=text, external_id="w1", publisher="Dock Gazette")
    assert claims(run, ingested, data).exit_code == 0
    assert rows(ingested, "SELECT text, publisher, n_claims FROM documents"
                " WHERE external_id = 'w1'") == [(text, "Dock Gazette", 1)]  # fmt: skip
    assert rows(
        ingested,
        "SELECT s.name FROM attributions a JOIN sources s ON s.id = a.source_id"
        " JOIN claims c ON c.id = a.claim_id WHERE c.text LIKE '4 dockers%' ORDER BY depth",
    ) == [("Guards at Westport",), ("Dock Gazette",)]


def test_our_own_output_is_found_whole(run: Run, ingested: Path, article: Path) -> None:
    own = run("extract", article).stdout.encode()
    result = claims(run, ingested, own, "--extractor", "echo")
    assert result.exit_code == 0, result.stderr
    assert rows(ingested, "SELECT DISTINCT found_by, differences FROM extractor_comparison") == [
        ("both", "")
    ]


BAD: list[tuple[bytes, str]] = [
    (b"\n", "no records in this file"),
    (b'{"document": {"id": "x"}, "claims": [', "malformed JSON at column"),
    (b"[]\n", 'the line is an array, not an object; give {"document", "claims"} a line'),
    (b'{"document": {"text": "caf\xe9"}, "claims": []}', "not UTF-8 (byte 0xe9 at offset"),
    (b"\xff\xfe{\x00", "not UTF-8"),
    (b'{"claims": []}', "document: is missing"),
    (b'{"document": {"id": 3}, "claims": []}', "document.id: input should be a valid string"),
    (b'{"document": {"id": "x"}, "claims": {}}', "claims: input should be"),
    (b'{"document": {"id": "x"}, "verdicts": [], "claims": []}', "verdicts: no such key"),
    (line(TWELVE), "its document has no id"),
    (line(TWELVE, id="1234"), "the database has no document '1234'; ingest its article first"),
    (line(TWELVE, text=TEXT, sha256="00"), "was read from other bytes (SHA-256)"),
    (line(TWELVE, text=TEXT.replace("12", "13"), id="x"), "has no document 'x', and the text has"),
    (line(TWELVE, text="\ud800 x"), "invalid JSON"),
    (line(TWELVE, text=" "), "the text is blank"),
    (line({"text": "nobody"}, text=TEXT), "none of its claims holds, so nothing of it is stored"),
    (b"[" * 100_000, "nested too deeply"),
    (line({"text": "x" * 10_000_000}, text=TEXT), "does not stand in the text"),
]


@pytest.mark.parametrize(("data", "message"), BAD, ids=[message for _, message in BAD])
def test_a_bad_line_is_named_and_nothing_of_it_is_stored(
    run: Run, ingested: Path, data: bytes, message: str
) -> None:
    before = dump(ingested)
    result = claims(run, ingested, data)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert any(message in line for line in lines), result.stderr
    assert all(line.startswith("Refused: standard input") for line in lines)
    assert max(map(len, lines)) < 600
    assert dump(ingested) == before


def test_one_bad_line_does_not_cost_the_others(run: Run, ingested: Path, tmp_path: Path) -> None:
    path = tmp_path / "found.jsonl"
    wrong = TWELVE | {"figures": [{"text": "30", "low": 31, "high": 31, "measure": "injured"}]}
    path.write_bytes(b"{\n" + line(NINE, wrong, text=TEXT) + line(TWELVE, text=TEXT))
    result = run("import", "claims", ingested, path)
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert len(told) == 3
    assert f"{path}#1: malformed JSON" in told[0]
    assert f"{path}#2 claim 2: the figure “30” does not stand" in told[1] or (
        f"{path}#2 claim 2: 31 cannot be read from “30” (30)" in told[1]
    )
    assert f"{path}#3: the document stands in {path}#2 too" in told[2]
    assert json.loads(result.stdout) == {
        "imported": 1, "unchanged": 0, "failed": 2, "claims": 1, "refused": 1
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ((), "it does not say who made the claims; give --extractor NAME"),
        (("--extractor", "provenance"), "an extractor cannot be called 'provenance' here"),
    ],
)
def test_the_maker_must_be_said(
    run: Run, ingested: Path, more: tuple[str, ...], message: str
) -> None:
    data = json.dumps({"document": {"text": TEXT}, "claims": [NINE]}).encode()
    result = claims(run, ingested, data, *more)
    assert result.exit_code == 1
    assert message in result.stderr


@pytest.mark.parametrize(
    "more", [("--extractor", ""), ("--extractor", "x" * 101), ("--version", "2")]
)
def test_a_wrong_option_is_named(run: Run, ingested: Path, more: tuple[str, ...]) -> None:
    result = claims(run, ingested, line(NINE, text=TEXT), *more)
    assert result.exit_code == 2
    assert "--extractor" in result.stderr


def test_two_documents_of_one_external_id(run: Run, tmp_path: Path, ingested: Path) -> None:
    both = "".join(json.dumps({"id": "a", "text": f"Rain fell {n}."}) + "\n" for n in (1, 2))
    run("ingest", ingested, "-", stdin=both)
    result = claims(run, ingested, line(external_id="a"))
    assert "several documents have the external_id 'a'; give the \"id\" of one" in result.stderr


def test_no_claim_is_an_answer_too(run: Run, ingested: Path) -> None:
    assert claims(run, ingested, line(text=TEXT)).exit_code == 0
    found = rows(ingested, "SELECT DISTINCT found_by FROM extractor_comparison")
    assert found == [("provenance",)]


def test_decisions_about_an_imported_claim_stay(run: Run, ingested: Path, article: Path) -> None:
    claims(run, ingested, line(NINE, SEVEN, text=TEXT))
    (key,) = rows(ingested, "SELECT id FROM claims WHERE rule = 'import.given' ORDER BY id")[0]
    done = run("review", "confirm", ingested, key, "--reason", "seen", "--by", "Ann")
    assert done.exit_code == 0, done.output
    run("import", "claims", ingested, "-", "--extractor", "third",
        stdin=line(TWELVE, text=TEXT))  # fmt: skip
    assert rows(ingested, f"SELECT status FROM claims WHERE id = '{key}'") == [("confirmed",)]
    assert run("check", ingested).exit_code == 0


def test_an_import_that_was_stopped_before_linking_is_linked_by_the_next(
    run: Run, ingested: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*given: object, **more: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("provenance.cli.relinking.relink", stop)
        assert claims(run, ingested, line(SEVEN, text=TEXT)).exit_code == 130
    flags = (
        "SELECT count(*) FROM flags WHERE claim_id IN"
        " (SELECT id FROM claims WHERE rule = 'import.given')"
    )
    assert rows(ingested, flags) == [(0,)]
    again = claims(run, ingested, line(SEVEN, text=TEXT))
    assert json.loads(again.stdout)["unchanged"] == 1
    assert rows(ingested, flags)[0][0] > 0
