"""Permissions: no page shows what may not be viewed, nor tells that it is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browse.asking import HIDDEN, Ids, Serve, address, read
from browse.conftest import NEW_LINE, Page

from provenance.browse import views


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
