"""A Dask cluster: the same work on other machines, its results through Parquet.

What goes over the network is raw articles out and the names of chunks back; rows are written
by the workers to a folder that all can reach.  The workers need only this package with its
extra ``dask``.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from distributed import Client, LocalCluster, wait
from distributed.scheduler import KilledWorker

from provenance.engine.limits import EngineError, patience
from provenance.engine.parquet import Shelf
from provenance.engine.pieces import Chunk, Failed, Piece, chunks
from provenance.engine.worker import Task, Worker
from provenance.errors import InputError, ProvenanceError
from provenance.read import Raw
from provenance.records import content_id
from provenance.store.articles import Article

if TYPE_CHECKING:
    from provenance.engine.crew import Results

CHUNK_ARTICLES = 200
CHUNK_BYTES = 2_000_000
"""Half a minute of work: few files, and little lost with a worker."""
AHEAD = 3
"""Chunks a worker that are under way, so that none waits for us."""
RETRIES = 2
CONNECT_SECONDS = 30
LOOK_SECONDS = 5.0
GONE_SECONDS = 120.0
"""How long a cluster may be without any worker: one that died is started again meanwhile."""
REMEDY = "the article is left out; please report it with its text"


def connect_cluster(scheduler: str | None, workers: int) -> tuple[Client, LocalCluster | None]:
    """Return a client of the cluster at ``scheduler``, or of one that is made here.

    The caller closes both.  Raises EngineError when there is no cluster at that address.
    """
    if scheduler is None:
        cluster = LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
        )
        return Client(cluster), cluster
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise EngineError(
            f"{scheduler}: no scheduler answers ({type(error).__name__}); start one with: "
            "dask scheduler, and workers with: dask worker ADDRESS --nthreads 1"
        ) from error
    if not client.scheduler_info(n_workers=-1)["workers"]:
        client.close()
        raise EngineError(
            f"{scheduler}: it has no workers; start some with: "
            f"dask worker {scheduler} --nthreads 1 --nworkers auto"
        )
    return client, None


def extract_clustered(
    raws: Iterable[Raw], task: Task, client: Client, folder: str, *, most: int = CHUNK_ARTICLES
) -> Iterator[tuple[list[str], Results]]:
    """Yield the keys of each chunk with its articles and what was made of them, in order.

    Each chunk is one folder of Parquet in ``folder``; one that is there is not made again.
    """
    shelf = Shelf(folder)
    for chunk, keys in _run(raws, task, client, folder, most):
        articles: dict[str, Article] = {}
        failed: dict[str, InputError] = {}
        for key, items in keys:
            made, errors = shelf.read(key)
            articles |= made
            failed |= {items[place].origin: error for place, error in errors.items()}
        results: Results = []
        for raw, result in zip(chunk.items, chunk.results, strict=True):
            if isinstance(result, Failed):
                results.append((raw, InputError(raw.origin, str(result), REMEDY)))
            elif raw.document_id in articles:
                results.append((raw, articles[raw.document_id]))
            elif raw.origin in failed:
                results.append((raw, failed[raw.origin]))
        yield [key for key, _ in keys], results


Keys = list[tuple[str, Sequence[Raw]]]


def _run(
    raws: Iterable[Raw], task: Task, client: Client, folder: str, most: int
) -> Iterator[tuple[Chunk[Raw], Keys]]:
    """Yield chunks in order, with the pieces in which they were made at last."""
    source = iter(chunks(raws, lambda raw: len(raw.data), most=most, most_bytes=CHUNK_BYTES))
    order: deque[tuple[Chunk[Raw], Keys]] = deque()
    keys: dict[int, Keys] = {}
    again: deque[Piece[Raw]] = deque()
    running: dict[Any, Piece[Raw]] = {}
    while True:
        room = AHEAD * max(1, len(_workers(client)))
        while len(running) < room:
            if again:
                piece = again.popleft()
            elif len(order) < 2 * room and (items := next(source, None)) is not None:
                chunk = Chunk(items)
                order.append((chunk, keys.setdefault(id(chunk), [])))
                piece = Piece(chunk, 0, len(items))
            else:
                break
            future = client.submit(
                work, task, list(piece.items), folder, pure=False, retries=RETRIES
            )
            running[future] = piece
        if not order:
            return
        if not order[0][0].missing:
            chunk, made = order.popleft()
            del keys[id(chunk)]
            yield chunk, made
            continue
        for future in finished(list(running), client):
            piece = running.pop(future)
            if future.status == "finished":
                key: str = future.result()
                piece.done([None] * len(piece.items))
                keys[id(piece.chunk)].append((key, piece.items))
            else:
                again.extendleft(reversed(piece.failed(_reason(future))))


def finished(running: list[Any], client: Client) -> list[Any]:
    """Return the futures that are done, once some are.

    Raises EngineError when no worker is left: nothing would ever be done.
    """
    alone = 0.0
    while True:
        try:
            return list(wait(running, timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            alone = 0.0 if _workers(client) else alone + LOOK_SECONDS
            if alone >= GONE_SECONDS:
                raise EngineError(
                    "the cluster has no workers any more; start some and run this again: what "
                    "is stored stays"
                ) from None


def _workers(client: Client) -> list[str]:
    """Return the addresses of the workers there are; on a cluster of our own start lost ones again.

    A nanny whose worker does not come up again in time is closed, and the cluster starts no other
    unless it is told how many there should be.
    """
    there = list(client.scheduler_info(n_workers=-1)["workers"])
    cluster = client.cluster
    if isinstance(cluster, LocalCluster) and len(there) < len(cluster.worker_spec):
        cluster.scale(len(cluster.worker_spec))
    return there


def _reason(future: Any) -> str:
    """Return why a piece failed; raises what would fail with every piece."""
    error = future.exception()
    if isinstance(error, KilledWorker):
        return "it ended worker processes"
    if isinstance(error, ProvenanceError):
        raise error
    if isinstance(error, ImportError):
        raise EngineError(
            f"a worker lacks a package ({error}); install claim-provenance[dask] on all of them"
        ) from error
    if future.status in ("cancelled", "lost"):
        return "the cluster lost it"
    return f"it made a worker fail ({type(error).__name__}: {error})"


def work(task: Task, raws: list[Raw], folder: str) -> str:
    """Make the rows of some articles, write them, and return the key of the chunk.

    What a worker runs.  A process that takes too long ends itself, and its nanny starts
    another.
    """
    key = content_id("chunk", task.run_id, *(raw.sha256 for raw in raws))
    shelf = Shelf(folder)
    if shelf.has(key):
        return key
    worker = _worker(task)
    with Path(os.devnull).open("w") as nowhere:
        seconds = patience(sum(len(raw.data) for raw in raws))
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            made: list[Any] = worker(raws)
        finally:
            faulthandler.cancel_dump_traceback_later()
    shelf.write(key, made)
    return key


@lru_cache(maxsize=1)
def _worker(task: Task) -> Worker:
    """Return the worker of this process; the model is loaded once."""
    # Its pages are linked elsewhere: none need be kept at hand.
    return Worker(task, workers=sys.maxsize)


__all__ = ["connect_cluster", "extract_clustered", "finished", "work"]
