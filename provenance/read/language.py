"""The language of an article: as given, by its small words, or by a model; else unknown.

Articles in other languages than the packs read are stored and searched, but nothing is
extracted from them.  A wrong guess would lose an article's claims, so a text that is short,
or of which nobody can be sure, stays unknown and is extracted.

The model is py3langid's, which comes with the package (Lui and Baldwin 2012, langid.py: an
off-the-shelf language identification tool).  It is loaded for the first text that the words
leave open: it takes 100 MB.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from provenance.packs.loader import Packs, Topic
from provenance.records import Document, Evidence, Sentence, Span, Zone

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_TEXT = frozenset({Zone.BODY, Zone.HEADLINE, Zone.CAPTION})
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 3_000
"""Characters that are looked at."""
_FEWEST_WORDS = 20
_SHARE, _DISTINCT = 0.15, 5
_FEWEST_LETTERS = 100
_SURE = 0.9


class Languages(Topic):
    """Topic ``languages``."""

    reads: frozenset[str] = frozenset()
    function_words: dict[str, frozenset[str]] = {}
    names: dict[str, str] = {}


def find_language(
    text: str, sentences: Sequence[Sentence], given: str | None, packs: Packs
) -> tuple[str | None, Evidence | None]:
    """Return the ISO 639 code of the article's language, and how it was told."""
    words = packs.topic("languages", Languages)
    if given:
        low = given.strip().lower()
        code = words.names.get(low) or re.split(r"[-_]", low)[0]
        return words.names.get(code, code), Evidence(field="language", rule="given")
    span, sample = _sample(text, sentences)
    found = [word.lower() for word in _WORD.findall(sample)]
    if len(found) >= _FEWEST_WORDS:
        for code, small in sorted(words.function_words.items()):
            hits = [word for word in found if word in small]
            if len(hits) >= _SHARE * len(found) and len(set(hits)) >= _DISTINCT:
                return code, _evidence("language.function_words", span)
    if sum(map(len, found)) < _FEWEST_LETTERS:
        return None, None
    code, sure = _identifier().classify(sample)
    if sure < _SURE:
        return None, None
    return code, _evidence("language.model", span)


def is_foreign(document: Document, packs: Packs) -> bool:
    """Say whether the article is in a language that the packs do not read."""
    reads = packs.topic("languages", Languages).reads
    return document.language is not None and document.language not in reads


def _sample(text: str, sentences: Sequence[Sentence]) -> tuple[Span, str]:
    """Return the first sentences of the article itself, and from where to where they reach."""
    chosen: list[Sentence] = []
    size = 0
    for sentence in sentences:
        if sentence.zone in _TEXT:
            chosen.append(sentence)
            size += sentence.end - sentence.start
            if size >= _MOST:
                break
    if not chosen:
        return (0, 0), ""
    sample = " ".join(text[s.start : s.end] for s in chosen)[:_MOST]
    return (chosen[0].start, chosen[-1].end), sample


def _evidence(rule: str, span: Span) -> Evidence:
    return Evidence(field="language", rule=rule, spans=(span,))


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


__all__ = ["Languages", "find_language", "is_foreign"]
