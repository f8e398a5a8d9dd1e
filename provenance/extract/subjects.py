"""Subjects: who does what a verb says, who is quoted, and what hangs on a word."""

from __future__ import annotations

from spacy.tokens import Token

from provenance.extract.cues import Cues

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
ANY_SUBJECT = SUBJECTS | PASSIVE_SUBJECTS | {"expl"}
INFLECTED = frozenset({"VBD", "VBZ", "VBP"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"})


def subtree(token: Token) -> set[int]:
    """Return the indices of ``token`` and all that hangs on it."""
    return {t.i for t in token.subtree}


def is_passive(verb: Token) -> bool:
    """Say whether ``verb`` is a passive: with its auxiliary, or a bare past participle."""
    for child in verb.children:
        if child.dep_ in ("auxpass", "nsubjpass", "csubjpass", "agent"):
            return True
    if verb.tag_ != "VBN":
        return False
    if any(child.dep_ in ("aux", "nsubj") for child in verb.children):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl", "amod", "relcl", "pcomp")


def subject_of(verb: Token, cues: Cues, depth: int = 0) -> Token | None:
    """Return the head of the noun phrase that does what ``verb`` says, None if unsaid.

    A verb without a subject of its own takes that of the verb it hangs on; a participle
    behind a noun takes the noun.
    """
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    if own:
        return own[-1]
    if depth > 8 or any(c.dep_ in PASSIVE_SUBJECTS for c in verb.children):
        return None
    if depth == 0 and verb.tag_ in INFLECTED and (lost := _before_verb(verb)) is not None:
        return lost
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ in ("acl", "relcl") and head.pos_ in NOMINAL:
        if head.dep_ == "ROOT" and verb.tag_ in ("VBD", "VBZ", "VBP"):
            # "Local sources announced that …" taken for a noun phrase: its verb is finite.
            return None if any(c.tag_ in ("WP", "WDT", "WRB") for c in verb.lefts) else head
        if verb.tag_ == "VBG":
            if verb.i and verb.doc[verb.i - 1].text == ",":
                # "repeated the charge, calling it …": behind a comma it is the clause's.
                clause = _clause_of(head)
                return head if clause is None else subject_of(clause, cues, depth + 1) or head
            if head.dep_ == "dobj" and head.head.lemma_ not in cues.taking:
                # "issued a statement saying": whoever issued it says it.
                return subject_of(head.head, cues, depth + 1) or head
            return head
        return next((c for c in head.children if c.dep_ == "poss"), None)
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep", "parataxis"):
        if head.pos_ in ("VERB", "AUX"):
            return _subject_for(head, verb, cues, depth)
        if head.pos_ == "ADJ" and head.head.pos_ in ("AUX", "VERB"):
            return _subject_for(head.head, verb, cues, depth)
    if verb.dep_ == "pcomp" and head.dep_ in ("prep", "advcl", "agent"):
        governor = head.head
        quoted = quoted_by(verb, cues)
        if quoted is not None:
            return quoted[0]
        if governor.pos_ in ("VERB", "AUX"):
            return _subject_for(governor, verb, cues, depth)
        return next((c for c in governor.children if c.dep_ == "poss"), None)
    return None


def _before_verb(verb: Token) -> Token | None:
    """Return the subject that a parse hangs on something else before its finite verb.

    "In his plea, Jon Roe, 44, said …": taken for another name of the plea.  "Residents
    fleeing the town say …": taken for the subject of the participle alone.
    """
    end = verb.i - 1
    while end > 0 and (verb.doc[end].text == "," or verb.doc[end].dep_ in ("aux", "advmod", "neg")):
        end -= 1
    for child in verb.lefts:
        if child.right_edge.i < end:
            continue
        if child.dep_ == "advcl" and child.tag_ == "VBG" and verb.doc[verb.i - 1].text != ",":
            subject = next((c for c in child.lefts if c.dep_ in SUBJECTS), None)
            if subject is not None and not any(c.dep_ == "mark" for c in child.lefts):
                return subject
        if child.dep_ not in ("prep", "npadvmod"):
            continue
        if child.tag_ in ("NNP", "NNPS") and child.left_edge.i == 0 and child.i == verb.i - 1:
            # A name at once before its verb ("Airwars assessed …") tells no time.
            return child
        for token in child.subtree:
            named = token.dep_ == "appos" and token.pos_ in ("NOUN", "PROPN")
            first = token.left_edge.i
            if named and token.right_edge.i >= end and verb.doc[first - 1].text == ",":
                return token
    return None


def _clause_of(token: Token) -> Token | None:
    """Return the verb that a token hangs on, however far."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in ("VERB", "AUX"):
            return ancestor
    return None


def quoted_by(verb: Token, cues: Cues) -> tuple[Token, Token | None] | None:
    """Return who is quoted "as saying" and who quotes; None for any other verb."""
    preposition = verb.head
    quoting = preposition.head
    if verb.dep_ != "pcomp" or preposition.lower_ != "as" or quoting.pos_ != "VERB":
        return None
    passive = next((c for c in quoting.children if c.dep_ in PASSIVE_SUBJECTS), None)
    if passive is not None:
        return passive, agent_of(quoting) or agent_of(verb)
    quoted = next((c for c in quoting.children if c.dep_ == "dobj"), None)
    if quoted is None:
        return None
    return quoted, subject_of(quoting, cues)


def _subject_for(head: Token, verb: Token, cues: Cues, depth: int) -> Token | None:
    if verb.dep_ == "xcomp":
        # "urged him to say": the object is the one who says.
        controlled = next((c for c in head.children if c.dep_ == "dobj" and c.i < verb.i), None)
        if controlled is not None and controlled.pos_ in ("PROPN", "PRON"):
            return controlled
    passive = next((c for c in head.children if c.dep_ in PASSIVE_SUBJECTS), None)
    if passive is not None:
        return passive
    found = subject_of(head, cues, depth + 1)
    if found is not None and any(verb.doc[i].text == ";" for i in range(verb.i, found.i)):
        # "Monitors assessed that …; the army denied …": the army is of the next clause.
        return None
    return found


def agent_of(verb: Token) -> Token | None:
    """Return the noun behind "by" of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


__all__ = [
    "ANY_SUBJECT",
    "NOMINAL",
    "PASSIVE_SUBJECTS",
    "SUBJECTS",
    "agent_of",
    "is_passive",
    "quoted_by",
    "subject_of",
    "subtree",
]
