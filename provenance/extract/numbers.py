"""Read number expressions: digits, words, vague quantities, articles; exact spans, linear.

Works on the text of one sentence.  What only looks like a count (a date, an age, a price,
"S-400", "T4", a share, a rate) is left out here or marked ``maybe_year``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from provenance.extract.lexemes import (
    Lexeme,
    is_blank_group,
    is_glued,
    is_hyphenated,
    is_three_digits,
)
from provenance.extract.lookalikes import LookAlikes, NumbersTopic, chain_end
from provenance.extract.numberwords import NumberWords
from provenance.extract.timewords import times_of
from provenance.packs.loader import Packs, Topic

MAX_DIGITS = 12
LEAST_SHARED = 1000
# Rules of numbers that count only beside certain words.
MULTIPLE, BOTH = "number.multiple", "number.both"


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
    bounds: list[str] = []
    """Words between a lower and an upper bound ("at least 27 and up to 30")."""
    perhaps: list[str] = []
    """Of these, the words that make a plain number an upper bound ("at least 3, maybe 5")."""
    moves: list[str] = []
    """Words before "from" by which a number became another: "rose from 52 to 57"."""


class QualifiersTopic(Topic):
    """Topic ``qualifiers``: words before and after numbers; vague words by profile."""

    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    between: list[str] = []
    particles: dict[str, frozenset[str]] = {}
    prepositions: frozenset[str] = frozenset()
    ranges: RangesTopic = Field(default_factory=RangesTopic)
    vague_openers: list[str] = []
    profiles: dict[str, dict[str, Vague]] = {}


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
    """Unit of area behind the number ("km2")."""
    unit_end: int = 0
    """Where the words of the unit end."""


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
        self.words = NumberWords(self.units, self.scales)
        self.none = frozenset(self.topic.none)
        self.articles = frozenset(self.topic.articles)
        self.idioms: dict[str, list[tuple[str, ...]]] = {}
        for idiom in self.topic.idioms:
            run = tuple(idiom.split())
            self.idioms.setdefault(run[0], []).append(run)
        self.areas = {tuple(text.split()): unit for text, unit in self.topic.areas.items()}
        self.longest_area = max((len(words) for words in self.areas), default=0)
        self.alikes = LookAlikes(self.topic, times_of(packs))
        self.openers = frozenset(
            {"half", *self.units, *self.scales, *self.articles, *self.vague_heads, *self.none}
        ).union(self.topic.shares, self.topic.multiples, self.topic.both)
        """Words that a number in words begins with: most words are no more looked at."""

    def find(self, text: str, words: Sequence[Lexeme]) -> list[Number]:
        """Return the numbers of a sentence in order; they do not overlap."""
        found: list[Number] = []
        at = 0
        openers = self.openers
        while at < len(words):
            word = words[at]
            if word.lower not in openers and not word.digits:
                at += 1
                continue
            number, end = self._read(text, words, at)
            if number is not None:
                if found and found[-1].article and found[-1].last + 1 >= number.first:
                    found.pop()
                found.append(number)
            at = max(end, at + 1)
        return found

    def _read(self, text: str, words: Sequence[Lexeme], at: int) -> tuple[Number | None, int]:
        word = words[at]
        if word.digits:
            return self._digits(text, words, at)
        lower = word.lower
        for run in self.idioms.get(lower, ()):
            if tuple(other.lower for other in words[at : at + len(run)]) == run:
                return None, at + len(run)
        share = self._share(words, at)
        if share is not None:
            return share, share.last + 1
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
                return self._article(words, at)
            return self._words(text, words, at)
        number, end = self._vague(words, at, opener)
        if number is not None:
            return number, end
        if lower in self.articles:
            return self._article(words, at)
        many = self.topic.multiples.get(lower)
        if many is not None:
            return self._make(words, at, at, many, many, many, MULTIPLE), at + 1
        if lower in self.topic.both:
            return self._make(words, at, at, 2, 2, 2, BOTH), at + 1
        if lower in self.none:
            following = words[at + 1].lower if at + 1 < len(words) else ""
            last = at + 1 if lower == "no" and following == "one" else at
            if lower == "no" and (following == "." or following in self.topic.no_count):
                return None, at + 1
            return self._make(words, at, last, 0, 0, 0, "number.none"), last + 1
        return None, at + 1

    def _share(self, words: Sequence[Lexeme], at: int) -> Number | None:
        """Read a half or a quarter of a scale ("half a million", "a quarter of a million")."""
        first, step = at, at
        if words[at].lower in self.articles and at + 1 < len(words):
            step += 1
        part = self.topic.shares.get(words[step].lower)
        if part is None:
            return None
        step += 1
        for more in (("of",), self.articles):
            if step < len(words) and words[step].lower in more:
                step += 1
        scale = self.scales.get(words[step].lower, 0) if step < len(words) else 0
        if scale < LEAST_SHARED:
            return None
        value = scale // part
        return self._make(words, first, step, value, value, value, "number.words")

    def _make(
        self,
        words: Sequence[Lexeme],
        first: int,
        last: int,
        low: int,
        high: int | None,
        point: int | None,
        rule: str,
        **more: bool | str | int | None,
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

    def _article(self, words: Sequence[Lexeme], at: int) -> tuple[Number | None, int]:
        last = at
        if words[at].lower == "another" and at + 1 < len(words) and words[at + 1].lower == "one":
            last = at + 1
        if last + 1 < len(words) and is_hyphenated(words, last):
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
            scale = self.words.scale(words, step)
            if not value.unquantified and scale:
                last = step
                low, high = low * scale, None if high is None else high * scale
            elif run[0] in self.topic.with_article:
                opener = self._opener(words, at)
                if opener == at:
                    return None, at + 1
            rule = "number.unquantified" if value.unquantified else "number.vague"
            number = self._make(
                words, opener, last, low, high, value.point, rule, unquantified=value.unquantified
            )
            return number, last + 1
        return None, at + 1

    def _area(self, words: Sequence[Lexeme], at: int) -> tuple[str | None, int]:
        """Return the unit of area whose words begin at ``at``, and the lexeme behind them."""
        for length in range(self.longest_area, 0, -1):
            run = tuple(word.lower for word in words[at : at + length])
            if len(run) == length and run in self.areas:
                return self.areas[run], at + length
        return None, at

    def _opener(self, words: Sequence[Lexeme], at: int) -> int:
        """Return the article before a vague noun, one adjective between at most."""
        for back in (1, 2):
            if at - back >= 0 and words[at - back].lower in ("a", "an"):
                return at - back
        return at

    def _words(self, text: str, words: Sequence[Lexeme], at: int) -> tuple[Number | None, int]:
        """Read number words: "twenty-six", "one hundred and four", "two dozen"."""
        value, last = self.words.read(words, at)
        end = last + 1
        if value is None or (last == at and words[at].lower in self.scales and value > 1000):
            return None, end
        if last == at and words[at].lower in ("a", "an", "another"):
            return self._article(words, at)
        if self.alikes.is_one(words, at, last, value):
            return None, end
        return self._make(words, at, last, value, value, value, "number.words"), end

    def _digits(self, text: str, words: Sequence[Lexeme], at: int) -> tuple[Number | None, int]:
        """Read digits with separators, a scale and a unit behind them."""
        chain = chain_end(words, at)
        if chain is not None:
            return None, chain
        printed = words[at].text
        last = at
        fraction = ""
        separated = False
        while last + 2 < len(words) or is_blank_group(text, words, last):
            mark = words[last + 1]
            if (
                mark.lower == ","
                and is_glued(words, last + 1)
                and is_three_digits(words[last + 2])
                and len(words[at].text) <= 3
            ):
                printed += words[last + 2].text
                last += 2
                separated = True
            elif (
                len(words[at].text) <= 3
                and is_blank_group(text, words, last)
                and not self.alikes.is_month(words, at - 1)
            ):
                printed += words[last + 1].text
                last += 1
                separated = True
            elif mark.lower == "." and is_glued(words, last + 1) and words[last + 2].digits:
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
        scale = 1
        unit, stop = self._area(words, end)
        if unit is not None:
            end = stop
        elif end < len(words) and words[end].start == words[end - 1].end:
            if words[end].text[0].isalpha():
                scale = self.topic.suffixes.get(words[end].lower, 0)
                if not scale:
                    return None, end + 1
                last, end = end, end + 1
        elif self.words.scale(words, end) not in (0, 20):
            scale, last = self.words.multiplier(words, end)
            end = last + 1
            if not scale:
                return None, end
        if fraction:
            if scale == 1 and unit is None:
                return None, end
            value = int(value * scale + int(fraction[:9]) * scale / 10 ** len(fraction[:9]))
        else:
            value *= scale
        if self.alikes.is_one(words, at, last, value, unit):
            return None, end
        maybe_year = 1900 <= value <= 2099 and len(printed) == 4 and not separated and scale == 1
        if maybe_year and self.alikes.is_year(words, at):
            return None, end
        if maybe_year and self.alikes.is_span_of_years(words, end):
            return None, end + 2
        number = self._make(
            words,
            at,
            last,
            value,
            value,
            value,
            "number.digits",
            maybe_year=maybe_year,
            unit=unit,
            unit_end=words[end - 1].end if unit is not None else 0,
        )
        return number, end


__all__ = ["BOTH", "MULTIPLE", "Number", "NumberReader", "QualifiersTopic", "Vague"]
