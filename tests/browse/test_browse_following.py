"""What follows a decision at once, what waits, and how several claims are moved at a time."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browse.conftest import NEW_LINE
from browse.world import MONITOR
from datasette.app import Datasette

from provenance.browse.coverage import coverage
from provenance.store.connect import connect
from provenance.store.linked_state import linked_state, note_linked

Serve = Callable[..., Datasette]
Ids = dict[str, str]


async def decide(datasette: Datasette, **form: str) -> dict[str, Any]:
    """Record a decision as root; return the answer."""
    await datasette.invoke_startup()
    cookies = {"ds_actor": datasette.sign({"a": {"id": "root"}}, "actor")}
    if not NEW_LINE:
        page = await datasette.client.get("/claims/-/queue", cookies=cookies)
        found = re.search(r'name="csrftoken" value="([^"]+)"', page.text)
        assert found is not None
        form["csrftoken"] = found[1]
        cookies |= dict(page.cookies)
    answer = await datasette.client.post(
        "/claims/-/decide", data={**form, "_format": "json"}, cookies=cookies
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def page(datasette: Datasette, path: str) -> str:
    """Return a page as root sees it."""
    cookies = {"ds_actor": datasette.sign({"a": {"id": "root"}}, "actor")}
    return (await datasette.client.get(path, cookies=cookies)).text


async def test_a_rejected_claim_is_struck_with_its_reason(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written)
    await decide(datasette, action="reject", target=ids["toll"], reason="a novel says so")
    event = await page(datasette, f"/claims/-/event/{ids['event']}")
    cell = re.search(r'<div class="cell rejected">.*?</div>', event, re.DOTALL)
    assert cell is not None
    assert "rejected by root: a novel says so" in cell[0]
    assert "disputed" not in cell[0]
    claim = await page(datasette, f"/claims/-/claim/{ids['toll']}")
    assert "a novel says so" in claim
    assert "It counts in no range" in claim
    start = (await datasette.client.get("/claims/-/provenance.json")).json()
    assert {row["status"]: row["n"] for row in start["status"]}["rejected"] == 1


async def test_pages_tell_what_waits_for_linking_until_it_is_done(
    serve: Serve, written: Path, ids: Ids, tmp_path: Path
) -> None:
    datasette = serve(written)
    waiting = "since claims were last linked"
    paths = (
        "/claims/-/provenance",
        f"/claims/-/event/{ids['event']}",
        f"/claims/-/claim/{ids['toll']}",
    )
    for path in paths:
        assert waiting not in await page(datasette, path), "a note changes nothing"
    await decide(datasette, action="reject", target=ids["toll"])
    await decide(datasette, action="credibility", target=ids["evil"], credibility="2")
    for path in paths:
        html = await page(datasette, path)
        assert waiting in html
        assert "1 decision<" in html
    other = await page(datasette, f"/claims/-/claim/{ids['evil']}")
    assert waiting not in other, "it is about other claims"
    db = connect(tmp_path / "claims.db")
    run = db.execute("SELECT id FROM runs").fetchone()[0]
    note_linked(db, run, linked_state(db))
    db.close()
    for path in paths:
        assert waiting not in await page(datasette, path)


async def test_who_may_not_see_decisions_is_told_of_none(
    serve: Serve, written: Path, ids: Ids
) -> None:
    rule = {"databases": {"claims": {"tables": {"reviews": {"allow": {"id": "root"}}}}}}
    datasette = serve(written, metadata=rule)
    await decide(datasette, action="reject", target=ids["toll"], reason="a novel")
    html = (await datasette.client.get(f"/claims/-/event/{ids['event']}")).text
    assert "since claims were last linked" not in html
    assert "a novel" not in html
    assert 'class="cell rejected"' in html, "the status belongs to the claim"


async def test_several_claims_of_a_source_become_another_bodys(
    serve: Serve, written: Path, tmp_path: Path
) -> None:
    datasette = serve(written)
    await datasette.invoke_startup()
    html = await page(datasette, f"/claims/-/source/{MONITOR.id}")
    boxes = re.findall(r'<input type="checkbox" name="claim-([0-9a-f]{20})" form="split">', html)
    assert len(boxes) == 4
    assert 'id="split"' in html
    picked = {f"claim-{claim}": "on" for claim in boxes[:2]}
    await decide(datasette, action="split_source", target=MONITOR.id, source="Reef Clinic",
                 kind="humanitarian", reason="its list", **picked)  # fmt: skip
    with sqlite3.connect(tmp_path / "claims.db") as db:
        found = db.execute(
            "SELECT c.id FROM claims AS c JOIN sources AS s ON s.id = c.source_id"
            " WHERE s.name = 'Reef Clinic'"
        ).fetchall()
    assert {claim for (claim,) in found} == set(boxes[:2])
    anonymous = (await datasette.client.get(f"/claims/-/source/{MONITOR.id}")).text
    assert "checkbox" not in anonymous


async def test_several_claims_leave_an_event(serve: Serve, written: Path, ids: Ids) -> None:
    datasette = serve(written)
    await datasette.invoke_startup()
    html = await page(datasette, f"/claims/-/event/{ids['event']}")
    boxes = re.findall(r'name="claim-([0-9a-f]{20})" form="split"', html)
    picked = {f"claim-{claim}": "on" for claim in boxes[:2]}
    answer = await decide(datasette, action="split_event", target=ids["event"],
                          reason="the day before", **picked)  # fmt: skip
    assert answer["review"]["action"] == "split_event"
    assert "1 decision<" in await page(datasette, f"/claims/-/event/{ids['event']}")


def month(name: str, claims: int = 1) -> dict[str, Any]:
    """Return a month as it is kept."""
    return {"month": name, "n_documents": 1, "n_claims": claims}


def test_months_without_a_page_are_drawn_empty() -> None:
    found = coverage([month("2031-05", 4), month("2031-02"), month("", 9)])
    assert found.drawing is not None
    assert found.drawing.count("<rect") == 2
    assert "from 2031-02 to 2031-05, at most 4" in found.drawing
    assert found.undated is not None
    assert found.step == "month"


@pytest.mark.parametrize(
    ("first", "step", "drawn"), [("2001-01", "year", True), ("0031-01", "year", False)]
)
def test_long_times_are_drawn_in_years_and_absurd_ones_not(
    first: str, step: str, drawn: bool
) -> None:
    found = coverage([month("2031-05"), month(first)])
    assert found.step == step
    assert (found.drawing is not None) is drawn
    assert len(found.rows) == 2


async def test_coverage_stands_on_the_first_page(serve: Serve, written: Path) -> None:
    html = (await serve(written).client.get("/claims/-/provenance")).text
    part = html[html.index('id="coverage"') :].split("</table>")[0]
    assert "2031-05" in part
    assert "month not known" in part
