"""The job: articles read, claims extracted and stored, all of them linked."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from provenance.cli.clustered import (
    Cluster,
    chunk_shelf,
    connected,
    extract_there,
    folder_of,
    link_there,
)
from provenance.cli.supply import Reporter, crew_of, find_articles, size_of
from provenance.cli.twins import Twins, moved
from provenance.engine.worker import Task
from provenance.errors import InputError, LeftOut
from provenance.packs import DEFAULT_PACKS, Packs
from provenance.read import Options, Raw
from provenance.store import Counts, has_document

if TYPE_CHECKING:
    from provenance.engine.crew import Results
    from provenance.store import Writer


@dataclass(slots=True)
class Summary:
    """What came of ingesting: this time's articles, and what the database now holds."""

    new: int = 0
    replaced: int = 0
    known: int = 0
    failed: int = 0
    other_language: int = 0
    """Articles of ``new`` and ``replaced`` that are kept, but whose language we do not read."""
    articles: int = 0
    claims: int = 0
    figures: int = 0
    events: int = 0
    flags: int = 0
    readers: dict[str, int] = field(default_factory=dict)
    """New and replaced articles by the format that they were read from."""
    problems: dict[str, int] = field(default_factory=dict)
    """Failed articles by what was wrong."""
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as a plain mapping."""
        return asdict(self)

    def count_problem(self, error: InputError) -> None:
        """Count an article that could not be read."""
        self.failed += 1
        # What stands in brackets (a line, a byte, a column) makes each one a case of its own.
        kind = _NUMBERS.sub("…", _BRACKETS.sub("", error.problem)).strip()
        self.problems[kind] = self.problems.get(kind, 0) + 1

    def count_article(self, raw: Raw, made: Counts, foreign: bool) -> None:
        """Count an article that was stored."""
        self.new += made.documents
        self.replaced += made.replaced
        self.known += made.unchanged
        if made.unchanged:
            return
        self.readers[raw.reader] = self.readers.get(raw.reader, 0) + 1
        self.other_language += foreign


_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NUMBERS = re.compile(r"(?<![\w-])\d[\d,.]*\b")


def choose_packs(names: Sequence[str]) -> Packs:
    """Return the packs that were asked for, or the default ones; raises PackError."""
    return Packs(tuple(names) or DEFAULT_PACKS)


def ingest(
    db: Database,
    paths: Sequence[str],
    packs: Packs,
    report: Reporter,
    *,
    workers: int | None = None,
    options: Options | None = None,
    cluster: Cluster | None = None,
) -> Summary:
    """Do the whole job and return what came of it.

    An article is stored whole or not at all, so that a run that is stopped loses nothing, and
    an article that the same version has stored is not extracted again.  ``workers`` processes
    extract, this one writes; without a number, as many as are worth while.  A ``cluster``
    does it elsewhere.
    """
    from provenance.cli.relinking import basis_for, relink
    from provenance.extract.settings import settings_of
    from provenance.store import Writer, finish_run, start_run
    from provenance.store.connect import path_of

    begun = time.monotonic()
    run_id = start_run(db, settings_of(packs))
    summary, counts = Summary(), Counts()
    report.stage("reading articles")
    report.expect(size_of(paths))
    found = find_articles(paths, packs, options)
    if cluster is not None and cluster.parquet is not None:
        keep(found, Task(packs.names, run_id), cluster, workers, summary, report)
        summary.seconds = round(time.monotonic() - begun, 3)
        return summary

    def is_known(raw: Raw) -> bool:
        return has_document(db, raw.document_id, run_id)

    twins = Twins()
    supply = wanted(found, is_known, twins, summary, report)
    basis = basis_for(db, packs)
    writer = Writer(db, run_id, basis)
    task = Task(packs.names, run_id, sketches=basis is not None)
    if cluster is not None:
        report.stage("connecting to the cluster")
        with (
            chunk_shelf(cluster, folder_of(db)) as shelf,
            connected(cluster.scheduler, workers) as client,
        ):
            with closing(extract_there(supply, task, client, shelf, drop=True)) as made:
                for some in made:
                    counts += write(writer, some, twins, summary, report)
            relink(db, packs, run_id, report, again=False, elsewhere=link_there(client, packs))
    else:
        crew, supply = crew_of(supply, task, packs, workers, report.stage)
        with crew:
            for some in crew.extract(supply):
                counts += write(writer, some, twins, summary, report)
            helpers = crew.linking(path_of(db))
            relink(db, packs, run_id, report, again=False, elsewhere=helpers, shelf=crew.shelf)
    finish_run(db, run_id, counts)
    take_stock(db, summary)
    summary.seconds = round(time.monotonic() - begun, 3)
    return summary


def keep(
    found: Iterable[Raw | InputError],
    task: Task,
    cluster: Cluster,
    workers: int | None,
    summary: Summary,
    report: Reporter,
) -> None:
    """Let a cluster extract articles, and keep what it makes as Parquet."""
    from provenance.extract.settings import settings_of
    from provenance.store.articles import Article

    with chunk_shelf(cluster, None) as shelf:
        shelf.note_run(task.run_id, settings_of(Packs(task.packs)))
        report.stage("looking at what is there")
        chunks = shelf.chunks()
        stored = (document for one in chunks for document in shelf.documents(one))
        known = {key for key, run, _ in stored if run == task.run_id}
        twins = Twins()
        supply = wanted(found, lambda raw: raw.document_id in known, twins, summary, report)
        report.stage("connecting to the cluster")
        with (
            connected(cluster.scheduler, workers) as client,
            closing(extract_there(supply, task, client, shelf, drop=False)) as made,
        ):
            for raw, one in chain.from_iterable(made):
                if isinstance(one, Article):
                    summary.count_article(raw, Counts(documents=1), one.is_foreign)
                settle(raw, one if isinstance(one, InputError) else None, twins, summary, report)
                report.done(raw.origin, len(raw.data))


def tell(error: InputError, summary: Summary, report: Reporter) -> None:
    """Tell what could not be read, or was passed over on purpose."""
    if isinstance(error, LeftOut):
        report.note(str(error))
    else:
        summary.count_problem(error)
        report.problem(error)


def wanted(
    found: Iterable[Raw | InputError],
    is_known: Callable[[Raw], bool],
    twins: Twins,
    summary: Summary,
    report: Reporter,
) -> Iterator[Raw]:
    """Yield the articles that are not known yet, each once; what cannot be had is told."""
    for item in found:
        if isinstance(item, InputError):
            tell(item, summary, report)
        elif is_known(item):
            summary.known += 1
            report.done(item.origin, len(item.data))
        elif twins.first(item):
            yield item
        else:
            result = twins.follow(item)
            if isinstance(result, InputError):
                tell(result, summary, report)
            summary.known += result is True
            report.done(item.origin, len(item.data))


def settle(
    raw: Raw, error: InputError | None, twins: Twins, summary: Summary, report: Reporter
) -> None:
    """Tell what came of an article, and of those of the same bytes that waited for it."""
    waited = twins.settle(raw, error)
    if error is None:
        summary.known += len(waited)
    else:
        for one in (error, *(moved(error, place) for place in waited)):
            tell(one, summary, report)


def write(
    writer: Writer, some: Results, twins: Twins, summary: Summary, report: Reporter
) -> Counts:
    """Store some articles together, tell what came of each, and return the counts."""
    from provenance.store.articles import Article

    stored = iter(writer.add_all(made for _, made in some if isinstance(made, Article)))
    counts = Counts()
    for raw, made in some:
        result = next(stored) if isinstance(made, Article) else made
        if isinstance(result, Counts) and isinstance(made, Article):
            counts += result
            summary.count_article(raw, result, made.is_foreign)
        settle(raw, result if isinstance(result, InputError) else None, twins, summary, report)
        report.done(raw.origin, len(raw.data))
    return counts


def take_stock(db: Database, summary: Summary) -> None:
    """Fill in what the database now holds."""
    from provenance.store.queries import totals

    held = totals(db)
    summary.articles = held["documents"]
    summary.claims, summary.figures = held["claims"], held["figures"]
    summary.events, summary.flags = held["events"], held["flags"]
