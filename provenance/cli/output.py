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
) -> None:
    """Print the first rows as a table, and how many more there are.

    Without ``limit`` as many are printed as a screen holds.
    """
    shown = rows[: limit or SCREEN]
    print_table(title, columns, shown, wide=wide, right=right)
    if len(shown) < len(rows):
        click.echo(f"… and {number(len(rows) - len(shown), 'more', 'more')}: give --limit N.")


def say(message: str) -> None:
    """Print one line for a person to stderr."""
    click.echo(printable(message), err=True)
