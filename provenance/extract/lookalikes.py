"""Tell counts from what only looks like one: dates, ages, prices, names, shares, lengths."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.extract.lexemes import HYPHENS, Lexeme, is_glued
from provenance.extract.timewords import Times
from provenance.packs.loader import Topic

LAST_DAY = 31


class NumbersTopic(Topic):
    """Topic ``numbers``: number words, and words that make a number none of ours."""

    units: dict[str, int] = {}
    scales: dict[str, int] = {}
    shares: dict[str, int] = {}
    suffixes: dict[str, int] = {}
    areas: dict[str, str] = {}
    multiples: dict[str, int] = {}
    both: frozenset[str] = frozenset()
    none: list[str] = []
    articles: list[str] = []
    idioms: list[str] = []
    months: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    not_counted: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()
    rate: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    no_count: frozenset[str] = frozenset()
    with_article: frozenset[str] = frozenset()


class LookAlikes:
    """Says whether a number is a date, an age, a price, a name, a share or a length."""

    def __init__(self, topic: NumbersTopic, times: Times) -> None:
        self.topic = topic
        self.times = times

    def is_one(
        self, words: Sequence[Lexeme], first: int, last: int, value: int, unit: str | None = None
    ) -> bool:
        """Say whether the number from lexeme ``first`` to ``last`` is no count."""
        if unit is not None:
            return False
        if self._after(words, first, last, value):
            return True
        return self._before(words, first, value) and not self._is_counted(words, first, last)

    def _is_counted(self, words: Sequence[Lexeme], first: int, last: int) -> bool:
        """Say whether "In June 14 civilians" has lost its comma: "in" stands before no day."""
        if first < 2 or last + 1 >= len(words) or not self.is_month(words, first - 1):
            return False
        dot, bare = words[first - 1].lower == ".", self.times.before_bare_month
        if first < 2 + dot or words[first - 2 - dot].lower not in bare:
            return False
        noun = words[last + 1]
        plural = noun.lower.endswith("s") or noun.lower in self.topic.plurals
        return plural and noun.text == noun.lower and noun.text.isalpha()

    def is_month(self, words: Sequence[Lexeme], at: int) -> bool:
        """Say whether the word at ``at`` (or before a full stop there) is a capitalised month."""
        if at < 0 or at >= len(words):
            return False
        word = words[at]
        if word.lower == "." and at and words[at - 1].end == word.start:
            word = words[at - 1]
        return word.lower in self.topic.months and word.text[0].isupper()

    def is_year(self, words: Sequence[Lexeme], at: int) -> bool:
        """Say whether a year stands at ``at`` for certain: behind a month, or a day of one."""
        before = at - 1
        if before > 0 and words[before].lower == ",":
            before -= 1
        if before > 0 and words[before].lower in self.times.ordinal_endings:
            before -= 1
        if self.is_month(words, before):
            return True
        return (
            before > 0
            and words[before].digits
            and (self.is_month(words, before - 1) or self.is_month(words, before - 2))
        )

    def is_span_of_years(self, words: Sequence[Lexeme], end: int) -> bool:
        """Say whether a hyphen and a second year follow ("2012-13")."""
        return (
            end + 1 < len(words)
            and words[end].lower in HYPHENS
            and is_glued(words, end)
            and words[end + 1].digits
            and len(words[end + 1].text) in (2, 4)
        )

    def _before(self, words: Sequence[Lexeme], first: int, value: int) -> bool:
        if not first:
            return False
        before, topic = words[first - 1], self.topic
        if before.end == words[first].start:
            if before.lower in topic.money or before.text[0].isalnum():
                return True
            if before.lower in ("/", ":", "_", "'", "’"):
                return True
            if before.lower in HYPHENS and first >= 2:
                other = words[first - 2]
                if other.end == before.start and other.text[0].isalpha():
                    return other.lower not in topic.units
        if self._labelled_pair(words, first):
            return True
        if before.lower == "/" and first >= 2 and words[first - 2].digits:
            return True
        if before.lower in topic.labels and before.lower != "number":
            return True
        if before.lower == "." and first >= 2 and words[first - 2].lower in topic.abbreviations:
            return True
        return words[first].digits and value <= LAST_DAY and self.is_month(words, first - 1)

    def _labelled_pair(self, words: Sequence[Lexeme], first: int) -> bool:
        """Say whether the number is the second of "ages 11 to 15", "Articles 5 and 6"."""
        return (
            first >= 3
            and words[first - 2].digits
            and words[first - 3].lower in self.topic.labels
            and (
                words[first - 1].lower in ("to", "and", "or", ",")
                or words[first - 1].lower in HYPHENS
            )
        )

    def _after(self, words: Sequence[Lexeme], first: int, last: int, value: int) -> bool:
        if last + 1 >= len(words):
            return False
        after, topic = words[last + 1], self.topic
        if after.lower in topic.not_counted or self._shares_unit(words, first, last):
            return True
        if after.lower == "/" and last + 2 < len(words) and words[last + 2].digits:
            # "Picture 1 / 4"
            return words[last].digits
        glued = after.start == words[last].end
        if glued and after.lower in (":", "/", "%", "°", "_"):
            return True
        if glued and after.lower in HYPHENS and last + 2 < len(words):
            other = words[last + 2]
            if other.start == after.end:
                if other.text[0].isalpha():
                    return other.lower not in topic.units and other.lower != "to"
                if other.digits and value <= LAST_DAY and self.is_month(words, last + 3):
                    return True
        if words[first].digits and value <= LAST_DAY and self.is_month(words, last + 1):
            return True
        return after.lower in ("a", "p") and last + 3 < len(words) and words[last + 3].lower == "m"

    def _shares_unit(self, words: Sequence[Lexeme], first: int, last: int) -> bool:
        """Say whether the next number has their unit ("9 to 11 years", "12- and 10-year-old")."""
        joint = last + 1
        hung = words[joint].lower in HYPHENS and words[joint].start == words[last].end
        if hung and joint + 1 < len(words) and words[joint + 1].start > words[joint].end:
            joint += 1
        between = first > 0 and words[first - 1].lower == "between"
        joins = words[joint].lower in HYPHENS or words[joint].lower in ("to", "or")
        if not (joins or (words[joint].lower == "and" and (between or joint > last + 1))):
            return False
        if joint + 2 >= len(words):
            return False
        other, behind = words[joint + 1], words[joint + 2]
        if not (other.digits or other.lower in self.topic.units):
            return False
        if behind.lower in self.topic.not_counted:
            return True
        hyphenated = behind.lower in HYPHENS and is_glued(words, joint + 2)
        return hyphenated and words[joint + 3].lower in self.topic.not_counted


def chain_end(words: Sequence[Lexeme], at: int) -> int | None:
    """Return the end of a chain of three runs of digits or more (a date, a telephone number)."""
    runs = 1
    while (
        at + 2 < len(words)
        and (words[at + 1].lower in HYPHENS or words[at + 1].lower in ("/", "."))
        and is_glued(words, at + 1)
        and words[at + 2].digits
    ):
        runs, at = runs + 1, at + 2
    return at + 1 if runs >= 3 else None


__all__ = ["LookAlikes", "NumbersTopic", "chain_end"]
