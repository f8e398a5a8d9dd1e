"""Stances: does a sentence speak about other claims, and what does it say of them.

Two things together make a stance: something that carries claims (a noun of reporting, of
evidence) and a predicate of falsity, missing evidence, doubt or withdrawal over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Token

from provenance.extract.lookup import Marked, head_of, places_in, tokens_in, words_of
from provenance.extract.page import Page
from provenance.extract.stancewords import (
    CARRIERS,
    TRIGGERS,
    Finding,
    SmallWords,
    Speech,
    Stances,
    lexicon_of,
)
from provenance.extract.verdicts import CLAUSES, SUBJECTS, names_claim, verb_over, verdict_on
from provenance.extract.withheld import not_done
from provenance.packs import Packs
from provenance.records import Evidence, Span, Stance

# Relations that lead from what is denied up to the denial.
TO_GOVERNOR = frozenset({"ccomp", "xcomp", "dobj", "pobj", "prep"})
# Relations that lead from a predicate word up to the verb that has the subject.
TO_VERB = frozenset({"acomp", "attr", "oprd", "xcomp", "conj", "pobj", "prep", "dobj", "pcomp"})


@dataclass(frozen=True, slots=True)
class StanceFound:
    """What a statement says of others; the rule ends in ``about``."""

    stance: Stance
    evidence: Evidence
    about: str
    """``previous`` when it points back ("these reports"), ``named`` when it says which claim."""


def find_stance(
    page: Page, ordinal: int, spans: Sequence[Span], packs: Packs, cue: Sequence[Span] = ()
) -> StanceFound | None:
    """Return what the content ``spans`` says of other claims, or None.

    The verbs that govern the content are read too: in "denied responsibility" the content
    is what was denied.  ``cue`` are the words that attribute it.
    """
    doc = page.parses[ordinal]
    if doc is None:
        return None
    vocabulary = lexicon_of(packs)
    words = words_of(doc)
    lexicon = vocabulary.marks.read(words)
    doubts = list(vocabulary.doubt_phrases.find(words))
    disbelief = list(vocabulary.disbelief.find(words))
    if not (doubts or disbelief or lexicon.any(*TRIGGERS)):
        return None
    tokens = tokens_in(page, ordinal, spans, words)
    head = head_of(tokens)
    if head is None:
        return None
    if lexicon.has(head, "report_nouns") and not any(c.dep_ in CLAUSES for c in head.children):
        # Content that only points at claims ("these claims") is judged by the words around it.
        tokens = list(doc)
    inside = frozenset(t.i for t in tokens)
    attributing = set(places_in(page, ordinal, cue, words))
    speech = Speech(
        [t for t in tokens if t.i in lexicon.lists],
        [*_judges(head, inside), *_governors(head, lexicon, attributing)],
        lexicon,
        vocabulary.small,
        [doc[match.first] for match in doubts if match.first in inside],
        [doc[match.first] for match in disbelief if match.first in inside],
        [doc[match.last] for match in vocabulary.supposed.find(words, sorted(inside))],
        list(_beside(head, attributing)),
    )
    for rule in RULES:
        for found in rule(speech):
            about = _about(found.carrier, vocabulary.small)
            marks = [found.trigger] + ([found.carrier] if found.carrier is not None else [])
            spans_found = tuple(dict.fromkeys(page.span(ordinal, mark) for mark in marks))
            evidence = Evidence(
                field="stance", rule=f"stance.{found.rule}.{about}", spans=spans_found
            )
            return StanceFound(found.stance, evidence, about)
    return None


def _governors(head: Token, lexicon: Marked, cue: Set[int]) -> Iterator[Token]:
    """Yield the verbs that the content hangs on, with the words between.

    Who "brushed off reports that 15 had died" speaks of the reports; the reports do not.
    """
    token = head
    while token.head.i != token.i:
        above = token.head
        if token.dep_ not in TO_GOVERNOR:
            verb = verb_over(above, lexicon) if token.dep_ in CLAUSES else None
            if verb is None or verb.i not in cue or not lexicon.has(above, "report_nouns"):
                return
        token = above
        yield token


def _beside(head: Token, cue: Set[int]) -> Iterator[Token]:
    """Yield the verb that a participle of saying hangs on: "corrected its toll, saying that …"."""
    verb = head.head if head.dep_ in CLAUSES else head
    if verb.i in cue and verb.tag_ == "VBG" and verb.dep_ in ("advcl", "xcomp"):
        yield verb.head


def _judges(head: Token, inside: frozenset[int]) -> Iterator[Token]:
    """Yield the verb of "a claim the army denied", where the content is "a claim" alone."""
    verb = head.head if head.lower_ == "which" else None
    for child in (verb,) if verb is not None else head.rights:
        if child.dep_ in ("relcl", "acl") and child.i not in inside:
            yield child


def might_take_stance(text: str, packs: Packs) -> bool:
    """Return whether ``text`` could speak of other claims; errs on the side of yes."""
    return lexicon_of(packs).may_hold(text)


def _about(carrier: Token | None, small: SmallWords) -> str:
    """Return whether the carrier points back or says itself which claim it means."""
    if carrier is None or carrier.lower_ in small.pronouns:
        return "previous"
    if carrier.pos_ in ("VERB", "AUX"):
        return "named"
    return "named" if names_claim(carrier, small.naming) else "previous"


def _verb_of(token: Token) -> Token:
    """Return the verb whose subject ``token`` speaks of."""
    while token.dep_ in TO_VERB and token.head.i != token.i:
        if any(c.dep_ in SUBJECTS for c in token.children):
            break
        token = token.head
    return token


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def _negated(token: Token, small: SmallWords) -> bool:
    return any(c.lower_ in small.negators for c in token.children)


def _false_report(speech: Speech) -> Iterator[Finding]:
    """A noun of reporting that is said to be false, or not true."""
    lexicon = speech.lexicon
    for token in speech.tokens:
        false = lexicon.has(token, "false_words")
        if not false and not lexicon.has(token, "true_words"):
            continue
        if token.dep_ == "amod" or token.dep_ == "compound":
            if false and lexicon.has(token.head, "report_nouns"):
                yield Finding(Stance.DENIES, "false_label", token, token.head)
            continue
        verb = _verb_of(token)
        negated = _negated(verb, speech.small) or _negated(token, speech.small)
        if negated == false:
            continue
        carriers = [_subject(verb)]
        if verb is not token and verb.pos_ == "VERB":
            carriers += [c for c in verb.children if c.dep_ in ("dobj", "nsubj", "ccomp")]
        for carrier in carriers:
            if carrier is None or carrier is token:
                continue
            known = lexicon.has(carrier, "report_nouns", "media_nouns", "figure_nouns")
            # "That is a lie" speaks of a claim; "that is wrong" may speak of a deed.
            pronoun = (
                carrier.lower_ in speech.small.subjects
                and carrier.tag_ != "WDT"
                and token.dep_ in ("acomp", "attr")
                and not lexicon.has(token, "weak")
            )
            if known or pronoun:
                stance = Stance.DOUBTS if _is_open(verb) else Stance.DENIES
                yield Finding(stance, "false_report", token, carrier)


def _verdict(speech: Speech) -> Iterator[Finding]:
    """A noun of reporting that a verb denies, or calls false."""
    for token in (*speech.tokens, *speech.governors):
        if not speech.lexicon.has(token, "report_nouns", "figure_nouns"):
            continue
        word = verdict_on(token, speech.lexicon)
        verb = verb_over(token, speech.lexicon)
        if (
            word is not None
            and verb is not None
            and not (_negated(verb, speech.small) or _is_open(verb))
        ):
            rule = "denial" if word.i == verb.i else "false_report"
            yield Finding(Stance.DENIES, rule, word, token)


def _is_open(verb: Token) -> bool:
    """Say whether an auxiliary leaves it open ("may be false")."""
    return any(c.tag_ == "MD" for c in verb.children)


def _denial(speech: Speech) -> Iterator[Finding]:
    """A verb of denial with what it denies."""
    lexicon = speech.lexicon
    for token in (*speech.tokens, *speech.governors):
        strong = lexicon.has(token, "deny_strong")
        if not strong and not lexicon.has(token, "deny_weak"):
            continue
        if token.pos_ != "VERB" or _negated(token, speech.small):
            continue
        kinds_of_child = {c.dep_ for c in token.children}
        if "dative" in kinds_of_child:
            # "Denied them a hearing": a thing withheld.
            continue
        objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass", "ccomp", "xcomp")]
        if not objects and token.dep_ in ("relcl", "acl") and token.head.i < token.i:
            # "a claim the army denied"
            objects = [token.head]
        if not objects:
            # "Dismissed as false a report by the observatory."
            objects = [
                noun
                for c in token.children
                if c.lower_ == "as"
                for noun in c.children
                if noun.dep_ == "pobj"
            ]
        nouns = [n for o in objects for n in (o, *o.conjuncts) if n.pos_ in ("NOUN", "PROPN")]
        denied = ("report_nouns", "denied_nouns", "figure_nouns")
        carrier = next((n for n in nouns if lexicon.has(n, *denied)), None)
        if carrier is not None:
            # "Denied responsibility" speaks of what was done, not of how many it hit.
            rule = "deed" if lexicon.has(carrier, "denied_nouns") else "denial"
            yield Finding(Stance.DENIES, rule, token, carrier)
        elif strong and not (
            {"auxpass", "nsubjpass"} & kinds_of_child
            or any(lexicon.has(n, "withheld") for n in nouns)
        ):
            yield Finding(Stance.DENIES, "denial", token, objects[0] if objects else None)


def _no_evidence(speech: Speech) -> Iterator[Finding]:
    """A noun of evidence that is said to be missing."""
    lexicon = speech.lexicon
    for token in speech.tokens:
        evidence = lexicon.has(token, "evidence_nouns", "confirmation_nouns")
        media = lexicon.has(token, "media_nouns")
        report = lexicon.has(token, "report_nouns")
        if token.pos_ not in ("NOUN", "PROPN") or not (evidence or media or report):
            continue
        chain = _conjuncts(token)
        verb = _verb_of(chain[0]) if chain[0].dep_ not in SUBJECTS else chain[0].head
        no = next((c for t in chain for c in t.lefts if lexicon.has(c, "no_words")), None)
        missing = no if no is not None and no.lower_ != "any" else None
        if missing is None and verb.pos_ in ("VERB", "AUX") and _negated(verb, speech.small):
            missing = next((c for c in verb.children if c.lower_ in speech.small.negators), None)
            if no is None and not (evidence and lexicon.has(verb, "give")):
                missing = None
        above = token.head
        if missing is None and lexicon.has(above, "lack"):
            missing = above
        if missing is None and any(
            lexicon.has(c, "without") for c in (above, above.head, *above.lefts)
        ):
            missing = above
        if missing is None:
            continue
        if media and not (lexicon.has(verb, "give") or _has_purpose(token, lexicon)):
            continue
        if report and not (
            any(lexicon.has(c, "confirmed") for c in token.lefts)
            or any(lexicon.has(c, "available") for c in verb.children)
        ):
            continue
        yield Finding(Stance.NO_EVIDENCE, "no_evidence", token, _named_report(token, speech))


def _conjuncts(token: Token) -> list[Token]:
    """Return the nouns coordinated with ``token``, first first ("no photo or video evidence")."""
    chain = [token]
    while chain[0].dep_ == "conj" and chain[0].head.pos_ in ("NOUN", "PROPN"):
        chain.insert(0, chain[0].head)
    return chain


def _has_purpose(token: Token, lexicon: Marked) -> bool:
    return any(lexicon.has(c, "verify") for c in token.subtree) or any(
        lexicon.has(c, "verify") for c in token.head.children
    )


def _named_report(token: Token, speech: Speech) -> Token | None:
    """Return the noun of reporting that the evidence is about, where it is named."""
    for near in (token, token.head):
        for other in near.subtree:
            if other.i != token.i and speech.lexicon.has(other, "report_nouns"):
                return other
    return token if names_claim(token, speech.small.naming) else None


def _unverified(speech: Speech) -> Iterator[Finding]:
    """Something that could not be verified, or remains unconfirmed."""
    lexicon = speech.lexicon
    for token in (*speech.tokens, *speech.governors):
        if lexicon.has(token, "verify") and token.pos_ == "VERB":
            if not_done(token, lexicon, speech.small) is not None:
                carrier = next(
                    (c for c in token.children if c.dep_ in ("dobj", "nsubjpass", "ccomp")), None
                )
                yield Finding(Stance.NO_EVIDENCE, "unverified", token, carrier)
        elif lexicon.has(token, "unconfirmed") and token.dep_ in ("acomp", "oprd", "attr"):
            carrier = _subject(_verb_of(token))
            if carrier is not None and (
                lexicon.has(carrier, "report_nouns", "figure_nouns", "media_nouns")
                or carrier.lower_ in speech.small.pronouns
            ):
                yield Finding(Stance.NO_EVIDENCE, "unverified", token, carrier)


def _doubt(speech: Speech) -> Iterator[Finding]:
    """A claim that is questioned, or its victims called supposed ones after a "however"."""
    lexicon = speech.lexicon
    for token in speech.disbelief:
        yield Finding(Stance.DOUBTS, "disbelief", token, None)
    for token in speech.doubts:
        for noun in token.subtree:
            if noun.i > token.i and lexicon.has(noun, *CARRIERS):
                yield Finding(Stance.DOUBTS, "doubt", token, noun)
                break
    for token in (*speech.tokens, *speech.governors):
        if (
            lexicon.has(token, "doubt_verbs")
            and token.pos_ == "VERB"
            and not _negated(token, speech.small)
        ):
            carrier = next((c for c in token.children if c.dep_ in ("dobj", "nsubjpass")), None)
            if carrier is None and token.dep_ in ("relcl", "acl"):
                # "a statement some doctors questioned"
                carrier = token.head
            if carrier is not None and lexicon.has(carrier, *CARRIERS):
                yield Finding(Stance.DOUBTS, "doubt", token, carrier)
    if not any(t.i < 2 and lexicon.has(t, "contrast") for t in speech.tokens):
        return
    for token in speech.supposed:
        if token.dep_ in ("amod", "compound") and lexicon.has(
            token.head, "doubted_nouns", "report_nouns", "evidence_nouns", "media_nouns"
        ):
            yield Finding(Stance.DOUBTS, "supposed", token, token.head)


def _withdrawal(speech: Speech) -> Iterator[Finding]:
    """A statement that is taken back or corrected."""
    lexicon = speech.lexicon
    for token in speech.tokens:
        if lexicon.has(token, "corrections") and token.pos_ in ("NOUN", "VERB"):
            if token.pos_ == "VERB" or token.dep_ == "ROOT":
                yield Finding(Stance.CORRECTS, "correction", token, None)
            continue
        strong = lexicon.has(token, "retract")
        if token.pos_ != "VERB" or _negated(token, speech.small):
            continue
        carrier = next(
            (
                c
                for c in token.children
                if c.dep_ in ("dobj", "nsubjpass")
                and (
                    lexicon.has(c, "report_nouns", "figure_nouns") or (strong and c.pos_ == "PRON")
                )
            ),
            None,
        )
        if carrier is None:
            continue
        back = lexicon.has(token, "retract_with") and any(
            lexicon.has(c, "back") for c in token.children
        )
        if strong or back or lexicon.has(token, "retract_weak"):
            yield Finding(Stance.RETRACTS, "retraction", token, carrier)
        elif lexicon.has(token, "correct"):
            yield Finding(Stance.CORRECTS, "correction", token, carrier)
    for token in speech.beside:
        # What is said beside it is the number that is right, and takes nothing back.
        what = [c for c in token.children if c.dep_ == "dobj" and lexicon.has(c, "figure_nouns")]
        stated = not _negated(token, speech.small) and not _gives_number(token)
        if lexicon.has(token, "correct") and what and stated:
            yield Finding(Stance.CORRECTS, "correction", token, what[0])


def _gives_number(verb: Token) -> bool:
    """Say whether the verb names the right number itself: "corrected the toll to 202"."""
    prepositions = (child for child in verb.children if child.dep_ == "prep")
    return any(c.tag_ == "CD" for preposition in prepositions for c in preposition.children)


Rule = Callable[[Speech], Iterator[Finding]]
# In the order of strength: the first that finds something speaks.
RULES: tuple[Rule, ...] = (
    _withdrawal,
    _false_report,
    _denial,
    _verdict,
    _no_evidence,
    _unverified,
    _doubt,
)

__all__ = ["StanceFound", "Stances", "find_stance", "might_take_stance"]
