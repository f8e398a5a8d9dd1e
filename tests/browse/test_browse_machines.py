"""What programs get: JSON of every page, figures as CSV, conflicts and denials as a feed."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from pathlib import Path
from xml.etree import ElementTree

import pytest
from browse.asking import HIDDEN, Ids, Serve, address
from hypothesis import given
from hypothesis import strategies as st

from provenance.browse import feed, queries, views
from provenance.browse.feed import harmless

ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = [page for page in views.TABLES if page != "feed"]


def changed(written: Path, folder: Path, sql: str, *values: str) -> Path:
    """Return a copy of the database in which something says something else."""
    path = folder / "copy" / "claims.db"
    path.parent.mkdir()
    shutil.copy(written, path)
    db = sqlite3.connect(path)
    with db:
        db.execute(sql, values)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return path


@pytest.mark.parametrize("page", PAGES)
async def test_every_page_has_its_json(page: str, serve: Serve, written: Path, ids: Ids) -> None:
    datasette = serve(written)
    path = address(page, ids)
    by_suffix = await datasette.client.get(path + ".json")
    by_query = await datasette.client.get(path + "?_format=json")
    assert by_suffix.status_code == 200
    assert by_suffix.headers["content-type"].startswith("application/json")
    assert by_suffix.json() == by_query.json()
    assert by_suffix.json()["ok"] is True
    assert "<svg" not in by_suffix.text


@pytest.mark.parametrize(("page", "table"), HIDDEN)
async def test_a_hidden_table_hides_the_json(
    page: str, table: str, serve: Serve, written: Path, ids: Ids
) -> None:
    rule = {"databases": {"claims": {"tables": {table: {"allow": {"id": "root"}}}}}}
    path = address(page, ids) + ("" if page == "feed" else ".json")
    refused = await serve(written, metadata=rule).client.get(path)
    assert refused.status_code == 403
    assert "Harbour" not in refused.text
    assert "Kestrel" not in refused.text


async def test_names_of_reviewers_are_left_out_where_the_log_is_closed(
    serve: Serve, written: Path, ids: Ids
) -> None:
    rule = {"databases": {"claims": {"tables": {"reviews": {"allow": False}}}}}
    path = address("claim", ids) + ".json"
    assert "Ada Reviewer" in (await serve(written).client.get(path)).text
    assert "Ada Reviewer" not in (await serve(written, metadata=rule).client.get(path)).text


async def test_an_event_has_its_figures_as_csv(serve: Serve, written: Path, ids: Ids) -> None:
    path = f"/claims/-/event/{ids['event']}.csv"
    response = await serve(written).client.get(path)
    assert response.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    with sqlite3.connect(written) as db:
        (count,) = db.execute(
            "SELECT count(*) FROM figure_comparison WHERE event_id = ?", [ids["event"]]
        ).fetchone()
    assert len(rows) == count
    assert {row["text"] for row in rows} >= {"At least 18", "Four"}
    rule = {"databases": {"claims": {"tables": {"figures": {"allow": False}}}}}
    refused = await serve(written, metadata=rule).client.get(path)
    assert refused.status_code == 403
    missing = await serve(written).client.get("/claims/-/event/nothing.csv")
    assert missing.status_code == 404


async def test_figures_that_cannot_be_sorted_in_time_are_sent_as_they_come(
    serve: Serve, written: Path, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = serve(written).client
    path = f"/claims/-/event/{ids['event']}.csv"
    sorted_ = (await client.get(path)).text.splitlines()

    async def too_long(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr(queries, "rows_in_time", too_long)
    monkeypatch.setattr(feed, "BATCH", 2)
    found = (await client.get(path)).text.splitlines()
    assert found[0] == sorted_[0]
    assert sorted(found) == sorted(sorted_)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r\n=1",
        " =1",
        "\u200b=1",
        "＝1",
        "|x",
        "%x",
        "\x00=1",
    ],
)
def test_a_formula_in_a_cell_is_neutralised(text: str) -> None:
    assert harmless(text) == "'" + text


@given(st.text())
def test_a_harmless_cell_begins_as_no_formula(text: str) -> None:
    made = str(harmless(text))
    assert made in (text, "'" + text)
    assert made.strip()[:1] not in tuple("=+-@")


async def test_formulas_of_a_page_do_not_run_in_a_spreadsheet(
    serve: Serve, written: Path, ids: Ids, tmp_path: Path
) -> None:
    path = changed(written, tmp_path, "UPDATE sources SET name = ?", "=HYPERLINK('http://x')")
    response = await serve(path).client.get(f"/claims/-/event/{ids['event']}.csv")
    cells = [cell for row in csv.reader(io.StringIO(response.text)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith("=")]


async def test_the_feed_has_conflicts_and_denials(serve: Serve, written: Path, ids: Ids) -> None:
    response = await serve(written).client.get("/claims/-/feed.atom")
    assert response.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.text)
    entries = root.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert "Marovian Defence Ministry denies Harbour Monitor" in titles
    assert "Marovian Defence Ministry conflicts with Harbour Monitor" in titles
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries) == 3
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert link.attrib["href"].startswith("http://localhost/claims/-/claim/")
        assert entry.findtext(f"{ATOM}updated")


async def test_hostile_text_keeps_the_feed_whole(
    serve: Serve, written: Path, tmp_path: Path
) -> None:
    evil = "\x01\x1b]]></title><script>\u202e\ufffe&'\""
    path = changed(written, tmp_path, "UPDATE sources SET name = ?", evil)
    response = await serve(path).client.get("/claims/-/feed.atom")
    root = ElementTree.fromstring(response.text)
    assert root.findall(f"{ATOM}entry")
    assert "\u202e" not in response.text
    assert "<script>" not in response.text
    assert "]]></title><script>" in (root.findtext(f"{ATOM}entry/{ATOM}title") or "")


async def test_an_empty_database_has_an_empty_feed_and_list(serve: Serve, empty: Path) -> None:
    datasette = serve(empty)
    root = ElementTree.fromstring((await datasette.client.get("/empty/-/feed.atom")).text)
    assert root.findall(f"{ATOM}entry") == []
    data = json.loads((await datasette.client.get("/empty/-/queue.json")).text)
    assert (data["claims"], data["waiting"]) == ([], 0)
