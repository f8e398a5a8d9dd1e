"""Tallies: what stands behind a count over a time tells the same time.

So do the items of a list, and the sentences of a text until one has a time of its own.

"In February the union registered 19 violations.  Four reporters were hurt and two killed": the
four and the two are of February, and of no one happening.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from provenance.extract.extents import ExtentsTopic
from provenance.extract.page import Page
from provenance.records import Evidence, Extent, Figure

TimeOf = Callable[[Page, int], tuple[Extent, Evidence] | None]
# How many sentences behind a tally may break it down.
REACH = 4
# How far behind an article stands the one happening that it opens ("a second air strike").
_HAPPENING = 4
# "Of these …": the words that open a share.
_SHARE = 2


def stretch_lists(page: Page, found: dict[int, list[Figure]], time_of: TimeOf) -> None:
    """Give figures of a list the extent that its opening line tells, in ``found``, by ordinal."""
    for opening, items in page.lists.items():
        told = time_of(page, opening)
        if told is None:
            continue
        for ordinal in items:
            if ordinal in found:
                found[ordinal] = [_stretched(figure, *told) for figure in found[ordinal]]


def stretch_tallies(
    page: Page, found: dict[int, list[Figure]], topic: ExtentsTopic, time_of: TimeOf
) -> None:
    """Give figures behind a tally its extent, in ``found``, by sentence ordinal.

    ``time_of`` returns the time over which a sentence counts, None for none.
    """
    if not found:
        return
    last, final = -1, max(found)
    for sentence, parse in page.parsed():
        opening = sentence.ordinal
        if opening <= last or opening >= final:
            continue
        if not any(token.lower_ in topic.recording for token in parse):
            continue
        told = time_of(page, opening)
        if told is None or told[0] is not Extent.PERIOD:
            continue
        told = told[0], told[1].model_copy(update={"rule": "extent.tally"})
        for ordinal in range(opening + 1, min(opening + 1 + REACH, len(page.sentences))):
            doc = page.parses[ordinal]
            before, here = page.sentences[ordinal - 1], page.sentences[ordinal]
            if "\n" in page.text[before.end : here.start] or here.zone is not before.zone:
                break
            if doc is None:
                continue
            if _has_own(doc, topic):
                break
            if ordinal in found:
                found[ordinal] = [_stretched(figure, *told) for figure in found[ordinal]]
            last = ordinal


def stretch_shares(page: Page, found: dict[int, list[Figure]], topic: ExtentsTopic) -> None:
    """Give shares of those told at once before their extent ("Of these, 41 died of hunger")."""
    for ordinal in sorted(found):
        before, doc = found.get(ordinal - 1), page.parses[ordinal]
        if not before or doc is None or len(doc) < _SHARE:
            continue
        if doc[0].lower_ not in topic.share_openers or doc[1].lower_ not in topic.those:
            continue
        last, here = page.sentences[ordinal - 1], page.sentences[ordinal]
        if "\n" in page.text[last.end : here.start] or here.zone is not last.zone:
            continue
        whole = [f for f in before if f.subset_of is None]
        extents = {figure.extent for figure in whole}
        shown = [e for figure in whole for e in figure.evidence if e.field == "extent"]
        if len(extents) != 1 or not shown or _has_own(doc, topic):
            continue
        told = extents.pop(), shown[0].model_copy(update={"rule": "extent.share"})
        found[ordinal] = [_stretched(figure, *told) for figure in found[ordinal]]


def _stretched(figure: Figure, extent: Extent, evidence: Evidence) -> Figure:
    """Return a figure with the extent that a line before it tells, if it has none of its own."""
    if figure.extent is not Extent.INCIDENT or figure.high == 0:
        return figure
    return figure.model_copy(update={"extent": extent, "evidence": (*figure.evidence, evidence)})


def _has_own(doc: Doc, topic: ExtentsTopic) -> bool:
    """Say whether a sentence tells a time of its own, or of one happening."""
    words = [token.lower_ for token in doc]
    if any(word in topic.days or word in topic.own for word in words):
        return True
    if any(token.lower_ in topic.months and token.text[0].isupper() for token in doc):
        return True
    return any(
        word in ("a", "an", "one") and not topic.once.isdisjoint(words[at : at + _HAPPENING])
        for at, word in enumerate(words)
    )


__all__ = ["stretch_lists", "stretch_shares", "stretch_tallies"]
