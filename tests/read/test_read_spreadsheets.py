"""Tables as spreadsheets save them, and rows that are damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Reading, read_path

ONE = "At least 14 people were killed in Port Ansel on Tuesday, the town council said."
TWO = "The army denied it; nine soldiers died, it said."


def read(tmp_path: Path, packs: Packs, data: bytes) -> list[Reading | InputError]:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    return list(read_path(path, packs))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f'sep=;\r\nid;text\r\n1;"{ONE}"\r\n2;"{TWO}"\r\n', "utf-8"),
        (f'"sep=,"\nid,text\n1,"{ONE}"\n2,"{TWO}"\n', "utf-8-sig"),
        (f'id\ttext\r\n1\t"{ONE}"\r\n2\t"{TWO}"\r\n', "utf-16"),
        (f'\n\n id , Text\n1, "{ONE}"\n\n2, "{TWO}"\n', "utf-8"),
    ],
)
def test_as_spreadsheets_save_them(tmp_path: Path, packs: Packs, text: str, encoding: str) -> None:
    found = read(tmp_path, packs, text.encode(encoding))
    assert [one.document.text for one in found if isinstance(one, Reading)] == [ONE, TWO]
    # The capture is a table of its own that reads the same.
    for one in found:
        assert isinstance(one, Reading)
        (again,) = read(tmp_path, packs, one.capture.data)
        assert isinstance(again, Reading)
        assert again.document.text == one.document.text


@pytest.mark.parametrize("bad", [b"a\0b", b"caf\xe9"])
def test_a_damaged_row_does_not_cost_the_rest(tmp_path: Path, packs: Packs, bad: bytes) -> None:
    data = b'id,text\n1,"' + bad + b' and\nmore"\n2,"' + TWO.encode() + b'"\n'
    first, second = read(tmp_path, packs, data)
    assert isinstance(first, InputError)
    assert "x.csv#2" in str(first)
    assert isinstance(second, Reading)
    assert second.document.text == TWO


def test_lines_that_end_in_carriage_returns_alone(tmp_path: Path, packs: Packs) -> None:
    (problem,) = read(tmp_path, packs, f'id,text\r1,"{ONE}"\r'.encode())
    assert "carriage returns alone; save it with line feeds" in str(problem)
