"""Paragraphs: lines, joined again where they were cut at a width.

A line break ends a paragraph when lines look like paragraphs.  In hard-wrapped text a line
is cut because its next word would not have fitted; there the break is a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from provenance.records import Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_FINAL = '.!?…:;"”’»)]*。！？'
_BULLET = re.compile(r"[-–—*•·▪◦‣>]\s|\(?\d{1,3}[.)]\s|https?:|www\.", re.IGNORECASE)
_NARROWEST, _WIDEST = 40, 132
_TOLERANCE = 3
# Blocks that show how a page is cut, and how much their widths may differ.
_SEVERAL = 2
_RAGGED = 12


def paragraphs(text: str) -> list[Span]:
    """Return the spans of the paragraphs that are not blank, in order."""
    found: list[Span] = []
    blocks = list(_blocks(text))
    widths = [_wrap_width(text, block) for block in blocks]
    page = _page_width(widths)
    for block, width in zip(blocks, widths, strict=True):
        width = width or (page if page and _cut_like(text, block, page) else 0)
        start, end = block[0]
        for line in block[1:]:
            if width and _cut_at(text, (start, end), line, width):
                end = line[1]
            else:
                found.append((start, end))
                start, end = line
        found.append((start, end))
    return found


def _blocks(text: str) -> Iterator[list[Span]]:
    """Yield runs of lines without an empty line between them, blanks at the ends cut off."""
    block: list[Span] = []
    for match in _LINE.finditer(text):
        line = match[0]
        inner = line.strip()
        if not inner:
            if block:
                yield block
                block = []
            continue
        start = match.start() + len(line) - len(line.lstrip())
        span = (start, start + len(inner))
        if block and _empty_line(text, block[-1][1], start):
            yield block
            block = []
        block.append(span)
    if block:
        yield block


def _empty_line(text: str, left: int, right: int) -> bool:
    """Tell whether more than one line break lies between two lines."""
    return len(text[left:right].replace("\r\n", "\n").strip(" \t\xa0")) > 1


def _wrap_width(text: str, block: Sequence[Span]) -> int:
    """Return the width at which the lines of the block were cut, 0 when they were not."""
    if len(block) < 2:
        return 0
    width = max(end - start for start, end in block[:-1])
    if not _NARROWEST <= width <= _WIDEST or any(b - a > width + _TOLERANCE for a, b in block):
        return 0
    cut = low = 0
    for line, following in pairwise(block):
        if text[line[1] - 1] not in _FINAL:
            low += text[following[0]].islower()
            cut += _full(text, line, following, width)
    open_ends = sum(text[end - 1] not in _FINAL for _, end in block[:-1])
    # Lines cut at a width go on in lower case; titles and lists of names do not.
    return width if low and cut * 5 >= open_ends * 4 and low * 4 >= open_ends else 0


def _page_width(widths: Sequence[int]) -> int:
    """Return the width at which a page is cut, where several of its blocks are; else 0."""
    cut = sorted(width for width in widths if width)
    return cut[-1] if len(cut) >= _SEVERAL and cut[-1] - cut[0] <= _RAGGED else 0


def _cut_like(text: str, block: Sequence[Span], width: int) -> bool:
    """Tell whether a short block is cut as its page is, though each line begins with a capital."""
    if len(block) < 2 or any(end - start > width for start, end in block):
        return False
    return all(
        text[line[1] - 1] not in _FINAL and _full(text, line, following, width)
        for line, following in pairwise(block)
    )


def _full(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether the first word of the following line would not have fitted on the line."""
    end = following[0]
    while end < min(following[1], following[0] + width) and not text[end].isspace():
        end += 1
    return line[1] - line[0] + 1 + end - following[0] > width - _TOLERANCE


def _cut_at(text: str, joined: Span, following: Span, width: int) -> bool:
    """Tell whether the break between the lines is a blank of one running text."""
    if _BULLET.match(text, following[0], following[1]):
        return False
    start = joined[0]
    low = max(start, joined[1] - width - _TOLERANCE)
    last = max(text.rfind(mark, low, joined[1]) for mark in _BREAK)
    line = (max(start, last + 1), joined[1])
    return _full(text, line, following, width)
