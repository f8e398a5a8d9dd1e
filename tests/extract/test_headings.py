"""Headings: the source that a headline prints at an end."""

from __future__ import annotations

import pytest

from provenance.extract.parser import Parser
from provenance.packs import Packs
from tests.extract.pages import content, statements

BODY = "Rain fell on the town. The Lake Monitor said two people were hurt.\n" * 2


@pytest.mark.parametrize(
    ("title", "source", "said"),
    [
        ("Two dead in village raid: monitor", "monitor", "Two dead in village raid"),
        ("Police: Two dead in village raid", "Police", "Two dead in village raid"),
        ("× Police: Two dead in village raid", "Police", "Two dead in village raid"),
        ("Battle for the bridge: army advances on the town", None, None),
        ("Video: Army advances on the old town", None, None),
    ],
)
def test_headlines(
    title: str, source: str | None, said: str | None, parser: Parser, packs: Packs
) -> None:
    page, found = statements(f"{title}\n\n{BODY}", parser, packs, title=title)
    heads = [s for s in found if s.rule == "cue.headline"]
    expected = [(source, said)] if source else []
    assert [(s.source.text, content(page, s)) for s in heads if s.source] == expected
