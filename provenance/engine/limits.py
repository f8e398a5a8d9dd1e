"""How much at a time: processes, articles of a chunk, seconds of patience."""

from __future__ import annotations

import os

from provenance.errors import ProvenanceError

CHUNK_ARTICLES = 32
CHUNK_BYTES = 100_000
"""What goes to a process at a time: some seconds of work, so that little is lost with it."""
PATIENCE_SECONDS = 120.0
PATIENCE_PER_BYTE = 1 / 1000
"""Seconds that a chunk may take: twenty times what it takes on a slow core."""
WORTH_A_POOL = 100
"""Articles from which on processes save more than their start costs."""
MOST_WORKERS = 61
"""What a pool of processes takes on Windows."""


class EngineError(ProvenanceError):
    """Work that cannot be done here: processes die, a cluster cannot be reached."""


def needs_dask(missing: ImportError) -> EngineError:
    """Return what to say when the extra for clusters is not installed."""
    return EngineError(
        f"{missing.name or missing} is not installed; a cluster needs: "
        "pip install 'claim-provenance[dask]'"
    )


def usual_workers() -> int:
    """Return how many processes use this machine well: one for each core we may use."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        cores = os.cpu_count() or 1
    return min(cores, MOST_WORKERS)


def patience(size: int) -> float:
    """Return the seconds that ``size`` bytes of articles may take."""
    return PATIENCE_SECONDS + size * PATIENCE_PER_BYTE


__all__ = [
    "CHUNK_ARTICLES",
    "CHUNK_BYTES",
    "MOST_WORKERS",
    "WORTH_A_POOL",
    "EngineError",
    "needs_dask",
    "patience",
    "usual_workers",
]
