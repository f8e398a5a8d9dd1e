"""The Datasette plugin: pages that show claims with their sources, figures and words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import handle_exception, hookimpl
from markupsafe import Markup

from provenance.browse import (
    cells,
    closed,
    deciding,
    events,
    feed,
    listing,
    permission,
    queue,
    search,
    sources,
    start,
    views,
)
from provenance.browse.access import is_ours, may_view
from provenance.browse.labels import Addresses


@hookimpl  # type: ignore[untyped-decorator]
def startup(datasette: Any) -> None:
    """Keep Datasette from logging refusals with all local variables, and from naming closed rows.

    It logs so wherever ``rich`` can be imported, which our command line brings, and then
    answers an unknown address with 500: what it tries to print was never raised.
    """
    handle_exception.rich = None
    closed.without_closed_labels(datasette)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Serve our pages, with the database in the address."""
    database = r"^/(?P<database>[^/]+)/-/"
    ident = r"/(?P<id>[^/]+?)(?P<format>\.json)?$"
    return [
        (database + r"provenance(?P<format>\.json)?$", start.start),
        (database + r"events(?P<format>\.json)?$", listing.listing),
        (database + r"search(?P<format>\.json)?$", search.search),
        (database + r"event/(?P<id>[^/]+)\.csv$", feed.comparison),
        (database + r"event/(?P<id>[^/]+)\.geojson$", events.place),
        (database + "event" + ident, events.event),
        (database + "document" + ident, views.document),
        (database + "claim" + ident, views.claim),
        (database + "source" + ident, sources.source),
        (database + r"queue(?P<format>\.json)?$", queue.queue),
        (database + r"feed\.atom$", feed.feed),
        (database + r"decide$", deciding.record),
    ]


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def permission_allowed(
    datasette: Any, actor: dict[str, Any] | None, action: str, resource: Any
) -> bool | Awaitable[bool | None] | None:
    """Say on the stable line who may decide, and that nothing leads past a closed table.

    The last answer counts there.
    """
    if action in closed.ACTIONS:
        return _refusal(datasette, actor, action, resource)
    if action != permission.ACTION:
        return None
    database = resource if isinstance(resource, str) else None
    return permission.is_reviewer(datasette, actor, database)


async def _refusal(
    datasette: Any, actor: dict[str, Any] | None, action: str, resource: Any
) -> bool | None:
    return False if await closed.is_closed(datasette, actor, action, resource) else None


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Any], Any]:
    """Ask once a request what is closed."""
    return closed.remembering


@hookimpl  # type: ignore[untyped-decorator]
def register_actions() -> list[Any]:
    """Name the permission to decide, on 1.0."""
    return permission.actions()


@hookimpl  # type: ignore[untyped-decorator]
def permission_resources_sql(
    datasette: Any, actor: dict[str, Any] | None, action: str
) -> Awaitable[Any]:
    """Say on 1.0 who may decide, and that nothing leads past the log or a closed table."""
    return permission.rules(datasette, actor, action)


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str | None, datasette: Any
) -> Awaitable[Markup | None]:
    """Link claims, figures, sources, events and documents to their pages."""
    return cells.link(row, value, column, table, database, datasette)


@hookimpl  # type: ignore[untyped-decorator]
def menu_links(datasette: Any, actor: dict[str, Any] | None) -> Callable[[], Awaitable[Any]]:
    """Put the first page of each database of claims into the menu."""

    async def links() -> list[dict[str, str]]:
        found = []
        for name, database in datasette.databases.items():
            if name.startswith("_") or not await is_ours(database):
                continue
            if await may_view(datasette, actor, name, "claims"):
                label = f"Claims and sources: {name}"
                found.append({"href": Addresses(datasette, name).start(), "label": label})
        return found

    return links


@hookimpl  # type: ignore[untyped-decorator]
def database_actions(
    datasette: Any, actor: dict[str, Any] | None, database: str
) -> Callable[[], Awaitable[Any]]:
    """Offer the first page among the actions of a database."""

    async def links() -> list[dict[str, str]]:
        if not await is_ours(datasette.get_database(database)):
            return []
        if not await may_view(datasette, actor, database, "claims"):
            return []
        return [{"href": Addresses(datasette, database).start(), "label": "Claims and sources"}]

    return links
