"""Figures: quantities of one thing in one sentence, with interval and scope.

Independent of who vouches: the claims module puts each figure into the claim whose
content holds it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from provenance.extract.extents import ExtentReader
from provenance.extract.governors import Governor, find_governor
from provenance.extract.intervals import IntervalReader, apply
from provenance.extract.measures import UNKNOWN, MeasureLexicon
from provenance.extract.numbers import lexemes
from provenance.extract.page import Page
from provenance.extract.parties import PartyReader
from provenance.extract.people import Named, NameTest, find_named
from provenance.extract.phrases import Bench, Phrase, find_phrase
from provenance.extract.subsets import is_joined, is_part
from provenance.packs.loader import Packs
from provenance.records import Evidence, Extent, Figure, Measure, Span, Zone, content_id

SILENT_ZONES = frozenset({Zone.BOILERPLATE, Zone.DATELINE})
UNITS = {
    "place": "place",
    "area": "km2",
    "attack": "attack",
    "weapon": "item",
    "item": "item",
    "person": "person",
    "building": "item",
    "breach": "item",
}
PERSON_MEASURES = frozenset(
    {
        Measure.KILLED,
        Measure.INJURED,
        Measure.KILLED_OR_INJURED,
        Measure.MISSING,
        Measure.DISPLACED,
        Measure.EVACUATED,
    }
)
WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Draft:
    """A figure in the making."""

    phrase: Phrase
    governor: Governor
    part_of: int | None = None
    """Index of the draft that it is a part of."""
    subset_rule: str = ""
    party: str | None = None
    party_at: tuple[int, int] | None = None
    party_rule: str = ""
    inherits: int | None = None
    spans: list[Span] = field(default_factory=list)


class FigureReader:
    """Reads the figures of parsed sentences with one stack of packs and one profile."""

    def __init__(self, packs: Packs, profile: str = "default") -> None:
        self.profile = profile
        self.intervals = IntervalReader(packs, profile)
        self.lexicon = MeasureLexicon(packs)
        self.parties = PartyReader(packs)
        self.extents = ExtentReader(packs)
        not_names = {word for words in self.parties.table for word in words} | set(
            self.lexicon.things
        )
        self.is_name = NameTest(
            frozenset(not_names)
            - {
                "general",
                "commander",
                "colonel",
                "captain",
                "major",
                "officer",
                "deputy",
                "sniper",
                "old",
                "christian",
                "judge",
                "mayor",
                "minister",
                "guard",
                "soldier",
                "priest",
                "twin",
                "pilot",
                "cleric",
            }
        )
        self.vocabulary = self._vocabulary()

    def read(self, page: Page, ordinal: int) -> list[Figure]:
        """Return the figures of one sentence in order of span."""
        doc = page.parses[ordinal]
        if doc is None:
            return []
        text = doc.text
        words = lexemes(text)
        quantities = self.intervals.find(text, words)
        bench = Bench(doc, self.lexicon)
        for quantity in quantities:
            if not quantity.number.article:
                bench.quantity_at[bench.token_at(quantity.start)] = quantity
        drafts: list[Draft] = []
        for quantity in quantities:
            phrase = find_phrase(bench, quantity)
            draft = self._draft(bench, phrase, drafts)
            if draft is not None:
                drafts.append(draft)
        drafts = self._once(bench, drafts)
        self._give_parties(bench, drafts)
        named = [
            name
            for name in find_named(bench, self.is_name)
            if not any(
                d.phrase.first <= name.last
                and name.first <= d.phrase.last + 6
                and d.phrase.quantity.number.article
                for d in drafts
            )
            and not any(d.phrase.first <= name.last and name.first <= d.phrase.last for d in drafts)
        ]
        figures = self._figures(page, ordinal, bench, drafts)
        figures += [self._named(page, ordinal, bench, name) for name in named]
        return sorted(figures, key=lambda figure: figure.span)

    def _draft(self, bench: Bench, phrase: Phrase, drafts: Sequence[Draft]) -> Draft | None:
        number = phrase.quantity.number
        before = drafts[-1] if drafts else None
        if number.article and not self._countable(bench, phrase):
            return None
        if number.maybe_year and phrase.thing == UNKNOWN:
            return None
        if not number.article and self._rate(bench, phrase):
            return None
        if (
            number.unquantified
            and number.low == 1
            and phrase.head is not None
            and bench.words[number_at(bench, phrase)] in ("heavy", "large")
            and bench.words[phrase.head] not in self.lexicon.losses
        ):
            return None
        rule = is_part(
            bench,
            phrase,
            before.phrase if before else None,
            bool(before and before.part_of is not None),
        )
        if rule is not None and before is not None:
            whole = before.part_of if before.part_of is not None else len(drafts) - 1
            total = drafts[whole]
            low = total.phrase.quantity.high
            if (low is None or number.low <= low) and phrase.thing in (
                total.phrase.thing,
                "person",
                UNKNOWN,
            ):
                governor = Governor(
                    total.governor.measure, total.governor.at, "measure.whole", "part"
                )
                return Draft(phrase, governor, whole, rule)
        governor_ = find_governor(bench, phrase)
        if (
            governor_ is None
            and before is not None
            and before.part_of is None
            and is_joined(bench, phrase, before.phrase)
        ) and (
            phrase.thing == before.phrase.thing
            or phrase.thing == UNKNOWN
            or before.governor.role == "object"
        ):
            governor_ = Governor(
                before.governor.measure,
                before.governor.at,
                "measure.joined",
                before.governor.role,
            )
        if governor_ is None:
            return None
        if number.article and governor_.measure in (
            Measure.ATTACKS,
            Measure.TERRITORY,
            Measure.OTHER,
            Measure.DEPLOYED,
            Measure.PRESENT,
        ):
            return None
        if (
            number.article
            and governor_.rule in ("measure.walk",)
            and before is None
            and bench.word(phrase.first - 1) == ","
        ):
            return None
        return Draft(phrase, governor_)

    def _countable(self, bench: Bench, phrase: Phrase) -> bool:
        """Say whether "a", "one", "another" stands before one thing that can be lost."""
        if phrase.head is None:
            word = bench.words[phrase.first]
            return word in ("one", "another") and not phrase.partitive
        word = bench.words[phrase.head]
        if bench.tags[phrase.head] in ("NNS", "NNPS") and word.endswith("s"):
            return False
        return phrase.thing in ("person", "item", "building", "weapon")

    def _rate(self, bench: Bench, phrase: Phrase) -> bool:
        """Say whether a rate follows ("20 people every day")."""
        return bench.word(phrase.last + 1) in ("per", "every", "each", "daily") or (
            bench.word(phrase.last + 1) == "a"
            and bench.word(phrase.last + 2) in ("day", "week", "month", "year", "hour")
        )

    def _once(self, bench: Bench, drafts: list[Draft]) -> list[Draft]:
        """Keep one figure of a toll that the sentence prints twice."""
        kept: list[Draft] = []
        moved: dict[int, int] = {}
        for index, draft in enumerate(drafts):
            quantity = draft.phrase.quantity
            twin = next(
                (
                    place
                    for place, other in enumerate(kept)
                    if other.governor.measure is draft.governor.measure
                    and not quantity.number.article
                    and draft.part_of is None
                    and quantity.low is not None
                    and quantity.low >= 10
                    and (other.phrase.quantity.low, other.phrase.quantity.high)
                    == (quantity.low, quantity.high)
                    and _head(bench, other.phrase) in (_head(bench, draft.phrase), None)
                ),
                None,
            )
            if twin is not None:
                moved[index] = twin
                continue
            moved[index] = len(kept)
            if draft.part_of is not None:
                draft.part_of = moved[draft.part_of]
            kept.append(draft)
        return kept

    def _give_parties(self, bench: Bench, drafts: Sequence[Draft]) -> None:
        for index, draft in enumerate(drafts):
            phrase = draft.phrase
            if draft.governor.measure in (Measure.ATTACKS, Measure.DEPLOYED):
                self._agent_party(bench, draft)
                continue
            party, first, last = self._party(bench, phrase.first, phrase.last)
            if party is not None:
                draft.party, draft.party_at, draft.party_rule = party, (first, last), "party.phrase"
                continue
            if draft.part_of is not None:
                whole = drafts[draft.part_of]
                draft.party, draft.party_at, draft.party_rule = (
                    whole.party,
                    whole.party_at,
                    "party.whole",
                )
                continue
            if index and self._points_back(bench, phrase, drafts[index - 1].phrase):
                before = drafts[index - 1]
                if before.part_of is not None:
                    before = drafts[before.part_of]
                draft.party, draft.party_at, draft.party_rule = (
                    before.party,
                    before.party_at,
                    "party.points_back",
                )

    def _points_back(self, bench: Bench, phrase: Phrase, before: Phrase) -> bool:
        """Say whether the phrase has no people of its own ("12 others", "dozens wounded")."""
        if phrase.head is None:
            return True
        word = bench.words[phrase.head]
        if word in ("others", "other", "more", "one") or word in self.lexicon.states:
            return True
        return phrase.thing in ("item", "weapon")

    def _party(self, bench: Bench, first: int, last: int) -> tuple[str | None, int, int]:
        """Return the party of the words from ``first`` to ``last``, and where it stands."""
        chunks: list[str] = []
        places: list[int] = []
        for token in bench.tokens[first : last + 1]:
            if chunks and not bench.tokens[token.i - 1].whitespace_ and token.i > first:
                if token.lower_ in ("'s", "’s", "'", "’", ",", '"', "”"):
                    continue
                chunks[-1] += token.lower_
            else:
                chunks.append(token.lower_)
                places.append(token.i)
        party, start, end = self.parties.read(chunks)
        if party is None:
            return None, -1, -1
        return party, places[start], places[end]

    def _agent_party(self, bench: Bench, draft: Draft) -> None:
        phrase = draft.phrase
        party, first, last = self._party(bench, phrase.first, phrase.last)
        if party is None:
            at = draft.governor.at[0]
            for child in bench.tokens[at].children:
                if child.dep_ in ("nsubj", "agent") and child.i != phrase.head:
                    left, right = child.left_edge.i, child.right_edge.i
                    party, first, last = self._party(bench, left, min(right, left + 12))
                    if party is not None:
                        break
        if party is not None:
            draft.party, draft.party_at, draft.party_rule = party, (first, last), "party.agent"

    def _figures(
        self, page: Page, ordinal: int, bench: Bench, drafts: Sequence[Draft]
    ) -> list[Figure]:
        offset = page.sentences[ordinal].start
        figures: list[Figure] = []
        ids = []
        for draft in drafts:
            quantity = draft.phrase.quantity
            span = (offset + quantity.start, offset + quantity.end)
            ids.append(content_id("figure", page.document.id, *span, draft.governor.measure))
        for draft, figure_id in zip(drafts, ids, strict=True):
            phrase, quantity = draft.phrase, draft.phrase.quantity
            span = (offset + quantity.start, offset + quantity.end)
            low, high, point, rule = quantity.low, quantity.high, quantity.point, quantity.rule
            measure = draft.governor.measure
            place = measure is Measure.TERRITORY
            extent, extent_rule, shown = self.extents.read(bench, place)
            if quantity.number.rule == "number.none":
                extent, extent_rule, shown = Extent.INCIDENT, "extent.default", None
            trailing = self._trailing(
                page.slice((offset, page.sentences[ordinal].end)), bench, phrase
            )
            if trailing is not None and rule == "interval.exact":
                low, high, point = apply(trailing, low, high, point)
                rule = f"interval.{trailing}"
            evidence = [
                Evidence(
                    field="measure",
                    rule=draft.governor.rule,
                    spans=tuple(page.span(ordinal, bench.tokens[at]) for at in draft.governor.at),
                ),
            ]
            subject = None
            if phrase.head is not None or phrase.partitive:
                start = phrase.number_last + 1
                if bench.word(start) == "of" and phrase.head is not None:
                    start += 1
                if start <= phrase.last:
                    subject_span = page.span(
                        ordinal, bench.tokens[start], bench.tokens[phrase.last]
                    )
                    subject = page.slice(subject_span)
                    evidence.append(
                        Evidence(field="subject", rule="subject.phrase", spans=(subject_span,))
                    )
            if draft.party is not None and draft.party_at is not None:
                evidence.append(
                    Evidence(
                        field="party",
                        rule=draft.party_rule,
                        spans=(
                            page.span(
                                ordinal,
                                bench.tokens[draft.party_at[0]],
                                bench.tokens[draft.party_at[1]],
                            ),
                        ),
                    )
                )
            if shown is not None:
                evidence.append(
                    Evidence(
                        field="extent",
                        rule=extent_rule,
                        spans=(page.span(ordinal, bench.tokens[shown[0]], bench.tokens[shown[1]]),),
                    )
                )
            if draft.part_of is not None:
                evidence.append(Evidence(field="subset_of", rule=draft.subset_rule))
            figures.append(
                Figure(
                    id=figure_id,
                    span=span,
                    text=page.slice(span),
                    low=low,
                    high=high,
                    point=point,
                    measure=measure,
                    party=draft.party,
                    subject=subject,
                    unit=_unit(measure, phrase),
                    extent=extent,
                    subset_of=ids[draft.part_of] if draft.part_of is not None else None,
                    unquantified=quantity.number.unquantified,
                    rule=rule,
                    profile=self.profile,
                    evidence=tuple(evidence),
                )
            )
        return figures

    def _trailing(self, text: str, bench: Bench, phrase: Phrase) -> str | None:
        """Return a qualifier behind the phrase ("30 people at least")."""
        run = tuple(bench.words[phrase.last + 1 : phrase.last + 3])
        return self.intervals.after.get(run) if len(run) == 2 and run[0] != "and" else None

    def _named(self, page: Page, ordinal: int, bench: Bench, name: Named) -> Figure:
        span = page.span(ordinal, bench.tokens[name.first], bench.tokens[name.last])
        party, first, last = self._party(
            bench, name.first, min(name.last + 12, len(bench.tokens) - 1)
        )
        evidence = [
            Evidence(
                field="measure",
                rule="measure.named",
                spans=tuple(page.span(ordinal, bench.tokens[at]) for at in name.at),
            )
        ]
        if party is not None:
            evidence.append(
                Evidence(
                    field="party",
                    rule="party.apposition",
                    spans=(page.span(ordinal, bench.tokens[first], bench.tokens[last]),),
                )
            )
        return Figure(
            id=content_id("figure", page.document.id, *span, name.measure),
            span=span,
            text=page.slice(span),
            low=1,
            high=1,
            point=1,
            measure=name.measure,
            party=party,
            subject=page.slice(span),
            unit="person",
            rule="interval.named",
            profile=self.profile,
            evidence=tuple(evidence),
        )

    def _vocabulary(self) -> frozenset[str]:
        """Return the words of which a sentence with a figure holds at least one."""
        numbers = self.intervals.numbers
        words = set(numbers.units) | set(numbers.scales) | numbers.vague_heads | numbers.none
        loss = {
            form
            for form, senses in self.lexicon.verbs.items()
            if any(
                s.measure in PERSON_MEASURES
                or s.measure in (Measure.DESTROYED, Measure.CAPTURED, Measure.DAMAGED)
                for s in senses
            )
        }
        return frozenset(words | loss | set(self.lexicon.states) | set(self.lexicon.of_nouns))


def number_at(bench: Bench, phrase: Phrase) -> int:
    """Return the token of the number itself, behind its qualifiers."""
    return bench.token_at(phrase.quantity.number.end - 1)


def _head(bench: Bench, phrase: Phrase) -> str | None:
    return bench.words[phrase.head] if phrase.head is not None else None


def _unit(measure: Measure, phrase: Phrase) -> str | None:
    if measure in PERSON_MEASURES:
        return "person"
    if phrase.quantity.number.unit is not None:
        return phrase.quantity.number.unit
    if measure is Measure.ATTACKS:
        return "attack"
    return UNITS.get(phrase.thing)


@lru_cache(maxsize=8)
def _reader(packs: Packs, profile: str) -> FigureReader:
    return FigureReader(packs, profile)


def find_figures(page: Page, packs: Packs, profile: str = "default") -> dict[int, list[Figure]]:
    """Return the figures of a page by sentence ordinal, in order of span."""
    reader = _reader(packs, profile)
    found = {}
    for sentence, parse in page.parsed():
        if sentence.zone in SILENT_ZONES or not len(parse):
            continue
        figures = reader.read(page, sentence.ordinal)
        if figures:
            found[sentence.ordinal] = figures
    return found


def might_hold_figure(text: str, packs: Packs) -> bool:
    """Say whether a sentence could hold a figure: a digit, a number word, a word of loss."""
    if any(char.isdecimal() for char in text):
        return True
    return not _reader(packs, "default").vocabulary.isdisjoint(WORD.findall(text.lower()))


__all__ = ["FigureReader", "find_figures", "might_hold_figure"]
