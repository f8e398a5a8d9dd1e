"""Boxes that only their headings name: comments, and lists of other articles."""

from __future__ import annotations

import time

import pytest

from provenance.packs import Packs
from provenance.read import Reading
from provenance.records import Zone
from tests.read.webpages import of

TEXT = (
    "<p>At least 14 people were killed when shells hit the market on Monday, the council said.</p>"
    "<p>The army denied that it had fired at the town and blamed the Free Column for it.</p>"
    "<p>A nurse at the clinic near the harbour said that the beds had run out within an hour.</p>"
)
SAID = ("The ministry gave another number, 52 dead, this morning.", "The picture is not ours.")
COMMENTS = {
    "a count before": "<h3>2 Comments</h3><div><b>Ana</b><p>{}</p></div><div><p>{}</p></div>",
    "a count behind": "<h2>Reader responses (2)</h2><ul><li>{}</li><li>{}</li></ul>",
    "thoughts on": "<h3>2 thoughts on “Market hit again”</h3><ol><li>{}</li><li>{}</li></ol>",
    "no count": "<h4>Comments</h4><p>{}</p><p>{}</p>",
    "a heading in a box": "<div><div><h4>Your comments:</h4></div><p>{}</p><p>{}</p></div>",
    "a list of names": "<h3>What readers say</h3><dl><dt>Ana</dt><dd>{}</dd><dd>{}</dd></dl>",
    "with days": (
        "<h3>2 Comments</h3><p>March 10, 2013 at 10:00 am</p><p>{}</p>"
        "<p>March 11, 2013</p><p>{}</p>"
    ),
}


@pytest.mark.parametrize("case", COMMENTS)
def test_what_stands_under_a_heading_of_comments_is_comments(case: str, packs: Packs) -> None:
    box = COMMENTS[case].format(*SAID)
    reading = of(_page(f"<article>{TEXT}</article><div>{box}</div><footer>Us</footer>"), packs)
    zones = _zones(reading)
    assert [zones[text] for text in SAID] == [Zone.COMMENT] * 2
    assert list(zones.values()).count(Zone.BODY) == 3
    assert reading.document.published is None


OTHERS = (
    '<li><a href="/1">Two hundred soldiers killed in an attack on Kasten</a>'
    "<p>The northern front said that two hundred soldiers had died there.</p></li>"
    '<li><a href="/2">Minister resigns over the broken dam, 60 dead</a>'
    "<p>The minister of water said that he would not stay in office.</p></li>"
)
LISTS = {
    "related": f"<h3>Related stories</h3><ul>{OTHERS}</ul>",
    "more from": f"<div><h4>More from World</h4></div><ul>{OTHERS}</ul>",
    "a bold line": f"<p><b>You may also like…</b></p><ul>{OTHERS}</ul>",
    "boxes": (
        '<h2>Most read</h2><div><h3><a href="/1">Soldiers killed in Kasten</a></h3></div>'
        '<div><h3><a href="/2">Minister resigns over the broken dam, 60 dead</a></h3></div>'
    ),
}


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("case", LISTS)
def test_lists_of_other_articles_are_left_out(case: str, inside: bool, packs: Packs) -> None:
    cut = TEXT.index("<p>The army")
    body = TEXT[:cut] + LISTS[case] + TEXT[cut:] if inside else TEXT + LISTS[case]
    reading = of(_page(f"<article>{body}</article>"), packs)
    assert "Kasten" not in reading.document.text
    assert "minister" not in reading.document.text.lower()
    assert list(_zones(reading).values()).count(Zone.BODY) == 3


@pytest.mark.parametrize(
    "heading", ["Latest", "See also", "Comments on the toll", "Discussion", "More on the toll"]
)
def test_paragraphs_under_a_heading_stay(heading: str, packs: Packs) -> None:
    body = f'{TEXT}<h3>{heading}</h3><p>The <a href="/x">council</a> counts 15 dead by now.</p>'
    reading = of(_page(f"<article>{body}</article>"), packs)
    zones = _zones(reading)
    assert zones["The council counts 15 dead by now."] is Zone.BODY


def test_a_sentence_of_two_words_is_no_heading(packs: Packs) -> None:
    body = f"{TEXT}<p>“Who fired?” he asked.</p><p>No reply.</p><p>The council counts 15 dead.</p>"
    zones = _zones(of(_page(f"<article>{body}</article>"), packs))
    assert zones["The council counts 15 dead."] is Zone.BODY


def test_a_comment_of_the_markup_may_stand_anywhere(packs: Packs) -> None:
    note = "<!-- set by the system -->"
    link = f'<a href="/x">{note}Oru{note}</a>{note}'
    row = f"<table>{note}<tr>{note}<td>{note}Oru</td><td>14 killed</td></tr></table>"
    head = f"<h3>{note}2 Comments{note}</h3>{note}<p>{note}{SAID[0]}</p>"
    body = f"{note}{TEXT}<p>In {link}, 5<sup>{note}2</sup> fled.</p>{row}<div>{head}</div>{note}"
    zones = _zones(of(_page(f"{note}<article>{note}{body}</article>{note}"), packs))
    assert zones["In Oru, 5² fled."] is Zone.BODY
    assert zones["Oru | 14 killed"] is Zone.BODY
    assert zones[SAID[0]] is Zone.COMMENT


def test_thousands_of_headings_take_no_time(packs: Packs) -> None:
    many = "<div><p>Comments</p><div><p>Related</p><p>2 comments</p></div></div>" * 3000
    begun = time.process_time()
    of(_page(f"<article>{TEXT}</article>{many}"), packs)
    assert time.process_time() - begun < 8


def _page(body: str) -> str:
    title = "Market hit again"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"


def _zones(reading: Reading) -> dict[str, Zone]:
    text = reading.document.text
    return {text[s.start : s.end]: s.zone for s in reading.sentences}
