"""Text for people and programs: nothing that an article says may steer a terminal."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# Control characters of both sets, what reorders or hides text (bidirectional and zero-width
# controls), and lone surrogates, which no encoding can write.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# JSON escapes the first 32 by itself.  Line separators would break a line of JSON Lines for
# readers that split at every Unicode line end.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
BLANKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


def printable(text: str) -> str:
    """Return ``text`` in one line with every character that could steer a terminal spelt out.

    >>> printable("17\\x1b[2J killed\\n")
    '17\\\\x1b[2J killed'
    """
    return _UNSAFE.sub(_spell, BLANKS.sub(" ", text).strip())


def _spell(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def json_line(value: Mapping[str, Any]) -> bytes:
    """Return one line of JSON Lines: UTF-8, readable, without raw control characters."""
    text = json.dumps(value, ensure_ascii=False)
    safe = _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return safe.encode() + b"\n"


def interval(low: int | None, high: int | None, point: int | None = None) -> str:
    """Return an interval as people write it.

    >>> [interval(17, 17, 17), interval(101, None), interval(90, 110, 100), interval(0, 35)]
    ['17', '101 or more', '90–110', '0–35']
    """
    if low is None and high is None:
        return "not said"
    if high is None:
        return f"{low:,} or more"
    if low is None:
        return f"{high:,} or less"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def number(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun.

    >>> number(1, "claim"), number(1200, "claim")
    ('1 claim', '1,200 claims')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def typed(*words: str | Path) -> str:
    """Return a command of ours as the user can type it: with the path it was started by."""
    started = Path(sys.argv[0])
    found = shutil.which("provenance") or started.name != "provenance"
    program = "provenance" if found else str(started)
    return printable(shlex.join([program, *map(str, words)]))
