"""Sketches that come with articles, and processes that link what they extracted."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from whole_jobs import Dump, dump, write_articles

from provenance.cli import relinking
from provenance.cli.job import ingest
from provenance.cli.progress import Terminal
from provenance.cli.relinking import basis_for, relink
from provenance.cli.supply import find_articles
from provenance.engine.crew import Crew
from provenance.engine.linking import PooledHands
from provenance.engine.worker import Task, Worker
from provenance.extract.parser import Parser
from provenance.extract.settings import settings_of
from provenance.link.shelf import Shelf
from provenance.packs import Packs
from provenance.read import Raw
from provenance.review.actions import Action
from provenance.store import Writer, connect, run_id, start_run
from provenance.store.articles import Article
from provenance.store.corpus import StoredCorpus
from provenance.store.reviews import add_review
from provenance.store.sketched import Sketches, write_basis

ARTICLES = 40


@pytest.fixture(autouse=True)
def one_model(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the model of this process once."""
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Articles about few happenings."""
    return write_articles(tmp_path / "articles.jsonl", ARTICLES)


@pytest.fixture
def made(source: Path, packs: Packs) -> list[Article]:
    """Those articles as rows, with sketches."""
    task = Task(packs.names, run_id(settings_of(packs)), sketches=True)
    raws = [one for one in find_articles([str(source)], packs) if isinstance(one, Raw)]
    return [one for one in Worker(task, packs)(raws) if isinstance(one, Article)]


def done(path: Path, source: Path, packs: Packs, workers: int) -> Dump:
    """Return all rows after the whole job, and the sketches."""
    db = connect(path, create=True)
    ingest(db, [str(source)], packs, Terminal(), workers=workers)
    db.close()
    return all_rows(path)


def all_rows(path: Path) -> Dump:
    """Return all rows, and the sketches."""
    return {**dump(path), "sketches": sketches(path)}


def sketches(path: Path) -> list[Any]:
    """Return the sketches, but for when they were made."""
    sql = "SELECT document_id, state, happenings, terms, body FROM linking_pages ORDER BY 1"
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def test_two_processes_one_of_which_dies_as_it_links(
    tmp_path: Path, source: Path, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relinking, "basis_for", lambda *_: None)
    expected = done(tmp_path / "apart.db", source, packs, 1)
    monkeypatch.undo()
    assert expected["events"]
    assert expected["links"]
    assert done(tmp_path / "one.db", source, packs, 1) == expected
    kills = 0
    linking = Crew.linking

    def dying(crew: Crew, path: Path) -> Any:
        helpers = linking(crew, path)

        def elsewhere(rules: str, corpus: Any) -> PooledHands:
            hands = helpers(rules, corpus)
            call = PooledHands.__call__

            class Dying(PooledHands):
                def __call__(self, work: Iterable[Any]) -> Iterator[Any]:
                    nonlocal kills
                    for found in call(hands, work):
                        if not kills:
                            kills += 1
                            os.kill(crew.pids()[0], signal.SIGKILL)
                        yield found

            return Dying(hands._pool, hands._place)

        return elsewhere

    monkeypatch.setattr(Crew, "linking", dying)
    assert done(tmp_path / "two.db", source, packs, 2) == expected
    assert kills == 1


def test_an_article_comes_with_the_sketch_that_linking_would_make(
    tmp_path: Path, packs: Packs, made: list[Article]
) -> None:
    db = connect(tmp_path / "a.db", create=True)
    writer = Writer(db, start_run(db, settings_of(packs)), basis_for(db, packs))
    writer.add_all(made)
    assert not Sketches(db).missing()
    shelf = Shelf(packs)
    shelf.open(StoredCorpus(db), ())
    wanted = {one.document: one for one in shelf.sketches([one.document_id for one in made])}
    assert {one.document_id: one.sketch for one in made} == wanted
    db.close()


def test_sketches_are_left_out_when_another_has_laid_another_basis(
    tmp_path: Path, packs: Packs, made: list[Article]
) -> None:
    db = connect(tmp_path / "a.db", create=True)
    writer = Writer(db, start_run(db, settings_of(packs)), basis_for(db, packs))
    writer.add_all(made[:10])
    write_basis(db, {"rules": "others", "decisions": "none"})
    writer.add_all(made[10:])
    assert len(Sketches(db).missing()) == len(made) - 10
    db.close()


def test_decisions_change_pages_that_were_at_hand(
    tmp_path: Path, source: Path, packs: Packs, made: list[Article]
) -> None:
    path = tmp_path / "a.db"
    done(path, source, packs, 1)
    db = connect(path)
    claim = db.execute(
        "SELECT c.id FROM claims AS c JOIN figures AS f ON f.claim_id = c.id ORDER BY c.id"
    ).fetchone()[0]
    add_review(db, by="Ann", action=Action.REJECT, target=claim, before=None, after=None, reason="")
    run = start_run(db, settings_of(packs))
    corpus = StoredCorpus(db)
    assert not corpus.untouched([one.document_id for one in made], run)
    assert basis_for(db, packs) is None
    more = tmp_path / "more"
    more.mkdir()
    write_articles(more / "more.jsonl", ARTICLES + 20)
    ingest(db, [str(more)], packs, Terminal(), workers=1)
    found = all_rows(path)
    relink(db, packs, run, Terminal())
    db.close()
    assert all_rows(path) == found


def test_a_page_that_another_run_stored_is_not_taken_from_the_shelf(
    tmp_path: Path, packs: Packs, made: list[Article]
) -> None:
    db = connect(tmp_path / "a.db", create=True)
    run = start_run(db, settings_of(packs))
    Writer(db, run).add_all(made)
    other = start_run(db, {**settings_of(packs), "packs": "other"})
    Writer(db, other).replace(made[0]._replace(run_id=other))
    keys = [one.document_id for one in made]
    db.execute("UPDATE documents SET run_id = ? WHERE id = ?", [other, keys[0]])
    assert StoredCorpus(db).untouched([*keys, "none"], run) == set(keys[1:])
    db.close()
