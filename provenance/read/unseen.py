"""Characters that no reader sees, and references to characters that were escaped twice.

A soft hyphen or a zero-width space in the middle of a word or a number breaks it for every
program that reads it; controls of direction show a reader other words than are stored.  They
belong to how a page is set, not to what it says.
"""

from __future__ import annotations

import re
from html.entities import html5

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    # Joiners are letters' business in other scripts; between Latin ones they hide in words.
    "|(?<=[A-Za-z0-9])[\u200c\u200d]+(?=[A-Za-z0-9])"
)
_REFERENCE = re.compile(
    r"&(?:shy|zwj|zwnj|lrm|rlm|ZeroWidthSpace|NoBreak|#(?:173|820[3-7]|823[4-8]|829[4-7]|8288|65279)"
    r"|#x(?:ad|200[b-f]|202[a-e]|206[0-9]|feff));",
    re.IGNORECASE,
)
_TWICE = re.compile(r"&amp;(?:amp;)*(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def visible(text: str) -> str:
    """Return the text without characters that no reader sees."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def plain_markup(source: str) -> str:
    """Return HTML without such characters, and with references escaped once only."""
    if "&" in source:
        source = _REFERENCE.sub(_character, source)
        if "&amp;" in source:
            source = _TWICE.sub(_once, source)
    return visible(source)


def _character(match: re.Match[str]) -> str:
    name = match[0][1:]
    if name.startswith("#"):
        digits = name[1:-1]
        return chr(int(digits[1:], 16) if digits[0] in "xX" else int(digits))
    return html5.get(name, "")


def _once(match: re.Match[str]) -> str:
    name = match[1]
    known = name.startswith("#") or f"{name};" in html5
    return f"&{name};" if known else match[0]


__all__ = ["plain_markup", "visible"]
