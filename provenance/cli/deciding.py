"""Recording decisions from the command line: who, why, and one entry of the log a target."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from provenance.cli.arguments import Command, database_argument
from provenance.cli.output import print_json, wants_json

Decorator = Callable[[Any], Any]

by_option = click.option(
    "--by",
    envvar="PROVENANCE_REVIEWER",
    metavar="NAME",
    help="Who decides.  Default: $PROVENANCE_REVIEWER, or the name you are logged in with.",
)
reason_option = click.option("-r", "--reason", default="", metavar="TEXT", help="Why.")
needed_reason_option = click.option(
    "-r", "--reason", required=True, metavar="TEXT", help="Why; others will read it."
)


def decision(
    *about: Decorator, reason: Decorator = needed_reason_option
) -> Callable[[Command], Command]:
    """Return what gives a command its database, what it is ``about``, why, and who decides."""
    parameters: tuple[Decorator, ...] = (database_argument, *about, reason, by_option)

    def decorate(command: Command) -> Command:
        for parameter in reversed(parameters):
            command = parameter(command)
        return command

    return decorate


def record(
    db: Path, action: str, targets: tuple[str, ...], values: Mapping[str, Any], reason: str, by: Any
) -> None:
    """Record one decision a target, all of them or none, and say so."""
    from provenance.review.actions import Action, Decision
    from provenance.store import connect, transaction
    from provenance.store.deciding import decide

    database = connect(db)
    made = []
    try:
        with transaction(database):
            for target in targets:
                decision = Decision(Action(action), target, dict(values), reason)
                made.append(decide(database, decision, by or getpass.getuser()))
    finally:
        database.close()
    if wants_json(False):
        print_json(entry_row(entry._asdict()) for entry in made)
        return
    for entry in made:
        click.echo(f"Recorded as {entry.number}: {entry.action.replace('_', ' ')} {entry.target}.")


def entry_row(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry of the log with its values as JSON, not as text of JSON."""
    from provenance.review.standing import read

    return {**entry, "before": read(entry["before"]), "after": read(entry["after"])}
