"""Names of outlets as pages print them after or before a cue."""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.records import Span

_LINK = re.compile(r"\[([^\]\n]{1,100})\]\([^)\s]{0,500}\)")
_HOST = re.compile(
    r"(?:https?://)?(?:[\w-]{1,60}\.){1,4}[a-z]{2,12}(?:/[^\s,;)\]]{0,200})?", re.IGNORECASE
)
_WORD = r"[^\W\d_a-z][\w&'’/-]{0,30}"
_NAME = re.compile(
    rf"(?:[Tt]he )?{_WORD}(?:\.(?=[A-Z]\.))?"
    r"(?:(?: (?:of|the|for|and|on|in|de|al))?"
    rf" (?:(?!(?:On|In|At|By|And|The)\b){_WORD}|24\b)){{0,6}}"
)
_SKIP = re.compile(r"[\s:“\"'‘*–—|-]{0,6}(?:by |at |on |in |the )?[“\"'‘]?")


@dataclass(frozen=True, slots=True)
class Named:
    """A printed name and where it stands."""

    name: str
    span: Span


def name_after(text: str, position: int, end: int) -> Named | None:
    """Read the name of an outlet, a linked name or a domain that starts at ``position``."""
    skip = _SKIP.match(text, position, end)
    start = skip.end() if skip else position
    link = _LINK.match(text, start, end)
    if link:
        return Named(link[1].strip(), (link.start(1), link.end(1)))
    host = _HOST.match(text, start, end)
    if host and "." in host[0].rstrip("."):
        return Named(host[0], host.span())
    name = _NAME.match(text, start, end)
    if name is None:
        return None
    return Named(name[0], name.span())


def name_before(text: str, start: int, position: int) -> Named | None:
    """Read the name or domain that begins at ``start`` and ends before ``position``."""
    found = name_after(text, start, position)
    if found is None or text[found.span[1] : position].strip(" ]()#*"):
        return None
    return found
