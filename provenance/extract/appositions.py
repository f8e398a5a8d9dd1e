"""Appositions: numbers that only rename the person or the number before them."""

from __future__ import annotations

from provenance.extract.bench import Bench
from provenance.extract.counted import Draft
from provenance.extract.phrases import Phrase


def is_apposition(bench: Bench, phrase: Phrase, before: Draft) -> bool:
    """Say whether the phrase renames the one before it ("one of them, a woman, died")."""
    behind = phrase.first == before.phrase.last + 1 and before.phrase.partitive
    marked = phrase.first == before.phrase.last + 2 and (
        bench.word(phrase.first - 1) in (",", "–", "—", "(")
    )
    return (
        (behind or marked)
        and before.phrase.quantity.number.low == 1
        and before.phrase.quantity.number.high == 1
        and not _in_list(bench, phrase)
    )


def is_said_of(bench: Bench, phrase: Phrase, before: Draft) -> bool:
    """Say whether the phrase says what the one before it is ("one of the dead was a girl")."""
    return bench.word(phrase.first - 1) in bench.small.be and before.phrase.quantity.high == 1


def is_name_apposition(bench: Bench, phrase: Phrase) -> bool:
    """Say whether the phrase renames a name ("John Smith, a father of two, was killed")."""
    if bench.word(phrase.first - 1) not in (",", "–", "—", "("):
        return False
    return not _in_list(bench, phrase) or _is_twofold(bench, phrase)


def _is_twofold(bench: Bench, phrase: Phrase) -> bool:
    """Say whether a name's apposition goes on without an article, or before another name.

    "John Smith, a clerk and father of two"; "John Smith, a clerk, and Jane Roe".
    """
    at = phrase.last + 1
    at += bench.word(at) == ","
    if bench.word(at) != "and":
        return False
    bare = at == phrase.last + 1 and bench.tag(at + 1) == "NN"
    return bare or (at > phrase.last + 1 and bench.tag(at + 1) in ("NNP", "PRP$"))


def _in_list(bench: Bench, phrase: Phrase) -> bool:
    """Say whether a further member follows ("a man, a woman and a child")."""
    at = phrase.last + 1
    if bench.word(at) == ",":
        at += 1
    return bench.word(at) in ("and", "a", "an", "one", "another") or bench.is_number(at)


__all__ = ["is_apposition", "is_name_apposition", "is_said_of"]
