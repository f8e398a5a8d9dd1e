"""Problems: what a check finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlite_utils import Database


class Problem(NamedTuple):
    """One thing that is not as it must be."""

    code: str
    table: str
    row: str
    message: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        return f"{self.table} {self.row}: {self.message} [{self.code}]"


Test = Callable[[Database], Iterator[Problem]]
"""Looks at a database and yields what is wrong with it."""

__all__ = ["Problem", "Test"]
