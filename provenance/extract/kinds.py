"""Kinds: what sort of happening a statement speaks of, told by its trigger words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from provenance.extract.lookup import WORD, Phrasebook, WordTest, places_in, words_of
from provenance.extract.page import Page
from provenance.packs import Compiled, Packs, Topic
from provenance.records import Evidence, Span

# Words of movements and arrests tell nothing where they only modify another noun.
WEAK = 3


class KindWords(Topic):
    """The words of one kind; ``rank`` 1 wins over 2, ``broader`` is the kind above it."""

    words: tuple[str, ...] = ()
    rank: int = 3
    broader: str | None = None


class Kinds(Topic):
    """The topic ``kinds``: kinds of happening by name."""

    kinds: dict[str, KindWords] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of happening, and the word that tells it."""

    name: str
    evidence: Evidence


class _Table:
    def __init__(self, packs: Packs) -> None:
        self.kinds = packs.topic("kinds", Kinds).kinds
        entries = [(word, name) for name, kind in self.kinds.items() for word in kind.words]
        self.phrases = Phrasebook(entries)
        self.may_hold = WordTest(WORD.findall(word)[0] for word, _ in entries)


_table = Compiled(_Table)


def find_kind(
    page: Page, ordinal: int, spans: Sequence[Span], packs: Packs, without: Span | None = None
) -> Kind | None:
    """Return the kind of happening that the content ``spans`` speaks of, or None.

    The most telling word decides (lowest rank), among equals the first.  The rule names the
    kind and the vocabulary entry; the span is the printed word.  ``without`` is a word that
    tells of something else: who withdrew a statement withdrew from nowhere.
    """
    doc = page.parses[ordinal]
    if doc is None:
        return None
    table = _table(packs)
    words = words_of(doc)
    inside = places_in(page, ordinal, spans, words)
    matches = [
        match
        for match in table.phrases.find(words, inside)
        # "A deployment point" is a place.
        if match.first != match.last
        or table.kinds[match.value].rank != WEAK
        or doc[match.first].dep_ != "compound"
    ]
    if without is not None:
        start = page.sentences[ordinal].start
        matches = [m for m in matches if start + doc[m.first].idx != without[0]]
    if not matches:
        return None
    best = min(matches, key=lambda match: (table.kinds[match.value].rank, match.first))
    span = page.span(ordinal, doc[best.first], doc[best.last])
    word = best.phrase.replace(" ", "_").replace("-", "_")
    rule = f"kind.{best.value}.{word}"
    return Kind(best.value, Evidence(field="kind", rule=rule, spans=(span,)))


def might_speak(text: str, packs: Packs) -> bool:
    """Return whether ``text`` could tell of a happening or speak of other claims.

    A cheap test that decides whether a sentence is parsed; it errs on the side of yes.
    """
    from provenance.extract.stances import might_take_stance

    return _table(packs).may_hold(text) or might_take_stance(text, packs)


__all__ = ["Kind", "Kinds", "find_kind", "might_speak"]
