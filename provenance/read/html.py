"""Web pages: a saved file, or the answer of a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from provenance.errors import InputError
from provenance.packs.loader import Packs
from provenance.read.boilerplate import boilerplate_rule
from provenance.read.charset import decode_page
from provenance.read.formats import Blob, Format, Piece, register
from provenance.read.packed import unzipped
from provenance.read.raw import Raw
from provenance.read.reading import Reading, read_text
from provenance.read.zone_words import zone_phrases
from provenance.records import Zone

LARGEST_PAGE = 20_000_000
"""The largest page that is read, in bytes."""
_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def tells(head: bytes) -> bool:
    """Say whether the first bytes are those of a web page."""
    return _START.match(head) is not None


def split(blob: Blob) -> Iterator[Piece]:
    """Yield the file as one page; its external id is its name without the ending."""
    with blob.open() as stream:
        data = stream.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        raise too_large(blob.origin)
    yield Raw(data, blob.origin, "text/html", "html", {"external_id": PurePath(blob.name).stem})


def too_large(place: str) -> InputError:
    """Return the error for a page over the limit."""
    return InputError(
        place, f"a page of more than {LARGEST_PAGE:,} bytes", "save its text, or its parts"
    )


def read(raw: Raw, packs: Packs) -> Reading:
    """Read a page: its main text, with readers' comments apart in their zone."""
    if not raw.data:
        raise InputError(raw.origin, "the file is empty", "save the page again")
    data = unzipped(raw.data, LARGEST_PAGE, raw.origin)
    if len(data) > LARGEST_PAGE:
        raise too_large(raw.origin)
    source = decode_page(data, raw.origin, raw.given.get("charset"))
    return page_reading(raw, source, raw.given.get("url"), packs)


def page_reading(raw: Raw, source: str, url: str | None, packs: Packs) -> Reading:
    """Read the page ``source``, fetched from ``url`` where that is known."""
    # Its libraries take half a second to load, which plain text should not wait for.
    from provenance.read.webpage import read_page

    page = read_page(source, url, packs)
    if page is None:
        raise InputError(
            raw.origin,
            "no article in this page (made by a script, or a list of links)",
            "save it from a browser when it has loaded, or give its text",
        )
    given = page.data.fields
    reading = read_text(
        page.text,
        packs,
        external_id=raw.given.get("external_id"),
        title=given.get("title"),
        url=given.get("url"),
        publisher=given.get("publisher"),
        author=given.get("author"),
        published=given.get("published"),
        data=raw.data,
        origin=raw.origin,
        media_type=raw.media_type,
        rules=page.data.rules,
        marks=page.marks,
        # What an archive kept is as old as its capture there, not as the fetch from it.
        captured_at=page.data.captured_at or raw.given.get("captured_at"),
    )
    if _is_notice(reading, packs):
        raise InputError(
            raw.origin,
            "no article in this page (a notice of cookies, a log-in, an offer, a page not found)",
            "save it from a browser when the notice is closed",
        )
    return reading


def _is_notice(reading: Reading, packs: Packs) -> bool:
    """Say whether nothing in a page is its article, not even its headline."""
    text, words = reading.document.text, zone_phrases(packs)
    return all(
        sentence.zone is Zone.BOILERPLATE
        or (
            sentence.zone in (Zone.HEADLINE, Zone.DATELINE)
            and boilerplate_rule(text[sentence.start : sentence.end], words, late=False) is not None
        )
        for sentence in reading.sentences
    )


register(Format("html", (".html", ".htm", ".xhtml"), split, read, tells))
