"""Hedges: the words that hedge a predicate, and those that hedge who, how or which."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from provenance.extract.lookup import Marked
from provenance.extract.predication import Finding, Predication

COMPLEMENTS = frozenset({"xcomp", "ccomp", "oprd", "acomp", "attr"})


def hedges(reading: Predication) -> Iterator[Finding]:
    """Yield the words that hedge the predicate itself."""
    lexicon = reading.lexicon
    for token in reading.core:
        for child in token.children:
            if child.dep_ in ("advmod", "amod", "npadvmod") and lexicon.has(child, "adverbs"):
                if _on_predicate(child, token, reading.doc):
                    yield Finding("hedge.adverb", child, child)
            elif child.dep_ == "aux" and _leaves_open(child, token, reading):
                yield Finding("hedge.modal", child, child)
            elif child.dep_ in ("acomp", "oprd") and lexicon.has(child, "adjectives"):
                yield Finding("hedge.adjective", child, child)
            elif child.dep_ == "attr" and lexicon.has(child, "doubt_nouns"):
                yield Finding("hedge.noun", child, child)
    for place, token in enumerate(reading.spine):
        governs = place >= len(reading.core)
        yield from _hedging_verb(token, governs, lexicon)
        if governs and lexicon.has(token, "doubt_nouns"):
            yield Finding("hedge.noun", token, token)
    yield from _doubtful_reports(reading)
    head = reading.core[0]
    if head.pos_ in ("NOUN", "PROPN") and not any(t.pos_ == "VERB" for t in reading.tokens):
        for child in head.lefts:
            if child.dep_ == "amod" and lexicon.has(child, "adjectives"):
                yield Finding("hedge.adjective", child, child)


def _on_predicate(adverb: Token, predicate: Token, doc: Doc) -> bool:
    """Return whether an adverb speaks of its verb, not of the phrase after it ("allegedly by")."""
    if adverb.i < predicate.i or predicate.lemma_ == "be":
        return True
    after = doc[adverb.i + 1] if adverb.i + 1 < len(doc) else None
    return after is None or after.is_punct or after.pos_ not in ("ADP", "NUM", "DET", "NOUN")


def _leaves_open(aux: Token, verb: Token, reading: Predication) -> bool:
    """Return whether a modal hedges: "may have", "could be lethal"; not "could not be reached"."""
    lexicon = reading.lexicon
    if lexicon.has(aux, "modals"):
        # "Since 21 May": a month that the parser took for the verb.
        return bool(aux.tag_ == "MD" and not (aux.i and aux.nbor(-1).is_digit))
    if not lexicon.has(aux, "weak_modals") or any(
        lexicon.has(c, "negators") for c in verb.children
    ):
        return False
    return verb.lemma_ in reading.vocabulary.small.open_after or any(
        c.lemma_ == "have" and c.dep_ == "aux" for c in verb.lefts
    )


def _hedging_verb(token: Token, governs: bool, lexicon: Marked) -> Iterator[Finding]:
    """Yield a verb of appearance, or of belief in the passive, that governs a predicate."""
    complements = [c for c in token.rights if c.dep_ in COMPLEMENTS]
    if lexicon.has(token, "raising") and (complements or governs):
        yield Finding("hedge.appearance", token, token)
    if token.pos_ != "VERB":
        return
    passive = token.tag_ == "VBN" and (
        any(c.dep_ == "auxpass" for c in token.lefts)
        or not any(c.dep_ in ("aux", "nsubj") for c in token.lefts)
    )
    if passive and (complements or governs):
        if lexicon.has(token, "passives") or (
            lexicon.has(token, "weak_passives")
            and any(c.dep_ in ("xcomp", "oprd") for c in complements)
        ):
            yield Finding("hedge.passive", token, token)
    elif governs and lexicon.has(token, "doubts"):
        yield Finding("hedge.belief", token, token)


def _doubtful_reports(reading: Predication) -> Iterator[Finding]:
    """Yield "unconfirmed reports" outside the content where the content hangs on them."""
    lexicon = reading.lexicon
    spine = {t.i for t in reading.spine}
    if not lexicon.any("report_adjectives"):
        return
    for place in sorted(lexicon.lists):
        token = reading.doc[place]
        if token.i in reading.inside or not lexicon.has(token, "report_nouns"):
            continue
        if token.pos_ == "VERB":
            # "had earlier reported"
            continue
        adjective = next(
            (c for c in token.lefts if lexicon.has(c, "report_adjectives")),
            None,
        )
        if adjective is None:
            continue
        above = token
        while (
            above.head.i != above.i
            and above.i not in spine
            and (above.pos_ != "VERB" or above.dep_ in ("prep", "pcomp"))
        ):
            above = above.head
        if above.i in spine:
            yield Finding("hedge.report", adjective, token)


def side_hedges(reading: Predication) -> Iterator[Finding]:
    """Yield the hedges inside the content that are not on its predicate: who, how, which."""
    lexicon = reading.lexicon
    core = {t.i for t in reading.core}
    for token in reading.tokens:
        if token.dep_ in ("amod", "compound") and lexicon.has(token, "adjectives"):
            yield Finding("hedge_who.adjective", token, token)
        elif token.dep_ == "advmod" and lexicon.has(token, "adverbs"):
            if token.head.i not in core or not _on_predicate(token, token.head, reading.doc):
                yield Finding("hedge_who.adverb", token, token)
        elif token.i not in core and token.dep_ in ("acl", "relcl", "ccomp", "pcomp"):
            for finding in _hedging_verb(token, False, lexicon):
                yield Finding("hedge_who.clause", finding.first, finding.last)


__all__ = ["hedges", "side_hedges"]
