"""The command that puts what a cluster kept as Parquet into a database."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.arguments import new_database_argument, pack_option
from provenance.cli.text import number, typed


@click.command()
@new_database_argument
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option("--since", metavar="DATE", help="Only articles published then or later (2019-05).")
@click.option("--until", metavar="DATE", help="Only articles published then or earlier (2019-05).")
@pack_option
def load(
    db: Path, folders: tuple[str, ...], since: str | None, until: str | None, packs: tuple[str, ...]
) -> None:
    """Put what a cluster extracted into the database DB.

    A FOLDER is what `provenance ingest --engine dask --keep-parquet FOLDER` filled, here or
    at any URL that fsspec knows.  Claims are linked at the end.  A date may be a year, a
    month or a day: --since 2019-05 --until 2019-05 takes that month.  Articles without a date
    are taken only without both.

    \b
    Examples:
      provenance load may.db chunks/ --since 2019-05 --until 2019-05
      provenance load all.db chunks/ s3://bucket/chunks
    """
    from provenance.cli.clustered import open_shelf
    from provenance.cli.job import choose_packs
    from provenance.cli.link import linking_run
    from provenance.cli.progress import Terminal
    from provenance.cli.relinking import relink
    from provenance.engine.shelves import load as fill
    from provenance.store import connect, finish_run

    chosen = choose_packs(packs)
    shelves = [open_shelf(folder) for folder in folders]
    database = connect(db, create=True)
    try:
        with Terminal() as terminal:
            terminal.stage("loading chunks")
            counts = sum(fill(database, one, since, until, terminal) for one in shelves)
            run_id = linking_run(database, chosen)
            relink(database, chosen, run_id, terminal, again=False)
            finish_run(database, run_id)
    finally:
        database.close()
    click.echo(f"{number(counts, 'new article')} loaded.", err=True)
    click.echo(f"Read them in a browser: {typed('serve', db)}", err=True)
