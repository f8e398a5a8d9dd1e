"""Pages asked for: their addresses, and what must be there."""

from __future__ import annotations

from collections.abc import Callable

from browse.conftest import Page
from browse.world import MONITOR
from datasette.app import Datasette

from provenance.browse import views

Serve = Callable[..., Datasette]
Ids = dict[str, str]
HIDDEN = [(page, table) for page, tables in views.TABLES.items() for table in tables]
"""Pages with each of the tables that they show."""


def address(page: str, ids: Ids, database: str = "claims") -> str:
    """Return the address of one of the pages."""
    alone = {
        "start": "provenance",
        "queue": "queue",
        "feed": "feed.atom",
        "events": "events",
        "search": "search",
    }
    if page in alone:
        return f"/{database}/-/{alone[page]}"
    ident = {
        "event": ids["event"],
        "document": ids["quay-1"],
        "claim": ids["toll"],
        "source": MONITOR.id,
    }
    return f"/{database}/-/{page}/{ident[page]}"


async def read(datasette: Datasette, path: str) -> tuple[Page, str]:
    """Return a page that must be there."""
    response = await datasette.client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return Page(response.text), response.text
