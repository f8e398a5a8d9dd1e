"""Long pages, shown in parts that leave nothing out."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from browse.asking import Serve, read
from browse.conftest import Page, known_ids


async def test_a_long_article_is_shown_in_parts_that_leave_nothing_out(
    serve: Serve, large: Path
) -> None:
    datasette, known = serve(large), known_ids(large)
    words, anchors, part, parts = "", set[str](), 1, 1
    while part <= parts:
        page, html = await read(datasette, f"/large/-/document/{known['long']}?part={part}")
        found = re.search(r"Part \d+ of (\d+)", html)
        parts = int(found[1]) if found else 1
        words += "".join(page.words)
        anchors |= {anchor for anchor in page.anchors if anchor.startswith("claim-")}
        part += 1
    with sqlite3.connect(large) as db:
        (text,) = db.execute("SELECT text FROM documents WHERE id = ?", [known["long"]]).fetchone()
        claims = db.execute("SELECT id FROM claims WHERE document_id = ?", [known["long"]])
        assert anchors == {f"claim-{claim}" for (claim,) in claims}
    assert parts > 2
    assert words == text


async def test_a_claim_deep_in_a_long_article_is_found(serve: Serve, large: Path) -> None:
    known = known_ids(large)
    with sqlite3.connect(large) as db:
        (claim,) = db.execute(
            "SELECT id FROM claims WHERE document_id = ? ORDER BY position DESC", [known["long"]]
        ).fetchone()
    page, html = await read(serve(large), f"/large/-/document/{known['long']}?claim={claim}")
    assert f"claim-{claim}" in page.anchors
    assert "Part 1 of" not in html


async def test_a_sentence_without_end_is_cut_into_parts(serve: Serve, large: Path) -> None:
    known = known_ids(large)
    datasette = serve(large)
    _, html = await read(datasette, f"/large/-/document/{known['endless']}")
    assert len(html) < 200_000
    last, _ = await read(datasette, f"/large/-/document/{known['endless']}?part=999")
    assert "".join(last.words)


async def test_an_event_of_many_figures_is_shown_in_parts(serve: Serve, large: Path) -> None:
    known = known_ids(large)
    datasette, seen, number = serve(large), set[str](), 1
    while True:
        response = await datasette.client.get(f"/large/-/event/{known['event']}?page={number}")
        if response.status_code == 404:
            break
        page = Page(response.text)
        figures = response.text.split('id="relations"')[0]
        seen |= set(re.findall(r"#claim-([0-9a-f]{20})", figures))
        assert len(page.text) > 10
        number += 1
    assert number > 3
    with sqlite3.connect(large) as db:
        (count,) = db.execute(
            "SELECT count(*) FROM claims WHERE event_id = ? AND n_figures > 0", [known["event"]]
        ).fetchone()
    assert len(seen) == count
