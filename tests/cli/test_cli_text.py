"""What is printed: one line, nothing that steers a terminal, JSON that every reader reads."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.cli.text import interval, json_line, number, printable, typed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("17 killed", "17 killed"),
        ("two\nlines\r\n", "two lines"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("a\x9b31mb", "a\\x9b31mb"),
        ("abc\u202edef", "abc\\u202edef"),
        ("half \ud800 of it", "half \\ud800 of it"),
        ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
        ("Дамаск – دمشق", "Дамаск – دمشق"),
    ],
)
def test_printable(text: str, printed: str) -> None:
    assert printable(text) == printed


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_printable_is_safe(text: str) -> None:
    shown = printable(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    shown.encode()


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_json_line_is_one_line_and_reads_back(text: str) -> None:
    line = json_line({"text": text})
    assert line.count(b"\n") == 1
    assert len(line.decode().splitlines()) == 1
    assert json.loads(line) == {"text": text}


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (17, 17, "17"),
        (101, None, "101 or more"),
        (None, 9, "9 or less"),
        (0, 35, "0–35"),
        (1000, 999_999, "1,000–999,999"),
        (None, None, "not said"),
    ],
)
def test_interval(low: int | None, high: int | None, shown: str) -> None:
    assert interval(low, high) == shown


def test_number_has_its_noun() -> None:
    assert [number(0, "claim"), number(1, "claim"), number(2, "entry", "entries")] == [
        "0 claims",
        "1 claim",
        "2 entries",
    ]


@pytest.mark.parametrize(
    ("started", "on_path", "shown"),
    [
        (".venv/bin/provenance", None, ".venv/bin/provenance serve 'my claims.db'"),
        (".venv/bin/provenance", "/usr/bin/provenance", "provenance serve 'my claims.db'"),
        ("__main__.py", None, "provenance serve 'my claims.db'"),
    ],
)
def test_commands_are_shown_as_they_can_be_typed(
    monkeypatch: pytest.MonkeyPatch, started: str, on_path: str | None, shown: str
) -> None:
    monkeypatch.setattr("sys.argv", [started])
    monkeypatch.setattr("shutil.which", lambda name: on_path)
    assert typed("serve", "my claims.db") == shown
