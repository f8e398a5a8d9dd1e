"""Cues: the vocabulary of attribution, and a cheap test for whether a text holds any.

Which word attributes in which frame is data (topic ``cues``): a verb that attributes with a
that-clause need not with an object.  The lists were made from how often each word with each
frame does attribute in annotated news, and read through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from pydantic import Field
from spacy.tokens import Doc, Token

from provenance.packs import Packs, Topic
from provenance.packs.forms import regular_forms

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = frozenset('"“”«»„‘')


class Cues(Topic):
    """The topic ``cues``."""

    frames: dict[str, list[str]] = Field(default_factory=dict)
    """Lemmas that attribute in a frame when somebody is their subject."""
    vouching_nouns: list[str] = Field(default_factory=list)
    unsourced: dict[str, list[str]] = Field(default_factory=dict)
    """Lemmas that attribute in a frame though nobody is named."""
    speech: list[str] = Field(default_factory=list)
    """Lemmas that go with a quotation without any other complement."""
    final: list[str] = Field(default_factory=list)
    """Lemmas that end a sentence behind what was said: "… a witness said"."""
    final_nouns: list[str] = Field(default_factory=list)
    """Verbs at a sentence's end that look like nouns: "…, local media reports"."""
    fragments: list[str] = Field(default_factory=list)
    """Words that open a part of what was counted behind a cue: "a medic said, among them …"."""
    contrasts: frozenset[str] = frozenset()
    """Words that set what the page says against the speaker: "…, while the army put it at 40"."""
    counted_words: frozenset[str] = frozenset()
    """Words for those counted before, of whom a part follows: "nine of them"."""
    phrases: list[str] = Field(default_factory=list)
    """Prepositional cues with a source behind them: "according to"."""
    deeds: list[str] = Field(default_factory=list)
    """Words that in this domain are deeds, not words, unless something quoted is said."""
    uttering: frozenset[str] = frozenset()
    """Lemmas of what only a speaker does."""
    continuing: list[str] = Field(default_factory=list)
    """Lemmas whose participle goes on with what the same speaker said before: "adding"."""
    no_objects: dict[str, list[str]] = Field(default_factory=dict)
    """Objects with which a lemma is no cue: "claimed the lives of"."""
    counting: dict[str, list[str]] = Field(default_factory=dict)
    """Lemmas by which a body puts out a number, with the objects needed (none: any)."""
    judgements: dict[str, list[str]] = Field(default_factory=dict)
    """How a clause judges what stands before it: ``verbs``, and ``nouns`` that stand for it."""
    anonymity: dict[str, list[str]] = Field(default_factory=dict)
    """How somebody asks not to be named: ``words``, ``passives``, ``objects``."""
    surveys: list[str] = Field(default_factory=list)
    """Nouns behind "in" at a sentence's head, whose result the sentence is."""
    takes: list[str] = Field(default_factory=list)
    """Lemmas whose object speaks itself: "received calls saying", "quoted a man saying"."""
    asks: list[str] = Field(default_factory=list)
    """Lemmas by which somebody takes up what others say: "is investigating reports that"."""
    no_sources: list[str] = Field(default_factory=list)
    """Subjects that cannot vouch."""
    citing: frozenset[str] = frozenset()
    """Participles by which a speaker hands on another's words."""
    cited: frozenset[str] = frozenset()
    """Their verbs in a relative clause of the speaker."""
    relayed: frozenset[str] = frozenset()
    """Participles by which an outlet hands on a source or its paper: "quoted by", "seen by"."""
    joints: frozenset[str] = frozenset()
    """Words with which a sentence goes on behind its speaker."""
    before_joint: frozenset[str] = frozenset()
    """Behind a joint these make what follows a part of what was said ("and many others")."""
    qualifiers: frozenset[str] = frozenset()
    """Prepositions that may open a number."""
    auxiliaries: frozenset[str] = frozenset()
    """Between a speaker and the cue."""
    relatives: frozenset[str] = frozenset()
    subordinate: frozenset[str] = frozenset()
    """Words that open what is no statement of its own."""
    asides: frozenset[str] = frozenset()
    """Marks of clauses that say when or why, not what."""
    demonstratives: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    """Words by which a deed is one of words ("hailed as a victory")."""
    irregular: dict[str, list[str]] = Field(default_factory=dict)
    """Forms whose lemma cannot be had by cutting an ending."""

    @cached_property
    def table(self) -> dict[str, frozenset[str]]:
        """Frames with a source, by name."""
        return {name: frozenset(words) for name, words in self.frames.items()}

    @cached_property
    def bare(self) -> dict[str, frozenset[str]]:
        """Frames without a source, by name."""
        return {name: frozenset(words) for name, words in self.unsourced.items()}

    @cached_property
    def speaking(self) -> frozenset[str]:
        """The speech lemmas."""
        return frozenset(self.speech)

    @cached_property
    def vouching(self) -> frozenset[str]:
        """The nouns that vouch themselves where nobody is named."""
        return frozenset(self.vouching_nouns)

    @cached_property
    def closing(self) -> frozenset[str]:
        """The lemmas that end a sentence."""
        return frozenset(self.final)

    @cached_property
    def misread(self) -> frozenset[str]:
        """The closing verbs that look like nouns."""
        return frozenset(self.final_nouns)

    @cached_property
    def listing(self) -> tuple[tuple[str, ...], ...]:
        """The openings of fragments, word by word."""
        return tuple(tuple(words.split()) for words in self.fragments)

    @cached_property
    def mute(self) -> frozenset[str]:
        """The subjects that cannot vouch."""
        return frozenset(self.no_sources)

    @cached_property
    def taking(self) -> frozenset[str]:
        """The verbs whose object speaks itself."""
        return frozenset(self.takes)

    @cached_property
    def asking(self) -> frozenset[str]:
        """The verbs that take up what others say."""
        return frozenset(self.asks)

    @cached_property
    def judging(self) -> frozenset[str]:
        """The verbs that judge what was said before a comma."""
        return frozenset(self.judgements.get("verbs", ()))

    @cached_property
    def judged(self) -> frozenset[str]:
        """The nouns that stand for what was said before a comma."""
        return frozenset(self.judgements.get("nouns", ()))

    @cached_property
    def acting(self) -> frozenset[str]:
        """The deeds."""
        return frozenset(self.deeds)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All lemmas of all lists."""
        lists = [
            *self.frames.values(),
            *self.unsourced.values(),
            self.speech,
            self.final,
            list(self.counting),
            list(self.judging),
        ]
        return frozenset(word for words in lists for word in words)

    @cached_property
    def forms(self) -> frozenset[str]:
        """All word forms that may be a cue."""
        forms: set[str] = set()
        for lemma in self.lemmas:
            forms |= regular_forms(lemma)
        for words in self.irregular.values():
            forms.update(words)
        for phrase in self.phrases:
            forms.add(phrase.split()[0])
        return frozenset(forms)

    @cached_property
    def _known(self) -> dict[int, str | None]:
        """Cue lemmas by the hash of the parser's lemma, filled as they are met."""
        return {}

    def find(self, doc: Doc) -> Iterator[tuple[int, str]]:
        """Yield index and lemma of each cue of a parse."""
        known = self._known
        for i, key in enumerate(doc.to_array("LEMMA").tolist()):
            if key not in known:
                known[key] = self._listed(doc.vocab.strings[key].lower())
            lemma = known[key]
            if lemma is not None:
                yield i, lemma

    def lemma(self, token: Token) -> str | None:
        """Return the cue lemma of ``token``, None when it is no cue."""
        key = token.lemma
        if key not in self._known:
            self._known[key] = self._listed(token.lemma_.lower())
        return self._known[key]

    def is_mute(self, subject: Token) -> bool:
        """Say whether a subject cannot vouch: "no reports", "these actions", the writer's "I"."""
        if subject.lower_ in self.mute or subject.lemma_.lower() in self.mute:
            return True
        return any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in subject.children)

    def _listed(self, lemma: str) -> str | None:
        """Return the listed form of the parser's lemma.

        The rule lemmatizer cuts a letter too many or too few of words that it does not
        know ("hop" of "hoped", "expres" of "expresses").
        """
        for variant in (lemma, lemma + "e", lemma + "s", lemma[:-1] if lemma.endswith("e") else ""):
            if variant in self.lemmas:
                return variant
        return None


def cues_of(packs: Packs) -> Cues:
    """Return the cue vocabulary of a stack of packs."""
    return packs.topic("cues", Cues)


def needs_parse(text: str, packs: Packs) -> bool:
    """Say whether a sentence may hold an attribution: a cue word or a quotation mark."""
    if any(mark in text for mark in _QUOTED) or "''" in text or "``" in text or ":" in text:
        return True
    forms = cues_of(packs).forms
    return any(match.group().lower() in forms for match in _WORD.finditer(text))


__all__ = ["Cues", "cues_of", "needs_parse"]
