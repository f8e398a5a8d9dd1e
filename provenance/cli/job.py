"""The job: articles read, claims extracted and stored, all of them linked."""

from __future__ import annotations

import gc
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlite_utils import Database

from provenance.errors import InputError
from provenance.packs import DEFAULT_PACKS, Packs
from provenance.read import Reading, read_path, read_stream

if TYPE_CHECKING:
    from provenance.records import Extraction
    from provenance.store import Counts, Writer

STDIN = "standard input"


class Reporter(Protocol):
    """What is told while the work goes on."""

    def stage(self, name: str) -> None:
        """Say what is being done from now on."""

    def done(self, name: str) -> None:
        """Say that the article ``name`` is dealt with."""

    def problem(self, error: InputError) -> None:
        """Say what could not be read."""

    def note(self, message: str) -> None:
        """Say what a person should know; nothing went wrong."""


@dataclass(slots=True)
class Summary:
    """What came of ingesting: this time's articles, and what the database now holds."""

    new: int = 0
    replaced: int = 0
    known: int = 0
    failed: int = 0
    articles: int = 0
    claims: int = 0
    figures: int = 0
    events: int = 0
    flags: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as a plain mapping."""
        return asdict(self)


def choose_packs(names: Sequence[str]) -> Packs:
    """Return the packs that were asked for, or the default ones; raises PackError."""
    return Packs(tuple(names) or DEFAULT_PACKS)


def read_all(paths: Sequence[str], packs: Packs) -> Iterator[Reading | InputError]:
    """Read every path in turn; ``-`` is JSON Lines on standard input."""
    for path in paths:
        if path == "-":
            yield from read_stream(sys.stdin.buffer, STDIN, packs)
        else:
            yield from read_path(Path(path), packs)


def ingest(db: Database, paths: Sequence[str], packs: Packs, report: Reporter) -> Summary:
    """Do the whole job and return what came of it.

    Each article is one transaction, so that a run that is stopped loses nothing, and an
    article that the same version has stored is not extracted again.
    """
    from provenance.extract.extractor import Extractor
    from provenance.store import Counts, Writer, finish_run, has_document, start_run

    report.stage("loading the language model")
    extractor = Extractor(packs)
    run_id = start_run(db, extractor.settings())
    writer = Writer(db, run_id)
    summary, counts = Summary(), Counts()

    def wanted() -> Iterator[Reading | InputError]:
        for item in read_all(paths, packs):
            if isinstance(item, Reading) and has_document(db, item.document.id, run_id):
                summary.known += 1
                report.done(item.capture.origin)
            else:
                yield item

    report.stage("reading articles")
    for item in extractor.extract_many(wanted()):
        try:
            if isinstance(item, InputError):
                raise item
            reading, extraction = item
            made = store(writer, reading, extraction)
        except InputError as error:
            summary.failed += 1
            report.problem(error)
            continue
        counts += made
        summary.new += made.documents
        summary.replaced += made.replaced
        summary.known += made.unchanged
        report.done(reading.capture.origin)
    relink(db, packs, run_id, report, again=False)
    finish_run(db, run_id, counts)
    take_stock(db, summary)
    return summary


def store(writer: Writer, reading: Reading, extraction: Extraction) -> Counts:
    """Store one article; raises InputError when that cannot be done.

    Rows that do not fit together are a fault of the rules; it must not cost the other
    articles, so the article is left out and named.
    """
    try:
        return writer.add(extraction, reading.capture)
    except (ValueError, sqlite3.IntegrityError) as error:
        raise InputError(
            reading.capture.origin,
            f"its claims do not fit together ({error})",
            "the article is left out; please report it with its text",
        ) from error


def relink(db: Database, packs: Packs, run_id: str, report: Reporter, *, again: bool = True) -> int:
    """Derive events, links and flags of all that is stored; return the rows changed.

    What people decided is laid over the extractions before, and over the rows after.
    Unless ``again``, nothing is read when this run has linked the same pages and decisions.
    """
    from provenance.link import link
    from provenance.review import decided
    from provenance.store import read_extractions, write_linking
    from provenance.store.decided import apply_decisions, load_sources, read_standing
    from provenance.store.linked_state import is_linked, linked_state, note_linked

    # Taken before the pages are read: one that comes in meanwhile is linked the next time.
    state = linked_state(db)
    if not again and is_linked(db, run_id, state):
        return 0
    report.stage("linking claims")
    standing = read_standing(db)
    extractions = decided(read_extractions(db), standing, load_sources(db, standing))
    with uncollected():
        changed = write_linking(db, link(extractions, packs, standing.events), run_id)
    report.stage("applying decisions")
    applied = apply_decisions(db)
    for lost in applied.lost:
        report.note(str(lost))
    note_linked(db, run_id, state)
    return changed + applied.changed


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector of reference cycles rest; it was enabled before, it is so again.

    Linking makes millions of records without cycles, and walking them over and over to look
    for some cost a fifth of its time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def take_stock(db: Database, summary: Summary) -> None:
    """Fill in what the database now holds."""
    from provenance.store.queries import totals

    held = totals(db)
    summary.articles = held["documents"]
    summary.claims, summary.figures = held["claims"], held["figures"]
    summary.events, summary.flags = held["events"], held["flags"]
