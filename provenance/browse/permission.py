"""Say who may decide: root, and the actors that the plugin's configuration names.

    {"plugins": {"provenance": {"reviewers": {"id": ["ada", "bo"]}}}}

``reviewers`` is one of Datasette's allow blocks; it may stand in a database's own
configuration too.  Nobody decides without being somebody: an actor needs an id.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datasette.utils import actor_matches_allow

from provenance.browse import closed
from provenance.browse.access import is_ours
from provenance.store.describe import describe

ACTION = "provenance-review"
"""The permission to record decisions."""
PLUGIN = "provenance"
ROOT = "root"

WRITES = frozenset(
    {"insert-row", "update-row", "delete-row", "alter-table", "drop-table", "set-column-type"}
)
"""What Datasette 1.0 would let its root do to a table, past the log of decisions."""
WRITES_OF_DATABASE = frozenset({"execute-write-sql"})


async def may_review(datasette: Any, actor: Mapping[str, Any] | None, database: Any) -> bool:
    """Return whether ``actor`` may record decisions, on the stable line and on 1.0."""
    if not name_of(actor) or not database.is_mutable:
        return False
    if hasattr(datasette, "allowed"):
        from datasette.resources import DatabaseResource

        resource = DatabaseResource(database=database.name)
        return bool(await datasette.allowed(action=ACTION, resource=resource, actor=actor))
    allowed = await datasette.permission_allowed(
        actor, ACTION, resource=database.name, default=False
    )
    return bool(allowed)


def name_of(actor: Mapping[str, Any] | None) -> str:
    """Return the id of an actor, empty when it has none."""
    return str((actor or {}).get("id") or "").strip()


def is_reviewer(datasette: Any, actor: Mapping[str, Any] | None, database: str | None) -> bool:
    """Return whether the configuration names ``actor`` as a reviewer; root always is one."""
    if not name_of(actor):
        return False
    if name_of(actor) == ROOT:
        return True
    # Not every Datasette falls back from a database's configuration to the one for all.
    own = datasette.plugin_config(PLUGIN, database=database) if database else None
    allow = next(
        (
            config["reviewers"]
            for config in (own, datasette.plugin_config(PLUGIN))
            if config and "reviewers" in config
        ),
        None,
    )
    return allow is not None and bool(actor_matches_allow(actor, allow))


def actions() -> list[Any]:
    """Return the permission as Datasette 1.0 wants it."""
    from datasette.permissions import Action
    from datasette.resources import DatabaseResource

    return [
        Action(
            name=ACTION,
            description="Record decisions about claims and sources",
            resource_class=DatabaseResource,
        )
    ]


async def rules(datasette: Any, actor: Mapping[str, Any] | None, action: str) -> Any:
    """Return the rows of Datasette 1.0's permission query that are ours.

    Reviewers may decide; nobody writes into our tables in another way, root included; and what
    draws on a table that is closed is closed.
    """
    found: list[tuple[str, str | None, int, str]] = []
    if action == ACTION:
        found = [
            (name, None, 1, "provenance: reviewer")
            for name in datasette.databases
            if is_reviewer(datasette, actor, name)
        ]
    elif action in WRITES | WRITES_OF_DATABASE:
        reason = "provenance: decisions go through the log"
        tables: list[str | None] = [None] if action in WRITES_OF_DATABASE else [*describe(), None]
        found = [
            (name, table, 0, reason)
            for name, database in datasette.databases.items()
            if not name.startswith("_") and await is_ours(database)
            for table in tables
        ]
    else:
        found = [
            (name, what, 0, closed.REASON)
            async for name, what in closed.closed(datasette, actor, action)
        ]
    if not found:
        return None
    from datasette.permissions import PermissionSQL

    values: dict[str, Any] = {}
    selects = []
    for number, row in enumerate(found):
        names = [f"provenance_{number}_{column}" for column in ("p", "c", "a", "r")]
        values |= dict(zip(names, row, strict=True))
        p, c, a, r = (f":{name}" for name in names)
        selects.append(f"SELECT {p} AS parent, {c} AS child, {a} AS allow, {r} AS reason")
    return PermissionSQL(sql=" UNION ALL ".join(selects), params=values)


__all__ = ["ACTION", "actions", "is_reviewer", "may_review", "name_of", "rules"]
