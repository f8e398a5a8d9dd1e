"""One worker process: a pool of one, so that whose death it was is never in doubt.

A pool of many (``concurrent.futures``) breaks as a whole when one of its processes dies, and
does not say on which work.  Here each process is a pool of its own.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from typing import Any, TypeVar

from provenance.engine.pieces import Piece

Item = TypeVar("Item")
Result = TypeVar("Result")

Work = Callable[[Sequence[Any]], list[Any]]
"""What a process does with some items: a result for each, in order."""
Setup = Callable[[], Work]
"""What makes the work, once in each process; can be pickled."""

AHEAD = 2
"""Pieces given to a process at a time: it need not wait for us between them."""

_work: Work | None = None


class Process:
    """A process that works on pieces, in the order in which they are given."""

    def __init__(self, setup: Setup) -> None:
        self.given: deque[tuple[Future[list[Any]], Piece[Any]]] = deque()
        self.since = time.monotonic()
        """When the first of the given pieces was begun, at the earliest."""
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_settle_in)
        self.pid = self._pool.submit(os.getpid)
        _let_go(self._pool)
        self.ready = self._pool.submit(_prepare, setup)

    def give(self, piece: Piece[Any], seconds: float) -> bool:
        """Let the process work on a piece, for so many seconds at most; False: it is dead."""
        try:
            future = self._pool.submit(_do, piece.items, seconds)
        except BrokenProcessPool:
            return False
        if not self.given:
            self.since = time.monotonic()
        self.given.append((future, piece))
        return True

    def taken(self) -> tuple[Future[list[Any]], Piece[Any]]:
        """Take the first of the given pieces, which is done or has failed."""
        first = self.given.popleft()
        self.since = time.monotonic()
        return first

    def end(self, *, dead: bool = False) -> None:
        """End the process at once; what it was at is lost.  A ``dead`` one has ended itself."""
        if (
            not dead
            and self.pid.done()
            and not self.pid.cancelled()
            and self.pid.exception() is None
        ):
            with suppress(OSError):
                os.kill(self.pid.result(), signal.SIGTERM)
        self._pool.shutdown(wait=False, cancel_futures=True)


def _let_go(pool: ProcessPoolExecutor) -> None:
    """Close our copies of those ends of the pipes that a started process alone has to hold.

    While we hold the writing end, nothing tells us that a process was killed in the middle of
    what it sent, and we wait for the rest for ever; while we hold the reading end, what we send
    to a dead one is never refused (CPython issue 94777, mended for this end only as of 3.11.5).
    """
    for queue, end in (("_result_queue", "_writer"), ("_call_queue", "_reader")):
        connection = getattr(getattr(pool, queue, None), end, None)
        if connection is not None:
            connection.close()


def _settle_in() -> None:
    """Make a new process fit for its place: it ends with its parent, which alone hears Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when its parent is gone, however that came: nobody waits for it."""
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _prepare(setup: Setup) -> None:
    global _work
    _work = setup()


def _do(items: Sequence[Any], seconds: float) -> list[Any]:
    """Work on items; a process that takes too long ends itself, wherever it hangs."""
    assert _work is not None
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            return _work(items)
        finally:
            faulthandler.cancel_dump_traceback_later()


__all__ = ["AHEAD", "Process", "Setup", "Work"]
