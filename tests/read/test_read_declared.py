"""What pages declare of themselves, well and badly, and pages that an archive kept."""

from __future__ import annotations

import pytest

from provenance.packs import Packs
from provenance.read import Raw, read_raw
from provenance.read.archived import archived
from provenance.records import Document

TEXT = "<p>At least 14 people were killed when shells hit the market, the town council said.</p>"
OWN = "https://deltaobserver.example/2019/03/market.html"


def of(packs: Packs, head: str, body: str = "", **given: str) -> Document:
    page = (
        f"<html><head><title>Market hit again</title>{head}</head><body>{body}"
        f"<article><h1>Market hit again</h1>{TEXT}</article></body></html>"
    )
    return read_raw(Raw(page.encode(), "x.html", "text/html", "html", given), packs).document


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


WHOLE = (
    '"headline":"Market hit again","datePublished":"2019-03-06","author":{"name":"Mara Lind"},'
    '"publisher":{"name":"Delta Observer"}'
)


@pytest.mark.parametrize(
    "source",
    [
        '{"@type":"NewsArticle",' + WHOLE + "}",
        '<!--\n//<![CDATA[\n{"@type":"NewsArticle",' + WHOLE + ",};\n//]]>\n-->",
        '{"@type":["NewsArticle",7,null],"headline":["Market hit again"],'
        '"datePublished":["2019-03-06"],"author":[{"name":["Mara Lind"]},null],'
        '"publisher":[{"name":{"@value":"Delta Observer"}}]}',
        '{"@graph":[{"@type":"WebPage","datePublished":"2011-01-01"},{"@type":"NewsArticle",'
        '"headline":"Market hit again","datePublished":"2019-03-06","author":{"@id":"#p"},'
        '"publisher":{"@id":"#o"}},{"@type":"Person","@id":"#p","name":"Mara Lind"},'
        '{"@type":"Organization","@id":"#o","name":"Delta Observer"}]}',
    ],
)
def test_json_ld_as_sites_write_it(packs: Packs, source: str) -> None:
    document = of(packs, ld(source) + ld("null") + ld("[[[1]]]"))
    assert (document.published, document.author) == ("2019-03-06", "Mara Lind")
    assert document.publisher == "Delta Observer"


@pytest.mark.parametrize(
    "source",
    [
        '{"@type":"NewsArticle","author":{"@id":"#a"},"publisher":{"name":{"name":{"name":{}}}}}',
        '{"@type":"NewsArticle","@id":"#a","author":{"@id":"#a"},"datePublished":{"a":[]},"headline":7}',
        '{"@type":{"a":1},"author":true,"articleBody":{"@value":1}}',
    ],
)
def test_json_ld_that_says_nothing(packs: Packs, source: str) -> None:
    document = of(packs, ld(source))
    assert (document.title, document.published) == ("Market hit again", None)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (f'<link rel="canonical" href="{OWN}"><link rel="canonical" href="{OWN}">', OWN),
        # Several that differ say nothing; the next declaration does.
        (
            f'<link rel="canonical" href="https://a.example/1"><link rel="canonical" '
            f'href="https://b.example/2"><meta property="og:url" content="{OWN}">',
            OWN,
        ),
        (
            '<base href="https://deltaobserver.example/2019/"><link rel="canonical" '
            'href="03/market.html">',
            OWN,
        ),
        ('<link rel="canonical" href="https://[broken"><link rel="canonical" href="x:y">', None),
    ],
)
def test_addresses(packs: Packs, head: str, url: str | None) -> None:
    assert of(packs, head).url == url


@pytest.mark.parametrize(
    ("address", "url", "at"),
    [
        (f"https://web.archive.org/web/20190307120000/{OWN}", OWN, "2019-03-07T12:00:00Z"),
        (f"http://web.archive.org/web/20190307120000id_/{OWN}", OWN, "2019-03-07T12:00:00Z"),
        ("https://web.archive.org/web/2019/http:/a.example/x", "http://a.example/x", None),
        (f"https://archive.ph/20190307120000/{OWN}", OWN, "2019-03-07T12:00:00Z"),
        (f"https://archive.ph/20199907120000/{OWN}", OWN, None),
    ],
)
def test_addresses_of_archives(address: str, url: str, at: str | None) -> None:
    kept = archived(address)
    assert kept is not None
    assert (kept.url, kept.captured_at) == (url, at)
    assert archived(OWN) is None


def test_a_page_that_an_archive_kept(packs: Packs) -> None:
    bar = '<div><time itemprop="pubdate" datetime="2019-03-07T12:00:00Z">7 Mar 2019</time></div>'
    head = f'<link rel="canonical" href="https://archive.ph/20190307120000/{OWN}">'
    document = of(packs, head, bar)
    assert document.url == OWN
    assert document.publisher == "deltaobserver.example"
    assert document.captured_at == "2019-03-07T12:00:00Z"
    assert document.published is None
    fetched = of(packs, "", url=f"https://web.archive.org/web/20190307120000/{OWN}")
    assert (fetched.url, fetched.captured_at) == (OWN, "2019-03-07T12:00:00Z")
