"""FollowTheMoney: statements that its own reader takes, with dates and printed words."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from export.conftest import Decide
from export.export_world import NASTY, ids, run
from sqlite_utils import Database

pytest.importorskip("followthemoney")

from followthemoney import model
from followthemoney.statement import Statement, StatementEntity, read_statements


def statements(path: Path, *options: object) -> list[Statement]:
    """Return the exported statements as the package's own reader has them."""
    done = run("export", "ftm", path, *options)
    assert done.exit_code == 0, done.output
    return list(read_statements(io.BytesIO(done.stdout_bytes), "json"))


def entities(found: list[Statement]) -> dict[str, Any]:
    """Return the entities that the statements make up."""
    groups = defaultdict(list)
    for statement in found:
        groups[statement.canonical_id].append(statement)
    return {key: StatementEntity.from_statements(_dataset(), rows) for key, rows in groups.items()}


def _dataset() -> Any:
    from followthemoney import Dataset

    return Dataset.make({"name": "claims", "title": "Claims"})


@pytest.mark.parametrize("path", ["small", "nasty"])
def test_every_statement_is_valid(request: pytest.FixtureRequest, path: str) -> None:
    found = statements(request.getfixturevalue(path))
    assert len({statement.id for statement in found}) == len(found)
    for statement in found:
        schema = model.get(statement.schema)
        assert schema is not None
        assert statement.first_seen
        assert statement.last_seen
        assert statement.origin
        assert statement.id == statement.generate_key()
        if statement.prop != "id":
            prop = schema.get(statement.prop)
            assert prop is not None
            assert prop.type.validate(statement.value), (statement.prop, statement.value)


def test_entities_are_what_is_stored(small: Path, db: Database) -> None:
    made = entities(statements(small, "--dataset", "claims"))
    for table, schema, key in (
        ("documents", "Article", "document"),
        ("claims", "Note", "claim"),
        ("events", "Event", "event"),
    ):
        named = {k for k, entity in made.items() if entity.schema.name == schema}
        assert named == {f"claims-{key}-{row}" for row in ids(db, f"SELECT id FROM {table}")}
    for row in db.query("SELECT * FROM claims"):
        note = made[f"claims-claim-{row['id']}"]
        assert note.get("description") == [row["text"]]
        assert note.get("proof") == [f"claims-document-{row['document_id']}"]
        assert len([n for n in note.get("notes") if not n.startswith("when: ")]) <= row["n_figures"]
        for key in note.get("entity"):
            assert key in made


def test_printed_words_and_dates_stand_beside_the_value(small: Path, db: Database) -> None:
    found = statements(small)
    figures = {s.original_value for s in found if s.prop == "notes"}
    assert set(ids(db, "SELECT text FROM figures")) <= figures
    seen = set(ids(db, "SELECT captured_at FROM captures"))
    assert {s.first_seen for s in found} | {s.last_seen for s in found} <= seen
    assert {s.dataset for s in found} == {"claims"}


def test_hostile_text_stays_a_value(nasty: Path) -> None:
    found = statements(nasty)
    names = [s for s in found if s.prop == "title"]
    assert names
    for statement in names:
        assert statement.original_value == NASTY
        assert "</script>" in statement.value
    assert not [s for s in found if s.prop == "sourceUrl" and "javascript" in s.value]


def test_rejected_claims_leave_on_request(undecided: Path, decide_as: Decide) -> None:
    first = next(s for s in statements(undecided) if s.schema == "Note")
    claim = first.entity_id.rpartition("-")[2]
    decide_as("reject", claim)
    marked = {s.value for s in statements(undecided) if s.entity_id == first.entity_id}
    assert "rejected" in marked
    assert claim not in run("export", "ftm", undecided, "--without-rejected").stdout


@pytest.mark.parametrize("name", ["a-b", "A", "ü", "a b", ""])
def test_name_that_is_none_is_refused(small: Path, name: str) -> None:
    done = run("export", "ftm", small, "--dataset", name)
    if name:
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert "is no name of a dataset" in done.stderr
    else:
        assert done.exit_code == 0


def test_same_bytes_each_time(small: Path) -> None:
    assert run("export", "ftm", small).stdout_bytes == run("export", "ftm", small).stdout_bytes
