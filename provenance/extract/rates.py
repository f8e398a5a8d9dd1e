"""Tell rates from counts: so many "every year", "a day", "on average" befell nobody at once."""

from __future__ import annotations

from spacy.tokens import Token

from provenance.extract.bench import Bench, children
from provenance.extract.losses import Governor
from provenance.extract.phrases import Phrase

_ARTICLES = frozenset({"a", "an"})
_CLIMB = 4


def is_rate(bench: Bench, phrase: Phrase, governor: Governor) -> bool:
    """Say whether the verb that counts the phrase tells how many at a time, not how many."""
    small = bench.small
    if bench.word(phrase.first - 1) == "of" and bench.word(phrase.first - 2) in small.averages:
        return True
    if _is_plain(bench):
        return False
    verb = bench.tokens[governor.at[0]]
    for _ in range(_CLIMB):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
            break
        verb = verb.head
    return any(_is_time(bench, child) for child in children(verb))


def _is_plain(bench: Bench) -> bool:
    """Say whether no word of a rate stands in the sentence, the plain case."""
    small = bench.small
    return (
        small.rate_times.isdisjoint(bench.words)
        and small.rate_adverbs.isdisjoint(bench.words)
        and small.averages.isdisjoint(bench.words)
    )


def _is_time(bench: Bench, token: Token) -> bool:
    """Say whether a child of a verb is "each year", "a day", "daily", "on average"."""
    small = bench.small
    if (
        token.dep_ in ("npadvmod", "dobj", "nsubj", "tmod", "dep")
        and token.lower_ in small.rate_times
    ):
        firsts = [child.lower_ for child in children(token) if child.dep_ == "det"]
        if any(word in ("every", "each") for word in firsts):
            return True
        ends = bench.word(token.i + 1) not in small.not_rate
        # "killed a 13-year-old last week": the article is not the week's.
        return token.dep_ == "npadvmod" and ends and bench.word(token.i - 1) in _ARTICLES
    if token.dep_ == "advmod" and token.lower_ in small.rate_adverbs:
        return True
    if token.dep_ == "prep" and token.lower_ in ("on", "per"):
        times = small.averages if token.lower_ == "on" else small.rate_times
        return any(child.dep_ == "pobj" and child.lower_ in times for child in children(token))
    return False


__all__ = ["is_rate"]
