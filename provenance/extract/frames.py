"""Frames: how a word that may attribute takes its content and its source in a parse.

A frame is one reading of one word of one sentence: the verb with its clause, its
infinitive, its object, its prepositional object; the noun with its that-clause; the
adjective with its complement.  Frames say nothing about whether the word does attribute:
the lexicon decides that by word and frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from provenance.extract.cues import Cues
from provenance.extract.subjects import (
    NOMINAL,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    agent_of,
    is_passive,
    quoted_by,
    subject_of,
    subtree,
)
from provenance.extract.tags import FINITE

CLAUSES = frozenset({"ccomp", "parataxis"})
# Marks that end what is quoted, and may hang on the verb.
QUOTES = frozenset({'"', "”", "’’", "''"})
# What may go on behind an object or clause and still belong to what is said of it.
TAILS = frozenset({"prep", "advcl", "agent", "dative", "oprd", "xcomp", "acl", "relcl"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One reading of a word: where its content and its source stand.

    ``content`` are token indices in order; ``source`` is the head of the source's noun
    phrase, None when nobody is named.
    """

    word: Token
    kind: str
    content: tuple[int, ...]
    source: Token | None
    preposition: Token | None = None
    passive: bool = False


def frames(word: Token, cues: Cues) -> Iterator[Frame]:
    """Yield the readings of ``word``."""
    if word.pos_ in ("VERB", "AUX"):
        yield from verb_frames(word, cues)
    elif word.pos_ in ("NOUN", "PROPN"):
        yield from noun_frames(word, cues)
    elif word.pos_ == "ADJ":
        yield from adjective_frames(word, cues)


def verb_frames(verb: Token, cues: Cues) -> Iterator[Frame]:
    """Yield the readings of a verb."""
    passive = is_passive(verb)
    children = list(verb.children)
    if passive:
        yield from _passive_frames(verb, children, cues)
        return
    source = subject_of(verb, cues)
    objects = [c for c in children if c.dep_ == "dobj"]
    if source is not None and quoted_by(verb, cues) is not None:
        # "Six had died, the minister was quoted as saying": what was said stands before.
        for child in verb.head.head.lefts:
            if child.dep_ in CLAUSES and child.right_edge.i < source.i:
                yield Frame(verb, "clause", tuple(sorted(subtree(child))), source)
    for child in children:
        if _is_sentence_beside(verb, child):
            continue
        if child.dep_ == "oprd" and objects:
            # "called the plan a gamble": what is called, and what it is called.
            both = subtree(child).union(*(subtree(c) for c in objects))
            yield Frame(verb, "predicate", _tail(verb, both), source)
            continue
        if child.dep_ in ("xcomp", "oprd", "acomp") and source:
            both = subtree(child) | _thin(source, verb)
            yield Frame(verb, "raising", tuple(sorted(both)), None)
        kind = _clause_kind(child, cues)
        if child.dep_ == "conj" and (joined := _joined_that(verb, child)):
            yield Frame(verb, "clause", joined, source)
        if child.dep_ == "advcl" and (told := _told(verb, child)):
            yield Frame(verb, "clause", told, source)
        if child.dep_ == "dobj" and child.i > verb.i and _has_finite(child):
            yield Frame(verb, "clause", _tail(verb, subtree(child)), source)
        astray = _astray(child) if child.i > verb.i else None
        if astray is not None:
            yield Frame(verb, "clause", _tail(verb, subtree(astray)), source)
        if kind is not None:
            yield Frame(verb, kind, _tail(verb, subtree(child)), source)
        elif (
            child.dep_ in ("dobj", "attr", "oprd", "acomp") and child.i > verb.i
        ) or child.dep_ == "dobj":
            kind = "object" if child.dep_ in ("dobj", "dative") else "predicate"
            yield Frame(verb, kind, _tail(verb, subtree(child)), source)
        elif child.dep_ in ("prep", "prt", "dative") and child.i > verb.i:
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    content = _tail(verb, subtree(inner))
                    yield Frame(verb, f"prep:{child.lower_}", content, source, child)


def _is_sentence_beside(verb: Token, child: Token) -> bool:
    """Say whether a semicolon or colon parts a clause from the verb: it is a sentence of its own.

    "The mayor reported three dead; a nurse said …", "Troops fired: a group has counted five":
    the parse makes it what the nurse or the group said.
    """
    if child.dep_ not in CLAUSES:
        return False
    doc = verb.doc
    if child.i > verb.i:
        first = child.left_edge.i
        return doc[first - 1].text == ";" and any(c.dep_ in SUBJECTS for c in child.lefts)
    end = child.right_edge.i
    if doc[end].text != ":":
        end += 1
    if end >= verb.i or doc[end + 1].is_punct:
        return False
    if doc[end].text == ":":
        return any(c.dep_ in SUBJECTS and end < c.i < verb.i for c in verb.lefts)
    return bool(doc[end].text == ";")


def _joined_that(verb: Token, clause: Token) -> tuple[int, ...]:
    """Return what "says more arrive and that two died" says, its second half hung on the verb."""
    opened = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts)
    if not opened or any(c.dep_ in CLAUSES and c.i > verb.i for c in verb.children):
        return ()
    return tuple(range(verb.i + 1, clause.right_edge.i + 1))


def _told(verb: Token, clause: Token) -> tuple[int, ...]:
    """Return what "told the agency by phone they had seen …" tells, taken for an adverbial.

    Nothing where a word opens the clause as one ("when they came"), or the verb has another.
    """
    subject = next((c for c in clause.lefts if c.dep_ in (*SUBJECTS, *PASSIVE_SUBJECTS)), None)
    finite = clause.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.tag_ in FINITE for c in clause.lefts if c.dep_ in ("aux", "auxpass")
    )
    opened = any(c.dep_ == "mark" or c.tag_ == "WRB" for c in clause.lefts)
    if subject is None or not finite or opened or any(c.dep_ in CLAUSES for c in verb.children):
        return ()
    # Before the verb ("shells fell, the mayor said") all of it; behind, what comes first is
    # how it was told.
    first = subject.left_edge.i if clause.i > verb.i else 0
    return tuple(i for i in sorted(subtree(clause)) if i >= first)


def _has_finite(noun: Token) -> bool:
    """Say whether an object is the subject of a clause: "said on Tuesday a raid killed five"."""
    return any(
        c.dep_ in ("acl", "relcl")
        and c.tag_ in ("VBD", "VBZ", "VBP")
        and not any(w.tag_ in ("WP", "WDT", "WRB", "WP$") for w in c.subtree if w.i < c.i)
        and not any(w.dep_ in SUBJECTS or w.lower_ == "that" for w in c.lefts)
        for c in noun.rights
    )


def _astray(child: Token) -> Token | None:
    """Return the that-clause that the parse hangs on a noun behind the verb.

    "said in a statement that …", "told the agency that …": the clause is the verb's.  Who "found
    no evidence that …" does not say it.
    """
    if any(c.lower_ == "no" for c in child.lefts):
        return None
    nouns = [child] if child.dep_ in ("dobj", "dative") else []
    if child.dep_ == "xcomp" and child.pos_ in ("ADJ", "NOUN", "PROPN"):
        # "confirmed to the agency that …", the agency taken for a complement
        nouns = [child]
    if child.dep_ == "prep":
        nouns = [c for c in child.children if c.dep_ == "pobj"]
    # "a meeting of miners that …": hung on the last of them
    nouns += [p for n in nouns for c in n.rights if c.dep_ == "prep" for p in c.rights]
    for noun in nouns:
        for clause in noun.rights:
            verbal = clause.dep_ in ("acl", "ccomp", "relcl") and clause.pos_ in ("VERB", "AUX")
            if verbal and _opens_with_that(clause):
                return clause
    return None


def _opens_with_that(clause: Token) -> bool:
    """Say whether "that" only opens a clause, and stands for nothing in it."""
    first = clause.left_edge
    if first.lower_ != "that":
        return False
    # Tagged as a relative, it is one where the clause has no subject of its own besides.
    subjects = (*SUBJECTS, *PASSIVE_SUBJECTS)
    own = any(c.dep_ in subjects and c.i != first.i for c in clause.lefts)
    return first.tag_ == "IN" or (first.dep_ in ("mark", "advmod") and own)


def _clause_kind(child: Token, cues: Cues) -> str | None:
    """Return the frame of a clausal complement."""
    if child.dep_ in CLAUSES:
        marks = [c.lower_ for c in child.children if c.dep_ == "mark"]
        # "said that after the battle …": the first of two marks is the clause's.
        if marks and marks[0] in cues.asides:
            return None
        if child.dep_ == "parataxis" and child.pos_ not in ("VERB", "AUX"):
            return None
        if any(c.tag_ == "TO" and c.dep_ == "aux" for c in child.children):
            return "infinitive"
        if marks and marks[0] == "that":
            return "clause"
        if child.tag_ == "VBG" and not any(c.dep_ == "aux" for c in child.children):
            return "gerund"
        return "clause"
    if child.dep_ == "xcomp" and child.pos_ in ("VERB", "AUX"):
        if any(c.tag_ == "TO" for c in child.children):
            return "infinitive"
        return "gerund" if child.tag_ == "VBG" else "infinitive"
    return None


def _tail(verb: Token, content: set[int]) -> tuple[int, ...]:
    """Add what hangs on ``verb`` right behind the complement and goes on with it."""
    edge = max(content)
    for later in verb.rights:
        tail = later.dep_ in TAILS or (later.dep_ == "conj" and later.pos_ in NOMINAL)
        # A noun that the parse joins to the verb is one more of what is said: "said that two
        # were killed and a further nine hurt".
        start = later.left_edge.i
        start = _before_marks(verb, start)
        beside = start <= edge + 1 <= later.left_edge.i
        if later.i > edge and ((tail and beside) or _goes_on(verb, later, edge)):
            content |= {*range(edge + 1, later.left_edge.i), *subtree(later)}
            edge = max(content)
    return tuple(sorted(content))


def _goes_on(verb: Token, later: Token, edge: int) -> bool:
    """Say whether a verb behind a comma is one of a row of deeds of which somebody tells.

    "Said its men had killed four, wounded nine and seized two": taken for what the speaker did.
    """
    doc = verb.doc
    if later.dep_ not in ("advcl", "conj") or later.tag_ not in ("VBD", "VBN"):
        return False
    if later.left_edge.i != edge + 2 or doc[edge + 1].text != ",":
        return False
    if any(c.dep_ in (*SUBJECTS, *PASSIVE_SUBJECTS, "mark", "cc") for c in later.lefts):
        return False
    return any(c.dep_ == "conj" for c in later.rights) and any(
        c.dep_ == "dobj" for c in later.rights
    )


def _before_marks(verb: Token, start: int) -> int:
    """Return where what a quotation mark closes ends: before the mark, and the comma in it."""
    doc, end = verb.doc, start
    while end > 0 and doc[end - 1].text in QUOTES:
        end -= 1
    return end - 1 if end < start and doc[end - 1].text == "," else end


def _passive_frames(verb: Token, children: list[Token], cues: Cues) -> Iterator[Frame]:
    source = agent_of(verb)
    theme = next((c for c in children if c.dep_ in PASSIVE_SUBJECTS), None)
    if theme is None and verb.dep_ == "conj":
        theme = next((c for c in verb.head.children if c.dep_ in PASSIVE_SUBJECTS), None)
    if theme is None and verb.dep_ in ("acl", "relcl") and verb.head.pos_ in NOMINAL:
        theme = verb.head
    agents = {c for c in children if c.dep_ == "agent"}
    if source is not None:
        # "accused by rights groups of …": the parse hangs the reason on the groups.
        children = children + [c for c in source.children if c.dep_ == "prep" and c.lower_ == "of"]
    done = False
    for child in children:
        kind = _clause_kind(child, cues)
        if kind is not None:
            content = subtree(child)
            if theme is not None and theme.lower_ != "it":
                content |= _thin(theme, verb)
            yield Frame(verb, f"passive_{kind}", tuple(sorted(content)), source, None, True)
            done = True
        elif child.dep_ in ("prep", "oprd") and child not in agents and child.i > verb.i:
            content = subtree(child) - {child.i} if child.dep_ == "prep" else subtree(child)
            if theme is not None:
                content |= _thin(theme, verb)
            name = f"passive_prep:{child.lower_}" if child.dep_ == "prep" else "passive_predicate"
            if content:
                prep = child if child.dep_ == "prep" else None
                yield Frame(verb, name, tuple(sorted(content)), source, prep, True)
    if theme is not None and not done:
        yield Frame(verb, "passive", tuple(sorted(_thin(theme, verb))), source, None, True)


def _thin(noun: Token, without: Token) -> set[int]:
    """Return the noun phrase of ``noun`` without the clause of ``without``."""
    content = subtree(noun)
    if without.i in content:
        content -= subtree(without)
    return content


def noun_frames(noun: Token, cues: Cues) -> Iterator[Frame]:
    """Yield the readings of a noun: its that-clause, infinitive, prepositional object."""
    source = next((c for c in noun.children if c.dep_ == "poss"), None)
    if source is None:
        by = next(
            (c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None
        )
        if by is not None:
            source = next((c for c in by.children if c.dep_ == "pobj"), None)
    if (
        source is None
        and noun.dep_ == "dobj"
        and noun.head.pos_ == "VERB"
        and noun.head.lemma_ not in cues.asking
    ):
        source = subject_of(noun.head, cues)
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("acl", "ccomp", "relcl") and child.pos_ in ("VERB", "AUX"):
            marks = [c for c in child.children if c.dep_ == "mark" and c.lower_ == "that"]
            if marks or (child.dep_ == "acl" and any(c.dep_ == "nsubj" for c in child.children)):
                yield Frame(noun, "noun_clause", tuple(sorted(subtree(child))), source)
            elif child.dep_ != "relcl" and any(
                c.tag_ == "TO" and c.dep_ == "aux" for c in child.children
            ):
                yield Frame(noun, "noun_infinitive", tuple(sorted(subtree(child))), source)
        elif child.dep_ == "prep" and child.lower_ not in ("by", "from"):
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    content = tuple(sorted(subtree(inner)))
                    yield Frame(noun, f"noun_prep:{child.lower_}", content, source, child)


def adjective_frames(adjective: Token, cues: Cues) -> Iterator[Frame]:
    """Yield the readings of an adjective behind "be": its clause, infinitive, object."""
    if adjective.dep_ not in ("acomp", "oprd", "conj"):
        return
    verb = adjective.head
    source = subject_of(verb, cues) if verb.pos_ in ("AUX", "VERB") else None
    for child in adjective.children:
        if child.i < adjective.i:
            continue
        if child.dep_ in ("ccomp", "xcomp", "advcl") and child.pos_ in ("VERB", "AUX"):
            to = any(c.tag_ == "TO" and c.dep_ == "aux" for c in child.children)
            kind = "adjective_infinitive" if to else "adjective_clause"
            yield Frame(adjective, kind, tuple(sorted(subtree(child))), source)
        elif child.dep_ == "prep":
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    content = tuple(sorted(subtree(inner)))
                    yield Frame(adjective, f"adjective_prep:{child.lower_}", content, source, child)


__all__ = ["Frame", "frames"]
