"""Merging: what several extractors found in one page, each thing once.

A figure is one figure when two extractors read it from overlapping words of one sentence,
whatever they make of it: the row that is there first stands (the page's own extraction, then
imports by name and version), and what the other makes of it is kept as its reading.  So no
figure counts twice, and no second origin comes of a second reader.  What only an import has
becomes a row of its own: a figure of a claim that is there (same sentence, same source), or
a claim.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from provenance.imports.grounded import GroundedClaim, GroundedFigure
from provenance.imports.stations import Stations, said
from provenance.records import (
    Claim,
    Extraction,
    Figure,
    FlagCode,
    Modality,
    Sentence,
    Span,
    When,
    Where,
    Zone,
    content_id,
)

LIKE = 0.5
"""Share of characters that two contents have in common when they are one statement."""


class Imported(NamedTuple):
    """The claims of one extractor for one document."""

    id: str
    run_id: str
    extractor: str
    version: str | None
    claims: tuple[GroundedClaim, ...]


class Reading(NamedTuple):
    """What one extractor makes of one figure, or of one claim without figures."""

    imported: Imported
    claim: Claim
    """The claim as that extractor has it; its id is the row's that stands for it."""
    figure: Figure | None
    ordinal: int
    """Ordinal of the sentence."""


class Added(NamedTuple):
    """A row that only an import has: a claim, or a figure of the claim ``claim.id``."""

    imported: Imported
    claim: Claim
    figure: Figure | None = None


class Merged(NamedTuple):
    """What imports add to a page, what they read in it, and what stands nowhere any more."""

    added: tuple[Added, ...]
    readings: tuple[Reading, ...]
    unplaced: int
    """Claims whose words no sentence of the page holds as it is read now."""


def merge(own: Extraction, imports: Iterable[Imported]) -> Merged:
    """Lay imports over the page's own extraction; the order in which they came is no matter."""
    bench = _Bench(own)
    for item in sorted(imports, key=lambda i: (i.extractor, i.version or "", i.run_id)):
        bench.lay(item)
    return Merged(tuple(bench.added), tuple(bench.readings), bench.unplaced)


def sentence_of(sentences: Sequence[Sentence], spans: Sequence[Span]) -> Sentence | None:
    """Return the sentence that holds all of the spans; None when no one sentence does."""
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    at = bisect_right(sentences, first, key=lambda sentence: sentence.start) - 1
    return sentences[at] if at >= 0 and last <= sentences[at].end else None


class _Row:
    """A claim that is there, with the figures that it has by now."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.figures = list(claim.figures)
        self.source = _vouching(claim)


class _Bench:
    """One page being merged."""

    def __init__(self, own: Extraction) -> None:
        self.document = own.document
        self.sentences = own.sentences
        self.stations = Stations.of(own)
        self.rows: dict[int, list[_Row]] = {}
        self.ids: dict[str, _Row] = {}
        self.figure_ids: dict[str, tuple[_Row, Figure]] = {}
        self.added: list[Added] = []
        self.readings: list[Reading] = []
        self.unplaced = 0
        for claim in own.claims:
            self._know(claim)

    def _know(self, claim: Claim) -> _Row:
        row = self.ids[claim.id] = _Row(claim)
        self.rows.setdefault(claim.ordinal, []).append(row)
        self.figure_ids |= {figure.id: (row, figure) for figure in claim.figures}
        return row

    def lay(self, item: Imported) -> None:
        """Add what an import has and the page has not; note its readings of the rest."""
        placed = {
            number: found
            for number, claim in enumerate(item.claims)
            if (found := sentence_of(self.sentences, _words(claim))) is not None
        }
        self.unplaced += len(item.claims) - len(placed)
        same = self._match(item, placed)
        claims: dict[int, str] = {}
        figures: dict[tuple[int, int], str] = {key: match[1].id for key, match in same.items()}
        fresh = {
            (number, place): content_id("figure", self.document.id, *figure.span, figure.measure)
            for number in placed
            for place, figure in enumerate(item.claims[number].figures)
            if (number, place) not in same
        }
        known = figures | fresh
        for number, sentence in placed.items():
            given = item.claims[number]
            before = None if given.continues is None else claims.get(given.continues)
            made = self._claim(given, sentence, before)
            read = [
                self._figure(figure, known.get((number, place), ""), known)
                for place, figure in enumerate(given.figures)
            ]
            new = [
                f
                for place, f in enumerate(read)
                if (number, place) in fresh and f.id not in self.figure_ids
            ]
            held = [self.figure_ids[f.id][0] for f in read if f.id in self.figure_ids]
            host = self._host(made, new, held)
            if host is None:
                made = made.model_copy(update={"figures": tuple(new), "flags": _flags(made, new)})
                host = self._know(made)
                self.added.append(Added(item, made))
            else:
                for figure in new:
                    host.figures.append(figure)
                    self.figure_ids[figure.id] = (host, figure)
                    self.added.append(Added(item, host.claim, figure))
            claims[number] = host.claim.id
            if not read:
                twin = made.model_copy(update={"id": host.claim.id})
                self.readings.append(Reading(item, twin, None, sentence.ordinal))
            for figure in read:
                twin = made.model_copy(update={"id": self.figure_ids[figure.id][0].claim.id})
                self.readings.append(Reading(item, twin, figure, sentence.ordinal))

    def _match(
        self, item: Imported, placed: dict[int, Sentence]
    ) -> dict[tuple[int, int], tuple[_Row, Figure]]:
        """Return which figures of an import are figures that are there: each at most once."""
        pairs = []
        there: dict[int, list[tuple[_Row, Figure]]] = {}
        for number, sentence in placed.items():
            rows = there.get(sentence.ordinal)
            if rows is None:
                rows = [
                    (row, held)
                    for row in self.rows.get(sentence.ordinal, ())
                    for held in row.figures
                ]
                there[sentence.ordinal] = rows = sorted(rows, key=lambda pair: pair[1].span)
            widest = max((held.span[1] - held.span[0] for _, held in rows), default=0)
            for place, figure in enumerate(item.claims[number].figures):
                start, end = figure.span
                first = bisect_left(rows, start - widest, key=lambda pair: pair[1].span[0])
                for at in range(first, bisect_left(rows, end, key=lambda pair: pair[1].span[0])):
                    held = rows[at][1]
                    shared = _shared(figure.span, held.span)
                    if shared > 0:
                        same = figure.measure is held.measure
                        rank = (not same, -shared, figure.span, number, place, at)
                        pairs.append((rank, (number, place), rows[at]))
        found: dict[tuple[int, int], tuple[_Row, Figure]] = {}
        taken: set[str] = set()
        for _, key, match in sorted(pairs, key=lambda pair: pair[0]):
            if key not in found and match[1].id not in taken:
                found[key] = match
                taken.add(match[1].id)
        return found

    def _host(self, made: Claim, new: Sequence[Figure], held: Sequence[_Row]) -> _Row | None:
        """Return the claim that is there and is this one; None when there is none."""
        if made.id in self.ids:
            return self.ids[made.id]
        if held and not new:
            return held[0]
        source = _vouching(made)
        best: tuple[float, _Row] | None = None
        for row in self.rows.get(made.ordinal, ()):
            like = _likeness(row.claim.spans, made.spans)
            if new and (row.source != source or row.claim.polarity is not made.polarity):
                continue
            covers = bool(new) and all(
                any(start <= f.span[0] and f.span[1] <= end for start, end in row.claim.spans)
                for f in new
            )
            if (like >= LIKE or covers) and (best is None or like > best[0]):
                best = (like, row)
        return best[1] if best else None

    def _claim(self, given: GroundedClaim, sentence: Sentence, continues: str | None) -> Claim:
        """Return the record of a claim, without its figures."""
        text = self.document.text
        chain = self.stations.chain(given, sentence.zone)
        attribution = self.stations.attribution(given, chain, continues)
        source = attribution.source.source.id if attribution and attribution.source else None
        when = given.when
        return Claim(
            id=content_id("claim", self.document.id, given.spans, source),
            ordinal=sentence.ordinal,
            sentence=(sentence.start, sentence.end),
            zone=sentence.zone,
            spans=given.spans,
            text=said(text, given.spans),
            polarity=given.polarity,
            modality=given.modality,
            attribution=attribution,
            chain=chain,
            when=None
            if when is None
            else When(
                edtf=when.edtf, text=said(text, when.spans), spans=when.spans, rule=when.rule
            ),
            where=tuple(
                Where(spans=w.spans, text=said(text, w.spans), place=w.place, rule=w.rule)
                for w in given.where
            ),
            kind=given.kind,
            stance=given.stance,
            rule=given.rule,
            evidence=given.evidence,
        )

    def _figure(self, given: GroundedFigure, key: str, known: dict[tuple[int, int], str]) -> Figure:
        whole = known.get(given.subset_of) if given.subset_of else None
        plain = {name: getattr(given, name) for name in _PLAIN}
        return Figure(
            id=key,
            text=self.document.text[slice(*given.span)],
            subset_of=None if whole == key else whole,
            **plain,
        )


_PLAIN = tuple(name for name in GroundedFigure.model_fields if name != "subset_of")


def _words(claim: GroundedClaim) -> tuple[Span, ...]:
    """Return the spans that one sentence has to hold: content and figures."""
    return (*claim.spans, *(figure.span for figure in claim.figures))


def _vouching(claim: Claim) -> str | None:
    said_by = claim.attribution.source if claim.attribution else None
    return said_by.source.id if said_by else None


def _shared(a: Span, b: Span) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def _likeness(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Return what two contents share, as a part of what they hold together."""
    shared = sum(max(0, _shared(a, b)) for a in one for b in other)
    whole = sum(e - s for s, e in one) + sum(e - s for s, e in other) - shared
    return shared / whole if whole else 0.0


def _flags(claim: Claim, figures: Sequence[Figure]) -> tuple[FlagCode, ...]:
    """Return the flags that the claim itself shows, as for claims of our own."""
    flags = []
    vouching = claim.attribution.source if claim.attribution else None
    if vouching is not None and not vouching.source.named:
        flags.append(FlagCode.UNNAMED_SOURCE)
    if claim.modality is Modality.HEDGED:
        flags.append(FlagCode.HEDGED)
    if any(figure.unquantified for figure in figures):
        flags.append(FlagCode.UNQUANTIFIED)
    if claim.zone is Zone.COMMENT:
        flags.append(FlagCode.READER_COMMENT)
    return tuple(flags)


__all__ = ["Added", "Imported", "Merged", "Reading", "merge", "sentence_of"]
