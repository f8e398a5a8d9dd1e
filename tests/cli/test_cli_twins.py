"""Files of the same bytes: none is read twice, none is lost because another one failed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import Run

from provenance.cli.twins import RECENT, Twins
from provenance.errors import InputError, LeftOut
from provenance.read import Raw

TEXT = "Twelve people were killed in the village on Monday, the council said in a statement.\n"


def raw(data: bytes, origin: str, reader: str = "text") -> Raw:
    return Raw(data, origin, "text/plain", reader)


@pytest.mark.parametrize("error", [InputError("a", "broken", "mend it"), LeftOut("a", "x", "y")])
def test_twins_hear_of_the_first(error: InputError) -> None:
    twins = Twins()
    assert twins.first(raw(b"x", "a"))
    assert not twins.first(raw(b"x", "b"))
    assert twins.follow(raw(b"x", "b")) is False
    assert twins.settle(raw(b"x", "a"), error) == ["b"]
    later = twins.follow(raw(b"x", "c"))
    assert isinstance(later, type(error))
    assert (later.place, later.problem, later.remedy) == ("c", error.problem, error.remedy)


def test_twins_of_what_was_stored_are_known() -> None:
    twins = Twins()
    assert twins.first(raw(b"x", "a"))
    assert twins.settle(raw(b"x", "a"), None) == []
    assert twins.follow(raw(b"x", "b")) is True


def test_what_one_reader_cannot_read_another_may() -> None:
    twins = Twins()
    assert twins.first(raw(b"x", "a.pdf", "pdf"))
    assert twins.first(raw(b"x", "a.txt"))


def test_not_all_are_remembered() -> None:
    twins = Twins()
    for number in range(RECENT + 1):
        assert twins.first(raw(b"%d" % number, str(number)))
        twins.settle(raw(b"%d" % number, str(number)), None)
    assert twins.first(raw(b"0", "0"))
    assert not twins.first(raw(b"2", "2"))


def test_ingest_names_every_file(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.pdf", "b.txt", "c.txt"):  # the first is no PDF, the second an article
        (folder / name).write_text(TEXT)
    for name in ("d.txt", "e.txt"):
        (folder / name).write_bytes(b"")
    result = run("ingest", tmp_path / "x.db", folder)
    assert result.exit_code == 1
    summary = json.loads(result.stdout)
    assert (summary["new"], summary["known"], summary["failed"]) == (1, 1, 3)
    for name in ("a.pdf", "d.txt", "e.txt"):
        assert f"Cannot read {folder / name}: " in result.stderr
