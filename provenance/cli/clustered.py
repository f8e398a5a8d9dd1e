"""Ingesting through a cluster: chunks of Parquet, put into the database or kept as they are."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from provenance.engine.limits import needs_dask, usual_workers

if TYPE_CHECKING:
    from sqlite_utils import Database

    from provenance.engine.crew import Results
    from provenance.engine.parquet import Shelf
    from provenance.engine.worker import Task
    from provenance.read import Raw


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the work goes: a scheduler, or one made here; and where its Parquet stays."""

    scheduler: str | None = None
    parquet: str | None = None


def extract_there(
    supply: Iterable[Raw], task: Task, cluster: Cluster, workers: int | None, beside: Path | None
) -> Generator[Results]:
    """Yield articles with what was made of them by a cluster, some at a time.

    Chunks that are not to be kept lie in a folder ``beside`` the database, and are deleted when
    the next is asked for: what was made of them is stored by then.  Raises EngineError when
    the cluster or its packages are not there.
    """
    try:
        from provenance.engine.cluster import connect_cluster, extract_clustered
    except ImportError as error:
        raise needs_dask(error) from error
    client, made = connect_cluster(cluster.scheduler, workers or usual_workers())
    folder = cluster.parquet or mkdtemp(prefix=".chunks-", dir=beside)
    shelf = open_shelf(folder)
    try:
        for keys, results in extract_clustered(supply, task, client, folder):
            yield results
            if cluster.parquet is None:
                for key in keys:
                    shelf.drop(key)
    finally:
        client.close()
        if made is not None:
            made.close()
        if cluster.parquet is None:
            shelf.remove()
        elif made is not None:
            shelf.sweep()


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


__all__ = ["Cluster", "extract_there", "folder_of", "open_shelf"]
