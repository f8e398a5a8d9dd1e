"""Letters handed on, damaged letters, and letters that would eat time or memory."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from pathlib import Path

import pytest

from provenance.errors import InputError, LeftOut
from provenance.packs import Packs
from provenance.read import Reading, read_path

TEXT = "At least 14 people were killed in Port Ansel on Tuesday, the town council said."


def letter(subject: str, sender: str, text: str = "") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, sender
    message["Date"] = "Wed, 06 Mar 2019 08:00:00 +0000"
    if text:
        message.set_content(text)
    return message


def read(tmp_path: Path, data: bytes, packs: Packs, name: str = "x.eml") -> list[object]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_path(path, packs))


def test_an_attached_letter_is_an_article_of_its_own(tmp_path: Path, packs: Packs) -> None:
    inner = letter("News of the day", "Delta Observer <news@deltaobserver.example>", TEXT)
    inner["List-Id"] = "<news>"
    outer = letter("Fwd: News", "Anna <anna@home.example>", "See attached.")
    outer.add_attachment(inner)
    first, second = read(tmp_path, outer.as_bytes(), packs)
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert second.document.publisher == "Delta Observer"
    assert second.document.title == "News of the day"
    assert TEXT in second.document.text
    assert second.capture.origin.endswith("x.eml#1")


def test_a_letter_that_only_hands_on_is_passed_over(tmp_path: Path, packs: Packs) -> None:
    outer = letter("Fwd: News", "Anna <anna@home.example>")
    outer.make_mixed()
    outer.add_attachment(letter("News", "Delta <news@deltaobserver.example>", TEXT))
    first, second = read(tmp_path, outer.as_bytes(), packs)
    assert isinstance(first, LeftOut)
    assert isinstance(second, Reading)


def test_words_that_look_like_the_start_of_a_letter(tmp_path: Path, packs: Packs) -> None:
    box = (
        b"From a@b.example Wed Mar  6 08:00:00 2019\nFrom: A <a@b.example>\nSubject: One\n\n"
        + TEXT.encode()
        + b"\n\n>From the hills came smoke.\n\nFrom the harbour came 12 wounded people.\n\n"
        b"From b@b.example Thu Mar  7 08:00:00 2019\nFrom: B <b@b.example>\nSubject: Two\n\nNo.\n"
    )
    first, second = read(tmp_path, box, packs, "x.mbox")
    assert isinstance(first, Reading)
    assert "\n\nFrom the hills came smoke.\n\nFrom the harbour" in first.document.text
    assert isinstance(second, Reading)


def test_a_page_saved_as_one_file_under_another_name(tmp_path: Path, packs: Packs) -> None:
    html = f"<html><head><title>Port hit</title></head><body><h1>Port hit</h1><p>{TEXT}</p></body>"
    data = (
        "From: <Saved by Blink>\nSubject: Port hit\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="B"\n\n--B\nContent-Type: text/html\n'
        f"Content-Location: https://deltaobserver.example/1\n\n{html}\n--B--\n"
    )
    for name in ("x.eml", "x"):
        (reading,) = read(tmp_path, data.encode(), packs, name)
        assert isinstance(reading, Reading)
        assert reading.document.url == "https://deltaobserver.example/1"
        assert reading.document.author is None


def test_base64_with_a_damaged_end(tmp_path: Path, packs: Packs) -> None:
    body = base64.b64encode(TEXT.encode())[:-3] + b"!!\n"
    head = b"From: A <a@b.example>\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain\n"
    (reading,) = read(tmp_path, head + b"Content-Transfer-Encoding: base64\n\n" + body, packs)
    assert isinstance(reading, Reading)
    assert reading.document.text.startswith("At least 14 people were killed in Port Ansel")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (
            b"From: A <a@b.example>\nMIME-Version: 1.0\n"
            + b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
                for i in range(2000)
            ),
            "parts in parts hundreds deep",
        ),
        (
            b"From: A <a@b.example>\nMIME-Version: 1.0\nContent-Type: application/ms-tnef\n\nx\n",
            "winmail.dat",
        ),
    ],
)
def test_what_cannot_be_read_is_said(
    tmp_path: Path, packs: Packs, data: bytes, problem: str
) -> None:
    (error,) = read(tmp_path, data, packs)
    assert isinstance(error, InputError)
    assert problem in str(error)


def test_a_header_without_end_takes_no_memory(tmp_path: Path, packs: Packs) -> None:
    import tracemalloc

    data = (
        b"From: A <a@b.example>\nSubject: " + b"=?utf-8?q?abc?= " * 20_000 + b"\n\n" + TEXT.encode()
    )
    tracemalloc.start()
    (reading,) = read(tmp_path, data, packs)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(reading, Reading)
    assert peak < 100_000_000


def test_files_attached_to_a_letter_are_articles_of_their_own(tmp_path: Path, packs: Packs) -> None:
    outer = letter("Articles of the day", "Anna <anna@home.example>", "See attached.")
    page = f"<html><head><title>Port hit</title></head><body><h1>Port hit</h1><p>{TEXT}</p>"
    outer.add_attachment(page.encode(), maintype="text", subtype="html", filename="../port.html")
    outer.add_attachment(f"{TEXT} (2)", filename="note.txt")
    outer.add_attachment(b"nothing", maintype="application", subtype="pdf", filename="x.pdf")
    outer.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    outer.add_attachment(page.encode(), maintype="text", subtype="html", filename="ATT00001.htm")
    body, first, second, broken = read(tmp_path, outer.as_bytes(), packs)
    assert isinstance(body, Reading)
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert (first.document.title, first.document.external_id) == ("Port hit", "port")
    assert first.capture.origin.endswith("x.eml!port.html")
    assert second.document.text.strip() == f"{TEXT} (2)"
    assert isinstance(broken, InputError)
    assert "x.eml!x.pdf: no sound PDF" in str(broken)


def test_a_letter_of_nothing_but_files_is_passed_over(tmp_path: Path, packs: Packs) -> None:
    outer = letter("Fwd: News", "Anna <anna@home.example>")
    outer.make_mixed()
    outer.add_attachment(TEXT, filename="note.txt")
    first, second = read(tmp_path, outer.as_bytes(), packs)
    assert isinstance(first, LeftOut)
    assert isinstance(second, Reading)
