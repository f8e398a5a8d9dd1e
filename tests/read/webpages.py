"""Web pages for tests: one made of parts, read as if it had been captured."""

from __future__ import annotations

from provenance.packs import Packs
from provenance.read import Raw, Reading, read_raw

TEXT = (
    "<p>Twelve people were killed in the village on Monday, the council said in a statement.</p>"
    "<p>The army denied that it had fired at the village.</p>"
)


def around(head: str = "", body: str = TEXT, lang: str = "") -> str:
    """Return a page with an article of two paragraphs, or of ``body``."""
    return (
        f"<!DOCTYPE html><html {lang}><head><title>Village hit on Monday</title>{head}</head>"
        f"<body><article><h1>Village hit on Monday</h1>{body}</article></body></html>"
    )


def ld(text: str) -> str:
    """Return what a page says of itself in JSON-LD."""
    return f'<script type="application/ld+json">{text}</script>'


def of(html: str, packs: Packs, **given: str) -> Reading:
    """Return the reading of a page; ``given`` is what is known of it besides."""
    return read_raw(Raw(html.encode(), "x.html", "text/html", "html", given), packs)
