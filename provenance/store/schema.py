"""The published contract in ``schema/``: made from the code, never written by hand.

``python -m provenance.store.schema --check`` says whether the folder is up to date,
``--write`` brings it up to date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
from sqlite_utils import Database

from provenance.jsonl import ExtractedDocument
from provenance.store.describe import Table, describe
from provenance.store.migrations import APPLICATION_ID, SCHEMA_VERSION, SEARCHED, migrations

FOLDER = Path("schema")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "One document extracted by provenance extract"
IMPORT_TITLE = "The claims of another extractor for one document"

_README = """\
# The published contract

Made from the code by `python -m provenance.store.schema --write`; a test keeps it true.

- `database.sql`: tables, views, indexes and triggers of the database (schema {version}).
- `claim.schema.json`: JSON Schema of one line of `provenance extract`, one document a line.
- `import.schema.json`: JSON Schema of one line for `provenance import claims`.

Tables are STRICT. An id is a hash of what the row is, so that two machines give one thing one
id and a merge is a union. Every row that a program derived names the `run_id` that made it
and the `rule` it was read by. All offsets (`start`, `end`) are Unicode code points into
`documents.text`, `end` exclusive. A value that the text does not give is NULL: unknown, never
"none". The database's `application_id` is {application} ("PROV"), its `user_version` the
number of the schema. Foreign keys are off in SQLite until `PRAGMA foreign_keys = ON`.

`documents_fts` and `claims_fts` search the text ({searched}); triggers keep them true.
"""


def database_sql() -> str:
    """Return the SQL that makes an empty database of ours."""
    db = Database(memory=True)
    migrations.apply(db)
    steps = [m.name for m in migrations.applied(db)]
    db_sql = db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql NOTNULL")
    found: dict[str, list[str]] = {
        "table": [],
        "virtual": [],
        "index": [],
        "trigger": [],
        "view": [],
    }
    for kind, name, sql in db_sql.fetchall():
        if "_fts_" in name:
            continue  # SQLite makes these with the virtual table
        virtual = sql.startswith("CREATE VIRTUAL")
        found["virtual" if virtual else kind].append(f"{sql.strip()};")
    parts = [
        "-- Made by: python -m provenance.store.schema --write",
        f"PRAGMA application_id = {APPLICATION_ID};",
        f"PRAGMA user_version = {SCHEMA_VERSION};",
        *(sql for statements in found.values() for sql in statements),
        *(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            f" VALUES ('provenance', '{step}', datetime('now'));"
            for step in steps
        ),
    ]
    db.close()
    return "\n\n".join(parts) + "\n"


def claim_schema() -> str:
    """Return the JSON Schema of one line of ``provenance extract``."""
    schema = ExtractedDocument.model_json_schema(mode="serialization")
    return json.dumps({"$schema": DIALECT, **schema, "title": TITLE}, indent=2) + "\n"


def import_schema() -> str:
    """Return the JSON Schema of one line of ``provenance import claims``."""
    from provenance.imports.record import GivenLine

    schema = GivenLine.model_json_schema(mode="validation")
    return json.dumps({"$schema": DIALECT, **schema, "title": IMPORT_TITLE}, indent=2) + "\n"


def readme() -> str:
    """Return the page that explains tables and columns."""
    searched = ", ".join(
        f"`{table}.{column}`" for table, columns in SEARCHED.items() for column in columns
    )
    db = Database(memory=True)
    migrations.apply(db)
    parts = [_README.format(version=SCHEMA_VERSION, application=APPLICATION_ID, searched=searched)]
    described = describe()
    parts += ["## Tables\n"]
    parts += [_section(db, described[name]) for name in described if not described[name].view]
    parts += ["## Views\n"]
    parts += [_section(db, described[name]) for name in described if described[name].view]
    db.close()
    return "\n".join(parts)


def _section(db: Database, table: Table) -> str:
    """Return the heading, the meaning and the columns of one table or view."""
    keys = {}
    if not table.view:
        keys = {
            k.column: f"{k.other_table}.{k.other_column}" for k in db.table(table.name).foreign_keys
        }
    lines = [f"### {table.name}\n", f"{table.description}\n"]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    for _, column, kind, required, _, primary in db.execute(
        f"PRAGMA table_info({table.name})"
    ).fetchall():
        type_ = f"{kind.lower()}{', never NULL' if required or primary else ''}" if kind else ""
        points = f" → `{keys[column]}`" if column in keys else ""
        lines.append(f"| `{column}` | {type_} | {table.columns[column]}{points} |")
    return "\n".join(lines) + "\n"


def files() -> Iterator[tuple[str, str]]:
    """Yield name and content of every file of the folder."""
    yield "README.md", readme()
    yield "claim.schema.json", claim_schema()
    yield "database.sql", database_sql()
    yield "import.schema.json", import_schema()


def stale(folder: Path) -> list[str]:
    """Return the names of the files in ``folder`` that are missing or out of date."""
    return [
        name
        for name, content in files()
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != content
    ]


@click.command()
@click.option("--check", "action", flag_value="check", default=True, help="Exit 1 when stale.")
@click.option("--write", "action", flag_value="write", help="Bring the folder up to date.")
@click.argument("folder", type=click.Path(path_type=Path), default=FOLDER)
def main(action: str, folder: Path) -> None:
    """Check or write the published schema."""
    if action == "write":
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files():
            (folder / name).write_text(content, "utf-8")
        return
    if names := stale(folder):
        raise click.ClickException(
            f"{folder}: out of date: {', '.join(names)}; run: "
            "python -m provenance.store.schema --write"
        )


if __name__ == "__main__":
    main()


__all__ = ["claim_schema", "database_sql", "files", "import_schema", "readme", "stale"]
