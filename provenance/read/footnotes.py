"""Footnote marks: numbers and letters in brackets behind a word, which are none of its sentence.

Encyclopaedias and reports print them without a blank ("in the raid.[34]"); a parser takes them
for a part of the word, and a counter for a count.
"""

from __future__ import annotations

import re

MARK = r"(?:\[(?i:\d{1,3}|[a-z]|(?:note|nb|n) ?\d{1,2})\])"
_MARKS = re.compile(rf"(?<=[^\s\[({{]){MARK}+")


def unmarked(text: str) -> str:
    """Return a sentence with blanks in place of its footnote marks: no offset moves.

    >>> unmarked("The raid[12] killed seven.[3][4]")
    'The raid     killed seven.'
    """
    if "[" not in text:
        return text
    return _MARKS.sub(lambda found: " " * len(found[0]), text).rstrip()


__all__ = ["MARK", "unmarked"]
