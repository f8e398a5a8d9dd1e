"""Lines and tables: all that is stored, safe to open, the same each time."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from export.conftest import Decide
from export.export_world import NASTY, ids, run
from sqlite_utils import Database

from provenance.store import connect

geojson = pytest.importorskip("geojson")

SCHEMA = json.loads((Path(__file__).parents[2] / "schema" / "claim.schema.json").read_text("utf-8"))
TABLES = ("figures", "comparisons", "ranges")
SAFE = "'" + "".join(
    char if char in "\t\r\n" or not (char < " " or "\x7f" <= char <= "\x9f") else "\ufffd"
    for char in NASTY
)


def table(path: Path, *options: object) -> list[dict[str, str]]:
    """Return the rows of an exported table as Python's own reader has them."""
    done = run("export", "csv", path, *options)
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout_bytes.decode(), newline=""), strict=True))


@pytest.mark.parametrize("path", ["small", "nasty"])
@pytest.mark.parametrize(
    "options", [["jsonl"], ["geojson"], *(["csv", "--table", name] for name in TABLES)]
)
def test_same_database_gives_same_bytes(
    request: pytest.FixtureRequest, path: str, options: list[str], tmp_path: Path
) -> None:
    name, *rest = options
    database = request.getfixturevalue(path)
    first = run("export", name, database, *rest).stdout_bytes
    assert first == run("export", name, database, *rest).stdout_bytes
    assert run("export", name, database, *rest, "-o", tmp_path / "out").stdout == ""
    assert (tmp_path / "out").read_bytes() == first
    assert len(first) > 100


def test_one_row_a_figure(small: Path, db: Database) -> None:
    rows = table(small)
    assert sorted(row["id"] for row in rows) == ids(db, "SELECT id FROM figures ORDER BY id")
    for row in rows:
        text = db.execute("SELECT text FROM documents WHERE id = ?", [row["document_id"]])
        assert text.fetchone()[0][int(row["start"]) : int(row["end"])] == row["text"]
        assert row["rule"]
        assert row["run_id"]
        assert row["chain"].split(" → ")[-1]


def test_one_row_a_link(small: Path, db: Database) -> None:
    rows = table(small, "--table", "comparisons")
    assert sorted(row["id"] for row in rows) == ids(db, "SELECT id FROM links ORDER BY id")
    source = rows[0]["source_a"]
    sides = {"source_a", "source_b"}
    for row in table(small, "--table", "comparisons", "--source", source):
        assert {row[side] for side in sides} == {source}


def test_ranges_name_their_profile_and_sources(small: Path, db: Database) -> None:
    rows = table(small, "--table", "ranges", "--profile", "all")
    assert sorted(row["range_id"] for row in rows) == ids(
        db, "SELECT id FROM ranges WHERE profile = 'all' ORDER BY id"
    )
    for row in rows:
        of_it = ids(db, f"SELECT claim_id FROM range_claims WHERE range_id = '{row['range_id']}'")
        assert sorted(row["claims"].split("; ")) == sorted(of_it)
        assert row["source_office"]
        assert row["profile"] == "all"
    assert not table(small, "--table", "ranges", "--since", "2999")


def test_range_that_rests_on_a_rejected_claim_is_left_out_and_counted(
    undecided: Path, decide_as: Decide
) -> None:
    every = table(undecided, "--table", "ranges")
    claim = every[0]["claims"].split("; ")[0]
    resting = [row for row in every if claim in row["claims"]]
    decide_as("reject", claim)
    marked = table(undecided, "--table", "ranges")
    assert len(marked) == len(every)
    assert {row["n_rejected"] for row in marked if claim in row["claims"]} == {"1"}
    done = run("export", "csv", undecided, "--table", "ranges", "--without-rejected")
    assert done.stdout.count(claim) == 0
    assert f"claims that were not chosen: {len(resting)}\n" in done.stderr


def test_corrected_figure_is_the_corrected_one(undecided: Path, decide_as: Decide) -> None:
    row = table(undecided)[0]
    decide_as("correct", row["id"], low="7", high="7", point="7", reason="=misread")
    now = {found["id"]: found for found in table(undecided)}[row["id"]]
    assert (now["low"], now["high"], now["point"]) == ("7", "7", "7")
    assert f"low was {row['low'] or 'not said'}: Ada, " in now["corrected"]
    assert now["corrected"].endswith("=misread")
    assert now["text"] == row["text"]
    assert "Ada" not in run("export", "csv", undecided, "--reviewer", "The Desk").stdout


@pytest.mark.parametrize("name", TABLES)
def test_hostile_text_stays_a_cell(nasty: Path, name: str) -> None:
    rows = table(nasty, "--table", name)
    assert rows
    for row in rows:
        assert None not in row
        for value in row.values():
            assert not value.lstrip("\t\r\n \ufeff\u202e").startswith(("=", "@", "|"))
            assert not any(c < " " and c not in "\t\r\n" for c in value)
    seen = {value for row in rows for value in row.values()}
    assert SAFE in seen


def test_lines_are_what_extract_prints(tmp_path: Path) -> None:
    seeds = Path(__file__).parents[2] / "seeds"
    articles = sorted(seeds.iterdir())[:2]
    database = tmp_path / "seeds.db"
    assert run("ingest", database, *articles).exit_code == 0
    printed = run("extract", *articles).stdout_bytes
    sent = run("export", "jsonl", database).stdout_bytes
    assert sorted(sent.splitlines()) == sorted(printed.splitlines())


@pytest.mark.parametrize("path", ["small", "nasty"])
def test_lines_are_as_the_schema_says(request: pytest.FixtureRequest, path: str) -> None:
    lines = run("export", "jsonl", request.getfixturevalue(path)).stdout_bytes.splitlines()
    db = connect(request.getfixturevalue(path), read_only=True)
    assert len(lines) == len(ids(db, "SELECT id FROM documents"))
    db.close()
    for line in lines:
        jsonschema.validate(json.loads(line), SCHEMA)


def collection(path: Path, *options: object) -> Any:
    """Return an exported map as the reader of the package geojson has it."""
    done = run("export", "geojson", path, *options)
    assert done.exit_code == 0, done.output
    found = geojson.loads(done.stdout_bytes)
    assert isinstance(found, geojson.FeatureCollection)
    assert found.is_valid, found.errors()
    return found


def test_map_has_a_point_for_each_event_that_has_one(small: Path, db: Database) -> None:
    found = collection(small)
    placed = ids(
        db,
        "SELECT e.id FROM events e JOIN places p ON p.id = e.place_id"
        " WHERE p.latitude IS NOT NULL ORDER BY e.id",
    )
    assert [feature["id"] for feature in found["features"]] == placed
    every = ids(db, "SELECT id FROM events")
    assert found["events_without_coordinates"] == len(every) - len(placed)
    for feature in found["features"]:
        place = db.execute(
            "SELECT p.longitude, p.latitude, p.precision FROM events e JOIN places p"
            " ON p.id = e.place_id WHERE e.id = ?",
            [feature["id"]],
        ).fetchone()
        assert tuple(feature["geometry"]["coordinates"]) == place[:2]
        assert feature["properties"]["precision"] == place[2]


def test_map_of_nothing_is_a_map(small: Path) -> None:
    assert collection(small, "--since", "2999")["features"] == []


def test_map_counts_what_was_chosen(undecided: Path, decide_as: Decide) -> None:
    before = {f["id"]: f["properties"] for f in collection(undecided)["features"]}
    same = {
        f["id"]: f["properties"] for f in collection(undecided, "--without-rejected")["features"]
    }
    for key in before:
        for name in ("n_claims", "n_documents", "n_figures", "n_conflicts", "sources", "ranges"):
            assert same[key][name] == before[key][name], name
    db = connect(undecided)
    event = next(iter(before))
    claim = ids(db, f"SELECT claim_id FROM event_claims WHERE event_id = '{event}'")[0]
    db.close()
    decide_as("reject", claim)
    now = {f["id"]: f for f in collection(undecided, "--without-rejected")["features"]}
    left = now[event]["properties"]["n_claims"] if event in now else 0
    assert left == before[event]["n_claims"] - 1


def test_map_points_at_the_pages(small: Path) -> None:
    first = collection(small, "--site", "https://example.org/claims/")["features"][0]
    assert first["properties"]["url"] == f"https://example.org/claims/-/event/{first['id']}"
    done = run("export", "geojson", small, "--site", "javascript:alert(1)")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "not the address of a database" in done.stderr


def test_hostile_text_is_whole_in_json(nasty: Path) -> None:
    found = collection(nasty)["features"]
    assert {feature["properties"]["label"] for feature in found} == {NASTY}
    assert found[0]["properties"]["sources"] == [NASTY]
    raw = run("export", "geojson", nasty).stdout_bytes
    assert not any(byte < 32 and byte != 10 for byte in raw)
    line = json.loads(run("export", "jsonl", nasty).stdout_bytes.splitlines()[0])
    assert line["document"]["title"] == NASTY
    assert line["claims"][0]["attribution"]["source"]["alignment"] == NASTY


def test_unknown_profile_is_named(small: Path) -> None:
    done = run("export", "csv", small, "--table", "ranges", "--profile", "nobody's")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no range was made by profile" in done.stderr
