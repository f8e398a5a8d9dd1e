"""Reading: stored rows put together again, equal to the extraction that was written."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from provenance.records import (
    Attribution,
    ChainLink,
    Claim,
    Cue,
    Document,
    Evidence,
    Extraction,
    Figure,
    Mention,
    Place,
    Sentence,
    Source,
    Span,
    When,
    Where,
)
from provenance.store.bodies import load_forms, marks

BATCH_DOCUMENTS = 100
"""Documents read together: a dozen statements a batch, and memory stays flat."""


def read_extractions(
    db: Database,
    document_ids: Iterable[str] | None = None,
    *,
    own: bool = False,
    only: Collection[str] | None = None,
    proofs: Collection[str] | None = None,
) -> Iterator[Extraction]:
    """Yield stored extractions, in the order of ``document_ids``, or all by id.

    Unknown ids are passed over.  Documents are read in batches, so that a corpus of any
    size streams.  ``own`` leaves out the claims and figures that only imports have.
    ``only`` limits the claims that are read to some ids: a page that shows one claim need
    not wait for the thousand others of its document.  ``proofs`` limits the evidence to some
    fields; then there are no sentences either, and no spans but those of the evidence and of
    what claims and figures say: half of what is read.
    """
    if document_ids is None:
        found = db.execute("SELECT id FROM documents ORDER BY id").fetchall()
        wanted = [row[0] for row in found]
    else:
        wanted = list(document_ids)
    for at in range(0, len(wanted), BATCH_DOCUMENTS):
        yield from _read_batch(db, wanted[at : at + BATCH_DOCUMENTS], own, only, proofs)


def has_document(db: Database, document_id: str, run_id: str) -> bool:
    """Say whether the stored rows of a document are those that the run would write."""
    sql = "SELECT 1 FROM run_documents WHERE run_id = ? AND document_id = ?"
    return db.execute(sql, [run_id, document_id]).fetchone() is not None


def imported_runs(db: Database) -> frozenset[str]:
    """Return the runs of other extractors, whose claims were imported."""
    return frozenset(row[0] for row in db.execute("SELECT DISTINCT run_id FROM imports"))


def known_captures(db: Database, run_id: str | None = None) -> set[str]:
    """Return the SHA-256 of every stored capture, or of those whose document a run did."""
    if run_id is None:
        found = db.execute("SELECT sha256 FROM captures")
    else:
        found = db.execute(
            "SELECT d.sha256 FROM run_documents AS r JOIN documents AS d ON d.id = r.document_id"
            " WHERE r.run_id = ?",
            [run_id],
        )
    return {row[0] for row in found}


def _read_batch(
    db: Database,
    ids: list[str],
    own: bool,
    only: Collection[str] | None,
    proofs: Collection[str] | None,
) -> Iterator[Extraction]:
    documents = {row["id"]: row for row in _rows(db, "documents", ids, column="id")}
    batch = _Batch(db, list(documents), own, only, proofs)
    for key in ids:
        if key in documents:
            yield batch.extraction(documents[key])


def _rows(
    db: Database, table: str, ids: list[str], *, column: str = "document_id", order: str = "id"
) -> list[dict[str, Any]]:
    """Return the rows of ``table`` whose document is among ``ids``."""
    sql = f"SELECT * FROM {table} WHERE {column} IN ({marks(len(ids))}) ORDER BY {order}"
    return list(_mappings(db, sql, ids))


def _mappings(db: Database, sql: str, ids: list[str]) -> Iterator[dict[str, Any]]:
    """Yield rows by the names of their columns, which all differ: ``query`` takes twice as long."""
    found = db.execute(sql, ids)
    names = [column[0] for column in found.description]
    return (dict(zip(names, row, strict=True)) for row in found)


def _rows_of_claims(
    db: Database, table: str, ids: list[str], order: str, column: str
) -> defaultdict[str, list[dict[str, Any]]]:
    """Return the rows of ``table`` by claim, for the claims whose ``column`` is among ``ids``."""
    sql = (
        f"SELECT t.* FROM claims AS c JOIN {table} AS t ON t.claim_id = c.id"
        f" WHERE c.{column} IN ({marks(len(ids))}) ORDER BY t.{order}"
    )
    found = defaultdict(list)
    for row in _mappings(db, sql, ids):
        found[row["claim_id"]].append(row)
    return found


def _within(column: str, keys: Sequence[str], limited: str, values: Sequence[str]) -> str:
    """Return the end of a question for rows of some keys, in the order of use."""
    # The plus keeps SQLite from the index of the limit, by which it would read the whole table.
    limit = f" AND +{limited} IN ({marks(len(values))})" if values else ""
    return f" WHERE {column} IN ({marks(len(keys))}){limit} ORDER BY ordinal"


class _Batch:
    """The rows of some documents, and how records are made from them."""

    def __init__(
        self,
        db: Database,
        ids: list[str],
        own: bool,
        only: Collection[str] | None,
        proofs: Collection[str] | None,
    ) -> None:
        self.whole = proofs is None
        others = imported_runs(db) if own else frozenset()
        column, keys = ("document_id", ids) if only is None else ("id", sorted(only))
        claims = _rows(db, "claims", keys, column=column, order="position")
        if self.whole:
            sentences = _rows(db, "sentences", ids, order="ordinal")
        else:  # a claim asks only where its own begins and ends
            asked = sorted({claim["sentence_id"] for claim in claims})
            sentences = _rows(db, "sentences", asked, column="id", order="ordinal")
        self.sentences = _group(sentences, "document_id")
        owner = "document_id" if only is None else "claim_id"
        figures = _rows(db, "figures", keys, column=owner, order="ordinal")
        self.claims = _group((c for c in claims if c["run_id"] not in others), "document_id")
        self.figures = _group((f for f in figures if f["run_id"] not in others), "claim_id")
        self.links = _rows_of_claims(db, "attributions", keys, "depth", column)
        self.mentions = _rows_of_claims(db, "claim_sources", keys, "part", column)
        self.places = _rows_of_claims(db, "claim_places", keys, "ordinal", column)
        if only is not None:
            column, keys = '"row"', [*ids, *keys, *(figure["id"] for figure in figures)]
        # Of these two there are most by far: only what is used is read, in the order of use.
        fields = sorted(proofs or ())
        roles = [*fields, "content"] if proofs is not None else []
        self.items: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        sql = 'SELECT "row", id, field, rule FROM evidence' + _within(column, keys, "field", fields)
        for row, *item in db.execute(sql, [*keys, *fields]):
            self.items[row].append(tuple(item))
        self.spans: defaultdict[tuple[str, str, int], list[Span]] = defaultdict(list)
        sql = 'SELECT coalesce(evidence_id, "row"), role, part, start, "end" FROM spans'
        sql += _within(column, keys, "role", roles)
        for owner, role, part, start, end in db.execute(sql, [*keys, *roles]):
            self.spans[owner, role, part].append((start, end))
        groups = (self.links, self.mentions, self.places)
        used = {row["form_id"] for group in groups for rows in group.values() for row in rows}
        self.forms = load_forms(db, used)
        self.known: dict[str, Source] = {}

    def extraction(self, row: dict[str, Any]) -> Extraction:
        """Return the extraction of one document."""
        sentences = tuple(self.sentence(s) for s in self.sentences[row["id"]] if self.whole)
        by_id = {s["id"]: s for s in self.sentences[row["id"]]}
        claims = tuple(self.claim(c, by_id[c["sentence_id"]]) for c in self.claims[row["id"]])
        return Extraction(document=self.document(row), sentences=sentences, claims=claims)

    def document(self, row: dict[str, Any]) -> Document:
        """Return the document of a row."""
        values = {name: row[name] for name in Document.model_fields if name != "evidence"}
        return Document(**values, evidence=self.evidence(row["id"]))

    def sentence(self, row: dict[str, Any]) -> Sentence:
        """Return the sentence of a row."""
        return Sentence(**{name: row[name] for name in Sentence.model_fields})

    def claim(self, row: dict[str, Any], sentence: dict[str, Any]) -> Claim:
        """Return the claim of a row."""
        key = row["id"]
        chain = tuple(
            ChainLink(
                source=self.source(link),
                rule=link["rule"],
                spans=self.at(key, "chain", link["depth"]),
            )
            for link in self.links[key]
        )
        when = None
        if row["when_edtf"] is not None:
            when = When(
                edtf=row["when_edtf"],
                text=row["when_text"],
                spans=self.at(key, "when"),
                rule=row["when_rule"],
            )
        return Claim(
            id=key,
            ordinal=sentence["ordinal"],
            sentence=(sentence["start"], sentence["end"]),
            zone=row["zone"],
            spans=self.at(key, "content"),
            text=row["text"],
            polarity=row["polarity"],
            modality=row["modality"],
            attribution=self.attribution(row, chain),
            chain=chain,
            figures=tuple(self.figure(figure) for figure in self.figures[key]),
            when=when,
            where=tuple(self.where(place) for place in self.places[key]),
            kind=row["kind"],
            stance=row["stance"],
            flags=tuple(json.loads(row["marks"])),
            rule=row["rule"],
            repeated_at=self.at(key, "repeated"),
            evidence=self.evidence(key),
        )

    def attribution(self, row: dict[str, Any], chain: tuple[ChainLink, ...]) -> Attribution | None:
        """Return the attribution of a claim row; None for narration."""
        if row["attribution_rule"] is None:
            return None
        found = {mention["part"]: self.mention(mention) for mention in self.mentions[row["id"]]}
        cue = None
        if row["cue_text"] is not None:
            cue = Cue(spans=self.at(row["id"], "cue"), text=row["cue_text"])
        return Attribution(
            source=found.pop(0, None),
            sources=tuple(found.values()),
            cue=cue,
            style=row["style"],
            chain=chain,
            continues=row["continues"],
            rule=row["attribution_rule"],
        )

    def mention(self, row: dict[str, Any]) -> Mention:
        """Return the printed source of a row."""
        role = "joint" if row["part"] else "source"
        return Mention(
            spans=self.at(row["claim_id"], role, row["part"]),
            text=row["text"],
            source=self.source(row),
            rule=row["rule"],
            alignment=row["alignment"],
        )

    def figure(self, row: dict[str, Any]) -> Figure:
        """Return the figure of a row."""
        made = {"span": (row["start"], row["end"]), "evidence": self.evidence(row["id"])}
        plain = {name: row[name] for name in Figure.model_fields if name not in made}
        return Figure(**{**plain, "unquantified": bool(row["unquantified"]), **made})

    def where(self, row: dict[str, Any]) -> Where:
        """Return the printed place of a row."""
        return Where(
            spans=self.at(row["claim_id"], "place", row["ordinal"]),
            text=row["text"],
            place=Place.model_validate_json(self.forms[row["form_id"]]),
            rule=row["rule"],
        )

    def source(self, row: dict[str, Any]) -> Source:
        """Return the source that a row names, as its page has it."""
        key = row["form_id"]
        if key not in self.known:
            self.known[key] = Source.model_validate_json(self.forms[key])
        return self.known[key]

    def evidence(self, row: str) -> tuple[Evidence, ...]:
        """Return how the values of a row were read."""
        return tuple(
            Evidence(field=name, rule=rule, spans=self.at(item, name))
            for item, name, rule in self.items[row]
        )

    def at(self, row: str, role: str, part: int = 0) -> tuple[Span, ...]:
        """Return the spans of one value of a row."""
        return tuple(self.spans.get((row, role, part), ()))


def _group(rows: Iterable[dict[str, Any]], column: str) -> defaultdict[str, list[dict[str, Any]]]:
    found = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


__all__ = [
    "has_document",
    "imported_runs",
    "known_captures",
    "read_extractions",
]
