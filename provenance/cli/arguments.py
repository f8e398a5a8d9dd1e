"""The arguments that commands share: databases, paths and packs."""

from __future__ import annotations

import os
from collections.abc import Callable
from glob import has_magic
from pathlib import Path
from typing import Any, TypeVar

import click

from provenance.cli.text import printable
from provenance.engine.limits import MOST_WORKERS

Command = TypeVar("Command", bound=Callable[..., Any])

SQLITE = b"SQLite format 3\0"
SWAPPED = "the database comes first: provenance {command} claims.db {path}"


class DatabasePath(click.ParamType[Path]):
    """The path of a database; refuses folders and files that are something else.

    With ``create`` the file need not be there yet, but its folder must.
    """

    name = "DB"

    def __init__(self, *, create: bool = False) -> None:
        self.create = create

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path, or fail with what is wrong and what to type instead."""
        path, shown = Path(value), printable(str(value))
        if not str(value):
            self.fail(EMPTY, param, ctx)
        if not _is_utf8(str(value)):
            self.fail(f"{shown} is no name in UTF-8, as SQLite needs it; rename it", param, ctx)
        command = ctx.info_name if ctx else "ingest"
        hint = SWAPPED.format(command=command, path=shown) if self.create else MAKE_ONE
        if str(value) == "-" or path.is_dir():
            what = "is standard input" if str(value) == "-" else "is a folder"
            self.fail(f"{shown} {what}, not a database; {hint}", param, ctx)
        if not path.exists():
            if not self.create:
                self.fail(f"{shown} does not exist; {_first(ctx, value) or MAKE_ONE}", param, ctx)
            if not path.absolute().parent.is_dir():
                folder = printable(str(path.parent))
                self.fail(f"there is no folder {folder}; make it first: mkdir -p {folder}")
        elif not path.is_file():
            self.fail(f"{shown} is a device or a pipe, not a database; {hint}", param, ctx)
        elif not os.access(path, os.R_OK):
            self.fail(f"no permission to read {shown}; change its permissions", param, ctx)
        elif not is_database(path) and not (self.create and path.stat().st_size == 0):
            self.fail(f"{shown} is not a database; {_first(ctx, value) or hint}", param, ctx)
        return path


def _first(ctx: click.Context | None, value: Any) -> str:
    """Return what to type where the database stands behind what was given for it, else nothing."""
    if ctx is None or str(value).endswith(".db"):
        return ""
    given = [one for one in ctx.meta.get(GIVEN, ()) if one != value and not one.startswith("-")]
    database = next((one for one in given if is_database(Path(one))), None)
    if database is None:
        return ""
    swapped = f"{ctx.command_path} {printable(database)} {printable(str(value))}"
    return f"the database comes first: {swapped}"


GIVEN = "provenance.given"
"""Where a run keeps all words of its command line."""

MAKE_ONE = "make one with: provenance ingest claims.db PATH…"


class InputPath(click.ParamType[str]):
    """A file or folder to read, or ``-`` for standard input."""

    name = "PATH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the path as given; fail when nothing is there or it is a database."""
        path, shown = Path(value), printable(str(value))
        if str(value) == "-":
            return "-"
        if not str(value):
            self.fail(EMPTY, param, ctx)
        if not path.exists() and str(value).lower().startswith(("http://", "https://")):
            self.fail(f"{shown} is a web address; fetch it: provenance fetch claims.db {shown}")
        if not path.exists() and not has_magic(str(value)):
            place = "" if path.is_absolute() else f" in {printable(str(Path.cwd()))}"
            self.fail(f"{shown} does not exist{place}; check the path", param, ctx)
        if path.is_file() and is_database(path):
            command = ctx.info_name if ctx else "ingest"
            hint = "give the articles that it was made of"
            if command == "ingest":
                # Before it stands a database already; perhaps it is this one.
                held = printable(str(ctx.params.get("db", "claims.db"))) if ctx else "claims.db"
                hint = f"give articles: provenance ingest {held} PATH…"
                if held != shown:
                    hint += f"; what it holds is brought in by: provenance merge {held} {shown}"
            self.fail(f"{shown} is a database, not an article; {hint}", param, ctx)
        return str(value)


class Columns(click.ParamType[dict[str, str]]):
    """Which column of a table holds what: "text=Body,published=Date"."""

    name = "FIELD=COLUMN,…"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, str]:
        """Return the columns by field, or fail with what is wrong."""
        from provenance.read.tables import FIELDS

        columns: dict[str, str] = {}
        for pair in str(value).split(","):
            field, mark, column = pair.partition("=")
            field = field.strip()
            if not mark or not column.strip():
                self.fail(f"{printable(pair)} is not FIELD=COLUMN, as text=Body", param, ctx)
            if field not in FIELDS:
                self.fail(f"{printable(field)} is none of {', '.join(FIELDS)}", param, ctx)
            if field in columns:
                self.fail(f"{field} is given twice", param, ctx)
            columns[field] = column.strip()
        return columns


EMPTY = "it is empty; is a variable of your shell not set?"


def _is_utf8(text: str) -> bool:
    """Say whether a name from the shell was UTF-8: other bytes come as lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_database(path: Path) -> bool:
    """Say whether a file begins as SQLite files do; a file that cannot be read does not."""
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except OSError:
        return False


def flag_option(help: str) -> Callable[[Command], Command]:
    """Return the option that chooses claims by a flag; it refuses what is no flag."""
    return click.option("--flag", metavar="CODE", callback=_known_flag, help=help)


def _known_flag(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from provenance.records import FlagCode

    codes = [str(code) for code in FlagCode]
    if value is not None and value not in codes:
        raise click.BadParameter(
            f"{printable(value)} is not a flag; choose from {', '.join(codes)}.",
            param_hint="--flag",
        )
    return value


database_argument = click.argument("db", type=DatabasePath(), metavar="DB")
new_database_argument = click.argument("db", type=DatabasePath(create=True), metavar="DB")
paths_argument = click.argument(
    "paths", nargs=-1, required=True, type=InputPath(), metavar="PATH..."
)
pack_option = click.option(
    "packs",
    "--pack",
    multiple=True,
    metavar="NAME",
    help="Vocabulary pack to use, by name or folder; repeat it to stack packs, the general one "
    "first.  Default: general and syria.",
)
columns_option = click.option(
    "columns",
    "--columns",
    type=Columns(),
    metavar="FIELD=COLUMN,…",
    help="What the columns of CSV and TSV files, or the keys of JSON, hold, as "
    "text=Body,published=Date.  Fields: id, text, title, url, publisher, author, published, "
    "language.  Default: told by the header.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1, max=MOST_WORKERS),
    metavar="N",
    help="Processes that extract, some 300 MB each; 1 works in one process alone.  Default: one "
    "for each core, and 1 for few articles.",
)
engine_option = click.option(
    "--engine",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="Where articles are extracted: on this machine, or on a Dask cluster.",
)
scheduler_option = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Dask scheduler, as tcp://host:8786; without it, a cluster of --workers is made here.",
)
parquet_option = click.option(
    "--keep-parquet",
    metavar="FOLDER",
    help="Keep what Dask makes as Parquet in this folder or fsspec URL, which all workers must "
    "reach, and put nothing in DB; see `provenance load`.",
)
limit_option = click.option(
    "--limit",
    type=click.IntRange(min=1, max=1_000_000_000),
    metavar="N",
    help="Print no more than N rows.",
)
