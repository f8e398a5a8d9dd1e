"""The SQLite file: connect, write, read, check."""

from provenance.store.connect import connect, transaction
from provenance.store.read import has_document, known_captures, read_extractions
from provenance.store.runs import Counts, finish_run, run_id, start_run
from provenance.store.write import Writer, write_linking

__all__ = [
    "Counts",
    "Writer",
    "connect",
    "finish_run",
    "has_document",
    "known_captures",
    "read_extractions",
    "run_id",
    "start_run",
    "transaction",
    "write_linking",
]
