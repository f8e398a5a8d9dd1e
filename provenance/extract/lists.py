"""Lists: items under a line that ends with a colon.

"In July the network documented the following:" has a source and a time; the items below it are
that source's words and counts of that time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from provenance.records import Sentence, Zone

MARKER = re.compile(r"(?:[-–—•*·‣▪●○►]|\(?\d{1,2}[.)])[ \t]+")
_OPENED = re.compile(r":[ \t\r]{0,9}\n")
_SILENT = frozenset({Zone.BOILERPLATE, Zone.DATELINE, Zone.COMMENT})


def find_lists(text: str, sentences: Sequence[Sentence]) -> dict[int, list[int]]:
    """Return the ordinals of the items by that of the line which opens their list."""
    lists: dict[int, list[int]] = {}
    if _OPENED.search(text) is None:
        return lists
    opening: int | None = None
    before = None
    for sentence in sentences:
        new_line = before is None or "\n" in text[before.end : sentence.start]
        marked = MARKER.match(text, sentence.start, sentence.end) is not None
        before = sentence
        same = opening is not None and sentence.zone is sentences[opening].zone
        if opening is not None and same and (marked or (not new_line and opening in lists)):
            lists.setdefault(opening, []).append(sentence.ordinal)
            continue
        ends = text[max(sentence.start, sentence.end - 1) : sentence.end] == ":"
        opening = sentence.ordinal if ends and sentence.zone not in _SILENT else None
    return lists


__all__ = ["MARKER", "find_lists"]
