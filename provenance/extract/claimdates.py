"""Choose the date of a claim among those of its sentence: of what happened, not of saying it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from spacy.tokens import Doc, Token

from provenance.extract.dates import ASIDE
from provenance.extract.lookup import head_of, tokens_in, words_of
from provenance.extract.page import Page
from provenance.extract.timewords import times_of, token_at
from provenance.packs import Packs
from provenance.records import Span, When

# The end of the rule of a date that is not that of the happening.
AFTERMATH = "aftermath"
# What may stand between the cue and a date of the saying ("said late Tuesday they had …").
_BESIDE = 12
# Words from a noun to the day that is its own ("the shelling of the old market on Saturday").
_OWN_DAY = 8
# A day that is a part of the noun behind it ("said Monday clashes killed 12").
_INSIDE_NAMES = frozenset({"compound", "nmod", "amod", "poss", "nummod"})


def claim_date(
    page: Page,
    packs: Packs,
    dates: dict[int, tuple[When, ...]],
    ordinal: int,
    spans: Sequence[Span],
    *,
    cue: Sequence[Span] = (),
    losses: Sequence[Span] = (),
    about: Sequence[Span] = (),
    named: bool = False,
) -> When | None:
    """Return the date of the statement whose content is ``spans``; None without one.

    ``about`` is the word that tells the kind of happening; ``named`` says that all it counts
    are people told of by name.  The rule of a date that is not that of the happening, but of an
    arrest, a trial, a death in hospital, ends in ``aftermath``.

    A date inside the content counts, nearest to the words of loss (``losses``), without any to
    the head of the content; else one that opens the sentence before source and cue.  A date
    beside the cue is that of the saying, one of an arrest or a trial not that of the loss.
    """
    found = [when for when in dates.get(ordinal, ()) if when.rule not in ASIDE]
    if not found:
        return None
    inside = [w for w in found if any(s <= w.spans[0][0] < e for s, e in spans)]
    if not inside:
        start = page.sentences[ordinal].start
        opening = found[0].spans[0][0]
        lead = page.text[start:opening].split()
        content = min((s for s, _ in spans), default=0)
        if opening >= content or len(lead) > 1 or _of_amending(page, packs, ordinal, found[0]):
            return None
        return found[0]
    doc = page.parses[ordinal]
    if doc is None:
        return inside[0]
    offset = page.sentences[ordinal].start
    told = [t for s, _ in losses if (t := token_at(doc, s - offset)) is not None]
    kind = [t for s, _ in about if (t := token_at(doc, s - offset)) is not None]
    inside = [
        when
        for when in inside
        if not _of_saying(page, doc, offset, when, cue)
        and not (told and _of_aftermath(packs, doc, offset, when, told, kind))
    ]
    if len(inside) <= 1:
        return _marked(packs, doc, offset, inside[0], told, kind, named) if inside else None
    head = head_of(tokens_in(page, ordinal, spans, words_of(doc)))
    ends = told or ([head] if head is not None else [])

    def distance(when: When) -> tuple[int, int]:
        token = token_at(doc, when.spans[0][0] - offset)
        steps = [_steps(token, end) for end in ends] if token is not None else []
        return min(steps, default=len(doc)), when.spans[0][0]

    return _marked(packs, doc, offset, min(inside, key=distance), told, kind, named)


def _marked(
    packs: Packs,
    doc: Doc,
    offset: int,
    when: When,
    told: Sequence[Token],
    kind: Sequence[Token],
    named: bool,
) -> When:
    """Say by the rule of a date that it is that of what followed the happening."""
    # Who is named may be arrested or die; of others it is the arrest itself that is told.
    about = () if named and told else kind
    followed = (kind or told) and _of_aftermath(packs, doc, offset, when, about, kind)
    if followed or (named and _of_dying(packs, doc, offset, when)):
        return when.model_copy(update={"rule": f"{when.rule}.{AFTERMATH}"})
    return when


def _of_dying(packs: Packs, doc: Doc, offset: int, when: When) -> bool:
    """Say whether the date is that of somebody's dying ("Roe died on Sunday")."""
    token = token_at(doc, when.spans[0][0] - offset)
    verb = next((up for up in _line(token) if up.pos_ in ("VERB", "AUX")), None) if token else None
    if verb is None:
        return False
    ways = {verb.lemma_, *(f"{verb.lemma_} {child.lower_}" for child in islice(verb.children, 64))}
    return not ways.isdisjoint(times_of(packs).dying)


def _steps(one: Token, other: Token) -> int:
    """Return how many steps of the parse lie between two words."""
    above = {one.i: 0}
    steps = 0
    while one.head.i != one.i:
        one, steps = one.head, steps + 1
        above[one.i] = steps
    steps = 0
    while other.i not in above:
        if other.head.i == other.i:
            return steps + len(above) + len(other.doc)
        other, steps = other.head, steps + 1
    return steps + above[other.i]


def _of_saying(page: Page, doc: Doc, offset: int, when: When, cue: Sequence[Span]) -> bool:
    """Say whether the date stands beside the cue and depends on it ("said Tuesday 12 had died")."""
    first, last = when.spans[0][0], when.spans[-1][1]
    behind = [end for _, end in cue if end <= first <= end + _BESIDE]
    if not behind:
        return False
    if page.text[max(behind) : first].split() == ["on"]:
        # "said on Tuesday it had killed 12"
        return True
    token = token_at(doc, first - offset)
    if token is None:
        return False
    after = token_at(doc, last - offset)
    if after is not None and after.tag_ == "POS":
        return False
    if any(first <= end + 1 for _, end in cue) and token.dep_ not in _INSIDE_NAMES:
        return True
    places = {token_at(doc, start - offset) for start, _ in cue}
    while token.head.i != token.i and token.head.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token.head in places


def _of_amending(page: Page, packs: Packs, ordinal: int, when: When) -> bool:
    """Say whether the date is that of taking a statement back, not of what was stated."""
    doc = page.parses[ordinal]
    token = token_at(doc, when.spans[0][0] - page.sentences[ordinal].start) if doc else None
    verb = next((up for up in _line(token) if up.pos_ in ("VERB", "AUX")), None) if token else None
    return verb is not None and verb.lemma_ in times_of(packs).amending


def _of_aftermath(
    packs: Packs,
    doc: Doc,
    offset: int,
    when: When,
    told: Sequence[Token],
    kind: Sequence[Token],
) -> bool:
    """Say whether the date is that of an arrest, a trial or the like, told of beside the loss."""
    token = token_at(doc, when.spans[0][0] - offset)
    if token is None:
        return False
    times = times_of(packs)
    above = {up for one in told for up in _line(one) if up.pos_ not in ("VERB", "AUX")}
    for up in _line(token):
        if up in above:
            # "Held over the 30 April shooting": the day is the shooting's.
            return False
        if up in kind and up.pos_ in ("NOUN", "PROPN"):
            return False
        if up.pos_ == "NOUN" and up.lemma_ in times.aftermath_nouns:
            return True
        if up.pos_ in ("VERB", "AUX"):
            if up in told:
                return False
            if up.lemma_ in times.amending and any(
                _right_behind(noun, token, times.aftermath_nouns) for noun in kind
            ):
                # "Corrected its toll of the shelling on Saturday": the shelling's.
                return False
            return up.lemma_ in times.aftermath or any(
                noun.lemma_ in times.aftermath_nouns for noun in _nouns_of(up)
            )
    return False


def _right_behind(noun: Token, token: Token, others: Collection[str]) -> bool:
    """Say whether a date stands behind a noun with nothing but its place between them.

    ``others`` are nouns of saying, arrests and the like, whose day it then is.
    """
    between = noun.doc[noun.i + 1 : token.i]
    return (
        noun.pos_ == "NOUN"
        and noun.i < token.i <= noun.i + _OWN_DAY
        and all(
            word.pos_ in ("ADP", "DET", "PROPN", "ADJ", "NOUN") and word.lemma_ not in others
            for word in between
        )
    )


def _nouns_of(verb: Token) -> Iterator[Token]:
    """Yield what a verb tells of ("the trial began", "held on murder charges")."""
    for child in islice(verb.children, 64):
        if child.dep_ in ("nsubj", "nsubjpass", "dobj"):
            yield child
        elif child.dep_ == "prep" and child.i > verb.i:
            yield from (noun for noun in islice(child.children, 64) if noun.dep_ == "pobj")


def _line(token: Token) -> Iterator[Token]:
    """Yield a word and what it hangs on, up to the root."""
    yield token
    while token.head.i != token.i:
        token = token.head
        yield token


__all__ = ["claim_date"]
