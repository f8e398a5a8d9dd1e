"""Imports: what other extractors found, laid over the page's own rows.

The grounded claims of an import are kept as they came; the rows that only it has, and its
readings of the others, follow from them and from the page's own rows.  They are made again
whenever the page is extracted anew, so that it does not matter which came first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from pydantic import TypeAdapter
from sqlite_utils import Database

from provenance.imports.grounded import GroundedClaim
from provenance.imports.merge import Imported, Merged, Reading, merge
from provenance.records import Document, content_id
from provenance.store.bodies import (
    drop_unused,
    keep_places,
    keep_sources,
    marks,
    place_rows,
    source_rows,
)
from provenance.store.connect import transaction
from provenance.store.read import read_extractions
from provenance.store.rows import COLUMNS, DECIDED, Tables, Value, claim_rows
from provenance.store.runs import now
from provenance.store.whole import mentions

_CLAIMS = TypeAdapter(tuple[GroundedClaim, ...])
_READINGS = (
    *("id", "import_id", "document_id", "sentence_id", "claim_id", "figure_id", "start", "end"),
    *("text", "low", "high", "point", "measure", "party", "source", "polarity", "modality"),
    *("rule", "run_id"),
)
_SHARED = frozenset({"forms", "source_aliases"})


def add_import(db: Database, document_id: str, item: Imported, origin: str) -> bool:
    """Keep the claims of an extractor for a stored document; say whether anything changed.

    One transaction.  What the same extractor in the same version had for the document before
    is replaced; the same claims again change nothing.
    """
    data = _CLAIMS.dump_json(item.claims)
    digest = hashlib.sha256(data).hexdigest()
    with transaction(db):
        held = db.execute(
            "SELECT sha256 FROM imports WHERE document_id = ? AND run_id = ?",
            [document_id, item.run_id],
        ).fetchone()
        if held is not None and held[0] == digest:
            return False
        db.execute(
            "INSERT INTO imports (id, document_id, extractor, version, origin, imported_at,"
            " n_claims, sha256, data, run_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET origin = excluded.origin,"
            " imported_at = excluded.imported_at,"
            " n_claims = excluded.n_claims, sha256 = excluded.sha256, data = excluded.data",
            [
                import_id(document_id, item.run_id),
                document_id,
                item.extractor,
                item.version,
                origin,
                now(),
                len(item.claims),
                digest,
                data.decode(),
                item.run_id,
            ],
        )
        lay_imports(db, document_id)
    return True


def import_id(document_id: str, run_id: str) -> str:
    """Return the id of what one extractor found in one document."""
    return content_id("import", document_id, run_id)


def read_imports(db: Database, document_id: str) -> list[Imported]:
    """Return the imports for a document."""
    found = db.execute(
        "SELECT id, run_id, extractor, version, data FROM imports WHERE document_id = ?"
        " ORDER BY extractor, version, run_id",
        [document_id],
    ).fetchall()
    return [
        Imported(key, run, name, version, _CLAIMS.validate_json(data))
        for key, run, name, version, data in found
    ]


def lay_imports(db: Database, document_id: str) -> Merged | None:
    """Make the rows of a document's imports what its own rows and the imports say.

    Inside the transaction of the caller.  Returns None when nothing was imported.
    """
    imports = read_imports(db, document_id)
    if not imports:
        return None
    judged = _take_off(db, document_id, [item.run_id for item in imports])
    own = next(read_extractions(db, [document_id], own=True))
    merged = merge(own, imports)
    ordinals = dict(
        db.execute(
            "SELECT ordinal, id FROM sentences WHERE document_id = ?", [document_id]
        ).fetchall()
    )
    _add(db, own.document, merged, ordinals, len(own.claims))
    rows = [_reading(own.document, reading, ordinals) for reading in merged.readings]
    names = ", ".join(f'"{name}"' for name in _READINGS)
    # Two figures of one import may be one figure of the page; the first reading stands.
    db.conn.executemany(
        f"INSERT OR IGNORE INTO readings ({names}) VALUES ({marks(len(_READINGS))})", rows
    )
    _count(db, document_id)
    db.conn.executemany("UPDATE claims SET credibility = ?, status = ? WHERE id = ?", judged)
    return merged


def _add(
    db: Database, document: Document, merged: Merged, sentences: dict[int, str], position: int
) -> None:
    """Write the rows that only imports have, behind the page's own."""
    added = merged.added
    for run in sorted({row.imported.run_id for row in added}):
        claims = [row.claim for row in added if row.imported.run_id == run and row.figure is None]
        found = (m.source for claim in claims for m in mentions(claim).values())
        chain = (link.source for claim in claims for link in claim.chain)
        keep_sources(db, *source_rows((*found, *chain)), run)
        keep_places(db, place_rows(w.place for claim in claims for w in claim.where), run)
    figures: dict[str, int] = {}
    for row in added:
        run = row.imported.run_id
        if row.figure is None:
            key = sentences[row.claim.ordinal]
            _insert(db, claim_rows(document, row.claim, position, key, run))
            position += 1
            continue
        claim = row.claim.id
        if claim not in figures:
            sql = "SELECT count(*) FROM figures WHERE claim_id = ?"
            figures[claim] = db.execute(sql, [claim]).fetchone()[0]
        _insert(db, claim_rows(document, row.claim, 0, "", run, (figures[claim], row.figure)))
        figures[claim] += 1


def _insert(db: Database, tables: Tables) -> None:
    for table, rows in tables.items():
        columns = COLUMNS[table]
        names = ", ".join(f'"{column}"' for column in columns)
        verb = "INSERT OR IGNORE" if table in _SHARED else "INSERT"
        db.conn.executemany(f"{verb} INTO {table} ({names}) VALUES ({marks(len(columns))})", rows)


def _take_off(db: Database, document_id: str, runs: Sequence[str]) -> list[tuple[int, str, str]]:
    """Delete the rows of imports of a document; return what people made of its claims."""
    given = [document_id, *runs]
    of_runs = f"document_id = ? AND run_id IN ({marks(len(runs))})"
    judged = db.execute(
        f"SELECT credibility, CASE WHEN status IN ({marks(len(DECIDED))}) THEN status"
        f" ELSE 'unverified' END, id FROM claims WHERE {of_runs} AND (credibility <> 6"
        f" OR status IN ({marks(len(DECIDED))}))",
        [*sorted(DECIDED), *given, *sorted(DECIDED)],
    ).fetchall()
    claims = f"(SELECT id FROM claims WHERE {of_runs})"
    sources = _column(
        db,
        f"SELECT source_id FROM attributions WHERE claim_id IN {claims}"
        f" UNION SELECT source_id FROM claim_sources WHERE claim_id IN {claims}",
        [*given, *given],
    )
    places = _column(
        db, f"SELECT DISTINCT place_id FROM claim_places WHERE claim_id IN {claims}", given
    )
    for table in ("readings", "spans", "evidence", "figures", "claims"):
        db.execute(f"DELETE FROM {table} WHERE {of_runs}", given)
    drop_unused(db, sources, places)
    return [(row[0], row[1], row[2]) for row in judged]


def _column(db: Database, sql: str, values: Iterable[str]) -> list[str]:
    return [row[0] for row in db.execute(sql, list(values)).fetchall()]


def _count(db: Database, document_id: str) -> None:
    """Bring the numbers that rows keep of other rows up to date."""
    db.execute(
        "UPDATE claims SET n_figures = (SELECT count(*) FROM figures WHERE claim_id = claims.id)"
        " WHERE document_id = ? AND n_figures <>"
        " (SELECT count(*) FROM figures WHERE claim_id = claims.id)",
        [document_id],
    )
    db.execute(
        "UPDATE documents SET n_claims = (SELECT count(*) FROM claims WHERE document_id = ?1)"
        " WHERE id = ?1",
        [document_id],
    )


def _reading(document: Document, reading: Reading, sentences: dict[int, str]) -> tuple[Value, ...]:
    """Return the row of a reading."""
    claim, figure, item = reading.claim, reading.figure, reading.imported
    start, end = min(s for s, _ in claim.spans), max(e for _, e in claim.spans)
    if figure is not None:
        start, end = figure.span
    vouching = claim.attribution.source if claim.attribution else None
    source = vouching.source if vouching else claim.chain[0].source
    return (
        content_id("reading", item.id, claim.id, figure.id if figure else None),
        item.id,
        document.id,
        sentences[reading.ordinal],
        claim.id,
        figure.id if figure else None,
        start,
        end,
        document.text[start:end],
        figure.low if figure else None,
        figure.high if figure else None,
        figure.point if figure else None,
        figure.measure if figure else None,
        figure.party if figure else None,
        source.name,
        claim.polarity,
        claim.modality,
        figure.rule if figure else claim.rule,
        item.run_id,
    )


__all__ = ["add_import", "import_id", "lay_imports", "read_imports"]
