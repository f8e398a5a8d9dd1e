"""What a page says of itself (first shape)."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.packs.loader import Packs
from provenance.read.dates import date_reader
from provenance.records import Evidence, Sentence


@dataclass(frozen=True, slots=True)
class Given:
    """What is given of an article from outside; it wins over the page."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Metadata with the evidence for each field."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    published_precision: str | None = None
    republished_from: str | None = None
    evidence: tuple[Evidence, ...] = ()


def describe(text: str, sentences: tuple[Sentence, ...], given: Given, packs: Packs) -> Said:
    """Return what is given of the page."""
    date = date_reader(packs).whole(given.published) if given.published else None
    return Said(
        title=given.title,
        url=given.url,
        publisher=given.publisher,
        author=given.author,
        published=date.edtf if date else None,
        published_precision=date.precision if date else None,
    )
