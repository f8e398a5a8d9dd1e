"""Figures that a page gives again stand under the one that they repeat."""

from __future__ import annotations

from typing import Any

import pytest

from provenance.browse.headlines import again, claims_again
from provenance.browse.links import folded
from provenance.browse.matrix import matrix
from provenance.browse.timeline import timeline


def figure(key: str, low: int | None, high: int | None, **given: Any) -> dict[str, Any]:
    """Return a figure of the body of page d, of origin o and source s, in a claim of its own."""
    return {
        "id": key, "claim_id": f"c-{key}", "zone": "body", "status": "unverified",
        "document_id": "d", "origin_id": "o", "origin": "O", "source_id": "s", "source": "S",
        "measure": "killed", "party": None, "extent": "incident", "polarity": "affirmed",
        "modality": "asserted", "low": low, "high": high, "point": None, "subject": None,
        "whole": None, "unquantified": 0, "text": key,
    } | given  # fmt: skip


HEAD = figure("head", 15, 15, zone="headline", source_id="publisher")


@pytest.mark.parametrize(
    ("given", "under"),
    [
        (figure("body", 15, None), True),
        (figure("body", 12, 20, party="civilian"), True),
        (figure("body", 16, None), False),
        (figure("body", 15, 15, origin_id="another"), False),
        (figure("body", 15, 15, document_id="another"), False),
        (figure("body", 15, 15, measure="injured"), False),
        (figure("body", 15, 15, extent="total"), False),
        (figure("body", 15, 15, polarity="negated"), False),
        (figure("body", 15, 15, status="rejected"), False),
        (figure("body", 15, 15, zone="headline"), False),
    ],
)
def test_a_headline_stands_under_the_figure_that_it_shortens(
    given: dict[str, Any], under: bool
) -> None:
    assert again([HEAD, given]) == ({"head": "body"} if under else {})
    assert claims_again([HEAD, given], again([HEAD, given])) == (
        {"c-head": "c-body"} if under else {}
    )


def test_a_headline_that_names_another_side_stands_alone() -> None:
    head = HEAD | {"party": "government"}
    assert again([head, figure("body", 15, None, party="civilian")]) == {}


def test_an_unknown_origin_is_nobody_s() -> None:
    head = HEAD | {"origin_id": None}
    assert again([head, figure("body", 15, 15, origin_id=None)]) == {}
    assert again([head, figure("body", 15, 15, origin_id=None, source_id="publisher")])


def test_the_same_number_goes_before_a_range_that_holds_it() -> None:
    figures = [HEAD, figure("range", 1, 99), figure("same", 15, None)]
    assert again(figures)["head"] == "same"


def test_what_a_source_says_twice_on_a_page_is_shown_once() -> None:
    figures = [figure("a", 3, 3), figure("b", 3, 3), figure("c", 3, 3, subject="boys"), HEAD]
    assert again(figures) == {"b": "a"}
    laid = matrix(figures, [], {"c-b": ["denied"], "c-a": ["hedged"]}, frozenset({"b"}))
    line = next(line for group in laid.groups for line in group.lines if line.first["id"] == "a")
    cell = line.cells["killed", None]
    assert [one["id"] for one in cell] == ["a", "c"]
    assert [one["id"] for one in cell[0]["again"]] == ["b"]
    assert cell[0]["disputed"], "a figure is disputed where one that it stands for is"
    assert set(line.flags) == {"hedged", "denied"}


def test_a_headline_is_told_with_its_article_on_the_line_of_time() -> None:
    figures = [HEAD, figure("body", 15, None)]
    claims = [
        {"id": one["claim_id"], "published": "2031-05-04", "origin_id": "o", "stance": None,
         "polarity": "affirmed"}
        for one in figures
    ]  # fmt: skip
    by_claim = {one["claim_id"]: [one] for one in figures}
    (day,) = timeline(claims, by_claim, claims_again(figures, again(figures)))
    (told,) = day.told
    assert told.claim["id"] == "c-body"
    assert told.headline is not None
    assert told.headline["id"] == "c-head"
    (day,) = timeline(claims[:1], by_claim, {"c-head": "c-body"})
    assert day.told[0].claim["id"] == "c-head", "alone it is not left out"


def test_a_headline_s_agreement_is_folded_but_never_a_conflict() -> None:
    links = [
        {"relation": relation, "figure_a": "head", "figure_b": "other"}
        for relation in ("agrees", "conflicts", "updates", "not_comparable", "repeats")
    ]
    new, folded_away, apart = folded(links, {"head"})
    assert [link["relation"] for link in new] == ["conflicts", "updates"]
    assert [link["relation"] for link in folded_away] == ["agrees", "repeats"]
    assert [link["relation"] for link in apart] == ["not_comparable"]
    assert len(folded(links)[0]) == 3
