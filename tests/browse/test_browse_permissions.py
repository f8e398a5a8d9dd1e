"""Permissions: no page shows what may not be viewed, nor tells that it is there."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browse.asking import HIDDEN, Ids, Serve, address, read
from browse.conftest import NEW_LINE, Page
from datasette.app import Datasette
from datasette.database import Database

from provenance.browse import views
from provenance.browse.metadata import metadata_for
from provenance.store.describe import describe


@pytest.mark.parametrize(("page", "table"), HIDDEN)
async def test_a_hidden_table_hides_the_page(
    page: str, table: str, serve: Serve, written: Path, ids: Ids
) -> None:
    rule = {"databases": {"claims": {"tables": {table: {"allow": {"id": "root"}}}}}}
    datasette = serve(written, metadata=rule)
    refused = await datasette.client.get(address(page, ids))
    assert refused.status_code == 403
    assert "Harbour" not in refused.text
    assert "Kestrel" not in refused.text
    if page not in ("start", "queue", "feed", "events", "search"):
        unknown = await datasette.client.get(f"/claims/-/{page}/nothing")
        assert unknown.status_code == 403, "a refusal does not tell which ids there are"


@pytest.mark.parametrize(
    ("page", "told"),
    [("document", "articles/quay-1.txt"), ("claim", "Ada Reviewer")],
)
async def test_a_page_does_without_raw_bytes_and_reviewers_where_they_are_closed(
    page: str, told: str, serve: Serve, written: Path, ids: Ids
) -> None:
    table = views.LEFT_OUT[page]
    rule = {"databases": {"claims": {"tables": {table: {"allow": False}}}}}
    _, openly = await read(serve(written), address(page, ids))
    _, closed = await read(serve(written, metadata=rule), address(page, ids))
    assert told in openly
    assert told not in closed
    assert "Harbour Monitor" in closed


@pytest.mark.parametrize(
    "rule",
    [{"allow": False}, {"databases": {"claims": {"allow": False}}}],
    ids=["instance", "database"],
)
@pytest.mark.parametrize("page", views.TABLES)
async def test_a_closed_database_closes_the_pages(
    page: str, rule: dict[str, Any], serve: Serve, written: Path, ids: Ids
) -> None:
    response = await serve(written, metadata=rule).client.get(address(page, ids))
    assert response.status_code == 403
    assert "Harbour" not in response.text


async def test_who_may_view_the_table_sees_the_page(serve: Serve, written: Path, ids: Ids) -> None:
    rule = {"databases": {"claims": {"tables": {"claims": {"allow": {"id": "ada"}}}}}}
    datasette = serve(written, metadata=rule)
    cookie = datasette.sign({"a": {"id": "ada"}}, "actor")
    response = await datasette.client.get(address("event", ids), cookies={"ds_actor": cookie})
    assert response.status_code == 200


async def test_the_menu_hides_a_database_that_may_not_be_viewed(
    serve: Serve, written: Path
) -> None:
    rule = {"databases": {"claims": {"tables": {"claims": {"allow": False}}}}}
    for metadata, shown in (({}, True), (rule, False)):
        home = await serve(written, metadata=metadata).client.get("/")
        assert ("/claims/-/provenance" in home.text) is shown


@pytest.mark.skipif(not NEW_LINE, reason="only Datasette 1.0 has the setting")
async def test_pages_work_where_no_sql_may_be_written(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written, metadata={"allow_sql": False})
    for page in views.TABLES:
        await read(datasette, address(page, ids))


BAR = re.compile(r'<nav class="places".*?</nav>', re.DOTALL)
LINK = re.compile(r'(?:href|action)="([^"]+)"')


@pytest.mark.parametrize(
    ("table", "gone"),
    [
        ("source_scorecard", {"/claims/source_scorecard"}),
        ("newest_denials", {"/claims/-/provenance"}),
        ("range_claims", {"/claims/-/provenance", "/claims/-/events"}),
        ("totals", {"/claims/-/provenance", "/claims/-/queue"}),
        ("source_aliases", {"/claims/-/search"}),
    ],
)
async def test_the_bar_leads_to_no_page_that_is_closed(
    table: str, gone: set[str], serve: Serve, written: Path, ids: Ids
) -> None:
    rule = {"databases": {"claims": {"tables": {table: {"allow": {"id": "root"}}}}}}
    opened = _bar(await read(serve(written), address("document", ids)))
    datasette = serve(written, metadata=rule)
    closed = _bar(await read(datasette, address("document", ids)))
    assert opened - closed == gone
    for link in opened:
        status = (await datasette.client.get(link)).status_code
        assert (status == 403) is (link in gone), link


def _bar(page: tuple[Page, str]) -> set[str]:
    found = BAR.search(page[1])
    assert found is not None
    return set(LINK.findall(found[0]))


DRAWING = [
    ("captures", "/claims/claim_provenance.json"),
    ("sentences", "/claims/figure_comparison.json"),
    ("flags", "/claims/unverified_claims.json"),
    ("figures", "/claims/disagreements.json"),
    ("documents", "/claims/documents_fts.json"),
    ("claims", "/claims/claims_fts_data.json"),
    ("sources", "/claims/unverified.json"),
    ("links", "/claims/denied.json"),
    ("claims", "/claims/search.json?q=killed"),
]
SQL = "/{}/-/query.json?sql=select+1" if NEW_LINE else "/{}.json?sql=select+1"


@pytest.mark.parametrize(("table", "path"), DRAWING)
async def test_what_draws_on_a_closed_table_is_closed(
    table: str, path: str, serve: Serve, written: Path
) -> None:
    rule = {"databases": {"claims": {"tables": {table: {"allow": {"id": "ada"}}}}}}
    datasette = serve(written, metadata=_with_queries(rule))
    openly = await serve(written, metadata=_with_queries({})).client.get(path)
    # Datasette 1.0 shows the inside of a search index to nobody.
    assert openly.status_code == (403 if NEW_LINE and "_fts_" in path else 200)
    refused = await datasette.client.get(path)
    assert refused.status_code == 403
    cookie = {"ds_actor": datasette.sign({"a": {"id": "ada"}}, "actor")}
    told = await datasette.client.get(path, cookies=cookie)
    assert told.status_code == openly.status_code


@pytest.mark.parametrize("path", [SQL.format("claims"), "/claims/events.json?_where=1"])
async def test_no_sql_leads_past_a_closed_table(path: str, serve: Serve, written: Path) -> None:
    rule = {"databases": {"claims": {"tables": {"captures": {"allow": False}}}}}
    assert (await serve(written).client.get(path)).status_code == 200
    assert (await serve(written, metadata=rule).client.get(path)).status_code == 403


LABELS = ("/claims/claims", "/claims/claims.json?_labels=on", "/claims/claims?_facet=source_id")


@pytest.mark.parametrize("path", LABELS)
async def test_what_a_foreign_key_leads_to_is_not_named_where_it_is_closed(
    path: str, serve: Serve, written: Path
) -> None:
    rule = {"databases": {"claims": {"tables": {"sources": {"allow": {"id": "ada"}}}}}}
    datasette = serve(written, metadata=_with_queries(rule))
    cookie = {"ds_actor": datasette.sign({"a": {"id": "ada"}}, "actor")}
    assert "The Quay Gazette" in (await datasette.client.get(path, cookies=cookie)).text
    told = await datasette.client.get(path)
    assert told.status_code == 200
    assert "The Quay Gazette" not in told.text


PARTS = ("event.csv", "event.geojson", *views.TABLES)


@pytest.mark.skipif(NEW_LINE, reason="asks by another method there; the pages are the same")
@pytest.mark.parametrize("page", PARTS)
async def test_a_page_reads_no_table_that_it_did_not_ask_for(
    page: str, serve: Serve, written: Path, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, _, end = page.partition(".")
    path = address(name, ids) + (f".{end}" if end else "?q=killed&_format=json")
    datasette = serve(written)
    assert (await datasette.client.get("/")).status_code == 200
    asked, seen = set(), set()
    ensure, execute = Datasette.ensure_permissions, Database.execute_fn

    async def noting(self: Datasette, actor: Any, permissions: Any) -> None:
        asked.update(one[1][1] for one in permissions if one[0] == "view-table")
        await ensure(self, actor, permissions)

    def note(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table:
            seen.add(table.partition("_fts")[0])
        return sqlite3.SQLITE_OK

    async def watched(self: Database, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        def run(connection: sqlite3.Connection) -> Any:
            connection.set_authorizer(note)
            try:
                return fn(connection)
            finally:
                connection.set_authorizer(None)

        return await execute(self, run)

    monkeypatch.setattr(Datasette, "ensure_permissions", noting)
    monkeypatch.setattr(Database, "execute_fn", watched)
    response = await datasette.client.get(path)
    assert response.status_code == 200
    assert seen & set(describe()), "nothing was read"
    assert seen & set(describe()) <= asked


async def test_a_file_with_a_closed_table_is_not_sent(written: Path) -> None:
    rule = {"databases": {"claims": {"tables": {"captures": {"allow": False}}}}}
    for given, status in (({}, 200), (rule, 403)):
        settings = {"config": given} if NEW_LINE else {}
        datasette = Datasette([], immutables=[str(written)], metadata=given, **settings)
        assert (await datasette.client.get("/claims.db")).status_code == status


async def test_databases_that_are_not_ours_are_left_alone(serve: Serve, foreign: Path) -> None:
    rule = {"databases": {"foreign": {"tables": {"claims": {"allow": False}}}}}
    response = await serve(foreign, metadata=rule).client.get(SQL.format("foreign"))
    assert response.status_code == 200


def _with_queries(rule: dict[str, Any]) -> dict[str, Any]:
    given = metadata_for(["claims"])
    for table, one in rule.get("databases", {}).get("claims", {}).get("tables", {}).items():
        given["databases"]["claims"]["tables"].setdefault(table, {}).update(one)
    return given
