"""Words and phrases of the pack, ready for matching against the words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from provenance.link.lattice import Lattice
from provenance.link.tokens import Remembered, words_of
from provenance.packs.scope import ScopePack
from provenance.records import Measure

Index = dict[str, tuple[tuple[str, ...], ...]]


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


class Cue(StrEnum):
    """What a phrase of a sentence tells of its claims."""

    APART = "apart"
    """It begins a happening of its own."""
    UPDATE = "update"
    """It tells that a count moved."""
    INITIAL = "initial"
    """It tells a first report, as such."""
    ANOTHER_DAY = "another_day"
    """It puts another day beside the one told of."""
    HOUSE = "house"
    ARRIVAL = "arrival"
    """With a house: people brought to it."""
    ATTACKER = "attacker"
    """The attacker is counted among the dead, or killed himself."""
    CONDITION = "condition"
    """Those of the hurt who are so ill or well."""
    HIT = "hit"
    """People were shot or struck, be they dead or alive."""
    HURT = "hurt"
    """It tells that those hit live."""
    SEVERAL = "several"
    """It counts over several happenings."""
    SO_FAR = "so_far"
    """It tells a count that is not at its end."""
    PAIR = "pair"
    """It tells of one and the other."""
    NEARBY = "nearby"
    """It names a place beside the one spoken of."""
    PICTURE = "picture"
    SHOWING = "showing"
    """With a picture: people seen in it."""


_NONE: frozenset[Cue] = frozenset()
# Where what goes with the counted thing begins, and what stands between two counted things.
_BEHIND_HEAD = re.compile(r"\b(?:of|in|from|by|near|on|at|which|that)\b")
_BETWEEN = re.compile(r"\band\b|\bor\b|,")
# Words before a number in which "identified" tells that those counted could be named.
NAMING = 4
# Words before a number in which "among the dead" makes it a share.
AMONG = 8
# Words before a number that tell how badly those counted are hurt.
GRAVE = 2


def _cues(phrases: Mapping[Cue, Iterable[str]]) -> dict[str, tuple[tuple[str, Cue], ...]]:
    """Index the phrases of all cues by their longest word, which the fewest sentences hold."""
    found: dict[str, list[tuple[str, Cue]]] = {}
    for cue, some in phrases.items():
        for words in sorted(set(filter(None, map(words_of, some)))):
            found.setdefault(max(words, key=len), []).append((f" {' '.join(words)} ", cue))
    return {word: tuple(all_) for word, all_ in found.items()}


def _named_by(
    groups: Mapping[str, Iterable[str]],
) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Index the phrases of all groups by their first word."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for name, some in sorted(groups.items()):
        for first, all_ in index_of(some).items():
            found.setdefault(first, []).extend((name, words) for words in all_)
    return {first: tuple(all_) for first, all_ in found.items()}


@dataclass(frozen=True, slots=True)
class Phrases:
    """The vocabulary of topic ``scope``, indexed."""

    lattice: Lattice
    loose: frozenset[Measure]
    cues: Mapping[str, tuple[tuple[str, Cue], ...]]
    """By the longest word of a phrase: the phrase between blanks, and what it is a cue for."""
    share_cues: Index
    more: Index
    one: Index
    anybody: frozenset[str]
    rest: Index
    found: frozenset[str]
    bodies: frozenset[str]
    to_bodies: frozenset[str]
    removed: frozenset[str]
    named: Index
    grave: Index
    not_yet: Index
    order: frozenset[str]
    owners: frozenset[str]
    witnessed: frozenset[str]
    among: Index
    within: frozenset[str]
    both: frozenset[str]
    miscounts: Index
    earlier: frozenset[str]
    members: Index
    days: tuple[str, ...]
    group_words: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    """By the first word of a phrase: the group that it names, and its words."""
    bringing_up: frozenset[str]
    going_back: frozenset[str]
    small: frozenset[str]
    stop: frozenset[str]
    _subjects: Remembered[tuple[frozenset[str], frozenset[str]]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Keep subjects, which are few, at hand."""
        object.__setattr__(self, "_subjects", Remembered(self._subject))

    @classmethod
    def of(cls, pack: ScopePack) -> Phrases:
        """Index the vocabulary of a pack."""
        return cls(
            lattice=Lattice.of(pack),
            loose=frozenset(pack.loose_measures),
            cues=_cues(
                {
                    Cue.APART: pack.apart_cues,
                    Cue.UPDATE: pack.update_cues,
                    Cue.INITIAL: pack.initial_cues,
                    Cue.ANOTHER_DAY: pack.day_cues,
                    Cue.HOUSE: pack.facilities,
                    Cue.ARRIVAL: pack.arrival_words,
                    Cue.ATTACKER: pack.attacker_cues,
                    Cue.CONDITION: pack.conditions,
                    Cue.HIT: pack.hit_words,
                    Cue.HURT: pack.hurt_words,
                    Cue.SEVERAL: pack.several_cues,
                    Cue.SO_FAR: pack.so_far_cues,
                    Cue.PAIR: pack.pair_cues,
                    Cue.NEARBY: pack.nearby_cues,
                    Cue.PICTURE: pack.pictures,
                    Cue.SHOWING: pack.showing_words,
                }
            ),
            share_cues=index_of(pack.share_cues),
            more=index_of(pack.additional_words),
            one=index_of(pack.counted_one),
            anybody=frozenset(pack.people_words),
            rest=index_of(pack.remainder_words),
            found=frozenset(pack.finding_words),
            bodies=frozenset(pack.bodies),
            to_bodies=frozenset((*pack.bodies, *pack.body_links)),
            removed=frozenset(pack.removal_words),
            named=index_of(pack.naming_words),
            grave=index_of(pack.grave_words),
            not_yet=index_of(pack.not_yet_words),
            order=frozenset(pack.order_words),
            owners=frozenset(pack.owner_words),
            witnessed=frozenset(pack.witness_words),
            among=index_of(pack.among_cues),
            within=frozenset(pack.nobody_within),
            both=frozenset(pack.both_words),
            miscounts=index_of(pack.miscount_cues),
            earlier=frozenset(pack.earlier_words),
            members=index_of(pack.member_words),
            days=tuple(pack.day_cues),
            group_words=_named_by({name: group.words for name, group in pack.groups.items()}),
            bringing_up=frozenset(pack.indefinite_words),
            going_back=frozenset(pack.definite_words),
            small=frozenset(pack.small_words),
            stop=frozenset(pack.subject_stop),
        )

    def are_people(self, word: str) -> bool:
        """Say whether a noun means people."""
        return _singular(word) in self.anybody or bool(self.groups(word))

    def one_of(self, word: str) -> str:
        """Return the singular of a noun."""
        return _singular(word)

    def told(self, words: Sequence[str]) -> frozenset[Cue]:
        """Return what the words of a sentence hold cues for."""
        held = self.cues.keys() & words
        if not held:
            return _NONE
        spaced = f" {' '.join(words)} "
        return frozenset(
            [cue for word in held for phrase, cue in self.cues[word] if phrase in spaced]
        )

    def share(self, words: Sequence[str]) -> bool:
        """Say whether the words behind a number begin by making it a share ("of the dead")."""
        return has(self.share_cues, words[:2])

    def additional(self, words: Sequence[str]) -> bool:
        """Say whether the words put a count beside another."""
        if "than" not in words:
            return has(self.more, words)
        # "more than" is a qualifier, not a second count.
        kept = [w for w, after in zip(words, [*words[1:], ""], strict=True) if after != "than"]
        return has(self.more, kept)

    def counts(self, text: str) -> bool:
        """Say whether a printed figure counts: it holds a digit or a word for one."""
        return any(char.isdigit() for char in text) or has(self.one, words_of(text))

    def remainder(self, words: Sequence[str]) -> bool:
        """Say whether a subject is what is left of a whole told before ("21 others died")."""
        return has(self.rest, words)

    def day_at(self, text: str) -> int | None:
        """Return where a sentence first puts another day beside its own, in characters."""
        folded = text.casefold()
        found = [at for cue in self.days if (at := folded.find(cue)) >= 0]
        return min(found, default=None)

    def moved_from(self, words: Sequence[str]) -> bool:
        """Say whether a number is what a count was before it moved ("up from 26")."""
        return bool(words) and words[-1] in self.earlier

    def finds(self, words: Sequence[str]) -> bool:
        """Say whether the words before a number tell that somebody found those counted.

        "Found five people", "recovered the bodies of five".
        """
        at = len(words)
        while at and words[at - 1] in self.to_bodies:
            at -= 1
        if self.bodies.isdisjoint(words[at:]):
            at = len(words)
        return bool(at) and words[at - 1] in self.found

    def named_ones(self, words: Sequence[str]) -> bool:
        """Say whether the words before a number tell that those counted could be named."""
        return has(self.named, words[-NAMING:])

    def gravely(self, ahead: Sequence[str], behind: Sequence[str]) -> bool:
        """Say whether the words around a number of hurt people tell how badly they are hurt.

        "Two were critically wounded", "seriously injuring two".
        """
        return has(self.grave, behind) or has(self.grave, ahead[-GRAVE:])

    def taken_up(self, subject: Sequence[str], behind: Sequence[str]) -> bool:
        """Say whether those counted are bodies that somebody took up, or that lie somewhere.

        "31 bodies were recovered from the school", "ten are still under the rubble".
        """
        bodies = not self.bodies.isdisjoint(subject) or not subject
        return (bodies and not self.removed.isdisjoint(behind)) or has(self.not_yet, behind)

    def told_before(self, printed: str, ahead: Sequence[str]) -> bool:
        """Say whether a number is of those told of before ("the first two")."""
        return bool(ahead and ahead[-1] in self.order) or printed.casefold() in self.both

    def of_a_family(self, ahead: Sequence[str]) -> bool:
        """Say whether a number is of somebody's people ("her five children")."""
        return bool(ahead) and ahead[-1] in self.owners

    def witnessed_by(self, ahead: Sequence[str]) -> bool:
        """Say whether the words before a number tell that somebody heard or saw so many."""
        return bool(ahead) and ahead[-1] in self.witnessed

    def out_of(self, ahead: Sequence[str]) -> bool:
        """Say whether a number is of those among a whole ("among the dead were four")."""
        return has(self.among, ahead[-AMONG:])

    def groups_among(self, ahead: Sequence[str], behind: Sequence[str]) -> frozenset[str]:
        """Return the groups whose dead or hurt alone a number counts.

        "A toll among children of three", "three deaths among women".
        """
        if "among" in ahead[-4:] and ahead[-1] == "of":
            return self._named_groups(ahead[len(ahead) - ahead[::-1].index("among") : -1])
        if "among" in behind[:2]:
            return self._named_groups(behind[behind.index("among") + 1 :][:2])
        return frozenset()

    def nobody_of(self, subject: Sequence[str], behind: Sequence[str]) -> bool:
        """Say whether "no one" is no one of a part ("inside", "else"); "no body" is no toll."""
        part = bool(behind) and behind[0] in self.within
        return part or not self.bodies.isdisjoint(subject)

    def miscounted(self, behind: Sequence[str]) -> bool:
        """Say whether the words behind a number say that those were counted amiss."""
        return has(self.miscounts, behind)

    def of_a_body(self, words: Sequence[str]) -> bool:
        """Say whether a subject counts members of a body."""
        return has(self.members, words)

    def sort_of(self, subject: str) -> frozenset[str]:
        """Return the words for what sort of people a subject counts, if not just anybody."""
        return self.things(subject) - self.anybody

    def groups(self, subject: str) -> frozenset[str]:
        """Return the groups of people that a subject names."""
        return self._subjects[subject][0]

    def things(self, subject: str) -> frozenset[str]:
        """Return the counted things of a subject: its words without those that tell nothing."""
        return self._subjects[subject][1]

    def _subject(self, subject: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return groups of people and counted things of a subject."""
        words = words_of(subject)
        return self._named_groups(words), self._things(subject)

    def _named_groups(self, words: Sequence[str]) -> frozenset[str]:
        """Return the groups of people named; "police officers" are police, not leaders."""
        found = [
            (at, at + len(phrase), name)
            for at, word in enumerate(words)
            for name, phrase in self.group_words.get(word, ())
            if tuple(words[at : at + len(phrase)]) == phrase
        ]
        return frozenset(
            name
            for start, end, name in found
            if not any(a <= start and end <= b and b - a > end - start for a, b, _ in found)
        )

    def _things(self, subject: str) -> frozenset[str]:
        head = _BEHIND_HEAD.split(subject.casefold())
        pieces = [p for p in head if set(words_of(p)) - self.stop]
        if not pieces:
            return frozenset()
        found = set()
        for piece in _BETWEEN.split(pieces[0]):
            words = [w for w in words_of(piece) if w not in self.stop]
            if words:
                found.add(_singular(words[-1]))
        return frozenset(found)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


__all__ = ["Cue", "Index", "Phrases", "found_in", "has", "index_of"]
