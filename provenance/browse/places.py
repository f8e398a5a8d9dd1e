"""The places of the bar over each page: those that the visitor may view."""

from __future__ import annotations

from typing import Any

from provenance.browse.access import viewable

SCORECARD = "source_scorecard"


async def open_places(datasette: Any, request: Any, database: Any) -> frozenset[str]:
    """Return which of ``start``, ``events``, ``queue``, ``sources`` and ``search`` are open.

    A link to a page that shows a closed table would lead to a refusal.
    """
    # They answer through the module that asks this one.
    from provenance.browse import listing, queue, search, start

    shown = {
        "start": start.TABLES,
        "events": listing.TABLES,
        "queue": queue.TABLES,
        "search": search.TABLES,
        "sources": (SCORECARD,),
    }
    names = {table for tables in shown.values() for table in tables}
    may = await viewable(datasette, request, database.name, names)
    return frozenset(place for place, tables in shown.items() if may.issuperset(tables))


__all__ = ["open_places"]
