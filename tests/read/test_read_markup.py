"""Markup of saved web pages: what is text, however badly it is written."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Raw, Reading, read_path, read_raw
from tests.read.webpages import TEXT, around, ld, of

XML = b'<?xml version="1.0" encoding="windows-1250"?>'


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (around().replace("council", "Räte").encode(), None),
        (around('<meta charset="iso-8859-1">').replace("council", "Räte").encode(), None),
        (around('<meta charset="iso-8859-1">').replace("council", "Räte").encode("cp1252"), None),
        (around().replace("council", "Räte").encode("latin-1"), "ISO-8859-1"),
        (around().replace("council", "Räte").encode("utf-16"), None),
        (XML + around().replace("council", "Räte").encode("cp1250"), None),
        (around('<meta charset="nonsense">').replace("council", "Räte").encode("cp1252"), "nosuch"),
    ],
)  # fmt: skip
def test_encodings(packs: Packs, data: bytes, charset: str | None) -> None:
    given = {"charset": charset} if charset else {}
    assert (
        "the Räte said" in read_raw(Raw(data, "x", "text/html", "html", given), packs).document.text
    )


@pytest.mark.parametrize(
    ("body", "kept", "gone"),
    [
        ("<p>First <del>12</del> <s>13</s> 14 people died there.</p>", "First 14 people", "12"),
        ("<p>The <noscript>9 hurt</noscript>army said that it had left.</p>", "The army", "9"),
        ("<p>Hit on <time>3 May</time> by a shell that killed four.</p>", "on 3 May by", "zz"),
        ("<table><tr><td>Oru</td><td>12 killed</td></tr></table>", "Oru | 12 killed", "zz"),
        ("<p>Two died.<br><br>Four fled over the river.</p>", "Two died.\n\nFour fled", "zz"),
        ("<div class='related-posts'><a href='/x'>Nine dead in Oru</a></div>", "Twelve", "Nine"),
        ("<div class='newsletter-signup'><p>Join 5,000 readers.</p></div>", "Twelve", "5,000"),
        ("<div hidden><p>Hidden words of nobody.</p></div>", "Twelve", "zz"),
        (TEXT, "Twelve", "zz"),
    ],
)  # fmt: skip
def test_markup(packs: Packs, body: str, kept: str, gone: str) -> None:
    text = of(
        around(body=TEXT + body + "<p>The council spoke again on Tuesday.</p>"), packs
    ).document.text
    assert kept in text
    assert gone not in text
    assert text.count("Twelve people were killed") == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<",
        b"\0\0\0",
        b"<html>",
        b"<div>" * 50_000,
        b"<p>" + b"a" * 2_000_000,
        b"<p>" + b"<b>" * 3_000 + b"word " * 50,
        b"<html>" + b"\xff\xfe\xfd" * 1_000,
        b"<!--" * 10_000,
        b"<a href='" * 10_000,
        # Lists in lists that hold no article, and times in a box with a name without end.
        ld(str([[[[0] * 50] * 50] * 50] * 6)).encode(),
        b"<div class='" + b"x y " * 10_000 + b"'>" + b"<time datetime=x>3</time>" * 10_000,
        "<p>\u202e\u2066gnirts ‮ a\u0301\u0301</p>".encode() * 20,
    ],
)
def test_hostile_pages_cost_one_line_at_most(packs: Packs, data: bytes) -> None:
    found: Reading | InputError
    try:
        found = read_raw(Raw(data, "x.html", "text/html", "html", {}), packs)
    except InputError as error:
        found = error
    if isinstance(found, InputError):
        assert str(found).startswith("x.html: ")
        assert "stumbled" not in str(found)
        assert "\n" not in str(found)
    else:
        length = len(found.document.text)
        assert all(0 <= s.start < s.end <= length for s in found.sentences)


def test_a_page_over_the_limit(
    tmp_path: Path, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.read.html.LARGEST_PAGE", 100)
    (tmp_path / "x.html").write_text(around())
    (problem,) = read_path(tmp_path / "x.html", packs)
    assert "x.html: a page of more than 100 bytes" in str(problem)


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Words in the box <a href='/x'>and a link</a> in it.<p>Next.</p>", "and a link in it."),
        ("Said <b>the mayor</b> of Oru.<div>Next box.</div>", "Said the mayor of Oru."),
        (
            "Nine fled <i>over</i> the pass.<br><br>Ten <a href='/x'>came</a> back.<hr>",
            "Nine fled over the pass.\n\nTen came back.",
        ),
        ("<div>Bare words.<!-- x --> More of them.<p>Next.</p></div>", "Bare words. More of them."),
        ("<b>Night of fire</b><br><br>They came at dusk.<p>Next.</p>", "Night of fire\n\nThey"),
    ],
)
def test_words_beside_paragraphs_are_not_torn(packs: Packs, body: str, kept: str) -> None:
    html = (
        "<html><head><title>Village hit on Monday</title></head><body><div class='story'>"
        f"<h1>Village hit on Monday</h1>{body}{TEXT}</div></body></html>"
    )
    assert kept in of(html, packs).document.text


def test_a_page_saved_as_its_server_packed_it(tmp_path: Path, packs: Packs) -> None:
    (tmp_path / "x.html").write_bytes(gzip.compress(around().encode()))
    (tmp_path / "y.html").write_bytes(gzip.compress(around().encode())[:-40])
    (tmp_path / "z.html").write_bytes(b"\x1f\x8bno gzip at all")
    first, second, third = read_path(tmp_path, packs)
    assert isinstance(first, Reading)
    assert isinstance(second, Reading | InputError)
    assert "Twelve people" in first.document.text
    assert first.capture.data == (tmp_path / "x.html").read_bytes()
    assert "z.html: damaged gzip" in str(third)


def test_a_packed_bomb_is_no_page(packs: Packs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.read.html.LARGEST_PAGE", 10_000)
    data = gzip.compress(b"<p>" + b" " * 1_000_000)
    with pytest.raises(InputError, match="a page of more than 10,000 bytes"):
        read_raw(Raw(data, "x.html", "text/html", "html", {}), packs)


def test_unclosed_tags_lose_nothing(packs: Packs) -> None:
    lines = [f"<font size=2>Line {n} of the report speaks of the river.<br>" for n in range(400)]
    assert "Line 399 of" in of(around(body="".join(lines)), packs).document.text
    deep = of(around(body="<ul><li>" * 900 + TEXT), packs)
    assert "Twelve people" in deep.document.text
    with pytest.raises(InputError, match="refused, markup nested"):
        of(around(body="<div>" * 50_000 + TEXT), packs)
