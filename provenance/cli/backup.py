"""The command that copies a database."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.arguments import database_argument


@click.command()
@database_argument
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--force", is_flag=True, help="Replace FILE when it is there already.")
def backup(db: Path, file: Path, force: bool) -> None:
    """Copy the database DB to FILE, whole.

    It may be served and written meanwhile: the copy is as the database stood at one moment.
    The copy is proved before it gets its name; copying the file by hand while somebody
    writes may lose what is still in the log beside it.

    \b
    Examples:
      provenance backup claims.db claims-2024-05-03.db
      provenance backup claims.db /media/stick/claims.db --force
    """
    from provenance.store import connect
    from provenance.store.backup import backup as copy

    if file.exists() and file.samefile(db):
        raise click.ClickException(f"{file} is the database itself; give another file")
    database = connect(db, read_only=True)
    try:
        size = copy(database, file, replace=force)
    finally:
        database.close()
    click.echo(f"{file}: {size / 2**20:,.1f} MiB, whole.", err=True)
