"""The pages, asked of a real Datasette: what they show, to whom, and what they refuse."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from browse.asking import Ids, Serve, address, read
from browse.world import HOSTILE, MONITOR

from provenance.browse import views
from provenance.browse.links import together


@pytest.mark.parametrize("page", [page for page in views.TABLES if page != "feed"])
async def test_every_page_is_served_whole_by_the_server(
    page: str, serve: Serve, written: Path, ids: Ids
) -> None:
    seen, html = await read(serve(written), address(page, ids))
    assert html.count("<h1") == 1
    sources = [value for name, value in seen.attributes if name == "src" and value]
    sheets = [value for name, value in seen.attributes if name == "href" and value]
    assert not [url for url in sources if "//" in url], "nothing comes from another server"
    assert any("provenance.css" in url for url in sheets)


async def test_style_and_script_are_served(serve: Serve, written: Path, ids: Ids) -> None:
    datasette = serve(written)
    _, html = await read(datasette, address("start", ids))
    found = re.findall(r'(?:href|src)="([^"]*provenance\.(?:css|js)[^"]*)"', html)
    assert len(found) == 2
    for url in found:
        assert (await datasette.client.get(url)).status_code == 200


async def test_a_figure_is_one_click_from_its_sentence(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written)
    event, _ = await read(datasette, address("event", ids))
    links = [link for link in event.links if "#claim-" in link]
    with sqlite3.connect(written) as db:
        figures = db.execute(
            "SELECT f.claim_id FROM figures AS f JOIN claims AS c ON c.id = f.claim_id"
            " WHERE c.event_id = ?",
            [ids["event"]],
        ).fetchall()
    assert {claim for (claim,) in figures} <= {link.split("#claim-")[1] for link in links}
    for link in set(links):
        path, anchor = link.split("#")
        document, _ = await read(datasette, path)
        assert anchor in document.anchors


async def test_event_shows_figures_ranges_relations_and_what_else_was_said(
    serve: Serve, written: Path, ids: Ids
) -> None:
    page, html = await read(serve(written), address("event", ids))
    text = " ".join(" ".join(page.text).split())
    assert "Range all sources" in text
    assert "4 to 23 or more" in text, "one of the figures has no upper end"
    assert "best 18" in text
    assert "18 or more lies wholly above 4" in text
    assert "different origins" in text
    assert "origins not known" in text
    assert "These reports are an invention" in text
    assert "party not said" in text
    assert 'aria-label="18 or more, on a scale from 0 to 31"' in html
    assert "negated" in text


async def test_links_between_the_same_figures_of_the_same_sources_are_one(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written)
    every = (await datasette.client.get(f"{address('event', ids)}.json")).json()["links"]
    shown = together(every)
    assert len(shown) < len(every)
    assert sorted(row["id"] for one in shown for row in (one, *one["alike"])) == sorted(
        row["id"] for row in every
    )
    for one in shown:
        for row in one["alike"]:
            assert row["relation"] == one["relation"]
            assert {row["source_a"], row["source_b"]} == {one["source_a"], one["source_b"]}
            assert {row["low_a"], row["low_b"]} == {one["low_a"], one["low_b"]}
    _, html = await read(datasette, address("event", ids))
    assert "more between the same sources" in html


@pytest.mark.parametrize(
    ("made", "told"),
    [(True, "Imported found by"), (False, "Also read by")],
)
async def test_claim_tells_which_extractor_found_it(
    made: bool, told: str, serve: Serve, written: Path, ids: Ids, tmp_path: Path
) -> None:
    path = tmp_path / "given" / "claims.db"
    path.parent.mkdir()
    shutil.copy(written, path)
    with sqlite3.connect(path) as db:
        document, sentence, run = db.execute(
            "SELECT document_id, sentence_id, run_id FROM claims WHERE id = ?", [ids["toll"]]
        ).fetchone()
        if not made:
            db.execute("INSERT INTO runs VALUES ('other', '2031', NULL, '1', NULL, '{}', '{}')")
        run = run if made else "other"
        db.execute(
            "INSERT INTO imports VALUES ('i', ?, '<b>reader', '3', 'found.jsonl#7',"
            " '2031-05-09T08:00:00Z', 1, '', '{}', ?)",
            [document, run],
        )
        db.execute(
            "INSERT INTO readings VALUES ('r', 'i', ?, ?, ?, NULL, 0, 1, 'x', NULL, NULL, NULL,"
            " NULL, NULL, NULL, 'affirmed', 'asserted', 'import.given', ?)",
            [document, sentence, ids["toll"], run],
        )
    db.close()
    datasette = serve(path)
    page, _ = await read(datasette, address("claim", ids))
    text = " ".join(" ".join(page.text).split())
    assert told in text
    for words in ("<b>reader", "version 3", "found.jsonl#7", "2031-05-09", "import.given"):
        assert words in text
    denied = {"databases": {"claims": {"tables": {"readings": {"allow": False}}}}}
    page, html = await read(serve(path, metadata=denied), address("claim", ids))
    assert "found.jsonl#7" not in html


async def test_echoes_are_folded_under_their_origin(serve: Serve, written: Path, ids: Ids) -> None:
    page, html = await read(serve(written), address("event", ids))
    assert "2 echoes" in "".join(page.text)
    rows = re.findall(r'<th scope="row">.*?</th>', html, re.DOTALL)
    assert not [row for row in rows if "Strait Mirror" in row], "an echo has no row of its own"
    echoes = html[html.index("2 echoes") :].split("</details>")[0]
    assert "Strait Mirror" in echoes
    assert "Coast Digest" in echoes


@pytest.mark.parametrize("name", ["quay-1", "state-1", "hostile-1", "echo-2031-05-06"])
async def test_an_article_is_shown_exactly_as_it_is_stored(
    name: str, serve: Serve, written: Path, ids: Ids
) -> None:
    page, _ = await read(serve(written), f"/claims/-/document/{ids[name]}")
    with sqlite3.connect(written) as db:
        (text,) = db.execute("SELECT text FROM documents WHERE id = ?", [ids[name]]).fetchone()
    assert "".join(page.words) == text


async def test_document_tells_zones_and_parts_apart_and_explains_each_claim(
    serve: Serve, written: Path, ids: Ids
) -> None:
    page, html = await read(serve(written), f"/claims/-/document/{ids['quay-1']}")
    zones = re.findall(r'data-zone="(\w+)"', html)
    assert set(zones) == {"headline", "dateline", "body", "caption", "comment", "boilerplate"}
    for part in ("content", "source", "cue", "figure", "hedge"):
        assert f"{part}-mark" in html
    assert f"claim-{ids['toll']}" in page.anchors
    for rule in ("interval.at_least", "resolve.by_name", "attribution.verb", "flag.denied"):
        assert f">{rule}</span>" in html
    with sqlite3.connect(written) as db:
        (sha256,) = db.execute(
            "SELECT sha256 FROM documents WHERE id = ?", [ids["quay-1"]]
        ).fetchone()
    assert sha256 in html


async def test_document_opens_the_claim_that_was_asked_for(
    serve: Serve, written: Path, ids: Ids
) -> None:
    path = f"/claims/-/document/{ids['quay-1']}"
    _, plain = await read(serve(written), path)
    _, chosen = await read(serve(written), f"{path}?claim={ids['toll']}")
    opened = re.compile(r'<details class="claim[^>]* open>')
    assert not opened.search(plain)
    assert len(opened.findall(chosen)) == 1
    assert "chosen" in chosen


async def test_claim_shows_chain_spans_flags_links_and_capture(
    serve: Serve, written: Path, ids: Ids
) -> None:
    page, html = await read(serve(written), address("claim", ids))
    text = " ".join(" ".join(page.text).split())
    for part in (
        "is denied by Marovian Defence Ministry",
        "conflicts with Marovian Defence Ministry",
        "is updated by Harbour Monitor",
        "The Quay Gazette",
        "characters 51 to 145",
        "the Marovian Defence Ministry denies it",
        "flag.disputed",
    ):
        assert part in text
    assert re.search(r"<code>[0-9a-f]{64}</code>", html)


async def test_first_page_leads_to_disputes_and_denials(
    serve: Serve, written: Path, ids: Ids
) -> None:
    page, _ = await read(serve(written), address("start", ids))
    text = " ".join(" ".join(page.text).split())
    assert "2 conflicts among 3 origins" in text
    assert "These reports are an invention denies Harbour Monitor" in text
    assert "12 unverified" in text
    # What to look at comes before what is there of each month.
    assert text.index("The most disputed events") < text.index("Coverage by month")
    assert f"/claims/-/event/{ids['event']}" in page.links


async def test_a_source_is_named_as_pages_name_it_and_no_pronoun_is_a_name(
    serve: Serve, written: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    copy = Path(shutil.copy(written, tmp_path / "other" / "claims.db"))
    with closing(sqlite3.connect(copy)) as db, db:
        run = db.execute("SELECT id FROM runs").fetchone()[0]
        for name, rule in (
            ("it", "pronoun"),
            ("THE QUAY DESK", "alias"),
            ("the Quay Desk", "alias"),
        ):
            row = (f"x-{name}", MONITOR.id, name, f"resolve.{rule}", run)
            db.execute("INSERT INTO source_aliases VALUES (?, ?, ?, ?, ?)", row)
    _, html = await read(serve(copy), f"/claims/-/source/{MONITOR.id}")
    names = html[html.index('id="names"') :].partition("</p>")[0]
    assert "the Quay Desk" in names
    assert "THE QUAY DESK" not in names
    assert ">it<" not in names


async def test_first_page_of_an_empty_database_gives_first_steps(serve: Serve, empty: Path) -> None:
    page, _ = await read(serve(empty), "/empty/-/provenance")
    assert "provenance ingest empty.db articles/" in "".join(page.text)


@pytest.mark.parametrize("page", ["event", "document", "claim", "source"])
async def test_who_finds_nothing_at_an_address_is_told_the_way_on(
    page: str, serve: Serve, written: Path
) -> None:
    datasette = serve(written)
    told = await datasette.client.get(f"/claims/-/{page}/nothing")
    assert told.status_code == 404
    assert '<a href="/claims/-/search">' in told.text
    assert f"No such {page}" in told.text
    as_json = await datasette.client.get(f"/claims/-/{page}/nothing.json")
    assert as_json.status_code == 404
    assert "<a" not in as_json.text


async def test_who_finds_no_words_is_told_the_way_on(serve: Serve, written: Path) -> None:
    page, _ = await read(serve(written), "/claims/-/search?q=zeppelin")
    assert "No claim holds these words. Fewer of them may find it" in "".join(page.text)


@pytest.mark.parametrize(
    "path",
    [
        "/claims/-/event/nothing",
        "/claims/-/document/nothing",
        "/claims/-/claim/nothing",
        "/claims/-/claim/~00",
        "/claims/-/event/~27~20OR~201~3D1",
        "/claims/-/nothing/x",
        "/nowhere/-/provenance",
        "/nowhere/-/event/x",
        "/foreign/-/provenance",
        "/foreign/-/claim/00000000000000000000",
    ],
)
async def test_what_is_not_there_is_not_found(
    path: str, serve: Serve, written: Path, foreign: Path
) -> None:
    response = await serve(written, foreign).client.get(path)
    assert response.status_code == 404


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=²", "page=" + "9" * 400])
async def test_hostile_page_numbers_do_no_harm(
    query: str, serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written)
    for page in ("event", "document"):
        response = await datasette.client.get(
            f"{address(page, ids)}?{query}&{query.replace('page', 'part')}"
        )
        assert response.status_code in (200, 404)


async def test_text_of_articles_cannot_become_markup(serve: Serve, written: Path, ids: Ids) -> None:
    datasette = serve(written)
    for path in (
        f"/claims/-/document/{ids['hostile-1']}",
        f"/claims/-/claim/{ids['evil']}",
        "/claims/claims",
        "/claims/unverified_claims",
        "/claims/documents",
    ):
        page, html = await read(datasette, path)
        assert HOSTILE not in html
        assert not [tag for tag in page.tags if tag in ("img", "b")], path
        assert not [
            name for name, _ in page.attributes if name.startswith("on") and "alert" in name
        ]
        assert not [link for link in page.links if link.lower().startswith("javascript:")], path


async def test_text_keeps_its_direction_and_an_override_is_shown(
    serve: Serve, written: Path, ids: Ids
) -> None:
    _, html = await read(serve(written), f"/claims/-/document/{ids['hostile-1']}")
    assert 'data-name="RLO"' in html
    for paragraph in re.findall(r'<p class="words"[^>]*>', html):
        assert 'dir="auto"' in paragraph
