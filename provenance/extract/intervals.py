"""Turn numbers and the qualifiers around them into intervals (the table of the data model)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.extract.lexemes import HYPHENS, Lexeme
from provenance.extract.numbers import Number, NumberReader, QualifiersTopic
from provenance.packs.loader import Packs

_ARTICLES = frozenset({"a", "an", "another"})
# What opens a range of qualified numbers, and what joins them.
SPREADS = frozenset({("from", "to"), ("between", "and")})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its qualifiers: lexemes ``first`` to ``last``, span, interval, rule."""

    first: int
    last: int
    start: int
    end: int
    low: int
    high: int | None
    point: int | None
    rule: str
    number: Number
    """The (first) number expression inside the span."""
    number_last: int
    """The last lexeme of the number without qualifiers behind it."""


class IntervalReader:
    """Reads quantities of a sentence: numbers, qualifiers on either side, ranges."""

    def __init__(self, packs: Packs, profile: str = "default") -> None:
        self.numbers = NumberReader(packs, profile)
        topic = packs.topic("qualifiers", QualifiersTopic)
        self.before = _table(topic.before)
        self.after = _table(topic.after)
        self.reach = max((len(words) for words in self.before), default=0)
        self.after_heads = {words[0] for words in self.after}
        self.reach_after = max((len(words) for words in self.after), default=0)
        self.between = frozenset(topic.between)
        self.particles = topic.particles
        self.prepositions = topic.prepositions
        self.joiners = frozenset(topic.ranges.joiners)
        self.openers = frozenset(topic.ranges.openers)
        self.bounds = frozenset(topic.ranges.bounds)
        self.perhaps = frozenset(topic.ranges.perhaps)
        self.moves = frozenset(topic.ranges.moves)

    def find(self, text: str, words: Sequence[Lexeme]) -> list[Quantity]:
        """Return the quantities of a sentence in order."""
        numbers = self.numbers.find(text, words)
        found: list[Quantity] = []
        at = 0
        floor = 0
        while at < len(numbers):
            number = numbers[at]
            other = numbers[at + 1] if at + 1 < len(numbers) else None
            quantity = self._range(words, number, other, floor) if other else None
            if quantity is not None:
                at += 2
            else:
                quantity = self._qualified(words, number, None, number.first, floor)
                at += 1
            while found and found[-1].last >= quantity.first:
                # "an estimated 50", "no fewer than 12": the article is the qualifier's.
                found.pop()
            found.append(self._bounded(words, found, self._spread(words, found, quantity)))
            if not _yields(quantity.number):
                floor = quantity.last + 1
        return found

    def _bounded(
        self, words: Sequence[Lexeme], found: list[Quantity], quantity: Quantity
    ) -> Quantity:
        """Take the lower bound before an upper one in: "at least 27 and up to 30" is one range.

        So is "at least 3, maybe 5".
        """
        if not found or quantity.high is None:
            return quantity
        least = found[-1]
        if least.rule not in ("interval.at_least", "interval.more_than"):
            return quantity
        between = [word.lower for word in words[least.last + 1 : quantity.first]]
        if not between or any(word not in self.bounds for word in between):
            return quantity
        exact = quantity.rule == "interval.exact" and not self.perhaps.isdisjoint(between)
        if quantity.rule != "interval.up_to" and not exact:
            return quantity
        if least.low > quantity.high:
            return quantity
        found.pop()
        return replace(
            quantity,
            first=least.first,
            start=least.start,
            low=least.low,
            point=None,
            rule="interval.range",
        )

    def _spread(
        self, words: Sequence[Lexeme], found: list[Quantity], quantity: Quantity
    ) -> Quantity:
        """Join two qualified numbers to a range: "from about 500 to some 1,300".

        Two plain ones are joined before, so one of these has a qualifier.
        """
        if not found or found[-1].first == 0 or quantity.first != found[-1].last + 2:
            return quantity
        least = found[-1]
        joiner = words[least.last + 1].lower
        if (words[least.first - 1].lower, joiner) not in SPREADS:
            return quantity
        if least.number.article or quantity.number.article or least.low > quantity.low:
            return quantity
        if least.number.unit != quantity.number.unit or least.high == 0:
            return quantity
        before = words[least.first - 2].lower if least.first > 1 else ""
        if before in self.moves:
            # "The toll rose from some 50 to more than 70" is no range.
            return quantity
        found.pop()
        first = least.first - 1
        return replace(
            quantity,
            first=first,
            start=words[first].start,
            low=least.low,
            point=None,
            rule="interval.range",
        )

    def _range(
        self, words: Sequence[Lexeme], number: Number, other: Number, floor: int
    ) -> Quantity | None:
        """Read "between N and M", "from N to M", "N to M", "N–M", "N or M"."""
        if (
            number.article
            or other.article
            or other.low < number.low
            or number.rule == "number.none"
        ):
            return None
        if number.high is None or other.high is None or number.unit not in (None, other.unit):
            return None
        if other.first != number.last + 2:
            return None
        joiner = words[number.last + 1].lower
        opener = words[number.first - 1].lower if number.first > floor else ""
        if opener in ("from", "by") and number.first - 1 > floor:
            moved = words[number.first - 2].lower in self.moves
            if moved:
                # "The toll rose from 52 to 57", "rose by five to 57": no range.
                return None
        if joiner == "and":
            if opener != "between":
                return None
        elif joiner not in self.joiners or number.low == other.low:
            return None
        if number.maybe_year and other.maybe_year:
            return None
        first = number.first - 1 if opener in self.openers else number.first
        return self._qualified(words, number, other, first, floor)

    def _qualified(
        self,
        words: Sequence[Lexeme],
        number: Number,
        other: Number | None,
        first: int,
        floor: int,
    ) -> Quantity:
        last = number_last = (other or number).last
        low, high, point = number.low, (other or number).high, None if other else number.point
        rule = "interval.range" if other else _plain_rule(number)
        kinds: list[str] = []
        step = first
        while step > floor:
            hit = self._ending_at(words, step, floor)
            if hit is None:
                break
            kind, step = hit
            pointed = step < first - 1 and words[first - 1].lower == "the"
            if pointed and words[first - 2].lower in self.prepositions:
                # "Spoke about the two": whom of, not how many.
                break
            article = number.article and words[number.first].lower in _ARTICLES
            if article and kind != "at_least":
                # "Under a house", "over a bridge": where it is, not how many.
                break
            kinds.append(kind)
            first = step
        ahead = self._starting_at(words, last + 1)
        if ahead is not None:
            kinds.append(ahead[0])
            last = ahead[1]
        if kinds and number.rule != "number.none":
            kind = _strongest(kinds)
            if not (other is not None and kind in ("about", "nearly")):
                low, high, point = apply(kind, low, high, point)
                rule = f"interval.{kind}"
        return Quantity(
            first,
            last,
            words[first].start,
            words[last].end,
            low,
            high,
            point,
            rule,
            number,
            number_last,
        )

    def _ending_at(self, words: Sequence[Lexeme], end: int, floor: int) -> tuple[str, int] | None:
        """Return the qualifier whose last word stands before lexeme ``end``, and its first."""
        for skip in (0, 1):
            stop = end - skip
            if skip and (stop <= floor or words[stop].lower not in self.between):
                return None
            for length in range(min(self.reach, stop - floor), 0, -1):
                run = tuple(word.lower for word in words[stop - length : stop])
                kind = self.before.get(run)
                if kind is not None and not self._of_verb(words, stop - length, floor):
                    return kind, stop - length
        return None

    def _of_verb(self, words: Sequence[Lexeme], at: int, floor: int) -> bool:
        """Say whether the word at ``at`` is a part of the verb before it ("handed over 37")."""
        verbs = self.particles.get(words[at].lower)
        return verbs is not None and at > floor and words[at - 1].lower in verbs

    def _starting_at(self, words: Sequence[Lexeme], at: int) -> tuple[str, int] | None:
        """Return the qualifier whose first word is lexeme ``at``, and its last."""
        for length in range(min(self.reach_after, len(words) - at), 0, -1):
            run = tuple(word.lower for word in words[at : at + length])
            kind = self.after.get(run)
            if kind is not None:
                following = words[at + length].lower if at + length < len(words) else ""
                if following.isdigit() or following in HYPHENS or following == "than":
                    continue
                return kind, at + length - 1
        return None

    def trailing(self, words: Sequence[Lexeme], at: int) -> tuple[str, int] | None:
        """Return a qualifier standing behind the noun phrase ("30 people at least")."""
        return self._starting_at(words, at)


def _yields(number: Number) -> bool:
    """Say whether the number may turn out to be a word of a qualifier ("no", "many", "a")."""
    return number.article or number.unquantified or number.rule == "number.none"


def apply(
    kind: str, low: int, high: int | None, point: int | None
) -> tuple[int, int | None, int | None]:
    """Return the interval of a qualified number; ``low <= point <= high`` stays true."""
    if kind == "at_least":
        return low, None, None
    if kind == "more_than":
        return (low + 1 if point is not None else low), None, None
    if kind == "up_to":
        return 0, high, None
    if kind == "less_than":
        return 0, None if high is None else max(high - 1, 0), None
    if point is None:
        return low, high, None
    if kind == "about":
        return low * 9 // 10, -(-(high or low) * 11 // 10), point
    if kind == "nearly":
        return low * 9 // 10, max(low - 1, low * 9 // 10), None
    return low, high, point


def _strongest(kinds: Sequence[str]) -> str:
    """A bound speaks before an estimate: "an estimated at least 50" is at least 50."""
    order = ("at_least", "more_than", "up_to", "less_than", "nearly", "about")
    return min(kinds, key=lambda kind: order.index(kind) if kind in order else len(order))


def _plain_rule(number: Number) -> str:
    names = {
        "number.none": "interval.none",
        "number.vague": "interval.vague",
        "number.unquantified": "interval.unquantified",
        "number.one": "interval.one",
    }
    return names.get(number.rule, "interval.exact")


def _table(groups: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], str]:
    """Return word sequence to kind; sequences are split as sentences are."""
    return {tuple(text.split()): kind for kind, texts in groups.items() for text in texts}


__all__ = ["IntervalReader", "Quantity", "apply"]
