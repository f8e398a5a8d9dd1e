"""Take a decision from a form: the one way in which the pages write."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from datasette import Forbidden, Response
from sqlite_utils import Database

from provenance.browse.access import open_database
from provenance.browse.labels import Addresses
from provenance.browse.permission import may_review, name_of
from provenance.browse.render import json_response
from provenance.errors import ProvenanceError
from provenance.review.actions import Action, Decision, DecisionError
from provenance.store.deciding import decide
from provenance.store.reviews import Review

TABLES = ("claims", "figures", "sources", "events", "reviews")
"""The tables that a decision reads: all of them must be open to who decides."""
INFO, ERROR = 1, 3
PICK = "claim-"
_PLAIN = ("credibility", "reliability", "source", "kind", "into", "claims")


async def record(datasette: Any, request: Any) -> Any:
    """Record the decision of a form and go back to the page that it was on."""
    if request.method != "POST":
        return Response.text("Only POST is answered here", status=405, headers={"Allow": "POST"})
    database = await open_database(datasette, request, TABLES)
    if not await may_review(datasette, request.actor, database):
        raise Forbidden("provenance-review")
    form = await _form(request)
    as_json = form.get("_format") == "json"
    by = name_of(request.actor)

    def write(connection: sqlite3.Connection) -> Review:
        return decide(Database(connection), _decision(form), by)

    try:
        review = await database.execute_write_fn(write)
        # Datasette 1.0 opens a transaction round what is written, unless it is told.
        alone = {"transaction": False} if hasattr(datasette, "allowed") else {}
        await database.execute_write_fn(_make_whole, **alone)
    except ProvenanceError as error:
        status = 400 if isinstance(error, DecisionError) else 503
        if as_json:
            return json_response(datasette, {"ok": False, "error": str(error)}, status)
        datasette.add_message(request, f"Not recorded: {error}", ERROR)
    else:
        if as_json:
            return json_response(datasette, {"ok": True, "review": review._asdict()})
        what = review.action.replace("_", " ")
        datasette.add_message(request, f"Recorded as {review.number}: {what}", INFO)
    return Response.redirect(_back(datasette, database.name, form))


def _make_whole(connection: sqlite3.Connection) -> None:
    """Bring the write-ahead log into the file, as far as no reader holds it up.

    The server may stay up for weeks, and somebody copy the file without the log beside it.
    """
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


async def _form(request: Any) -> dict[str, str]:
    """Return the fields of a form, on the stable line and on 1.0."""
    given = await request.form() if hasattr(request, "form") else await request.post_vars()
    return {str(name): value for name in given if isinstance(value := given[name], str)}


def _decision(form: Mapping[str, str]) -> Decision:
    """Return the decision that a form stands for; raises DecisionError."""
    given = form.get("action", "")
    try:
        action = Action(given)
    except ValueError:
        raise DecisionError(f"{given[:40]!r} is nothing that can be decided") from None
    values: dict[str, Any] = {name: form[name] for name in _PLAIN if name in form}
    if action in (Action.SPLIT_SOURCE, Action.SPLIT_EVENT) and "claims" not in values:
        # One box for each claim of the page, so that no form needs a list.
        picked = sorted(name.removeprefix(PICK) for name in form if name.startswith(PICK))
        values["claims"] = " ".join(picked)
    if action is Action.CORRECT:
        # A form sends every field; what was not changed is not corrected.
        values = {
            name.removeprefix("value-"): value
            for name, value in form.items()
            if name.startswith("value-")
            and value.strip() != form.get(f"was-{name.removeprefix('value-')}", "\0").strip()
        }
        if not values:
            raise DecisionError("no value was changed")
    return Decision(action, form.get("target", ""), values, form.get("reason", ""))


def _back(datasette: Any, database: str, form: Mapping[str, str]) -> str:
    """Return where to go back to: one of our own pages of this database, nowhere else."""
    addresses = Addresses(datasette, database)
    given = form.get("next", "")
    safe = given.startswith(f"{addresses.root}/-/") and given.isprintable() and "\\" not in given
    return given if safe else addresses.queue()


__all__ = ["record"]
