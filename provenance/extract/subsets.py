"""Find figures that are a part of the figure before them ("including six children")."""

from __future__ import annotations

from provenance.extract.phrases import NOUN_TAGS, Bench, Phrase


def is_part(
    bench: Bench, phrase: Phrase, before: Phrase | None, before_is_part: bool
) -> str | None:
    """Return the rule that makes ``phrase`` a part of an earlier figure, None if none does."""
    at = phrase.first - 1
    while bench.word(at) in ("at", "the", "-", ",", "also", "mostly", '"', "’"):
        at -= 1
    for marker in bench.lexicon.subset_markers:
        first = at - len(marker) + 1
        if first >= 0 and tuple(bench.words[first : at + 1]) == marker:
            if marker == ("them",):
                continue
            return "subset.marker"
    for marker in bench.lexicon.subset_behind:
        step = phrase.last + 1
        if tuple(bench.words[step : step + len(marker)]) == marker and before is not None:
            return "subset.behind"
    if phrase.partitive and bench.word(phrase.number_last + 2) in (
        "them",
        "whom",
        "those",
        "which",
    ):
        return "subset.partitive"
    if (
        before is not None
        and before_is_part
        and bench.word(phrase.first - 1) in ("and", ",", "or")
        and phrase.first - 2 <= before.last + 2
        and phrase.head is not None
    ):
        step = phrase.last + 1
        after = bench.word(step)
        if bench.lost(step) is not None and after not in ("were", "was"):
            return None
        return "subset.joined"
    return None


def is_joined(bench: Bench, phrase: Phrase, before: Phrase) -> bool:
    """Say whether only "and" or a comma (and "another") stands between two phrases."""
    between = [
        word
        for at in range(before.last + 1, phrase.first)
        for word in [bench.words[at]]
        if word
        not in (
            ",",
            "and",
            "or",
            "as",
            "well",
            "plus",
            "in",
            "addition",
            "to",
            "&",
            "along",
            "with",
            "also",
        )
    ]
    return not between and phrase.first > before.last


__all__ = ["NOUN_TAGS", "is_joined", "is_part"]
