"""Saved web pages: main text, captions, comments apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Reading, read_path
from provenance.records import Zone
from tests.read.webpages import TEXT, around, ld, of

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"


def page(name: str, packs: Packs) -> Reading:
    (reading,) = read_path(PAGES / f"{name}.html", packs)
    assert isinstance(reading, Reading), reading
    return reading


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


def test_told_by_content(tmp_path: Path, packs: Packs) -> None:
    (tmp_path / "article.aspx").write_text(around())
    (reading,) = read_path(tmp_path, packs)
    assert isinstance(reading, Reading)
    assert reading.capture.media_type == "text/html"


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
