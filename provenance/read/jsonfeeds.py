"""JSON Feed (https://jsonfeed.org): a feed whose entries are objects.

The capture of an article is its entry in a feed of its own, as for feeds in XML.
"""

from __future__ import annotations

import json
from typing import Any

from provenance.errors import InputError
from provenance.packs.loader import Packs
from provenance.read.entries import read_entry
from provenance.read.raw import Raw
from provenance.read.reading import Reading
from provenance.read.zones import Mark

_VERSION = "jsonfeed.org/version/"


def is_feed(value: Any) -> bool:
    """Say whether an object is a JSON Feed."""
    return isinstance(value, dict) and _VERSION in str(value.get("version"))


def tells(head: bytes) -> bool:
    """Say whether the first bytes are those of a JSON Feed."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and (
        _VERSION.encode() in head.replace(b"\\/", b"/")
    )


def entries(feed: dict[str, Any], place: str) -> list[Raw]:
    """Return the entries of a feed, unread."""
    items = feed.get("items")
    given = {"feed": _line(feed.get("title"))} if _line(feed.get("title")) else {}
    found = []
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        source = json.dumps({"version": feed["version"], "items": [item]}, ensure_ascii=False)
        data = source.encode("utf-8", "backslashreplace")
        found.append(Raw(data, f"{place}#{number}", "application/feed+json", "jsonfeed", given))
    return found


def read(raw: Raw, packs: Packs) -> Reading:
    """Read an entry: its HTML, else its plain text, else its summary."""
    from provenance.read.webpage import read_fragment

    item = json.loads(raw.data)["items"][0]
    if not isinstance(item, dict):
        raise InputError(raw.origin, "an entry that is no object", "mend the feed")
    title = _line(item.get("title")) or None
    html, plain = _text(item.get("content_html")), _text(item.get("content_text"))
    marks: tuple[Mark, ...] = ()
    text, rule = "", "feed.content"
    if html:
        text, marks = read_fragment(html, title)
    elif plain or _text(item.get("summary")):
        text, rule = plain or _text(item["summary"]), rule if plain else "feed.summary"
        text = f"{title}\n\n{text}" if title and not text.startswith(title) else text
    if not text.strip():
        raise InputError(raw.origin, "no text in this entry", "fetch the page that it points at")
    url = _line(item.get("url")) or None
    authors = item.get("authors") or [item.get("author")]
    names = [_line(one.get("name")) for one in authors if isinstance(one, dict)]
    fields = {
        "title": title,
        "url": url,
        "publisher": None if url else raw.given.get("feed"),
        "author": "; ".join(filter(None, names)) or None,
        "published": _line(item.get("date_published")) or None,
    }
    external_id = _line(item.get("id")) or url
    rules = {name: f"feed.{name}" for name in fields} | {"publisher": "feed.title", "text": rule}
    return read_entry(raw, packs, text, external_id, fields, rules, marks)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _line(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return " ".join(value.split()) if isinstance(value, str) else ""


__all__ = ["entries", "is_feed", "read"]
