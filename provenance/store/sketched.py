"""What linking keeps between two runs: sketches of pages, and the stamps of its results."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from provenance.link.ids import Ids, Stamped
from provenance.link.kept import Kept
from provenance.link.neighbours import Edges, Found
from provenance.link.register import Entry
from provenance.link.sketches import Sketch
from provenance.records import content_id
from provenance.store.bodies import BATCH, marks
from provenance.store.connect import transaction

LEVEL = 1
"""Of compression: three quarters of what the highest saves, for a fraction of its time."""
KEPT = ("happenings", "words", "edges", "alike", "events", "pages")
"""Names of the state that are archives of arrays (NumPy's ``npz``)."""
ARCHIVE = b"PK"


class Sketches:
    """The sketches of stored pages."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def missing(self) -> dict[str, str]:
        """Return the documents that have no sketch, or that of another state, with their state.

        A document that was written anew has lost its sketch; one for which claims were
        imported has another state.
        """
        held = dict(self._db.execute("SELECT document_id, state FROM linking_pages").fetchall())
        return {key: state for key, state in self._states().items() if held.get(key) != state}

    def put(self, sketches: Iterable[Sketch], states: Mapping[str, str], serial: int) -> None:
        """Write sketches of pages in these states, in one transaction.

        A document that another process has dropped meanwhile is passed over.
        """
        made = list(sketches)
        with transaction(self._db):
            for sketch in made:
                _put(self._db, sketch, states[sketch.document], serial)

    def entries(self) -> Iterator[Entry]:
        """Yield what is at hand of the sketch of each page, by id."""
        for document, serial, keys, terms in self._db.execute(
            "SELECT document_id, serial, happenings, terms FROM linking_pages ORDER BY document_id"
        ):
            yield Entry(document, serial, tuple(keys.split()), terms)

    def bodies(self, documents: Sequence[str]) -> dict[str, bytes]:
        """Return the bodies of the sketches of these documents."""
        return {
            document: zlib.decompress(body)
            for document, body in _asked(
                self._db,
                "SELECT document_id, body FROM linking_pages WHERE document_id IN ({ids})",
                documents,
            )
        }

    def holders(self, claims: Collection[str]) -> set[str]:
        """Return the documents that hold one of the claims."""
        sql = "SELECT DISTINCT document_id FROM claims WHERE id IN ({ids})"
        return {row[0] for row in _asked(self._db, sql, sorted(claims))}

    def forget(self, targets: Collection[str] | None = None) -> None:
        """Drop all sketches, or those of the pages that rows of these ids belong to.

        The rows are claims, figures, and sources that a claim goes back to.
        """
        with transaction(self._db):
            if targets is None:
                self._db.execute("DELETE FROM linking_pages")
                return
            found: set[str] = set()
            for sql in (
                "SELECT document_id FROM claims WHERE id IN ({ids})",
                "SELECT document_id FROM figures WHERE id IN ({ids})",
                "SELECT DISTINCT c.document_id FROM attributions AS a"
                " JOIN claims AS c ON c.id = a.claim_id WHERE a.source_id IN ({ids})",
                "SELECT DISTINCT c.document_id FROM claim_sources AS a"
                " JOIN claims AS c ON c.id = a.claim_id WHERE a.source_id IN ({ids})",
            ):
                found.update(row[0] for row in _asked(self._db, sql, sorted(targets)))
            self._db.conn.executemany(
                "DELETE FROM linking_pages WHERE document_id = ?", [(key,) for key in sorted(found)]
            )

    def serial(self) -> int:
        """Return the number of the next linking."""
        row = self._db.execute("SELECT max(serial) FROM linking_pages").fetchone()
        return max(row[0] or 0, last_serial(self._db)) + 1

    def _states(self) -> dict[str, str]:
        """Return what each document was derived from, as a hash, by id."""
        imports: dict[str, list[str]] = {}
        for document, *parts in self._db.execute(
            "SELECT document_id, id, sha256 FROM imports ORDER BY id"
        ):
            imports.setdefault(document, []).extend(parts)
        pages = self._db.execute("SELECT id, run_id FROM documents ORDER BY id")
        return {
            key: content_id("page", run, *imports[key]) if key in imports else run
            for key, run in pages
        }


class Basis:
    """The basis on which sketches may come with the articles of a run.

    It holds while linking goes by ``values`` (see ``write_basis``) and nobody has decided
    what would change a page; what comes later makes linking forget the pages concerned.
    """

    def __init__(self, db: Database, values: Mapping[str, str]) -> None:
        self._db = db
        self._values = dict(values)

    def put(self, sketch: Sketch, state: str) -> None:
        """Write the sketch of a page in a state, in the transaction of its rows, if it holds."""
        if read_basis(self._db) == self._values:
            _put(self._db, sketch, state, last_serial(self._db) + 1)


def _put(db: Database, sketch: Sketch, state: str, serial: int) -> None:
    body = zlib.compress(sketch.body, LEVEL)
    db.execute(
        "INSERT OR REPLACE INTO linking_pages SELECT id, ?, ?, ?, ?, ? FROM documents WHERE id = ?",
        [serial, state, " ".join(sketch.keys), sketch.terms, body, sketch.document],
    )


def last_serial(db: Database) -> int:
    """Return the number of the last linking, 0 when there was none."""
    found = _read(db, "serial")
    return found if isinstance(found, int) else 0


def read_kept(db: Database) -> Kept:
    """Return what the last linking kept; of none, or of one that kept it otherwise, nothing."""
    values = {name: _read_columns(db, name) for name in KEPT}
    if None in values.values():
        return Kept()
    columns = {name: value for name, value in values.items() if value is not None}
    return Kept(
        found=Found(
            happenings=_stamped(columns["happenings"]),
            pages=_stamped(columns["words"]),
            edges=_edges(columns["edges"]),
            alike=_edges(columns["alike"]),
        ),
        events=_stamped(columns["events"]),
        pages=_stamped(columns["pages"]),
    )


def write_kept(db: Database, kept: Kept, serial: int) -> None:
    """Keep what a linking kept; it is the one of that number."""
    stamps = {
        "happenings": kept.found.happenings,
        "words": kept.found.pages,
        "events": kept.events,
        "pages": kept.pages,
    }
    with transaction(db):
        for name, one in stamps.items():
            _write_columns(db, name, ids=one.ids.column, numbers=one.numbers)
        for name, pairs in (("edges", kept.found.edges), ("alike", kept.found.alike)):
            _write_columns(
                db,
                name,
                one=pairs.one.column,
                other=pairs.other.column,
                score=pairs.score,
                why=pairs.why,
                reasons=np.array([json.dumps(pairs.reasons).encode()]),
            )
        # Earlier versions kept more, and otherwise.
        others = (*KEPT, "basis")
        db.execute(f"DELETE FROM linking_state WHERE name NOT IN ({marks(len(others))})", others)
        _write(db, serial=serial)


def _stamped(columns: Mapping[str, NDArray[Any]]) -> Stamped:
    return Stamped(Ids(columns["ids"]), columns["numbers"])


def _edges(columns: Mapping[str, NDArray[Any]]) -> Edges:
    reasons = json.loads(columns["reasons"][0])
    return Edges(
        Ids(columns["one"]),
        Ids(columns["other"]),
        columns["score"],
        columns["why"],
        tuple(map(tuple, reasons)),
    )


def read_basis(db: Database) -> Mapping[str, str]:
    """Return what the last linking was based on besides the pages, by name; may be empty."""
    found = _read(db, "basis")
    return found if isinstance(found, dict) else {}


def write_basis(db: Database, basis: Mapping[str, str]) -> None:
    """Note what linking is based on; what was kept on another basis is forgotten."""
    with transaction(db):
        _write(db, basis=dict(basis))


def forget_kept(db: Database) -> None:
    """Forget what the last linking kept, so that the next one makes all rows."""
    with transaction(db):
        db.execute(f"DELETE FROM linking_state WHERE name IN ({marks(len(KEPT))})", list(KEPT))


def _read(db: Database, name: str) -> Any:
    row = db.execute("SELECT value FROM linking_state WHERE name = ?", [name]).fetchone()
    return None if row is None else json.loads(zlib.decompress(row[0]))


def _write(db: Database, **values: object) -> None:
    for name, value in values.items():
        _put_state(db, name, json.dumps(value, separators=(",", ":")).encode())


def _read_columns(db: Database, name: str) -> dict[str, NDArray[Any]] | None:
    """Return arrays by name, or None where there are none."""
    row = db.execute("SELECT value FROM linking_state WHERE name = ?", [name]).fetchone()
    data = b"" if row is None else zlib.decompress(row[0])
    if not data.startswith(ARCHIVE):
        return None
    with np.load(BytesIO(data)) as columns:
        return dict(columns)


def _write_columns(db: Database, name: str, **columns: NDArray[Any]) -> None:
    file = BytesIO()
    # The types given by the library take any of the names for one of its own switches.
    np.savez(file, **columns)  # type: ignore[arg-type]
    _put_state(db, name, file.getbuffer())


def _put_state(db: Database, name: str, data: bytes | memoryview) -> None:
    db.execute(
        "INSERT INTO linking_state VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, zlib.compress(data, LEVEL)],
    )


def _asked(db: Database, sql: str, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a question that is asked of some ids at a time."""
    for at in range(0, len(ids), BATCH):
        some = list(ids[at : at + BATCH])
        yield from db.execute(sql.format(ids=marks(len(some))), some).fetchall()


__all__ = [
    "Basis",
    "Sketches",
    "forget_kept",
    "last_serial",
    "read_basis",
    "read_kept",
    "write_basis",
    "write_kept",
]
