"""The headline of a web page: what stands above the article, told by what the page declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from provenance.naming import normalise
from provenance.read.pageld import Named

_SEPARATORS = (" | ", " - ", " – ", " — ", " » ", " « ", " · ", " :: ")
_DECLARED = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_MOST = 60
"""Declarations, headings and paragraphs that are looked at."""
_LONGEST = 400
_SHORTEST = 10
_PART = 0.4
"""Share of a declared title that a heading makes up at least; a shorter one is a section's."""
_LEAST = 4
"""Letters of a word that tells something."""


def page_title(
    tree: HtmlElement, articles: Sequence[Mapping[str, Any]], site: str | None
) -> str | None:
    """Return the headline of the page, None when it has none.

    ``articles`` are the objects of its JSON-LD that are articles, ``site`` is the site's name.
    A heading in the page that says what the page declares as its title, or a part of it, is
    the headline as readers see it; else the first declaration is, without the site's name.
    """
    declared = [_bare(title, site) for title in islice(_declarations(tree, articles), _MOST)]
    window = _bare(_line(tree.findtext(".//title")), site)
    for tags in (("h1",), ("h2", "h3")):
        headings = [(heading, normalise(heading)) for heading in _headings(tree, tags)]
        for title in filter(None, [*declared, window]):
            found = [pair for pair in headings if _is_part(pair[1], normalise(title), site)]
            if found:
                return max(found, key=lambda pair: len(pair[1]))[0]
    if declared:
        return declared[0]
    first = next(_headings(tree, ("h1",)), "")
    if not first or not window:
        return window or first or None
    said = _said(tree)
    return max((first, window), key=lambda title: _told(title, said))


def _is_part(heading: str, title: str, site: str | None) -> bool:
    """Say whether a heading is a title that was declared, or the main part of it."""
    if len(heading) < max(_SHORTEST, _PART * len(title)) or heading == normalise(site or ""):
        return False
    return f" {heading} " in f" {title} "


def _declarations(tree: HtmlElement, articles: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the titles that are meant for machines, the surest first."""
    for article in articles:
        headline = Named(()).first_in(article.get("headline"))
        if headline and (line := _line(headline)):
            yield line
    declared: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in _DECLARED and (line := _line(meta.get("content"))):
            declared.setdefault(name, line)
    for name in _DECLARED:
        if name in declared:
            yield declared[name]


def _headings(tree: HtmlElement, tags: Sequence[str]) -> Iterator[str]:
    for heading in islice(tree.iter(*tags), _MOST):
        line = _line(heading.text_content())
        if line:
            yield line


def _line(text: str | None) -> str:
    """Return a title as one line; blank for what is too long to be one."""
    line = " ".join((text or "").split())
    return line if len(line) <= _LONGEST else ""


def _bare(title: str, site: str | None) -> str:
    """Return a title without the name of its site before or after it."""
    name = normalise(site or "")
    for mark in _SEPARATORS:
        head, _, tail = title.rpartition(mark)
        if head and name and normalise(tail) == name:
            return head.strip()
        head, _, tail = title.partition(mark)
        if tail and name and normalise(head) == name:
            return tail.strip()
    return title


def _said(tree: HtmlElement) -> set[str]:
    """Return the words of the page's first paragraphs."""
    words: set[str] = set()
    for paragraph in islice(tree.iter("p"), _MOST):
        words.update(normalise(paragraph.text_content()[:2000]).split())
    return words


def _told(title: str, said: set[str]) -> float:
    """Return which share of the words of a title the page speaks of."""
    words = [word for word in normalise(title).split() if len(word) >= _LEAST]
    return sum(word in said for word in words) / len(words) if words else 0.0


__all__ = ["page_title"]
