"""Questions that people ask of the database; every answer is a list of plain rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from provenance.records import Relation

Answer = list[dict[str, Any]]

_EVENT = (
    "SELECT e.id, e.label, e.kind, e.date_from, e.date_to, p.name AS place, e.n_claims,"
    " e.n_origins, e.n_documents, e.n_figures, e.n_conflicts"
    " FROM events AS e LEFT JOIN places AS p ON p.id = e.place_id"
)
MOST_WORDS = 500
"""Words that an event is looked for by; SQLite allows an expression a depth of 1,000."""
_ALL = -1
"""SQLite's LIMIT for no limit."""

# What a reader asks for first comes first.
DIRECTED = frozenset(
    {
        Relation.REFINES,
        Relation.UPDATES,
        Relation.CORRECTS,
        Relation.RETRACTS,
        Relation.PART_OF,
        Relation.BOUNDS,
    }
)
"""Relations of which a and b are not the same."""
_TELLING = (
    Relation.CONFLICTS,
    Relation.DENIES,
    Relation.DOUBTS,
    Relation.RETRACTS,
    Relation.CORRECTS,
    Relation.UPDATES,
    Relation.REFINES,
    Relation.AGREES,
    Relation.BOUNDS,
    Relation.PART_OF,
    Relation.REPEATS,
    Relation.SAME_TEXT,
)


def events(db: Database, limit: int | None = None) -> Answer:
    """Return the events, those told by most origins first."""
    sql = f"{_EVENT} ORDER BY e.n_origins DESC, e.n_claims DESC, e.label, e.id LIMIT ?"
    return _rows(db, sql, [_ALL if limit is None else limit])


def disputed_events(db: Database, limit: int | None = None) -> Answer:
    """Return the events whose claims contradict one another, the most disputed first."""
    sql = (
        f"{_EVENT} WHERE e.n_conflicts > 0"
        " ORDER BY e.n_conflicts DESC, e.n_origins DESC, e.label, e.id LIMIT ?"
    )
    return _rows(db, sql, [_ALL if limit is None else limit])


def find_event(db: Database, text: str) -> Answer:
    """Return the events that ``text`` may mean: by id, by the start of an id, by words.

    Words are looked for in the label, whatever their case and order, then in the claims.
    An empty list means that there is none; more than one, that the text is not clear.
    """
    text = text.replace("\0", " ")  # LIKE reads a pattern up to its first NUL
    exact = _rows(db, f"{_EVENT} WHERE e.id = ?", [text])
    if exact or not text.strip():
        return exact
    if len(text) >= 4 and all(char in "0123456789abcdef" for char in text):
        begun = _rows(
            db, f"{_EVENT} WHERE e.id >= ? AND e.id < ? ORDER BY e.id", [text, text + "g"]
        )
        if begun:
            return begun
    words = text.split()
    if len(words) > MOST_WORDS:
        return []
    order = "ORDER BY e.n_origins DESC, e.n_claims DESC, e.label, e.id"
    clause = " AND ".join(["e.label LIKE ? ESCAPE '\\'"] * len(words))
    labelled = _rows(db, f"{_EVENT} WHERE {clause} {order}", [holding(w) for w in words])
    if labelled:
        return labelled
    return _rows(
        db,
        f"{_EVENT} WHERE e.id IN (SELECT event_id FROM claims WHERE rowid IN"
        f" (SELECT rowid FROM claims_fts WHERE claims_fts MATCH ?)) {order}",
        [" ".join(_quoted(word) for word in words)],
    )


def figures_of_event(db: Database, event_id: str) -> Answer:
    """Return the figures of an event, source by source, like beside like."""
    return _rows(
        db,
        "SELECT * FROM figure_comparison WHERE event_id = ? ORDER BY measure, party IS NULL,"
        " party, extent, subset_of IS NOT NULL, coalesce(low, 0), source, published, id",
        [event_id],
    )


def ranges_of_event(db: Database, event_id: str) -> Answer:
    """Return low, best and high of an event by measure, party and profile."""
    return _rows(
        db,
        "SELECT * FROM ranges WHERE event_id = ?"
        " ORDER BY measure, party IS NULL, party, profile, id",
        [event_id],
    )


def claims_of_ranges(db: Database, event_id: str) -> dict[str, list[str]]:
    """Return the ids of the claims that each range of an event was made of, by its id."""
    found: dict[str, list[str]] = {}
    for range_id, claim_id in db.execute(
        "SELECT r.id, c.claim_id FROM ranges AS r JOIN range_claims AS c ON c.range_id = r.id"
        " WHERE r.event_id = ? ORDER BY r.id, c.ordinal",
        [event_id],
    ):
        found.setdefault(range_id, []).append(claim_id)
    return found


def flags_of_event(db: Database, event_id: str) -> Answer:
    """Return the flags of an event's claims, each with its reason and what shows it.

    What shows it is a sentence (its text) or another claim (its source and its text).
    """
    return _rows(
        db,
        "SELECT f.id, f.claim_id, f.code, f.reason, f.rule, sa.name AS source,"
        " s.text AS evidence_sentence, f.evidence_claim_id, e.text AS evidence_claim,"
        " se.name AS evidence_source"
        " FROM claims AS c JOIN flags AS f ON f.claim_id = c.id"
        " LEFT JOIN sources AS sa ON sa.id = c.source_id"
        " LEFT JOIN sentences AS s ON s.id = f.evidence_sentence_id"
        " LEFT JOIN claims AS e ON e.id = f.evidence_claim_id"
        " LEFT JOIN sources AS se ON se.id = e.source_id"
        " WHERE c.event_id = ? ORDER BY f.code, c.document_id, c.position, f.id",
        [event_id],
    )


def links_of_event(db: Database, event_id: str, limit: int | None = None) -> Answer:
    """Return how the claims of an event stand to one another, contradictions first.

    One row a link, with source, printed figure, interval and text of both sides.  It is
    enough that one side belongs to the event: a denial may name no place and no day.  Pairs
    that cannot be compared are left out.
    """
    order = " ".join(f"WHEN '{relation}' THEN {n}" for n, relation in enumerate(_TELLING))
    return _rows(
        db,
        "SELECT l.id, l.relation, l.same_origin, l.score, l.reason, l.rule,"
        " l.figure_a AS figure_a_id, l.figure_b AS figure_b_id,"
        " coalesce(fa.measure, fb.measure) AS measure, coalesce(fa.party, fb.party) AS party,"
        " sa.name AS source_a, a.source_id AS source_a_id, fa.text AS figure_a,"
        " fa.low AS low_a, fa.high AS high_a, a.text AS text_a, l.claim_a, a.document_id"
        " AS document_a_id, pa.name AS publisher_a, sb.name AS source_b,"
        " b.source_id AS source_b_id,"
        " fb.text AS figure_b, fb.low AS low_b, fb.high AS high_b, b.text AS text_b,"
        " l.claim_b, b.document_id AS document_b_id, pb.name AS publisher_b"
        " FROM links AS l JOIN claims AS a ON a.id = l.claim_a"
        " JOIN claims AS b ON b.id = l.claim_b"
        " LEFT JOIN figures AS fa ON fa.id = l.figure_a"
        " LEFT JOIN figures AS fb ON fb.id = l.figure_b"
        " LEFT JOIN sources AS sa ON sa.id = a.source_id"
        " LEFT JOIN sources AS sb ON sb.id = b.source_id"
        " LEFT JOIN documents AS da ON da.id = a.document_id"
        " LEFT JOIN documents AS db ON db.id = b.document_id"
        " LEFT JOIN sources AS pa ON pa.id = da.publisher_id"
        " LEFT JOIN sources AS pb ON pb.id = db.publisher_id"
        " WHERE l.relation <> 'not_comparable' AND l.id IN ("
        "SELECT k.id FROM claims AS c JOIN links AS k ON k.claim_a = c.id WHERE c.event_id = ?1"
        " UNION SELECT k.id FROM claims AS c JOIN links AS k ON k.claim_b = c.id"
        " WHERE c.event_id = ?1)"
        f" ORDER BY CASE l.relation {order} ELSE {len(_TELLING)} END, measure, source_a,"
        " source_b, l.id LIMIT ?2",
        [event_id, _ALL if limit is None else limit],
    )


def totals(db: Database) -> dict[str, int]:
    """Return how many rows the main tables hold."""
    tables = ("documents", "sentences", "claims", "figures", "sources", "events", "links", "flags")
    return {
        table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables
    }


def flagged(
    db: Database,
    code: str | None = None,
    *,
    source: str | None = None,
    event_id: str | None = None,
    since: str | None = None,
    until: str | None = None,
    only_unverified: bool = False,
    limit: int | None = None,
) -> Answer:
    """Return the unverified claims and why; with ``code``, the claims that carry that flag.

    ``source`` is an id or a part of a name; ``since`` and ``until`` are the first and last
    date of publication; ``only_unverified`` leaves out flagged claims that are verified.
    Claims with figures come first.
    """
    conditions = ["c.status = 'unverified'"] if code is None or only_unverified else []
    values: list[object] = []
    if code is not None:
        conditions.append("c.id IN (SELECT claim_id FROM flags WHERE code = ?)")
        values.append(code)
    if source is not None:
        conditions.append("(c.source_id = ? OR s.name LIKE ? ESCAPE '\\')")
        values += [source, holding(source)]
    if event_id is not None:
        conditions.append("c.event_id = ?")
        values.append(event_id)
    if since is not None:
        conditions.append("d.published >= ?")
        values.append(since)
    if until is not None:
        conditions.append("d.published < ?")
        values.append(until + "~")  # behind every date that begins so
    return _rows(
        db,
        "SELECT c.id, c.text, s.name AS source, c.source_id, s.kind AS source_kind, c.status,"
        " c.modality, c.n_figures, e.label AS event, c.event_id, d.label AS document,"
        " c.document_id, d.published,"
        " (SELECT group_concat(code, ', ') FROM (SELECT DISTINCT code FROM flags"
        " WHERE claim_id = c.id ORDER BY code)) AS flags,"
        " (SELECT group_concat(reason, '; ') FROM (SELECT DISTINCT reason FROM flags"
        " WHERE claim_id = c.id ORDER BY code, reason)) AS reasons"
        " FROM claims AS c JOIN documents AS d ON d.id = c.document_id"
        " LEFT JOIN sources AS s ON s.id = c.source_id"
        " LEFT JOIN events AS e ON e.id = c.event_id"
        f" WHERE {' AND '.join(conditions)}"
        " ORDER BY c.n_figures = 0, d.published, c.document_id, c.position LIMIT ?",
        [*values, _ALL if limit is None else limit],
    )


def claims(
    db: Database,
    *,
    text: str | None = None,
    source: str | None = None,
    event_id: str | None = None,
    document_id: str | None = None,
    status: str | None = None,
    limit: int | None = None,
) -> Answer:
    """Return claims in the order of their documents and of their words.

    ``text`` are words that the claim holds, ``source`` is an id or a part of a name.
    """
    conditions, values = ["1"], list[object]()
    if text is not None:
        conditions.append(
            "c.rowid IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH ?)"
            if text.split()
            else "0"
        )
        values += [" ".join(map(_quoted, text.replace("\0", " ").split()))] if text.split() else []
    if source is not None:
        conditions.append("(c.source_id = ? OR s.name LIKE ? ESCAPE '\\')")
        values += [source, holding(source)]
    for column, value in (
        ("c.event_id", event_id),
        ("c.document_id", document_id),
        ("c.status", status),
    ):
        if value is not None:
            conditions.append(f"{column} = ?")
            values.append(value)
    return _rows(
        db,
        "SELECT c.id, c.text, t.text AS sentence, s.name AS source, c.source_id, c.source_text,"
        " c.cue_text, o.name AS origin, c.polarity, c.modality, c.style, c.status, c.zone, c.kind,"
        ' c.when_edtf AS "when", p.name AS place, e.label AS event, c.event_id,'
        " d.label AS document, c.document_id, d.published, d.url, c.rule, c.run_id,"
        " (SELECT group_concat(code, ', ') FROM (SELECT DISTINCT code FROM flags"
        " WHERE claim_id = c.id ORDER BY code)) AS flags"
        " FROM claims AS c JOIN documents AS d ON d.id = c.document_id"
        " JOIN sentences AS t ON t.id = c.sentence_id"
        " LEFT JOIN sources AS s ON s.id = c.source_id"
        " LEFT JOIN sources AS o ON o.id = c.origin_id"
        " LEFT JOIN events AS e ON e.id = c.event_id"
        " LEFT JOIN places AS p ON p.id = c.place_id"
        f" WHERE {' AND '.join(conditions)}"
        " ORDER BY d.published, c.document_id, c.position LIMIT ?",
        [*values, _ALL if limit is None else limit],
    )


def figures_of_claims(db: Database, ids: Sequence[str]) -> Answer:
    """Return the figures of some claims, in the order of their words."""
    return [
        row
        for at in range(0, len(ids), MOST_WORDS)
        for row in _rows(
            db,
            "SELECT * FROM figure_comparison WHERE claim_id IN"
            f" ({', '.join('?' * len(ids[at : at + MOST_WORDS]))}) ORDER BY claim_id, id",
            list(ids[at : at + MOST_WORDS]),
        )
    ]


def chains_of_claims(db: Database, ids: Sequence[str]) -> Answer:
    """Return the stations of some claims' chains, from who vouches outward."""
    return [
        row
        for at in range(0, len(ids), MOST_WORDS)
        for row in _rows(
            db,
            "SELECT a.claim_id, s.name FROM attributions AS a JOIN sources AS s"
            f" ON s.id = a.source_id WHERE a.claim_id IN"
            f" ({', '.join('?' * len(ids[at : at + MOST_WORDS]))}) ORDER BY a.claim_id, a.depth",
            list(ids[at : at + MOST_WORDS]),
        )
    ]


def sources(db: Database, name: str | None = None, limit: int | None = None) -> Answer:
    """Return the sources, those with most claims first; ``name`` is a part of a name or alias."""
    condition, values = "1", []
    if name is not None:
        like = holding(name)
        condition = (
            "(s.id = ? OR s.name LIKE ? ESCAPE '\\' OR s.id IN (SELECT source_id"
            " FROM source_aliases WHERE name LIKE ? ESCAPE '\\'))"
        )
        values = [name, like, like]
    return _rows(
        db,
        "SELECT s.id, s.name, s.kind, s.named, p.name AS parent, s.reliability,"
        " coalesce(n.n_claims, 0) AS n_claims, coalesce(n.n_unverified, 0) AS n_unverified,"
        " coalesce(n.n_conflicts, 0) AS n_conflicts FROM sources AS s"
        " LEFT JOIN sources AS p ON p.id = s.parent_id"
        " LEFT JOIN source_totals AS n ON n.source_id = s.id"
        f" WHERE {condition} ORDER BY coalesce(n.n_claims, 0) DESC, s.name, s.id LIMIT ?",
        [*values, _ALL if limit is None else limit],
    )


def _rows(db: Database, sql: str, values: list[object]) -> Answer:
    return list(db.query(sql, values))


def holding(text: str) -> str:
    """Return the pattern of what holds ``text``, for ``LIKE ? ESCAPE '\\'``: no wildcard in it."""
    plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def _quoted(word: str) -> str:
    """Return ``word`` as a string of the full-text query language."""
    return '"' + word.replace('"', '""') + '"'


__all__ = [
    "DIRECTED",
    "chains_of_claims",
    "claims",
    "claims_of_ranges",
    "disputed_events",
    "events",
    "figures_of_claims",
    "figures_of_event",
    "find_event",
    "flagged",
    "flags_of_event",
    "holding",
    "links_of_event",
    "ranges_of_event",
    "sources",
    "totals",
]
