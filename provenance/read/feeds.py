"""Feeds: RSS and Atom, one article an entry.

The capture of an article is its entry in the root element of its feed, without the feed's
own header, which changes with every fetch: an entry that comes again is the same article.
Many feeds hand on others' articles; the real publisher then stands in ``<source>``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from provenance.errors import InputError
from provenance.packs.loader import Packs
from provenance.read.charset import decode_page
from provenance.read.entries import read_entry
from provenance.read.formats import Blob, Format, Piece, register
from provenance.read.html import split as split_page
from provenance.read.html import tells as is_page
from provenance.read.packed import unzipped
from provenance.read.raw import Raw
from provenance.read.reading import Reading

LARGEST_FEED = 50_000_000
_ROOT = re.compile(r"<(?P<name>(?:\w+:)?(?:rss|feed|RDF))\b[^>]{0,5000}>")
_TOKEN = re.compile(r"<!\[CDATA\[|<!--|<(?P<close>/?)(?P<name>(?:\w+:)?(?:item|entry))(?![\w:.-])")
_FEED_TITLE = re.compile(
    r"<title[^>]{0,200}>\s*(?:<!\[CDATA\[)?([^<\]]{1,300})(?:\]\]>)?\s*</title", re.IGNORECASE
)
_FEED_LINK = re.compile(
    r"<link>\s*(https?://[^<\s]{1,500})\s*</link|<link\b(?![^>]{0,500}\brel=[\"']self)[^>]{0,500}"
    r"\bhref=[\"'](https?://[^\"'\s]{1,500})",
    re.IGNORECASE,
)
_BASE = re.compile(r"\bxml:base=[\"'](https?://[^\"'\s]{1,500})[\"']")
_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml.{0,300}?\?>\s*)?(?:<\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*)*"
    rb"<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL,
)
_CHANNELS = {"rss": ("<channel>", "</channel>")}


def tells(head: bytes) -> bool:
    """Say whether the first bytes are those of a feed."""
    return _START.match(head) is not None


def split(blob: Blob) -> Iterator[Piece]:
    """Yield the entries of a feed, also of one that is cut off or malformed elsewhere."""
    with blob.open() as stream:
        data = unzipped(stream.read(LARGEST_FEED + 1), LARGEST_FEED, blob.origin)
    if len(data) > LARGEST_FEED:
        problem = f"a feed of more than {LARGEST_FEED:,} bytes"
        raise InputError(blob.origin, problem, "split it, or give its articles as JSON Lines")
    if not data:
        raise InputError(blob.origin, "the file is empty", "fetch the feed again")
    text = decode_page(data, blob.origin)
    root = _ROOT.search(text, 0, 100_000)
    if root is None and is_page(data[:4096]):
        yield from split_page(replace(blob, open=lambda: io.BytesIO(data)))
        return
    if root is None:
        raise InputError(blob.origin, "XML, but no RSS or Atom feed", "give a feed, or the pages")
    name = root["name"]
    opened, closed = _CHANNELS.get(name, ("", ""))
    given = _of_feed(text, root.end())
    number = 0
    for number, entry in enumerate(_entries(text, root.end()), 1):
        place = f"{blob.origin}#{number}"
        if entry is None:
            yield InputError(place, "the feed is cut off in this entry", "fetch it again")
            return
        capture = f"{root[0]}{opened}{entry}{closed}</{name}>"
        yield Raw(capture.encode("utf-8", "replace"), place, _media_type(name), "feed", given)
    if not number:
        yield InputError(blob.origin, "no entries in this feed", "fetch it again later")


def _entries(text: str, position: int) -> Iterator[str | None]:
    """Yield the entries as they stand in the feed; None for one that has no end."""
    start: int | None = None
    while token := _TOKEN.search(text, position):
        position = token.end()
        if token["name"] is None:
            end = "]]>" if token[0] == "<![CDATA[" else "-->"
            found = text.find(end, position)
            if found < 0:
                break
            position = found + len(end)
        elif token["close"]:
            end_of_tag = text.find(">", position)
            if start is not None and end_of_tag >= 0:
                yield text[start : end_of_tag + 1]
                start = None
        elif start is None:
            start = token.start()
    if start is not None:
        yield None


def _of_feed(text: str, position: int) -> dict[str, str]:
    """Return what the feed says of itself before its first entry."""
    first = _TOKEN.search(text, position)
    while first is not None and first["name"] is None:
        first = _TOKEN.search(text, first.end())
    head = text[position : first.start() if first else position + 10_000]
    title, link = _FEED_TITLE.search(head), _FEED_LINK.search(head)
    base = _BASE.search(text[:position])
    given = {"feed": " ".join(title[1].split())} if title else {}
    if base or link:
        given["base"] = base[1] if base else (link[1] or link[2] if link else "")
    return given


def _media_type(root: str) -> str:
    return "application/atom+xml" if root.endswith("feed") else "application/rss+xml"


def read(raw: Raw, packs: Packs) -> Reading:
    """Read an entry: its whole content where the feed has it, else its summary."""
    # Their import takes time that other formats should not wait for.
    import feedparser

    from provenance.read.webpage import read_fragment

    parsed = feedparser.parse(io.BytesIO(raw.data))
    if not parsed.entries:
        raise InputError(raw.origin, "an entry that is no XML", "mend the feed, or leave it out")
    entry = parsed.entries[0]
    source = entry.get("source") or {}
    outlet = _words(source.get("title"))
    title = _title(_words(entry.get("title")), outlet)
    content, rule = _content(entry)
    text, marks = read_fragment(content, title)
    if not text:
        raise InputError(raw.origin, "no text in this entry", "fetch the page that it points at")
    url = _address(_words(entry.get("link")), raw.given.get("base"))
    fields = {
        "title": title,
        "url": url,
        "publisher": outlet or (None if url else raw.given.get("feed")),
        "author": _words(entry.get("author")) or None,
        "published": _words(entry.get("published") or entry.get("updated")) or None,
    }
    rules = {name: f"feed.{name}" for name in fields} | {"text": rule}
    rules["publisher"] = "feed.source" if outlet else "feed.title"
    if not entry.get("published"):
        rules["published"] = "feed.updated"
    external_id = _words(entry.get("id")) or url
    return read_entry(raw, packs, text, external_id, fields, rules, marks)


def _address(link: str, base: str | None) -> str | None:
    """Return the address of an entry as a whole; one that cannot be made whole is none."""
    try:
        address = urljoin(base or "", link) if link else ""
        return address if urlsplit(address).hostname else None
    except ValueError:
        return None


def _content(entry: Any) -> tuple[str, str]:
    """Return the longest content of an entry as HTML, and the rule that chose it."""
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    whole = max(contents, key=len, default="")
    summary = entry.get("summary") or ""
    if len(whole) >= len(summary) and whole:
        return whole, "feed.content"
    return summary, "feed.summary"


def _title(title: str, outlet: str) -> str | None:
    """Return the headline without the outlet that collections of feeds add to it."""
    for mark in (" - ", " | ", " – "):
        if outlet and title.endswith(f"{mark}{outlet}"):
            title = title[: -len(mark) - len(outlet)].strip()
    return title or None


def _words(value: Any) -> str:
    """Return a field as one line of text without markup."""
    if not isinstance(value, str):
        return ""
    if "<" in value or "&" in value:
        from provenance.read.webpage import read_fragment

        value = read_fragment(value)[0]
    return " ".join(value.split())


register(Format("feed", (".rss", ".atom", ".xml", ".rdf"), split, read, tells))
