"""Rejoined verbs: what a speaker does next, which a parse takes for a part of what was said.

"The governor said the town was calm and rejected reports that …": hung on "was", it would make
the town reject them, and the governor say it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from provenance.extract.cues import Cues
from provenance.extract.subjects import ANY_SUBJECT

Speaks = Callable[[Token], bool]
FORMS = frozenset({"VBD", "VBZ", "VBP", "VBG"})
JOINTS = frozenset({"and", "but"})


def rejoin(
    doc: Doc,
    cues: Cues,
    found: Sequence[tuple[int, str]],
    quoted: Sequence[bool],
    speaks: Speaks,
) -> None:
    """Hang verbs of speech in a parse on the verb of speech that they stand beside.

    ``found`` are the cues of the sentence; ``speaks`` says whether the subject of a verb may be
    somebody.  A verb is the speaker's where it has the form of the speaker's verb and the clause
    between has another: another tense, a passive, an auxiliary.  Of one form, it is where nobody
    is the subject of that clause, or where it goes on with what was said: by the same word, with
    a that-clause of its own, or with a word that adds.
    """
    for i, lemma in found:
        verb = doc[i]
        if verb.dep_ != "conj" or quoted[i] or not _utters(verb, lemma, cues):
            continue
        speaker = _beside(verb, lemma, cues, speaks)
        if speaker is None or quoted[speaker.i]:
            continue
        between = verb.head
        joint = next((c for c in between.children if c.dep_ == "cc" and c.i < i), None)
        if (
            joint is None
            or joint.lower_ not in JOINTS
            or any(c.dep_ in ANY_SUBJECT for c in verb.lefts)
        ):
            continue
        joint.head = verb.head = speaker


def _utters(verb: Token, lemma: str, cues: Cues) -> bool:
    """Say whether only a speaker does what a verb says: "rejected", "put the toll at nine"."""
    if lemma in cues.uttering:
        return True
    counted = cues.counting.get(lemma, ())
    return any(c.dep_ == "dobj" and c.lemma_ in counted for c in verb.rights)


def _beside(verb: Token, lemma: str, cues: Cues, speaks: Speaks) -> Token | None:
    """Return the verb of speech that ``verb`` belongs beside; None where it hangs as it should."""
    clause = verb.head
    while clause.dep_ == "conj" and clause.head.pos_ in ("VERB", "AUX"):
        clause = clause.head
    speaker = clause.head
    if clause.dep_ != "ccomp" or speaker.i > clause.i or speaker.pos_ != "VERB":
        return None
    said = cues.lemma(speaker)
    subject = next((c for c in clause.lefts if c.dep_ in ANY_SUBJECT), None)
    if said not in cues.uttering or subject is None:
        return None
    passive = any(c.dep_ == "auxpass" for c in clause.lefts)
    # "had been killed and blamed a militia": what has an object is no passive.
    active = verb.tag_ == "VBN" and passive and any(c.dep_ == "dobj" for c in verb.rights)
    # "Did not say", "could not say"
    own = _helping(verb)
    form = verb.tag_ if own is None or verb.tag_ != "VB" else own.tag_
    alike = form in FORMS and form == speaker.tag_
    if not alike and not (speaker.tag_ == "VBD" and (active or form == "MD")):
        return None
    helping = _helping(clause)
    between = clause.tag_ if helping is None else helping.tag_
    if passive or between != form or not speaks(subject):
        return speaker
    return speaker if lemma == said or lemma in cues.continuing or _opens_that(verb) else None


def _helping(verb: Token) -> Token | None:
    """Return the first auxiliary of a verb."""
    return next((c for c in verb.lefts if c.dep_ in ("aux", "auxpass")), None)


def _opens_that(verb: Token) -> bool:
    """Say whether a verb has a clause that "that" opens."""
    return any(
        c.dep_ == "ccomp" and any(m.dep_ == "mark" and m.lower_ == "that" for m in c.lefts)
        for c in verb.rights
    )


__all__ = ["rejoin"]
