"""The proof: what must be true of every database, looked at row by row."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sqlite_utils import Database

from provenance.records import content_id
from provenance.review.branches import origin_of
from provenance.store.bodies import marks
from provenance.store.connect import BUSY_SECONDS
from provenance.store.decided import UNJUDGED, UNKNOWN, read_standing
from provenance.store.migrations import SEARCHED
from provenance.store.reviews import FIRST, digest, read_reviews, review_id
from provenance.store.rows import DECIDED

JOINT = " "
"""What stands between the pieces where a text is made of several spans."""

BATCH_DOCUMENTS = 200
_DIGITS = re.compile(r"\d+")


class Problem(NamedTuple):
    """One thing that is not as it must be."""

    code: str
    table: str
    row: str
    message: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        return f"{self.table} {self.row}: {self.message} [{self.code}]"


def check(db: Database, deep: bool = False) -> list[Problem]:
    """Return all that is wrong with the database; an empty list proves the invariants.

    ``deep`` also lets SQLite look at every page and index of the file.
    """
    problems: list[Problem] = []
    try:
        for test in (*_DEEP, *_TESTS) if deep else _TESTS:
            problems += test(db)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        problems.append(Problem("damaged", "file", "-", str(error)))
    return problems


def _foreign_keys(db: Database) -> Iterator[Problem]:
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem("foreign_key", table, str(rowid), f"points at no row of {parent}")


def _documents(db: Database) -> Iterator[Problem]:
    """Look at every document's id, and at all that was read from its text."""
    ids = [row[0] for row in db.execute("SELECT id FROM documents ORDER BY id").fetchall()]
    for at in range(0, len(ids), BATCH_DOCUMENTS):
        some = ids[at : at + BATCH_DOCUMENTS]
        texts = {}
        sql = f"SELECT id, sha256, text FROM documents WHERE id IN ({marks(len(some))})"
        for key, sha256, text in db.execute(sql, some):
            texts[key] = text
            if key != content_id("document", sha256):
                yield Problem("document_id", "documents", key, "its id is not that of its bytes")
        yield from _spans(db, some, texts)
        yield from _sentences(db, some, texts)
        yield from _claims(db, some, texts)
        yield from _figures(db, some, texts)
        yield from _readings(db, some, texts)


def _rows(db: Database, table: str, ids: list[str]) -> list[dict[str, Any]]:
    sql = f"SELECT * FROM {table} WHERE document_id IN ({marks(len(ids))}) ORDER BY id"
    return list(db.query(sql, ids))


def _spans(db: Database, ids: list[str], texts: dict[str, str]) -> Iterator[Problem]:
    for row in _rows(db, "spans", ids):
        if row["end"] > len(texts[row["document_id"]]):
            yield Problem("span_outside", "spans", row["id"], "ends behind the text")


def _sentences(db: Database, ids: list[str], texts: dict[str, str]) -> Iterator[Problem]:
    for row in _rows(db, "sentences", ids):
        text = texts[row["document_id"]]
        if row["end"] > len(text):
            yield Problem("sentence_outside", "sentences", row["id"], "ends behind the text")
        elif text[row["start"] : row["end"]] != row["text"]:
            yield Problem("sentence_text", "sentences", row["id"], "its text is not its span's")


def _claims(db: Database, ids: list[str], texts: dict[str, str]) -> Iterator[Problem]:
    """Compare every printed text of a claim with the characters of its spans."""
    printed: dict[tuple[str, str, int], list[tuple[int, int]]] = {}
    sql = (
        'SELECT row, role, part, start, "end" FROM spans WHERE evidence_id IS NULL'
        f" AND document_id IN ({marks(len(ids))}) ORDER BY row, role, part, ordinal"
    )
    for row, role, part, start, end in db.execute(sql, ids):
        printed.setdefault((row, role, part), []).append((start, end))

    def said(document: str, *value: Any) -> str:
        spans = printed.get(value, [])
        return JOINT.join(texts[document][start:end] for start, end in spans)

    for claim in _rows(db, "claims", ids):
        key, document = claim["id"], claim["document_id"]
        for role, column in (("content", "text"), ("cue", "cue_text"), ("when", "when_text")):
            held = claim[column]
            if held is not None and (key, role, 0) not in printed:
                yield Problem("no_span", "claims", key, f"{column} has no span")
            elif held is not None and said(document, key, role, 0) != held:
                yield Problem("claim_text", "claims", key, f"{column} is not its spans' text")
    for table, roles in (("claim_sources", ("source", "joint")), ("claim_places", ("place",))):
        ordinal = "part" if table == "claim_sources" else "ordinal"
        rows = db.execute(
            f"SELECT t.id, c.document_id, t.claim_id, t.{ordinal}, t.text FROM claims AS c"
            f" JOIN {table} AS t ON t.claim_id = c.id"
            f" WHERE c.document_id IN ({marks(len(ids))}) ORDER BY t.id",
            ids,
        )
        for key, document, claim_id, number, held in rows.fetchall():
            role = roles[min(number, len(roles) - 1)]
            if said(document, claim_id, role, number) != held:
                yield Problem("mention_text", table, key, "its text is not its spans' text")


def _figures(db: Database, ids: list[str], texts: dict[str, str]) -> Iterator[Problem]:
    for row in _rows(db, "figures", ids):
        text = texts[row["document_id"]][row["start"] : row["end"]]
        if row["end"] > len(texts[row["document_id"]]):
            yield Problem("figure_outside", "figures", row["id"], "ends behind the text")
        elif text != row["text"]:
            yield Problem("figure_text", "figures", row["id"], "its text is not its span's")
        elif not any(char.isalnum() for char in text):
            yield Problem("figure_empty", "figures", row["id"], "no digit or word in its span")
        elif missing := _not_in(text, row):
            message = f"{missing} is in its interval, but not in its span"
            yield Problem("figure_number", "figures", row["id"], message)


def _readings(db: Database, ids: list[str], texts: dict[str, str]) -> Iterator[Problem]:
    """Compare what other extractors read with the text, and their rows with their claims."""
    for row in _rows(db, "readings", ids):
        text = texts[row["document_id"]][row["start"] : row["end"]]
        if text != row["text"]:
            yield Problem("reading_text", "readings", row["id"], "its text is not its span's")
    for row in _rows(db, "imports", ids):
        if hashlib.sha256(row["data"].encode()).hexdigest() != row["sha256"]:
            yield Problem("import_hash", "imports", row["id"], "its claims were changed")


def _not_in(text: str, row: dict[str, Any]) -> int | None:
    """Return the stated number when the digits of the span cannot have given it.

    A span without digits (number words, the name of one person) says nothing here; scale
    words ("20 thousand", "2 dozen") multiply the digits by a power of ten or by twelve.
    """
    point = row["point"]
    numbers = [int(digits) for digits in _DIGITS.findall(text)]
    if point is None or point <= 1 or not numbers:
        return None
    joined = int("".join(str(int(char)) for char in text if char.isdecimal()))
    for number in {*numbers, joined}:
        if number and (number * 12 == point or _is_power_of_ten(point, number)):
            return None
    return int(point)


def _is_power_of_ten(one: int, other: int) -> bool:
    """Say whether two positive numbers have the same digits but for noughts at the end."""
    return str(one).rstrip("0") == str(other).rstrip("0")


def _sql(code: str, table: str, message: str, sql: str) -> Callable[[Database], Iterator[Problem]]:
    """Return a test that finds a problem in each row id that ``sql`` selects."""

    def test(db: Database) -> Iterator[Problem]:
        for row in db.execute(sql).fetchall():
            yield Problem(code, table, str(row[0]), message)

    return test


def check_log(db: Database) -> Iterator[Problem]:
    """Follow the log of decisions from its beginning: numbers, ids and hashes."""
    previous, number = FIRST, 0
    for review in read_reviews(db):
        number += 1
        if review.number != number:
            yield Problem("review_gap", "reviews", review.id, f"entry {number} is missing")
            number = review.number
        if review.previous_hash != previous:
            yield Problem("review_chain", "reviews", review.id, "the entry before it was changed")
        if review.id != review_id(review.previous_hash, *review[2:9]):
            yield Problem("review_id", "reviews", review.id, "it was changed after it was made")
        origin = origin_of(review)
        if origin is not None and origin.id != review_id(
            origin.previous_hash, *review[2:5], origin.target, origin.before, *review[7:9]
        ):
            yield Problem("review_origin", "reviews", review.id, "its own log said otherwise")
        previous = digest(review)


def _decided(db: Database) -> Iterator[Problem]:
    """Compare what only people decide with their log: nobody may decide beside it."""
    standing = read_standing(db)
    for table, column, nobody in (
        ("claims", "credibility", UNJUDGED),
        ("sources", "reliability", UNKNOWN),
    ):
        held = dict(
            db.execute(f"SELECT id, {column} FROM {table} WHERE {column} <> ?", [nobody]).fetchall()
        )
        keys = {key for key, slot in standing.effects if slot == column} | held.keys()
        for key in sorted(keys):
            wanted = standing.value(key, column) or nobody
            if held.get(key, nobody) != wanted:
                yield Problem("review_beside", table, key, f"{column} is not what the log says")
    marked = dict(
        db.execute(
            f"SELECT id, status FROM claims WHERE status IN ({marks(len(DECIDED))})",
            sorted(DECIDED),
        ).fetchall()
    )
    keys = {key for key, slot in standing.effects if slot == "status"} | marked.keys()
    for key in sorted(keys):
        if marked.get(key) != standing.value(key, "status"):
            yield Problem("review_beside", "claims", key, "status is not what the log says")


def _search(db: Database) -> Iterator[Problem]:
    """Look at the search indexes: their triggers, their rows, and what they say of each."""
    for table in SEARCHED:
        index = f"{table}_fts"
        triggers = {f"{table}_ai", f"{table}_ad", f"{table}_au"}
        if missing := triggers - {trigger.name for trigger in db.table(table).triggers}:
            names = ", ".join(sorted(missing))
            yield Problem("search_trigger", index, "-", f"missing trigger: {names}")
        differing = db.execute(
            f"SELECT (SELECT count(*) FROM {table} WHERE rowid NOT IN (SELECT id FROM"
            f" {index}_docsize)) + (SELECT count(*) FROM {index}_docsize WHERE id NOT IN"
            f" (SELECT rowid FROM {table}))"
        ).fetchone()[0]
        if differing or not _index_is_true(db, index):
            yield Problem("search_index", index, "-", "not what the table says")


def _index_is_true(db: Database, index: str) -> bool:
    """Let a search index compare itself with its table; True where that cannot be asked.

    The question is put as an INSERT that writes nothing, which a connection for reading
    may not send: it goes over one of its own.
    """
    path = db.execute("PRAGMA database_list").fetchone()[2]
    own = sqlite3.connect(path, timeout=BUSY_SECONDS) if path else db.conn
    try:
        # Rank 1 asks for the table too, not only for the index in itself.
        own.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_CORRUPT:
            return False
        if code not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise
    finally:
        if path:
            own.close()
    return True


def _captures(db: Database) -> Iterator[Problem]:
    keys = [row[0] for row in db.execute("SELECT sha256 FROM captures ORDER BY sha256").fetchall()]
    for key in keys:
        data = db.execute("SELECT bytes FROM captures WHERE sha256 = ?", [key]).fetchone()[0]
        if hashlib.sha256(data).hexdigest() != key:
            yield Problem("capture_hash", "captures", key, "its bytes were changed")


def _pages(db: Database) -> Iterator[Problem]:
    for (message,) in db.execute("PRAGMA integrity_check").fetchall():
        if message != "ok":
            yield Problem("damaged", "file", "-", message)


_OWNERS = (
    "SELECT id FROM documents UNION ALL SELECT id FROM claims UNION ALL SELECT id FROM figures"
)

_TESTS: tuple[Callable[[Database], Iterator[Problem]], ...] = (
    _foreign_keys,
    _documents,
    _captures,
    _sql(
        "span_owner",
        "spans",
        "belongs to no row",
        f"SELECT id FROM spans WHERE row NOT IN ({_OWNERS})",
    ),
    _sql(
        "evidence_owner",
        "evidence",
        "belongs to no row",
        f"SELECT id FROM evidence WHERE row NOT IN ({_OWNERS})",
    ),
    *(
        _sql(
            "form_owner",
            table,
            "its form is that of another source or place",
            f"SELECT t.id FROM {table} AS t JOIN forms AS f ON f.id = t.form_id"
            f" WHERE f.row <> t.{column}",
        )
        for table, column in (
            ("attributions", "source_id"),
            ("claim_sources", "source_id"),
            ("claim_places", "place_id"),
        )
    ),
    _sql(
        "capture_orphan",
        "captures",
        "no document was read from it",
        "SELECT sha256 FROM captures WHERE sha256 NOT IN (SELECT sha256 FROM documents)",
    ),
    _sql(
        "claim_sentence",
        "claims",
        "its sentence is of another document",
        "SELECT c.id FROM claims AS c JOIN sentences AS s ON s.id = c.sentence_id"
        " WHERE s.document_id <> c.document_id",
    ),
    _sql(
        "figure_claim",
        "figures",
        "its claim is of another document",
        "SELECT f.id FROM figures AS f JOIN claims AS c ON c.id = f.claim_id"
        " WHERE c.document_id <> f.document_id",
    ),
    _sql(
        "figure_outside_sentence",
        "figures",
        "it is not in the sentence of its claim",
        "SELECT f.id FROM figures AS f JOIN claims AS c ON c.id = f.claim_id"
        " JOIN sentences AS s ON s.id = c.sentence_id"
        ' WHERE f.start < s.start OR f."end" > s."end"',
    ),
    _sql(
        "figure_interval",
        "figures",
        "its point is not in its interval",
        "SELECT id FROM figures WHERE point < low OR point > high",
    ),
    _sql(
        "figure_count",
        "claims",
        "n_figures is not the number of its figures",
        "SELECT id FROM claims WHERE n_figures <>"
        " (SELECT count(*) FROM figures WHERE claim_id = claims.id)",
    ),
    _sql(
        "chain_gap",
        "claims",
        "the depths of its chain are not 0, 1, 2 …",
        "SELECT claim_id FROM attributions GROUP BY claim_id"
        " HAVING min(depth) <> 0 OR max(depth) <> count(*) - 1",
    ),
    _sql(
        "chain_missing",
        "claims",
        "nobody vouches for it",
        "SELECT id FROM claims WHERE id NOT IN (SELECT claim_id FROM attributions)",
    ),
    _sql(
        "event_claim",
        "claims",
        "its event does not list it; run provenance link",
        "SELECT id FROM claims WHERE event_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
        " event_claims AS e WHERE e.event_id = claims.event_id AND e.claim_id = claims.id)",
    ),
    _sql(
        "event_empty",
        "events",
        "no claim speaks of it; run provenance link",
        "SELECT id FROM events WHERE id NOT IN (SELECT event_id FROM event_claims)",
    ),
    _sql(
        "range_order",
        "ranges",
        "low, best and high are not in order",
        "SELECT id FROM ranges WHERE low > high OR best < low OR best > high",
    ),
    _sql(
        "import_run",
        "readings",
        "its run is not that of its import",
        "SELECT r.id FROM readings AS r JOIN imports AS i ON i.id = r.import_id"
        " WHERE r.run_id <> i.run_id OR r.document_id <> i.document_id",
    ),
    _sql(
        "import_unread",
        "imports",
        "nothing of it stands in the text as it is read now; import it again",
        "SELECT id FROM imports WHERE n_claims > 0 AND id NOT IN (SELECT import_id FROM readings)",
    ),
    _sql(
        "reading_figure",
        "readings",
        "its figure is of another claim",
        "SELECT r.id FROM readings AS r JOIN figures AS f ON f.id = r.figure_id"
        " WHERE f.claim_id <> r.claim_id",
    ),
    check_log,
    _decided,
    _search,
)
_DEEP: tuple[Callable[[Database], Iterator[Problem]], ...] = (_pages,)


__all__ = ["JOINT", "Problem", "check", "check_log"]
