"""Mentions: whether a claim brings a happening up or speaks of one that was brought up before.

"A car bomb" behind "an air strike" is another happening; "the strike" goes back to the latter.
"""

from __future__ import annotations

from dataclasses import dataclass

from provenance.link.phrases import Phrases
from provenance.link.tokens import words_of
from provenance.records import Claim, Document

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
    span = next((e.spans[0] for e in claim.evidence if e.field == "kind" and e.spans), None)
    if span is None:
        return None
    start, end = span
    words = words_of(document.text[start : min(end, start + AHEAD)])
    before = words_of(document.text[max(claim.sentence[0], start - AHEAD) : start])[-REACH:]
    if not words:
        return None
    for word in reversed(before):
        if word in phrases.bringing_up or word in phrases.going_back:
            return Mention(phrases.one_of(words[-1]), word in phrases.bringing_up)
        if word in phrases.small or phrases.are_people(word):
            # "A man was shot", "a man captured": not the happening's article.
            return None
    return None


__all__ = ["Mention", "mention_in"]
