"""Linking by other processes, here or in a cluster: jobs out, what comes of them back in order.

A job is a pure function of what it is given, so one whose process died is done again, and it
does not matter by whom.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.engine.limits import EngineError
from provenance.engine.pieces import Failed
from provenance.engine.pool import Pool
from provenance.link.cycles import uncollected
from provenance.link.jobs import Job, RowMaking, Workshop, with_pages
from provenance.packs import Packs

if TYPE_CHECKING:
    from distributed import Client
    from sqlite_utils import Database

    from provenance.link.desk import Rows
    from provenance.link.shelf import Corpus, Shelf
    from provenance.store.parts import Part

SECONDS = 3_600.0
"""How long a job may take: most take a second, the rows of an event of 10⁵ claims minutes."""
AHEAD = 3
"""Jobs a worker of a cluster that are under way."""
RETRIES = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a process finds the pages, and by which rules it has to link them."""

    path: Path
    rules: str
    number: int = 0
    """With another one the pages are looked at anew: they may have changed."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A job and the place of its pages."""

    job: Job
    place: Place


class Bench:
    """Where a process does assignments; it reads the pages from the database itself.

    Those on ``shelf`` that a run extracted here need not be read, while they are stored so.
    """

    def __init__(self, packs: Packs, shelf: Shelf | None = None, run_id: str = "") -> None:
        self._packs = packs
        self._shelf = shelf
        self._run_id = run_id
        self._place: Place | None = None
        self._db: Database | None = None
        self._workshop: Workshop | None = None

    def __call__(self, assignments: Sequence[Assignment]) -> list[Any]:
        """Return what comes of each; raises EngineError where its rules are others than ours."""
        with uncollected():
            return [self._at(one.place).do(one.job) for one in assignments]

    def _at(self, place: Place) -> Workshop:
        if self._workshop is None or place != self._place:
            self._workshop = self._opened(place)
            self._place = place
        return self._workshop

    def _opened(self, place: Place) -> Workshop:
        from provenance.link.shelf import Shelf
        from provenance.store import connect
        from provenance.store.corpus import StoredCorpus

        _check_rules(self._packs, place.rules)
        if self._db is not None:
            self._db.close()
        self._db = connect(place.path, read_only=True)
        corpus = StoredCorpus(self._db)
        if self._shelf is None:
            self._shelf = Shelf(self._packs)
        self._shelf.open(corpus, corpus.untouched(self._shelf.held(), self._run_id))
        return Workshop(self._packs, self._shelf, _part)


class PooledHands:
    """Processes of a pool that do linking jobs for as long as somebody links."""

    def __init__(self, pool: Pool[Any, Any], place: Place) -> None:
        self._pool = pool
        self._place = place

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Any]:
        """Yield what comes of each job, in order; raises EngineError where one cannot be done."""
        for done in self._pool.run([Assignment(job, self._place)] for job in jobs):
            for assignment, result in done:
                if isinstance(result, Failed):
                    said = _said(assignment.job)
                    raise EngineError(f"{said} could not be linked: {result}; {_REMEDY}")
                yield result

    def close(self) -> None:
        """Do nothing: who made the pool ends it."""


class LinkingPool(PooledHands):
    """Processes on this machine that only link."""

    def __init__(self, path: Path, packs: Packs, rules: str, workers: int) -> None:
        setup = partial(_bench, packs.names)
        super().__init__(Pool(workers, setup, seconds_of), Place(path, rules))

    def pids(self) -> list[int]:
        """Return the ids of the processes."""
        return self._pool.pids()

    def close(self) -> None:
        """End the processes."""
        self._pool.__exit__(None, None, None)


def _bench(packs: tuple[str, ...]) -> Bench:
    return Bench(Packs(packs))


class LinkingCluster:
    """Workers of a Dask cluster, which are sent the pages that a job needs."""

    def __init__(self, client: Client, packs: Packs, rules: str, corpus: Corpus) -> None:
        self._client = client
        self._corpus = corpus
        self._basis = packs.names, rules

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Any]:
        """Yield what comes of each job, in order; raises EngineError where one cannot be done."""
        under_way: deque[tuple[Job, Any]] = deque()
        for job in jobs:
            sent = with_pages(job, self._corpus)
            future = self._client.submit(do, *self._basis, sent, pure=False, retries=RETRIES)
            under_way.append((job, future))
            if len(under_way) >= self._room():
                yield self._result(*under_way.popleft())
        while under_way:
            yield self._result(*under_way.popleft())

    def close(self) -> None:
        """Do nothing: who made the client closes it."""

    def _room(self) -> int:
        return AHEAD * max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def _result(self, job: Job, future: Any) -> Any:
        from provenance.engine.cluster import finished

        finished([future], self._client)
        if future.status == "finished":
            return future.result()
        error = future.exception()
        if isinstance(error, EngineError):
            raise error
        why = f"{type(error).__name__}: {error}"
        raise EngineError(f"{_said(job)} could not be linked: {why}; {_REMEDY}") from error


_REMEDY = "link in one process with: provenance link DB --workers 1"


def _said(job: Job) -> str:
    """Name a job for a person."""
    if isinstance(job, RowMaking) and job.order.clusters:
        return f"event {job.order.clusters[0].id} and {len(job.order.clusters) - 1} more"
    return "some pages"


def seconds_of(assignments: Sequence[Assignment]) -> float:
    """Return how long they may take."""
    return SECONDS * len(assignments)


def do(packs: tuple[str, ...], rules: str, job: Job) -> Any:
    """Do a job whose pages came with it: what a worker of a cluster runs."""
    return _workshop(packs, rules).do(job)


@lru_cache(maxsize=1)
def _workshop(packs: tuple[str, ...], rules: str) -> Workshop:
    stack = Packs(packs)
    _check_rules(stack, rules)
    return Workshop(stack, finish=_part)


def _part(rows: Rows) -> Part:
    """Return rows as plain values, which move at less cost than records."""
    from provenance.store.parts import part_of

    return part_of(rows.claims, rows.linking)


def _check_rules(packs: Packs, rules: str) -> None:
    """Raise EngineError where the rules or the vocabulary here are not ``rules``."""
    from provenance.link.rules import rules_of

    if rules_of(packs) != rules:
        raise EngineError(
            "a worker would link otherwise: give all machines the same version of "
            "claim-provenance and packs"
        )


__all__ = [
    "Assignment",
    "Bench",
    "LinkingCluster",
    "LinkingPool",
    "Place",
    "PooledHands",
    "do",
    "seconds_of",
]
