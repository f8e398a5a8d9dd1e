"""The way of a claim's words as a picture: who said them, through whom, on which page.

The graph is that of ``provenance.link.graph``; here it is read for one claim and the nearest
of those that repeat it, and laid out in columns, each arrow going on by one or more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from provenance.browse.labels import Addresses, said

if TYPE_CHECKING:
    from provenance.link.graph import Graph
    from provenance.review.standing import Standing

MOST_CLAIMS = 7
"""Claims that are drawn: the one that is asked for, and the nearest that repeat it."""
SWEEPS = 4

# What a station does with the words, on its box and in a sentence, by the arrow that leaves it.
DOES = {
    "says": "says it",
    "passes_on": "hands it on",
    "republished": "published it first",
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


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a picture: of a box and of the gaps, along the way and across it."""

    box: tuple[int, int]
    along: int
    across: int
    down: bool
    """Does the way go down the page, not across it."""


ACROSS = Shape(box=(162, 92), along=34, across=18, down=False)
DOWN = Shape(box=(164, 96), along=30, across=10, down=True)
ALONE = 330
"""Width of a box that has the whole width of a phone for itself."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and arrows, and the size that they take."""

    width: int
    height: int
    box: tuple[int, int]
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
    columns = _columns(graph)
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

    def picture(shape: Shape) -> Picture:
        return _picture(graph, columns, shape, roles, hrefs, own)

    way = [graph.nodes[node] for column in columns for node in column if node in own]
    return Chain(
        wide=picture(ACROSS),
        narrow=picture(DOWN),
        steps=steps,
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


def _columns(graph: Graph) -> list[list[str]]:
    """Return the nodes in columns, so that each arrow goes on; the last ends with claims."""
    import networkx as nx

    plain: nx.DiGraph[str] = nx.DiGraph()
    plain.add_nodes_from(graph)
    # Two bodies may quote one another; an arrow that would close a circle is drawn, but does
    # not say which of them stands first.
    for start, end in sorted({(start, end) for start, end in graph.edges()}):
        if start != end and not nx.has_path(plain, end, start):
            plain.add_edge(start, end)
    # From the end, so that pages stand by pages however many stations came before.
    generations = list(nx.topological_generations(plain.reverse(copy=False)))
    columns = [sorted(column) for column in reversed(generations)]
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        pairs = pairwise(columns if forward else columns[::-1])
        for before, here in pairs:
            at = {node: place for place, node in enumerate(before)}
            near = {
                node: [
                    at[other]
                    for other in (plain.predecessors(node) if forward else plain.successors(node))
                    if other in at
                ]
                for node in here
            }
            held = {node: place for place, node in enumerate(here)}
            here.sort(key=lambda node: sum(n) / len(n) if (n := near[node]) else held[node])
    return columns


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
) -> Picture:
    most = max((len(column) for column in columns), default=1)
    width, height = shape.box
    if shape.down and most == 1:
        width, height = ALONE, 84
    step = (height if shape.down else width) + shape.along
    side = (width if shape.down else height) + shape.across
    at: dict[str, tuple[int, int]] = {}
    for number, column in enumerate(columns):
        begin = (most - len(column)) * side // 2
        for place, node in enumerate(column):
            along, across = number * step + 2, begin + place * side + 2
            at[node] = (across, along) if shape.down else (along, across)
    boxes = tuple(
        Box(
            *at[node],
            kind=graph.nodes[node]["kind"],
            does=roles[node],
            label=str(graph.nodes[node]["label"])[:200],
            note=_note(graph.nodes[node]),
            href=hrefs[node],
            own=node in own,
        )
        for column in columns
        for node in column
    )
    arrows = []
    for start, end, values in graph.edges(data=True):
        path, head = _curve(at[start], at[end], (width, height), down=shape.down)
        told = LEADS.get(values["kind"], said(values["kind"]))
        mine = {start, end} <= own and values["kind"] not in ("same_text", "repeats")
        arrows.append(Arrow(path, head, told, values["kind"], mine))
    long = len(columns) * step - shape.along + 4
    broad = most * side - shape.across + 4
    total = (broad, long) if shape.down else (long, broad)
    return Picture(*total, box=(width, height), boxes=boxes, arrows=tuple(arrows))


def _curve(
    start: tuple[int, int], end: tuple[int, int], box: tuple[int, int], *, down: bool
) -> tuple[str, str]:
    """Return the path of an arrow from one box to another, and that of its head."""
    width, height = box
    if down:
        (x1, y1), (x2, y2) = (
            (start[0] + width // 2, start[1] + height),
            (end[0] + width // 2, end[1]),
        )
        bend = max(14, (y2 - y1) // 2)
        path = f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2 - 6}"
        return path, f"M{x2 - 5} {y2 - 8}L{x2} {y2}L{x2 + 5} {y2 - 8}Z"
    (x1, y1), (x2, y2) = (start[0] + width, start[1] + height // 2), (end[0], end[1] + height // 2)
    bend = max(18, (x2 - x1) // 2)
    path = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2 - 6} {y2}"
    return path, f"M{x2 - 8} {y2 - 5}L{x2} {y2}L{x2 - 8} {y2 + 5}Z"


__all__ = ["Chain", "chain_of", "drawn", "read_graph"]
