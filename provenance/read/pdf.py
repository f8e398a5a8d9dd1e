"""PDF: the text of its pages, with the package ``pypdf`` (the extra ``pdf``)."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from provenance.errors import InputError
from provenance.naming import normalise
from provenance.packs.loader import Packs
from provenance.read.columns import page_text
from provenance.read.flowing import flowing
from provenance.read.formats import Blob, Format, Piece, register
from provenance.read.raw import Raw
from provenance.read.reading import Reading, read_text
from provenance.read.unseen import visible

LARGEST_PDF = 100_000_000
MOST_PAGES = 2_000
_MARGIN = 2
_PAGE_LETTERS = 12
_NUMBER = re.compile(r"\d+")
_AT_END = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")


def split(blob: Blob) -> Iterator[Piece]:
    """Yield the file as one article."""
    with blob.open() as stream:
        data = stream.read(LARGEST_PDF + 1)
    if len(data) > LARGEST_PDF:
        raise InputError(blob.origin, f"a PDF of more than {LARGEST_PDF:,} bytes", "split it")
    given = {"external_id": PurePath(blob.name).stem}
    yield Raw(data, blob.origin, "application/pdf", "pdf", given)


def read(raw: Raw, packs: Packs) -> Reading:
    """Read the text of a PDF; lines that run along its pages' edges are left out."""
    try:
        import pypdf
    except ImportError as error:
        raise InputError(
            raw.origin,
            "a PDF, and the package that reads them is missing",
            "pip install 'claim-provenance[pdf]', or give its text",
        ) from error
    # It warns of every flaw of a file, a line each.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(raw.data))
        if document.is_encrypted and not document.decrypt(""):
            raise InputError(raw.origin, "encrypted", "save it without a password")
        if len(document.pages) > MOST_PAGES:
            raise InputError(raw.origin, f"more than {MOST_PAGES:,} pages", "split it")
        pages = [page_text(page) for page in document.pages]
        title = _title(document.metadata, pages)
    except InputError:
        raise
    except RecursionError as error:
        raise InputError(raw.origin, "no sound PDF (nested too deeply)", "save it anew") from error
    except Exception as error:
        # The package raises errors of any kind for files that are no sound PDF.
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputError(raw.origin, f"no sound PDF ({reason})", "save it anew") from error
    inner = list(_without_edges(pages))
    if not any(page.strip() for page in inner):  # all pages alike, as forms are
        inner = pages
    text = flowing([visible(page) for page in inner], packs)
    if not text.strip():
        problem = "no text in this PDF (scanned pictures)"
        raise InputError(raw.origin, problem, "recognise its text first, or type it")
    return read_text(
        text.replace("\0", "").encode("utf-8", "replace").decode(),
        packs,
        external_id=raw.given.get("external_id"),
        title=title,
        url=raw.given.get("url"),
        data=raw.data,
        origin=raw.origin,
        media_type=raw.media_type,
        rules={"title": "pdf.title", "url": "page.fetched"},
        captured_at=raw.given.get("captured_at"),
    )


def _without_edges(pages: Sequence[str]) -> Iterator[str]:
    """Yield the pages without the heads, feet and numbers that most of them have."""
    lines = [page.strip().splitlines() for page in pages]
    edges = Counter(
        key
        for page in lines
        for key in {_edge(line) for line in (*page[:_MARGIN], *page[-_MARGIN:])}
    )
    running = {edge for edge, count in edges.items() if count >= max(2, len(pages) / 2)}
    for number, page in enumerate(lines):
        first, last = 0, len(page)
        # What heads both of two pages is the title too.
        titled = not number and len(pages) == _MARGIN
        while not titled and first < min(_MARGIN, last) and _edge(page[first]) in running:
            first += 1
        while last > max(first, len(page) - _MARGIN) and _edge(page[last - 1]) in running:
            last -= 1
        yield "\n".join(page[first:last])


def _edge(line: str) -> str:
    """Return what is the same of a head or foot on all pages: all but a page's number.

    It stands at one end of a line; other numbers are what a report is about.
    """
    line = line.strip()
    bare = _NUMBER.sub("0", line)
    return bare if sum(map(str.isalpha, bare)) <= _PAGE_LETTERS else _AT_END.sub("0", line)


def _title(metadata: Any, pages: Sequence[str]) -> str | None:
    """Return the title that the file gives when its first page prints it too."""
    title = " ".join(str((metadata.title if metadata else None) or "").split())
    shown = normalise(pages[0]) if pages else ""
    return title if title and normalise(title) and normalise(title) in shown else None


register(Format("pdf", (".pdf",), split, read, tells=lambda head: head.startswith(b"%PDF-")))
