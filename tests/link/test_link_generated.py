"""Generated pages: what the benchmark of linking measures is sound, and order plays no part."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.generated import pages
from benchmarks.linking import exponent, sizes
from provenance.link import link
from provenance.packs import Packs


@pytest.mark.parametrize("count", [1, 13, 14, 100])
def test_as_many_claims_as_wanted_and_the_same_each_time(count: int) -> None:
    made = list(pages(count))
    assert sum(len(page.claims) for page in made) == count
    assert made == list(pages(count))
    assert len({claim.id for page in made for claim in page.claims}) == count


def test_spans_are_the_words() -> None:
    for page in pages(100):
        for claim in page.claims:
            assert page.document.text[slice(*claim.spans[0])] == claim.text
            for figure in claim.figures:
                assert page.document.text[slice(*figure.span)] == figure.text == str(figure.low)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_of_pages_changes_no_row(seed: int) -> None:
    packs = Packs()
    made = list(pages(400, seed))
    wanted = link(made, packs)
    assert len(wanted.events) > 1
    assert wanted.links
    assert wanted.ranges
    Random(seed).shuffle(made)
    assert link(made, packs) == wanted


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_exponent_is_the_slope(power: float) -> None:
    assert exponent([(n, 3 * n**power) for n in (10, 100, 1000)]) == pytest.approx(power)


def test_sizes_are_half_powers_of_ten() -> None:
    assert sizes(100_000) == [1000, 3162, 10_000, 31_623, 100_000]
