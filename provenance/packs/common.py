"""Common words: those that any report of violence or disaster may use.

They are the words of the packs themselves: who counts the dead, what happens, how it is said.
A word that the vocabulary knows tells no happening from another, however few pages there are.
"""

from __future__ import annotations

import re

from provenance.packs.compiled import Compiled
from provenance.packs.forms import regular_forms
from provenance.packs.loader import Packs

# Not places, parties or publishers: their names do tell.
TOPICS = (
    "cues",
    "extents",
    "figure_words",
    "hedges",
    "kinds",
    "measures",
    "numbers",
    "qualifiers",
    "scope",
    "sources",
    "stances",
    "times",
    "zones",
)
_WORD = re.compile(r"[^\W\d_]{3,}")


@Compiled
def common_words(packs: Packs) -> frozenset[str]:
    """Return the words of the packs and their regular forms, case folded.

    >>> {"hospital", "hospitals", "detained"} <= common_words(Packs())
    True
    """
    known = {
        word
        for topic in TOPICS
        for text in packs.texts(topic)
        for word in _WORD.findall(text.casefold())
    }
    adverbs = frozenset(word + "ly" for word in known)
    return adverbs.union(*map(regular_forms, known))


__all__ = ["common_words"]
