"""Modality: is a statement affirmed or negated, and how is it put forward.

What counts is the predicate that the statement stands or falls by (its head, and what
governs that inside the sentence).  A negation or hedge in a subordinate phrase leaves the
statement as it is; a hedge on who did it is kept as evidence (field ``hedge_who``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from provenance.extract.hedging import hedges, side_hedges
from provenance.extract.lookup import head_of, places_in, tokens_in, words_of
from provenance.extract.negation import denied_report, negations
from provenance.extract.page import Page
from provenance.extract.predication import (
    Finding,
    Hedges,
    Predication,
    core_of,
    governors_of,
    lexicon_of,
)
from provenance.extract.stancewords import VERDICTS
from provenance.extract.stancewords import lexicon_of as stances_of
from provenance.extract.withheld import withheld
from provenance.packs import Packs
from provenance.records import Evidence, Modality, Polarity, Span

# "Even if", "as if": no condition.


@dataclass(frozen=True, slots=True)
class Modal:
    """Polarity and modality of one statement, and what shows them."""

    polarity: Polarity
    modality: Modality
    evidence: tuple[Evidence, ...] = ()


def read_modality(
    page: Page, ordinal: int, spans: Sequence[Span], packs: Packs, cue: Sequence[Span] = ()
) -> Modal:
    """Return polarity and modality of the statement whose content is ``spans``.

    ``cue`` are the words that attribute it: who "denied reports that …" says that it is not so.

    Asserted and affirmed, without evidence, where the sentence has no parse.
    """
    plain = Modal(Polarity.AFFIRMED, Modality.ASSERTED)
    doc = page.parses[ordinal]
    if doc is None:
        return plain
    vocabulary = lexicon_of(packs)
    words = words_of(doc)
    lexicon = vocabulary.marks.read(words)
    sentence = page.sentences[ordinal]
    stances = stances_of(packs)
    verdicts = stances.marks.read(words)
    judged = verdicts.any(*VERDICTS)
    if (
        not (lexicon.lists or verdicts.lists)
        and page.text.find("?", sentence.start, sentence.end) < 0
    ):
        return plain
    tokens = tokens_in(page, ordinal, spans, words)
    head = head_of(tokens)
    if head is None:
        return plain
    inside = frozenset(t.i for t in tokens)
    reading = Predication(
        doc,
        words,
        tokens,
        inside,
        tuple(core_of(head, lexicon, vocabulary.small)),
        tuple(governors_of(head)),
        lexicon,
        vocabulary,
    )
    evidence: list[Evidence] = []

    def keep(field: str, finding: Finding) -> None:
        span = page.span(ordinal, finding.first, finding.last)
        evidence.append(Evidence(field=field, rule=finding.rule, spans=(span,)))

    found = list(negations(reading))
    attributing = set(places_in(page, ordinal, cue, words))
    if judged:
        found += denied_report(reading, attributing, verdicts, stances.small.naming)
    left_open = withheld(reading, attributing, verdicts, stances.small)
    if left_open is not None:
        found = [finding for finding in found if left_open.spares(finding)]
    # A word negates once, by whatever rule it is found.
    denied = {finding.first.i: finding for finding in reversed(found)}
    for finding in reversed(denied.values()):
        keep("polarity", finding)
    polarity = Polarity.NEGATED if len(denied) % 2 else Polarity.AFFIRMED
    modality = Modality.ASSERTED
    used = None
    for value, find in READERS:
        if left_open is not None and value is Modality.QUESTION:
            used = left_open.finding
        else:
            used = next(find(reading), None)
        if used is not None:
            modality = value
            keep("modality", used)
            break
    for finding in side_hedges(reading):
        if used is None or finding.first.i != used.first.i:
            keep("hedge_who", finding)
    return Modal(polarity, modality, tuple(evidence))


def _question(reading: Predication) -> Iterator[Finding]:
    """Yield the question mark that ends the statement."""
    end = reading.tokens[-1].i
    for token in reading.doc[max(0, end - 2) : end + 3]:
        if token.text == "?":
            yield Finding("question.mark", token, token)
            return


def _condition(reading: Predication) -> Iterator[Finding]:
    """Yield the word that makes the statement hang on another, or be such a condition."""
    lexicon = reading.lexicon
    for token in reading.core:
        clauses = [c for c in token.children if c.dep_ == "advcl"]
        for clause in (*clauses, *((token,) if token.dep_ != "advcl" else ())):
            for child in clause.lefts:
                if child.dep_ == "mark" and lexicon.has(child, "conditions"):
                    before = reading.doc[child.i - 1].lower_ if child.i else ""
                    if before not in reading.vocabulary.small.concessive:
                        yield Finding("condition.clause", child, child)
    core = {t.i for t in reading.core}
    for match in reading.vocabulary.condition_phrases.find(reading.words, sorted(reading.inside)):
        first, last = reading.doc[match.first], reading.doc[match.last]
        if first.head.i in core:
            yield Finding("condition.phrase", first, last)


def _plan(reading: Predication) -> Iterator[Finding]:
    """Yield what puts the statement into the future or among intentions."""
    lexicon = reading.lexicon
    for token in reading.core:
        for child in token.lefts:
            if child.dep_ == "aux" and lexicon.has(child, "future_modals"):
                yield Finding("plan.modal", child, child)
    for place, token in enumerate(reading.spine):
        governs = place >= len(reading.core)
        infinitive = next((c for c in token.rights if _to_infinitive(c)), None)
        if token.lemma_ == "go" and token.tag_ == "VBG" and infinitive is not None:
            yield Finding("plan.going_to", token, infinitive)
        if (
            lexicon.has(token, "plans")
            and token.pos_ in ("VERB", "NOUN")
            and (infinitive is not None or (governs and token.pos_ == "VERB"))
        ):
            yield Finding("plan.intention", token, token)
        for adjective in (token, *(c for c in token.rights if c.dep_ in ("acomp", "oprd"))):
            target = next((c for c in adjective.rights if _to_infinitive(c)), None)
            if lexicon.has(adjective, "prospects") and target is not None:
                yield Finding("plan.prospect", adjective, adjective)
        if (
            token.lemma_ == "be"
            and token.lower_ not in ("be", "been")
            and infinitive is not None
            and infinitive.dep_ == "xcomp"
            and not any(c.dep_ in ("attr", "acomp") for c in token.children)
        ):
            yield Finding("plan.be_to", token, token)


def _to_infinitive(token: Token) -> bool:
    """Return whether the token is an infinitive with "to" that looks ahead (no perfect)."""
    if token.tag_ != "VB" or token.dep_ not in ("xcomp", "advcl", "ccomp", "acl"):
        return False
    marks = {c.lower_ for c in token.lefts if c.dep_ in ("aux", "auxpass")}
    return "to" in marks and "have" not in marks


Finder = Callable[[Predication], Iterator[Finding]]
# In the order of strength: what asks or supposes does not assert, however it is hedged.
READERS: tuple[tuple[Modality, Finder], ...] = (
    (Modality.QUESTION, _question),
    (Modality.CONDITIONAL, _condition),
    (Modality.PLANNED, _plan),
    (Modality.HEDGED, hedges),
)

__all__ = ["Hedges", "Modal", "read_modality"]
