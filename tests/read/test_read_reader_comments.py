"""Readers' comments as the systems mark them up that sites use."""

from __future__ import annotations

import pytest

from provenance.packs import Packs
from provenance.read import Raw, Reading, read_raw
from provenance.records import Zone

SAID = (
    "It was more like 40 dead and nobody writes about it.",
    "25 people were killed in my street.",
)
TEXT = (
    "<p>At least 14 people were killed when shells hit the market, it said.</p>"
    "<p>The army denied that it had fired at the town and blamed the Free Column for it.</p>"
    "<p>A nurse at the clinic near the harbour said that the beds had run out within an hour.</p>"
)
SYSTEMS = {
    "wordpress": (
        '<div id="comments" class="comments-area"><h2>2 thoughts on Market</h2><ol>{}</ol></div>',
        '<li class="comment"><div class="comment-author">ann says:</div>'
        '<div class="comment-content"><p>{}</p></div><div class="reply"><a>Reply</a></div></li>',
    ),
    "disqus": (
        '<div id="disqus_thread"><ul>{}</ul></div>',
        '<li class="post"><header><span class="author">ann</span> 3 years ago</header>'
        '<div class="post-message"><p>{}</p></div><footer><a>Reply</a></footer></li>',
    ),
    "facebook": (
        '<div class="fb-comments">{}</div>',
        '<div class="UFIComment"><a>Ann B</a><span>{}</span><div>Like · Reply · 3y</div></div>',
    ),
    "coral": (
        '<div id="coral_thread">{}</div>',
        '<div class="coral-comment"><div class="coral-username">ann</div><div>{}</div></div>',
    ),
    "schema": (
        "<div>{}</div>",
        '<div itemprop="comment" itemscope itemtype="https://schema.org/UserComments">'
        '<span itemprop="creator">ann</span><div itemprop="commentText">{}</div></div>',
    ),
    "camel": (
        '<div class="commentsModule">{}</div>',
        '<div class="commentItem"><b class="author">ann</b><div class="commentText">{}</div></div>',
    ),
    "single": (
        '<div id="js-comments-list">{}</div>',
        '<div class="single-comment"><span class="user-name">ann</span><div>{}</div></div>',
    ),
    "blocks": (
        '<section class="user-comments">{}</section>',
        '<div class="user-comment"><p class="user-comment__text">{}</p></div>',
    ),
}


def of(body: str, packs: Packs) -> Reading:
    page = f"<html><head><title>Market hit again</title></head><body>{body}</body></html>"
    return read_raw(Raw(page.encode(), "x.html", "text/html", "html", {}), packs)


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("system", SYSTEMS)
def test_comments_stand_apart(packs: Packs, system: str, inside: bool) -> None:
    box, one = SYSTEMS[system]
    comments = box.format("".join(one.format(text) for text in SAID))
    article = f"<h1>Market hit again</h1>{TEXT}"
    body = (
        f"<article>{article}{comments}</article>"
        if inside
        else f"<main><article>{article}</article>{comments}</main>"
    )
    reading = of(body, packs)
    zones = {reading.document.text[s.start : s.end]: s.zone for s in reading.sentences}
    assert [text for text, zone in zones.items() if zone is Zone.COMMENT] == list(SAID)
    assert sum(zone is Zone.BODY for zone in zones.values()) == 3
    assert not any("ann" in text.lower().split() for text in zones)


@pytest.mark.parametrize(
    "page",
    [
        f'<article class="has-comments comments-open"><h1>Market hit again</h1>{TEXT}</article>',
        f'<h1>Market hit again</h1><div class="comment" id="comment">{TEXT}</div>',
        f'<h1>Market hit again</h1><div class="body tone-comment">{TEXT}</div>',
        f'<h1>Market hit again</h1><div class="commentary">{TEXT}</div>',
        f'<h1>Market hit again</h1><div class="comment-piece">{TEXT}</div>',
        f'<div class="comments"><h1>Market hit again</h1>{TEXT}</div>',
    ],
)
def test_an_article_is_no_comment(packs: Packs, page: str) -> None:
    reading = of(page, packs)
    body = [s for s in reading.sentences if s.zone is Zone.BODY]
    assert len(body) == 3
