"""The proof finds each planted fault, and nothing in a sound database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database
from store_pages import article, linked

from provenance.store import Writer, connect, write_linking
from provenance.store.check import check
from provenance.store.checks.texts import missing_number
from provenance.store.reviews import add_review


@pytest.fixture
def sound(db: Database, run: str) -> Database:
    """A database with two pages, linking and three decisions."""
    pages = [article(), article("Hill\x00Herald", low=40)]
    for extraction, capture in pages:
        Writer(db, run).add(extraction, capture)
    write_linking(db, linked(*(extraction for extraction, _ in pages)), run)
    for target in ("a", "b", "c"):
        add_review(db, by="Ann", action="confirm", target=target, reason="seen")
    return db


def test_a_sound_database_has_no_problem(sound: Database) -> None:
    assert check(sound, deep=True) == []


UNLOCK = "DROP TRIGGER reviews_no_update; DROP TRIGGER reviews_no_delete;"

FAULTS = [
    ("UPDATE documents SET text = 'X' || substr(text, 2)", {"sentence_text"}),
    ("UPDATE documents SET text = substr(text, 1, 60)", {"span_outside", "sentence_outside"}),
    ("UPDATE documents SET id = 'other' WHERE rowid = 1", {"document_id", "foreign_key"}),
    ("UPDATE claims SET text = text || '!' WHERE position = 1", {"claim_text"}),
    ("UPDATE claims SET cue_text = 'claimed' WHERE cue_text = 'said'", {"claim_text"}),
    ("UPDATE claims SET when_text = '5 May' WHERE when_text IS NOT NULL", {"claim_text"}),
    ("DELETE FROM spans WHERE role = 'content'", {"no_span"}),
    ("UPDATE claim_sources SET text = 'nobody' WHERE part = 2", {"mention_text"}),
    ("UPDATE claim_places SET text = 'Nowhere'", {"mention_text"}),
    ("UPDATE figures SET text = '4' WHERE text = '3'", {"figure_text"}),
    ("UPDATE figures SET start = start + 1 WHERE text = 'dozens'", {"figure_text"}),
    ("UPDATE figures SET start = 0, \"end\" = 3, text = 'She'", {"figure_outside_sentence"}),
    ("UPDATE figures SET point = 4, low = 4, high = 4 WHERE text = '3'", {"figure_number"}),
    ("UPDATE figures SET point = 100 WHERE text = 'dozens'", {"figure_interval"}),
    ("DELETE FROM figures WHERE low > 3 AND high IS NULL", {"figure_count", "span_owner"}),
    ("UPDATE attributions SET depth = 5 WHERE depth = 1", {"chain_gap"}),
    ("DELETE FROM attributions", {"chain_missing"}),
    ("UPDATE attributions SET form_id = (SELECT max(id) FROM forms)", {"form_owner"}),
    ("UPDATE claim_places SET form_id = (SELECT min(form_id) FROM attributions)", {"form_owner"}),
    ("UPDATE claims SET source_id = 'nobody'", {"foreign_key"}),
    ("UPDATE spans SET row = 'nothing' WHERE role = 'repeated'", {"span_owner"}),
    (
        "UPDATE evidence SET row = 'nothing' WHERE id = (SELECT max(id) FROM evidence)",
        {"evidence_owner"},
    ),
    ("DROP TRIGGER captures_no_update; UPDATE captures SET bytes = x'00'", {"capture_hash"}),
    ("INSERT INTO captures VALUES ('e3', 'text/plain', x'', 'x', 'y')", {"capture_orphan"}),
    ("DELETE FROM event_claims", {"event_claim", "event_empty"}),
    ("UPDATE ranges SET high = 1", {"range_order"}),
    (UNLOCK + "DELETE FROM reviews WHERE number = 2", {"review_gap", "review_chain"}),
    (
        UNLOCK + "UPDATE reviews SET reason = 'bribed' WHERE number = 2",
        {"review_id", "review_chain"},
    ),
    (UNLOCK + "UPDATE reviews SET reason = 'bribed' WHERE number = 3", {"review_id"}),
    ("INSERT INTO claims_fts(claims_fts) VALUES ('delete-all')", {"search_index"}),
    ("DROP TRIGGER claims_au; UPDATE claims SET text = text || ' x'", {"search_trigger"}),
    (
        "UPDATE claims SET sentence_id = (SELECT id FROM sentences WHERE document_id <>"
        " claims.document_id AND ordinal = 0)",
        {"claim_sentence"},
    ),
    ("UPDATE figures SET document_id = (SELECT max(id) FROM documents)", {"figure_claim"}),
]


@pytest.mark.parametrize(("fault", "codes"), FAULTS, ids=[fault[:60] for fault, _ in FAULTS])
def test_each_planted_fault_is_found(sound: Database, fault: str, codes: set[str]) -> None:
    sound.execute("PRAGMA foreign_keys = OFF")
    sound.executescript(fault)
    assert codes <= {problem.code for problem in check(sound)}


def test_the_search_index_is_looked_at_by_a_reader_too(sound: Database) -> None:
    """A row whose text the index has otherwise: only the index itself can tell."""
    sound.execute("DROP TRIGGER claims_au")
    sound.execute("UPDATE claims SET text = 'moonlight' WHERE position = 1")
    path = sound.execute("PRAGMA database_list").fetchone()[2]
    reader = connect(path, read_only=True)
    assert "search_index" in {problem.code for problem in check(reader)}
    reader.close()


def test_a_damaged_page_is_a_problem(sound: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    sound.execute("VACUUM INTO ?", [str(copy)])
    (page,) = (
        sqlite3.connect(copy)
        .execute("SELECT rootpage FROM sqlite_master WHERE name = 'figures'")
        .fetchone()
    )
    data = bytearray(copy.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    copy.write_bytes(data)
    for deep in (False, True):
        damaged = connect(copy)
        assert "damaged" in {problem.code for problem in check(damaged, deep=deep)}
        damaged.close()


def test_a_problem_is_one_line_that_names_its_row(sound: Database) -> None:
    sound.execute("UPDATE figures SET text = '4' WHERE text = '3' AND rowid < 4")
    (problem,) = check(sound)
    assert str(problem) == f"figures {problem.row}: its text is not its span's [figure_text]"


@given(point=st.integers(0, 10**7), words=st.sampled_from(["{}", "some {}", "{:,}", "{} men"]))
def test_a_number_in_its_span_is_no_problem(point: int, words: str) -> None:
    assert missing_number(words.format(point), {"point": point}) is None


@pytest.mark.parametrize(
    ("text", "point", "problem"),
    [
        ("20 thousand", 20_000, None),
        ("1.5 million", 1_500_000, None),
        ("12 345", 12_345, None),
        ("2 dozen", 24, None),
        ("twenty", 20, None),
        ("116", 117, 117),
        ("about 1,000", 900, 900),
    ],
)
def test_digits_must_have_given_the_number(text: str, point: int, problem: int | None) -> None:
    assert missing_number(text, {"point": point}) == problem
