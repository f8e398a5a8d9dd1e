"""The command that proves that a database is sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.arguments import database_argument
from provenance.cli.output import json_option, print_json, wants_json
from provenance.cli.text import number, printable

if TYPE_CHECKING:
    from provenance.store.checks.problem import Problem

SHOWN = 20
"""Problems of one kind in one table that a person is shown; programs get all."""


@click.command()
@database_argument
@click.option(
    "--deep",
    is_flag=True,
    help="Let SQLite look at every page and index too, and extract some articles again.",
)
@json_option
def check(db: Path, deep: bool, as_json: bool) -> None:
    """Prove that the database is sound.

    Every span is where its text is, every number lies in its span, nothing points at
    nothing, and the log of people's decisions is unbroken.  Prints one line for each
    problem, of very many of one kind the first; the exit status is 1 when there is one.

    --deep also extracts twenty articles again and compares the rows, where this version and
    these packs made them.

    \b
    Examples:
      provenance check claims.db
      provenance check claims.db --deep
    """
    from provenance.store import connect
    from provenance.store.check import check as prove

    database = connect(db, read_only=True)
    try:
        problems = prove(database, deep)
        if deep and not problems:
            from provenance.engine.proof import extract_again

            problems += extract_again(database)
    finally:
        database.close()
    if wants_json(as_json):
        print_json(problem._asdict() for problem in problems)
    else:
        for line in lines(problems):
            click.echo(printable(line))
    if problems:
        click.echo(f"{number(len(problems), 'problem')} found.", err=True)
        raise SystemExit(1)
    click.echo("No problem found.", err=True)


def lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield a line for each problem, and one for what is left out of very many of a kind."""
    counts: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        kind = (problem.table, problem.code)
        counts[kind] += 1
        if counts[kind] <= SHOWN:
            yield str(problem)
    for (table, code), count in counts.items():
        if count > SHOWN:
            left = number(count - SHOWN, "more", "more")
            yield f"{table}: … and {left} [{code}]; all of them with --json"
