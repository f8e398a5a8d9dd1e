"""Know which words say what is counted: verbs, states, nouns of loss, and kinds of things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import Field

from provenance.packs.loader import Packs, Topic
from provenance.records import Measure

UNKNOWN = "unknown"


class VerbRow(Topic):
    """Verbs of one measure: what they count, and which things can be counted."""

    measure: Measure
    counted: str
    things: list[str] = []
    words: list[str]


class Lives(Topic):
    """Verbs that take lives ("claimed 12 lives")."""

    nouns: list[str] = []
    verbs: list[str] = []


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
    tolls: list[str] = []
    toll_verbs: list[str] = []
    lives: Lives = Field(default_factory=Lives)
    things: dict[str, list[str]] = {}
    losses: list[str] = []
    subset: SubsetWords = Field(default_factory=SubsetWords)


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

    def fits(self, thing: str) -> bool:
        """Say whether a thing of this class can be counted."""
        return not self.things or thing in self.things


class MeasureLexicon:
    """The vocabulary of measures, by printed form."""

    def __init__(self, packs: Packs) -> None:
        topic = packs.topic("measures", MeasuresTopic)
        self.verbs: dict[str, list[Sense]] = {}
        for row in topic.verbs:
            for words in row.words:
                head, *rest = words.split()
                for form, kind in verb_forms(head, topic.irregular.get(head)):
                    sense = Sense(
                        row.measure, row.counted, frozenset(row.things), head, tuple(rest), kind
                    )
                    self.verbs.setdefault(form, []).append(sense)
        for senses in self.verbs.values():
            senses.sort(key=lambda sense: -len(sense.rest))
        self.states = _invert(topic.states)
        self.counts = _nouns(topic.counts)
        self.of_nouns = _nouns(topic.of_nouns)
        self.tolls = frozenset(form for noun in topic.tolls for form in noun_forms(noun))
        self.toll_verbs = frozenset(topic.toll_verbs)
        self.life_nouns = frozenset(topic.lives.nouns)
        self.life_verbs = frozenset(topic.lives.verbs)
        self.things: dict[str, str] = {}
        for name, nouns in topic.things.items():
            for noun in nouns:
                for form in noun_forms(noun):
                    self.things.setdefault(form, name)
        self.losses = frozenset(topic.losses)
        self.subset_markers = [tuple(words.split()) for words in topic.subset.markers]
        self.subset_behind = [tuple(words.split()) for words in topic.subset.behind]

    def senses(self, words: Sequence[str], at: int) -> list[Sense]:
        """Return the readings of the verb form at ``at``; longer ones hide shorter ones."""
        found: list[Sense] = []
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


def verb_forms(lemma: str, irregular: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Return the forms of a verb with their kind, regular unless forms are given."""
    if irregular is not None:
        forms = [(lemma, "base")]
        for form in irregular:
            kind = "ing" if form.endswith("ing") else "past"
            if form.endswith("s") and form != lemma:
                kind = "third"
            forms.append((form, kind))
        return forms
    third = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [
            (lemma, "base"),
            (lemma[:-1] + "ies", "third"),
            (lemma[:-1] + "ied", "past"),
            (lemma + "ing", "ing"),
        ]
    if lemma.endswith("e"):
        return [
            (lemma, "base"),
            (third, "third"),
            (lemma + "d", "past"),
            (lemma[:-1] + "ing" if not lemma.endswith("ee") else lemma + "ing", "ing"),
        ]
    return [(lemma, "base"), (third, "third"), (lemma + "ed", "past"), (lemma + "ing", "ing")]


PLURALS = {"child": "children", "person": "persons", "foot": "feet", "grandchild": "grandchildren"}


def noun_forms(noun: str) -> list[str]:
    """Return the singular and the plural of a noun."""
    if noun in PLURALS:
        return [noun, PLURALS[noun]]
    if noun.endswith("man"):
        return [noun, noun[:-3] + "men"]
    if noun.endswith(("fe",)):
        return [noun, noun[:-2] + "ves"]
    if noun.endswith("thief"):
        return [noun, noun[:-1] + "ves"]
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return [noun, noun + "es"]
    if noun.endswith("y") and noun[-2:-1] not in ("a", "e", "i", "o", "u"):
        return [noun, noun[:-1] + "ies"]
    return [noun, noun + "s"]


def _invert(groups: dict[Measure, list[str]]) -> dict[str, Measure]:
    return {word: measure for measure, words in groups.items() for word in words}


def _nouns(groups: dict[Measure, list[str]]) -> dict[str, Measure]:
    return {
        form: measure
        for measure, nouns in groups.items()
        for noun in nouns
        for form in noun_forms(noun)
    }


__all__ = ["UNKNOWN", "MeasureLexicon", "MeasuresTopic", "Sense", "noun_forms", "verb_forms"]
