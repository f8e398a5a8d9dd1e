"""The commands that send claims out, one a format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.arguments import database_argument
from provenance.cli.ordered import Ordered
from provenance.cli.output import say

if TYPE_CHECKING:
    from sqlite_utils import Database

    from provenance.export.choice import Choice

    Chunks = Callable[[Database, Choice], Iterable[bytes]]


@click.group("export", cls=Ordered)
def export() -> None:
    """Send claims out in the formats of the field.

    Everything goes out, or what the options choose.  The same database gives the same bytes;
    what is too big for the memory is no matter.  `-o` writes a file whole or not at all.

    \b
    Examples:
      provenance export csv claims.db -o figures.csv
      provenance export geojson claims.db --since 2019-12 > events.geojson
      provenance export jsonl claims.db --event hmeimim | jq .claims[].text
    """


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


@export.command("jsonl")
@choosing
def jsonl(db: Path, output: Path | None, **chosen: Any) -> None:
    """Documents with their claims, as `provenance extract` prints them.

    One document a line, as `provenance schema claim` says: what was read from the page, with
    every span and rule.  What people decided and what linking found is not in it.

    \b
    Example:
      provenance export jsonl claims.db -o claims.jsonl
    """
    from provenance.export.lines import export_jsonl

    send(db, output, export_jsonl, **chosen)


@export.command("csv")
@choosing
@click.option(
    "--table",
    type=click.Choice(("figures", "comparisons", "ranges")),
    default="figures",
    show_default=True,
    help="figures: one row a figure; comparisons: one row a pair of claims or figures and how "
    "they relate; ranges: low, best and high of an event, with the sources behind them.",
)
@profile_option
def csv(db: Path, output: Path | None, table: str, profiles: Sequence[str], **chosen: Any) -> None:
    """Figures, comparisons or ranges, for a spreadsheet.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.  Ranges
    have the columns of UCDP GED where they mean the same; each is made by a named profile,
    and the claims and sources behind it stand beside it.

    \b
    Examples:
      provenance export csv claims.db -o figures.csv
      provenance export csv claims.db --table comparisons --event hmeimim
      provenance export csv claims.db --table ranges --profile ucdp
    """
    from provenance.export.tables import Table, export_csv

    def chunks(database: Database, choice: Choice) -> Iterable[bytes]:
        return export_csv(database, choice, say, Table(table), profiles=profiles)

    send(db, output, chunks, **chosen)


@export.command("geojson")
@choosing
@profile_option
@site_option
def geojson(
    db: Path, output: Path | None, profiles: Sequence[str], site: str | None, **chosen: Any
) -> None:
    """Events on a map: one point each.

    A point stands for all that the property `precision` says, be it a whole province.
    Events whose coordinates are not known are counted, and not put anywhere.

    \b
    Example:
      provenance export geojson claims.db -o events.geojson
    """
    from provenance.export.addresses import Site
    from provenance.export.geojson import export_geojson

    def chunks(database: Database, choice: Choice) -> Iterable[bytes]:
        at = Site.at(site)
        return export_geojson(database, choice, say, profiles=profiles, site=at)

    send(db, output, chunks, **chosen)


__all__ = ["export"]
