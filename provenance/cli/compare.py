"""The command that puts figures side by side, source by source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from textwrap import shorten
from typing import Any

import click

from provenance.cli.arguments import database_argument
from provenance.cli.output import json_option, print_json, print_table, wants_json
from provenance.cli.text import interval, number, printable
from provenance.errors import ProvenanceError

WORDS = 70
"""Characters of a claim that stand for it where it has no figure."""
SHOWN = 100
"""Characters of the user's own words that are repeated in an error."""
OTHERS = 5
"""Other events that are named under a comparison."""

ORIGINS = {"yes": "one origin", "no": "different origins"}

Row = Mapping[str, Any]


@click.command()
@database_argument
@click.argument("event", nargs=-1, metavar="[EVENT]")
@json_option
def compare(db: Path, event: tuple[str, ...], as_json: bool) -> None:
    """Put the figures of an event side by side, source by source.

    EVENT is an id, the beginning of one, or words of its name.  Without it, the event whose
    sources contradict one another most is shown, or the one that most sources speak of.
    Under the figures stands how they relate, and why; nothing is said about who is right.

    \b
    Examples:
      provenance compare claims.db
      provenance compare claims.db idlib
      provenance compare claims.db 1f0c | jq -r '[.source, .text] | @tsv'
    """
    from provenance.store import connect
    from provenance.store.queries import figures_of_event, links_of_event

    database = connect(db, read_only=True)
    try:
        chosen, others = choose(database, " ".join(event))
        figures = figures_of_event(database, chosen["id"])
        if wants_json(as_json):
            print_json(figures)
        else:
            show(chosen, figures, links_of_event(database, chosen["id"]), others)
    finally:
        database.close()


def choose(database: Any, text: str) -> tuple[Row, Sequence[Row]]:
    """Return the event that is meant, and others that may be; raises ProvenanceError."""
    from provenance.store.queries import disputed_events, events, find_event

    if text:
        found = find_event(database, text)
        if not found:
            raise ProvenanceError(
                f"no event is called {shorten(text, SHOWN)!r}; leave it out to see the most "
                "disputed one and the names of others"
            )
        return found[0], found[1 : 1 + OTHERS]
    found = disputed_events(database, OTHERS + 1)
    if not found:
        found = sorted(events(database, 50), key=lambda event: -event["n_figures"])
    if not found:
        raise ProvenanceError(
            "the database holds no event yet; add articles with: provenance ingest DB PATH…"
        )
    return found[0], found[1 : 1 + OTHERS]


def show(event: Row, figures: Sequence[Row], links: Sequence[Row], others: Sequence[Row]) -> None:
    """Print one event for a person: its figures in groups, how they relate, other events."""
    print_table(
        f"{event['label']}  [{event['id'][:8]}]: {number(event['n_figures'], 'figure')}, "
        f"{number(event['n_origins'], 'origin')}, {number(event['n_conflicts'], 'conflict')}",
        ("source", "figure", "as printed", "flags"),
        grouped(figures),
        wide={"source": 3, "as printed": 3, "flags": 2},
        right=("figure",),
    )
    if links:
        click.echo("How they relate:")
    for link in links:
        origins = ORIGINS.get(link["same_origin"], "not known whether of one origin")
        click.echo(f"  {link['relation'].replace('_', ' ')} ({origins})")
        for line in (said(link, "a"), said(link, "b"), f"why: {link['reason']}"):
            click.echo(f"    {printable(line)}")
    if others:
        click.echo("Other events:")
    for other in others:
        click.echo(
            f"  {other['id'][:8]}  {printable(other['label'])} "
            f"({number(other['n_figures'], 'figure')}, "
            f"{number(other['n_conflicts'], 'conflict')})"
        )


def grouped(figures: Sequence[Row]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the table: a heading of one cell before each measure and party."""
    for heading, rows in groupby(figures, key=heading_of):
        yield (heading,)
        yield from (cells(row) for row in rows)


def heading_of(row: Row) -> str:
    """Return what a figure counts, and whose."""
    return f"{row['measure'].replace('_', ' ')} – {row['party'] or 'whose is not said'}"


def cells(row: Row) -> tuple[object, ...]:
    """Return the cells of one figure."""
    how = "" if row["modality"] == "asserted" else f" [{row['modality']}]"
    part = " (part of another)" if row["subset_of"] else ""
    subject = f" {row['subject']}" if row["subject"] and row["subject"] not in row["text"] else ""
    return (
        f"{row['source'] or 'not said'}, in {row['publisher'] or row['document']}",
        interval(row["low"], row["high"]),
        row["text"] + subject + part + how,
        (row["flags"] or "").replace("_", " "),
    )


def said(link: Row, side: str) -> str:
    """Return who said what, for one side of a link: the figure, or the claim's first words."""
    what = link[f"figure_{side}"] or shorten(link[f"text_{side}"], WORDS, placeholder=" …")
    return f"{link[f'source_{side}'] or 'the page'}: {what}"
