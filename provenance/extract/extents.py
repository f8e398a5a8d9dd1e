"""Read over what a figure counts: one happening, a period, or all since a start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from provenance.extract.bench import NOUN_TAGS, Bench, children
from provenance.extract.calendars import date_range, is_year, named_time, year_at
from provenance.packs.loader import Packs, Topic
from provenance.records import Extent, Measure


class ExtentsTopic(Topic):
    """Topic ``extents``: words that stretch a figure over more than one happening."""

    cumulative: list[str] = []
    overall: list[str] = []
    since: frozenset[str] = frozenset()
    conflict: frozenset[str] = frozenset()
    recording: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    long: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    spanning: frozenset[str] = frozenset()
    spanned: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    current: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    tolls: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    many: int = 10_000
    several: int = 50
    raids: int = 10
    lately: frozenset[str] = frozenset()
    of_war: int = 1000
    in_conflict: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    happened: frozenset[str] = frozenset()
    share_openers: frozenset[str] = frozenset()
    those: frozenset[str] = frozenset()
    speaking: frozenset[str] = frozenset()
    perfect: frozenset[str] = frozenset()
    clipped: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    inside_perfect: frozenset[str] = frozenset()
    of_conflict: frozenset[str] = frozenset()
    before_past: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stretch:
    """An extent, the rule that read it, and the tokens that show it (none for the default)."""

    extent: Extent
    rule: str
    at: tuple[int, int] | None = None


CONFLICT_REACH = 15
MAX_PLACES = 64
RANKED_REACH = 4
_LOST = frozenset({Measure.KILLED, Measure.INJURED, Measure.KILLED_OR_INJURED})
INCIDENT = Stretch(Extent.INCIDENT, "extent.default")


class ExtentReader:
    """Finds words that stretch a figure over time."""

    def __init__(self, packs: Packs) -> None:
        self.topic = packs.topic("extents", ExtentsTopic)
        self.total = [tuple(words.split()) for words in self.topic.cumulative]
        self.overall = [tuple(words.split()) for words in self.topic.overall]
        self.heads = (
            {run[0] for run in (*self.total, *self.overall)}
            | self.topic.since
            | self.topic.past
            | self.topic.ordinals
            | self.topic.conflict
            | self.topic.spanning
            | {"this", "in", "between", "from"}
        )

    def places(self, bench: Bench) -> list[int]:
        """Return where words of time stand in the sentence."""
        if self.heads.isdisjoint(bench.words):
            return []
        found = (at for at, word in enumerate(bench.words) if word in self.heads)
        return list(islice(found, MAX_PLACES))

    def read(self, bench: Bench, places: Sequence[int], governor: int, measure: Measure) -> Stretch:
        """Return the extent of the figure that the word at ``governor`` makes.

        Places taken add up over an operation: theirs is a period, never a total of a war.
        """
        all_time = Extent.PERIOD if measure is Measure.TERRITORY else Extent.CUMULATIVE
        found = (self._at(bench, at, bench.words[at], governor, all_time) for at in places)
        told = [stretch for stretch in found if stretch is not None]
        # "23 were killed in the past day, bringing the dead since May to 900": the nearest.
        return min(told, key=lambda stretch: _away(stretch, governor), default=INCIDENT)

    def of_all(self, bench: Bench) -> Stretch:
        """Return the extent of all that a line tells of ("in July it documented the following")."""
        root = next((t.i for t in bench.tokens if t.head.i == t.i), 0)
        return self.read(bench, self.places(bench), root, Measure.OTHER)

    def shared(self, bench: Bench, governor: int, before: Stretch) -> Stretch:
        """Return the extent of an earlier figure for one told in the perfect beside it."""
        if before.extent is not Extent.CUMULATIVE:
            return INCIDENT
        told = self.topic.perfect & set(bench.words[max(0, governor - 4) : governor])
        # Where commas are lost, the object before stands at once before the verb.
        bare = bench.tag(governor - 1) in ("NN", "NNS") and bench.is_number(governor + 1)
        joined = bare or bench.word(governor - 1) in ("and", ",")
        joined = joined and before.rule == "extent.conflict"
        if not told and not joined:
            return INCIDENT
        return Stretch(before.extent, "extent.shared", before.at)

    def _at(
        self, bench: Bench, at: int, word: str, governor: int, all_time: Extent
    ) -> Stretch | None:
        topic = self.topic
        for run in self.total:
            if bench.runs(at, run):
                return Stretch(all_time, "extent.total", (at, at + len(run) - 1))
        for run in self.overall:
            # "killed 12, raising the total toll to 2,255": what was told before is one happening.
            if bench.runs(at, run) and governor >= at:
                return Stretch(all_time, "extent.overall", (at, at + len(run) - 1))
        # "Three have since died": no time behind it, but a war "has since killed 300".
        adverb = bench.tag(at + 1) in ("VBN", "VBD") and topic.conflict.isdisjoint(bench.words)
        begins = bench.tag(at + 1) not in ("", ".", ",") and not adverb
        if word in topic.since and begins and not self._is_best(bench, at):
            dated = bench.word(at + 1) in topic.days or is_year(bench.word(at + 1))
            timed = at == 0 or dated or self._keeps_count(bench) or _is_reduced(bench, at)
            if timed and _belongs(bench, at, governor):
                return Stretch(all_time, "extent.since", (at, at))
        elif word in topic.past and at:
            return self._past(bench, at, governor, all_time)
        elif word in topic.ordinals and bench.word(at + 1) in topic.parts:
            # "in the first half of the year"
            if bench.word(at - 2) in topic.openers and _belongs(bench, at, governor):
                return Stretch(Extent.PERIOD, "extent.period", (at, at + 1))
        elif word == "this" and bench.word(at + 1) in topic.current:
            earlier = bench.word(at - 1) in topic.speaking or self._is_best(bench, at)
            if not earlier and _belongs(bench, at, governor):
                return Stretch(Extent.PERIOD, "extent.period", (at, at + 1))
        elif word in ("between", "from"):
            last = date_range(bench, at, topic.months)
            if last is not None and _belongs(bench, at, governor):
                return Stretch(Extent.PERIOD, "extent.dates", (at, last))
        elif word in topic.spanning:
            found = self._spanned(bench, at, governor)
            if found is not None or word != "in":
                return found
            return self._in_years(bench, at, governor, all_time)
        elif word in topic.conflict and (
            _kills(bench, topic, at, governor) or self._tolls(bench, at, governor)
        ):
            return Stretch(all_time, "extent.conflict", (at, at))
        return None

    def _is_best(self, bench: Bench, at: int) -> bool:
        """Say whether a time ranks one happening ("the third raid this week", "the deadliest")."""
        near = range(max(0, at - RANKED_REACH), at)
        ranked = any(bench.words[step] in self.topic.ordinals for step in near)
        best = any(
            bench.tag(step) in ("JJS", "RBS") and bench.words[step] != "least" for step in near
        )
        return ranked or best

    def _spanned(self, bench: Bench, at: int, governor: int) -> Stretch | None:
        """Read "during the reporting period", "throughout May", "in July" of what was recorded."""
        if bench.word(at - 1) in self.topic.speaking:
            # "Earlier in the week" is when it happened once.
            return None
        stop = at + 1
        while bench.word(stop) in self.topic.spanned:
            stop += 1
        if bench.word(at) != "in" and stop == at + 1 and year_at(bench, stop):
            # "During 2019"
            whole = _belongs(bench, at, governor)
            return Stretch(Extent.PERIOD, "extent.period", (at, stop)) if whole else None
        month = bench.word(stop) in self.topic.months and bench.tokens[stop].text[0].isupper()
        if month and stop == at + 1:
            # A number that counts is no day: "throughout May 12 people died".
            day = bench.tag(stop + 1) == "CD" and not bench.is_number(stop + 1)
            year = is_year(bench.word(stop + 1))
            recorded = not self.topic.recording.isdisjoint(bench.words)
            if (day and not year) or (bench.word(at) == "in" and not recorded):
                return None
        elif bench.word(stop) not in self.topic.spans or bench.word(stop - 1) == bench.word(at):
            return None
        if not _belongs(bench, at, governor):
            return None
        return Stretch(Extent.PERIOD, "extent.period", (at, stop))

    def _in_years(self, bench: Bench, at: int, governor: int, all_time: Extent) -> Stretch | None:
        """Read "in over three years", "in two months", not "the deadliest in ten years"."""
        counted = False
        for stop in range(at + 1, min(at + 7, len(bench.words))):
            long = bench.words[stop] in self.topic.long
            if long or bench.words[stop] in self.topic.units:
                before = [step for step in range(max(0, at - 8), at) if bench.word(step) != "least"]
                best = {"JJS", "RBS"} & {bench.tag(step) for step in before}
                if not counted or best or not _belongs(bench, at, governor):
                    return None
                if long:
                    return Stretch(all_time, "extent.years", (at, stop))
                if any(bench.words[step] in self.topic.ordinals for step in before):
                    # "In the second raid in three days".
                    return None
                return Stretch(Extent.PERIOD, "extent.period", (at, stop))
            if bench.is_number(stop) or bench.tag(stop) == "CD":
                counted = True
            elif bench.words[stop] not in self.topic.about:
                return None
        return None

    def _tolls(self, bench: Bench, at: int, governor: int) -> bool:
        """Say whether it is the toll of a conflict ("the death toll from the six-year war")."""
        near = governor < at <= governor + 6 and bench.word(governor) in self.topic.tolls
        return near and bench.word(governor + 1) in self.topic.of_conflict

    def of_many(self, bench: Bench, governor: int, measure: Measure, low: int | None) -> Stretch:
        """Return the extent of very many dead told in the perfect, of no happening that is named.

        "More than 200,000 people have been killed": a background sentence counts a whole war.
        """
        war = self._war(bench, governor) if measure in _LOST and low is not None else None
        if war is not None and low is not None and low >= self.topic.of_war:
            # "More than 10,000 people were killed in the war"
            return Stretch(Extent.CUMULATIVE, "extent.conflict", (war, war))
        many = measure in _LOST and low is not None and low >= self.topic.many
        told = self.topic.lasting & set(bench.words[max(0, governor - 3) : governor])
        if not many or not told or not self.topic.once.isdisjoint(bench.words):
            return INCIDENT
        return Stretch(Extent.CUMULATIVE, "extent.many", (governor, governor))

    def _war(self, bench: Bench, governor: int) -> int | None:
        """Return the conflict in which so many were lost ("killed in the 1990-92 war")."""
        if self.topic.conflict.isdisjoint(bench.words):
            return None
        for prep in children(bench.tokens[governor]):
            if prep.dep_ == "prep" and prep.lower_ in self.topic.in_conflict:
                for noun in children(prep):
                    if noun.dep_ == "pobj" and noun.lower_ in self.topic.conflict:
                        return int(noun.i)
        return None

    def of_time(
        self, bench: Bench, places: Sequence[int], governor: int, measure: Measure, low: int | None
    ) -> Stretch:
        """Return the extent of many, or of deaths, in a month or year and no happening named.

        "There were 40 homicides in 2022", "112 people were killed in the town in April", "135
        attacks on clinics in 2022".
        """
        topic = self.topic
        if low is None or measure not in (*_LOST, Measure.ATTACKS):
            return INCIDENT
        if not topic.once.isdisjoint(bench.words):
            return INCIDENT
        plural = bench.tag(governor) == "NNS" and bench.words[governor] in topic.repeated
        # "The massacre of 108 villagers in May" was one.
        once = bench.tag(governor) in ("NN", "NNP")
        least = topic.raids if measure is Measure.ATTACKS else topic.several
        if once or (not (plural and low > 1) and low < least):
            return INCIDENT
        if not topic.happened.isdisjoint(bench.words):
            # "Died when a ferry sank in April"
            return INCIDENT
        of_several = plural or measure is Measure.ATTACKS
        for at in places:
            last = None
            if bench.words[at] == "in":
                last = named_time(bench, at, topic.months)
            elif of_several and bench.words[at] in topic.past and bench.tag(at - 1) != "DT":
                # "Recorded 135 attacks last year"
                last = at + 1 if bench.word(at + 1) in topic.lately else None
            # "A string of bombings in May left 60 dead": when the bombings were.
            inside = at < governor and bench.tag(bench.tokens[at].head.i) in NOUN_TAGS
            if last is None or inside or self._is_best(bench, at):
                continue
            if _belongs(bench, at, governor):
                return Stretch(Extent.PERIOD, "extent.time", (at, last))
        return INCIDENT

    def _past(self, bench: Bench, at: int, governor: int, all_time: Extent) -> Stretch | None:
        """Read "over the past five years", "during the last two days"."""
        topic = self.topic
        opener = bench.word(at - 1)
        if opener in topic.before_past:
            opener = bench.word(at - 2)
        if opener not in topic.openers or not _belongs(bench, at, governor):
            return None
        for stop in range(at + 1, min(at + 4, len(bench.words))):
            if bench.words[stop] in topic.long:
                return Stretch(all_time, "extent.years", (at, stop))
            if bench.words[stop] in topic.short:
                return Stretch(Extent.PERIOD, "extent.period", (at, stop))
        return None

    def _keeps_count(self, bench: Bench) -> bool:
        """Say whether the sentence tells it in the perfect, or in a verb of record."""
        topic = self.topic
        telling = (topic.perfect, topic.clipped, topic.recording)
        return any(not words.isdisjoint(bench.words) for words in telling)


def _is_reduced(bench: Bench, at: int) -> bool:
    """Say whether the time hangs on a participle: "the number of people killed since the truce"."""
    token = bench.tokens[at]
    noun = bench.tag(at + 1) in ("DT", "PRP$", "NNP", "CD") and token.dep_ == "prep"
    told = token.head if noun else token.head.head
    opens = noun or token.dep_ == "mark"
    return bool(opens and told.tag_ == "VBN" and told.dep_ == "acl")


def _away(stretch: Stretch, governor: int) -> int:
    """Return how far the words of time stand from what they may speak of."""
    return 0 if stretch.at is None else min(abs(at - governor) for at in stretch.at)


def _belongs(bench: Bench, at: int, governor: int) -> bool:
    """Say whether a time word speaks of the governor: its verb is the governor's or above it."""
    if ";" in bench.words[min(at, governor) : max(at, governor)]:
        return False
    verb = bench.tokens[at]
    if verb.dep_ == "mark":
        verb = verb.head.head
    for _ in range(8):
        if verb.i == governor or verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
            break
        verb = verb.head
    above = bench.tokens[governor]
    for _ in range(20):
        if above.i == verb.i:
            return True
        if above.head.i == above.i:
            break
        above = above.head
    # The parser often hangs a time behind the figure on a noun or participle of its own.
    below = verb
    for _ in range(6):
        if below.i == governor:
            return bool(below.dep_ != "relcl")
        if below.dep_ == "relcl" or below.head.i == below.i:
            break
        below = below.head
    return False


def _kills(bench: Bench, topic: ExtentsTopic, at: int, governor: int) -> bool:
    """Say whether the conflict at ``at`` is what took them ("a war that has killed 200")."""
    verb = bench.tokens[governor]
    if verb.pos_ == "NOUN" and verb.head.pos_ == "VERB":
        verb = verb.head
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    governor = verb.i
    before = bench.word(governor - 1)
    perfect = before in topic.perfect or before in topic.inside_perfect
    if bench.word(governor - 2) in topic.perfect and bench.tag(governor - 1) != "NN":
        perfect = True
    if before == "been":
        # "Had now been killed"
        step = governor - 2
        while bench.tag(step) == "RB":
            step -= 1
        perfect = perfect or bench.word(step) in topic.perfect
    return perfect and abs(at - governor) <= CONFLICT_REACH


__all__ = ["INCIDENT", "ExtentReader", "ExtentsTopic", "Stretch"]
