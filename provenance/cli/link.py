"""The command that derives events, links and flags anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.arguments import database_argument, pack_option, scheduler_option
from provenance.cli.clustered import connected, link_there
from provenance.cli.text import number
from provenance.engine.limits import MOST_WORKERS

if TYPE_CHECKING:
    from sqlite_utils import Database

    from provenance.cli.relinking import Elsewhere
    from provenance.packs import Packs


@click.command()
@database_argument
@pack_option
@click.option(
    "--workers",
    type=click.IntRange(min=1, max=MOST_WORKERS),
    metavar="N",
    help="Processes that link, some 300 MB each.  Default: 1, which works in one process alone; "
    "on a Dask cluster that is made here, one for each core.",
)
@click.option(
    "--engine",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="Where pages are linked: on this machine, or on a Dask cluster.",
)
@scheduler_option
def link(
    db: Path, packs: tuple[str, ...], workers: int | None, engine: str, scheduler: str | None
) -> None:
    """Derive events, links and flags anew.

    `provenance ingest` does this by itself.  It is for a database that an older version
    made, or after a change of the vocabulary packs; people's decisions stay.

    Other processes may do what costs: sketching pages, comparing happenings, making rows.  One
    process alone writes, and the rows are the same.

    \b
    Examples:
      provenance link claims.db
      provenance link claims.db --workers 4
      provenance link claims.db --engine dask --scheduler tcp://10.0.0.5:8786
    """
    if engine != "dask" and scheduler:
        raise click.UsageError("--scheduler is for a cluster; add --engine dask")
    from provenance.cli.job import choose_packs
    from provenance.cli.progress import Terminal
    from provenance.cli.relinking import relink
    from provenance.store import connect, finish_run

    chosen = choose_packs(packs)
    database = connect(db)
    try:
        with Terminal() as terminal, helped(db, chosen, workers, engine, scheduler) as elsewhere:
            run_id = linking_run(database, chosen)
            changed = relink(database, chosen, run_id, terminal, elsewhere=elsewhere)
            finish_run(database, run_id)
    finally:
        database.close()
    click.echo(f"{number(changed, 'row')} changed.", err=True)


@contextmanager
def helped(
    db: Path, packs: Packs, workers: int | None, engine: str, scheduler: str | None
) -> Iterator[Elsewhere | None]:
    """Give who has helpers for linking, if any are wanted; raises EngineError without a cluster."""
    if engine != "dask":
        from provenance.engine.linking import LinkingPool

        count = workers or 1
        yield (lambda rules, _: LinkingPool(db, packs, rules, count)) if count > 1 else None
        return
    with connected(scheduler, workers) as client:
        yield link_there(client, packs)


def linking_run(database: Database, packs: Packs) -> str:
    """Record a run that links and extracts nothing; return its id."""
    from provenance import __version__
    from provenance.store import start_run

    settings = {
        "version": __version__,
        "linked_only": True,
        "packs": ",".join(packs.names),
        "packs_sha256": packs.digest(),
    }
    return start_run(database, settings)
