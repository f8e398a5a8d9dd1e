"""People's decisions: a log that only grows, each entry chained to the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import NamedTuple

from sqlite_utils import Database

from provenance.records import content_id
from provenance.store.connect import transaction
from provenance.store.runs import now

FIRST = "0" * 64
"""The previous hash of the first entry."""

_COLUMNS = 'number, id, at, "by", "action", target, "before", "after", reason, previous_hash'


class Review(NamedTuple):
    """One decision: who did what to which row, when, and why."""

    number: int
    id: str
    at: str
    by: str
    action: str
    target: str
    before: str | None
    after: str | None
    reason: str
    previous_hash: str


def digest(review: Review) -> str:
    """Return the SHA-256 of an entry, the hash before it included."""
    return hashlib.sha256(json.dumps(review, ensure_ascii=True).encode()).hexdigest()


def add_review(
    db: Database,
    *,
    by: str,
    action: str,
    target: str,
    reason: str,
    before: str | None = None,
    after: str | None = None,
) -> Review:
    """Append a decision to the log and return it.  What it means is the caller's to apply."""
    with transaction(db):
        sql = f"SELECT {_COLUMNS} FROM reviews ORDER BY number DESC LIMIT 1"
        row = db.execute(sql).fetchone()
        last = Review(*row) if row else None
        number = last.number + 1 if last else 1
        previous = digest(last) if last else FIRST
        at = now()
        key = review_id(previous, at, by, action, target, before, after, reason)
        review = Review(number, key, at, by, action, target, before, after, reason, previous)
        db.execute(
            f"INSERT INTO reviews ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", review
        )
    return review


def review_id(previous: str, *what: str | None) -> str:
    """Return the id of an entry: a hash of what it says and of the entry before it."""
    return content_id("review", previous, *what)


def read_reviews(db: Database) -> Iterator[Review]:
    """Yield the log in order."""
    for row in db.execute(f"SELECT {_COLUMNS} FROM reviews ORDER BY number"):
        yield Review(*row)


__all__ = ["FIRST", "Review", "add_review", "digest", "read_reviews", "review_id"]
