"""From Parquet into a database: all chunks of a shelf, or what is of some months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sqlite_utils import Database

from provenance.errors import InputError, StoreError
from provenance.store.runs import finish_run, start_run
from provenance.store.write import Writer

if TYPE_CHECKING:
    from provenance.engine.parquet import Shelf


class Reporter(Protocol):
    """What is told while chunks are loaded."""

    def done(self, name: str) -> None:
        """Say that an article is dealt with."""

    def problem(self, error: InputError) -> None:
        """Say what could not be stored."""


def load(db: Database, shelf: Shelf, since: str | None, until: str | None, report: Reporter) -> int:
    """Write the articles of a shelf that were published in a time; return how many are new.

    Each chunk is one transaction; what is there already is passed over.  Raises StoreError
    when nothing is on the shelf or a run's settings are missing.
    """
    keys = shelf.chunks()
    if not keys:
        raise StoreError(f"{shelf.url}: no chunks there; give what --keep-parquet filled")
    writers = {run: Writer(db, start_run(db, settings)) for run, settings in shelf.runs().items()}
    for run, writer in writers.items():
        if writer.run_id != run:
            raise StoreError(f"{shelf.url}: the settings of run {run} were changed")
    new = 0
    for key in keys:
        wanted = {
            document: run
            for document, run, published in shelf.documents(key)
            if is_within(published, since, until)
        }
        if not wanted:
            continue
        articles, _ = shelf.read(key)
        for run in sorted(set(wanted.values())):
            if run not in writers:
                raise StoreError(f"{shelf.url}: the settings of run {run} are missing")
            some = [articles[one] for one, its in wanted.items() if its == run]
            for article, made in zip(some, writers[run].add_all(some), strict=True):
                if isinstance(made, InputError):
                    report.problem(made)
                else:
                    new += made.documents
                report.done(article.capture.origin)
    for run in writers:
        finish_run(db, run)
    return new


def is_within(published: str | None, since: str | None, until: str | None) -> bool:
    """Say whether a date lies between two others, of whatever precision.

    >>> [is_within(day, "2019-05", "2019-05") for day in ("2019-05-31", "2019-06-01", "2019", None)]
    [True, False, False, False]
    >>> is_within(None, None, None)
    True
    """
    if since is None and until is None:
        return True
    if published is None or "X" in published:
        return False
    after = since is None or published[: len(since)] >= since
    return after and (until is None or published[: len(until)] <= until)


__all__ = ["is_within", "load"]
