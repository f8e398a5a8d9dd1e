"""Find the noun phrase that a quantity counts: head, kind of thing, state, extent in tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from provenance.extract.intervals import Quantity
from provenance.extract.measures import UNKNOWN, MeasureLexicon
from provenance.records import Measure

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
INSIDE_TAGS = NOUN_TAGS | {
    "JJ",
    "JJR",
    "JJS",
    "HYPH",
    "POS",
    "VBN",
    "VBG",
    "VBD",
    "RBR",
    "RBS",
    "AFX",
    "FW",
}
PARTITIVE = frozenset({"them", "whom", "those", "these", "which", "us"})
DETERMINERS = frozenset(
    {"the", "their", "his", "her", "its", "our", "these", "those", "some", "such"}
)
MARKS = frozenset({"“", "”", '"', "'", "‘", "’", "``", "''"})
MAX_PHRASE = 14


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
    head: int | None
    thing: str
    state: Measure | None = None
    state_at: int = -1
    plural: bool = False
    partitive: bool = False
    members: list[int] = field(default_factory=list)
    """Heads of coordinated nouns ("rockets and shells")."""


class Bench:
    """One parsed sentence with its words in lower case and its quantities by first token."""

    def __init__(self, doc: Doc, lexicon: MeasureLexicon) -> None:
        self.doc = doc
        self.tokens: list[Token] = list(doc)
        self.words = [token.lower_ for token in self.tokens]
        self.tags = [token.tag_ for token in self.tokens]
        self.lexicon = lexicon
        self.starts: dict[int, int] = {token.idx: token.i for token in self.tokens}
        self.quantity_at: dict[int, Quantity] = {}
        self._covering: list[int] | None = None

    def token_at(self, offset: int) -> int:
        """Return the token that covers a character offset."""
        if offset in self.starts:
            return self.starts[offset]
        if self._covering is None:
            covering = [0] * (len(self.doc.text) + 1)
            for token in self.tokens:
                for place in range(token.idx, token.idx + len(token.text_with_ws)):
                    covering[place] = token.i
            self._covering = covering
        return self._covering[min(offset, len(self._covering) - 1)]

    def word(self, at: int) -> str:
        """Return the word at ``at``, empty outside the sentence."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def tag(self, at: int) -> str:
        """Return the tag at ``at``, empty outside the sentence."""
        return self.tags[at] if 0 <= at < len(self.tags) else ""

    def is_number(self, at: int) -> bool:
        """Say whether a quantity begins at token ``at``."""
        return at in self.quantity_at

    def lost(self, at: int) -> Measure | None:
        """Return the measure of a participle or adjective of loss at ``at``."""
        word = self.word(at)
        if word in self.lexicon.states:
            return self.lexicon.states[word]
        for sense in self.lexicon.senses(self.words, at) if word else ():
            if sense.form == "past" and sense.counted != "subject":
                return sense.measure
        return None


def find_phrase(bench: Bench, quantity: Quantity) -> Phrase:
    """Return the noun phrase of a quantity by a bounded walk over tags."""
    first = bench.token_at(quantity.start)
    number_last = bench.token_at(quantity.end - 1)
    phrase = Phrase(quantity, first, number_last, number_last, number_last, None, UNKNOWN)
    if quantity.number.unit is not None:
        phrase.thing, phrase.plural = "area", True
    at = number_last + 1
    if bench.word(at) == "of":
        at += 1
        if bench.word(at) in PARTITIVE:
            phrase.partitive = True
            phrase.last = phrase.core_last = at
            return phrase
        if bench.word(at) in DETERMINERS:
            phrase.partitive = True
    while bench.word(at) in DETERMINERS:
        at += 1
    core = _run(bench, phrase, at)
    if core is not None:
        phrase.head, phrase.last = core, core
        phrase.core_last = core
        phrase.members.append(core)
        word = bench.words[core]
        if phrase.thing == UNKNOWN:
            phrase.thing = bench.lexicon.thing(word)
        phrase.plural = bench.tags[core] in ("NNS", "NNPS") or (
            word.endswith("s") and bench.lexicon.thing(word) != UNKNOWN
        )
        _extend(bench, phrase)
    return phrase


def _run(bench: Bench, phrase: Phrase, at: int) -> int | None:
    """Walk over modifiers and nouns; return the head, the last noun of the run."""
    head = None
    start = at
    while at < len(bench.words) and at - start < MAX_PHRASE:
        word, tag = bench.words[at], bench.tags[at]
        if at != start and bench.is_number(at):
            break
        if word in MARKS and head is None:
            at += 1
            continue
        if word in ("other", "others", "more", "additional", "further"):
            if word == "others":
                return at
            head = head if head is not None else (at if word != "more" else None)
            at += 1
            continue
        measure = bench.lost(at)
        if measure is not None and not (tag in NOUN_TAGS and word not in bench.lexicon.states):
            if _modifies(bench, at):
                if bench.word(at) in bench.lexicon.states or tag in ("VBN", "JJ"):
                    phrase.state, phrase.state_at = measure, at
                at += 1
                continue
            break
        if (
            measure is not None
            and tag in NOUN_TAGS
            and not _modifies(bench, at)
            and head is not None
        ):
            break
        if tag not in INSIDE_TAGS:
            if tag == "CD" and head is None and not bench.is_number(at):
                at += 1
                continue
            break
        if tag in ("VBN", "VBD", "VBG") and not (
            bench.tag(at + 1) in NOUN_TAGS | {"JJ"} and head is None
        ):
            if bench.word(at + 1) == "-" or bench.word(at - 1) == "-":
                at += 1
                continue
            break
        if bench.is_number(at + 1) and any(
            s.form == "third" for s in bench.lexicon.verbs.get(word, ())
        ):
            break
        if tag in NOUN_TAGS:
            head = at
        at += 1
    return head


def _modifies(bench: Bench, at: int) -> bool:
    """Say whether the participle at ``at`` stands before a noun ("several injured civilians")."""
    step = at + 1
    while bench.word(step) in ("and", "or", ",") and bench.lost(step + 1) is not None:
        step += 2
    tag, word = bench.tag(step), bench.word(step)
    if bench.is_number(step):
        return False
    if tag in ("NN", "NNS"):
        return True
    return (
        tag in ("JJ", "NNP", "NNPS", "VBG")
        and any(bench.lexicon.thing(bench.word(step + more)) == "person" for more in (0, 1, 2))
        and word != ""
    )


def _extend(bench: Bench, phrase: Phrase) -> None:
    """Take in "of" complements and coordinated nouns behind the head."""
    at = phrase.last + 1
    for _ in range(4):
        word = bench.word(at)
        if word in ("of", "from") and bench.word(at + 1) not in PARTITIVE:
            end = _plain_run(bench, at + 1)
            if end is None:
                return
            phrase.last, at = end, end + 1
        elif word in ("and", "or") and bench.tag(at + 1) in NOUN_TAGS | {"JJ"}:
            end = _plain_run(bench, at + 1)
            if end is None or bench.lost(at + 1) is not None:
                return
            if (
                bench.tag(end + 1).startswith("VB")
                and bench.lost(end + 1) is None
                and (bench.word(end + 1) not in ("were", "have", "are", "had"))
            ):
                return
            phrase.members.append(end)
            phrase.last, at = end, end + 1
        else:
            return


def _plain_run(bench: Bench, at: int) -> int | None:
    """Return the last noun of a run without numbers or words of loss, None if there is none."""
    start, head = at, None
    while at < len(bench.words) and at - start < MAX_PHRASE:
        word, tag = bench.words[at], bench.tags[at]
        if bench.is_number(at) and bench.quantity_at[at].rule != "interval.one":
            break
        if head is not None and bench.lost(at) is not None:
            break
        if tag in NOUN_TAGS or (tag == "CD" and head is not None):
            head = at
        elif (
            (
                tag not in ("JJ", "HYPH", "POS", "DT", "PRP$", "VBN", "VBG", "JJS", "JJR")
                and word not in MARKS
            )
            or (tag in ("VBN", "VBG") and bench.tag(at + 1) not in NOUN_TAGS)
            or (tag == "DT" and head is not None)
        ):
            break
        at += 1
    return head


def words_of(bench: Bench, first: int, last: int) -> Sequence[str]:
    """Return the words of a token range in lower case."""
    return bench.words[first : last + 1]


__all__ = ["NOUN_TAGS", "Bench", "Phrase", "find_phrase", "words_of"]
