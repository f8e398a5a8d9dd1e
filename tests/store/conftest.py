"""A database to keep things in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database
from store_pages import SETTINGS

from provenance.store import connect, start_run


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    db = connect(tmp_path / "claims.db", create=True)
    yield db
    db.close()


@pytest.fixture
def run(db: Database) -> str:
    """The id of a run."""
    return start_run(db, SETTINGS)
