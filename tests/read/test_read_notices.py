"""Notices of cookies and subscriptions, days printed under a headline, letters handed on inside."""

from __future__ import annotations

import pytest

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Raw, Reading, read_raw
from provenance.read.handedon import handed_on
from provenance.records import Zone

TEXT = (
    "At least 14 people were killed when shells hit the market, the town council said on Tuesday."
)
MORE = "The army denied that it had fired at the town and blamed the Free Column for the attack."


def of(body: str, packs: Packs, head: str = "") -> Reading:
    page = f"<html><head><title>Market hit again</title>{head}</head><body>{body}</body></html>"
    return read_raw(Raw(page.encode(), "x.html", "text/html", "html", {}), packs)


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "This article is for subscribers only.",
        "Already a subscriber?",
        "Get unlimited access for just $1 a week.",
        "You have 0 free articles left this month.",
        "Join 40,000 readers who trust our reporting.",
        "We and our 842 partners store and/or access information on a device, such as cookies.",
    ],
)
def test_offers_are_no_claims(packs: Packs, line: str) -> None:
    reading = of(
        f"<article><h1>Market hit again</h1><p>{TEXT}</p><div><p>{line}</p></div></article>", packs
    )
    zones = {reading.document.text[s.start : s.end]: s.zone for s in reading.sentences}
    assert zones[TEXT] is Zone.BODY
    assert zones.get(line, Zone.BOILERPLATE) is Zone.BOILERPLATE


@pytest.mark.parametrize(
    "sentence",
    [
        "“We and our children left that night.”",
        "The group accepted all demands of the council there.",
    ],
)
def test_words_of_people_stay(packs: Packs, sentence: str) -> None:
    reading = of(
        f"<article><h1>Market hit again</h1><p>{TEXT}</p><p>{sentence}</p></article>", packs
    )
    zones = {reading.document.text[s.start : s.end]: s.zone for s in reading.sentences}
    assert zones[sentence] is Zone.BODY


def test_a_page_that_is_a_notice_is_refused(packs: Packs) -> None:
    page = (
        "<html><head><title>Before you continue</title></head><body><h1>We value your privacy</h1>"
        "<p>We and our 842 partners store and/or access information on a device, such as "
        "cookies and process personal data.</p><p>With your permission we and our partners "
        "may use precise geolocation data through device scanning.</p></body></html>"
    )
    with pytest.raises(InputError, match="a notice of cookies"):
        read_raw(Raw(page.encode(), "x.html", "text/html", "html", {}), packs)


def test_a_headline_alone_is_kept(packs: Packs) -> None:
    reading = of(
        "<article><h1>Market hit again</h1><p>This article is for subscribers only. Already a "
        "subscriber? Log in.</p><p>Get unlimited access to all of it for $1 a week.</p></article>",
        packs,
    )
    assert [s.zone for s in reading.sentences if s.zone is not Zone.BOILERPLATE] == [Zone.HEADLINE]


@pytest.mark.parametrize(
    ("head", "line", "published", "rule"),
    [
        ("", "<div>March 6, 2019</div>", "2019-03-06", "dateline.date"),
        ("", "<div>Published: 6 March 2019, 08:15</div>", "2019-03-06", "dateline.date"),
        (
            '<meta property="article:published_time" content="2019-03-05">',
            "<div>March 6, 2019</div>",
            "2019-03-05",
            "page.meta",
        ),
        ("", "<div>On March 6, 2019 the town fell silent</div>", None, None),
    ],
)
def test_the_day_under_the_headline(
    packs: Packs, head: str, line: str, published: str | None, rule: str | None
) -> None:
    body = f"<h1>Market hit again</h1>{line}<p>{TEXT}</p><p>{MORE}</p>"
    document = of(body, packs, head).document
    assert document.published == published
    assert next((e.rule for e in document.evidence if e.field == "published"), None) == rule


FORWARDED = (
    "FYI. Anna\n\n---------- Forwarded message ---------\nFrom: Delta <news@delta.example>\n"
    "Date: Tue, Mar 5, 2019 at 9:00 AM\nSubject: News of the day\nTo: <anna@home.example>\n\n"
)


def test_a_letter_inside_another(packs: Packs) -> None:
    found = handed_on(FORWARDED + TEXT, packs)
    assert found is not None
    assert found.sender == "Delta <news@delta.example>"
    assert (found.date, found.subject) == ("Tue, Mar 5, 2019 at 9:00 AM", "News of the day")
    assert (FORWARDED + TEXT)[found.start :] == TEXT
    data = f"From: Anna <anna@home.example>\nSubject: Fwd: News\n\n{FORWARDED}{TEXT}\n"
    document = read_raw(Raw(data.encode(), "x.eml", "message/rfc822", "letter", {}), packs).document
    assert (document.title, document.author) == ("News of the day", "Delta")
    assert document.published == "2019-03-05"
    assert document.text.strip() == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "The forwarded message said so.\nFrom: nobody\n",
        "Forwarded message\n\nThe army left the town.\n",
        "Forwarded message\nSubject: no sender\n\nThe army left the town.\n",
        "",
    ],
)
def test_no_letter_inside(packs: Packs, text: str) -> None:
    assert handed_on(text, packs) is None
