"""The supply of articles: which there are, which are known, and who extracts them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from provenance.engine.crew import Alone, Crew, crew_for
from provenance.engine.limits import WORTH_A_POOL, usual_workers
from provenance.engine.worker import Task
from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Options, Raw, expand, raws, raws_stream

if TYPE_CHECKING:
    from provenance.engine.crew import Results

STDIN = "standard input"
_READ_AHEAD_BYTES = 4_000_000
PACKED = frozenset({".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".warc"})
"""Endings of files whose size does not tell how much text is in them."""


class Reporter(Protocol):
    """What is told while the work goes on."""

    def stage(self, name: str) -> None:
        """Say what is being done from now on."""

    def expect(self, size: int | None) -> None:
        """Say how many bytes of articles are to come; None when nobody knows."""

    def done(self, name: str, size: int = 0) -> None:
        """Say that the article ``name`` of so many bytes is dealt with."""

    def problem(self, error: InputError) -> None:
        """Say what could not be read."""

    def note(self, message: str) -> None:
        """Say what a person should know; nothing went wrong."""


def find_articles(
    paths: Sequence[str], packs: Packs, options: Options | None = None
) -> Iterator[Raw | InputError]:
    """Yield the articles of every path in turn, unread; ``-`` is JSON Lines on standard input."""
    for path in paths:
        if path == "-":
            yield from raws_stream(sys.stdin.buffer, STDIN)
        else:
            yield from raws(Path(path), packs, options)


def size_of(paths: Iterable[str]) -> int | None:
    """Return the bytes of all files under ``paths``; None when that says little of the work."""
    total = 0
    for path in paths:
        if path == "-":
            return None
        found = expand(Path(path))
        files = (file for one in found for file in ([one] if one.is_file() else _files(str(one))))
        for file in files:
            if file.suffix.lower() in PACKED:
                return None
            try:
                total += file.stat().st_size
            except OSError:
                continue
    return total


def _files(folder: str) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in names if not name.startswith("."))


def extract_all(
    supply: Iterator[Raw],
    task: Task,
    packs: Packs,
    workers: int | None,
    say: Callable[[str], None],
) -> Generator[Results]:
    """Yield articles with what was made of them, by ``workers`` processes or by this one."""
    crew, supply = crew_of(supply, task, packs, workers, say)
    with crew:
        yield from crew.extract(supply)


def crew_of(
    supply: Iterator[Raw],
    task: Task,
    packs: Packs,
    workers: int | None,
    say: Callable[[str], None],
) -> tuple[Alone | Crew, Iterator[Raw]]:
    """Return who is to extract articles, and the articles.

    Without a number of ``workers``, processes are started for as many articles as make them
    worth while.
    """
    if workers is None:
        ahead: list[Raw] = []
        size = 0
        for raw in islice(supply, WORTH_A_POOL):
            ahead.append(raw)
            size += len(raw.data)
            if size > _READ_AHEAD_BYTES:
                break
        enough = len(ahead) == WORTH_A_POOL or size > _READ_AHEAD_BYTES
        workers = usual_workers() if enough else 1
        supply = chain(ahead, supply)
    say("loading the language model" if workers == 1 else f"starting {workers} processes")
    return crew_for(task, packs, workers), supply


__all__ = ["Reporter", "crew_of", "extract_all", "find_articles", "size_of"]
