"""Read the wounded from what they have: "walked into the clinic with burns"."""

from __future__ import annotations

from spacy.tokens import Token

from provenance.extract.bench import Bench, children
from provenance.extract.losses import Governor
from provenance.extract.measures import BARE, KIN
from provenance.extract.phrases import Phrase
from provenance.extract.tags import NOUNS
from provenance.records import Measure

PEOPLE = frozenset({"person", KIN, BARE})
RULE = "measure.with_wounds"
# From "with" up to whoever has the wounds: "into the emergency ward of the hospital with".
_CLIMB = 6
_REACH = 30
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def with_wounds(bench: Bench, phrase: Phrase) -> Governor | None:
    """Read who is told of with wounds: "a girl with a head wound", "escaped with injuries"."""
    if phrase.thing not in PEOPLE or (phrase.thing == BARE and phrase.quantity.number.article):
        return None
    small = bench.small
    for at in range(phrase.last + 1, min(phrase.last + 1 + _REACH, len(bench.words))):
        word = bench.words[at]
        if word in small.wound_nouns and bench.tag(at) in NOUNS:
            held = _held_with(bench.tokens[at])
            if held is not None and held.i >= phrase.last and _is_of(bench, phrase, held.head):
                return Governor(Measure.INJURED, (held.i, at), RULE, "with")
            return None
        if word in (";", ":") or word in small.clause_ends:
            return None
    return None


def _held_with(wound: Token) -> Token | None:
    """Return the "with" that leads to a wound."""
    held = wound.head
    while held.dep_ in ("pobj", "conj", "compound", "nmod") and held.pos_ in ("NOUN", "PROPN"):
        held = held.head
    return held if held.lower_ == "with" and held.dep_ == "prep" else None


def _is_of(bench: Bench, phrase: Phrase, owner: Token) -> bool:
    """Say whether what "with" hangs on is the phrase, or a verb that tells of it."""
    for _ in range(_CLIMB):
        if phrase.first <= owner.i <= phrase.last:
            return True
        if owner.pos_ in ("VERB", "AUX"):
            return _tells_of(bench, phrase, owner)
        if owner.lemma_ in bench.small.wound_nouns or bench.lexicon.thing(owner.lower_) == "person":
            return False
        owner = owner.head
    return False


def _tells_of(bench: Bench, phrase: Phrase, verb: Token) -> bool:
    """Say whether a verb's object, or without one its subject, is the phrase."""
    roles = {c.dep_: c.i for c in children(verb) if c.dep_ in (*_SUBJECTS, "dobj", "neg")}
    if "neg" in roles:
        return False
    at = roles.get("dobj")
    if at is None and verb.dep_ in ("conj", "xcomp", "advcl") and not _SUBJECTS & roles.keys():
        return verb.head.pos_ in ("VERB", "AUX") and _tells_of(bench, phrase, verb.head)
    if at is None:
        at = next((roles[role] for role in sorted(_SUBJECTS & roles.keys())), None)
    return at is not None and phrase.first <= at <= phrase.last


__all__ = ["with_wounds"]
