"""The page that finds: claims and articles by their words, events and sources by their names."""

from __future__ import annotations

import re
from typing import Any

from provenance.browse import queries
from provenance.browse.access import open_database
from provenance.browse.chart import words
from provenance.browse.history import history
from provenance.browse.queries import Row
from provenance.browse.render import answer, number_of
from provenance.store.queries import holding

TABLES = (
    "documents",
    "claims",
    "claims_fts",
    "documents_fts",
    "figures",
    "sources",
    "source_aliases",
    "source_totals",
    "events",
    "flags",
)
CLAIMS_A_PAGE = 30
NAMED = 10
"""Events, sources and articles that are shown."""
LONGEST, MOST_WORDS = 200, 8

_PARTS = re.compile(r'"([^"]+)"|([^\s"]+)')

# The newest row numbers first: they come along the index of words, however many match.
CLAIMS = """
SELECT c.rowid AS place, c.id, c.text, c.status, c.cue_text, c.source_id, c.document_id,
  c.event_id, s.name AS source, e.label AS event, d.label AS document, d.published
FROM (SELECT rowid FROM claims_fts WHERE claims_fts MATCH :match
  AND (:after = 0 OR rowid < :after) ORDER BY rowid DESC LIMIT :limit) AS f
JOIN claims AS c ON c.rowid = f.rowid
JOIN documents AS d ON d.id = c.document_id
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN events AS e ON e.id = c.event_id
ORDER BY c.rowid DESC
"""
DOCUMENTS = """
SELECT d.id, d.label, d.published, d.n_claims, coalesce(p.name, d.publisher) AS publisher
FROM (SELECT rowid FROM documents_fts WHERE documents_fts MATCH :match
  ORDER BY rowid DESC LIMIT :limit) AS f
JOIN documents AS d ON d.rowid = f.rowid
LEFT JOIN sources AS p ON p.id = d.publisher_id
ORDER BY d.rowid DESC
"""
EVENTS = """
SELECT id, label, date_from, n_claims, n_origins, n_conflicts FROM events
WHERE {conditions} ORDER BY n_origins DESC, n_claims DESC, id LIMIT :limit
"""
SOURCES = """
SELECT s.id, s.name, s.kind, coalesce(n.n_claims, 0) AS n_claims
FROM sources AS s LEFT JOIN source_totals AS n ON n.source_id = s.id
WHERE ({conditions}) OR s.id IN (SELECT s.source_id FROM source_aliases AS s WHERE {conditions})
ORDER BY n_claims DESC, s.name, s.id LIMIT :limit
"""


async def search(datasette: Any, request: Any) -> Any:
    """Show what fits some words: claims, events, sources and articles."""
    database = await open_database(datasette, request, TABLES)
    given = (request.args.get("q") or "").strip()[:LONGEST]
    found = parts(given)
    after = number_of(request.args.get("after"))
    values: dict[str, Any] = {"q": given, "claims": [], "after": after, "next_after": None}
    values |= {"events": [], "sources": [], "documents": []}
    if found:
        values["claims"] = claims = await queries.rows_in_time(
            database, CLAIMS, match=match(found), after=after, limit=CLAIMS_A_PAGE + 1
        )
        if claims and len(claims) > CLAIMS_A_PAGE:
            del claims[CLAIMS_A_PAGE:]
            values["next_after"] = claims[-1]["place"]
        await _told(datasette, request, database, claims or [])
    if found and not after:
        values |= await _named(database, found)
    data = {name: values[name] for name in ("q", "events", "sources", "claims", "documents")}
    return await answer(datasette, request, database, "search", values, data)


def parts(given: str) -> list[str]:
    """Return words, and what stands between quotation marks as it is.

    >>> parts('killed "at least 35" ""')
    ['killed', 'at least 35']
    """
    found = [(quoted or word).replace("\0", " ").strip() for quoted, word in _PARTS.findall(given)]
    return [part for part in found if any(map(str.isalnum, part))][:MOST_WORDS]


def match(found: list[str]) -> str:
    """Return a full-text query in which no character of a word means anything.

    >>> match(["NEAR(", "at least 35"])
    '"NEAR(" "at least 35"'
    """
    return " ".join('"{}"'.format(part.replace('"', '""')) for part in found)


async def _named(database: Any, found: list[str]) -> dict[str, list[Row] | None]:
    """Return events, sources and articles whose names or texts hold all the words."""
    likes = {f"like{number}": holding(part) for number, part in enumerate(found)}

    def all_in(column: str) -> str:
        return " AND ".join(f"{column} LIKE :{name} ESCAPE '\\'" for name in likes)

    values = {**likes, "limit": NAMED}
    return {
        "events": await queries.rows_in_time(
            database, EVENTS.format(conditions=all_in("label")), **values
        ),
        "sources": await queries.rows_in_time(
            database, SOURCES.format(conditions=all_in("s.name")), **values
        ),
        "documents": await queries.rows_in_time(
            database, DOCUMENTS, match=match(found), limit=NAMED
        ),
    }


async def _told(datasette: Any, request: Any, database: Any, claims: list[Row]) -> None:
    """Give claims their figures, as people corrected them, and their flags."""
    ids = [claim["id"] for claim in claims]
    figures = await queries.by_claim(database, queries.FIGURES, ids)
    codes = await queries.by_claim(database, queries.FLAG_CODES, ids)
    numbers = [figure["id"] for own in figures.values() for figure in own]
    told = await history(datasette, request, database, numbers)
    for claim in claims:
        claim["figures"] = figures.get(claim["id"], [])
        claim["flags"] = [row["code"] for row in codes.get(claim["id"], [])]
        told.correct(claim["figures"])
        for figure in claim["figures"]:
            figure["interval"] = words(figure["low"], figure["high"], figure["point"])


__all__ = ["TABLES", "match", "parts", "search"]
