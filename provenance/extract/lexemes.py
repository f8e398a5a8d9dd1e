"""Split a sentence into words, runs of digits and marks, with exact offsets, in linear time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# Characters without width: a page may print them inside a number, and no reader sees them.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
LEXEME = re.compile(rf"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[{_UNSEEN}]+\d+)*|[^\w\s]|_")
_SEEN = str.maketrans("", "", _UNSEEN)
HYPHENS = frozenset("-‐‑–—−")
THOUSANDS_BLANKS = frozenset(" \u00a0\u2009\u202f")


class Lexeme(NamedTuple):
    """A word, a run of digits or one other character of the sentence.

    The text of digits is what a reader sees; the span is what is printed.
    """

    start: int
    end: int
    text: str
    lower: str

    @property
    def digits(self) -> bool:
        """Say whether it is a run of decimal digits."""
        return self.text[0].isdecimal()


def lexemes(text: str) -> list[Lexeme]:
    """Split a sentence into words, runs of digits and single other characters."""
    found = []
    for match in LEXEME.finditer(text):
        word = match.group()
        if len(word) > 1 and word[0].isdecimal() and not word.isdecimal():
            word = word.translate(_SEEN)
        found.append(Lexeme(*match.span(), word, word.lower()))
    return found


def is_glued(words: Sequence[Lexeme], at: int) -> bool:
    """Say whether the lexeme touches both neighbours."""
    return (
        0 < at < len(words) - 1
        and words[at - 1].end == words[at].start
        and words[at].end == words[at + 1].start
    )


def is_three_digits(word: Lexeme) -> bool:
    return word.digits and len(word.text) == 3


def is_blank_group(text: str, words: Sequence[Lexeme], last: int) -> bool:
    """Say whether a group of three digits follows behind one blank ("1 300")."""
    if last + 1 >= len(words):
        return False
    word, following = words[last], words[last + 1]
    if not is_three_digits(following) or following.start != word.end + 1:
        return False
    if last + 2 < len(words) and words[last + 2].start == following.end:
        nearby = words[last + 2].text
        if nearby[0].isalnum() or nearby in HYPHENS or nearby == "/":
            return False
    return text[word.end] in THOUSANDS_BLANKS


def is_hyphenated(words: Sequence[Lexeme], last: int) -> bool:
    """Say whether a hyphen ties the word to the next ("one-sided")."""
    return words[last + 1].lower in HYPHENS and is_glued(words, last + 1)


__all__ = [
    "HYPHENS",
    "Lexeme",
    "is_blank_group",
    "is_glued",
    "is_hyphenated",
    "is_three_digits",
    "lexemes",
]
