"""The command that draws the way of a claim's words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.arguments import database_argument
from provenance.cli.output import say
from provenance.cli.text import number
from provenance.errors import ProvenanceError

if TYPE_CHECKING:
    from provenance.link.graph import Graph


@click.command()
@database_argument
@click.argument("what", nargs=-1, required=True, metavar="EVENT|CLAIM")
@click.option(
    "how",
    "--format",
    type=click.Choice(("json", "dot", "graphml")),
    default="json",
    show_default=True,
    help="json: node-link JSON (networkx, D3); dot: Graphviz; graphml: Gephi, yEd.",
)
@click.option(
    "links",
    "--links",
    type=click.Choice(("repeats", "all")),
    default="repeats",
    show_default=True,
    help="Links between claims: who repeats whom, or also who contradicts, denies, updates …",
)
def graph(db: Path, what: tuple[str, ...], how: str, links: str) -> None:
    """Draw through whom the words of a claim or an event came.

    Who repeats whom is drawn too.  EVENT is an id, the beginning of one, or words of its
    name; CLAIM an id or the beginning of one.  An arrow goes the way the words went: body,
    speaker, agency, original publisher, publisher, page, claim; and from the first printing
    of a sentence to its copies.  Each arrow names its rule and the claims that came along it.

    \b
    Examples:
      provenance graph claims.db idlib --format dot | dot -Tsvg > idlib.svg
      provenance graph claims.db 1f0c --format graphml > event.graphml
      provenance graph claims.db 1f0c --links all | jq -r '.edges[].kind' | sort | uniq -c
    """
    from provenance.link.graph import REPEATING, TELLING
    from provenance.link.graph_text import FORMATS
    from provenance.store import connect

    database = connect(db, read_only=True)
    try:
        found = find_graph(database, " ".join(what), TELLING if links == "all" else REPEATING)
    finally:
        database.close()
    if found.graph["left_out"]:
        say(f"{number(found.graph['left_out'], 'claim')} left out: too many for one picture.")
    sys.stdout.buffer.write(FORMATS[how](found).encode("utf-8"))
    sys.stdout.buffer.flush()


def find_graph(database: Any, text: str, relations: frozenset[Any]) -> Graph:
    """Return the graph of the claim or event that is meant; raises ProvenanceError."""
    from provenance.link.graph import MOST_CLAIMS, REPEATING, claim_graph, event_graph
    from provenance.store import read_extractions
    from provenance.store.linked import (
        claims_of_event,
        documents_of,
        find_claims,
        partners_of,
        read_linked,
        repeats_of,
    )
    from provenance.store.nearest import perhaps
    from provenance.store.queries import find_event

    claims = find_claims(database, text)
    if len(claims) > 1:
        raise ProvenanceError(
            f"{len(claims)} claims begin with {text!r}; give more of the id: {claims[0]}"
        )
    events = [] if claims else find_event(database, text)
    if not claims and not events:
        raise ProvenanceError(
            f"no event is called {text!r}, and no claim has that id; {perhaps(database, text)}"
            "names and ids of events are listed by: provenance compare DB"
        )
    if claims:
        found = repeats_of(database, claims[0], REPEATING)
        if relations != REPEATING:
            found = list(dict.fromkeys([*found, *partners_of(database, claims[0])]))
    else:
        found = claims_of_event(database, events[0]["id"])
        for other in events[1:6]:
            say(f"Also: {other['id'][:8]}  {other['label']}")
    shown = found[:MOST_CLAIMS]
    extractions = read_extractions(database, documents_of(database, shown))
    linking = read_linked(database, shown)
    drawn = (
        claim_graph(extractions, linking, claims[0], relations=relations)
        if claims
        else event_graph(extractions, linking, events[0]["id"], relations=relations)
    )
    drawn.graph["left_out"] += len(found) - len(shown)
    return drawn
