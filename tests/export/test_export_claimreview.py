"""ClaimReview: only what a person rated, everywhere that it stands, harmless in a page."""

from __future__ import annotations

import html.parser
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rdflib
from export.conftest import Decide
from export.export_world import NASTY, ids, run

from provenance.review.actions import Action, Decision
from provenance.store import connect
from provenance.store.deciding import decide

SCHEMA = json.loads(Path(__file__).with_name("claimreview.schema.json").read_text("utf-8"))
SCHEMA_ORG = rdflib.Namespace("https://schema.org/")


def reviews(path: Path, *options: object) -> dict[str, Any]:
    """Return the exported reviews by claim, each checked against the schema."""
    done = run("export", "claimreview", path, *options)
    assert done.exit_code == 0, done.output
    found = {}
    for line in done.stdout_bytes.splitlines():
        review = json.loads(line)
        jsonschema.validate(review, SCHEMA)
        found[review["identifier"].removeprefix("urn:provenance:claim:")] = review
    return found


@pytest.fixture
def claims(undecided: Path) -> list[str]:
    """Ids of claims of named sources."""
    db = connect(undecided, read_only=True)
    sql = "SELECT c.id FROM claims c JOIN sources s ON s.id = c.source_id WHERE named ORDER BY c.id"
    found = ids(db, sql)
    db.close()
    return found


def test_nothing_that_nobody_rated(undecided: Path, claims: list[str], decide_as: Decide) -> None:
    assert reviews(undecided) == {}
    decide_as("note", claims[0], reason="to be asked")
    assert reviews(undecided) == {}
    decide_as("confirm", claims[0])
    assert list(reviews(undecided)) == [claims[0]]
    entry = decide_as("credibility", claims[1], credibility="3")
    assert set(reviews(undecided)) == set(claims[:2])
    decide_as("undo", entry.id)
    assert list(reviews(undecided)) == [claims[0]]


@pytest.mark.parametrize(
    ("decisions", "number", "words"),
    [
        ([("confirm", {})], None, "Confirmed"),
        ([("reject", {})], None, "Rejected"),
        ([("credibility", {"credibility": "1"})], 5, "Confirmed by other sources"),
        ([("credibility", {"credibility": "5"})], 1, "Improbable"),
        (
            [("credibility", {"credibility": "3"}), ("credibility", {"credibility": "6"})],
            None,
            "Cannot be judged",
        ),
        ([("confirm", {}), ("credibility", {"credibility": "2"})], 4, "Confirmed; Probably true"),
    ],
)
def test_rating_is_what_was_decided(
    undecided: Path,
    claims: list[str],
    decide_as: Decide,
    decisions: list[tuple[str, dict[str, str]]],
    number: int | None,
    words: str,
) -> None:
    for action, values in decisions:
        last = decide_as(action, claims[0], reason=f"as {action}", **values)
    review = reviews(undecided)[claims[0]]
    assert review["reviewRating"].get("ratingValue") == number
    assert review["reviewRating"]["alternateName"] == words
    assert review["author"] == [{"@type": "Person", "name": "Ada"}]
    assert review["datePublished"] == last.at
    assert review["reviewBody"] == "\n".join(dict.fromkeys(f"as {how}" for how, _ in decisions))


def test_names_of_reviewers_stay_at_home_when_asked(
    undecided: Path, claims: list[str], decide_as: Decide
) -> None:
    decide_as("confirm", claims[0], by="Ada Secret")
    for name in ("claimreview", "prov"):
        assert "Ada Secret" in run("export", name, undecided).stdout
        done = run("export", name, undecided, "--reviewer", "The Desk")
        assert "Ada Secret" not in done.stdout
        assert "The Desk" in done.stdout


def test_the_same_claim_elsewhere_is_an_appearance(undecided: Path, decide_as: Decide) -> None:
    db = connect(undecided, read_only=True)
    sql = "SELECT claim_a, claim_b FROM links WHERE relation = 'repeats' ORDER BY id"
    a, b = db.execute(sql).fetchone()
    pages = ids(db, f"SELECT document_id FROM claims WHERE id IN ('{a}', '{b}')")
    db.close()
    assert len(set(pages)) == 2
    decide_as("confirm", a)
    places = reviews(undecided)[a]["itemReviewed"]["appearance"]
    found = [place["identifier"].removeprefix("urn:provenance:document:") for place in places]
    assert set(pages) <= set(found)
    assert len(found) == len(set(found))
    decide_as("reject", b)
    for key in (a, b):
        places = reviews(undecided)[key]["itemReviewed"]["appearance"]
        assert not set(pages) <= {
            place["identifier"].removeprefix("urn:provenance:document:") for place in places
        }
    assert list(reviews(undecided, "--without-rejected")) == [a]


def test_read_by_rdflib(undecided: Path, claims: list[str], decide_as: Decide) -> None:
    decide_as("credibility", claims[0], credibility="2")
    review = reviews(undecided, "--site", "https://example.org/claims")[claims[0]]
    assert review["url"] == f"https://example.org/claims/-/claim/{claims[0]}"
    # The context is schema.org's; its words are what matters, and no test asks the network.
    review["@context"] = {"@vocab": str(SCHEMA_ORG), "url": {"@type": "@id"}}
    graph = rdflib.Graph()
    graph.parse(data=json.dumps(review), format="json-ld")
    this = rdflib.URIRef(review["url"])
    assert (this, rdflib.RDF.type, SCHEMA_ORG.ClaimReview) in graph
    rating = graph.value(this, SCHEMA_ORG.reviewRating)
    assert graph.value(rating, SCHEMA_ORG.ratingValue) == rdflib.Literal(4)
    item = graph.value(this, SCHEMA_ORG.itemReviewed)
    assert list(graph.objects(item, SCHEMA_ORG.appearance))


class Scripts(html.parser.HTMLParser):
    """Collects what stands between the script tags of a page, and all other tags."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_hostile_text_does_not_leave_the_script(nasty: Path, tmp_path: Path) -> None:
    path = tmp_path / "nasty.db"
    path.write_bytes(nasty.read_bytes())
    db = connect(path)
    for claim in ids(db, "SELECT id FROM claims"):
        decide(db, Decision(Action.CONFIRM, claim, {}, NASTY), "</script> \u202eAda")
    db.close()
    for line in run("export", "claimreview", path).stdout_bytes.decode().splitlines():
        assert not re.search("[<>&\x00-\x1f\u2028\u2029]", line)
        page = Scripts()
        page.feed(f'<script type="application/ld+json">{line}</script>')
        assert page.tags == ["script"]
        review = json.loads(page.text)
        jsonschema.validate(review, SCHEMA)
        assert review["claimReviewed"].endswith(NASTY)
        assert review["reviewBody"] == NASTY.strip()
        assert review["itemReviewed"]["author"]["name"] == NASTY
        for place in review["itemReviewed"]["appearance"]:
            assert place.get("url", "https://").startswith("https://")
