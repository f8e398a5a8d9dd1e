"""Files, folders and streams: what is read, and the one line said of what cannot be."""

from __future__ import annotations

import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from provenance.errors import InputError, LeftOut
from provenance.packs import Packs
from provenance.read import Reading, read_path, read_stream, read_text
from provenance.read import jsonlines as jsonlines_module
from provenance.read import reading as reading_module
from provenance.records import content_id

ARTICLE = "The dam held. Two men were hurt."


def one(path: Path, packs: Packs) -> Reading | InputError:
    found = list(read_path(path, packs))
    assert len(found) == 1
    return found[0]


def problem(found: Reading | InputError) -> str:
    assert isinstance(found, InputError)
    assert "\n" not in str(found)
    return str(found)


def test_text_file(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "dam.txt"
    path.write_text(ARTICLE, "utf-8")
    reading = one(path, packs)
    assert isinstance(reading, Reading)
    digest = hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert reading.capture.data == ARTICLE.encode()
    assert reading.capture.sha256 == reading.document.sha256 == digest
    assert reading.document.id == content_id("document", digest)
    assert reading.document.external_id == "dam"
    assert reading.document.text == ARTICLE
    assert [(s.ordinal, s.start, s.end) for s in reading.sentences] == [(0, 0, 13), (1, 14, 32)]


def test_byte_order_mark_is_no_character(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "bom.txt"
    path.write_bytes(b"\xef\xbb\xbf" + ARTICLE.encode())
    reading = one(path, packs)
    assert isinstance(reading, Reading)
    assert reading.document.text == ARTICLE
    assert reading.capture.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the text is blank"),
        (b"\x89PNG\r\n\0\0", "binary file (NUL at byte 6)"),
        (b"abc\xff def", "not UTF-8 (byte 0xff at offset 3)"),
        (b"\xff\xfea\0", "UTF-16"),
        (b"\x01\x02\x03\x04 ab", "binary data"),
        (b"a" * 10_000_001, "longer than 10,000,000 characters"),
    ],
)
def test_unreadable_text(tmp_path: Path, packs: Packs, data: bytes, expected: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    assert expected in problem(one(path, packs))


def test_json_lines(tmp_path: Path, packs: Packs) -> None:
    record = {
        "id": 7,
        "text": ARTICLE,
        "title": "Dam",
        "url": "https://example.org/dam",
        "publisher": "River News",
        "published": "Mon Oct 31 2016",
        "author": "A. Hale",
        "language": "en",
        "unknown": [1],
    }
    line = json.dumps(record)
    path = tmp_path / "some.jsonl"
    path.write_text(f"\n{line}\n", "utf-8")
    reading = one(path, packs)
    assert isinstance(reading, Reading)
    document = reading.document
    assert reading.capture.data == line.encode()
    assert reading.capture.origin == f"{path}#2"
    assert document.external_id == "7"
    assert (document.title, document.url) == ("Dam", "https://example.org/dam")
    assert (document.publisher, document.author, document.language) == (
        "River News",
        "A. Hale",
        "en",
    )
    assert (document.published, document.published_precision) == ("2016-10-31", "day")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"text": ', "malformed JSON at column"),
        (b"[1, 2]", "the line is an array, not an object"),
        (b"null", "the line is null"),
        (b'{"id": "x"}', 'no "text" in the record'),
        (b'{"text": 5}', '"text" is a number'),
        (b'{"text": "  "}', "the text is blank"),
        (b'{"text": "a \\ud800 b"}', "half a surrogate pair (U+D800) at character 2"),
        (b'{"text": "a", "id": "\\ud800"}', "(U+D800) at character 0 of its id"),
        (b'{"text": "a", "title": "x\\udfff"}', "(U+DFFF) at character 1 of its title"),
        (b'{"text": "\xff"}', "not UTF-8 (byte 0xff at offset 10"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"text": ' + b"9" * 5000 + b"}", "malformed JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(packs: Packs, line: bytes, expected: str) -> None:
    good = json.dumps({"id": "good", "text": ARTICLE}).encode()
    found = list(read_stream(io.BytesIO(line + b"\n" + good + b"\n"), "-", packs))
    assert problem(found[0]).startswith("-#1: ")
    assert expected in str(found[0])
    assert isinstance(found[1], Reading)
    assert found[1].capture.origin == "-#2"


def test_a_line_over_the_limit_is_skipped(packs: Packs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines_module, "_LONGEST_LINE", 100)
    good = json.dumps({"id": "good", "text": ARTICLE}).encode()
    found = list(read_stream(io.BytesIO(b"x" * 1000 + b"\n" + good), "-", packs))
    assert "longer than" in problem(found[0])
    assert isinstance(found[1], Reading)


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        (json.dumps({"text": ARTICLE}) + "\n" + json.dumps({"text": "The bridge fell."}), True),
        (json.dumps({"text": ARTICLE + " " * 9000}) + "\n", True),
        (json.dumps({"text": ARTICLE}, indent=1), True),
        (json.dumps([{"text": ARTICLE}]), True),
        ("{no json}\n", False),
        ('[{"text": "cut', False),
    ],
)
def test_json_lines_told_by_content(tmp_path: Path, packs: Packs, text: str, is_read: bool) -> None:
    (tmp_path / "some.json").write_text(text)
    found = list(read_path(tmp_path / "some.json", packs))
    assert all(isinstance(one, Reading) for one in found) == is_read
    if not is_read:
        assert "malformed JSON" in problem(found[0])


def test_an_empty_stream_is_named(packs: Packs) -> None:
    assert "the file is empty" in problem(next(read_stream(io.BytesIO(b""), "-", packs)))
    assert "no records" in problem(next(read_stream(io.BytesIO(b"\n\n"), "-", packs)))


def test_folder_in_order_with_a_bad_file(tmp_path: Path, packs: Packs) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "z.txt").write_text(ARTICLE)
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / ".hidden.txt").write_text(ARTICLE)
    for name in ("note.odd", "pic.jpg", "pic2.JPG"):
        (tmp_path / name).write_text(ARTICLE)
    *found, left = read_path(tmp_path, packs)
    names = [f.document.external_id if isinstance(f, Reading) else "error" for f in found]
    assert names == ["a", "error", "z"]
    assert isinstance(left, LeftOut)
    assert "3 files are no articles (.jpg 2, .odd 1), left out" in problem(left)


def test_paths_that_cannot_be_read(tmp_path: Path, packs: Packs) -> None:
    assert "no such file" in problem(one(tmp_path / "missing.txt", packs))
    assert "no articles in this folder" in problem(one(tmp_path, packs))
    other = tmp_path / "x.xyz"
    other.write_text("a")
    assert "no reader for this kind of file" in problem(one(other, packs))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "locked.txt"
    path.write_text(ARTICLE)
    path.chmod(0)
    assert "no permission" in problem(one(path, packs))


def test_reading_is_deterministic(packs: Packs) -> None:
    first = read_text(ARTICLE, packs, external_id="x", title="Dam")
    assert read_text(ARTICLE, packs, external_id="x", title="Dam") == first


def test_read_text_refuses_what_is_no_text(packs: Packs) -> None:
    with pytest.raises(InputError, match="blank"):
        read_text(" ", packs)
    with pytest.raises(InputError, match="surrogate"):
        read_text("a \udc80", packs)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_devices_are_named_not_waited_for(tmp_path: Path, packs: Packs) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to("/dev/zero")
    (tmp_path / "d.txt").symlink_to("d.txt")
    (tmp_path / "e").symlink_to(tmp_path)
    found = list(read_path(tmp_path, packs))
    assert isinstance(found[0], Reading)
    assert "b.txt: a pipe or a device" in problem(found[1])
    assert "c.txt: a pipe or a device" in problem(found[2])
    assert "d.txt: cannot be read" in problem(found[3])
    assert len(found) == 4
    assert "a pipe or a device" in problem(one(tmp_path / "b.txt", packs))


def test_a_rule_that_stumbles_costs_one_article(
    packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def describe(text: str, *rest: object) -> object:
        if "stumble" in text:
            raise ValueError("a defect")
        return real(text, *rest)  # type: ignore[arg-type]

    real = reading_module.describe
    monkeypatch.setattr(reading_module, "describe", describe)
    lines = [{"text": ARTICLE}, {"text": "stumble"}, {"text": ARTICLE + " More."}]
    stream = io.BytesIO("\n".join(map(json.dumps, lines)).encode())
    first, second, third = read_stream(stream, "-", packs)
    assert isinstance(first, Reading)
    assert isinstance(third, Reading)
    assert problem(second).startswith("-#2: a rule stumbled (ValueError in test_read_files.py:")
