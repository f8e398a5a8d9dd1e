"""Lay a document out for reading: parts of bearable length, paragraphs, marked words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from provenance.browse.cards import Card
from provenance.browse.highlight import Mark, pieces
from provenance.browse.queries import Row

PART_CHARACTERS = 24_000
PART_CLAIMS = 120
"""A part is closed before it holds more; the page stays light enough for a phone."""
PARAGRAPH = 700
"""A paragraph longer than this is cut after a sentence, so that notes stay by their words."""
SHOWN = {
    "content": "content",
    "source": "source",
    "joint": "source",
    "cue": "cue",
    "hedge": "hedge",
}
"""How the roles of spans are shown; the others stand in the notes only."""
OVERRIDES = {"\u202d": "LRO", "\u202e": "RLO"}
"""Characters that make text read otherwise than it is stored; shown, and without effect."""
LABELS = {"source": "source", "cue": "cue", "figure": "figure", "hedge": "hedge"}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of one zone, with the claims that begin in it."""

    zone: str
    words: Markup
    cards: tuple[Card, ...]
    goes_on: bool


def parts(length: int, sentences: Sequence[Row], anchors: Iterable[int]) -> list[tuple[int, int]]:
    """Cut a document of ``length`` characters into parts at the starts of sentences.

    A sentence longer than a part is cut through: hostile text has no full stop.
    """
    begins = sorted(anchors)
    cuts = [0]
    for sentence in sentences:
        start, end = sentence["start"], sentence["end"]
        claims = bisect_left(begins, end) - bisect_left(begins, cuts[-1])
        if start > cuts[-1] and (end - cuts[-1] > PART_CHARACTERS or claims > PART_CLAIMS):
            cuts.append(start)
        while end - cuts[-1] > PART_CHARACTERS:
            cuts.append(cuts[-1] + PART_CHARACTERS)
    while length - cuts[-1] > 2 * PART_CHARACTERS:
        cuts.append(cuts[-1] + PART_CHARACTERS)
    return list(zip(cuts, [*cuts[1:], max(length, 1)], strict=True))


def part_of(place: int, cut: Sequence[tuple[int, int]]) -> int:
    """Return the number of the part, from 0, that a place of the text is in."""
    return max(0, bisect_right([start for start, _ in cut], place) - 1)


def blocks(
    text: str, start: int, end: int, sentences: Sequence[Row], cards: Sequence[Card], chosen: str
) -> list[Block]:
    """Return the paragraphs of ``text[start:end]``; their words joined are that text.

    ``chosen`` is the id of the claim that the visitor came for, or "".
    """
    edges = list(_paragraphs(text, start, end, sentences))
    marks = sorted(
        (mark for card in cards for mark in _marks(card)), key=lambda mark: (mark.start, mark.end)
    )
    begins = [edge[0] for edge in edges]
    held: list[list[Card]] = [[] for _ in edges]
    for card in cards:
        held[max(0, bisect_right(begins, card.anchor) - 1)].append(card)
    by_block: list[list[Mark]] = [[] for _ in edges]
    for mark in marks:
        block = max(0, bisect_right(begins, mark.start) - 1)
        while block < len(edges) and begins[block] < mark.end:
            by_block[block].append(mark)
            block += 1
    known = {card.number: card for card in cards}
    return [
        Block(
            zone,
            _words(text[begin:stop], begin, own, known, chosen),
            tuple(sorted(cards_here, key=lambda card: card.number)),
            goes_on,
        )
        for (begin, stop, zone, goes_on), own, cards_here in zip(edges, by_block, held, strict=True)
    ]


def sentence(card: Card) -> Markup:
    """Return the claim's sentence with the claim marked in it."""
    begin = card.row["sentence_start"]
    return _words(card.row["sentence"], begin, list(_marks(card)), {card.number: card}, "")


def _marks(card: Card) -> Iterable[Mark]:
    for role, places in card.spans.items():
        if role in SHOWN:
            for start, end in places:
                yield Mark(start, end, SHOWN[role], card.number)
    for figure in card.figures:
        yield Mark(figure["start"], figure["end"], "figure", card.number)


def _paragraphs(
    text: str, start: int, end: int, sentences: Sequence[Row]
) -> Iterable[tuple[int, int, str, bool]]:
    """Yield start, end, zone and whether the paragraph goes on in the next block."""
    begin, zone = start, ""
    last = start
    for sentence in sentences:
        if sentence["end"] <= start or sentence["start"] >= end:
            continue
        here = max(sentence["start"], start)
        broken = "\n" in text[last:here] or "\r" in text[last:here]
        other = bool(zone) and sentence["zone"] != zone
        if here > begin and (broken or other or here - begin > PARAGRAPH):
            yield begin, here, zone, not (broken or other)
            begin = here
        zone = sentence["zone"]
        last = min(sentence["end"], end)
    if begin < end:
        yield begin, end, zone, False


def _words(
    text: str, offset: int, marks: Sequence[Mark], cards: dict[int, Card], chosen: str
) -> Markup:
    """Return the text with its marks; what a browser reads from it is the text itself."""
    made: list[str] = []
    kept = text.rstrip()
    for piece in pieces(kept, offset, marks):
        made += [_reference(cards[number], chosen) for number in piece.opens]
        words = _escape(piece.text)
        if not piece.claims:
            made.append(words)
            continue
        classes = [f"{role}-mark" for role in piece.roles]
        if any(cards[number].id == chosen for number in piece.claims):
            classes.append("chosen")
        label = " ".join(LABELS[role] for role in piece.begins if role in LABELS)
        tag = "mark" if "content" in piece.roles else "span"
        made.append(
            f'<{tag} class="{" ".join(classes)}" data-c="{" ".join(map(str, piece.claims))}"'
            + (f' data-label="{label}"' if label else "")
            + f">{words}</{tag}>"
        )
    if len(kept) < len(text):
        made.append(f'<span class="gap">{_escape(text[len(kept) :])}</span>')
    return Markup("".join(made))


def _reference(card: Card, chosen: str) -> str:
    """Return the number of a claim: a link to its note that adds no words to the text."""
    source = escape(card.row["source"] or "source not known")
    here = " chosen" if card.id == chosen else ""
    return (
        f'<a class="ref{here}" id="claim-{escape(card.id)}" href="#note-{escape(card.id)}" '
        f'data-n="{card.number}" aria-label="Claim {card.number}, {source}"></a>'
    )


def _escape(text: str) -> str:
    # A browser reads a bare carriage return as a line feed, and drops NUL.
    safe = str(escape(text)).replace("\r", "&#13;").replace("\0", "\ufffd")
    for character, name in OVERRIDES.items():
        shown = f'<span class="control" data-name="{name}">{character}</span>'
        safe = safe.replace(character, shown)
    return safe
