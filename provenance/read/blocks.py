"""Blocks: the paragraphs, headings and rows of a tree of markup, as lines of text.

The tree is HTML, or the simple markup that the article of a page is handed over in
(``p``, ``head``, ``item``, ``row``, ``cell``, ``lb``, ``ref``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element, iterwalk

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "head"})
# fmt: off
_BLOCKS = _HEADINGS | {
    "p", "div", "section", "article", "main", "body", "html", "header", "footer", "aside", "nav",
    "hgroup", "address", "center", "form", "fieldset", "details", "summary", "blockquote", "quote",
    "figure", "figcaption", "ul", "ol", "dl", "li", "dt", "dd", "list", "item", "table", "thead",
    "tbody", "tfoot", "caption", "pre", "hr",
}
_SILENT = frozenset({
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "math",
    "iframe", "object", "embed", "canvas", "audio", "video", "button", "select", "option",
    "textarea", "input", "s", "strike", "del", "graphic",
})
# fmt: on
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_BREAKS = frozenset({"br", "lb"})
_LINKS = frozenset({"a", "ref"})
LAYOUT = 160
"""Characters in a cell from which on a table is layout, not data."""


@dataclass(slots=True)
class Block:
    """A paragraph: its text, the element that it stands in, how much of it are links."""

    text: str
    tag: str
    linked: float = 0.0
    """Share of the characters that stand in links."""


@dataclass(slots=True)
class _Buffer:
    parts: list[str] = field(default_factory=list)
    letters: int = 0
    linked: int = 0

    def add(self, text: str, in_link: bool) -> None:
        self.parts.append(text)
        size = len(text.strip())
        self.letters += size
        self.linked += size if in_link else 0


def blocks_of(tree: _Element, *, page: bool = False) -> list[Block]:
    """Return the blocks of a tree in their order; blank ones are left out.

    ``page``: the tree is HTML as it came, in which hidden elements and the head are silent.
    """
    return [block for block in _walk(tree, page) if block.text]


def _walk(tree: _Element, page: bool) -> Iterator[Block]:
    buffer, tags, links, silent, pre = _Buffer(), ["p"], 0, 0, 0
    rows: list[list[list[Block]]] = []
    for event, element in iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "comment"
        if event == "start":
            if silent or _is_silent(element, tag, page):
                silent += 1
                continue
            if tag in _BREAKS:
                buffer.add("\n", False)
            elif tag in _ROWS:
                yield from _flush(buffer, tags[-1], rows)
                rows.append([[]])
            elif tag in _BLOCKS or tag in _CELLS:
                yield from _flush(buffer, tags[-1], rows)
                tags.append(tag)
                if rows and tag in _CELLS:
                    rows[-1].append([])
                pre += tag == "pre"
            links += tag in _LINKS
            if element.text:
                buffer.add(_plain(element.text, pre), links > 0)
            continue
        if silent:
            silent -= 1
        else:
            links -= tag in _LINKS
            if tag in _ROWS and rows:
                yield from _flush(buffer, tags[-1], rows)
                row = rows.pop()
                yield from _pass_on(_row(row), rows)
            elif tag in _BLOCKS or tag in _CELLS:
                yield from _flush(buffer, tags.pop(), rows)
                pre -= tag == "pre"
        if not silent and element.tail and element is not tree:
            buffer.add(_plain(element.tail, pre), links > 0)
    yield from _flush(buffer, "p", rows)
    for row in rows:
        yield from _row(row)


def _is_silent(element: _Element, tag: str, page: bool) -> bool:
    if tag == "comment":
        return True
    if not page:
        return tag in ("del", "graphic")
    if tag in _SILENT or element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").lower().replace(" ", "")
    return "display:none" in style or "visibility:hidden" in style


def _plain(text: str, pre: int) -> str:
    """Return the text with its line breaks as blanks, unless they were meant."""
    return text if pre else " ".join(text.split("\n")) if "\n" in text else text


def _flush(buffer: _Buffer, tag: str, rows: list[list[list[Block]]]) -> Iterator[Block]:
    if not buffer.parts:
        return
    text = "".join(buffer.parts)
    share = buffer.linked / buffer.letters if buffer.letters else 0.0
    buffer.parts.clear()
    buffer.letters = buffer.linked = 0
    lines = [" ".join(line.split()) for line in text.replace("\r", "\n").split("\n")]
    found, run = [], []
    for line in [*lines, ""]:
        if line:
            run.append(line)
        elif run:
            found.append(Block("\n".join(run), tag, share))
            run = []
    yield from _pass_on(found, rows)


def _pass_on(found: list[Block], rows: list[list[list[Block]]]) -> Iterator[Block]:
    """Put blocks into the open cell, or out when no table is open."""
    if rows:
        rows[-1][-1].extend(found)
    else:
        yield from found


def _row(cells: list[list[Block]]) -> list[Block]:
    """Return a row of data as one block, the blocks of a layout as they are."""
    cells = [blocks for blocks in cells if blocks]
    blocks = [block for cell in cells for block in cell]
    if len(cells) <= 1 or any(len(cell) > 1 or len(cell[0].text) > LAYOUT for cell in cells):
        return blocks
    text = " | ".join(block.text.replace("\n", " ") for block in blocks)
    return [Block(text, "row", sum(block.linked for block in blocks) / len(blocks))]


__all__ = ["LAYOUT", "Block", "blocks_of"]
