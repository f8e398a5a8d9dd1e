"""Kill workers for as long as you like: ``python -m benchmarks.soak --minutes 60``.

Round after round the same generated articles are extracted by two worker processes, on a Dask
cluster and on this machine in turn, while one of the workers is killed every few seconds.  On
this machine they link too and are killed at that.  The rows of every round are compared with
those of one undisturbed process.  The exit status is 1 when any differ, or when nothing was
killed.
"""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import click
from sqlite_utils import Database

from benchmarks.texts import write_articles
from provenance.cli.progress import Terminal
from provenance.cli.relinking import basis_for, relink
from provenance.engine.cluster import connect_cluster, extract_clustered
from provenance.engine.crew import Crew, extract_here
from provenance.engine.parquet import Shelf
from provenance.engine.worker import Task
from provenance.extract.settings import settings_of
from provenance.packs import Packs
from provenance.read import Raw, raws
from provenance.store import Writer, connect, run_id, start_run
from provenance.store.articles import Article

if TYPE_CHECKING:
    from provenance.cli.relinking import Elsewhere, Helpers
    from provenance.engine.crew import Results
    from provenance.link.jobs import Job
    from provenance.link.shelf import Corpus

CHUNK = 5
"""Articles that go to a cluster at a time: few, so that much is lost often."""
DATABASE = "a.db"
Result = TypeVar("Result")
Rows = dict[str, list[tuple[object, ...]]]


def rows(path: Path) -> Rows:
    """Return all rows of a database but for the clocks."""
    with closing(sqlite3.connect(path)) as db:
        tables = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"
            " AND name NOT LIKE '%sqlite%' AND name NOT LIKE 'linking%'"
            " AND name NOT IN ('runs', 'captures') ORDER BY name"
        ).fetchall()
        return {
            name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in tables
        }


class Killer:
    """Kills one of some processes every ``mean`` seconds or so, while work goes on.

    Not before something was done since the last kill: on a machine that is slower than the
    killing nothing would ever be done, and nothing learnt.
    """

    def __init__(self, pids: Callable[[], list[int]], chance: Random, mean: float) -> None:
        self.pids, self.chance, self.mean = pids, chance, mean
        self.kills = 0
        self._done = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._kill, daemon=True)

    def __enter__(self) -> Killer:
        """Begin to kill."""
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Kill no more."""
        self._over.set()
        self._done.set()
        self._thread.join()

    def watch(self, results: Iterable[Result]) -> Iterator[Result]:
        """Yield results, and note that something was done."""
        for some in results:
            self._done.set()
            yield some

    def _kill(self) -> None:
        while not self._over.wait(self.chance.uniform(0.5, 1.5) * self.mean):
            self._done.wait()
            if self._over.is_set():
                return
            self._done.clear()
            with suppress(Exception):
                os.kill(self.chance.choice(self.pids()), signal.SIGKILL)
                self.kills += 1


class WatchedHands:
    """Who links, watched by who kills."""

    def __init__(self, hands: Helpers, killer: Killer) -> None:
        self._hands = hands
        self._killer = killer

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Any]:
        """Pass on."""
        yield from self._killer.watch(self._hands(jobs))

    def close(self) -> None:
        """Pass on."""
        self._hands.close()


def store(db: Database, packs: Packs, run: str, results: Iterator[Results]) -> list[str]:
    """Write what was made; return what failed."""
    writer, failed = Writer(db, run, basis_for(db, packs)), []
    for some in results:
        writer.add_all(one for _, one in some if isinstance(one, Article))
        failed += [str(one) for _, one in some if not isinstance(one, Article)]
    return failed


@contextmanager
def on_dask(
    found: list[Raw], task: Task, folder: Path, chance: Random, mean: float
) -> Iterator[tuple[Killer, Iterator[Results], None]]:
    """Yield the kills and the results of a cluster of two workers; it does not link."""
    client, cluster = connect_cluster(None, 2)
    shelf = Shelf(str(folder / "chunks"))
    assert cluster is not None

    def pids() -> list[int]:
        return [nanny.pid for nanny in cluster.workers.values() if nanny.pid]

    try:
        with Killer(pids, chance, mean) as killer:
            made = extract_clustered(found, task, client, shelf.url, most=CHUNK)
            yield killer, killer.watch(results for _, results in made), None
    finally:
        client.close()
        cluster.close()


@contextmanager
def by_crew(
    found: list[Raw], task: Task, folder: Path, chance: Random, mean: float
) -> Iterator[tuple[Killer, Iterator[Results], Elsewhere]]:
    """Yield the kills and the results of two processes, and how they link."""
    with Crew(task, 2, lambda _: 600) as crew, Killer(crew.pids, chance, mean) as killer:
        linking = crew.linking(folder / DATABASE)

        def watched(rules: str, corpus: Corpus) -> WatchedHands:
            return WatchedHands(linking(rules, corpus), killer)

        yield killer, killer.watch(crew.extract(found)), watched


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--minutes", default=60.0, show_default=True, type=click.FloatRange(min=0.1))
@click.option("--articles", default=200, show_default=True, type=click.IntRange(min=20))
@click.option("--every", default=5.0, show_default=True, help="Seconds from kill to kill.")
@click.option("--seed", default=1, show_default=True)
def main(minutes: float, articles: int, every: float, seed: int) -> None:
    """Extract ARTICLES articles over and over while workers are killed; compare the rows."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it tells of every death
    packs, chance = Packs(), Random(seed)
    task = Task(packs.names, run_id(settings_of(packs)), sketches=True)
    wrong = 0
    with TemporaryDirectory() as place:
        source = write_articles(Path(place) / "articles.jsonl", articles, seed)
        found = [one for one in raws(source, packs) if isinstance(one, Raw)]
        alone = extract_here(found, task, packs)
        expected = made_by(Path(place) / "one.db", packs, alone, None)[0]
        print(f"{articles} articles, {len(expected['claims'])} claims in one process", flush=True)
        end = time.monotonic() + 60 * minutes
        number = killed = 0
        while time.monotonic() < end:
            number += 1
            name, way = ("dask", on_dask) if number % 2 else ("crew", by_crew)
            folder = Path(place) / str(number)
            folder.mkdir()
            begun = time.monotonic()
            with way(found, task, folder, chance, every) as (killer, results, elsewhere):
                got, failed = made_by(folder / DATABASE, packs, results, elsewhere)
            same = got == expected and not failed
            wrong += not same
            killed += killer.kills
            print(
                f"round {number:3} {name}: {time.monotonic() - begun:6.1f} s, "
                f"{killer.kills:2} kills, {'same rows' if same else 'OTHER ROWS'}"
                f"{', failed: ' + '; '.join(failed) if failed else ''}",
                flush=True,
            )
    print(f"{number} rounds, {killed} kills, {wrong} rounds with other rows")
    # Rounds shorter than the time from kill to kill would prove nothing.
    raise SystemExit(1 if wrong or not killed else 0)


def made_by(
    path: Path, packs: Packs, results: Iterator[Results], elsewhere: Elsewhere | None
) -> tuple[Rows, list[str]]:
    """Return the rows of a database of some results, linked, and what failed."""
    db = connect(path, create=True)
    run = start_run(db, settings_of(packs))
    failed = store(db, packs, run, results)
    relink(db, packs, run, Terminal(), again=False, elsewhere=elsewhere)
    db.close()
    return rows(path), failed


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.soak")
