"""Verdicts: the words of a sentence that say of a noun of reporting that it is not so.

A verb of denial with the noun as what it denies ("dismissed the report that …", "scoffed at
claims that …"), or falsity said of it: "the report that … was a lie", "called the claim that …
fabricated", "described as untrue the report that …".
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from spacy.tokens import Token

from provenance.extract.lookup import Marked

# What stands behind a noun and says which claim, deed or figure it means.
CLAUSES = frozenset({"acl", "relcl", "ccomp"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Relations of what a verb is said to be or to be called.
PREDICATES = frozenset({"acomp", "attr", "oprd", "xcomp"})
# Relations by which a parse hangs on a word of falsity what it is said of.
_HUNG = frozenset({"dobj", "appos", "nmod", "npadvmod", "pobj", "dep"})
# Words that may stand before the word of falsity in its phrase: "as a complete fabrication".
_BEFORE = frozenset({"DT", "JJ", "JJR", "RB", "NN", "VBN", "PRP$", "``", "''", '"', ":"})
_QUOTES = frozenset({'"', "“", "”", "''", "``", "‘", "’", "'"})


def verdict_on(carrier: Token, lexicon: Marked) -> Token | None:
    """Return the word that says that what ``carrier`` reports is not so, or None.

    The carrier is a noun of reporting, or the "it" of "it is untrue that …".  Whether the word is
    negated itself is for the caller to ask.
    """
    return next(_verdicts(carrier, lexicon), None)


def verb_over(carrier: Token, lexicon: Marked) -> Token | None:
    """Return the verb whose subject, object or object behind "as" or "at" the carrier is.

    "Dismissed as lies and fiction the report that …": the parse may hang the report on the lies.
    """
    while (
        carrier.head.i < carrier.i
        and carrier.dep_ in _HUNG
        and carrier.head.pos_ not in ("VERB", "AUX")
        and lexicon.has(carrier.head, "false_words")
    ):
        carrier = carrier.head
        while carrier.dep_ == "conj" and lexicon.has(carrier.head, "false_words"):
            carrier = carrier.head
    above = carrier.head
    if carrier.dep_ == "pobj" and above.lower_ in ("as", "at"):
        above = above.head
    elif carrier.dep_ not in ("dobj", "oprd", *SUBJECTS):
        return None
    return above if above.pos_ in ("VERB", "AUX") and above.i != carrier.i else None


def names_claim(carrier: Token, naming: Set[str]) -> bool:
    """Say whether a noun of reporting says itself which claim it means.

    ``naming`` are the prepositions between such a noun and what it reports.
    """
    if any(
        child.dep_ in CLAUSES or (child.dep_ == "prep" and child.lower_ in naming)
        for child in carrier.children
    ):
        return True
    # "Denounced as fake the claims that …": the parse hangs the clause on the verb.
    edge = carrier.right_edge.i + 1
    return edge < len(carrier.doc) and _opens_clause(carrier.doc[edge])


def _opens_clause(token: Token) -> bool:
    return bool(token.lower_ == "that" and token.dep_ == "mark")


def _verdicts(carrier: Token, lexicon: Marked) -> Iterator[Token]:
    verb = verb_over(carrier, lexicon)
    if verb is None:
        return
    behind = carrier.i > verb.i
    if behind or carrier.dep_ == "nsubjpass":
        if carrier.lower_ != "it" and _denies(verb, lexicon):
            yield verb
        if lexicon.has(verb, "judge", "judge_as"):
            yield from _judged(verb, carrier, lexicon)
    if not behind:
        for child in verb.rights:
            if child.dep_ in PREDICATES:
                yield from _false_in(child, lexicon)


def _denies(verb: Token, lexicon: Marked) -> bool:
    if lexicon.has(verb, "deny_strong", "deny_weak"):
        return True
    return lexicon.has(verb, "deny_with") and any(
        lexicon.has(child, "deny_particles") for child in verb.rights
    )


def _judged(verb: Token, carrier: Token, lexicon: Marked) -> Iterator[Token]:
    """Yield the word of falsity that a verb of calling gives the carrier."""
    plain = lexicon.has(verb, "judge")
    for child in verb.rights:
        if child.dep_ in PREDICATES and child.i != carrier.i and plain:
            yield from _false_in(child, lexicon)
        elif child.lower_ == "as":
            for named in child.children:
                if named.i != carrier.i:
                    yield from _false_in(named, lexicon)
    # "Described as untrue the report that …": the parse may hang all of it on "as".
    for at in range(verb.i + 1, carrier.i):
        word = verb.doc[at]
        if lexicon.has(word, "false_words") and (plain or _as_before(word, verb.i)):
            yield word
    # "Called the claim that 20 had given up a lie": the parse hangs the lie on what they did.
    last = _last_word(carrier)
    named = _as_before(last, carrier.i) or (plain and not _is_called(verb, carrier))
    if named and last.i > carrier.i and lexicon.has(last, "false_words"):
        yield last


def _false_in(token: Token, lexicon: Marked) -> Iterator[Token]:
    """Yield the word of falsity a predicate is, or is joined to, where nothing negates it there."""
    for word in (token, *token.conjuncts, *(c for c in token.children if c.dep_ == "acomp")):
        not_true = lexicon.has(word, "true_words") and any(c.dep_ == "neg" for c in word.children)
        if not_true or lexicon.has(word, "false_words"):
            yield word


def _as_before(word: Token, first: int) -> bool:
    """Say whether the phrase of ``word`` is opened by "as" behind the token ``first``."""
    at = word.i - 1
    while at > first and word.doc[at].tag_ in _BEFORE and word.doc[at].lower_ != "as":
        at -= 1
    return at > first and bool(word.doc[at].lower_ == "as")


def _last_word(carrier: Token) -> Token:
    doc, at = carrier.doc, carrier.right_edge.i
    while at > carrier.i and (doc[at].is_punct or doc[at].text in _QUOTES):
        at -= 1
    return doc[at]


def _is_called(verb: Token, carrier: Token) -> bool:
    """Say whether the verb has what the carrier is called, so that it has no other name."""
    return any(c.dep_ in PREDICATES and c.i > carrier.i for c in verb.rights)


__all__ = ["CLAUSES", "PREDICATES", "SUBJECTS", "names_claim", "verb_over", "verdict_on"]
