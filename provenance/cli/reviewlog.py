"""The commands that read what waits for a person, and what people decided."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from provenance.cli.arguments import database_argument, flag_option, limit_option
from provenance.cli.deciding import entry_row
from provenance.cli.output import json_option, print_json, print_screen, say, wants_json
from provenance.cli.text import UNBORNE, number


@click.command("list")
@database_argument
@flag_option("Only claims with this flag.")
@click.option("--source", metavar="NAME", help="Only claims of this source: a part of its name.")
@click.option("--event", metavar="EVENT", help="Only claims of this event: id or words.")
@click.option("--since", metavar="DATE", help="Only pages published on that day or later.")
@click.option("--until", metavar="DATE", help="Only pages published on that day or earlier.")
@limit_option
@json_option
def list_claims(
    db: Path,
    flag: str | None,
    source: str | None,
    event: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the unverified claims, which wait for a person.

    \b
    Examples:
      provenance review list claims.db
      provenance review list claims.db --flag denied --since 2031-05
      provenance review list claims.db --event harbour | jq -r .id
    """
    from provenance.cli.compare import choose
    from provenance.store import connect
    from provenance.store.queries import flagged

    as_json = wants_json(as_json)
    database = connect(db, read_only=True)
    try:
        rows = flagged(
            database,
            flag,
            source=source,
            event_id=None if event is None else choose(database, event)[0]["id"],
            since=since,
            until=until,
            only_unverified=True,
            limit=limit if as_json else None,
        )
    finally:
        database.close()
    if as_json:
        print_json(rows)
        return
    print_screen(
        f"{number(len(rows), 'unverified claim')}",
        ("id", "claim", "source", "why"),
        [
            (r["id"][:8], r["text"], r["source"] or "not said", r["reasons"] or UNBORNE)
            for r in rows
        ],
        limit,
        wide={"claim": 3, "source": 1, "why": 3},
    )


@click.command()
@database_argument
@click.option("--about", metavar="ID", help="Only decisions about this row.")
@click.option("--lost", is_flag=True, help="Only decisions whose words moved, changed or are gone.")
@limit_option
@json_option
def log(db: Path, about: str | None, lost: bool, limit: int | None, as_json: bool) -> None:
    """Print the log of decisions, the newest first.

    After pages were extracted anew, `--lost` lists the decisions whose words are no longer
    there: they stay in the log, and are carried over only where the same words are found
    again.

    \b
    Examples:
      provenance review log claims.db
      provenance review log claims.db --about 3fa9
      provenance review log claims.db --lost
    """
    from provenance.review.actions import Target
    from provenance.review.standing import undone_by
    from provenance.store import connect
    from provenance.store.decided import lost_decisions
    from provenance.store.reviews import read_reviews
    from provenance.store.targets import find_target

    database = connect(db, read_only=True)
    try:
        if lost:
            missing = lost_decisions(database)
            if wants_json(as_json):
                print_json(one._asdict() for one in missing[:limit])
            else:
                for one in missing[:limit]:
                    say(str(one))
                click.echo(f"{number(len(missing), 'decision')} met other words.")
            return
        entries = list(read_reviews(database))
        kinds = (Target.CLAIM, Target.FIGURE, Target.SOURCE, Target.EVENT)
        target = None if about is None else find_target(database, about, *kinds)[1]
    finally:
        database.close()
    undone = undone_by(entries)
    rows = [
        {
            **entry_row(entry._asdict()),
            "undone_by": undone[entry.id].number if entry.id in undone else None,
        }
        for entry in reversed(entries)
        if target is None or entry.target == target
    ]
    if wants_json(as_json):
        print_json(rows[:limit])
        return
    print_screen(
        number(len(rows), "decision"),
        ("no.", "when", "who", "what", "about", "reason"),
        [
            (
                row["number"],
                row["at"],
                row["by"],
                described(row),
                str(row["before"].get("text") or row["target"])[:80],
                row["reason"],
            )
            for row in rows
        ],
        limit,
        wide={"what": 2, "about": 3, "reason": 2},
        right=("no.",),
    )


def described(row: Mapping[str, Any]) -> str:
    """Return in words what an entry changed."""
    what = str(row["action"]).replace("_", " ")
    changes = [
        f"{name} {_short(row['before'].get(name))} → {_short(value)}"
        for name, value in row["after"].items()
        if name not in ("claims", "kind", "source", "into")
    ]
    undone = f" (undone by {row['undone_by']})" if row.get("undone_by") else ""
    return f"{what}{': ' + ', '.join(changes) if changes else ''}{undone}"


def _short(value: Any) -> str:
    return "not known" if value is None else str(value)
