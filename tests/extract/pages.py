"""Pages for tests: a text read, split and parsed as the extractor does it."""

from __future__ import annotations

from collections.abc import Callable

from provenance.extract.attribution import find_statements
from provenance.extract.page import Page, Statement
from provenance.extract.parser import Parser
from provenance.naming import source_id
from provenance.packs import Packs
from provenance.read import read_text
from provenance.records import Document, Figure, Sentence, Source, SourceKind, Zone

Said = list[tuple[str, str, int | None, int | None]]
"""Printed text, measure, low and high of each figure."""
ReadFigures = Callable[[str], list[Figure]]
"""Reads the figures of one sentence."""
Told = list[tuple[str, str, str]]
"""Source, cue and content of each statement; empty where nobody and nothing tells."""
PUBLISHER = Source(id="p", name="The Page", kind=SourceKind.MEDIA, named=True)


def page_of(text: str, parser: Parser, packs: Packs, title: str | None = None) -> Page:
    """Return the page of a text published by an invented outlet."""
    reading = read_text(text, packs, title=title)
    source = reading.document.text
    outlet = Source(
        id=source_id("Harbour Post"), name="Harbour Post", kind=SourceKind.MEDIA, named=True
    )
    return Page(
        document=reading.document,
        sentences=tuple(reading.sentences),
        parses=tuple(parser.parse(source[s.start : s.end] for s in reading.sentences)),
        publisher=outlet,
        origin=outlet,
    )


def statements(
    text: str, parser: Parser, packs: Packs, title: str | None = None
) -> tuple[Page, list[Statement]]:
    """Return a page and its statements."""
    page = page_of(text, parser, packs, title)
    return page, find_statements(page, packs)


def content(page: Page, statement: Statement) -> str:
    """Return the content of a statement, its parts in the order of the text."""
    spans = sorted(span for part in statement.parts for span in part.spans)
    return " / ".join(page.slice(span) for span in spans)


def told(text: str, parser: Parser, packs: Packs) -> Told:
    """Return who says what, in which words, of each statement of a text."""
    page, found = statements(text, parser, packs)
    return [
        (one.source.text if one.source else "", one.cue.text if one.cue else "", content(page, one))
        for one in found
    ]


def one_page(parser: Parser, text: str, zone: Zone = Zone.BODY, lead: str = "") -> Page:
    """Return a page of one sentence, which stands behind ``lead``."""
    return Page(
        document=Document(id="d", text=lead + text),
        sentences=(
            Sentence(ordinal=0, start=len(lead), end=len(lead) + len(text), zone=zone, rule="test"),
        ),
        parses=(next(iter(parser.parse([text]))),),
        publisher=PUBLISHER,
        origin=PUBLISHER,
    )


def said(figures: list[Figure]) -> Said:
    """Return printed text, measure and interval."""
    return [(f.text, f.measure.value, f.low, f.high) for f in figures]
