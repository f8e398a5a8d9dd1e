"""Rows: what must hold between the rows of tables, each asked of SQLite in one question."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from provenance.store.checks.problem import Problem, Test

_OWNERS = (
    "SELECT id FROM documents UNION ALL SELECT id FROM claims UNION ALL SELECT id FROM figures"
)


def check_foreign_keys(db: Database) -> Iterator[Problem]:
    """Look for rows that point at no row."""
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem("foreign_key", table, str(rowid), f"points at no row of {parent}")


def _sql(code: str, table: str, message: str, sql: str) -> Test:
    """Return a test that finds a problem in each row id that ``sql`` selects."""

    def test(db: Database) -> Iterator[Problem]:
        for row in db.execute(sql).fetchall():
            yield Problem(code, table, str(row[0]), message)

    return test


ROW_TESTS: tuple[Test, ...] = (
    _sql(
        "span_owner",
        "spans",
        "belongs to no row",
        f"SELECT id FROM spans WHERE row NOT IN ({_OWNERS})",
    ),
    _sql(
        "evidence_owner",
        "evidence",
        "belongs to no row",
        f"SELECT id FROM evidence WHERE row NOT IN ({_OWNERS})",
    ),
    *(
        _sql(
            "form_owner",
            table,
            "its form is that of another source or place",
            f"SELECT t.id FROM {table} AS t JOIN forms AS f ON f.id = t.form_id"
            f" WHERE f.row <> t.{column}",
        )
        for table, column in (
            ("attributions", "source_id"),
            ("claim_sources", "source_id"),
            ("claim_places", "place_id"),
        )
    ),
    _sql(
        "capture_orphan",
        "captures",
        "no document was read from it",
        "SELECT sha256 FROM captures WHERE sha256 NOT IN (SELECT sha256 FROM documents)",
    ),
    _sql(
        "claim_sentence",
        "claims",
        "its sentence is of another document",
        "SELECT c.id FROM claims AS c JOIN sentences AS s ON s.id = c.sentence_id"
        " WHERE s.document_id <> c.document_id",
    ),
    _sql(
        "figure_claim",
        "figures",
        "its claim is of another document",
        "SELECT f.id FROM figures AS f JOIN claims AS c ON c.id = f.claim_id"
        " WHERE c.document_id <> f.document_id",
    ),
    _sql(
        "figure_outside_sentence",
        "figures",
        "it is not in the sentence of its claim",
        "SELECT f.id FROM figures AS f JOIN claims AS c ON c.id = f.claim_id"
        " JOIN sentences AS s ON s.id = c.sentence_id"
        ' WHERE f.start < s.start OR f."end" > s."end"',
    ),
    _sql(
        "figure_interval",
        "figures",
        "its point is not in its interval",
        "SELECT id FROM figures WHERE point < low OR point > high",
    ),
    _sql(
        "figure_count",
        "claims",
        "n_figures is not the number of its figures",
        "SELECT id FROM claims WHERE n_figures <>"
        " (SELECT count(*) FROM figures WHERE claim_id = claims.id)",
    ),
    _sql(
        "chain_gap",
        "claims",
        "the depths of its chain are not 0, 1, 2 …",
        "SELECT claim_id FROM attributions GROUP BY claim_id"
        " HAVING min(depth) <> 0 OR max(depth) <> count(*) - 1",
    ),
    _sql(
        "chain_missing",
        "claims",
        "nobody vouches for it",
        "SELECT id FROM claims WHERE id NOT IN (SELECT claim_id FROM attributions)",
    ),
    _sql(
        "event_claim",
        "claims",
        "its event does not list it; run provenance link",
        "SELECT id FROM claims WHERE event_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
        " event_claims AS e WHERE e.event_id = claims.event_id AND e.claim_id = claims.id)",
    ),
    _sql(
        "event_empty",
        "events",
        "no claim speaks of it; run provenance link",
        "SELECT id FROM events WHERE id NOT IN (SELECT event_id FROM event_claims)",
    ),
    _sql(
        "range_order",
        "ranges",
        "low, best and high are not in order",
        "SELECT id FROM ranges WHERE low > high OR best < low OR best > high",
    ),
    _sql(
        "import_run",
        "readings",
        "its run is not that of its import",
        "SELECT r.id FROM readings AS r JOIN imports AS i ON i.id = r.import_id"
        " WHERE r.run_id <> i.run_id OR r.document_id <> i.document_id",
    ),
    _sql(
        "import_unread",
        "imports",
        "nothing of it stands in the text as it is read now; import it again",
        "SELECT id FROM imports WHERE n_claims > 0 AND id NOT IN (SELECT import_id FROM readings)",
    ),
    _sql(
        "reading_figure",
        "readings",
        "its figure is of another claim",
        "SELECT r.id FROM readings AS r JOIN figures AS f ON f.id = r.figure_id"
        " WHERE f.claim_id <> r.claim_id",
    ),
)


__all__ = ["ROW_TESTS", "check_foreign_keys"]
