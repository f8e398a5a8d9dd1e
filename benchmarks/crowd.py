"""Measure one event of very many claims: ``python -m benchmarks.crowd [--most N] [--a-page N]``.

Generated pages that all tell of one happening are stored, linked, compared in the terminal, and
shown: event page and its CSV.  Ten thousand claims and ten times as many; processor seconds, so
that a busy machine does not count, and the memory at its peak, each size in a process of its own.
"""

from __future__ import annotations

import asyncio
import hashlib
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from multiprocessing import get_context
from pathlib import Path

import click
from datasette.app import Datasette

from benchmarks.generated import crowd
from provenance.cli.compare import Found, choose
from provenance.cli.compare import show as show_event
from provenance.cli.progress import Terminal
from provenance.cli.relinking import relink
from provenance.packs import Packs
from provenance.records import Capture, Extraction
from provenance.store import Writer, connect, start_run

LEAST = 10_000


@dataclass(slots=True)
class Steps:
    """What each step took, and what came out."""

    seconds: dict[str, float] = field(default_factory=dict)
    peaks: dict[str, float] = field(default_factory=dict)
    """Memory at its peak by the end of a step, in MiB."""
    sizes: dict[str, int] = field(default_factory=dict)
    """Characters that a person gets, and rows."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step."""
        start = time.process_time()
        yield
        self.seconds[name] = time.process_time() - start
        self.peaks[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def captured(page: Extraction) -> tuple[Extraction, Capture]:
    """Return a generated page with the bytes that it would have been read from."""
    data = page.document.text.encode()
    digest = hashlib.sha256(data).hexdigest()
    capture = Capture(sha256=digest, media_type="text/plain", data=data, origin=page.document.id)
    document = page.document.model_copy(update={"sha256": digest})
    return page.model_copy(update={"document": document}), capture


def measure(claims: int, a_page: int, folder: Path) -> Steps:
    """Store, link, compare and show an event of so many claims."""
    steps = Steps()
    path = folder / f"crowd{claims}.db"
    packs = Packs()
    db = connect(path, create=True)
    run = start_run(db, {"version": "1", "model": "none", "packs": ",".join(packs.names)})
    with steps.step("store"):
        writer = Writer(db, run)
        for page in crowd(claims, a_page):
            writer.add(*captured(page))
    with steps.step("link"):
        relink(db, packs, run, Terminal())
    query = "SELECT id, n_claims FROM events ORDER BY n_claims DESC LIMIT 1"
    event, steps.sizes["claims of the event"] = db.execute(query).fetchone()
    for table in ("events", "links", "flags"):
        steps.sizes[table] = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    db.close()
    shown = StringIO()
    with steps.step("compare"), redirect_stdout(shown):
        db = connect(path, read_only=True)
        show_event(Found(db, *choose(db, event)))
        db.close()
    steps.sizes["compare"] = len(shown.getvalue())
    for name, address in asyncio.run(show(path, event, steps)).items():
        steps.sizes[name] = address
    return steps


async def show(path: Path, event: str, steps: Steps) -> dict[str, int]:
    """Ask for the pages of an event; return their sizes in characters."""
    datasette = Datasette([str(path)], settings={"num_sql_threads": 1})
    await datasette.invoke_startup()
    found = {}
    for name, ending in (("event page", ""), ("event as CSV", ".csv")):
        address = f"/{path.stem}/-/event/{event}{ending}"
        with steps.step(name):
            response = await datasette.client.get(address)
        if response.status_code != 200:
            raise click.ClickException(f"{address}: {response.status_code}")
        found[name] = len(response.text)
    return found


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--most", default=100_000, show_default=True, type=click.IntRange(min=LEAST))
@click.option("--a-page", default=10, show_default=True, type=click.IntRange(min=1))
def main(most: int, a_page: int) -> None:
    """Print what an event of 10,000 claims costs, and of ten times as many up to MOST."""
    size = LEAST
    with tempfile.TemporaryDirectory() as folder:
        while size <= most:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                found = pool.submit(measure, size, a_page, Path(folder)).result()
            print(f"{size:,} claims, {a_page} a page")
            for name, seconds in found.seconds.items():
                told = f"{found.sizes[name]:,} characters" if name in found.sizes else ""
                print(f"  {name:16} {seconds:8.2f} s  peak {found.peaks[name]:7,.0f} MiB  {told}")
            rows = (f"{n:,} {name}" for name, n in found.sizes.items() if name not in found.seconds)
            print(f"  {', '.join(rows)}", flush=True)
            size *= 10


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.crowd")
