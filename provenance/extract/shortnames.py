"""Tell which single words name a person whom the page names in full elsewhere.

"Jane Roe, 19, was shot.  Roe died on Monday": a surname alone is a person's name only on a
page that shows whose it is: by an age, or in a full name that belongs to no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from provenance.extract.gazetteer import gazetteer

_NAME = r"[A-Z][\w’'.-]*"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,3}}"
_AGE = r"\(\d{1,3}\)|\d{1,3}(?=[,.;:)]| of\b| who\b|$)"
# "John Smith, 24," and "Smith (24)".
AGED = re.compile(rf"(?<![\w’'.-])({_NAMES}),? (?:{_AGE})")
# "24-year-old John Smith".
YEARS = re.compile(rf"(?:year|month)s?[- ]old,? (?:[a-z]+ )?({_NAMES})")
# "John Smith", "John A. Smith", "John “Jack” Smith".
FULL = re.compile(rf"(?<![\w’'.-])({_NAME}(?: (?:[\"“][^\"”]{{1,20}}[\"”] )?{_NAME}){{1,3}})")
# "In Velm", "near New Velm", "the Velm school": a place on this page, whoever else bears the name.
PLACED = re.compile(
    rf"\b(?:[Ii]n|[Nn]ear|[Ii]nside|[Oo]utside|[Aa]round|[Tt]he) ({_NAME}(?: {_NAME}){{0,3}})"
)
WORD = re.compile(r"[^\W\d_][\w-]*")


class ShortNames:
    """The words by which a page may name a person for short."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def aged(self) -> frozenset[str]:
        """First and last names of those whose age the page gives, as printed."""
        return frozenset(_words((AGED, YEARS), self._text))

    @cached_property
    def full(self) -> frozenset[str]:
        """The words of all pairs of words that have capitals."""
        return frozenset(_words((FULL,), self._text))

    @cached_property
    def placed(self) -> frozenset[str]:
        """The words that the page uses for a place."""
        return frozenset(_words((PLACED,), self._text))

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str) or len(word) < 2:
            return False
        if word in self.aged:
            return True
        return word in self.full and not (word in self.placed and gazetteer().find(word))


def _words(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[str]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            for word in WORD.findall(match[1]):
                yield word.removesuffix("'s").removesuffix("’s")


__all__ = ["ShortNames"]
