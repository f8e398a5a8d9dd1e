"""Fixtures of the command line's tests: invented articles, and a database made of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import Run, provenance
from click.testing import CliRunner, Result

from provenance.cli import main
from provenance.extract.parser import Parser

ARTICLES = {
    "harbour.txt": """\
Blast at the harbour of Northport

NORTHPORT, May 3, 2019 – At least 12 people were killed and 30 injured in an explosion at the
harbour on May 2, the Ministry of Health said.

According to the Northport Observatory, 20 people were killed in the explosion. Rescuers said
that the fire was under control.
""",
    "market.txt": """\
Market attack

May 4, 2019

Local sources said that 5 people were killed in an attack on a market. The army denied that
it had carried out the attack. No evidence was provided.
""",
}
RECORDS = [
    {"id": "a1", "title": "Bridge", "text": "Police said 3 people were killed on a bridge."},
    {"id": "a2", "text": "Officials said 4 soldiers were wounded.", "published": "2020-01-02"},
]


@pytest.fixture
def run(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in this process, with the parser loaded once."""
    monkeypatch.setattr("provenance.extract.extractor.Parser", lambda: parser)

    def invoke(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        runner = CliRunner(catch_exceptions=False)
        return runner.invoke(main, [str(a) for a in arguments], input=stdin)

    return invoke


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of articles."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    lines = "".join(json.dumps(record) + "\n" for record in RECORDS)
    (folder / "more.jsonl").write_text(lines, "utf-8")
    return folder


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory, articles: Path) -> Path:
    """Return a database made of the articles; tests only read it."""
    path = tmp_path_factory.mktemp("database") / "claims.db"
    done = provenance("ingest", path, articles)
    assert done.returncode == 0, done.stderr
    return path
