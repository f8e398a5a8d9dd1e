"""Modality: is a statement affirmed or negated, and how is it put forward.

What counts is the predicate that the statement stands or falls by (its head, and what
governs that inside the sentence).  A negation or hedge in a subordinate phrase leaves the
statement as it is; a hedge on who did it is kept as evidence (field ``hedge_who``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc, Token

from provenance.extract.lookup import (
    Compiled,
    Marked,
    Marks,
    Phrasebook,
    Words,
    head_of,
    tokens_in,
    words_of,
)
from provenance.extract.page import Page
from provenance.packs import Packs, Topic
from provenance.records import Evidence, Modality, Polarity, Span

# Relations by which the governor of a predicate lends it its modality.
SPINE_UP = frozenset({"xcomp", "ccomp", "acl", "csubj", "csubjpass", "pcomp", "parataxis"})
# Relations by which a predicate hands on to the one that carries the news.
SPINE_DOWN = frozenset({"xcomp"})
COMPLEMENTS = frozenset({"xcomp", "ccomp", "oprd", "acomp", "attr"})
# Verbs that only carry the next one.
HANDING_ON = frozenset({"be", "go", "have", "begin", "start", "continue"})
# "Even if", "as if": no condition.
CONCESSIVE = frozenset({"even", "as"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "dative"})


class Hedges(Topic):
    """The topic ``hedges``: words of doubt, of the future and of negation."""

    adverbs: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    raising: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    weak_passives: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    weak_modals: tuple[str, ...] = ()
    report_nouns: tuple[str, ...] = ()
    report_adjectives: tuple[str, ...] = ()
    doubt_nouns: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    condition_phrases: tuple[str, ...] = ()
    future_modals: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    prospects: tuple[str, ...] = ()
    evidence_nouns: tuple[str, ...] = ()
    confirming_adjectives: tuple[str, ...] = ()
    negators: tuple[str, ...] = ()
    negative_subjects: tuple[str, ...] = ()
    negative_determiners: tuple[str, ...] = ()
    negation_idioms: tuple[str, ...] = ()
    implicatives: tuple[str, ...] = ()


class _Lexicon:
    def __init__(self, packs: Packs) -> None:
        hedges = packs.topic("hedges", Hedges)
        self.marks = Marks({name: getattr(hedges, name) for name in Hedges.model_fields})
        self.condition_phrases = Phrasebook((p, p) for p in hedges.condition_phrases)
        self.negation_idioms = Phrasebook((p, p) for p in hedges.negation_idioms)


_lexicon = Compiled(_Lexicon)


@dataclass(frozen=True, slots=True)
class Modal:
    """Polarity and modality of one statement, and what shows them."""

    polarity: Polarity
    modality: Modality
    evidence: tuple[Evidence, ...] = ()


class _Finding(NamedTuple):
    rule: str
    first: Token
    last: Token


class _Reading(NamedTuple):
    """One statement laid open: its head, what hangs on it and what governs it."""

    doc: Doc
    words: Words
    tokens: Sequence[Token]
    inside: frozenset[int]
    core: tuple[Token, ...]
    governors: tuple[Token, ...]
    lexicon: Marked
    vocabulary: _Lexicon

    @property
    def spine(self) -> tuple[Token, ...]:
        """The predicates whose modality is that of the statement."""
        return self.core + self.governors


def read_modality(page: Page, ordinal: int, spans: Sequence[Span], packs: Packs) -> Modal:
    """Return polarity and modality of the statement whose content is ``spans``.

    Asserted and affirmed, without evidence, where the sentence has no parse.
    """
    plain = Modal(Polarity.AFFIRMED, Modality.ASSERTED)
    doc = page.parses[ordinal]
    if doc is None:
        return plain
    vocabulary = _lexicon(packs)
    words = words_of(doc)
    lexicon = vocabulary.marks.read(words)
    sentence = page.sentences[ordinal]
    if not lexicon.lists and page.text.find("?", sentence.start, sentence.end) < 0:
        return plain
    tokens = tokens_in(page, ordinal, spans, words)
    head = head_of(tokens)
    if head is None:
        return plain
    inside = frozenset(t.i for t in tokens)
    reading = _Reading(
        doc,
        words,
        tokens,
        inside,
        tuple(_core(head, lexicon)),
        tuple(_governors(head)),
        lexicon,
        vocabulary,
    )
    evidence: list[Evidence] = []

    def keep(field: str, finding: _Finding) -> None:
        span = page.span(ordinal, finding.first, finding.last)
        evidence.append(Evidence(field=field, rule=finding.rule, spans=(span,)))

    negations = list(_negations(reading))
    for finding in negations:
        keep("polarity", finding)
    polarity = Polarity.NEGATED if len(negations) % 2 else Polarity.AFFIRMED
    modality = Modality.ASSERTED
    used = None
    for value, find in READERS:
        used = next(find(reading), None)
        if used is not None:
            modality = value
            keep("modality", used)
            break
    for finding in _side_hedges(reading):
        if used is None or finding.first.i != used.first.i:
            keep("hedge_who", finding)
    return Modal(polarity, modality, tuple(evidence))


def _core(head: Token, lexicon: Marked) -> Iterator[Token]:
    """Yield the head and the predicates that it hands on to ("appears to have died")."""
    token: Token | None = head
    while token is not None:
        yield token
        if not (
            token.lemma_ in HANDING_ON
            or any(lexicon.has(token, name) for name in ("raising", "passives", "prospects"))
            or any(lexicon.has(token, name) for name in ("plans", "weak_passives", "implicatives"))
        ):
            return
        token = next((c for c in token.rights if c.dep_ in SPINE_DOWN), None)


def _governors(head: Token) -> Iterator[Token]:
    """Yield what the head depends on in a line of complements, inner first."""
    token = head
    relations = SPINE_UP | {"dobj"}
    while token.dep_ in relations and token.head.i != token.i:
        token = token.head
        yield token
        relations = SPINE_UP


def _negations(reading: _Reading) -> Iterator[_Finding]:
    """Yield the words that negate the predicate or empty one of its arguments."""
    lexicon = reading.lexicon
    if not lexicon.any("negators", "negative_subjects", "negative_determiners", "implicatives"):
        return
    idle = {
        place
        for match in reading.vocabulary.negation_idioms.find(reading.words)
        for place in range(match.first, match.last + 1)
    }
    head = reading.core[0]
    for token in reading.core:
        for child in token.children:
            if child.i in idle:
                continue
            if lexicon.has(child, "negators") and child.dep_ not in ("cc", "preconj"):
                yield _Finding("negation.word", child, child)
            elif child.dep_ in ARGUMENTS:
                yield from _empty(child, idle, lexicon)
    if head.pos_ in ("NOUN", "PROPN"):
        yield from _empty(head, idle, lexicon)
    for token in reading.core[:-1]:
        if lexicon.has(token, "implicatives"):
            yield _Finding("negation.implicative", token, token)
    for token in reading.governors:
        if lexicon.has(token, "implicatives") and token.pos_ != "NOUN":
            yield _Finding("negation.implicative", token, token)
            for child in token.children:
                if lexicon.has(child, "negators") and child.i not in idle:
                    yield _Finding("negation.word", child, child)


def _empty(noun: Token, idle: set[int], lexicon: Marked) -> Iterator[_Finding]:
    """Yield the determiner or pronoun that makes an argument empty ("no civilians")."""
    if lexicon.has(noun, "evidence_nouns") or (
        lexicon.has(noun, "report_nouns")
        and any(lexicon.has(c, "confirming_adjectives") for c in noun.lefts)
    ):
        # Missing evidence is a stance towards a claim, not the denial of a happening.
        return
    if lexicon.has(noun, "negative_subjects") and noun.i not in idle:
        yield _Finding("negation.pronoun", noun, noun)
        return
    for child in noun.lefts:
        if (
            child.dep_ in ("det", "nummod", "neg")
            and lexicon.has(child, "negative_determiners")
            and child.i not in idle
        ):
            yield _Finding("negation.determiner", child, noun)
            return


def _question(reading: _Reading) -> Iterator[_Finding]:
    """Yield the question mark that ends the statement."""
    end = reading.tokens[-1].i
    for token in reading.doc[max(0, end - 2) : end + 3]:
        if token.text == "?":
            yield _Finding("question.mark", token, token)
            return


def _condition(reading: _Reading) -> Iterator[_Finding]:
    """Yield the word that makes the statement hang on another, or be such a condition."""
    lexicon = reading.lexicon
    for token in reading.core:
        clauses = [c for c in token.children if c.dep_ == "advcl"]
        for clause in (*clauses, *((token,) if token.dep_ != "advcl" else ())):
            for child in clause.lefts:
                if child.dep_ == "mark" and lexicon.has(child, "conditions"):
                    before = reading.doc[child.i - 1].lower_ if child.i else ""
                    if before not in CONCESSIVE:
                        yield _Finding("condition.clause", child, child)
    core = {t.i for t in reading.core}
    for match in reading.vocabulary.condition_phrases.find(reading.words, sorted(reading.inside)):
        first, last = reading.doc[match.first], reading.doc[match.last]
        if first.head.i in core:
            yield _Finding("condition.phrase", first, last)


def _plan(reading: _Reading) -> Iterator[_Finding]:
    """Yield what puts the statement into the future or among intentions."""
    lexicon = reading.lexicon
    for token in reading.core:
        for child in token.lefts:
            if child.dep_ == "aux" and lexicon.has(child, "future_modals"):
                yield _Finding("plan.modal", child, child)
    for place, token in enumerate(reading.spine):
        governs = place >= len(reading.core)
        infinitive = next((c for c in token.rights if _to_infinitive(c)), None)
        if token.lemma_ == "go" and token.tag_ == "VBG" and infinitive is not None:
            yield _Finding("plan.going_to", token, infinitive)
        if (
            lexicon.has(token, "plans")
            and token.pos_ in ("VERB", "NOUN")
            and (infinitive is not None or (governs and token.pos_ == "VERB"))
        ):
            yield _Finding("plan.intention", token, token)
        for adjective in (token, *(c for c in token.rights if c.dep_ in ("acomp", "oprd"))):
            target = next((c for c in adjective.rights if _to_infinitive(c)), None)
            if lexicon.has(adjective, "prospects") and target is not None:
                yield _Finding("plan.prospect", adjective, adjective)
        if (
            token.lemma_ == "be"
            and token.lower_ not in ("be", "been")
            and infinitive is not None
            and infinitive.dep_ == "xcomp"
            and not any(c.dep_ in ("attr", "acomp") for c in token.children)
        ):
            yield _Finding("plan.be_to", token, token)


def _to_infinitive(token: Token) -> bool:
    """Return whether the token is an infinitive with "to" that looks ahead (no perfect)."""
    if token.tag_ != "VB" or token.dep_ not in ("xcomp", "advcl", "ccomp", "acl"):
        return False
    marks = {c.lower_ for c in token.lefts if c.dep_ in ("aux", "auxpass")}
    return "to" in marks and "have" not in marks


def _hedge(reading: _Reading) -> Iterator[_Finding]:
    """Yield the words that hedge the predicate itself."""
    lexicon = reading.lexicon
    for token in reading.core:
        for child in token.children:
            if child.dep_ in ("advmod", "amod", "npadvmod") and lexicon.has(child, "adverbs"):
                if _on_predicate(child, token, reading.doc):
                    yield _Finding("hedge.adverb", child, child)
            elif child.dep_ == "aux" and _leaves_open(child, token, lexicon):
                yield _Finding("hedge.modal", child, child)
            elif child.dep_ in ("acomp", "oprd") and lexicon.has(child, "adjectives"):
                yield _Finding("hedge.adjective", child, child)
            elif child.dep_ == "attr" and lexicon.has(child, "doubt_nouns"):
                yield _Finding("hedge.noun", child, child)
    for place, token in enumerate(reading.spine):
        governs = place >= len(reading.core)
        yield from _hedging_verb(token, governs, lexicon)
        if governs and lexicon.has(token, "doubt_nouns"):
            yield _Finding("hedge.noun", token, token)
    yield from _doubtful_reports(reading)
    head = reading.core[0]
    if head.pos_ in ("NOUN", "PROPN") and not any(t.pos_ == "VERB" for t in reading.tokens):
        for child in head.lefts:
            if child.dep_ == "amod" and lexicon.has(child, "adjectives"):
                yield _Finding("hedge.adjective", child, child)


def _on_predicate(adverb: Token, predicate: Token, doc: Doc) -> bool:
    """Return whether an adverb speaks of its verb, not of the phrase after it ("allegedly by")."""
    if adverb.i < predicate.i or predicate.lemma_ == "be":
        return True
    after = doc[adverb.i + 1] if adverb.i + 1 < len(doc) else None
    return after is None or after.is_punct or after.pos_ not in ("ADP", "NUM", "DET", "NOUN")


def _leaves_open(aux: Token, verb: Token, lexicon: Marked) -> bool:
    """Return whether a modal hedges: "may have", "could be lethal"; not "could not be reached"."""
    if lexicon.has(aux, "modals"):
        # "Since 21 May": a month that the parser took for the verb.
        return bool(aux.tag_ == "MD" and not (aux.i and aux.nbor(-1).is_digit))
    if not lexicon.has(aux, "weak_modals") or any(
        lexicon.has(c, "negators") for c in verb.children
    ):
        return False
    return verb.lemma_ in ("be", "become", "mean") or any(
        c.lemma_ == "have" and c.dep_ == "aux" for c in verb.lefts
    )


def _hedging_verb(token: Token, governs: bool, lexicon: Marked) -> Iterator[_Finding]:
    """Yield a verb of appearance, or of belief in the passive, that governs a predicate."""
    complements = [c for c in token.rights if c.dep_ in COMPLEMENTS]
    if lexicon.has(token, "raising") and (complements or governs):
        yield _Finding("hedge.appearance", token, token)
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
            yield _Finding("hedge.passive", token, token)
    elif governs and lexicon.has(token, "doubts"):
        yield _Finding("hedge.belief", token, token)


def _doubtful_reports(reading: _Reading) -> Iterator[_Finding]:
    """Yield "unconfirmed reports" outside the content where the content hangs on them."""
    lexicon = reading.lexicon
    spine = {t.i for t in reading.spine}
    if not lexicon.any("report_adjectives"):
        return
    for place in sorted(lexicon.lists):
        token = reading.doc[place]
        if token.i in reading.inside or not lexicon.has(token, "report_nouns"):
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
            yield _Finding("hedge.report", adjective, token)


def _side_hedges(reading: _Reading) -> Iterator[_Finding]:
    """Yield the hedges inside the content that are not on its predicate: who, how, which."""
    lexicon = reading.lexicon
    core = {t.i for t in reading.core}
    for token in reading.tokens:
        if token.dep_ in ("amod", "compound") and lexicon.has(token, "adjectives"):
            yield _Finding("hedge_who.adjective", token, token)
        elif token.dep_ == "advmod" and lexicon.has(token, "adverbs"):
            if token.head.i not in core or not _on_predicate(token, token.head, reading.doc):
                yield _Finding("hedge_who.adverb", token, token)
        elif token.i not in core and token.dep_ in ("acl", "relcl", "ccomp", "pcomp"):
            for finding in _hedging_verb(token, False, lexicon):
                yield _Finding("hedge_who.clause", finding.first, finding.last)


Finder = Callable[[_Reading], Iterator[_Finding]]
# In the order of strength: what asks or supposes does not assert, however it is hedged.
READERS: tuple[tuple[Modality, Finder], ...] = (
    (Modality.QUESTION, _question),
    (Modality.CONDITIONAL, _condition),
    (Modality.PLANNED, _plan),
    (Modality.HEDGED, _hedge),
)

__all__ = ["Hedges", "Modal", "read_modality"]
