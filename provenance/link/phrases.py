"""Words and phrases of the pack, ready for matching against the words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from provenance.link.lattice import Lattice
from provenance.packs.scope import ScopePack
from provenance.records import Measure

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
Index = dict[str, tuple[tuple[str, ...], ...]]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, case folded; a hyphenated word is one."""
    return tuple(_WORD.findall(text.casefold()))


def index_of(phrases: Iterable[str]) -> Index:
    """Index phrases by their first word."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = words_of(phrase)
        if words:
            index.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(set(all_), reverse=True)) for first, all_ in index.items()}


def has(index: Index, words: Sequence[str]) -> bool:
    """Say whether a phrase of the index stands in ``words``."""
    # Most sentences hold no first word of any phrase, which is soon told.
    return not index.keys().isdisjoint(words) and any(
        tuple(words[at : at + len(phrase)]) == phrase
        for at, word in enumerate(words)
        for phrase in index.get(word, ())
    )


def found_in(index: Index, words: Sequence[str]) -> str | None:
    """Return the first phrase of the index in ``words``, the longest that begins there."""
    for at, word in enumerate(words):
        for phrase in sorted(index.get(word, ()), key=len, reverse=True):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return " ".join(phrase)
    return None


@dataclass(frozen=True, slots=True)
class Phrases:
    """The vocabulary of topic ``scope``, indexed."""

    lattice: Lattice
    loose: frozenset[Measure]
    apart_cues: Index
    update_cues: Index
    initial_cues: Index
    day_cues: Index
    share_cues: Index
    more: Index
    one: Index
    houses: Index
    arrivals: Index
    pictures: Index
    showing: Index
    anybody: frozenset[str]
    rest: Index
    group_words: tuple[tuple[str, Index], ...]
    stop: frozenset[str]

    @classmethod
    def of(cls, pack: ScopePack) -> Phrases:
        """Index the vocabulary of a pack."""
        return cls(
            lattice=Lattice.of(pack),
            loose=frozenset(pack.loose_measures),
            apart_cues=index_of(pack.apart_cues),
            update_cues=index_of(pack.update_cues),
            initial_cues=index_of(pack.initial_cues),
            day_cues=index_of(pack.day_cues),
            share_cues=index_of(pack.share_cues),
            more=index_of(pack.additional_words),
            one=index_of(pack.counted_one),
            houses=index_of(pack.facilities),
            arrivals=index_of(pack.arrival_words),
            pictures=index_of(pack.pictures),
            showing=index_of(pack.showing_words),
            anybody=frozenset(pack.people_words),
            rest=index_of(pack.remainder_words),
            group_words=tuple(
                (name, index_of(group.words)) for name, group in sorted(pack.groups.items())
            ),
            stop=frozenset(pack.subject_stop),
        )

    def apart(self, words: Sequence[str]) -> bool:
        """Say whether the words begin a happening of their own."""
        return has(self.apart_cues, words)

    def updating(self, words: Sequence[str]) -> bool:
        """Say whether the words tell that a count moved."""
        return has(self.update_cues, words)

    def initial(self, words: Sequence[str]) -> bool:
        """Say whether the words tell a first report, as such."""
        return has(self.initial_cues, words)

    def another_day(self, words: Sequence[str]) -> bool:
        """Say whether the words put another day beside the one told of."""
        return has(self.day_cues, words)

    def share(self, words: Sequence[str]) -> bool:
        """Say whether the words behind a number begin by making it a share ("of the dead")."""
        return has(self.share_cues, words[:2])

    def additional(self, words: Sequence[str]) -> bool:
        """Say whether the words put a count beside another."""
        # "more than" is a qualifier, not a second count.
        kept = [w for w, after in zip(words, [*words[1:], ""], strict=True) if after != "than"]
        return has(self.more, kept)

    def counts(self, text: str) -> bool:
        """Say whether a printed figure counts: it holds a digit or a word for one."""
        return any(char.isdigit() for char in text) or has(self.one, words_of(text))

    def arrival(self, words: Sequence[str]) -> bool:
        """Say whether the words tell of people brought to one house, or seen in a picture."""
        house = has(self.houses, words) and has(self.arrivals, words)
        return house or (has(self.pictures, words) and has(self.showing, words))

    def remainder(self, words: Sequence[str]) -> bool:
        """Say whether a subject is what is left of a whole told before ("21 others died")."""
        return has(self.rest, words)

    def sort_of(self, subject: str) -> frozenset[str]:
        """Return the words for what sort of people a subject counts, if not just anybody."""
        return self.things(subject) - self.anybody

    def groups(self, subject: str) -> frozenset[str]:
        """Return the groups of people that a subject names."""
        words = words_of(subject)
        return frozenset(name for name, index in self.group_words if has(index, words))

    def things(self, subject: str) -> frozenset[str]:
        """Return the counted things of a subject: its words without those that tell nothing."""
        head = re.split(r"\b(?:of|in|from|by|near|on|at|which|that)\b", subject.casefold())
        pieces = [p for p in head if set(words_of(p)) - self.stop]
        if not pieces:
            return frozenset()
        found = set()
        for piece in re.split(r"\band\b|\bor\b|,", pieces[0]):
            words = [w for w in words_of(piece) if w not in self.stop]
            if words:
                found.add(_singular(words[-1]))
        return frozenset(found)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


__all__ = ["Index", "Phrases", "found_in", "has", "index_of", "words_of"]
