"""The commands about sources: list them, and say how reliable they are."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.arguments import database_argument, limit_option
from provenance.cli.deciding import decision, record
from provenance.cli.ordered import Ordered
from provenance.cli.output import json_option, print_json, print_screen, wants_json
from provenance.cli.text import number


@click.group(cls=Ordered)
def sources() -> None:
    """List the sources, and say how reliable they are.

    Nobody is rated by the program: every source begins as F, cannot be judged.

    \b
    Examples:
      provenance sources list claims.db
      provenance sources reliability claims.db "Harbour Monitor" B --reason "its lists hold"
    """


@sources.command("list")
@database_argument
@click.argument("name", required=False, metavar="[NAME]")
@limit_option
@json_option
def list_sources(db: Path, name: str | None, limit: int | None, as_json: bool) -> None:
    """List the sources, those with most claims first.

    NAME is a part of a name, or of any form in which a page has it.

    \b
    Examples:
      provenance sources list claims.db
      provenance sources list claims.db ministry
    """
    from provenance.store import connect
    from provenance.store.queries import sources as query

    as_json = wants_json(as_json)
    database = connect(db, read_only=True)
    try:
        rows = query(database, name, limit if as_json else None)
    finally:
        database.close()
    if as_json:
        print_json(rows)
        return
    print_screen(
        number(len(rows), "source"),
        ("id", "source", "kind", "belongs to", "letter", "claims", "unverified", "disputed"),
        [
            (
                row["id"][:8],
                row["name"],
                (row["kind"] or "").replace("_", " "),
                row["parent"],
                row["reliability"],
                row["n_claims"],
                row["n_unverified"],
                row["n_conflicts"],
            )
            for row in rows
        ],
        limit,
        wide={"source": 2, "belongs to": 1},
        right=("claims", "unverified", "disputed"),
        spare=("belongs to", "unverified", "kind", "id"),
    )


@sources.command()
@decision(click.argument("source", metavar="SOURCE"), click.argument("letter", metavar="LETTER"))
def reliability(db: Path, source: str, letter: str, reason: str, by: str | None) -> None:
    """Say how reliable a source is, from A to F.

    The letters of the NATO Admiralty code: A reliable, B usually reliable, C fairly
    reliable, D not usually reliable, E unreliable, F cannot be judged.  SOURCE is a name or
    an id.  Letter and digit are never averaged.

    \b
    Example:
      provenance sources reliability claims.db "Harbour Monitor" B -r "its lists hold"
    """
    record(db, "reliability", (source,), {"reliability": letter}, reason, by)
