"""Answers coded in many ways, collections of crawlers, and what lies beside a saved page."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest

from provenance.errors import InputError, LeftOut
from provenance.packs import Packs
from provenance.read import Reading, read_path
from provenance.read.answers import BodyError, unpacked_body
from provenance.read.beside import Beside
from tests.read.warcs import packed, record

TEXT = "At least 14 people were killed in Port Ansel on Tuesday, the town council said."
PAGE = (
    f"<html><head><title>Port hit</title></head><body><h1>Port hit</h1><p>{TEXT}</p></body></html>"
)
BODY = PAGE.encode()
URL = "https://deltaobserver.example/1"


def chunked(data: bytes) -> bytes:
    parts = [data[i : i + 50] for i in range(0, len(data), 50)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("data", "transfer", "content"),
    [
        (BODY, "", ""),
        (BODY, "identity", "identity"),
        (chunked(BODY), "chunked", ""),
        (chunked(gzip.compress(BODY)), "Chunked", "gzip"),
        (zlib.compress(BODY), "", "deflate"),
        (bare_deflate(BODY), "", "deflate"),
        (gzip.compress(zlib.compress(BODY)), "", "deflate, gzip"),
        # What the archive has unpacked, with the headers as they came.
        (BODY, "chunked", "gzip"),
        (BODY, "", "br"),
        (BODY, "", "x-unknown"),
    ],
)
def test_bodies(data: bytes, transfer: str, content: str) -> None:
    assert unpacked_body(data, transfer, content, 10_000) == BODY


@pytest.mark.parametrize("content", ["gzip", "deflate", "br", "zstd", "x-unknown"])
def test_bodies_that_cannot_be_unpacked(content: str) -> None:
    with pytest.raises(BodyError):
        unpacked_body(b"\x00\x01\x02\x03" * 50, "", content, 10_000)


def test_a_body_grows_to_its_limit_only() -> None:
    assert len(unpacked_body(gzip.compress(b" " * 10_000_000), "", "gzip", 1000)) == 1001


def read(path: Path, packs: Packs) -> tuple[list[Reading], list[InputError]]:
    found = list(read_path(path, packs))
    return (
        [one for one in found if isinstance(one, Reading)],
        [one for one in found if isinstance(one, InputError)],
    )


def test_a_damaged_answer_does_not_cost_the_next(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "x.warc"
    broken = record(1, URL + "?1", b"\x00\x01" * 300, headers="Content-Encoding: gzip\r\n")
    path.write_bytes(broken + record(2, URL + "?2", BODY))
    readings, problems = read(path, packs)
    assert [reading.document.url for reading in readings] == [URL + "?2"]
    assert len(problems) == 1
    assert "its bytes cannot be read" in str(problems[0])


def test_packed_archives_under_a_plain_name_and_pages_without_type(
    tmp_path: Path, packs: Packs
) -> None:
    path = tmp_path / "x.warc"
    untold = record(1, URL, BODY, content_type="application/octet-stream")
    path.write_bytes(packed(untold, record(2, URL + "?2", BODY)))
    readings, problems = read(path, packs)
    assert len(readings) == 2
    assert not problems


def test_addresses_that_would_change_how_they_are_shown(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(record(1, "https://a.example/\u202ex", BODY))
    (reading,), _ = read(path, packs)
    assert reading.document.url == "https://a.example/%E2%80%AEx"


def test_a_collection_of_a_crawler(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", '{"profile": "data-package"}')
        archive.writestr("archive/data.warc.gz", packed(record(1, URL, BODY)))
        archive.writestr("indexes/index.cdx.gz", gzip.compress(b"example)/ {}\n"))
        archive.writestr("pages/pages.jsonl", f'{{"id": "1", "text": "{TEXT}"}}\n')
    readings, problems = read(path, packs)
    assert [reading.document.url for reading in readings] == [URL]
    assert not problems


@pytest.mark.parametrize("folder", ["Port_files", "Port.files", "Port-Dateien", "Port_fichiers"])
@pytest.mark.parametrize("kind", ["folder", "zip", "tar"])
def test_what_a_browser_saves_beside_a_page(
    tmp_path: Path, packs: Packs, folder: str, kind: str
) -> None:
    members = {"a/Port.html": BODY, f"a/{folder}/ad.html": BODY.replace(b"14", b"999")}
    path = tmp_path / f"x.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
    elif kind == "tar":
        with tarfile.open(path, "w") as tar:
            for name, data in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
    else:
        for name, data in members.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(data)
    readings, problems = read(path, packs)
    assert len(readings) == 1
    assert "14 people" in readings[0].document.text
    assert not problems


def test_folders_of_articles_are_not_beside_a_page() -> None:
    beside = Beside(["2019.html", "a/b.htm"])
    assert not beside.holds("2019/x.html")
    assert not beside.holds("2019-articles/x.html")
    assert not beside.holds("b_files/x.html")
    assert beside.holds("a/b_files/c/x.html")


def test_a_damaged_header_in_a_tar_is_said(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "x.tar"
    with tarfile.open(path, "w") as tar:
        for name in ("a.txt", "b.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT)
            tar.addfile(info, io.BytesIO(TEXT.encode()))
    data = bytearray(path.read_bytes())
    data[1024 + 148] = ord("9")
    path.write_bytes(bytes(data))
    readings, problems = read(path, packs)
    assert len(readings) == 1
    assert "damaged after 1,024 bytes" in str(problems[0])


def test_an_archive_with_nothing_in_it(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "x.zip"
    zipfile.ZipFile(path, "w").close()
    assert "no articles in this archive" in str(read(path, packs)[1][0])


def test_names_are_shown_on_one_line_and_packed_leftovers_are_counted(
    tmp_path: Path, packs: Packs
) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a\nb\x1b[31m.txt", TEXT)
        archive.writestr("index.cdx.gz", gzip.compress(b"\x01"))
    (reading,), problems = read(path, packs)
    assert reading.capture.origin.endswith("x.zip!a\\nb\\x1b[31m.txt")
    assert all(isinstance(problem, LeftOut) for problem in problems)
