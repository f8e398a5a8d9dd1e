"""The command that prints the published schema."""

from __future__ import annotations

import click


@click.command()
@click.argument("what", type=click.Choice(["database", "claim", "import"]), default="database")
def schema(what: str) -> None:
    """Print the published schema.

    `database` (the default) is the SQL of every table, view and index; `claim` is the JSON
    Schema of one line of `provenance extract`, `import` that of one line for `provenance
    import claims`.

    \b
    Examples:
      provenance schema | sqlite3 empty.db
      provenance schema claim > claim.schema.json
    """
    from provenance.store.schema import claim_schema, database_sql, import_schema

    made = {"database": database_sql, "claim": claim_schema, "import": import_schema}
    click.echo(made[what](), nl=False)
