"""Tables: one article a row of a CSV or TSV file.

Which column holds the text, the title, the date and so on is said with ``columns``, or told
by the header where only one reading of it is possible.  The capture of an article is the
header, with the columns named as they were mapped, and the bytes of its row: a table of its
own that reads the same again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from provenance.errors import InputError
from provenance.packs.loader import Packs
from provenance.read.decode import refuse_half
from provenance.read.formats import Blob, Format, Piece, register
from provenance.read.raw import Raw
from provenance.read.reading import Reading, read_text
from provenance.read.tablelines import LONGEST_ROW, TableLines, in_utf8

FIELDS = ("id", "text", "title", "url", "publisher", "author", "published", "language")
"""What a column may hold."""
ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "doc_id", "document_id", "guid", "uuid"),
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "article_text"),
    "title": ("title", "headline"),
    "url": ("url", "link", "permalink", "web_url"),
    "publisher": ("publisher", "outlet", "publication", "source_name", "newspaper"),
    "author": ("author", "authors", "byline"),
    "published": (
        "published",
        "date",
        "publish_date",
        "published_at",
        "pub_date",
        "publication_date",
    ),
    "language": ("language", "lang"),
}
"""Names under which tables and JSON usually hold these."""
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class _Layout:
    """The header as it was mapped: where each field stands, and its line for the captures."""

    fields: Mapping[str, int]
    width: int
    line: bytes
    delimiter: str


def split(blob: Blob) -> Iterator[Piece]:
    """Yield the rows of a table; a row without text is named."""
    with blob.open() as opened:
        stream = in_utf8(opened)
        lines = TableLines(stream, blob.origin)
        delimiter = lines.delimiter or _delimiter(lines.first, blob)
        if b"\r" in lines.first.rstrip(b"\r\n"):
            problem = "its lines end in carriage returns alone"
            raise InputError(blob.origin, problem, "save it with line feeds, as CSV UTF-8")
        csv.field_size_limit(LONGEST_ROW)
        # Strict, or a quote that is never closed would swallow the rest without a word.
        rows = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
        try:
            header = next(rows, None)
        except csv.Error as error:
            raise InputError(f"{blob.origin}#1", f"no table ({error})", "give CSV") from error
        if lines.problem:
            raise InputError(f"{blob.origin}#{lines.number}", *lines.problem)
        if header is None:
            raise InputError(blob.origin, "the file is empty", "give a table with a header")
        layout = _layout(header, blob, delimiter)
        lines.take()
        yield from _rows(rows, lines, layout, blob)


def _rows(
    rows: Iterator[list[str]], lines: TableLines, layout: _Layout, blob: Blob
) -> Iterator[Piece]:
    found = False
    while True:
        first = lines.number + 1
        place = f"{blob.origin}#{first}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            lines.take()
            found = True
            yield InputError(place, f"no row ({error})", "mend its quotes")
            continue
        damage = lines.problem
        data = lines.take()
        if row is None:
            break
        if damage:
            found = True
            yield InputError(place, *damage)
            continue
        if not any(cell.strip() for cell in row):
            continue
        found = True
        if len(row) > layout.width:
            problem = f"{len(row)} cells under {layout.width} columns"
            yield InputError(place, problem, "put quotes around cells with the delimiter in them")
        elif layout.fields["text"] >= len(row) or not row[layout.fields["text"]].strip():
            yield InputError(place, "no text in this row", "fill the cell, or take out the row")
        else:
            yield Raw(layout.line + data, place, "text/csv", "table", _given(row, layout))
    if not found:
        yield InputError(blob.origin, "no rows under the header", "give a table with articles")


def _given(row: Sequence[str], layout: _Layout) -> dict[str, str]:
    return {
        name: row[column].strip() if name != "text" else row[column]
        for name, column in layout.fields.items()
        if column < len(row) and row[column].strip()
    }


def _delimiter(first: bytes, blob: Blob) -> str:
    """Return the character between cells: a tab in .tsv, else what the header uses most."""
    if ".tsv" in blob.name.lower() or ".tab" in blob.name.lower():
        return "\t"
    header = first.decode("utf-8", "replace")
    counts = {mark: header.count(mark) for mark in _DELIMITERS}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","


def _layout(header: Sequence[str], blob: Blob, delimiter: str) -> _Layout:
    """Map the columns as was said, else as the header tells; raises InputError."""
    names = [name.strip() for name in header]
    columns = blob.options.columns
    fields = _said(names, columns, blob) if columns else {}
    for name in FIELDS:
        if name not in fields:
            places = [i for i, n in enumerate(names) if _plain(n) in ALIASES[name]]
            # Whoever maps columns means the others to be left alone, but for the id.
            free = [place for place in places if place not in fields.values()]
            exact = [place for place in free if _plain(names[place]) == name]
            chosen = exact if len(exact) == 1 else free
            if len(chosen) == 1:
                fields[name] = chosen[0]
            elif chosen and name == "text":
                raise _unclear([names[place] for place in chosen], blob)
    if "text" not in fields:
        raise InputError(
            blob.origin,
            f"no column holds the text for sure; its columns are {_listed(names)}",
            "name it: --columns text=COLUMN",
        )
    by_column = {column: name for name, column in fields.items()}
    renamed = [by_column.get(i, _other(name)) for i, name in enumerate(names)]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerow(renamed)
    return _Layout(fields, len(names), stream.getvalue().encode(), delimiter)


def _said(names: Sequence[str], columns: Mapping[str, str], blob: Blob) -> dict[str, int]:
    fields: dict[str, int] = {}
    for field, name in columns.items():
        places = [i for i, seen in enumerate(names) if seen == name] or [
            i for i, seen in enumerate(names) if seen.lower() == name.lower()
        ]
        if len(places) != 1:
            problem = f'{"no" if not places else "more than one"} column "{name}"'
            remedy = f"its columns are {_listed(names)}"
            raise InputError(blob.origin, problem, remedy)
        fields[field] = places[0]
    return fields


def _other(name: str) -> str:
    """Return a header's name that will not be taken for a field when it is read again."""
    return f"other: {name}" if any(_plain(name) in names for names in ALIASES.values()) else name


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _unclear(names: Sequence[str], blob: Blob) -> InputError:
    problem = f"more than one column may hold the text: {_listed(names)}"
    return InputError(blob.origin, problem, "name it: --columns text=COLUMN")


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f'"{name[:60]}"' for name in names[:30])
    return shown + (f" and {len(names) - 30} more" if len(names) > 30 else "")


def read(raw: Raw, packs: Packs) -> Reading:
    """Read a row; its cells are what is given of the article."""
    given = raw.given
    for key, value in given.items():
        refuse_half(value, raw.origin, key)
    return read_text(
        given["text"],
        packs,
        external_id=given.get("id"),
        title=given.get("title"),
        url=given.get("url"),
        publisher=given.get("publisher"),
        author=given.get("author"),
        published=given.get("published"),
        language=given.get("language"),
        data=raw.data,
        origin=raw.origin,
        media_type=raw.media_type,
    )


register(Format("table", (".csv", ".tsv", ".tab"), split, read))
