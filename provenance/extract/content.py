"""Content: what one sentence attributes, to which words, by which cue.

Works on one parse at a time and knows nothing of the page.  The result is a list of drafts
in token indices; what runs over sentences and who the source is are found later.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from provenance.extract.cues import Cues
from provenance.extract.frames import Frame, frames
from provenance.extract.nounphrases import days, hearers, noun_phrase, trim
from provenance.extract.said import Draft, cue_of, left_part
from provenance.extract.subjects import SUBJECTS, subtree
from provenance.extract.tags import FINITE
from provenance.extract.unframed import (
    according_to,
    count,
    judgement,
    numbers_behind,
    spoken,
    survey,
)

# Which reading of a word wins when several are listed for it.
ORDER = (
    "clause", "infinitive", "gerund", "passive_clause", "passive_infinitive", "passive_gerund",
    "passive_predicate", "passive_prep", "passive", "raising", "predicate", "object", "prep",
    "noun_clause", "noun_infinitive", "noun_prep", "adjective_clause", "adjective_infinitive",
    "adjective_prep",
)  # fmt: skip
RANK = {kind: place for place, kind in enumerate(ORDER)}
QUOTE = frozenset({"“", "”", '"', "''", "``", "‘"})
# The most words of "not to be identified for fear of reprisals by the militia".
_ANONYMITY = 14
# How far the noun of an object stands behind its numbers ("claimed more than 80 lives").
_OBJECT = 5
_NOMINAL = frozenset({"object", "prep"})


def sentence_drafts(
    doc: Doc,
    ordinal: int,
    text: str,
    cues: Cues,
    quoted: Sequence[bool],
    found: Sequence[tuple[int, str]],
) -> list[Draft]:
    """Return what the sentence, printed as ``text``, attributes.

    ``quoted[i]`` says whether token ``i`` stands inside a quotation: what a quoted speaker
    says of others is part of the quotation.  ``found`` are its cues, as ``cues`` finds them.
    """
    drafts = list(according_to(doc, ordinal, text, quoted))
    polled = survey(doc, ordinal, cues, quoted)
    if polled is not None:
        drafts.append(polled)
    for i, lemma in found:
        token = doc[i]
        if quoted[i] or _is_name(doc, token):
            continue
        frame = _best(token, lemma, cues)
        if frame is not None and _inside_words(doc, frame.source, quoted):
            # Whoever stands inside the quotation does not say it.
            frame = None
        if frame is not None and _asks_anonymity(doc, frame, cues):
            continue
        if frame is not None:
            frame = _both_halves(frame, cues)
        judged = judgement(doc, ordinal, token, lemma, cues)
        if judged is not None:
            drafts.append(judged)
        elif frame is not None:
            speaks = frame.kind == "noun_clause" and lemma in cues.vouching
            drafts.append(_draft(doc, ordinal, frame, speaks=speaks))
        elif (draft := count(doc, ordinal, token, lemma, cues)) is not None:
            drafts.append(draft)
        elif lemma in cues.speaking and token.pos_ == "VERB":
            draft = spoken(doc, ordinal, token, lemma, cues)
            if draft is not None and not _inside_words(doc, draft.head, quoted):
                drafts.append(draft)
    drafts = [draft for draft in drafts if not _is_within(draft, drafts)]
    for draft in drafts:
        _fill(doc, draft, drafts)
        if draft.rule == "cue.object" and draft.word is not None:
            _break_down(doc, draft, cues)
    return drafts


def _break_down(doc: Doc, draft: Draft, cues: Cues) -> None:
    """Let a number put out take its parts: "verified 214 casualties, 61 killed and 153 injured"."""
    if draft.word is None or cues.lemma(draft.word) not in cues.counting or not draft.content:
        return
    first = draft.content[-1] + 1
    if not any(doc[i].tag_ == "CD" for i in draft.content) or first >= len(doc):
        return
    parts = numbers_behind(doc, first)
    end = max(parts, default=first) + 1
    if doc[first].text == "," and parts and (end == len(doc) or doc[end].is_punct):
        draft.content = sorted({*draft.content, *parts})


def _is_within(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Say whether a noun is only what the same speaker's verb speaks of.

    "The ministry called the report that 14 had died a lie" does not report it.
    """
    word, head = draft.word, draft.head
    if word is None or head is None or word.dep_ != "dobj" or word.head.i not in draft.cue:
        return False
    return any(
        other.word_index == word.head.i
        and other.head is not None
        and other.head.i == head.i
        and set(draft.content) <= set(other.content)
        for other in drafts
        if other is not draft
    )


def _fill(doc: Doc, draft: Draft, drafts: Sequence[Draft]) -> None:
    """Let what is said reach to who says it behind it: "Three dead, dozens hurt, officials say".

    A parse may hang the words between elsewhere.
    """
    source = draft.source
    if draft.rule != "cue.clause" or not draft.content or not source or source[0] < 2:
        return
    last, end = draft.content[-1], source[0] - 1
    if not last < end < draft.word_index or doc[end].text != "," or end - last < 2:
        return
    between = range(last + 1, end)
    others = {i for o in drafts if o is not draft for i in (*o.cue, *o.source)}
    if others.isdisjoint(between) and not any(doc[i].text == ";" for i in between):
        draft.content = trim(doc, [*draft.content, *between])


def _asks_anonymity(doc: Doc, frame: Frame, cues: Cues) -> bool:
    """Say whether what is said is only that the speaker would not be named."""
    words = [doc[i] for i in frame.content]
    # "… because she was not allowed to speak": why tells nothing of the news either.
    why = next((n for n, t in enumerate(words) if n and t.lower_ in cues.asides), len(words))
    words = words[:why]
    if len(words) > _ANONYMITY:
        return False
    asked = cues.anonymity
    return any(
        t.lower_ in asked.get("words", ())
        or (t.lemma_ in asked.get("passives", ()) and any(c.dep_ == "auxpass" for c in t.children))
        or (t.lower_ in asked.get("objects", ()) and any(c.dep_ == "poss" for c in t.children))
        for t in words
    ) and not any(t.tag_ in ("VBD", "VBZ", "VBP") for t in words)


def _inside_words(doc: Doc, source: Token | None, quoted: Sequence[bool]) -> bool:
    """Say whether a source stands inside quoted speech; "the 'experts'" are only marked."""
    if source is None or not quoted[source.i]:
        return False
    first = last = source.i
    while first and quoted[first - 1]:
        first -= 1
    while last + 1 < len(doc) and quoted[last + 1]:
        last += 1
    return any(t.tag_ in FINITE for t in doc[first : last + 1])


def _is_name(doc: Doc, token: Token) -> bool:
    """Say whether a cue word is part of a name: capitalised where sentences are not."""
    if token.i == 0 or not token.text[:1].isupper() or token.text.isupper():
        return False
    before = doc[token.i - 1]
    return not (before.is_punct or before.is_space or is_titled(doc))


def is_titled(doc: Doc) -> bool:
    """Say whether most words of a sentence are capitalised, as in a headline."""
    words = [t.text for t in doc if len(t.text) > 3 and t.text[0].isalpha()]
    return len(words) > 1 and 2 * sum(w[0].isupper() for w in words) > len(words)


def _best(token: Token, lemma: str, cues: Cues) -> Frame | None:
    """Return the first reading of ``token``, in order, in which it is listed."""
    best: Frame | None = None
    rank = len(ORDER)
    for frame in frames(token, cues):
        table = cues.bare if frame.source is None else cues.table
        if lemma not in table.get(frame.kind, ()):
            continue
        if frame.kind.startswith("noun_prep") and _is_dated(token.doc, frame.content):
            continue
        source = frame.source
        if source is not None and (
            cues.is_mute(source)
            or (
                source.lower_ in cues.demonstratives
                and not _relative(source)
                and not _meant(source)
            )
        ):
            continue
        if lemma in cues.acting and not _worded(token.doc, frame, cues):
            continue
        barred = cues.no_objects.get(lemma, ())
        reach = _OBJECT if frame.kind.split(":")[0] in _NOMINAL else 3
        if barred and any(token.doc[i].lower_ in barred for i in frame.content[:reach]):
            continue
        place = RANK[frame.kind.split(":")[0]]
        if place < rank or (place == rank and best and len(frame.content) > len(best.content)):
            best, rank = frame, place
    if best is not None and best.kind == "clause":
        return _whole(best, list(frames(token, cues)))
    return best


def _is_dated(doc: Doc, content: Sequence[int]) -> bool:
    """Say whether the words behind a noun are its date ("a statement of May 6")."""
    words = [doc[i] for i in content[:2]]
    if not words or not any(word.lower_ in days() for word in words):
        return False
    first = words[0].tag_ == "CD" or words[0].lower_ in days()
    return first and (len(words) == 1 or words[1].tag_ in ("CD", "NNP", ",", "."))


def _both_halves(frame: Frame, cues: Cues) -> Frame:
    """Add the first half of "A happened and B happened, she said", which a parse leaves outside."""
    verb, first = frame.word, frame.word.head
    if frame.kind != "clause" or verb.dep_ != "conj" or frame.source is None or not frame.content:
        return frame
    behind = frame.source.i > frame.content[-1] and verb.i > frame.content[-1]
    if not behind or first.i > frame.content[0] or cues.lemma(first) is not None:
        return frame
    joint = [c for c in first.children if c.dep_ == "cc"]
    if not any(c.i == frame.content[0] - 1 and c.lower_ == "and" for c in joint):
        return frame
    content = (subtree(first) - subtree(verb)) | set(frame.content)
    return Frame(verb, frame.kind, tuple(sorted(content)), frame.source, None, frame.passive)


def _whole(frame: Frame, readings: Sequence[Frame]) -> Frame:
    """Join two clauses that the parse hangs on one verb, both behind it or both before.

    A clause that "that" opens behind the verb is what is said, whatever stands before it.
    """
    clauses = [f for f in readings if f.kind == "clause"]
    doc, verb = frame.word.doc, frame.word.i
    if frame.content and frame.content[0] < verb:
        for other in clauses:
            first = other.content[0] if other.content else 0
            opened = first > verb and doc[first].lower_ == "that" and doc[first].dep_ == "mark"
            if opened and frame.source is not None and frame.source.i < verb:
                frame = other
                break
    behind = [f for f in clauses if f.content and f.content[0] > frame.word.i]
    before = [f for f in clauses if f.content and f.content[-1] < frame.word.i]
    joined = behind if len(behind) > 1 else before
    if len(joined) < 2:
        return _with_subject(frame, readings)
    content = tuple(sorted({i for f in joined for i in f.content}))
    return Frame(frame.word, frame.kind, content, frame.source, None, frame.passive)


def _with_subject(frame: Frame, readings: Sequence[Frame]) -> Frame:
    """Add the subject that the parse takes for the verb's object: "state their aim is to …"."""
    verb, first = frame.word, frame.content[0] if frame.content else 0
    head = verb.doc[first]
    if frame.source is not None and first < verb.i < frame.source.i:
        # "The bridge — the last one — has fallen, said a driver": taken for who said it.
        subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.i < first), None)
        if subject is None:
            return frame
        whole = tuple(sorted({*range(subject.left_edge.i, first), *frame.content}))
        return Frame(verb, frame.kind, whole, frame.source, None, frame.passive)
    if first < verb.i + 2 or head.tag_ not in FINITE:
        return frame
    for other in readings:
        inside = other.content
        if other.kind in ("object", "infinitive") and inside and inside[0] > verb.i:
            own = [i for i in inside if i < first]
            if own and own[-1] == first - 1:
                content = tuple(sorted({*own, *frame.content}))
                return Frame(verb, frame.kind, content, frame.source, None, frame.passive)
    return frame


def _relative(token: Token) -> bool:
    """Say whether "that" stands for the noun before its clause."""
    return any(a.dep_ in ("relcl", "acl") for a in (token.head, token.head.head))


def _meant(token: Token) -> bool:
    """Say whether a demonstrative is told who they are: "those who fled", "those surveyed"."""
    return token.lower_ == "those" and any(c.dep_ in ("acl", "relcl") for c in token.rights)


def _worded(doc: Doc, frame: Frame, cues: Cues) -> bool:
    """Say whether a word that may be a deed is one of words: of a clause, a reason, a quotation."""
    if "clause" in frame.kind:
        return True
    return any(doc[i].text in QUOTE or doc[i].lower_ in cues.reasons for i in frame.content[1:])


def _draft(doc: Doc, ordinal: int, frame: Frame, *, speaks: bool = False) -> Draft:
    word = frame.word
    source = noun_phrase(frame.source, word) if frame.source is not None else []
    cue = cue_of(word, frame.preposition)
    head = frame.source
    if speaks and frame.source is None:
        mark = next((i for i in frame.content if doc[i].dep_ == "mark"), None)
        if mark is not None:
            # "amid unconfirmed reports that …": the reports vouch, nobody else is named.
            source, cue, head = left_part(word), [mark], word
    if frame.preposition is not None:
        reason = subtree(frame.preposition)
        source = [i for i in source if i not in reason]
    elif (
        word.pos_ == "NOUN"
        and word.dep_ == "dobj"
        and frame.source is not None
        and frame.source.head.i == word.head.i
    ):
        # "disseminated reports that": the verb that puts the noun out.
        cue = sorted({*cue, *cue_of(word.head)})
    taken = {*source, *cue}
    content = [i for i in frame.content if i not in taken and not doc[i].is_space]
    kind = frame.kind.split(":")[0]
    return Draft(ordinal, cue, trim(doc, content), source, f"cue.{kind}", head, word, hearers(word))


__all__ = ["sentence_drafts"]
