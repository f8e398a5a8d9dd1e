"""Tables: rows as articles, columns as said or as the header tells."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Options, Raw, Reading, raws, read_path, read_raw


def read(path: Path, packs: Packs, **columns: str) -> list[Reading | InputError]:
    return list(read_path(path, packs, Options(columns)))


TABLE = 'Nr;Headline;Body;Printed on\r\n7;Dam;"It held; two\r\nmen were ""hurt"".  ";2016-01-02\r\n'


def test_columns_as_said(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"\xef\xbb\xbf" + TABLE.encode())
    (reading,) = read(path, packs, id="nr", text="Body", published="Printed on")
    assert isinstance(reading, Reading)
    document = reading.document
    assert document.text == 'It held; two\r\nmen were "hurt".  '
    assert (document.external_id, document.title, document.published) == ("7", "Dam", "2016-01-02")
    assert reading.capture.origin == f"{path}#2"
    assert reading.capture.media_type == "text/csv"
    again = tmp_path / "again.csv"
    again.write_bytes(reading.capture.data)
    (second,) = read(again, packs)
    assert isinstance(second, Reading)
    assert second.document == document


def test_another_mapping_is_another_document(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\nThe dam held.,The bridge fell.\n")
    ids = set()
    for column in "ab":
        (piece,) = raws(path, packs, Options({"text": column}))
        assert isinstance(piece, Raw)
        assert piece.document_id == read_raw(piece, packs).document.id
        ids.add(piece.document_id)
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("id,text", "text"),
        ("Title\tContent", "Content"),
        ("date|Full Text|url", "Full Text"),
        ("text,body", "text"),
        ('"headline","article-text"', "article-text"),
    ],
)
def test_headers_that_tell(tmp_path: Path, packs: Packs, header: str, field: str) -> None:
    mark = next((mark for mark in "\t|" if mark in header), ",")
    cells = [name.strip('"') for name in header.split(mark)]
    row = mark.join("The dam held." if cell == field else "2016" for cell in cells)
    (tmp_path / "t.csv").write_text(f"{header}\n{row}\n")
    (reading,) = read(tmp_path / "t.csv", packs)
    assert isinstance(reading, Reading)
    assert reading.document.text == "The dam held."


@pytest.mark.parametrize(
    ("table", "columns", "expected"),
    [
        ("", {}, "t.csv: the file is empty"),
        ("text\n\n", {}, "t.csv: no rows under the header"),
        ("a,b\n1,2\n", {}, 'its columns are "a", "b"; name it: --columns text=COLUMN'),
        ("body,content\nx,y\n", {}, 'more than one column may hold the text: "body", "content"'),
        ("a,a\nx,y\n", {"text": "a"}, 'more than one column "a"'),
        ("a,b\nx,y\n", {"text": "c"}, 'no column "c"; its columns are "a", "b"'),
        ("text,id\n ,5\n", {}, "t.csv#2: no text in this row"),
        ("text,id\na,b,c\n", {}, "t.csv#2: 3 cells under 2 columns"),
        ('text\n"never closed\nmore\n', {}, "t.csv#2: no row (unexpected end of data)"),
        ('text\n"a" b\n', {}, "t.csv#2: no row ("),
        ("text\n\udcff\n", {}, "t.csv#2: not UTF-8 (byte 0xff at offset 0)"),
        ("text\na\0b\n", {}, "t.csv#2: binary data (NUL)"),
    ],
)
def test_malformed(
    tmp_path: Path, packs: Packs, table: str, columns: dict[str, str], expected: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(table.encode(errors="surrogateescape"))
    problems = [found for found in read(path, packs, **columns) if isinstance(found, InputError)]
    assert len(problems) == 1
    assert expected in str(problems[0])


def test_a_bad_row_does_not_cost_the_others(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,text\n1,The dam held.\n2,"a" b\n3,The bridge fell.\n')
    first, problem, third = read(path, packs)
    assert isinstance(first, Reading)
    assert isinstance(problem, InputError)
    assert isinstance(third, Reading)
    assert third.document.external_id == "3"


def test_a_large_table_is_not_held(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "t.csv"
    row = "The dam held. " * 100
    with path.open("w") as stream:
        stream.write("id,text\n")
        for number in range(2000):
            stream.write(f"{number},{row}\n")

    tracemalloc.start()
    assert sum(1 for _ in raws(path, packs)) == 2000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 500_000
