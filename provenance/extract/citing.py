"""Citing: "the agency said, citing doctors": the doctors vouch, the agency hands it on."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from provenance.extract.bodies import Sources
from provenance.extract.cues import Cues
from provenance.extract.nounphrases import noun_phrase, trim
from provenance.extract.said import Draft
from provenance.extract.subjects import agent_of

CLAUSAL = frozenset({"nsubj", "nsubjpass", "auxpass"})
# How many words of time or manner may stand between a cue and its "citing".
_GAP = 4
_BETWEEN = frozenset({"PUNCT", "ADV", "ADP", "DET", "PROPN", "NUM", "SPACE"})


def hand_on(
    doc: Doc, drafts: Sequence[Draft], cues: Cues, known: Sources, names: Container[int]
) -> list[Draft]:
    """Return the drafts; what a speaker says "citing" another has that other as its source.

    ``names`` holds the tokens of the names of bodies.  A reason is not somebody: "citing
    security concerns" changes nothing.
    """
    kept = list(drafts)
    for token in doc:
        if not _cites(token, cues):
            continue
        cited = next((c for c in token.rights if c.dep_ == "dobj"), None)
        if cited is None or not _is_somebody(cited, known, names):
            continue
        if any(c.lower_ == "as" for c in (*token.rights, *cited.rights)):
            continue
        phrase = noun_phrase(cited)
        inside = {token.i, *phrase}
        draft = _speaker(doc, token, phrase, kept)
        if draft is None:
            continue
        handed = replace(
            draft,
            cue=sorted({*draft.cue, token.i}),
            content=trim(doc, [i for i in draft.content if i not in inside]),
            source=phrase,
            rule="cue.citing",
            head=cited,
            quoter=trim(doc, [i for i in draft.source if i not in inside]),
            quoter_head=draft.head,
        )
        kept = [handed if d is draft else d for d in kept if d.word_index != token.i or d is draft]
    return [_relayed(doc, draft, cues, known, names) for draft in kept]


def _relayed(doc: Doc, draft: Draft, cues: Cues, known: Sources, names: Container[int]) -> Draft:
    """Return a draft without the outlet by which its source is "quoted" or its report "seen".

    "According to a medic quoted by the agency": the medic vouches, the agency hands it on.
    """
    if draft.quoter or draft.head is None:
        return draft
    inside = set(draft.source)
    for place in draft.source:
        verb = doc[place]
        if verb.lower_ not in cues.relayed or verb.tag_ not in ("VBN", "VBD"):
            continue
        by = agent_of(verb)
        if by is None or by.i not in inside or not _is_somebody(by, known, names):
            continue
        source = trim(doc, [i for i in draft.source if i < place])
        # "Whose images were reviewed by two": a clause of its own.
        clause = any(c.dep_ in CLAUSAL for c in verb.lefts)
        if draft.head.i not in source or clause:
            continue
        return replace(draft, source=source, quoter=noun_phrase(by), quoter_head=by)
    return draft


def _cites(token: Token, cues: Cues) -> bool:
    """Say whether a word is a participle of citing, or that of a relative clause of a speaker."""
    if token.lower_ in cues.citing:
        return bool(token.tag_ == "VBG")
    return (
        token.lower_ in cues.cited
        and token.dep_ == "relcl"
        and any(c.dep_ == "nsubj" and c.lower_ in ("which", "who") for c in token.lefts)
    )


def _is_somebody(noun: Token, known: Sources, names: Container[int]) -> bool:
    """Say whether a noun can vouch: a role, a body, a document, a name."""
    if noun.i in names or noun.pos_ == "PROPN":
        return not any(c.like_num for c in (noun, *noun.children))
    words = (noun.lower_, noun.lemma_.lower())
    return any(word in known.role_words or word in known.documents for word in words)


def _speaker(
    doc: Doc, citing: Token, phrase: Sequence[int], drafts: Iterable[Draft]
) -> Draft | None:
    """Return the draft whose speaker cites: beside it in print, else by the parse."""
    fit = [d for d in drafts if d.source and d.word_index != citing.i and not d.quoter]
    behind = max(phrase) + 1
    for draft in fit:
        before = max((i for i in (*draft.source, *draft.cue) if i < citing.i), default=None)
        if before is not None and _near(doc, before + 1, citing.i):
            return draft
        if all(t.is_punct for t in doc[behind : min(draft.source)]) and behind <= min(draft.source):
            return draft
    for draft in fit:
        heads = {draft.word_index, draft.head.i if draft.head is not None else -1}
        if citing.head.i in heads or citing.i in draft.source:
            return draft
    return None


def _near(doc: Doc, low: int, high: int) -> bool:
    """Say whether only a comma and a time stand between two places."""
    return high - low <= _GAP and all(doc[i].pos_ in _BETWEEN for i in range(low, high))


__all__ = ["hand_on"]
