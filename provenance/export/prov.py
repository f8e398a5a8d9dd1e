"""Everything as W3C PROV: PROV-JSON, one document a line, or PROV-O as Turtle or TriG.

A line, or a stretch of RDF, is one page, one event or one decision about another row; what
they share (sources, runs, software) stands in each that speaks of it, with the same name and
the same words, so that putting them together changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from prov.model import ProvDocument
from prov.serializers.provjson import encode_json_document
from prov.serializers.provrdf import ProvRDFSerializer
from rdflib import Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from sqlite_utils import Database

from provenance.export.choice import Choice
from provenance.export.decisions import Decisions, load_decisions
from provenance.export.events import ranges_of
from provenance.export.pages import Page, Rows, load_runs, read_pages
from provenance.export.prov_linked import (
    write_decisions,
    write_event,
    write_flag,
    write_link,
    write_review,
)
from provenance.export.prov_names import document
from provenance.export.prov_pages import PageBook
from provenance.export.prov_rdf import PROV_O, prefixes, written
from provenance.export.text import json_line
from provenance.review.actions import Target

# What the qualified relations of PROV-O say in short; readers ask for the short form.
_SHORT = {
    "qualifiedAssociation": ("wasAssociatedWith", "agent"),
    "qualifiedAttribution": ("wasAttributedTo", "agent"),
    "qualifiedCommunication": ("wasInformedBy", "activity"),
    "qualifiedDelegation": ("actedOnBehalfOf", "agent"),
    "qualifiedDerivation": ("wasDerivedFrom", "entity"),
    "qualifiedGeneration": ("wasGeneratedBy", "activity"),
    "qualifiedInfluence": ("wasInfluencedBy", "influencer"),
    "qualifiedInvalidation": ("wasInvalidatedBy", "activity"),
    "qualifiedPrimarySource": ("hadPrimarySource", "entity"),
    "qualifiedQuotation": ("wasQuotedFrom", "entity"),
    "qualifiedRevision": ("wasRevisionOf", "entity"),
    "qualifiedUsage": ("used", "entity"),
}
_QUALIFIED = {
    URIRef(PROV_O + long): tuple(URIRef(PROV_O + w) for w in short)
    for long, short in _SHORT.items()
}


class Notation(StrEnum):
    """How PROV is written down."""

    JSON = "json"
    TURTLE = "turtle"
    TRIG = "trig"


def export_prov(
    db: Database,
    choice: Choice,
    tell: Callable[[str], None],
    notation: Notation = Notation.JSON,
    reviewer: str | None = None,
) -> Iterator[bytes]:
    """Yield the chosen pages, then their events, then all other decisions, as PROV.

    JSON is one PROV-JSON document a line.  Turtle has one graph: which account a claim
    belongs to is told by the claim; TriG has a named graph for each account.  Ranges that
    rest on claims which are not chosen are told as left out.  ``reviewer`` stands for the
    names of those who decided.
    """
    line = _json if notation is Notation.JSON else _Rdf(notation)
    decisions = load_decisions(db, reviewer, everything=choice.everything)
    for made in _documents(db, choice, tell, decisions):
        yield line(made)


def _documents(
    db: Database, choice: Choice, tell: Callable[[str], None], decisions: Decisions
) -> Iterator[ProvDocument]:
    runs = load_runs(db)
    told: set[str] = set()
    for page in read_pages(db, choice):
        yield _page(page, runs, decisions, told)
    yield from _events(db, choice, runs, tell)
    if choice.everything:
        for entry in decisions.rest(told):
            made = document()
            write_review(made, decisions, entry, _kind(db, entry.target))
            yield made


def _page(page: Page, runs: Rows, decisions: Decisions, told: set[str]) -> ProvDocument:
    made = document()
    PageBook(made, page, runs).write()
    rows: dict[str, Target] = {}
    for claim in page.extraction.claims:
        rows[claim.id] = Target.CLAIM
        rows |= {figure.id: Target.FIGURE for figure in claim.figures}
        for link in page.links.get(claim.id, ()):
            write_link(made, link, runs)
        for flag in page.flags.get(claim.id, ()):
            write_flag(made, flag, runs)
    write_decisions(made, decisions, rows)
    told.update(key for key in rows if key in decisions.log)
    return made


def _events(
    db: Database, choice: Choice, runs: Rows, tell: Callable[[str], None]
) -> Iterator[ProvDocument]:
    condition, values = choice.of_both()
    left_out = 0
    for event in choice.event_rows(db):
        members = db.query(
            "SELECT m.claim_id, m.score, m.reasons FROM event_claims AS m JOIN claims AS c"
            " ON c.id = m.claim_id JOIN documents AS d ON d.id = c.document_id"
            f" WHERE m.event_id = ? AND {condition} ORDER BY m.claim_id",
            [event["id"], *values],
        )
        ranges, less = ranges_of(db, event["id"], choice)
        left_out += less
        behind = [(row, _behind(db, row["id"])) for row in ranges]
        made = document()
        write_event(made, event, members, behind, runs)
        yield made
    if left_out:
        tell(f"ranges left out, since they rest on claims that were not chosen: {left_out:,}")


def _behind(db: Database, range_id: str) -> list[str]:
    sql = "SELECT claim_id FROM range_claims WHERE range_id = ? ORDER BY ordinal, claim_id"
    return [row[0] for row in db.execute(sql, [range_id]).fetchall()]


def _kind(db: Database, key: str) -> Target | None:
    """Return whether a row that decisions speak of is a source or an event, if it is there."""
    for table, kind in (("sources", Target.SOURCE), ("events", Target.EVENT)):
        if db.execute(f"SELECT 1 FROM {table} WHERE id = ?", [key]).fetchone():
            return kind
    return None


def _json(made: ProvDocument) -> bytes:
    return json_line(encode_json_document(made))


class _Rdf:
    """Writes documents as RDF, the prefixes before the first one."""

    def __init__(self, notation: Notation) -> None:
        self.notation = notation
        self.begun = False

    def __call__(self, made: ProvDocument) -> bytes:
        """Return a document as it stands after those before it."""
        found: Any = ProvRDFSerializer(made).encode_document(made)
        graphs: dict[str, Graph] = {}
        for s, p, o, where in found.quads((None, None, None, None)):
            nameless = where is None or where == DATASET_DEFAULT_GRAPH_ID
            key = "" if self.notation is Notation.TURTLE or nameless else str(where)
            graphs.setdefault(key, Graph()).add((s, p, o))
        for graph in graphs.values():
            _say_in_short(graph)
        text = "".join(written(key, graphs[key]) for key in sorted(graphs))
        if not self.begun:
            self.begun = True
            text = prefixes() + text
        return text.encode()


def _say_in_short(graph: Graph) -> None:
    for long, (short, end) in _QUALIFIED.items():
        for this, qualified in list(graph.subject_objects(long)):
            for other in graph.objects(qualified, end):
                graph.add((this, short, other))


__all__ = ["Notation", "export_prov"]
