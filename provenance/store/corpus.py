"""The stored pages as linking reads them: with what people decided about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from provenance.records import Extraction
from provenance.review import decided
from provenance.store.decided import load_sources, read_standing
from provenance.store.read import read_extractions


class StoredCorpus:
    """Pages of a database, and the decisions that stood when this was made."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.standing = read_standing(db)
        self.sources = load_sources(db, self.standing)

    def read(self, documents: Sequence[str]) -> Iterator[Extraction]:
        """Yield the extractions of some documents, with what people decided in them."""
        return decided(read_extractions(self._db, documents), self.standing, self.sources)


__all__ = ["StoredCorpus"]
