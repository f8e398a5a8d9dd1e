"""A pack for an invented conflict, laid on the general one, is all that another war needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.errors import PackError
from provenance.extract.extractor import Extractor
from provenance.extract.kinds import find_kind, might_speak
from provenance.extract.modality import read_modality
from provenance.extract.page import Page
from provenance.extract.parser import Parser
from provenance.extract.places import find_places
from provenance.extract.stances import find_stance
from provenance.packs import Packs
from provenance.read import read_text
from provenance.records import Precision, Span

NORLAND = Path(__file__).parent.parent / "fixtures" / "norland"
MakePage = Callable[..., Page]
FindSpan = Callable[..., tuple[Span, ...]]


@pytest.fixture(scope="module")
def norland() -> Packs:
    """The general pack with the invented one on top."""
    return Packs(["general", str(NORLAND)])


def test_places_and_countries(make_page: MakePage, norland: Packs) -> None:
    page = make_page(
        "Norlandic jets hit Aldport in southern Harrow.",
        "The city of Harrow was quiet.",
        "Shells fell near Skell.",
    )
    found = find_places(page, norland)
    places = [[where.place for where in found[n]] for n in range(3)]
    seen = [[(p.name, p.precision, p.country) for p in row] for row in places]
    assert seen == [
        [("Oldport", Precision.EXACT, "XN"), ("Harrow", Precision.PROVINCE, "XN")],
        [("Harrow", Precision.EXACT, "XN")],
        [("Fort Skell Air Base", Precision.NEAR, "XN")],
    ]


def test_kinds_hedges_and_stances(
    make_page: MakePage, find_span: FindSpan, norland: Packs, packs: Packs
) -> None:
    page = make_page(
        "Skyfire was mayhappen seen.", "Two ships were harpooned.", "The reports are codswallop."
    )
    kinds = [find_kind(page, n, find_span(page, n), norland) for n in range(2)]
    assert [kind.name if kind else None for kind in kinds] == ["airstrike", "harpooning"]
    assert read_modality(page, 0, find_span(page, 0), norland).modality == "hedged"
    stance = find_stance(page, 2, find_span(page, 2), norland)
    assert stance is not None
    assert stance.stance == "denies"
    assert might_speak("It was harpooned.", norland)
    # The shipped packs know none of it.
    assert find_kind(page, 1, find_span(page, 1), packs) is None
    assert find_stance(page, 2, find_span(page, 2), packs) is None


def test_a_whole_article(parser: Parser, norland: Packs) -> None:
    text = (
        "The Harrow Monitor said on Monday that 12 Norland troops were killed in Oldport. "
        "The League denied responsibility."
    )
    reading = read_text(text, norland, published="2031-05-07")
    extraction = Extractor(norland, parser).extract(reading)
    claim = next(claim for claim in extraction.claims if claim.figures)
    assert claim.attribution is not None
    assert claim.attribution.source is not None
    assert claim.attribution.source.source.name == "Harrow Monitor"
    assert [(f.low, f.high, f.measure, f.party) for f in claim.figures] == [
        (12, 12, "killed", "norland")
    ]
    assert [w.place.name for w in claim.where] == ["Oldport"]
    assert any(claim.stance == "denies" for claim in extraction.claims)


@pytest.mark.parametrize(
    ("topic", "text", "line"),
    [
        (
            "places",
            "places:\n  - {name: A, country: XN}\n  - {name: B, kind: moon, country: XN}\n",
            3,
        ),
        ("kinds", "kinds:\n  raid: {word: [raid]}\n", 2),
        ("hedges", "adverbs: [a]\nmoods: [b]\n", 2),
    ],
)
def test_a_mistake_in_a_pack_is_told_with_file_and_line(
    tmp_path: Path, make_page: MakePage, find_span: FindSpan, topic: str, text: str, line: int
) -> None:
    (tmp_path / f"{topic}.yaml").write_text(text)
    packs = Packs(["general", str(tmp_path)])
    page = make_page("It may rain in Oldport.")
    readers: dict[str, Callable[[], object]] = {
        "places": lambda: find_places(page, packs),
        "kinds": lambda: find_kind(page, 0, find_span(page), packs),
        "hedges": lambda: read_modality(page, 0, find_span(page), packs),
    }
    with pytest.raises(PackError, match=rf"{topic}\.yaml:{line}: "):
        readers[topic]()
