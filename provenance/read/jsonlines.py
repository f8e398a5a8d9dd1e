"""JSON Lines: one article a line; and other JSON with articles in it.

A record is ``{"id", "text", "title"?, "url"?, "publisher"?, "published"?, "author"?,
"language"?}``.  Another name of a key that is usual for it ("body", "link", "date") stands in
for one that is missing, if there is one only; other keys are ignored.
The capture of an article is the bytes of its line, its origin ``path#line``.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import IO, Any

from provenance.errors import InputError
from provenance.packs.loader import Packs
from provenance.read import jsonfeeds
from provenance.read.decode import LARGEST, refuse_half, too_long
from provenance.read.formats import Blob, Format, Piece, Rejoined, register
from provenance.read.jsonfiles import articles, is_document
from provenance.read.raw import Raw
from provenance.read.reading import Reading, read_text
from provenance.read.tables import ALIASES

_LONGEST_LINE = 12 * LARGEST + 65_536
"""A character is at most twelve bytes of JSON ("\\ud83d\\ude00")."""
_CHUNK = 1 << 20
_NAMED = 20
_DOCUMENT = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{\s*\n)\s*"\w')
_BOM = b"\xef\xbb\xbf"
_HEAD = 4096
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_KEYS = ("title", "url", "publisher", "author", "language", "published")


def tells(head: bytes) -> bool:
    """Say whether the first line is an object, or begins one or a list of them."""
    if _DOCUMENT.match(head):
        return True
    line, mark, _ = head.removeprefix(_BOM).lstrip().partition(b"\n")
    if not line.startswith(b"{") or not line.removeprefix(b"{").lstrip().startswith(b'"'):
        return False
    if not mark:
        return True
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def split(blob: Blob) -> Iterator[Piece]:
    """Yield the articles of a JSON Lines file; a line that is too long is named."""
    with blob.open() as stream:
        head = stream.read(_HEAD)
        if head.startswith(_WIDE):
            raise InputError(blob.origin, "the text is in UTF-16", "save it as UTF-8")
        whole = io.BufferedReader(Rejoined(head, stream))
        if is_document(head) or blob.name.lower().endswith(".json"):
            pieces = _split_document(whole, blob)
        else:
            pieces = split_stream(whole, blob.origin)
        columns = blob.options.columns
        yield from map(partial(_renamed, columns=columns), pieces) if columns else pieces


def _split_document(stream: IO[bytes], blob: Blob) -> Iterator[Piece]:
    for number, found in enumerate(articles(stream, blob.origin)):
        if not isinstance(found, tuple):
            yield found
            continue
        if not number and blob.leftover is not None and not _has_text(found[0], blob):
            # Settings and lists lie beside the articles of many a folder.
            blob.leftover.add(blob.name)
            return
        yield Raw(found[0], found[1], "application/json", "jsonl")


def _has_text(data: bytes, blob: Blob) -> bool:
    key = blob.options.columns.get("text")
    record = record_of(data, blob.origin)
    return _value(record, "text") is not None or (key is not None and key in record)


def _renamed(piece: Piece, columns: Mapping[str, str]) -> Piece:
    """Return a record with its keys as a person mapped them, so that it reads the same alone."""
    if not isinstance(piece, Raw) or piece.reader != "jsonl":
        return piece
    try:
        record = record_of(piece.data, piece.origin)
    except InputError as error:
        return error
    taken = {*columns, *columns.values()}
    kept = {key: value for key, value in record.items() if key not in taken}
    mapped = {field: record[key] for field, key in columns.items() if key in record}
    source = json.dumps(kept | mapped, ensure_ascii=False)
    return replace(piece, data=source.encode("utf-8", "backslashreplace"))


def split_any(stream: IO[bytes], name: str) -> Iterator[Piece]:
    """Split JSON of any shape from a stream of bytes, whose first ones tell the shape."""
    # Without waiting for more than is there: lines are read as they come.
    peek = getattr(stream, "peek", None)
    if peek is not None and is_document(peek(_HEAD)[:_HEAD]):
        return _split_document(stream, Blob(name, name, lambda: stream))
    return split_stream(stream, name)


def split_stream(stream: IO[bytes], name: str) -> Iterator[Piece]:
    """Split JSON Lines from a stream of bytes; ``name`` stands before the line number."""
    number = articles = problems = 0
    for number, line in enumerate(_lines(stream), 1):
        place = f"{name}#{number}"
        if line is None:
            problems += 1
            yield too_long(place)
            continue
        data = line.rstrip(b"\r\n").lstrip(b"\x1e")
        if data.strip() in (b"", _BOM):
            continue
        articles += 1
        yield Raw(data, place, "application/json", "jsonl")
    if not articles and not problems:
        problem = "the file is empty" if not number else "no records in this file"
        yield InputError(name, problem, "give JSON Lines, one article a line")


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Yield the lines; None for one over the limit, which is skipped in pieces."""
    while line := stream.readline(_LONGEST_LINE):
        if len(line) < _LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield None


def read(raw: Raw, packs: Packs) -> Reading:
    """Read one line."""
    place = raw.origin
    record = record_of(raw.data, place)
    text = _value(record, "text")
    if text is None:
        keys = ", ".join(f'"{key[:40]}"' for key in list(record)[:_NAMED])
        problem = f'no "text" in the record (its keys are {keys})' if keys else "an empty record"
        remedy = 'give {"id", "text"} a line, or name its key: --columns text=KEY'
        raise InputError(place, problem, remedy)
    if not isinstance(text, str):
        raise InputError(place, f'"text" is {_kind(text)}, not a string', "give it as a string")
    identifier = _identifier(record)
    given = {key: _string(record, key) for key in _KEYS}
    for key, value in (("id", identifier), *given.items()):
        refuse_half(value or "", place, key)
    return read_text(
        text,
        packs,
        external_id=identifier,
        title=given["title"],
        url=given["url"],
        publisher=given["publisher"],
        author=given["author"],
        language=given["language"],
        published=given["published"],
        data=raw.data,
        origin=place,
        media_type="application/json",
    )


def record_of(data: bytes, place: str, shape: str = '{"id", "text"}') -> dict[str, Any]:
    """Return the object of one line; ``shape`` tells a user what a line is.

    Raises InputError for another encoding, half a line, or anything but an object.
    """
    try:
        record = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problem = f"not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start} of the line)"
        raise InputError(place, problem, "save it as UTF-8") from error
    except json.JSONDecodeError as error:
        problem = f"malformed JSON at column {error.colno} ({error.msg})"
        raise InputError(place, problem, "mend the line") from error
    except RecursionError as error:
        raise InputError(place, "JSON nested too deeply", "give a flat record") from error
    except ValueError as error:  # which tells how to program around it
        raise InputError(
            place, "malformed JSON (a number of thousands of digits)", "shorten it"
        ) from error
    if not isinstance(record, dict):
        problem = f"the line is {_kind(record)}, not an object"
        raise InputError(place, problem, f"give {shape} a line")
    return record


def _value(record: Mapping[str, Any], key: str) -> Any:
    """Return the value of a key, or of the only other name of it that the record has."""
    if record.get(key) is not None:
        return record[key]
    others = [name for name in ALIASES[key] if record.get(name) is not None]
    return record[others[0]] if len(others) == 1 else None


def _string(record: Mapping[str, Any], key: str) -> str | None:
    """Return the value of an optional key as words: of a list all, of an object its name."""
    value = _value(record, key)
    values = value if isinstance(value, list) else [value]
    return "; ".join(filter(None, map(_words, values[:_NAMED]))) or None


def _words(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name", value.get("$date"))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    return value.strip() if isinstance(value, str) else ""


def _identifier(record: Mapping[str, Any]) -> str | None:
    value = _value(record, "id")
    if isinstance(value, dict):
        value = value.get("$oid")
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value)
    return None


def _kind(value: object) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", dict: "an object"}
    return "null" if value is None else names.get(type(value), "a number")


def _no_articles(blob: Blob) -> Iterator[Piece]:
    """Split nothing: feeds in JSON are found among other JSON files."""
    return iter(())


register(Format("jsonl", (".jsonl", ".ndjson", ".json"), split, read, tells))
register(Format("jsonfeed", (), _no_articles, jsonfeeds.read))
