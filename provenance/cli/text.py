"""Text for people and programs: nothing that an article says may steer a terminal."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

from provenance.export.text import json_line

UNBORNE = "no independent origin bears it out here"
"""Why a claim without any flag is unverified."""

# Control characters of both sets, what reorders or hides text (bidirectional and zero-width
# controls), and lone surrogates, which no encoding can write.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
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


def interval(low: int | None, high: int | None) -> str:
    """Return an interval as people write it.

    >>> [interval(17, 17), interval(101, None), interval(90, 110), interval(0, 35)]
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


def duration(seconds: float) -> str:
    """Return a time as people say it.

    >>> duration(4.2), duration(130), duration(7300), duration(200000)
    ('4 s', '2 min 10 s', '2 h 2 min', '2 d 8 h')
    """
    left = round(seconds)
    parts: list[str] = []
    for unit, size in (("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)):
        count, left = divmod(left, size)
        if count or parts:
            parts.append(f"{count} {unit}")
    return " ".join(part for part in parts[:2] if not part.startswith("0 ")) or "0 s"


def typed(*words: str | Path) -> str:
    """Return a command of ours as the user can type it: with the path it was started by."""
    started = Path(sys.argv[0])
    found = shutil.which("provenance") or started.name != "provenance"
    program = "provenance" if found else str(started)
    return printable(shlex.join([program, *map(str, words)]))


__all__ = ["BLANKS", "duration", "interval", "json_line", "number", "printable", "typed"]
