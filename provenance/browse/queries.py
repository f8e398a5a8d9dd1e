"""Ask the database: each question once, along an index, never more rows than a page shows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from datasette.database import QueryInterrupted

Row = dict[str, Any]

AMONG = "IN (SELECT value FROM json_each(:ids))"

# A plus before a column keeps SQLite from an index that holds half of the table.

SENTENCES = """
SELECT id, ordinal, start, "end", zone FROM sentences WHERE document_id = :id ORDER BY ordinal
"""
ANCHORS = """
SELECT c.id, coalesce(min(s.start), t.start) AS start
FROM claims AS c
JOIN sentences AS t ON t.id = c.sentence_id
LEFT JOIN spans AS s ON s."row" = c.id AND +s.role = 'content' AND +s.evidence_id IS NULL
WHERE c.document_id = :id GROUP BY c.id ORDER BY 2, c.position
"""
TEXT = "SELECT text, sha256 FROM documents WHERE id = :id"

CLAIMS = f"""
SELECT c.*, t.start AS sentence_start, t."end" AS sentence_end, t.text AS sentence,
  s.name AS source, s.kind AS source_kind, s.named AS source_named,
  s.reliability AS reliability, o.name AS origin, e.label AS event,
  d.label AS document, d.published AS published, pub.name AS publisher
FROM claims AS c
JOIN sentences AS t ON t.id = c.sentence_id
JOIN documents AS d ON d.id = c.document_id
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS o ON o.id = c.origin_id
LEFT JOIN sources AS pub ON pub.id = d.publisher_id
LEFT JOIN events AS e ON e.id = c.event_id
WHERE c.id {AMONG} ORDER BY c.position
"""

DOCUMENT = """
SELECT d.id, d.label, d.external_id, d.title, d.url, d.publisher_id, d.author, d.published,
  d.published_precision, d.republished_from_id, d.language, d.media_type, d.sha256,
  d.n_claims, d.text, d.run_id, coalesce(p.name, d.publisher) AS publisher,
  coalesce(r.name, d.republished_from) AS republished_from
FROM documents AS d
LEFT JOIN sources AS p ON p.id = d.publisher_id
LEFT JOIN sources AS r ON r.id = d.republished_from_id
WHERE d.id = :id
"""
READINGS = """
SELECT i.extractor, i.version, i.origin, i.imported_at, r.run_id, r.figure_id, r.text, r.low,
  r.high, r.point, r.measure, r.party, r.rule
FROM readings AS r JOIN imports AS i ON i.id = r.import_id
WHERE r.claim_id = :id ORDER BY i.extractor, i.version, i.id, r.start, r.id LIMIT 100
"""

CAPTURE = "SELECT origin, captured_at, length(bytes) AS bytes FROM captures WHERE sha256 = :id"


async def rows(database: Any, sql: str, **values: object) -> list[Row]:
    """Return all rows of a query as dictionaries."""
    return [dict(row) for row in (await database.execute(sql, values)).rows]


async def rows_in_time(database: Any, sql: str, **values: object) -> list[Row] | None:
    """Return the rows, or None when the query took longer than the server allows."""
    try:
        return await rows(database, sql, **values)
    except QueryInterrupted:
        return None


async def first(database: Any, sql: str, **values: object) -> Row | None:
    """Return the first row, or None."""
    found = await rows(database, sql, **values)
    return found[0] if found else None


async def of_claims(database: Any, sql: str, ids: Iterable[str], **values: object) -> list[Row]:
    """Return the rows of a query whose ``:ids`` is a list of ids."""
    return await rows(database, sql, ids=json.dumps(list(ids)), **values)


async def by_claim(
    database: Any, sql: str, ids: Iterable[str], key: str = "claim_id"
) -> dict[str, list[Row]]:
    """Return the rows of a query about several claims, by claim."""
    found: dict[str, list[Row]] = {}
    for row in await of_claims(database, sql, ids):
        found.setdefault(row[key], []).append(row)
    return found


FIGURES = f"""
SELECT f.*, w.text AS whole FROM figures AS f LEFT JOIN figures AS w ON w.id = f.subset_of
WHERE f.claim_id {AMONG} ORDER BY f.claim_id, f.ordinal
"""
CHAINS = f"""
SELECT a.claim_id, a.depth, a.rule, a.source_id, a.id, s.name, s.kind, s.named
FROM attributions AS a JOIN sources AS s ON s.id = a.source_id
WHERE a.claim_id {AMONG} ORDER BY a.claim_id, a.depth
"""
MENTIONS = f"""
SELECT j.*, s.name, s.kind, s.named
FROM claim_sources AS j JOIN sources AS s ON s.id = j.source_id
WHERE j.claim_id {AMONG} ORDER BY j.claim_id, j.part
"""
PLACES = f"""
SELECT x.*, p.name, p.country, p.precision, p.latitude, p.longitude
FROM claim_places AS x JOIN places AS p ON p.id = x.place_id
WHERE x.claim_id {AMONG} ORDER BY x.claim_id, x.ordinal
"""
FLAGS = f"""
SELECT g.*, t.text AS shown_by, c.text AS shown_by_claim
FROM flags AS g
LEFT JOIN sentences AS t ON t.id = g.evidence_sentence_id
LEFT JOIN claims AS c ON c.id = g.evidence_claim_id
WHERE g.claim_id {AMONG} ORDER BY g.claim_id, g.code, g.id
"""
FLAG_CODES = f"SELECT DISTINCT claim_id, code FROM flags WHERE claim_id {AMONG} ORDER BY 1, 2"
EVIDENCE = f"""
SELECT * FROM evidence WHERE "row" {AMONG} ORDER BY "row", ordinal
"""
SPANS = f"""
SELECT * FROM spans WHERE "row" {AMONG} ORDER BY "row", role, part, ordinal
"""
LINK_COUNTS = f"""
SELECT claim_id, relation, count(*) AS n FROM (
  SELECT claim_a AS claim_id, relation FROM links WHERE claim_a {AMONG}
  UNION ALL SELECT claim_b, relation FROM links WHERE claim_b {AMONG}
) WHERE relation != 'not_comparable' GROUP BY 1, 2 ORDER BY 1, 2
"""
