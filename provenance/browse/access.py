"""Decide who may see a page: the database is ours, and every table it shows may be viewed.

A view of ``register_routes`` has no permission check of its own, so each page calls
``open_database`` with the tables that it reads before it reads any of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from weakref import WeakSet

from datasette import Forbidden, NotFound
from datasette.utils import tilde_decode
from datasette.views.base import DatasetteError

from provenance.store.migrations import SCHEMA_VERSION

OURS = frozenset(
    {"documents", "sentences", "claims", "sources", "figures", "events", "links", "flags"}
)
"""Tables that make a database one of ours."""

_ASKED = "provenance.may_view"
"""Where a request keeps what was asked for it."""
_known: WeakSet[Any] = WeakSet()
_of_today: WeakSet[Any] = WeakSet()


async def open_database(datasette: Any, request: Any, tables: Iterable[str]) -> Any:
    """Return the database that the URL names, if the visitor may view all of ``tables``.

    Raises NotFound when there is no such database or it is not ours, Forbidden when one
    table may not be viewed: before anything is read, so that a refusal tells nothing.
    """
    name = tilde_decode(request.url_vars["database"])
    try:
        database = datasette.get_database(name)
    except KeyError:
        raise NotFound(f"No database {name!r}") from None
    wanted = frozenset(tables)
    if not wanted <= await viewable(datasette, request, name, wanted, all_or_none=True):
        raise Forbidden("view-table")
    if not await is_ours(database):
        raise NotFound(f"{name!r} is not a database of claims")
    if not await _is_of_today(database):
        raise DatasetteError(
            f"This database was made by another version. Bring it up to date with: "
            f"provenance link {name}.db",
            title="Made by another version",
            status=503,
        )
    return database


async def viewable(
    datasette: Any, request: Any, name: str, tables: Iterable[str], *, all_or_none: bool = False
) -> set[str]:
    """Return those of ``tables`` that the visitor may view; each is asked once a request.

    ``all_or_none`` asks no further after a table that may not be viewed.
    """
    known: dict[tuple[str, str], bool] = request.scope.setdefault(_ASKED, {})
    found = set()
    for table in sorted(tables):
        key = (name, table)
        if key not in known:
            known[key] = await may_view(datasette, request.actor, name, table)
        if known[key]:
            found.add(table)
        elif all_or_none:
            break
    return found


async def may_view(datasette: Any, actor: dict[str, Any] | None, name: str, table: str) -> bool:
    """Return whether ``actor`` may view a table, on the stable line and on 1.0."""
    if hasattr(datasette, "allowed"):
        from datasette.resources import TableResource

        resource = TableResource(database=name, table=table)
        return bool(await datasette.allowed(action="view-table", resource=resource, actor=actor))
    try:
        await datasette.ensure_permissions(
            actor, [("view-table", (name, table)), ("view-database", name), "view-instance"]
        )
    except Forbidden:
        return False
    return True


async def _is_of_today(database: Any) -> bool:
    """Return whether the database has the tables of this version; only a yes is remembered."""
    if database in _of_today:
        return True
    version = (await database.execute("PRAGMA user_version")).first()[0]
    if version != SCHEMA_VERSION:
        return False
    _of_today.add(database)
    return True


async def is_ours(database: Any) -> bool:
    """Return whether the database holds our tables; only a yes is remembered."""
    if database in _known:
        return True
    if not set(await database.table_names()) >= OURS:
        return False
    _known.add(database)
    return True
