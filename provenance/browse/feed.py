"""The Atom feed of new conflicts and denials, and the table of figures for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any
from xml.etree import ElementTree

from datasette import NotFound, Response
from datasette.utils.asgi import AsgiStream

from provenance.browse import labels, queries
from provenance.browse.access import open_database
from provenance.browse.labels import Addresses
from provenance.export.text import harmless

FEED_TABLES = ("documents", "claims", "figures", "sources", "events", "links", "runs")
ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"

# New links get higher row numbers, so the newest of each relation come along its index.
NEWEST = """
SELECT l.id, l.relation, l.reason, l.same_origin, l.claim_a, l.claim_b,
  a.text AS text_a, b.text AS text_b, sa.name AS source_a, sb.name AS source_b,
  fa.text AS figure_a, fb.text AS figure_b, coalesce(fa.measure, fb.measure) AS measure,
  d.published, d.label AS document, e.label AS event, e.id AS event_id,
  coalesce(r.finished, r.started) AS found, l.rowid AS place
FROM (SELECT *, rowid FROM links WHERE relation = :relation ORDER BY rowid DESC LIMIT :limit) AS l
JOIN claims AS a ON a.id = l.claim_a
JOIN claims AS b ON b.id = l.claim_b
JOIN documents AS d ON d.id = a.document_id
JOIN runs AS r ON r.id = l.run_id
LEFT JOIN events AS e ON e.id = coalesce(a.event_id, b.event_id)
LEFT JOIN sources AS sa ON sa.id = a.source_id
LEFT JOIN sources AS sb ON sb.id = b.source_id
LEFT JOIN figures AS fa ON fa.id = l.figure_a
LEFT JOIN figures AS fb ON fb.id = l.figure_b
ORDER BY l.rowid DESC
"""
RELATIONS = ("conflicts", "denies", "doubts")

# What XML 1.0 cannot hold, and what would turn text round for the reader of a feed.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


async def feed(datasette: Any, request: Any) -> Any:
    """Return the newest conflicts, denials and doubts as an Atom feed."""
    database = await open_database(datasette, request, FEED_TABLES)
    found = []
    for relation in RELATIONS:
        found += await queries.rows(database, NEWEST, relation=relation, limit=ENTRIES)
    found.sort(key=lambda row: -row["place"])
    to = Addresses(datasette, database.name)

    def absolute(path: str) -> str:
        return str(datasette.absolute_url(request, path))

    root = ElementTree.Element("feed", {"xmlns": ATOM})
    _text(root, "title", f"New conflicts and denials: {database.name}")
    _text(root, "id", absolute(to.feed()))
    _text(root, "updated", max((row["found"] for row in found), default="1970-01-01T00:00:00Z"))
    ElementTree.SubElement(root, "link", {"rel": "self", "href": absolute(to.feed())})
    ElementTree.SubElement(root, "link", {"href": absolute(to.start())})
    for row in found[:ENTRIES]:
        entry = ElementTree.SubElement(root, "entry")
        first, second = row["source_a"] or "A page", row["source_b"] or "a page"
        _text(entry, "title", f"{first} {labels.relation(row['relation'])} {second}")
        _text(entry, "id", f"urn:provenance:link:{row['id']}")
        _text(entry, "updated", row["found"])
        ElementTree.SubElement(entry, "link", {"href": absolute(to.claim(row["claim_a"]))})
        author = ElementTree.SubElement(entry, "author")
        _text(author, "name", first)
        _text(entry, "summary", _summary(row))
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, "utf-8")
    return Response(
        body.decode("utf-8"), content_type="application/atom+xml; charset=utf-8", headers={}
    )


def _summary(row: dict[str, Any]) -> str:
    what = f" ({labels.said(row['measure'])})" if row["measure"] else ""
    first = row["figure_a"] or _cut(row["text_a"])
    second = row["figure_b"] or _cut(row["text_b"])
    origins = labels.ORIGINS.get(row["same_origin"], row["same_origin"])
    about = f" {row['event']}." if row["event"] else ""
    return f"“{first}” against “{second}”{what}: {row['reason']}; {origins}.{about}"


def _cut(text: str) -> str:
    return text if len(text) <= 200 else text[:199] + "…"


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    element = ElementTree.SubElement(parent, name)
    element.text = labels.TURNS.sub("", _NOT_XML.sub("\ufffd", text))


CSV_TABLES = (
    "documents",
    "sentences",
    "claims",
    "figures",
    "sources",
    "events",
    "flags",
    "figure_comparison",
)
BATCH = 500
"""Figures that are read and sent together; Datasette returns no more than a thousand rows."""
# One row: the ids in order, without the words of the claims, which a sort need not carry.
IN_ORDER = """
SELECT json_group_array(id) AS ids FROM (
  SELECT f.id FROM claims AS c CROSS JOIN figures AS f ON f.claim_id = c.id
  JOIN documents AS d ON d.id = c.document_id LEFT JOIN sources AS s ON s.id = c.source_id
  WHERE c.event_id = :id AND +c.n_figures > 0
  ORDER BY f.measure, f.party IS NULL, f.party, s.name, d.published, f.id)
"""
# Where there are too many to be sorted in time: along the index of the event.
AS_THEY_COME = """
SELECT c.rowid AS place, c.id FROM claims AS c
WHERE c.event_id = :id AND +c.n_figures > 0 AND c.rowid > :after ORDER BY c.rowid LIMIT :limit
"""
OF_FIGURES = f"SELECT * FROM figure_comparison WHERE id {queries.AMONG}"
OF_CLAIMS = (
    f"SELECT * FROM figure_comparison WHERE claim_id {queries.AMONG} LIMIT :limit OFFSET :offset"
)
HEAD = "SELECT name FROM pragma_table_info('figure_comparison')"


async def comparison(datasette: Any, request: Any) -> Any:
    """Return the figures of an event as CSV, safe to open in a spreadsheet.

    All of them, however many: they are sent as they are read.
    """
    database = await open_database(datasette, request, CSV_TABLES)
    ident = request.url_vars["id"]
    if await queries.first(database, "SELECT 1 FROM events WHERE id = :id", id=ident) is None:
        raise NotFound("No such event")
    head = [row["name"] for row in await queries.rows(database, HEAD)]

    async def send(writer: Any) -> None:
        await writer.write(_lines([head]))
        async for rows in _figures(database, ident):
            await writer.write(_lines([harmless(row[name]) for name in head] for row in rows))

    return AsgiStream(
        send,
        headers={"content-disposition": f'attachment; filename="event-{ident}.csv"'},
        content_type="text/csv; charset=utf-8",
    )


async def _figures(database: Any, event: str) -> AsyncIterator[list[queries.Row]]:
    """Yield the figures of an event, some at a time."""
    ordered = await queries.rows_in_time(database, IN_ORDER, id=event)
    if ordered is not None:
        ids = json.loads(ordered[0]["ids"])
        for at in range(0, len(ids), BATCH):
            some = ids[at : at + BATCH]
            found = {row["id"]: row for row in await queries.of_claims(database, OF_FIGURES, some)}
            # A figure may be gone since: another process may link or ingest meanwhile.
            yield [found[key] for key in some if key in found]
        return
    after = 0
    while claims := await queries.rows(database, AS_THEY_COME, id=event, after=after, limit=BATCH):
        after = claims[-1]["place"]
        offset = 0
        while found_rows := await queries.of_claims(
            database, OF_CLAIMS, [claim["id"] for claim in claims], limit=BATCH, offset=offset
        ):
            yield found_rows
            offset += BATCH


def _lines(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


__all__ = ["comparison", "feed", "harmless"]
