"""A database of three pages of the invented conflict, and ways to decide about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browse.conftest import known_ids
from browse.world import World, small_world
from sqlite_utils import Database

from provenance.review.actions import Action, Decision
from provenance.store import connect
from provenance.store.deciding import decide
from provenance.store.reviews import Review

Decide = Callable[..., Review]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, bytes, dict[str, str]]:
    """The invented conflict without any decision, as bytes of a database, and its ids."""
    world = small_world()
    world.reviews.clear()
    path = world.write(tmp_path_factory.mktemp("world") / "claims.db")
    return world, path.read_bytes(), known_ids(path)


@pytest.fixture
def world(written: tuple[World, bytes, dict[str, str]]) -> World:
    """The articles; tests only read them."""
    return written[0]


@pytest.fixture
def ids(written: tuple[World, bytes, dict[str, str]]) -> dict[str, str]:
    """Ids by names of ours."""
    return written[2]


@pytest.fixture
def db(written: tuple[World, bytes, dict[str, str]], tmp_path: Path) -> Iterator[Database]:
    """A database of the invented conflict."""
    path = tmp_path / "claims.db"
    path.write_bytes(written[1])
    db = connect(path)
    yield db
    db.close()


@pytest.fixture
def choose(db: Database) -> Decide:
    """Return a function that decides as Ada."""

    def make(action: str, target: str, reason: str = "asked them", **values: Any) -> Review:
        return decide(db, Decision(Action(action), target, values, reason), "Ada")

    return make
