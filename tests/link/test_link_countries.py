"""Tolls of two countries in one disaster are no two figures of one thing."""

from __future__ import annotations

import pytest
from link_pages import linked, page, place

from tests.sources import source


@pytest.mark.parametrize(
    ("countries", "compared"),
    [(("TR", "SY"), False), (("TR", "TR"), True), (("TR", None), True)],
)
def test_tolls_of_two_countries_are_not_compared(
    countries: tuple[str | None, str | None], compared: bool
) -> None:
    town = place("Lower Marsh")
    pages = page("a"), page("b")
    for one, number, country in zip(pages, (900, 800), countries, strict=True):
        where = town.model_copy(update={"country": country})
        one.says(
            f"The earthquake killed {number} people.",
            (str(number), "killed", number, number),
            by=source(f"Office of {country} {number}"),
            kind="earthquake",
            on="2030-03-04",
            at=(where,),
        )
    found = {row.relation.value for row in linked(*pages).links}
    assert ("conflicts" in found) is compared
