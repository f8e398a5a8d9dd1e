"""JSON Lines: one article a line.

A record is ``{"id", "text", "title"?, "url"?, "publisher"?, "published"?, "author"?,
"language"?, "date"?}``; other keys are ignored, and ``date`` stands in for ``published``.
The capture of an article is the bytes of its line, its origin ``path#line``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from provenance.errors import InputError
from provenance.packs.loader import Packs
from provenance.read.decode import LARGEST, refuse_half, too_long
from provenance.read.formats import Blob, Format, Piece, register
from provenance.read.raw import Raw
from provenance.read.reading import Reading, read_text

_LONGEST_LINE = 12 * LARGEST + 65_536
"""A character is at most twelve bytes of JSON ("\\ud83d\\ude00")."""
_CHUNK = 1 << 20
_BOM = b"\xef\xbb\xbf"
_KEYS = ("title", "url", "publisher", "author", "language")


def tells(head: bytes) -> bool:
    """Say whether the first line is an object, or begins one that is longer than ``head``."""
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
        yield from split_stream(stream, blob.origin)


def split_stream(stream: IO[bytes], name: str) -> Iterator[Piece]:
    """Split JSON Lines from a stream of bytes; ``name`` stands before the line number."""
    number = articles = problems = 0
    for number, line in enumerate(_lines(stream), 1):
        place = f"{name}#{number}"
        if line is None:
            problems += 1
            yield too_long(place)
            continue
        data = line.rstrip(b"\r\n")
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
    text = record.get("text")
    if text is None:
        raise InputError(place, 'no "text" in the record', 'give {"id", "text"} a line')
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
        published=_string(record, "published") or _string(record, "date"),
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
    except ValueError as error:
        raise InputError(place, f"malformed JSON ({error})", "mend the line") from error
    if not isinstance(record, dict):
        problem = f"the line is {_kind(record)}, not an object"
        raise InputError(place, problem, f"give {shape} a line")
    return record


def _string(record: dict[str, Any], key: str) -> str | None:
    """Return the value of an optional key; anything but words counts as not given."""
    value = record.get(key)
    if isinstance(value, str) and value.strip():
        return value.strip()
    return None


def _identifier(record: dict[str, Any]) -> str | None:
    value = record.get("id")
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value)
    return None


def _kind(value: object) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", dict: "an object"}
    return "null" if value is None else names.get(type(value), "a number")


register(Format("jsonl", (".jsonl", ".ndjson"), split, read, tells))
