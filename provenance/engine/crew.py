"""Crews: who extracts articles and then links the pages, in this process or in others.

The same processes do both, for what they have just made they still have at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from provenance.engine.limits import patience
from provenance.engine.linking import Assignment, Bench, Place, PooledHands, seconds_of
from provenance.engine.pieces import Failed, chunks, tapering
from provenance.engine.pool import Pool
from provenance.engine.worker import Task, Worker
from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Raw

if TYPE_CHECKING:
    from provenance.link.shelf import Corpus, Shelf
    from provenance.records import Extraction
    from provenance.store.articles import Article

    Made = Article | bytes | Extraction | InputError
    Results = list[tuple[Raw, Made]]

REMEDY = "the article is left out; please report it with its text"


class Alone:
    """This process does it all."""

    def __init__(self, task: Task, packs: Packs | None = None) -> None:
        self._task = task
        self._packs = packs
        self.shelf: Shelf | None = None
        """The last pages that were sketched."""

    def __enter__(self) -> Alone:
        """Return it; there is nothing to end."""
        return self

    def __exit__(self, *error: object) -> None:
        """Do nothing."""

    def linking(self, path: Path) -> None:
        """Return no helpers for linking: there are none."""

    def extract(self, raws: Iterable[Raw]) -> Generator[Results]:
        """Yield articles with what was made of them, some at a time."""
        worker = Worker(self._task, self._packs)
        self.shelf = worker.shelf
        for some in chunks(raws, _size):
            yield list(zip(some, worker(some), strict=True))


class Crew:
    """Some processes on this machine; to be used in a ``with`` statement.

    Memory does not depend on the number of articles.  An article that ends its process, or
    that takes longer than ``seconds``, becomes an InputError, and the rest goes on.
    """

    def __init__(
        self, task: Task, workers: int, seconds: Callable[[Sequence[Raw]], float] | None = None
    ) -> None:
        self._task = task
        self._workers = workers
        self._seconds = seconds or (lambda raws: patience(sum(map(_size, raws))))
        self._pool: Pool[Any, Any] = Pool(workers, partial(_Member, task, workers), self._patience)
        self._linkings = 0
        self.shelf = None
        """Each process has its own."""

    def __enter__(self) -> Crew:
        """Return the crew; its processes are starting already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all processes."""
        self._pool.__exit__(kind, error, trace)

    def extract(self, raws: Iterable[Raw]) -> Generator[Results]:
        """Yield articles with what was made of them, some at a time, in their order."""
        for some in self._pool.run(tapering(raws, _size, self._workers)):
            yield [(raw, _named(raw, made)) for raw, made in some]

    def pids(self) -> list[int]:
        """Return the ids of the processes that have begun."""
        return self._pool.pids()

    def linking(self, path: Path) -> Callable[[str, Corpus], PooledHands]:
        """Return who makes helpers for linking the database at a path."""

        def helpers(rules: str, corpus: Corpus) -> PooledHands:
            # What is stored may be other than the last time.
            self._linkings += 1
            return PooledHands(self._pool, Place(path, rules, self._linkings))

        return helpers

    def _patience(self, items: Sequence[Any]) -> float:
        return seconds_of(items) if isinstance(items[0], Assignment) else self._seconds(items)


class _Member:
    """What a process of a crew does: articles, and linking jobs, but not both at once."""

    def __init__(self, task: Task, workers: int) -> None:
        self._worker = Worker(task, workers=workers)
        self._bench = Bench(self._worker.packs, self._worker.shelf, task.run_id)

    def __call__(self, items: Sequence[Any]) -> list[Any]:
        return self._bench(items) if isinstance(items[0], Assignment) else self._worker(items)


def crew_for(task: Task, packs: Packs, workers: int) -> Alone | Crew:
    """Return who does it with so many processes."""
    return Alone(task, packs) if workers == 1 else Crew(task, workers)


def extract_here(raws: Iterable[Raw], task: Task, packs: Packs | None = None) -> Iterator[Results]:
    """Yield articles with what was made of them, some at a time, from this process."""
    return Alone(task, packs).extract(raws)


def _named(raw: Raw, made: Made | Failed) -> Made:
    return InputError(raw.origin, str(made), REMEDY) if isinstance(made, Failed) else made


def _size(raw: Raw) -> int:
    return len(raw.data)


__all__ = ["Alone", "Crew", "crew_for", "extract_here"]
