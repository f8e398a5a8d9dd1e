"""How much elements of a page say, counted once for each of them.

A box with thousands of small parts would otherwise be counted anew for every part.
"""

from __future__ import annotations

from lxml.html import HtmlElement


class Sizes:
    """Counts the letters of elements; what changed in between is not seen."""

    def __init__(self) -> None:
        self._sizes: dict[HtmlElement, int] = {}

    def of(self, element: HtmlElement) -> int:
        """Return the letters of an element without the blanks around them."""
        if element not in self._sizes:
            self._sizes[element] = len(element.text_content().strip())
        return self._sizes[element]


__all__ = ["Sizes"]
