"""JSON-LD: what a page says of itself for machines, as sites really write it.

Comments and commas too many are mended; names stand as words, lists, objects or as the id of
another object of the page.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from lxml.html import HtmlElement

_LONGEST = 2_000_000
_MOST = 50
"""Values of a list that are looked at."""
_WRAPPED = re.compile(
    r"<!--|-->|(?://)?[ \t]{0,9}<!\[CDATA\[|(?://)?[ \t]{0,9}\]\]>|/\*.{0,40}?\*/"
)
_COMMA = re.compile(r",(\s{0,200}[}\]])")
_NAMED = ("@value", "name", "@list")


def json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, those of its graphs too."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().partition(";")[0].strip() != "application/ld+json":
            continue
        waiting: deque[Any] = deque([_loaded(script.text or "")])
        while waiting:
            value = waiting.popleft()
            if isinstance(value, list):
                waiting.extend(value[:_MOST])
            elif isinstance(value, dict):
                yield value
                waiting.extend(value[key] for key in ("@graph", "mainEntity") if key in value)


def _loaded(source: str) -> Any:
    """Return what the source of a script holds, None when it is no JSON."""
    if len(source) > _LONGEST:
        return None
    for text in (source, None):
        if text is None:
            text = _COMMA.sub(r"\1", _WRAPPED.sub("", source)).strip().rstrip(";")
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


class Named:
    """Reads names in the objects of one page, which may refer to each other by their ids."""

    def __init__(self, items: Sequence[Mapping[str, Any]]) -> None:
        self._items: dict[str, Mapping[str, Any]] = {}
        for item in items:
            key = item.get("@id")
            if isinstance(key, str) and ("name" in item or key not in self._items):
                self._items[key] = item

    def all_in(self, value: Any, depth: int = 4) -> list[str]:
        """Return the names that a value holds: of persons, bodies, or plain words."""
        if not depth:
            return []
        if isinstance(value, str):
            line = " ".join(unescape(value).split())
            return [line] if line else []
        if isinstance(value, bool):
            return []
        if isinstance(value, int):
            return [str(value)]
        if isinstance(value, list):
            return [name for one in value[:_MOST] for name in self.all_in(one, depth - 1)]
        if isinstance(value, dict):
            for key in _NAMED:
                if key in value:
                    return self.all_in(value[key], depth - 1)
            other = value.get("@id")
            if isinstance(other, str) and (found := self._items.get(other)) is not None:
                return self.all_in(found.get("name"), depth - 1)
        return []

    def first_in(self, value: Any) -> str | None:
        """Return the first of these names, None when there is none."""
        return next(iter(self.all_in(value)), None)


__all__ = ["Named", "json_ld"]
