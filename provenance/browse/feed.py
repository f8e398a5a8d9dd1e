"""The Atom feed of new conflicts and denials, and the table of figures for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree

from datasette import NotFound, Response

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


CSV_TABLES = ("documents", "claims", "figures", "sources", "events", "flags")
CSV_ROWS = 50_000
CSV = (
    "SELECT * FROM figure_comparison WHERE event_id = :id ORDER BY measure, party IS NULL, party,"
    " source, published, id LIMIT :limit OFFSET :offset"
)
BATCH = 1_000
"""Rows of one query: Datasette returns no more."""


async def comparison(datasette: Any, request: Any) -> Any:
    """Return the figures of an event as CSV, safe to open in a spreadsheet."""
    database = await open_database(datasette, request, CSV_TABLES)
    ident = request.url_vars["id"]
    if await queries.first(database, "SELECT 1 FROM events WHERE id = :id", id=ident) is None:
        raise NotFound("No such event")
    text = io.StringIO(newline="")
    table = csv.writer(text)
    head: list[str] | None = None
    for offset in range(0, CSV_ROWS, BATCH):
        found = await queries.rows(database, CSV, id=ident, limit=BATCH, offset=offset)
        if head is None:
            head = list(found[0]) if found else ["id"]
            table.writerow(head)
        table.writerows([harmless(row[name]) for name in head] for row in found)
        if len(found) < BATCH:
            break
    name = f"event-{ident}.csv"
    return Response(
        text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


__all__ = ["comparison", "feed", "harmless"]
