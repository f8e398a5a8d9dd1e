"""Speech: quotations given to their cues, in the sentence and over its neighbours.

A quotation belongs to the cue whose content touches it.  Quoted sentences without a cue of
their own belong to the cue that the same pair of marks reaches, else to the speaker before
them in the paragraph, else to the cue behind them in it, else (a paragraph that is nothing
but quoted) to whoever spoke last.
"""

from __future__ import annotations

from collections.abc import Sequence

from provenance.extract.nesting import Utterance
from provenance.extract.quotes import Quotation, Quotations
from provenance.records import Sentence, Span

# Characters of a quotation that is too short to tell which of several speakers it is of.
_FEW = 12
# How many sentences on a cue may stand that takes what is quoted here.
_REACH = 40


def _touches(spans: Sequence[Span], other: Span) -> bool:
    """Say whether any of ``spans`` shares a character with ``other``."""
    return any(start < other[1] and end > other[0] for start, end in spans)


def give_quotations(
    text: str, sentence: Sentence, utterances: Sequence[Utterance], quotations: Quotations
) -> None:
    """Widen contents of one sentence to the quotations that they touch; give away the rest."""
    free: list[Span] = []
    for quotation in quotations.within((sentence.start, sentence.end)):
        if quotation.single:
            continue
        span = max(quotation.start, sentence.start), min(quotation.end, sentence.end)
        touching = [u for u in utterances if _touches(u.content, span)]
        if touching:
            # The narrowest reading that touches it: a quotation inside a clause stays there.
            best = max(touching, key=lambda u: (_shared(u.content, span), u.speaks))
            best.content = _join_spans([*best.content, span])
        else:
            free.append(span)
    speakers = [u for u in utterances if u.speaks and u.source]
    for span in free if speakers else ():
        if span[1] - span[0] < _FEW and len(speakers) > 1:
            continue
        nearest = min(speakers, key=lambda u: _distance(u.anchor, span))
        if nearest.content:
            if _edge(sentence, span) or _goes_on(text, nearest, span):
                nearest.content = _join_spans([*nearest.content, span])
        elif _set_off(text, sentence, nearest, span):
            nearest.content = [_with_lead(text, sentence, nearest, span)]
    for utterance in utterances:
        _keep_quoted(utterance, quotations)


def _set_off(text: str, sentence: Sentence, utterance: Utterance, span: Span) -> bool:
    """Say whether a quotation is what is said: beside its cue, or behind a comma or colon."""
    first = min(utterance.anchor, utterance.source[0][0])
    if span[1] <= first:
        return not any(char.isalnum() for char in text[span[1] : first])
    return span[0] <= sentence.start + 1 or text[sentence.start : span[0]].rstrip()[-1:] in (
        ",",
        ":",
        "—",
        "-",
    )


def _with_lead(text: str, sentence: Sentence, utterance: Utterance, span: Span) -> Span:
    """Return the quotation with the words that lead into it: "It is late "for all," he said."""
    first = min(utterance.anchor, utterance.source[0][0])
    lead = text[sentence.start : span[0]].rstrip()
    if span[1] > first or not lead or lead[-1] in ":,":
        return span
    return sentence.start, span[1]


def _keep_quoted(utterance: Utterance, quotations: Quotations) -> None:
    """Keep to the quotation that stands right before its cue: "…," he said, as it rained."""
    if not utterance.speaks or not utterance.source:
        return
    first = min(utterance.anchor, utterance.source[0][0])
    last = max(utterance.cue[-1][1], utterance.source[-1][1])
    quotation = quotations.at(first - 2) or quotations.at(first - 1)
    if quotation is None or quotation.single or quotation.end > first:
        return
    if not _touches(utterance.content, (quotation.start, quotation.end)):
        return
    before = [span for span in utterance.content if span[0] < first]
    behind = [span for span in utterance.content if span[0] >= last]
    quoted = [span for span in behind if any(not q.single for q in quotations.within(span))]
    if len(quoted) < len(behind):
        utterance.content = [*before, *quoted]


def _edge(sentence: Sentence, span: Span) -> bool:
    """Say whether a quotation begins or ends its sentence."""
    return span[0] <= sentence.start + 1 or span[1] >= sentence.end - 1


def _goes_on(text: str, utterance: Utterance, span: Span) -> bool:
    """Say whether a quotation stands right behind what is said: "calling it “a lie” and …"."""
    end = max(end for _, end in utterance.content)
    return utterance.anchor < end <= span[0] and not text[end : span[0]].strip()


def _shared(spans: Sequence[Span], other: Span) -> int:
    return sum(max(0, min(e, other[1]) - max(s, other[0])) for s, e in spans)


def _distance(offset: int, span: Span) -> int:
    return max(span[0] - offset, offset - span[1], 0)


def _join_spans(spans: Sequence[Span]) -> list[Span]:
    """Return the union of spans, in order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def continue_quotations(
    text: str,
    sentences: Sequence[Sentence],
    by_sentence: dict[int, list[Utterance]],
    quotations: Quotations,
) -> None:
    """Give quoted sentences without a cue of their own to the utterance that they go on with."""
    paragraph = _paragraphs(text, sentences)
    owner: dict[int, Utterance] = {}
    pending: list[int] = []
    last: Utterance | None = None
    last_ordinal = -2
    for sentence in sentences:
        here = sentence.ordinal
        if pending and paragraph[pending[-1]] != paragraph[here]:
            _give_to_last(sentences, pending, last, last_ordinal, owner)
            if pending and pending[-1] in owner:
                last_ordinal = pending[-1]
            pending = []
        opening = _opening(sentence, quotations)
        own = _quoting(by_sentence.get(here, ()), quotations)
        if own is not None:
            leading = opening is not None and _touches(own.content, (opening.start, opening.end))
            if pending and leading:
                for ordinal in pending:
                    owner[ordinal] = own
                    own.before.append((ordinal, [_span(sentences[ordinal])]))
                pending = []
            last, last_ordinal = own, here
            continue
        if opening is None:
            waiting = _waiting(by_sentence.get(here, ()))
            if waiting is not None:
                if pending and not waiting.content:
                    for ordinal in pending:
                        owner[ordinal] = waiting
                        waiting.before.append((ordinal, [_span(sentences[ordinal])]))
                    pending = []
                last, last_ordinal = waiting, here
            continue
        reaches = opening.end > sentence.end + 1
        same = last is not None and last_ordinal == here - 1
        if (
            same
            and paragraph[last_ordinal] == paragraph[here]
            and not (reaches and _later_cue(sentence, opening, by_sentence, sentences))
        ):
            assert last is not None
            last.after.append((here, [_span(sentence)]))
            owner[here] = last
            last_ordinal = here
        else:
            pending.append(here)
    _give_to_last(sentences, pending, last, last_ordinal, owner)


def _give_to_last(
    sentences: Sequence[Sentence],
    pending: list[int],
    last: Utterance | None,
    last_ordinal: int,
    owner: dict[int, Utterance],
) -> None:
    """Give a paragraph that is nothing but quoted to whoever spoke right before it."""
    if last is None or not pending or pending[0] != last_ordinal + 1:
        return
    for ordinal in pending:
        owner[ordinal] = last
        last.after.append((ordinal, [_span(sentences[ordinal])]))


def _later_cue(
    sentence: Sentence,
    quotation: Quotation,
    by_sentence: dict[int, list[Utterance]],
    sentences: Sequence[Sentence],
) -> bool:
    """Say whether the sentence in which ``quotation`` ends has a cue that takes it."""
    for later in sentences[sentence.ordinal + 1 : sentence.ordinal + _REACH]:
        if later.start >= quotation.end:
            return False
        for utterance in by_sentence.get(later.ordinal, ()):
            if _touches(utterance.content, (quotation.start, quotation.end)):
                return True
    return False


def _span(sentence: Sentence) -> Span:
    return sentence.start, sentence.end


def _opening(sentence: Sentence, quotations: Quotations) -> Quotation | None:
    """Return the quotation that the sentence begins in."""
    quotation = quotations.at(sentence.start)
    if quotation is None or quotation.single:
        return None
    return quotation


def _quoting(utterances: Sequence[Utterance], quotations: Quotations) -> Utterance | None:
    """Return the utterance of a sentence whose content is quoted."""
    for utterance in utterances:
        if utterance.speaks and any(
            not q.single for span in utterance.content for q in quotations.within(span)
        ):
            return utterance
    return None


def _waiting(utterances: Sequence[Utterance]) -> Utterance | None:
    """Return the utterance behind which a quotation may follow."""
    speaking = [u for u in utterances if u.speaks and u.source]
    return speaking[-1] if speaking else None


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """Return the number of the paragraph of each sentence."""
    numbers = []
    number = 0
    position = 0
    for sentence in sentences:
        if "\n" in text[position : sentence.start]:
            number += 1
        numbers.append(number)
        position = max(position, sentence.end)
    return numbers


__all__ = ["continue_quotations", "give_quotations"]
