"""Bodies: the named sources that the packs know, and where a page names them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pydantic import Field

from provenance.packs import Compiled, Packs, Topic
from provenance.read.publishers import PublisherList
from provenance.records import SourceKind, Span

# Before the place of a body printed small.
_BEFORE_PLACE = ("in", "of")
_WORD = re.compile(r"[^\W_]+(?:[.'’ʼ-][^\W_]+)*\.?(?<![^\W\d_]{3}\.)")


class Body(Topic):
    """A body that speaks."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: SourceKind
    parent: str | None = None
    party: str | None = None


class State(Topic):
    """A state: it speaks by its name, its capital, its government."""

    name: str
    adjective: str
    capital: str | None = None
    aliases: tuple[str, ...] = ()


class Organ(Topic):
    """A ministry or force that every state has one of."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: SourceKind


class Pronouns(Topic):
    """Pronouns, by what they stand for."""

    personal: frozenset[str] = frozenset()
    """For one person."""
    plural: frozenset[str] = frozenset()
    neutral: frozenset[str] = frozenset()
    """For one body."""
    relative: frozenset[str] = frozenset()
    nominative: frozenset[str] = frozenset()
    """Those that only the subject of a clause has."""
    first_person: frozenset[str] = frozenset()
    possessive: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Of bodies, with the tags of the nouns that they may go back to."""


class Sources(Topic):
    """The topic ``sources``."""

    bodies: tuple[Body, ...] = ()
    states: tuple[State, ...] = ()
    state_words: tuple[str, ...] = ()
    organs: tuple[Organ, ...] = ()
    before_state: tuple[str, ...] = ()
    """Beginnings of their names that stand before their state too."""
    local: tuple[str, ...] = ()
    """Words of their names where a place tells whose they are."""
    heads: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    roles: dict[SourceKind, frozenset[str]] = Field(default_factory=dict)
    unclear: frozenset[str] = frozenset()
    weak_roles: dict[SourceKind, frozenset[str]] = Field(default_factory=dict)
    unnamed: frozenset[str] = frozenset()
    source_roles: tuple[SourceKind, ...] = ()
    short_forms: dict[SourceKind, tuple[str, ...]] = Field(default_factory=dict)
    any_body: frozenset[str] = frozenset()
    kind_words: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    """Plurals that stand for an armed group whose name is before them."""
    lone_roles: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    turn_labels: frozenset[str] = frozenset()
    """Words in capitals before a colon that are no speaker's name."""
    askers: frozenset[str] = frozenset()
    """Those of a transcript who ask."""
    heading_words: frozenset[str] = frozenset()
    heading_closers: frozenset[str] = frozenset()
    heading_bodies: frozenset[str] = frozenset()
    heading_modifiers: frozenset[str] = frozenset()
    alignments: frozenset[str] = frozenset()
    alignment_prefixes: tuple[str, ...] = ()
    alignment_endings: tuple[str, ...] = ()
    pronouns: Pronouns = Field(default_factory=Pronouns)
    genders: dict[str, frozenset[str]] = Field(default_factory=dict)
    definite: frozenset[str] = frozenset()
    """Words that point back at a source spoken of before."""
    named_as: frozenset[str] = frozenset()
    """Participles between a role and a name ("a clerk named Roe")."""
    name_joints: frozenset[str] = frozenset()
    """Between the name of a body and what it is for."""
    particles: frozenset[str] = frozenset()
    """Small words inside the names of people."""
    breaks: frozenset[str] = frozenset()
    """Words at which the front of a noun phrase ends."""
    clause_openers: frozenset[str] = frozenset()
    """Words at which a clause behind a source begins."""
    behind_head: frozenset[str] = frozenset()
    """Between who speaks for a body and the body ("spokesman for the ministry")."""
    behind_name: frozenset[str] = frozenset()
    """Between the parts of a source behind its verb ("said the mayor of Velm")."""
    before_name: frozenset[str] = frozenset()
    """Between the parts of a source before its verb ("a resident of Velm said")."""
    links: frozenset[str] = frozenset()
    """Inside a source that commas set off."""
    whose: frozenset[str] = frozenset()
    """Behind a document, before the one whose it is ("the claim by the army")."""
    source_nouns: frozenset[str] = frozenset()

    @cached_property
    def gender_of(self) -> dict[str, str]:
        """The gender that a word for one person tells."""
        return {word: gender for gender, words in self.genders.items() for word in words}

    @cached_property
    def role_words(self) -> frozenset[str]:
        """All words that say what somebody is."""
        short = {word for forms in self.short_forms.values() for word in forms}
        roles = (*self.roles.values(), *self.weak_roles.values())
        words = {word for forms in roles for word in forms}
        return frozenset(short | words | self.heads | self.unnamed | self.any_body)

    @cached_property
    def generic(self) -> frozenset[str]:
        """Nouns that may stand behind a body's name and add nothing."""
        short = {w for forms in self.short_forms.values() for form in forms for w in form.split()}
        return frozenset(short | self.any_body | self.kind_words)

    @cached_property
    def all_bodies(self) -> tuple[Body, ...]:
        """The bodies listed, and those that every state has."""
        made = [*self.bodies]
        for state in self.states:
            adjectives = [state.adjective, *(a for a in state.aliases if a.isupper())]
            speaking = [f"{a} {word}" for a in adjectives for word in self.state_words]
            speaking += [f"{state.name}{s} {w}" for s in ("'s", "s") for w in self.state_words]
            own = [*state.aliases, *([state.capital] if state.capital else []), *speaking]
            made.append(Body(name=state.name, aliases=tuple(own), kind=SourceKind.STATE))
            for organ in self.organs:
                names = [organ.name, *organ.aliases]
                forms = [f"{a} {n}" for a in adjectives for n in names]
                # "Ruritania's army", also where apostrophes are lost
                seats = [state.name, *([state.capital] if state.capital else [])]
                forms += [f"{o}{s} {n}" for o in seats for s in ("'s", "s") for n in names]
                # "Health Ministry in Ruritania"; an "army in Ruritania" may be another's
                forms += [f"{n} in {seat}" for n in names if self._is_local(n) for seat in seats]
                forms += [f"{n} of {state.name}" for n in names if n.startswith(self.before_state)]
                made.append(
                    Body(
                        name=forms[0],
                        aliases=tuple(forms[1:]),
                        kind=organ.kind,
                        parent=state.name,
                    )
                )
        return tuple(made)

    def _is_local(self, name: str) -> bool:
        return any(word in name for word in self.local)


def sources_of(packs: Packs) -> Sources:
    """Return the source vocabulary of a stack of packs."""
    return packs.topic("sources", Sources)


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a page names a body."""

    span: Span
    body: Body


class BodyFinder:
    """Finds bodies by their spellings, longest first, in one pass over the words."""

    def __init__(self, packs: Packs) -> None:
        self._forms: dict[tuple[str, ...], list[tuple[bool, Body]]] = {}
        self._common: set[str] = set()
        self._small: set[str] = set()
        """First words that may be printed small where a name follows: "health ministry in Velm"."""
        self._roles = sources_of(packs).role_words
        seen: set[str] = set()
        for body in sources_of(packs).all_bodies:
            for name in (body.name, *body.aliases):
                self._add(name, body, seen)
        for outlet in packs.topic("publishers", PublisherList).publishers:
            body = Body(name=outlet.name, aliases=outlet.aliases, kind=outlet.kind)
            for name in (outlet.name, *outlet.aliases):
                self._add(name, body, seen)
        counts: dict[str, set[int]] = {}
        for words in self._forms:
            counts.setdefault(words[0], set()).add(len(words))
        self._counts = {first: sorted(sizes, reverse=True) for first, sizes in counts.items()}
        """Of each first word how many words its names have, the most first."""

    def _add(self, name: str, body: Body, seen: set[str]) -> None:
        if name in seen:
            return
        seen.add(name)
        words = tuple(_fold(m.group()) for m in _WORD.finditer(name))
        if words and words[0] == "the" and len(words) > 1:
            words = words[1:]
            if len(words) == 1:
                self._common.add(words[0])
        if any(f" {word} " in name for word in _BEFORE_PLACE):
            self._small.add(words[0])
        acronym = len(words) == 1 and name.replace(".", "").isupper()
        self._forms.setdefault(words, []).append((acronym, body))

    def find(self, text: str) -> list[Named]:
        """Return the places where ``text`` names a body, in order, without overlap."""
        matches = list(_WORD.finditer(text))
        folded = [_fold(m.group()) for m in matches]
        found = []
        i = 0
        while i < len(folded):
            if folded[i] not in self._counts and folded[i].removesuffix("s") not in self._counts:
                i += 1
                continue
            hit = self._at(matches, folded, i)
            if hit is None:
                i += 1
                continue
            count, body = hit
            found.append(Named((matches[i].start(), matches[i + count - 1].end()), body))
            i += count
        return found

    def _at(
        self, matches: list[re.Match[str]], folded: list[str], i: int
    ) -> tuple[int, Body] | None:
        first = folded[i]
        printed = matches[i].group()
        small = not (printed[0].isupper() or printed[:3].lower() == "al-" or "-led" in printed)
        if small and first not in self._small:
            return None
        for key in (first, first[:-1] if first.endswith("s") else ""):
            for count in self._counts.get(key, ()):
                here = tuple(folded[i : i + count])
                if len(here) < count:
                    continue
                if small and not _ends_in_place(matches[i : i + count]):
                    continue
                if any(
                    matches[k + 1].start() - matches[k].end() > 1 for k in range(i, i + count - 1)
                ):
                    continue
                if count == 1 and first in self._common and not _is_whole(matches, i):
                    continue
                # The last word may have lost the apostrophe of its possessive.
                for words in (here, (*here[:-1], here[-1].removesuffix("s"))):
                    for acronym, body in self._forms.get(words, ()):
                        if words[0] != key or (acronym and not _upper(printed)):
                            continue
                        if words[0] in self._roles and count == 1 and _is_others(matches, i, body):
                            continue
                        return count, body
        return None


finder_of = Compiled(BodyFinder)
"""Return the finder of a stack of packs, made once."""


def _ends_in_place(words: Sequence[re.Match[str]]) -> bool:
    """Say whether words printed small end in a name ("ministry of health in Ruritania")."""
    printed = [word.group() for word in words]
    places = [k for k, word in enumerate(printed) if word in _BEFORE_PLACE]
    return bool(places) and all(
        word[0].isupper() or word == "the" for word in printed[places[-1] + 1 :]
    )


def _is_others(matches: list[re.Match[str]], i: int, body: Body) -> bool:
    """Say whether a name before a short form makes it another body's: "Harbour Observatory"."""
    if i == 0 or matches[i].start() != matches[i - 1].end() + 1:
        return False
    before = matches[i - 1].group()
    named = before[0].isupper() and before.isalpha() and before.lower() not in ("the", "a", "an")
    return named and _fold(before) not in _fold(body.name).split()


def _is_whole(matches: list[re.Match[str]], i: int) -> bool:
    """Say whether a common word behind "the" is a whole name: not "The Harbour Times".

    The outlet is "the Times"; "Independent observers" and "the Guardian Council" are others.
    """
    if i == 0 or matches[i - 1].group().lower() != "the":
        return False
    behind = matches[i + 1] if i + 1 < len(matches) else None
    beside = behind is not None and behind.start() == matches[i].end() + 1
    return not (beside and behind is not None and behind.group()[0].isupper())


def _upper(printed: str) -> bool:
    letters = [c for c in printed if c.isalpha()]
    if letters and letters[-1] == "s":
        letters.pop()
    signs = len(letters) + sum(c.isdigit() for c in printed)
    return signs > 1 and bool(letters) and all(c.isupper() for c in letters)


@lru_cache(maxsize=16_384)
def _fold(word: str) -> str:
    """Return a word for comparison: no case, dots or possessive."""
    folded = word.lower().replace(".", "").replace("’", "'").replace("ʼ", "'")
    return folded.removesuffix("'s")


class NamedIndex:
    """The named bodies of a text, for look-up by span."""

    def __init__(self, items: list[Named]) -> None:
        self.items = items
        self._ends = [item.span[1] for item in items]

    def at(self, place: int) -> Named | None:
        """Return the one that holds the character at ``place``."""
        found = bisect_left(self._ends, place + 1)
        if found < len(self.items) and self.items[found].span[0] <= place:
            return self.items[found]
        return None

    def within(self, span: Span) -> list[Named]:
        """Return those that lie in ``span``."""
        found = []
        place = bisect_left(self._ends, span[0] + 1)
        while place < len(self.items) and self.items[place].span[0] < span[1]:
            item = self.items[place]
            if item.span[0] >= span[0] and item.span[1] <= span[1] + 2:
                found.append(item)
            place += 1
        return found


__all__ = [
    "Body",
    "BodyFinder",
    "Named",
    "NamedIndex",
    "Pronouns",
    "Sources",
    "finder_of",
    "sources_of",
]
