"""Bytes to text: UTF-8 only, with the place of the first byte that is none.

A byte order mark at the start is taken off by the decoder ("utf-8-sig"): it is no character
of the text, and offsets count from the character after it.  Nothing else is altered.
"""

from __future__ import annotations

import codecs
import re

from provenance.errors import InputError

LARGEST = 10_000_000
"""The longest text that is read, in characters."""
LARGEST_BYTES = 4 * LARGEST + 1024
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TEXT_FRACTION = 50
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, place: str) -> str:
    """Return the text of ``data``; raises InputError when it is no text in UTF-8."""
    if not data:
        raise InputError(place, "the file is empty", "give a file with an article in it")
    if data.startswith(_UTF16):
        raise InputError(place, "the text is in UTF-16", "save it as UTF-8")
    if b"\0" in data:
        offset = data.index(0)
        raise InputError(place, f"binary file (NUL at byte {offset})", "give a text file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        problem = f"not UTF-8 (byte 0x{byte:02x} at offset {error.start})"
        raise InputError(place, problem, "save it as UTF-8") from error
    return text


def check(text: str, place: str) -> None:
    """Refuse a text that is blank, too long, or full of control characters."""
    if len(text) > LARGEST:
        raise too_long(place)
    if not text or text.isspace():
        raise InputError(place, "the text is blank", "give a text with words in it")
    refuse_half(text, place)
    controls = sum(1 for _ in _CONTROL.finditer(text))
    if "\0" in text or controls * _TEXT_FRACTION > len(text):
        raise InputError(place, "binary data (control characters)", "give a text")


def refuse_half(text: str, place: str, key: str = "text") -> None:
    """Refuse a text with half a surrogate pair, which no file can hold."""
    half = _SURROGATE.search(text)
    if half is not None:
        problem = f"half a surrogate pair (U+{ord(half[0]):04X}) at character {half.start()}"
        problem += "" if key == "text" else f" of its {key}"
        raise InputError(place, problem, "mend the text where it was cut or converted")


def too_long(place: str) -> InputError:
    """Return the error for a text over the limit."""
    return InputError(place, f"longer than {LARGEST:,} characters", "split it into its articles")
