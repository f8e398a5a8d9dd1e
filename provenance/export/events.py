"""What is told of an event beside its row: ranges, with the claims behind them, and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from provenance.errors import ProvenanceError
from provenance.export.choice import Choice
from provenance.store.bodies import marks

Row = dict[str, Any]


def check_profiles(db: Database, profiles: Sequence[str]) -> None:
    """Raise ProvenanceError for a profile by which no range was made."""
    known = [row[0] for row in db.execute("SELECT DISTINCT profile FROM ranges ORDER BY 1")]
    for name in profiles:
        if name not in known:
            there = f"there are {', '.join(known)}" if known else "the database holds no range"
            raise ProvenanceError(f"no range was made by profile {name[:60]!r}; {there}")


def ranges_of(
    db: Database, event: str, choice: Choice, profiles: Sequence[str] = ()
) -> tuple[list[Row], int]:
    """Return the ranges of an event that rest on chosen claims only, and how many others are.

    A range is made of all its claims at once: it cannot be told without some of them.
    """
    condition, values = "1", list[str]()
    if profiles:
        condition, values = f"profile IN ({marks(len(profiles))})", list(profiles)
    found = list(
        db.query(
            f"SELECT * FROM ranges WHERE event_id = ? AND {condition}"
            " ORDER BY measure, party IS NULL, party, profile, id",
            [event, *values],
        )
    )
    if choice.everything or not found:
        return found, 0
    inner, more = choice.of_both()
    resting = db.execute(
        "SELECT DISTINCT r.id FROM ranges AS r JOIN range_claims AS k ON k.range_id = r.id"
        " JOIN claims AS c ON c.id = k.claim_id JOIN documents AS d ON d.id = c.document_id"
        f" WHERE r.event_id = ? AND NOT ({inner})",
        [event, *more],
    ).fetchall()
    others = {row[0] for row in resting}
    kept = [row for row in found if row["id"] not in others]
    return kept, len(found) - len(kept)


def told_by(db: Database, range_id: str) -> Iterator[Row]:
    """Yield the claims behind a range with who tells them and where, in the range's order."""
    return db.query(
        "SELECT c.id AS claim_id, c.document_id, o.name AS origin, p.name AS publisher,"
        " s.name AS source, d.label AS document, d.url, d.published, c.status FROM range_claims"
        " AS k JOIN claims AS c ON c.id = k.claim_id JOIN documents AS d ON d.id = c.document_id"
        " LEFT JOIN sources AS o ON o.id = c.origin_id LEFT JOIN sources AS s ON s.id ="
        " c.source_id LEFT JOIN sources AS p ON p.id = d.publisher_id"
        " WHERE k.range_id = ? ORDER BY k.ordinal, c.id",
        [range_id],
    )


def sources_of(db: Database, event: str, choice: Choice) -> list[str]:
    """Return the names of who vouches for the chosen claims of an event, in their order."""
    inner, values = choice.of_both()
    found = db.execute(
        "SELECT DISTINCT s.name FROM event_claims AS m JOIN claims AS c ON c.id = m.claim_id"
        " JOIN documents AS d ON d.id = c.document_id JOIN sources AS s ON s.id = c.source_id"
        f" WHERE m.event_id = ? AND {inner} ORDER BY s.name",
        [event, *values],
    ).fetchall()
    return [row[0] for row in found]


__all__ = ["check_profiles", "ranges_of", "sources_of", "told_by"]
