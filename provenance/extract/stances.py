"""Stances: does a sentence speak about other claims, and what does it say of them.

Two things together make a stance: something that carries claims (a noun of reporting, of
evidence) and a predicate of falsity, missing evidence, doubt or withdrawal over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Token

from provenance.extract.lookup import WORD, Compiled, Phrasebook, WordTest, head_of, tokens_in
from provenance.extract.page import Page
from provenance.packs import Packs, Topic
from provenance.records import Evidence, Span, Stance

POINTING = frozenset({"this", "these", "that", "those", "such", "the", "both", "all"})
PRONOUNS = frozenset({"it", "this", "that", "these", "those", "they", "them", "which"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "pobj", "attr", "oprd"})
NEGATORS = frozenset({"not", "n't", "n’t", "never"})
# Relations that lead from a predicate word up to the verb that has the subject.
TO_VERB = frozenset({"acomp", "attr", "oprd", "xcomp", "conj", "pobj", "prep", "dobj", "pcomp"})


class Stances(Topic):
    """The topic ``stances``: the words by which claims speak of claims."""

    report_nouns: tuple[str, ...] = ()
    figure_nouns: tuple[str, ...] = ()
    evidence_nouns: tuple[str, ...] = ()
    media_nouns: tuple[str, ...] = ()
    confirmation_nouns: tuple[str, ...] = ()
    doubted_nouns: tuple[str, ...] = ()
    false_words: tuple[str, ...] = ()
    true_words: tuple[str, ...] = ()
    deny_strong: tuple[str, ...] = ()
    deny_weak: tuple[str, ...] = ()
    denied_nouns: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()
    unable: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    give: tuple[str, ...] = ()
    available: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    no_words: tuple[str, ...] = ()
    doubt_verbs: tuple[str, ...] = ()
    doubt_phrases: tuple[str, ...] = ()
    supposed: tuple[str, ...] = ()
    contrast: tuple[str, ...] = ()
    retract: tuple[str, ...] = ()
    retract_weak: tuple[str, ...] = ()
    correct: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StanceFound:
    """What a statement says of others; the rule ends in ``about``."""

    stance: Stance
    evidence: Evidence
    about: str
    """``previous`` when it points back ("these reports"), ``named`` when it says which claim."""


class _Lexicon:
    def __init__(self, packs: Packs) -> None:
        topic = packs.topic("stances", Stances)
        self.words = {name: frozenset(getattr(topic, name)) for name in Stances.model_fields}
        self.doubt_phrases = Phrasebook((p, p) for p in topic.doubt_phrases)
        self.supposed = Phrasebook((p, p) for p in topic.supposed)
        triggers = (
            *("report_nouns", "evidence_nouns", "confirmation_nouns", "false_words"),
            *("deny_strong", "deny_weak", "verify", "unconfirmed", "doubt_verbs", "supposed"),
            *("retract", "retract_weak", "correct", "corrections", "doubt_phrases"),
        )
        self.may_hold = WordTest(
            WORD.findall(word)[0] for name in triggers for word in getattr(topic, name)
        )

    def has(self, token: Token, *names: str) -> bool:
        """Return whether form or lemma of ``token`` stands in one of the lists."""
        form, lemma = token.lower_, token.lemma_.lower()
        return any(form in self.words[name] or lemma in self.words[name] for name in names)


_lexicon = Compiled(_Lexicon)


class _Finding(NamedTuple):
    stance: Stance
    rule: str
    trigger: Token
    carrier: Token | None


Tokens = Sequence[Token]


def find_stance(
    page: Page, ordinal: int, spans: Sequence[Span], packs: Packs
) -> StanceFound | None:
    """Return what the content ``spans`` says of other claims, or None.

    The verbs that govern the content are read too: in "denied responsibility" the content
    is what was denied.
    """
    tokens = tokens_in(page, ordinal, spans)
    head = head_of(tokens)
    if head is None:
        return None
    lexicon = _lexicon(packs)
    governors: list[Token] = []
    token = head
    while token.dep_ in ("ccomp", "xcomp", "dobj", "pobj", "prep") and token.head.i != token.i:
        token = token.head
        governors.append(token)
    for rule in RULES:
        for found in rule(tokens, governors, lexicon):
            about = _about(found.carrier)
            marks = [found.trigger] + ([found.carrier] if found.carrier is not None else [])
            spans_found = tuple(dict.fromkeys(page.span(ordinal, mark) for mark in marks))
            evidence = Evidence(
                field="stance", rule=f"stance.{found.rule}.{about}", spans=spans_found
            )
            return StanceFound(found.stance, evidence, about)
    return None


def might_take_stance(text: str, packs: Packs) -> bool:
    """Return whether ``text`` could speak of other claims; errs on the side of yes."""
    return _lexicon(packs).may_hold(text)


def _about(carrier: Token | None) -> str:
    """Return whether the carrier points back or says itself which claim it means."""
    if carrier is None or carrier.lower_ in PRONOUNS:
        return "previous"
    for child in carrier.children:
        if child.dep_ in ("acl", "relcl", "ccomp") or (
            child.dep_ == "prep" and child.lower_ in ("of", "about", "that", "on", "over")
        ):
            return "named"
    return "previous"


def _verb_of(token: Token) -> Token:
    """Return the verb whose subject ``token`` speaks of."""
    while token.dep_ in TO_VERB and token.head.i != token.i:
        if any(c.dep_ in SUBJECTS for c in token.children):
            break
        token = token.head
    return token


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def _negated(token: Token) -> bool:
    return any(c.lower_ in NEGATORS for c in token.children)


def _false_report(tokens: Tokens, governors: Tokens, lexicon: _Lexicon) -> Iterator[_Finding]:
    """A noun of reporting that is said to be false, or not true."""
    for token in tokens:
        false = lexicon.has(token, "false_words")
        if not false and not lexicon.has(token, "true_words"):
            continue
        if token.dep_ == "amod" or token.dep_ == "compound":
            if false and lexicon.has(token.head, "report_nouns"):
                yield _Finding(Stance.DENIES, "false_label", token, token.head)
            continue
        verb = _verb_of(token)
        negated = _negated(verb) or _negated(token)
        if negated == false:
            continue
        carriers = [_subject(verb)]
        if verb is not token and verb.pos_ == "VERB":
            carriers += [c for c in verb.children if c.dep_ in ("dobj", "nsubj", "ccomp")]
        for carrier in carriers:
            if carrier is None or carrier is token:
                continue
            known = lexicon.has(carrier, "report_nouns", "media_nouns")
            pronoun = carrier.lower_ in PRONOUNS and verb.lemma_ in ("be", "appear", "seem")
            if known or (pronoun and token.dep_ in ("acomp", "attr")):
                open_ = any(c.tag_ == "MD" for c in verb.children)
                stance = Stance.DOUBTS if open_ else Stance.DENIES
                yield _Finding(stance, "false_report", token, carrier)


def _denial(tokens: Tokens, governors: Tokens, lexicon: _Lexicon) -> Iterator[_Finding]:
    """A verb of denial with what it denies."""
    for token in (*tokens, *governors):
        strong = lexicon.has(token, "deny_strong")
        if not strong and not lexicon.has(token, "deny_weak"):
            continue
        if token.pos_ != "VERB" or _negated(token):
            continue
        object_ = next(
            (c for c in token.children if c.dep_ in ("dobj", "nsubjpass", "ccomp", "xcomp")), None
        )
        carrier = next(
            (
                c
                for c in token.subtree
                if c.dep_ in ("dobj", "nsubjpass", "conj")
                and lexicon.has(c, "report_nouns", "denied_nouns")
            ),
            None,
        )
        if carrier is not None:
            yield _Finding(Stance.DENIES, "denial", token, carrier)
        elif strong:
            yield _Finding(Stance.DENIES, "denial", token, object_)


def _no_evidence(tokens: Tokens, governors: Tokens, lexicon: _Lexicon) -> Iterator[_Finding]:
    """A noun of evidence that is said to be missing."""
    for token in tokens:
        evidence = lexicon.has(token, "evidence_nouns", "confirmation_nouns")
        media = lexicon.has(token, "media_nouns")
        report = lexicon.has(token, "report_nouns")
        if token.pos_ not in ("NOUN", "PROPN") or not (evidence or media or report):
            continue
        chain = _conjuncts(token)
        verb = _verb_of(chain[0]) if chain[0].dep_ not in SUBJECTS else chain[0].head
        no = next((c for t in chain for c in t.lefts if lexicon.has(c, "no_words")), None)
        missing = no if no is not None and no.lower_ != "any" else None
        if missing is None and verb.pos_ in ("VERB", "AUX") and _negated(verb):
            missing = next((c for c in verb.children if c.lower_ in NEGATORS), None)
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
        yield _Finding(Stance.NO_EVIDENCE, "no_evidence", token, _named_report(token, lexicon))


def _conjuncts(token: Token) -> list[Token]:
    """Return the nouns coordinated with ``token``, first first ("no photo or video evidence")."""
    chain = [token]
    while chain[0].dep_ == "conj" and chain[0].head.pos_ in ("NOUN", "PROPN"):
        chain.insert(0, chain[0].head)
    return chain


def _has_purpose(token: Token, lexicon: _Lexicon) -> bool:
    return any(lexicon.has(c, "verify") for c in token.subtree) or any(
        lexicon.has(c, "verify") for c in token.head.children
    )


def _named_report(token: Token, lexicon: _Lexicon) -> Token | None:
    """Return the noun of reporting that the evidence is about, where it is named."""
    for near in (token, token.head):
        for other in near.subtree:
            if other is not token and lexicon.has(other, "report_nouns"):
                return other
    return (
        token if any(c.dep_ == "prep" and c.lower_ in ("of", "for") for c in token.rights) else None
    )


def _unverified(tokens: Tokens, governors: Tokens, lexicon: _Lexicon) -> Iterator[_Finding]:
    """Something that could not be verified, or remains unconfirmed."""
    for token in (*tokens, *governors):
        if lexicon.has(token, "verify") and token.pos_ == "VERB":
            above = token.head
            stopped = (
                _negated(token)
                or (_negated(above) and token.dep_ in ("xcomp", "ccomp"))
                or (
                    lexicon.has(above, "unable")
                    and (above.lower_ not in ("able", "possible") or _negated(above.head))
                )
            )
            if stopped:
                carrier = next(
                    (c for c in token.children if c.dep_ in ("dobj", "nsubjpass", "ccomp")), None
                )
                yield _Finding(Stance.NO_EVIDENCE, "unverified", token, carrier)
        elif lexicon.has(token, "unconfirmed") and token.dep_ in ("acomp", "oprd", "attr"):
            carrier = _subject(_verb_of(token))
            if carrier is not None and (
                lexicon.has(carrier, "report_nouns", "figure_nouns", "media_nouns")
                or carrier.lower_ in PRONOUNS
            ):
                yield _Finding(Stance.NO_EVIDENCE, "unverified", token, carrier)


def _doubt(tokens: Tokens, governors: Tokens, lexicon: _Lexicon) -> Iterator[_Finding]:
    """A claim that is questioned, or its victims called supposed ones after a "however"."""
    for match in lexicon.doubt_phrases.find(tokens):
        yield _Finding(Stance.DOUBTS, "doubt", match.first, None)
    for token in tokens:
        if lexicon.has(token, "doubt_verbs") and token.pos_ == "VERB" and not _negated(token):
            carrier = next((c for c in token.children if c.dep_ in ("dobj", "nsubjpass")), None)
            if carrier is not None and lexicon.has(
                carrier, "report_nouns", "figure_nouns", "evidence_nouns", "media_nouns"
            ):
                yield _Finding(Stance.DOUBTS, "doubt", token, carrier)
    contrast = next((t for t in tokens if lexicon.has(t, "contrast")), None)
    if contrast is None:
        return
    for match in lexicon.supposed.find(tokens):
        noun = match.last.head
        if match.last.dep_ in ("amod", "compound") and lexicon.has(
            noun, "doubted_nouns", "report_nouns", "evidence_nouns", "media_nouns"
        ):
            yield _Finding(Stance.DOUBTS, "supposed", match.last, noun)


def _withdrawal(tokens: Tokens, governors: Tokens, lexicon: _Lexicon) -> Iterator[_Finding]:
    """A statement that is taken back or corrected."""
    for token in tokens:
        if lexicon.has(token, "corrections") and token.pos_ in ("NOUN", "VERB"):
            if token.pos_ == "VERB" or token.dep_ == "ROOT":
                yield _Finding(Stance.CORRECTS, "correction", token, None)
            continue
        strong = lexicon.has(token, "retract")
        if token.pos_ != "VERB" or _negated(token):
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
        if strong or lexicon.has(token, "retract_weak"):
            yield _Finding(Stance.RETRACTS, "retraction", token, carrier)
        elif lexicon.has(token, "correct"):
            yield _Finding(Stance.CORRECTS, "correction", token, carrier)


Rule = Callable[[Tokens, Tokens, _Lexicon], Iterator[_Finding]]
# In the order of strength: the first that finds something speaks.
RULES: tuple[Rule, ...] = (_withdrawal, _false_report, _denial, _no_evidence, _unverified, _doubt)

__all__ = ["StanceFound", "Stances", "find_stance", "might_take_stance"]
