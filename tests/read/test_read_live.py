"""Live pages, pages that go on with other articles, AMP pages."""

from __future__ import annotations

import pytest

from provenance.extract.extractor import Extractor
from provenance.packs import Packs
from provenance.read import Raw, Reading, read_raw
from provenance.records import Zone

TITLE = "Port Ansel live: shelling goes on"


def of(body: str, packs: Packs, head: str = "", title: str = TITLE) -> Reading:
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read_raw(Raw(page.encode(), "x.html", "text/html", "html", {}), packs)


def zone(reading: Reading, zone: Zone) -> list[str]:
    text = reading.document.text
    return [text[s.start : s.end] for s in reading.sentences if s.zone is zone]


def post(day: int, hour: int, number: int) -> str:
    return (
        f'<article class="post"><time datetime="2019-03-{day:02}T{hour:02}:15:00Z">{hour:02}:15 GMT'
        f"</time><h2>Update {number}: new strike</h2><p>Yesterday {number + 3} people were killed "
        f"in district {number} of Port Ansel, the council said.</p></article>"
    )


LIVE = '<meta property="article:published_time" content="2019-03-04T06:00:00Z">'


@pytest.mark.parametrize("tag", ["article", "div", "li"])
def test_each_post_of_a_live_page_has_its_own_day(packs: Packs, tag: str) -> None:
    posts = "".join(post(6 - i // 4, 20 - i % 4, 12 - i) for i in range(12))
    posts = posts.replace("<article", f"<{tag}").replace("</article", f"</{tag}")
    reading = of(
        f"<main><h1>{TITLE}</h1><p>Follow what is known of the shelling of the town as it goes on."
        f'</p><div class="live-blog">{posts}</div></main>',
        packs,
        LIVE,
    )
    assert reading.document.published == "2019-03-04"
    assert zone(reading, Zone.DATELINE)[0] == "2019-03-06 20:15 GMT"
    assert len(zone(reading, Zone.DATELINE)) == 12
    assert sum(text.startswith("Update ") for text in zone(reading, Zone.HEADLINE)) == 12
    ((_, extraction),) = Extractor(packs).extract_many([reading])
    days = {
        claim.text.split(" in district ")[1].split()[0]: claim.when.edtf
        for claim in extraction.claims
        if " in district " in claim.text and claim.when is not None
    }
    assert days == {str(12 - i): f"2019-03-{5 - i // 4:02}" for i in range(12)}


def test_days_between_paragraphs_are_datelines_wherever_they_stand(packs: Packs) -> None:
    parts = "".join(
        f"<h3>{day} March 2019, {hour}:00</h3><p>A raid on the harbour killed {hour} people, "
        f"a nurse said.</p><p>The army denied the raid number {hour} on the harbour there.</p>"
        for day, hour in ((6, 20), (6, 19), (6, 18), (5, 17), (5, 16), (5, 15))
    )
    reading = of(f"<article><h1>{TITLE}</h1>{parts}</article>", packs)
    assert len(zone(reading, Zone.DATELINE)) == 6


LONG = "<p>The coast guard said that at least 60 of the 200 people on board were missing.</p>" * 2


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (
            f"<article><h1>{TITLE}</h1>{{text}}</article>"
            f"<article><h1>Ferry sinks off the cape</h1>{LONG}</article>",
            False,
        ),
        # Parts of one article, and a part without a headline.
        (f"<article><h1>{TITLE}</h1>{{text}}</article><article>{LONG}</article>", True),
        (
            f"<article><h1>{TITLE}</h1>{{text}}</article><article><h2>So</h2>{LONG}</article>",
            True,
        ),
    ],
)
def test_articles_under_the_article(packs: Packs, body: str, kept: bool) -> None:
    text = "<p>At least 14 people were killed in the market, the town council said on Tuesday.</p>"
    reading = of(body.format(text=text), packs)
    assert "At least 14 people" in reading.document.text
    assert ("coast guard" in reading.document.text) is kept


def test_what_an_amp_page_has_beside_its_article(packs: Packs) -> None:
    reading = of(
        f"<article><h1>{TITLE}</h1><p>At least 14 people were killed in the market, the council "
        "said on Tuesday.</p><amp-ad><div>50 people killed by prices, read the offer now.</div>"
        "</amp-ad><amp-list><template><a>{{title}}</a></template></amp-list></article>"
        "<amp-consent><p>We and our 200 partners use your data for what we like.</p></amp-consent>",
        packs,
    )
    for gone in ("offer", "{{", "partners"):
        assert gone not in reading.document.text


@pytest.mark.parametrize("clock", ["14:32", "2.32pm", "14:32 GMT", "<b>2:32 p.m.</b>"])
def test_hours_in_plain_words_head_the_posts_of_a_live_page(packs: Packs, clock: str) -> None:
    says = "people were killed in the market of the town, the council said on Tuesday."
    posts = "".join(
        f"<div><span>{clock}</span><h3>Post {n} of the day</h3><p>At least {n} {says}</p></div>"
        for n in (14, 15)
    )
    reading = of(f'<h1>{TITLE}</h1><div class="live-updates">{posts}</div>', packs)
    assert len(zone(reading, Zone.DATELINE)) == 2
    assert [f"Post {n} of the day" in zone(reading, Zone.HEADLINE) for n in (14, 15)] == [True] * 2


def test_an_hour_in_a_page_that_is_not_live_stays_where_it_is(packs: Packs) -> None:
    says = "people were killed in the market of the town, the council said on Tuesday."
    posts = "".join(f"<div><p>14:{n}</p><p>At least {n} {says}</p></div>" for n in (14, 15))
    reading = of(f"<h1>{TITLE}</h1><div>{posts}</div>", packs)
    assert not zone(reading, Zone.DATELINE)
