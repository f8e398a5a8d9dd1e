"""The first page of a database: what is in it, what is disputed, denied and unverified."""

from __future__ import annotations

from typing import Any

from provenance.browse import queries
from provenance.browse.access import open_database
from provenance.browse.coverage import coverage
from provenance.browse.pending import pending
from provenance.browse.queries import Row
from provenance.browse.render import answer
from provenance.browse.spread import spread_of

TABLES = (
    "documents",
    "claims",
    "figures",
    "sources",
    "places",
    "links",
    "events",
    "ranges",
    "range_claims",
    "flags",
    "totals",
    "month_totals",
    "newest_denials",
)
LISTED = 10
UNVERIFIED = 5
MONTHS = 2_000
"""Months that are drawn; the rest of a longer past stands in the table."""

KEPT = "SELECT name, n FROM totals"
# Before the first linking nothing is kept yet, and what there is was just taken in.
COUNTED = """
SELECT 'documents' AS name, count(*) AS n FROM documents
UNION ALL SELECT 'claims', count(*) FROM claims
UNION ALL SELECT 'figures', count(*) FROM figures
UNION ALL SELECT 'sources', count(*) FROM sources
UNION ALL SELECT 'events', count(*) FROM events
UNION ALL SELECT 'status:' || status, count(*) FROM claims GROUP BY status
"""
MONTHS_KEPT = "SELECT * FROM month_totals ORDER BY month DESC LIMIT :limit"
MOST_DISPUTED = """
SELECT e.*, p.name AS place FROM events AS e LEFT JOIN places AS p ON p.id = e.place_id
WHERE e.n_conflicts > 0 ORDER BY e.n_conflicts DESC, e.id LIMIT :limit
"""
MOST_TOLD = """
SELECT e.*, p.name AS place FROM events AS e LEFT JOIN places AS p ON p.id = e.place_id
WHERE e.n_origins > 1 ORDER BY e.n_origins DESC, e.id LIMIT :limit
"""
NEWEST_DENIALS = """
SELECT l.id, l.relation, l.reason, a.id AS claim_id, a.text, a.document_id, b.id AS denied_id,
  b.text AS denied, b.document_id AS denied_document_id, sa.name AS source,
  sb.name AS denied_source, d.published, d.label AS document
FROM newest_denials AS n
JOIN links AS l ON l.id = n.link_id
JOIN claims AS a ON a.id = l.claim_a
JOIN claims AS b ON b.id = l.claim_b
JOIN documents AS d ON d.id = a.document_id
LEFT JOIN sources AS sa ON sa.id = a.source_id
LEFT JOIN sources AS sb ON sb.id = b.source_id
WHERE a.status != 'rejected' ORDER BY n.place LIMIT :limit
"""
# Warnings weigh most; each flag's claims come along its index, so that few rows are read.
WAITING = """
SELECT c.id, c.text, c.document_id, c.event_id, s.name AS source, d.label AS document,
  d.published, g.code, g.reason
FROM flags AS g JOIN claims AS c ON c.id = g.claim_id JOIN documents AS d ON d.id = c.document_id
LEFT JOIN sources AS s ON s.id = c.source_id
WHERE g.code = :code AND c.status = 'unverified' AND c.n_figures > 0
ORDER BY g.rowid DESC LIMIT :limit
"""
PRESSING = ("denied", "disputed", "no_evidence", "doubted", "unnamed_source")


async def start(datasette: Any, request: Any) -> Any:
    """Show what the database holds, what is disputed and what was denied."""
    database = await open_database(datasette, request, TABLES)
    kept = await queries.rows(database, KEPT) or await queries.rows(database, COUNTED)
    numbers = {row["name"]: row["n"] for row in kept}
    counts = {n: numbers.get(n, 0) for n in ("documents", "claims", "figures", "sources", "events")}
    status = [
        {"status": name.removeprefix("status:"), "n": n}
        for name, n in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
        if name.startswith("status:") and n
    ]
    disputed = await queries.rows_in_time(database, MOST_DISPUTED, limit=LISTED)
    above = {row["id"] for row in disputed or ()}
    told = await queries.rows_in_time(database, MOST_TOLD, limit=2 * LISTED)
    told = [row for row in told or () if row["id"] not in above][:LISTED]
    listed = [*(disputed or ()), *told]
    await spread_of(database, listed)
    months = await queries.rows(database, MONTHS_KEPT, limit=MONTHS)
    values = {
        "counts": counts,
        "status": status,
        "disputed": disputed,
        "told": told,
        "denials": await queries.rows_in_time(database, NEWEST_DENIALS, limit=LISTED),
        "waiting": await _waiting(database),
        "months": months,
    }
    shown = {
        "coverage": coverage(months),
        "pending": await pending(datasette, request, database) if counts["documents"] else 0,
    }
    return await answer(datasette, request, database, "start", values | shown, values)


async def _waiting(database: Any) -> list[Row] | None:
    """Return unverified claims with a figure that most need a person, each once."""
    found: dict[str, Row] = {}
    for code in PRESSING:
        rows = await queries.rows_in_time(database, WAITING, code=code, limit=UNVERIFIED)
        for row in rows or ():
            found.setdefault(row["id"], row)
        if len(found) >= UNVERIFIED:
            break
    return list(found.values())[:UNVERIFIED]


__all__ = ["TABLES", "start"]
