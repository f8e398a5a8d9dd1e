"""Fixtures shared by all tests: one parser and one stack of packs in a session."""

from __future__ import annotations

import pytest

from provenance.extract.parser import Parser
from provenance.packs import Packs


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The parser, loaded once."""
    return Parser()


@pytest.fixture(scope="session")
def packs() -> Packs:
    """The default packs."""
    return Packs()
