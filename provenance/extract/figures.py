"""Figures: quantities of one thing in one sentence, with interval and scope.

Independent of who vouches: the claims module puts each figure into the claim whose
content holds it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from provenance.extract.bench import Bench
from provenance.extract.bodies import NamedIndex, finder_of
from provenance.extract.counted import COUNTED, NOT_SINGLE, Draft
from provenance.extract.deaths import find_deaths
from provenance.extract.doubles import gravest, renames, taken_by, unlike, without_doubled
from provenance.extract.drafts import find_drafts
from provenance.extract.extents import INCIDENT, ExtentReader
from provenance.extract.intervals import IntervalReader, apply
from provenance.extract.lexemes import lexemes
from provenance.extract.measures import MeasureLexicon
from provenance.extract.numbers import MULTIPLE
from provenance.extract.page import Page
from provenance.extract.parties import PartyReader
from provenance.extract.people import KIN_RULE, NAMED, Named, NameReader, is_aged
from provenance.extract.phrases import Phrase, said_to_be
from provenance.extract.scopes import give_parties
from provenance.extract.shortnames import ShortNames
from provenance.extract.tallies import stretch_lists, stretch_shares, stretch_tallies
from provenance.packs.loader import Packs
from provenance.read.footnotes import unmarked
from provenance.records import Evidence, Extent, Figure, Measure, Span, Zone, content_id

SILENT_ZONES = frozenset({Zone.BOILERPLATE, Zone.DATELINE})
PEOPLE = frozenset(
    {
        Measure.KILLED,
        Measure.INJURED,
        Measure.KILLED_OR_INJURED,
        Measure.MISSING,
        Measure.DISPLACED,
        Measure.EVACUATED,
        Measure.PRESENT,
    }
)
UNITS = {
    "place": "place",
    "area": "km2",
    "attack": "attack",
    "weapon": "item",
    "item": "item",
    "building": "item",
    "person": "person",
    "kin": "person",
    "group": "group",
    "breach": "item",
}
WORD = re.compile(r"[^\W\d_]+")
# How far the words in apposition to a name reach.
APPOSITION = 14
# Over how many sentences "the figure" may point back.
CARRIED = 1


class FigureReader:
    """Reads the figures of parsed sentences with one stack of packs and one profile."""

    def __init__(self, packs: Packs, profile: str = "default") -> None:
        self.profile = profile
        self.intervals = IntervalReader(packs, profile)
        self.lexicon = MeasureLexicon(packs)
        self.parties = PartyReader(packs)
        self.extents = ExtentReader(packs)
        self.bodies = finder_of(packs)
        topic = self.intervals.numbers.topic
        self.not_counted, self.rate = topic.not_counted, topic.rate
        bodies = self.lexicon.small.times | topic.months
        self.names = NameReader(bodies | set(self.lexicon.things), self.lexicon.small.titles)
        self.vocabulary = self._vocabulary()

    def read(
        self,
        page: Page,
        ordinal: int,
        short: Container[str] = (),
        told: Measure | None = None,
    ) -> list[Figure]:
        """Return the figures of one sentence in order of span.

        ``short`` are the single words that name a person on the page, ``told`` is what the
        people counted last in the sentences before had suffered.
        """
        doc = page.parses[ordinal]
        if doc is None:
            return []
        sentence = page.sentences[ordinal]
        text = unmarked(page.text[sentence.start : sentence.end])
        quantities = self.intervals.find(text, lexemes(text))
        bench = Bench(doc, self.lexicon)
        for quantity in quantities:
            if not quantity.number.article:
                bench.quantity_at[bench.token_at(quantity.start)] = quantity
        bench.deaths = find_deaths(bench)
        bench.told = told
        drafts = find_drafts(bench, quantities, self.not_counted, self.rate)
        names = gravest(self._persons(bench, text, short))
        ends = {name.last for name in names}
        drafts = [draft for draft in drafts if not renames(bench, draft, ends)]
        drafts = without_doubled(bench, drafts, names)
        give_parties(bench, drafts, self.parties)
        self._give_extents(bench, drafts)
        figures = [self._figure(page, ordinal, bench, draft) for draft in drafts]
        taken = taken_by(drafts)
        counted = {at: d for d in drafts for at in range(d.phrase.first, d.phrase.last + 1)}
        for name in names:
            total = counted.get(name.renames) if name.renames is not None else None
            one = total is not None and total.phrase.quantity.high == 1
            inside = range(name.first, name.last + 1)
            free = counted.keys().isdisjoint(inside) if name.rule == KIN_RULE else False
            if not one and (free or taken.isdisjoint(inside)):
                figures.append(self._named(page, ordinal, bench, name, total))
        return sorted(unlike(figures), key=lambda figure: figure.span)

    def _id(self, page: Page, ordinal: int, draft: Draft) -> str:
        span = _span(page, ordinal, draft)
        return content_id("figure", page.document.id, *span, draft.governor.measure)

    def _figure(self, page: Page, ordinal: int, bench: Bench, draft: Draft) -> Figure:
        phrase, quantity, measure = draft.phrase, draft.phrase.quantity, draft.governor.measure

        span = _span(page, ordinal, draft)

        def tokens(first: int, last: int) -> Span:
            return page.span(ordinal, bench.tokens[first], bench.tokens[last])

        interval, rule = (quantity.low, quantity.high, quantity.point), quantity.rule
        trailing = self._trailing(bench, phrase)
        if trailing is not None and rule == "interval.exact":
            interval, rule = apply(trailing[0], *interval), f"interval.{trailing[0]}"
        stretch = draft.stretch
        evidence = [
            Evidence(
                field="measure",
                rule=draft.governor.rule,
                spans=tuple(tokens(at, at) for at in draft.governor.at),
            )
        ]
        if trailing is not None:
            evidence.append(Evidence(field="interval", rule=rule, spans=(tokens(*trailing[1]),)))
        subject = None
        words = _subject(bench, phrase)
        if words is not None:
            subject_span = tokens(*words)
            subject = page.slice(subject_span)
            evidence.append(Evidence(field="subject", rule="subject.phrase", spans=(subject_span,)))
        if draft.party_at is not None:
            evidence.append(
                Evidence(field="party", rule=draft.party_rule, spans=(tokens(*draft.party_at),))
            )
        if stretch.at is not None:
            evidence.append(
                Evidence(field="extent", rule=stretch.rule, spans=(tokens(*stretch.at),))
            )
        whole = None
        if draft.whole is not None:
            total = draft.whole.phrase
            whole = self._id(page, ordinal, draft.whole)
            evidence.append(
                Evidence(
                    field="subset_of",
                    rule=draft.subset_rule,
                    spans=(tokens(total.first, total.number_last),),
                )
            )
        return Figure(
            id=self._id(page, ordinal, draft),
            span=span,
            text=page.slice(span),
            low=interval[0],
            high=interval[1],
            point=interval[2],
            measure=measure,
            party=draft.party,
            subject=subject,
            unit=_unit(measure, phrase),
            extent=stretch.extent,
            subset_of=whole,
            unquantified=quantity.number.unquantified,
            rule=rule,
            profile=self.profile,
            evidence=tuple(evidence),
        )

    def _give_extents(self, bench: Bench, drafts: Sequence[Draft]) -> None:
        before = INCIDENT
        places = self.extents.places(bench)
        for draft in drafts:
            if draft.phrase.quantity.high == 0 or _is_one_happening(bench, draft):
                continue
            governor = draft.governor.at[-1]
            low, measure = draft.phrase.quantity.low, draft.governor.measure
            draft.stretch = self.extents.read(bench, places, governor, measure)
            if draft.stretch is INCIDENT:
                draft.stretch = self.extents.shared(bench, governor, before)
            if draft.stretch is INCIDENT:
                draft.stretch = self.extents.of_many(bench, governor, measure, low)
            # "The toll rose to 112 in April": what the time says is when it was counted.
            if draft.stretch is INCIDENT and draft.governor.role != "toll":
                draft.stretch = self.extents.of_time(bench, places, governor, measure, low)
            before = draft.stretch if draft.stretch is not INCIDENT else before
        for draft, after in pairwise(drafts):
            if draft.stretch is INCIDENT and _shares_verb(bench, draft, after):
                # "146 were killed and 213 injured since May": the time is that of both.
                draft.stretch = replace(after.stretch, rule="extent.verb")
            elif after.stretch is INCIDENT and _is_beside(bench, draft, after):
                # "174 casualties in June: 52 killed and 122 injured"
                after.stretch = replace(draft.stretch, rule="extent.verb")

    def extent_of_all(self, page: Page, ordinal: int) -> tuple[Extent, Evidence] | None:
        """Return the time over which all that a sentence opens was counted, None for none."""
        doc = page.parses[ordinal]
        stretch = self.extents.of_all(Bench(doc, self.lexicon)) if doc is not None else INCIDENT
        if doc is None or stretch.at is None:
            return None
        first, last = (doc[at] for at in stretch.at)
        span = page.span(ordinal, first, last)
        return stretch.extent, Evidence(field="extent", rule="extent.listed", spans=(span,))

    def _persons(self, bench: Bench, text: str, short: Container[str]) -> list[Named]:
        """Return the names but those of parties and bodies ("Islamic State was hit")."""
        bodies: NamedIndex | None = None
        persons = []
        for name in self.names.find(bench, short):
            if not is_aged(bench, name.first, name.last):
                if self.parties.in_tokens(bench, name.first, name.last)[0] is not None:
                    continue
                if bodies is None:
                    bodies = NamedIndex(self.bodies.find(text))
                body = bodies.at(bench.tokens[name.first].idx)
                if body is not None and bench.tokens[name.last].idx < body.span[1]:
                    continue
            persons.append(name)
        return persons

    def _trailing(self, bench: Bench, phrase: Phrase) -> tuple[str, tuple[int, int]] | None:
        """Return a qualifier behind the phrase ("30 people at least"), and its tokens."""
        first = phrase.last + 1
        if bench.word(first) not in self.intervals.after_heads or phrase.last == phrase.number_last:
            return None
        run = tuple(bench.words[first : first + 2])
        kind = self.intervals.after.get(run) if bench.word(first) != "and" else None
        if kind is None or bench.is_number(first) or bench.is_number(first + 2):
            return None
        return kind, (first, first + 1)

    def _named(
        self, page: Page, ordinal: int, bench: Bench, name: Named, total: Draft | None
    ) -> Figure:
        span = page.span(ordinal, bench.tokens[name.first], bench.tokens[name.last])
        evidence = [
            Evidence(
                field="measure",
                rule="measure.named",
                spans=tuple(page.span(ordinal, bench.tokens[at]) for at in name.at),
            )
        ]
        whole = None
        if total is not None and total.governor.measure is name.measure:
            whole = self._id(page, ordinal, total.whole or total)
            last = total.phrase.number_last
            shown = page.span(ordinal, bench.tokens[total.phrase.first], bench.tokens[last])
            evidence.append(Evidence(field="subset_of", rule="subset.named", spans=(shown,)))
        first = name.first
        while first > max(0, name.first - APPOSITION) and (
            bench.tag(first - 1)[:2] in ("NN", "JJ", "HY")
        ):
            first -= 1
        last = name.last
        if bench.word(last + 1) == ",":
            stop = min(last + APPOSITION, len(bench.words))
            last = next((at for at in range(last + 2, stop) if bench.words[at] == ","), last)
        party, start, end = self.parties.in_tokens(bench, first, last)
        if party is not None:
            shown = page.span(ordinal, bench.tokens[start], bench.tokens[end])
            evidence.append(Evidence(field="party", rule="party.apposition", spans=(shown,)))
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
            extent=Extent.INCIDENT,
            subset_of=whole,
            rule=name.rule,
            profile=self.profile,
            evidence=tuple(evidence),
        )

    def _vocabulary(self) -> frozenset[str]:
        """Return the words of which a sentence with a figure holds at least one."""
        numbers = self.intervals.numbers
        words = {*numbers.units, *numbers.scales, *numbers.vague_heads, *numbers.none}
        words.update(self.lexicon.states, self.lexicon.of_nouns, self.lexicon.counts)
        words.update(
            form
            for form, senses in self.lexicon.verbs.items()
            if any(sense.measure not in NOT_SINGLE for sense in senses)
        )
        return frozenset(words)


def _span(page: Page, ordinal: int, draft: Draft) -> Span:
    offset, quantity = page.sentences[ordinal].start, draft.phrase.quantity
    return offset + quantity.start, offset + quantity.end


def _is_one_happening(bench: Bench, draft: Draft) -> bool:
    """Say whether the number is of one happening, whenever ("last week's murder of a girl")."""
    number = draft.phrase.quantity.number
    if number.rule == MULTIPLE:
        return True
    return number.article and bench.word(draft.phrase.first) in ("a", "an")


def _shares_verb(bench: Bench, draft: Draft, after: Draft) -> bool:
    """Say whether several people are counted by a verb that another counted over time joins."""
    second = bench.tokens[after.governor.at[0]]
    joined = second.dep_ == "conj" and second.head.i == draft.governor.at[-1]
    return joined and draft.phrase.quantity.high != 1 and after.stretch is not INCIDENT


def _is_beside(bench: Bench, draft: Draft, after: Draft) -> bool:
    """Say whether two numbers of a breakdown, each with its own word, stand side by side."""
    joint = max(draft.phrase.last, *draft.governor.at) + 1
    bare = draft.phrase.head is None and after.phrase.head is None
    side_by_side = after.phrase.first == joint + 1 and bench.word(joint) in ("and", ",")
    return (
        bare and side_by_side and after.governor.at[0] > joint and after.phrase.quantity.high != 0
    )


def _subject(bench: Bench, phrase: Phrase) -> tuple[int, int] | None:
    """Return the tokens of what is counted, without the number and its "of"."""
    if phrase.quantity.number.rule == MULTIPLE:
        # The noun is what happened, not whom it hit.
        return None
    said = said_to_be(bench, phrase)
    if said is not None:
        return said
    first = phrase.number_last + 1
    while bench.word(first) in bench.small.skipped:
        first += 1
    if bench.runs(first, ("out", "of")):
        first += 1
    if bench.word(first) == "of":
        first += 1
    if phrase.head is None and not phrase.partitive:
        return None
    while first < phrase.last and (
        bench.word(first) in bench.small.further or bench.word(first) in bench.small.skipped
    ):
        first += 1
    return (first, phrase.last) if first <= phrase.last else None


def _unit(measure: Measure, phrase: Phrase) -> str | None:
    if phrase.quantity.number.unit is not None:
        return phrase.quantity.number.unit
    if measure in PEOPLE:
        return "group" if phrase.thing == "group" else "person"
    if measure is Measure.ATTACKS:
        return "attack"
    return UNITS.get(phrase.thing)


@lru_cache(maxsize=8)
def _reader(packs: Packs, profile: str) -> FigureReader:
    return FigureReader(packs, profile)


def find_figures(page: Page, packs: Packs, profile: str = "default") -> dict[int, list[Figure]]:
    """Return the figures of a page by sentence ordinal, in order of span."""
    reader = _reader(packs, profile)
    short = ShortNames(page.text)
    found = {}
    told: tuple[Measure, Zone, int] | None = None
    for sentence, parse in page.parsed():
        if sentence.zone in SILENT_ZONES or not len(parse):
            continue
        here = sentence.ordinal
        near = told and told[1] is sentence.zone and here - told[2] <= CARRIED
        figures = reader.read(page, here, short, told[0] if told and near else None)
        if figures:
            found[here] = figures
        counted = [f for f in figures if f.measure in COUNTED and f.subset_of is None]
        if counted:
            told = counted[-1].measure, sentence.zone, here
    stretch_lists(page, found, reader.extent_of_all)
    stretch_tallies(page, found, reader.extents.topic, reader.extent_of_all)
    stretch_shares(page, found, reader.extents.topic)
    return found


def might_hold_figure(text: str, packs: Packs) -> bool:
    """Say whether a sentence could hold a figure: a digit, a number word, a word of loss."""
    if any(char.isdecimal() for char in text):
        return True
    return not _reader(packs, "default").vocabulary.isdisjoint(WORD.findall(text.lower()))


__all__ = ["NAMED", "FigureReader", "find_figures", "might_hold_figure"]
