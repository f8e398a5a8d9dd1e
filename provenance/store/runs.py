"""Runs: which version, model and settings made which rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from sqlite_utils import Database

from provenance import __version__
from provenance.records import content_id
from provenance.store.connect import transaction


@dataclass(frozen=True, slots=True)
class Counts:
    """What adding articles did: rows written, and documents replaced or left as they were."""

    documents: int = 0
    sentences: int = 0
    claims: int = 0
    figures: int = 0
    replaced: int = 0
    unchanged: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the sum of both."""
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def now() -> str:
    """Return the present time, UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def run_id(settings: Mapping[str, object]) -> str:
    """Return the id of a run: the same settings have the same id on every machine.

    ``settings`` may name the ``version`` of the software and the ``model``.
    """
    return content_id("run", _version(settings), _model(settings), _dump(settings))


def start_run(db: Database, settings: Mapping[str, object]) -> str:
    """Record a run unless it is there, and return its id; the first start time stays."""
    key = run_id(settings)
    if db.execute("SELECT 1 FROM runs WHERE id = ?", [key]).fetchone() is None:
        with transaction(db):
            db.execute(
                "INSERT OR IGNORE INTO runs (id, started, version, model, settings)"
                " VALUES (?, ?, ?, ?, ?)",
                [key, now(), _version(settings), _model(settings), _dump(settings)],
            )
    return key


def finish_run(db: Database, run_id: str, counts: Counts | None = None) -> None:
    """Record how many rows a run has made; nothing changes when it made no new ones.

    The counts are taken from the tables, so that a run that was stopped and taken up again
    has the counts of one that was not.  ``counts`` is what was done this time.
    """
    row = db.execute("SELECT finished, counts FROM runs WHERE id = ?", [run_id]).fetchone()
    quiet = counts is not None and counts.documents == counts.replaced == 0
    if row is None or (row[0] is not None and quiet):
        return
    made = {
        table: db.execute(f"SELECT count(*) FROM {table} WHERE run_id = ?", [run_id]).fetchone()[0]
        for table in ("documents", "sentences", "claims", "figures")
    }
    # What linking noted of itself stays.
    noted = {k: v for k, v in json.loads(row[1] or "{}").items() if k not in made}
    found = _dump(noted | made)
    if row[0] is None or row[1] != found:
        with transaction(db):
            db.execute(
                "UPDATE runs SET finished = ?, counts = ? WHERE id = ?", [now(), found, run_id]
            )


def _version(settings: Mapping[str, object]) -> str:
    return str(settings.get("version", __version__))


def _model(settings: Mapping[str, object]) -> str | None:
    model = settings.get("model", settings.get("weights"))
    return None if model is None else str(model)


def _dump(value: Mapping[str, object]) -> str:
    return json.dumps(dict(value), sort_keys=True, ensure_ascii=False)


__all__ = ["Counts", "finish_run", "now", "run_id", "start_run"]
