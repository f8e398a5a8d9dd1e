"""Decisions: the log of what people decided, unbroken, and nothing decided beside it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from provenance.review.branches import origin_of
from provenance.store.bodies import marks
from provenance.store.checks.problem import Problem
from provenance.store.decided import UNJUDGED, UNKNOWN, read_standing
from provenance.store.reviews import FIRST, digest, read_reviews, review_id
from provenance.store.rows import DECIDED


def check_log(db: Database) -> Iterator[Problem]:
    """Follow the log of decisions from its beginning: numbers, ids and hashes."""
    previous, number = FIRST, 0
    for review in read_reviews(db):
        number += 1
        if review.number != number:
            yield Problem("review_gap", "reviews", review.id, f"entry {number} is missing")
            number = review.number
        if review.previous_hash != previous:
            yield Problem("review_chain", "reviews", review.id, "the entry before it was changed")
        if review.id != review_id(review.previous_hash, *review[2:9]):
            yield Problem("review_id", "reviews", review.id, "it was changed after it was made")
        origin = origin_of(review)
        if origin is not None and origin.id != review_id(
            origin.previous_hash, *review[2:5], origin.target, origin.before, *review[7:9]
        ):
            yield Problem("review_origin", "reviews", review.id, "its own log said otherwise")
        previous = digest(review)


def check_decided(db: Database) -> Iterator[Problem]:
    """Compare what only people decide with their log: nobody may decide beside it."""
    standing = read_standing(db)
    for table, column, nobody in (
        ("claims", "credibility", UNJUDGED),
        ("sources", "reliability", UNKNOWN),
    ):
        held = dict(
            db.execute(f"SELECT id, {column} FROM {table} WHERE {column} <> ?", [nobody]).fetchall()
        )
        keys = {key for key, slot in standing.effects if slot == column} | held.keys()
        for key in sorted(keys):
            wanted = standing.value(key, column) or nobody
            if held.get(key, nobody) != wanted:
                yield Problem("review_beside", table, key, f"{column} is not what the log says")
    marked = dict(
        db.execute(
            f"SELECT id, status FROM claims WHERE status IN ({marks(len(DECIDED))})",
            sorted(DECIDED),
        ).fetchall()
    )
    keys = {key for key, slot in standing.effects if slot == "status"} | marked.keys()
    for key in sorted(keys):
        if marked.get(key) != standing.value(key, "status"):
            yield Problem("review_beside", "claims", key, "status is not what the log says")


__all__ = ["check_decided", "check_log"]
