"""Mentions: whether a claim brings a happening up or speaks of one that was brought up before.

"A car bomb" behind "an air strike" is another happening; "the strike" goes back to the latter.
"""

from __future__ import annotations

from dataclasses import dataclass

from provenance.link.phrases import Phrases
from provenance.link.tokens import words_of
from provenance.records import Claim, Document, Span

# Characters, and words, before the word of a happening in which its article stands.
AHEAD, REACH = 40, 4


@dataclass(frozen=True, slots=True)
class Mention:
    """How the words that tell the kind of a claim's happening mention it."""

    head: str
    """The last of the words, in the singular: "strike" of "air strikes"."""
    new: bool
    """Is it brought up ("a strike"); else it was told of before ("the strike")."""


def mention_in(claim: Claim, document: Document, phrases: Phrases) -> Mention | None:
    """Return how a claim mentions its happening by a noun; None where it does not."""
    for evidence in claim.evidence:
        if evidence.field == "kind" and evidence.spans:
            return _mention_at(evidence.spans[0], claim, document, phrases)
    return None


def _mention_at(span: Span, claim: Claim, document: Document, phrases: Phrases) -> Mention | None:
    start, end = span
    before = words_of(document.text[max(claim.sentence[0], start - AHEAD) : start])
    for word in before[: -REACH - 1 : -1]:
        if word in phrases.bringing_up or word in phrases.going_back:
            head = words_of(document.text[start : min(end, start + AHEAD)])
            new = word in phrases.bringing_up
            return Mention(phrases.one_of(head[-1]), new) if head else None
        if word in phrases.small or phrases.are_people(word):
            # "A man was shot", "a man captured": not the happening's article.
            return None
    return None


__all__ = ["Mention", "mention_in"]
