"""JSON that is not one article a line: a list of articles, printed over lines, under a key.

Programs export so as often as not.  A list is read in pieces, so a large one takes no more memory
than its longest article.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from provenance.errors import InputError
from provenance.read.jsonfeeds import entries, is_feed
from provenance.read.raw import Raw

_CHUNK = 1 << 20
_LONGEST = 40_000_000
"""Characters of one object."""
_NEAR = 32
"""Characters before the end of what was read in which a fault may be that it ends there."""
_BETWEEN = re.compile(r"[\s,\[\]\x1e\ufeff]*")
_BOM = b"\xef\xbb\xbf"


def is_document(head: bytes) -> bool:
    """Say whether the first bytes are those of a list, or of an object printed over lines."""
    start = head.removeprefix(_BOM).lstrip()
    line = start.partition(b"\n")[0]
    return start.startswith(b"[") or (line.strip() == b"{" and line != start)


def articles(stream: IO[bytes], place: str) -> Iterator[tuple[bytes, str] | Raw | InputError]:
    """Yield the objects of a JSON file, each as its bytes and its place, and a feed's entries.

    An object that holds nothing but one list of objects beside plain values stands for them.
    """
    number = 0
    for found in _objects(stream, place):
        if isinstance(found, InputError):
            yield found
            return
        value, source = found
        if is_feed(value):
            entries_of = entries(value, place)
            number += len(entries_of)
            yield from entries_of
            continue
        inner = _listed(value)
        for one in inner if inner is not None else [value]:
            number += 1
            if not isinstance(one, dict):
                problem = "no object where an article should be"
                yield InputError(f"{place}#{number}", problem, 'give {"id", "text"} for each')
                continue
            data = source if inner is None else json.dumps(one, ensure_ascii=False)
            yield data.encode("utf-8", "backslashreplace"), f"{place}#{number}"
    if not number:
        yield InputError(place, "no records in this file", "give articles with a text")


def _listed(value: Any) -> list[Any] | None:
    """Return the articles of an answer that holds them under a key, None for an article."""
    if not isinstance(value, dict) or isinstance(value.get("text"), str):
        return None
    lists = [one for one in value.values() if isinstance(one, list) and one]
    lists = [one for one in lists if all(isinstance(item, dict) for item in one)]
    return lists[0] if len(lists) == 1 else None


def _objects(stream: IO[bytes], place: str) -> Iterator[tuple[Any, str] | InputError]:
    """Yield the values of a file and their source; the brackets of lists are passed over."""
    text = codecs.getincrementaldecoder("utf-8")()
    decoder = json.JSONDecoder()
    buffer, at, ends, want = "", 0, False, _CHUNK
    number = 0
    while True:
        while not ends and len(buffer) - at < want:
            chunk = stream.read(want)
            try:
                buffer, at = buffer[at:] + text.decode(chunk, final=not chunk), 0
            except UnicodeDecodeError as error:
                yield InputError(place, f"not UTF-8 ({error.reason})", "save it as UTF-8")
                return
            ends = not chunk
        between = _BETWEEN.match(buffer, at)
        at = between.end() if between else at
        if at == len(buffer):
            if ends:
                return
            continue
        try:
            value, end = decoder.raw_decode(buffer, at)
        except RecursionError:
            yield InputError(f"{place}#{number + 1}", "JSON nested too deeply", "give flat records")
            return
        except ValueError as error:
            want *= 2
            place_of = getattr(error, "pos", len(buffer))
            cut = place_of + _NEAR >= len(buffer) or "Unterminated" in str(error)
            if cut and not ends and want <= 2 * _LONGEST:
                continue
            # Without a message of its own it is about a number that is too long to be read.
            said = getattr(error, "msg", "a number of thousands of digits")
            problem = f"malformed JSON ({said})"
            if cut and not ends:
                problem = f"an article of more than {_LONGEST:,} characters"
            yield InputError(f"{place}#{number + 1}", problem, "mend the file")
            return
        number += 1
        yield value, buffer[at:end]
        at, want = end, _CHUNK


__all__ = ["articles", "is_document"]
