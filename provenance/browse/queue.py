"""The page of unverified claims: narrowed by flag, source, event and date, decided one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from provenance.browse import labels, queries
from provenance.browse.access import open_database
from provenance.browse.chart import words
from provenance.browse.dates import problems_of
from provenance.browse.history import history
from provenance.browse.labels import Addresses
from provenance.browse.queries import Row
from provenance.browse.render import answer
from provenance.records import FlagCode
from provenance.store.queries import holding

TABLES = (
    "documents",
    "sentences",
    "claims",
    "figures",
    "sources",
    "events",
    "flags",
    "links",
    "totals",
)
CLAIMS_A_PAGE = 20
LIKE = 50
"""Sources or events that a name may mean."""
FILTERS = ("flag", "source", "event", "since", "until", "figures")

_ID = re.compile(r"[0-9a-f]{20}\Z")

# Before the first linking no totals are kept.
WAITING = """
SELECT coalesce((SELECT n FROM totals WHERE name = 'status:unverified'),
  iif(EXISTS (SELECT 1 FROM totals), 0,
    (SELECT count(*) FROM claims WHERE status = 'unverified'))) AS n
"""
KNOWN = {
    "source": "SELECT 1 FROM sources WHERE id = :id",
    "event": "SELECT 1 FROM events WHERE id = :id",
}
NAMED = {
    "source": """
SELECT id, name FROM sources WHERE name LIKE :like ESCAPE '\\' ORDER BY name LIMIT :limit""",
    "event": """
SELECT id, label AS name FROM events WHERE label LIKE :like ESCAPE '\\'
ORDER BY label LIMIT :limit""",
}
# Each way walks along one index from where the page before ended, so that the first rows
# come at once however many claims there are.
CLAIM_WAY = """
SELECT c.id FROM claims AS c {join}
WHERE {conditions} AND c.rowid > coalesce((SELECT rowid FROM claims WHERE id = :after), 0)
ORDER BY c.rowid LIMIT :limit
"""
FLAG_WAY = """
SELECT c.id FROM flags AS g CROSS JOIN claims AS c ON c.id = g.claim_id {join}
WHERE g.code = :flag AND {conditions} AND g.rowid > coalesce(
  (SELECT max(rowid) FROM flags WHERE claim_id = :after AND code = :flag), 0)
ORDER BY g.rowid LIMIT :limit
"""
DATE_WAY = """
SELECT c.id FROM documents AS d CROSS JOIN claims AS c ON c.document_id = d.id
WHERE {conditions} AND (:after = '' OR (d.published, d.rowid, c.rowid) > (
  SELECT e.published, e.rowid, b.rowid FROM claims AS b
  JOIN documents AS e ON e.id = b.document_id WHERE b.id = :after))
ORDER BY d.published, d.rowid, c.rowid LIMIT :limit
"""


async def queue(datasette: Any, request: Any) -> Any:
    """Show unverified claims and take decisions about them."""
    database = await open_database(datasette, request, TABLES)
    given = {name: (request.args.get(name) or "").strip()[:200] for name in FILTERS}
    problems = _problems(given)
    after = (request.args.get("after") or "").strip()
    ids: list[str] | None = []
    if not problems:
        ids = await _find(database, given, after if _ID.match(after) else "")
    more = ids is not None and len(ids) > CLAIMS_A_PAGE
    wanted = (ids or [])[:CLAIMS_A_PAGE]
    claims = await _claims(datasette, request, database, wanted)
    waiting = await queries.rows_in_time(database, WAITING)
    to = Addresses(datasette, database.name)
    next_page = to.queue(**given, after=wanted[-1]) if more else None
    for claim, following in zip(claims, [*claims[1:], None], strict=False):
        anchor = f"#claim-{following['id']}" if following else ""
        start = to.queue(**given, after=after) if following else next_page or to.queue(**given)
        claim["next"] = start + anchor
    values = {
        "filters": given,
        "problems": problems,
        "claims": claims,
        "waiting": waiting[0]["n"] if waiting else None,
        "next_page": next_page,
        "first_page": to.queue(**given) if after else None,
        "slow": ids is None,
    }
    data = {name: values[name] for name in ("filters", "problems", "claims", "waiting")}
    data["next"] = next_page
    return await answer(datasette, request, database, "queue", values, data)


def _problems(given: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the filters, in words."""
    found = []
    if given["flag"] and given["flag"] not in set(FlagCode):
        found.append(f"{given['flag']!r} is not a flag")
    return found + problems_of(given)


async def _find(database: Any, given: Mapping[str, str], after: str) -> list[str] | None:
    """Return the ids of the claims of a page and one more, or None when it took too long."""
    conditions = ["+c.status = 'unverified'"]
    if given["figures"]:
        conditions.append("c.n_figures > 0")
    values: dict[str, Any] = {"after": after, "limit": CLAIMS_A_PAGE + 1}
    narrowed = False
    for name, column in (("source", "source_id"), ("event", "event_id")):
        if not given[name]:
            continue
        found = await _named(database, name, given[name])
        if not found:
            return []
        values[name] = found[0] if len(found) == 1 else json.dumps(found)
        one = f"= :{name}" if len(found) == 1 else f"IN (SELECT value FROM json_each(:{name}))"
        # One index is enough: the event's, which is the smaller.
        plus = "+" if name == "source" and given["event"] else ""
        conditions.append(f"{plus}c.{column} {one}")
        narrowed = True
    dates = []
    if given["since"]:
        dates.append("d.published >= :since")
        values["since"] = given["since"]
    if given["until"]:
        dates.append("d.published < :until")
        values["until"] = given["until"] + "~"  # behind every date that begins so
    join = "JOIN documents AS d ON d.id = c.document_id" if dates else ""
    if given["flag"]:
        values["flag"] = str(given["flag"])
    if given["flag"] and not narrowed:
        sql = FLAG_WAY.format(join=join, conditions=" AND ".join([*conditions, *dates]))
    elif dates and not narrowed:
        sql = DATE_WAY.format(conditions=" AND ".join([*dates, *conditions]))
    else:
        if given["flag"]:
            conditions.append("EXISTS (SELECT 1 FROM flags WHERE claim_id = c.id AND code = :flag)")
        if not narrowed:
            conditions[0] = "c.status = 'unverified'"
        sql = CLAIM_WAY.format(join=join, conditions=" AND ".join([*conditions, *dates]))
    found_rows = await queries.rows_in_time(database, sql, **values)
    if found_rows is None:
        return None
    return list(dict.fromkeys(row["id"] for row in found_rows))


async def _named(database: Any, kind: str, text: str) -> list[str]:
    """Return the ids that an id or a part of a name means."""
    text = text.replace("\0", " ")
    # An id is looked up; only words are searched for among all names.
    if _ID.match(text) and await queries.first(database, KNOWN[kind], id=text):
        return [text]
    values = {"like": holding(text), "limit": LIKE}
    found = await queries.rows_in_time(database, NAMED[kind], **values)
    return [row["id"] for row in found or ()]


async def _claims(datasette: Any, request: Any, database: Any, ids: list[str]) -> list[Row]:
    """Return the claims in the order of ``ids``, with figures and flags."""
    rows = {row["id"]: row for row in await queries.of_claims(database, queries.CLAIMS, ids)}
    figures = await queries.by_claim(database, queries.FIGURES, ids)
    flags = await queries.by_claim(database, queries.FLAGS, ids)
    links = await queries.by_claim(database, queries.LINK_COUNTS, ids)
    numbers = [figure["id"] for found in figures.values() for figure in found]
    told = await history(datasette, request, database, numbers)
    for key, row in rows.items():
        row["figures"] = figures.get(key, [])
        told.correct(row["figures"])
        for figure in row["figures"]:
            figure["interval"] = words(figure["low"], figure["high"], figure["point"])
        row["flags"] = flags.get(key, [])
        row["links"] = {link["relation"]: link["n"] for link in links.get(key, [])}
        row["codes"] = list(dict.fromkeys(flag["code"] for flag in row["flags"]))
        row["reasons"] = list(dict.fromkeys(flag["reason"] for flag in row["flags"]))
        row["credibility_words"] = labels.DIGITS.get(row["credibility"])
    return [rows[key] for key in ids if key in rows]


__all__ = ["TABLES", "queue"]
