"""Saved web pages: main text, captions, comments apart, what a page says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Raw, Reading, read_path, read_raw
from provenance.records import Zone

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"


def page(name: str, packs: Packs) -> Reading:
    (reading,) = read_path(PAGES / f"{name}.html", packs)
    assert isinstance(reading, Reading), reading
    return reading


def of(html: str, packs: Packs, **given: str) -> Reading:
    return read_raw(Raw(html.encode(), "x.html", "text/html", "html", given), packs)


def zone(reading: Reading, zone: Zone) -> list[str]:
    text = reading.document.text
    return [text[s.start : s.end] for s in reading.sentences if s.zone is zone]


def test_a_blog_that_prints_anothers_article(packs: Packs) -> None:
    reading = page("wordpress", packs)
    document = reading.document
    assert document.title == "Shelling of Port Ansel kills at least 14, council says"
    assert document.url == "https://deltaobserver.example/2019/03/port-ansel-shelling/"
    assert (document.publisher, document.author) == ("The Delta Observer", "Mara Lind")
    assert (document.published, document.republished_from) == ("2019-03-07", "Coast Wire")
    assert {e.field: e.rule for e in document.evidence} == {
        "title": "page.title",
        "url": "page.canonical",
        "publisher": "page.site_name",
        "author": "page.author",
        "published": "page.meta",
        "republished_from": "republished.said",
        "language": "language.function_words",
    }
    assert (
        zone(reading, Zone.CAPTION)[0] == "Smoke rises over the harbour of Port Ansel on 7 March."
    )
    assert zone(reading, Zone.COMMENT) == [
        "I was there, it was more like 40 dead and nobody writes about it!",
        "You people believe everything the council says.",
    ]
    assert "Second attack this week" in zone(reading, Zone.HEADLINE)
    body = zone(reading, Zone.BODY)
    nurse = [text for text in body if text.startswith("A nurse at the harbour clinic")]
    assert len(nurse) == 1
    assert "by six in the evening, most" in nurse[0]
    for gone in ("999", "12 partners", "donate", "Fifteen killed", "Seven killed", "40,000", "120"):
        assert gone not in document.text
    assert reading.capture.data == (PAGES / "wordpress.html").read_bytes()


def test_a_newsroom(packs: Packs) -> None:
    reading = page("newsroom", packs)
    document = reading.document
    assert document.published == "2021-11-02"
    assert document.author == "Ines Okafor; Paul Reyes"
    assert zone(reading, Zone.CAPTION) == ["Residents of Lower Vell wade through the main street"]
    body = " ".join(zone(reading, Zone.BODY))
    assert "in 2019, documents seen by Meridian show." in body
    assert "breached at 04:10" in body
    for gone in ("Nine die", "Two killed", "200,000 people", "Image caption"):
        assert gone not in document.text


def test_a_live_page_keeps_its_posts_and_their_order(packs: Packs) -> None:
    body = zone(page("liveblog", packs), Zone.BODY)
    places = [
        next(i for i, sentence in enumerate(body) if part in sentence)
        for part in ("19 bodies", "television tower", "six explosions", "300 soldiers")
    ]
    assert places == sorted(places)
    assert not any("GMT" in sentence for sentence in body)


def test_old_layouts(packs: Packs) -> None:
    old = page("oldtable", packs)
    assert "Río Seco" in old.document.text
    assert "who call themselves the “Free Column” –" in old.document.text
    assert len([s for s in zone(old, Zone.BODY) if "buried eleven people" in s]) == 1
    form = page("aspnet", packs)
    assert form.document.published == "2018-05-19"
    assert any("nine lorries" in sentence for sentence in zone(form, Zone.BODY))
    blog = page("blogspot", packs)
    assert blog.document.url == "https://harrannotes.example/2014/08/the-bridge.html"
    assert any("stay safe" in sentence for sentence in zone(blog, Zone.COMMENT))
    assert not any("stay safe" in sentence for sentence in zone(blog, Zone.BODY))
    assert any("four dead" in sentence for sentence in zone(page("divs", packs), Zone.BODY))


@pytest.mark.parametrize("name", ["front", "script"])
def test_pages_without_an_article(packs: Packs, name: str) -> None:
    (problem,) = read_path(PAGES / f"{name}.html", packs)
    assert isinstance(problem, InputError)
    assert f"{name}.html: no article in this page" in str(problem)


TEXT = (
    "<p>Twelve people were killed in the village on Monday, the council said in a statement.</p>"
    "<p>The army denied that it had fired at the village.</p>"
)


def around(head: str = "", body: str = TEXT, lang: str = "") -> str:
    return (
        f"<!DOCTYPE html><html {lang}><head><title>Village hit on Monday</title>{head}</head>"
        f"<body><article><h1>Village hit on Monday</h1>{body}</article></body></html>"
    )


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "published", "rule"),
    [
        (ld('{"@type":"NewsArticle","datePublished":"2016-10"}'), "2016-10", "page.json_ld"),
        (ld('[{"@graph":[{"@type":"Article","datePublished":"2016"}]}]'), "2016", "page.json_ld"),
        (
            '<meta itemprop="datePublished" content="2016-10-31T23:30-04:00">',
            "2016-10-31",
            "page.meta",
        ),
        ('<meta name="DC.date.issued" content="31 October 2016">', "2016-10-31", "page.meta"),
        (ld('{"@type":"Person","datePublished":"2016-01-01"}'), None, None),
        (ld("{ broken"), None, None),
        ('<meta property="article:modified_time" content="2017-01-01">', None, None),
    ],
)
def test_dates(packs: Packs, head: str, published: str | None, rule: str | None) -> None:
    document = of(around(head), packs).document
    assert document.published == published
    assert next((e.rule for e in document.evidence if e.field == "published"), None) == rule


XML = b'<?xml version="1.0" encoding="windows-1250"?>'
FETCHED = "https://www.a.example/news/1?utm_source=x"


@pytest.mark.parametrize(
    ("head", "fetched", "url"),
    [
        (
            '<link rel="canonical" href="https://a.example/news/1">',
            FETCHED,
            "https://a.example/news/1",
        ),
        ('<link rel="canonical" href="/news/1">', FETCHED, "https://www.a.example/news/1"),
        (
            '<meta property="og:url" content="https://m.a.example/n">',
            FETCHED,
            "https://m.a.example/n",
        ),
        ('<link rel="canonical" href="https://a.example/">', FETCHED, FETCHED),
        ('<link rel="canonical" href="https://other.example/1">', FETCHED, FETCHED),
        ('<link rel="canonical" href="javascript:x">', FETCHED, FETCHED),
        ('<link rel="canonical" href="http://[bad">', FETCHED, FETCHED),
        ("<!-- saved from url=(0020)https://b.example/2 -->", None, "https://b.example/2"),
        (
            "<!--\n Page saved with SingleFile \n url: https://b.example/3 \n-->",
            None,
            "https://b.example/3",
        ),
        ("", None, None),
    ],
)
def test_addresses(packs: Packs, head: str, fetched: str | None, url: str | None) -> None:
    given = {"url": fetched} if fetched else {}
    assert of(around(head), packs, **given).document.url == url


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


def test_told_by_content(tmp_path: Path, packs: Packs) -> None:
    (tmp_path / "article.aspx").write_text(around())
    (reading,) = read_path(tmp_path, packs)
    assert isinstance(reading, Reading)
    assert reading.capture.media_type == "text/html"


def test_a_page_over_the_limit(
    tmp_path: Path, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.read.html.LARGEST_PAGE", 100)
    (tmp_path / "x.html").write_text(around())
    (problem,) = read_path(tmp_path / "x.html", packs)
    assert "x.html: a page of more than 100 bytes" in str(problem)
