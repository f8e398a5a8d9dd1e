"""Lists: items under a line that ends with a colon, and what the line says of all of them.

"In July the network documented the following:" has a source and a time; the items below it are
that source's words and counts of that time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from provenance.extract.nesting import Utterance
from provenance.extract.page import Page
from provenance.records import Zone

_MARKER = re.compile(r"(?:[-–—•*·‣▪●○►]|\(?\d{1,2}[.)])[ \t]+")
_OPENED = re.compile(r":[ \t\r]{0,9}\n")
_SILENT = frozenset({Zone.BOILERPLATE, Zone.DATELINE, Zone.COMMENT})


def find_lists(page: Page) -> dict[int, list[int]]:
    """Return the ordinals of the items by that of the line which opens their list."""
    lists: dict[int, list[int]] = {}
    if _OPENED.search(page.text) is None:
        return lists
    opening: int | None = None
    before = None
    for sentence in page.sentences:
        new_line = before is None or "\n" in page.text[before.end : sentence.start]
        marked = _MARKER.match(page.text, sentence.start, sentence.end) is not None
        before = sentence
        same = opening is not None and sentence.zone is page.sentences[opening].zone
        if opening is not None and same and (marked or (not new_line and opening in lists)):
            lists.setdefault(opening, []).append(sentence.ordinal)
            continue
        ends = page.text[max(sentence.start, sentence.end - 1) : sentence.end] == ":"
        opening = sentence.ordinal if ends and sentence.zone not in _SILENT else None
    return lists


def give_lists(page: Page, by_sentence: Mapping[int, Sequence[Utterance]]) -> None:
    """Give the items of a list to who is said to say or count them in the line above."""
    for opening, items in find_lists(page).items():
        speaking = [u for u in by_sentence.get(opening, ()) if u.source]
        if not speaking:
            continue
        speaker = max(speaking, key=lambda u: max((end for _, end in u.content), default=u.anchor))
        taken = {ordinal for ordinal, _ in speaker.after}
        for ordinal in items:
            if ordinal in taken or any(u.source for u in by_sentence.get(ordinal, ())):
                continue
            sentence = page.sentences[ordinal]
            marker = _MARKER.match(page.text, sentence.start, sentence.end)
            start = marker.end() if marker is not None else sentence.start
            if start < sentence.end:
                speaker.after.append((ordinal, [(start, sentence.end)]))


__all__ = ["find_lists", "give_lists"]
