"""Prepare the tree of a web page, so that its article can be told from the rest.

The extractor of main text leaves out figures, times and everything outside the one element
that it takes for the article.  What belongs to the article is therefore brought into it
before: captions as paragraphs, the time inside a sentence as its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml.etree import Comment
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from provenance.naming import normalise
from provenance.read.blocks import Block, blocks_of
from provenance.read.grids import lay_out
from provenance.read.limits import LimitError
from provenance.read.notemarks import unmark
from provenance.read.pagecomments import take_comments
from provenance.read.pagelive import Posts, is_live, join_posts
from provenance.read.pagewords import PageWords
from provenance.read.sizes import Sizes
from provenance.read.titled import drop_titled, name_comments
from provenance.read.unseen import plain_markup

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}>")
_ATTRIBUTE = re.compile(r"\s[A-Za-z_:][\w:.-]{0,60}=")
_ATTRIBUTES = 2_000
_FIGURES = ("figure", "div", "dl", "span", "table")
_LONGEST_CAPTION = 1200
_RUNNING = 25
"""Letters beside a time from which on it stands in running text."""
_MOST_BESIDE = 0.4
_MOST_PROSE = 800
_CARDS = ("div", "li", "article", "section", "td", "aside", "ul")
_LINKED = 0.6
_MOST_TEASED = 250
"""Letters beside the headline of a box that leads to another article."""
_FEWEST_TEASERS = 3
_DEPTH = 6
_INLINE = ("span", "time", "a", "b", "strong")
_HELD = ("blockquote", "table", "pre", "q")


def parse(page: str) -> HtmlElement | None:
    """Return the tree of a page, None when there is nothing in it.

    Raises LimitError when its markup is nested so deeply that the parser gives up, and when an
    element has so many attributes that parsers need the square of them.
    """
    if any(len(_ATTRIBUTE.findall(tag[0])) > _ATTRIBUTES for tag in _LONG_TAG.finditer(page)):
        raise LimitError("an element with thousands of attributes")
    page = plain_markup(_DECLARATION.sub("", page, count=1).replace("\0", ""))
    data = page.encode("utf-8", "replace")
    parser = HTMLParser(
        encoding="utf-8",
        remove_comments=False,
        remove_pis=True,
        collect_ids=False,
        huge_tree=True,  # else what is 256 elements deep, as unclosed tags soon are, is lost
    )
    try:
        tree = document_fromstring(data, parser=parser, ensure_head_body=True)
    except (ValueError, AssertionError):
        return None
    except Exception as error:
        if type(error).__name__ == "ParserError":  # "Document is empty"
            return None
        raise
    # What comes after that place is lost without an error.
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise LimitError("markup nested thousands of elements deep")
    return tree


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was found while a tree was prepared: lines as they will be read."""

    captions: frozenset[str]
    rows: frozenset[str]
    posts: Posts
    comments: tuple[Block, ...]


def prepare(tree: HtmlElement, words: PageWords, title: str | None) -> Prepared:
    """Change the tree as described above; ``title`` is the headline of its article."""
    _unseen(tree, words)
    unmark(tree)
    rows = lay_out(tree)
    name_comments(tree, words)
    comments = take_comments(tree, words)
    captions = _captions(tree, words)
    _inline_times(tree)
    _run_together(tree)
    posts = join_posts(tree)
    if not posts.times:
        _other_articles(tree, title)
    _beside(tree, words)
    drop_titled(tree, words)
    _teasers(tree, words)
    return Prepared(frozenset(captions), frozenset(rows), posts, tuple(comments))


def _unseen(tree: HtmlElement, words: PageWords) -> None:
    """Take out what no reader sees, and what is struck through: the page no longer says it."""
    for comment in list(tree.iter(Comment)):
        # Words after it in the same box would go with it.
        if comment.getparent() is not None:
            comment.drop_tree()
    for element in list(tree.iter("noscript", "del", "s", "strike", *words.unread_tags)):
        if element.getparent() is not None:
            element.drop_tree()
    for element in list(tree.iter("span", "div", "p", "em", "h2", "h3", "a")):
        named = words.hidden.search(element.get("class") or "")
        if named and element.getparent() is not None:
            element.drop_tree()


def _captions(tree: HtmlElement, words: PageWords) -> set[str]:
    """Put the caption of each figure in its place as a paragraph."""
    found: set[str] = set()
    sizes = Sizes()
    for element in list(tree.iter("figcaption", "p", "div", "span", "dd", "small", "em")):
        if element.tag != "figcaption" and not words.caption.search(element.get("class") or ""):
            continue
        figure = _figure(element, sizes)
        if figure is None and element.tag != "figcaption":
            continue
        text = " ".join(block.text.replace("\n", " ") for block in blocks_of(element, page=True))
        if not text or len(text) > _LONGEST_CAPTION:
            continue
        place = figure if figure is not None else element
        parent = place.getparent()
        if parent is None:
            continue
        caption = parent.makeelement("p")
        caption.text = text
        if any(place.find(f".//{tag}") is not None for tag in _HELD):
            element.drop_tree()
            place.tag = "div"
            place.addnext(caption)
            caption.tail, place.tail = place.tail, None
        else:
            caption.tail = place.tail
            parent.replace(place, caption)
        found.add(text)
    return found


def _figure(element: HtmlElement, sizes: Sizes) -> HtmlElement | None:
    """Return the element that holds the picture of a caption and nothing else that is long."""
    inner = len(element.text_content())
    chosen = None
    for place in element.iterancestors():
        if place.tag not in _FIGURES or sizes.of(place) > inner + 200:
            break
        if place.tag == "figure" or place.find(".//img") is not None:
            chosen = place
        if place.tag == "figure":
            break
    return chosen


def _inline_times(tree: HtmlElement) -> None:
    """Keep the words of a time that stands in a running sentence; others label the page."""
    running: dict[HtmlElement, bool] = {}
    for element in list(tree.iter("time")):
        parent = element.getparent()
        if parent is None or parent.tag not in ("p", "li", "td", "em", "i", "b", "strong", "span"):
            continue
        if parent not in running:
            beside = (parent.text or "") + "".join(child.tail or "" for child in parent)
            running[parent] = len(beside.strip()) >= _RUNNING
        if running[parent]:
            element.tag = "span"


def _run_together(tree: HtmlElement) -> None:
    """Part words that stand in different boxes, which only the style sheet keeps apart."""
    for element in list(tree.iter("span", "time", "a", "b", "strong", "br")):
        following = element.getnext()
        if element.tag == "br":
            element.tail = " " + (element.tail or "")
        elif not element.tail and following is not None and following.tag in _INLINE:
            left, right = element.text_content(), following.text_content()
            if len(left) > 1 and len(right) > 1 and left[-1].isalnum() and right[0].isalnum():
                element.tail = " "


def _other_articles(tree: HtmlElement, title: str | None) -> None:
    """Take out the articles that a page goes on with under the one that it is about.

    They have a headline of their own, as large as that of the first, which is the title.
    """
    if not title:
        return
    wanted = normalise(title)
    tops: list[tuple[HtmlElement, str, str]] = []
    for article in tree.iter("article"):
        if next(article.iterancestors("article"), None) is None:
            heading = next(article.iter("h1", "h2"), None)
            if heading is not None:
                words = normalise(heading.text_content())
                tops.append((article, str(heading.tag), words))
    mine = [(tag, place) for place, (_, tag, words) in enumerate(tops) if words == wanted]
    if len(mine) != 1:
        return
    tag, place = mine[0]
    for article, other, words in tops[place + 1 :]:
        if other == tag and words != wanted and article.getparent() is not None:
            article.drop_tree()


def _beside(tree: HtmlElement, words: PageWords) -> None:
    """Take out blocks that their class or id names as links, pleas or buttons.

    A class on an element that holds much of the page says something else of it.
    """
    whole = len(tree.text_content()) or 1
    for element in list(tree.iter("div", "section", "ul", "ol", "aside", "p", "form")):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if names == " " or not words.beside.search(names):
            continue
        if element.getparent() is None or element.find(".//h1") is not None:
            continue
        size = len(element.text_content())
        linked = sum(len(link.text_content()) for link in element.iter("a"))
        if size <= _MOST_BESIDE * whole and size - linked <= _MOST_PROSE:
            element.drop_tree()


def _teasers(tree: HtmlElement, words: PageWords) -> None:
    """Take out what leads to other articles: boxes of a headline that is a link, and a line.

    A reader's name over a comment can be a link too.
    """
    found: list[HtmlElement] = []
    sizes = Sizes()
    for heading in tree.iter("h2", "h3", "h4", "h5", "h6"):
        size = len(heading.text_content().strip())
        link = heading.find(".//a[@href]")
        if link is None or (link.get("href") or "#").startswith("#"):
            continue
        if not size or len(link.text_content().strip()) < _LINKED * size:
            continue
        box: HtmlElement | None = None
        for place in islice(heading.iterancestors(), _DEPTH):
            names = f"{place.get('class') or ''} {place.get('id') or ''}"
            if place.tag not in _CARDS or words.comment.search(names):
                break
            if sizes.of(place) - size > _MOST_TEASED:
                break
            box = place
        if box is not None and (not found or found[-1] is not box):
            found.append(box)
    if len(found) < _FEWEST_TEASERS or is_live(tree):
        return
    for box in found:
        if box.getparent() is not None:
            box.drop_tree()


__all__ = ["parse", "prepare"]
