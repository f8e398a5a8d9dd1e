"""The way of a claim's words as a picture: who said them, through whom, on which page.

The graph is that of ``provenance.link.graph``; here it is read for one claim and the nearest
of those that repeat it, and laid out in columns: bodies, then pages, then claims.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provenance.browse.labels import Addresses, said
from provenance.browse.layout import Shape, columns_of, lay_out

if TYPE_CHECKING:
    from provenance.link.graph import Graph
    from provenance.review.standing import Standing

MOST_CLAIMS = 7
"""Claims that are drawn: the one that is asked for, and the nearest that repeat it."""

# What a station does with the words, on its box and in a sentence, by the arrow that leaves it.
DOES = {
    "says": "says it",
    "passes_on": "hands it on",
    "republished": "published first",
    "publishes": "publishes",
    "speaks_through": "speaks through",
    "origin": "is its origin",
}
LEADS = {
    "says": "says it to",
    "passes_on": "hands it on to",
    "republished": "is republished by",
    "publishes": "publishes",
    "prints": "prints",
    "speaks_through": "speaks through",
    "origin": "is the origin of",
    "same_text": "is copied as",
    "repeats": "is repeated by",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A station of the way: where it stands in the picture and what it says."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    does: str
    label: str
    note: str
    href: str
    own: bool
    """Is it on the way of the claim that was asked for."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow of the picture: the path of its line, and what it stands for."""

    path: str
    head: str
    told: str
    kind: str
    own: bool


ACROSS = Shape(along=168, gap=28, across=12, down=False)
DOWN = Shape(along=80, gap=26, across=10, down=True)
OWN, OTHER = 80, 56
"""Height of a box on the way of the claim that was asked for, and of one that repeats it."""
ALONE, SHARED = 330, 164
"""Width of a box on a phone: for itself, and beside another."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and arrows, and the size that they take."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow in words."""

    start: str
    start_href: str
    words: str
    end: str
    end_href: str
    rules: tuple[str, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """The way of a claim's words: as a picture for wide and for narrow pages, and in words."""

    wide: Picture
    narrow: Picture
    steps: tuple[Step, ...]
    others: int
    """Claims that repeat it, or that it repeats: phones have them in words only."""
    left_out: int
    """Claims that repeat it and are not drawn: at least so many."""
    summary: str


async def chain_of(
    database: Any, claim: str, standing: Standing, addresses: Addresses
) -> tuple[Chain, dict[str, Any]]:
    """Return the way of a claim's words, and its graph as node-link data."""
    import networkx as nx

    graph = await database.execute_fn(lambda connection: read_graph(connection, claim, standing))
    return drawn(graph, claim, addresses), nx.node_link_data(graph, edges="edges")


def read_graph(connection: sqlite3.Connection, claim: str, standing: Standing) -> Graph:
    """Return the graph of a claim and the nearest that repeat it, as people decided."""
    from sqlite_utils import Database

    from provenance.link.graph import REPEATING, claim_graph
    from provenance.review import decided
    from provenance.store.decided import load_sources
    from provenance.store.linked import documents_of, read_linked, repeats_of
    from provenance.store.read import read_extractions

    db = Database(connection)
    near = repeats_of(db, claim, REPEATING, MOST_CLAIMS)
    shown = near[:MOST_CLAIMS]
    extractions = read_extractions(db, documents_of(db, shown), only=shown)
    laid = decided(extractions, standing, load_sources(db, standing))
    graph = claim_graph(laid, read_linked(db, shown), claim)
    graph.graph["left_out"] += len(near) - len(shown)
    return graph


def drawn(graph: Graph, claim: str, addresses: Addresses) -> Chain:
    """Lay a graph out; ``claim`` is the id of the claim whose way is told apart."""
    ends = {
        node: 0 if kind == "claim" else 1
        for node, kind in graph.nodes(data="kind")
        if kind in ("claim", "page")
    }
    edges = [(start, end) for start, end in graph.edges() if not _between_claims(graph, start, end)]
    columns = columns_of(graph, edges, ends)
    own = {f"claim:{claim}"}
    for start, end, values in graph.edges(data=True):
        if _is_own(values, claim) or (values["kind"] == "speaks_through" and end in own):
            own |= {start, end}
    roles = {node: _role(graph, node, claim) for node in graph}
    hrefs = {node: _href(node, addresses) for node in graph}
    steps = tuple(
        Step(
            start=_name(graph.nodes[start], roles[start]),
            start_href=hrefs[start],
            words=LEADS.get(values["kind"], said(values["kind"])),
            end=_name(graph.nodes[end], roles[end]),
            end_href=hrefs[end],
            rules=tuple(values["rules"]),
            own=_is_own(values, claim) or {start, end} <= own,
        )
        for start, end, values in sorted(
            graph.edges(data=True), key=lambda edge: _place(columns, edge[0], edge[1])
        )
    )

    def picture(shape: Shape, shown: set[str]) -> Picture:
        return _picture(graph, columns, shape, roles, hrefs, own, shown)

    way = [graph.nodes[node] for column in columns for node in column if node in own]
    return Chain(
        wide=picture(ACROSS, set(graph)),
        narrow=picture(DOWN, own),
        steps=steps,
        others=sum(kind == "claim" for _, kind in graph.nodes(data="kind")) - 1,
        left_out=int(graph.graph.get("left_out", 0)),
        summary=", ".join(
            node["label"][:60] if node["kind"] != "claim" else "this claim" for node in way
        ),
    )


def _is_own(values: Mapping[str, Any], claim: str) -> bool:
    """Say whether an arrow is one that the claim's words came along."""
    return values["kind"] not in ("same_text", "repeats") and claim in values["claims"]


def _place(columns: Sequence[Sequence[str]], *nodes: str) -> tuple[int, ...]:
    at = {node: (x, y) for x, column in enumerate(columns) for y, node in enumerate(column)}
    return tuple(number for node in nodes for number in at[node])


def _between_claims(graph: Graph, start: str, end: str) -> bool:
    """Say whether an arrow goes from claim to claim: all claims stand in the last column."""
    return {graph.nodes[node]["kind"] for node in (start, end)} == {"claim"}


def _role(graph: Graph, node: str, claim: str) -> str:
    """Return what a station does, in words."""
    values = graph.nodes[node]
    if values["kind"] == "page":
        return "page"
    if node == f"claim:{claim}":
        return "this claim"
    if values["kind"] == "claim":
        ends = {v["kind"] for _, _, v in graph.in_edges(node, data=True)}
        ends |= {v["kind"] for _, _, v in graph.out_edges(node, data=True)}
        return "the same words" if "same_text" in ends else "the same figure"
    edges = [values for _, _, values in graph.out_edges(node, data=True)]
    mine = [values for values in edges if claim in values["claims"]] or edges
    return DOES.get(mine[0]["kind"], "") if mine else ""


def _note(values: Mapping[str, Any]) -> str:
    if values["kind"] == "page":
        return values.get("published") or "date not said"
    if values["kind"] == "claim":
        return said(values.get("status") or values["zone"])
    kind = said(values.get("source_kind") or "")
    return kind if values.get("named", True) or kind == "unnamed" else f"{kind}, not named"


def _name(values: Mapping[str, Any], role: str) -> str:
    return role if role == "this claim" else str(values["label"])[:160]


def _href(node: str, addresses: Addresses) -> str:
    kind, _, key = node.partition(":")
    if kind == "page":
        return addresses.document(key)
    return addresses.claim(key) if kind == "claim" else addresses.source(key)


def _picture(
    graph: Graph,
    columns: Sequence[Sequence[str]],
    shape: Shape,
    roles: Mapping[str, str],
    hrefs: Mapping[str, str],
    own: set[str],
    shown: set[str],
) -> Picture:
    """Draw the stations that are ``shown``, and the arrows between them."""
    kept = [found for column in columns if (found := [node for node in column if node in shown])]
    alone = max(map(len, kept), default=1) == 1
    sizes = {
        node: (ALONE if alone else SHARED) if shape.down else OWN if node in own else OTHER
        for node in shown
    }
    edges = [
        (start, end, values)
        for start, end, values in graph.edges(data=True)
        if {start, end} <= shown
    ]
    laid = lay_out(kept, [(start, end) for start, end, _ in edges], sizes, shape)
    boxes = tuple(
        Box(
            *laid.at[node],
            width=sizes[node] if shape.down else shape.along,
            height=shape.along if shape.down else sizes[node],
            kind=graph.nodes[node]["kind"],
            does=roles[node],
            label=str(graph.nodes[node]["label"])[:200],
            note=_note(graph.nodes[node]),
            href=hrefs[node],
            own=node in own,
        )
        for column in kept
        for node in column
    )
    arrows = tuple(
        Arrow(
            *laid.paths[start, end],
            told=LEADS.get(values["kind"], said(values["kind"])),
            kind=values["kind"],
            own={start, end} <= own and values["kind"] not in ("same_text", "repeats"),
        )
        for start, end, values in edges
    )
    return Picture(laid.width, laid.height, boxes=boxes, arrows=arrows)


__all__ = ["Chain", "chain_of", "drawn", "read_graph"]
