"""Linking by other processes, here or in a cluster: jobs out, what comes of them back in order.

A job is a pure function of what it is given, so one whose process died is done again, and it
does not matter by whom.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.engine.limits import EngineError
from provenance.engine.pieces import Failed
from provenance.engine.pool import Pool
from provenance.link.jobs import Job, RowMaking, Workshop, with_pages
from provenance.packs import Packs

if TYPE_CHECKING:
    from distributed import Client

    from provenance.link.shelf import Corpus

SECONDS = 3_600.0
"""How long a job may take: most take a second, the rows of an event of 10⁵ claims minutes."""
AHEAD = 3
"""Jobs a worker of a cluster that are under way."""
RETRIES = 2


class LinkingPool:
    """Processes on this machine, which read the pages from the database themselves."""

    def __init__(self, path: Path, packs: Packs, rules: str, workers: int) -> None:
        setup = partial(open_workshop, path, packs.names, rules)
        self._pool: Pool[Job, Any] = Pool(workers, setup, _seconds)

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Any]:
        """Yield what comes of each job, in order; raises EngineError where one cannot be done."""
        for done in self._pool.run([job] for job in jobs):
            for job, result in done:
                if isinstance(result, Failed):
                    raise EngineError(f"{_said(job)} could not be linked: {result}; {_REMEDY}")
                yield result

    def pids(self) -> list[int]:
        """Return the ids of the processes."""
        return [process.pid.result() for process in self._pool.processes]

    def close(self) -> None:
        """End the processes."""
        self._pool.__exit__(None, None, None)


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


def _seconds(jobs: Sequence[Job]) -> float:
    return SECONDS * len(jobs)


def open_workshop(path: Path, packs: tuple[str, ...], rules: str) -> Workshop:
    """Return the workshop of a process that reads the pages itself."""
    from provenance.store import connect
    from provenance.store.corpus import StoredCorpus

    stack = _stack(packs, rules)
    return Workshop(stack, StoredCorpus(connect(path, read_only=True)))


def do(packs: tuple[str, ...], rules: str, job: Job) -> Any:
    """Do a job whose pages came with it: what a worker of a cluster runs."""
    return _workshop(packs, rules).do(job)


@lru_cache(maxsize=1)
def _workshop(packs: tuple[str, ...], rules: str) -> Workshop:
    return Workshop(_stack(packs, rules))


def _stack(packs: tuple[str, ...], rules: str) -> Packs:
    """Return the packs; raises EngineError where rules or vocabulary are not ``rules``."""
    from provenance.link.rules import rules_of

    stack = Packs(packs)
    if rules_of(stack) != rules:
        raise EngineError(
            "a worker would link otherwise: give all machines the same version of "
            "claim-provenance and packs"
        )
    return stack


__all__ = ["LinkingCluster", "LinkingPool", "do", "open_workshop"]
