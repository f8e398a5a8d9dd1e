"""Linking by two processes, one of which is killed: the rows of one process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from whole_jobs import dump

from benchmarks.crowd import captured
from benchmarks.generated import pages
from provenance.cli import relinking
from provenance.cli.progress import Terminal
from provenance.cli.relinking import relink
from provenance.engine.limits import EngineError
from provenance.engine.linking import Assignment, Bench, LinkingPool, Place, do
from provenance.link import linker
from provenance.link.jobs import Comparing, Job, Sketching, with_pages
from provenance.link.rules import rules_of
from provenance.link.shelf import Corpus
from provenance.packs import Packs
from provenance.review.actions import Action
from provenance.store import Writer, connect, start_run
from provenance.store.corpus import StoredCorpus
from provenance.store.reviews import add_review

CLAIMS = 500


@pytest.fixture(autouse=True)
def small_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few pages make many jobs."""
    monkeypatch.setattr(relinking, "A_JOB", 8)
    monkeypatch.setattr(linker, "BATCH", 10)


@pytest.fixture(scope="module")
def packs() -> Packs:
    """The default packs."""
    return Packs()


@pytest.fixture
def stored(tmp_path: Path, packs: Packs) -> Path:
    """A database of generated pages that nobody has linked; one claim is rejected."""
    path = tmp_path / "pages.db"
    db = connect(path, create=True)
    writer = Writer(db, run(db))
    made = list(pages(CLAIMS))
    for page in made:
        writer.add(*captured(page))
    rejected = made[3].claims[2].id
    add_review(
        db, by="Ann", action=Action.REJECT, target=rejected, before=None, after=None, reason="r"
    )
    db.close()
    return path


def run(db: Any) -> str:
    """The run that stores and links."""
    return start_run(db, {"version": "1", "model": "none", "packs": "general,syria"})


def linked(path: Path, packs: Packs, elsewhere: Any = None) -> dict[str, Any]:
    """Return all rows after linking anew."""
    db = connect(path)
    relink(db, packs, run(db), Terminal(), elsewhere=elsewhere)
    db.close()
    rows = dump(path)
    # How often it was linked is told by its number.
    return {name: some for name, some in rows.items() if not name.startswith("linking_")}


class Watched:
    """Helpers that note the kinds of jobs, and kill a worker at one."""

    def __init__(self, helpers: Any, kill: Callable[[], None], at: int) -> None:
        self.helpers, self.kill, self.at = helpers, kill, at
        self.kinds: list[str] = []

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Any]:
        """Pass on."""

        def noted() -> Iterator[Job]:
            for job in jobs:
                self.kinds.append(type(job).__name__)
                yield job

        for found in self.helpers(noted()):
            if self.at >= 0:
                self.at -= 1
                if self.at < 0:
                    self.kill()
            yield found

    def close(self) -> None:
        """Pass on."""
        self.helpers.close()


@pytest.mark.parametrize("at", [1, 8])
def test_two_processes_one_killed(stored: Path, packs: Packs, at: int) -> None:
    watched: list[Watched] = []

    def elsewhere(rules: str, _: Corpus) -> Watched:
        pool = LinkingPool(stored, packs, rules, 2)

        def kill() -> None:
            os.kill(pool.pids()[0], signal.SIGKILL)

        watched.append(Watched(pool, kill, at))
        return watched[-1]

    found = linked(stored, packs, elsewhere)
    assert found == linked(stored, packs)
    assert found["links"]
    assert set(watched[0].kinds) == {"Sketching", "Comparing", "RowMaking"}
    assert watched[0].at < 0


def test_a_cluster_one_of_whose_workers_is_killed(stored: Path, packs: Packs) -> None:
    pytest.importorskip("distributed")
    from provenance.engine.cluster import connect_cluster
    from provenance.engine.linking import LinkingCluster

    client, cluster = connect_cluster(None, 2)
    watched: list[Watched] = []

    def elsewhere(rules: str, corpus: Corpus) -> Watched:
        pids = client.run(os.getpid)

        def kill() -> None:
            os.kill(max(pids.values()), signal.SIGKILL)

        watched.append(Watched(LinkingCluster(client, packs, rules, corpus), kill, 6))
        return watched[-1]

    try:
        found = linked(stored, packs, elsewhere)
    finally:
        client.close()
        assert cluster is not None
        cluster.close()
    assert found == linked(stored, packs)
    assert watched[0].at < 0


def test_a_job_is_a_pure_function_of_what_is_sent(stored: Path, packs: Packs) -> None:
    db = connect(stored)
    corpus = StoredCorpus(db)
    some = [row[0] for row in db.execute("SELECT id FROM documents ORDER BY id LIMIT 5")]
    job = Sketching(some)
    (found,) = Bench(packs)([Assignment(job, Place(stored, rules_of(packs)))])
    assert do(packs.names, rules_of(packs), with_pages(job, corpus)) == found
    assert [one.document for one in found] == some
    assert with_pages(Comparing({}, ()), corpus) == Comparing({}, ())
    db.close()


def test_a_worker_of_another_version_is_refused(stored: Path, packs: Packs) -> None:
    with pytest.raises(EngineError, match="give all machines the same version"):
        Bench(packs)([Assignment(Sketching([]), Place(stored, "others"))])


def test_what_cannot_be_linked_is_said(
    stored: Path, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = LinkingPool(stored, packs, rules_of(packs), 1)
    try:
        with pytest.raises(EngineError, match=r"some pages could not be linked.*--workers 1"):
            list(pool([Sketching(None)]))  # type: ignore[arg-type]
    finally:
        pool.close()
