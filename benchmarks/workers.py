"""One process against more: ``python -m benchmarks.workers [PATH] [--workers 2]``.

Rounds in turn, so that a busy machine slows both; the whole command is measured, the start of
the processes and the linking too, and extraction and writing alone.
"""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.table import Table

from benchmarks.texts import write_articles
from provenance.cli.job import ingest
from provenance.cli.supply import find_articles
from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Raw
from provenance.store import connect


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
    after = os.times()
    # Processes are ended and so counted when the job is over.
    cpu = sum(after[:4]) - sum(before[:4])
    return whole, clock.linking - clock.begun, cpu


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--articles", default=400, show_default=True, help="Generated when no PATH is given.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(min=2))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1))
def main(path: Path | None, articles: int, workers: int, rounds: int) -> None:
    """Ingest PATH with one process and with WORKERS, in turn, and print how they compare."""
    packs = Packs()
    costs: dict[int, list[tuple[float, float, float]]] = {1: [], workers: []}
    with TemporaryDirectory() as place:
        source = path or write_articles(Path(place) / "articles.jsonl", articles)
        count = sum(isinstance(one, Raw) for one in find_articles([str(source)], packs))
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
    for name, at in (("whole job", 0), ("without linking", 1)):
        ratios = [a[at] / b[at] for a, b in zip(costs[1], costs[workers], strict=True)]
        print(
            f"{name}: {workers} processes are {statistics.median(ratios):.2f} times as fast"
            f" (least {min(ratios):.2f}, most {max(ratios):.2f})"
        )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.workers")
