"""The stored pages as linking reads them: with what people decided about them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlite_utils import Database

from provenance.records import Extraction
from provenance.review import decided
from provenance.store.bodies import BATCH, marks
from provenance.store.decided import load_sources, read_standing
from provenance.store.read import read_extractions

READ = ("modality", "stance", "kind")
"""Fields of which linking looks at the evidence."""


class StoredCorpus:
    """Pages of a database, and the decisions that stood when this was made."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.standing = read_standing(db)
        self.sources = load_sources(db, self.standing)

    def untouched(self, documents: Sequence[str], run_id: str) -> set[str]:
        """Return those of the documents whose pages are just what a run extracted."""
        if self.standing.effects:
            return set()
        sql = (
            "SELECT id FROM documents WHERE id IN ({ids}) AND +run_id = ?"
            " AND id NOT IN (SELECT document_id FROM imports)"
        )
        found: set[str] = set()
        for at in range(0, len(documents), BATCH):
            some = documents[at : at + BATCH]
            rows = self._db.execute(sql.format(ids=marks(len(some))), [*some, run_id])
            found.update(row[0] for row in rows)
        return found

    def read(
        self, documents: Sequence[str], only: Collection[str] | None = None
    ) -> Iterator[Extraction]:
        """Yield some documents with their claims, and with what people decided about them.

        Sentences and evidence that linking does not look at are left out, and so are the claims
        that are not among ``only``.
        """
        found = read_extractions(self._db, documents, only=only, proofs=READ)
        return decided(found, self.standing, self.sources)


__all__ = ["StoredCorpus"]
