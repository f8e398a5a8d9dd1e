"""Tables of data as their readers see them: each row whole, each number under its heading.

A cell that goes over several rows is said in each of them, and a number is said with the
heading of its column, or of its row where columns have none, as programs that read a page
aloud do it (HTML Standard, "Forming a table").  Tables that only lay a page out stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from provenance.read.blocks import LAYOUT

_FEWEST = 2
"""Rows of a table of data, and cells of each of two rows."""
_MOST_COLUMNS, _MOST_CELLS = 200, 50_000
_LONGEST_HEADING = 60
_PARTS = ("thead", "tbody", "tfoot")
_ROW = ("td", "th")
_PARAGRAPHS = ("p", "div", "ul", "ol", "h1", "h2", "h3", "img", "form")
_ROLES = {
    "table": "table",
    "rowgroup": "tbody",
    "row": "tr",
    "cell": "td",
    "columnheader": "th",
    "rowheader": "th",
}
"""Roles of WAI-ARIA by the elements that have them by themselves."""
_NUMBER = re.compile(r"[^\w]{0,3}[0-9]")
_COUNT = re.compile(r"[^\w]{0,3}[0-9][0-9.,\s]{0,20}(?:[-–—/][0-9.,\s]{1,20})?[^\w]{0,3}")
_EMPTY = re.compile(r"\W*")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as it stands in one place of the grid."""

    text: str
    heading: bool
    origin: HtmlElement


def lay_out(tree: HtmlElement) -> set[str]:
    """Write the rows of the tables of data out, with the headings of their numbers.

    Returns the rows of numbers, as they will be read.
    """
    written: set[str] = set()
    for element in tree.iter("div", "span", "ul", "li"):
        role = element.get("role")
        if role in _ROLES:
            element.tag = _ROLES[role]
    for table in list(tree.iter("table")):
        if table.find(".//table") is None and table.getparent() is not None:
            rows = list(_rows(table))
            if _is_data(rows):
                written.update(_write(rows, _grid(rows)))
    return written


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in _PARTS:
            yield from (row for row in part if row.tag == "tr")


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in _ROW]


def _is_data(rows: Sequence[HtmlElement]) -> bool:
    """Say whether rows are those of a table of data: short cells, more than one in a row."""
    wide = cells = 0
    for row in rows:
        found = _cells(row)
        cells += len(found)
        wide += len(found) >= _FEWEST
        if cells > _MOST_CELLS or len(found) > _MOST_COLUMNS:
            return False
        if any(_is_layout(cell) for cell in found):
            return False
    return wide >= _FEWEST


def _is_layout(cell: HtmlElement) -> bool:
    """Say whether a cell holds what no cell of data does: paragraphs, or a long one."""
    return sum(1 for _ in islice(cell.iter(*_PARAGRAPHS), 2)) > 1 or len(_text(cell)) > LAYOUT


def _text(cell: HtmlElement) -> str:
    return " ".join(cell.text_content().split())


def _grid(rows: Sequence[HtmlElement]) -> list[list[_Cell | None]]:
    """Return the places of each row, those included that cells of rows above reach down to."""
    hanging: dict[int, tuple[int, _Cell]] = {}  # by column: rows that are left, and the cell
    grid: list[list[_Cell | None]] = []
    for row in rows:
        line: list[_Cell | None] = []
        waiting = iter(_cells(row))
        while len(line) < _MOST_COLUMNS:
            column = len(line)
            if column in hanging:
                left, cell = hanging.pop(column)
                if left > 1:
                    hanging[column] = left - 1, cell
                line.append(cell)
                continue
            element = next(waiting, None)
            if element is None:
                if not any(other > column for other in hanging):
                    break
                line.append(None)
                continue
            cell = _Cell(_text(element), element.tag == "th", element)
            down, across = _span(element, "rowspan"), _span(element, "colspan")
            for place in range(column, min(column + across, _MOST_COLUMNS)):
                line.append(cell)
                if down > 1:
                    hanging[place] = down - 1, cell
        grid.append(line)
    return grid


def _span(cell: HtmlElement, name: str) -> int:
    """Return how far a cell reaches; what is no such number is one."""
    value = (cell.get(name) or "").strip()
    return max(1, min(int(value[:6]), 65_534)) if value.isascii() and value.isdigit() else 1


def _write(rows: Sequence[HtmlElement], grid: Sequence[Sequence[_Cell | None]]) -> Iterator[str]:
    """Put what each row of numbers says into one cell, and yield it."""
    heads = _heads(rows, grid)
    titles = _titles(grid[:heads])
    for row, line in zip(rows[heads:], grid[heads:], strict=True):
        said = list(dict.fromkeys(cell for cell in line if cell and cell.text))
        if not any(map(_NUMBER.search, (cell.text for cell in said))) or _is_linked(row):
            continue
        if not titles and len(said) == _FEWEST and _is_labelled(said):
            labels, said = [said[0].text.rstrip(" :")], said[1:]
        else:
            labels = [titles.get(line.index(cell), "") for cell in said]
            labels[0] = ""  # the first says what the row is about
        text = "; ".join(_headed(cell, label) for cell, label in zip(said, labels, strict=True))
        whole = row.makeelement("td")
        whole.text = text
        for cell in _cells(row):
            row.remove(cell)
        row.append(whole)
        yield text


def _headed(cell: _Cell, heading: str) -> str:
    """Return the words of a cell with the heading of its number.

    A count stands before what it counts ("14 killed"), as in a sentence: with a colon between
    them the heading would read as the name of somebody who speaks.
    """
    if not heading or not _NUMBER.match(cell.text):
        return cell.text
    counted = _COUNT.fullmatch(cell.text) is not None
    return f"{cell.text} {heading}" if counted else f"{heading} {cell.text}"


def _is_linked(row: HtmlElement) -> bool:
    """Say whether a row is a link to something else, and a number."""
    size = len(row.text_content().strip())
    return 2 * sum(len(link.text_content().strip()) for link in row.iter("a")) > size


def _heads(rows: Sequence[HtmlElement], grid: Sequence[Sequence[_Cell | None]]) -> int:
    """Return how many of the first rows are headings; none where all would be."""
    heads = 0
    for row in rows:
        cells = _cells(row)
        if not (row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells)):
            break
        heads += 1
    if not heads and not any(cell and cell.heading for line in grid for cell in line):
        first, *others = ([cell.text for cell in line if cell] for line in grid)
        if _are_headings(first) and all(any(map(_NUMBER.match, line)) for line in others):
            heads = 1
    return heads if heads < len(rows) else 0


def _are_headings(texts: Sequence[str]) -> bool:
    """Say whether a row of plain cells heads the columns: words only, each its own."""
    return len(set(texts)) == len(texts) and not any(
        _EMPTY.fullmatch(text) or any(map(str.isdigit, text)) for text in texts
    )


def _titles(heads: Sequence[Sequence[_Cell | None]]) -> dict[int, str]:
    """Return the heading of each column, what stands over several of them first."""
    found: dict[int, list[str]] = {}
    for line in heads:
        if len({cell for cell in line if cell}) == 1 and len(line) > 1:
            continue  # the title of the whole table
        for column, cell in enumerate(line):
            parts = found.setdefault(column, [])
            if cell and not _EMPTY.fullmatch(cell.text) and cell.text not in parts:
                parts.append(cell.text)
    titles = {column: " ".join(parts).rstrip(" :") for column, parts in found.items()}
    return {column: title for column, title in titles.items() if 0 < len(title) <= _LONGEST_HEADING}


def _is_labelled(said: Sequence[_Cell]) -> bool:
    """Say whether a row is a heading and the number that it is of."""
    label, value = said
    headed = label.heading and not value.heading and len(label.text) <= _LONGEST_HEADING
    return headed and not _EMPTY.fullmatch(label.text) and _NUMBER.match(value.text) is not None


__all__ = ["lay_out"]
