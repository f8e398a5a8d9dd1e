"""The graph of provenance: whose words came through whom, and who repeats whom."""

from __future__ import annotations

import json
import re
from itertools import permutations
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_pages import PageBuilder

from provenance.link import link
from provenance.link.graph import TELLING, claim_graph, event_graph
from provenance.link.graph_text import FORMATS, quoted, safe, to_dot, to_graphml, to_json
from provenance.packs import Packs
from provenance.records import ChainLink, Extraction, Linking, SourceKind
from tests.sources import source

MINISTRY = source("Harbour Ministry", SourceKind.STATE, parent="Republic of Tal")
AGENCY = source("Tal News Agency", SourceKind.MEDIA)
COURIER = source("Coast Courier", SourceKind.MEDIA)
SENTENCE = (
    "The blast at the old grain harbour of Orvane killed 12 people on the fourth of May, it said."
)
Told = tuple[list[Extraction], Linking, dict[str, str]]


@pytest.fixture(scope="module")
def told() -> Told:
    """Three pages: a ministry through an agency, a copy of it, and another source's number."""
    first = PageBuilder("first", "Coast Courier", "2020-05-05")
    ids = {
        "said": first.says(
            SENTENCE, ("12", "killed", 12, 12), by=MINISTRY, via=(AGENCY,), kind="shelling",
            on="2020-05-04", at=("Orvane",),
        )
    }  # fmt: skip
    copy = PageBuilder("copy", "Hill Herald", "2020-05-06")
    ids["copy"] = copy.says(
        SENTENCE, ("12", "killed", 12, 12), kind="shelling", on="2020-05-04", at=("Orvane",)
    )
    other = PageBuilder("other", "Vale Voice", "2020-05-05")
    ids["other"] = other.says(
        "Medics counted 40 killed in the shelling.", ("40", "killed", 40, 40),
        by=source("Vale Hospital", SourceKind.HUMANITARIAN), kind="shelling", on="2020-05-04",
        at=("Orvane",),
    )  # fmt: skip
    pages = [page.build() for page in (first, copy, other)]
    return pages, link(pages, Packs(("general",))), ids


def way(graph: nx.MultiDiGraph, claim: str) -> list[tuple[str, str, str]]:
    """Return the steps that a claim's words took, by label, without bodies and links."""
    label = graph.nodes
    return sorted(
        (values["kind"], label[start]["label"], label[end]["label"])
        for start, end, values in graph.edges(data=True)
        if claim in values["claims"] and not end.startswith("claim:")
    )


def test_words_come_from_speaker_through_agency_to_the_page(told: Told) -> None:
    pages, linking, ids = told
    graph = claim_graph(pages, linking, ids["said"])
    assert way(graph, ids["said"]) == [
        ("passes_on", "Tal News Agency", "Coast Courier"),
        ("publishes", "Coast Courier", "first"),
        ("says", "Harbour Ministry", "Tal News Agency"),
    ]
    mine = [
        (start, end, key)
        for start, end, key, values in graph.edges(keys=True, data=True)
        if values["claims"] == [ids["said"]]
    ]
    route = nx.shortest_path(
        graph.edge_subgraph(mine), "source:" + MINISTRY.id, "claim:" + ids["said"]
    )
    assert [graph.nodes[node]["label"] for node in route] == [
        "Harbour Ministry", "Tal News Agency", "Coast Courier", "first", SENTENCE,
    ]  # fmt: skip


def test_body_speaks_through_the_one_that_acts_for_it(told: Told) -> None:
    pages, linking, ids = told
    graph = claim_graph(pages, linking, ids["said"])
    found = [
        graph.nodes[start]["label"]
        for start, _, kind in graph.in_edges("source:" + MINISTRY.id, data="kind")
        if kind == "speaks_through"
    ]
    assert found == ["Republic of Tal"]


def test_copy_hangs_on_the_first_printing(told: Told) -> None:
    pages, linking, ids = told
    for claim in (ids["said"], ids["copy"]):
        graph = claim_graph(pages, linking, claim)
        assert {n for n, v in graph.nodes(data="kind") if v == "claim"} == {
            "claim:" + ids["said"], "claim:" + ids["copy"],
        }  # fmt: skip
        between = graph.get_edge_data("claim:" + ids["said"], "claim:" + ids["copy"])
        assert "same_text" in {values["kind"] for values in between.values()}
        assert graph.get_edge_data("claim:" + ids["copy"], "claim:" + ids["said"]) is None


def test_origin_off_the_way_is_drawn(told: Told) -> None:
    pages, linking, ids = told
    graph = claim_graph(pages, linking, ids["copy"])
    values = graph.get_edge_data("source:" + MINISTRY.id, "claim:" + ids["copy"])["origin"]
    assert values["rules"] == ["origin.copied_text"]


def test_event_has_all_its_claims_and_tells_contradictions_on_request(told: Told) -> None:
    pages, linking, ids = told
    event = next(row.event_id for row in linking.event_claims if row.claim_id == ids["other"])
    plain = event_graph(pages, linking, event)
    assert {n for n, v in plain.nodes(data="kind") if v == "claim"} == {
        f"claim:{key}" for key in ids.values()
    }
    kinds = {kind for _, _, kind in plain.edges(data="kind")}
    assert "conflicts" not in kinds
    more = event_graph(pages, linking, event, relations=TELLING)
    (conflict, *_) = [v for _, _, v in more.edges(data=True) if v["kind"] == "conflicts"]
    assert {conflict["figure_a"], conflict["figure_b"]} == {"12", "40"}
    assert conflict["reason"]


def test_original_publisher_is_told_from_an_agency() -> None:
    page = PageBuilder("again", "World Mirror")
    key = page.says("Five people died.", by=MINISTRY, via=(COURIER,))
    made = page.build()
    document = made.document.model_copy(update={"republished_from": "Coast Courier"})
    graph = claim_graph([made.model_copy(update={"document": document})], Linking(), key)
    assert way(graph, key) == [
        ("publishes", "World Mirror", "again"),
        ("republished", "Coast Courier", "World Mirror"),
        ("says", "Harbour Ministry", "Coast Courier"),
    ]


def test_every_part_of_a_joint_source_says_it() -> None:
    page = PageBuilder("joint", "World Mirror")
    medics = source("Vale Hospital", SourceKind.HUMANITARIAN)
    key = page.says("Five people died.", by=(MINISTRY, medics))
    graph = claim_graph([page.build()], Linking(), key)
    assert way(graph, key) == [
        ("publishes", "World Mirror", "joint"),
        ("says", "Harbour Ministry", "World Mirror"),
        ("says", "Vale Hospital", "World Mirror"),
    ]


def test_shared_stations_keep_the_ways_apart() -> None:
    one = PageBuilder("one", "World Mirror")
    first = one.says("Five people died.", by=MINISTRY)
    second = one.says("Six people died.", by=AGENCY)
    other = Linking.model_validate(
        {
            "event_claims": [
                {"event_id": "e", "claim_id": c, "score": 1, "reasons": ()} for c in (first, second)
            ]
        }
    )
    graph = event_graph([one.build()], other, "e")
    assert ("says", "Harbour Ministry", "World Mirror") in way(graph, first)
    assert ("says", "Harbour Ministry", "World Mirror") not in way(graph, second)


@pytest.mark.parametrize("missing", ["nothing", ""])
def test_what_is_not_there_has_an_empty_graph(told: Told, missing: str) -> None:
    pages, linking, _ = told
    for graph in (event_graph(pages, linking, missing), claim_graph(pages, linking, missing)):
        assert len(graph) == 0
        assert all(write(graph) for write in FORMATS.values())


def test_too_many_claims_are_counted_not_drawn(told: Told) -> None:
    pages, linking, ids = told
    event = next(row.event_id for row in linking.event_claims if row.claim_id == ids["other"])
    graph = event_graph(pages, linking, event, most=1)
    assert [v for _, v in graph.nodes(data="kind")].count("claim") == 1
    assert graph.graph["left_out"] == 2


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_order_of_pages_changes_no_character(told: Told, name: str) -> None:
    pages, linking, ids = told
    event = next(row.event_id for row in linking.event_claims if row.claim_id == ids["said"])
    written = {
        FORMATS[name](event_graph(order, linking, event, relations=TELLING))
        for order in permutations(pages)
    }
    assert len(written) == 1


def test_json_is_read_back(told: Told) -> None:
    pages, linking, ids = told
    graph = claim_graph(pages, linking, ids["said"])
    again = nx.node_link_graph(json.loads(to_json(graph)), edges="edges")
    assert nx.utils.graphs_equal(graph, again)


def labelled(text: str) -> nx.MultiDiGraph:
    """Return the graph of a page whose words, source and title are ``text``."""
    page = PageBuilder(text, text)
    key = page.says(text, by=source(text))
    made = page.build()
    document = made.document.model_copy(update={"title": text, "url": text})
    claim = made.claims[0]
    body = source("x", parent=text or None)
    claim = claim.model_copy(
        update={"chain": (ChainLink(source=body, rule="test"), *claim.chain), "attribution": None}
    )
    changed = made.model_copy(update={"document": document, "claims": (claim,)})
    return claim_graph([changed], Linking(), key)


HOSTILE = [
    '"];evil[label="x',
    "back\\slash\\",
    '\\"',
    "\\N \\G \\l",
    "<b>html</b>",
    "]]></data><node id='x'/>",
    "&amp; &#0;",
    "line\nbreak\r\u2028",
    "\x00\x1b[2J\x7f\x9f",
    "\ud800 half",
    "\u202e reversed \u200b",
    "\ufffe\uffff",
    "// /* */ # digraph { }",
    "💥" * 50,
]
# A quoted string of DOT ends at the first quotation mark that no backslash stands before.
STRING = r'"(?:[^"\\]|\\.)*"'
VALUE = rf"[a-z]+=(?:{STRING}|LR)"
LINE = re.compile(rf"  (?:graph|{STRING}(?: -> {STRING})?) \[{VALUE}(?:, {VALUE})*\];")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_labels_stay_labels(text: str) -> None:
    check(text)


@given(st.text())
def test_any_text_is_written(text: str) -> None:
    check(text)


def check(text: str) -> None:
    """Assert that all three formats are sound and say the text."""
    graph = labelled(text)
    first, *lines, last = to_dot(graph).rstrip("\n").split("\n")
    assert (first, last) == ("digraph provenance {", "}")
    assert len(lines) == 1 + graph.number_of_nodes() + graph.number_of_edges()
    assert all(LINE.fullmatch(line) for line in lines)
    assert json.loads(to_json(graph))["nodes"]
    root = ElementTree.fromstring(to_graphml(graph).encode())
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    assert len(root.findall(".//g:node", space)) == graph.number_of_nodes()
    assert len(root.findall(".//g:edge", space)) == graph.number_of_edges()
    assert safe(text) in {(data.text or "") for data in root.findall(".//g:node/g:data", space)}


@given(st.text(alphabet='ab\\"N\n<>{}'))
def test_quoted_text_stands_for_itself(text: str) -> None:
    inner = quoted(text)[1:-1]
    # What DOT reads, and then what a label shows.
    assert re.sub(r"\\(.)", r"\1", inner) == safe(text)
