"""Content: what one sentence attributes, to which words, by which cue.

Works on one parse at a time and knows nothing of the page.  The result is a list of drafts
in token indices; what runs over sentences and who the source is are found later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from provenance.extract.cues import Cues
from provenance.extract.frames import (
    CLAUSES,
    SUBJECTS,
    Frame,
    agent_of,
    frames,
    is_passive,
    subject_of,
    subtree,
)
from provenance.extract.nounphrases import hearers, noun_phrase, trim

# Which reading of a word wins when several are listed for it.
ORDER = (
    "clause", "infinitive", "gerund", "passive_clause", "passive_infinitive", "passive_gerund",
    "passive_predicate", "passive_prep", "passive", "raising", "predicate", "object", "prep",
    "noun_clause", "noun_infinitive", "noun_prep", "adjective_clause", "adjective_infinitive",
    "adjective_prep",
)  # fmt: skip
RANK = {kind: place for place, kind in enumerate(ORDER)}
_MODIFIERS = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod"})
DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})
QUOTE = frozenset({"“", "”", '"', "''", "``", "‘"})
REASONS = frozenset({"as", "over"})
# The most words of "not to be identified for fear of reprisals by the militia".
_ANONYMITY = 14


@dataclass(slots=True)
class Draft:
    """One attribution of one sentence, in token indices."""

    ordinal: int
    cue: list[int]
    content: list[int]
    source: list[int]
    rule: str
    head: Token | None = None
    """Head of the source's noun phrase."""
    word: Token | None = None
    """The word that attributes."""
    hearers: list[Token] = field(default_factory=list)
    """Who is told."""
    quoter: list[int] = field(default_factory=list)
    """Who hands the words of the source on."""
    quoter_head: Token | None = None

    @property
    def word_index(self) -> int:
        """The index of the word that attributes, -1 without one."""
        return self.word.i if self.word is not None else -1


def sentence_drafts(
    doc: Doc, ordinal: int, text: str, cues: Cues, quoted: Sequence[bool]
) -> list[Draft]:
    """Return what the sentence, printed as ``text``, attributes.

    ``quoted[i]`` says whether token ``i`` stands inside a quotation: what a quoted speaker
    says of others is part of the quotation.
    """
    drafts = list(_phrases(doc, ordinal, quoted)) if "ccording to" in text else []
    survey = _survey(doc, ordinal, cues, quoted)
    if survey is not None:
        drafts.append(survey)
    for i, lemma in cues.find(doc):
        token = doc[i]
        if quoted[i] or _is_name(doc, token):
            continue
        frame = _best(token, lemma, cues)
        if frame is not None and _inside_words(doc, frame.source, quoted):
            # Whoever stands inside the quotation does not say it.
            frame = None
        if frame is not None and _asks_anonymity(doc, frame, cues):
            continue
        if frame is not None:
            frame = _both_halves(frame, cues)
        judged = _judgement(doc, ordinal, token, lemma, cues)
        if judged is not None:
            drafts.append(judged)
        elif frame is not None:
            speaks = frame.kind == "noun_clause" and lemma in cues.vouching
            drafts.append(_draft(doc, ordinal, frame, speaks=speaks))
        elif (draft := _count(doc, ordinal, token, lemma, cues)) is not None:
            drafts.append(draft)
        elif lemma in cues.speaking and token.pos_ == "VERB":
            draft = _as_clause(doc, ordinal, token) if lemma in cues.closing else None
            draft = draft or _aside(doc, ordinal, token)
            draft = draft or _closing(doc, ordinal, token, lemma, cues)
            if draft is None:
                draft = _alone(ordinal, token)
            if draft is not None:
                drafts.append(draft)
    for draft in drafts:
        _fill(doc, draft, drafts)
    return drafts


def _fill(doc: Doc, draft: Draft, drafts: Sequence[Draft]) -> None:
    """Let what is said reach to who says it behind it: "Three dead, dozens hurt, officials say".

    A parse may hang the words between elsewhere.
    """
    source = draft.source
    if draft.rule != "cue.clause" or not draft.content or not source or source[0] < 2:
        return
    last, end = draft.content[-1], source[0] - 1
    if not last < end < draft.word_index or doc[end].text != "," or end - last < 2:
        return
    between = range(last + 1, end)
    others = {i for o in drafts if o is not draft for i in (*o.cue, *o.source)}
    if others.isdisjoint(between) and not any(doc[i].text == ";" for i in between):
        draft.content = trim(doc, [*draft.content, *between])


def _asks_anonymity(doc: Doc, frame: Frame, cues: Cues) -> bool:
    """Say whether what is said is only that the speaker would not be named."""
    if len(frame.content) > _ANONYMITY:
        return False
    words = [doc[i] for i in frame.content]
    asked = cues.anonymity
    return any(
        t.lower_ in asked.get("words", ())
        or (t.lemma_ in asked.get("passives", ()) and any(c.dep_ == "auxpass" for c in t.children))
        or (t.lower_ in asked.get("objects", ()) and any(c.dep_ == "poss" for c in t.children))
        for t in words
    ) and not any(t.tag_ in ("VBD", "VBZ", "VBP") for t in words)


def _numbers_behind(doc: Doc, start: int) -> set[int]:
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


def _inside_words(doc: Doc, source: Token | None, quoted: Sequence[bool]) -> bool:
    """Say whether a source stands inside quoted speech; "the 'experts'" are only marked."""
    if source is None or not quoted[source.i]:
        return False
    first = last = source.i
    while first and quoted[first - 1]:
        first -= 1
    while last + 1 < len(doc) and quoted[last + 1]:
        last += 1
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[first : last + 1])


def _is_name(doc: Doc, token: Token) -> bool:
    """Say whether a cue word is part of a name: capitalised where sentences are not."""
    if token.i == 0 or not token.text[:1].isupper() or token.text.isupper():
        return False
    before = doc[token.i - 1]
    return not (before.is_punct or before.is_space or is_titled(doc))


def is_titled(doc: Doc) -> bool:
    """Say whether most words of a sentence are capitalised, as in a headline."""
    words = [t.text for t in doc if len(t.text) > 3 and t.text[0].isalpha()]
    return len(words) > 1 and 2 * sum(w[0].isupper() for w in words) > len(words)


def _best(token: Token, lemma: str, cues: Cues) -> Frame | None:
    """Return the first reading of ``token``, in order, in which it is listed."""
    best: Frame | None = None
    rank = len(ORDER)
    for frame in frames(token):
        table = cues.bare if frame.source is None else cues.table
        if lemma not in table.get(frame.kind, ()):
            continue
        source = frame.source
        if source is not None and (
            _unfit(source, cues) or (source.lower_ in DEMONSTRATIVE and not _relative(source))
        ):
            continue
        if lemma in cues.acting and not _worded(token.doc, frame):
            continue
        barred = cues.no_objects.get(lemma, ())
        if barred and any(token.doc[i].lower_ in barred for i in frame.content[:3]):
            continue
        place = RANK[frame.kind.split(":")[0]]
        if place < rank or (place == rank and best and len(frame.content) > len(best.content)):
            best, rank = frame, place
    if best is not None and best.kind == "clause":
        return _whole(best, [f for f in frames(token) if f.kind == "clause"])
    return best


def _both_halves(frame: Frame, cues: Cues) -> Frame:
    """Add the first half of "A happened and B happened, she said", which a parse leaves outside."""
    verb, first = frame.word, frame.word.head
    if frame.kind != "clause" or verb.dep_ != "conj" or frame.source is None or not frame.content:
        return frame
    behind = frame.source.i > frame.content[-1] and verb.i > frame.content[-1]
    if not behind or first.i > frame.content[0] or cues.lemma(first) is not None:
        return frame
    joint = [c for c in first.children if c.dep_ == "cc"]
    if not any(c.i == frame.content[0] - 1 and c.lower_ == "and" for c in joint):
        return frame
    content = (subtree(first) - subtree(verb)) | set(frame.content)
    return Frame(verb, frame.kind, tuple(sorted(content)), frame.source, None, frame.passive)


def _whole(frame: Frame, clauses: Sequence[Frame]) -> Frame:
    """Join two clauses that the parse hangs on one verb, both behind it or both before."""
    behind = [f for f in clauses if f.content and f.content[0] > frame.word.i]
    before = [f for f in clauses if f.content and f.content[-1] < frame.word.i]
    joined = behind if len(behind) > 1 else before
    if len(joined) < 2:
        return frame
    content = tuple(sorted({i for f in joined for i in f.content}))
    return Frame(frame.word, frame.kind, content, frame.source, None, frame.passive)


def _count(doc: Doc, ordinal: int, verb: Token, lemma: str, cues: Cues) -> Draft | None:
    """Return the reading of "gave a toll of 31", "registered 12 breaches": a number put out."""
    if verb.pos_ != "VERB" or lemma not in cues.counting or is_passive(verb):
        return None
    source = subject_of(verb)
    counted = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if source is None or counted is None or _unfit(source, cues):
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
            for i in subtree(c)
        }
    inside |= _numbers_behind(doc, max(inside) + 1)
    for place in verb.rights:
        # "counted 12 deaths in the raids"
        if place.dep_ == "prep" and place.left_edge.i == max(inside) + 1:
            inside |= subtree(place)
    if not any(doc[i].tag_ == "CD" for i in inside):
        return None
    phrase = noun_phrase(source, verb)
    cue = _cue(verb, None)
    rule = "cue.toll" if stated else "cue.count"
    return Draft(ordinal, cue, trim(doc, sorted(inside)), phrase, rule, source, verb, hearers(verb))


def _judgement(doc: Doc, ordinal: int, verb: Token, lemma: str, cues: Cues) -> Draft | None:
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
        content = _left_part(noun)
    else:
        return None
    if content[0] < 2 or doc[content[0] - 1].text not in (",", "–", "—", "-"):
        return None
    phrase = noun_phrase(source, verb)
    return Draft(ordinal, _cue(verb, None), content, phrase, "cue.judgement", source, verb)


def _unfit(head: Token, cues: Cues) -> bool:
    """Say whether a subject cannot vouch: "no reports", "these actions", the writer's "I"."""
    if head.lower_ in cues.mute or head.lemma_.lower() in cues.mute:
        return True
    return any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in head.children)


def _relative(token: Token) -> bool:
    """Say whether "that" stands for the noun before its clause."""
    return any(a.dep_ in ("relcl", "acl") for a in (token.head, token.head.head))


def _worded(doc: Doc, frame: Frame) -> bool:
    """Say whether a word that may be a deed is one of words: of a clause, a reason, a quotation."""
    if "clause" in frame.kind:
        return True
    return any(doc[i].text in QUOTE or doc[i].lower_ in REASONS for i in frame.content[1:])


def _draft(doc: Doc, ordinal: int, frame: Frame, *, speaks: bool = False) -> Draft:
    word = frame.word
    source = noun_phrase(frame.source, word) if frame.source is not None else []
    cue = _cue(word, frame.preposition)
    head = frame.source
    if speaks and frame.source is None:
        mark = next((i for i in frame.content if doc[i].dep_ == "mark"), None)
        if mark is not None:
            # "amid unconfirmed reports that …": the reports vouch, nobody else is named.
            source, cue, head = _left_part(word), [mark], word
    if frame.preposition is not None:
        reason = subtree(frame.preposition)
        source = [i for i in source if i not in reason]
    elif (
        word.pos_ == "NOUN"
        and word.dep_ == "dobj"
        and frame.source is not None
        and frame.source.head.i == word.head.i
    ):
        # "disseminated reports that": the verb that puts the noun out.
        cue = sorted({*cue, *_cue(word.head, None)})
    taken = {*source, *cue}
    content = [i for i in frame.content if i not in taken]
    content = _cut(doc, content, word)
    kind = frame.kind.split(":")[0]
    return Draft(ordinal, cue, trim(doc, content), source, f"cue.{kind}", head, word, hearers(word))


def _left_part(noun: Token) -> list[int]:
    """Return a noun with its determiner and adjectives."""
    start = min((c.i for c in noun.lefts if c.dep_ in _MODIFIERS), default=noun.i)
    return list(range(start, noun.i + 1))


def _cue(word: Token, preposition: Token | None) -> list[int]:
    """Return the words of the cue: auxiliaries, negation, particle, the preposition."""
    cue = {word.i}
    for child in word.children:
        if child.dep_ in ("aux", "auxpass", "neg", "prt") or (
            child.dep_ == "advmod" and abs(child.i - word.i) == 1
        ):
            cue.add(child.i)
    if preposition is not None:
        cue.add(preposition.i)
    return sorted(cue)


def _cut(doc: Doc, content: list[int], word: Token) -> list[int]:
    """Drop the cue and the source of a cue that stands inside its own content's span."""
    return [i for i in content if i != word.i and not doc[i].is_space]


def _phrases(doc: Doc, ordinal: int, quoted: Sequence[bool]) -> Iterator[Draft]:
    """Yield what stands with "according to" and its like."""
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
            content = _around(doc, token, {*taken, *subtree(token)})
        yield Draft(ordinal, cue, trim(doc, content), source, "cue.according_to", head, token)


def _survey(doc: Doc, ordinal: int, cues: Cues, quoted: Sequence[bool]) -> Draft | None:
    """Return the reading of "In a recent poll, …": what the sentence says is the poll's."""
    if not len(doc) or doc[0].lower_ != "in" or quoted[0]:
        return None
    head = next((c for c in doc[0].children if c.dep_ == "pobj"), None)
    if head is None or head.lemma_.lower() not in cues.surveys:
        return None
    source = noun_phrase(head)
    content = [i for i in range(source[-1] + 1, len(doc)) if not doc[i].is_space]
    return Draft(ordinal, [0], trim(doc, content), source, "cue.survey", head, doc[0])


def _around(doc: Doc, token: Token, taken: set[int]) -> list[int]:
    """Return the clause that a prepositional cue hangs on, without the cue."""
    clause = token.head
    while clause.dep_ not in ("ROOT", "ccomp", "parataxis", "conj", "relcl", "advcl") or (
        clause.pos_ not in ("VERB", "AUX")
    ):
        if clause.head.i == clause.i:
            break
        clause = clause.head
    return sorted(subtree(clause) - taken)


def _as_clause(doc: Doc, ordinal: int, verb: Token) -> Draft | None:
    """Return the reading of "as X said": the clause that it stands beside."""
    if verb.dep_ != "advcl":
        return None
    mark = next((c for c in verb.children if c.lower_ == "as"), None)
    # "as reported by X"
    source = agent_of(verb) if is_passive(verb) else subject_of(verb)
    if mark is None or source is None or source.i > verb.i + 4:
        return None
    phrase = noun_phrase(source, verb)
    content = sorted(subtree(verb.head) - subtree(verb))
    return Draft(
        ordinal, [mark.i, *_cue(verb, None)], trim(doc, content), phrase, "cue.as", source, verb
    )


def _aside(doc: Doc, ordinal: int, verb: Token) -> Draft | None:
    """Return the reading of "The road, the mayor said, is shut": the sentence around it."""
    if verb.dep_ != "parataxis":
        return None
    source = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if source is None:
        return None
    own = subtree(verb)
    content = sorted(subtree(verb.head) - own)
    phrase = noun_phrase(source, verb)
    return Draft(
        ordinal, _cue(verb, None), trim(doc, content), phrase, "cue.aside", source, verb,
        hearers(verb),
    )  # fmt: skip


def _closing(doc: Doc, ordinal: int, verb: Token, lemma: str, cues: Cues) -> Draft | None:
    """Return the reading of a verb at the end of a sentence, behind what was said."""
    if lemma not in cues.closing:
        return None
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
    return Draft(ordinal, _cue(verb, None), trim(doc, content), phrase, "cue.final", source, verb)


def _alone(ordinal: int, verb: Token) -> Draft | None:
    """Return a verb of speech with its speaker and nothing else: a quotation may be its content."""
    source = subject_of(verb)
    if source is None:
        return None
    phrase = noun_phrase(source, verb)
    return Draft(ordinal, _cue(verb, None), [], phrase, "cue.speech", source, verb, hearers(verb))


__all__ = ["CLAUSES", "Draft", "sentence_drafts"]
