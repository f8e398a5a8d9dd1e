"""Pages that are made to take time: what is read of them grows with their size alone."""

from __future__ import annotations

from time import process_time

import pytest

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Raw, read_raw

TEXT = "<p>At least 14 people were killed when shells hit the market, the town council said.</p>"
HEAD = f"<html><head><title>Market hit again</title></head><body><h1>Market hit again</h1>{TEXT}"
MOST = 12.0
"""Seconds of a processor: these took 20 to 200 when they grew with the square of the parts."""


@pytest.mark.parametrize(
    "body",
    [
        '<script type="application/ld+json">{' + " " * 800_000 + "</script>",
        "<!-- saved from url=(1)x -->" * 60_000,
        "<div>" + '<h2><a href="/1">A headline of the day</a></h2>' * 16_000 + "</div>",
        '<div class="live-blog">' + '<time datetime="2019-03-06T10:00"></time>' * 40_000 + "</div>",
        "<h3>4 Comments</h3><p>Yes it is.</p>" * 5_000,
        "<h3>Related stories</h3><ul><li><a href=/x>Story of the day</a></li></ul>" * 5_000,
        '<div class="live-blog">' + "<span>" * 1_500 + "word " * 100_000,
        "<sup>" * 1_500 + "word " * 100_000,
        "<table><tr><td>1</td><td>2</td></tr><tr><td>1</td><td>2</td></tr></table>" * 5_000,
    ],
    ids=[
        "blanks",
        "comments",
        "headlines",
        "times",
        "comment-headings",
        "related",
        "spans",
        "raised",
        "tables",
    ],
)
def test_time_grows_with_size_alone(packs: Packs, body: str) -> None:
    raw = Raw(f"{HEAD}{body}</body></html>".encode(), "x.html", "text/html", "html", {})
    start = process_time()
    assert "At least 14 people" in read_raw(raw, packs).document.text
    assert process_time() - start < MOST


def test_an_element_with_thousands_of_attributes_is_refused(packs: Packs) -> None:
    names = " ".join(f'a{number}="{number}"' for number in range(5_000))
    raw = Raw(f"{HEAD}<p {names}>x</p>".encode(), "x.html", "text/html", "html", {})
    with pytest.raises(InputError, match="thousands of attributes"):
        read_raw(raw, packs)
    picture = f'<img src="data:image/png;base64,{"A" * 100_000}">'
    fine = Raw(f"{HEAD}{picture}".encode(), "x.html", "text/html", "html", {})
    assert "At least 14" in read_raw(fine, packs).document.text


def test_a_page_of_links_is_told_at_once(packs: Packs) -> None:
    links = "".join(f'<a href="/{n}">Story number {n} of the town</a><br>\n' for n in range(60_000))
    page = f"<html><head><title>Index</title></head><body><h1>Index</h1>{links}</body></html>"
    start = process_time()
    with pytest.raises(InputError, match="a list of links"):
        read_raw(Raw(page.encode(), "x.html", "text/html", "html", {}), packs)
    assert process_time() - start < MOST / 2


def test_links_in_thousands_beside_an_article_are_left_out(packs: Packs) -> None:
    links = "".join(
        f'<li><a href="/{n}">Story number {n} of the town</a></li>' for n in range(9000)
    )
    raw = Raw(f"{HEAD}<ul>{links}</ul>".encode(), "x.html", "text/html", "html", {})
    text = read_raw(raw, packs).document.text
    assert "At least 14 people" in text
    assert "Story number" not in text
