"""Boxes that only their headings name: readers' comments, and what leads to other articles.

Where no class says what a part of a page is, its heading does: "4 comments", "Related stories".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from provenance.read.pagewords import PageWords

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_LINES = (*_LEVELS, "p", "div", "span", "strong", "b", "dt", "summary")
_LONGEST, _LONGEST_COUNTED = 40, 200
_COUNT = re.compile(r"\(?(?:\d{1,6}|no|one|two|three)\)?\s+|\s*[(\[:]?\s*\d{1,6}\s*[)\]]?$")
_FIRST_WORDS = re.compile(r"[\w'’ -]{1,40}?(?= (?:on|to|from|about)\b)")
_MOST_INNER, _MOST_HEADINGS = 6, 200
_LEAST_LINKED = 0.25
_MOST_OF_PAGE = 0.7
_LISTS = ("ul", "ol", "dl", "table")


def name_comments(tree: HtmlElement, words: PageWords) -> None:
    """Put what stands under a heading of comments into a box that says so."""
    done: set[HtmlElement] = set()
    found = _headings(tree, lambda line: _heads_comments(line, words))
    for heading in islice(found, _MOST_HEADINGS):
        place = _outermost(heading)
        if place.getparent() in done:
            continue  # "Leave a reply" under comments
        boxed = list(_under(heading, place))
        if boxed:
            box = place.makeelement("div", {"itemprop": "comment"})
            boxed[0].addprevious(box)
            box.extend(boxed)
            done.add(box)
            heading.drop_tree()


def drop_titled(tree: HtmlElement, words: PageWords) -> None:
    """Take out lists of other articles under a heading that names them as such."""
    whole = 0
    headings = _headings(tree, lambda line: _heads_others(line, words))
    for heading in islice(headings, _MOST_HEADINGS):
        whole = whole or len(tree.text_content()) or 1
        place = _outermost(heading)
        found = []
        for element in _under(heading, place):
            if not _leads_away(element, whole):
                break
            found.append(element)
        for element in found:
            element.drop_tree()
        if found:
            heading.drop_tree()


def _headings(tree: HtmlElement, names: Callable[[str], bool]) -> Iterator[HtmlElement]:
    """Yield the elements of a short line that has such a name, each once."""
    for element in list(tree.iter(*_LINES)):
        if element.getparent() is None or _holds_many(element):
            continue
        line = " ".join(element.text_content().split())
        # A line with a full stop is a sentence: "No reply."
        if 0 < len(line) <= _LONGEST_COUNTED and names(line.lower().strip(" :!…»›>-–—")):
            yield element


def _heads_comments(line: str, words: PageWords) -> bool:
    bare = _COUNT.sub("", line)
    if len(bare) <= _LONGEST and bare in words.comment_titles:
        return True
    counted = bare != line
    first = _FIRST_WORDS.match(bare)
    return counted and (
        bare in words.comment_counts or bool(first and first[0] in words.comment_counts)
    )


def _heads_others(line: str, words: PageWords) -> bool:
    if len(line) > _LONGEST:
        return False
    return line in words.beside_titles or any(
        line.startswith(f"{start} ") for start in words.beside_starts
    )


def _holds_many(element: HtmlElement) -> bool:
    """Say whether an element holds more than a line would."""
    return sum(1 for _ in islice(element.iter(), _MOST_INNER + 1)) > _MOST_INNER


def _outermost(heading: HtmlElement) -> HtmlElement:
    """Return the box around a heading that holds nothing else."""
    place, said = heading, heading.text_content().strip()
    while True:
        parent = place.getparent()
        if parent is None or parent.tag in ("body", "html", "main", "article"):
            return place
        if _holds_many(parent) or parent.text_content().strip() != said:
            return place
        place = parent


def _under(heading: HtmlElement, place: HtmlElement) -> Iterator[HtmlElement]:
    """Yield what follows a heading up to the next one that is as large."""
    level = _LEVELS.get(str(heading.tag), 6)
    for element in place.itersiblings():
        if not isinstance(element.tag, str):
            continue
        if _LEVELS.get(element.tag, 7) <= level or element.tag in ("footer", "h1", "main"):
            return
        if next(element.iter("h1", "main"), None) is not None:
            return
        yield element


def _leads_away(element: HtmlElement, whole: int) -> bool:
    """Say whether an element is a list of links, with a line about each or none."""
    size = len(element.text_content().strip())
    links = [link for link in element.iter("a") if not (link.get("href") or "#").startswith("#")]
    linked = sum(len(link.text_content().strip()) for link in links)
    if element.tag == "p" or not size:
        return not size or linked >= 2 * size / 3
    listed = (
        element.tag in _LISTS or len(links) > 1 or next(element.iter(*_LEVELS), None) is not None
    )
    return (
        bool(links) and listed and linked >= _LEAST_LINKED * size and size <= _MOST_OF_PAGE * whole
    )


__all__ = ["drop_titled", "name_comments"]
