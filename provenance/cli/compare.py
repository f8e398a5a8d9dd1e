"""The command that puts figures side by side, source by source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from pathlib import Path
from textwrap import shorten
from types import ModuleType
from typing import Any

import click

from provenance.cli.alike import Told, figures_told, links_told, own_flags, printed
from provenance.cli.arguments import database_argument
from provenance.cli.output import json_option, print_json, print_table, wants_json
from provenance.cli.text import interval, number, printable
from provenance.errors import ProvenanceError

WORDS = 70
"""Characters of a claim that stand for it where it has no figure."""
SHOWN = 100
"""Characters of the user's own words that are repeated in an error."""
SHOWN_ROWS = 100
"""Figures under one heading, and relations, that a person is shown; programs get all."""
SORTS = 8
"""Intervals or relations that are named among what is left out."""
OTHERS = 9
"""Other events that are named under a comparison."""

ALL = "all"
"""The profile that reads all figures."""

ORIGINS = {"yes": "one origin", "no": "different origins"}

Row = Mapping[str, Any]


@click.command()
@database_argument
@click.argument("event", nargs=-1, metavar="[EVENT]")
@json_option
def compare(db: Path, event: tuple[str, ...], as_json: bool) -> None:
    """Put the figures of an event side by side, source by source.

    EVENT is an id, the beginning of one, or words of its name.  Without it, the event whose
    sources contradict one another most is shown, or the one that most sources speak of, and
    the most disputed others are listed.  Under the figures stand their ranges, how they relate,
    and why; nothing is said about who is right.

    In a pipe every line is one row of JSON, and "row" says of what: event, figure (with its
    source and its origin), range, link (a pair of claims, their relation and the reason), flag
    (with its reason and what shows it), and other (another event that may be meant).

    \b
    Examples:
      provenance compare claims.db
      provenance compare claims.db idlib
      provenance compare claims.db 1f0c | jq -r 'select(.row == "figure") | [.source, .text] | @tsv'
      provenance compare claims.db | jq -c 'select(.relation == "conflicts")'
    """
    from provenance.store import connect

    database = connect(db, read_only=True)
    try:
        chosen, others = choose(database, " ".join(event))
        found = Found(database, chosen, others)
        if wants_json(as_json):
            print_json(found.rows())
        else:
            show(found)
    finally:
        database.close()


@dataclass(frozen=True, slots=True)
class Found:
    """An event, and what is asked of the database about it.

    Each question is asked when its answer is needed: an event may have a hundred thousand
    claims, and a person is shown neither their flags one by one nor the claims of a range.
    """

    database: Any
    event: Row
    others: Sequence[Row]

    @property
    def figures(self) -> Sequence[Row]:
        """Its figures, like beside like."""
        rows: Sequence[Row] = queries().figures_of_event(self.database, self.event["id"])
        return rows

    @property
    def ranges(self) -> Sequence[Row]:
        """Low, best and high of its figures."""
        rows: Sequence[Row] = queries().ranges_of_event(self.database, self.event["id"])
        return rows

    @property
    def links(self) -> Sequence[Row]:
        """How its claims stand to one another, contradictions first."""
        rows: Sequence[Row] = queries().links_of_event(self.database, self.event["id"])
        return rows

    def rows(self) -> Iterator[Row]:
        """Yield all as rows that say what they are."""
        key = self.event["id"]
        yield {"row": "event", **self.event}
        for figure in self.figures:
            yield {"row": "figure", **figure}
        claims = queries().claims_of_ranges(self.database, key)
        for one in self.ranges:
            yield {"row": "range", **one, "claims": claims.get(one["id"], [])}
        for link in self.links:
            yield {"row": "link", **link}
        for flag in queries().flags_of_event(self.database, key):
            yield {"row": "flag", **flag}
        for other in self.others:
            yield {"row": "other", **other}


def queries() -> ModuleType:
    """Return the questions; the database is not loaded for a page of help."""
    from provenance.store import queries

    return queries


def choose(database: Any, text: str) -> tuple[Row, Sequence[Row]]:
    """Return the event that is meant, and others that may be; raises ProvenanceError."""
    from provenance.store.nearest import perhaps
    from provenance.store.queries import disputed_events, events, find_event

    if text:
        found = find_event(database, text)
        if not found:
            raise ProvenanceError(
                f"no event is called {shorten(text, SHOWN)!r}; "
                f"{perhaps(database, text)}leave it out to see the most "
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


def show(found: Found) -> None:
    """Print one event for a person: figures in groups, ranges, how they relate, other events."""
    event, figures, links, others = found.event, found.figures, found.links, found.others
    print_table(
        f"{event['label']}  [{event['id'][:8]}]: {number(event['n_figures'], 'figure')}, "
        f"{number(event['n_origins'], 'origin')}, {number(event['n_conflicts'], 'conflict')}",
        ("source", "figure", "as printed", "flags"),
        grouped(own_flags(figures, links)),
        wide={"source": 3, "as printed": 3, "flags": 2},
        right=("figure",),
    )
    for line in ranges(found.ranges):
        click.echo(printable(line))
    if links:
        click.echo("How they relate:")
    relations = links_told(links)
    for told in relations[:SHOWN_ROWS]:
        link = told.row
        origins = ORIGINS.get(link["same_origin"], "not known whether of one origin")
        click.echo(f"  {link['relation'].replace('_', ' ')} ({origins}){told.note('pairs')}")
        for line in (said(link, "a"), said(link, "b"), f"why: {link['reason']}"):
            click.echo(f"    {printable(line)}")
    if len(relations) > SHOWN_ROWS:
        left = Counter(told.row["relation"].replace("_", " ") for told in relations[SHOWN_ROWS:])
        click.echo(f"  {left_out(left)}")
    for line in unpaired(figures, links):
        click.echo(f"  {line}")
    if others:
        disputed = all(other["n_conflicts"] for other in (event, *others))
        click.echo("The most disputed others:" if disputed else "Other events:")
    for other in others:
        click.echo(
            f"  {other['id'][:8]}  {printable(other['label'])} "
            f"({number(other['n_figures'], 'figure')}, "
            f"{number(other['n_conflicts'], 'conflict')})"
        )


def left_out(rows: Mapping[str, int]) -> str:
    """Say how many rows of what sort are not shown, and how to see them."""
    sorts = sorted(rows.items(), key=lambda row: (-row[1], row[0]))
    told = [f"{name}: {count:,}" for name, count in sorts[:SORTS]]
    if len(sorts) > SORTS:
        told.append(f"others: {sum(count for _, count in sorts[SORTS:]):,}")
    return f"… and {sum(rows.values()):,} more ({'; '.join(told)}); all of them with --json"


def unpaired(figures: Sequence[Row], links: Sequence[Row]) -> Iterator[str]:
    """Yield what was not put in pairs: of very many figures linking takes the first."""
    paired = {link[name] for link in links for name in ("figure_a_id", "figure_b_id")}
    counts = Counter(row["measure"] for row in figures)
    for measure, count in sorted(counts.items()):
        if count > SHOWN_ROWS:
            some = sum(row["measure"] == measure and row["id"] in paired for row in figures)
            if some < count:
                what = measure.replace("_", " ")
                told = f"{what}: {some:,} of {count:,} figures stand in a relation"
                yield f"{told}; of very many only the first are put in pairs"


def ranges(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a line for each measure and party: the range of all, and those that differ from it."""
    for heading, cell in groupby(rows, key=heading_of):
        told = {row["profile"]: row for row in cell}
        whole = told.pop(ALL, None)
        if whole is None:
            continue
        same = reach(whole)
        other = [f"{name} {text}" for name, row in told.items() if (text := reach(row)) != same]
        by = f"{number(whole['n_claims'], 'claim')}, {number(whole['n_origins'], 'origin')}"
        yield f"Range, {heading}: {same} ({by}){'; read as ' if other else ''}{', '.join(other)}"


def reach(row: Row) -> str:
    """Return low to high of a range; one number that nobody gives as exact is a least."""
    exact = row["low"] != row["high"] or row["best"] is not None
    return interval(row["low"], row["high"] if exact else None)


def grouped(figures: Sequence[Row]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the table: a heading of one cell before each measure and party."""
    for heading, rows in groupby(figures, key=heading_of):
        told = figures_told(rows)
        shown = spread(told, SHOWN_ROWS)
        yield (heading,)
        yield from (cells(told[at]) for at in shown)
        if len(shown) < len(told):
            seen = frozenset(shown)
            yield (left_out(Counter(reach_of(t) for at, t in enumerate(told) if at not in seen)),)


def spread(told: Sequence[Told], most: int) -> Sequence[int]:
    """Return the places of at most so many figures, in order, from all intervals alike.

    Of six thousand figures the first hundred may all say the same; a reader is to see what
    the others say.
    """
    if len(told) <= most:
        return range(len(told))
    by_reach: dict[str, list[int]] = {}
    for at, one in enumerate(told):
        by_reach.setdefault(reach_of(one), []).append(at)
    chosen: list[int] = []
    for places in zip_longest(*by_reach.values()):
        chosen += [at for at in places if at is not None]
        if len(chosen) >= most:
            break
    return sorted(chosen[:most])


def reach_of(told: Told) -> str:
    """Return the interval of a figure in words."""
    return interval(told.row["low"], told.row["high"])


def heading_of(row: Row) -> str:
    """Return what a figure counts, and whose."""
    return f"{row['measure'].replace('_', ' ')} – {row['party'] or 'whose is not said'}"


def cells(told: Told) -> tuple[object, ...]:
    """Return the cells of one figure, however often it was said."""
    row = told.row
    how = "" if row["modality"] == "asserted" else f" [{row['modality']}]"
    part = " (part of another)" if row["subset_of"] else ""
    outlet = row["publisher"] or row["document"]
    # A page that speaks in its own voice is named once.
    who = outlet if row["source"] == outlet else f"{row['source'] or 'not said'}, in {outlet}"
    return (
        who,
        interval(row["low"], row["high"]),
        printed(row) + part + how + told.note("times"),
        (row["flags"] or "").replace("_", " "),
    )


def said(link: Row, side: str) -> str:
    """Return who said what, for one side of a link: the figure, or the claim's first words.

    Where one source stands on both sides, the outlets tell them apart.
    """
    what = link[f"figure_{side}"] or shorten(link[f"text_{side}"], WORDS, placeholder=" …")
    who, outlet = link[f"source_{side}"] or "the page", link[f"publisher_{side}"]
    if link["source_a"] == link["source_b"] and outlet and outlet != who:
        who = f"{who}, in {outlet}"
    return f"{who}: {what}"
