"""Finding: claims and articles by words, events and sources by name; the list of events."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browse.asking import Ids, Serve, read
from browse.world import MONITOR

SEARCH, EVENTS = "/claims/-/search", "/claims/-/events"


async def test_words_find_claims_events_sources_and_articles(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written)
    found = (await datasette.client.get(f"{SEARCH}.json?q=kestrel")).json()
    assert ids["event"] in [row["id"] for row in found["events"]]
    assert found["documents"]
    _, html = await read(datasette, f"{SEARCH}?q=harbour+monitor")
    assert f"/-/source/{MONITOR.id}" in html
    found = (await datasette.client.get(f'{SEARCH}.json?q="at least 18"')).json()
    assert ids["toll"] in [row["id"] for row in found["claims"]]
    assert all("at least 18" in row["text"].lower() for row in found["claims"])
    toll = next(row for row in found["claims"] if row["id"] == ids["toll"])
    assert [figure["interval"] for figure in toll["figures"]] == ["18 or more", "42"]


@pytest.mark.parametrize(
    "given",
    ["", " ", '"', '""', "*", "NEAR(", "a AND", "-", "col:x", "(", "100%", "_", "\\", "%00", "^"],
)
async def test_no_character_of_the_words_means_anything(
    serve: Serve, written: Path, given: str
) -> None:
    response = await serve(written).client.get(SEARCH, params={"q": given})
    assert response.status_code == 200
    assert "syntax" not in response.text


async def test_many_claims_are_found_in_parts_without_a_gap(serve: Serve, large: Path) -> None:
    datasette = serve(large)
    path, seen = "/large/-/search?q=boats", []
    while path:
        _, html = await read(datasette, path)
        seen += re.findall(r'/-/claim/([0-9a-f]{20})"', html[html.index('id="claims"') :])
        following = re.search(r'rel="next" href="([^"]+)"', html)
        path = following[1].replace("&amp;", "&") if following else ""
    claims = [row["id"] for row in await _rows(datasette, "large", "boats")]
    assert len(set(seen)) == len(claims) > 60
    assert set(seen) == set(claims)


async def _rows(datasette, database: str, word: str):  # type: ignore[no-untyped-def]
    sql = (
        "SELECT claims.id FROM claims_fts JOIN claims ON claims.rowid = claims_fts.rowid"
        " WHERE claims_fts MATCH :word"
    )
    return (await datasette.get_database(database).execute(sql, {"word": word})).rows


async def test_events_are_listed_in_the_order_that_is_wanted(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written)
    every = (await datasette.client.get(f"{EVENTS}.json")).json()["events"]
    assert every[0]["id"] == ids["event"], "the most disputed stands first"
    assert every[0]["spread"][0]["measure"] == "killed"
    for order, descending in (("newest", True), ("oldest", False)):
        found = (await datasette.client.get(f"{EVENTS}.json?order={order}")).json()["events"]
        dates = [event["date_from"] for event in found]
        assert dates == sorted(dates, reverse=descending)
        assert all(dates)
    _, html = await read(datasette, f"{EVENTS}?words=kestrel&kind=shelling")
    assert f"/-/event/{ids['event']}" in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("since=May", "&#39;May&#39; is no date"),
        ("words=nothing-like-this", "No event that fits"),
        ("since=2031-01&until=2030-01", "No event that fits"),
        ("order=<b>&page=-7", "most disputed"),
        ("words=%25", "No event that fits"),
    ],
)
async def test_a_list_says_what_is_wrong(
    serve: Serve, written: Path, query: str, words: str
) -> None:
    _, html = await read(serve(written), f"{EVENTS}?{query}")
    assert words in html


async def test_a_span_of_days_holds_the_events_that_reach_into_it(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written)
    every = (await datasette.client.get(f"{EVENTS}.json")).json()["events"]
    event = next(event for event in every if event["id"] == ids["event"])
    for since, until, inside in (
        (event["date_from"], event["date_to"] or event["date_from"], True),
        (event["date_from"][:7], event["date_from"][:7], True),
        ("0001-01", "0001-12", False),
        ("9998", "9999", False),
    ):
        found = await datasette.client.get(f"{EVENTS}.json?since={since}&until={until}")
        assert (ids["event"] in [row["id"] for row in found.json()["events"]]) is inside


@pytest.mark.parametrize("page", ["provenance", "queue", "events", "search"])
async def test_every_page_leads_to_the_others(serve: Serve, written: Path, page: str) -> None:
    _, html = await read(serve(written), f"/claims/-/{page}")
    places = html[html.index('class="places"') :]
    places = places[: places.index("</nav>")]
    for href in ("/-/provenance", "/-/events", "/-/queue", "/-/search"):
        assert f'/claims{href}"' in places
