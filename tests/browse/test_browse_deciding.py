"""Deciding on the pages: who may, what is written, and that nothing else can be."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from browse.conftest import NEW_LINE, Page
from browse.world import HOSTILE, MEDIC, MINISTRY, MONITOR
from datasette.app import Datasette

from provenance.store import connect
from provenance.store.check import check
from provenance.store.reviews import Review, read_reviews

Serve = Callable[..., Datasette]
Ids = dict[str, str]
RULE = {"plugins": {"provenance": {"reviewers": {"id": "ada"}}}}


class Visitor:
    """Somebody with a browser: the cookie of an actor, and the token of a form."""

    def __init__(self, datasette: Datasette, actor: str | None) -> None:
        self.datasette = datasette
        self.cookies: dict[str, str] = {}
        if actor is not None:
            self.cookies["ds_actor"] = datasette.sign({"a": {"id": actor}}, "actor")

    async def get(self, path: str) -> Any:
        """Ask for a page; keep the cookie of its forms."""
        response = await self.datasette.client.get(path, cookies=self.cookies)
        if token := response.cookies.get("ds_csrftoken"):
            self.cookies["ds_csrftoken"] = token
        return response

    async def decide(
        self,
        path: str = "/claims/-/queue",
        headers: Mapping[str, str] | None = None,
        **fields: str,
    ) -> Any:
        """Send the form of a page."""
        page = await self.get(path)
        token = re.search(r'name="csrftoken" value="([^"]+)"', page.text)
        data = {"csrftoken": token[1] if token else "", "next": path, **fields}
        return await self.datasette.client.post(
            "/claims/-/decide", data=data, cookies=self.cookies, headers=headers or {}
        )


def logged(datasette: Datasette) -> list[Review]:
    """Return the log of the served copy, whose database must be sound."""
    db = connect(datasette.get_database("claims").path, read_only=True)
    try:
        assert check(db) == []
        return list(read_reviews(db))
    finally:
        db.close()


def cell(datasette: Datasette, sql: str, *values: str) -> Any:
    """Return one value of the served copy."""
    with sqlite3.connect(datasette.get_database("claims").path) as db:
        return db.execute(sql, values).fetchone()[0]


STATUS = "SELECT status FROM claims WHERE id = ?"


async def test_a_copy_of_the_file_alone_has_what_was_decided_on_a_running_server(
    serve: Serve, written: Path, ids: Ids, tmp_path: Path
) -> None:
    datasette = serve(written, metadata=RULE)
    visitor = Visitor(datasette, "ada")
    await visitor.decide(action="confirm", target=ids["toll"], reason="two witnesses")
    copy = shutil.copy(datasette.get_database("claims").path, tmp_path / "sent.db")
    with sqlite3.connect(copy) as db:
        assert db.execute(STATUS, [ids["toll"]]).fetchone()[0] == "confirmed"


async def test_a_reviewer_decides_and_the_log_says_who(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written, metadata=RULE)
    ada = Visitor(datasette, "ada")
    before = len(logged(datasette))
    page = f"/claims/-/claim/{ids['toll']}"
    done = await ada.decide(page, action="confirm", target=ids["toll"], reason="saw <b>it</b>")
    assert (done.status_code, done.headers["location"]) == (302, page)
    assert cell(datasette, STATUS, ids["toll"]) == "confirmed"
    entry = logged(datasette)[-1]
    assert (entry.by, entry.action, entry.reason) == ("ada", "confirm", "saw <b>it</b>")
    shown = (await ada.get(page)).text
    assert "saw &lt;b&gt;it&lt;/b&gt;" in shown
    await ada.decide(page, action="undo", target=entry.id)
    assert cell(datasette, STATUS, ids["toll"]) == "unverified"
    assert len(logged(datasette)) == before + 2
    assert f"undone by {before + 2}" in (await ada.get(page)).text


@pytest.mark.parametrize("actor", [None, "bob"])
async def test_others_see_and_cannot_write(
    actor: str | None, serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written, metadata=RULE)
    visitor = Visitor(datasette, actor)
    before = logged(datasette)
    for path in ("/claims/-/queue", f"/claims/-/claim/{ids['toll']}"):
        page = await visitor.get(path)
        assert page.status_code == 200
        assert 'method="post" action="/claims/-/decide"' not in page.text
        refused = await visitor.decide(path, action="confirm", target=ids["toll"])
        assert refused.status_code == 403
    assert logged(datasette) == before
    assert cell(datasette, STATUS, ids["toll"]) == "unverified"


@pytest.mark.parametrize("allow", [True, {"unauthenticated": True}])
async def test_nobody_decides_without_a_name(
    allow: object, serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written, metadata={"plugins": {"provenance": {"reviewers": allow}}})
    refused = await Visitor(datasette, None).decide(action="confirm", target=ids["toll"])
    assert refused.status_code == 403


async def test_root_may_decide_and_a_database_can_have_reviewers_of_its_own(
    serve: Serve, written: Path, ids: Ids
) -> None:
    above = {"plugins": {"provenance": {"reviewers": {"id": "bob"}}}}
    datasette = serve(written, metadata={**above, "databases": {"claims": RULE}})
    datasette.root_enabled = True
    refused = await Visitor(datasette, "bob").decide(action="note", target=MONITOR.id, reason="x")
    assert refused.status_code == 403
    for actor in ("root", "ada"):
        done = await Visitor(datasette, actor).decide(action="note", target=MONITOR.id, reason="x")
        assert done.status_code == 302
        assert logged(datasette)[-1].by == actor


async def test_reviewers_for_all_databases_beside_other_configuration_of_one(
    serve: Serve, written: Path, ids: Ids
) -> None:
    rule = {**RULE, "databases": {"claims": {"title": "Claims"}}}
    page = await Visitor(serve(written, metadata=rule), "ada").get("/claims/-/queue")
    assert 'action="/claims/-/decide"' in page.text


async def test_only_a_form_of_ours_is_taken(serve: Serve, written: Path, ids: Ids) -> None:
    datasette = serve(written, metadata=RULE)
    ada = Visitor(datasette, "ada")
    before = logged(datasette)
    fields = {"action": "confirm", "target": ids["toll"]}
    got = await ada.get(f"/claims/-/decide?action=confirm&target={ids['toll']}")
    assert got.status_code == 405
    assert got.headers["allow"] == "POST"
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    forged = await datasette.client.post(
        "/claims/-/decide", data=fields, cookies=ada.cookies, headers=headers
    )
    assert forged.status_code == 403
    assert logged(datasette) == before


async def test_a_closed_log_and_closed_tables_take_no_decision(
    serve: Serve, written: Path, ids: Ids
) -> None:
    for table in ("reviews", "claims"):
        rule = {**RULE, "databases": {"claims": {"tables": {table: {"allow": False}}}}}
        visitor = Visitor(serve(written, metadata=rule), "ada")
        refused = await visitor.decide("/claims/-/provenance", action="confirm", target=ids["toll"])
        assert refused.status_code == 403


async def test_a_corrected_figure_is_shown_beside_the_extracted_one(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written, metadata=RULE)
    ada = Visitor(datasette, "ada")
    figure = cell(datasette, "SELECT id FROM figures WHERE text = 'Four'")
    claim = cell(datasette, "SELECT claim_id FROM figures WHERE text = 'Four'")
    page = f"/claims/-/claim/{claim}"
    form = {"value-low": "4", "was-low": "4", "value-high": "6", "was-high": "4"}
    await ada.decide(page, action="correct", target=figure, reason="4 to 6, it says", **form)
    assert cell(datasette, "SELECT high FROM figures WHERE id = ?", figure) == 4
    for path in (page, f"/claims/-/event/{ids['event']}", f"/claims/-/source/{MINISTRY.id}"):
        html = (await ada.get(path)).text
        text = " ".join(" ".join(Page(html).text).split())
        assert "4 to 6" in text or "4–6" in text, path
        assert "extracted: 4" in text, path
    data = (await ada.get(page + ".json")).json()
    (row,) = data["card"]["figures"]
    assert (row["high"], row["corrected"]["extracted"]["high"]) == (6, 4)


async def test_another_source_vouches_and_the_extracted_one_is_told(
    serve: Serve, written: Path, ids: Ids
) -> None:
    ada = Visitor(serve(written, metadata=RULE), "ada")
    page = f"/claims/-/claim/{ids['toll']}"
    await ada.decide(
        page,
        action="reattribute",
        target=ids["toll"],
        source="Reef Hospital",
        kind="humanitarian",
        reason="its doctor speaks",
    )
    text = " ".join(" ".join(Page((await ada.get(page)).text).text).split())
    assert "Said by Reef Hospital" in text
    assert "Extracted as Harbour Monitor" in text


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "dance"},
        {"action": "confirm", "target": "nowhere"},
        {"action": "credibility", "credibility": "0"},
        {"action": "correct"},
        {"action": "note", "reason": ""},
        {"action": "note", "reason": "x" * 3000},
        {},
    ],
)
async def test_what_makes_no_sense_is_answered_with_a_message(
    fields: dict[str, str], serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written, metadata=RULE)
    ada = Visitor(datasette, "ada")
    before = logged(datasette)
    given = {"target": ids["toll"], **fields}
    assert (await ada.decide(**given)).status_code == 302
    refused = await ada.decide(_format="json", **given)
    assert refused.status_code == 400
    assert refused.json()["ok"] is False
    assert logged(datasette) == before


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/-/queue",
        "/claims/-/../../x\\y",
        "/claims/-/queue\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "/other/-/queue",
    ],
)
async def test_the_way_back_leads_to_our_pages_only(
    target: str, serve: Serve, written: Path, ids: Ids
) -> None:
    ada = Visitor(serve(written, metadata=RULE), "ada")
    done = await ada.decide(action="note", target=MONITOR.id, reason="x", next=target)
    assert done.headers["location"] == "/claims/-/queue"


async def test_a_database_that_cannot_change_takes_no_decision(written: Path, ids: Ids) -> None:
    given: dict[str, Any] = {"metadata": RULE}
    if NEW_LINE:
        given["config"] = RULE
    datasette = Datasette([], immutables=[str(written)], **given)
    refused = await Visitor(datasette, "ada").decide(action="confirm", target=ids["toll"])
    assert refused.status_code == 403


@pytest.mark.skipif(not NEW_LINE, reason="only Datasette 1.0 writes into tables")
async def test_root_cannot_write_past_the_log(serve: Serve, written: Path, ids: Ids) -> None:
    datasette = serve(written)
    datasette.root_enabled = True
    root = {"actor": {"id": "root"}}
    row = f"/claims/claims/{ids['toll']}"
    for path, body in (
        (f"{row}/-/update", {"update": {"status": "confirmed"}}),
        (f"{row}/-/delete", {}),
        ("/claims/reviews/-/insert", {"row": {"number": 99}}),
        ("/claims/reviews/-/drop", {"confirm": True}),
        ("/claims/claims/-/alter", {"operations": []}),
    ):
        response = await datasette.client.post(path, json=body, **root)
        assert response.status_code == 403, path
    assert cell(datasette, STATUS, ids["toll"]) == "unverified"
    done = await Visitor(datasette, "root").decide(action="confirm", target=ids["toll"])
    assert done.status_code == 302
    assert cell(datasette, STATUS, ids["toll"]) == "confirmed"


async def test_the_reading_of_another_extractor_is_taken_in_one_step(
    serve: Serve, written: Path, ids: Ids, tmp_path: Path
) -> None:
    path = tmp_path / "given" / "claims.db"
    path.parent.mkdir()
    shutil.copy(written, path)
    with sqlite3.connect(path) as db:
        document, sentence = db.execute(
            "SELECT document_id, sentence_id FROM claims WHERE id = ?", [ids["toll"]]
        ).fetchone()
        figure, party, start, end = db.execute(
            'SELECT id, party, start, "end" FROM figures WHERE claim_id = ? AND low = 18',
            [ids["toll"]],
        ).fetchone()
        db.execute("INSERT INTO runs VALUES ('other', '2031', NULL, '1', NULL, '{}', '{}')")
        db.execute(
            "INSERT INTO imports VALUES ('i', ?, 'other <reader>', '3', 'found.jsonl#7',"
            " '2031-05-09T08:00:00Z', 1, '', '{}', 'other')",
            [document],
        )
        db.execute(
            "INSERT INTO readings VALUES ('r', 'i', ?, ?, ?, ?, ?, ?, 'At least 18', 18, 18, 18,"
            " 'killed_or_injured', NULL, NULL, 'affirmed', 'asserted', 'import.given', 'other')",
            [document, sentence, ids["toll"], figure, start, end],
        )
    db.close()
    datasette = serve(path, metadata=RULE)
    here = f"/claims/-/claim/{ids['toll']}"
    assert "Take this reading" not in (await Visitor(datasette, None).get(here)).text
    ada = Visitor(datasette, "ada")
    html = (await ada.get(here)).text
    form = next(one for one in html.split("<form") if "Take this reading" in one)
    fields = dict(re.findall(r'name="([a-z-]+)"[^>]*? value="([^"]*)"', form))
    assert fields["target"] == figure
    assert "value-party" not in fields, "what it does not tell is no reading"
    sent = {name: value for name, value in fields.items() if name not in ("csrftoken", "next")}
    done = await ada.decide(here, **{**sent, "reason": "as other reads it", "action": "correct"})
    assert done.status_code == 302
    after = cell(datasette, 'SELECT "after" FROM reviews WHERE target = ?', figure)
    assert json.loads(after) == {
        "high": 18, "measure": "killed_or_injured", "point": 18,
    }  # fmt: skip
    assert cell(datasette, "SELECT party FROM figures WHERE id = ?", figure) == party
    again = (await ada.get(here)).text
    assert "Take this reading" not in again, "it holds now"


async def test_the_list_is_narrowed_and_shrinks(serve: Serve, written: Path, ids: Ids) -> None:
    datasette = serve(written, metadata=RULE)
    ada = Visitor(datasette, "ada")

    async def listed(query: str = "") -> list[str]:
        data = (await ada.get(f"/claims/-/queue.json{query}")).json()
        assert data["ok"]
        return [claim["id"] for claim in data["claims"]]

    everything = await listed()
    assert len(everything) == 12
    page = await ada.get("/claims/-/queue")
    told = re.findall(r"Unverified: |Why it is unverified", page.text)
    assert len(told) == 12, "each claim says why"
    assert await listed("?flag=denied") == [ids["toll"]]
    assert set(await listed(f"?source={MONITOR.id}")) == set(await listed("?source=harbour"))
    assert len(await listed("?event=kestrel")) == 9
    assert len(await listed("?event=kestrel&source=harbour&flag=single_origin")) == 2
    assert len(await listed("?since=2031-05-09")) == 1
    assert len(await listed("?until=2031-05-05&flag=disputed")) == 2
    assert await listed("?source=nobody") == []
    counted = (await ada.get("/claims/-/queue.json?figures=1")).json()["claims"]
    assert {claim["id"] for claim in counted} < set(everything)
    assert all(claim["n_figures"] for claim in counted)
    toll = next(claim for claim in counted if claim["id"] == ids["toll"])
    assert toll["links"]["denies"] == 1, "how others stand to it is told without a click"
    html = (await ada.get("/claims/-/queue?figures=1")).text
    assert "In its sentence" in html
    assert 'name="figures" value="1" checked' in html
    await ada.decide(action="reject", target=ids["toll"])
    assert set(await listed()) == set(everything) - {ids["toll"]}
    assert await listed("?flag=denied") == []


@pytest.mark.parametrize("query", ["flag=none", "since=x", "until=2031-5-4", "since='--"])
async def test_wrong_filters_are_told(query: str, serve: Serve, written: Path) -> None:
    response = await serve(written).client.get(f"/claims/-/queue?{query}")
    assert response.status_code == 200
    assert 'role="alert"' in response.text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "figures=1",
        "flag=single_origin",
        "source=hill",
        "event=boats",
        "since=2031",
        "until=2031-06-02",
    ],
)
async def test_a_long_list_is_walked_to_its_end_without_a_repeat(
    query: str, serve: Serve, large: Path
) -> None:
    datasette = serve(large)
    path: str | None = f"/large/-/queue.json?{query}"
    seen: list[str] = []
    while path:
        data = (await datasette.client.get(path)).json()
        seen += [claim["id"] for claim in data["claims"]]
        path = data["next"] and data["next"].replace("/queue?", "/queue.json?")
    wanted = {
        "figures=1": "n_figures > 0",
        "flag=single_origin": "id IN (SELECT claim_id FROM flags)",
        "source=hill": "source_id = (SELECT id FROM sources WHERE name = 'Hill Front')",
        "event=boats": "event_id NOTNULL",
        "since=2031": "document_id IN (SELECT id FROM documents WHERE published NOTNULL)",
        "until=2031-06-02": "document_id IN (SELECT id FROM documents WHERE published < '2031-06-"
        "03')",
    }.get(query, "1")
    with sqlite3.connect(large) as db:
        claims = {row[0] for row in db.execute(f"SELECT id FROM claims WHERE {wanted}")}
    assert len(seen) == len(set(seen))
    assert set(seen) == claims
    assert len(claims) > 100


async def test_a_source_shows_what_it_says_and_how_it_stands(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written, metadata=RULE)
    ada = Visitor(datasette, "ada")
    path = f"/claims/-/source/{MONITOR.id}"
    text = " ".join(" ".join(Page((await ada.get(path)).text).text).split())
    for part in (
        "Harbour Monitor",
        "the Harbour Monitor",
        "reliability F",
        "nobody has judged it",
        "conflicts with",
        "is denied by",
        "Repeated by others: 2 times, on 2 pages",
    ):
        assert part in text
    reason = "its <lists> hold"
    await ada.decide(path, action="reliability", target=MONITOR.id, reliability="B", reason=reason)
    text = " ".join(" ".join(Page((await ada.get(path)).text).text).split())
    assert "reliability B , usually reliable: set by ada" in text
    assert reason in text
    unnamed = await ada.get(f"/claims/-/source/{MEDIC.id}")
    assert "nobody who could be asked" in unnamed.text
    data = (await ada.get(path + ".json")).json()
    assert data["source"]["reliability"] == "B"
    assert {partner["source_id"] for partner in data["partners"]} >= {MINISTRY.id}


async def test_hostile_names_stay_text_on_the_new_pages(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written, metadata=RULE)
    ada = Visitor(datasette, "ada")
    key = cell(datasette, "SELECT source_id FROM claims WHERE id = ?", ids["evil"])
    for path in (
        f"/claims/-/source/{key}",
        f"/claims/-/queue?source={key}",
        "/claims/-/queue?source=%3Cscript%3Ealert(1)%3C/script%3E&since=%22onfocus=alert(1)",
    ):
        html = (await ada.get(path)).text
        page = Page(html)
        assert HOSTILE not in html
        assert "<script>alert" not in html
        assert not [tag for tag in page.tags if tag in ("img", "b")]
        assert not [name for name, _ in page.attributes if name.startswith("on")]
