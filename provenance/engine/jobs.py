"""Extraction of many articles, in this process or in others: the same results, in order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from provenance.engine.limits import patience
from provenance.engine.pieces import Failed, chunks, tapering
from provenance.engine.pool import Pool
from provenance.engine.worker import Product, Task, Worker
from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Raw

if TYPE_CHECKING:
    from provenance.records import Extraction
    from provenance.store.articles import Article

    Made = Article | bytes | Extraction | InputError
    Results = list[tuple[Raw, Made]]

REMEDY = "the article is left out; please report it with its text"


def extract_here(raws: Iterable[Raw], task: Task, packs: Packs | None = None) -> Generator[Results]:
    """Yield articles with what was made of them, some at a time, from this process."""
    worker = Worker(task, packs)
    for some in chunks(raws, _size):
        yield list(zip(some, worker(some), strict=True))


def extract_pooled(
    raws: Iterable[Raw],
    task: Task,
    workers: int,
    seconds: Callable[[Sequence[Raw]], float] | None = None,
) -> Generator[Results]:
    """Yield articles with what was made of them, some at a time, from ``workers`` processes.

    Memory does not depend on the number of articles.  An article that ends its process, or
    that takes longer than ``seconds``, becomes an InputError, and the rest goes on.
    """
    with Pool[Raw, "Made"](workers, partial(Worker, task), seconds or _seconds) as pool:
        for some in pool.run(tapering(raws, _size, workers)):
            yield [(raw, _named(raw, made)) for raw, made in some]


def _named(raw: Raw, made: Made | Failed) -> Made:
    return InputError(raw.origin, str(made), REMEDY) if isinstance(made, Failed) else made


def _size(raw: Raw) -> int:
    return len(raw.data)


def _seconds(raws: Sequence[Raw]) -> float:
    return patience(sum(map(_size, raws)))


__all__ = ["Product", "Task", "extract_here", "extract_pooled"]
