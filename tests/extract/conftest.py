"""Pages for the tests of extraction: sentences of ours, parsed one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from provenance.extract.figures import find_figures
from provenance.extract.page import Page
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.records import Document, Sentence, Source, SourceKind, Span, Zone
from tests.extract.pages import ReadFigures, one_page

PUBLISHER = Source(id="daily", name="The Daily", kind=SourceKind.MEDIA, named=True)
MakePage = Callable[..., Page]


@pytest.fixture(scope="session")
def make_page(parser: Parser) -> MakePage:
    """Return a function from sentences to a page."""

    def make(
        *sentences: str,
        published: str | None = None,
        zones: Sequence[Zone] = (),
        parsed: bool = True,
    ) -> Page:
        placed = []
        start = 0
        for ordinal, text in enumerate(sentences):
            zone = zones[ordinal] if ordinal < len(zones) else Zone.BODY
            end = start + len(text)
            placed.append(Sentence(ordinal=ordinal, start=start, end=end, zone=zone, rule="test"))
            start = end + 1
        parses = tuple(parser.parse(sentences)) if parsed else (None,) * len(sentences)
        document = Document(id="page", text=" ".join(sentences), published=published)
        return Page(
            document=document,
            sentences=tuple(placed),
            parses=parses,
            publisher=PUBLISHER,
            origin=PUBLISHER,
        )

    return make


def span_of(page: Page, ordinal: int = 0, text: str | None = None) -> tuple[Span, ...]:
    """Return the span of ``text`` inside a sentence, or of the whole sentence."""
    sentence = page.sentences[ordinal]
    if text is None:
        return ((sentence.start, sentence.end),)
    start = page.text.index(text, sentence.start, sentence.end)
    return ((start, start + len(text)),)


@pytest.fixture(scope="session")
def find_span() -> Callable[..., tuple[Span, ...]]:
    """Return the function from words of a sentence to their span."""
    return span_of


@pytest.fixture
def read_figures(parser: Parser, packs: Packs) -> ReadFigures:
    """Return the function from a sentence to its figures."""
    return lambda text: find_figures(one_page(parser, text), packs).get(0, [])
