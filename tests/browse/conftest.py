"""A database of the invented conflict and a Datasette that serves a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browse.world import World, small_world
from datasette.app import Datasette


@pytest.fixture(scope="session")
def world() -> World:
    """The articles of the invented conflict."""
    return small_world()


@pytest.fixture(scope="session")
def written(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the invented conflict, written once."""
    return world.write(tmp_path_factory.mktemp("world") / "claims.db")


@pytest.fixture
def serve(written: Path, tmp_path: Path) -> Callable[..., Datasette]:
    """Return a function that makes a Datasette for a copy of the database."""

    def make(name: str = "claims", **settings: Any) -> Datasette:
        path = tmp_path / f"{name}.db"
        shutil.copy(written, path)
        return Datasette([str(path)], **settings)

    return make
