"""Keep what a closed table holds from being read by another way.

Datasette asks whether the table, view or query that is named may be viewed, not whether the
tables behind it may: who closes ``captures`` has closed neither the views nor ``?sql=``.  In
a database of ours, whatever draws on a table that the visitor may not view is closed too.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from datasette.plugins import pm
from datasette.utils import await_me_maybe

from provenance.browse.access import is_ours
from provenance.browse.metadata import metadata_for
from provenance.store.describe import describe

WHOLE = frozenset({"execute-sql", "view-database-download"})
"""What reads any table of a database."""
TABLE, QUERY = "view-table", "view-query"
ACTIONS = WHOLE | {TABLE, QUERY}
REASON = "provenance: it draws on a table that is closed"

STORED = tuple(name for name, one in describe().items() if not one.view)

_INDEX = re.compile(r"(?P<table>\w+?)_fts(?:_\w+)?\Z")
"""The tables of a search index, which hold words of the table that they are of."""

_behind: WeakKeyDictionary[Any, dict[str, frozenset[str]]] = WeakKeyDictionary()
_asking: ContextVar[bool] = ContextVar("provenance_asking", default=False)


@dataclass
class _Request:
    """What a request has told so far: who asks, and what they may view."""

    actor: Mapping[str, Any] | None = None
    answers: dict[tuple[str, str, str], bool] = field(default_factory=dict)


_request: ContextVar[_Request | None] = ContextVar("provenance_request", default=None)


class _Unbound(dict[str, None]):
    """Values for a query that is only looked at: none of any name."""

    def __missing__(self, name: str) -> None:
        return None


async def is_closed(
    datasette: Any, actor: Mapping[str, Any] | None, action: str, resource: Any
) -> bool:
    """Return whether something draws on a table that ``actor`` may not view (Datasette 0.65)."""
    if action not in ACTIONS or not resource:
        return False
    # Datasette asks what nobody in particular may view, too: whether a page is private.
    if (request := _request.get()) is not None and request.actor is None:
        request.actor = actor
    name, what = (resource, None) if isinstance(resource, str) else resource
    database = datasette.databases.get(name)
    if name.startswith("_") or database is None or not await is_ours(database):
        return False
    if action in WHOLE:
        drawn: Iterable[str] = STORED
    elif action == TABLE:
        drawn = (await _drawn(database)).get(str(what), ())
    else:
        query = await datasette.get_canned_query(name, what, actor)
        drawn = await _read_by(database, query["sql"]) if query else ()
    for table in drawn:
        if not await _may_view(datasette, actor, name, table):
            return True
    return False


async def _may_view(datasette: Any, actor: Mapping[str, Any] | None, name: str, table: str) -> bool:
    """Return what Datasette 0.65 says of a table whose name is spelt as SQLite has it.

    Its own method asks the database for the spelling each time: of all tables, that costs
    more than the page.  So does asking twice in a request.
    """
    request = _request.get()
    answers = request.answers if request else {}
    key = (repr(actor), name, table)
    if key in answers:
        return answers[key]
    allowed = True
    for answer in pm.hook.permission_allowed(
        datasette=datasette, actor=actor, action=TABLE, resource=(name, table)
    ):
        answer = await await_me_maybe(answer)
        if answer is not None:
            allowed = bool(answer)
    answers[key] = allowed
    return allowed


def without_closed_labels(datasette: Any) -> None:
    """Keep Datasette 0.65 from showing the rows that a foreign key leads to by their names.

    It asks nobody whether their table may be viewed; 1.0 does.
    """
    if hasattr(datasette, "allowed"):
        return
    unasked = datasette.expand_foreign_keys

    async def expand(name: str, table: str, column: str, values: Any) -> Any:
        database = datasette.databases[name]
        request = _request.get()
        actor = request.actor if request else None
        if not name.startswith("_") and await is_ours(database):
            for key in await database.foreign_keys_for_table(table):
                if key["column"] != column:
                    continue
                if not await _may_view(datasette, actor, name, key["other_table"]):
                    return {}
        return await unasked(name, table, column, values)

    datasette.expand_foreign_keys = expand


def remembering(app: Any) -> Any:
    """Return an ASGI application that asks once a request who may view which table."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        token = _request.set(_Request())
        try:
            await app(scope, receive, send)
        finally:
            _request.reset(token)

    return wrapped


async def closed(
    datasette: Any, actor: Mapping[str, Any] | None, action: str
) -> AsyncIterator[tuple[str, str | None]]:
    """Yield databases, and what of them draws on a table that is closed (Datasette 1.0).

    Of the queries there only our own are asked for.
    """
    if action not in ACTIONS or _asking.get():
        return
    from datasette.resources import TableResource

    for name, database in list(datasette.databases.items()):
        if name.startswith("_") or not await is_ours(database):
            continue
        token = _asking.set(True)
        try:
            hidden = {
                table
                for table in STORED
                if not await datasette.allowed(
                    action=TABLE, resource=TableResource(database=name, table=table), actor=actor
                )
            }
        finally:
            _asking.reset(token)
        if hidden and action in WHOLE:
            yield name, None
        elif hidden:
            found = await (_drawn(database) if action == TABLE else _asked(datasette, database))
            for what, drawn in found.items():
                if hidden & drawn:
                    yield name, what


async def _asked(datasette: Any, database: Any) -> dict[str, frozenset[str]]:
    """Return our ready-made queries of a database, each with the tables it draws on."""
    found = {}
    for name in metadata_for([database.name])["databases"][database.name]["queries"]:
        query = await datasette.get_query(database.name, name)
        if query is not None:
            found[name] = await _read_by(database, query.sql)
    return found


async def _drawn(database: Any) -> dict[str, frozenset[str]]:
    """Return the views and search indexes of a database, each with the tables it draws on."""
    if database not in _behind:
        found = {
            match[0]: frozenset({match["table"]})
            for table in await database.table_names()
            if (match := _INDEX.match(table))
        }
        for view in await database.view_names():
            found[view] = await _read_by(database, f'SELECT * FROM "{view}"')
        _behind[database] = found
    return _behind[database]


async def _read_by(database: Any, sql: str) -> frozenset[str]:
    """Return the tables that a query reads; none where it is no query."""

    def look(connection: sqlite3.Connection) -> set[str]:
        read: set[str] = set()

        def note(action: int, table: str | None, *_: str | None) -> int:
            if action == sqlite3.SQLITE_READ and table:
                index = _INDEX.match(table)
                read.add(index["table"] if index else table)
            return sqlite3.SQLITE_OK

        connection.set_authorizer(note)
        try:
            connection.execute(f"EXPLAIN {sql}", _Unbound()).fetchall()
        except sqlite3.Error:
            pass  # who asks it gets the error
        finally:
            connection.set_authorizer(None)
        return read

    read = await database.execute_fn(look)
    return frozenset(read & set(STORED))


__all__ = ["ACTIONS", "REASON", "closed", "is_closed", "remembering", "without_closed_labels"]
