"""Two databases in one: the union of their pages by id, and of what people decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlite_utils import Database

from provenance.errors import StoreError
from provenance.records import Capture
from provenance.review.branches import Origin, in_order, marked, origin_of
from provenance.review.conflicts import Conflict, conflicts, torn_apart
from provenance.review.standing import Entry, event_decision, undone_by
from provenance.store.articles import article_of
from provenance.store.checks.decisions import check_log
from provenance.store.connect import transaction
from provenance.store.imported import add_import, read_imports
from provenance.store.linking import TABLES
from provenance.store.read import imported_runs, read_extractions
from provenance.store.reviews import FIRST, Review, digest, read_reviews, review_id
from provenance.store.sketched import Sketches, forget_kept
from provenance.store.write import Writer

TOGETHER = 50
"""Articles that are written in one transaction."""


@dataclass(slots=True)
class Merged:
    """What merging did."""

    documents: int = 0
    """Articles that are new here."""
    replaced: int = 0
    """Articles that both had, of which the other database's extraction is the newer."""
    decisions: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def merge(target: Database, source: Database, name: str) -> Merged:
    """Bring all that ``source`` (of that ``name``) has into ``target``; linking is left to do.

    Ids are hashes of what a row is, so that merging again changes nothing, and the order of
    merging none of the rows.  Of an article that different versions extracted, the rows of the
    newer one are kept.  Decisions are appended to the log with all that their own log says of
    them.  Raises StoreError when the log of ``source`` is not sound.
    """
    problems = [str(problem) for problem in check_log(source)]
    if problems:
        raise StoreError(
            f"{name}: its log of decisions was changed ({problems[0]}); "
            f"see: provenance check {name}"
        )
    found = Merged()
    _runs(target, source)
    runs = dict(source.execute("SELECT id, run_id FROM documents ORDER BY id").fetchall())
    ids = list(runs)
    for at in range(0, len(ids), TOGETHER):
        with transaction(target):
            _documents(target, source, {key: runs[key] for key in ids[at : at + TOGETHER]}, found)
    with transaction(target):
        found.decisions = _decisions(target, source)
        _shared(target, source)
    found.conflicts = log_conflicts(list(read_reviews(target)))
    return found


def forget_linking(db: Database) -> None:
    """Delete all that linking made: what it makes anew then does not tell who merged whom."""
    with transaction(db):
        for table in reversed(TABLES):
            db.execute(f"DELETE FROM {table.name}")
        # Whoever links next must not take it for there.
        Sketches(db).forget()
        forget_kept(db)
        db.execute("UPDATE runs SET counts = json_remove(counts, '$.linked')")


def log_conflicts(log: list[Review]) -> list[Conflict]:
    """Return the decisions of a log that disagree, as their writers did not know each other."""
    if not any(map(origin_of, log)):
        return []
    written = {first_digest(review): review for review in log}
    ancestors: dict[str, set[str]] = {}
    for review in in_order(log):
        seen: set[str] = set()
        parent = written.get(_previous(review))
        while parent is not None and parent.id not in seen:
            seen.add(parent.id)
            seen |= ancestors.get(parent.id, set())
            parent = written.get(_previous(parent)) if parent.id not in ancestors else None
        ancestors[review.id] = seen

    def knew(one: Entry, other: Entry) -> bool:
        here = origin_of(one) is None and other.number < one.number
        return here or other.id in ancestors[one.id]

    undone = undone_by(log)
    events = [
        (review, event)
        for review in log
        if review.id not in undone and (event := event_decision(review)) is not None
    ]
    return [*conflicts(log, knew), *torn_apart(events, knew)]


def first_digest(review: Review) -> str:
    """Return the hash that an entry has in the log that it was written to."""
    origin = origin_of(review)
    return digest(review if origin is None else as_written(review, origin))


def as_written(review: Review, origin: Origin) -> Review:
    """Return a merged entry as it stands in the log that it was written to."""
    return review._replace(
        number=origin.number,
        id=origin.id,
        target=origin.target,
        before=origin.before,
        previous_hash=origin.previous_hash,
    )


def _previous(review: Review) -> str:
    origin = origin_of(review)
    return review.previous_hash if origin is None else origin.previous_hash


def _runs(target: Database, source: Database) -> None:
    """Copy the runs that are not there; what they linked holds of their own database only."""
    rows = source.execute(
        "SELECT id, started, finished, version, model, settings,"
        " json_remove(counts, '$.linked') FROM runs ORDER BY id"
    ).fetchall()
    with transaction(target):
        target.conn.executemany("INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _documents(target: Database, source: Database, runs: dict[str, str], found: Merged) -> None:
    ranks = _ranks(target)
    foreign = imported_runs(source) | imported_runs(target)
    for extraction in read_extractions(source, runs, own=True):
        key = extraction.document.id
        run = runs[key]
        row = target.execute("SELECT run_id FROM documents WHERE id = ?", [key]).fetchone()
        held = None if row is None else str(row[0])
        # A page that is there only for imported claims gives way to one that was extracted.
        better = held is None or (
            held != run and (run not in foreign, ranks[run]) > (held not in foreign, ranks[held])
        )
        if better:
            capture = _capture(source, target, extraction.document.sha256 or "")
            Writer(target, run).replace(article_of(extraction, capture, run))
            found.documents += held is None
            found.replaced += held is not None
        if better or held == run:
            _known(target, source, key)
        for item in read_imports(source, key):
            origin = source.execute("SELECT origin FROM imports WHERE id = ?", [item.id])
            add_import(target, key, item, origin.fetchone()[0])


def _ranks(db: Database) -> dict[str, tuple[tuple[int, ...], str]]:
    """Return what tells the newer of two runs, on every machine alike."""
    return {
        key: (tuple(int(part) for part in version.split(".") if part.isdigit()), key)
        for key, version in db.execute("SELECT id, version FROM runs").fetchall()
    }


def _capture(source: Database, target: Database, sha256: str) -> Capture:
    """Return a capture, and write it with the time at which it was taken."""
    sql = "SELECT sha256, media_type, bytes, origin, captured_at FROM captures WHERE sha256 = ?"
    row = source.execute(sql, [sha256]).fetchone()
    target.execute("INSERT OR IGNORE INTO captures VALUES (?, ?, ?, ?, ?)", row)
    return Capture(sha256=row[0], media_type=row[1], data=row[2], origin=row[3])


def _known(target: Database, source: Database, document_id: str) -> None:
    """Copy which runs would write a document just as it stands."""
    rows = source.execute(
        "SELECT run_id, document_id FROM run_documents WHERE document_id = ?", [document_id]
    ).fetchall()
    target.conn.executemany("INSERT OR IGNORE INTO run_documents VALUES (?, ?)", rows)


def _shared(target: Database, source: Database) -> None:
    """Let rows that many pages share name the same run, whoever had them first."""
    for table in ("sources", "source_aliases", "places"):
        target.conn.executemany(
            f"UPDATE {table} SET run_id = ?1 WHERE id = ?2 AND run_id > ?1",
            source.execute(f"SELECT run_id, id FROM {table}").fetchall(),
        )


def _decisions(target: Database, source: Database) -> int:
    """Append the entries that the log has not got; return how many."""
    log = list(read_reviews(target))
    here = {first_digest(review): review.id for review in log}
    last = log[-1] if log else None
    local: dict[str, str] = {}
    added = 0
    for review in read_reviews(source):
        first = first_digest(review)
        if first not in here:
            origin = origin_of(review)
            written = review if origin is None else as_written(review, origin)
            about = local.get(review.target, review.target)
            before = marked(written, written.previous_hash, about)
            previous = FIRST if last is None else digest(last)
            what = (review.at, review.by, review.action, about, before, review.after, review.reason)
            last = Review(
                1 if last is None else last.number + 1,
                review_id(previous, *what),
                *what,
                previous,
            )
            target.execute(
                'INSERT INTO reviews (number, id, at, "by", "action", target, "before", "after",'
                " reason, previous_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                last,
            )
            here[first] = last.id
            added += 1
        local[review.id] = here[first]
    return added


__all__ = [
    "Merged",
    "as_written",
    "first_digest",
    "forget_linking",
    "log_conflicts",
    "merge",
]
