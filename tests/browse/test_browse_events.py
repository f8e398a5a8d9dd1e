"""The page of an event: who said what when, its range, its place, and what shows its links."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from browse.conftest import Page
from datasette.app import Datasette

from provenance.browse import events, links, queries
from provenance.browse.links import OF_EVENT, cut
from provenance.browse.queries import Row
from provenance.browse.timeline import moved, timeline

Serve = Callable[..., Datasette]
Ids = dict[str, str]


def claim(
    key: str, published: str | None, origin: str | None = "o", **more: object
) -> dict[str, object]:
    """Return a claim as the timeline reads it."""
    return {"id": key, "published": published, "origin_id": origin, "stance": None,
            "polarity": "affirmed", "source": "Harbour Monitor", **more}  # fmt: skip


def figure(low: int, high: int | None = None) -> dict[str, object]:
    """Return a figure as the timeline reads it."""
    return {"measure": "killed", "party": "civilian", "low": low, "high": high,
            "point": low if low == high else None, "extent": "incident"}  # fmt: skip


async def get(datasette: Datasette, path: str) -> str:
    """Return a page that must be there."""
    response = await datasette.client.get(path)
    assert response.status_code == 200, path
    return response.text


async def test_an_event_too_great_to_sort_in_time_still_has_its_page(
    serve: Serve, written: Path, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_time = queries.rows_in_time

    async def some_too_long(database: object, sql: str, **values: object) -> list[Row] | None:
        sorts = (events.FIGURES, events.RANGES, events.BY_DAY, events.WITHOUT_FIGURE, OF_EVENT)
        return None if sql in sorts else await in_time(database, sql, **values)

    client = serve(written)
    path = f"/claims/-/event/{ids['event']}"
    whole = await get(client, path)
    monkeypatch.setattr(queries, "rows_in_time", some_too_long)
    monkeypatch.setattr(links, "rows_in_time", some_too_long)
    html = await get(client, path)
    assert "too many figures to sort in time" in html
    assert "too many claims to read the ranges" in html
    assert "too many links to sort in time" in html
    assert "too many" not in whole
    for words in re.findall(r'<div class="cell.*?</q>', whole):
        assert words in html, "the figures are those of the sorted page"
    warn = '<span class="relation warn">'
    assert warn in whole[whole.index('id="relations"') :]
    assert warn in html[html.index('id="relations"') :], "conflicts are what is shown first"


async def test_the_timeline_tells_each_day_and_folds_echoes(
    serve: Serve, written: Path, ids: Ids
) -> None:
    html = await get(serve(written), f"/claims/-/event/{ids['event']}")
    part = html[html.index('id="timeline"') : html.index('id="relations"')]
    days = re.findall(r'<h3><bdi class="num">([^<]*)', part)
    assert days == ["2031-05-05", "2031-05-09"], "days on which nothing new was said have no entry"
    assert "echoed" in part
    assert "Strait Mirror" in part
    assert "These reports are an invention" in part
    assert 'aria-label="killed, civilian' in part


@pytest.mark.parametrize("page", ["XXXX-05-04", None, "203X", "soon"])
def test_a_day_that_is_not_known_is_never_guessed(page: str | None) -> None:
    days = timeline([claim("a", page), claim("b", "2031-05-04")], {})
    assert [day.date for day in days] == ["2031-05-04", None]
    assert days[1].label.startswith(page or "Date not said")


def test_only_a_known_origin_echoes() -> None:
    rows = [claim("a", "2031-05-04"), claim("b", "2031-05-05"), claim("c", "2031-05-06", None)]
    days = timeline(rows, {key: [figure(4, 4)] for key in "abc"})
    assert [(told.claim["id"], len(told.echoes)) for day in days for told in day.told] == [
        ("a", 1),
        ("c", 0),
    ]


def test_a_page_that_echoes_often_is_named_once() -> None:
    place = {"publisher": "Strait Mirror", "document": "Shells"}
    rows = [claim("a", "2031-05-04", **place)]
    rows += [claim(key, "2031-05-05", **place) for key in "bcd"]
    rows += [claim("e", "2031-05-06", publisher=None, document="Guns")]
    ((told,),) = [day.told for day in timeline(rows, {key: [figure(4, 4)] for key in "abcde"})]
    assert told.echoed == [(("Strait Mirror", "2031-05-05"), 3), (("Guns", "2031-05-06"), 1)]


def test_figures_of_one_day_are_not_drawn_over_time() -> None:
    rows = [claim("a", "2031-05-04"), claim("b", "2031-05-04", "p"), claim("c", "2031-06", "q")]
    days = timeline(rows, {"a": [figure(4, 4)], "b": [figure(9)], "c": [figure(12)]})
    assert moved(days) is None
    rows[1]["published"] = "2031-05-09"
    found = moved(timeline(rows, {"a": [figure(4, 4)], "b": [figure(9)], "c": [figure(12)]}))
    assert found is not None
    assert found[0] == "killed, civilian"
    assert "2031-05-09 Harbour Monitor 9 or more" in found[1]
    assert "12 or more" not in found[1], "a month is no day"


async def test_the_range_is_read_as_chosen(serve: Serve, written: Path, ids: Ids) -> None:
    datasette = serve(written)
    plain = await get(datasette, f"/claims/-/event/{ids['event']}")
    named = await get(datasette, f"/claims/-/event/{ids['event']}?profile=named")
    other = await get(datasette, f"/claims/-/event/{ids['event']}?profile=%3Cscript%3E")
    row = re.compile(r"Range<small>([^<]*)</small>")
    assert row.findall(plain) == row.findall(other) == ["all sources"]
    assert row.findall(named) == ["named sources"]
    assert "best 18" in plain
    assert "best 18" not in named
    assert len(re.findall(r'aria-current="true"', named)) == 1


async def test_the_place_is_geojson(serve: Serve, written: Path, ids: Ids, tmp_path: Path) -> None:
    datasette = serve(written)
    page = await get(datasette, f"/claims/-/event/{ids['event']}")
    assert 'href="geo:10.5,-20.25"' in page
    response = await datasette.client.get(f"/claims/-/event/{ids['event']}.geojson")
    assert response.headers["content-type"] == "application/geo+json; charset=utf-8"
    found = response.json()
    assert found["geometry"] == {"type": "Point", "coordinates": [-20.25, 10.5]}
    assert found["properties"]["url"].endswith(f"/claims/-/event/{ids['event']}")
    assert "Harbour Monitor" in found["properties"]["sources"]
    with sqlite3.connect(tmp_path / "claims.db") as db:
        db.execute("UPDATE places SET latitude = NULL")
    for path in (f"/claims/-/event/{ids['event']}.geojson", "/claims/-/event/nothing.geojson"):
        assert (await datasette.client.get(path)).status_code == 404
    assert "geo:" not in await get(datasette, f"/claims/-/event/{ids['event']}")


@pytest.mark.parametrize("table", events.MAP_TABLES)
async def test_a_hidden_table_hides_the_place(
    table: str, serve: Serve, written: Path, ids: Ids
) -> None:
    rule = {"databases": {"claims": {"tables": {table: {"allow": False}}}}}
    for key in (ids["event"], "nothing"):
        response = await serve(written, metadata=rule).client.get(f"/claims/-/event/{key}.geojson")
        assert response.status_code == 403
        assert "Kestrel" not in response.text


async def test_what_shows_a_link_is_marked(serve: Serve, written: Path, ids: Ids) -> None:
    html = await get(serve(written), f"/claims/-/event/{ids['event']}")
    part = html[html.index('id="relations"') :]
    assert part.count("What shows it") == len(re.findall(r'class="relation[" ]', part))
    differs = re.search(r'<tr class="differs"><th scope="row">party</th>.*?</tr>', part, re.DOTALL)
    assert differs is not None, "the part of the scope that differs is told"
    assert "not said" in differs[0]


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        ([(3, 9)], ["denied"]),
        ([(0, 2), (3, 9)], ["He", "denied"]),
        ([(3, 9), (5, 12)], ["denied", " it"]),
        ([(-5, 2), (11, 99)], ["He", "t."]),
        ([(20, 30), (9, 3)], []),
    ],
)
def test_words_are_cut_at_their_spans(spans: list[tuple[int, int]], told: list[str]) -> None:
    found = cut("He denied it.", 100, [(100 + begin, 100 + end) for begin, end in spans])
    assert "".join(text for text, _ in found.pieces) == "He denied it."
    assert [text for text, chosen in found.pieces if chosen] == told


async def test_every_link_of_the_page_leads_somewhere(
    serve: Serve, written: Path, ids: Ids
) -> None:
    datasette = serve(written)
    html = await get(datasette, f"/claims/-/event/{ids['event']}")
    for link in sorted({link.split("#")[0] for link in Page(html).links}):
        if link.startswith("/claims/"):
            assert (await datasette.client.get(link)).status_code == 200, link
