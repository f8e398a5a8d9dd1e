"""A decision is one entry of the log and what follows from it; undoing is another entry."""

from __future__ import annotations

import json
from typing import Any

import pytest
from browse.world import MINISTRY, MONITOR, World
from review.conftest import Decide
from sqlite_utils import Database

from provenance.naming import source_id
from provenance.records import FlagCode
from provenance.review import decided
from provenance.review.actions import DecisionError, Target
from provenance.store import read_extractions, write_linking
from provenance.store.check import check
from provenance.store.decided import apply_decisions, load_sources, lost_decisions, read_standing
from provenance.store.reviews import add_review, read_reviews
from provenance.store.targets import find_target
from provenance.store.write import Writer


def claim(db: Database, key: str) -> dict[str, Any]:
    """Return a row of claims."""
    return next(iter(db.query("SELECT * FROM claims WHERE id = ?", [key])))


def figure(db: Database, claim_id: str) -> dict[str, Any]:
    """Return the first figure of a claim."""
    sql = "SELECT * FROM figures WHERE claim_id = ? ORDER BY ordinal"
    return next(iter(db.query(sql, [claim_id])))


@pytest.mark.parametrize(
    "way", ["{id}", "{label}", "http://127.0.0.1:8001/claims/-/event/{id}?profile=named#timeline"]
)
def test_an_event_is_named_by_id_by_name_or_by_the_address_of_its_page(
    db: Database, way: str
) -> None:
    event = next(iter(db.query("SELECT id, label FROM events LIMIT 1")))
    assert find_target(db, way.format(**event), Target.EVENT) == (Target.EVENT, event["id"])


@pytest.mark.parametrize(
    ("action", "column", "values", "after", "before"),
    [
        ("confirm", "status", {}, "confirmed", "unverified"),
        ("reject", "status", {}, "rejected", "unverified"),
        ("credibility", "credibility", {"credibility": "2"}, 2, 6),
    ],
)
def test_a_judgement_of_a_claim_is_logged_applied_and_undone(
    db: Database,
    ids: dict[str, str],
    choose: Decide,
    action: str,
    column: str,
    values: dict[str, str],
    after: object,
    before: object,
) -> None:
    review = choose(action, ids["toll"], **values)
    assert claim(db, ids["toll"])[column] == after
    assert (review.by, review.action, review.reason) == ("Ada", action, "asked them")
    assert json.loads(review.before or "")[column] == before
    assert json.loads(review.after or "")[column] == after
    undo = choose("undo", "#1", reason="")
    assert claim(db, ids["toll"])[column] == before
    choose("undo", undo.id)
    assert claim(db, ids["toll"])[column] == after
    assert [r.action for r in read_reviews(db)] == [action, "undo", "undo"]
    assert check(db) == []


def test_the_last_decision_that_is_not_undone_holds(
    db: Database, ids: dict[str, str], choose: Decide
) -> None:
    choose("confirm", ids["toll"])
    choose("reject", ids["toll"])
    assert claim(db, ids["toll"])["status"] == "rejected"
    choose("undo", "2")
    assert claim(db, ids["toll"])["status"] == "confirmed"
    with pytest.raises(DecisionError, match="undone already"):
        choose("undo", "2")


def test_undoing_gives_back_what_linking_says(
    db: Database, ids: dict[str, str], choose: Decide, world: World
) -> None:
    choose("reject", ids["toll"])
    db.execute(
        "INSERT INTO flags (id, claim_id, code, reason, rule, run_id)"
        " SELECT 'f', id, ?, 'borne out', 'flag.test', run_id FROM claims WHERE id = ?",
        [FlagCode.MULTI_ORIGIN, ids["toll"]],
    )
    choose("undo", "#1")
    assert claim(db, ids["toll"])["status"] == "corroborated"


def test_a_corrected_figure_keeps_what_was_extracted(
    db: Database, ids: dict[str, str], choose: Decide
) -> None:
    extracted = figure(db, ids["toll"])
    review = choose("correct", extracted["id"], low="19", high="21", party="")
    assert figure(db, ids["toll"]) == extracted
    before = json.loads(review.before or "")
    assert (before["low"], before["high"], before["party"]) == (18, None, "civilian")
    standing = read_standing(db)
    pages = decided(read_extractions(db), standing, load_sources(db, standing))
    found = next(f for p in pages for c in p.claims for f in c.figures if f.id == extracted["id"])
    assert (found.low, found.high, found.party, found.rule) == (19, 21, None, "review.decided")
    assert check(db) == []
    second = choose("correct", extracted["id"], low="20")
    assert json.loads(second.before or "")["low"] == 19


def test_a_correction_that_leaves_the_stated_number_outside_takes_it_away(
    db: Database, ids: dict[str, str], choose: Decide
) -> None:
    key = next(iter(db.query("SELECT id FROM figures WHERE text = '23'")))["id"]
    review = choose("correct", key, low="30", high="40")
    assert json.loads(review.after or "") == {"low": 30, "high": 40, "point": None}
    with pytest.raises(DecisionError, match="above high"):
        choose("correct", key, low="50")


def test_who_vouches_can_be_another_and_a_new_source(
    db: Database, ids: dict[str, str], choose: Decide
) -> None:
    with pytest.raises(DecisionError, match="kind"):
        choose("reattribute", ids["toll"], source="Reef Hospital")
    choose("reattribute", ids["toll"], source="Reef Hospital", kind="humanitarian")
    assert claim(db, ids["toll"])["source_id"] == source_id("Reef Hospital")
    rows = {row["id"]: row for row in db["sources"].rows}
    assert rows[source_id("Reef Hospital")]["kind"] == "humanitarian"
    standing = read_standing(db)
    pages = decided(read_extractions(db), standing, load_sources(db, standing))
    found = next(c for p in pages for c in p.claims if c.id == ids["toll"])
    assert found.attribution is not None
    assert found.attribution.source is not None
    assert found.attribution.source.source.name == "Reef Hospital"
    assert found.attribution.source.text == "the Harbour Monitor"
    assert found.chain[0].source.name == "Reef Hospital"
    choose("undo", "#1")
    assert claim(db, ids["toll"])["source_id"] == MONITOR.id
    assert check(db) == []


def test_merged_sources_are_one_and_can_be_parted(
    db: Database, ids: dict[str, str], choose: Decide
) -> None:
    own = {row["id"] for row in db.query("SELECT id FROM claims WHERE source_id = ?", [MONITOR.id])}
    choose("merge_sources", MONITOR.id, into="marovian defence ministry")
    vouching = "SELECT count(*) FROM claims WHERE source_id = ?"
    assert db.execute(vouching, [MONITOR.id]).fetchone()[0] == 0
    standing = read_standing(db)
    pages = decided(read_extractions(db), standing, load_sources(db, standing))
    named = {link.source.id for p in pages for c in p.claims for link in c.chain}
    assert MONITOR.id not in named
    with pytest.raises(DecisionError, match="itself"):
        choose("merge_sources", MINISTRY.id, into=MONITOR.id)
    choose("undo", "#1")
    assert db.execute(vouching, [MONITOR.id]).fetchone()[0] == len(own)


def test_a_source_is_split_by_its_claims(db: Database, ids: dict[str, str], choose: Decide) -> None:
    choose(
        "split_source", MONITOR.id, source="Lagoon Monitor", kind="monitor", claims=[ids["toll"]]
    )
    assert claim(db, ids["toll"])["source_id"] == source_id("Lagoon Monitor")
    others = db.execute("SELECT count(*) FROM claims WHERE source_id = ?", [MONITOR.id])
    assert others.fetchone()[0] > 0
    assert lost_decisions(db) == []
    with pytest.raises(DecisionError, match="not one of"):
        choose("split_source", MINISTRY.id, source="Lagoon Monitor", claims=[ids["toll"]])


def test_reliability_is_a_letter_with_a_reason_and_an_author(db: Database, choose: Decide) -> None:
    with pytest.raises(DecisionError, match="reason"):
        choose("reliability", MONITOR.id, reason=" ", reliability="B")
    choose("reliability", "harbour monitor", reliability="B")
    reliability = "SELECT reliability FROM sources WHERE id = ?"
    assert db.execute(reliability, [MONITOR.id]).fetchone()[0] == "B"
    choose("undo", "#1")
    assert db.execute(reliability, [MONITOR.id]).fetchone()[0] == "F"


def test_events_are_merged_and_split_by_their_claims(
    db: Database, ids: dict[str, str], choose: Decide
) -> None:
    choose("split_event", ids["event"], claims=[ids["toll"]])
    (event,) = read_standing(db).events
    assert (event.together, event.claims) == (False, (ids["toll"],))
    assert ids["toll"] not in event.others
    assert event.others
    choose("undo", "#1")
    assert read_standing(db).events == []


@pytest.mark.parametrize(
    ("action", "target", "values", "said"),
    [
        ("confirm", "ffffffffffffffffffff", {}, "no claim"),
        ("confirm", "no such", {}, "no claim"),
        ("note", "\0", {}, "there is no"),
        ("undo", "#99", {}, "no entry of the log"),
        ("credibility", "toll", {"credibility": "6"}, "already"),
        ("split_event", "event", {"claims": "f" * 20}, "no claim"),
    ],
)
def test_what_is_not_there_or_changes_nothing_is_refused(
    db: Database,
    ids: dict[str, str],
    choose: Decide,
    action: str,
    target: str,
    values: dict[str, str],
    said: str,
) -> None:
    with pytest.raises(DecisionError, match=said):
        choose(action, ids.get(target, target), **values)
    assert list(read_reviews(db)) == []


def test_re_extraction_keeps_decisions_and_tells_which_met_other_words(
    db: Database, ids: dict[str, str], choose: Decide, world: World
) -> None:
    choose("confirm", ids["toll"])
    choose("credibility", ids["evil"], credibility="4")
    number = figure(db, ids["toll"])["id"]
    choose("correct", number, low="19")
    quay, hostile = world.articles[0], world.articles[-1]
    assert lost_decisions(db) == []

    # Another version finds the first claim under another id, and the last one no more.
    moved = quay.claims[0].model_copy(update={"id": "0" * 20, "figures": ()})
    for page, claims in ((quay, (moved, *quay.claims[1:])), (hostile, ())):
        stored = next(iter(read_extractions(db, [page.id])))
        db.execute("DELETE FROM run_documents")
        capture = page.capture()
        run = str(db.execute("SELECT id FROM runs").fetchone()[0])
        Writer(db, run).add(stored.model_copy(update={"claims": claims}), capture)
    applied = apply_decisions(db)
    assert {(lost.action, lost.how) for lost in applied.lost} == {
        ("confirm", "moved"),
        ("credibility", "gone"),
        ("correct", "gone"),
    }
    assert claim(db, "0" * 20)["status"] == "confirmed"
    assert apply_decisions(db).changed == 0
    assert len(list(read_reviews(db))) == 3
    assert "carried over" in str(applied.lost[0])
    assert "“" in str(applied.lost[1])
    assert not [p for p in check(db) if p.code == "review_beside"]


def test_linking_again_keeps_what_people_decided(
    db: Database, ids: dict[str, str], choose: Decide, world: World
) -> None:
    choose("confirm", ids["toll"])
    choose("reattribute", ids["toll"], source=MINISTRY.id)
    choose("reliability", MONITOR.id, reliability="C")
    run = str(db.execute("SELECT id FROM runs").fetchone()[0])
    write_linking(db, world.linking(), run)
    apply_decisions(db)
    row = claim(db, ids["toll"])
    assert (row["status"], row["source_id"]) == ("confirmed", MINISTRY.id)
    assert apply_decisions(db).changed == 0
    assert check(db) == []


def tamper(db: Database, sql: str, *values: object) -> None:
    """Change the log as nobody may."""
    for trigger in ("reviews_no_update", "reviews_no_delete"):
        db.execute(f"DROP TRIGGER {trigger}")
    db.execute(sql, list(values))


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE reviews SET reason = 'other' WHERE number = 1", "review_id"),
        ("UPDATE reviews SET \"by\" = 'Bob' WHERE number = 2", "review_id"),
        ("UPDATE reviews SET number = 7 WHERE number = 2", "review_gap"),
        ("DELETE FROM reviews WHERE number = 1", "review_gap"),
        ("DELETE FROM reviews WHERE number = 2", "review_beside"),
        ("UPDATE claims SET status = 'confirmed'", "review_beside"),
        ("UPDATE claims SET credibility = 1", "review_beside"),
        ("UPDATE sources SET reliability = 'A'", "review_beside"),
    ],
)
def test_tampering_is_found(
    db: Database, ids: dict[str, str], choose: Decide, sql: str, code: str
) -> None:
    choose("confirm", ids["toll"])
    choose("credibility", ids["toll"], credibility="2")
    assert check(db) == []
    tamper(db, sql)
    assert code in {problem.code for problem in check(db)}


def test_entries_that_others_wrote_do_no_harm(db: Database, ids: dict[str, str]) -> None:
    for after in ("[]", "not json", "{", "1", None, '{"credibility": "x"}'):
        add_review(db, by="Bo", action="note", target=ids["toll"], reason="x", after=after)
    add_review(db, by="Bo", action="dance", target="nowhere", reason="x")
    assert apply_decisions(db).lost == []
    assert check(db) == []
