"""PDF: running text from the lines of pages; feeds: addresses, pages under their ending."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.packs import Packs
from provenance.read import Reading, read_path
from provenance.read.flowing import flowing
from tests.read.pdfs import pdf

HEAD = "Report on the harbour"
LINES = [
    "At least 14 people were killed and 30 wounded when",
    "shells hit the market of Port Ansel on Tuesday, the",
    "town council said. The army denied that it had fired",
    "at the town.",
    "A nurse said that the beds had run out within an hour",
    "of the attack, and that the clinic had closed.",
]
FIRST = (
    "At least 14 people were killed and 30 wounded when shells hit the market of Port Ansel on "
    "Tuesday, the town council said. The army denied that it had fired at the town."
)
SECOND = (
    "A nurse said that the beds had run out within an hour of the attack, and that the clinic had "
    "closed."
)


def read(tmp_path: Path, packs: Packs, data: bytes, name: str = "x.pdf") -> Reading:
    (tmp_path / name).write_bytes(data)
    (reading,) = read_path(tmp_path / name, packs)
    assert isinstance(reading, Reading), reading
    return reading


def test_lines_become_paragraphs(tmp_path: Path, packs: Packs) -> None:
    text = read(tmp_path, packs, pdf([[HEAD, *LINES]])).document.text
    assert text.split("\n\n") == [HEAD, FIRST, SECOND]


@pytest.mark.parametrize("heads", [2, 5])
def test_heads_and_numbers_of_pages(tmp_path: Path, packs: Packs, heads: int) -> None:
    pages = [
        [
            f"{HEAD}",
            f"Killed on day {page} in the harbour: {page + 10}.",
            *LINES[:3],
            f"It was the day number {page} of the siege.",
            f"Page {page}",
        ]
        for page in range(heads)
    ]
    text = read(tmp_path, packs, pdf(pages)).document.text
    assert text.count(HEAD) == (1 if heads == 2 else 0)
    assert text.count("Killed on day") == heads
    assert f"Page {heads - 1}" not in text


def test_a_number_at_the_end_of_a_head(tmp_path: Path, packs: Packs) -> None:
    pages = [
        [f"A/77/51 {HEAD} {page}", f"Day {page} was calm in the harbour.", *LINES]
        for page in range(1, 6)
    ]
    text = read(tmp_path, packs, pdf(pages)).document.text
    assert HEAD not in text
    assert "Day 5 was calm in the harbour." in text


def test_pages_all_alike_are_not_scanned_pictures(tmp_path: Path, packs: Packs) -> None:
    assert "Port Ansel" in read(tmp_path, packs, pdf([LINES[:3]] * 6)).document.text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["the families left by morn-", "ing, he said."], "the families left by morning, he said."),
        (
            ["a group that is pro-", "government said so."],
            "a group that is pro-government said so.",
        ),
        (
            ["The co-ordination bureau and the co-", "ordination of it."],
            "The co-ordination bureau and the co-ordination of it.",
        ),
        (["It said:", "- one", "- two"], "It said:\n\n- one\n\n- two"),
        (["", "", "x"], "x"),
        ([], ""),
    ],
)
def test_words_parted_at_the_end_of_a_line(packs: Packs, lines: list[str], text: str) -> None:
    assert flowing(["\n".join(lines)], packs) == text


def test_a_sentence_runs_over_to_the_next_page(packs: Packs) -> None:
    assert (
        flowing(["The army said that", "it had fired."], packs)
        == "The army said that it had fired."
    )
    assert flowing(["The army said so.", "It had fired."], packs).count("\n\n") == 1


ITEM = "<item><title>The harbour is open</title>{}<description>{}</description></item>"


@pytest.mark.parametrize(
    ("feed", "url"),
    [
        (
            "<rss><channel><link>https://a.example/news/</link>{}</channel></rss>",
            "https://a.example/r/1",
        ),
        ("<rss xml:base='https://b.example/'><channel>{}</channel></rss>", "https://b.example/r/1"),
        ("<rss><channel>{}</channel></rss>", None),
    ],
)
def test_addresses_of_a_feed(tmp_path: Path, packs: Packs, feed: str, url: str | None) -> None:
    item = ITEM.format("<link>/r/1</link>", FIRST)
    document = read(tmp_path, packs, feed.format(item).encode(), "x.rss").document
    assert document.url == url
    without = read(tmp_path, packs, feed.format(ITEM.format("", FIRST)).encode(), "y.rss").document
    assert without.url is None


def test_a_page_under_the_ending_of_a_feed(tmp_path: Path, packs: Packs) -> None:
    body = f"<html><head><title>{HEAD}</title></head><body><p>{FIRST}</p></body></html>"
    page = f'<?xml version="1.0"?>{body}'
    assert read(tmp_path, packs, page.encode(), "x.xml").document.title == HEAD
