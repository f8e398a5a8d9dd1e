"""Lay a way out in columns: boxes that do not overlap, and arrows that go round them.

The layered drawing of Sugiyama, Tagawa and Toda (1981): every node gets a column, an arrow
over several columns gets a lane through each of those between, and the order within a column
follows the neighbours in the columns before and behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

SWEEPS = 4
LANE = 10
"""How much room an arrow takes that passes through a column."""
BULGE, MOST_BULGE = 16, 46
"""How far an arrow within one column swings out: at the least, and at the most."""

Edge = tuple[str, str]
Node = str | tuple[str, str, int]
"""A station, or the lane of an arrow in a column that it passes through."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a picture, in pixels: the way goes along, its neighbours stand across."""

    along: int
    """Length of a column."""
    gap: int
    """Between columns, where the arrows are."""
    across: int
    """Between boxes of one column."""
    down: bool
    """Does the way go down the page, not across it."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Where each station stands, and the path and head of each arrow, as SVG has them."""

    width: int
    height: int
    at: Mapping[str, tuple[int, int]]
    paths: Mapping[Edge, tuple[str, str]]


def columns_of(
    nodes: Iterable[str], edges: Iterable[Edge], last: Mapping[str, int]
) -> list[list[str]]:
    """Return the nodes in columns, each arrow going on where no circle hinders it.

    ``last`` gives the nodes of the last columns, counted from the end; the others stand
    before all of them, as near to the end as their arrows let them.
    """
    import networkx as nx

    plain: nx.DiGraph[str] = nx.DiGraph()
    plain.add_nodes_from(sorted(nodes))
    # Two bodies may quote one another; an arrow that would close a circle is drawn, but does
    # not say which of them stands first.
    for start, end in sorted(set(edges)):
        if start != end and not nx.has_path(plain, end, start):
            plain.add_edge(start, end)
    least = max(last.values(), default=-1) + 1
    rank: dict[str, int] = {}
    for node in reversed(list(nx.lexicographical_topological_sort(plain))):
        behind = [rank[other] + 1 for other in plain.successors(node)]
        rank[node] = last.get(node, max([least, *behind]))
    found: dict[int, list[str]] = {}
    for node in plain:
        found.setdefault(rank[node], []).append(node)
    return [found[key] for key in sorted(found, reverse=True)]


def lay_out(
    columns: Sequence[Sequence[str]],
    edges: Iterable[Edge],
    sizes: Mapping[str, int],
    shape: Shape,
) -> Laid:
    """Place the nodes of ``columns``; ``sizes`` is how much room each takes across the way."""
    given = sorted(set(edges))
    place = {node: number for number, column in enumerate(columns) for node in column}
    filled: list[list[Node]] = [list(column) for column in columns]
    ways: dict[Edge, list[Node]] = {}
    for start, end in given:
        lanes: list[Node] = [(start, end, number) for number in range(place[start] + 1, place[end])]
        for lane, number in zip(lanes, range(place[start] + 1, place[end]), strict=True):
            filled[number].append(lane)
        ways[start, end] = [start, *lanes, end]
    ordered = _ordered(filled, ways.values())
    starts, most = _stacked(ordered, sizes, shape)
    at_along = {
        node: number * (shape.along + shape.gap) + 2
        for number, column in enumerate(ordered)
        for node in column
    }
    middle = {
        node: begin + (LANE if isinstance(node, tuple) else sizes[node]) // 2
        for node, begin in starts.items()
    }
    aside = 0
    paths: dict[Edge, tuple[str, str]] = {}
    for (start, end), way in ways.items():
        if place[start] < place[end]:
            stops = [(at_along[node], middle[node]) for node in way]
            paths[start, end] = _through(stops, shape)
            continue
        most_here = MOST_BULGE if place[start] == len(columns) - 1 else shape.gap - 8
        bulge = min(most_here, BULGE + abs(middle[start] - middle[end]) // 12)
        aside = max(aside, bulge)
        ends = [(at_along[node] + shape.along, middle[node]) for node in (start, end)]
        paths[start, end] = _round(ends[0], ends[1], bulge, shape)
    long = len(columns) * (shape.along + shape.gap) - shape.gap + 4 + aside
    broad = most + 4
    at = {
        node: _turn(at_along[node], begin, shape)
        for node, begin in starts.items()
        if not isinstance(node, tuple)
    }
    return Laid(*_turn(long, broad, shape), at=at, paths=paths)


def _ordered(columns: list[list[Node]], ways: Iterable[Sequence[Node]]) -> list[list[Node]]:
    """Return the columns, each ordered by where its neighbours stand."""
    before: dict[Node, list[Node]] = {}
    behind: dict[Node, list[Node]] = {}
    for way in ways:
        for start, end in pairwise(way):
            behind.setdefault(start, []).append(end)
            before.setdefault(end, []).append(start)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        turn, near = (columns, before) if forward else (columns[::-1], behind)
        for there, here in pairwise(turn):
            known = {node: place / max(1, len(there)) for place, node in enumerate(there)}
            held = {node: place / max(1, len(here)) for place, node in enumerate(here)}
            want = {
                node: sum(found) / len(found)
                if (found := [known[other] for other in near.get(node, ()) if other in known])
                else held[node]
                for node in here
            }
            here.sort(key=want.__getitem__)
    return columns


def _stacked(
    columns: Sequence[Sequence[Node]], sizes: Mapping[str, int], shape: Shape
) -> tuple[dict[Node, int], int]:
    """Return where each node begins across the way, each column in the middle, and their room."""

    def size(node: Node) -> int:
        return LANE if isinstance(node, tuple) else sizes[node]

    rooms = [sum(map(size, column)) + shape.across * max(0, len(column) - 1) for column in columns]
    most = max(rooms, default=0)
    starts: dict[Node, int] = {}
    for column, room in zip(columns, rooms, strict=True):
        at = 2 + (most - room) // 2
        for node in column:
            starts[node] = at
            at += size(node) + shape.across
    return starts, most


def _through(stops: Sequence[tuple[int, int]], shape: Shape) -> tuple[str, str]:
    """Return an arrow from the end of the first stop to the beginning of the last."""
    (x, y), *rest = stops
    x += shape.along
    path = "M" + _pair(x, y, shape)
    for number, (to_x, to_y) in enumerate(rest, 1):
        final = number == len(rest)
        reach = to_x - 6 if final else to_x
        bend = (reach - x) // 2
        curve = ((x + bend, y), (reach - bend, to_y), (reach, to_y))
        path += "C" + " ".join(_pair(*point, shape) for point in curve)
        x, y = to_x, to_y
        if not final:
            x += shape.along
            path += "L" + _pair(x, y, shape)
    return path, _head(x, y, shape, 1)


def _round(
    start: tuple[int, int], end: tuple[int, int], bulge: int, shape: Shape
) -> tuple[str, str]:
    """Return an arrow between boxes of which none stands before the other."""
    (x, y), (to_x, to_y) = start, end
    if start == end:
        y, to_y = y - 8, to_y + 8
    out = max(x, to_x) + bulge
    curve = ((out, y), (out, to_y), (to_x + 6, to_y))
    path = "M" + _pair(x, y, shape) + "C" + " ".join(_pair(*point, shape) for point in curve)
    return path, _head(to_x, to_y, shape, -1)


def _head(x: int, y: int, shape: Shape, way: Literal[1, -1]) -> str:
    back = x - 8 * way
    return f"M{_pair(back, y - 5, shape)}L{_pair(x, y, shape)}L{_pair(back, y + 5, shape)}Z"


def _turn(along: int, across: int, shape: Shape) -> tuple[int, int]:
    return (across, along) if shape.down else (along, across)


def _pair(along: int, across: int, shape: Shape) -> str:
    x, y = _turn(along, across, shape)
    return f"{x} {y}"


__all__ = ["Edge", "Laid", "Shape", "columns_of", "lay_out"]
