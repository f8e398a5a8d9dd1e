"""Writing: one article is one transaction, and the same article changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from provenance.errors import InputError
from provenance.records import Capture, Extraction, Status
from provenance.store.articles import Article, article_of
from provenance.store.bodies import drop_unused, keep_places, keep_sources, marks
from provenance.store.connect import transaction
from provenance.store.imported import lay_imports
from provenance.store.linking import write_linking
from provenance.store.read import has_document, imported_runs, read_extractions
from provenance.store.rows import COLUMNS, DECIDED, Tables
from provenance.store.runs import Counts, now
from provenance.store.sketched import Basis

UNJUDGED = 6
"""The credibility of a claim that nobody has judged."""

_SHARED = frozenset({"forms", "source_aliases"})
"""Tables whose rows several documents may have; they say the same."""


def _insert(table: str, columns: Sequence[str]) -> str:
    verb = "INSERT OR IGNORE" if table in _SHARED else "INSERT"
    names = ", ".join(f'"{column}"' for column in columns)
    return f"{verb} INTO {table} ({names}) VALUES ({marks(len(columns))})"


_INSERT = {table: _insert(table, columns) for table, columns in COLUMNS.items()}


def unfit(origin: str, error: Exception) -> InputError:
    """Return the error for an article whose rows do not fit together.

    That is a fault of the rules; it must not cost the other articles.
    """
    return InputError(
        origin,
        f"its claims do not fit together ({error})",
        "the article is left out; please report it with its text",
    )


class Writer:
    """Writes articles into the database under one run.

    Sketches that come with them are kept on a ``basis``; without one linking makes its own.
    """

    def __init__(self, db: Database, run_id: str, basis: Basis | None = None) -> None:
        self.db = db
        self.run_id = run_id
        self.basis = basis

    def add(self, extraction: Extraction, capture: Capture) -> Counts:
        """Write one article: all of its rows or none.

        Nothing changes when this run has written it before or when the stored rows are the
        same; rows of another version or other settings are replaced, a person's judgements
        stay.  Raises InputError for text that cannot be stored as it is, and ValueError
        when the parts of the extraction do not fit together.
        """
        return self.write(article_of(extraction, capture, self.run_id))

    def add_all(self, articles: Iterable[Article]) -> list[Counts | InputError]:
        """Write some articles in one transaction, each all of its rows or none.

        Copying pages to the log once for some articles is cheaper than once for each, and as
        safe: what a stop takes away is extracted again.  An article whose rows do not fit
        together is left out, with the reason in its place; trouble with the database is
        raised, and none of them is written.
        """
        given = list(articles)
        try:
            with transaction(self.db):
                return [self._write_or_refuse(article) for article in given]
        except sqlite3.IntegrityError:
            # A row that points nowhere shows only when the transaction ends; one at a time it
            # costs its own article alone.
            return [self._write_or_refuse(article) for article in given]

    def _write_or_refuse(self, article: Article) -> Counts | InputError:
        """Write one article, or return why its rows do not fit together."""
        try:
            return self.write(article)
        except (ValueError, sqlite3.IntegrityError) as error:
            return unfit(article.capture.origin, error)

    def write(self, article: Article) -> Counts:
        """Write one article as rows; like ``add``, but for the making of the rows."""
        key = article.document_id
        with transaction(self.db):
            if has_document(self.db, key, self.run_id):
                return Counts(unchanged=1)
            stored = next(read_extractions(self.db, [key], own=True), None)
            if (
                stored is not None
                and not self._is_import(key)
                and self._tables(stored, article.capture) == article.tables
            ):
                self._note(key)
                return Counts(unchanged=1)
            return self._replace(article, known=stored is not None)

    def replace(self, article: Article) -> Counts:
        """Write one article in place of what is stored of it, whatever that says."""
        with transaction(self.db):
            found = self.db.execute("SELECT 1 FROM documents WHERE id = ?", [article.document_id])
            return self._replace(article, known=found.fetchone() is not None)

    def _tables(self, stored: Extraction, capture: Capture) -> Tables:
        """Return the rows that a stored extraction would have under this run.

        All that an extraction says is in its rows: it is read back from them.
        """
        return article_of(stored, capture, self.run_id).tables

    def _replace(self, article: Article, *, known: bool) -> Counts:
        key, tables = article.document_id, article.tables
        old_sources, old_places = self._used(key) if known else ([], [])
        judged = self._judged(key) if known else []
        if known:
            self.db.execute("DELETE FROM documents WHERE id = ?", [key])
        self._keep(article.capture)
        keep_sources(self.db, article.sources, article.parents, self.run_id)
        keep_places(self.db, article.places, self.run_id)
        for table, rows in tables.items():
            self.db.conn.executemany(_INSERT[table], rows)
        if known:
            lay_imports(self.db, key)
        elif self.basis is not None and article.sketch is not None:
            self.basis.put(article.sketch, self.run_id)
        self.db.conn.executemany(
            "UPDATE claims SET credibility = ?, status = ? WHERE id = ?", judged
        )
        self._note(key)
        if known:
            drop_unused(self.db, old_sources, old_places)
        return Counts(
            documents=0 if known else 1,
            sentences=len(tables["sentences"]),
            claims=len(tables["claims"]),
            figures=len(tables["figures"]),
            replaced=1 if known else 0,
        )

    def _is_import(self, document_id: str) -> bool:
        """Say whether a document is there only because claims for it were imported."""
        found = self.db.execute("SELECT run_id FROM documents WHERE id = ?", [document_id])
        return found.fetchone()[0] in imported_runs(self.db) - {self.run_id}

    def _keep(self, capture: Capture) -> None:
        """Write the raw bytes unless they are there; the first origin and time stay."""
        at = capture.captured_at or now()
        self.db.execute(
            "INSERT OR IGNORE INTO captures (sha256, media_type, bytes, origin, captured_at)"
            " VALUES (?, ?, ?, ?, ?)",
            [capture.sha256, capture.media_type, capture.data, capture.origin, at],
        )

    def _note(self, document_id: str) -> None:
        """Record that this run would write the document just as it stands."""
        self.db.execute(
            "INSERT OR IGNORE INTO run_documents (run_id, document_id) VALUES (?, ?)",
            [self.run_id, document_id],
        )

    def _judged(self, document_id: str) -> list[tuple[int, str, str]]:
        """Return what people made of the claims of a stored document."""
        found = self.db.execute(
            "SELECT credibility, status, id FROM claims WHERE document_id = ?", [document_id]
        ).fetchall()
        return [
            (credibility, status if status in DECIDED else Status.UNVERIFIED, key)
            for credibility, status, key in found
            if credibility != UNJUDGED or status in DECIDED
        ]

    def _used(self, document_id: str) -> tuple[list[str], list[str]]:
        """Return the ids of the sources and places that a stored document speaks of."""
        sources = self.db.execute(
            "SELECT publisher_id FROM documents WHERE id = :id"
            " UNION SELECT republished_from_id FROM documents WHERE id = :id"
            " UNION SELECT a.source_id FROM claims AS c JOIN attributions AS a"
            " ON a.claim_id = c.id WHERE c.document_id = :id"
            " UNION SELECT m.source_id FROM claims AS c JOIN claim_sources AS m"
            " ON m.claim_id = c.id WHERE c.document_id = :id",
            {"id": document_id},
        ).fetchall()
        places = self.db.execute(
            "SELECT DISTINCT p.place_id FROM claims AS c JOIN claim_places AS p"
            " ON p.claim_id = c.id WHERE c.document_id = ?",
            [document_id],
        ).fetchall()
        return [row[0] for row in sources if row[0] is not None], [row[0] for row in places]


__all__ = ["Counts", "Writer", "unfit", "write_linking"]
