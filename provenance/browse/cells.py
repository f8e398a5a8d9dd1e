"""Link cells of ordinary pages and of canned queries to our pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from provenance.browse.access import is_ours
from provenance.browse.labels import Addresses

_ID = re.compile(r"[0-9a-f]{20}\Z")
_LONGEST = 320

# Where a table or view has an id, this column carries the link to the page of the row.
_TITLES: dict[tuple[str, str], tuple[str, str]] = {
    ("claims", "text"): ("id", "claim"),
    ("unverified_claims", "text"): ("id", "claim"),
    ("claim_provenance", "claim"): ("claim_id", "claim"),
    ("documents", "label"): ("id", "document"),
    ("events", "label"): ("id", "event"),
    ("sources", "name"): ("id", "source"),
    ("source_scorecard", "source"): ("id", "source"),
    ("figures", "text"): ("claim_id", "figure"),
    ("figure_comparison", "text"): ("claim_id", "figure"),
    ("disagreements", "text_a"): ("claim_a", "claim"),
    ("disagreements", "text_b"): ("claim_b", "claim"),
}

# On any page, and where the table is not known, a column of this name holds such an id.
_IDS = {
    "event_id": "event",
    "claim_id": "claim",
    "claim_a": "claim",
    "claim_b": "claim",
    "continues": "claim",
    "evidence_claim_id": "claim",
    "document_id": "document",
    "document_a_id": "document",
    "document_b_id": "document",
    "source_id": "source",
    "source_a_id": "source",
    "source_b_id": "source",
    "origin_id": "source",
    "publisher_id": "source",
    "republished_from_id": "source",
    "parent_id": "source",
}

# On canned queries: the column, the column with the id, the page.
_NAMED = {
    "event": ("event_id", "event"),
    "claim": ("claim_id", "claim"),
    "denied": ("denied_id", "claim"),
    "document": ("document_id", "document"),
    "source": ("source_id", "source"),
    "figure": ("claim_id", "figure"),
    "source_a": ("source_a_id", "source"),
    "source_b": ("source_b_id", "source"),
    "text_a": ("claim_a", "claim"),
    "text_b": ("claim_b", "claim"),
    "figure_a": ("claim_a", "claim"),
    "figure_b": ("claim_b", "claim"),
}


async def link(
    row: Any, value: Any, column: str, table: str | None, database: str | None, datasette: Any
) -> Markup | None:
    """Return a link to one of our pages, or None to leave the cell to others."""
    if value is None or value == "" or isinstance(value, bytes):
        return None
    found = _target(row, value, column, table)
    if found is None or database is None:
        return None
    # A column of this name in somebody else's database is theirs.
    if not await is_ours(datasette.get_database(database)):
        return None
    page, ident, shown = found
    addresses = Addresses(datasette, database)
    if page == "figure":
        document = _cell(row, "document_id")
        href = addresses.place_in_text(document, ident) if document else addresses.claim(ident)
    else:
        pages: dict[str, Callable[[str], str]] = {
            "event": addresses.event,
            "claim": addresses.claim,
            "document": addresses.document,
            "source": addresses.source,
        }
        href = pages[page](ident)
    text = shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"
    return Markup(f'<a href="{escape(href)}">{escape(text)}</a>')


def _target(row: Any, value: Any, column: str, table: str | None) -> tuple[str, str, str] | None:
    """Return the page, the id and the words of a link, if the cell is to be one."""
    if isinstance(value, dict):  # a foreign key that Datasette has given its label
        shown, ident = value.get("label"), value.get("value")
        page = _IDS.get(column)
        return _checked(page, ident, shown)
    if not isinstance(value, str):
        return None
    title = _TITLES.get((table, column)) if table else None
    if title is None:
        title = _NAMED.get(column)
        # A table's own columns of such a name hold words of their own or ids of rows.
        if title is not None and _cell(row, title[0]) is None:
            title = None
    if title is not None and not _ID.match(value):
        return _checked(title[1], _cell(row, title[0]), value)
    return _checked(_IDS.get(column), value, value)


def _checked(page: str | None, ident: Any, shown: Any) -> tuple[str, str, str] | None:
    if page is None or not isinstance(ident, str) or not _ID.match(ident):
        return None
    return page, ident, str(shown)


def _cell(row: Any, column: str) -> str | None:
    """Return the id in a column of the row, whichever kind of row Datasette hands over."""
    try:
        value = row[column]
    except (KeyError, IndexError):
        return None
    if isinstance(value, dict):
        value = value.get("value")
    return value if isinstance(value, str) else None
