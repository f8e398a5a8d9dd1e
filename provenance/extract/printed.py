"""Printed closings: who said it, read from the commas where the parse has lost the speaker.

"No one was hurt at Marat, the governor wrote on Monday": a parse may take the governor for
another name of Marat.  Between its comma and its verb stands somebody who speaks; behind the
verb there is nothing but a time, a place or a hearer; before the comma stands a clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from provenance.extract.bodies import Sources
from provenance.extract.cues import Cues
from provenance.extract.nounphrases import hearers, trim
from provenance.extract.said import Draft
from provenance.extract.speakers import (
    INNER,
    STARTS,
    is_role,
    speaks,
)
from provenance.extract.subjects import SUBJECTS
from provenance.extract.tags import FINITE

# The most words of a speaker, and of a hearer.
_WIDEST = 12
_HEARER = 5
# The fewest words of what is said.
_LEAST = 4
CLAUSAL = FINITE | {"VBN"}
INSIDE = INNER | STARTS | {"IN", "CC", "PRP"}
OPENERS = STARTS | {"NNP", "NNPS", "NN", "NNS", "JJ", "CD", "PRP", "VBG"}
QUOTES = frozenset({'"', "”", "’", "''"})
# What opens a list.
LISTING = frozenset({":", "–", "—", "("})


def printed_closings(
    doc: Doc,
    ordinal: int,
    cues: Cues,
    known: Sources,
    names: Mapping[int, int],
    quoted: Sequence[bool],
    drafts: Sequence[Draft],
    words: Sequence[tuple[int, str]],
) -> list[Draft]:
    """Return the drafts with those that only the commas of the sentence show.

    ``names`` maps each token of a body's name to the first token of that name, ``words`` are the
    cues of the sentence.
    """
    found = list(drafts)
    for i, lemma in words:
        verb = doc[i]
        if i < _LEAST or quoted[i] or lemma not in cues.closing:
            continue
        finite = verb.tag_ in FINITE or (verb.tag_ == "VBN" and doc[i - 1].lemma_ == "have")
        if not finite and not _is_closing_noun(doc, verb, cues):
            continue
        read = (d for d in found if d.word_index == i and d.content)
        if not verb.text[:1].islower() or any(not _begins_list(doc, d) for d in read):
            continue
        draft = _closing(doc, ordinal, verb, cues, known, names, quoted)
        draft = draft or _inverted(doc, ordinal, verb, cues, known, names, quoted)
        if draft is None or _spoken(found, draft, cues):
            continue
        found = [d for d in found if d.word_index != i]
        for other in found:
            if other.source and other.cue[0] > i and set(other.source) <= set(draft.content):
                # "a medic said, correcting a statement that …": what goes on is the speaker's.
                other.source, other.head = list(draft.source), draft.head
        found.append(draft)
    return found


def _begins_list(doc: Doc, draft: Draft) -> bool:
    """Say whether a parse makes who were counted speak too.

    "… killed nine: six guards, two clerks and a porter, the police chief said."
    """
    first = draft.source[0] if draft.source else 0
    counted = doc[first].tag_ == "CD" or doc[first].lower_ in ("a", "an")
    listed = any(doc[i].text == "," for i in draft.source)
    return first > 0 and counted and listed and doc[first - 1].text in LISTING


def _is_closing_noun(doc: Doc, word: Token, cues: Cues) -> bool:
    """Say whether a verb at a sentence's end was taken for a noun ("…, local media reports.")."""
    behind = doc[word.i + 1 :]
    # "…, local media reports", "…, data show": several speak, as the noun before tells.
    if doc[word.i - 1].tag_ not in ("NNS", "NNPS"):
        return False
    return word.lower_ in cues.misread and all(token.is_punct for token in behind)


def _spoken(drafts: Sequence[Draft], closing: Draft, cues: Cues) -> bool:
    """Say whether somebody says something already inside what the closing would say."""
    inside = set(closing.content)
    return any(
        d.source
        and d.content
        and d.cue[0] < closing.cue[0]
        and not inside.isdisjoint(d.cue)
        and (d.word is None or cues.lemma(d.word) in cues.closing)
        for d in drafts
    )


def _closing(
    doc: Doc,
    ordinal: int,
    verb: Token,
    cues: Cues,
    known: Sources,
    names: Mapping[int, int],
    quoted: Sequence[bool],
) -> Draft | None:
    end = verb.i
    while end > 1 and (doc[end - 1].tag_ in ("RB", "MD") or doc[end - 1].lemma_ == "have"):
        end -= 1
    first = end
    stop = _before_insertion(doc, end)
    comma = _comma(doc, stop, known)
    if comma is None or comma < _LEAST or not _is_over(doc, verb, cues, quoted):
        return None
    named = stop < end and doc[stop + 1].tag_ != "VBG"
    source = list(range(comma + 1, end - 1 if named else stop))
    if not source or not _is_speaker(doc, source, known, names):
        return None
    listed = _is_list(verb, comma)
    if _is_main(verb, source) and not listed:
        return None
    low = _start(doc, comma)
    content = trim(doc, [k for k in range(low, comma) if not doc[k].is_space])
    if len(content) < _LEAST or doc[content[0]].lower_ in cues.subordinate:
        return None
    if not listed and not any(doc[k].tag_ in CLAUSAL for k in content):
        return None
    head = max(source, key=lambda k: (doc[k].i in names, _is_head(doc, k), -k))
    cue = list(range(first, verb.i + 1))
    return Draft(ordinal, cue, content, source, "cue.printed", doc[head], verb, hearers(verb))


def _inverted(
    doc: Doc,
    ordinal: int,
    verb: Token,
    cues: Cues,
    known: Sources,
    names: Mapping[int, int],
    quoted: Sequence[bool],
) -> Draft | None:
    """Return the draft of "…, informs the head of the district", "…, said the mayor, who …".

    Behind a comma the verb opens its clause; what stands behind it is somebody who speaks.
    """
    cue = verb.i
    while cue > 1 and doc[cue - 1].lemma_ == "have":
        cue -= 1
    comma = cue - 1
    while comma > 0 and doc[comma].text in QUOTES:
        comma -= 1
    if comma < _LEAST or doc[comma].text != ",":
        return None
    last = verb.i
    while last + 1 < len(doc) and last - verb.i < _WIDEST and not quoted[last + 1]:
        behind = doc[last + 1]
        if behind.tag_ not in INSIDE or (behind.tag_ == "IN" and behind.lower_ not in known.links):
            break
        last += 1
    while last > verb.i and doc[last].lower_ in known.links:
        last -= 1
    source = list(range(verb.i + 1, last + 1))
    if not source or not _is_speaker(doc, source, known, names):
        return None
    if last + 1 < len(doc) and not (doc[last + 1].is_punct or doc[last + 1].tag_ in ("IN", "RB")):
        return None
    content = trim(doc, [k for k in range(_start(doc, comma), comma) if not doc[k].is_space])
    if comma + 1 < cue:
        # The quotation mark behind the comma is a part of what is said.
        content += range(comma, cue)
    first = doc[content[0]] if content else verb
    if len(content) < _LEAST or (first.lower_ in cues.subordinate and first.dep_ != "prep"):
        return None
    if not any(doc[k].tag_ in CLAUSAL for k in content):
        return None
    if any(c.dep_ in SUBJECTS and c.i < cue and c.i > comma for c in verb.lefts):
        return None
    head = max(source, key=lambda k: (doc[k].i in names, _is_head(doc, k), -k))
    return Draft(
        ordinal, list(range(cue, verb.i + 1)), content, source, "cue.printed", doc[head], verb
    )


def _is_list(verb: Token, comma: int) -> bool:
    """Say whether the parse has two subjects: "7 dead and 22 hurt in raids, the ministry said"."""
    subjects = [c for c in verb.lefts if c.dep_ in SUBJECTS]
    if len(subjects) < 2 or subjects[0].right_edge.i > comma:
        return False
    first = subjects[0].left_edge.i
    return any(t.tag_ == "CD" for t in verb.doc[first:comma])


def _is_main(verb: Token, source: Sequence[int]) -> bool:
    """Say whether the parse knows the speaker: what stands before is no statement then.

    "On Monday, even as shells fell, the mayor wrote to the king."
    """
    known = any(c.dep_ in SUBJECTS and c.i in source for c in verb.lefts)
    return known and verb.dep_ == "ROOT"


def _is_head(doc: Doc, k: int) -> bool:
    return bool(doc[k].tag_.startswith("NN") and doc[k].dep_ != "compound")


def _before_insertion(doc: Doc, end: int) -> int:
    """Return where the speaker ends: before what commas set off before the verb.

    That is ", citing officials," or the name of "the mayor, Jon Roe, said".
    """
    if doc[end - 1].text != ",":
        return end
    for k in range(end - 2, max(1, end - 2 - _WIDEST), -1):
        if doc[k].text == ",":
            named = all(doc[i].tag_ in INSIDE for i in range(k + 1, end - 1))
            return k if doc[k + 1].tag_ == "VBG" or named else end
    return end


def _comma(doc: Doc, stop: int, known: Sources) -> int | None:
    """Return the comma before the noun phrase that ends before ``stop``; None without one."""
    for k in range(stop - 1, max(0, stop - 1 - _WIDEST), -1):
        token = doc[k]
        if token.text == ",":
            if doc[k + 1].lower_ in ("and", "or"):
                # "…, a resident, John Smith, and a nurse said"
                continue
            if k + 1 < stop and doc[k + 1].tag_ in OPENERS and _is_listed(doc, k, stop):
                continue
            return k if k + 1 < stop else None
        if token.tag_ not in INSIDE or (token.tag_ == "IN" and token.lower_ not in known.links):
            return None
    return None


def _is_listed(doc: Doc, comma: int, stop: int) -> bool:
    """Say whether more of a list of speakers stands before the comma, which "and" closes."""
    listed = any(
        doc[k].text == "," and doc[k + 1].lower_ in ("and", "or") for k in range(comma + 1, stop)
    )
    if not listed:
        return False
    for k in range(comma - 1, max(0, comma - 1 - _WIDEST), -1):
        if doc[k].text == ",":
            return True
        if doc[k].tag_ not in INNER | STARTS:
            return False
    return False


def _is_speaker(doc: Doc, source: Sequence[int], known: Sources, names: Mapping[int, int]) -> bool:
    """Say whether the words before the verb are one noun phrase of somebody who speaks."""
    first, last = doc[source[0]], doc[source[-1]]
    if first.tag_ not in OPENERS and source[0] not in names:
        return False
    if last.tag_ not in ("NN", "NNS", "NNP", "NNPS", "PRP") and source[-1] not in names:
        return False
    if any(doc[k].tag_ == "PRP" for k in source[1:]):
        return False
    role = any(is_role(doc[k], known) or doc[k].lower_ in known.lone_roles for k in source)
    return role or speaks(doc, source[0], source[-1] + 1, known, names)


def _is_over(doc: Doc, verb: Token, cues: Cues, quoted: Sequence[bool]) -> bool:
    """Say whether nothing but a time, a place or a hearer stands behind the verb."""
    i = verb.i + 1
    if verb.lower_ == "told":
        heard = [h.right_edge.i for h in hearers(verb) if h.i > verb.i]
        if not heard or max(heard) > verb.i + _HEARER:
            return False
        i = max(heard) + 1
    while i < len(doc):
        token = doc[i]
        if token.is_punct:
            return not quoted[i]
        if token.tag_ in FINITE or token.tag_ in ("WP", "WDT") or token.lower_ in cues.subordinate:
            return False
        if i == verb.i + 1 and token.tag_ not in ("IN", "TO", "RB", "NNP", "NN"):
            return False
        i += 1
    return True


def _start(doc: Doc, comma: int) -> int:
    """Return where the statement before the comma begins: behind a semicolon."""
    for k in range(comma - 1, -1, -1):
        if doc[k].text == ";":
            return k + 1
    return 0


__all__ = ["printed_closings"]
