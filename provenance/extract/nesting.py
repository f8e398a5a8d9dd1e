"""Nesting: cues inside what another cue attributes, and whose next word they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from provenance.extract.cues import Cues
from provenance.extract.said import Draft
from provenance.extract.subjects import quoted_by
from provenance.records import Span

# Rules by which somebody inside another's words speaks too.
SPEAKING_RULES = frozenset({"cue.clause", "cue.gerund", "cue.according_to", "cue.final"})


@dataclass(slots=True)
class Utterance:
    """A draft on its way to a statement: content in document offsets, by sentence."""

    draft: Draft
    content: list[Span]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    speaks: bool
    """The cue is a word of speech, which may go with a quotation alone."""
    outer: Utterance | None = None
    """The utterance inside whose content this one stands: who hands its words on."""
    before: list[tuple[int, list[Span]]] = field(default_factory=list)
    after: list[tuple[int, list[Span]]] = field(default_factory=list)

    @property
    def ordinal(self) -> int:
        """The sentence of the cue."""
        return self.draft.ordinal

    @property
    def anchor(self) -> int:
        """Where the cue begins."""
        return self.cue[0][0]


def nest(utterances: Sequence[Utterance], cues: Cues, offset: int) -> list[Utterance]:
    """Sort out cues that stand inside the content of another cue of the sentence.

    What is said of others' words inside what somebody says is part of it, unless it is
    another speaker's statement.  A participle that goes on ("…, adding that …") is the same
    speaker's next statement, wherever the parse hangs it.
    """
    kept: list[Utterance] = []
    for utterance in sorted(utterances, key=lambda u: (-_width(u.content), u.anchor)):
        if _purpose(utterance.draft):
            continue
        outer = [u for u in kept if any(s <= utterance.anchor < e for s, e in u.content)]
        if not outer:
            kept.append(utterance)
            continue
        nearest = min(outer, key=lambda u: _width(u.content))
        draft = utterance.draft
        if _goes_on(draft, nearest.draft, cues) and nearest.speaks and nearest.source:
            if nearest.anchor < utterance.anchor:
                nearest.content = _before(nearest.content, _joint(utterance, offset))
            utterance.source = nearest.source
            draft.source, draft.head = nearest.draft.source, nearest.draft.head
            kept.append(utterance)
        elif draft.rule == "cue.judgement":
            nearest.content = _before(nearest.content, _joint(utterance, offset, draft.content[0]))
            kept.append(utterance)
        elif _quoted_by(draft, nearest.draft, cues) or _carried(draft, nearest.draft):
            # "quoted a commander as saying", "issued a statement saying": the outer word
            # only hands on.
            kept.remove(nearest)
            kept.append(utterance)
        elif _other_speaker(utterance, nearest.draft):
            utterance.outer = nearest
            kept.append(utterance)
    return sorted(kept, key=lambda u: u.anchor)


def _purpose(draft: Draft) -> bool:
    """Say whether the cue is only what something is for: "gave no evidence to confirm it"."""
    word = draft.word
    return (
        word is not None
        and word.tag_ == "VB"
        and word.dep_ in ("acl", "advcl")
        and any(c.tag_ == "TO" and c.dep_ == "aux" for c in word.lefts)
    )


def _goes_on(draft: Draft, outer: Draft, cues: Cues) -> bool:
    """Say whether a cue inside another's content is the same speaker's next word.

    "said A, insisting that B", "said A and noted that B": a participle behind a comma, or a
    verb of the same form without a subject of its own behind "and" or "but".
    """
    word = draft.word
    if word is None or outer.word is None or word.i < outer.word.i or not draft.content:
        return False
    lemma = cues.lemma(word)
    if word.tag_ == "VBG":
        if lemma in cues.continuing:
            return True
        before = word.doc[word.i - 1].text == "," or word.doc[word.i - 2].text == ","
        return before and word.dep_ in ("advcl", "conj", "prep") and lemma in cues.speaking
    if word.tag_ != outer.word.tag_ or lemma not in cues.speaking:
        return False
    first = draft.cue[0] - 1
    joined = first > 0 and word.doc[first].lower_ in ("and", "but")
    return joined and not any(c.dep_ in ("nsubj", "nsubjpass") for c in word.children)


def _joint(utterance: Utterance, offset: int, place: int | None = None) -> int:
    """Return where what stands before a cue (or ``place``) ends, its comma and "and" left out."""
    word = utterance.draft.word
    if place is None:
        place = utterance.draft.cue[0]
    if word is None:
        return utterance.anchor
    while place > 0 and word.doc[place - 1].lower_ in (",", "and", "but"):
        place -= 1
    before = word.doc[max(0, place - 1)]
    return offset + int(before.idx) + len(before.text)


def _quoted_by(draft: Draft, outer: Draft, cues: Cues) -> bool:
    """Say whether ``outer`` is the "quoted" of a "quoted … as saying"."""
    word = draft.word
    if word is None or quoted_by(word, cues) is None:
        return False
    return bool(word.head.head.i == outer.word_index)


def _carried(draft: Draft, outer: Draft) -> bool:
    """Say whether a participle hangs on what ``outer`` puts out, and has its source."""
    word, head = draft.word, draft.head
    return (
        word is not None
        and head is not None
        and outer.head is not None
        and word.dep_ == "acl"
        and word.head.head.i == outer.word_index
        and head.i == outer.head.i
    )


def _other_speaker(utterance: Utterance, outer: Draft) -> bool:
    """Say whether a cue inside another's content makes somebody else speak.

    Who "declined to confirm that", or "wanted to say that", has not said it.
    """
    head = utterance.draft.head
    return (
        utterance.speaks
        and head is not None
        and (outer.head is None or outer.head.i != head.i)
        and utterance.draft.rule in SPEAKING_RULES
        and (head.pos_ != "PRON" or head.lower_ == "who")
    )


def _width(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


def _before(spans: Sequence[Span], offset: int) -> list[Span]:
    """Return what of ``spans`` lies before ``offset``."""
    return [(start, min(end, offset)) for start, end in spans if start < offset]


__all__ = ["Utterance", "nest"]
