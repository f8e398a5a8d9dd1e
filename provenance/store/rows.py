"""An extraction taken apart into rows, table by table; nothing here touches a database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain

from provenance.records import (
    ChainLink,
    Claim,
    Document,
    Evidence,
    Extraction,
    Figure,
    Mention,
    Modality,
    Place,
    Sentence,
    Source,
    Span,
    Status,
    Style,
    Where,
    content_id,
)
from provenance.store.whole import label, mentions, publishers

Value = str | int | float | bytes | None
Row = tuple[Value, ...]

DECIDED = frozenset({Status.CONFIRMED, Status.REJECTED})
"""What only a person makes of a claim."""

# Columns that the rows below fill, in their order; tables in the order of insertion.
COLUMNS: dict[str, tuple[str, ...]] = {
    table: tuple(columns.split())
    for table, columns in {
        "documents": "id label external_id title url publisher publisher_id author published "
        "published_precision republished_from republished_from_id language media_type sha256 "
        "captured_at n_claims text run_id",
        "forms": "id row data",
        "sentences": "id document_id ordinal start end zone text rule run_id",
        "evidence": "id document_id row ordinal field rule run_id",
        "claims": "id document_id sentence_id position zone text polarity modality hedge_text "
        "style source_id source_text cue_text attribution_rule continues kind stance when_edtf "
        "when_text when_rule place_id n_figures marks rule run_id",
        "figures": "id claim_id document_id ordinal text start end low high point measure party "
        "subject unit extent subset_of unquantified rule profile run_id",
        "attributions": "id claim_id depth source_id rule form_id run_id",
        "claim_sources": "id claim_id part source_id text alignment rule form_id run_id",
        "claim_places": "id claim_id ordinal place_id text rule form_id run_id",
        "source_aliases": "id source_id name rule run_id",
        "spans": "id document_id row role part ordinal start end rule evidence_id run_id",
    }.items()
}

Tables = dict[str, list[Row]]


def take_apart(extraction: Extraction, run_id: str) -> Tables:
    """Return the rows of an extraction by table.

    Sources and places have rows that other documents share; how this page has them
    (spelling, kind, precision) goes to ``forms``.
    """
    document = extraction.document
    publisher, original = publishers(extraction)
    tables: Tables = {table: [] for table in COLUMNS}
    tables["documents"].append(
        (
            document.id,
            label(extraction),
            document.external_id,
            document.title,
            document.url,
            document.publisher,
            publisher.id if publisher else None,
            document.author,
            document.published,
            document.published_precision,
            document.republished_from,
            original.id if original else None,
            document.language,
            document.media_type,
            document.sha256,
            document.captured_at,
            len(extraction.claims),
            document.text,
            run_id,
        )
    )
    sentence_ids = {s.ordinal: _sentence_id(document, s) for s in extraction.sentences}
    for s in extraction.sentences:
        text = document.text[s.start : s.end]
        tables["sentences"].append(
            (
                sentence_ids[s.ordinal],
                document.id,
                s.ordinal,
                s.start,
                s.end,
                s.zone,
                text,
                s.rule,
                run_id,
            )
        )
    builder = _Builder(tables, document, run_id)
    builder.evidence(document.id, document.evidence)
    for position, claim in enumerate(extraction.claims):
        builder.claim(claim, position, sentence_ids[claim.ordinal])
    return tables


def claim_rows(
    document: Document,
    claim: Claim,
    position: int,
    sentence_id: str,
    run_id: str,
    figure: tuple[int, Figure] | None = None,
) -> Tables:
    """Return the rows of one more claim of a stored document.

    With ``figure``, its place among the claim's figures and itself, the rows of that alone.
    """
    tables: Tables = {table: [] for table in COLUMNS}
    builder = _Builder(tables, document, run_id)
    if figure is None:
        builder.claim(claim, position, sentence_id)
    else:
        builder.figure(claim, *figure)
    return tables


def _sentence_id(document: Document, sentence: Sentence) -> str:
    return content_id("sentence", document.id, sentence.ordinal, sentence.start, sentence.end)


class _Builder:
    """Appends the rows of the claims of one document."""

    def __init__(self, tables: Tables, document: Document, run_id: str) -> None:
        self.tables = tables
        self.document = document
        self.run_id = run_id
        self.written: set[str] = set()

    def claim(self, claim: Claim, position: int, sentence_id: str) -> None:
        """Append one claim and all that hangs on it."""
        attribution = claim.attribution
        found = mentions(claim)
        vouching = found[0].source if 0 in found else None
        if vouching is None and claim.chain:
            vouching = claim.chain[0].source
        cue = attribution.cue if attribution else None
        self.tables["claims"].append(
            (
                claim.id,
                self.document.id,
                sentence_id,
                position,
                claim.zone,
                claim.text,
                claim.polarity,
                claim.modality,
                self._hedge(claim),
                attribution.style if attribution else Style.NARRATION,
                vouching.id if vouching else None,
                found[0].text if 0 in found else None,
                cue.text if cue else None,
                attribution.rule if attribution else None,
                attribution.continues if attribution else None,
                claim.kind,
                claim.stance,
                claim.when.edtf if claim.when else None,
                claim.when.text if claim.when else None,
                claim.when.rule if claim.when else None,
                claim.where[0].place.id if claim.where else None,
                len(claim.figures),
                json.dumps([flag.value for flag in claim.flags]),
                claim.rule,
                self.run_id,
            )
        )
        self.spans(claim.id, "content", 0, claim.spans, claim.rule)
        self.spans(claim.id, "repeated", 0, claim.repeated_at, claim.rule)
        if attribution is not None and cue is not None:
            self.spans(claim.id, "cue", 0, cue.spans, attribution.rule)
        if claim.when is not None:
            self.spans(claim.id, "when", 0, claim.when.spans, claim.when.rule)
        for part, mention in found.items():
            self.mention(claim, part, mention)
        for depth, link in enumerate(claim.chain):
            self.link(claim, depth, link)
        for ordinal, where in enumerate(claim.where):
            self.where(claim, ordinal, where)
        for ordinal, figure in enumerate(claim.figures):
            self.figure(claim, ordinal, figure)
        self.evidence(claim.id, claim.evidence)

    def mention(self, claim: Claim, part: int, mention: Mention) -> None:
        """Append a printed source, and the printed form as an alias of the source."""
        source = mention.source
        key = content_id("claim_source", claim.id, part, source.id)
        self.tables["claim_sources"].append(
            (
                key,
                claim.id,
                part,
                source.id,
                mention.text,
                mention.alignment,
                mention.rule,
                self.form(source),
                self.run_id,
            )
        )
        self.spans(claim.id, "source" if part == 0 else "joint", part, mention.spans, mention.rule)
        alias = content_id("source_alias", source.id, mention.text, mention.rule)
        if alias not in self.written:
            self.written.add(alias)
            self.tables["source_aliases"].append(
                (alias, source.id, mention.text, mention.rule, self.run_id)
            )

    def link(self, claim: Claim, depth: int, link: ChainLink) -> None:
        """Append one station of the chain."""
        key = content_id("attribution", claim.id, depth, link.source.id)
        form = self.form(link.source)
        self.tables["attributions"].append(
            (key, claim.id, depth, link.source.id, link.rule, form, self.run_id)
        )
        self.spans(claim.id, "chain", depth, link.spans, link.rule)

    def where(self, claim: Claim, ordinal: int, where: Where) -> None:
        """Append a printed place."""
        place = where.place
        key = content_id("claim_place", claim.id, ordinal, place.id)
        form = self.form(place)
        self.tables["claim_places"].append(
            (key, claim.id, ordinal, place.id, where.text, where.rule, form, self.run_id)
        )
        self.spans(claim.id, "place", ordinal, where.spans, where.rule)

    def figure(self, claim: Claim, ordinal: int, figure: Figure) -> None:
        """Append a figure and how its scope was read."""
        self.tables["figures"].append(
            (
                figure.id,
                claim.id,
                self.document.id,
                ordinal,
                figure.text,
                *figure.span,
                figure.low,
                figure.high,
                figure.point,
                figure.measure,
                figure.party,
                figure.subject,
                figure.unit,
                figure.extent,
                figure.subset_of,
                int(figure.unquantified),
                figure.rule,
                figure.profile,
                self.run_id,
            )
        )
        self.evidence(figure.id, figure.evidence)

    def evidence(self, row: str, evidence: Iterable[Evidence]) -> None:
        """Append which rule gave which value of a row, and the spans it was read from."""
        for ordinal, item in enumerate(evidence):
            key = content_id("evidence", row, ordinal, item.field, item.rule)
            self.tables["evidence"].append(
                (key, self.document.id, row, ordinal, item.field, item.rule, self.run_id)
            )
            self.spans(row, item.field, 0, item.spans, item.rule, key)

    def spans(
        self,
        row: str,
        role: str,
        part: int,
        spans: Sequence[Span],
        rule: str,
        evidence_id: str | None = None,
    ) -> None:
        """Append the spans of one value of a row, in their order."""
        for ordinal, (start, end) in enumerate(spans):
            key = content_id("span", row, role, part, ordinal, start, end, evidence_id)
            self.tables["spans"].append(
                (
                    key,
                    self.document.id,
                    row,
                    role,
                    part,
                    ordinal,
                    start,
                    end,
                    rule,
                    evidence_id,
                    self.run_id,
                )
            )

    def form(self, thing: Source | Place) -> str:
        """Append a source or place just as this page has it, once, and return the id of that."""
        data = json.dumps(thing.model_dump(), ensure_ascii=False)
        key = content_id("form", data)
        if key not in self.written:
            self.written.add(key)
            self.tables["forms"].append((key, thing.id, data))
        return key

    def _hedge(self, claim: Claim) -> str | None:
        """Return the words that hedge, question or put off the statement."""
        if claim.modality is Modality.ASSERTED:
            return None
        spans = chain.from_iterable(e.spans for e in claim.evidence if e.field == "modality")
        return " ".join(self.document.text[start:end] for start, end in spans) or None


__all__ = [
    "COLUMNS",
    "DECIDED",
    "Row",
    "Tables",
    "Value",
    "claim_rows",
    "take_apart",
]
