"""What is chosen is sent, and nothing else; what is not there is said in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from export.conftest import Decide
from export.export_world import ids, run
from sqlite_utils import Database
from store.store_pages import SETTINGS, article

from provenance.export.choice import Choice
from provenance.review.actions import Action, Decision
from provenance.store import Writer, connect, start_run
from provenance.store.deciding import decide


def claims(*arguments: object) -> set[str]:
    """Return the ids of the claims that are sent."""
    done = run("export", "jsonl", *arguments)
    assert done.exit_code == 0, done.output
    return {
        claim["id"] for line in done.stdout.splitlines() for claim in json.loads(line)["claims"]
    }


def test_all_is_sent_by_default(small: Path, db: Database) -> None:
    assert claims(small) == set(ids(db, "SELECT id FROM claims"))


def test_by_event(small: Path, db: Database) -> None:
    for event in ids(db, "SELECT id FROM events"):
        of_it = ids(db, f"SELECT claim_id FROM event_claims WHERE event_id = '{event}'")
        assert claims(small, "--event", event) == set(of_it)
        assert claims(small, "--event", event[:10]) == set(of_it)


def test_by_source_and_by_document(small: Path, db: Database) -> None:
    for source in ids(db, "SELECT DISTINCT source_id FROM claims WHERE source_id IS NOT NULL"):
        sql = f"""SELECT id FROM claims WHERE source_id = '{source}' UNION SELECT claim_id
            FROM claim_sources WHERE source_id = '{source}' AND part > 0"""
        assert claims(small, "--source", source) == set(ids(db, sql))
    two = ids(db, "SELECT id FROM documents ORDER BY id")[:2]
    sql = f"SELECT id FROM claims WHERE document_id IN ('{two[0]}', '{two[1]}')"
    assert claims(small, "--document", two[0], "--document", two[1]) == set(ids(db, sql))


@pytest.mark.parametrize("day", ["2031", "2031-05", "2031-05-05", "2999"])
def test_by_date_of_publication(small: Path, db: Database, day: str) -> None:
    later = "SELECT c.id FROM claims c JOIN documents d ON d.id = c.document_id WHERE"
    known = "published GLOB '[0-9]*'"
    assert claims(small, "--since", day) == set(
        ids(db, f"{later} {known} AND published >= '{day}'")
    )
    before = f"{later} {known} AND substr(published, 1, {len(day)}) <= '{day}'"
    assert claims(small, "--until", day) == set(ids(db, before))


def test_rejected_claims_are_left_out(undecided: Path, decide_as: Decide) -> None:
    every = claims(undecided)
    told = sorted(every)[0]
    decide_as("reject", told)
    assert claims(undecided) == every
    assert claims(undecided, "--without-rejected") == every - {told}


def test_document_without_a_chosen_claim_is_sent_unless_claims_are_asked_for(small: Path) -> None:
    db = connect(small, read_only=True)
    assert sum(map(len, Choice(without_rejected=True).document_ids(db))) == len(
        ids(db, "SELECT id FROM documents")
    )
    assert not list(Choice(sources=("nobody",)).document_ids(db))
    db.close()


def test_continued_claim_stands_alone_when_the_first_is_left_out(
    tmp_path: Path,
) -> None:
    path = tmp_path / "continued.db"
    db = connect(path, create=True)
    Writer(db, start_run(db, SETTINGS)).add(*article())
    after, first = db.execute(
        "SELECT id, continues FROM claims WHERE continues IS NOT NULL"
    ).fetchone()
    decide(db, Decision(Action.REJECT, first, {}), "Ada")
    db.close()
    line = json.loads(run("export", "jsonl", path, "--without-rejected").stdout)
    sent = {claim["id"]: claim for claim in line["claims"]}
    assert first not in sent
    assert sent[after]["attribution"]["continues"] is None


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--event", "ffffffffffffffffffff"], "no event is called 'ffff"),
        (["--document", "ffffffffffffffffffff"], "no document 'ffff"),
        (["--source", "ffffffffffffffffffff"], "there is no source 'ffff"),
        (["--event", "\x1b[2J'; DROP TABLE claims;--"], "no event is called"),
        (["--document", "%"], "no document '%' here"),
        (["--source", ""], "there is no source ''"),
    ],
)
@pytest.mark.parametrize("name", ["jsonl", "csv", "geojson"])
def test_what_is_not_there_is_said_in_one_line(
    small: Path, tmp_path: Path, name: str, options: list[str], says: str
) -> None:
    out = tmp_path / "out"
    done = run("export", name, small, *options, "-o", out)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Error: " + says)
    assert len(done.stderr.splitlines()) == 1
    assert "\x1b" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("date", ["2019-13", "2019-02-30", "19", "yesterday", "2019-1-1", "٢٠١٩"])
def test_no_date_is_refused(small: Path, date: str) -> None:
    done = run("export", "csv", small, "--since", date)
    assert done.exit_code == 2
    assert "is no date; write it as 2019-12-20" in done.stderr


def test_several_that_may_be_meant_are_named(undecided: Path) -> None:
    db = connect(undecided)
    db.execute(
        "INSERT INTO events (id, label, n_claims, n_origins, run_id)"
        " SELECT 'ab', label || ' again', 0, 0, run_id FROM events LIMIT 1"
    )
    db.conn.commit()
    db.close()
    done = run("export", "csv", undecided, "--event", "kestrel")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "'kestrel' may be any of several events" in done.stderr


def test_foreign_database_is_refused(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "theirs.db"
    sqlite3.connect(path).execute("CREATE TABLE claims (id)").connection.close()
    done = run("export", "csv", path)
    assert done.exit_code == 1
    assert "a SQLite database of another program" in done.stderr
    assert len(done.stderr.splitlines()) == 1
