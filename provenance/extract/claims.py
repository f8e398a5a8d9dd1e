"""Claims: statements, figures, times and places of a page put together.

A statement becomes one claim a sentence; what no statement covers becomes the page's own
claim (narration) when it holds a figure, a kind of happening or a word about other claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from provenance.extract.attribution import find_statements
from provenance.extract.claimdates import claim_date
from provenance.extract.dates import find_dates
from provenance.extract.figures import NAMED, find_figures
from provenance.extract.kinds import find_kind
from provenance.extract.modality import read_modality
from provenance.extract.page import Page, Statement
from provenance.extract.places import find_places
from provenance.extract.stances import StanceFound, find_stance, might_take_stance
from provenance.extract.vouching import find_chain
from provenance.packs import Packs
from provenance.records import (
    Attribution,
    Claim,
    Figure,
    FlagCode,
    Measure,
    Modality,
    Span,
    Stance,
    When,
    Where,
    Zone,
    content_id,
)

HURT = frozenset({Measure.KILLED, Measure.INJURED, Measure.KILLED_OR_INJURED})
SILENT_ZONES = frozenset({Zone.BOILERPLATE, Zone.DATELINE})


@dataclass(slots=True)
class Draft:
    """A claim in the making: where it stands, and what statement it is a part of."""

    ordinal: int
    spans: tuple[Span, ...]
    statement: Statement | None = None
    head: Draft | None = None
    """The draft whose quotation this one goes on with."""
    figures: list[Figure] = field(default_factory=list)
    claim_id: str = ""

    @property
    def width(self) -> int:
        """Length of the content in characters."""
        return sum(end - start for start, end in self.spans)

    def holds(self, span: Span) -> bool:
        """Say whether ``span`` begins inside the content."""
        return any(start <= span[0] < end for start, end in self.spans)


def find_claims(page: Page, packs: Packs) -> tuple[Claim, ...]:
    """Return the claims of a parsed page, in the order of the text.

    A claim that continues a quotation follows the claim that it continues.
    """
    # Words without a speaker ("is believed to", "appeared to be") are the page's own hedge.
    statements = [found for found in find_statements(page, packs) if found.source is not None]
    figures = find_figures(page, packs)
    by_sentence: dict[int, list[Draft]] = {}
    drafts: list[Draft] = []
    for statement in statements:
        head: Draft | None = None
        for part in statement.parts:
            draft = Draft(part.ordinal, part.spans, statement, head)
            head = head or draft
            drafts.append(draft)
            by_sentence.setdefault(part.ordinal, []).append(draft)
    own: list[Draft] = []
    for ordinal in range(len(page.sentences)):
        here = by_sentence.get(ordinal, [])
        own += _share(page, packs, ordinal, here, figures.get(ordinal, []))
    drafts = _in_order(drafts + own)
    drafts, repeats = _fold_repeats(page, drafts)
    _unhang(drafts)
    dates = find_dates(page, packs)
    places = find_places(page, packs)
    listed = frozenset(item for items in page.lists.values() for item in items)
    claims = []
    made: set[str] = set()
    for draft in drafts:
        draft.claim_id = _claim_id(page, draft)
        if draft.claim_id in made:  # the same words of the same source, found by two cues
            continue
        made.add(draft.claim_id)
        claim = _claim(page, packs, draft, dates, places, by_sentence, repeats, listed)
        if claim is not None:
            claims.append(claim)
    return tuple(claims)


def _share(
    page: Page,
    packs: Packs,
    ordinal: int,
    drafts: Sequence[Draft],
    figures: Sequence[Figure],
) -> Iterator[Draft]:
    """Give each figure to the narrowest content that holds it; yield the page's own draft.

    A figure outside all content (in the source's noun phrase, say) is the page's own.
    """
    left = []
    wholes = {figure.subset_of for figure in figures}
    for figure in figures:
        holding = [draft for draft in drafts if draft.holds(figure.span)]
        if holding:
            min(holding, key=lambda draft: draft.width).figures.append(figure)
        elif figure.id in wholes or not any(
            _counts_speakers(figure, draft.statement) for draft in drafts
        ):
            left.append(figure)
    sentence = page.sentences[ordinal]
    if sentence.zone in SILENT_ZONES:
        return
    whole = (sentence.start, sentence.end)
    rest = _minus(page, whole, [span for draft in drafts for span in draft.spans])
    if not drafts or left:
        if rest:
            yield Draft(ordinal, _unsaid(rest, drafts, left), figures=left)
        return
    # "He offered no evidence for this claim": the page speaks of a claim, whatever is
    # attributed in passing; unless it is the attributed content that does.
    stance = _stance(page, ordinal, (whole,), packs)
    if stance and not _is_said(page, packs, stance, drafts):
        yield Draft(ordinal, (whole,))
        return
    # "The army launched an attack, aiming to take the town": the aim is the army's, the
    # attack is told by the page.
    kind = find_kind(page, ordinal, rest, packs) if rest else None
    words = (tuple(_words(draft.statement)) for draft in drafts if draft.statement)
    if kind and not _inside(kind.evidence.spans, words):
        yield Draft(ordinal, rest)


def _is_said(page: Page, packs: Packs, stance: StanceFound, drafts: Sequence[Draft]) -> bool:
    """Say whether it is somebody named who says this of another claim, not the page."""
    if _inside(stance.evidence.spans, (draft.spans for draft in drafts)):
        return True
    said = (_stance(page, d.ordinal, d.spans, packs, _cue(d)) for d in drafts)
    return any(s is not None and s.evidence.spans == stance.evidence.spans for s in said)


def _unsaid(
    rest: tuple[Span, ...], drafts: Sequence[Draft], left: Sequence[Figure]
) -> tuple[Span, ...]:
    """Return what is left without the pieces that only say who said the rest of the sentence."""
    cues = [_cue(draft) for draft in drafts]
    kept = tuple(
        piece
        for piece in rest
        if any(_inside([figure.span], ((piece,),)) for figure in left)
        or not any(_inside(cue, ((piece,),)) for cue in cues)
    )
    return kept or rest


def _unhang(drafts: Sequence[Draft]) -> None:
    """Make figures whose total was left out (it stood in a repeat, say) a part of nothing."""
    kept = {figure.id for draft in drafts for figure in draft.figures}
    for draft in drafts:
        for at, figure in enumerate(draft.figures):
            if figure.subset_of is not None and figure.subset_of not in kept:
                evidence = tuple(e for e in figure.evidence if e.field != "subset_of")
                draft.figures[at] = figure.model_copy(
                    update={"subset_of": None, "evidence": evidence}
                )


def _counts_speakers(figure: Figure, statement: Statement | None) -> bool:
    """Say whether a figure counts who speaks ("two residents said"), not who is lost.

    A loss told in the source's own noun phrase ("a man wounded in the raid said") is one.
    """
    if statement is None or statement.source is None:
        return False
    source = (statement.source.spans,)
    if not _inside([figure.span], source):
        return False
    shown = [e for e in figure.evidence if e.field == "measure" and e.spans]
    if any(e.rule == "measure.passive" for e in shown):
        # "One man was killed and two were hurt, as reported by …": who was killed does not speak.
        return False
    measured = [e.spans for e in shown]
    return not any(_inside(spans, source) for spans in measured)


def _inside(spans: Sequence[Span], groups: Iterable[Sequence[Span]]) -> bool:
    """Say whether any of ``spans`` begins inside any span of the groups."""
    return any(a <= span[0] < b for group in groups for a, b in group for span in spans)


def _stance(
    page: Page, ordinal: int, spans: Sequence[Span], packs: Packs, cue: Sequence[Span] = ()
) -> StanceFound | None:
    """Return what the content says of other claims; most sentences are ruled out by a word."""
    sentence = page.sentences[ordinal]
    if not might_take_stance(page.text[sentence.start : sentence.end], packs):
        return None
    return find_stance(page, ordinal, spans, packs, cue)


def _cue(draft: Draft) -> tuple[Span, ...]:
    cue = draft.statement.cue if draft.statement is not None else None
    return cue.spans if cue is not None else ()


def _losses(draft: Draft) -> list[Span]:
    """Return the words that say what was lost, of the figures of the content.

    Where people died or were hurt, the arrest told beside it is not what is dated.
    """
    hurt = [figure for figure in draft.figures if figure.measure in HURT]
    return [
        span
        for figure in hurt or draft.figures
        for evidence in figure.evidence
        if evidence.field == "measure"
        for span in evidence.spans
    ]


def _words(statement: Statement) -> Iterator[Span]:
    """Yield the spans of source and cue."""
    if statement.source is not None:
        yield from statement.source.spans
    if statement.cue is not None:
        yield from statement.cue.spans


def _minus(page: Page, whole: Span, taken: Sequence[Span]) -> tuple[Span, ...]:
    """Return what is left of ``whole``: trimmed pieces that hold a letter or digit."""
    pieces = []
    position = whole[0]
    for start, end in sorted(taken):
        if start > position:
            pieces.append((position, min(start, whole[1])))
        position = max(position, end)
    pieces.append((position, whole[1]))
    kept = []
    for start, end in pieces:
        text = page.text[start:end]
        if any(char.isalnum() for char in text):
            start += len(text) - len(text.lstrip())
            kept.append((start, start + len(text.strip())))
    return tuple(kept)


def _in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Sort by the place of the head, continuations behind their head."""

    def key(draft: Draft) -> tuple[int, int, int, int]:
        head = draft.head or draft
        return head.spans[0][0], head.spans[-1][1], draft.head is not None, draft.spans[0][0]

    return sorted((draft for draft in drafts if draft.spans), key=key)


def _fold_repeats(
    page: Page, drafts: Sequence[Draft]
) -> tuple[list[Draft], dict[int, tuple[Span, ...]]]:
    """Drop drafts of sentences that stood before; return the rest and where the repeats stand.

    The body speaks before a headline, and a quoted sentence before its bare repeat.
    """
    twins: dict[tuple[bool, str], list[int]] = {}
    for sentence in page.sentences:
        if sentence.zone not in SILENT_ZONES:
            words = (
                " ".join(page.text[sentence.start : sentence.end].split()).rstrip(".").casefold()
            )
            comment = sentence.zone is Zone.COMMENT
            twins.setdefault((comment, words), []).append(sentence.ordinal)
    dropped: set[int] = set()
    repeats: dict[int, tuple[Span, ...]] = {}
    for ordinals in twins.values():
        if len(ordinals) > 1:
            first = min(ordinals, key=lambda o: (page.sentences[o].zone is Zone.HEADLINE, o))
            others = [page.sentences[o] for o in ordinals if o != first]
            dropped.update(s.ordinal for s in others)
            repeats[first] = tuple((s.start, s.end) for s in others)
    heads = {id(draft.head) for draft in drafts if draft.head is not None}
    kept = [
        draft
        for draft in drafts
        if draft.ordinal not in dropped or id(draft) in heads or draft.head is not None
    ]
    return kept, repeats


def _claim_id(page: Page, draft: Draft) -> str:
    mention = draft.statement.source if draft.statement else None
    source = mention.source.id if mention else None
    return content_id("claim", page.document.id, draft.spans, source)


def _claim(
    page: Page,
    packs: Packs,
    draft: Draft,
    dates: dict[int, tuple[When, ...]],
    places: dict[int, tuple[Where, ...]],
    by_sentence: dict[int, list[Draft]],
    repeats: dict[int, tuple[Span, ...]],
    listed: frozenset[int],
) -> Claim | None:
    """Read the values of one claim; None for narration that says nothing we keep."""
    ordinal, spans = draft.ordinal, draft.spans
    sentence = page.sentences[ordinal]
    stance = _stance(page, ordinal, spans, packs, _cue(draft))
    if stance and draft.statement is None:
        said = [other for other in by_sentence.get(ordinal, ()) if other is not draft]
        stance = None if _is_said(page, packs, stance, said) else stance
    verb = stance.evidence.spans[0] if stance and stance.stance is Stance.RETRACTS else None
    kind = find_kind(page, ordinal, spans, packs, verb)
    if draft.statement is None and not draft.figures and kind is None and stance is None:
        return None
    modal = read_modality(page, ordinal, spans, packs, _cue(draft))
    evidence = [*modal.evidence]
    if kind is not None:
        evidence.append(kind.evidence)
    if stance is not None:
        evidence.append(stance.evidence)
    here = _places_of(draft, by_sentence.get(ordinal, ()), places.get(ordinal, ()))
    continues = draft.head.claim_id if draft.head else None
    chain, attribution = find_chain(page, packs, draft.statement, sentence.zone, continues)
    when = claim_date(
        page,
        packs,
        dates,
        ordinal,
        spans,
        cue=_cue(draft),
        losses=_losses(draft),
        about=kind.evidence.spans if kind else (),
        named=all(figure.rule == NAMED for figure in draft.figures),
    )
    if when is None and draft.head is not None and ordinal in listed:
        # "In July the network documented the following:" dates the items below it.
        when = claim_date(page, packs, dates, draft.head.ordinal, draft.head.spans)
    return Claim(
        id=draft.claim_id,
        ordinal=ordinal,
        sentence=(sentence.start, sentence.end),
        zone=sentence.zone,
        spans=spans,
        text=" ".join(page.slice(span) for span in spans),
        polarity=modal.polarity,
        modality=modal.modality,
        attribution=attribution,
        chain=chain,
        figures=tuple(sorted(draft.figures, key=lambda figure: figure.span)),
        when=when,
        where=here,
        kind=kind.name if kind else None,
        stance=stance.stance if stance else None,
        flags=_flags(draft, modal.modality, attribution, sentence.zone),
        rule=attribution.rule if attribution else "narration",
        repeated_at=repeats.get(ordinal, ()),
        evidence=tuple(evidence),
    )


def _places_of(draft: Draft, drafts: Sequence[Draft], places: Sequence[Where]) -> tuple[Where, ...]:
    """Return the places inside the content; else those that are no source's own name.

    "According to the capital, 12 were killed" happened in no place that the words tell.
    """
    inside = tuple(place for place in places if draft.holds(place.spans[0]))
    if inside:
        return inside
    words = [
        word
        for other in drafts
        if other.statement is not None
        for word in (*_words(other.statement), *(() if other is draft else other.spans))
    ]
    return tuple(
        place
        for place in places
        if not any(start <= place.spans[0][0] < end for start, end in words)
    )


def _flags(
    draft: Draft, modality: Modality, attribution: Attribution | None, zone: Zone
) -> tuple[FlagCode, ...]:
    """Return the flags that the claim's own sentence shows; linking adds the others."""
    flags = []
    if attribution and attribution.source and not attribution.source.source.named:
        flags.append(FlagCode.UNNAMED_SOURCE)
    if modality is Modality.HEDGED:
        flags.append(FlagCode.HEDGED)
    if any(figure.unquantified for figure in draft.figures):
        flags.append(FlagCode.UNQUANTIFIED)
    if zone is Zone.COMMENT:
        flags.append(FlagCode.READER_COMMENT)
    return tuple(flags)


__all__ = ["find_claims"]
