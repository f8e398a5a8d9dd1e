"""A page captured twice: two versions, and what was changed without a word."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from click.testing import CliRunner

from provenance.cli import main
from tests.read.warcs import packed, record

URL = "https://deltaobserver.example/2019/03/port/"
REST = (
    "<p>The Northern Command denied that its forces had fired at the market.</p>"
    "<p>A mine near the mill wounded six farmers on Tuesday, the police said.</p>"
)


def page(dead: str, rest: str) -> bytes:
    return (
        "<html><head><title>Rockets hit the fish market</title></head><body><article>"
        "<h1>Rockets hit the fish market</h1>"
        f"<p>{dead} people were killed when rockets hit the fish market of Port Ansel on Thursday, "
        f"the town council said.</p>{rest}</article></body></html>"
    ).encode()


def ingest(folder: Path, later: str) -> tuple[sqlite3.Connection, str]:
    (folder / "a.warc.gz").write_bytes(
        packed(record(1, URL, page("At least 14", REST), date="2019-03-07T20:00:00Z"))
    )
    (folder / "b.warc.gz").write_bytes(
        packed(record(1, f"{URL}#top", later.encode(), date="2019-03-08T20:00:00Z"))
    )
    database = folder / "claims.db"
    result = CliRunner().invoke(main, ["ingest", str(database), str(folder)])
    assert result.exit_code == 0, result.output
    return sqlite3.connect(database), result.output


EDITED = (
    "SELECT c.text, f.rule, f.evidence_claim_id IS NOT NULL FROM flags f JOIN claims c"
    " ON c.id = f.claim_id WHERE f.code = 'silent_edit' ORDER BY f.rule, c.text"
)


def test_versions(tmp_path: Path) -> None:
    db, _ = ingest(tmp_path, page("Nine", REST.partition("<p>A mine")[0]).decode())
    versions = db.execute(
        "SELECT version, n_versions, captured_at, noted, previous_id IS NULL"
        " FROM document_versions ORDER BY version"
    ).fetchall()
    assert versions == [
        (1, 2, "2019-03-07T20:00:00Z", 1, 1),
        (2, 2, "2019-03-08T20:00:00Z", 1, 0),
    ]
    edits = db.execute(EDITED).fetchall()
    changed = [text for text, rule, other in edits if rule == "flag.captures_differ" and other]
    assert any(text.startswith("At least 14") for text in changed)
    assert any(text.startswith("Nine") for text in changed)
    gone = [text for text, rule, other in edits if rule == "flag.capture_without" and not other]
    assert len(gone) == 1
    assert "six farmers" in gone[0]
    db.close()


def test_a_note_makes_it_no_silent_edit(tmp_path: Path) -> None:
    note = "<p>Correction: an earlier version of this article gave a higher number of dead.</p>"
    db, _ = ingest(tmp_path, page("Nine", note).decode())
    assert db.execute("SELECT count(*) FROM document_versions").fetchone() == (2,)
    assert db.execute(EDITED).fetchall() == []
    db.close()
