"""Versions: two captures of one page laid side by side, sentence by sentence.

A pure comparison for showing what changed; flags of claims come from ``captures``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from provenance.records import Span

MOST = 2_000
"""Sentences of a page that are aligned; of a longer one, what both have is told apart only."""
_ALIKE = 0.5
_LONGEST = 2_000
_AHEAD = 20


class Change(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Difference:
    """One sentence of either capture, or one of both, in the order of the text."""

    change: Change
    before: Span | None
    """The sentence in the earlier capture; None for a new one."""
    after: Span | None
    """The sentence in the later capture; None for one that is gone."""
    words_before: tuple[Span, ...] = ()
    """In a changed sentence, the words that were taken out."""
    words_after: tuple[Span, ...] = ()
    """In a changed sentence, the words that came in."""


def differences(
    before: str, sentences_before: Sequence[Span], after: str, sentences_after: Sequence[Span]
) -> list[Difference]:
    """Return how the sentences of the later text differ from those of the earlier.

    Spans are code-point offsets into their own text, in order.  White space does not count.
    Sentences that stand in the same place and share half of their words are one that changed.
    """
    a = [_plain(before, span) for span in sentences_before]
    b = [_plain(after, span) for span in sentences_after]
    if len(a) > MOST or len(b) > MOST:
        return _by_membership(a, sentences_before, b, sentences_after)
    found: list[Difference] = []
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        old, new = sentences_before[i1:i2], sentences_after[j1:j2]
        if tag == "equal":
            found += [Difference(Change.SAME, x, y) for x, y in zip(old, new, strict=True)]
        else:
            found += _replaced(before, old, after, new)
    return found


def _replaced(
    before: str, old: Sequence[Span], after: str, new: Sequence[Span]
) -> list[Difference]:
    """Pair the sentences of a stretch that was rewritten, each with the next that is like it."""
    found: list[Difference] = []
    waiting = list(new)
    for span in old:
        place = next(
            (at for at, one in enumerate(waiting[:_AHEAD]) if _alike(before, span, after, one)),
            None,
        )
        if place is None:
            found.append(Difference(Change.GONE, span, None))
            continue
        found += [Difference(Change.NEW, None, one) for one in waiting[:place]]
        found.append(_changed(before, span, after, waiting[place]))
        waiting = waiting[place + 1 :]
    found += [Difference(Change.NEW, None, one) for one in waiting]
    return found


def _alike(before: str, a: Span, after: str, b: Span) -> bool:
    left = set(_plain(before, a).lower().split())
    right = set(_plain(after, b).lower().split())
    return len(left & right) >= _ALIKE * max(len(left), len(right), 1)


def _changed(before: str, a: Span, after: str, b: Span) -> Difference:
    old, new = _words(before, a), _words(after, b)
    matcher = SequenceMatcher(
        None, [before[s:e] for s, e in old], [after[s:e] for s, e in new], autojunk=False
    )
    out: list[Span] = []
    into: list[Span] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            if i2 > i1:
                out.append((old[i1][0], old[i2 - 1][1]))
            if j2 > j1:
                into.append((new[j1][0], new[j2 - 1][1]))
    return Difference(Change.CHANGED, a, b, tuple(out), tuple(into))


def _words(text: str, span: Span) -> list[Span]:
    """Return the spans of the words of a sentence; of an endless one, of its beginning."""
    found: list[Span] = []
    at, end = span[0], min(span[1], span[0] + _LONGEST)
    for word in text[at:end].split():
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


def _by_membership(
    a: Sequence[str], spans_a: Sequence[Span], b: Sequence[str], spans_b: Sequence[Span]
) -> list[Difference]:
    first = dict(zip(reversed(a), reversed(spans_a), strict=True))
    there = set(b)
    gone = [
        Difference(Change.GONE, span, None)
        for text, span in zip(a, spans_a, strict=True)
        if text not in there
    ]
    rest = [
        Difference(Change.SAME if text in first else Change.NEW, first.get(text), span)
        for text, span in zip(b, spans_b, strict=True)
    ]
    return gone + rest


def _plain(text: str, span: Span) -> str:
    return " ".join(text[span[0] : span[1]].split())


__all__ = ["Change", "Difference", "differences"]
