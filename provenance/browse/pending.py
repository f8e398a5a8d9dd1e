"""Decisions that links, flags and ranges do not follow yet: those since the last linking."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from provenance.browse import queries
from provenance.browse.access import may_view
from provenance.review.actions import Action

PENDING_TABLES = ("reviews", "runs")
"""Without these the notice is left out: who may not see decisions is not told of any."""
MOST = 100
FOLLOWED = sorted(
    frozenset(Action) - {Action.NOTE, Action.CREDIBILITY, Action.RELIABILITY, Action.CONFIRM}
)
"""What linking follows; the others are done when they are recorded."""

PENDING = """
WITH linked AS (
  SELECT coalesce(max(json_extract(counts, '$.decisions')), 0) AS until FROM runs
  WHERE json_extract(counts, '$.linked') IS NOT NULL
)
SELECT r.number, r."by", r.at, r."action", r.target, r."after" FROM linked CROSS JOIN reviews AS r
WHERE r.number > linked.until AND r."action" IN (SELECT value FROM json_each(:followed))
ORDER BY r.number LIMIT :limit
"""


async def pending(
    datasette: Any, request: Any, database: Any, about: Collection[str] | None = None
) -> int:
    """Return how many decisions wait for the next linking, at most ``MOST``.

    ``about`` are the rows of the page; decisions about others are not counted then, but one
    that takes another back always is.
    """
    for table in PENDING_TABLES:
        if not await may_view(datasette, request.actor, database.name, table):
            return 0
    found = await queries.rows(database, PENDING, followed=json.dumps(FOLLOWED), limit=MOST)
    if about is None:
        return len(found)
    rows = set(about)
    return sum(
        row["target"] in rows or row["action"] == Action.UNDO or _names(row["after"], rows)
        for row in found
    )


def _names(after: str | None, rows: Collection[str]) -> bool:
    """Say whether a decision names one of the rows among its claims, or as what to join."""
    given = json.loads(after) if after else {}
    return given.get("into") in rows or any(claim in rows for claim in given.get("claims") or ())


__all__ = ["MOST", "PENDING_TABLES", "pending"]
