"""Attribution: who is made to vouch for what, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from provenance.extract.bodies import finder_of
from provenance.extract.citing import hand_on
from provenance.extract.closing import closings, cut_source, is_plain, stretch
from provenance.extract.content import sentence_drafts
from provenance.extract.cues import Cues, cues_of, needs_parse
from provenance.extract.headings import heading, label
from provenance.extract.lists import MARKER
from provenance.extract.nesting import Utterance, nest
from provenance.extract.nounphrases import noun_phrase
from provenance.extract.page import Page, Part, Statement
from provenance.extract.printed import printed_closings
from provenance.extract.quotes import Quotations, find_quotations, find_turns
from provenance.extract.rejoined import rejoin
from provenance.extract.resolve import Pending, Resolver
from provenance.extract.said import Draft
from provenance.extract.speakers import may_speak
from provenance.extract.speech import continue_quotations, give_quotations
from provenance.extract.subjects import quoted_by
from provenance.extract.tails import give_tails
from provenance.packs import Packs
from provenance.records import Cue, Sentence, SourceKind, Span, Style, Zone

# Who keeps and puts out tolls.
COUNTING = frozenset(
    {
        SourceKind.MONITOR,
        SourceKind.MEDIA,
        SourceKind.STATE,
        SourceKind.HUMANITARIAN,
        SourceKind.MILITARY,
        SourceKind.OFFICIAL,
        SourceKind.ACTIVIST,
    }
)
SILENT = frozenset({Zone.BOILERPLATE, Zone.DATELINE})


def find_statements(page: Page, packs: Packs) -> list[Statement]:
    """Return the attributed statements of a parsed page, in reading order."""
    cues = cues_of(packs)
    resolver = Resolver(page, packs, finder_of(packs))
    turns = find_turns(page.text, resolver.known.turn_labels, resolver.known.askers)
    quotations = find_quotations(page.text, page.sentences, turns)
    speakers = {turn.speaker[0] for turn in turns}
    plain = is_plain(page.text)

    def speaks(noun: Token) -> bool:
        return may_speak(noun, resolver.known, resolver.persons)

    by_sentence: dict[int, list[Utterance]] = {}
    for sentence, doc in page.parsed():
        if sentence.zone in SILENT:
            continue
        quoted = _quoted(doc, sentence, quotations)
        text, found = page.text[sentence.start : sentence.end], list(cues.find(doc))
        rejoin(doc, cues, found, quoted, speaks)
        drafts = sentence_drafts(doc, sentence.ordinal, text, cues, quoted, found)
        names = resolver.names(doc, sentence.ordinal)
        if sentence.zone is Zone.HEADLINE:
            head = heading(doc, sentence.ordinal, resolver.known, names, page.text, plain=plain)
            if head is not None:
                drafts = [head]
        elif ":" in text and not speakers:
            said = label(doc, sentence.ordinal, resolver.known, names, page.text)
            if said is not None:
                drafts = [d for d in drafts if d.cue[0] not in said.source]
                drafts.append(said)
        if plain:
            for last in closings(doc, sentence.ordinal, cues, resolver.known, names, quoted):
                drafts = [d for d in drafts if d.word_index != last.word_index]
                drafts.append(last)
            drafts = [cut_source(doc, draft, cues, resolver.known, names) for draft in drafts]
            drafts = [stretch(doc, draft, drafts) for draft in drafts]
        elif "," in text and found and sentence.zone is not Zone.HEADLINE:
            drafts = printed_closings(
                doc, sentence.ordinal, cues, resolver.known, names, quoted, drafts, found
            )
        if drafts and ("," in text or ";" in text):
            give_tails(doc, drafts, cues, resolver.known, quoted, joined=";" in text)
        drafts = hand_on(doc, drafts, cues, resolver.known, names)
        if speakers:
            turn = next((t for t in doc if sentence.start + t.idx in speakers), None)
            if turn is not None:
                drafts = [_turn(doc, turn, sentence)]
        utterances = nest(
            [_utterance(page, doc, draft, cues) for draft in drafts], cues, sentence.start
        )
        give_quotations(page.text, sentence, utterances, quotations)
        by_sentence[sentence.ordinal] = utterances
    continue_quotations(page.text, page.sentences, by_sentence, quotations)
    _give_lists(page, by_sentence)
    made = []
    sourcings: dict[int, Sourcing] = {}
    for ordinal in sorted(by_sentence):
        for utterance in by_sentence[ordinal]:
            parts = _parts(utterance)
            sourcing = _sources(page, utterance, resolver, cues) if parts else None
            if sourcing is not None:
                sourcings[id(utterance)] = sourcing
                made.append((utterance, parts, sourcing))
    return [_statement(page, *item, sourcings, resolver, quotations) for item in made]


def _turn(doc: Doc, first: Token, sentence: Sentence) -> Draft:
    """Return the draft of a transcript's turn: the colon is the cue."""
    colon = next(t.i for t in doc[first.i :] if t.text == ":" or ":" in t.text)
    content = [t.i for t in doc if t.i > colon and not t.is_space]
    source = list(range(first.i, max(colon, first.i + 1)))
    return Draft(sentence.ordinal, [colon], content, source, "cue.turn", doc[source[-1]])


def _give_lists(page: Page, by_sentence: Mapping[int, Sequence[Utterance]]) -> None:
    """Give the items of a list to who is said to say or count them in the line above."""
    for opening, items in page.lists.items():
        speaking = [u for u in by_sentence.get(opening, ()) if u.source]
        if not speaking:
            continue
        speaker = max(speaking, key=lambda u: max((end for _, end in u.content), default=u.anchor))
        taken = {ordinal for ordinal, _ in speaker.after}
        for ordinal in items:
            if ordinal in taken or any(u.source for u in by_sentence.get(ordinal, ())):
                continue
            sentence = page.sentences[ordinal]
            marker = MARKER.match(page.text, sentence.start, sentence.end)
            start = marker.end() if marker is not None else sentence.start
            if start < sentence.end:
                speaker.after.append((ordinal, [(start, sentence.end)]))


@dataclass(frozen=True, slots=True)
class Sourcing:
    """Who vouches, and through whom, before names are settled."""

    source: Pending | None
    told: tuple[Pending, ...] = ()
    quoter: tuple[Pending, ...] = ()


def _sources(page: Page, utterance: Utterance, resolver: Resolver, cues: Cues) -> Sourcing | None:
    """Resolve source and hearers; None where the subject cannot put out a number."""
    draft = utterance.draft
    doc = page.parses[draft.ordinal]
    if doc is None or not draft.source:
        return Sourcing(None)
    quoting: tuple[Pending, ...] = ()
    if draft.quoter:
        # The one who cites stands first in print where a pronoun may mean somebody before.
        quoting = (resolver.read(doc, draft.ordinal, draft.quoter, draft.quoter_head),)
    source = resolver.read(doc, draft.ordinal, draft.source, draft.head)
    body = draft.head is not None and draft.head.lemma_.lower() in resolver.known.any_body
    if draft.rule == "cue.count" and source.entity.kind not in COUNTING and not body:
        return None
    told = []
    for hearer in draft.hearers:
        media = resolver.media(doc, draft.ordinal, noun_phrase(hearer, draft.word), hearer)
        if media is not None:
            told.append(media)
    if quoting:
        return Sourcing(source, tuple(told), quoting)
    quoter = quoted_by(draft.word, cues) if draft.word is not None else None
    if quoter is None or quoter[1] is None:
        return Sourcing(source, tuple(told))
    tokens = noun_phrase(quoter[1], draft.word)
    return Sourcing(source, tuple(told), (resolver.read(doc, draft.ordinal, tokens, quoter[1]),))


def _parts(utterance: Utterance) -> tuple[Part, ...]:
    pieces = sorted(
        [*utterance.before, (utterance.ordinal, utterance.content), *utterance.after],
        key=lambda piece: (piece[0] != utterance.ordinal, piece[0]),
    )
    return tuple(Part(ordinal, tuple(spans)) for ordinal, spans in pieces if spans)


def _utterance(page: Page, doc: Doc, draft: Draft, cues: Cues) -> Utterance:
    ordinal = draft.ordinal
    return Utterance(
        draft,
        list(runs(page, doc, ordinal, draft.content)),
        runs(page, doc, ordinal, draft.source),
        runs(page, doc, ordinal, draft.cue),
        speaks=(
            draft.word is not None
            and draft.word is not draft.head
            and cues.lemma(draft.word) in cues.speaking
        )
        or (draft.rule in ("cue.according_to", "cue.turn", "cue.colon")),
    )


def _quoted(doc: Doc, sentence: Sentence, quotations: Quotations) -> list[bool]:
    """Say of each token whether it stands inside a quotation; one in single marks is none."""
    inside = [q for q in quotations.within((sentence.start, sentence.end)) if not q.single]
    flags = [False] * len(doc)
    if inside:
        places = doc.to_array("IDX") + sentence.start
        for quotation in inside:
            low = int(places.searchsorted(quotation.start))
            high = int(places.searchsorted(quotation.end))
            flags[low:high] = [True] * (high - low)
    return flags


def _statement(
    page: Page,
    utterance: Utterance,
    parts: tuple[Part, ...],
    sourcing: Sourcing,
    sourcings: dict[int, Sourcing],
    resolver: Resolver,
    quotations: Quotations,
) -> Statement:
    source = sourcing.source
    mention = resolver.settle(source) if source else None
    told = [resolver.settle(hearer) for hearer in sourcing.told]
    cue = list(utterance.cue)
    for hearer in told:
        cue += hearer.spans
    outer = sourcings.get(id(utterance.outer))
    handed_on = [*sourcing.quoter, *([outer.source] if outer and outer.source else [])]
    stations = (*told, *(resolver.settle(station) for station in handed_on))
    via = tuple(m for m in stations if mention is None or m.source.id != mention.source.id)
    cue = sorted(set(cue))
    spans = [span for part in parts for span in part.spans]
    return Statement(
        source=mention,
        cue=Cue(spans=tuple(cue), text=" ".join(page.slice(s) for s in cue)),
        style=_style(spans, quotations) if mention else Style.NARRATION,
        parts=parts,
        rule=utterance.draft.rule,
        sources=tuple(resolver.settle(part) for part in source.parts) if source else (),
        via=via,
    )


def runs(page: Page, doc: Doc, ordinal: int, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Return the document spans of the runs of neighbouring tokens."""
    offset = page.sentences[ordinal].start
    spans: list[list[int]] = []
    last = -2
    for i in sorted(tokens):
        token = doc[i]
        start, end = offset + token.idx, offset + token.idx + len(token.text)
        if i == last + 1 and spans:
            spans[-1][1] = end
        else:
            spans.append([start, end])
        last = i
    return tuple((s, e) for s, e in spans)


def _style(spans: Sequence[Span], quotations: Quotations) -> Style:
    total = sum(end - start for start, end in spans)
    quoted = sum(quotations.share(span) * (span[1] - span[0]) for span in spans)
    if total and quoted / total >= 0.9:
        return Style.DIRECT
    return Style.MIXED if quoted > 0 else Style.INDIRECT


__all__ = ["find_statements", "needs_parse"]
