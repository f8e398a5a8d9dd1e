"""Nanopublications: the package nanopub takes and signs them, without any network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from export.export_world import NASTY, ids, run
from sqlite_utils import Database

nanopub = pytest.importorskip("nanopub")

NP = rdflib.Namespace("http://www.nanopub.org/nschema#")
TERM = rdflib.Namespace("urn:provenance:term:")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
PARTS = ("Head", "assertion", "provenance", "pubinfo")


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing ask the network."""

    def refuse(*_: Any) -> None:
        raise AssertionError("a test asks the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def publications(path: Path, *options: object) -> Iterator[tuple[str, rdflib.ConjunctiveGraph]]:
    """Yield each exported nanopublication by the id of its claim."""
    done = run("export", "nanopub", path, *options)
    assert done.exit_code == 0, done.output
    every = rdflib.Dataset()
    every.parse(data=done.stdout_bytes, format="trig")
    for this in sorted(set(every.quads((None, rdflib.RDF.type, NP.Nanopublication, None)))):
        graph = rdflib.ConjunctiveGraph()
        for part in PARTS:
            context = graph.get_context(this[0] + part)
            for triple in every.graph(this[0] + part):
                context.add(triple)
        yield str(this[0]).rstrip("#").rpartition("/")[2], graph


def test_every_claim_is_one_that_the_package_takes(small: Path, db: Database) -> None:
    found = dict(publications(small))
    assert sorted(found) == ids(db, "SELECT id FROM claims ORDER BY id")
    for claim, graph in found.items():
        one = nanopub.Nanopub(rdf=graph)
        assert one.is_valid
        this = rdflib.URIRef(f"urn:provenance:claim:{claim}")
        text, source, run_id = db.execute(
            "SELECT text, (SELECT source_id FROM attributions WHERE claim_id = c.id AND depth = 0),"
            " run_id FROM claims c WHERE id = ?",
            [claim],
        ).fetchone()
        assert one.assertion.value(this, PROV.value) == rdflib.Literal(text)
        figures = set(one.assertion.objects(this, TERM.figure))
        rows = ids(db, f"SELECT id FROM figures WHERE claim_id = '{claim}'")
        assert figures == {rdflib.URIRef(f"urn:provenance:figure:{row}") for row in rows}
        subject = one.metadata.assertion
        made = one.provenance.value(subject, PROV.wasGeneratedBy)
        assert made == rdflib.URIRef(f"urn:provenance:extraction:{run_id}")
        if source:
            agent = rdflib.URIRef(f"urn:provenance:source:{source}")
            assert (subject, PROV.wasAttributedTo, agent) in one.provenance


def test_signed_with_a_key(small: Path) -> None:
    profile = nanopub.Profile(orcid_id="https://orcid.org/0000-0000-0000-0000", name="Ada")
    _, graph = next(iter(publications(small)))
    one = nanopub.Nanopub(rdf=graph, conf=nanopub.NanopubConf(profile=profile))
    one.sign()
    assert one.has_valid_signature
    assert one.has_valid_trusty
    assert "/RA" in one.source_uri


def test_hostile_text_is_whole(nasty: Path) -> None:
    for _, graph in publications(nasty):
        one = nanopub.Nanopub(rdf=graph)
        assert one.is_valid
        assert rdflib.Literal(NASTY) in set(one.assertion.objects(None, TERM.subject))
        assert rdflib.Literal(NASTY) in set(one.provenance.objects(None, rdflib.RDFS.label))
        for address in one.provenance.objects(None, rdflib.DCTERMS.source):
            assert address.startswith("https://example.org/")


def test_same_bytes_each_time(small: Path) -> None:
    first, second = (run("export", "nanopub", small).stdout_bytes for _ in range(2))
    assert first == second
