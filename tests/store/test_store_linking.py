"""Linking is written as it is, and the same result touches no row."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database
from store_pages import SETTINGS, article, dump, linked

from provenance.records import Capture, Extraction, Linking, Precision, Relation, Status
from provenance.store import Writer, connect, read_extractions, start_run, write_linking
from provenance.store.check import check
from provenance.store.queries import (
    disputed_events,
    events,
    figures_of_event,
    find_event,
    flagged,
    links_of_event,
    ranges_of_event,
    totals,
)
from provenance.store.reviews import add_review


@pytest.fixture
def pages(db: Database, run: str) -> list[Extraction]:
    """Two stored pages that speak of one event."""
    found = [article(), article("Hill Herald", low=40)]
    for extraction, capture in found:
        Writer(db, run).add(extraction, capture)
    return [extraction for extraction, _ in found]


def test_writing_the_same_twice_changes_no_row(
    db: Database, run: str, pages: list[Extraction]
) -> None:
    assert write_linking(db, linked(*pages), run) > 0
    before = dump(db)
    other = start_run(db, {**SETTINGS, "version": "2"})
    before["runs"] = dump(db)["runs"]
    assert write_linking(db, linked(*pages), other) == 0
    assert dump(db) == before


def test_what_linking_no_longer_has_is_gone(
    db: Database, run: str, pages: list[Extraction]
) -> None:
    write_linking(db, Linking(), run)
    before = dump(db)
    write_linking(db, linked(*pages), run)
    assert db["links"].count == 1
    write_linking(db, Linking(), run)
    assert dump(db) == before


def test_a_changed_row_is_updated_and_the_others_stay(
    db: Database, run: str, pages: list[Extraction]
) -> None:
    linking = linked(*pages)
    write_linking(db, linking, run)
    first, *rest = linking.origins
    confirmed = first.model_copy(update={"status": Status.CORROBORATED})
    changed = linking.model_copy(update={"origins": (confirmed, *rest)})
    other = start_run(db, {**SETTINGS, "version": "2"})
    write_linking(db, changed, other)
    row = db.table("claims").get(first.claim_id)
    assert (row["status"], row["origin_rule"], row["run_id"]) == (
        "corroborated",
        "origin.head",
        run,
    )
    assert {r["run_id"] for r in db["links"].rows} == {run}


def spelt() -> list[tuple[Extraction, Capture]]:
    """Four pages, of which the last three agree on how to write and place things."""
    made = [
        article("COAST COURIER", precision=Precision.EXACT),
        article("Coast Courier"),
        article("Coast Courier", low=13),
        article("Coast Courier", low=14),
    ]
    extraction, capture = made[0]
    odd = extraction.model_dump_json().replace('"military"', '"state"')
    return [(Extraction.model_validate_json(odd), capture), *made[1:]]


def test_rows_do_not_depend_on_the_order_of_pages(tmp_path: Path) -> None:
    found = []
    for name, step in (("a.db", 1), ("b.db", -1)):
        db = connect(tmp_path / name, create=True)
        run = start_run(db, SETTINGS)
        db.execute("UPDATE runs SET started = 'then'")
        for extraction, capture in spelt()[::step]:
            Writer(db, run).add(extraction, capture)
        write_linking(db, linked(*read_extractions(db)), run)
        db.conn.execute("DROP TRIGGER captures_no_update")
        db.execute("UPDATE captures SET captured_at = 'then'")
        found.append(
            {table: rows for table, rows in dump(db).items() if not table.startswith("_sqlite")}
        )
        db.close()
    for table in found[0]:
        if "_fts" not in table:
            assert found[0][table] == found[1][table], table


def test_the_most_used_form_is_shown(db: Database, run: str) -> None:
    for extraction, capture in spelt():
        Writer(db, run).add(extraction, capture)
    sql = "SELECT name, kind FROM sources WHERE name LIKE 'coast c%' OR name LIKE 'harbour%'"
    assert set(db.execute(sql)) == {("COAST COURIER", "media"), ("Harbour Ministry", "state")}
    write_linking(db, Linking(), run)
    assert set(db.execute(sql)) == {("Coast Courier", "media"), ("Harbour Ministry", "military")}
    assert [row["precision"] for row in db["places"].rows] == ["near"]


def test_a_source_that_a_person_judged_keeps_its_form(db: Database, run: str) -> None:
    for extraction, capture in spelt():
        Writer(db, run).add(extraction, capture)
    ministry = "SELECT id, kind FROM sources WHERE name = 'Harbour Ministry'"
    key, kind = db.execute(ministry).fetchone()
    add_review(db, by="Ann", action="judge", target=key, reason="asked them")
    write_linking(db, Linking(), run)
    assert db.execute(ministry).fetchone() == (key, kind)


def test_what_a_person_decided_stays(db: Database, run: str, pages: list[Extraction]) -> None:
    linking = linked(*pages)
    write_linking(db, linking, run)
    first, second = linking.origins
    db.execute("UPDATE claims SET status = 'rejected' WHERE id = ?", [first.claim_id])
    corroborated = second.model_copy(update={"status": Status.CORROBORATED})
    write_linking(db, linking.model_copy(update={"origins": (first, corroborated)}), run)
    status = {row["id"]: row["status"] for row in db["claims"].rows}
    assert status[first.claim_id] == "rejected"
    assert status[second.claim_id] == "corroborated"


def test_extractions_are_the_same_before_and_after(
    db: Database, run: str, pages: list[Extraction]
) -> None:
    before = list(read_extractions(db))
    write_linking(db, linked(*pages), run)
    assert list(read_extractions(db)) == before


def test_a_failure_leaves_the_linking_before(
    db: Database, run: str, pages: list[Extraction]
) -> None:
    write_linking(db, linked(*pages), run)
    before = dump(db)
    linking = linked(*pages)
    flag = linking.flags[0].model_copy(update={"id": "new", "claim_id": "no such claim"})
    with pytest.raises(Exception, match="FOREIGN KEY"):
        write_linking(db, linking.model_copy(update={"flags": (flag,), "links": ()}), run)
    assert dump(db) == before


def test_replacing_a_page_takes_its_links_along(
    db: Database, run: str, pages: list[Extraction]
) -> None:
    write_linking(db, linked(*pages), run)
    extraction, capture = article()
    shorter = extraction.model_copy(update={"claims": extraction.claims[2:]})
    other = start_run(db, {**SETTINGS, "version": "2"})
    Writer(db, other).add(shorter, capture)
    assert db["links"].count == 0
    write_linking(db, linked(pages[1]), other)
    assert check(db) == []


def test_totals_follow_the_rows(db: Database, run: str, pages: list[Extraction]) -> None:
    write_linking(db, linked(*pages), run)
    (event,) = events(db)
    assert event["n_documents"] == 2
    assert event["n_figures"] == 4
    assert event["n_conflicts"] == 1
    score = {row["source"]: row for row in db.query("SELECT * FROM source_scorecard")}
    ministry = score["Harbour Ministry"]
    assert ministry["parent"] == "Republic of Tal"
    assert (ministry["n_claims"], ministry["n_documents"], ministry["n_conflicts"]) == (4, 2, 2)
    assert score["Hill Herald"]["n_hedged"] == 1


def test_figures_stand_side_by_side(db: Database, run: str, pages: list[Extraction]) -> None:
    write_linking(db, linked(*pages), run)
    event = events(db)[0]["id"]
    rows = figures_of_event(db, event)
    assert [(r["text"], r["source"], r["publisher"]) for r in rows if r["party"] is None] == [
        ("at least 12", "Harbour Ministry", "Coast Courier"),
        ("at least 40", "Harbour Ministry", "Hill Herald"),
    ]
    assert {row["flags"] for row in rows} == {"disputed"}
    assert next(iter(rows[0])) == "id"
    (found,) = ranges_of_event(db, event)
    assert (found["low"], found["best"], found["high"], found["profile"]) == (12, None, None, "all")


def test_disagreements_show_both_sides(db: Database, run: str, pages: list[Extraction]) -> None:
    write_linking(db, linked(*pages), run)
    (row,) = db.query("SELECT * FROM disagreements")
    assert (row["figure_a"], row["figure_b"], row["measure"]) == (
        "at least 12",
        "at least 40",
        "killed",
    )
    assert row["event"] == "Shelling, Orvane, 4 May"


def test_links_of_an_event_show_both_sides(db: Database, run: str, pages: list[Extraction]) -> None:
    linking = linked(*pages)
    (link,) = linking.links
    others = tuple(
        link.model_copy(update={"id": name, "relation": relation})
        for name, relation in (
            ("r", Relation.REPEATS),
            ("n", Relation.NOT_COMPARABLE),
            ("d", Relation.DENIES),
        )
    )
    write_linking(db, linking.model_copy(update={"links": (*others, link)}), run)
    rows = links_of_event(db, linking.events[0].id)
    assert [row["relation"] for row in rows] == ["conflicts", "denies", "repeats"]
    assert (rows[0]["source_a"], rows[0]["figure_a"]) == ("Harbour Ministry", "at least 12")
    assert (rows[0]["source_b"], rows[0]["figure_b"]) == ("Harbour Ministry", "at least 40")
    assert links_of_event(db, linking.events[0].id, 1) == rows[:1]


def test_totals_of_the_tables(db: Database, run: str, pages: list[Extraction]) -> None:
    write_linking(db, linked(*pages), run)
    assert totals(db) == {
        "documents": 2,
        "sentences": 6,
        "claims": 6,
        "figures": 6,
        "sources": db["sources"].count,
        "events": 1,
        "links": 1,
        "flags": 2,
    }


@pytest.mark.parametrize(
    "text", ["orvane", "May shelling", "4 may ORVANE", "children", "at least 40"]
)
def test_an_event_is_found_by_words(
    db: Database, run: str, pages: list[Extraction], text: str
) -> None:
    write_linking(db, linked(*pages), run)
    assert [row["label"] for row in find_event(db, text)] == ["Shelling, Orvane, 4 May"]


@pytest.mark.parametrize("text", ["", " ", "%", "_", '"', "nowhere", "\x00", "ffff", "AND OR ("])
def test_what_means_no_event_finds_none(
    db: Database, run: str, pages: list[Extraction], text: str
) -> None:
    write_linking(db, linked(*pages), run)
    assert find_event(db, text) == []


def test_an_event_is_found_by_the_start_of_its_id(
    db: Database, run: str, pages: list[Extraction]
) -> None:
    write_linking(db, linked(*pages), run)
    key = events(db)[0]["id"]
    assert find_event(db, key)[0]["id"] == find_event(db, key[:6])[0]["id"] == key


def test_flagged_says_why(db: Database, run: str, pages: list[Extraction]) -> None:
    write_linking(db, linked(*pages), run)
    rows = flagged(db)
    assert len(rows) == 6
    assert rows[0]["reasons"] == "another source says otherwise"
    assert [row["n_figures"] > 0 for row in rows] == [True] * 4 + [False] * 2
    assert len(flagged(db, "disputed")) == 2
    assert flagged(db, "denied") == []
    assert {row["source"] for row in flagged(db, source="hill")} == {"Hill Herald"}
    assert len(flagged(db, event_id=rows[0]["event_id"], limit=1)) == 1
    assert disputed_events(db)[0]["n_conflicts"] == 1
