"""The page of a source: its names, what it claims, whom it agrees and conflicts with."""

from __future__ import annotations

from typing import Any

from provenance.browse import labels, queries
from provenance.browse.access import open_database
from provenance.browse.chart import words
from provenance.browse.history import history
from provenance.browse.pending import pending
from provenance.browse.queries import Row
from provenance.browse.render import answer, missing, number_of

TABLES = (
    "documents",
    "claims",
    "figures",
    "sources",
    "source_aliases",
    "source_totals",
    "source_pairs",
    "links",
    "events",
    "flags",
)
CLAIMS_A_PAGE = 30
ALIASES = 40
PARTNERS = 40

SOURCE = """
SELECT s.*, p.name AS parent, coalesce(n.n_claims, 0) AS n_claims,
  coalesce(n.n_documents, 0) AS n_documents, coalesce(n.n_figures, 0) AS n_figures,
  coalesce(n.n_events, 0) AS n_events, coalesce(n.n_hedged, 0) AS n_hedged,
  coalesce(n.n_unverified, 0) AS n_unverified, coalesce(n.n_corroborated, 0) AS n_corroborated,
  coalesce(n.n_agrees, 0) AS n_agrees, coalesce(n.n_conflicts, 0) AS n_conflicts,
  coalesce(n.n_denied, 0) AS n_denied, coalesce(n.n_corrected, 0) AS n_corrected,
  coalesce(n.n_repeats, 0) AS n_repeats,
  coalesce(n.n_repeating_documents, 0) AS n_repeating_documents
FROM sources AS s LEFT JOIN sources AS p ON p.id = s.parent_id
LEFT JOIN source_totals AS n ON n.source_id = s.id WHERE s.id = :id
"""
ALIAS = """
SELECT max(name) AS name FROM source_aliases
WHERE source_id = :id
  AND rule NOT IN ('resolve.pronoun', 'resolve.relative', 'resolve.first_person')
GROUP BY name COLLATE NOCASE ORDER BY name LIMIT :limit
"""
"""What pages call a source: "it" is no name, and "The ministry" is "the ministry"."""
CHILDREN = "SELECT id, name, kind FROM sources WHERE parent_id = :id ORDER BY name LIMIT :limit"
CLAIMS = """
SELECT c.rowid AS place, c.id, c.text, c.status, c.modality, c.polarity, c.stance, c.n_figures,
  c.cue_text, c.credibility, c.event_id, c.document_id, e.label AS event, d.label AS document,
  d.published
FROM claims AS c JOIN documents AS d ON d.id = c.document_id
LEFT JOIN events AS e ON e.id = c.event_id
WHERE c.source_id = :id AND c.rowid > :after ORDER BY c.rowid LIMIT :limit
"""
PAIRED = """
SELECT p.other_id AS source_id, s.name, p.relation, p.outward, p.n
FROM source_pairs AS p JOIN sources AS s ON s.id = p.other_id
WHERE p.source_id = :id ORDER BY p.n DESC, s.name, p.other_id LIMIT :limit
"""


async def source(datasette: Any, request: Any) -> Any:
    """Show a source: names, claims, agreement and conflict, reliability and who set it."""
    database = await open_database(datasette, request, TABLES)
    ident = request.url_vars["id"]
    found = await queries.first(database, SOURCE, id=ident)
    if found is None:
        raise missing(datasette, request, database, "source")
    aliases = await queries.rows(database, ALIAS, id=ident, limit=ALIASES + 1)
    children = await queries.rows(database, CHILDREN, id=ident, limit=ALIASES)
    after = number_of(request.args.get("after"))
    limit = CLAIMS_A_PAGE + 1
    claims = await queries.rows(database, CLAIMS, id=ident, after=after, limit=limit)
    more, claims = len(claims) > CLAIMS_A_PAGE, claims[:CLAIMS_A_PAGE]
    ids = [claim["id"] for claim in claims]
    figures = await queries.by_claim(database, queries.FIGURES, ids)
    codes = await queries.by_claim(database, queries.FLAG_CODES, ids)
    for claim in claims:
        claim["figures"] = figures.get(claim["id"], [])
        claim["flags"] = [row["code"] for row in codes.get(claim["id"], [])]
    paired = await queries.rows(database, PAIRED, id=ident, limit=PARTNERS)
    told = await history(datasette, request, database, [ident])
    numbers = [figure["id"] for row in claims for figure in row["figures"]]
    (await history(datasette, request, database, numbers)).correct(
        figure for row in claims for figure in row["figures"]
    )
    for figure in (figure for row in claims for figure in row["figures"]):
        figure["interval"] = words(figure["low"], figure["high"], figure["point"])
    effect = told.standing.effects.get((ident, "reliability"))
    values = {
        "source": found,
        "aliases": [row["name"] for row in aliases[:ALIASES]],
        "children": children,
        "claims": claims,
        "partners": partners(paired),
        "reviews": told.shown(),
        "pending": await pending(datasette, request, database, {ident, *ids}),
        "judged": effect.entry if effect else None,
        "next_after": claims[-1]["place"] if more else None,
    }
    data = {name: value for name, value in values.items() if name not in ("judged", "pending")}
    more_values = {"more_aliases": len(aliases) > ALIASES, "first": not after}
    return await answer(datasette, request, database, "source", values | more_values, data)


def partners(paired: list[Row]) -> list[Row]:
    """Return the sources that a source agrees with or stands against, with counts in words."""
    found: dict[str, Row] = {}
    for row in paired:
        partner = found.setdefault(
            row["source_id"],
            {"source_id": row["source_id"], "name": row["name"], "relations": [], "n": 0},
        )
        partner["n"] += row["n"]
        words = labels.relation(row["relation"], outward=bool(row["outward"]))
        same = next((one for one in partner["relations"] if one["words"] == words), None)
        if same is not None:
            same["n"] += row["n"]
        else:
            partner["relations"].append(
                {"relation": row["relation"], "words": words, "n": row["n"]}
            )
    return sorted(found.values(), key=lambda one: (-one["n"], one["name"] or ""))


__all__ = ["TABLES", "source"]
