"""Text that leaves: what the formats cannot hold, and what must not act where it is opened."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# JSON escapes the first 32 by itself.  Line separators would break a line of JSON Lines for
# readers that split at every Unicode line end.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# What would end or begin markup where JSON-LD stands in a page.
_UNSAFE_IN_MARKUP = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_FORMULA = re.compile(
    r"[\s\x00-\x1f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠|%]"
)
# Control characters of both sets but tabulator and line ends: readers of tables stop at
# them, and a table is looked at in a terminal.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
REPLACED = "\ufffd"
# What no IRI may hold (RFC 3987), blanks and controls of every kind included.
_NOT_IRI = re.compile(r"[\s\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff\ufff0-\uffff]")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


def json_line(value: Mapping[str, Any]) -> bytes:
    """Return one line of JSON Lines: UTF-8, readable, without raw control characters."""
    return _UNSAFE_IN_JSON.sub(_escape, json.dumps(value, ensure_ascii=False)).encode() + b"\n"


def script_line(value: Mapping[str, Any]) -> bytes:
    """Return one line of JSON that can stand between the script tags of a page.

    >>> script_line({"a": "</script>"})
    b'{"a": "\\\\u003c/script\\\\u003e"}\\n'
    """
    return _UNSAFE_IN_MARKUP.sub(_escape, json.dumps(value, ensure_ascii=False)).encode() + b"\n"


def cell(value: object) -> object:
    """Return a value as a cell of a table: no formula, no control character.

    >>> cell("=1+1"), cell("17\\x1b[2J"), cell(17)
    ("'=1+1", '17\ufffd[2J', 17)
    """
    return harmless(_CONTROL.sub(REPLACED, value)) if isinstance(value, str) else value


def harmless(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula.

    Text that begins like one gets an apostrophe before it; numbers stay numbers.

    >>> [harmless(value) for value in ("=1+1", " @x", "12", -3, None, "at least 5")]
    ["'=1+1", "' @x", '12', -3, None, 'at least 5']
    """
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value


def web_address(url: str | None) -> str | None:
    """Return an address that programs may follow, as an IRI; None for any other.

    >>> web_address("https://example.org/a b"), web_address("javascript:alert(1)")
    ('https://example.org/a%20b', None)
    """
    given = (url or "").strip()
    return _NOT_IRI.sub(_percent, given) if _WEB.match(given) else None


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def _percent(match: re.Match[str]) -> str:
    data = match.group().encode("utf-8", "replace")
    return "".join(f"%{byte:02X}" for byte in data)


__all__ = ["cell", "harmless", "json_line", "script_line", "web_address"]
