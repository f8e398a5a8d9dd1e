"""Find one named person lost, taken or hurt: the name is the number's span."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from provenance.extract.bench import VERB_TAGS, Bench, children
from provenance.extract.losses import signs
from provenance.extract.measures import Sense, combine
from provenance.extract.relatives import (
    NAME_TAGS,
    is_kin,
    is_listed,
    kin_span,
    names_of,
    owner_of,
    shared_with,
)
from provenance.records import Measure

PERSONAL = frozenset(
    {Measure.KILLED, Measure.INJURED, Measure.CAPTURED, Measure.KILLED_OR_INJURED, Measure.MISSING}
)
MAX_NAME = 9
# So many words without a particle are a list of places or of tags.
LISTED = 7
NEAR = 6
DASHES = frozenset({"-", "–", "—", "--"})
# Marks before another name of the person just named.
ALIAS_MARKS = frozenset({'"', "“", "‘", "'", "``", "«", "(", "["})
HURT = frozenset({Measure.KILLED, Measure.INJURED})
# Measures for which a surname alone is read: who "was shot" may be the dead of another sentence.
SHORT = frozenset({Measure.KILLED})


NAMED = "interval.named"
"""The rule of a figure of one person told of by name."""
KIN_RULE = "interval.kin"
"""The rule of a figure of one who is told of as somebody's: "her mother"."""


@dataclass(frozen=True, slots=True)
class Named:
    """A named person as a figure of one: tokens of the name and of what happened."""

    first: int
    last: int
    measure: Measure
    at: tuple[int, ...]
    renames: int | None = None
    """The token that the name is set beside ("two bakers, John Smith and …")."""
    rule: str = NAMED


class NameReader:
    """Finds names of persons that a verb of loss counts."""

    def __init__(self, not_names: frozenset[str], titles: frozenset[str]) -> None:
        self.not_names = not_names - titles
        self.titles = titles

    def find(self, bench: Bench, short: Container[str]) -> Iterator[Named]:
        """Yield named persons of a sentence, by the parse.

        ``short`` are the single words that name a person on this page.
        """
        seen: set[tuple[int, int, Measure]] = set()
        for child, measure, at in self._counted(bench):
            for name, renames in _beside(bench, child, measure):
                span = self._name(bench, name.i, short if measure in SHORT else ())
                if span is None and not renames and measure in HURT and is_kin(bench, name):
                    # "His wife Jane Roe" is told of by her name.
                    named = any(self._name(bench, i, short) for i in names_of(bench, name))
                    if not named and any(s.counted == "object" for s in bench.senses(at)):
                        yield Named(*kin_span(bench, name), measure, (at,), rule=KIN_RULE)
                    continue
                known = self._by_name(bench, span) if span is not None else None
                if known is not None:
                    span, renames = known, False
                    if (*known, measure) in seen:
                        continue
                if span is not None:
                    seen.add((*span, measure))
                owns = span is not None and bench.tag(span[1] + 1) == "POS"
                if span is not None and not (
                    owns and bench.words[at] not in bench.lexicon.of_deaths
                ):
                    # "Roe's sisters were killed": not Roe.
                    yield Named(*span, measure, (at,), child.i if renames else None)

    def _counted(self, bench: Bench) -> Iterator[tuple[Token, Measure, int]]:
        """Yield who is lost, taken or hurt, with the measure and the word that says it."""
        for person, at in bench.deaths.items():
            yield bench.tokens[person], Measure.KILLED, at
        for token in bench.tokens:
            word = token.lower_
            if token.tag_ in VERB_TAGS and bench.lexicon.senses(bench.words, token.i):
                for child, measure in self._at_verb(bench, token):
                    yield child, measure, token.i
            if word in bench.lexicon.of_nouns and token.pos_ == "NOUN":
                for child, measure in self._at_noun(bench, token):
                    yield child, measure, token.i

    def _at_verb(self, bench: Bench, verb: Token) -> Iterator[tuple[Token, Measure]]:
        """Yield what a verb of loss counts, with the measure."""
        readings = bench.lexicon.senses(bench.words, verb.i)
        # What can take a town may have taken one: "captured" names no person for certain.
        if any(sense.measure is Measure.TERRITORY for sense in readings):
            return
        senses = [
            sense
            for sense in readings
            if sense.measure in PERSONAL
            and "person" in sense.things
            and not sense.least
            and sense.bare
        ]
        if not senses or any(child.dep_ == "neg" for child in children(verb)):
            return
        # "In shelling of Velm was wounded a woman": the town was not.
        turned = any(
            child.dep_ == "dobj" and child.left_edge.i == verb.i + 1 for child in children(verb)
        )
        joined = list(_joined(bench, verb))
        fatal = any(child.lower_ in bench.small.fatal for child in children(verb))
        for child in children(verb):
            sense = next((s for s in senses if _counted(child, s)), None)
            if sense is None or (turned and child.dep_ == "nsubjpass"):
                continue
            measures = [sense.measure]
            if child.dep_ != "dobj":
                measures += joined
            measure = combine(measures)
            if fatal and measure is not Measure.CAPTURED:
                measure = Measure.KILLED
            elif measure is Measure.KILLED_OR_INJURED and len(measures) == 1:
                measure = signs(bench, verb.i) or measure
            yield child, measure
            if measure in HURT:
                yield from ((other, measure) for other in shared_with(bench, verb))

    def _at_noun(self, bench: Bench, noun: Token) -> Iterator[tuple[Token, Measure]]:
        """Yield the name behind "the death of"."""
        measure = bench.lexicon.of_nouns[noun.lower_]
        before = bench.word(noun.i - 1)
        if before in bench.small.failed:
            return
        if noun.lower_ in bench.lexicon.life_nouns and noun.head.lower_ not in (
            bench.lexicon.life_verbs
        ):
            return
        if before in bench.small.fatal or bench.word(noun.i + 1) in bench.lexicon.of_deaths:
            measure = Measure.KILLED
        if measure not in PERSONAL:
            return
        for child in children(noun):
            if child.lower_ == "of" and child.i == noun.i + 1:
                for name in children(child):
                    if name.dep_ == "pobj":
                        yield name, measure

    def _by_name(self, bench: Bench, span: tuple[int, int]) -> tuple[int, int] | None:
        """Return the name that an alias stands behind ("John Smith “Abu Omar”"): one person."""
        mark = span[0] - 1
        if (
            mark < 2
            or bench.words[mark] not in ALIAS_MARKS
            or bench.tags[mark - 1] not in NAME_TAGS
        ):
            return None
        return self._name(bench, mark - 1, ())

    def _name(self, bench: Bench, at: int, short: Container[str]) -> tuple[int, int] | None:
        """Return the run of proper nouns around ``at`` if it can be a person's name."""
        while at > 0 and bench.words[at] in bench.small.times:
            # "The death of John Smith Thursday night".
            at -= 1
        if bench.tags[at] not in NAME_TAGS:
            return None
        first = last = at
        while first > 0 and at - first < MAX_NAME and _in_name(bench, first - 1):
            first -= 1
        while last + 1 < len(bench.words) and last - first < MAX_NAME and _in_name(bench, last + 1):
            last += 1
        while first < last and (bench.words[first] in self.not_names or bench.words[first] == "-"):
            first += 1
        while last > first and (bench.words[last] in bench.small.times or bench.words[last] == "-"):
            last -= 1
        if first == 0 and bench.word(last + 1) in DASHES:
            # A dateline: "Velm - A girl has died".
            return None
        if bench.word(first - 1) == "the" and bench.words[first] not in self.titles:
            # "The United States" is no person.
            return None
        if bench.word(last + 1) == ":" and (
            bench.is_number(last + 2) or bench.tag(last + 2) in ("DT", "CD")
        ):
            # "Northern Velm: two killed": a list's place, whose people are counted behind it.
            return None
        words = bench.words[first : last + 1]
        if bench.word(last + 1) in bench.small.telling:
            # "Wounding 25 others John Smith said": he tells, he is not one of them.
            return None
        particles = bench.small.particles
        letters = [t for t in bench.tokens[first : last + 1] if t.text[0].isalpha()]
        if not is_aged(bench, first, last) and any(word in self.not_names for word in words):
            return None
        if len(letters) < 2:
            return (first, last) if letters and letters[0].text in short else None
        if not all(t.text[0].isupper() or t.lower_ in particles for t in letters):
            return None
        if len(words) >= LISTED and particles.isdisjoint(words) and self.titles.isdisjoint(words):
            return None
        return first, last


def _beside(bench: Bench, token: Token, measure: Measure) -> Iterator[tuple[Token, bool]]:
    """Yield a token and the names joined to it; True where they rename it instead.

    "Killing John Smith and Jane Roe"; "two bakers, John Smith and Jane Roe, were killed".
    """
    todo = [(token, False)]
    while todo:
        token, renames = todo.pop()
        yield token, renames
        if not renames and measure in HURT and bench.lexicon.thing(token.lower_) == "person":
            yield from ((name, True) for name in _named_behind(token))
        for child in children(token):
            if child.dep_ == "conj" and child.tag_ == "NN":
                # "His wife Mira and their son": the son is no other name of hers.
                todo.append((child, renames and owner_of(child) is None))
            elif child.dep_ == "appos" and is_listed(bench, child):
                todo.append((child, False))
            if child.tag_ not in NAME_TAGS:
                continue
            if child.dep_ == "conj":
                todo.append((child, renames))
            elif child.dep_ == "appos" and measure in HURT and _set_beside(token, child):
                todo.append((child, True))


def _named_behind(token: Token) -> Iterator[Token]:
    """Yield the name in "the head of the unit, Jane Roe", which the parse hangs on the unit."""
    for link in children(token):
        if link.dep_ != "prep" or link.lower_ != "of" or token.tag_ != "NN":
            continue
        for body in children(link):
            for name in children(body) if body.dep_ == "pobj" else ():
                set_off = name.left_edge.i and token.doc[name.left_edge.i - 1].text == ","
                if set_off and name.tag_ in NAME_TAGS and name.dep_ in ("appos", "conj"):
                    yield name


def _set_beside(token: Token, name: Token) -> bool:
    """Say whether the name renames the token: no alias in brackets, nothing left out between."""
    if token.pos_ == "NOUN":
        # "The victim (Jane Roe)": what is in brackets is no alias.
        return True
    between = token.doc[token.i + 1 : max(token.i + 1, name.left_edge.i)][-NEAR:]
    return not any(mark.text in ("(", "[", "...", "…") for mark in between)


def is_aged(bench: Bench, first: int, last: int) -> bool:
    """Say whether an age beside the name shows a person ("20-year-old Jane Hall")."""
    if bench.word(first - 1) == "old":
        return True
    behind = bench.tag(last + 2) == "CD" and bench.word(last + 3) in (",", ".")
    return bench.word(last + 1) == "," and behind


def _in_name(bench: Bench, at: int) -> bool:
    if bench.tags[at] in NAME_TAGS:
        return True
    text = bench.tokens[at].text
    if len(text) == 2 and text[0].isupper() and text[1] == ".":
        # "John A. Smith".
        return 0 < at < len(bench.words) - 1 and bench.tags[at + 1] in NAME_TAGS
    return bench.words[at] in bench.small.particles and 0 < at < len(bench.words) - 1


def _counted(child: Token, sense: Sense) -> bool:
    """Say whether this sense of a verb counts its ``child``."""
    taken, taker = sense.counted in ("object", "both"), sense.counted in ("subject", "both")
    if child.dep_ == "nsubjpass":
        return taken
    if child.dep_ == "dobj":
        return taken
    return child.dep_ == "nsubj" and taker


def _joined(bench: Bench, verb: Token) -> Iterator[Measure]:
    """Yield what joined verbs say of the same person, but for deaths, which are led to theirs."""
    told = set(bench.deaths.values())
    for child in children(verb):
        if child.i in told:
            continue
        own = any(c.dep_.startswith("nsubj") or c.dep_ == "dobj" for c in children(child))
        if child.dep_ == "conj" and not own:
            for sense in bench.lexicon.senses(bench.words, child.i):
                if sense.measure in PERSONAL:
                    yield sense.measure
                    break


__all__ = ["NameReader", "Named", "is_aged"]
