"""What a saved web page says of itself: title, day, address."""

from __future__ import annotations

import pytest

from provenance.errors import InputError
from provenance.packs import Packs
from tests.read.webpages import TEXT, around, ld, of


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


@pytest.mark.parametrize(
    ("head", "line", "published", "author"),
    [
        ("", "Posted by Lena Porat on Tuesday, 12 March 2013 at 10:15", "2013-03-12", "Lena Porat"),
        ("", "By Lena Porat | 12 March 2013 | Updated 14 March 2013", "2013-03-12", "Lena Porat"),
        ("", "By Lena Porat | Updated 14 March 2013", None, "Lena Porat"),
        ('<meta name="date" content="1970-01-01">', "By Lena Porat", None, "Lena Porat"),
        ('<meta name="date" content="9999-12-31">', "By Lena Porat", None, "Lena Porat"),
    ],
)
def test_lines_of_author_and_day(
    packs: Packs, head: str, line: str, published: str | None, author: str
) -> None:
    document = of(around(head, f"<p>{line}</p>{TEXT}"), packs).document
    assert (document.published, document.author) == (published, author)


def test_the_day_of_a_change_in_a_footer_is_not_that_of_publication(packs: Packs) -> None:
    page = around().replace("</body>", "<footer>Page last modified 3 May 2024</footer></body>")
    assert of(page, packs).document.published is None


@pytest.mark.parametrize(
    "body",
    [
        "<article><h1>Page not found</h1><p>Please log in to read this article.</p></article>",
        "<main><h1>404 – Page not found</h1><p>Sorry, the page that you are looking for does not "
        "exist or has been moved to another address.</p></main>",
    ],
)
def test_a_page_that_says_that_there_is_none(packs: Packs, body: str) -> None:
    menu = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
    head = "<head><title>Page not found</title></head>"
    with pytest.raises(InputError, match="no article in this page"):
        of(f"<html>{head}<body>{menu}{body}</body></html>", packs)
