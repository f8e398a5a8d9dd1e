"""The command that lists what is unverified, and why."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli.arguments import database_argument, flag_option, limit_option
from provenance.cli.output import json_option, print_json, print_screen, say, wants_json
from provenance.cli.text import UNBORNE, number


@click.command()
@database_argument
@flag_option("Only claims that carry this flag, verified or not; see the list below.")
@click.option("--source", metavar="NAME", help="Only claims of this source: a part of its name.")
@limit_option
@json_option
def flagged(
    db: Path, flag: str | None, source: str | None, limit: int | None, as_json: bool
) -> None:
    """List what is unverified, and why.

    A claim is unverified unless two independent origins say it or a person has confirmed
    it.  The flags are facts about its sourcing, not a verdict.  Claims with figures come
    first.

    Flags: single_origin, multi_origin, unnamed_source, hedged, no_evidence, disputed,
    denied, doubted, retracted, updated, unquantified, interested_party, reader_comment,
    copied, silent_edit.

    \b
    Examples:
      provenance flagged claims.db
      provenance flagged claims.db --flag denied
      provenance flagged claims.db --source observatory --limit 10
    """
    from provenance.store import connect
    from provenance.store.queries import flagged as query

    as_json = wants_json(as_json)
    database = connect(db, read_only=True)
    try:
        rows = query(database, flag, source=source, limit=limit if as_json else None)
    finally:
        database.close()
    if not rows and source is not None:
        say(f"No claim of a source called {source!r}; names are in: provenance sources list DB")
    if as_json:
        print_json(rows)
        return
    print_screen(
        f"{number(len(rows), 'claim')} {'flagged ' + flag if flag else 'unverified'}",
        ("claim", "source", "why"),
        [(row["text"], row["source"] or "not said", row["reasons"] or UNBORNE) for row in rows],
        limit,
        wide={"claim": 3, "source": 2, "why": 3},
    )
