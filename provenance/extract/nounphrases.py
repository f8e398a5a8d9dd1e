"""Noun phrases as printed: who says it, who is told, without what a parse hangs on them."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from provenance.extract.subjects import SUBJECTS, subtree
from provenance.extract.timewords import Times
from provenance.packs import Packs

LABEL_ENDS = frozenset({"-", "–", "—", "|", ":"})
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
# The most words of a clock and a label.
_LABEL = 6
TRIM = frozenset({"PUNCT", "SPACE"})
CLOSING = {")": "(", "”": "“", '"': '"', "’": "‘"}


@cache
def days() -> frozenset[str]:
    """Return the names of days and months: a time is no part of who says something.

    They are those of the general pack; a name of a day is the same in every domain.
    """
    times = Packs(["general"]).topic("times", Times)
    return frozenset({*times.months, *times.weekdays, *times.day_words})


def trim(doc: Doc, tokens: list[int]) -> list[int]:
    """Drop punctuation at the edges, quotation marks apart."""
    while tokens and doc[tokens[0]].text in (",", ":", ";", "-", "–", "—"):
        tokens = tokens[1:]
    while tokens and doc[tokens[-1]].text in (",", ".", ":", ";", "-", "–", "—"):
        tokens = tokens[:-1]
    return tokens


def noun_phrase(head: Token, without: Token | None = None) -> list[int]:
    """Return the tokens of the noun phrase of ``head``, as printed, without a cue inside it."""
    inside = subtree(head)
    clause = head.head
    if without is not None and _is_lent(head, clause, without):
        # "residents fleeing the town say": the participle is theirs.
        inside |= subtree(clause) - {t.i for t in clause.subtree if t.i < head.left_edge.i}
    if without is not None and without.i in inside:
        branch = without
        while branch.head.i not in (head.i, branch.i):
            branch = branch.head
        inside -= subtree(branch)
    for child in head.children:
        if child.i > head.i and child.dep_ in ("acl", "relcl") and _is_clause(child):
            inside -= subtree(child)
    edges = (min(inside), max(inside))
    for child in head.children:
        if _is_day(child):
            inside -= subtree(child)
        if child.dep_ == "case" or (child.dep_ in ("cc", "punct", "mark") and child.i in edges):
            inside.discard(child.i)
    # Only the run of neighbours that holds the head.
    first = last = head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    doc = head.doc
    if last > first and doc[first].tag_ in ("RB", "RBR") and doc[first + 1].tag_ == "DT":
        # "Earlier the source said"
        first += 1
    while last > first and (
        (doc[last].pos_ in TRIM and doc[last].text not in ')]"”') or doc[last].text in "-–—"
    ):
        last -= 1
    while last > first and doc[first].text not in '(["“':
        if doc[first].pos_ not in TRIM and doc[first].dep_ != "cc":
            break
        first += 1
    first = _behind_label(doc, first, head.i)
    if last > first and doc[first].tag_ in ("WDT", "WP"):
        # "weapons which rights groups say"
        first += 1
    if last + 1 < len(doc) and doc[last + 1].text in CLOSING:
        # The parse may hang the closing bracket or quotation mark elsewhere.
        signs = [doc[i].text for i in range(first, last + 1)]
        opening = CLOSING[doc[last + 1].text]
        same = opening == doc[last + 1].text
        last += signs.count(opening) % 2 if same else signs.count(opening) > 0
    return list(range(first, last + 1))


def _behind_label(doc: Doc, first: int, head: int) -> int:
    """Return where a phrase begins behind the clock or label of a live page: "21:05 - Crews"."""
    labelled = _CLOCK.fullmatch(doc[first].text) or (doc[first].text.isupper() and first + 1 < head)
    if not labelled:
        return first
    for i in range(min(head, first + _LABEL) - 1, first, -1):
        if doc[i].text in LABEL_ENDS and doc[i].whitespace_:
            return i + 1
    return first + 1 if _CLOCK.fullmatch(doc[first].text) and first < head else first


def _is_lent(head: Token, clause: Token, verb: Token) -> bool:
    """Say whether a participle before the verb has taken the verb's subject."""
    before = clause.tag_ == "VBG" and clause.i < verb.i and clause.head.i == verb.i
    return before and clause.dep_ == "advcl" and head.dep_ in SUBJECTS


def _is_clause(verb: Token) -> bool:
    """Say whether a verb behind a noun is finite and has no relative: another's verb."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    before = [*verb.lefts, *(t for c in verb.lefts for t in c.lefts)]
    return not any(t.tag_ in ("WP", "WDT", "WRB", "WP$") or t.lower_ == "that" for t in before)


def _is_day(child: Token) -> bool:
    """Say whether what hangs on a noun is a day ("the army on Monday said")."""
    if child.dep_ == "prep" and child.lower_ == "on":
        return any(c.lower_ in days() for c in child.children)
    return child.dep_ in ("npadvmod", "appos") and child.lower_ in days()


def hearers(word: Token) -> list[Token]:
    """Return who is told: the object of "tell", the noun behind "to"."""
    found = []
    for child in word.children:
        if child.dep_ in ("dobj", "dative", "iobj") and child.pos_ in ("NOUN", "PROPN"):
            found.append(child)
        elif child.dep_ in ("prep", "dative") and child.lower_ in ("to", "by", "with"):
            found += [c for c in child.children if c.dep_ == "pobj"]
    return found


__all__ = ["days", "hearers", "noun_phrase", "trim"]
