"""Work that processes are given in tests: it multiplies, dies, hangs or raises."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from multiprocessing import connection
from pathlib import Path

from provenance.engine.process import Work
from provenance.errors import ModelError

DIES, HANGS, RAISES, TEARS = -1, -2, -3, -4


def times(factor: int) -> Work:
    """Make work that multiplies; some numbers are poison."""

    def work(items: Sequence[int]) -> list[int]:
        for item in items:
            if item == DIES:
                os.kill(os.getpid(), signal.SIGKILL)
            if item == HANGS:
                time.sleep(600)
            if item == RAISES:
                raise MemoryError("no more")
            if item == TEARS:
                connection.Connection._send = _half  # type: ignore[attr-defined]
        return [item * factor for item in items]

    return work


def _half(pipe: connection.Connection, data: bytes, write: object = None) -> None:
    """Send half of some bytes and die."""
    os.write(pipe.fileno(), bytes(data)[: len(data) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def slowly(items: Sequence[int]) -> list[int]:
    """Work that takes a moment."""
    time.sleep(0.05 * len(items))
    return [item * 10 for item in items]


def slow() -> Work:
    """Make slow work."""
    return slowly


def note(folder: str) -> Work:
    """Make slow work of a process that leaves its id in a folder."""
    Path(folder, str(os.getpid())).touch()
    return slowly


def cannot() -> Work:
    """Fail to make work."""
    raise ModelError("the weights are missing")


def cannot_live() -> Work:
    """Die before there is work."""
    os._exit(3)


def late() -> Work:
    """Make work only after a while; what is sent meanwhile waits in the pipe."""
    time.sleep(1.0)
    return times(10)
