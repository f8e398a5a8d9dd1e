"""Two writers at once, a reader beside a writer, and a disk that is full: nothing is lost."""

from __future__ import annotations

import os
import resource
import signal
import time
from pathlib import Path

import pytest
from whole_jobs import at_once, documents, dump, in_child, job, write_articles

from provenance.errors import StoreError
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.store import connect
from provenance.store.check import check

pytestmark = pytest.mark.skipif(os.name != "posix", reason="fork and limits are POSIX")


@pytest.fixture
def source(tmp_path: Path, parser: Parser, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some articles, with the parser at hand."""
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)
    return write_articles(tmp_path / "articles.jsonl", 24)


def limited(path: Path, source: Path, packs: Packs, size: int) -> None:
    """Do the job where no file may grow over a size; the user must be told in one line."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    with pytest.raises(StoreError, match=r"the disk is full|limits of its use"):
        job(path, source, packs)


@pytest.mark.parametrize("share", [0.1, 0.7, 0.9])
def test_a_full_disk(tmp_path: Path, source: Path, packs: Packs, share: float) -> None:
    path, whole = tmp_path / "full.db", tmp_path / "whole.db"
    job(whole, source, packs)
    size = int(whole.stat().st_size * share)
    in_child(lambda: limited(path, source, packs, size))
    if documents(path):
        db = connect(path, read_only=True)
        assert check(db, deep=True) == []
        db.close()
    job(path, source, packs)
    assert dump(path) == dump(whole)


def test_two_ingests_at_once(tmp_path: Path, source: Path, packs: Packs) -> None:
    """One waits for the other, article by article; both come through, with the same rows."""
    path, whole = tmp_path / "both.db", tmp_path / "whole.db"
    job(whole, source, packs)
    children = [at_once(lambda: job(path, source, packs)) for _ in range(2)]
    for child in children:
        _, status = os.waitpid(child, 0)
        assert os.WIFEXITED(status)
        assert os.WEXITSTATUS(status) == 0
    assert dump(path) == dump(whole)


def test_reading_while_an_ingest_runs(tmp_path: Path, source: Path, packs: Packs) -> None:
    path = tmp_path / "read.db"
    connect(path, create=True).close()
    child = at_once(lambda: job(path, source, packs))
    db = connect(path, read_only=True, busy_seconds=0)
    seen = set()
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        # One statement is one moment: no article without its sentences, no claim without one.
        seen.add(
            db.execute(
                "SELECT (SELECT count(*) FROM documents WHERE id NOT IN"
                " (SELECT document_id FROM sentences)), (SELECT count(*) FROM claims WHERE"
                " document_id NOT IN (SELECT id FROM documents))"
            ).fetchone()
        )
        time.sleep(0.005)
    assert seen == {(0, 0)}
    assert db["documents"].count == 24
    db.close()
