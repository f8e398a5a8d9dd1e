"""Extracting again proves the rows: a changed one is found where every span is still right."""

from __future__ import annotations

from pathlib import Path

import pytest
from whole_jobs import job, write_articles

from provenance.engine.proof import extract_again
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.store import connect
from provenance.store.check import check


def test_a_changed_value_is_found(
    tmp_path: Path, parser: Parser, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)
    path = tmp_path / "a.db"
    job(path, write_articles(tmp_path / "a.jsonl", 3), packs)
    db = connect(path)
    assert extract_again(db) == []
    with db.conn:
        db.conn.execute("UPDATE figures SET measure = 'injured'")
    assert check(db) == [], "nothing else can tell"
    found = extract_again(db)
    assert {problem.code for problem in found} == {"extraction"}
    assert "figures" in found[0].message
    # What another version made cannot be made again.
    with db.conn:
        db.conn.execute("UPDATE runs SET settings = json_set(settings, '$.packs', 'nowhere')")
    assert extract_again(db) == []
    db.close()
