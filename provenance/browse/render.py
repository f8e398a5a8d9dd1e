"""Answer in the form that was asked for: a page, or the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib.metadata import version
from typing import Any

from datasette import NotFound, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup, escape

from provenance.browse import labels
from provenance.browse.chart import range_words
from provenance.browse.permission import may_review
from provenance.browse.places import open_places

_VERSION = version("claim-provenance")


async def answer(
    datasette: Any,
    request: Any,
    database: Any,
    name: str,
    values: dict[str, Any],
    data: Mapping[str, Any],
) -> Any:
    """Return the page ``name`` with ``values``, or ``data`` where JSON was asked for."""
    if wants_json(request):
        return json_response(datasette, {"ok": True, "database": database.name, **data})
    static = datasette.urls.static_plugins
    to = labels.Addresses(datasette, database.name)
    context = {
        "database": database.name,
        "to": to,
        "places": await open_places(datasette, request, database),
        "words": labels,
        "interval": range_words,
        "may_review": await may_review(datasette, request.actor, database),
        "here": here(request),
        # The version makes browsers fetch a new style sheet after an upgrade.
        "css": f"{static('claim-provenance', 'provenance.css')}?{_VERSION}",
        "js": f"{static('claim-provenance', 'provenance.js')}?{_VERSION}",
        "queue_js": f"{static('claim-provenance', 'provenance-queue.js')}?{_VERSION}",
    }
    html = await datasette.render_template(
        f"provenance_{name}.html", context | values, request=request
    )
    return Response.html(html)


def missing(datasette: Any, request: Any, database: Any, what: str) -> Any:
    """Return the error that there is no such row, with the way on where a person reads it."""
    if wants_json(request):
        return NotFound(f"No such {what}")
    to = labels.Addresses(datasette, database.name)
    return DatasetteError(
        f"The {what} of this address is not here. An article that a newer version has read may "
        f'have its claims under other addresses: <a href="{escape(to.search())}">find it by its '
        f'words</a>, or see <a href="{escape(to.start())}">what there is</a>.',
        title=f"No such {what}",
        status=404,
        message_is_html=True,
    )


def wants_json(request: Any) -> bool:
    """Return whether JSON was asked for: by ``.json`` at the end, or ``?_format=json``."""
    return bool(request.url_vars.get("format")) or request.args.get("_format") == "json"


def json_response(datasette: Any, data: Mapping[str, Any], status: int = 200) -> Any:
    """Return data as JSON; drawings are left out."""
    headers = {"access-control-allow-origin": "*"} if getattr(datasette, "cors", False) else {}
    return Response(
        json_text(data),
        status=status,
        headers=headers,
        content_type="application/json; charset=utf-8",
    )


def json_text(data: Any) -> str:
    """Return data as JSON in ASCII: no character of an article can steer its reader."""
    return json.dumps(plain(data), ensure_ascii=True)


def number_of(given: str | None) -> int:
    """Return a number of the query, 0 where it is none."""
    text = given or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def plain(value: Any) -> Any:
    """Return a value as JSON has it; markup, which only draws, is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        found = {field.name: getattr(value, field.name) for field in fields(value)}
        return plain(found)
    if isinstance(value, Mapping):
        return {
            str(key): plain(item) for key, item in value.items() if not isinstance(item, Markup)
        }
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value if not isinstance(item, Markup)]
    return value


def here(request: Any) -> str:
    """Return the address of the page that was asked for, with its query."""
    query = request.query_string
    return f"{request.path}?{query}" if query else str(request.path)


__all__ = [
    "answer",
    "here",
    "json_response",
    "json_text",
    "missing",
    "number_of",
    "plain",
    "wants_json",
]
