"""What the markup of a web page says of it: address, day, title, author, publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.etree import Comment
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from provenance.read.archived import Archived, archived, forget_capture
from provenance.read.pagedate import published
from provenance.read.pageld import Named, json_ld
from provenance.read.pagetitle import page_title
from provenance.read.pagewords import PageWords

_SAVED = re.compile(
    r"(?:saved from url=\(\d{1,6}\)|^\s*url:\s*)(https?://\S{1,2000})", re.IGNORECASE | re.MULTILINE
)
_COMMENTS = 20
_MOST_ITEMS = 500
"""Objects of JSON-LD that are looked at."""
_LONGEST = 500
_LATEST = "2999-12-31"


@dataclass(frozen=True, slots=True)
class PageData:
    """The fields that a page gives, and the rule that read each."""

    fields: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    """The text of the article that it holds for machines."""
    captured_at: str | None = None
    """When an archive captured it, where its address says so (UTC, ISO 8601)."""


def page_data(tree: HtmlElement, url: str | None, words: PageWords) -> PageData:
    """Read the metadata of a page; ``url`` is the address that it was fetched from."""
    fields: dict[str, str] = {}
    rules: dict[str, str] = {}

    def keep(name: str, value: str | None, rule: str) -> None:
        value = " ".join((value or "").split())
        if value and len(value) <= _LONGEST:
            fields[name], rules[name] = value, rule

    address, rule, kept = _address(tree, url)
    if kept is not None:
        forget_capture(tree, kept.stamp)
    # What follows a hash is a place in the page, not another page.
    keep("url", address.partition("#")[0] if address else None, rule)
    items = list(islice(json_ld(tree), _MOST_ITEMS))
    named = Named(items)
    # What is said of the page as such, of all that are made alike, comes last.
    articles = sorted(
        (item for item in items if _is_kind(item, words.article_types)),
        key=lambda item: _is_kind(item, words.page_types),
    )
    # The library looks for the day once more; what it would find is not asked for.
    options: dict[str, Any] = {
        "extensive_search": False,
        "original_date": True,
        "max_date": _LATEST,
    }
    known = extract_metadata(tree, address, options, extensive=False)
    said = next(filter(None, (named.first_in(item.get("publisher")) for item in articles)), None)
    hosts = (known.hostname, urlsplit(url).hostname if url else None)
    site = known.sitename
    if not site or site in hosts or site.startswith("http") or site.endswith(".archive.org"):
        site = said
    by = "page.json_ld" if site and site == said != known.sitename else "page.site_name"
    title = page_title(tree, articles, site) or known.title
    keep("title", title, "page.title")
    keep("published", *published(tree, articles, title, words, options))
    writers = (named.all_in(item.get("author")) for item in articles)
    keep("author", known.author or "; ".join(next(filter(None, writers), [])), "page.author")
    if site:
        keep("publisher", site, by)
    keep("language", (tree.get("lang") or "").split("-")[0].lower(), "page.lang")
    bodies = [body.strip() for item in articles if isinstance(body := item.get("articleBody"), str)]
    captured = kept.captured_at if kept is not None else None
    return PageData(fields, rules, max(bodies, key=len, default="") or None, captured)


def _address(tree: HtmlElement, url: str | None) -> tuple[str | None, str, Archived | None]:
    """Return the page's own address, and what an archive's address says of its capture.

    It is the one that the page declares when that is on the site that the page came from, and
    the only one: several canonical addresses say nothing, and the next declaration is taken.
    """
    came = url or _saved_from(tree)
    kept = archived(came) if came else None
    here = kept.url if kept else came
    base = tree.find(".//base[@href]")
    against = _joined(came or "", base.get("href")) if base is not None else came
    found: dict[str, list[tuple[str, Archived | None]]] = {}
    for href, rule in _declared(tree):
        address = _joined(against or "", href)
        inner = archived(address) if address else None
        address = inner.url if inner else address
        if address and _is_page(address, here):
            found.setdefault(rule, []).append((address, inner))
    for rule, declared in found.items():
        if len({address for address, _ in declared}) == 1:
            address, inner = declared[0]
            return address, rule, kept or inner
    if kept:
        return kept.url, "page.archived", kept
    return came, "page.fetched" if url else "page.saved_from", None


def _joined(base: str, href: str) -> str | None:
    """Return an address as a whole, None when it is none of the web."""
    try:
        address = urljoin(base, href.strip())
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and host else None


def _is_page(address: str, here: str | None) -> bool:
    """Say whether an address can be that of a page that came from ``here``.

    A template that names the front page for every page says nothing.
    """
    parts = urlsplit(address)
    if here is None:
        return bool(parts.path.strip("/"))
    try:
        came = urlsplit(here)
    except ValueError:
        return False
    same = _site(parts.hostname or "") == _site(came.hostname or "")
    return same and bool(parts.path.strip("/") or not came.path.strip("/"))


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
    # A path expression would sort all comments of the page, in the square of their number.
    before = tree.itersiblings(Comment, preceding=True)
    for comment in islice(chain(before, tree.iter(Comment)), _COMMENTS):
        match = _SAVED.search((comment.text or "")[:5000])
        if match:
            return str(match[1])
    return None


def _is_kind(item: Mapping[str, Any], types: frozenset[str]) -> bool:
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(str(name).lower() in types for name in names)


__all__ = ["PageData", "page_data"]
