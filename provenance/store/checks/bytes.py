"""Bytes: the captures as they came, and the pages of the file itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlite_utils import Database

from provenance.store.checks.problem import Problem


def check_captures(db: Database) -> Iterator[Problem]:
    """Compare every capture with its hash."""
    keys = [row[0] for row in db.execute("SELECT sha256 FROM captures ORDER BY sha256").fetchall()]
    for key in keys:
        data = db.execute("SELECT bytes FROM captures WHERE sha256 = ?", [key]).fetchone()[0]
        if hashlib.sha256(data).hexdigest() != key:
            yield Problem("capture_hash", "captures", key, "its bytes were changed")


def check_pages(db: Database) -> Iterator[Problem]:
    """Let SQLite look at every page and index of the file."""
    for (message,) in db.execute("PRAGMA integrity_check").fetchall():
        if message != "ok":
            yield Problem("damaged", "file", "-", message)


__all__ = ["check_captures", "check_pages"]
