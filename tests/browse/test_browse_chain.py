"""The way of a claim's words: drawn, linked, in words, and the same for machines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest
from browse.conftest import known_ids
from browse.world import MONITOR, QUAY
from datasette.app import Datasette
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.browse.chain import drawn
from provenance.browse.labels import Addresses

nx = pytest.importorskip("networkx")
Serve = Callable[..., Datasette]
TO = Addresses(SimpleNamespace(urls=SimpleNamespace(database=lambda name: f"/{name}")), "claims")


def graph(*edges: tuple[str, str, str]) -> nx.MultiDiGraph[str]:
    """Return a graph with these edges, all of claim 1."""
    made = nx.MultiDiGraph(label="", left_out=0)
    for start, end, kind in edges:
        for node in (start, end):
            made.add_node(node, kind=node.split(":")[0], label=node, zone="body")
        made.add_edge(start, end, kind=kind, rules=[f"rule.{kind}"], claims=["1"])
    return made


async def test_the_chain_is_drawn_with_links_and_told_in_words(
    serve: Serve, written: Path, ids: dict[str, str]
) -> None:
    datasette = serve(written)
    html = (await datasette.client.get(f"/claims/-/claim/{ids['toll']}")).text
    part = html[html.index('id="chain"') : html.index('id="flags"')]
    assert part.count("<svg") == 2, "one for wide pages, one for phones"
    for href in (MONITOR.id, QUAY.id, ids["quay-1"], ids["toll"], ids["echo-2031-05-06"]):
        assert part.count(f'{href}"') >= (2 if href == ids["echo-2031-05-06"] else 3)
    assert "told in words" in part, "a phone draws the claim's own way alone"
    assert 'aria-current="page"' in part
    assert f'href="#note-{ids["toll"]}"' in html
    assert f'id="note-{ids["toll"]}"' in html, "the number of the claim leads to its values"
    steps = part[part.index('<ol class="steps">') :]
    assert re.search(r"Harbour Monitor.*says it to.*The Quay Gazette", steps)
    assert "is repeated by" in steps
    data = (await datasette.client.get(f"/claims/-/claim/{ids['toll']}.json")).json()
    found = nx.node_link_graph(data["graph"], edges="edges")
    assert nx.has_path(found, f"source:{MONITOR.id}", f"claim:{ids['toll']}")


async def test_a_person_decides_who_stands_first(
    serve: Serve, written: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    from provenance.review.actions import Action, Decision
    from provenance.store.connect import connect
    from provenance.store.deciding import decide

    datasette = serve(written)
    db = connect(tmp_path / "claims.db")
    values = {"source": "Reef Clinic", "kind": "humanitarian"}
    decide(db, Decision(Action.REATTRIBUTE, ids["toll"], values, "it says so"), "Ada")
    db.close()
    html = (await datasette.client.get(f"/claims/-/claim/{ids['toll']}")).text
    part = html[html.index('id="chain"') : html.index('id="flags"')]
    assert re.search(r"Reef Clinic.*says it to", part, re.DOTALL)
    assert "1 decision" in html, "links follow with the next linking"


def test_arrows_go_on_and_claims_end_the_way() -> None:
    found = drawn(
        graph(
            ("source:a", "source:b", "says"),
            ("source:b", "page:p", "publishes"),
            ("page:p", "claim:1", "prints"),
            ("source:c", "page:p", "says"),
        ),
        "1",
        TO,
    )
    at = {box.label: (box.x, box.y) for box in found.wide.boxes}
    assert at["source:a"][0] < at["source:b"][0] < at["page:p"][0] < at["claim:1"][0]
    assert at["source:c"][0] == at["source:b"][0]
    assert at["source:c"][1] != at["source:b"][1]
    down = {box.label: (box.x, box.y) for box in found.narrow.boxes}
    assert down["source:a"][1] < down["source:b"][1] < down["page:p"][1] < down["claim:1"][1]
    for picture in (found.wide, found.narrow):
        for box in picture.boxes:
            assert 0 <= box.x <= picture.width - box.width
            assert 0 <= box.y <= picture.height - box.height


def points(path: str) -> Iterator[tuple[float, float]]:
    """Yield places along a path of straight lines and cubic curves, close to one another."""
    here = (0.0, 0.0)
    for command, found in re.findall(r"([MLC])([-\d .]+)", path):
        numbers = [float(number) for number in found.split()]
        stops = list(zip(numbers[::2], numbers[1::2], strict=True))
        for step in range(41) if command != "M" else ():
            t = step / 40
            a, b, c, d = (here, *stops) if command == "C" else (here, here, stops[0], stops[0])
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            yield tuple(  # type: ignore[misc]
                sum(weight * stop[axis] for weight, stop in zip(weights, (a, b, c, d), strict=True))
                for axis in (0, 1)
            )
        here = stops[-1]


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14), st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_no_arrow_runs_behind_a_box(pairs: set[tuple[int, int]], claims: int) -> None:
    edges = [(f"source:{a}", f"source:{b}", "says") for a, b in pairs if a < b]
    for number in range(1, claims + 1):
        edges += [
            (f"source:{number}", f"page:{number % 3}", "publishes"),
            ("source:0", f"claim:{number}", "origin"),
            (f"page:{number % 3}", f"claim:{number}", "prints"),
            (f"claim:{number}", "claim:1", "repeats"),
        ]
    found = drawn(graph(*(edge for edge in edges if edge[0] != edge[1])), "1", TO)
    for picture in (found.wide, found.narrow):
        for arrow in picture.arrows:
            for x, y in points(arrow.path):
                inside = [
                    box
                    for box in picture.boxes
                    if box.x + 1 < x < box.x + box.width - 1
                    and box.y + 1 < y < box.y + box.height - 1
                ]
                assert not inside, (arrow, inside)
        for box, other in combinations(picture.boxes, 2):
            apart_across = box.x + box.width <= other.x or other.x + other.width <= box.x
            assert apart_across or box.y + box.height <= other.y or other.y + other.height <= box.y


def test_sources_that_quote_one_another_are_drawn_all_the_same() -> None:
    found = drawn(
        graph(
            ("source:a", "source:b", "says"),
            ("source:b", "source:a", "passes_on"),
            ("source:b", "page:p", "publishes"),
            ("source:a", "source:a", "says"),
            ("page:p", "claim:1", "prints"),
        ),
        "1",
        TO,
    )
    assert len(found.wide.boxes) == 4
    assert len(found.wide.arrows) == len(found.steps) == 5


async def test_a_claim_that_many_pages_copy_draws_the_nearest(serve: Serve, large: Path) -> None:
    import sqlite3

    with sqlite3.connect(large) as db:
        (claim,) = db.execute("SELECT id FROM claims LIMIT 1").fetchone()
        others = db.execute("SELECT id FROM claims WHERE id <> ? LIMIT 300", [claim]).fetchall()
    datasette = serve(large)
    path = Path(datasette.files[0])
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.executemany(
            "INSERT INTO links SELECT 'x' || ?1, ?1, ?2, NULL, NULL, 'same_text', 'yes', 1, 'copy',"
            " 'link.same_text', '[]', (SELECT id FROM runs)",
            [(other, claim) for (other,) in others],
        )
    html = (await datasette.client.get(f"/large/-/claim/{claim}")).text
    part = html[html.index('id="chain"') : html.index('id="flags"')]
    assert part.count("the same words") <= 2 * 6
    assert "more claims repeat it" in part
    assert known_ids(large)["event"]
