"""Loose text: words that stand in a box beside its paragraphs, not in one of them.

Old pages part their paragraphs by empty lines, or leave the first of them bare.  The extractor
of main text takes each link or bold word in such a run for a paragraph of its own: it tears
sentences apart and runs the words at the seam together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml.etree import iterwalk
from lxml.html import HtmlElement

# fmt: off
_BOXES = frozenset({
    "div", "td", "section", "article", "main", "body", "center", "blockquote", "dd",
})
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "dfn", "em", "font",
    "i", "ins", "kbd", "mark", "nobr", "q", "samp", "small", "span", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
})
# fmt: on
_END = 2
"""Line breaks in a row that end a paragraph."""

Part: TypeAlias = "str | HtmlElement"


def gather(tree: HtmlElement) -> None:
    """Make paragraphs of the runs of words that stand beside other boxes."""
    boxes: list[HtmlElement] = []
    blocks: set[HtmlElement] = set()
    for _, element in iterwalk(tree, events=("end",)):
        if not isinstance(element.tag, str):
            continue
        inner = sum(child in blocks for child in element)
        if inner or element.tag not in _INLINE:
            blocks.add(element)
        if inner and element.tag in _BOXES and _has_words(element):
            boxes.append(element)
    for box in boxes:
        _part(box, blocks)


def _has_words(box: HtmlElement) -> bool:
    """Say whether words stand in the box itself."""
    return bool((box.text or "").strip()) or any((child.tail or "").strip() for child in box)


def _part(box: HtmlElement, blocks: set[HtmlElement]) -> None:
    """Put each run of words of a box into a paragraph; its blocks stay as they are."""
    parts: list[Part] = [box.text or ""]
    for child in list(box):
        tail, child.tail = child.tail, None
        parts += [child, tail or ""]
        box.remove(child)
    box.text = None
    for run in _runs(parts, blocks):
        if len(run) == 1 and isinstance(run[0], HtmlElement) and run[0] in blocks:
            box.append(run[0])
        else:
            _fill(box.makeelement("p") if any(map(_says, run)) else None, run, box)


def _says(part: Part) -> bool:
    """Say whether a part of a run has words that are no link."""
    if isinstance(part, str):
        return bool(part.strip())
    return isinstance(part.tag, str) and part.tag != "a" and bool(part.text_content().strip())


def _runs(parts: list[Part], blocks: set[HtmlElement]) -> Iterator[list[Part]]:
    """Yield the blocks, and the runs of words between them and between empty lines."""
    run: list[Part] = []
    breaks = 0
    for part in parts:
        if not isinstance(part, str) and part in blocks:
            yield from ([run] if run else [])
            yield [part]
            run, breaks = [], 0
            continue
        if isinstance(part, str):
            if part.strip():
                if breaks >= _END:
                    yield run
                    run = []
                breaks = 0
        elif part.tag == "br":
            breaks += 1
        elif isinstance(part.tag, str):
            if breaks >= _END:
                yield run
                run = []
            breaks = 0
        run.append(part)
    if run:
        yield run


def _fill(paragraph: HtmlElement | None, run: list[Part], box: HtmlElement) -> None:
    """Put a run into a new paragraph, or back into the box when there are no words in it."""
    place = box if paragraph is None else paragraph
    last: HtmlElement | None = box[-1] if paragraph is None and len(box) else None
    for part in run:
        if not isinstance(part, str):
            place.append(part)
            last = part
        elif last is None:
            place.text = (place.text or "") + part
        else:
            last.tail = (last.tail or "") + part
    if paragraph is not None:
        box.append(paragraph)


__all__ = ["gather"]
