"""Ingesting through a cluster: chunks of Parquet, put into the database or kept as they are."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from provenance.engine.limits import needs_dask, usual_workers

if TYPE_CHECKING:
    from distributed import Client
    from sqlite_utils import Database

    from provenance.cli.relinking import Elsewhere
    from provenance.engine.crew import Results
    from provenance.engine.parquet import Shelf
    from provenance.engine.worker import Task
    from provenance.packs import Packs
    from provenance.read import Raw


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the work goes: a scheduler, or one made here; and where its Parquet stays."""

    scheduler: str | None = None
    parquet: str | None = None


@contextmanager
def connected(scheduler: str | None, workers: int | None) -> Iterator[Client]:
    """Give a client of the cluster at an address, or of one made here; both are closed at the end.

    Raises EngineError when the cluster or its packages are not there.
    """
    try:
        from provenance.engine.cluster import connect_cluster
    except ImportError as error:
        raise needs_dask(error) from error
    client, made = connect_cluster(scheduler, workers or usual_workers())
    try:
        yield client
    finally:
        client.close()
        if made is not None:
            made.close()


@contextmanager
def chunk_shelf(cluster: Cluster, beside: Path | None) -> Iterator[Shelf]:
    """Give the folder of chunks: one that is kept, or one ``beside`` the database that is not.

    To be opened before the cluster, so that nobody writes to it any more when it is cleared.
    """
    if cluster.parquet is None:
        shelf = open_shelf(mkdtemp(prefix=".chunks-", dir=beside))
        try:
            yield shelf
        finally:
            shelf.remove()
        return
    shelf = open_shelf(cluster.parquet)
    try:
        yield shelf
    finally:
        if cluster.scheduler is None:  # its workers are gone: what they left unfinished is waste
            shelf.sweep()


def extract_there(
    supply: Iterable[Raw], task: Task, client: Client, shelf: Shelf, *, drop: bool
) -> Generator[Results]:
    """Yield articles with what was made of them by a cluster, some at a time.

    With ``drop`` chunks are deleted when the next is asked for: what was made of them is stored
    by then.
    """
    from provenance.engine.cluster import extract_clustered

    for keys, results in extract_clustered(supply, task, client, shelf.url):
        yield results
        if drop:
            for key in keys:
                shelf.drop(key)


def link_there(client: Client, packs: Packs) -> Elsewhere:
    """Return who has helpers for linking: the workers of a cluster."""
    from provenance.engine.linking import LinkingCluster

    return lambda rules, corpus: LinkingCluster(client, packs, rules, corpus)


def open_shelf(folder: str) -> Shelf:
    """Open a folder of Parquet; raises EngineError where the packages for it are missing."""
    try:
        from provenance.engine.parquet import Shelf
    except ImportError as error:
        raise needs_dask(error) from error
    return Shelf(folder)


def folder_of(db: Database) -> Path:
    """Return the folder in which a database lies: its workers can most likely reach it."""
    from provenance.store.connect import path_of

    return path_of(db).parent


__all__ = [
    "Cluster",
    "chunk_shelf",
    "connected",
    "extract_there",
    "folder_of",
    "link_there",
    "open_shelf",
]
