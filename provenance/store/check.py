"""The proof: what must be true of every database, looked at row by row."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from provenance.store.checks.bytes import check_captures, check_pages
from provenance.store.checks.decisions import check_decided, check_log
from provenance.store.checks.problem import Problem, Test
from provenance.store.checks.rows import ROW_TESTS, check_foreign_keys
from provenance.store.checks.search import check_search
from provenance.store.checks.texts import check_texts

_TESTS: tuple[Test, ...] = (
    check_foreign_keys,
    check_texts,
    check_captures,
    *ROW_TESTS,
    check_log,
    check_decided,
    check_search,
)
_DEEP: tuple[Test, ...] = (check_pages,)


def check(db: Database, deep: bool = False) -> list[Problem]:
    """Return all that is wrong with the database; an empty list proves the invariants.

    ``deep`` also lets SQLite look at every page and index of the file.
    """
    problems: list[Problem] = []
    try:
        for test in (*_DEEP, *_TESTS) if deep else _TESTS:
            problems += test(db)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        problems.append(Problem("damaged", "file", "-", str(error)))
    return problems


__all__ = ["Problem", "check"]
