"""Where things are printed: tables on a terminal, JSON Lines in a pipe, the rest to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.text import number, printable
from provenance.export.text import json_line

if TYPE_CHECKING:
    from rich.console import Console


SCREEN = 40
"""Rows on a terminal when no limit is given."""

LEAST, GAP = 14, 3
"""Columns of the screen that a column of words has to have, and that stand between two."""

json_option = click.option(
    "as_json", "--json", is_flag=True, help="Print JSON Lines on a terminal too."
)


def wants_json(asked: bool) -> bool:
    """Say whether to print JSON Lines: asked for, or stdout is not a terminal."""
    return asked or not sys.stdout.isatty()


def print_json(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print rows as JSON Lines; each line is written whole, as soon as it is there."""
    for row in rows:
        print_line(json_line(row))


def print_line(line: bytes) -> None:
    """Print a line of JSON Lines that is made already."""
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def console() -> Console:
    """Return the console of stdout; markup, emoji codes and highlighting are off."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False)


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    wide: Mapping[str, int],
    right: Sequence[str] = (),
) -> None:
    """Print a table; ``wide`` columns share the room by weight, ``right`` ones hold numbers.

    A row of one cell is a heading of the rows that follow.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(printable(title)), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False
    )
    for column in columns:
        table.add_column(
            column,
            justify="right" if column in right else "left",
            ratio=wide.get(column),
            overflow="fold",
        )
    for row in rows:
        if len(row) == 1 and len(columns) > 1:
            table.add_section()
            table.add_row(Text(printable(str(row[0])), style="bold"))
            continue
        table.add_row(*(Text(printable("" if cell is None else str(cell))) for cell in row))
    console().print(table)


def print_screen(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    limit: int | None,
    *,
    wide: Mapping[str, int],
    right: Sequence[str] = (),
    spare: Sequence[str] = (),
) -> None:
    """Print the first rows as a table, and how many more there are.

    Without ``limit`` as many are printed as a screen holds.  Where the terminal is too narrow
    for words in one piece, ``spare`` columns are left out, the first first, and named.
    """
    shown = rows[: limit or SCREEN]
    left = left_out(columns, shown, wide, spare)
    kept = [at for at, column in enumerate(columns) if column not in left]
    print_table(
        title,
        [columns[at] for at in kept],
        [[row[at] for at in kept] for row in shown],
        wide=wide,
        right=right,
    )
    if left:
        click.echo(f"For want of room without: {', '.join(left)}. Widen the terminal, or --json.")
    if len(shown) < len(rows):
        click.echo(f"… and {number(len(rows) - len(shown), 'more', 'more')}: give --limit N.")


def left_out(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    wide: Mapping[str, int],
    spare: Sequence[str],
) -> Sequence[str]:
    """Return the first of the ``spare`` columns without which the others have room."""
    need = {
        column: LEAST
        if column in wide
        else max(len(column), *(len(str(row[at] or "")) for row in rows), 0)
        for at, column in enumerate(columns)
    }
    room = console().width
    for count in range(len(spare) + 1):
        taken = [width + GAP for column, width in need.items() if column not in spare[:count]]
        if sum(taken) <= room:
            return spare[:count]
    return spare


def say(message: str) -> None:
    """Print one line for a person to stderr."""
    click.echo(printable(message), err=True)
