"""The shape of the database: numbered steps, never edited after a release.

Tables are STRICT and ids are text hashes of what a row is, so that two machines agree and
a merge is a union.  A step that calls ``table.transform()`` drops the table's triggers:
call ``search_index`` after it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x50524F56
"""Marks a database as ours in its header ("PROV")."""

SCHEMA_VERSION = 5
"""Number of the last step; a database whose ``user_version`` is higher is newer than the code."""

SEARCHED = {"documents": ("title", "text"), "claims": ("text",)}
"""Columns that full-text search covers, by table."""

migrations = Migrations("provenance")


@migrations()
def m001_initial(db: Database) -> None:
    """Create the tables, views, indexes, triggers and search indexes."""
    run_script(db, "m001_tables.sql")
    run_script(db, "m001_views.sql")
    for table in SEARCHED:
        search_index(db, table)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_imports(db: Database) -> None:
    """Create the tables and views of claims that other extractors made."""
    run_script(db, "m002_imports.sql")
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_summaries(db: Database) -> None:
    """Create the tables of totals that pages show; the next linking fills them."""
    run_script(db, "m003_summaries.sql")
    db.execute("PRAGMA user_version = 3")


@migrations()
def m004_linking(db: Database) -> None:
    """Create the tables of what linking keeps of pages; the next linking fills them."""
    run_script(db, "m004_linking.sql")
    db.execute("PRAGMA user_version = 4")


@migrations()
def m005_versions(db: Database) -> None:
    """Keep when a page was captured, and show the captures of one address as versions."""
    run_script(db, "m005_versions.sql")
    db.execute("PRAGMA user_version = 5")


def search_index(db: Database, table: str) -> None:
    """Create the full-text index of ``table`` and the triggers that keep it true.

    The update trigger fires on the searched columns only: linking updates other columns
    of many claims, and re-indexing their text each time costs more than the update.
    """
    columns = SEARCHED[table]
    db.table(table).enable_fts(columns, create_triggers=True, replace=True)
    trigger = f"{table}_au"
    sql = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", [trigger]).fetchone()[0]
    db.execute(f'DROP TRIGGER "{trigger}"')
    db.execute(sql.replace("AFTER UPDATE ON", f"AFTER UPDATE OF {', '.join(columns)} ON", 1))


def run_script(db: Database, name: str) -> None:
    """Run the statements of ``sql/name`` one by one, inside the open transaction."""
    text = files("provenance.store").joinpath("sql", name).read_text(encoding="utf-8")
    for statement in statements(text):
        db.execute(statement)


def statements(script: str) -> Iterator[str]:
    """Yield each statement of ``script``; a trigger's body stays whole."""
    held: list[str] = []
    for line in script.splitlines():
        held.append(line)
        statement = "\n".join(held).strip()
        # A statement ends a line in our scripts, so only such lines are worth the check.
        if line.endswith(";") and sqlite3.complete_statement(statement):
            yield statement
            held = []


__all__ = [
    "APPLICATION_ID",
    "SCHEMA_VERSION",
    "SEARCHED",
    "migrations",
    "run_script",
    "search_index",
    "statements",
]
