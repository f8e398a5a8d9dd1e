"""Sources and places: rows that many documents share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from provenance.naming import source_id
from provenance.records import Place, Source

Row = tuple[str | int | float | bytes | None, ...]

BATCH = 500
"""Ids asked for in one statement; SQLite allows 999 and more."""

SOURCE_COLUMNS = ("name", "kind", "named", "parent_id", "scope_id")
PLACE_COLUMNS = ("name", "latitude", "longitude", "country", "precision", "gazetteer_id")


def marks(count: int) -> str:
    """Return ``count`` question marks for an SQL list."""
    return ", ".join("?" * count)


def load_forms(db: Database, ids: Iterable[str]) -> dict[str, str]:
    """Return the JSON of the forms with these ids."""
    wanted = sorted(set(ids))
    found: dict[str, str] = {}
    for at in range(0, len(wanted), BATCH):
        some = wanted[at : at + BATCH]
        sql = f"SELECT id, data FROM forms WHERE id IN ({marks(len(some))})"
        found.update(db.execute(sql, some).fetchall())
    return found


def source_rows(sources: Iterable[Source]) -> tuple[list[Row], list[Row]]:
    """Return a row for each source, and one for each parent of which only the name is known."""
    first: dict[str, Source] = {}
    for source in sources:
        first.setdefault(source.id, source)
    rows: list[Row] = [(s.id, *_source_row(s)) for s in first.values()]
    return rows, _parent_rows(first.values())


def place_rows(places: Iterable[Place]) -> list[Row]:
    """Return a row for each place."""
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(place.id, place)
    return [(p.id, *_place_row(p)) for p in first.values()]


def keep_sources(db: Database, sources: Iterable[Row], parents: Iterable[Row], run_id: str) -> None:
    """Write the sources (as ``source_rows`` has them) that are not there yet.

    A parent of which only the name is known gets a row without a kind, which is filled in
    when the parent itself is met.
    """
    changes = ", ".join(f"{column} = excluded.{column}" for column in SOURCE_COLUMNS)
    db.conn.executemany(
        f"INSERT INTO sources (id, {', '.join(SOURCE_COLUMNS)}, run_id)"
        f" VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET {changes},"
        " run_id = excluded.run_id WHERE kind IS NULL",
        [(*row, run_id) for row in sources],
    )
    _keep_parents(db, parents, run_id)


def keep_places(db: Database, places: Iterable[Row], run_id: str) -> None:
    """Write the places (as ``place_rows`` has them) that are not there yet."""
    db.conn.executemany(
        f"INSERT OR IGNORE INTO places (id, {', '.join(PLACE_COLUMNS)}, run_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(*row, run_id) for row in places],
    )


def settle(db: Database, run_id: str) -> None:
    """Give each source and place the form that pages use most.

    What the rows say then does not depend on which page came first.  A source that a person
    has judged stays as it is.
    """
    reviewed = {row[0] for row in db.execute("SELECT target FROM reviews").fetchall()}
    sources = [
        source
        for data in _most_used(db, ("attributions", "claim_sources"))
        if (source := Source.model_validate_json(data)).id not in reviewed
    ]
    _keep_parents(db, _parent_rows(sources), run_id)
    _update(db, "sources", SOURCE_COLUMNS, {s.id: _source_row(s) for s in sources})
    places = [Place.model_validate_json(data) for data in _most_used(db, ("claim_places",))]
    _update(db, "places", PLACE_COLUMNS, {p.id: _place_row(p) for p in places})


def _most_used(db: Database, tables: Iterable[str]) -> Iterator[str]:
    """Yield the most used form of each thing; of two used alike, the lower id."""
    uses = " UNION ALL ".join(f"SELECT form_id FROM {table}" for table in tables)
    found = db.execute(
        f"SELECT f.row, f.data FROM (SELECT form_id, count(*) AS n FROM ({uses})"
        " GROUP BY form_id) AS u JOIN forms AS f ON f.id = u.form_id ORDER BY u.n, f.id DESC"
    )
    yield from dict(found.fetchall()).values()


def _update(db: Database, table: str, columns: tuple[str, ...], rows: dict[str, Row]) -> None:
    """Update the rows that are not so already."""
    found = db.execute(f"SELECT id, {', '.join(columns)} FROM {table}").fetchall()
    db.conn.executemany(
        f"UPDATE {table} SET {', '.join(f'{column} = ?' for column in columns)} WHERE id = ?",
        [(*rows[key], key) for key, *before in found if rows.get(key, ()) not in ((), (*before,))],
    )


def _source_row(source: Source) -> Row:
    parent = None if source.parent is None else source_id(source.parent)
    return (source.name, source.kind, int(source.named), parent, source.scope)


def _place_row(place: Place) -> Row:
    return (
        place.name,
        place.latitude,
        place.longitude,
        place.country,
        place.precision,
        place.gazetteer_id,
    )


def _parent_rows(sources: Iterable[Source]) -> list[Row]:
    parents = {source_id(s.parent): s.parent for s in sources if s.parent is not None}
    return list(parents.items())


def _keep_parents(db: Database, parents: Iterable[Row], run_id: str) -> None:
    """Write a row for each parent that has none."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO sources (id, name, named, run_id) VALUES (?, ?, 1, ?)",
        [(*row, run_id) for row in parents],
    )


def drop_unused(db: Database, source_ids: Iterable[str], place_ids: Iterable[str]) -> None:
    """Delete those of the given sources and places that nothing speaks of any more.

    A source that a person has judged, or that unnamed sources or children hang on, stays.
    """
    for key in sorted(set(source_ids)):
        db.execute(
            "DELETE FROM source_aliases WHERE source_id = ? AND NOT EXISTS (SELECT 1"
            " FROM claim_sources AS c WHERE c.source_id = source_aliases.source_id"
            " AND c.text = source_aliases.name AND c.rule = source_aliases.rule)",
            [key],
        )
        _drop_forms(db, key)
        parent = db.execute("SELECT parent_id FROM sources WHERE id = ?", [key]).fetchone()
        if parent is not None and _drop_source(db, key) and parent[0] is not None:
            _drop_source(db, parent[0])
    for key in sorted(set(place_ids)):
        _drop_forms(db, key)
        used = ("claim_places", "claims", "events")
        _drop(db, "places", key, [(table, "place_id") for table in used])


def _drop_forms(db: Database, key: str) -> None:
    """Delete the forms of a source or place that no page has any more."""
    users = ("attributions", "claim_sources", "claim_places")
    unused = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {table} WHERE form_id = forms.id)" for table in users
    )
    db.execute(f"DELETE FROM forms WHERE row = ? AND {unused}", [key])


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
    "PLACE_COLUMNS",
    "SOURCE_COLUMNS",
    "drop_unused",
    "keep_places",
    "keep_sources",
    "load_forms",
    "marks",
    "place_rows",
    "settle",
    "source_rows",
]
