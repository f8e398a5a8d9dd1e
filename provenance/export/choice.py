"""What a reader chose to send out: which claims, by event, document, source and date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from provenance.errors import ProvenanceError
from provenance.records import Status
from provenance.review.actions import DecisionError, Target
from provenance.store.bodies import BATCH, marks
from provenance.store.nearest import perhaps
from provenance.store.queries import find_event
from provenance.store.targets import SHORTEST, find_target

BATCH_DOCUMENTS = 20
"""Documents that are read together; what an export holds in memory follows from it."""

Row = dict[str, Any]
Condition = tuple[str, list[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The claims that are sent out; by default all of them.

    ``events``, ``documents`` and ``sources`` are ids; a claim is chosen when each of the
    three that is given has one of its own.  A source's claims are those that it vouches for,
    alone or with others.  ``since`` and ``until`` are the first and last date of publication
    (EDTF, or the beginning of one); a page whose date or year is not known is then left out.
    """

    events: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    without_rejected: bool = False

    @property
    def everything(self) -> bool:
        """Say whether nothing is left out."""
        return self == Choice()

    def of_documents(self) -> Condition:
        """Return the condition on a document ``d``, and its values."""
        parts, values = ["1"], list(self.documents)
        if self.documents:
            parts.append(f"d.id IN ({marks(len(self.documents))})")
        if self.since is not None or self.until is not None:
            parts.append("d.published GLOB '[0-9][0-9][0-9][0-9]*'")
        if self.since is not None:
            parts.append("d.published >= ?")
            values.append(self.since)
        if self.until is not None:
            parts.append("d.published < ?")
            values.append(self.until + "~")  # behind every date that begins so
        return " AND ".join(parts), values

    def of_claims(self, *, few: bool = False) -> Condition:
        """Return the condition on a claim ``c``, its document left aside, and its values.

        ``few``: it is asked of few claims that are chosen otherwise, not to find claims by.
        """
        sql, values = self._told(few=few)
        if self.without_rejected:
            sql += f" AND c.status <> '{Status.REJECTED}'"
        return sql, values

    def of_both(self) -> Condition:
        """Return the condition on a claim ``c`` of a document ``d``, and its values."""
        documents, claims = self.of_documents(), self.of_claims()
        return f"{documents[0]} AND {claims[0]}", [*documents[1], *claims[1]]

    def _told(self, *, few: bool = False) -> Condition:
        parts, values = ["1"], [*self.events]
        if self.events:
            of_events = f"event_id IN ({marks(len(self.events))})"
            parts.append(
                f"EXISTS (SELECT 1 FROM event_claims WHERE claim_id = c.id AND +{of_events})"
                if few
                else f"c.id IN (SELECT claim_id FROM event_claims WHERE {of_events})"
            )
        if self.sources:
            some = marks(len(self.sources))
            parts.append(
                f"(c.source_id IN ({some}) OR c.id IN"
                f" (SELECT claim_id FROM claim_sources WHERE part > 0 AND source_id IN ({some})))"
            )
            values += [*self.sources, *self.sources]
        return " AND ".join(parts), values

    def document_ids(self, db: Database) -> Iterator[list[str]]:
        """Yield the ids of the chosen documents, some at a time, in the order of ids.

        A document without claims is chosen too, unless claims of an event or a source are.
        """
        sql, values = self.of_documents()
        if self.events or self.sources:
            # Asked once for all: the claims of a great event are not gone through for each batch.
            inner, more = self._told()
            found = db.execute(
                "SELECT d.id FROM documents AS d WHERE d.id IN"
                f" (SELECT c.document_id FROM claims AS c WHERE {inner}) AND {sql} ORDER BY d.id",
                [*more, *values],
            ).fetchall()
            ids = [row[0] for row in found]
            for at in range(0, len(ids), BATCH_DOCUMENTS):
                yield ids[at : at + BATCH_DOCUMENTS]
            return
        last = ""
        while True:
            found = db.execute(
                f"SELECT d.id FROM documents AS d WHERE d.id > ? AND {sql} ORDER BY d.id LIMIT ?",
                [last, *values, BATCH_DOCUMENTS],
            ).fetchall()
            if not found:
                return
            yield [row[0] for row in found]
            last = found[-1][0]

    def claim_ids(self, db: Database, document_ids: Sequence[str]) -> set[str]:
        """Return the ids of the chosen claims of some documents."""
        sql, values = self.of_claims(few=True)
        found = db.execute(
            f"SELECT c.id FROM claims AS c WHERE c.document_id IN ({marks(len(document_ids))})"
            f" AND {sql}",
            [*document_ids, *values],
        ).fetchall()
        return {row[0] for row in found}

    def event_rows(self, db: Database) -> Iterator[Row]:
        """Yield the events that chosen claims speak of, with their places, in order of ids.

        Claims, documents and origins are counted among the chosen claims.
        """
        last = ""
        while found := self._event_rows(db, last):
            yield from found
            last = found[-1]["id"]

    def _event_rows(self, db: Database, last: str) -> list[Row]:
        sql, values = "1", list[str]()
        if not self.everything:
            inner, values = self.of_both()
            sql = f"EXISTS (SELECT 1 {_OF_EVENT} AND {inner})"
            if self.events:  # a short way to few events
                sql = f"e.id IN ({marks(len(self.events))}) AND {sql}"
                values = [*self.events, *values]
        rows = list(
            db.query(
                "SELECT e.*, p.name AS place, p.latitude, p.longitude, p.country, p.precision"
                " FROM events AS e LEFT JOIN places AS p ON p.id = e.place_id"
                f" WHERE e.id > ? AND {sql} ORDER BY e.id LIMIT ?",
                [last, *values, BATCH],
            )
        )
        if self.everything:
            return rows
        inner, values = self.of_both()
        return [row | self._counted(db, row["id"], inner, values) for row in rows]

    def _counted(self, db: Database, event: str, sql: str, values: list[str]) -> Row:
        counted = f"""
WITH chosen AS (
  SELECT c.id, c.origin_id, c.document_id, c.n_figures {_OF_EVENT.replace("e.id", "?")} AND {sql}
)
SELECT count(*) AS n_claims, count(DISTINCT origin_id) AS n_origins,
  count(DISTINCT document_id) AS n_documents, coalesce(sum(n_figures), 0) AS n_figures,
  (SELECT count(*) FROM chosen AS a JOIN links AS l ON l.claim_a = a.id
    JOIN claims AS c ON c.id = l.claim_b JOIN documents AS d ON d.id = c.document_id
    WHERE +l.relation = 'conflicts' AND {sql}) AS n_conflicts
FROM chosen"""
        return next(iter(db.query(counted, [event, *values, *values])))


_OF_EVENT = (
    "FROM event_claims AS m JOIN claims AS c ON c.id = m.claim_id"
    " JOIN documents AS d ON d.id = c.document_id WHERE m.event_id = e.id"
)


def choose(
    db: Database,
    *,
    events: Sequence[str] = (),
    documents: Sequence[str] = (),
    sources: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    without_rejected: bool = False,
) -> Choice:
    """Return the choice that is meant; raises ProvenanceError naming what is not there.

    An event is given by id, the beginning of one, or words of its name; a document by id,
    the beginning of one, its address or the id that the input gave; a source by id, the
    beginning of one, or name.
    """
    return Choice(
        events=tuple(dict.fromkeys(_event(db, text) for text in events)),
        documents=tuple(dict.fromkeys(_document(db, text) for text in documents)),
        sources=tuple(dict.fromkeys(_source(db, text) for text in sources)),
        since=since,
        until=until,
        without_rejected=without_rejected,
    )


def _event(db: Database, text: str) -> str:
    found = find_event(db, text)
    if not found:
        raise ProvenanceError(
            f"no event is called {text[:60]!r} here; {perhaps(db, text)}"
            "names and ids are listed by: provenance compare DB"
        )
    if len(found) > 1:
        some = ", ".join(f"{row['id'][:8]} ({row['label']})" for row in found[:5])
        raise ProvenanceError(f"{text[:60]!r} may be any of several events: {some}; give an id")
    return str(found[0]["id"])


def _document(db: Database, text: str) -> str:
    text = text.replace("\0", " ")
    sql = "SELECT id FROM documents WHERE id = ?1 OR external_id = ?1 OR url = ?1 ORDER BY id"
    found = [row[0] for row in db.execute(f"{sql} LIMIT 6", [text]).fetchall()]
    if not found and len(text) >= SHORTEST and set(text) <= set("0123456789abcdef"):
        sql = "SELECT id FROM documents WHERE id >= ? AND id < ? ORDER BY id LIMIT 6"
        found = [row[0] for row in db.execute(sql, [text, text + "g"]).fetchall()]
    if not found:
        raise ProvenanceError(
            f"no document {text[:60]!r} here; give an id of the table documents, an address, or "
            "the id that the input gave"
        )
    if len(found) > 1:
        raise ProvenanceError(
            f"{text[:60]!r} may be any of several documents: {', '.join(found[:5])}; give an id"
        )
    return str(found[0])


def _source(db: Database, text: str) -> str:
    try:
        return find_target(db, text, Target.SOURCE)[1]
    except DecisionError as error:
        raise ProvenanceError(str(error)) from error


__all__ = ["Choice", "choose"]
