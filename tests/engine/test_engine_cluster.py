"""A Dask cluster of two workers, one of which is killed: the rows of one process."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from whole_jobs import dump, write_articles

pytest.importorskip("distributed")

from provenance.cli.clustered import Cluster
from provenance.cli.job import ingest
from provenance.cli.progress import Terminal
from provenance.cli.relinking import relink
from provenance.engine import cluster as clusters
from provenance.engine import linking
from provenance.engine.cluster import connect_cluster, extract_clustered
from provenance.engine.limits import EngineError
from provenance.engine.parquet import Shelf
from provenance.engine.shelves import load
from provenance.engine.worker import Product, Task, Worker
from provenance.errors import InputError, StoreError
from provenance.extract.parser import Parser
from provenance.extract.settings import settings_of
from provenance.link.jobs import Job
from provenance.packs import Packs
from provenance.read import Raw, raws
from provenance.store import connect, run_id
from provenance.store.articles import Article

ARTICLES = 60


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles, one of which cannot be read."""
    path = write_articles(tmp_path_factory.mktemp("articles") / "articles.jsonl", ARTICLES)
    with path.open("a") as file:
        file.write('{"id": "broken"\n')
    return path


@pytest.fixture(scope="module")
def packs() -> Packs:
    """The default packs."""
    return Packs()


def task(packs: Packs) -> Task:
    """The task of making rows."""
    return Task(packs.names, run_id(settings_of(packs)))


def found(source: Path, packs: Packs) -> Iterator[Raw]:
    """The articles of a file."""
    for one in raws(source, packs):
        assert isinstance(one, Raw)
        yield one


@pytest.fixture(scope="module")
def kept(
    source: Path, packs: Packs, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[object]]:
    """A folder that a cluster has filled, one of whose workers was killed; and what it told."""
    folder = tmp_path_factory.mktemp("chunks")
    shelf = Shelf(str(folder))
    shelf.note_run(task(packs).run_id, settings_of(packs))
    client, cluster = connect_cluster(None, 2)
    told: list[object] = []
    try:
        pids = client.run(os.getpid)
        assert len(set(pids.values())) == 2
        made = extract_clustered(found(source, packs), task(packs), client, str(folder), most=4)
        for number, (_, results) in enumerate(made):
            told += [one for _, one in results]
            if number == 1:
                os.kill(max(pids.values()), signal.SIGKILL)
    finally:
        client.close()
        assert cluster is not None
        cluster.close()
    return folder, told


@pytest.fixture
def alone(
    source: Path, packs: Packs, parser: Parser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A database that one process made."""
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)
    path = tmp_path / "alone.db"
    db = connect(path, create=True)
    ingest(db, [str(source)], packs, Terminal(), workers=1)
    db.close()
    return path


def test_rows_are_those_of_one_process(
    kept: tuple[Path, list[object]], alone: Path, packs: Packs, tmp_path: Path
) -> None:
    folder, told = kept
    assert [type(one) for one in told] == [Article] * ARTICLES + [InputError]
    assert "malformed JSON" in str(told[-1])
    db = connect(tmp_path / "cluster.db", create=True)
    shelf = Shelf(str(folder))
    assert load(db, shelf, None, None, Terminal()) == ARTICLES
    relink(db, packs, task(packs).run_id, Terminal())
    assert load(db, shelf, None, None, Terminal()) == 0
    db.close()
    one, other = dump(alone), dump(tmp_path / "cluster.db")
    for rows in (one, other):
        rows["runs"] = [row[:4] for row in rows["runs"]]
    assert one == other


def test_lost_workers_are_started_again(source: Path, packs: Packs, tmp_path: Path) -> None:
    some = list(found(source, packs))[:20]
    client, cluster = connect_cluster(None, 1)
    assert cluster is not None
    told = 0
    try:
        made = extract_clustered(some, task(packs), client, str(tmp_path), most=4)
        for number, (_, results) in enumerate(made):
            told += len(results)
            if number == 0:
                # Not the worker, which is given another: what would give it.
                for nanny in list(cluster.workers.values()):
                    cluster.sync(nanny.close)
    finally:
        client.close()
        cluster.close()
    assert told == len(some)


def test_a_month_is_a_slice(kept: tuple[Path, list[object]], packs: Packs, tmp_path: Path) -> None:
    db = connect(tmp_path / "may.db", create=True)
    shelf = Shelf(str(kept[0]))
    assert load(db, shelf, "2019-06", None, Terminal()) == 0
    dated = sum(
        (published or "").startswith("2019-05")
        for key in shelf.chunks()
        for _, _, published in shelf.documents(key)
    )
    assert load(db, shelf, "2019-05", "2019-05", Terminal()) == dated
    db.close()


def test_columns_are_those_of_the_database(kept: tuple[Path, list[object]], alone: Path) -> None:
    import pyarrow.parquet as pq

    with closing(sqlite3.connect(alone)) as db:
        for path in kept[0].glob("*/*.parquet"):
            if path.stem in ("failed", "parents"):
                continue
            columns = {row[1] for row in db.execute(f"PRAGMA table_info({path.stem})")}
            assert set(pq.read_schema(path).names) - {"document_id"} <= columns, path.stem


def test_a_chunk_is_made_once(
    source: Path, packs: Packs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = list(found(source, packs))[:3]
    made: list[int] = []

    def worker(_: Task) -> object:
        def work(given: list[Raw]) -> list[InputError]:
            made.append(len(given))
            return [InputError(raw.origin, "no", "do") for raw in given]

        return work

    monkeypatch.setattr(clusters, "_worker", worker)
    key = clusters.work(task(packs), some, str(tmp_path))
    assert clusters.work(task(packs), some, str(tmp_path)) == key
    assert made == [3]
    articles, failed = Shelf(str(tmp_path)).read(key)
    assert articles == {}
    assert [str(failed[n]) for n in range(3)] == [f"{raw.origin}: no; do" for raw in some]
    # What a stop left of a chunk is no chunk.
    (tmp_path / key / "documents.parquet").unlink()
    assert Shelf(str(tmp_path)).chunks() == []
    clusters.work(task(packs), some, str(tmp_path))
    assert Shelf(str(tmp_path)).chunks() == [key]
    Shelf(str(tmp_path)).sweep()
    assert [path.name for path in tmp_path.iterdir()] == [key]


@pytest.mark.parametrize("url", ["memory://chunks", "{folder}"])
def test_articles_come_back_as_they_were(
    source: Path,
    packs: Packs,
    parser: Parser,
    tmp_path: Path,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)
    sketching = replace(task(packs), sketches=True)
    made = Worker(sketching, packs)(list(found(source, packs))[-5:])
    shelf = Shelf(url.format(folder=tmp_path / "chunks"))
    shelf.write("k", made)  # type: ignore[arg-type]
    articles, failed = shelf.read("k")
    assert list(articles.values()) == [one for one in made if isinstance(one, Article)]
    assert all(one.sketch for one in articles.values())
    assert list(failed) == [4]
    shelf.drop("k")
    assert shelf.chunks() == []


def test_a_worker_of_another_version_is_refused(packs: Packs, parser: Parser) -> None:
    with pytest.raises(EngineError, match="give all machines the same version"):
        Worker(Task(packs.names, "other", Product.ROWS), packs)


def test_nobody_at_the_address() -> None:
    clusters.CONNECT_SECONDS, before = 1, clusters.CONNECT_SECONDS
    try:
        with pytest.raises(EngineError, match="no scheduler answers"):
            connect_cluster("tcp://127.0.0.1:1", 1)
    finally:
        clusters.CONNECT_SECONDS = before


def test_a_cluster_that_has_lost_all_workers_is_not_waited_for(
    source: Path, packs: Packs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(clusters, "GONE_SECONDS", 0.6)
    client, cluster = connect_cluster(None, 0)
    try:
        with pytest.raises(EngineError, match="has no workers any more"):
            next(extract_clustered(found(source, packs), task(packs), client, str(tmp_path)))
    finally:
        client.close()
        assert cluster is not None
        cluster.close()


def test_a_cluster_does_the_whole_job(
    source: Path, packs: Packs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    class Noting(linking.LinkingCluster):
        def __call__(self, jobs: Iterable[Job]) -> Iterator[Any]:
            return super().__call__(sent.append(type(job).__name__) or job for job in jobs)

    monkeypatch.setattr(linking, "LinkingCluster", Noting)
    dumps = []
    for name, cluster in (("there.db", Cluster()), ("here.db", None)):
        db = connect(tmp_path / name, create=True)
        ingest(db, [str(source)], packs, Terminal(), workers=2, cluster=cluster)
        db.close()
        dumps.append(dump(tmp_path / name))
    assert dumps[0] == dumps[1]
    assert set(sent) == {"Comparing", "RowMaking"}
    assert not [path for path in tmp_path.iterdir() if path.is_dir()], "no chunk is left behind"


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    db = connect(tmp_path / "a.db", create=True)
    with pytest.raises(StoreError, match="no chunks there"):
        load(db, Shelf(str(tmp_path / "none")), None, None, Terminal())
    db.close()


def test_without_the_extra_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Police said 3 people were killed."}\n')
    code = (
        "import sys; sys.modules['distributed'] = None\n"
        "from provenance.cli import main\n"
        "main(['ingest', sys.argv[1], sys.argv[2], '--engine', 'dask'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "a.db", tmp_path / "a.jsonl"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "pip install 'claim-provenance[dask]'" in done.stderr
    assert "Traceback" not in done.stderr
