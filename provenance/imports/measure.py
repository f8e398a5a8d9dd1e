"""Measuring: our own extraction held against claims that a person annotated.

A figure is found when it is read from overlapping words of the same sentence and counts the
same thing; it is right when its interval and its source are right too.  A statement is found
when one of the same sentence has the same source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from provenance.extract.intervals import IntervalReader
from provenance.extract.lexemes import lexemes
from provenance.imports.grounded import GroundedClaim
from provenance.imports.merge import Imported, merge
from provenance.naming import normalise
from provenance.packs import Packs
from provenance.records import Claim, Extraction, Figure, Mention

FOUND, RIGHT, STATEMENTS = "figures found", "figures right", "statements with their source"
INTERVALS, MEASURES, CUES = "intervals, by rule", "figures, by measure", "statements, by rule"
ORDER = (FOUND, RIGHT, STATEMENTS, INTERVALS, MEASURES, CUES)


class Score(NamedTuple):
    """What was expected, what was given, and how much of it was right."""

    what: str
    rule: str
    """The rule or measure that is counted; empty for all of them."""
    expected: int
    given: int
    right: int
    right_given: int
    """Those of ``given`` that are right; where rules differ, not those of ``expected``."""

    @property
    def precision(self) -> float | None:
        """Part of what was given that is right; None when nothing was given."""
        return self.right_given / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Part of what was expected that was given; None when nothing was expected."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        p, r = self.precision, self.recall
        return None if p is None or r is None else 2 * p * r / (p + r) if p + r else 0.0

    def as_dict(self, *, partial: bool) -> dict[str, Any]:
        """Return the score as a plain mapping; without precision when little is annotated."""
        return {
            "what": self.what,
            "rule": self.rule or None,
            "expected": self.expected,
            "given": self.given,
            "right": self.right,
            "precision": None if partial else _rounded(self.precision),
            "recall": _rounded(self.recall),
            "f1": None if partial else _rounded(self.f1),
        }


class Mistake(NamedTuple):
    """One thing that is not as it was annotated."""

    kind: str
    """``missed``, ``extra``, ``interval``, ``measure``, ``source``, ``party``, ``modality``."""
    document: str
    sentence: str
    expected: str | None
    given: str | None
    rule: str | None
    """The rule of ours that gave it."""


@dataclass(slots=True)
class Tally:
    """Counts over any number of documents."""

    documents: int = 0
    refused: int = 0
    """Lines and claims that could not be used."""
    expected: Counter[tuple[str, str]] = field(default_factory=Counter)
    given: Counter[tuple[str, str]] = field(default_factory=Counter)
    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    right_given: Counter[tuple[str, str]] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)

    def scores(self) -> list[Score]:
        """Return the scores: the whole first, then by rule."""
        keys = sorted({*self.expected, *self.given}, key=lambda key: (ORDER.index(key[0]), key[1]))
        return [self._score(*key) for key in keys]

    def _score(self, what: str, rule: str) -> Score:
        key = (what, rule)
        given, right = self.given[key], self.right_given[key]
        if what == CUES:
            # Which rule would have found what was missed is not known: its recall is its share.
            return Score(what, rule, self.expected[STATEMENTS, ""], given, right, right)
        return Score(what, rule, self.expected[key], given, self.right[key], right)

    def count(self, what: str, expected: str | None, given: str | None, right: bool) -> None:
        """Count one thing under the rule that it was expected by, and the one that gave it."""
        if expected is not None:
            self.expected[what, expected] += 1
            self.right[what, expected] += right
        if given is not None:
            self.given[what, given] += 1
            self.right_given[what, given] += right


class Measure:
    """Holds extractions against annotated claims, and counts."""

    def __init__(self, packs: Packs) -> None:
        self.intervals = IntervalReader(packs)
        self.tally = Tally()

    def add(self, own: Extraction, gold: Sequence[GroundedClaim]) -> None:
        """Count one document."""
        page = _Page(own, self.tally, self.intervals)
        self.tally.documents += 1
        page.figures(gold)
        page.statements(gold)


class _Page:
    """One document being measured."""

    def __init__(self, own: Extraction, tally: Tally, intervals: IntervalReader) -> None:
        self.own = own
        self.tally = tally
        self.intervals = intervals
        self.name = own.document.external_id or own.document.title or own.document.id

    def figures(self, gold: Sequence[GroundedClaim]) -> None:
        """Count the figures."""
        ours = {figure.id: (claim, figure) for claim in self.own.claims for figure in claim.figures}
        merged = merge(self.own, [Imported("", "", "gold", None, tuple(gold))])
        matched: set[str] = set()
        for reading in merged.readings:
            wanted = reading.figure
            if wanted is None:
                continue
            rule = self._rule(wanted.text)
            pair = ours.get(wanted.id)
            if pair is None or wanted.id in matched:
                self._missed(reading.claim, wanted, rule)
                continue
            matched.add(wanted.id)
            self._pair(reading.claim, wanted, *pair, rule)
        for key, (claim, figure) in ours.items():
            if key not in matched:
                self._extra(claim, figure)

    def _missed(self, claim: Claim, wanted: Figure, rule: str) -> None:
        for what, key in ((FOUND, ""), (RIGHT, ""), (INTERVALS, rule), (MEASURES, wanted.measure)):
            self.tally.count(what, str(key), None, False)
        self._mistake("missed", claim, _said(wanted), None, None)

    def _extra(self, claim: Claim, figure: Figure) -> None:
        for what, key in (
            (FOUND, ""), (RIGHT, ""), (INTERVALS, figure.rule), (MEASURES, figure.measure),
        ):  # fmt: skip
            self.tally.count(what, None, str(key), False)
        self._mistake("extra", claim, None, _said(figure), figure.rule)

    def _pair(
        self, wanted_in: Claim, wanted: Figure, claim: Claim, figure: Figure, rule: str
    ) -> None:
        """Count a figure that both have."""
        found = wanted.measure is figure.measure
        interval = (wanted.low, wanted.high) == (figure.low, figure.high)
        source = same_source(wanted_in, claim)
        self.tally.count(FOUND, "", "", found)
        self.tally.count(RIGHT, "", "", found and interval and source)
        self.tally.count(INTERVALS, rule, figure.rule, interval)
        self.tally.count(MEASURES, wanted.measure.value, figure.measure.value, found)
        if not found:
            self._mistake("measure", claim, wanted.measure, figure.measure, figure.rule)
        if not interval:
            self._mistake("interval", claim, _said(wanted), _said(figure), figure.rule)
        if not source:
            self._mistake("source", claim, _source(wanted_in), _source(claim), claim.rule)
        if wanted.party != figure.party:
            self._mistake("party", claim, wanted.party, figure.party, figure.rule)
        if wanted_in.modality is not claim.modality:
            self._mistake("modality", claim, wanted_in.modality, claim.modality, claim.rule)

    def statements(self, gold: Sequence[GroundedClaim]) -> None:
        """Count the attributed statements, each of ours for one of theirs."""
        merged = merge(
            self.own.model_copy(update={"claims": ()}),
            [Imported("", "", "gold", None, tuple(gold))],
        )
        wanted = [row.claim for row in merged.added if row.figure is None and _mention(row.claim)]
        free: dict[int, list[Claim]] = {}
        for claim in self.own.claims:
            if _mention(claim) is not None:
                free.setdefault(claim.ordinal, []).append(claim)
        for claim in wanted:
            there = free.get(claim.ordinal, [])
            match = next((own for own in there if same_source(claim, own)), None)
            rule = match.rule if match else None
            self.tally.count(STATEMENTS, "", "" if match else None, match is not None)
            self.tally.count(CUES, None, rule, match is not None)
            if match is not None:
                there.remove(match)
        for claims in free.values():
            for claim in claims:
                self.tally.count(STATEMENTS, None, "", False)
                self.tally.count(CUES, None, claim.rule, False)

    def _rule(self, words: str) -> str:
        """Return the rule that reads the words of an annotated figure."""
        found = self.intervals.find(words, lexemes(words))
        return found[0].rule if found else "interval.named"

    def _mistake(
        self, kind: str, claim: Claim, expected: str | None, given: str | None, rule: str | None
    ) -> None:
        sentence = " ".join(self.own.document.text[slice(*claim.sentence)].split())
        self.tally.mistakes.append(Mistake(kind, self.name, sentence, expected, given, rule))


def same_source(one: Claim, other: Claim) -> bool:
    """Say whether two claims of one page have the same source, by its words or its name."""
    a, b = _mention(one), _mention(other)
    if a is None or b is None:
        return a is b
    if any(min(e, f) > max(s, t) for s, e in a.spans for t, f in b.spans):
        return True
    names = ({normalise(m.source.name), normalise(m.text)} for m in (a, b))
    return bool(set.intersection(*names))


def _mention(claim: Claim) -> Mention | None:
    return claim.attribution.source if claim.attribution else None


def _source(claim: Claim) -> str | None:
    mention = _mention(claim)
    return mention.source.name if mention else None


def _said(figure: Figure) -> str:
    high = "" if figure.high is None else str(figure.high)
    return f"{figure.text} [{figure.low}..{high}] {figure.measure.value}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def each(tally: Tally, kinds: Sequence[str] = ()) -> Iterator[Mistake]:
    """Yield the mistakes of some kinds, or all of them."""
    yield from (mistake for mistake in tally.mistakes if not kinds or mistake.kind in kinds)


__all__ = ["Measure", "Mistake", "Score", "Tally", "each", "same_source"]
