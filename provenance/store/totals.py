"""Totals kept in tables: a page that counts must not group everything on each request."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from provenance.store.bodies import marks

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
), repeated AS (
  SELECT b.source_id, count(DISTINCT a.id) AS repeats, count(DISTINCT a.document_id) AS pages
  FROM links AS l JOIN claims AS a ON a.id = l.claim_a JOIN claims AS b ON b.id = l.claim_b
  WHERE l.relation IN ('repeats', 'same_text') AND a.document_id <> b.document_id
    AND b.source_id IS NOT NULL
  GROUP BY b.source_id
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
  coalesce(l.corrected, 0),
  coalesce(r.repeats, 0),
  coalesce(r.pages, 0)
FROM claims AS c LEFT JOIN linked AS l ON l.source_id = c.source_id
LEFT JOIN repeated AS r ON r.source_id = c.source_id
WHERE c.source_id IS NOT NULL GROUP BY c.source_id
"""


_TOTALS = """
SELECT 'documents', count(*) FROM documents
UNION ALL SELECT 'claims', count(*) FROM claims
UNION ALL SELECT 'figures', count(*) FROM figures
UNION ALL SELECT 'sources', count(*) FROM sources
UNION ALL SELECT 'events', count(*) FROM events
UNION ALL SELECT 'status:' || status, count(*) FROM claims GROUP BY status
"""

# A page whose day is not known to the month is counted under no month.
_MONTHS = """
WITH pages AS (
  SELECT id, iif(substr(published, 1, 7) GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]',
    substr(published, 1, 7), '') AS month FROM documents
), said AS (
  SELECT document_id, count(*) AS claims, sum(n_figures) AS figures
  FROM claims GROUP BY document_id
), linked AS (
  SELECT c.document_id, sum(l.relation = 'conflicts') AS conflicts,
    sum(l.relation = 'denies') AS denials
  FROM links AS l JOIN claims AS c ON c.id = l.claim_a
  WHERE l.relation IN ('conflicts', 'denies') GROUP BY c.document_id
)
SELECT p.month, count(*), coalesce(sum(s.claims), 0), coalesce(sum(s.figures), 0),
  coalesce(sum(k.conflicts), 0), coalesce(sum(k.denials), 0)
FROM pages AS p LEFT JOIN said AS s ON s.document_id = p.id
LEFT JOIN linked AS k ON k.document_id = p.id GROUP BY p.month
"""

_PAIRS = """
WITH ends AS (
  SELECT a.source_id AS a, b.source_id AS b, l.relation
  FROM links AS l JOIN claims AS a ON a.id = l.claim_a JOIN claims AS b ON b.id = l.claim_b
  WHERE l.relation IN ('agrees', 'conflicts', 'denies', 'doubts', 'corrects', 'retracts')
    AND a.source_id <> b.source_id
)
SELECT a, b, relation, 1, count(*) FROM ends GROUP BY 1, 2, 3
UNION ALL SELECT b, a, relation, 0, count(*) FROM ends GROUP BY 1, 2, 3
"""

NEWEST = 50
"""Denials that are kept at hand; the others are a query away."""
_DENIALS = f"""
SELECT l.id, row_number() OVER (ORDER BY d.published IS NULL, d.published DESC, l.id)
FROM links AS l JOIN claims AS c ON c.id = l.claim_a JOIN documents AS d ON d.id = c.document_id
WHERE l.relation = 'denies' ORDER BY 2 LIMIT {NEWEST}
"""

_TABLES = (
    ("source_totals", 1, _SOURCES),
    ("totals", 1, _TOTALS),
    ("month_totals", 1, _MONTHS),
    ("source_pairs", 4, _PAIRS),
    ("newest_denials", 1, _DENIALS),
)
"""The tables that are counted anew: name, columns of the key, and what they hold."""


def write_totals(db: Database) -> None:
    """Bring all totals up to date; one that is right is not touched."""
    db.execute(_EVENTS)
    for table, width, sql in _TABLES:
        _write(db, table, width, sql)


def _write(db: Database, table: str, width: int, sql: str) -> None:
    """Make a table what a query says: only the rows that differ are touched."""
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall()]
    wanted = {tuple(row[:width]): tuple(row[width:]) for row in db.execute(sql)}
    found = db.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
    stored = {tuple(row[:width]): tuple(row[width:]) for row in found}
    keys, others = names[:width], names[width:]
    db.conn.executemany(
        f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = ?' for name in keys)}",
        [key for key in stored if key not in wanted],
    )
    db.conn.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks(len(names))})"
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET "
        + ", ".join(f"{name} = excluded.{name}" for name in others),
        [(*key, *values) for key, values in wanted.items() if stored.get(key) != values],
    )


def count_statuses(db: Database, changes: Iterable[tuple[str, str]]) -> None:
    """Move claims from one status to another in the totals, as a decision does."""
    for before, after in changes:
        for status, step in ((before, -1), (after, 1)):
            db.execute(
                "INSERT INTO totals (name, n) SELECT ?, ? WHERE EXISTS (SELECT 1 FROM totals)"
                " ON CONFLICT (name) DO UPDATE SET n = n + excluded.n",
                [f"status:{status}", step],
            )
    # Counting anew names no status that no claim has.
    db.execute("DELETE FROM totals WHERE name GLOB 'status:*' AND n = 0")


__all__ = ["count_statuses", "write_totals"]
