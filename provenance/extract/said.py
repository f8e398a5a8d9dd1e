"""Said: one attribution of one sentence, before it is known whose page it stands on."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

_MODIFIERS = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod"})


@dataclass(slots=True)
class Draft:
    """One attribution of one sentence, in token indices."""

    ordinal: int
    cue: list[int]
    content: list[int]
    source: list[int]
    rule: str
    head: Token | None = None
    """Head of the source's noun phrase."""
    word: Token | None = None
    """The word that attributes."""
    hearers: list[Token] = field(default_factory=list)
    """Who is told."""
    quoter: list[int] = field(default_factory=list)
    """Who hands the words of the source on."""
    quoter_head: Token | None = None

    @property
    def word_index(self) -> int:
        """The index of the word that attributes, -1 without one."""
        return self.word.i if self.word is not None else -1


def left_part(noun: Token) -> list[int]:
    """Return a noun with its determiner and adjectives."""
    start = min((c.i for c in noun.lefts if c.dep_ in _MODIFIERS), default=noun.i)
    return list(range(start, noun.i + 1))


def cue_of(word: Token, preposition: Token | None = None) -> list[int]:
    """Return the words of the cue: auxiliaries, negation, particle, the preposition."""
    cue = {word.i}
    for child in word.children:
        if child.dep_ in ("aux", "auxpass", "neg", "prt") or (
            child.dep_ == "advmod" and abs(child.i - word.i) == 1
        ):
            cue.add(child.i)
    if preposition is not None:
        cue.add(preposition.i)
    return sorted(cue)


__all__ = ["Draft", "cue_of", "left_part"]
