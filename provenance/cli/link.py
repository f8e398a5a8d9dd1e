"""The command that derives events, links and flags anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.arguments import database_argument, pack_option
from provenance.cli.text import number

if TYPE_CHECKING:
    from sqlite_utils import Database

    from provenance.packs import Packs


@click.command()
@database_argument
@pack_option
def link(db: Path, packs: tuple[str, ...]) -> None:
    """Derive events, links and flags anew.

    `provenance ingest` does this by itself.  It is for a database that an older version
    made, or after a change of the vocabulary packs; people's decisions stay.

    \b
    Example:
      provenance link claims.db
    """
    from provenance.cli.job import choose_packs
    from provenance.cli.progress import Terminal
    from provenance.cli.relinking import relink
    from provenance.store import connect, finish_run

    chosen = choose_packs(packs)
    database = connect(db)
    try:
        with Terminal() as terminal:
            run_id = linking_run(database, chosen)
            changed = relink(database, chosen, run_id, terminal)
            finish_run(database, run_id)
    finally:
        database.close()
    click.echo(f"{number(changed, 'row')} changed.", err=True)


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
