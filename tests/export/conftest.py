"""Databases that are sent out; tests only read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browse.world import small_world
from export.export_world import write_nasty
from sqlite_utils import Database

from provenance.review.actions import Action, Decision
from provenance.store import connect
from provenance.store.deciding import decide

Decide = Callable[..., Any]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented conflict, with some decisions."""
    return small_world().write(tmp_path_factory.mktemp("small") / "claims.db")


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages that try to break out of every format."""
    return write_nasty(tmp_path_factory.mktemp("nasty") / "nasty.db")


@pytest.fixture
def db(small: Path) -> Iterator[Database]:
    """The invented conflict, open."""
    db = connect(small, read_only=True)
    yield db
    db.close()


@pytest.fixture
def undecided(tmp_path: Path) -> Path:
    """The invented conflict before anybody decided, to be decided about."""
    world = small_world()
    world.reviews.clear()
    return world.write(tmp_path / "undecided.db")


@pytest.fixture
def decide_as(undecided: Path) -> Iterator[Decide]:
    """Return a function that decides about a row of the undecided conflict."""
    db = connect(undecided)

    def make(action: str, target: str, by: str = "Ada", reason: str = "", **values: Any) -> Any:
        return decide(db, Decision(Action(action), target, values, reason), by)

    yield make
    db.close()
