"""Find the noun phrase that a quantity counts: head, kind of thing, state, extent in tokens."""

from __future__ import annotations

from dataclasses import dataclass, field

from provenance.extract.bench import NOUN_TAGS, Bench
from provenance.extract.intervals import Quantity
from provenance.extract.measures import BARE, GROUP, KIN, UNKNOWN, combine
from provenance.extract.numbers import MULTIPLE
from provenance.records import Measure

ADJECTIVE_TAGS = frozenset({"JJ", "JJR", "JJS", "AFX"})
VERBAL_TAGS = frozenset({"VBN", "VBD", "VBG"})
INSIDE_TAGS = NOUN_TAGS | ADJECTIVE_TAGS | VERBAL_TAGS | {"HYPH", "POS", "RBR", "RBS", "FW"}
PLAIN_TAGS = ADJECTIVE_TAGS | {"HYPH", "POS", "DT", "PRP$", "VBN", "VBG"}
# Plurals behind a number that the tagger may take for verbs.
MISREAD = frozenset({"VBZ", "VBP"})
MAX_PHRASE = 14
# What stands behind "a third" that is a person.
PREDICATES = frozenset({"VBD", "VBZ", "VBN", "MD"})
MAX_OWNER = 4
BRACKETS = frozenset({"(", ")", ":", "–", "—"})


@dataclass(slots=True)
class Phrase:
    """A quantity and the noun phrase behind it, in token indices (inclusive)."""

    quantity: Quantity
    first: int
    number_last: int
    last: int
    """Last token of the phrase, its "of" complements included."""
    core_last: int
    """Last token of the head's own run."""
    head: int | None = None
    thing: str = BARE
    state: Measure | None = None
    state_at: int = -1
    partitive: bool = False
    members: list[int] = field(default_factory=list)
    """Heads of coordinated nouns ("rockets and shells")."""


def find_phrase(bench: Bench, quantity: Quantity) -> Phrase:
    """Return the noun phrase of a quantity by a bounded walk over tags."""
    first = bench.token_at(quantity.start)
    number_last = bench.token_at(quantity.end - 1)
    phrase = Phrase(quantity, first, number_last, number_last, number_last)
    if quantity.number.unit is not None:
        phrase.thing = "area"
        phrase.last = phrase.core_last = bench.token_at(quantity.number.unit_end - 1)
        return phrase
    if quantity.number.rule == MULTIPLE:
        return _multiple(bench, phrase)
    at = number_last + 1
    if bench.word(at + 1) == "of" and (
        bench.word(at) in bench.small.skipped or bench.word(at) == "out"
    ):
        # "34 out of 40 drones"
        at += 1
    if bench.word(at) == "of":
        at += 1
        if bench.word(at) in bench.small.partitive:
            phrase.partitive = True
            phrase.last = phrase.core_last = at
            phrase.thing = BARE
            return phrase
        phrase.partitive = bench.word(at) in bench.small.determiners
        phrase.last = phrase.core_last = at if phrase.partitive else number_last
    while bench.word(at) in bench.small.determiners:
        at += 1
    if bench.word(number_last + 1) == "of":
        at = _owned(bench, at)
    counted = not phrase.partitive and not quantity.number.article
    if counted and at > number_last + 1 and bench.is_number(at):
        # "At least 18 of 31 vehicles": the things are named behind the whole.
        at = bench.token_at(bench.quantity_at[at].end - 1) + 1
    if phrase.partitive and bench.is_number(at):
        # "37 of the 40 drones": the things are named behind the whole.
        last = phrase.last = phrase.core_last = bench.token_at(bench.quantity_at[at].end - 1)
        named = _run(bench, phrase, last + 1)
        if named is not None and phrase.state is None:
            phrase.thing = _thing(bench, last + 1, named)
            phrase.head = phrase.last = phrase.core_last = named
        return phrase
    if quantity.number.article and bench.word(at) in bench.small.ranks:
        acts = bench.tag(at + 1) in PREDICATES or bench.word(at + 1) == ""
        if acts and at == number_last + 1:
            # "Two were killed and a third was injured": one more of the same.
            phrase.head = phrase.last = phrase.core_last = at
            return phrase
    aged = aged_at(bench, at)
    if aged is not None and bench.lost(aged + 1) is not None and not _modifies(bench, aged + 1):
        # "a 4-year-old shot dead in the street".
        head: int | None = aged
    else:
        head = _run(bench, phrase, at)
        if aged is not None and (head is None or head < aged):
            head = aged
    if head is not None and _is_when(bench, number_last, head):
        head = None
    if head is not None and quantity.number.article:
        head = _bereft(bench, at, head)
    if head is None:
        phrase.last = phrase.core_last = max(number_last, phrase.last)
        if bench.word(number_last + 1) in bench.small.others:
            # "Two more are missing".
            phrase.last = phrase.core_last = max(number_last + 1, phrase.last)
        return phrase
    thing = _thing(bench, at, head)
    if phrase.partitive and thing == GROUP and bench.tags[head] == "NN":
        # "Twelve of the family"
        thing = "person"
    if thing == UNKNOWN and bench.word(head + 1) in bench.small.telling and bench.lost(first - 1):
        return phrase
    phrase.head = phrase.last = phrase.core_last = head
    phrase.members.append(head)
    if phrase.thing == BARE:
        phrase.thing = thing
    _extend(bench, phrase)
    return phrase


def _is_when(bench: Bench, number: int, head: int) -> bool:
    """Say whether the noun behind a number is when it happened ("killed 40 this year")."""
    token = bench.tokens[head]
    if bench.words[head] not in bench.small.times or token.dep_ != "npadvmod":
        return False
    return head > number + 1 and bench.tokens[number].head.i != head


def _owned(bench: Bench, at: int) -> int:
    """Return where the whole stands in "90 of the village's 400 people", else ``at``."""
    step = at
    while step < at + MAX_OWNER and bench.tag(step) in NOUN_TAGS | ADJECTIVE_TAGS:
        step += 1
    return step + 1 if bench.tag(step) == "POS" and bench.is_number(step + 1) else at


def said_to_be(bench: Bench, phrase: Phrase) -> tuple[int, int] | None:
    """Return the tokens that say who "12 of them" are ("civilians", "were rebel fighters")."""
    at = phrase.last + 1
    # "Two of the dead were clerks"; "two of the dead clerks" are told apart by the noun itself.
    dead = bench.word(phrase.last) in bench.lexicon.states and bench.word(at) in bench.small.be
    if not phrase.partitive or not (dead or bench.word(phrase.last) in bench.small.partitive):
        return None
    while bench.word(at) in bench.small.be or bench.tag(at) in ("RB", "DT"):
        at += 1
    end = _plain_run(bench, at)
    if end is None or bench.lexicon.thing(bench.words[end]) not in ("person", KIN):
        return None
    if bench.word(end + 1) == "of":
        end = _plain_run(bench, end + 2) or end
    return at, end


def _multiple(bench: Bench, phrase: Phrase) -> Phrase:
    """Take in the one thing that hit several ("a triple murder", "a double fatal shooting")."""
    at = phrase.number_last + 1
    while bench.word(at) == "-" or bench.word(at) in bench.small.fatal:
        at += 1
    # "Triple murders" may be several of three each.
    if bench.tag(at) in ("NN", "NNP") and bench.words[at] in bench.lexicon.of_nouns:
        phrase.head = phrase.last = phrase.core_last = at
        phrase.thing = "person"
    return phrase


def _bereft(bench: Bench, first: int, head: int) -> int:
    """Return the person in "a teen's death", whom the death is counted by; else the head."""
    if bench.words[head] in bench.lexicon.of_deaths:
        for at in range(head - 1, first, -1):
            if bench.tags[at] == "POS":
                return at - 1
    return head


def aged_at(bench: Bench, at: int) -> int | None:
    """Return the last token of "17-year-old" at ``at``: an age that stands for a person."""
    if bench.tag(at) != "CD":
        return None
    for end in range(at + 1, min(at + 6, len(bench.words))):
        if bench.words[end] == "old":
            return end
        if bench.words[end] != "-" and bench.words[end] not in bench.small.age_units:
            break
    return None


def _thing(bench: Bench, first: int, head: int) -> str:
    word = bench.words[head]
    if word in bench.small.others or word in bench.lexicon.states:
        return "person"
    if word == "members" and "family" in bench.words[first : head + 1]:
        return KIN
    thing = bench.lexicon.thing(word)
    # A name behind its kind ("policeman John Smith") or a slip of the pen.
    if thing == UNKNOWN and bench.tags[head] in ("NNP", "NNPS") and head > first:
        for at in range(head - 1, first - 1, -1):
            known = bench.lexicon.thing(bench.words[at])
            if known == "person":
                return known
    return thing


def _run(bench: Bench, phrase: Phrase, at: int) -> int | None:
    """Walk over modifiers and nouns; return the head, the last noun of the run."""
    head = None
    start = at
    lexicon, small = bench.lexicon, bench.small
    while at < len(bench.words) and at - start < MAX_PHRASE:
        word, tag = bench.words[at], bench.tags[at]
        if at != start and bench.is_number(at):
            break
        if word in small.skipped and head is None and word not in BRACKETS and word != "-":
            at += 1
            continue
        if word in small.others:
            if word in small.lone_others:
                return at
            if word == "other":
                head = at
            at += 1
            continue
        if word in small.times and head is not None:
            break
        measure = bench.lost(at)
        if measure is not None:
            if head is not None and _is_said_of(bench, head, at):
                break
            if _modifies(bench, at):
                if word in lexicon.states or tag in ("VBN", "JJ", "VBD"):
                    told = measure if phrase.state is None else combine([phrase.state, measure])
                    phrase.state, phrase.state_at = told, at
                at += 2 if bench.word(at + 1) in ("and", "or") else 1
                continue
            if head is None and (phrase.partitive or bench.word(at - 1) == "of"):
                return at if word in lexicon.states else None
            known = head is None and tag in NOUN_TAGS and lexicon.thing(word) != UNKNOWN
            if not known and (head is None or tag not in NOUN_TAGS or word in lexicon.states):
                break
            if head is not None and _is_passive(bench, at):
                break
        if at == start and tag in MISREAD and lexicon.thing(word) != UNKNOWN:
            # "24 inmates" taken for what somebody does
            tag = "NNS"
        # "Off-road vehicles", "in-patients": what a hyphen joins is inside, whatever its tag.
        if tag not in INSIDE_TAGS and "-" not in (bench.word(at - 1), bench.word(at + 1)):
            if tag == "CD" and head is None and not bench.is_number(at):
                if any(char.isalpha() for char in word) and any(c.isdigit() for c in word):
                    # A type of weapon stands for one ("two F-16").
                    head = at
                at += 1
                continue
            break
        if word in small.losers or (word in small.auxiliaries and tag not in NOUN_TAGS):
            break
        named = head is not None and bench.tags[head] == "NNP" and tag != "VBD"
        if tag in VERBAL_TAGS and not ((head is None or named) and _noun_follows(bench, at)):
            if "-" in (bench.word(at + 1), bench.word(at - 1)):
                at += 1
                continue
            break
        if bench.is_number(at + 1) and any(s.form == "third" for s in lexicon.verbs.get(word, ())):
            break
        if tag in NOUN_TAGS:
            if head is not None and (_is_over(bench, head, at) or _acts(bench, head, at)):
                break
            # "Daughters-in-law" are daughters.
            inside = bench.word(at - 1) == "-" and bench.tag(at - 2) == "IN"
            head = at if head is None or not inside else head
        elif tag in ADJECTIVE_TAGS and head is not None and _is_over(bench, head, at):
            break
        at += 1
    return head


def _is_passive(bench: Bench, at: int) -> bool:
    """Say whether a word of loss is a verb where the tagger sees a noun ("shot and killed by")."""
    if bench.word(at + 1) in ("and", "or") and bench.lost(at + 2) is not None:
        at += 2
    return bench.word(at + 1) == "by"


def _noun_follows(bench: Bench, at: int) -> bool:
    if bench.tag(at + 1) == "``":
        # "150 estimated “martyrs”"
        at += 1
    return bench.tag(at + 1) in NOUN_TAGS or bench.tag(at + 1) in ADJECTIVE_TAGS


def _acts(bench: Bench, head: int, at: int) -> bool:
    """Say whether the noun at ``at`` is a verb mistaken for one ("50 air strikes hit Marat")."""
    word, lexicon = bench.words[at], bench.lexicon
    if word not in lexicon.verbs or word in lexicon.things or word in lexicon.counts:
        return False
    plural = bench.tags[head] in ("NNS", "NNPS")
    return plural and lexicon.thing(bench.words[head]) in ("attack", "weapon", "person")


def _is_over(bench: Bench, head: int, at: int) -> bool:
    """Say whether the run is over at ``head``: a plural of people before a name or adjective.

    Headlines and text without commas run phrases together ("killed 25 civilians Monitor").
    """
    if bench.lexicon.thing(bench.words[head]) != "person" or head == at:
        return False
    plural = bench.tags[head] in ("NNS", "NNPS") or bench.words[head] == "people"
    if not plural or bench.word(at - 1) == "-" or bench.word(at) == "-":
        return False
    return bench.tags[at] in ("NNP", "NNPS") or bench.tags[at] in ADJECTIVE_TAGS


def _is_said_of(bench: Bench, head: int, at: int) -> bool:
    """Say whether the verb at ``at`` tells what the noun did ("50 air strikes hit areas in …")."""
    subject = bench.tokens[head]
    finite = bench.tags[at] in ("VBD", "VBZ", "VBP")
    return finite and subject.dep_ == "nsubj" and subject.head.i == at


def _modifies(bench: Bench, at: int) -> bool:
    """Say whether the participle at ``at`` stands before a noun ("several injured civilians")."""
    step = at + 1
    while bench.word(step) in ("and", "or", ",") and bench.lost(step + 1) is not None:
        step += 2
    if not bench.is_number(step):
        # "a deceased 17-month-old child".
        aged = aged_at(bench, step)
        step = step if aged is None else aged + 1
    tag, word = bench.tag(step), bench.word(step)
    if bench.is_number(step) or not word or word in bench.small.times:
        return False
    if tag in ("NN", "NNS"):
        return True
    # "Syrian" is an adjective first: "dozens injured Syrian media said".
    ahead = (1, 2) if tag == "JJ" else (0, 1, 2)
    if tag == "JJ" and bench.lexicon.thing(bench.word(step + 1)) in ("place", "building", "item"):
        return True
    return tag in ("JJ", "NNP", "NNPS", "VBG") and any(
        bench.lexicon.thing(bench.word(step + more)) == "person" for more in ahead
    )


def _extend(bench: Bench, phrase: Phrase) -> None:
    """Take in "of" complements and coordinated nouns behind the head."""
    at = phrase.last + 1
    for _ in range(4):
        word = bench.word(at)
        if word in ("of", "from") and bench.word(at + 1) not in bench.small.partitive:
            end = _plain_run(bench, at + 1)
            if end is None:
                return
            phrase.last, at = end, end + 1
        elif (
            word in ("and", "or")
            and (bench.tag(at + 1) in NOUN_TAGS | ADJECTIVE_TAGS)
            and bench.word(at + 1) not in bench.small.others
        ):
            end = _plain_run(bench, at + 1)
            if end is None or bench.lost(at + 1) is not None:
                return
            following = bench.word(end + 1)
            if (
                bench.tag(end + 1).startswith("VB")
                and bench.lost(end + 1) is None
                and following not in bench.small.auxiliaries
            ):
                return
            phrase.members.append(end)
            phrase.last, at = end, end + 1
        elif (
            word == "and"
            and bench.tag(at + 1) == "PRP$"
            and (bench.word(at + 2) in bench.small.groups)
        ):
            phrase.last, at = at + 2, at + 3
        else:
            return


def _plain_run(bench: Bench, at: int) -> int | None:
    """Return the last noun of a run without numbers or words of loss, None if there is none."""
    start, head = at, None
    while at < len(bench.words) and at - start < MAX_PHRASE:
        word, tag = bench.words[at], bench.tags[at]
        if bench.is_number(at) or (head is not None and bench.lost(at) is not None):
            break
        if word in bench.small.times and head is not None:
            break
        if tag in NOUN_TAGS or (tag == "CD" and head is not None):
            if head is not None and _is_over(bench, head, at):
                break
            head = at
        elif not _goes_on(bench, at, head):
            break
        at += 1
    return head


def _goes_on(bench: Bench, at: int, head: int | None) -> bool:
    """Say whether a token that is no noun can stand inside a plain noun phrase."""
    word, tag = bench.words[at], bench.tags[at]
    if tag not in PLAIN_TAGS:
        return word in bench.small.skipped and word not in BRACKETS
    if tag in ("VBN", "VBG"):
        return bench.tag(at + 1) in NOUN_TAGS
    return word not in BRACKETS and not (tag in ("DT", "PRP$") and head is not None)


__all__ = ["MAX_OWNER", "Phrase", "aged_at", "find_phrase", "said_to_be"]
