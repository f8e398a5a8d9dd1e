"""W3C PROV: read back by the package prov, and by rdflib with SPARQL; all of it is there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rdflib
from export.conftest import Decide
from export.export_world import NASTY, ids, run
from prov.model import ProvBundle, ProvDocument, ProvEntity
from sqlite_utils import Database
from store.store_pages import SETTINGS, article, linked

from provenance.records import Relation
from provenance.store import Writer, connect, start_run, write_linking

URN = "urn:provenance:"
ASKED = f"""
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX term: <{URN}term:>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


def read(path: Path, *options: object) -> ProvDocument:
    """Return the exported PROV-JSON, its lines put together by prov."""
    done = run("export", "prov", path, *options)
    assert done.exit_code == 0, done.output
    whole = ProvDocument()
    for line in done.stdout_bytes.splitlines():
        whole.update(ProvDocument.deserialize(content=line.decode(), format="json"))
    return whole.unified()


def graph_of(path: Path, notation: str, *options: object) -> rdflib.Dataset:
    """Return the exported RDF as rdflib reads it."""
    done = run("export", "prov", path, "--as", notation, *options)
    assert done.exit_code == 0, done.output
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=done.stdout_bytes, format=notation)
    return graph


def ask(graph: rdflib.Graph, where: str) -> set[tuple[Any, ...]]:
    """Return what SPARQL answers in the order of the question, names without their beginning."""
    words = " ".join(dict.fromkeys(re.findall(r"\?\w+", where)))
    rows = graph.query(f"{ASKED} SELECT DISTINCT {words} WHERE {{ {where} }}")
    return {
        tuple(str(value).removeprefix(URN) if value is not None else None for value in row)
        for row in rows  # type: ignore[union-attr]
    }


def everywhere(document: ProvDocument) -> list[Any]:
    """Return the records of a document and of its bundles."""
    bundles: list[ProvBundle] = [document, *document.bundles]
    return [record for bundle in bundles for record in bundle.records]


def entities(document: ProvDocument) -> dict[str, dict[str, Any]]:
    """Return the attributes of all entities by name."""
    found: dict[str, dict[str, Any]] = {}
    for record in everywhere(document):
        if isinstance(record, ProvEntity):
            mine = found.setdefault(str(record.identifier), {})
            mine.update({str(key): value for key, value in record.attributes})
    return found


@pytest.fixture(scope="module")
def told(small: Path) -> ProvDocument:
    """The invented conflict as prov reads it."""
    return read(small)


def test_every_row_is_an_entity(told: ProvDocument, db: Database) -> None:
    found = set(entities(told))
    for table, kind in (
        ("documents", "document"),
        ("claims", "claim"),
        ("figures", "figure"),
        ("events", "event"),
        ("links", "link"),
        ("flags", "flag"),
        ("ranges", "range"),
    ):
        rows = ids(db, f"SELECT id FROM {table}")
        assert rows
        assert {f"{kind}:{row}" for row in rows} == {
            name for name in found if name.startswith(f"{kind}:")
        }
    assert {f"capture:{row}" for row in ids(db, "SELECT sha256 FROM captures")} <= found


def test_every_span_is_its_characters(told: ProvDocument, db: Database) -> None:
    texts = dict(db.execute("SELECT id, text FROM documents").fetchall())
    spans = 0
    for name, values in entities(told).items():
        if not name.startswith(("span:", "sentence:")):
            continue
        document = name.partition(":")[2].split("-")[0]
        start, end = values["term:start"], values["term:end"]
        assert values["prov:value"] == texts[document][start:end]
        spans += 1
    sql = 'SELECT DISTINCT document_id, start, "end" FROM spans'
    assert spans > len(db.execute(sql).fetchall()) > 20


def test_one_bundle_a_source_and_page(told: ProvDocument, db: Database) -> None:
    sql = "SELECT DISTINCT source_id || '-' || document_id FROM claims WHERE source_id IS NOT NULL"
    accounts = {f"account:{row}" for row in ids(db, sql)}
    assert {str(bundle.identifier) for bundle in told.bundles} == accounts
    for bundle in told.bundles:
        source, document = str(bundle.identifier).removeprefix("account:").split("-")
        mine = f"source_id = '{source}' AND document_id = '{document}'"
        wanted = {f"claim:{row}" for row in ids(db, f"SELECT id FROM claims WHERE {mine}")}
        have = {str(record.identifier) for record in bundle.get_records(ProvEntity)}
        assert {name for name in have if name.startswith("claim:")} == wanted


@pytest.mark.parametrize("notation", ["turtle", "trig"])
def test_sparql_finds_who_said_it_and_where_it_came_from(
    small: Path, db: Database, notation: str
) -> None:
    graph = graph_of(small, notation)
    chains = db.execute("SELECT 'claim:' || claim_id, 'source:' || source_id FROM attributions")
    assert ask(graph, "?claim a term:Claim ; prov:wasAttributedTo ?source") >= set(chains)
    origins = db.execute(
        "SELECT 'claim:' || id, 'source:' || origin_id FROM claims WHERE origin_id IS NOT NULL"
    )
    primary = "?claim prov:hadPrimarySource/prov:wasAttributedTo ?source"
    assert ask(graph, primary) == set(origins)
    sentences = "?claim a term:Claim ; prov:wasQuotedFrom/prov:specializationOf ?document"
    stand = db.execute("SELECT 'claim:' || id, 'document:' || document_id FROM claims")
    assert ask(graph, sentences) == set(stand)
    figures = ask(graph, "?figure a term:Figure ; term:low ?low ; prov:value ?text")
    lows = db.execute("SELECT 'figure:' || id, low || '', text FROM figures WHERE low IS NOT NULL")
    assert figures == set(lows)
    runs = "?claim a term:Claim ; prov:wasGeneratedBy ?run . ?run prov:wasAssociatedWith ?program"
    assert len(ask(graph, runs)) == len(ids(db, "SELECT id FROM claims"))
    belongs = "SELECT 'source:' || s.id, 'source:' || parent_id FROM sources s JOIN attributions a"
    parents = db.execute(f"{belongs} ON a.source_id = s.id WHERE parent_id IS NOT NULL")
    assert ask(graph, "?source prov:actedOnBehalfOf ?parent") >= set(parents)


def test_accounts_are_named_graphs(small: Path, db: Database) -> None:
    graph = graph_of(small, "trig")
    where = "GRAPH ?account { ?claim a term:Claim }"
    sql = """SELECT 'account:' || source_id || '-' || document_id, 'claim:' || id FROM claims
        WHERE source_id IS NOT NULL"""
    assert ask(graph, where) == set(db.execute(sql).fetchall())
    plain = {quad[:3] for quad in graph.quads((None, None, None, None))}
    flat = {quad[:3] for quad in graph_of(small, "turtle").quads((None, None, None, None))}
    assert plain == flat
    assert not any(isinstance(term, rdflib.BNode) for triple in plain for term in triple)


def test_decisions_and_what_follows_from_them(undecided: Path, decide_as: Decide) -> None:
    db = connect(undecided, read_only=True)
    figure, claim = db.execute("SELECT id, claim_id FROM figures ORDER BY id").fetchone()
    source = ids(db, "SELECT source_id FROM claims WHERE source_id IS NOT NULL ORDER BY id")[0]
    event = ids(db, "SELECT id FROM events")[0]
    db.close()
    reject = decide_as("reject", claim, reason="withdrawn")
    correct = decide_as("correct", figure, low="3", high="4", point="3", reason="misread")
    grade = decide_as("reliability", source, reliability="B", reason="its lists hold")
    note = decide_as("note", event, by="Bo", reason="look again")
    decide_as("confirm", claim)
    undo = decide_as("undo", decide_as("credibility", claim, credibility="2").id)
    graph = graph_of(undecided, "turtle")
    who = ask(graph, "?review prov:wasAssociatedWith ?p . ?p a prov:Person ; rdfs:label ?by")
    every = {f"review:{entry.id}" for entry in (reject, correct, grade, note, undo)}
    assert {row[0] for row in who} > every
    assert {row[2] for row in who} == {"Ada", "Bo"}
    used = ask(graph, "?review a term:Review ; prov:used ?what")
    assert {
        (f"review:{reject.id}", f"claim:{claim}"),
        (f"review:{note.id}", f"event:{event}"),
    } <= used
    assert (f"review:{grade.id}", f"source:{source}") in ask(graph, "?r prov:wasInfluencedBy ?s")
    # Confirmed since: the rejection stands in the log and holds no more.
    assert ask(graph, f"<{URN}claim:{claim}> prov:wasInvalidatedBy ?review") == set()
    revised = ask(graph, "?new prov:wasRevisionOf ?old ; term:low ?low ; prov:wasGeneratedBy ?r")
    names = (f"corrected:{correct.id}", f"figure:{figure}", "3", f"review:{correct.id}")
    assert revised == {names}
    decide_as("reject", claim)
    graph = graph_of(undecided, "turtle")
    where = f"<{URN}claim:{claim}> prov:wasInvalidatedBy ?review . ?review prov:used ?claim"
    assert {row[1] for row in ask(graph, where)} == {f"claim:{claim}"}
    assert claim not in {
        row[0].removeprefix("claim:")
        for row in ask(graph_of(undecided, "turtle", "--without-rejected"), "?c a term:Claim")
    }


def test_links_are_said_in_the_words_of_prov(tmp_path: Path) -> None:
    path = tmp_path / "linked.db"
    db = connect(path, create=True)
    pages = [article(low=low, publisher=f"Post {low}") for low in (12, 14, 16, 18, 20)]
    run_id = start_run(db, SETTINGS)
    for extraction, capture in pages:
        Writer(db, run_id).add(extraction, capture)
    linking = linked(*(extraction for extraction, _ in pages))
    relations = (Relation.SAME_TEXT, Relation.UPDATES, Relation.RETRACTS, Relation.CONFLICTS)
    links = tuple(
        link.model_copy(update={"relation": relation})
        for link, relation in zip(linking.links, relations, strict=True)
    )
    write_linking(db, linking.model_copy(update={"links": links}), run_id)
    db.close()
    graph = graph_of(path, "turtle")
    same, updates, retracts, conflicts = (
        (f"claim:{link.claim_a}", f"claim:{link.claim_b}") for link in links
    )
    assert ask(graph, "?a prov:alternateOf ?b") == {same}
    assert ask(graph, "?a a term:Claim ; prov:wasRevisionOf ?b") == {updates}
    assert ask(graph, "?b prov:wasInvalidatedBy ?act . ?act prov:used ?a") == {
        (retracts[1], f"retraction:{links[2].id}", retracts[0])
    }
    stated = ask(graph, "?link term:relation ?how ; term:claimA ?a ; term:claimB ?b")
    assert {(f"link:{links[3].id}", "conflicts", *conflicts)} <= stated
    assert len(stated) == 4


def test_pages_of_one_address_are_revisions(tmp_path: Path) -> None:
    path = tmp_path / "edited.db"
    db = connect(path, create=True)
    run_id = start_run(db, SETTINGS)
    keys = []
    for low, at in ((12, "2031-05-06T00:00:00Z"), (14, "2031-05-05T00:00:00Z")):
        extraction, capture = article(low=low)
        Writer(db, run_id).add(extraction, capture)
        keys.append(f"document:{extraction.document.id}")
        db.execute("DROP TRIGGER IF EXISTS captures_no_update")
        db.execute("UPDATE captures SET captured_at = ? WHERE sha256 = ?", [at, capture.sha256])
    db.conn.commit()
    db.close()
    assert ask(graph_of(path, "turtle"), "?new prov:wasRevisionOf ?old") == {tuple(keys)}


@pytest.mark.parametrize("notation", ["json", "turtle", "trig"])
def test_hostile_text_is_whole(nasty: Path, notation: str) -> None:
    raw = run("export", "prov", nasty, "--as", notation).stdout_bytes
    assert not any(byte < 32 and byte not in b"\n\t\r" for byte in raw)
    if notation == "json":
        values = entities(read(nasty))
        titles = {one.get("term:title") for one in values.values()}
        words = {one.get("term:subject") for one in values.values()}
        labels = {str(r.label) for r in everywhere(read(nasty))}
        assert NASTY in labels
    else:
        graph = graph_of(nasty, notation)
        titles = {row[1] for row in ask(graph, "?d term:title ?title")}
        words = {row[1] for row in ask(graph, "?f term:subject ?words")}
        assert NASTY in {row[1] for row in ask(graph, "?s rdfs:label ?label")}
        assert all(str(p).startswith((URN, "http://www.w3.org/")) for p in graph.predicates())
    assert NASTY in titles
    assert NASTY in words


@pytest.mark.parametrize("notation", ["json", "turtle", "trig"])
def test_same_bytes_in_every_process(small: Path, notation: str) -> None:
    command = [sys.executable, "-m", "provenance.cli", "export", "prov", str(small)]
    made = {
        subprocess.run(
            [*command, "--as", notation],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


def test_things_that_lines_share_say_the_same(small: Path) -> None:
    said: dict[str, str] = {}
    for line in run("export", "prov", small).stdout_bytes.splitlines():
        for kind in ("agent", "activity", "entity"):
            for name, values in json.loads(line).get(kind, {}).items():
                text = json.dumps(values, sort_keys=True)
                assert said.setdefault(name, text) == text
    assert len(said) > 50
