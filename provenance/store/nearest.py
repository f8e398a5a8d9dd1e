"""The event that somebody may have meant who misspelt its name."""

from __future__ import annotations

from rapidfuzz import fuzz, process, utils
from sqlite_utils import Database

LEAST = 80.0
"""Below this likeness, of 100, another name is no misspelling."""
LABELS = "SELECT label FROM events GROUP BY label ORDER BY max(n_claims) DESC, label LIMIT 50000"


def nearest_event(db: Database, text: str) -> str | None:
    """Return the name of the event that is spelt most like ``text``, if any is near."""
    labels = [str(row[0]) for row in db.execute(LABELS)]
    found = process.extractOne(
        text,
        labels,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=LEAST,
    )
    return found[0] if found else None


def perhaps(db: Database, text: str) -> str:
    """Return a question that names that event, as a part of a message; empty where none is near."""
    name = nearest_event(db, text)
    return f"did you mean {name!r}? " if name else ""


__all__ = ["nearest_event", "perhaps"]
