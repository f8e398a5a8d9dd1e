"""Read number expressions: digits, words, vague quantities, articles; exact spans, linear.

Works on the text of one sentence.  What only looks like a count (a date, an age, a price,
"S-400", "T4", a share, a rate) is left out here or marked ``maybe_year``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from provenance.packs.loader import Packs, Topic

LEXEME = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]|_")
HYPHENS = frozenset("-‐‑–—−")
THOUSANDS_BLANKS = frozenset("   ")
MAX_DIGITS = 12


class NumbersTopic(Topic):
    """Topic ``numbers``: number words, and words that make a number none of ours."""

    units: dict[str, int] = {}
    scales: dict[str, int] = {}
    suffixes: dict[str, int] = {}
    none: list[str] = []
    articles: list[str] = []
    months: list[str] = []
    labels: list[str] = []
    not_counted: list[str] = []
    money: list[str] = []
    rate: list[str] = []


class Vague(Topic):
    """The interval of a vague quantity under one profile."""

    low: int
    high: int | None = None
    point: int | None = None
    unquantified: bool = False


class RangesTopic(Topic):
    """Words that join two numbers to a range."""

    joiners: list[str] = []
    openers: list[str] = []


class QualifiersTopic(Topic):
    """Topic ``qualifiers``: words before and after numbers; vague words by profile."""

    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    between: list[str] = []
    ranges: RangesTopic = Field(default_factory=RangesTopic)
    vague_openers: list[str] = []
    profiles: dict[str, dict[str, Vague]] = {}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word, a run of digits or one other character of the sentence."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def digits(self) -> bool:
        """Say whether it is a run of decimal digits."""
        return self.text[0].isdecimal()


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression: lexemes ``first`` to ``last`` (inclusive), its span and reading."""

    first: int
    last: int
    start: int
    end: int
    low: int
    high: int | None
    point: int | None
    rule: str
    unquantified: bool = False
    article: bool = False
    """Only "a", "an", "one" or "another": a count only beside a thing lost, taken or hurt."""
    maybe_year: bool = False
    unit: str | None = None
    """Letters printed at once behind the digits ("km2")."""


def lexemes(text: str) -> list[Lexeme]:
    """Split a sentence into words, runs of digits and single other characters."""
    return [Lexeme(m.start(), m.end(), m.group(), m.group().lower()) for m in LEXEME.finditer(text)]


class NumberReader:
    """Finds the numbers of a sentence by one lexicon and one profile of vague words."""

    def __init__(self, packs: Packs, profile: str = "default") -> None:
        self.topic = packs.topic("numbers", NumbersTopic)
        qualifiers = packs.topic("qualifiers", QualifiersTopic)
        self.vague: Mapping[tuple[str, ...], Vague] = {
            tuple(words.split()): value
            for words, value in qualifiers.profiles.get(profile, {}).items()
        }
        self.vague_heads = {words[0] for words in self.vague}
        self.longest_vague = max((len(words) for words in self.vague), default=0)
        self.units = self.topic.units
        self.scales = self.topic.scales
        self.none = frozenset(self.topic.none)
        self.articles = frozenset(self.topic.articles)
        self.months = frozenset(self.topic.months)
        self.labels = frozenset(self.topic.labels)
        self.not_counted = frozenset(self.topic.not_counted)
        self.money = frozenset(self.topic.money)

    def find(self, text: str, words: Sequence[Lexeme]) -> list[Number]:
        """Return the numbers of a sentence in order; they do not overlap."""
        found = []
        at = 0
        while at < len(words):
            number, end = self._read(text, words, at)
            if number is not None:
                found.append(number)
            at = max(end, at + 1)
        return found

    def _read(self, text: str, words: Sequence[Lexeme], at: int) -> tuple[Number | None, int]:
        word = words[at]
        if word.digits:
            return self._digits(text, words, at)
        lower = word.lower
        opener = at
        if lower in self.articles or lower == "half":
            step = at + 1
            if lower == "half" and step < len(words) and words[step].lower in ("a", "dozen"):
                step += words[step].lower == "a"
                if step < len(words) and words[step].lower == "dozen":
                    return self._make(words, at, step, 6, 6, 6, "number.words"), step + 1
            if lower != "half" and step < len(words):
                number, end = self._vague(words, step, opener)
                if number is not None:
                    return number, end
                if lower in ("a", "an", "another") and words[step].lower in self.scales:
                    return self._words(text, words, at)
        if lower in self.units or lower in self.scales:
            if lower == "one" and not self._word_goes_on(words, at):
                return self._article(text, words, at)
            return self._words(text, words, at)
        number, end = self._vague(words, at, opener)
        if number is not None:
            return number, end
        if lower in self.articles:
            return self._article(text, words, at)
        if lower in self.none:
            following = words[at + 1].lower if at + 1 < len(words) else ""
            last = at + 1 if lower == "no" and following == "one" else at
            if lower == "no" and following in (".", "matter", "longer", "doubt", "sign"):
                return None, at + 1
            return self._make(words, at, last, 0, 0, 0, "number.none"), last + 1
        return None, at + 1

    def _make(
        self,
        words: Sequence[Lexeme],
        first: int,
        last: int,
        low: int,
        high: int | None,
        point: int | None,
        rule: str,
        **more: bool | str | None,
    ) -> Number:
        return Number(
            first,
            last,
            words[first].start,
            words[last].end,
            low,
            high,
            point,
            rule,
            **more,  # type: ignore[arg-type]
        )

    def _article(self, text: str, words: Sequence[Lexeme], at: int) -> tuple[Number | None, int]:
        last = at
        if words[at].lower == "another" and at + 1 < len(words) and words[at + 1].lower == "one":
            last = at + 1
        if last + 1 < len(words) and _hyphenated(text, words, last):
            return None, last + 1
        return self._make(words, at, last, 1, 1, 1, "number.one", article=True), last + 1

    def _word_goes_on(self, words: Sequence[Lexeme], at: int) -> bool:
        following = words[at + 1].lower if at + 1 < len(words) else ""
        return following in self.scales

    def _vague(self, words: Sequence[Lexeme], at: int, opener: int) -> tuple[Number | None, int]:
        """Read a vague quantity, with a scale behind it if there is one ("several hundred")."""
        if words[at].lower not in self.vague_heads:
            return None, at + 1
        for length in range(self.longest_vague, 0, -1):
            run = tuple(word.lower for word in words[at : at + length])
            value = self.vague.get(run)
            if value is None or len(run) < length:
                continue
            last = at + length - 1
            low, high = value.low, value.high
            step = last + 1
            if step < len(words) and words[step].lower == "of":
                step += 1
            if not value.unquantified and step < len(words) and words[step].lower in self.scales:
                scale = self.scales[words[step].lower]
                last = step
                low, high = low * scale, None if high is None else high * scale + scale - 1
            elif run in (("couple",), ("pair",)) and opener == at:
                return None, at + 1
            rule = "number.unquantified" if value.unquantified else "number.vague"
            number = self._make(
                words, opener, last, low, high, value.point, rule, unquantified=value.unquantified
            )
            return number, last + 1
        return None, at + 1

    def _words(self, text: str, words: Sequence[Lexeme], at: int) -> tuple[Number | None, int]:
        """Read number words: "twenty-six", "one hundred and four", "two dozen"."""
        total = group = 0
        last = step = at
        below: int | None = None
        seen = False
        while step < len(words):
            lower = words[step].lower
            if lower in ("a", "an", "another") and not seen and step == at:
                seen, group, last = True, 1, step
            elif lower in self.units:
                value = self.units[lower]
                if below is not None and value >= below:
                    break
                if value == 0 and seen:
                    break
                group += value
                below = 10 if value >= 20 else 1
                last, seen = step, True
            elif lower in self.scales:
                scale = self.scales[lower]
                if scale in (12, 20):
                    if total or (lower == "score" and not seen):
                        break
                    group = max(group, 1) * scale
                    last = step
                    break
                if scale == 100:
                    if group >= 100:
                        break
                    group = max(group, 1) * scale
                    below = 100
                else:
                    total += max(group, 1) * scale
                    group, below = 0, 1000
                last, seen = step, True
            elif lower in HYPHENS and step > at and _glued(words, step):
                following = words[step + 1].lower
                if following not in self.units and following not in self.scales:
                    break
            elif (
                lower == "and"
                and seen
                and words[last].lower in self.scales
                and step + 1 < len(words)
                and words[step + 1].lower in self.units
            ):
                pass
            else:
                break
            step += 1
        value = total + group
        end = last + 1
        if words[at].lower in self.scales and last == at and words[at].lower != "dozen":
            value = self.scales[words[at].lower]
        if last == at and words[at].lower in ("a", "an", "another"):
            return self._article(text, words, at)
        if self._is_something_else(text, words, at, last, value):
            return None, end
        return self._make(words, at, last, value, value, value, "number.words"), end

    def _digits(self, text: str, words: Sequence[Lexeme], at: int) -> tuple[Number | None, int]:
        """Read digits with separators, a scale and a unit behind them."""
        printed = words[at].text
        last = at
        fraction = ""
        separated = False
        while last + 2 < len(words) or _blank_group(text, words, last):
            mark = words[last + 1]
            if (
                mark.lower == ","
                and _glued(words, last + 1)
                and _three_digits(words[last + 2])
                and len(words[at].text) <= 3
            ):
                printed += words[last + 2].text
                last += 2
                separated = True
            elif (
                len(words[at].text) <= 3
                and _blank_group(text, words, last)
                and not (at and words[at - 1].lower.rstrip(".") in self.months)
                and not (
                    at > 1 and words[at - 1].lower == "." and words[at - 2].lower in self.months
                )
            ):
                printed += words[last + 1].text
                last += 1
                separated = True
            elif mark.lower == "." and _glued(words, last + 1) and words[last + 2].digits:
                if fraction:
                    return None, last + 3
                fraction = words[last + 2].text
                last += 2
            else:
                break
        end = last + 1
        if len(printed) > MAX_DIGITS:
            return None, end
        try:
            value = int(printed)
        except ValueError:
            return None, end
        unit: str | None = None
        scale = 1
        if end < len(words) and words[end].start == words[end - 1].end:
            follower = words[end]
            if follower.text[0].isalpha():
                suffix = follower.lower
                stop = end
                if (
                    suffix in ("km", "m")
                    and end + 1 < len(words)
                    and words[end + 1].lower in ("2", "²")
                ):
                    suffix, stop = suffix + words[end + 1].lower, end + 1
                if suffix not in self.topic.suffixes:
                    return None, end + 1
                scale = self.topic.suffixes[suffix]
                if scale == 1:
                    unit, end = suffix, stop + 1
                else:
                    last, end = stop, stop + 1
        elif end < len(words) and words[end].lower in self.scales and words[end].lower != "score":
            scale = self.scales[words[end].lower]
            last, end = end, end + 1
        if fraction:
            if scale == 1:
                return None, end
            value = int(value * scale + int(fraction[:9]) * scale / 10 ** len(fraction[:9]))
        else:
            value *= scale
        if self._is_something_else(text, words, at, last, value, unit):
            return None, end
        maybe_year = 1900 <= value <= 2099 and len(printed) == 4 and not separated and scale == 1
        number = self._make(
            words, at, last, value, value, value, "number.digits", maybe_year=maybe_year, unit=unit
        )
        return number, end

    def _is_something_else(
        self,
        text: str,
        words: Sequence[Lexeme],
        first: int,
        last: int,
        value: int,
        unit: str | None = None,
    ) -> bool:
        """Say whether the number is a date, an age, a price, a name, a share or a length."""
        if unit is not None:
            return unit in ("km",)
        before = words[first - 1] if first else None
        after = words[last + 1] if last + 1 < len(words) else None
        glued_before = before is not None and before.end == words[first].start
        glued_after = after is not None and after.start == words[last].end
        if before is not None:
            if before.lower in self.money and glued_before:
                return True
            if glued_before and (
                before.text[0].isalnum() or before.lower in ("/", ":", "_", "'", "’")
            ):
                return True
            if glued_before and before.lower in HYPHENS and first >= 2:
                other = words[first - 2]
                if (
                    other.end == before.start
                    and other.text[0].isalpha()
                    and (other.lower not in self.units)
                ):
                    return True
            if before.lower in self.labels and before.lower != "number":
                return True
            if before.lower == "." and first >= 2 and words[first - 2].lower in ("no", "nos", "st"):
                return True
            if words[first].digits and value <= 31 and _month(words, first - 1, self.months):
                return True
        if after is not None:
            if after.lower in self.not_counted:
                return True
            if glued_after and after.lower in (":", "/", "%", "°", "_"):
                return True
            if glued_after and after.lower in HYPHENS and last + 2 < len(words):
                other = words[last + 2]
                if (
                    other.start == after.end
                    and other.text[0].isalpha()
                    and (other.lower not in self.units and other.lower not in ("to",))
                ):
                    return True
            if words[first].digits and value <= 31 and _month(words, last + 1, self.months):
                return True
            if after.lower in ("a", "p") and last + 3 < len(words) and words[last + 3].lower == "m":
                return True
        return False


def _month(words: Sequence[Lexeme], at: int, months: frozenset[str]) -> bool:
    """Say whether the word at ``at`` (or before a full stop there) is a capitalised month."""
    if at < 0 or at >= len(words):
        return False
    word = words[at]
    if word.lower == "." and at and words[at - 1].end == word.start:
        word = words[at - 1]
    return word.lower in months and word.text[0].isupper()


def _glued(words: Sequence[Lexeme], at: int) -> bool:
    """Say whether the lexeme touches both neighbours."""
    return (
        0 < at < len(words) - 1
        and words[at - 1].end == words[at].start
        and words[at].end == words[at + 1].start
    )


def _three_digits(word: Lexeme) -> bool:
    return word.digits and len(word.text) == 3


def _blank_group(text: str, words: Sequence[Lexeme], last: int) -> bool:
    """Say whether a group of three digits follows behind one blank ("1 300")."""
    if last + 1 >= len(words):
        return False
    word, following = words[last], words[last + 1]
    if not _three_digits(following) or following.start != word.end + 1:
        return False
    if last + 2 < len(words) and words[last + 2].start == following.end:
        nearby = words[last + 2].text
        if nearby[0].isalnum() or nearby in HYPHENS or nearby == "/":
            return False
    return text[word.end] in THOUSANDS_BLANKS


def _hyphenated(text: str, words: Sequence[Lexeme], last: int) -> bool:
    """Say whether a hyphen ties the word to the next ("one-sided")."""
    return words[last + 1].lower in HYPHENS and _glued(words, last + 1)


__all__ = ["Lexeme", "Number", "NumberReader", "NumbersTopic", "QualifiersTopic", "lexemes"]
