"""Letters, boxes of them and pages saved as one file; PDF."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Reading, read_path
from provenance.records import Zone
from tests.read.pdfs import pdf

LETTERS = Path(__file__).parents[1] / "fixtures" / "letters"


def one(path: Path, packs: Packs) -> Reading:
    (reading,) = read_path(path, packs)
    assert isinstance(reading, Reading), reading
    return reading


def problem(path: Path, packs: Packs) -> str:
    (found,) = read_path(path, packs)
    assert isinstance(found, InputError)
    assert "\n" not in str(found)
    return str(found)


def test_newsletter(packs: Packs) -> None:
    reading = one(LETTERS / "newsletter.eml", packs)
    document = reading.document
    assert document.title == "Tonight: 14 dead in Port Ansel"
    assert document.publisher == "The Delta Observer – Evening"
    assert document.author is None
    assert document.published == "2019-03-07"
    assert document.external_id == "abc.123@deltaobserver.example"
    assert "“We had no warning,” said the mayor." in document.text
    assert "what it means for you" not in document.text
    zones = {document.text[s.start : s.end]: s.zone for s in reading.sentences}
    assert zones["Unsubscribe"] is Zone.BOILERPLATE
    assert zones["The Northern Command denied that it had fired."] is Zone.BODY


def test_box(packs: Packs) -> None:
    first, second = read_path(LETTERS / "box.mbox", packs)
    assert isinstance(first, Reading)
    assert (first.document.author, first.document.publisher) == ("Jo Lund", None)
    assert len(first.sentences) == 2
    assert isinstance(second, InputError)
    assert "box.mbox#2: no text in this letter" in str(second)


def test_a_page_saved_as_one_file(packs: Packs) -> None:
    document = one(LETTERS / "page.mhtml", packs).document
    assert document.url == "https://deltaobserver.example/2019/03/quay/"
    assert document.title == "Quay reopened after attack"


def test_told_by_content(tmp_path: Path, packs: Packs) -> None:
    for name in ("newsletter.eml", "box.mbox"):
        (tmp_path / name.partition(".")[0]).write_bytes((LETTERS / name).read_bytes())
    readers = [f.capture.media_type for f in read_path(tmp_path, packs) if isinstance(f, Reading)]
    assert readers == ["message/rfc822"] * 2


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("x.eml", b"", "the letter is empty"),
        ("x.eml", b"\n\nbody only\n", "no headers, so no letter"),
        ("x.eml", b"From: a@b\nSubject: =?utf-8?q?=\n\n", "no text in this letter"),
        ("x.eml", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n", "no text in this letter"),
        ("x.eml", b"Content-Type: text/html; charset=nosuch\n\n \n", "no text in this letter"),
        ("x.mbox", b"nothing", "no letters in this box"),
        ("x.mhtml", b"From: a\n\nplain", "no page in this file"),
        ("x.pdf", b"", "no sound PDF"),
        ("x.pdf", b"%PDF-1.4 nothing", "no sound PDF"),
        ("x.pdf", pdf([[]]), "no text in this PDF (scanned pictures)"),
    ],
)
def test_malformed(tmp_path: Path, packs: Packs, name: str, data: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert expected in problem(tmp_path / name, packs)


LINES = ["The dam above Oru held on Monday.", "two men were hurt. The bridge fell.", "Nobody died."]
PAGES = [
    ["River Report 7 March", line, f"A nurse counted {n} wounded there.", f"Page {n}"]
    for n, line in enumerate(LINES, 1)
]


def test_pdf(tmp_path: Path, packs: Packs) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf(PAGES, "River Report 7 March"))
    document = one(tmp_path / "report.pdf", packs).document
    assert document.external_id == "report"
    assert document.title == "River Report 7 March"
    assert document.text.count("River Report") == 0
    assert "Page" not in document.text
    assert "A nurse counted 1 wounded there.\n\ntwo men" in document.text
    (tmp_path / "other.pdf").write_bytes(pdf(PAGES, "Microsoft Word - x.doc"))
    assert one(tmp_path / "other.pdf", packs).document.title is None


def test_a_missing_package_is_named_with_the_remedy(
    tmp_path: Path, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pypdf":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    (tmp_path / "x.pdf").write_bytes(pdf(PAGES))
    assert "pip install 'claim-provenance[pdf]'" in problem(tmp_path / "x.pdf", packs)
