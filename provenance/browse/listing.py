"""The list of events: narrowed by words, kind and date, in the order that is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from provenance.browse import queries
from provenance.browse.access import open_database
from provenance.browse.dates import problems_of
from provenance.browse.labels import Addresses
from provenance.browse.queries import Row
from provenance.browse.render import answer, number_of
from provenance.browse.spread import spread_of
from provenance.store.queries import holding

TABLES = ("events", "places", "ranges", "range_claims", "figures")
EVENTS_A_PAGE = 50
MOST_WORDS = 8
KINDS = 200
ORDERS = {
    "disputed": ("most disputed", "e.n_conflicts DESC, e.n_origins DESC, e.id"),
    "origins": ("most origins", "e.n_origins DESC, e.n_claims DESC, e.id"),
    "newest": ("newest first", "e.date_from DESC, e.id"),
    "oldest": ("oldest first", "e.date_from, e.id"),
}
"""The orders that are offered: in words, and as SQL has them."""
BY_DATE = ("newest", "oldest")

LISTED = """
SELECT e.*, p.name AS place, p.country FROM events AS e LEFT JOIN places AS p ON p.id = e.place_id
WHERE e.id IN (SELECT e.id FROM events AS e WHERE {conditions} ORDER BY {order}
  LIMIT :limit OFFSET :offset)
ORDER BY {order}
"""
OF_KINDS = "SELECT DISTINCT kind FROM events WHERE kind IS NOT NULL ORDER BY kind LIMIT :limit"


async def listing(datasette: Any, request: Any) -> Any:
    """List events with their dates, places and ranges."""
    database = await open_database(datasette, request, TABLES)
    names = ("words", "kind", "since", "until", "order")
    given = {name: (request.args.get(name) or "").strip()[:200] for name in names}
    if given["order"] not in ORDERS:
        given["order"] = next(iter(ORDERS))
    problems = problems_of(given)
    page = max(1, min(number_of(request.args.get("page")), 100_000))
    found: list[Row] | None = []
    if not problems:
        found = await _found(database, given, (page - 1) * EVENTS_A_PAGE)
    more = found is not None and len(found) > EVENTS_A_PAGE
    shown = (found or [])[:EVENTS_A_PAGE]
    await spread_of(database, shown)
    kinds = await queries.rows_in_time(database, OF_KINDS, limit=KINDS)
    to = Addresses(datasette, database.name)

    def part(number: int) -> str:
        query = urlencode({name: value for name, value in given.items() if value})
        return f"{to.events()}?{query}&page={number}"

    values = {
        "filters": given,
        "orders": {name: told for name, (told, _) in ORDERS.items()},
        "kinds": [row["kind"] for row in kinds or ()],
        "problems": problems,
        "events": shown,
        "slow": found is None,
        "dated_only": given["order"] in BY_DATE or bool(given["since"] or given["until"]),
        "narrowed": any(given[name] for name in names if name != "order"),
        "before": part(page - 1) if page > 1 else None,
        "behind": part(page + 1) if more else None,
    }
    data = {"filters": given, "problems": problems, "events": shown, "next": values["behind"]}
    return await answer(datasette, request, database, "listing", values, data)


async def _found(database: Any, given: Mapping[str, str], offset: int) -> list[Row] | None:
    """Return the events of a page and one more, or None when it took too long."""
    conditions = ["1"]
    values: dict[str, Any] = {"limit": EVENTS_A_PAGE + 1, "offset": offset}
    for number, word in enumerate(given["words"].replace("\0", " ").split()[:MOST_WORDS]):
        conditions.append(f"e.label LIKE :word{number} ESCAPE '\\'")
        values[f"word{number}"] = holding(word)
    if given["kind"]:
        conditions.append("+e.kind = :kind")
        values["kind"] = given["kind"]
    # Where not even the century is known, a date says nothing of before and after.
    if given["order"] in BY_DATE or given["since"] or given["until"]:
        conditions.append("e.date_from < 'X'")
    if given["since"]:
        conditions.append("coalesce(e.date_to, e.date_from) >= :since")
        values["since"] = given["since"]
    if given["until"]:
        conditions.append("e.date_from < :until")
        values["until"] = given["until"] + "~"  # behind every date that begins so
    sql = LISTED.format(conditions=" AND ".join(conditions), order=ORDERS[given["order"]][1])
    return await queries.rows_in_time(database, sql, **values)


__all__ = ["TABLES", "listing"]
