"""Databases of the invented conflict and a Datasette that serves copies of them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from browse.world import World, large_world, small_world
from datasette.app import Datasette

from provenance.store.connect import connect

Serve = Callable[..., Datasette]
NEW_LINE = hasattr(Datasette, "allowed")
"""Datasette 1.0: permissions and queries are configuration, not metadata."""


@pytest.fixture(scope="session")
def world() -> World:
    """The articles of the invented conflict."""
    return small_world()


@pytest.fixture(scope="session")
def written(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the invented conflict, written once."""
    return world.write(tmp_path_factory.mktemp("world") / "claims.db")


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with an article of many claims and an event of many figures."""
    return large_world(400, 400).write(tmp_path_factory.mktemp("large") / "large.db")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database into which nothing was taken yet."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    connect(path, create=True).close()
    return path


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody else's database, with columns named as ours."""
    path = tmp_path_factory.mktemp("foreign") / "foreign.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE claims (id TEXT PRIMARY KEY, text TEXT, claim_id TEXT)")
        db.execute("INSERT INTO claims VALUES (?, 'theirs', ?)", ["0" * 20, "0" * 20])
    return path


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Return a function that makes a Datasette for copies of databases.

    ``metadata`` is given in the way that the installed Datasette wants.
    """

    def make(*paths: Path, metadata: Mapping[str, Any] | None = None) -> Datasette:
        copies = [str(shutil.copy(path, tmp_path / path.name)) for path in paths]
        given: dict[str, Any] = {"metadata": metadata or {}}
        if NEW_LINE:
            given["config"] = metadata or {}
        return Datasette(copies, **given)

    return make


@pytest.fixture(scope="session")
def ids(written: Path) -> dict[str, str]:
    """Ids of rows of the invented conflict, by a name of ours."""
    return known_ids(written)


def known_ids(path: Path) -> dict[str, str]:
    """Return the ids of the documents by external id, of claims by words, of the event."""
    with sqlite3.connect(path) as db:
        found = dict(db.execute("SELECT external_id, id FROM documents"))
        found["event"] = db.execute("SELECT id FROM events").fetchone()[0]
        for name, words in (("toll", "At least 18%on Sunday%"), ("evil", "<script>%")):
            row = db.execute("SELECT id FROM claims WHERE text LIKE ?", [words]).fetchone()
            found[name] = row[0] if row else ""
    return found


class Page(HTMLParser):
    """What a browser would make of a page: the text of the article, links, anchors, tags."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.text: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._in_words = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += attrs
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if given.get("id"):
            self.anchors.add(given["id"] or "")
        if tag == "p" and given.get("class") == "words":
            self._in_words = True

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a paragraph of the article."""
        if tag == "p":
            self._in_words = False

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text.append(data)
        if self._in_words:
            self.words.append(data)
