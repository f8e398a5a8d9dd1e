"""Live pages: many posts under one headline, each with its own time.

Each post is often marked up as an article of its own, of which the extractor of main text would
take one.  Days like "yesterday" are told from a post's time, not from the page's, so the time is
put before the post as a line of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from provenance.read.pageld import json_ld
from provenance.read.sizes import Sizes

_LIVE = re.compile(r"(?<![a-z])live(?:[ -_]?(?:blog|feed|updates?|posts?|coverage|ticker))", re.I)
_FEWEST_POSTS = 2
_DEPTH = 40
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d))?")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_HOUR = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:[:.][0-5]\d)?(?: ?[ap]\.?m\.?)?(?: ?\(?[A-Z]{2,4}\)?)?"
    r"|1?\d ?[ap]\.?m\.?(?: ?\(?[A-Z]{2,4}\)?)?",
    re.IGNORECASE,
)
_PLAIN = ("span", "div", "p", "strong", "b", "em", "small", "h2", "h3", "h4", "h5", "dt", "a")
_LONGEST_TIME, _LONGEST_HEADING = 30, 300
_POSTS = ("article", "section", "div", "li")
_LEAST = 40
"""Letters that a post has beside its time."""


def is_live(tree: HtmlElement) -> bool:
    """Say whether a page declares itself a live page, or an element's class or id does."""
    for item in json_ld(tree):
        if "LiveBlogPosting" in str(item.get("@type")):
            return True
    return any(
        _LIVE.search(_names(element)) for element in tree.iter("body", "main", "article")
    ) or any(_LIVE.search(_names(element)) for element in tree.iter("div", "section", "ol", "ul"))


@dataclass(slots=True)
class Posts:
    """The lines that stand at the head of the posts, as they will be read."""

    times: set[str] = field(default_factory=set)
    headings: set[str] = field(default_factory=set)


def join_posts(tree: HtmlElement) -> Posts:
    """Make one article of the posts of a live page; return what stands at their heads."""
    found = Posts()
    declared = any("LiveBlogPosting" in str(item.get("@type")) for item in json_ld(tree))
    posts: dict[HtmlElement, list[HtmlElement]] = {}
    for element in tree.iter("article"):
        parent = element.getparent()
        if parent is not None:
            posts.setdefault(parent, []).append(element)
    for parent, articles in posts.items():
        if len(articles) < _FEWEST_POSTS or not (declared or _is_in_live(parent)):
            continue
        for article in articles:
            article.tag = "section"
            _keep_headings(article, found)
        top = next((a for a in parent.iterancestors("article")), None)
        if top is None and parent.tag not in ("body", "html"):
            parent.tag = "article"
    _stamp(tree, declared, found)
    return found


def _keep_headings(post: HtmlElement, posts: Posts) -> None:
    """Make paragraphs of the headings of a post, most of which the extractor would lose."""
    for heading in list(post.iter("h2", "h3", "h4", "h5", "h6")):
        line = " ".join(heading.text_content().split())
        if line and len(line) <= _LONGEST_HEADING:
            for link in list(heading.iter("a")):
                link.drop_tag()
            heading.tag = "p"
            posts.headings.add(line)


def _is_in_live(element: HtmlElement) -> bool:
    places = [element, *islice(element.iterancestors(), _DEPTH)]
    return any(_LIVE.search(_names(place)) for place in places)


def _stamp(tree: HtmlElement, declared: bool, posts: Posts) -> None:
    """Put the time of each post before it as a line."""
    times: dict[HtmlElement, list[tuple[HtmlElement, HtmlElement, str]]] = {}
    sizes = Sizes()
    for element, line in _clocks(tree, declared):
        post = _post(element, sizes) if line else None
        parent = post.getparent() if post is not None else None
        if line and post is not None and parent is not None:
            times.setdefault(parent, []).append((post, element, line))
    for parent, found in times.items():
        if len(found) < _FEWEST_POSTS or not (declared or _is_in_live(parent)):
            continue
        done: set[HtmlElement] = set()
        for post, element, line in found:
            if post not in done:
                done.add(post)
                if element.tag != "time":  # whose words the line takes the place of
                    element.text, element[:] = None, []
                stamp = post.makeelement("p")
                stamp.text, stamp.tail, post.text = line, post.text, None
                post.insert(0, stamp)
                posts.times.add(line)
                _keep_headings(post, posts)


def _clocks(tree: HtmlElement, declared: bool) -> Iterator[tuple[HtmlElement, str | None]]:
    """Yield the times of a page with the lines that say them: also those of plain words.

    A line that is an hour and no more is one where the page is a live page.
    """
    for element in list(tree.iter("time", *_PLAIN)):
        if element.tag == "time":
            yield element, _line(element)
        elif element.getparent() is not None and sum(1 for _ in islice(element.iter(), 4)) < 4:
            line = " ".join(element.text_content().split())
            if _HOUR.fullmatch(line) and (declared or _is_in_live(element)):
                yield element, line


def _line(time: HtmlElement) -> str | None:
    """Return day and hour of a time that says them for machines, in the page's words if it can."""
    match = _TIME.match((time.get("datetime") or "").strip())
    if match is None:
        return None
    printed = " ".join(time.text_content().split())
    if len(printed) <= _LONGEST_TIME and _CLOCK.search(printed):
        return printed if match[1][:4] in printed else f"{match[1]} {printed}"
    return f"{match[1]} {match[2]}" if match[2] else match[1]


def _post(time: HtmlElement, sizes: Sizes) -> HtmlElement | None:
    """Return the post that a time belongs to: the nearest box that says more than the time."""
    size = len(time.text_content().strip())
    for place in islice(time.iterancestors(), _DEPTH):
        if place.tag in ("body", "html", "main"):
            return None
        if place.tag in _POSTS and sizes.of(place) >= size + _LEAST:
            return place
    return None


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


__all__ = ["Posts", "is_live", "join_posts"]
