"""Processes on this machine: chunks out, results back in order, the dead replaced."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Generic, TypeVar

from provenance.engine.limits import EngineError
from provenance.engine.pieces import DEATHS, TRIES, Chunk, Failed, Piece
from provenance.engine.process import AHEAD, Process, Setup

Item = TypeVar("Item")
Result = TypeVar("Result")

WINDOW = 4
"""Chunks a process that may be under way or wait for an earlier one: memory is bounded."""
DEATHS_IN_A_ROW = 25
"""More than it takes to find one item in a chunk; then it is not the items."""
STARTS = 3


class Pool(Generic[Item, Result]):
    """Some processes that do the same work; to be used in a ``with`` statement.

    ``setup`` makes the work in each process.  ``seconds`` says how long items may take: a
    process that takes longer is ended.  Raises what ``setup`` raises, and EngineError when
    processes die whatever they are given.
    """

    def __init__(
        self, workers: int, setup: Setup, seconds: Callable[[Sequence[Item]], float]
    ) -> None:
        self.setup = setup
        self.seconds = seconds
        self.processes = [Process(setup) for _ in range(workers)]
        self.starts = 0
        """Processes that died before they were ready, since one was."""
        self.deaths = 0
        """Processes that died at work, since one has done any."""

    def pids(self) -> list[int]:
        """Return the ids of the processes that have begun."""
        return [one.pid.result() for one in self.processes if one.pid.done()]

    def __enter__(self) -> Pool[Item, Result]:
        """Return the pool; its processes are starting already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all processes."""
        for process in self.processes:
            process.end()

    def run(self, chunks: Iterable[Sequence[Item]]) -> Iterator[list[tuple[Item, Result | Failed]]]:
        """Yield, for each chunk in order, every item with its result or why there is none."""
        source = iter(chunks)
        order: deque[Chunk[Item]] = deque()
        again: deque[Piece[Item]] = deque()
        while True:
            self._feed(source, order, again)
            if not order:
                return
            if not order[0].missing:
                chunk = order.popleft()
                yield list(zip(chunk.items, chunk.results, strict=True))  # type: ignore[arg-type]
                continue
            self._collect(again)

    def _feed(
        self, source: Iterator[Sequence[Item]], order: deque[Chunk[Item]], again: deque[Piece[Item]]
    ) -> None:
        """Give work to every process that has room, what failed before first."""
        while True:
            process = min(self.processes, key=lambda one: len(one.given))
            if len(process.given) >= AHEAD:
                return
            if again:
                piece = again.popleft()
            elif len(order) >= WINDOW * len(self.processes) + AHEAD:
                return
            elif (items := next(source, None)) is not None:
                chunk = Chunk(items)
                order.append(chunk)
                piece = Piece(chunk, 0, len(items))
            else:
                return
            if not process.give(piece, self.seconds(piece.items)):
                again.appendleft(piece)
                if process.given:
                    # What it died of is found when the first of these is taken.
                    return
                self._replace(process)
                self._count_start()

    def _collect(self, again: deque[Piece[Item]]) -> None:
        """Wait until a process is done with something, and take it."""
        busy = [process for process in self.processes if process.given]
        done, _ = wait([process.given[0][0] for process in busy], return_when=FIRST_COMPLETED)
        for process in busy:
            if process.given[0][0] in done:
                self._take(process, again)

    def _take(self, process: Process, again: deque[Piece[Item]]) -> None:
        since = process.since
        future, piece = process.taken()
        error = future.exception()
        if error is None:
            piece.done(future.result())
            self.starts = self.deaths = 0
            return
        begun = process.ready.exception()
        if not isinstance(error, BrokenProcessPool):
            if begun is not None:
                raise begun
            left = piece.failed(f"it made a worker fail ({type(error).__name__}: {error})")
            again.extendleft(reversed(left))
            return
        # What it had not begun is nobody's fault; the piece that it was at may be.
        left = [other for _, other in process.given]
        self._replace(process)
        if begun is not None:
            self._count_start()
            left.insert(0, piece)
        else:
            self._count_death()
            limit = self.seconds(piece.items)
            late = time.monotonic() - since >= limit
            why = f"it took more than {limit:,.0f} seconds" if late else "it ended a worker process"
            left = [*piece.failed(why, TRIES if late else DEATHS), *left]
        again.extendleft(reversed(left))

    def _replace(self, process: Process) -> None:
        self.processes[self.processes.index(process)] = Process(self.setup)
        process.end(dead=True)

    def _count_start(self) -> None:
        self.starts += 1
        if self.starts >= STARTS * len(self.processes):
            raise EngineError(
                "worker processes end before they have begun; is memory short? Each takes some "
                "300 MB: give --workers a smaller number, or 1 to do without"
            )

    def _count_death(self) -> None:
        self.deaths += 1
        if self.deaths >= DEATHS_IN_A_ROW:
            raise EngineError(
                f"{self.deaths} worker processes died one after the other, whatever they were "
                "given; is memory short? Give --workers a smaller number and run this again: "
                "what is stored stays"
            )


__all__ = ["Pool"]
