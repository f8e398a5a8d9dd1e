"""The published contract is true, and everything in it is explained."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from sqlite_utils import Database
from store_pages import SETTINGS, article, bare

from provenance.jsonl import ExtractedDocument, to_json
from provenance.store import Writer, connect, start_run
from provenance.store.describe import describe
from provenance.store.migrations import migrations
from provenance.store.schema import claim_schema, database_sql, main, stale

FOLDER = Path(__file__).parents[2] / "schema"


def test_the_folder_is_up_to_date() -> None:
    assert stale(FOLDER) == [], "run: python -m provenance.store.schema --write"


def test_every_table_and_column_is_described_and_no_other() -> None:
    db = Database(memory=True)
    migrations.apply(db)
    names = [n for n in db.table_names() + db.view_names() if "_fts" not in n and n[0] != "_"]
    assert {name: list(table.columns) for name, table in describe().items()} == {
        name: [row[1] for row in db.execute(f"PRAGMA table_info({name})").fetchall()]
        for name in names
    }
    assert {name for name, table in describe().items() if table.view} == set(db.view_names())
    assert all(text.strip() for table in describe().values() for text in table.columns.values())
    db.close()


def test_the_sql_makes_a_database_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    raw = sqlite3.connect(path)
    raw.executescript(database_sql())
    raw.close()
    db = connect(path)
    assert Writer(db, start_run(db, SETTINGS)).add(*article()).claims == 3
    assert len(list(db.table("claims").search("children"))) == 1
    db.close()


def test_checking_and_writing(tmp_path: Path) -> None:
    run = CliRunner().invoke
    folder = tmp_path / "schema"
    found = run(main, ["--check", str(folder)])
    assert found.exit_code == 1
    assert "out of date: README.md, claim.schema.json, database.sql" in found.output
    assert run(main, ["--write", str(folder)]).exit_code == 0
    assert run(main, ["--check", str(folder)]).exit_code == 0
    (folder / "database.sql").write_text("x")
    assert stale(folder) == ["database.sql"]


@pytest.mark.parametrize("make", [article, lambda: bare("Nothing \x00 here.")])
def test_a_line_is_as_the_schema_says(make: object) -> None:
    extraction, _ = make()  # type: ignore[operator]
    line = json.loads(json.dumps(to_json(extraction)))
    schema = json.loads(claim_schema())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(line)
    assert ExtractedDocument.model_validate_json(json.dumps(line)).model_dump(mode="json") == line


def test_the_line_has_the_keys_of_the_contract() -> None:
    extraction, _ = article()
    line = to_json(extraction)
    assert {"id", "external_id", "title", "publisher", "published", "republished_from"} <= set(
        line["document"]
    )
    assert line["sentences"][0] == {"start": 0, "end": 18, "zone": "headline", "rule": "zone.first"}
    first, second, last = line["claims"]
    assert {
        "id",
        "sentence",
        "zone",
        "spans",
        "text",
        "polarity",
        "modality",
        "attribution",
    } <= set(first)
    assert {"figures", "when", "where", "flags", "chain", "kind", "stance", "evidence"} <= set(
        first
    )
    said = first["attribution"]
    assert (said["source"]["name"], said["source"]["kind"], said["source"]["named"]) == (
        "Harbour Ministry",
        "military",
        True,
    )
    assert [source["text"] for source in said["sources"]] == ["The Harbour Ministry", "medics"]
    assert said["cue"]["text"] == "said"
    assert [station["name"] for station in said["chain"]] == ["Harbour Ministry", "Coast Courier"]
    assert second["attribution"]["continues"] == first["id"]
    assert last["attribution"] is None
    total, part = first["figures"]
    assert part["subset_of"] == total["id"]
    assert {
        "span",
        "text",
        "low",
        "high",
        "point",
        "measure",
        "party",
        "subject",
        "unit",
        "extent",
    } <= set(total)
    assert extraction.document.text[slice(*total["span"])] == total["text"] == "at least 12"
    assert last["when"]["edtf"] == "XXXX-05-04"
    assert last["where"][0]["gazetteer_id"] == "77"


def test_an_unknown_key_is_refused() -> None:
    line = to_json(article()[0])
    line["claims"][0]["verdict"] = "fake"
    errors = list(Draft202012Validator(json.loads(claim_schema())).iter_errors(line))
    assert len(errors) == 1
