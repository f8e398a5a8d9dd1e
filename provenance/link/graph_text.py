"""Graphs written down: node-link JSON, DOT and GraphML; the same graph gives the same text.

Labels come from articles, so nothing in them may steer a reader's program: characters that
control, reorder or hide text, and those that XML forbids, are spelt out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.link.graph import Graph

_BLANKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
LONGEST = 80
"""Characters of a label in a picture."""
SHAPES = {"claim": "box", "page": "note", "source": "ellipse"}


def safe(text: str) -> str:
    """Return ``text`` in one line, what could steer a program spelt out.

    >>> safe("17\\x1b[2J killed\\n")
    '17\\\\x1b[2J killed'
    """
    return _UNSAFE.sub(_spelt, _BLANKS.sub(" ", text).strip())


def _spelt(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def to_json(graph: Graph) -> str:
    """Return node-link JSON, as ``networkx.node_link_graph(data, edges="edges")`` reads it."""
    import networkx as nx

    data = nx.node_link_data(graph, edges="edges")
    # ASCII, so that no reader meets a raw control character or half a character.
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=True) + "\n"


def to_dot(graph: Graph) -> str:
    """Return DOT (Graphviz): what is known of a node or edge stands in its tooltip."""
    lines = [
        "digraph provenance {",
        f"  graph [label={quoted(_short(str(graph.graph.get('label', ''))))}, rankdir=LR];",
    ]
    for node, values in graph.nodes(data=True):
        shown = {
            "label": _short(values["label"]),
            "shape": SHAPES.get(values["kind"], "plain"),
            "tooltip": _told(values),
        }
        lines.append(f"  {quoted(node)} [{_attributes(shown)}];")
    for start, end, values in graph.edges(data=True):
        shown = {"label": values["kind"].replace("_", " "), "tooltip": _told(values)}
        lines.append(f"  {quoted(start)} -> {quoted(end)} [{_attributes(shown)}];")
    return "\n".join([*lines, "}"]) + "\n"


def to_graphml(graph: Graph) -> str:
    """Return GraphML; lists are written as JSON, as GraphML knows none."""
    import networkx as nx

    plain: Graph = nx.MultiDiGraph(**{k: _flat(v) for k, v in graph.graph.items()})
    for node, values in graph.nodes(data=True):
        plain.add_node(node, **{k: _flat(v) for k, v in values.items()})
    for start, end, key, values in graph.edges(keys=True, data=True):
        plain.add_edge(start, end, key=key, **{k: _flat(v) for k, v in values.items()})
    head = "<?xml version='1.0' encoding='utf-8'?>\n"
    return head + "\n".join(nx.generate_graphml(plain)) + "\n"


def quoted(text: str) -> str:
    r"""Return ``text`` as a quoted string of DOT, in which it stands for itself.

    DOT knows one escape, that of the quotation mark; labels are read once more, where a
    backslash begins an escape ("\N" is the name of the node), so backslashes are doubled.

    >>> print(quoted('say "\\N"'))
    "say \"\\N\""
    """
    return '"' + safe(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _attributes(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={quoted(value)}" for name, value in values.items())


def _short(text: str) -> str:
    text = safe(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _told(values: Mapping[str, Any]) -> str:
    """Return all that is known of a node or edge, in one line."""
    return "; ".join(f"{name}: {_flat(value)}" for name, value in sorted(values.items()))


def _flat(value: object) -> str | int | float | bool:
    if isinstance(value, (bool, int, float)):
        return value
    return safe(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


FORMATS: dict[str, Callable[[Graph], str]] = {
    "json": to_json,
    "dot": to_dot,
    "graphml": to_graphml,
}

__all__ = ["FORMATS", "quoted", "safe", "to_dot", "to_graphml", "to_json"]
