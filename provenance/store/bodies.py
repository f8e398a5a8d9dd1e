"""Sources and places: rows that many documents share, written once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from provenance.naming import source_id
from provenance.records import Place, Source

BATCH = 500
"""Ids asked for in one statement; SQLite allows 999 and more."""

_SOURCE = (
    "SELECT s.id, s.name, s.kind, s.named, p.name, s.scope_id FROM sources AS s"
    " LEFT JOIN sources AS p ON p.id = s.parent_id"
)
_PLACE = "SELECT id, name, latitude, longitude, country, precision, gazetteer_id FROM places"


def marks(count: int) -> str:
    """Return ``count`` question marks for an SQL list."""
    return ", ".join("?" * count)


def load_sources(db: Database, ids: Iterable[str]) -> dict[str, Source]:
    """Return the stored sources among ``ids``; one known only as a parent is left out."""
    wanted = sorted(set(ids))
    found = {}
    for at in range(0, len(wanted), BATCH):
        some = wanted[at : at + BATCH]
        sql = f"{_SOURCE} WHERE s.id IN ({marks(len(some))}) AND s.kind IS NOT NULL"
        for key, name, kind, named, parent, scope in db.execute(sql, some):
            found[key] = Source(
                id=key, name=name, kind=kind, named=bool(named), parent=parent, scope=scope
            )
    return found


def load_places(db: Database, ids: Iterable[str]) -> dict[str, Place]:
    """Return the stored places among ``ids``."""
    wanted = sorted(set(ids))
    found = {}
    for at in range(0, len(wanted), BATCH):
        some = wanted[at : at + BATCH]
        for row in db.execute(f"{_PLACE} WHERE id IN ({marks(len(some))})", some):
            found[row[0]] = Place(**dict(zip(Place.model_fields, row, strict=True)))
    return found


def keep_sources(db: Database, sources: Iterable[Source], run_id: str) -> dict[str, Source]:
    """Write the sources that are not there yet; return the stored ones by id.

    The first form of a source stays.  A parent of which only the name is known gets a row
    without a kind, which is filled in when the parent itself is met.
    """
    first: dict[str, Source] = {}
    for source in sources:
        first.setdefault(source.id, source)
    stored = load_sources(db, first)
    missing = [source for source in first.values() if source.id not in stored]
    parents = {source_id(s.parent): s.parent for s in missing if s.parent is not None}
    db.conn.executemany(
        "INSERT INTO sources (id, name, kind, named, parent_id, scope_id, run_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
        " kind = excluded.kind, named = excluded.named, parent_id = excluded.parent_id,"
        " scope_id = excluded.scope_id, run_id = excluded.run_id WHERE kind IS NULL",
        [
            (s.id, s.name, s.kind, int(s.named), s.parent and source_id(s.parent), s.scope, run_id)
            for s in missing
        ],
    )
    db.conn.executemany(
        "INSERT OR IGNORE INTO sources (id, name, named, run_id) VALUES (?, ?, 1, ?)",
        [(key, name, run_id) for key, name in parents.items()],
    )
    return stored | load_sources(db, [source.id for source in missing])


def keep_places(db: Database, places: Iterable[Place], run_id: str) -> dict[str, Place]:
    """Write the places that are not there yet; return the stored ones by id."""
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(place.id, place)
    stored = load_places(db, first)
    missing = [place for place in first.values() if place.id not in stored]
    db.conn.executemany(
        f"INSERT INTO places ({', '.join(Place.model_fields)}, run_id)"
        f" VALUES ({marks(len(Place.model_fields) + 1)})",
        [(*place.model_dump().values(), run_id) for place in missing],
    )
    return stored | load_places(db, [place.id for place in missing])


def drop_unused(db: Database, source_ids: Iterable[str], place_ids: Iterable[str]) -> None:
    """Delete those of the given sources and places that nothing speaks of any more.

    A source that a person has judged, or that unnamed sources or children hang on, stays.
    """
    for key in sorted(set(source_ids)):
        db.execute(
            "DELETE FROM source_aliases WHERE source_id = ? AND NOT EXISTS (SELECT 1"
            " FROM claim_sources AS c WHERE c.source_id = source_aliases.source_id"
            " AND c.text = source_aliases.name)",
            [key],
        )
        parent = db.execute("SELECT parent_id FROM sources WHERE id = ?", [key]).fetchone()
        if parent is not None and _drop_source(db, key) and parent[0] is not None:
            _drop_source(db, parent[0])
    for key in sorted(set(place_ids)):
        used = ("claim_places", "claims", "events")
        _drop(db, "places", key, [(table, "place_id") for table in used])


def _drop_source(db: Database, key: str) -> bool:
    judged = db.execute(
        "SELECT 1 FROM sources WHERE id = ? AND reliability <> 'F'"
        " UNION ALL SELECT 1 FROM reviews WHERE target = ? LIMIT 1",
        [key, key],
    ).fetchone()
    if judged:
        return False
    return _drop(
        db,
        "sources",
        key,
        [
            ("claim_sources", "source_id"),
            ("attributions", "source_id"),
            ("claims", "source_id"),
            ("claims", "origin_id"),
            ("documents", "publisher_id"),
            ("documents", "republished_from_id"),
            ("sources", "parent_id"),
            ("sources", "scope_id"),
        ],
    )


def _drop(db: Database, table: str, key: str, users: list[tuple[str, str]]) -> bool:
    """Delete a row unless one of ``users`` (table, column) holds its id."""
    for user, column in users:
        if db.execute(f"SELECT 1 FROM {user} WHERE {column} = ? LIMIT 1", [key]).fetchone():
            return False
    return db.execute(f"DELETE FROM {table} WHERE id = ?", [key]).rowcount > 0


__all__ = [
    "BATCH",
    "drop_unused",
    "keep_places",
    "keep_sources",
    "load_places",
    "load_sources",
    "marks",
]
