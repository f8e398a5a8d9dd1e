"""Writing: one article is one transaction, and the same article changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from provenance.errors import InputError
from provenance.records import Capture, Extraction, Status
from provenance.store.bodies import drop_unused, keep_places, keep_sources, marks
from provenance.store.connect import transaction
from provenance.store.linking import write_linking
from provenance.store.read import has_document, read_extractions
from provenance.store.rows import (
    COLUMNS,
    DECIDED,
    Row,
    take_apart,
)
from provenance.store.runs import Counts, now
from provenance.store.whole import check_whole, places_of, sources_of

UNJUDGED = 6
"""The credibility of a claim that nobody has judged."""

_SHARED = frozenset({"forms", "source_aliases"})
"""Tables whose rows several documents may have; they say the same."""


class Writer:
    """Writes extractions into the database under one run."""

    def __init__(self, db: Database, run_id: str) -> None:
        self.db = db
        self.run_id = run_id

    def add(self, extraction: Extraction, capture: Capture) -> Counts:
        """Write one article: all of its rows or none.

        Nothing changes when this run has written it before or when the stored rows are the
        same; rows of another version or other settings are replaced, a person's judgements
        stay.  Raises InputError for text that cannot be stored as it is, and ValueError
        when the parts of the extraction do not fit together.
        """
        check_whole(extraction, capture)
        document = extraction.document
        with transaction(self.db):
            if has_document(self.db, document.id, self.run_id):
                return Counts(unchanged=1)
            stored = next(read_extractions(self.db, [document.id]), None)
            if stored == extraction:
                self._note(document.id)
                return Counts(unchanged=1)
            try:
                return self._replace(extraction, capture, known=stored is not None)
            except UnicodeEncodeError as error:
                raise InputError(
                    capture.origin,
                    f"a lone surrogate (U+{ord(error.object[error.start]):04X}) is in it, "
                    "which is half a character",
                    "save it again as UTF-8",
                ) from error
            except OverflowError as error:
                raise InputError(
                    capture.origin,
                    "a number in it is too large to store",
                    "check the number; 9223372036854775807 is the largest",
                ) from error

    def _replace(self, extraction: Extraction, capture: Capture, *, known: bool) -> Counts:
        document = extraction.document
        old_sources, old_places = self._used(document.id) if known else ([], [])
        judged = self._judged(document.id)
        if known:
            self.db.execute("DELETE FROM documents WHERE id = ?", [document.id])
        self._keep(capture)
        keep_sources(self.db, sources_of(extraction), self.run_id)
        keep_places(self.db, places_of(extraction), self.run_id)
        tables = take_apart(extraction, self.run_id)
        for table, rows in tables.items():
            self._insert(table, rows)
        self.db.conn.executemany(
            "UPDATE claims SET credibility = ?, status = ? WHERE id = ?", judged
        )
        self._note(document.id)
        if known:
            drop_unused(self.db, old_sources, old_places)
        return Counts(
            documents=0 if known else 1,
            sentences=len(tables["sentences"]),
            claims=len(tables["claims"]),
            figures=len(tables["figures"]),
            replaced=1 if known else 0,
        )

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        columns = COLUMNS[table]
        names = ", ".join(f'"{column}"' for column in columns)
        verb = "INSERT OR IGNORE" if table in _SHARED else "INSERT"
        sql = f"{verb} INTO {table} ({names}) VALUES ({marks(len(columns))})"
        self.db.conn.executemany(sql, rows)

    def _keep(self, capture: Capture) -> None:
        """Write the raw bytes unless they are there; the first origin and time stay."""
        self.db.execute(
            "INSERT OR IGNORE INTO captures (sha256, media_type, bytes, origin, captured_at)"
            " VALUES (?, ?, ?, ?, ?)",
            [capture.sha256, capture.media_type, capture.data, capture.origin, now()],
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


__all__ = ["Counts", "Writer", "write_linking"]
