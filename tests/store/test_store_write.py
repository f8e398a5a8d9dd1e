"""Writing: read back equal, twice changes nothing, all of an article or none of it."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database
from store_pages import SETTINGS, article, bare, dump

from provenance.errors import InputError
from provenance.records import Claim, Extraction, Precision
from provenance.store import Writer, connect, finish_run, read_extractions, start_run
from provenance.store.articles import article_of
from provenance.store.migrations import migrations
from provenance.store.read import has_document, known_captures
from provenance.store.rows import COLUMNS
from provenance.store.runs import Counts


def test_an_extraction_is_read_back_equal(db: Database, run: str) -> None:
    extraction, capture = article()
    counts = Writer(db, run).add(extraction, capture)
    assert counts == Counts(documents=1, sentences=3, claims=3, figures=3)
    assert list(read_extractions(db)) == [extraction]


def test_shared_sources_and_places_keep_what_each_page_has(db: Database, run: str) -> None:
    """Two pages that write one publisher, and see one place, in two ways."""
    pages = [article("Coast Courier"), article("COAST COURIER", precision=Precision.EXACT)]
    for extraction, capture in pages:
        Writer(db, run).add(extraction, capture)
    assert db["sources"].count_where("name LIKE 'coast courier'") == 1
    ids = [extraction.document.id for extraction, _ in pages]
    assert list(read_extractions(db, ids)) == [extraction for extraction, _ in pages]


def test_the_order_of_ingestion_does_not_change_what_is_read(tmp_path: Path) -> None:
    pages = [article("Coast Courier"), article("COAST COURIER", precision=Precision.EXACT)]
    found = []
    for name, order in (("a.db", pages), ("b.db", pages[::-1])):
        db = connect(tmp_path / name, create=True)
        run = start_run(db, SETTINGS)
        for extraction, capture in order:
            Writer(db, run).add(extraction, capture)
        found.append(list(read_extractions(db)))
        db.close()
    assert found[0] == found[1]


def test_a_parent_known_by_name_is_filled_in_when_it_is_met(db: Database, run: str) -> None:
    Writer(db, run).add(*article())
    sql = "SELECT kind FROM sources WHERE name = 'Republic of Tal'"
    assert db.execute(sql).fetchall() == [(None,)]
    Writer(db, run).add(*article("Republic of Tal", low=40))
    assert db.execute(sql).fetchall() == [("media",)]


@pytest.fixture(scope="module")
def kept() -> Iterator[tuple[Database, str]]:
    """One database for many texts, and its run."""
    db = Database(memory=True)
    migrations.apply(db)
    yield db, start_run(db, SETTINGS)
    db.close()


@settings(max_examples=100, deadline=None)
@given(text=st.text(min_size=1))
def test_any_text_is_kept_as_it_is(kept: tuple[Database, str], text: str) -> None:
    """NUL, control characters, astral characters and what not."""
    db, run = kept
    extraction, capture = bare(text, publisher="Coast Courier")
    Writer(db, run).add(extraction, capture)
    assert list(read_extractions(db, [extraction.document.id])) == [extraction]
    assert db.table("captures").get(capture.sha256)["bytes"] == capture.data


def test_nul_in_the_text_breaks_nothing(db: Database, run: str) -> None:
    extraction, capture = article("Coast\x00Courier")
    Writer(db, run).add(extraction, capture)
    assert list(read_extractions(db)) == [extraction]


def test_half_a_character_is_refused_whole(db: Database, run: str) -> None:
    before = dump(db)
    with pytest.raises(InputError, match=r"a\.txt: a lone surrogate \(U\+D83D\)"):
        Writer(db, run).add(*bare("Ten \ud83d killed."))
    assert dump(db) == before


def test_a_number_too_large_is_refused_whole(db: Database, run: str) -> None:
    before = dump(db)
    with pytest.raises(InputError, match="too large to store"):
        Writer(db, run).add(*article(low=10**20))
    assert dump(db) == before


def test_twice_changes_no_row(db: Database, run: str) -> None:
    for extraction, capture in (article(), article("Hill Herald", low=40)):
        Writer(db, run).add(extraction, capture)
    finish_run(db, run, Counts(documents=2))
    before = dump(db)
    again = start_run(db, SETTINGS)
    assert again == run
    counts = Counts()
    for extraction, capture in (article(), article("Hill Herald", low=40)):
        counts += Writer(db, again).add(extraction, capture)
    finish_run(db, again, counts)
    assert counts == Counts(unchanged=2)
    assert dump(db) == before


def test_another_run_with_the_same_result_leaves_the_rows(db: Database, run: str) -> None:
    extraction, capture = article()
    Writer(db, run).add(extraction, capture)
    other = start_run(db, {**SETTINGS, "version": "2"})
    before = dump(db)
    assert not has_document(db, extraction.document.id, other)
    assert Writer(db, other).add(extraction, capture) == Counts(unchanged=1)
    after = dump(db)
    assert after.pop("run_documents") != before.pop("run_documents")
    assert after == before
    assert has_document(db, extraction.document.id, other)
    assert has_document(db, extraction.document.id, run)


def _changed(extraction: Extraction) -> Extraction:
    """The same page as a later version reads it: without its last claim, another cue rule."""
    claims = list(extraction.claims[:-1])
    claims[0] = claims[0].model_copy(update={"kind": "explosion"})
    return extraction.model_copy(update={"claims": tuple(claims)})


def test_another_result_replaces_the_rows(db: Database, run: str) -> None:
    extraction, capture = article()
    Writer(db, run).add(extraction, capture)
    db.execute(
        "UPDATE claims SET credibility = 2, status = 'confirmed' WHERE id = ?",
        [extraction.claims[0].id],
    )
    db.execute("UPDATE claims SET status = 'corroborated' WHERE position = 1")
    other = start_run(db, {**SETTINGS, "version": "2"})
    changed = _changed(extraction)
    moved = capture.model_copy(update={"origin": "elsewhere.txt"})
    assert Writer(db, other).add(changed, moved).replaced == 1
    assert db.table("captures").get(capture.sha256)["origin"] == "Coast Courier.txt"
    assert list(read_extractions(db)) == [changed]
    assert not has_document(db, extraction.document.id, run)
    kept = db.execute("SELECT credibility, status FROM claims ORDER BY position").fetchall()
    assert kept == [(2, "confirmed"), (6, "unverified")]
    assert db["places"].count == 0
    assert db["forms"].count_where("row = 'place-orvane'") == 0
    assert {row[0] for row in db.execute("SELECT run_id FROM claims")} == {other}
    assert db.execute(
        "SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'reportedly'"
    ).fetchone() == (0,)


def test_replacing_and_back_is_as_if_it_had_been_so_from_the_start(tmp_path: Path) -> None:
    """No row is left over from the version between."""
    extraction, capture = article()
    db = connect(tmp_path / "a.db", create=True)
    run, other = (start_run(db, {**SETTINGS, "version": v}) for v in ("1", "2"))
    Writer(db, run).add(extraction, capture)
    before = {name: len(rows) for name, rows in dump(db).items() if "_fts" not in name}
    Writer(db, other).add(_changed(extraction), capture)
    Writer(db, run).add(extraction, capture)
    assert {n: len(rows) for n, rows in dump(db).items() if "_fts" not in n} == before
    assert list(read_extractions(db)) == [extraction]
    db.close()


def test_the_first_origin_of_the_same_bytes_stays(db: Database, run: str) -> None:
    extraction, capture = article()
    Writer(db, run).add(extraction, capture)
    before = dump(db)
    Writer(db, run).add(extraction, capture.model_copy(update={"origin": "elsewhere.txt"}))
    assert dump(db) == before
    assert known_captures(db) == known_captures(db, run) == {capture.sha256}


@pytest.mark.parametrize(
    "field",
    [
        {"sentence": (0, 1)},
        {"ordinal": 9},
        {"chain": ()},
    ],
)
def test_parts_that_do_not_fit_are_a_defect(
    db: Database, run: str, field: dict[str, object]
) -> None:
    extraction, capture = article()
    claim: Claim = extraction.claims[0].model_copy(update=field)
    broken = extraction.model_copy(update={"claims": (claim, *extraction.claims[1:])})
    with pytest.raises(ValueError, match="claim"):
        Writer(db, run).add(broken, capture)


def test_a_failure_between_two_statements_leaves_nothing(db: Database, run: str) -> None:
    """Whatever statement fails, all of the article is undone."""
    before = dump(db)
    for table in ("documents", "claims", "figures", "spans", "run_documents"):
        db.execute(
            f"CREATE TEMP TRIGGER stop BEFORE INSERT ON main.{table}"
            " BEGIN SELECT RAISE(ABORT, 'stop here'); END"
        )
        with pytest.raises(sqlite3.IntegrityError, match="stop here"):
            Writer(db, run).add(*article())
        db.execute("DROP TRIGGER stop")
        assert dump(db) == before
    Writer(db, run).add(*article())


KILLED = """
import os, signal, sys
sys.path.insert(0, {tests!r})
from provenance.store import Writer, connect, start_run
from store_pages import SETTINGS, article
db = connect({path!r}, create=True)
run = start_run(db, SETTINGS)
Writer(db, run).add(*article())
count = 0
def stop(statement):
    global count
    count += statement.startswith("INSERT INTO spans")
    if count == 5:
        os.kill(os.getpid(), signal.SIGKILL)
db.conn.set_trace_callback(stop)
Writer(db, run).add(*article("Hill Herald", low=40))
"""


def test_a_killed_process_leaves_whole_articles(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    tests = str(Path(__file__).parent)
    script = KILLED.format(tests=tests, path=str(path))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    db = connect(path)
    extraction, _ = article()
    assert list(read_extractions(db)) == [extraction]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    run = start_run(db, SETTINGS)
    Writer(db, run).add(*article("Hill Herald", low=40))
    assert db["documents"].count == 2
    db.close()


def test_a_run_taken_up_again_counts_like_one_that_was_not_stopped(db: Database, run: str) -> None:
    first = Writer(db, run).add(*article())
    resumed = start_run(db, SETTINGS)
    second = Writer(db, resumed).add(*article("Hill Herald", low=40))
    finish_run(db, resumed, second)
    assert first.documents == second.documents == 1
    row = db.table("runs").get(run)
    assert row["finished"] is not None
    assert row["counts"] == '{"claims": 6, "documents": 2, "figures": 6, "sentences": 6}'


def test_a_run_that_made_nothing_new_is_not_touched(db: Database, run: str) -> None:
    Writer(db, run).add(*article())
    finish_run(db, run, Counts(documents=1))
    db.execute("UPDATE runs SET finished = 'then'")
    finish_run(db, run, Counts(unchanged=1))
    finish_run(db, run)
    assert db.table("runs").get(run)["finished"] == "then"


def test_an_article_whose_rows_point_nowhere_costs_only_itself(db: Database, run: str) -> None:
    """What points nowhere shows when the transaction ends, which others are in."""
    good = article_of(*article("Coast Courier"), run)
    bad = article_of(*article("Harbour Post"), run)
    place = COLUMNS["figures"].index("subset_of")
    bad.tables["figures"][0] = (
        *bad.tables["figures"][0][:place],
        "nowhere",
        *bad.tables["figures"][0][place + 1 :],
    )
    refused, counts = Writer(db, run).add_all([bad, good])
    assert isinstance(refused, InputError)
    assert isinstance(counts, Counts)
    assert counts.documents == 1
    assert [row["id"] for row in db["documents"].rows] == [good.document_id]
