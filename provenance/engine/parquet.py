"""Chunks as Parquet: one folder a chunk, named by what is in it, one file a table.

The columns are those of the database, with ``document_id`` before them where a table has no
such column.  A folder is local or any URL that fsspec knows.  A chunk counts as whole once
its ``documents`` are there: they are written last.
"""

from __future__ import annotations

import json
import os
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from sqlite_utils import Database

from provenance.errors import InputError, StoreError
from provenance.link.sketches import Sketch
from provenance.records import Capture
from provenance.store.articles import Article
from provenance.store.bodies import PLACE_COLUMNS, SOURCE_COLUMNS, Row
from provenance.store.migrations import migrations
from provenance.store.rows import COLUMNS

LAST = "documents"
_RUN = ".run.json"
_PARTS = ".parts"
"""Where chunks are made: deeper than whole ones lie, so that no pattern finds them."""
_CAPTURES = ("sha256", "media_type", "bytes", "origin")
_SKETCHES = ("document_id", "happenings", "terms", "body")
"""What linking keeps of a page; only in chunks that go into a database at once."""
_FAILED = ("ordinal", "origin", "problem", "remedy")
_TYPES = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64(), "BLOB": pa.binary()}

TABLES: dict[str, tuple[str, ...]] = {
    "captures": _CAPTURES,
    "sources": ("id", *SOURCE_COLUMNS),
    "parents": ("id", "name"),
    "places": ("id", *PLACE_COLUMNS),
    **COLUMNS,
}
"""Columns of every file, but for the document's id."""


class Shelf:
    """A folder of chunks.  Raises StoreError when it cannot be read or written."""

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self.files, self.root = fsspec.core.url_to_fs(url)
            self.files.makedirs(self.root, exist_ok=True)
        except FileExistsError as error:
            raise StoreError(f"{url}: a file, not a folder for Parquet; give a folder") from error
        except (OSError, ValueError, ImportError) as error:
            raise StoreError(
                f"{url}: not a folder for Parquet ({error}); give a folder, or a URL whose "
                "fsspec driver is installed"
            ) from error

    def has(self, key: str) -> bool:
        """Say whether a chunk is there, whole."""
        return bool(self.files.exists(self._path(key, LAST)))

    def chunks(self) -> list[str]:
        """Return the keys of all whole chunks, sorted."""
        self.files.invalidate_cache()
        found = self.files.glob(f"{self.root}/*/{LAST}.parquet")
        return sorted(str(path).rsplit("/", 2)[1] for path in found)

    def write(self, key: str, made: Sequence[Article | InputError]) -> None:
        """Write a chunk: whole, or nothing that counts; the same chunk again is the same."""
        articles = [one for one in made if isinstance(one, Article)]
        tables: dict[str, list[Row]] = {
            table: [
                row if _has_id(table) else (one.document_id, *row)
                for one in articles
                for row in _rows_of(one, table)
            ]
            for table in TABLES
        }
        failed: list[Row] = [
            (ordinal, one.place, one.problem, one.remedy)
            for ordinal, one in enumerate(made)
            if isinstance(one, InputError)
        ]
        sketches: list[Row] = [
            (one.document_id, " ".join(one.sketch.keys), one.sketch.terms, one.sketch.body)
            for one in articles
            if one.sketch is not None
        ]
        place = f"{self.root}/{key}"
        beside = f"{self.root}/{_PARTS}/{key}.{uuid.uuid4().hex}"
        # One rename makes the chunk where folders can be renamed; elsewhere the order does.
        local = self._is_local()
        into = beside if local else place
        self.files.makedirs(into, exist_ok=True)
        try:
            if failed:
                self._put(f"{into}/failed.parquet", _FAILED_SCHEMA, failed)
            if sketches:
                self._put(f"{into}/sketches.parquet", _SKETCHES_SCHEMA, sketches)
            for table in (*(name for name in TABLES if name != LAST), LAST):
                if tables[table] or table == LAST:
                    self._put(f"{into}/{table}.parquet", schema_of(table), tables[table])
            if local:
                self._rename(beside, place)
        finally:
            if local and self.files.exists(beside):
                self.files.rm(beside, recursive=True)

    def read(self, key: str) -> tuple[dict[str, Article], dict[int, InputError]]:
        """Return the articles of a chunk by document id, and what failed by its place in it."""
        rows: defaultdict[str, dict[str, list[Row]]] = defaultdict(
            lambda: {table: [] for table in TABLES}
        )
        for table, columns in TABLES.items():
            for document, row in self._get(key, table, columns):
                rows[document][table].append(row)
        sketches = {
            document: Sketch(document, tuple(keys.split()), terms, body)
            for document, keys, terms, body in self._plain(key, "sketches", _SKETCHES)
        }
        articles = {
            document: _article(document, found, sketches.get(document))
            for document, found in rows.items()
        }
        failed = {int(row[0]): InputError(*row[1:]) for row in self._plain(key, "failed", _FAILED)}
        return articles, failed

    def documents(self, key: str) -> list[tuple[str, str, str | None]]:
        """Return id, run and date of the documents of a chunk."""
        return [
            (str(document), str(run), published)
            for document, run, published in self._plain(key, LAST, ("id", "run_id", "published"))
        ]

    def note_run(self, run_id: str, settings: Mapping[str, str]) -> None:
        """Keep the settings of a run, so that a database can be told of it."""
        path = f"{self.root}/{run_id}{_RUN}"
        if not self.files.exists(path):
            with self.files.open(path, "w") as file:
                json.dump(dict(settings), file, sort_keys=True)

    def runs(self) -> dict[str, dict[str, str]]:
        """Return the settings of all runs by id; raises StoreError for a damaged one."""
        found = {}
        for path in sorted(self.files.glob(f"{self.root}/*{_RUN}")):
            with self.files.open(path, "r") as file:
                try:
                    found[str(path).rsplit("/", 1)[1].removesuffix(_RUN)] = json.load(file)
                except ValueError as error:
                    raise StoreError(f"{path}: not JSON ({error}); run the ingest again") from error
        return found

    def sweep(self) -> None:
        """Delete what stopped workers have left of chunks; when none is at work."""
        if self.files.exists(f"{self.root}/{_PARTS}"):
            self.files.rm(f"{self.root}/{_PARTS}", recursive=True)

    def remove(self) -> None:
        """Delete the folder with all that is in it."""
        self.files.rm(self.root, recursive=True)

    def drop(self, key: str) -> None:
        """Delete a chunk."""
        self.files.rm(f"{self.root}/{key}", recursive=True)

    def _path(self, key: str, table: str) -> str:
        return f"{self.root}/{key}/{table}.parquet"

    def _is_local(self) -> bool:
        return "file" in ((p,) if isinstance(p := self.files.protocol, str) else p)

    def _rename(self, beside: str, place: str) -> None:
        try:
            os.rename(beside, place)  # noqa: PTH104 - paths of fsspec are strings
        except OSError:
            # Another worker was there first (with the same), or a stop left a part.
            if not self.files.exists(f"{place}/{LAST}.parquet"):
                self.files.rm(place, recursive=True)
                os.rename(beside, place)  # noqa: PTH104

    def _put(self, path: str, schema: pa.Schema, rows: list[Row]) -> None:
        columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * len(schema)
        arrays = [
            pa.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)
        ]
        with self.files.open(path, "wb") as file:
            pq.write_table(pa.Table.from_arrays(arrays, schema=schema), file, compression="zstd")

    def _get(self, key: str, table: str, columns: Sequence[str]) -> Iterator[tuple[str, Row]]:
        named = ("id" if table == LAST else "document_id",)
        for document, *row in self._plain(key, table, (*named, *columns)):
            yield document, tuple(row)

    def _plain(self, key: str, table: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        path = self._path(key, table)
        if not self.files.exists(path):
            return []
        with self.files.open(path, "rb") as file:
            found = pq.read_table(file, columns=list(dict.fromkeys(columns)))
        held = {name: found.column(name).to_pylist() for name in found.column_names}
        return list(zip(*(held[name] for name in columns), strict=True))


def _rows_of(article: Article, table: str) -> Sequence[Row]:
    if table == "captures":
        held = article.capture
        return [(held.sha256, held.media_type, held.data, held.origin)]
    if table in ("sources", "parents", "places"):
        found: Sequence[Row] = getattr(article, table)
        return found
    return article.tables[table]


def _article(document: str, rows: dict[str, list[Row]], sketch: Sketch | None) -> Article:
    sha256, media_type, data, origin = rows["captures"][0]
    run_id = rows[LAST][0][COLUMNS[LAST].index("run_id")]
    return Article(
        document_id=document,
        run_id=str(run_id),
        capture=Capture.model_validate(
            {"sha256": sha256, "media_type": media_type, "data": data, "origin": origin}
        ),
        tables={table: rows[table] for table in COLUMNS},
        sources=rows["sources"],
        parents=rows["parents"],
        places=rows["places"],
        sketch=sketch,
    )


def _has_id(table: str) -> bool:
    """Say whether the columns of a table tell the document by themselves."""
    return table == LAST or "document_id" in TABLES[table]


@cache
def schema_of(table: str) -> pa.Schema:
    """Return the columns of a file with their types, which are those of the database."""
    columns = TABLES[table] if _has_id(table) else ("document_id", *TABLES[table])
    types = _database_types()
    held = types["sources" if table == "parents" else table]
    return pa.schema([(name, _TYPES[held.get(name, "TEXT")]) for name in columns])


_FAILED_SCHEMA = pa.schema(
    [(name, pa.int64() if name == "ordinal" else pa.string()) for name in _FAILED]
)
_SKETCHES_SCHEMA = pa.schema(
    [(name, pa.binary() if name in ("terms", "body") else pa.string()) for name in _SKETCHES]
)


@cache
def _database_types() -> dict[str, dict[str, str]]:
    db = Database(memory=True)
    migrations.apply(db)
    types = {
        table: {row[1]: row[2] for row in db.execute(f"PRAGMA table_info({table})").fetchall()}
        for table in TABLES
        if table != "parents"
    }
    db.close()
    return types


__all__ = ["LAST", "TABLES", "Shelf", "schema_of"]
