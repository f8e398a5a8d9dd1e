"""What the commands that send claims out share: options that choose, and where it goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.arguments import database_argument
from provenance.errors import ProvenanceError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from provenance.export.choice import Choice

    Chunks = Callable[[Database, Choice], Iterable[bytes]]


def choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the database, the options that choose, and ``-o``."""
    options = (
        database_argument,
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Write to FILE, whole or not at all, instead of stdout.",
        ),
        click.option(
            "--event",
            "events",
            multiple=True,
            metavar="EVENT",
            help="Only claims of this event: an id, the beginning of one, or words of its name. "
            "May be repeated, as may the next two.",
        ),
        click.option(
            "--document",
            "documents",
            multiple=True,
            metavar="DOCUMENT",
            help="Only claims of this document: an id, its address, or the id it was given with.",
        ),
        click.option(
            "--source",
            "sources",
            multiple=True,
            metavar="SOURCE",
            help="Only claims that this source vouches for: an id or a name.",
        ),
        click.option(
            "--since",
            metavar="DATE",
            callback=checked_date,
            help="Only what was published on this date or later, as 2019-12-20 or 2019-12; what "
            "has no known date is left out.",
        ),
        click.option(
            "--until",
            metavar="DATE",
            callback=checked_date,
            help="Only what was published on this date or before it.",
        ),
        click.option(
            "--without-rejected",
            is_flag=True,
            help="Leave out claims that a person rejected; otherwise they are marked.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def checked_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return a date, or the beginning of one, as given; fail on anything else."""
    from datetime import date

    if value is None:
        return None
    parts = value.split("-")
    try:
        if not value.isascii() or [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
            raise ValueError
        date(*map(int, [*parts, "1", "1"][:3]))
    except ValueError as error:
        from provenance.cli.text import printable

        raise click.BadParameter(
            f"{printable(value)} is no date; write it as 2019-12-20, 2019-12 or 2019."
        ) from error
    return value


def send(db: Path, output: Path | None, chunks: Chunks, **chosen: Any) -> None:
    """Write what ``chunks`` makes of the database as it is now to ``output`` or stdout."""
    from provenance.export.choice import choose
    from provenance.export.whole import write_whole
    from provenance.store import connect

    database = connect(db, read_only=True)
    try:
        # One look at the database: what others write meanwhile is not seen.
        database.execute("BEGIN")
        made = chunks(database, choose(database, **chosen))
        if output is None or str(output) == "-":
            for chunk in made:
                sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
        else:
            write_whole(output, made)
    finally:
        database.close()


profile_option = click.option(
    "profiles",
    "--profile",
    multiple=True,
    metavar="NAME",
    help="Only ranges made by this profile (all, independent, named, acled, ucdp, or one of "
    "your packs); may be repeated.  Default: every profile, each under its name.",
)
site_option = click.option(
    "--site",
    metavar="URL",
    help="Where the database is served, as https://example.org/claims: its pages are pointed at.",
)


reviewer_option = click.option(
    "--reviewer",
    metavar="NAME",
    help="Publish decisions under this name, instead of the names of those who made them.",
)


def needs(*packages: str, extra: str) -> None:
    """Raise ProvenanceError unless the packages that a format needs are installed."""
    from importlib.util import find_spec

    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise ProvenanceError(
            f"this format needs the package {' and '.join(missing)}; install it with: "
            f"pip install 'claim-provenance[{extra}]'"
        )


__all__ = ["choosing", "needs", "profile_option", "reviewer_option", "send", "site_option"]
