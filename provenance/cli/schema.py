"""The command that prints the published schema."""

from __future__ import annotations

import click


@click.command()
@click.argument("what", type=click.Choice(["database", "claim"]), default="database")
def schema(what: str) -> None:
    """Print the published schema.

    `database` (the default) is the SQL of every table, view and index; `claim` is the JSON
    Schema of one line of `provenance extract`.

    \b
    Examples:
      provenance schema | sqlite3 empty.db
      provenance schema claim > claim.schema.json
    """
    from provenance.store.schema import claim_schema, database_sql

    click.echo(claim_schema() if what == "claim" else database_sql(), nl=False)
