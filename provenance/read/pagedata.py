"""What the markup of a web page says of it: address, day, title, author, publisher."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from provenance.read.pagedate import published
from provenance.read.pagetitle import page_title
from provenance.read.pagewords import PageWords

_SAVED = re.compile(
    r"(?:saved from url=\(\d{1,6}\)|^\s*url:\s*)(https?://\S{1,2000})", re.IGNORECASE | re.MULTILINE
)
_COMMENTS = 20
_LONGEST_JSON = 2_000_000
_LONGEST = 500
_LATEST = "2999-12-31"


@dataclass(frozen=True, slots=True)
class PageData:
    """The fields that a page gives, and the rule that read each."""

    fields: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    """The text of the article that it holds for machines."""


def page_data(tree: HtmlElement, url: str | None, words: PageWords) -> PageData:
    """Read the metadata of a page; ``url`` is the address that it was fetched from."""
    fields: dict[str, str] = {}
    rules: dict[str, str] = {}

    def keep(name: str, value: str | None, rule: str) -> None:
        value = " ".join((value or "").split())
        if value and len(value) <= _LONGEST:
            fields[name], rules[name] = value, rule

    address, rule = _address(tree, url)
    # What follows a hash is a place in the page, not another page.
    keep("url", address.partition("#")[0] if address else None, rule)
    articles = [item for item in json_ld(tree) if _is_article(item, words)]
    # The library looks for the day once more; what it would find is not asked for.
    options: dict[str, Any] = {
        "extensive_search": False,
        "original_date": True,
        "max_date": _LATEST,
    }
    known = extract_metadata(tree, address, options, extensive=False)
    site = known.sitename
    title = page_title(tree, articles, site) or known.title
    keep("title", title, "page.title")
    keep("published", *published(tree, articles, title, words, options))
    keep("author", known.author, "page.author")
    if site and site != known.hostname and not site.startswith("http"):
        keep("publisher", site, "page.site_name")
    keep("language", (tree.get("lang") or "").split("-")[0].lower(), "page.lang")
    bodies = [str(article.get("articleBody") or "").strip() for article in articles]
    return PageData(fields, rules, max(bodies, key=len, default="") or None)


def _address(tree: HtmlElement, url: str | None) -> tuple[str | None, str]:
    """Return the page's own address when it is on the site that the page came from."""
    base = url or _saved_from(tree)
    for found, rule in _declared(tree):
        try:
            address = urljoin(base or "", found.strip())
            parts = urlsplit(address)
            here = urlsplit(base) if base else None
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or not parts.hostname:
            continue
        if here is None:
            if parts.path.strip("/"):
                return address, rule
            continue
        same = _site(parts.hostname) == _site(here.hostname or "")
        # A template that names the front page for every page says nothing.
        if same and (parts.path.strip("/") or not here.path.strip("/")):
            return address, rule
    return base, "page.fetched" if url else "page.saved_from"


def _declared(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield link.get("href"), "page.canonical"
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() == "og:url":
            yield meta.get("content") or "", "page.og_url"


def _site(host: str) -> str:
    """Return the host without what marks its mobile or plain twin."""
    return re.sub(r"^(?:(?:www\d?|m|mobile|amp|edition|en)\.)+(?=[^.]+\.)", "", host.lower())


def _saved_from(tree: HtmlElement) -> str | None:
    """Return the address in the comment that a browser writes when it saves a page."""
    for number, comment in enumerate(tree.getroottree().xpath("//comment()")):
        if number == _COMMENTS:
            break
        match = _SAVED.search((comment.text or "")[:5000])
        if match:
            return str(match[1])
    return None


def _is_article(item: Mapping[str, Any], words: PageWords) -> bool:
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(str(name).lower() in words.article_types for name in names)


def json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, those of its graphs too."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().strip() != "application/ld+json":
            continue
        source = script.text or ""
        if len(source) > _LONGEST_JSON:
            continue
        try:
            found = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [found]
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting.extend(value[:50])
            elif isinstance(value, dict):
                yield value
                waiting.extend(value[key] for key in ("@graph", "mainEntity") if key in value)


__all__ = ["PageData", "json_ld", "page_data"]
