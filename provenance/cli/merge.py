"""The command that makes one database of several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.arguments import (
    DatabasePath,
    new_database_argument,
    pack_option,
)
from provenance.cli.output import say
from provenance.cli.text import number

if TYPE_CHECKING:
    from provenance.review.conflicts import Conflict


@click.command()
@new_database_argument
@click.argument("sources", nargs=-1, required=True, type=DatabasePath(), metavar="SOURCE...")
@pack_option
def merge(db: Path, sources: tuple[Path, ...], packs: tuple[str, ...]) -> None:
    """Bring all that the databases SOURCE… have into the database DB.

    DB is made when it is not there; the sources are only read.  Articles, claims and
    decisions are the union of all; events and links are then made anew.  Merging again
    changes nothing, and the order gives the same claims and events.

    Decisions keep who made them and when.  Where two people decided otherwise about one
    thing, not knowing of each other, both decisions stay in the log, the later one holds,
    and the command tells.

    \b
    Examples:
      provenance merge claims.db from-anna.db from-omar.db
    """
    from provenance.cli.job import choose_packs
    from provenance.cli.link import linking_run
    from provenance.cli.progress import Terminal
    from provenance.cli.relinking import relink
    from provenance.store import connect, finish_run
    from provenance.store.linked_state import is_linked, linked_state
    from provenance.store.merging import forget_linking, log_conflicts
    from provenance.store.merging import merge as unite
    from provenance.store.reviews import read_reviews

    for source in sources:
        if db.exists() and source.samefile(db):
            raise click.ClickException(f"{source} is the database itself; give others after it")
    chosen = choose_packs(packs)
    database = connect(db, create=True)
    try:
        with Terminal() as terminal:
            for source in sources:
                terminal.stage(f"reading {source}")
                other = connect(source, read_only=True)
                try:
                    found = unite(database, other, str(source))
                finally:
                    other.close()
                say(
                    f"{source}: {number(found.documents, 'new article')}, "
                    f"{found.replaced:,} in a newer extraction, "
                    f"{number(found.decisions, 'new decision')}."
                )
            run_id = linking_run(database, chosen)
            if not is_linked(database, run_id, linked_state(database)):
                forget_linking(database)
                relink(database, chosen, run_id, terminal)
            finish_run(database, run_id)
            for conflict in log_conflicts(list(read_reviews(database))):
                say(told(conflict))
    finally:
        database.close()


def told(conflict: Conflict) -> str:
    """Return a conflict of decisions as one line."""
    what = conflict.slot.removeprefix("value:")
    holds, other = conflict.holds, conflict.other
    return (
        f"Decided twice: {what} of {conflict.target} is {shown(conflict.value)} for {holds.by} "
        f"({holds.at}, entry {holds.number}, holds) and {shown(conflict.other_value)} for "
        f"{other.by} ({other.at}, entry {other.number}). To settle it, decide again or undo one."
    )


def shown(value: object) -> str:
    """Return a decided value in words."""
    if isinstance(value, dict):
        return str(value.get("name") or value)
    return "nothing" if value is None else str(value)
