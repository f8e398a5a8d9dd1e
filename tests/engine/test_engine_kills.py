"""Nothing is lost or doubled: the real process is killed at fifty random moments."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from random import Random

import pytest
from whole_jobs import documents, dump, in_child, job, write_articles

from provenance.engine.pieces import chunks
from provenance.extract.parser import Parser
from provenance.packs import Packs
from provenance.store import connect
from provenance.store.check import check

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are POSIX")

KILLS, ARTICLES = 50, 20
CHUNK = 8
"""Articles that are stored together here, so that a kill may come between."""


def test_fifty_kills(
    tmp_path: Path, parser: Parser, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job is killed and begun again until it is through, over and over."""
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)
    monkeypatch.setattr("provenance.engine.crew.chunks", partial(chunks, most=CHUNK))
    source = write_articles(tmp_path / "articles.jsonl", ARTICLES)
    job(tmp_path / "first.db", source, packs)  # what is loaded once is loaded
    begun = time.monotonic()
    in_child(lambda: job(tmp_path / "undisturbed.db", source, packs))
    whole = time.monotonic() - begun
    expected = dump(tmp_path / "undisturbed.db")
    assert len(expected["documents"]) == ARTICLES
    assert expected["events"]
    chance = Random(6)
    kills = rounds = 0
    progress: set[int] = set()
    while kills < KILLS:
        rounds += 1
        path = tmp_path / f"killed{rounds}.db"
        # Up to five kills each, early ones too: a database is most often cut short when new.
        for _ in range(5):
            if not in_child(lambda path=path: job(path, source, packs), chance.uniform(0, whole)):
                break
            kills += 1
            progress.add(documents(path))
        in_child(lambda path=path: job(path, source, packs))
        assert dump(path) == expected
        db = connect(path, read_only=True)
        assert check(db, deep=True) == []
        db.close()
        path.unlink()
    assert {0, ARTICLES} <= progress, "kills before, while and after articles are stored"


def test_workers_and_their_parent_are_killed(
    tmp_path: Path, parser: Parser, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command itself, with two processes: a worker is killed, then all, then it is run."""
    source = write_articles(tmp_path / "articles.jsonl", 120)
    command = [sys.executable, "-m", "provenance.cli", "ingest"]
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    first = subprocess.Popen(
        [*command, two, source, "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    killed = False
    while documents(two) < 30 and first.poll() is None:
        workers = spawned(first.pid)
        if len(workers) == 2 and not killed and documents(two) == 0 and two.exists():
            time.sleep(1)
            os.kill(workers[-1], signal.SIGKILL)
            killed = True
        time.sleep(0.01)
    assert killed
    first.kill()
    first.communicate()
    assert documents(two) < 120
    done = subprocess.run([*command, two, source, "--workers", "2"], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)
    job(one, source, packs)
    assert dump(two) == dump(one)


def spawned(pid: int) -> list[int]:
    """Return the worker processes of a process, by id."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            status = (place / "stat").read_text().rpartition(")")[2].split()
            command = (place / "cmdline").read_bytes()
        except OSError:
            continue
        if int(status[1]) == pid and b"spawn_main" in command:
            found.append(int(place.name))
    return sorted(found)
