"""Web archives: pages with address and time; what is no page is counted."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from provenance.errors import InputError, LeftOut
from provenance.packs import Packs
from provenance.read import Raw, Reading, raws, read_raw
from tests.read.warcs import ID, packed, record

TEXT = "The quay was reopened on Friday, a day after 14 people had been killed, a doctor said."
CHUNKS, CHUNKED = b"5\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n"
GZIP = "Content-Encoding: gzip\r\n"
PLAIN = "text/plain; charset=utf-8"


def page(title: str) -> bytes:
    head = f"<head><title>{title}</title></head>"
    return (
        f"<html>{head}<body><article><h1>{title}</h1><p>{TEXT}</p></article></body></html>".encode()
    )


RECORDS = [
    record(0, "urn:x", b"software: x\r\n", kind="warcinfo", content_type="application/warc-fields"),
    record(1, "https://a.example/1", page("Quay reopened")),
    record(
        2,
        "https://a.example/2",
        gzip.compress(page("Quay open")),
        headers="Content-Encoding: gzip\r\n",
    ),
    record(
        3,
        "https://a.example/3",
        b"5\r\nhello\r\n0\r\n\r\n",
        content_type=PLAIN,
        headers="Transfer-Encoding: chunked\r\n",
    ),
    record(4, "https://a.example/4", b"x", status=404),
    record(5, "https://a.example/pic", b"x", content_type="image/png"),
    record(6, "https://a.example/1", b"", kind="revisit"),
    record(7, "https://a.example/7", b"Plain words.", kind="conversion", content_type="text/plain"),
    record(8, "https://a.example/robots.txt", b"User-agent: *", content_type=PLAIN),
    record(9, "https://a.example/9", "Café".encode("cp1252"), content_type="text/plain"),
]


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz", "unnamed"])
def test_pages(tmp_path: Path, packs: Packs, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(packed(*RECORDS) if name.endswith(".gz") else b"".join(RECORDS))
    *pieces, left = raws(path, packs)
    assert isinstance(left, LeftOut)
    assert "4 records are no pages (" in str(left)
    for part in ("status 404 1", "image/png 1", "revisit 1", "text/plain 1"):
        assert part in str(left)
    found = {piece.given["url"][-1]: piece for piece in pieces if isinstance(piece, Raw)}
    assert list(found) == ["1", "2", "3", "7", "9"]
    assert found["1"].origin == f"{path}!https://a.example/1"
    assert found["1"].given == {
        "external_id": ID.format(1),
        "url": "https://a.example/1",
        "captured_at": "2019-03-08T09:00:00Z",
        "charset": "utf-8",
    }
    assert found["2"].data == page("Quay open")
    assert found["3"].data == b"hello"
    reading = read_raw(found["1"], packs)
    assert reading.document.url == "https://a.example/1"
    assert reading.capture.captured_at == "2019-03-08T09:00:00Z"
    assert TEXT in reading.document.text
    with pytest.raises(InputError, match="/9: not UTF-8"):
        read_raw(found["9"], packs)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "no web archive"),
        (b"nothing", "malformed after 0 records"),
        (b"WARC/1.0\r\nContent-Length: abc\r\n\r\nxx", "malformed after 0 records"),
        (RECORDS[1][:-60], "x.warc!https://a.example/1: the archive is cut off in this page"),
        (RECORDS[0], "no pages in this web archive"),
    ],
)
def test_malformed(tmp_path: Path, packs: Packs, data: bytes, expected: str) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(data)
    (problem,) = raws(path, packs)
    assert isinstance(problem, InputError)
    assert expected in str(problem)


def test_what_lies_before_the_damage_is_read(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(packed(*RECORDS[:4])[:-40])
    *pieces, problem = raws(path, packs)
    assert [piece.given["url"] for piece in pieces if isinstance(piece, Raw)] == [
        "https://a.example/1",
        "https://a.example/2",
    ]
    assert isinstance(problem, InputError)
    assert not isinstance(problem, LeftOut)


def test_a_page_in_another_encoding(packs: Packs) -> None:
    body = page("Quay").replace(b"a doctor", "Dr Müller".encode("cp1252"))
    reading = read_raw(Raw(body, "x", "text/html", "html", {"charset": "iso-8859-1"}), packs)
    assert isinstance(reading, Reading)
    assert "Dr Müller said" in reading.document.text


RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Collector</title>'
    "<item><title>Quay reopened</title><link>https://b.example/1</link>"
    f'<source url="https://b.example/rss">Harbour Ledger</source><description>{TEXT}</description>'
    "</item><item><title>Empty</title></item></channel></rss>"
).encode()
JSON_FEED = (
    '{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "items": [{"id": "1", '
    f'"content_text": "{TEXT}", "url": "https://b.example/2"}}]}}'
).encode()


@pytest.mark.parametrize(
    ("body", "content_type", "url"),
    [
        (RSS, "application/rss+xml", "https://b.example/1"),
        (RSS, "text/xml; charset=utf-8", "https://b.example/1"),
        (RSS, "text/html", "https://b.example/1"),
        (RSS, "application/octet-stream", "https://b.example/1"),
        (JSON_FEED, "application/feed+json", "https://b.example/2"),
        (JSON_FEED, "application/json", "https://b.example/2"),
    ],
)
def test_entries_of_feeds(
    tmp_path: Path, packs: Packs, body: bytes, content_type: str, url: str
) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(record(1, "https://a.example/feed", body, content_type=content_type))
    first, *_ = raws(path, packs)
    assert isinstance(first, Raw)
    assert first.origin.endswith("x.warc!https://a.example/feed#1")
    document = read_raw(first, packs).document
    assert (document.url, document.captured_at) == (url, None)
    assert TEXT in document.text


def test_what_a_feed_has_wrong_does_not_cost_what_follows(tmp_path: Path, packs: Packs) -> None:
    path = tmp_path / "x.warc"
    cut = RSS[: RSS.index(b"</description>")]
    path.write_bytes(
        record(1, "https://a.example/feed", cut, content_type="application/rss+xml")
        + record(2, "https://a.example/map", b"<?xml?><urlset/>", content_type="text/xml")
        + record(3, "https://a.example/api", b'{"items": []}', content_type="application/json")
        + record(4, "https://a.example/1", page("Quay reopened"))
    )
    problem, found, left = raws(path, packs)
    assert isinstance(problem, InputError)
    assert isinstance(found, Raw)
    assert "2 records are no pages (text/xml 1, application/json 1)" in str(left)
