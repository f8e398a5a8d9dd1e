"""Measure whether pages stay quick: ``python -m benchmarks.pages [--most N] [--keep FOLDER]``.

Databases of a thousand claims and ten times as many each time are generated, and each page is
asked for of the same kind of row: the median of some requests, in processor seconds, so that a
busy machine does not count.  The last column is the time at the most claims over that at the
least; three is what is allowed.
"""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from datasette.app import Datasette

from benchmarks.bulk import sizes, write

LEAST, ALLOWED = 1_000, 3.0
ROWS, AGAIN = 6, 3
"""Rows of each kind that are asked for, and how often each."""

# From the middle of the tables, as the first and last rows of an index are the nearest.
_MIDDLE = (
    "SELECT id FROM {table} {where} LIMIT {rows} OFFSET (SELECT count(*) / 2 FROM {table} {where})"
)


async def addresses(database: Any, rows: int) -> dict[str, list[str]]:
    """Return the addresses that are asked for, by the name of the page."""

    async def some(sql: str) -> list[str]:
        # Choosing rows may take as long as it needs; it is not what is measured.
        def read(connection: sqlite3.Connection) -> list[str]:
            return [row[0] for row in connection.execute(sql).fetchall()]

        found: list[str] = await database.execute_fn(read)
        return found

    def middle(table: str, where: str = "") -> str:
        return _MIDDLE.format(table=table, where=where, rows=rows)

    claims = await some(middle("claims", "WHERE n_figures > 0"))
    documents = await some(middle("documents"))
    events = await some(middle("events", "WHERE n_claims BETWEEN 20 AND 30"))
    unnamed = await some(middle("sources", "WHERE named = 0"))
    great = await some("SELECT source_id FROM source_totals ORDER BY n_claims DESC LIMIT 3")
    days = await some("SELECT published FROM documents ORDER BY published LIMIT 1")
    root = "/bulk/-/"
    found = {
        "start": [f"{root}provenance"],
        "event": [f"{root}event/{key}" for key in events],
        "event as CSV": [f"{root}event/{key}.csv" for key in events],
        "event as GeoJSON": [f"{root}event/{key}.geojson" for key in events],
        "document": [f"{root}document/{key}" for key in documents],
        "claim": [f"{root}claim/{key}" for key in claims],
        "source of most claims": [f"{root}source/{key}" for key in great],
        "source of one page": [f"{root}source/{key}" for key in unnamed],
        "queue": [f"{root}queue", f"{root}queue?after={claims[0]}"],
        "queue, by flag": [f"{root}queue?flag=disputed", f"{root}queue?flag=unnamed_source"],
        "queue, by source": [f"{root}queue?source={key}" for key in great],
        "queue, by name": [f"{root}queue?source=Office+7"],
        "queue, by event": [f"{root}queue?event={key}" for key in events],
        "queue, by date": [f"{root}queue?since={days[0]}"],
        "events": [f"{root}events", f"{root}events?order=newest"],
        "feed": [f"{root}feed.atom"],
    }
    return {name: paths for name, paths in found.items() if paths}


async def measure(path: Path) -> dict[str, float]:
    """Return the median processor seconds of each page."""
    datasette = Datasette([str(path)], settings={"num_sql_threads": 1})
    await datasette.invoke_startup()
    found = {}
    for name, paths in (await addresses(datasette.get_database("bulk"), ROWS)).items():
        times = []
        for turn in range(AGAIN + 1):
            for one in paths:
                start = time.process_time()
                response = await datasette.client.get(one)
                cost = time.process_time() - start
                if response.status_code != 200 or "oo long" in response.text:
                    raise click.ClickException(f"{one}: {response.status_code}")
                if turn:  # the first turn fills the caches
                    times.append(cost)
        found[name] = statistics.median(times)
    return found


def shown(found: Mapping[int, Mapping[str, float]]) -> str:
    """Return the table: pages as rows, sizes as columns, milliseconds, and the ratio."""
    least, most = min(found), max(found)
    head = f"{'page':24}" + "".join(f"{size:>12,}" for size in found) + f"{'ratio':>8}"
    lines = [head]
    for name in found[most]:
        cells = "".join(f"{1000 * found[size].get(name, 0):12.1f}" for size in found)
        first = found[least].get(name)
        ratio = f"{found[most][name] / first:8.2f}" if first else f"{'-':>8}"
        lines.append(f"{name:24}{cells}{ratio}")
    return "\n".join(lines)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--most", default=100_000, show_default=True, type=click.IntRange(min=LEAST))
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), help="Keep the databases here."
)
def main(most: int, keep: Path | None) -> None:
    """Print what each page costs up to MOST claims; exit 1 when one grows more than allowed."""
    found: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes(LEAST, most):
            path = (keep or Path(folder)) / str(size) / "bulk.db"
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                start = time.process_time()
                write(path, size)
                spent = time.process_time() - start
                megabytes = path.stat().st_size / 2**20
                click.echo(
                    f"{size:,} claims: {megabytes:,.0f} MiB, made in {spent:.0f} s", err=True
                )
            found[size] = asyncio.run(measure(path))
    click.echo(shown(found))
    worst = max(found[max(found)][name] / first for name, first in found[min(found)].items())
    if worst > ALLOWED:
        raise click.ClickException(f"a page takes {worst:.1f} times as long; {ALLOWED} is allowed")


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.pages")
