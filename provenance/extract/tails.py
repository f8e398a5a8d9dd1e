"""Tails: what goes on behind the words that say who said it, and what was taken from before them.

"Two were hurt, a medic said, among them a girl": the girl is the medic's.  "The army said three
died; two others were hurt": so is what a semicolon joins, as long as nobody else speaks there.
"Killing a man and his son, a resident, and a nurse said": the son does not speak.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from provenance.extract.bodies import Sources
from provenance.extract.cues import Cues
from provenance.extract.nounphrases import trim
from provenance.extract.said import Draft
from provenance.extract.speakers import is_role
from provenance.extract.tags import FINITE, NOUNS

BEHIND = frozenset({"cue.clause", "cue.aside", "cue.final", "cue.printed", "cue.citing"})
AHEAD = frozenset({"cue.clause", "cue.infinitive", "cue.toll", "cue.count"})
SAID = frozenset({"cue.clause"})
# What may stand between the cue and a tail: "told the agency by phone,".
_ADJUNCT = 8
# The most words of a tail, and how far its number or noun stands from its opening.
_LONGEST = 40
_OPENING = 4
STOPS = frozenset({";", ":", "(", "—", "–"})


def give_tails(
    doc: Doc,
    drafts: Sequence[Draft],
    cues: Cues,
    known: Sources,
    quoted: Sequence[bool],
    *,
    joined: bool,
) -> None:
    """Widen what the drafts of a sentence say by what goes on with it, in place.

    ``joined`` says whether the sentence holds a semicolon.
    """
    for draft in drafts:
        _cut_contrast(doc, draft, drafts, cues)
    for draft in drafts if joined else ():
        _cut(doc, draft, drafts)
        _close(doc, draft, drafts)
    for draft in drafts:
        if draft.rule in BEHIND and draft.content and draft.source:
            _give_back(doc, draft, known)
            if draft.content[-1] < draft.word_index:
                at = max(draft.word_index, *draft.cue, *draft.source) + 1
                _add_fragment(doc, at, draft, drafts, cues, quoted)
        if draft.rule in AHEAD and draft.content and draft.word_index < draft.content[0]:
            _add_fragment(doc, draft.content[-1] + 1, draft, drafts, cues, quoted)
    _carry(doc, drafts, cues, quoted)


def _cut(doc: Doc, draft: Draft, drafts: Sequence[Draft]) -> None:
    """End what is said at a semicolon behind which somebody else speaks."""
    if draft.rule not in SAID or not draft.content or draft.word_index > draft.content[0]:
        return
    for at in draft.content:
        if doc[at].text != ";":
            continue
        end = _end(doc, at + 1)
        own = set(draft.source)
        for other in drafts:
            if other is draft or not other.source or not own.isdisjoint(other.source):
                continue
            if at < min(other.source[0], other.cue[0]) and max(other.cue) < end:
                draft.content = trim(doc, [i for i in draft.content if i < at])
                return


def _close(doc: Doc, draft: Draft, drafts: Sequence[Draft]) -> None:
    """Let what is said reach over a bracket that a semicolon parts: "(3 killed; 5 hurt) on"."""
    content = draft.content
    if draft.rule not in SAID or not content or content[0] < draft.word_index:
        return
    signs = [doc[i].text for i in content]
    last = content[-1]
    if signs.count("(") <= signs.count(")") or doc[min(last + 1, len(doc) - 1)].text != ";":
        return
    close = next((t.i for t in doc[last + 1 : last + _LONGEST] if t.text == ")"), None)
    others = {i for d in drafts if d is not draft for i in (*d.cue, *d.source)}
    if close is not None and others.isdisjoint(range(last, len(doc))):
        draft.content = trim(doc, [*content, *range(last + 1, len(doc))])


def _cut_contrast(doc: Doc, draft: Draft, drafts: Sequence[Draft], cues: Cues) -> None:
    """End what is said where the page sets another speaker against it: "…, while B said that".

    "A happened, S said, but B denied it": so it does at "but" behind both what S said and S.
    """
    if not draft.content or not draft.source:
        return
    own = set(draft.content)
    for other in drafts:
        verb = other.word_index
        if other is draft or not other.source or not own.issuperset((verb, *other.source)):
            continue
        if not other.content and draft.word_index < draft.content[0]:
            # "said A, and that the court would continue to sit": nobody else says anything.
            continue
        at = _turn(doc, doc[verb], cues, behind=draft.word_index)
        if at is not None and draft.content[0] < at <= min(verb, *other.source):
            draft.content = trim(doc, [i for i in draft.content if i < at])
            own = set(draft.content)


def _turn(doc: Doc, verb: Token, cues: Cues, behind: int) -> int | None:
    """Return where the clause of a verb turns against the one before it."""
    mark = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ in cues.contrasts), None)
    if verb.dep_ == "advcl" and mark is not None:
        return int(mark.i)
    if any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.lefts):
        # "said that A and that B": one speaker
        return None
    if verb.dep_ == "conj" and behind < verb.i:
        joint = next((c for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i), None)
        if joint is not None and behind < joint.i:
            return int(joint.i)
    return None


def _give_back(doc: Doc, draft: Draft, known: Sources) -> None:
    """Give the last member of a list back to what is said: the parse has made it the speaker."""
    last, first = draft.content[-1], draft.source[0]
    joined = doc[last].lower_ in ("and", "or") and last + 1 == first
    if not joined or draft.source[-1] > draft.word_index:
        return
    comma = next((i for i in draft.source if doc[i].text == ","), None)
    if comma is None:
        return
    rest = [i for i in draft.source if i > comma]
    named = any(doc[i].tag_ in ("NNP", "NNPS") or is_role(doc[i], known) for i in rest)
    own = [i for i in draft.source if i < comma]
    if not named:
        return
    draft.content = trim(doc, [*draft.content, *own])
    draft.source = rest
    draft.head = next((doc[i] for i in rest if doc[i].tag_ in NOUNS), draft.head)


def _add_fragment(
    doc: Doc,
    at: int,
    draft: Draft,
    drafts: Sequence[Draft],
    cues: Cues,
    quoted: Sequence[bool],
) -> None:
    """Add "…, among them two girls" from ``at`` on: no clause of its own."""
    stop = min(at + _ADJUNCT, len(doc))
    while at < stop and doc[at].text != ",":
        if doc[at].tag_ in FINITE or doc[at].is_punct:
            return
        at += 1
    if at + 2 >= len(doc) or doc[at].text != "," or quoted[at]:
        return
    first = at + 1
    if not _opens(doc, first, cues):
        return
    end = first
    while end < len(doc) and end - first < _LONGEST and doc[end].text not in STOPS:
        end += 1
    tail = trim(doc, [i for i in range(first, end) if not doc[i].is_space])
    others = {i for d in drafts if d is not draft for i in (*d.cue, *d.content, *d.source)}
    if not tail or not others.isdisjoint(tail) or any(quoted[i] for i in tail):
        return
    if any(doc[i].tag_ in FINITE and doc[i].dep_ not in ("relcl", "aux", "auxpass") for i in tail):
        return
    # A comma that only joins the two is a part of what is said.
    comma = [at] if draft.content[-1] + 1 == at else []
    draft.content = sorted({*draft.content, *comma, *tail})


def _opens(doc: Doc, first: int, cues: Cues) -> bool:
    """Say whether a fragment opens here that lists more, or a part, of what was counted."""
    words = tuple(token.lower_ for token in doc[first : first + 3])
    if any(words[: len(run)] == run for run in cues.listing):
        return True
    if doc[first].tag_ == "CD" and words[1] == "of" and words[2] in cues.counted_words:
        # "nine of them from one family"
        return True
    # "and 90 casualties"
    if words[0] != "and":
        return False
    return any(token.tag_ == "CD" for token in doc[first + 1 : first + _OPENING])


def _carry(doc: Doc, drafts: Sequence[Draft], cues: Cues, quoted: Sequence[bool]) -> None:
    """Let a speaker go on where nobody else speaks: "S said A; B", "S said A, but nobody died"."""
    for at in range(len(doc) - 1, 0, -1):
        mark = doc[at].text
        if mark not in (";", ",") or quoted[at]:
            continue
        turned = mark == ","
        if turned and not _turns(doc, at, cues):
            continue
        behind = range(at + 1, _end(doc, at + 1))
        taken = {i for d in drafts for i in (*d.cue, *d.source, *d.content)}
        if not taken.isdisjoint(behind) or not _is_clause(doc, behind, cues, denied=turned):
            continue
        speaker = _speaker_before(doc, at, drafts)
        if speaker is not None:
            more = [i for i in range(at + (not turned), behind.stop) if not doc[i].is_space]
            speaker.content = trim(doc, sorted({*speaker.content, *more}))


def _end(doc: Doc, first: int) -> int:
    for i in range(first, len(doc)):
        if doc[i].text == ";":
            return i
    return len(doc)


def _turns(doc: Doc, comma: int, cues: Cues) -> bool:
    """Say whether a clause opens behind the comma that turns against what was said, of no "he"."""
    if comma + 2 >= len(doc):
        return False
    joint = doc[comma + 1].lower_
    return (joint == "but" or joint in cues.contrasts) and doc[comma + 2].tag_ != "PRP"


def _is_clause(doc: Doc, behind: range, cues: Cues, *, denied: bool = False) -> bool:
    """Say whether a clause that counts stands behind a mark, of nobody who speaks.

    One that tells that nobody was counts too, if ``denied``: "no one was hurt".
    """
    finite = [cues.lemma(doc[i]) for i in behind if doc[i].tag_ in FINITE]
    # "But polls are no measure six weeks before": what turns tells at once of whom.
    near = behind[: _OPENING + 2] if denied else behind
    counted = any(doc[i].tag_ == "CD" for i in near)
    none = denied and any(_is_none(doc, i) for i in near)
    if not finite or not (counted or none):
        return False
    return not any(lemma in cues.closing or lemma in cues.counting for lemma in finite)


def _is_none(doc: Doc, at: int) -> bool:
    """Say whether nobody is counted at ``at``: "nobody", "no one", "no injuries"."""
    following = doc[at + 1] if at + 1 < len(doc) else None
    if doc[at].lower_ in ("nobody", "none"):
        return True
    return (
        doc[at].lower_ == "no"
        and following is not None
        and (following.lower_ == "one" or following.tag_ == "NNS")
    )


def _speaker_before(doc: Doc, at: int, drafts: Sequence[Draft]) -> Draft | None:
    """Return whose statement runs up to the semicolon from a cue before it."""
    for draft in drafts:
        if draft.rule not in SAID or not draft.content or not draft.source:
            continue
        up_to = at - 1
        while up_to > 0 and doc[up_to].is_punct:
            up_to -= 1
        before = draft.source[0] < draft.word_index < draft.content[0]
        if before and draft.content[-1] in (up_to, at - 1):
            return draft
    return None


__all__ = ["give_tails"]
