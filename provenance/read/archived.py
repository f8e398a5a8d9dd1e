"""Pages of web archives: whose address they are, and when they were captured.

The Wayback Machine and archive.today show a page under an address of their own, in which its
own address and the time of the capture stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml.html import HtmlElement

_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|ph|is|md|li|vn|fo))/"
    r"(?P<stamp>\d{4,14})(?:[a-z]{2}_)?/(?P<url>https?:/{1,2}[^\s]{1,2000})",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(https?):/{1,2}", re.IGNORECASE)
_DIGITS = re.compile(r"\D+")
_SECONDS = 14


@dataclass(frozen=True, slots=True)
class Archived:
    """The address of a page itself, and the digits of the time when it was captured."""

    url: str
    stamp: str

    @property
    def captured_at(self) -> str | None:
        """The time of the capture (UTC, ISO 8601), where it is given to the second."""
        if len(self.stamp) < _SECONDS:
            return None
        try:
            at = datetime.strptime(self.stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return None
        return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def archived(url: str) -> Archived | None:
    """Return whose page an address of a web archive shows; None for any other address."""
    match = _ARCHIVED.fullmatch(url.strip())
    if match is None:
        return None
    return Archived(_SCHEME.sub(r"\1://", match["url"], count=1), match["stamp"])


def forget_capture(tree: HtmlElement, stamp: str) -> None:
    """Take out the time of the capture, which the archive prints on the page: no day of it."""
    for element in list(tree.iter("time")):
        digits = _DIGITS.sub("", element.get("datetime") or "")
        if len(stamp) == _SECONDS and digits[:_SECONDS] == stamp:
            element.drop_tree()


__all__ = ["Archived", "archived", "forget_capture"]
