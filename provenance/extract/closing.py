"""Closings: the source printed behind what it said, found from the words when commas are lost.

"… in the city of Aleppo a monitor said on Monday": a parse takes "Aleppo a monitor" for one
noun phrase.  Where a page prints no commas the speaker is read from the right: the verb that
ends the sentence, then the shortest noun phrase before it that a name or determiner begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from provenance.extract.bodies import Sources
from provenance.extract.cues import Cues
from provenance.extract.nounphrases import days, hearers, noun_phrase
from provenance.extract.said import Draft
from provenance.extract.speakers import (
    INNER,
    STARTS,
    is_object,
    is_role,
    speaker_start,
    speaks,
)
from provenance.extract.subjects import subject_of
from provenance.extract.tags import FINITE, NOUNS

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "PRON"})
_COMMA = re.compile(r",\s")
_PLAIN_LENGTH = 300
# The most words of a hearer.
_HEARER = 4


def is_plain(text: str) -> bool:
    """Say whether a text prints no commas: clauses must be found without them."""
    return len(text) >= _PLAIN_LENGTH and not _COMMA.search(text)


def closings(
    doc: Doc,
    ordinal: int,
    cues: Cues,
    known: Sources,
    names: Mapping[int, int],
    quoted: Sequence[bool],
) -> Iterator[Draft]:
    """Yield the drafts of stretches of a sentence that end in their source and cue.

    ``names`` maps each token of a body's name to the first token of that name.  A full stop
    before a small letter, at which no sentence ends, ends a stretch.
    """
    low = 0
    for token in doc:
        last = token.i + 1 == len(doc)
        joint = None
        if not last and not quoted[token.i]:
            joint = _joint(doc, low, token, cues, known, names)
        if joint is not None:
            # "…, a monitor said and fresh clashes erupted": what follows is another's.
            draft = _closing(doc, low, token.i + 1, ordinal, cues, known, names, quoted)
            if draft is not None:
                yield draft
                low = joint
                if doc[low].tag_ == "VBG":
                    yield _added(doc, low, draft)
                    return
        elif last or (token.text == "." and not quoted[token.i]):
            draft = _closing(doc, low, token.i + 1, ordinal, cues, known, names, quoted)
            if draft is None:
                draft = _leading(doc, low, token.i + 1, ordinal, cues, quoted)
            if draft is not None:
                yield draft
            low = token.i + 1


def _added(doc: Doc, verb: int, said: Draft) -> Draft:
    """Return what the same speaker adds, to the end of the sentence: "said adding that …"."""
    content = [i for i in range(verb + 1, len(doc)) if not doc[i].is_space]
    while content and doc[content[-1]].is_punct:
        content.pop()
    return Draft(
        said.ordinal, [verb], content, list(said.source), "cue.clause", said.head, doc[verb]
    )


def _joint(
    doc: Doc, low: int, verb: Token, cues: Cues, known: Sources, names: Mapping[int, int]
) -> int | None:
    """Return where a sentence goes on behind a cue that ends what was said; None if nowhere.

    "… a monitor said as rebels took the town", "… the ministry said adding that …": before
    the cue stands a clause and then somebody who speaks, behind it a joint.
    """
    if verb.tag_ not in FINITE or cues.lemma(verb) not in cues.closing or verb.i < low + 4:
        return None
    ahead = verb.i + 1
    if verb.lower_ == "told":
        # "told the agency adding that …"
        told = max((h.right_edge.i for h in hearers(verb) if h.i > verb.i), default=verb.i)
        ahead = min(told, verb.i + _HEARER) + 1
    if ahead >= len(doc):
        return None
    behind = doc[ahead]
    adds = behind.tag_ == "VBG" and cues.lemma(behind) in cues.speech
    joins = behind.lower_ in cues.joints or adds
    if not joins or doc[ahead + 1 : ahead + 2].text.lower() in cues.before_joint:
        return None
    start = speaker_start(doc, low, verb.i, known, names)
    if start is None or start < low + 3 or not speaks(doc, start, verb.i, known, names):
        return None
    if is_object(doc, start, low):
        return None
    clause = any(doc[i].tag_ in FINITE or doc[i].tag_ == "VBN" for i in range(low, start))
    return ahead if clause else None


def _closing(
    doc: Doc,
    low: int,
    high: int,
    ordinal: int,
    cues: Cues,
    known: Sources,
    names: Mapping[int, int],
    quoted: Sequence[bool],
) -> Draft | None:
    verb = _last_verb(doc, low, high, cues, quoted)
    if verb is None:
        return None
    end = verb.i
    while end > low and (
        doc[end - 1].tag_ in ("RB", "MD") or doc[end - 1].lower_ in cues.auxiliaries
    ):
        end -= 1
    start = speaker_start(doc, low, end, known, names)
    if start is not None and start < low + 3:
        return None
    closed = verb.i + 1 >= high or doc[verb.i + 1].is_punct
    if start is None or is_object(doc, start, low):
        return _inverted(doc, low, high, ordinal, verb, known, names)
    if not closed:
        inverted = _inverted(doc, low, high, ordinal, verb, known, names)
        if inverted is not None and not speaks(doc, start, end, known, names):
            return inverted
        if not _adjunct(doc, verb.i + 1, cues):
            return None
    source = list(range(start, end))
    content = [i for i in range(low, start) if not doc[i].is_space]
    head = doc[end - 1]
    cue = list(range(end, verb.i + 1))
    return Draft(ordinal, cue, content, source, "cue.final", head, verb, hearers(verb))


def _adjunct(doc: Doc, i: int, cues: Cues) -> bool:
    """Say whether what stands behind a closing cue is a time, a place, a hearer."""
    token = doc[i]
    if token.lower_ in cues.qualifiers and any(t.tag_ == "CD" for t in doc[i + 1 : i + 3]):
        # "reported at least 12 dead"
        return False
    return (
        token.tag_ in ("IN", "TO", "RB", "VBG")
        or token.lower_ in days()
        or doc[i - 1].lower_ == "told"
    )


def _leading(
    doc: Doc, low: int, high: int, ordinal: int, cues: Cues, quoted: Sequence[bool]
) -> Draft | None:
    """Return the draft of "The group said …" where the parse finds no clause behind the verb."""
    for i in range(low, min(high, low + 10)):
        verb = doc[i]
        if verb.tag_ not in FINITE or verb.pos_ != "VERB":
            continue
        if quoted[i] or cues.lemma(verb) not in cues.closing:
            return None
        source = subject_of(verb, cues)
        if source is None or source.i >= i:
            return None
        barred = cues.no_objects.get(cues.lemma(verb) or "", ())
        if any(doc[k].lower_ in barred for k in range(i + 1, min(high, i + 4))):
            return None
        if any(c.dep_ in ("ccomp", "xcomp", "prep", "prt") for c in verb.rights):
            return None
        inside = range(i + 1, high)
        if not any(doc[k].tag_ in FINITE or doc[k].tag_ == "VBN" for k in inside):
            return None
        phrase = noun_phrase(source, verb)
        content = [k for k in inside if not doc[k].is_space]
        while content and doc[content[-1]].is_punct:
            content.pop()
        return Draft(ordinal, [i], content, phrase, "cue.clause", source, verb)
    return None


def cut_source(
    doc: Doc, draft: Draft, cues: Cues, known: Sources, names: Mapping[int, int]
) -> Draft:
    """End the source of "According to the statement missile attacks destroyed …" at its noun.

    Without a comma a parse takes the subject of the clause into the source.
    """
    source = draft.source
    opens = (
        draft.rule == "cue.according_to"
        and draft.cue
        and not any(doc[i].pos_ in CONTENT for i in range(draft.cue[0]))
    )
    if not opens or source[-1] + 1 >= len(doc) or doc[source[-1] + 1].is_punct:
        return draft
    last = source[-1]
    if last + 1 in names and last not in names and is_role(doc[last], known):
        # "the militia Hezbollah": a name left outside the phrase
        first = names[last + 1]
        own = [k for k, start in names.items() if start == first]
        draft.source = sorted({*source, *own})
        draft.content = [k for k in draft.content if k not in own]
        return draft
    for i in source[:-1]:
        token = doc[i]
        if i + 1 in names and names.get(i + 1) != names.get(i) and i not in names:
            # "the group Hezbollah": the name is still to come.
            continue
        named = i in names and names.get(i + 1) != names[i]
        noun = token.tag_ in ("NN", "NNS") and (
            is_role(token, known) or token.lower_ in known.documents
        )
        next_one = doc[i + 1]
        opens = next_one.tag_ in NOUNS | STARTS | {"JJ", "JJR", "CD", "RBR", "JJS"}
        if (named or noun) and (opens or next_one.lower_ in cues.qualifiers):
            draft.content = sorted({*draft.content, *range(i + 1, source[-1] + 1)})
            draft.source, draft.head = [k for k in source if k <= i], token
            return draft
    return draft


def stretch(doc: Doc, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Let a clause behind its cue run to the sentence's end, where no other cue takes it.

    Without commas a parse hangs participles and relatives on the wrong verb.
    """
    if draft.rule != "cue.clause" or not draft.content or draft.content[0] < draft.word_index:
        return draft
    last = draft.content[-1]
    others = [min([*o.source, *o.cue]) for o in drafts if o is not draft]
    limit = min((i for i in others if i > last), default=len(doc))
    tail = [i for i in range(draft.content[0], limit) if i not in draft.source]
    if any(doc[i].tag_ == "CC" and doc[i].head.i == draft.word_index for i in tail if i > last):
        return draft
    while tail and (doc[tail[-1]].is_punct or doc[tail[-1]].is_space):
        tail.pop()
    draft.content = tail
    return draft


def _last_verb(doc: Doc, low: int, high: int, cues: Cues, quoted: Sequence[bool]) -> Token | None:
    """Return the cue that ends the stretch: behind it there is no clause of its own."""
    for i in range(high - 1, low - 1, -1):
        token = doc[i]
        if token.tag_ not in FINITE and token.tag_ not in ("VBN", "VB"):
            continue
        if quoted[i]:
            return None
        if token.dep_ == "amod" or (i > low and doc[i - 1].tag_ in STARTS):
            # "killed a confirmed 33 fighters"
            continue
        if cues.lemma(token) in cues.closing and token.text[:1].islower():
            return token if _ends(doc, i, high) else None
        if token.tag_ in FINITE and not _in_relative(token, cues):
            return None
    return None


def _ends(doc: Doc, i: int, high: int) -> bool:
    """Say whether a verb takes nothing behind it but a time, a place or a hearer."""
    if i + 1 >= high or doc[i].lower_ == "told":
        return True
    # What is no clause may be the source itself: "said the Observatory".
    return not any(c.dep_ in ("ccomp", "xcomp") and _has_clause(c) for c in doc[i].rights)


def _has_clause(token: Token) -> bool:
    """Say whether a complement is a clause with a finite verb of its own."""
    return token.tag_ in FINITE or any(c.dep_ == "aux" for c in token.children)


def _in_relative(token: Token, cues: Cues) -> bool:
    """Say whether a verb stands in a relative clause ("which takes its information")."""
    if token.dep_ in ("aux", "auxpass"):
        token = token.head
    before = [c for c in token.children if c.i < token.i]
    whose = any(t.lower_ == "whose" for c in before for t in c.lefts)
    return whose or any(c.lower_ in cues.relatives and c.dep_ != "mark" for c in before)


def _inverted(
    doc: Doc,
    low: int,
    high: int,
    ordinal: int,
    verb: Token,
    known: Sources,
    names: Mapping[int, int],
) -> Draft | None:
    """Return the draft of "… said the Observatory which …": the source behind its verb."""
    i = verb.i + 1
    if (
        verb.i < 4
        or i >= len(doc)
        or verb.lower_ == "told"
        or doc[verb.i - 1].tag_ in ("RB", "MD")
        or doc[verb.i - 1].lower_ in known.pronouns.nominative
    ):
        return None
    end = i
    source_like = False
    while end < high:
        token = doc[end]
        if (
            end in names
            or (token.tag_ in INNER | STARTS and token.tag_ not in ("VBN", "VBG"))
            or (token.tag_ == "VBG" and is_role(token, known))
            # "the Dunmore-based group"
            or (end > i and token.tag_ == "VBN" and doc[end - 1].tag_ == "HYPH")
        ):
            person = end == i and token.tag_ == "NNP" and token.lower_ not in days()
            source_like = source_like or end in names or person or is_role(token, known)
            end += 1
        elif token.lower_ in known.behind_name and source_like:
            end += 1
        else:
            break
    if not source_like or end == i:
        return None
    while end > i + 1 and doc[end - 1].lower_ in known.behind_name:
        end -= 1
    content = [k for k in range(low, verb.i) if not doc[k].is_space]
    return Draft(
        ordinal, [verb.i], content, list(range(i, end)), "cue.final", doc[end - 1], verb,
    )  # fmt: skip


__all__ = ["closings", "cut_source", "is_plain", "stretch"]
