"""The Python interface: its examples run, and its mistakes are named."""

from __future__ import annotations

import doctest
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import provenance
from provenance import api
from provenance.extract.parser import Parser
from provenance.store import connect

ROOT = Path(__file__).parents[1]
TEXT = """\
Blast at the harbour of Northport

NORTHPORT, May 3, 2019 – At least 12 people were killed and 30 injured in an explosion at the
harbour on May 2, Mayor Ana Vell said.

According to the Dockers Union, 20 people were killed in the explosion. Rescuers said
that the fire was under control.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of one invented article."""
    folder = tmp_path_factory.mktemp("api")
    (folder / "harbour.txt").write_text(TEXT, "utf-8")
    command = [sys.executable, "-m", "provenance.cli", "ingest", "claims.db", "harbour.txt"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def here(made: Path, monkeypatch: pytest.MonkeyPatch, parser: Parser) -> Iterator[Path]:
    """Run in the folder of the database, with the parser loaded once."""
    monkeypatch.chdir(made)
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)
    yield made
    api._extractor.cache_clear()


FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def test_the_examples_of_the_module_run(here: Path) -> None:
    result = doctest.testmod(api, optionflags=FLAGS)
    assert result.attempted > 15
    assert result.failed == 0


def test_the_examples_of_the_page_run(here: Path) -> None:
    result = doctest.testfile(
        str(ROOT / "docs" / "api.md"), module_relative=False, optionflags=FLAGS
    )
    assert result.attempted > 8
    assert result.failed == 0


def test_claims_are_found_by_every_way(here: Path) -> None:
    with provenance.open("claims.db") as db:
        every = list(db.claims())
        assert len(every) >= 3
        event = db.events()[0]
        inside = [claim for claim in every if claim.event_id == event.id]
        assert list(db.claims(event=event.id)) == inside
        assert list(db.claims(document_id=every[0].document_id)) == every
        assert list(db.claims(document_id="nothing")) == []
        assert {c.source for c in db.claims(source=every[1].source_id)} == {every[1].source}
        assert list(db.claims("")) == []
        assert list(db.claims("EXPLOSION harbour")) == [every[1]]
        assert list(db.claims('"')) == []
        assert list(db.claims(limit=1)) == every[:1]
        assert list(db.claims(status="confirmed")) == []
        assert db.compare(event) == db.compare(event.id[:8]) == db.compare()
        assert {row.id for row in db.flagged()} == {c.id for c in every if c.status == "unverified"}
        assert all("single_origin" in row.flags for row in db.flagged("single_origin"))
        assert db.sources()[0].n_claims >= 1
        assert repr(db) == "<provenance.Database 'claims.db'>"


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda db: db.compare("nowhere"), "no event is called 'nowhere'"),
        (lambda db: db.flagged("fake"), "'fake' is no flag; use one of single_origin"),
        (lambda db: list(db.claims(status="true")), "'true' is no status; use one of unverified"),
        (lambda db: list(db.claims(event="nowhere")), "no event is called 'nowhere'"),
        (lambda db: provenance.extract("  "), "the text is blank"),
        (lambda db: provenance.open("."), "a folder, not a database"),
        (lambda db: provenance.extract("x", packs=["none"]), "no such pack"),
    ],
)
def test_mistakes_are_named(here: Path, ask: object, message: str) -> None:
    with provenance.open("claims.db") as db, pytest.raises(provenance.ProvenanceError) as caught:
        ask(db)  # type: ignore[operator]
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_empty_database_has_no_event(here: Path, tmp_path: Path) -> None:
    connect(tmp_path / "empty.db", create=True).close()
    with (
        provenance.open(tmp_path / "empty.db") as db,
        pytest.raises(provenance.ProvenanceError, match="holds no event yet"),
    ):
        db.compare()


def test_nothing_can_be_written(here: Path) -> None:
    with provenance.open("claims.db") as db, pytest.raises(Exception, match="readonly"):
        db._db.execute("DELETE FROM claims")


def test_the_package_loads_nothing_that_is_not_asked_for() -> None:
    code = (
        "import sys, provenance; assert 'spacy' not in sys.modules and 'pydantic' not in"
        " sys.modules; provenance.open; assert 'spacy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_public_names_are_there() -> None:
    for name in provenance.__all__:
        assert getattr(provenance, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        provenance.nothing  # noqa: B018
    assert (Path(importlib.import_module("provenance").__path__[0]) / "py.typed").is_file()
