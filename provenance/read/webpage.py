"""A web page as an article: its text with paragraphs, its zones, what it says of itself."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from provenance.naming import normalise
from provenance.packs.loader import Packs
from provenance.read.blocks import Block, blocks_of
from provenance.read.composer import HEADS, LINKED, Composer
from provenance.read.grids import lay_out
from provenance.read.lead import lead_reader
from provenance.read.loose import gather
from provenance.read.markup import parse, prepare
from provenance.read.notemarks import unmark
from provenance.read.pagedata import PageData, page_data
from provenance.read.pagewords import page_words
from provenance.read.zones import Mark
from provenance.records import Zone

# It tells of every page that it finds nothing in; so do we, in our own words.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_LEAST = 60
"""Letters outside links that a page with an article in it has."""
_TIMES_MORE = 2
"""How much more of its text a page holds for machines before that is taken instead."""
_FAST, _ALL_OF_IT = 5_000, 40_000
"""Elements from which on a page is looked at once only, or taken as it is."""
_WIDEST = 4_000
"""Elements inside one from which on a page is taken as it is."""
_MOST_LINKS = 5_000
"""Links from which on a page is looked at whether it has anything else."""
_BETWEEN, _MOST_LEADS = 30, 4
"""Blocks that may stand between headline and body, and paragraphs of the page among them."""
_LONGEST_LEAD, _LEAD_LINKED = 900, 0.3
_FINAL = '.!?…"”’)'
_GUESSED = "page.date_found"


@dataclass(frozen=True, slots=True)
class WebPage:
    """The text of a page, the zones that its markup tells, and its metadata."""

    text: str
    marks: tuple[Mark, ...]
    data: PageData = field(default_factory=PageData)


def read_page(source: str, url: str | None, packs: Packs) -> WebPage | None:
    """Return the article of a page, None when no text of one is found in it."""
    tree = parse(source)
    if tree is None or _is_index(tree):
        return None
    words = page_words(packs)
    data = page_data(tree, url, words)
    title = data.fields.get("title")
    found_in = prepare(tree, words, title)
    captions = {normalise(caption) for caption in found_in.captions}
    seen = blocks_of(tree, page=True)
    found: tuple[list[Block], list[Block]] | None = None
    if sum(len(block.text) for block in seen if block.linked < LINKED) >= _LEAST:
        try:
            found = _article(tree, data.fields.get("url"), seen)
        except RecursionError:  # lists hundreds deep in lists
            found = seen, []
    body, comments = found or ([], [])
    held = _held(data.body)
    if _letters(held) > _TIMES_MORE * _letters(body):
        # A page that a script fills, or whose text is hidden behind a banner.
        body = held
        data = replace(data, rules={**data.rules, "text": "page.json_ld"})
    body = _with_standfirst(seen, _in_order(body, seen), title, captions)
    if data.rules.get("published", _GUESSED) == _GUESSED:
        dated = _with_date(seen, body, title, packs)
        if dated is not None:
            # What the page prints under its headline is surer than a guess; it will be read there.
            fields = {key: value for key, value in data.fields.items() if key != "published"}
            body, data = dated, replace(data, fields=fields)
    composer = Composer(found_in.captions, found_in.rows, found_in.posts)
    if title and not _shown(title, body[:_MOST_LEADS]):
        composer.add(Block(title, "title"))
    composer.extend(body)
    if not composer.letters:
        return None
    composer.extend([*comments, *found_in.comments], Zone.COMMENT, "comment.markup")
    return WebPage(composer.text(), tuple(composer.marks), data)


def _is_index(tree: HtmlElement) -> bool:
    """Say whether a page is thousands of links and hardly anything else.

    Nothing of it would be kept, and what comes after takes seconds for a megabyte.
    """
    links = linked = 0
    for link in tree.iter("a"):
        links += 1
        linked += _inked(link.text_content())
    if links < _MOST_LINKS:
        return False
    unread = sum(_inked(inner.text) for inner in tree.iter("script", "style"))
    return _inked(tree.text_content()) - unread - linked < _LEAST


def _inked(text: str | None) -> int:
    """Return the letters and marks of a text, blanks left out."""
    return sum(map(len, text.split())) if text else 0


def _held(body: str | None) -> list[Block]:
    """Return the blocks of the text that a page holds for machines, too short ones left out."""
    if not body or len(body) < _LEAST:
        return []
    if "</" in body:
        return _fragment(body)[0]
    return [Block(" ".join(line.split()), "p") for line in body.splitlines() if line.strip()]


def _letters(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _article(
    tree: HtmlElement, url: str | None, seen: list[Block]
) -> tuple[list[Block], list[Block]] | None:
    """Return the blocks of the article and of the comments on it.

    The extractor's second opinions take time that grows with the square of a page's
    elements, and so does, more slowly, the first; no article has as many.
    """
    elements = widest = 0
    for element in tree.iter():
        elements += 1
        widest = max(widest, len(element))
    if elements > _ALL_OF_IT or widest > _WIDEST:
        return [block for block in seen if block.linked < LINKED or block.text[-1] in _FINAL], []
    gather(tree)
    options = Extractor(fast=elements > _FAST, comments=True, links=True, tables=True, url=url)
    article = bare_extraction(tree, options=options)
    if article is None or isinstance(article, dict):
        return None
    comments = article.commentsbody
    body = blocks_of(article.body)
    if len(body) == 1 and len(seen) > 1 and _is_all_of(body[0], seen):
        # Where it finds no article it hands over all words of the page in one.
        body = [block for block in seen if block.linked < LINKED]
    return body, blocks_of(comments) if comments is not None else []


def _is_all_of(block: Block, seen: Sequence[Block]) -> bool:
    """Say whether a block is several blocks of the page run together."""
    words = normalise(block.text)
    inner = [normalise(other.text) for other in seen]
    if words in inner:
        return False
    return sum(bool(one) and one in words for one in inner[:_BETWEEN]) > 1


def _in_order(body: list[Block], seen: Sequence[Block]) -> list[Block]:
    """Return the blocks as the page has them: what is found late is put at the end.

    A block that the page does not have as it is, or has twice, stays with the one before it.
    """
    places: dict[str, int] = {}
    twice: set[str] = set()
    for place, block in enumerate(seen):
        key = normalise(block.text)
        if places.setdefault(key, place) != place:
            twice.add(key)
    keys, at = [], -1
    for block in body:
        key = normalise(block.text)
        at = at if key in twice else places.get(key, at)
        keys.append(at)
    order = sorted(range(len(body)), key=keys.__getitem__)
    return [body[number] for number in order]


def _with_standfirst(
    seen: Sequence[Block], body: list[Block], title: str | None, captions: set[str]
) -> list[Block]:
    """Return the body with the paragraphs of the page's head, which the extractor leaves out.

    They stand in the page, whose blocks are ``seen``, between the headline and the first
    paragraph of the body.
    """
    first = _first(body)
    between = _between(seen, body, first, title)
    if first is None or not between:
        return body
    told = {normalise(block.text) for block in body} | captions
    found = [
        block
        for block in between
        if _LEAST <= len(block.text) <= _LONGEST_LEAD
        and block.linked < _LEAD_LINKED
        and block.text[-1] in _FINAL
        and not (block.tag in HEADS or block.tag in ("li", "row") or normalise(block.text) in told)
    ]
    return [*body[:first], *found, *body[first:]] if len(found) < _MOST_LEADS else body


def _first(body: Sequence[Block]) -> int | None:
    """Return the place of the first paragraph of a body."""
    return next(
        (n for n, b in enumerate(body) if len(b.text) >= _LEAST and b.tag not in HEADS), None
    )


def _between(
    seen: Sequence[Block], body: Sequence[Block], first: int | None, title: str | None
) -> Sequence[Block]:
    """Return the blocks of the page between its headline and the first paragraph of its body."""
    if first is None or not title:
        return ()
    wanted, opening = normalise(title), normalise(body[first].text)
    heading = None
    for place, block in enumerate(seen):
        words = normalise(block.text)
        if words == wanted and block.tag in HEADS:
            heading = place
        elif heading is not None and words == opening:
            return seen[heading + 1 : place] if place - heading <= _BETWEEN else ()
    return ()


def _with_date(
    seen: Sequence[Block], body: list[Block], title: str | None, packs: Packs
) -> list[Block] | None:
    """Return the body with the line under the headline that is a date; None without one."""
    first = _first(body)
    lines = lead_reader(packs).datelines
    for block in _between(seen, body, first, title):
        if lines.whole_date(block.text, 0, len(block.text)) is not None:
            told = any(block.text == other.text for other in body[:first])
            return body if told else [*body[:first], block, *body[first:]]
    return None


def read_fragment(source: str, title: str | None = None) -> tuple[str, tuple[Mark, ...]]:
    """Return the text of HTML that is all article, as feeds and letters hold it.

    The title stands above it unless it does so already.
    """
    blocks, rows = _fragment(source)
    composer = Composer(rows=rows)
    if title and not _shown(title, blocks[:_MOST_LEADS]):
        composer.add(Block(title, "title"))
    composer.extend(blocks)
    return composer.text(), tuple(composer.marks)


def _fragment(source: str) -> tuple[list[Block], set[str]]:
    """Return the blocks of HTML that is all article, and which of them are rows of a table."""
    tree = parse(f"<div>{source}</div>") if source.strip() else None
    if tree is None:
        return [], set()
    unmark(tree)
    rows = lay_out(tree)
    return blocks_of(tree, page=True), rows


def _shown(title: str, blocks: Iterable[Block]) -> bool:
    wanted = normalise(title)
    return any(normalise(block.text) == wanted for block in blocks)


__all__ = ["WebPage", "read_fragment", "read_page"]
