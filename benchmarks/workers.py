"""One process against more: ``python -m benchmarks.workers [PATH] [--workers 2]``.

Rounds in turn, so that a busy machine slows both; the whole command is measured, the start of
the processes and the linking too, and extraction and writing alone.  What the machine itself gives
is measured beside it: processes that share nothing slow each other down too, by the caches, the
memory and the power that they share.
"""

from __future__ import annotations

import os
import statistics
import time
from multiprocessing import active_children, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.texts import write_articles
from provenance.cli.job import ingest
from provenance.cli.supply import find_articles
from provenance.engine.worker import Task, Worker
from provenance.errors import InputError
from provenance.extract.settings import settings_of
from provenance.packs import Packs
from provenance.read import Raw
from provenance.store import connect, run_id

if TYPE_CHECKING:
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Barrier


WARM, MOST = 20, 120
"""Articles that processes extract before and while they are timed beside others."""


class Clock:
    """A reporter that notes when the first article was done and when linking began."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.first = self.linking = 0.0
        self.articles = 0

    def stage(self, name: str) -> None:
        """Note when linking begins."""
        if name == "linking claims":
            self.linking = time.perf_counter()

    def expect(self, size: int | None) -> None:
        """Take no note."""

    def done(self, name: str, size: int = 0) -> None:
        """Note when the first article is done."""
        self.articles += 1
        self.first = self.first or time.perf_counter()

    def problem(self, error: InputError) -> None:
        """Take no note."""

    def note(self, message: str) -> None:
        """Take no note."""


def measured(path: Path, source: Path, packs: Packs, workers: int) -> tuple[float, float, float]:
    """Return the seconds of the job, of extraction and writing, and of processor time."""
    clock, before = Clock(), os.times()
    db = connect(path, create=True)
    ingest(db, [str(source)], packs, clock, workers=workers)
    db.close()
    whole = time.perf_counter() - clock.begun
    for process in active_children():
        process.join()
    after = os.times()
    cpu = sum(after[:4]) - sum(before[:4])
    return whole, clock.linking - clock.begun, cpu


def ceiling(raws: list[Raw], packs: Packs, workers: int) -> float:
    """Return how many times the work of one process so many do that share nothing.

    Each extracts the same articles, at the same time as the others, and writes nothing.
    """
    times: dict[int, float] = {}
    for count in (1, workers):
        context = get_context("spawn")
        barrier, results = context.Barrier(count), context.Queue()
        processes = [
            context.Process(target=_extract, args=(raws, packs.names, barrier, results))
            for _ in range(count)
        ]
        for process in processes:
            process.start()
        times[count] = max(results.get() for _ in processes)
        for process in processes:
            process.join()
    return workers * times[1] / times[workers]


def _extract(
    raws: list[Raw], names: tuple[str, ...], barrier: Barrier, results: Queue[Any]
) -> None:
    """Extract articles when all are ready; put the seconds that it took."""
    packs = Packs(names)
    worker = Worker(Task(names, run_id(settings_of(packs))), packs)
    worker(raws[:WARM])
    barrier.wait()
    begun = time.perf_counter()
    worker(raws[WARM:])
    results.put(time.perf_counter() - begun)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--articles", default=1_000, show_default=True, help="Generated when no PATH is given."
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(min=2))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1))
def main(path: Path | None, articles: int, workers: int, rounds: int) -> None:
    """Ingest PATH with one process and with WORKERS, in turn, and print how they compare."""
    packs = Packs()
    costs: dict[int, list[tuple[float, float, float]]] = {1: [], workers: []}
    with TemporaryDirectory() as place:
        source = path or write_articles(Path(place) / "articles.jsonl", articles)
        raws = [one for one in find_articles([str(source)], packs) if isinstance(one, Raw)]
        count = len(raws)
        for number in range(rounds):
            for some in (1, workers):
                made = Path(place) / f"{number}-{some}.db"
                costs[some].append(measured(made, source, packs, some))
                print(f"round {number + 1}, {some}: {costs[some][-1][0]:.1f} s", flush=True)
    table = Table(title=f"{count} articles, median of {rounds} rounds", title_justify="left")
    for column in ("processes", "whole job, s", "without linking, s", "articles/s", "processor s"):
        table.add_column(column, justify="right")
    for some, found in costs.items():
        whole, work, cpu = (statistics.median(column) for column in zip(*found, strict=True))
        table.add_row(str(some), f"{whole:.1f}", f"{work:.1f}", f"{count / work:.1f}", f"{cpu:.1f}")
    Console().print(table)
    print(
        f"{workers} processes that share nothing extract {ceiling(raws[:MOST], packs, workers):.2f}"
        " times what one does"
    )
    for name, at in (("whole job", 0), ("without linking", 1)):
        ratios = [a[at] / b[at] for a, b in zip(costs[1], costs[workers], strict=True)]
        print(
            f"{name}: {workers} processes are {statistics.median(ratios):.2f} times as fast"
            f" (least {min(ratios):.2f}, most {max(ratios):.2f})"
        )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.workers")
