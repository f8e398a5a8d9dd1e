"""Pages as they are sent out: what was read, and what linking and people made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from provenance.export.choice import Choice
from provenance.export.lines import keep
from provenance.records import Extraction
from provenance.store.bodies import BATCH, marks
from provenance.store.read import read_extractions

Row = dict[str, Any]
Rows = dict[str, Row]
Lists = dict[str, list[Row]]

_DOCUMENTS = (
    "SELECT d.id, d.label, d.publisher_id, d.republished_from_id, d.run_id, k.sha256,"
    " k.media_type, k.origin, k.captured_at, (SELECT e.id FROM documents AS e"
    " JOIN captures AS j ON j.sha256 = e.sha256 WHERE e.url = d.url AND e.id <> d.id"
    " AND (j.captured_at, e.id) < (k.captured_at, d.id)"
    " ORDER BY j.captured_at DESC, e.id DESC LIMIT 1) AS earlier"
    " FROM documents AS d JOIN captures AS k ON k.sha256 = d.sha256 WHERE d.id IN ({ids})"
)
_CLAIMS = (
    "SELECT c.id, c.document_id, c.sentence_id, c.source_id, c.origin_id, c.origin_rule,"
    " c.status, c.credibility, c.event_id, c.run_id FROM claims AS c WHERE c.document_id IN ({ids})"
)
_LINKS = (
    "SELECT l.* FROM claims AS c JOIN links AS l ON l.claim_a = c.id WHERE c.document_id IN ({ids})"
    "{chosen} ORDER BY l.id"
)
_CHOSEN = (
    " AND l.claim_b IN (SELECT c.id FROM claims AS c JOIN documents AS d"
    " ON d.id = c.document_id WHERE c.id = l.claim_b AND {condition})"
)
_FLAGS = (
    "SELECT f.* FROM claims AS c JOIN flags AS f ON f.claim_id = c.id"
    " WHERE c.document_id IN ({ids}){chosen} ORDER BY f.id"
)
_SHOWN = (
    " AND (f.evidence_claim_id IS NULL OR f.evidence_claim_id IN (SELECT c.id FROM claims AS c"
    " JOIN documents AS d ON d.id = c.document_id WHERE c.id = f.evidence_claim_id"
    " AND {condition}))"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A document with its chosen claims, and the rows about them by claim.

    ``document`` also has its capture and, as ``earlier``, the id of the document that was
    captured from the same address before.  ``sources`` are the rows of all bodies that the
    page names, by id.
    """

    extraction: Extraction
    document: Row
    claims: Rows
    links: Lists
    flags: Lists
    sources: Rows


def read_pages(db: Database, choice: Choice) -> Iterator[Page]:
    """Yield the chosen documents in the order of ids, few of them in memory at a time.

    Links are those whose claims are both chosen, kept with the first of the two; flags those
    that no other claim shows, or a chosen one.
    """
    condition, values = choice.of_both()
    link_sql, flag_sql = _LINKS.replace("{chosen}", ""), _FLAGS.replace("{chosen}", "")
    if choice.everything:
        values = []
    else:
        link_sql = _LINKS.replace("{chosen}", _CHOSEN.format(condition=condition))
        flag_sql = _FLAGS.replace("{chosen}", _SHOWN.format(condition=condition))
    for ids in choice.document_ids(db):
        chosen = choice.claim_ids(db, ids)
        documents = _by_id(_earlier(db, choice, _asked(db, _DOCUMENTS, ids)))
        claims = _by_id(row for row in _asked(db, _CLAIMS, ids) if row["id"] in chosen)
        links = _by_claim(_asked(db, link_sql, ids, values), "claim_a")
        flags = _by_claim(_asked(db, flag_sql, ids, values), "claim_id")
        pages = [keep(extraction, chosen) for extraction in read_extractions(db, ids)]
        sources = load_sources(db, _named(pages, documents, claims))
        for extraction in pages:
            own = {claim.id: claims[claim.id] for claim in extraction.claims}
            yield Page(
                extraction,
                documents[extraction.document.id],
                own,
                {key: links[key] for key in own if key in links},
                {key: flags[key] for key in own if key in flags},
                sources,
            )


def load_sources(db: Database, ids: Iterable[str]) -> Rows:
    """Return the rows of sources by id, with those of the bodies that they belong to."""
    found: Rows = {}
    wanted = sorted(set(ids))
    while wanted:
        for at in range(0, len(wanted), BATCH):
            sql = "SELECT * FROM sources WHERE id IN ({ids})"
            found |= _by_id(_asked(db, sql, wanted[at : at + BATCH]))
        parents = {row["parent_id"] for row in found.values() if row["parent_id"]}
        wanted = sorted(parents - set(found))
    return found


def load_runs(db: Database) -> Rows:
    """Return the runs by id, those of other extractors with their ``extractor``."""
    sql = (
        "SELECT r.*, (SELECT i.extractor FROM imports AS i WHERE i.run_id = r.id LIMIT 1)"
        " AS extractor FROM runs AS r"
    )
    return _by_id(db.query(sql))


def _earlier(db: Database, choice: Choice, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield documents without the name of an earlier one that is not chosen."""
    condition, values = choice.of_documents()
    sql = f"SELECT 1 FROM documents AS d WHERE d.id = ? AND {condition}"
    for row in rows:
        known = row["earlier"] and db.execute(sql, [row["earlier"], *values]).fetchone()
        yield row if known else {**row, "earlier": None}


def _named(pages: Sequence[Extraction], documents: Rows, claims: Rows) -> Iterator[str]:
    for row in documents.values():
        yield from filter(None, (row["publisher_id"], row["republished_from_id"]))
    for row in claims.values():
        yield from filter(None, (row["source_id"], row["origin_id"]))
    for extraction in pages:
        for claim in extraction.claims:
            yield from (link.source.id for link in claim.chain)
            if claim.attribution is not None:
                yield from (mention.source.id for mention in claim.attribution.sources)


def _asked(db: Database, sql: str, ids: Sequence[str], more: Sequence[str] = ()) -> Iterator[Row]:
    return db.query(sql.replace("{ids}", marks(len(ids))), [*ids, *more])


def _by_id(rows: Iterable[Row]) -> Rows:
    return {row["id"]: row for row in rows}


def _by_claim(rows: Iterable[Row], column: str) -> Lists:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return dict(found)


__all__ = ["Page", "load_runs", "load_sources", "read_pages"]
