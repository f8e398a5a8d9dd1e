"""The day of a web page: when the page says that it was first published.

What is declared for machines comes first (JSON-LD of an article, ``meta``), then the times in
the page itself: not those of comments, of embedded posts and of links to other articles, and
of several the one next to the headline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from htmldate import find_date
from lxml.html import HtmlElement

from provenance.naming import normalise
from provenance.read.pageld import Named
from provenance.read.pagewords import PageWords

_TIMES = ("time", "span", "abbr", "div", "p", "meta")
_BESIDE = frozenset({"nav", "aside", "footer", "blockquote", "figure"})
_CHANGED = re.compile(r"modif|updat|revis|expire|last|crawl", re.IGNORECASE)
_CHANGED_LINE = re.compile(r"\b(?:updated?|modified|changed|revised)\b", re.IGNORECASE)
_TAIL = " tail"
"""Stands for the text behind an element where others are the names of its attributes."""
_PLACEHOLDER = re.compile(r"\s*(?:0000|0001|1970-01-01|9999)")
"""What systems write for a day that they do not have."""
_DAY = re.compile(r"\s*\d{4}-\d\d")
_LONGEST = 100
_PART = 15
"""Letters of a heading that is a part of the title."""
_DEPTH = 40
_NEAR = 200
"""Elements between the headline and the time that belongs to it."""


def published(
    tree: HtmlElement,
    articles: Sequence[Mapping[str, Any]],
    title: str | None,
    words: PageWords,
    options: Mapping[str, Any],
) -> tuple[str | None, str]:
    """Return the day as the page gives it, and the rule that found it.

    ``articles`` are the objects of its JSON-LD that are articles; ``options`` are those of
    htmldate, which looks for a likely day where none is declared.
    """
    for item in articles:
        said = Named(()).first_in(item.get("datePublished"))
        if said and not _PLACEHOLDER.match(said):
            return said, "page.json_ld"
    beside = _Beside(words)
    value = _in_meta(tree, words, beside)
    if value:
        return value, "page.meta"
    value = _in_page(tree, title, beside)
    if value:
        return value, "page.time"
    return _likely(tree, options), "page.date_found"


class _Beside:
    """Says whether an element is part of what stands beside the article or under it.

    What the names of a box say is remembered: thousands of times may stand in one box.
    """

    def __init__(self, words: PageWords) -> None:
        self.words = words
        self._known: dict[HtmlElement, bool] = {}

    def holds(self, element: HtmlElement) -> bool:
        """Say so of one element."""
        for place in islice(element.iterancestors(), _DEPTH):
            found = self._known.get(place)
            if found is None:
                found = self._known[place] = self._is_beside(place)
            if found:
                return True
        return False

    def _is_beside(self, place: HtmlElement) -> bool:
        if place.tag in _BESIDE:
            return True
        if place.tag in ("body", "html", "main", "article"):
            return False
        names = _names(place)
        words = self.words
        return names != " " and bool(words.comment.search(names) or words.beside.search(names))


def _in_meta(tree: HtmlElement, words: PageWords, beside: _Beside) -> str | None:
    declared: dict[str, str] = {}
    for meta in tree.iter("meta"):
        value = meta.get("content")
        for key in ("property", "name", "itemprop"):
            name = (meta.get(key) or "").lower().strip()
            if name and value and value.strip() and not beside.holds(meta):
                declared.setdefault(name, value)
    for key in words.published:
        value = declared.get(key, "")
        if re.search(r"[0-9]{4}", value) and not _PLACEHOLDER.match(value):
            return value
    return None


def _in_page(tree: HtmlElement, title: str | None, beside: _Beside) -> str | None:
    """Return the time that is marked as the day of publication, else the headline's."""
    wanted = normalise(title) if title else ""
    heading: int | None = None
    marked: list[tuple[int, str]] = []
    times: list[tuple[int, str, bool]] = []
    for place, element in enumerate(tree.iter(*_TIMES, "h1", "h2", "h3", "li")):
        if element.tag in ("h1", "h2", "h3"):
            if heading is None and _heads(element, wanted):
                heading = place
            continue
        named = (element.get("itemprop") or "").lower() == "datepublished"
        if not named and element.get("pubdate") is None and element.tag != "time":
            continue
        value = element.get("datetime") or element.get("content")
        if beside.holds(element):
            continue
        if named or element.get("pubdate") is not None:
            value = value or element.text_content()
            if value.strip():
                marked.append((place, value[:_LONGEST]))
        elif value and _is_day(value) and not _CHANGED.search(_names(element)):
            listed = next(element.iterancestors("li"), None) is not None
            times.append((place, value, listed))
    if marked and (heading is None or not times or _one_day(marked)):
        return _nearest(marked, heading)
    times += [(place, value, False) for place, value in marked]
    for inside in (False, True):
        found = [(place, value) for place, value, listed in times if listed == inside]
        if found and (_one_day(found) or (not inside and _is_near(found, heading))):
            return _nearest(found, heading)
    return None


def _is_day(value: str) -> bool:
    return _DAY.match(value) is not None and not _PLACEHOLDER.match(value)


def _heads(element: HtmlElement, title: str) -> bool:
    """Say whether a heading is the title, or says a part of it that is long enough."""
    words = normalise(element.text_content()) if title else ""
    return bool(words) and (words == title or (len(words) >= _PART and words in title))


def _one_day(found: Sequence[tuple[int, str]]) -> bool:
    return len({value[:10] for _, value in found}) == 1


def _nearest(found: Sequence[tuple[int, str]], heading: int | None) -> str:
    if heading is None:
        return found[0][1]
    return min(found, key=lambda pair: abs(pair[0] - heading))[1]


def _is_near(found: Sequence[tuple[int, str]], heading: int | None) -> bool:
    return heading is None or any(abs(place - heading) <= _NEAR for place, _ in found)


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _likely(tree: HtmlElement, options: Mapping[str, Any]) -> str | None:
    """Return what looks like the day of publication outside of what declares other days."""
    hidden: list[tuple[HtmlElement, str]] = []
    for meta in tree.iter("meta"):
        name = " ".join(
            meta.get(key) or "" for key in ("property", "name", "itemprop", "http-equiv")
        )
        if _CHANGED.search(name):
            hidden.append((meta, "content"))
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            hidden.append((script, ""))
    hidden += _said_changed(tree)
    kept = [_value(element, key) for element, key in hidden]
    for element, key in hidden:
        _set(element, key, "")
    try:
        found: str | None = find_date(tree, **options)
        return found
    finally:
        for (element, key), value in zip(hidden, kept, strict=True):
            _set(element, key, value)


def _said_changed(tree: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """Return the places of lines that say when the page was changed: text and tails."""
    found = []
    for element in tree.iter():
        for key, words in (("", element.text), (_TAIL, element.tail)):
            if words and len(words) <= _LONGEST and _CHANGED_LINE.search(words):
                found.append((element, key))
    return found


def _value(element: HtmlElement, key: str) -> str | None:
    value: str | None = element.text
    if key:
        value = element.tail if key == _TAIL else element.get(key)
    return value


def _set(element: HtmlElement, key: str, value: str | None) -> None:
    if key == _TAIL:
        element.tail = value
    elif key:
        element.set(key, value or "")
    else:
        element.text = value


__all__ = ["published"]
