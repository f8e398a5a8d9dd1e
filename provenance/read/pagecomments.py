"""What readers wrote under an article, by the markup of the systems that hold it.

The boxes are taken out of the page before its article is looked for, and their words stand at
its end, marked as comments.  Names, times and buttons around them are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from provenance.read.blocks import Block, blocks_of
from provenance.read.pagewords import PageWords

_BOXES = frozenset(
    {"div", "section", "ul", "ol", "li", "dl", "dd", "article", "aside", "p", "table"}
)
_WHOLE = frozenset({"html", "body", "main"})
_TYPES = re.compile(r"schema\.org/(?:User)?Comments?\b", re.IGNORECASE)
_PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_LONGEST_NAME = 80
_LEAST_TOLD = 60
_LEAST_LEFT = 200
"""Letters that a page has outside its comments; else they are the page."""
_SHORTEST = 25
_LINKED = 0.6
_FINAL = '.!?…"”’)'
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt")
_ASIDE = frozenset({"form", "button", "footer", "header", "nav", "time", "cite"})


def take_comments(tree: HtmlElement, words: PageWords) -> list[Block]:
    """Take the boxes of comments out of the tree and return what was written in them."""
    boxes = list(_boxes(tree, words))
    if not boxes:
        return []
    if _letters(tree) - sum(map(_letters, boxes)) < _LEAST_LEFT:
        return []
    found: list[Block] = []
    for box in boxes:
        for element in list(box.iter()):
            if element is not box and _is_aside(element, words) and element.getparent() is not None:
                element.drop_tree()
        found.extend(block for block in blocks_of(box, page=True) if _is_written(block))
        if box.getparent() is not None:
            box.drop_tree()
    return found


def _letters(element: HtmlElement) -> int:
    unread = sum(len(inner.text or "") for inner in element.iter("script", "style"))
    return len(element.text_content()) - unread


def _boxes(tree: HtmlElement, words: PageWords) -> Iterator[HtmlElement]:
    """Yield the outermost boxes of comments, none of which holds the article."""
    holders: set[HtmlElement] = set()
    for mark in tree.iter():
        if mark.tag != "h1" and mark.get("itemprop") != "articleBody":
            continue
        for place in mark.iterancestors():
            if place in holders:
                break
            holders.add(place)
        holders.add(mark)
    waiting = [tree]
    told = False  # whether an article can have begun: comments come after it
    while waiting:
        element = waiting.pop()
        if told and element not in holders and _is_box(element, words):
            yield element
        else:
            told = told or _tells(element)
            waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))


def _tells(element: HtmlElement) -> bool:
    """Say whether words of some length stand in an element itself, or in a paragraph."""
    if element.tag == "p":
        return len(element.text_content().strip()) >= _LEAST_TOLD
    own = len((element.text or "").strip()) + sum(len((c.tail or "").strip()) for c in element)
    return own >= _LEAST_TOLD and element.tag not in ("script", "style")


def _is_box(element: HtmlElement, words: PageWords) -> bool:
    if element.tag not in _BOXES:
        return False
    if (element.get("itemprop") or "").lower() == "comment":
        return True
    if _TYPES.search(element.get("itemtype") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(words.comment_box.fullmatch(name) or _names_comments(name, words) for name in names)


def _names_comments(name: str, words: PageWords) -> bool:
    """Say whether a class or id is made of a word for comments, and of none that counts them."""
    parts = {part.lower() for part in _PARTS.findall(name[:_LONGEST_NAME])}
    return not parts.isdisjoint(words.comment_parts) and parts.isdisjoint(words.no_comment_parts)


def _is_aside(element: HtmlElement, words: PageWords) -> bool:
    """Say whether an element names who wrote a comment and when, or is a button."""
    if element.tag in _ASIDE:
        return True
    parent = element.getparent()
    if element.tag == "a" and element.getprevious() is None and not (parent.text or "").strip():
        return True  # the name of who wrote it
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return names != " " and words.comment_aside.search(names) is not None


def _is_written(block: Block) -> bool:
    if block.tag in _HEADS or block.linked >= _LINKED:
        return False
    return len(block.text) >= _SHORTEST or block.text[-1] in _FINAL


__all__ = ["take_comments"]
