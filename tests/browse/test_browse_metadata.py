"""Titles, descriptions and ready-made queries, and the links in ordinary tables."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browse.conftest import Page
from datasette.app import Datasette

from provenance.browse import metadata, queries
from provenance.browse.cells import link
from provenance.browse.metadata import metadata_for

Serve = Callable[..., Datasette]
Ids = dict[str, str]
COMMITTED = Path(__file__).parents[2] / metadata.FILE


def block(name: str = "claims") -> dict[str, Any]:
    """Return what is said of one database."""
    found: dict[str, Any] = metadata_for([name])["databases"][name]
    return found


def shape(path: Path) -> dict[str, list[str]]:
    """Return the columns of all tables and views."""
    with sqlite3.connect(path) as db:
        names = db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        return {
            name: [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]
            for (name,) in names.fetchall()
        }


def test_every_table_and_column_is_described_or_hidden(written: Path) -> None:
    told = block()["tables"]
    for table, columns in shape(written).items():
        assert table in told, f"{table} is not described"
        if "description" not in told[table]:
            assert told[table] == {"hidden": True}
            assert table.endswith(("_fts", "_data", "_idx", "_docsize", "_config", "_migrations"))
            continue
        assert told[table]["description"].strip()
        missing = [column for column in columns if not told[table]["columns"].get(column)]
        assert not missing, f"{table}: no description of {missing}"


def test_nothing_is_described_that_is_not_there(written: Path) -> None:
    there = shape(written)
    for table, told in block()["tables"].items():
        assert set(told.get("columns", ())) <= set(there[table]), table
        named = [*told.get("facets", ())]
        named += [told[key] for key in ("sort", "sort_desc", "label_column") if key in told]
        assert set(named) <= set(there[table]), table


def test_facets_and_orders_of_tables_are_along_an_index(written: Path) -> None:
    with sqlite3.connect(written) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        for table in set(tables) & set(block()["tables"]):
            told = block()["tables"][table]
            leading = {
                db.execute(f'PRAGMA index_info("{row[1]}")').fetchone()[2]
                for row in db.execute(f'PRAGMA index_list("{table}")')
            }
            few = {"depth", "started"}
            wanted = {*told.get("facets", ())}
            wanted |= {told[key] for key in ("sort", "sort_desc") if key in told}
            key = {row[1] for row in db.execute(f'PRAGMA table_info("{table}")') if row[5] == 1}
            assert wanted <= leading | few | key, table


def test_committed_file_is_up_to_date() -> None:
    assert metadata.main(["--check", str(COMMITTED)]) == 0


def test_check_notices_a_change_and_write_mends_it(tmp_path: Path) -> None:
    path = tmp_path / "metadata.json"
    assert metadata.main(["--check", str(path)]) == 1
    assert metadata.main(["--write", str(path)]) == 0
    assert metadata.main(["--check", str(path)]) == 0
    path.write_text(path.read_text("utf-8").replace("Claims", "Claim"), "utf-8")
    assert metadata.main(["--check", str(path)]) == 1


def test_metadata_is_for_the_names_it_is_asked_for() -> None:
    found = metadata_for(["a", "b c"])
    assert list(found["databases"]) == ["a", "b c"]
    assert "b+c/-/provenance" in found["databases"]["b c"]["description_html"]


def test_no_query_has_a_rule_of_its_own_about_who_may_run_it() -> None:
    # Datasette 1.0 fails to start on such a query when the file is given with -m alone.
    assert not [name for name, query in block()["queries"].items() if "allow" in query]


QUERIES = {
    "event_figures": {"event": "Kestrel"},
    "source_claims": {"source": "the ministry"},
    "unverified": {},
    "denied": {},
    "disagreements_by_event": {},
    "search": {"q": "fish market"},
}


def test_all_queries_are_tried() -> None:
    assert set(QUERIES) == set(block()["queries"])


@pytest.mark.parametrize("name", QUERIES)
async def test_query_answers_and_links_to_our_pages(name: str, serve: Serve, written: Path) -> None:
    datasette = serve(written, metadata=json.loads(COMMITTED.read_text("utf-8")))
    rows = await datasette.client.get(
        f"/claims/{name}.json", params={**QUERIES[name], "_shape": "array"}
    )
    assert rows.status_code == 200
    assert rows.json()
    page = await datasette.client.get(f"/claims/{name}", params=QUERIES[name])
    assert page.status_code == 200
    pattern = re.compile(r"/claims/-/(event|claim|document)/[0-9a-f]{20}")
    assert [link for link in Page(page.text).links if pattern.match(link)]


@pytest.mark.parametrize("words", ["", "35,000", '"', "fish AND (", "'; --"])
async def test_search_takes_any_words(words: str, serve: Serve, written: Path) -> None:
    datasette = serve(written, metadata=metadata_for(["claims"]))
    response = await datasette.client.get(
        "/claims/search.json", params={"q": words, "_shape": "array"}
    )
    assert response.status_code == 200


@pytest.mark.parametrize("name", QUERIES)
def test_queries_of_the_metadata_follow_indexes(name: str, large: Path) -> None:
    allowed = {"found", "sources", "source_aliases", "events", "d", "e"}
    plan_is_bearable(large, block()["queries"][name]["sql"], QUERIES[name], allowed)


SQL = {
    name: value
    for name, value in vars(queries).items()
    if isinstance(value, str) and value.split()[0] in ("SELECT", "WITH") and "{" not in value
}


@pytest.mark.parametrize("name", [name for name in SQL if name != "COUNTS"])
def test_queries_of_the_pages_follow_indexes(name: str, large: Path) -> None:
    values = {"id": "x", "ids": "[]", "limit": 10, "offset": 0}
    plan_is_bearable(large, SQL[name], values, {"json_each", "mine", "l"})


def plan_is_bearable(path: Path, sql: str, values: dict[str, Any], scanned: set[str]) -> None:
    """Assert that no table is read whole, and none along an index of a few values."""
    with sqlite3.connect(path) as db:
        db.create_function("escape_fts", 1, lambda words: words)
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    for step in plan:
        whole = re.match(r"SCAN ([a-z_]+)", step)
        assert not whole or "INDEX" in step or whole[1] in scanned, "\n".join(plan)
        assert not re.search(r"SEARCH .*idx_(spans_role|ranges_profile|claims_status)\b", step)


async def test_tables_link_to_our_pages(serve: Serve, written: Path, ids: Ids) -> None:
    datasette = serve(written)
    for table, wanted in {
        "claims": f"/claims/-/claim/{ids['toll']}",
        "documents": f"/claims/-/document/{ids['quay-1']}",
        "events": f"/claims/-/event/{ids['event']}",
        "figures": f"/claims/-/document/{ids['quay-1']}?claim={ids['toll']}#claim-{ids['toll']}",
        "figure_comparison": f"/claims/-/event/{ids['event']}",
        "disagreements": f"/claims/-/claim/{ids['toll']}",
        "flags": f"/claims/-/claim/{ids['toll']}",
    }.items():
        page = Page((await datasette.client.get(f"/claims/{table}")).text)
        assert wanted in page.links, table


async def test_cells_of_others_are_left_alone(serve: Serve, written: Path, foreign: Path) -> None:
    datasette = serve(written, foreign)
    response = await datasette.client.get("/foreign/claims")
    assert response.status_code == 200
    assert not [found for found in Page(response.text).links if "/-/claim/" in found]


IDENT = "0123456789abcdef0123"


@pytest.mark.parametrize(
    ("column", "value", "table"),
    [
        ("text", "some words", "sentences"),
        ("text", "some words", None),
        ("claim_id", "not an id", "figures"),
        ("claim_id", 7, "figures"),
        ("claim_id", None, "figures"),
        ("claim_id", b"0123456789abcdef0123", "figures"),
        ("claim", "words", None),
        ("source", "", None),
        ("source_text", "the ministry", "claims"),
        ("document_id", IDENT + "\n", "claims"),
    ],
)
async def test_other_cells_are_left_to_others(
    column: str, value: Any, table: str | None, serve: Serve, written: Path
) -> None:
    assert await link({column: value}, value, column, table, "claims", serve(written)) is None


async def test_a_link_keeps_hostile_words_as_words(serve: Serve, written: Path) -> None:
    row = {"claim": "<b>&", "claim_id": IDENT}
    made = await link(row, "<b>&", "claim", None, "claims", serve(written))
    assert made == f'<a href="/claims/-/claim/{IDENT}">&lt;b&gt;&amp;</a>'


async def test_the_first_page_of_a_server_leads_to_our_pages(serve: Serve, written: Path) -> None:
    home = await serve(written, metadata=metadata.served(["claims"])).client.get("/")
    assert '<a href="claims/-/provenance">claims</a>' in home.text
    strange = metadata.served(["a <b>"])["description_html"]
    assert "<b>" not in strange
