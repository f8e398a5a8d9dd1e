"""The rows of one article, made without a database: what moves from process to process."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from provenance.errors import InputError
from provenance.link.sketches import Sketch
from provenance.records import Capture, Extraction
from provenance.store.bodies import Row, place_rows, source_rows
from provenance.store.rows import COLUMNS, Tables, Value, take_apart
from provenance.store.whole import check_whole, places_of, sources_of

_LARGEST = 2**63 - 1


class Article(NamedTuple):
    """One article as rows of plain values; ``write`` of the store writes it."""

    document_id: str
    run_id: str
    capture: Capture
    tables: Tables
    """Rows by table, as ``rows.COLUMNS`` has the columns."""
    sources: list[Row]
    parents: list[Row]
    places: list[Row]
    sketch: Sketch | None = None
    """What linking keeps of the page, where it was made with the rows."""

    @property
    def is_foreign(self) -> bool:
        """Say whether it is kept without claims because it is not in English."""
        row = self.tables["documents"][0]
        language = row[_LANGUAGE]
        english = language is None or str(language).lower().split("-")[0] in ("en", "english")
        return not english and not row[_N_CLAIMS]


_LANGUAGE = COLUMNS["documents"].index("language")
_N_CLAIMS = COLUMNS["documents"].index("n_claims")


def article_of(extraction: Extraction, capture: Capture, run_id: str) -> Article:
    """Return the rows of an extraction under a run.

    Raises InputError for text that cannot be stored as it is, and ValueError when the parts
    of the extraction do not fit together.
    """
    check_whole(extraction, capture)
    sources, parents = source_rows(sources_of(extraction))
    return Article(
        document_id=extraction.document.id,
        run_id=run_id,
        capture=capture,
        tables={
            table: _plain(rows, capture.origin)
            for table, rows in take_apart(extraction, run_id).items()
        },
        sources=_plain(sources, capture.origin),
        parents=_plain(parents, capture.origin),
        places=_plain(place_rows(places_of(extraction)), capture.origin),
    )


def _plain(rows: Iterable[Iterable[Value]], origin: str) -> list[Row]:
    """Return rows without enums, which cost most of the time of moving them."""
    return [tuple(_value(value, origin) for value in row) for row in rows]


def _value(value: Value, origin: str) -> Value:
    if value is None:
        return None
    if isinstance(value, str):
        plain = str(value.value) if isinstance(value, Enum) else value
        if not plain.isascii():
            _refuse_half(plain, origin)
        return plain
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise InputError(
            origin,
            "a number in it is too large to store",
            "check the number; 9223372036854775807 is the largest",
        )
    return value


def _refuse_half(text: str, origin: str) -> None:
    """Raise InputError for half a character, which no file in UTF-8 can hold."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            origin,
            f"a lone surrogate (U+{ord(error.object[error.start]):04X}) is in it, "
            "which is half a character",
            "save it again as UTF-8",
        ) from error


__all__ = ["Article", "article_of"]
