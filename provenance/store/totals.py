"""Totals kept in tables: a page that counts must not group everything on each request."""

from __future__ import annotations

from sqlite_utils import Database

_EVENTS = """
UPDATE events AS e SET n_documents = n.documents, n_figures = n.figures,
  n_conflicts = n.conflicts
FROM (
  SELECT e.id,
    coalesce(c.documents, 0) AS documents,
    coalesce(c.figures, 0) AS figures,
    coalesce(l.conflicts, 0) AS conflicts
  FROM events AS e
  LEFT JOIN (
    SELECT event_id, count(DISTINCT document_id) AS documents, sum(n_figures) AS figures
    FROM claims WHERE event_id IS NOT NULL GROUP BY event_id
  ) AS c ON c.event_id = e.id
  LEFT JOIN (
    SELECT c.event_id, count(*) AS conflicts
    FROM links AS l JOIN claims AS c ON c.id = l.claim_a
    WHERE l.relation = 'conflicts' AND c.event_id IS NOT NULL GROUP BY c.event_id
  ) AS l ON l.event_id = e.id
) AS n
WHERE n.id = e.id AND (e.n_documents, e.n_figures, e.n_conflicts)
  IS NOT (n.documents, n.figures, n.conflicts)
"""

_SOURCES = """
WITH ends AS (
  SELECT claim_a AS claim_id, relation FROM links WHERE relation IN ('agrees', 'conflicts')
  UNION
  SELECT claim_b, relation FROM links
  WHERE relation IN ('agrees', 'conflicts', 'denies', 'corrects', 'retracts')
), linked AS (
  SELECT c.source_id,
    count(DISTINCT iif(e.relation = 'agrees', c.id, NULL)) AS agrees,
    count(DISTINCT iif(e.relation = 'conflicts', c.id, NULL)) AS conflicts,
    count(DISTINCT iif(e.relation = 'denies', c.id, NULL)) AS denied,
    count(DISTINCT iif(e.relation IN ('corrects', 'retracts'), c.id, NULL)) AS corrected
  FROM ends AS e JOIN claims AS c ON c.id = e.claim_id GROUP BY c.source_id
)
SELECT c.source_id,
  count(*),
  count(DISTINCT c.document_id),
  sum(c.n_figures),
  count(DISTINCT c.event_id),
  sum(c.modality = 'hedged'),
  sum(c.status = 'unverified'),
  sum(c.status = 'corroborated'),
  coalesce(l.agrees, 0),
  coalesce(l.conflicts, 0),
  coalesce(l.denied, 0),
  coalesce(l.corrected, 0)
FROM claims AS c LEFT JOIN linked AS l ON l.source_id = c.source_id
WHERE c.source_id IS NOT NULL GROUP BY c.source_id
"""


def write_totals(db: Database) -> None:
    """Bring the totals of events and sources up to date; one that is right is not touched."""
    db.execute(_EVENTS)
    wanted = {row[0]: tuple(row[1:]) for row in db.execute(_SOURCES)}
    found = db.execute("SELECT * FROM source_totals").fetchall()
    stored = {row[0]: tuple(row[1:]) for row in found}
    db.conn.executemany(
        "DELETE FROM source_totals WHERE source_id = ?",
        [(key,) for key in stored if key not in wanted],
    )
    db.conn.executemany(
        "INSERT INTO source_totals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (source_id) DO UPDATE SET n_claims = excluded.n_claims,"
        " n_documents = excluded.n_documents, n_figures = excluded.n_figures,"
        " n_events = excluded.n_events, n_hedged = excluded.n_hedged,"
        " n_unverified = excluded.n_unverified, n_corroborated = excluded.n_corroborated,"
        " n_agrees = excluded.n_agrees, n_conflicts = excluded.n_conflicts,"
        " n_denied = excluded.n_denied, n_corrected = excluded.n_corrected",
        [(key, *values) for key, values in wanted.items() if stored.get(key) != values],
    )


__all__ = ["write_totals"]
