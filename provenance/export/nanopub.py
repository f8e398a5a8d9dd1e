"""Claims as nanopublications: assertion, provenance and publication in graphs of their own.

They are not signed: whoever publishes them signs with a key of theirs, and the temporary
address of each becomes a trusty one then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from sqlite_utils import Database

from provenance.export.choice import Choice
from provenance.export.pages import Page, Row, Rows, load_runs, read_pages
from provenance.export.prov_names import name, term
from provenance.export.prov_pages import OUR_NAME
from provenance.export.prov_rdf import KNOWN, PROV_O, prefixes, written
from provenance.export.text import web_address
from provenance.records import Claim, content_id

TEMPORARY = "http://purl.org/nanopub/temp/"
"""What signing replaces."""


def export_nanopub(db: Database, choice: Choice) -> Iterator[bytes]:
    """Yield a nanopublication of each chosen claim as TriG, page by page.

    The assertion is what is claimed, with its figures; the provenance who is made to say it,
    through whom, in which sentence of which page.  That it was read is what is published: the
    status of the claim stands in the information about the publication.
    """
    runs = load_runs(db)
    begin = prefixes()
    for page in read_pages(db, choice):
        for claim in page.extraction.claims:
            yield (begin + _Publication(page, claim, runs).text()).encode()
            begin = ""


class _Publication:
    """One claim of a page as four graphs."""

    def __init__(self, page: Page, claim: Claim, runs: Rows) -> None:
        self.page, self.claim = page, claim
        self.row = page.claims[claim.id]
        self.run: Row = runs[self.row["run_id"]]
        self.this = URIRef(f"{TEMPORARY}{claim.id}#")

    def text(self) -> str:
        """Return the graphs one after the other."""
        made = {
            "Head": self._head(),
            "assertion": self._assertion(),
            "provenance": self._provenance(),
            "pubinfo": self._publication(),
        }
        return "".join(written(str(self.this + key), graph) for key, graph in made.items())

    def _head(self) -> Graph:
        graph = Graph()
        graph.add((self.this, RDF.type, _known("np", "Nanopublication")))
        for part, key in (
            ("hasAssertion", "assertion"),
            ("hasProvenance", "provenance"),
            ("hasPublicationInfo", "pubinfo"),
        ):
            graph.add((self.this, _known("np", part), self.this + key))
        return graph

    def _assertion(self) -> Graph:
        claim, this = self.claim, _iri("claim", self.claim.id)
        graph = Graph()
        graph.add((this, RDF.type, _term("Claim")))
        values = {
            "polarity": str(claim.polarity),
            "modality": str(claim.modality),
            "happening": claim.kind,
            "when": claim.when.edtf if claim.when else None,
        }
        _say(graph, this, values)
        graph.add((this, _prov("value"), Literal(claim.text)))
        for where in claim.where:
            _say(graph, this, {"place": where.place.name})
        for figure in claim.figures:
            one = _iri("figure", figure.id)
            graph.add((this, _term("figure"), one))
            graph.add((one, RDF.type, _term("Figure")))
            graph.add((one, _prov("value"), Literal(figure.text)))
            kept = ("low", "high", "point", "party", "subject", "unit")
            _say(graph, one, {key: getattr(figure, key) for key in kept})
            _say(graph, one, {"measure": str(figure.measure), "extent": str(figure.extent)})
            if figure.subset_of:
                graph.add((one, _term("subset_of"), _iri("figure", figure.subset_of)))
        return graph

    def _provenance(self) -> Graph:
        claim, document = self.claim, self.page.extraction.document
        this, page = self.this + "assertion", _iri("document", document.id)
        graph = Graph()
        for depth, link in enumerate(claim.chain):
            source = self.page.sources[link.source.id]
            agent = _iri("source", source["id"])
            how = _prov("wasAttributedTo") if depth == 0 else _term("handed_on_by")
            graph.add((this, how, agent))
            graph.add((agent, RDFS.label, Literal(source["name"])))
            _say(graph, agent, {"kind": source["kind"], "named": bool(source["named"])})
        if self.row["origin_id"]:
            origin = _iri("source", self.row["origin_id"])
            name_of_it = self.page.sources[self.row["origin_id"]]["name"]
            graph.add((this, _prov("hadPrimarySource"), _iri("said", claim.id)))
            graph.add((_iri("said", claim.id), _prov("wasAttributedTo"), origin))
            graph.add((origin, RDFS.label, Literal(name_of_it)))
        sentence = _iri("sentence", f"{document.id}-{claim.ordinal}")
        start, end = claim.sentence
        graph.add((this, _prov("wasQuotedFrom"), sentence))
        graph.add((sentence, _prov("value"), Literal(document.text[start:end])))
        graph.add((sentence, _prov("specializationOf"), page))
        _say(graph, sentence, {"start": start, "end": end, "zone": str(claim.zone)})
        spans = [f"{a}-{b}" for a, b in claim.spans]
        _say(graph, this, {"content_span": " ".join(spans), "rule": claim.rule})
        url = web_address(document.url)
        if url:
            graph.add((page, _known("dcterms", "source"), Literal(url, datatype=XSD.anyURI)))
        _say(graph, page, {"title": document.title, "published": document.published})
        capture = self.page.document
        _say(graph, page, {"sha256": capture["sha256"], "captured_at": capture["captured_at"]})
        graph.add((this, _prov("wasGeneratedBy"), _iri("extraction", self.run["id"])))
        return graph

    def _publication(self) -> Graph:
        graph = Graph()
        label = self.run["extractor"] or OUR_NAME
        key = content_id("software", label, self.run["version"], self.run["model"])
        program = _iri("software", key)
        at = Literal(self.run["finished"] or self.run["started"], datatype=XSD.dateTime)
        graph.add((self.this, _prov("generatedAtTime"), at))
        graph.add((self.this, _known("dcterms", "creator"), program))
        graph.add((program, RDF.type, _prov("SoftwareAgent")))
        graph.add((program, RDFS.label, Literal(f"{label} {self.run['version']}")))
        introduced = _iri("claim", self.claim.id)
        graph.add((self.this, _known("npx", "introduces"), introduced))
        _say(graph, introduced, {"status": self.row["status"]})
        return graph


def _iri(kind: str, key: str) -> URIRef:
    return URIRef(name(kind, key).uri)


def _term(word: str) -> URIRef:
    return URIRef(term(word).uri)


def _prov(word: str) -> URIRef:
    return URIRef(PROV_O + word)


def _known(prefix: str, word: str) -> URIRef:
    return URIRef(KNOWN[prefix] + word)


def _say(graph: Graph, this: URIRef, values: dict[str, Any]) -> None:
    for key, value in values.items():
        if value is not None and value != "":
            graph.add((this, _term(key), Literal(value)))


__all__ = ["export_nanopub"]
