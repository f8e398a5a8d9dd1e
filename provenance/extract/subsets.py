"""Find figures that are a part of the figure before them ("including six children")."""

from __future__ import annotations

from provenance.extract.bench import Bench
from provenance.extract.phrases import Phrase

ADDED_REACH = 12
LIST_REACH = 8
# What opens the list of who a total were, and how far behind the total ("22 people dead (…").
OPENING = frozenset({"(", ":", "–", "—", "-"})
BREAK_REACH = 3
COLON_REACH = 14
# A word of these between a total and a colon tells something else.
TELLING = frozenset({"VBD", "VBZ", "VBP", "VB", "MD", ":", "WDT", "WP", "POS", '"', "``", "''"})
# The most words by which two counts are joined.
JOINED = 6


def is_part(bench: Bench, phrase: Phrase, before: Phrase, before_is_part: bool) -> str | None:
    """Return the rule that makes ``phrase`` a part of an earlier figure, None if none does."""
    at = phrase.first - 1
    small = bench.small
    while (
        bench.word(at) in small.determiners
        or bench.word(at) in small.skipped
        or bench.word(at) in small.before_parts
    ):
        at -= 1
    for marker in bench.lexicon.subset_markers:
        if bench.runs(at - len(marker) + 1, marker):
            return "subset.marker"
    if _listed(bench, phrase):
        return "subset.listed"
    if _breaks_down(bench, phrase, before):
        return "subset.breakdown"
    step = phrase.last + 1
    for marker in bench.lexicon.subset_behind:
        if bench.runs(step, marker):
            return "subset.behind"
    if phrase.partitive and bench.word(phrase.number_last + 2) in small.part_pronouns:
        return "subset.partitive"
    if (
        phrase.head is None
        and bench.word(phrase.first - 1) == ","
        and phrase.first - 2 == before.last
        and bench.word(phrase.last + 1) in bench.small.be
        and bench.lost(phrase.last + 2) is None
    ):
        # "80 people, at least 50 are children".
        return "subset.elided"
    if before_is_part and phrase.head is not None and is_joined(bench, phrase, before):
        return "subset.joined"
    return None


def _breaks_down(bench: Bench, phrase: Phrase, before: Phrase) -> bool:
    """Say whether it opens the list of who they were: "22 people (10 children, 7 women)"."""
    people = ("person", "kin")
    if phrase.thing not in people or before.thing not in (*people, "bare") or phrase.state:
        return False
    mark = phrase.first - 1
    if bench.word(mark) == ":" and before.last < mark <= before.last + 1 + COLON_REACH:
        # "Shot dead 11 people in the hamlet on Saturday night: seven men and four women": only
        # where and when stand between.
        between = range(before.last + 1, mark)
        acts = bench.tag(phrase.last + 1).startswith("VB") or bench.tag(phrase.last + 1) == "MD"
        if not acts and not any(bench.tag(at) in TELLING or bench.is_number(at) for at in between):
            return True
    if bench.word(mark) not in OPENING or not before.last < mark <= before.last + 1 + BREAK_REACH:
        return False
    return all(bench.tag(at)[:2] in ("JJ", "VB", "RB") for at in range(before.last + 1, mark))


def _listed(bench: Bench, phrase: Phrase) -> bool:
    """Say whether a marker opens the list that it stands in ("including boys and two women")."""
    at = phrase.first - 1
    if bench.tag(at) == "PRP$":
        # "including a woman, her husband and their three children"
        at -= 1
    if bench.word(at) not in ("and", ","):
        return False
    for _ in range(LIST_REACH):
        at -= 1
        word = bench.word(at)
        if (word,) in bench.lexicon.subset_markers:
            return True
        if bench.is_number(at) or not (
            bench.tag(at)[:2] in ("NN", "JJ", "DT", "HY", "PR") or word in ("and", ",")
        ):
            return False
    return False


def is_joined(bench: Bench, phrase: Phrase, before: Phrase) -> bool:
    """Say whether only "and", a comma, "in addition to" and the like stand between two phrases.

    So may the name and the age of the one before ("a boy, Ivo Kessar, 14, and a girl").
    """
    at = before.last + 1
    if before.quantity.number.article and phrase.head is not None:
        at = _past_name(bench, at)
    if not at < phrase.first <= at + JOINED:
        return False
    while at < phrase.first:
        step = next((len(words) for words in bench.small.added if bench.runs(at, words)), 1)
        if step == 1 and bench.word(at) not in bench.small.joiners:
            return False
        at += step
    return True


def _past_name(bench: Bench, at: int) -> int:
    """Return the place behind the name and the age told from ``at`` on; ``at`` without a name."""
    step = at
    while bench.word(step) in (",", "as") or bench.word(step) in bench.small.naming:
        step += 1
    first = step
    while bench.tag(step) in ("NNP", "NNPS", "HYPH"):
        step += 1
    if step == first or first == at:
        return at
    aged = bench.word(step) in (",", "(") and bench.tag(step + 1) == "CD"
    if aged and bench.word(step) == "(":
        return step + 3 if bench.word(step + 2) == ")" else at
    if aged and bench.word(step + 2) in ("and", ","):
        return step + 2
    return step


def is_added(bench: Bench, phrase: Phrase, governor: int) -> bool:
    """Say whether the phrase is added behind the predicate ("as well as 41 civilians")."""
    at = phrase.first - 1
    while bench.word(at) in bench.small.determiners:
        at -= 1
    for words in bench.small.added:
        first = at - len(words) + 1
        if bench.runs(first, words):
            between = range(governor + 1, first)
            return len(between) <= ADDED_REACH and not any(
                bench.tag(step).startswith("VB") for step in between
            )
    return False


__all__ = ["is_added", "is_joined", "is_part"]
