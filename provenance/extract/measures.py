"""Know which words say what is counted: verbs, states, nouns of loss, and kinds of things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from provenance.packs import Compiled
from provenance.packs.forms import noun_forms, verb_forms
from provenance.packs.loader import Packs, Topic
from provenance.records import Measure

UNKNOWN = "unknown"
BARE = "bare"
KIN = "kin"
GROUP = "group"
ANIMAL = "animal"


class VerbRow(Topic):
    """Verbs of one measure: what they count, and which things can be counted."""

    measure: Measure
    counted: str
    things: list[str] = []
    words: list[str]
    least: int = 0
    """Smaller numbers are not counted by these verbs ("two men fled")."""
    bare: bool = True
    """Whether the participle alone counts ("three wounded"), or needs "was" ("three were hit")."""


class Lives(Topic):
    """Verbs that take lives ("claimed 12 lives")."""

    nouns: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()


class SubsetWords(Topic):
    """Words that make a figure part of the one before it."""

    markers: list[str] = []
    behind: list[str] = []


class MeasuresTopic(Topic):
    """Topic ``measures``."""

    verbs: list[VerbRow] = []
    irregular: dict[str, list[str]] = {}
    states: dict[Measure, list[str]] = {}
    counts: dict[Measure, list[str]] = {}
    of_nouns: dict[Measure, list[str]] = {}
    deaths: list[str] = []
    """Nouns of death that may have the dead person before them ("Smith's murder")."""
    bodies: list[str] = []
    tolls: list[str] = []
    death_tolls: list[str] = []
    toll_verbs: frozenset[str] = frozenset()
    lives: Lives = Field(default_factory=Lives)
    things: dict[str, list[str]] = {}
    losses: frozenset[str] = frozenset()
    subset: SubsetWords = Field(default_factory=SubsetWords)


class FigureWords(Topic):
    """Topic ``figure_words``: the small words around numbers and predicates."""

    auxiliaries: frozenset[str] = frozenset()
    be: frozenset[str] = frozenset()
    have: frozenset[str] = frozenset()
    got: frozenset[str] = frozenset()
    lost_people: frozenset[str] = frozenset()
    of_force: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    unreal: frozenset[str] = frozenset()
    wishing: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    partitive: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    added: list[tuple[str, ...]] = []
    clause_ends: frozenset[str] = frozenset()
    toll_stops: frozenset[str] = frozenset()
    hospital: frozenset[str] = frozenset()
    hospital_names: frozenset[tuple[str, str]] = frozenset()
    hospital_verbs: frozenset[str] = frozenset()
    wound_nouns: frozenset[str] = frozenset()
    condition: frozenset[str] = frozenset()
    conditions: dict[Measure, list[tuple[str, ...]]] = {}
    """Where people are of whom it tells that they were hurt or taken ("in custody")."""
    moved: frozenset[str] = frozenset()
    """Words between a toll and what it was ("up from 26")."""
    revising: frozenset[str] = frozenset()
    """Verbs that give "it", the toll told last, again ("raised it to 12")."""
    gauging: frozenset[str] = frozenset()
    """Verbs that say how many some people are ("estimated the dead at 40")."""
    surviving: frozenset[str] = frozenset()
    finding: frozenset[str] = frozenset()
    sending: frozenset[str] = frozenset()
    dead_signs: frozenset[str] = frozenset()
    fatal: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    including: frozenset[str] = frozenset()
    aimed: frozenset[str] = frozenset()
    aiming: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    losers: frozenset[str] = frozenset()
    upon: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    present: list[tuple[str, ...]] = []
    there: list[tuple[str, ...]] = []
    groups: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()
    victims: frozenset[str] = frozenset()
    leaving: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    """Words behind an article that a negation makes none of ("not a single man")."""
    owned: frozenset[str] = frozenset()
    """Nouns of one person behind "her" or "their", besides relatives ("her baby")."""
    body_parts: frozenset[str] = frozenset()
    hitting: frozenset[str] = frozenset()
    label_words: frozenset[str] = frozenset()
    fractions: frozenset[str] = frozenset()
    """Words of a part of those behind it ("half of the twelve", "none of the six")."""
    placing: frozenset[str] = frozenset()
    """Between a number and its place, where the verb is left out ("five in A and one in B")."""
    wholes: frozenset[str] = frozenset()
    """Before "but", which leaves out who is counted behind it ("all but one")."""
    denied: frozenset[str] = frozenset()
    """Words before "of" that say it of no one ("neither of the two")."""
    thereby: frozenset[str] = frozenset()
    """Between a toll and those by whom it rose ("rose to 13 after two died")."""
    one_of_them: frozenset[str] = frozenset()
    age_ends: frozenset[str] = frozenset()
    age_units: frozenset[str] = frozenset()
    age_bounds: frozenset[str] = frozenset()
    populations: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    rate_times: frozenset[str] = frozenset()
    rate_adverbs: frozenset[str] = frozenset()
    not_rate: frozenset[str] = frozenset()
    averages: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()
    """Adjectives that say how many only of losses ("heavy shelling" counts nothing)."""
    further: frozenset[str] = frozenset()
    """Behind a number, that tell its people from those before ("four other civilians")."""
    lone_others: frozenset[str] = frozenset()
    """Of ``others`` those that need no noun behind them."""
    loser_ends: frozenset[str] = frozenset()
    before_parts: frozenset[str] = frozenset()
    """Between the marker of a part and its number ("among them were at least six")."""
    part_pronouns: frozenset[str] = frozenset()
    pointing: frozenset[str] = frozenset()
    """Before "figure", that point back at one spoken of before."""
    said_of: frozenset[str] = frozenset()
    """Behind "figure", that say what it is a figure of."""
    before_numbers: frozenset[str] = frozenset()
    """Between a verb or noun and the number that it counts ("an estimated 12")."""
    among: frozenset[str] = frozenset()
    found_with: frozenset[str] = frozenset()
    """Between who was found and the wounds ("was found suffering burns")."""
    particles: frozenset[str] = frozenset()
    """Small words inside the names of people."""
    comprising: frozenset[str] = frozenset()
    """Verbs between "losses" and what was lost ("losses include two tanks")."""
    reflexive: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    persons_many: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a verb form."""

    measure: Measure
    counted: str
    things: frozenset[str]
    lemma: str
    rest: tuple[str, ...]
    """Words that must follow the verb ("shot dead")."""
    form: str
    """``base``, ``third``, ``past`` (also the participle) or ``ing``."""
    least: int = 0
    bare: bool = True

    def fits(self, thing: str, low: int = 0) -> bool:
        """Say whether a thing of this class, and so many, can be counted."""
        if low < self.least:
            return False
        return not self.things or thing in self.things or (thing == KIN and "person" in self.things)


class MeasureLexicon:
    """The vocabulary of measures, by printed form."""

    def __init__(self, packs: Packs) -> None:
        topic = packs.topic("measures", MeasuresTopic)
        self.small = packs.topic("figure_words", FigureWords)
        self.verbs: dict[str, list[Sense]] = {}
        for row in topic.verbs:
            for words in row.words:
                head, *rest = words.split()
                for form, kind in verb_forms(head, topic.irregular.get(head)):
                    sense = Sense(
                        row.measure,
                        row.counted,
                        frozenset(row.things),
                        head,
                        tuple(rest),
                        kind,
                        row.least,
                        row.bare,
                    )
                    self.verbs.setdefault(form, []).append(sense)
        for senses in self.verbs.values():
            senses.sort(key=lambda sense: -len(sense.rest))
        self.states = {word: m for m, words in topic.states.items() for word in words}
        self.counts = _nouns(topic.counts)
        self.of_nouns = _nouns(topic.of_nouns)
        self.of_deaths = frozenset(_nouns({Measure.KILLED: topic.deaths}))
        self.bodies = frozenset(_nouns({Measure.KILLED: topic.bodies}))
        self.deadly = self._deadly()
        self.tolls = frozenset(form for noun in topic.tolls for form in noun_forms(noun))
        self.death_tolls = frozenset(f for noun in topic.death_tolls for f in noun_forms(noun))
        self.toll_verbs = topic.toll_verbs
        self.life_nouns = topic.lives.nouns
        self.life_verbs = topic.lives.verbs
        self.things: dict[str, str] = {}
        for name, nouns in topic.things.items():
            for noun in nouns:
                for form in noun_forms(noun):
                    self.things.setdefault(form, name)
        self.losses = topic.losses
        self.subset_markers = [tuple(words.split()) for words in topic.subset.markers]
        self.subset_behind = [tuple(words.split()) for words in topic.subset.behind]

    def _deadly(self) -> frozenset[str]:
        """Return the words by which a sentence may tell of a death."""
        states = {word for word, measure in self.states.items() if measure is Measure.KILLED}
        verbs = {
            form
            for form, senses in self.verbs.items()
            if any(s.measure is Measure.KILLED and "person" in s.things for s in senses)
        }
        return frozenset(states | verbs | self.of_deaths)

    def senses(self, words: Sequence[str], at: int) -> list[Sense]:
        """Return the readings of the verb form at ``at``; longer ones hide shorter ones."""
        found: list[Sense] = []
        if not 0 <= at < len(words):
            return found
        for sense in self.verbs.get(words[at], ()):
            size = len(sense.rest)
            if tuple(words[at + 1 : at + 1 + size]) == sense.rest:
                if found and len(found[0].rest) > size:
                    break
                found.append(sense)
        return found

    def thing(self, word: str) -> str:
        """Return the class of a noun form, ``unknown`` when no pack lists it."""
        known = self.things.get(word)
        if known is None and "-" in word:
            known = self.things.get(word.rsplit("-", 1)[1])
        if known is None and word.endswith(("men", "man", "women", "woman")) and len(word) > 5:
            return "person"
        return known or UNKNOWN


@Compiled
def persons_of(packs: Packs) -> frozenset[str]:
    """Return the nouns of one person, in the singular."""
    things = packs.topic("measures", MeasuresTopic).things
    return frozenset(word for kind in ("person", KIN) for word in things.get(kind, ()))


def combine(measures: Sequence[Measure]) -> Measure:
    """Return the measure of joined words: "killed or wounded" is one total of both.

    "Shot" alone says killed or injured; the other word then says which.
    """
    kinds = set(measures)
    if kinds == {Measure.KILLED, Measure.KILLED_OR_INJURED}:
        return Measure.KILLED
    if kinds == {Measure.INJURED, Measure.KILLED_OR_INJURED}:
        return Measure.INJURED
    if {Measure.KILLED, Measure.INJURED} <= kinds:
        return Measure.KILLED_OR_INJURED
    # "Rounded up and executed": death is what became of them.
    return Measure.KILLED if Measure.KILLED in kinds else measures[0]


def _nouns(groups: dict[Measure, list[str]]) -> dict[str, Measure]:
    return {
        form: measure
        for measure, nouns in groups.items()
        for noun in nouns
        for form in noun_forms(noun)
    }


__all__ = [
    "ANIMAL",
    "BARE",
    "GROUP",
    "KIN",
    "UNKNOWN",
    "FigureWords",
    "MeasureLexicon",
    "MeasuresTopic",
    "Sense",
    "combine",
    "persons_of",
]
