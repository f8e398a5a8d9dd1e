"""The shape of the database: tables, columns, foreign keys, indexes, triggers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from sqlite_utils import Database
from store_pages import article

from provenance.store import Writer
from provenance.store.migrations import (
    SCHEMA_VERSION,
    SEARCHED,
    migrations,
    search_index,
    statements,
)

# The columns that others may rely on, in the words of the contract.
CONTRACT = {
    "documents": "id external_id title url publisher_id author published published_precision"
    " republished_from_id language media_type sha256 text run_id",
    "captures": "sha256 media_type bytes origin captured_at",
    "sentences": "id document_id ordinal start end zone text",
    "sources": "id name kind named parent_id scope_id reliability",
    "source_aliases": "source_id name",
    "claims": "id document_id sentence_id text polarity modality style source_id source_text"
    " cue_text origin_id event_id status when_edtf place_id rule run_id",
    "spans": "row role start end",
    "attributions": "claim_id depth source_id rule",
    "figures": "id claim_id text start end low high point measure party subject unit extent"
    " subset_of rule profile",
    "events": "id label kind date_from date_to place_id n_claims n_origins",
    "event_claims": "event_id claim_id score reasons",
    "places": "id name latitude longitude country precision gazetteer_id",
    "ranges": "event_id measure party profile low best high n_claims n_origins",
    "links": "id claim_a claim_b figure_a figure_b relation score reason rule",
    "flags": "claim_id code reason evidence_sentence_id rule",
    "reviews": "id at by action target before after reason previous_hash",
    "runs": "id started finished version model settings counts",
}
VIEWS = {
    "figure_comparison": "event measure party source low high point text sentence document"
    " published flags",
    "unverified_claims": "id text",
    "disagreements": "event measure party",
    "source_scorecard": "id source",
    "claim_provenance": "claim_id depth source",
}
FOREIGN_KEYS = {
    ("documents", "publisher_id", "sources"),
    ("documents", "republished_from_id", "sources"),
    ("documents", "sha256", "captures"),
    ("documents", "run_id", "runs"),
    ("sentences", "document_id", "documents"),
    ("sources", "parent_id", "sources"),
    ("source_aliases", "source_id", "sources"),
    ("claims", "document_id", "documents"),
    ("claims", "sentence_id", "sentences"),
    ("claims", "source_id", "sources"),
    ("claims", "origin_id", "sources"),
    ("claims", "event_id", "events"),
    ("claims", "place_id", "places"),
    ("claims", "continues", "claims"),
    ("figures", "claim_id", "claims"),
    ("figures", "document_id", "documents"),
    ("figures", "subset_of", "figures"),
    ("attributions", "claim_id", "claims"),
    ("attributions", "form_id", "forms"),
    ("claim_sources", "form_id", "forms"),
    ("claim_places", "form_id", "forms"),
    ("attributions", "source_id", "sources"),
    ("claim_sources", "claim_id", "claims"),
    ("claim_sources", "source_id", "sources"),
    ("claim_places", "claim_id", "claims"),
    ("claim_places", "place_id", "places"),
    ("evidence", "document_id", "documents"),
    ("spans", "document_id", "documents"),
    ("spans", "evidence_id", "evidence"),
    ("events", "place_id", "places"),
    ("event_claims", "event_id", "events"),
    ("event_claims", "claim_id", "claims"),
    ("ranges", "event_id", "events"),
    ("range_claims", "range_id", "ranges"),
    ("range_claims", "claim_id", "claims"),
    ("links", "claim_a", "claims"),
    ("links", "claim_b", "claims"),
    ("links", "figure_a", "figures"),
    ("links", "figure_b", "figures"),
    ("flags", "claim_id", "claims"),
    ("flags", "evidence_sentence_id", "sentences"),
    ("flags", "evidence_claim_id", "claims"),
    ("source_totals", "source_id", "sources"),
    ("source_pairs", "source_id", "sources"),
    ("source_pairs", "other_id", "sources"),
    ("newest_denials", "link_id", "links"),
    ("run_documents", "run_id", "runs"),
    ("run_documents", "document_id", "documents"),
    ("linking_pages", "document_id", "documents"),
    ("imports", "document_id", "documents"),
    ("readings", "import_id", "imports"),
    ("readings", "document_id", "documents"),
    ("readings", "sentence_id", "sentences"),
    ("readings", "claim_id", "claims"),
    ("readings", "figure_id", "figures"),
}
FACETS = {
    "documents": "publisher_id republished_from_id language media_type",
    "sources": "kind named reliability parent_id",
    "claims": "zone polarity modality style source_id origin_id event_id status kind stance"
    " place_id",
    "figures": "measure party unit extent profile rule",
    "events": "kind place_id",
    "links": "relation same_origin rule",
    "flags": "code rule",
    "places": "country precision",
    "ranges": "measure party profile",
}


@pytest.fixture
def empty() -> Iterator[Database]:
    """A migrated database in memory."""
    db = Database(memory=True)
    migrations.apply(db)
    yield db
    db.close()


def own_tables(db: Database) -> list[str]:
    """The names of our tables, without search indexes and bookkeeping."""
    return [name for name in db.table_names() if "_fts" not in name and name[0] != "_"]


def columns(db: Database, name: str) -> set[str]:
    """The columns of a table or view."""
    return {row[1] for row in db.execute(f"PRAGMA table_info({name})").fetchall()}


@pytest.mark.parametrize("name", [*CONTRACT, *VIEWS])
def test_columns_of_the_contract(empty: Database, name: str) -> None:
    wanted = set((CONTRACT | VIEWS)[name].split())
    assert wanted <= columns(empty, name)


def test_the_id_of_a_figure_comes_first(empty: Database) -> None:
    first = empty.execute("PRAGMA table_info(figure_comparison)").fetchone()
    assert first[1] == "id"


def test_tables_are_strict(empty: Database) -> None:
    assert {name for name in own_tables(empty) if not empty.table(name).strict} == set()


def test_foreign_keys(empty: Database) -> None:
    found = {
        (name, key.column, key.other_table)
        for name in own_tables(empty)
        for key in empty.table(name).foreign_keys
    }
    runs = {
        (name, "run_id", "runs") for name in own_tables(empty) if "run_id" in columns(empty, name)
    }
    assert found == FOREIGN_KEYS | runs


def test_every_join_and_facet_column_begins_an_index(empty: Database) -> None:
    """Deleting a row looks for its children; a facet counts a column: both need an index."""
    missing = set()
    for name in own_tables(empty):
        table = empty.table(name)
        indexed = {index.columns[0] for index in table.indexes} | {table.pks[0]}
        wanted = {key.column for key in table.foreign_keys} | set(FACETS.get(name, "").split())
        missing |= {(name, column) for column in wanted - indexed}
    assert missing == set()


@pytest.mark.parametrize("table", SEARCHED)
def test_search_triggers(empty: Database, table: str) -> None:
    triggers = {trigger.name: trigger.sql for trigger in empty.table(table).triggers}
    own = {f"{table}_{event}" for event in ("ai", "ad", "au")}
    assert own <= set(triggers)
    assert f"AFTER UPDATE OF {', '.join(SEARCHED[table])} ON" in triggers[f"{table}_au"]
    assert empty.table(table).detect_fts() == f"{table}_fts"


def test_triggers_come_back_after_a_transform(empty: Database) -> None:
    before = {trigger.name: trigger.sql for trigger in empty.table("claims").triggers}
    empty.table("claims").transform(drop={"credibility"})
    assert empty.table("claims").triggers == []
    search_index(empty, "claims")
    assert {trigger.name: trigger.sql for trigger in empty.table("claims").triggers} == before


def test_search_follows_every_change(db: Database, run: str) -> None:
    def found(word: str) -> int:
        sql = "SELECT count(*) FROM claims_fts WHERE claims_fts MATCH ?"
        return int(db.execute(sql, [word]).fetchone()[0])

    extraction, capture = article()
    Writer(db, run).add(extraction, capture)
    assert (found("children"), found("moonlight")) == (1, 0)
    db.execute("UPDATE claims SET status = 'confirmed'")
    assert found("children") == 1
    db.execute("UPDATE claims SET text = 'moonlight' WHERE position = 0")
    assert (found("children"), found("moonlight")) == (0, 1)
    db.execute("DELETE FROM documents")
    assert found("moonlight") == 0


def test_compacting_the_file_keeps_the_search_true(db: Database, run: str) -> None:
    """The index knows rows by rowid, which VACUUM may renumber in a table without an index."""
    for name in ("Coast Courier", "Hill Herald", "Dale Daily"):
        Writer(db, run).add(*article(name))
    db.execute("DELETE FROM documents WHERE rowid = 1")
    db.execute("VACUUM")
    db.execute("INSERT INTO claims_fts(claims_fts, rank) VALUES ('integrity-check', 1)")
    assert len(list(db.table("claims").search("children"))) == 2


@pytest.mark.parametrize("sql", ["UPDATE reviews SET by = 'Bob'", "DELETE FROM reviews"])
def test_reviews_only_grow(empty: Database, sql: str) -> None:
    empty.execute("INSERT INTO reviews VALUES (1, 'a', 'b', 'c', 'd', 'e', NULL, NULL, 'f', 'g')")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        empty.execute(sql)


def test_a_capture_is_never_changed(empty: Database) -> None:
    empty.execute("INSERT INTO captures VALUES ('a', 'text/plain', x'00', 'o', 't')")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        empty.execute("UPDATE captures SET bytes = x'01'")


def test_the_version_is_that_of_the_last_step(empty: Database) -> None:
    assert empty.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    names = [migration.name for migration in migrations.applied(empty)]
    assert names == [
        "m001_initial",
        "m002_imports",
        "m003_summaries",
        "m004_linking",
        "m005_versions",
    ]
    assert len(names) == SCHEMA_VERSION


def test_a_step_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(db: Database, table: str) -> None:
        raise RuntimeError("stop here")

    monkeypatch.setattr("provenance.store.migrations.search_index", fail)
    db = Database(memory=True)
    with pytest.raises(RuntimeError, match="stop here"):
        migrations.apply(db)
    assert db.table_names() == ["_sqlite_migrations"]
    assert db.execute("PRAGMA application_id").fetchone() == (0,)
    db.close()


def test_views_are_read_through_indexes(empty: Database) -> None:
    """No view looks at every row of a table to find the rows of one event, claim or source."""
    questions = {
        "figure_comparison": "event_id",
        "unverified_claims": "event_id",
        "claim_provenance": "claim_id",
        "source_scorecard": "id",
        "disagreements": "claim_a",
    }
    for view, column in questions.items():
        plan = empty.execute(
            f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE {column} = ?", ["x"]
        ).fetchall()
        scans = [row[3] for row in plan if row[3].startswith("SCAN")]
        assert [scan for scan in scans if "subquery" not in scan.lower()] == [], view


@pytest.mark.parametrize(
    ("view", "tables"),
    [("figure_comparison", 2), ("unverified_claims", 1), ("claim_provenance", 2)],
)
def test_counting_a_view_reads_no_names(empty: Database, view: str, tables: int) -> None:
    """Every page of a view counts it: names that go with ids must not be looked up then."""
    plan = empty.execute(f"EXPLAIN QUERY PLAN SELECT count(*) FROM {view}").fetchall()
    assert len(plan) == tables


@pytest.mark.parametrize(
    ("script", "count"),
    [
        ("SELECT 1;\nSELECT 2;\n", 2),
        ("CREATE TRIGGER a AFTER INSERT ON b BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\nSELECT 3;", 2),
        ("SELECT ';\n';", 1),
        ("", 0),
    ],
)
def test_a_script_is_cut_at_whole_statements(script: str, count: int) -> None:
    assert len(list(statements(script))) == count
