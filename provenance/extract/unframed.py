"""Unframed: attributions in forms that are no frame of a word with its complement.

"According to", "as X said", asides, polls, tolls that somebody puts out, judgements of what
stands before a comma, verbs of speech at a sentence's end or with a quotation alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from provenance.extract.cues import Cues
from provenance.extract.nounphrases import hearers, noun_phrase, trim
from provenance.extract.said import Draft, cue_of, left_part
from provenance.extract.subjects import SUBJECTS, agent_of, is_passive, subject_of, subtree

# The most words from one comma to the next of "a driver, Jon Roe of the council,".
_NAME = 6


def according_to(doc: Doc, ordinal: int, text: str, quoted: Sequence[bool]) -> Iterator[Draft]:
    """Yield what a sentence, printed as ``text``, says "according to" somebody."""
    if "ccording to" not in text:
        return
    for token in doc:
        if quoted[token.i] or token.lower_ != "according" or token.i + 1 >= len(doc):
            continue
        to = doc[token.i + 1]
        if to.lower_ != "to":
            continue
        head = next(
            (c for c in (*to.children, *token.children) if c.dep_ in ("pobj", "pcomp")), None
        )
        if head is None or head.i < to.i:
            continue
        source = noun_phrase(head)
        cue = [token.i, to.i]
        taken = {*cue, *source}
        if not any(doc[i].text[:1].isalnum() for i in range(source[-1] + 1, len(doc))):
            content = list(range(token.i))
        elif not any(doc[i].pos_ in ("NOUN", "PROPN", "VERB", "PRON") for i in range(token.i)):
            content = [i for i in range(len(doc)) if i > source[-1]]
        else:
            content = _around(token, {*taken, *subtree(token)})
        part = _part_of(doc, token.i)
        if len(part) < len(doc):
            # Of two clauses with a semicolon between them it is the source of its own.
            within = [i for i in content if i in part]
            content = within or [i for i in part if i < token.i or i > source[-1]]
        if token.i == 0 and not any(doc[i].text[:1].isalnum() for i in content):
            # The parse takes all that follows for another name of the source.
            source, content = _cut(doc, source)
        yield Draft(ordinal, cue, trim(doc, content), source, "cue.according_to", head, token)


def _part_of(doc: Doc, at: int) -> range:
    """Return the tokens from one semicolon to the next around ``at``."""
    marks = [token.i for token in doc if token.text == ";"]
    first = max((mark + 1 for mark in marks if mark < at), default=0)
    return range(first, min((mark for mark in marks if mark > at), default=len(doc)))


def _cut(doc: Doc, source: list[int]) -> tuple[list[int], list[int]]:
    """Part "According to a driver, Jon Roe, the road …" behind what names the source."""
    commas = [i for i in source if doc[i].text == ","]
    while len(commas) > 1 and commas[1] - commas[0] <= _NAME:
        commas = commas[1:]
    if not commas:
        return source, []
    return [i for i in source if i < commas[0]], list(range(commas[0] + 1, len(doc)))


def _around(token: Token, taken: set[int]) -> list[int]:
    """Return the clause that a prepositional cue hangs on, without the cue."""
    clause = token.head
    while clause.dep_ not in ("ROOT", "ccomp", "parataxis", "conj", "relcl", "advcl") or (
        clause.pos_ not in ("VERB", "AUX")
    ):
        if clause.head.i == clause.i:
            break
        clause = clause.head
    return sorted(subtree(clause) - taken)


def survey(doc: Doc, ordinal: int, cues: Cues, quoted: Sequence[bool]) -> Draft | None:
    """Return the reading of "In a recent poll, …": what the sentence says is the poll's."""
    if not len(doc) or doc[0].lower_ != "in" or quoted[0]:
        return None
    head = next((c for c in doc[0].children if c.dep_ == "pobj"), None)
    if head is None or head.lemma_.lower() not in cues.surveys:
        return None
    source = noun_phrase(head)
    content = [i for i in range(source[-1] + 1, len(doc)) if not doc[i].is_space]
    return Draft(ordinal, [0], trim(doc, content), source, "cue.survey", head, doc[0])


def judgement(doc: Doc, ordinal: int, verb: Token, lemma: str, cues: Cues) -> Draft | None:
    """Return the reading of "…, a claim the army denied", "…, which the army denied".

    Somebody else judges what the sentence said before the comma.
    """
    noun = verb.head
    if verb.dep_ not in ("relcl", "acl") or lemma not in cues.judging:
        return None
    if is_passive(verb):
        # "…, a claim disputed by the army"
        source = agent_of(verb)
    else:
        source = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if source is None or source.tag_ in ("WP", "WDT"):
        return None
    which = next((c for c in verb.lefts if c.lower_ == "which" and c.dep_ == "dobj"), None)
    if which is not None and noun.lemma_.lower() not in cues.judged:
        content = [which.i]
    elif noun.lemma_.lower() in cues.judged:
        content = left_part(noun)
    else:
        return None
    if content[0] < 2 or doc[content[0] - 1].text not in (",", "–", "—", "-"):
        return None
    phrase = noun_phrase(source, verb)
    return Draft(ordinal, cue_of(verb), content, phrase, "cue.judgement", source, verb)


def count(doc: Doc, ordinal: int, verb: Token, lemma: str, cues: Cues) -> Draft | None:
    """Return the reading of "gave a toll of 31", "registered 12 breaches": a number put out."""
    if verb.pos_ != "VERB" or lemma not in cues.counting or is_passive(verb):
        return None
    source = subject_of(verb, cues)
    counted = next((c for c in verb.rights if c.dep_ == "dobj" or _is_state_of_many(c)), None)
    if source is None or counted is None or cues.is_mute(source):
        return None
    if verb.tag_ == "VBG" and source.head.i != verb.i and _is_counted(source):
        # "Three of the wounded have died, raising the toll to 11": they tell nothing.
        return None
    inside = subtree(counted)
    stated = bool(cues.counting[lemma])
    if stated:
        if counted.lemma_.lower() not in cues.counting[lemma]:
            return None
        # "put the toll at 14", "gave the toll as 14", "raised the toll to 14"
        inside |= {
            i
            for c in verb.rights
            if (c.dep_ == "prep" and c.lower_ in ("at", "as", "to"))
            # "revised the toll down to 12"
            or (c.lower_ in ("up", "down") and any(p.lower_ == "to" for p in c.children))
            # "gave the toll as 44 people dead"
            or (c.dep_ == "advcl" and any(m.lower_ == "as" and m.dep_ == "mark" for m in c.lefts))
            for i in subtree(c)
        }
    inside |= numbers_behind(doc, max(inside) + 1)
    for place in verb.rights:
        # "counted 12 deaths in the raids"
        if place.dep_ == "prep" and place.left_edge.i == max(inside) + 1:
            inside |= subtree(place)
    # "verified 214 casualties during the week, 61 killed and 153 injured"
    inside |= numbers_behind(doc, max(inside) + 1)
    if not any(doc[i].tag_ == "CD" for i in inside):
        return None
    phrase = noun_phrase(source, verb)
    cue = cue_of(verb)
    rule = "cue.toll" if stated else "cue.count"
    return Draft(ordinal, cue, trim(doc, sorted(inside)), phrase, rule, source, verb, hearers(verb))


def _is_counted(token: Token) -> bool:
    """Say whether a noun is so many, or a number stands for it."""
    return token.tag_ == "CD" or any(child.dep_ == "nummod" for child in token.lefts)


def _is_state_of_many(child: Token) -> bool:
    """Say whether it is "812 dead" where the parse takes "dead" for an adverb."""
    many = any(c.dep_ == "nummod" for c in child.lefts)
    return many and child.dep_ == "advmod" and child.tag_ in ("JJ", "VBN")


def numbers_behind(doc: Doc, start: int) -> set[int]:
    """Return the tokens of "48 dead and 74 wounded" where the parse hangs them elsewhere."""
    i = start
    while i < len(doc) and doc[i - 1].tag_ == "CD" and doc[i].tag_ in ("JJ", "VBN"):
        i += 1
    end = i
    while i < len(doc):
        joint = doc[i].tag_ in ("CC", ",")
        if i + joint >= len(doc) or doc[i + joint].tag_ != "CD":
            break
        i += joint + 1
        while i < len(doc) and doc[i].tag_ in ("CD", "JJ", "NN", "NNS", "VBN"):
            i += 1
        end = i
    return set(range(start, end))


def spoken(doc: Doc, ordinal: int, verb: Token, lemma: str, cues: Cues) -> Draft | None:
    """Return the reading of a verb of speech beside what was said, or of one that stands alone."""
    draft = None
    if lemma in cues.closing:
        draft = _as_clause(doc, ordinal, verb, cues)
    draft = draft or _aside(doc, ordinal, verb)
    if draft is None and lemma in cues.closing:
        draft = _final(doc, ordinal, verb)
    return draft or _alone(ordinal, verb, cues)


def _as_clause(doc: Doc, ordinal: int, verb: Token, cues: Cues) -> Draft | None:
    """Return the reading of "as X said": the clause that it stands beside."""
    if verb.dep_ != "advcl":
        return None
    mark = next((c for c in verb.children if c.lower_ == "as"), None)
    if verb.head.dep_ == "relcl":
        # "The man, who gave his name as Jon, said by phone" tells what the man said.
        return None
    # "as reported by X"
    source = agent_of(verb) if is_passive(verb) else subject_of(verb, cues)
    if mark is None or source is None or source.i > verb.i + 4:
        return None
    phrase = noun_phrase(source, verb)
    content = sorted(subtree(verb.head) - subtree(verb))
    return Draft(
        ordinal, [mark.i, *cue_of(verb)], trim(doc, content), phrase, "cue.as", source, verb
    )


def _aside(doc: Doc, ordinal: int, verb: Token) -> Draft | None:
    """Return the reading of "The road, the mayor said, is shut": the sentence around it."""
    if verb.dep_ != "parataxis":
        return None
    source = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if source is None:
        return None
    own = subtree(verb)
    said = verb.head
    while said.i > verb.i and said.head.i != said.i:
        # "Ten died, the mayor said, six of hunger": hung on the number behind.
        said = said.head
    content = sorted(subtree(said) - own)
    phrase = noun_phrase(source, verb)
    return Draft(
        ordinal, cue_of(verb), trim(doc, content), phrase, "cue.aside", source, verb,
        hearers(verb),
    )  # fmt: skip


def _final(doc: Doc, ordinal: int, verb: Token) -> Draft | None:
    """Return the reading of a verb at the end of a sentence, behind what was said."""
    source = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if source is None:
        return None
    phrase = noun_phrase(source, verb)
    start = min([*phrase, verb.i])
    if (
        start < 3
        or not doc[start - 1].is_punct
        or any(t.pos_ in ("VERB", "AUX") for t in doc[verb.i + 1 :] if t.head.i != verb.i)
    ):
        return None
    content = [i for i in range(start) if not doc[i].is_space]
    return Draft(ordinal, cue_of(verb), trim(doc, content), phrase, "cue.final", source, verb)


def _alone(ordinal: int, verb: Token, cues: Cues) -> Draft | None:
    """Return a verb of speech with its speaker and nothing else: a quotation may be its content."""
    source = subject_of(verb, cues)
    if source is None:
        return None
    phrase = noun_phrase(source, verb)
    return Draft(ordinal, cue_of(verb), [], phrase, "cue.speech", source, verb, hearers(verb))


__all__ = ["according_to", "count", "judgement", "numbers_behind", "spoken", "survey"]
