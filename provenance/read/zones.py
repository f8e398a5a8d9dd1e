"""Zones: which part of the page each sentence stands in, by which rule.

General features decide: position, length, case, punctuation, person and vocabulary.  In
doubt a sentence is body, for a claim in a wrong boilerplate zone is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from provenance.packs.loader import Packs
from provenance.read.boilerplate import (
    addresses_reader,
    boilerplate_rule,
    is_spoken,
    signature_rule,
)
from provenance.read.captions import caption_rule, is_bracketed, is_numbered
from provenance.read.comments import comments_start
from provenance.read.headings import heading_rules
from provenance.read.items import Item, Lead
from provenance.read.zone_words import ZonePhrases, zone_phrases
from provenance.records import Sentence, Span, Zone

ROW_RULE = "body.row"
"""The rule of a row of a table with numbers in it."""
_LATE = 0.7
_LONGEST_PLEA = 300
_LONGEST_GAP = 80
_LONGEST_CAPTION = 900
_CLOSING = ("boilerplate.menu", "boilerplate.credit", "boilerplate.related", "boilerplate.between")
_FINAL = '.!?…"”’)'


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text whose zone the markup of the page tells."""

    start: int
    end: int
    zone: Zone
    rule: str


@dataclass(slots=True)
class _Block:
    """A paragraph: its span and the ordinals of its sentences."""

    start: int
    end: int
    sentences: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """The page while its zones are chosen."""

    text: str
    spans: list[Span]
    blocks: list[_Block]
    words: ZonePhrases
    zones: list[tuple[Zone, str] | None]

    def slice(self, index: int) -> str:
        """Return the text of a sentence."""
        start, end = self.spans[index]
        return self.text[start:end]

    def done(self, block: _Block) -> bool:
        """Tell whether all sentences of the paragraph have their zone."""
        return all(self.zones[index] is not None for index in block.sentences)

    def open_text(self, block: _Block) -> str:
        """Return the text of the paragraph from its first sentence without a zone."""
        for index in block.sentences:
            if self.zones[index] is None:
                return self.text[self.spans[index][0] : block.end]
        return self.text[block.start : block.end]


def assign(
    text: str,
    spans: list[Span],
    paragraphs: list[Span],
    lead: Lead,
    packs: Packs,
    marks: Sequence[Mark] = (),
) -> tuple[Sentence, ...]:
    """Return the sentences, each in its zone with the rule that chose it."""
    blocks = [_Block(start, end) for start, end in paragraphs]
    place = 0
    for index, (start, _) in enumerate(spans):
        while blocks[place].end <= start:
            place += 1
        blocks[place].sentences.append(index)
    page = _Page(text, spans, blocks, zone_phrases(packs), [None] * len(spans))
    _from_lead(page, lead.items)
    _from_marks(page, [mark for mark in marks if mark.zone is not Zone.HEADLINE])
    _boilerplate(page)
    _signature(page)
    _beside(page)
    _within_links(page)
    _captions(page)
    _fill_ends(page)
    _from_marks(page, [mark for mark in marks if mark.zone is Zone.HEADLINE])
    _headings(page, lead)
    _inline_headings(page)
    _comments(page)
    found = []
    for ordinal, ((start, end), chosen) in enumerate(zip(spans, page.zones, strict=True)):
        zone, rule = chosen or (Zone.BODY, "body.default")
        found.append(Sentence(ordinal=ordinal, start=start, end=end, zone=zone, rule=rule))
    return tuple(found)


def _from_lead(page: _Page, items: tuple[Item, ...]) -> None:
    place = 0
    for index, (start, end) in enumerate(page.spans):
        while place < len(items) and items[place].end <= start:
            place += 1
        if place < len(items) and items[place].start <= start and end <= items[place].end:
            page.zones[index] = items[place].zone, items[place].rule


def _from_marks(page: _Page, marks: Sequence[Mark]) -> None:
    """Take the zones that the markup tells; a heading of boilerplate stays boilerplate."""
    place = 0
    for index, (start, end) in enumerate(page.spans):
        while place < len(marks) and marks[place].end <= start:
            place += 1
        if place < len(marks) and marks[place].start <= start and end <= marks[place].end:
            mark = marks[place]
            if mark.zone is not Zone.HEADLINE or page.zones[index] is None:
                page.zones[index] = mark.zone, mark.rule


def _boilerplate(page: _Page) -> None:
    length = max(1, page.blocks[-1].end) if page.blocks else 1
    for block in page.blocks:
        rest = False
        for index in block.sentences:
            if page.zones[index] is not None:
                continue
            late = page.spans[index][0] / length > _LATE
            rule = boilerplate_rule(page.slice(index), page.words, late)
            if rule is None and rest:
                rule = "boilerplate.section_rest"
            if rule is not None:
                page.zones[index] = Zone.BOILERPLATE, rule
            if rule == "boilerplate.section" and (late or index == block.sentences[0]):
                rest = True


def _signature(page: _Page) -> None:
    """Take a name alone at the end of the page, before its boilerplate, as its author's."""
    for index in range(len(page.spans) - 1, 0, -1):
        if page.zones[index] is None:
            rule = signature_rule(page.slice(index))
            if rule:
                page.zones[index] = Zone.BOILERPLATE, rule
            return


def _beside(page: _Page) -> None:
    """Take sentences that address the reader with the boilerplate that they stand beside."""
    count = len(page.spans)
    for order in (range(count), range(count - 1, -1, -1)):
        for index in order:
            if page.zones[index] is None and any(
                0 <= other < count and _is_boilerplate(page.zones[other])
                for other in (index - 1, index + 1)
            ):
                sentence = page.slice(index)
                if len(sentence) <= _LONGEST_PLEA and addresses_reader(sentence, page.words):
                    page.zones[index] = Zone.BOILERPLATE, "boilerplate.beside"


def _within_links(page: _Page) -> None:
    """Take a sentence between a page's closing links and other boilerplate in one paragraph."""
    for block in page.blocks:
        for before, index, after in zip(
            block.sentences, block.sentences[1:], block.sentences[2:], strict=False
        ):
            if page.zones[index] is not None or not _is_boilerplate(page.zones[after]):
                continue
            chosen = page.zones[before]
            closing = chosen is not None and chosen[1] in _CLOSING
            if closing and not is_spoken(page.slice(index), page.words):
                page.zones[index] = Zone.BOILERPLATE, "boilerplate.between"


def _is_boilerplate(chosen: tuple[Zone, str] | None) -> bool:
    """Tell whether the zone is boilerplate by its words, not by looks alone."""
    return chosen is not None and chosen[1] in (
        "boilerplate.phrase", "boilerplate.section", "boilerplate.section_rest",
        "boilerplate.plea", "boilerplate.beside", "boilerplate.social",
    )  # fmt: skip


def _captions(page: _Page) -> None:
    for block in page.blocks:
        for index in block.sentences:
            if page.zones[index] is None:
                rule = caption_rule(page.slice(index), page.words)
                if rule:
                    page.zones[index] = Zone.CAPTION, rule
        _rest_of_caption(page, block)


def _rest_of_caption(page: _Page, block: _Block) -> None:
    """Take the sentences that a photograph's credit follows in a short paragraph."""
    last = block.sentences[-1]
    credit = page.zones[last] == (Zone.CAPTION, "caption.credit_line")
    numbered = is_numbered(page.text, block.start, block.end)
    if block.end - block.start <= _LONGEST_CAPTION and (numbered or credit):
        for index in block.sentences:
            if page.zones[index] is None:
                page.zones[index] = Zone.CAPTION, "caption.paragraph"
        return
    for index, following in pairwise(block.sentences):
        zone = page.zones[following]
        only_credit = zone is not None and zone[0] is Zone.CAPTION
        if only_credit and page.zones[index] is None and is_bracketed(page.slice(following)):
            page.zones[index] = Zone.CAPTION, "caption.before_credit"


def _fill_ends(page: _Page) -> None:
    """Close gaps of one short line between boilerplate after the last long paragraph."""
    kinds = [_kind(page, block) for block in page.blocks]
    body = [i for i, kind in enumerate(kinds) if kind is None and len(_text(page, i)) > 200]
    for i in range(body[-1] + 1 if body else 1, len(kinds) - 1):
        line = _text(page, i)
        if i == 0 or kinds[i] is not None or len(line) > _LONGEST_GAP or line[-1] in _FINAL:
            continue
        beside = (page.zones[page.blocks[k].sentences[0]] for k in (i - 1, i + 1))
        if all(_is_boilerplate(chosen) for chosen in beside):
            _fill(page, i)
            kinds[i] = Zone.BOILERPLATE


def _fill(page: _Page, block: int) -> None:
    for index in page.blocks[block].sentences:
        if page.zones[index] is None:
            page.zones[index] = Zone.BOILERPLATE, "boilerplate.between"


def _text(page: _Page, block: int) -> str:
    return page.text[page.blocks[block].start : page.blocks[block].end]


def _kind(page: _Page, block: _Block) -> Zone | None:
    """Return the zone of a paragraph whose sentences all have the same one."""
    zones = {chosen[0] if chosen else None for chosen in (page.zones[i] for i in block.sentences)}
    return zones.pop() if len(zones) == 1 else None


def _headings(page: _Page, lead: Lead) -> None:
    titled = any(item.zone is Zone.HEADLINE for item in lead.items)
    texts = [page.open_text(block) for block in page.blocks]
    fixed = [page.done(block) or _has_caption(page, block) for block in page.blocks]
    rules = heading_rules(texts, fixed, titled, lead.title_given)
    for block, rule in zip(page.blocks, rules, strict=True):
        if rule is not None:
            for index in block.sentences:
                if page.zones[index] is None:
                    page.zones[index] = Zone.HEADLINE, rule


def _has_caption(page: _Page, block: _Block) -> bool:
    chosen = (page.zones[index] for index in block.sentences)
    return any(zone is not None and zone[0] is Zone.CAPTION for zone in chosen)


def _inline_headings(page: _Page) -> None:
    """Take short runs without a full stop between two sentences of a paragraph as headings."""
    for block in page.blocks:
        for index in block.sentences[1:-1]:
            if page.zones[index] is None and _runs_on(page.slice(index)):
                before, after = page.slice(index - 1), page.slice(index + 1)
                if before[-1] in _FINAL and after[-1] in _FINAL:
                    page.zones[index] = Zone.HEADLINE, "headline.inline"


def _runs_on(sentence: str) -> bool:
    words = sentence.split()
    return (
        1 <= len(words) <= 14
        and sentence[-1].isalnum()
        and sentence[0].isupper() | sentence[0].isdigit()
    )


def _comments(page: _Page) -> None:
    texts = [page.text[block.start : block.end] for block in page.blocks]
    fixed = [page.done(block) for block in page.blocks]
    start = comments_start(texts, fixed, page.words)
    for block in page.blocks[start:]:
        for index in block.sentences:
            chosen = page.zones[index]
            if chosen is None or chosen[0] in (Zone.HEADLINE, Zone.CAPTION):
                page.zones[index] = Zone.COMMENT, "comment.talk"
