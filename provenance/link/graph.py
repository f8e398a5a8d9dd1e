"""Graph: the way of a claim's words, from who said them to the page that printed them.

An arrow goes the way the words went: body → speaker → agency → original publisher →
publisher → page → claim, and from the first printing of a sentence to its copies.  Bodies
and pages are one node for all claims; an edge names the claims that came along it, so that
the way of each can be told apart.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from provenance.link.days import days_of
from provenance.link.ways import steps_of
from provenance.naming import source_id
from provenance.records import (
    Claim,
    ClaimOrigin,
    Document,
    Extraction,
    Figure,
    Flag,
    Link,
    Linking,
    Relation,
    Source,
)

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = nx.MultiDiGraph[str]

REPEATING = frozenset({Relation.SAME_TEXT, Relation.REPEATS})
"""The relations by which one claim repeats another."""
TELLING = frozenset(Relation) - {Relation.NOT_COMPARABLE}
"""All relations that say something."""
MOST_CLAIMS = 500
"""Claims that are drawn; nobody reads a greater picture."""


@dataclass(frozen=True, slots=True)
class Found:
    """Claims in their pages, and what linking says of them, by claim id."""

    claims: Mapping[str, tuple[Document, Claim]]
    links: Sequence[Link]
    origins: Mapping[str, ClaimOrigin]
    flags: Mapping[str, Sequence[Flag]]

    @classmethod
    def of(cls, extractions: Iterable[Extraction], linking: Linking) -> Found:
        """Return what is known of the claims of ``extractions``; links to others are left out."""
        claims = {c.id: (e.document, c) for e in extractions for c in e.claims}
        flags: dict[str, list[Flag]] = {}
        for flag in linking.flags:
            flags.setdefault(flag.claim_id, []).append(flag)
        links = [
            link for link in linking.links if link.claim_a in claims and link.claim_b in claims
        ]
        return cls(claims, links, {o.claim_id: o for o in linking.origins}, flags)


def event_graph(
    extractions: Iterable[Extraction],
    linking: Linking,
    event_id: str,
    *,
    relations: Collection[Relation] = REPEATING,
    most: int = MOST_CLAIMS,
) -> Graph:
    """Return the graph of an event's claims; an event that is not there has an empty one.

    ``relations`` are the links between claims that are drawn.  The first ``most`` claims in
    the order of pages and sentences are drawn; the graph's ``left_out`` counts the others.
    """
    found = Found.of(extractions, linking)
    members = {row.claim_id for row in linking.event_claims if row.event_id == event_id}
    label = next((event.label for event in linking.events if event.id == event_id), event_id)
    ordered = _in_order(members & found.claims.keys(), found)
    return _drawn(found, ordered, relations, most, label)


def claim_graph(
    extractions: Iterable[Extraction],
    linking: Linking,
    claim_id: str,
    *,
    relations: Collection[Relation] = REPEATING,
    most: int = MOST_CLAIMS,
) -> Graph:
    """Return the graph of a claim, of those that repeat it, and of those that it repeats.

    Repeats of repeats belong to it too; of other ``relations`` only the claim's own partners
    are drawn.  The nearest ``most`` claims are drawn; ``left_out`` counts the others.
    """
    found = Found.of(extractions, linking)
    if claim_id not in found.claims:
        return _drawn(found, [], relations, most, claim_id)
    near: dict[str, list[tuple[str, bool]]] = {}
    for link in found.links:
        repeats = link.relation in REPEATING
        if link.relation in relations:
            near.setdefault(link.claim_a, []).append((link.claim_b, repeats))
            near.setdefault(link.claim_b, []).append((link.claim_a, repeats))
    seen = {claim_id: None}
    queue = deque([claim_id])
    while queue:
        here = queue.popleft()
        for other, repeats in sorted(near.get(here, ())):
            if other not in seen and (repeats or here == claim_id):
                seen[other] = None
                if repeats:
                    queue.append(other)
    return _drawn(found, list(seen), relations, most, found.claims[claim_id][1].text)


def _in_order(claims: Iterable[str], found: Found) -> list[str]:
    def place(key: str) -> tuple[str, str, int, str]:
        document, claim = found.claims[key]
        return document.published or "~", document.id, claim.ordinal, key

    return sorted(claims, key=place)


def _drawn(
    found: Found, claims: Sequence[str], relations: Collection[Relation], most: int, label: str
) -> Graph:
    import networkx as nx

    shown = claims[:most]
    drawing = _Drawing()
    for key in shown:
        drawing.claim(*found.claims[key], found)
    drawn = frozenset(shown)
    for link in found.links:
        if link.relation in relations and {link.claim_a, link.claim_b} <= drawn:
            drawing.link(link, found)
    graph: Graph = nx.MultiDiGraph(label=label, left_out=len(claims) - len(shown))
    # In the order of ids: the order of pages cannot change what is written.
    graph.add_nodes_from(sorted(drawing.nodes.items()))
    for start, end, key in sorted(drawing.edges):
        values = drawing.edges[start, end, key]
        for name in ("rules", "claims"):
            values[name] = sorted(values[name])
        graph.add_edge(start, end, key=key, **values)
    return graph


class _Drawing:
    """Nodes and edges while they are gathered."""

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, Any]] = {}
        self.edges: dict[tuple[str, str, str], dict[str, Any]] = {}

    def claim(self, document: Document, claim: Claim, found: Found) -> None:
        """Draw a claim, its page, and the way of its words."""
        page, text = f"page:{document.id}", f"claim:{claim.id}"
        self.nodes[page] = _known(
            kind="page",
            label=document.title or document.external_id or document.url or document.id,
            url=document.url,
            published=document.published,
        )
        origin = found.origins.get(claim.id)
        self.nodes[text] = _known(
            kind="claim",
            label=claim.text,
            start=claim.spans[0][0] if claim.spans else claim.sentence[0],
            end=claim.spans[-1][1] if claim.spans else claim.sentence[1],
            zone=claim.zone.value,
            polarity=claim.polarity.value,
            modality=claim.modality.value,
            rule=claim.rule,
            figures=[figure.text for figure in claim.figures] or None,
            status=origin.status.value if origin else None,
            origin_rule=origin.rule if origin else None,
            event=origin.event_id if origin else None,
            flags=sorted(flag.code.value for flag in found.flags.get(claim.id, ())) or None,
        )
        self.edge(page, text, "prints", claim.rule, claim.id)
        stations = set()
        for step in steps_of(document, claim):
            start = self.source(step.start)
            stations.add(start)
            end = page if step.end is None else self.source(step.end)
            self.edge(start, end, step.kind, step.rule, claim.id)
        if origin is not None and origin.origin is not None:
            root = self.source(origin.origin)
            if root not in stations:
                self.edge(root, text, "origin", origin.rule, claim.id)

    def source(self, source: Source) -> str:
        """Draw a body or person, and the body that it acts for; return its node."""
        node = f"source:{source.id}"
        values = _known(
            kind="source", label=source.name, source_kind=source.kind.value, named=source.named
        )
        # Pages may write one body in several ways; the least of them is shown, so that it
        # does not matter which page came first.
        old = self.nodes.get(node)
        if old is None or "source_kind" not in old or _rank(values) < _rank(old):
            self.nodes[node] = values
        if source.parent is not None:
            body = f"source:{source_id(source.parent)}"
            self.nodes.setdefault(body, {"kind": "source", "label": source.parent, "named": True})
            if body != node:
                self.edge(body, node, "speaks_through", "source.parent")
        return node

    def edge(self, start: str, end: str, kind: str, rule: str, claim: str | None = None) -> None:
        """Draw an edge, or add a claim and a rule to it."""
        values = self.edges.setdefault(
            (start, end, kind), {"kind": kind, "rules": set(), "claims": set()}
        )
        values["rules"].add(rule)
        values["claims"].update(() if claim is None else (claim,))

    def link(self, link: Link, found: Found) -> None:
        """Draw how two claims stand to one another."""
        start, end = f"claim:{link.claim_a}", f"claim:{link.claim_b}"
        if link.relation in REPEATING and not _earlier(link, found):
            start, end = end, start
        self.edges[start, end, link.id] = _known(
            kind=link.relation.value,
            rules={link.rule},
            claims={link.claim_a, link.claim_b},
            reason=link.reason,
            score=link.score,
            same_origin=link.same_origin.value,
            figure_a=_printed(found.claims[link.claim_a][1].figures, link.figure_a),
            figure_b=_printed(found.claims[link.claim_b][1].figures, link.figure_b),
        )


def _earlier(link: Link, found: Found) -> bool:
    """Say whether the a of a repeating link was printed first; b, where that is not known.

    Of a copied text b is the first printing; of two figures of one origin, a and b are not
    in the order of time.
    """
    if link.relation is Relation.SAME_TEXT:
        return False
    a, b = (found.claims[key][0].published for key in (link.claim_a, link.claim_b))
    x, y = (days_of(day) if day else None for day in (a, b))
    if x is None or y is None or not (x.year and y.year):
        return False
    return x.last < y.first


def _printed(figures: Sequence[Figure], key: str | None) -> str | None:
    return next((figure.text for figure in figures if figure.id == key), None)


def _rank(values: Mapping[str, Any]) -> tuple[str, str]:
    return values["label"], values["source_kind"]


def _known(**values: Any) -> dict[str, Any]:
    """Return the values that are known: no format writes an unknown one alike."""
    return {name: value for name, value in values.items() if value is not None}


__all__ = ["MOST_CLAIMS", "REPEATING", "TELLING", "claim_graph", "event_graph"]
