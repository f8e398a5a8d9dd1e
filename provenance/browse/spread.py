"""What the sources of an event say of it in short: the ranges of its first measures."""

from __future__ import annotations

from typing import Any

from provenance.browse import queries
from provenance.browse.events import OPEN
from provenance.browse.queries import AMONG, Row

MOST = 2
"""Ranges that are told of an event."""
SPREAD = f"""
SELECT r.event_id, r.measure, r.party, r.low, r.high, {OPEN.strip()} FROM ranges AS r
WHERE +r.profile = 'all' AND r.event_id {AMONG}
ORDER BY r.event_id, r.measure != 'killed', r.measure, r.party
"""


async def spread_of(database: Any, events: list[Row]) -> None:
    """Give events their first ranges, those of the killed before all others, as ``spread``."""
    found = await queries.by_claim(database, SPREAD, [row["id"] for row in events], key="event_id")
    for row in events:
        row["spread"] = found.get(row["id"], [])[:MOST]


__all__ = ["spread_of"]
