"""Stance words: the vocabulary by which claims speak of claims, and what is found with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pydantic import Field
from spacy.tokens import Token

from provenance.extract.lookup import WORD, Marked, Marks, Phrasebook, WordTest
from provenance.packs import Compiled, Packs, Topic
from provenance.records import Stance


class SmallWords(Topic):
    """Words too common to be marked in every sentence, as printed."""

    pronouns: frozenset[str] = frozenset()
    """Those that stand for a claim told before."""
    subjects: frozenset[str] = frozenset()
    """Of these the ones that are said to be false themselves ("that is a lie")."""
    negators: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()
    """Between a noun of reporting and what it reports."""
    telling: frozenset[str] = frozenset()
    """Lemmas of verbs by which, denied, a thing is left open ("did not say that")."""
    refusing: frozenset[str] = frozenset()
    """Lemmas of verbs with which they are not done ("declined to comment")."""
    possible: frozenset[str] = frozenset()
    """Of the words of inability those that need a negation ("was not able to verify")."""


class Stances(Topic):
    """The topic ``stances``: the words by which claims speak of claims."""

    small: SmallWords = Field(default_factory=SmallWords)

    report_nouns: tuple[str, ...] = ()
    figure_nouns: tuple[str, ...] = ()
    evidence_nouns: tuple[str, ...] = ()
    media_nouns: tuple[str, ...] = ()
    confirmation_nouns: tuple[str, ...] = ()
    doubted_nouns: tuple[str, ...] = ()
    false_words: tuple[str, ...] = ()
    true_words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    deny_strong: tuple[str, ...] = ()
    deny_weak: tuple[str, ...] = ()
    deny_with: tuple[str, ...] = ()
    deny_particles: tuple[str, ...] = ()
    judge: tuple[str, ...] = ()
    judge_as: tuple[str, ...] = ()
    denied_nouns: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()
    unable: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    give: tuple[str, ...] = ()
    available: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    no_words: tuple[str, ...] = ()
    doubt_verbs: tuple[str, ...] = ()
    doubt_phrases: tuple[str, ...] = ()
    disbelief: tuple[str, ...] = ()
    supposed: tuple[str, ...] = ()
    contrast: tuple[str, ...] = ()
    retract: tuple[str, ...] = ()
    retract_weak: tuple[str, ...] = ()
    retract_with: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    correct: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


# Nouns that carry claims, figures or what shows them.
CARRIERS = ("report_nouns", "figure_nouns", "evidence_nouns", "media_nouns")
# Lists of which a sentence with a stance holds at least one word.
TRIGGERS = (
    "evidence_nouns",
    "confirmation_nouns",
    "media_nouns",
    "false_words",
    "true_words",
    "deny_strong",
    "deny_weak",
    "deny_with",
    "verify",
    "unconfirmed",
    "doubt_verbs",
    "supposed",
    "retract",
    "retract_weak",
    "back",
    "correct",
    "corrections",
    "available",
    "confirmed",
)

# Lists of which a sentence that calls a report false holds at least one word.
VERDICTS = ("false_words", "true_words", "deny_strong", "deny_weak", "deny_with")


class Lexicon:
    """The topic compiled; one for each stack of packs."""

    def __init__(self, packs: Packs) -> None:
        topic = packs.topic("stances", Stances)
        marked = Stances.model_fields.keys() - {"small"}
        self.marks = Marks({name: getattr(topic, name) for name in marked})
        self.small = topic.small
        self.doubt_phrases = Phrasebook((p, p) for p in topic.doubt_phrases)
        self.disbelief = Phrasebook((p, p) for p in topic.disbelief)
        self.supposed = Phrasebook((p, p) for p in topic.supposed)
        names = (*TRIGGERS, "doubt_phrases", "disbelief")
        words = [word for name in names for word in getattr(topic, name)]
        self.may_hold = WordTest(WORD.findall(word)[0] for word in words)


lexicon_of = Compiled(Lexicon)


class Finding(NamedTuple):
    """A stance, the rule, the word that tells it, and the noun that carries the claim."""

    stance: Stance
    rule: str
    trigger: Token
    carrier: Token | None


class Speech(NamedTuple):
    """The words of one statement that speak of claims, and the verbs that govern it."""

    tokens: Sequence[Token]
    governors: Sequence[Token]
    lexicon: Marked
    small: SmallWords
    doubts: Sequence[Token]
    """First words of phrases of doubt in something ("call into question")."""
    disbelief: Sequence[Token]
    """First words of phrases of doubt in what was said ("hard to believe")."""
    supposed: Sequence[Token]
    """Last words of what makes a noun doubtful ("so-called")."""
    beside: Sequence[Token]
    """Verbs by which the source does something as it says so ("corrected its toll, saying …")."""


__all__ = [
    "CARRIERS",
    "TRIGGERS",
    "VERDICTS",
    "Finding",
    "Lexicon",
    "SmallWords",
    "Speech",
    "Stances",
    "lexicon_of",
]
