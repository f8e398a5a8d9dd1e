"""Ingest more and more articles: ``python -m benchmarks.growth [--most 10000]``.

Every size runs in a process of its own, since a peak of memory is never given back.  Seconds
are of the processor, so that a busy machine does not count.  Extraction with writing and the
linking after it are told apart: the first must be flat an article and its memory flat at all.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.texts import SENTENCES, write_articles

SIZES = (100, 316, 1_000, 3_162, 10_000, 31_623, 100_000)


class Clock:
    """A reporter that notes processor time and memory where linking begins."""

    def __init__(self) -> None:
        self.cpu = self.peak = 0.0
        self.articles = 0

    def stage(self, name: str) -> None:
        """Note what extraction has cost."""
        if name == "linking claims":
            self.cpu, self.peak = processor(), peak()

    def expect(self, size: int | None) -> None:
        """Take no note."""

    def done(self, name: str, size: int = 0) -> None:
        """Count an article."""
        self.articles += 1

    def problem(self, error: Exception) -> None:
        """Take no note."""

    def note(self, message: str) -> None:
        """Take no note."""


def processor() -> float:
    """Return the processor seconds of this process and of those that it has ended."""
    return sum(os.times()[:4])


def peak() -> float:
    """Return the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


ENDING = 30
"""Seconds that a worker is given to end."""


def worker_peak() -> float:
    """Return the most memory that one ended process of ours has held, in MiB."""
    for child in active_children():
        # The system tells of those that have ended.
        child.join(ENDING)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def one(count: int, workers: int, sentences: int) -> dict[str, Any]:
    """Ingest ``count`` generated articles and return what that cost."""
    from provenance.cli.job import ingest
    from provenance.packs import Packs
    from provenance.store import connect

    with TemporaryDirectory() as place:
        source = write_articles(Path(place) / "articles.jsonl", count, sentences=sentences)
        packs, path = Packs(), Path(place) / "a.db"
        db, clock = connect(path, create=True), Clock()
        before, begun = processor(), time.perf_counter()
        summary = ingest(db, [str(source)], packs, clock, workers=workers)
        db.close()
        return {
            "articles": count,
            "claims": summary.claims,
            "extraction": clock.cpu - before,
            "linking": processor() - clock.cpu if workers == 1 else None,
            "wall": time.perf_counter() - begun,
            "peak": clock.peak,
            "peak_linked": peak(),
            "peak_worker": worker_peak(),
            "size": path.stat().st_size,
        }


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--most", default=10_000, show_default=True, type=click.IntRange(min=100))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(min=1))
@click.option("--sentences", default=SENTENCES, show_default=True, help="Of each article.")
@click.option("--one", "single", type=int, hidden=True)
def main(most: int, workers: int, sentences: int, single: int | None) -> None:
    """Print what 100, 316, 1,000, … up to MOST generated articles cost, an article each."""
    if single is not None:
        print(json.dumps(one(single, workers, sentences)))
        return
    table = Table(title=f"Ingest with {workers} process(es)", title_justify="left")
    names = ("articles", "claims", "extract + write, ms", "linking, ms", "peak, MiB")
    for column in (*names, "after linking, MiB", "worker, MiB", "database, KiB"):
        table.add_column(column, justify="right")
    for count in (size for size in SIZES if size <= most):
        command = [sys.executable, "-m", "benchmarks.growth", "--one", str(count)]
        done = subprocess.run(
            [*command, "--workers", str(workers), "--sentences", str(sentences)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        found = json.loads(done.stdout.splitlines()[-1])
        with suppress(TypeError):
            found["linking"] = f"{1000 * found['linking'] / count:.1f}"
        row = (
            f"{count:,}",
            f"{found['claims']:,}",
            f"{1000 * found['extraction'] / count:.1f}",
            found["linking"] or "–",
            f"{found['peak']:,.0f}",
            f"{found['peak_linked']:,.0f}",
            f"{found['peak_worker']:,.0f}" if workers > 1 else "–",
            f"{found['size'] / count / 1024:.1f}",
        )
        table.add_row(*row)
        print(*row, sep="\t", flush=True)
    Console().print(table)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.growth")
