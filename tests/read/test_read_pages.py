"""Saved web pages: main text, captions, comments apart, what a page says of itself."""

from __future__ import annotations

import gzip
import json
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


OG = '<meta property="og:title" content="{}">'
SITE = '<meta property="og:site_name" content="Delta Times">'


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        # The headline as printed, not the one that search engines are given.
        (OG.format("Five die in Oru fire | Delta Times"), "Five die in Oru fire", None),
        (
            OG.format("Oru") + ld('{"@type":"NewsArticle","headline":"Five dead in the fire"}'),
            "Five dead in the fire",
            None,
        ),
        (OG.format("‘Five die’ in Oru fire"), "'Five die' in Oru fire", None),
        # A heading that is the section's or the site's is no headline.
        (OG.format("Five die in Oru fire"), "World news of today", "Five die in Oru fire"),
        (SITE + OG.format("Delta Times - Five die in Oru fire"), "World", "Five die in Oru fire"),
        (
            "<title>Village council counts killed people on Monday</title>",
            "Home page of readers",
            "Village council counts killed people on Monday",
        ),
        ("<title>Delta</title>", "Twelve people were killed", "Twelve people were killed"),
    ],
)
def test_titles(packs: Packs, head: str, heading: str, title: str | None) -> None:
    html = f"<html><head>{head}</head><body><article><h1>{heading}</h1>{TEXT}</article></body>"
    assert of(html, packs).document.title == (title or heading)


@pytest.mark.parametrize(
    ("beside", "published", "rule"),
    [
        ("<time datetime='2019-05-03'>3 May</time>", "2019-05-03", "page.time"),
        (
            "<div class=comment><time datetime='2019-06-01' itemprop=datePublished>1 June</time>"
            "</div>",
            None,
            None,
        ),
        ("<blockquote><time datetime='2018-01-01'>2018</time></blockquote>", None, None),
        (
            "<time datetime='2019-05-03'>3 May</time></article><div class=list>"
            "<time datetime='2019-09-09' pubdate>9 September</time>"
            "<time datetime='2019-09-08' pubdate>8 September</time></div><article>",
            "2019-05-03",
            "page.time",
        ),
        (
            "<ul><li><time datetime='2019-09-09'>9</time></li>"
            "<li><time datetime='2019-09-08'>8</time></li></ul>",
            None,
            None,
        ),
        ("<time class=updated datetime='2019-09-09'>9 September</time>", None, None),
    ],
)
def test_the_day_is_the_articles_own(
    packs: Packs, beside: str, published: str | None, rule: str | None
) -> None:
    html = (
        "<html><head><title>Village hit on Monday</title></head><body><article>"
        f"<h1>Village hit on Monday</h1>{beside}{TEXT}</article></body></html>"
    )
    document = of(html, packs).document
    rules = {e.field: e.rule for e in document.evidence}
    if rule is None:
        assert rules.get("published") != "page.time"
    else:
        assert (document.published, rules["published"]) == (published, rule)


def test_the_standfirst_is_part_of_the_article(packs: Packs) -> None:
    lead = "Shells hit the market of Oru at noon, and nine people were brought to the clinic."
    html = (
        "<html><head><title>Village hit on Monday</title></head><body><div id=top>"
        "<h1>Village hit on Monday</h1>"
        f"<div class=sub><p>{lead}</p></div><div>By Mara Lind</div></div>"
        f"<div class=share><a href=/s>Share this story with all of your friends today.</a></div>"
        f"<article>{TEXT}<p>The river had been closed for weeks, a boatman said.</p>"
        "<p>The clinic had no light that night, and its nurses worked by candles until the army "
        "let a lorry with fuel through the road block at the bridge.</p>"
        "</article><div class=more><p>Another story told readers of a flood in the north.</p></div>"
        "</body></html>"
    )
    text = of(html, packs).document.text
    places = [text.find(part) for part in ("Village hit on", lead, "Twelve people", "a boatman")]
    assert -1 not in places
    assert places == sorted(places)
    assert "Share this story" not in text
    assert "flood" not in text


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


@pytest.mark.parametrize(
    "body",
    [
        "Twelve people were killed in the village, the council said.\nThe army denied it.",
        "<p>Twelve people were killed in the village, the council said.</p><p>The army denied it."
        "</p>",
    ],
)
def test_a_page_that_a_script_fills(packs: Packs, body: str) -> None:
    article = {"@type": "NewsArticle", "headline": "Village hit", "articleBody": body}
    html = f"<html><head>{ld(json.dumps(article))}</head><body><div id=app></div></body></html>"
    document = of(html, packs).document
    assert document.text == (
        "Village hit\n\nTwelve people were killed in the village, the council said."
        "\n\nThe army denied it."
    )
    assert {e.field: e.rule for e in document.evidence}["text"] == "page.json_ld"
    # What the page shows is what readers saw.
    shown = of(around(head=ld(json.dumps(article))), packs).document
    assert "text" not in {e.field for e in shown.evidence}


def test_unclosed_tags_lose_nothing(packs: Packs) -> None:
    lines = [f"<font size=2>Line {n} of the report speaks of the river.<br>" for n in range(400)]
    assert "Line 399 of" in of(around(body="".join(lines)), packs).document.text
    deep = of(around(body="<ul><li>" * 900 + TEXT), packs)
    assert "Twelve people" in deep.document.text
    with pytest.raises(InputError, match="refused, markup nested"):
        of(around(body="<div>" * 50_000 + TEXT), packs)
