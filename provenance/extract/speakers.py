"""Speakers: the noun phrase of somebody who speaks, read from the right where commas are lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from spacy.tokens import Doc, Token

from provenance.extract.bodies import Sources
from provenance.extract.nounphrases import days
from provenance.extract.tags import NOUNS

INNER = NOUNS | {"JJ", "JJR", "JJS", "HYPH", "POS", "CD", "VBN", "VBG"}
STARTS = frozenset({"DT", "PRP$", "PDT"})
# The most words of a short form in brackets.
_BRACKET = 5
# The most words between a role and its determiner.
_FRONT = 4


def speaker_start(
    doc: Doc, low: int, end: int, known: Sources, names: Mapping[int, int]
) -> int | None:
    """Return where the noun phrase that ends before token ``end`` begins; None without one.

    ``names`` maps each token of a body's name to the first token of that name.
    """
    end = _before_bracket(doc, low, end)
    wide = _walk(doc, low, end, known, names, determined=True)
    if wide is not None and wide > low and is_object(doc, wide, low):
        # "of the city state news agency": the determiner is another noun's.
        tight = _walk(doc, low, end, known, names, determined=False)
        if tight is not None and not is_object(doc, tight, low):
            return tight
        # "outside Oldport residents": the name is a place's, the role alone speaks.
        role = end - 1
        while role > wide and doc[role].tag_ in ("NN", "NNS") and is_role(doc[role], known):
            role -= 1
        if role < end - 1 and doc[role].tag_ == "NNP" and role not in names:
            return role + 1
    return wide


def _before_bracket(doc: Doc, low: int, end: int) -> int:
    """Return where the noun phrase ends: before "(SOHR)"."""
    opening = {")": "(", "]": "["}.get(doc[end - 1].text)
    if end - 1 > low and opening is not None:
        for i in range(end - 2, max(low, end - 2 - _BRACKET), -1):
            if doc[i].text == opening:
                return i
    return end


def _walk(
    doc: Doc, low: int, end: int, known: Sources, names: Mapping[int, int], *, determined: bool
) -> int | None:
    last = end - 1
    if last < low:
        return None
    if doc[last].tag_ == "PRP":
        return last if doc[last].lower_ in known.pronouns.nominative else None
    if doc[last].tag_ not in NOUNS and last not in names:
        return None
    i = last
    start: int | None = None
    after_name = False
    while i >= low:
        token = doc[i]
        word = token.lower_
        if i in names and not after_name:
            start = i = names[i]
            after_name = True
        elif token.tag_ in STARTS:
            start = i if determined else start
            break
        elif (
            word in days()
            or i in names
            or token.tag_ not in INNER
            or (
                token.tag_ in ("VBN", "VBG", "VBD")
                # "the Dunmore-based group"
                and doc[i - 1].tag_ != "HYPH"
                and word != "-"
                and word not in known.named_as
                and doc[i + 1].lower_ not in known.unnamed
            )
        ):
            break
        elif i < last and token.tag_ != "CD" and doc[i + 1].lower_ in known.unnamed:
            # "informed sources"
            start = i
        elif is_role(token, known) or word in known.titles:
            start = i
        elif after_name or (start is not None and token.tag_ not in ("NNP", "NNPS")):
            # Other words before a name or role belong to it only behind a determiner.
            if not determined or not _determined(doc, i):
                break
            start = i
        else:
            start = i
        i -= 1
    if start is None:
        return None
    if start > low and doc[start - 1].tag_ == "CD" and doc[start].tag_ == "NNS":
        # "two residents said"
        start -= 1
    return _with_head(doc, start, known)


def _determined(doc: Doc, i: int) -> bool:
    """Say whether a determiner or adjective run stands right before token ``i``."""
    for k in range(i - 1, max(-1, i - 4), -1):
        if doc[k].tag_ in STARTS:
            return True
        if doc[k].tag_ not in INNER:
            return False
    return False


def _with_head(doc: Doc, start: int, known: Sources) -> int:
    """Go on to the left over "a resident of …", "a medical source and …", "a group tracking …"."""
    if start < 2:
        return start
    joint = doc[start - 1].lower_ in known.before_name
    if not joint and doc[start - 1].tag_ != "VBG":
        return start
    i = start - 2
    if not is_role(doc[i], known):
        return start
    for k in range(i - 1, max(-1, i - 1 - _FRONT), -1):
        # "the defence ministry in …", "a Dunmore-based monitor and …"
        if doc[k].tag_ in STARTS:
            return k
        if doc[k].tag_ not in INNER or doc[k].lower_ in days():
            break
    while i > 0 and doc[i - 1].tag_ in INNER and doc[i].tag_ not in STARTS:
        if doc[i].tag_ == "JJ" and doc[i - 1].tag_ in NOUNS:
            # "and fighters Ruritanian activists": a noun before an adjective is another's.
            break
        if doc[i - 1].tag_ != "JJ" and not is_role(doc[i - 1], known):
            break
        i -= 1
    if i > 0 and doc[i - 1].tag_ in STARTS:
        i -= 1
    return i


def is_role(token: Token, known: Sources) -> bool:
    """Say whether a word says what somebody is: a role, a head, a kind of body."""
    return token.lower_ in known.role_words or (
        # "rights groups", not "women", who are rather those hurt
        token.tag_ == "NNS" and token.lemma_.lower() in known.any_body
    )


def may_speak(noun: Token, known: Sources, persons: Collection[str]) -> bool:
    """Say whether a noun may stand for somebody; ``persons`` are nouns of one person."""
    if noun.tag_ not in ("NN", "NNS"):
        return True
    lemma = noun.lemma_.lower()
    bodies = lemma in known.any_body or lemma in known.state_words or lemma in known.documents
    return bodies or lemma in persons or is_role(noun, known)


def is_object(doc: Doc, start: int, low: int) -> bool:
    """Say whether what stands before the phrase needs it: a preposition, a relative."""
    if start <= low:
        return False
    before = doc[start - 1]
    return before.tag_ in STARTS or (
        before.tag_ in ("IN", "TO", "CC", "WP", "WDT", "WRB", "POS", "PRP$")
        and not (before.lower_ == "that" and start > 6)
    )


def speaks(doc: Doc, start: int | None, end: int, known: Sources, names: Mapping[int, int]) -> bool:
    """Say whether the noun phrase before a verb names somebody."""
    if start is None:
        return False
    return any(
        i in names or doc[i].tag_ in ("NNP", "NNPS", "PRP") or is_role(doc[i], known)
        for i in range(start, end)
    )


__all__ = [
    "INNER",
    "STARTS",
    "is_object",
    "is_role",
    "may_speak",
    "speaker_start",
    "speaks",
]
