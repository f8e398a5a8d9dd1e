"""What decisions are about: rows by id or the beginning of one, and the words they had."""

from __future__ import annotations

import re
import string
from typing import Any

from sqlite_utils import Database

from provenance.review.actions import DecisionError, Target

Row = dict[str, Any]

_PAGE = re.compile(r"/-/(?:event|source|claim)/([0-9a-f]{20})(?:[?#.]|\Z)")
_NAMES = {Target.SOURCE: "name", Target.EVENT: "label"}
SHORTEST = 4
"""Characters of an id that a person must give."""

_TABLES = {
    Target.CLAIM: "claims",
    Target.FIGURE: "figures",
    Target.SOURCE: "sources",
    Target.EVENT: "events",
    Target.ENTRY: "reviews",
}
_WITNESS = {
    Target.CLAIM: "SELECT document_id AS document, text FROM claims WHERE id = ?",
    Target.FIGURE: "SELECT document_id AS document, text, start, claim_id AS claim"
    " FROM figures WHERE id = ?",
    Target.SOURCE: "SELECT name AS text FROM sources WHERE id = ?",
    Target.EVENT: "SELECT label AS text FROM events WHERE id = ?",
    Target.ENTRY: "SELECT number, action FROM reviews WHERE id = ?",
}

_WHERE = {
    Target.CLAIM: "ids are in: provenance review list DB",
    Target.FIGURE: "ids are in the table figures, and in: provenance compare DB --json",
    Target.SOURCE: "give a whole name or an id; find it with: provenance sources list DB NAME",
    Target.EVENT: "give a whole name or an id; both are in: provenance compare DB",
    Target.ENTRY: "see: provenance review log DB",
}
"""Where a person finds what can be given."""


def find_target(db: Database, given: str, *kinds: Target) -> tuple[Target, str]:
    """Return the kind and id of the row that ``given`` means, among ``kinds``.

    ``given`` is an id, the beginning of one, the address of the row's page, the whole name of
    a source or event, or ``#`` and the number of an entry of the log.  Raises DecisionError
    when there is none, or several.
    """
    given = given.strip().replace("\0", " ")
    if page := _PAGE.search(given):
        given = page[1]
    found: list[tuple[Target, str]] = []
    for kind in kinds:
        for key in _keys(db, kind, given):
            found.append((kind, key))
    if len(found) == 1:
        return found[0]
    what = " or ".join(kind.replace("entry", "entry of the log") for kind in kinds)
    if not found:
        raise DecisionError(f"there is no {what} {given[:60]!r}; {_WHERE[kinds[0]]}")
    some = ", ".join(f"{key} ({kind})" for kind, key in found[:5])
    raise DecisionError(f"{given[:60]!r} may be any of several: {some}; give more of the id")


def _keys(db: Database, kind: Target, given: str) -> list[str]:
    table = _TABLES[kind]
    sql = f"SELECT id FROM {table} WHERE id = ?"
    exact = [row[0] for row in db.execute(sql, [given]).fetchall()]
    if exact:
        return exact
    number = given.removeprefix("#")
    if kind is Target.ENTRY and number.isascii() and number.isdigit() and len(number) < 19:
        sql = "SELECT id FROM reviews WHERE number = ?"
        return [row[0] for row in db.execute(sql, [int(number)]).fetchall()]
    if len(given) >= SHORTEST and set(given) <= set(string.hexdigits.lower()):
        sql = f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 6"
        begun = [row[0] for row in db.execute(sql, [given, given + "g"]).fetchall()]
        if begun:
            return begun
    if kind in _NAMES and given:
        sql = f"SELECT id FROM {table} WHERE {_NAMES[kind]} = ? COLLATE NOCASE ORDER BY id LIMIT 6"
        return [row[0] for row in db.execute(sql, [given]).fetchall()]
    return []


def witness(db: Database, kind: Target, key: str) -> Row:
    """Return what a row says now, so that a decision shows what it was about."""
    found = next(iter(db.query(_WITNESS[kind], [key])), None)
    return {} if found is None else dict(found)


def claims_of_event(db: Database, event: str) -> list[str]:
    """Return the ids of the claims of an event."""
    sql = "SELECT id FROM claims WHERE event_id = ? ORDER BY id"
    return [row[0] for row in db.execute(sql, [event]).fetchall()]


def relocate(db: Database, key: str, witness: Row) -> tuple[str | None, str]:
    """Return where the row of a decision is now, and how that was found out.

    ``same``: the row says what it said.  ``moved``: it is gone, and exactly one row of its
    document says the same.  ``changed``: it says something else now.  ``gone``: nothing
    says it any more.  The last two return no row: the decision was about other words.
    """
    text, document = witness.get("text"), witness.get("document")
    for table in ("claims", "figures"):
        row = db.execute(f"SELECT text FROM {table} WHERE id = ?", [key]).fetchone()
        if row is not None:
            return (key, "same") if text is None or row[0] == text else (None, "changed")
    if document is None:
        row = db.execute("SELECT 1 FROM sources WHERE id = ?", [key]).fetchone()
        return (key, "same") if row is not None else (None, "gone")
    if "start" in witness:
        sql = "SELECT id FROM figures WHERE document_id = ? AND text = ? AND start = ? LIMIT 2"
        values = [document, text, witness["start"]]
    else:
        sql = "SELECT id FROM claims WHERE document_id = ? AND text = ? LIMIT 2"
        values = [document, text]
    found = db.execute(sql, values).fetchall()
    return (str(found[0][0]), "moved") if len(found) == 1 else (None, "gone")


__all__ = ["SHORTEST", "claims_of_event", "find_target", "relocate", "witness"]
