"""The command that draws where an event's or a claim's words came from."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from cli_runs import Run


def one(database: Path, sql: str) -> str:
    """Return the first value that a question gives."""
    connection = sqlite3.connect(database)
    try:
        return str(connection.execute(sql).fetchone()[0])
    finally:
        connection.close()


EVENT = "SELECT event_id FROM event_claims GROUP BY 1 ORDER BY count(*) DESC, 1"


def test_event_is_drawn_with_its_claims_and_sources(run: Run, database: Path) -> None:
    event = one(database, EVENT)
    done = run("graph", database, event)
    assert done.exit_code == 0
    graph = nx.node_link_graph(json.loads(done.stdout), edges="edges")
    claims = {n.removeprefix("claim:") for n, k in graph.nodes(data="kind") if k == "claim"}
    connection = sqlite3.connect(database)
    sql = "SELECT claim_id FROM event_claims WHERE event_id = ?"
    assert claims == {row[0] for row in connection.execute(sql, [event])}
    vouching = "SELECT source_id FROM claims WHERE id IN (SELECT claim_id FROM event_claims WHERE"
    for (source,) in connection.execute(
        f"{vouching} event_id = ?) AND source_id IS NOT NULL", [event]
    ):
        assert f"source:{source}" in graph
    connection.close()


def test_words_of_the_name_find_the_event(run: Run, database: Path) -> None:
    event = one(database, EVENT)
    label = one(database, f"SELECT label FROM events WHERE id = '{event}'")
    assert json.loads(run("graph", database, *label.split()).stdout)["graph"]["label"] == label


def test_claim_is_drawn(run: Run, database: Path) -> None:
    claim = one(database, "SELECT id FROM claims WHERE text LIKE '%20 people%'")
    for text in (claim, claim[:12]):
        data = json.loads(run("graph", database, text).stdout)
        assert f"claim:{claim}" in {node["id"] for node in data["nodes"]}
        says = [edge for edge in data["edges"] if edge["kind"] == "says"]
        assert [edge["claims"] for edge in says] == [[claim]]


def test_links_between_claims_on_request(run: Run, database: Path) -> None:
    told = "relation NOT IN ('repeats', 'same_text', 'not_comparable')"
    claim = one(database, f"SELECT claim_a FROM links WHERE {told} ORDER BY id")
    relation = one(database, f"SELECT relation FROM links WHERE {told} ORDER BY id")
    few = json.loads(run("graph", database, claim).stdout)
    more = json.loads(run("graph", database, claim, "--links", "all").stdout)
    assert relation not in {edge["kind"] for edge in few["edges"]}
    assert relation in {edge["kind"] for edge in more["edges"]}


def test_formats_are_what_they_say(run: Run, database: Path) -> None:
    event = one(database, EVENT)
    dot = run("graph", database, event, "--format", "dot").stdout
    assert dot.startswith("digraph provenance {")
    assert run("graph", database, event, "--format", "dot").stdout == dot
    xml = run("graph", database, event, "--format", "graphml").stdout
    assert ElementTree.fromstring(xml.encode()).tag.endswith("graphml")


@pytest.mark.parametrize("text", ["no such thing", "ffffffffffff", "%", "'", "\x1b[2J"])
def test_what_is_not_there_is_said_in_one_line(run: Run, database: Path, text: str) -> None:
    done = run("graph", database, text)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Error: no event is called")
    assert len(done.stderr.splitlines()) == 1
    assert "\x1b" not in done.stderr
