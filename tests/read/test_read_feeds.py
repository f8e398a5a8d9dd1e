"""Feeds: one article an entry, with the real publisher; cut and broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import InputError
from provenance.packs import Packs
from provenance.read import Raw, Reading, raws, read_path, read_raw

FEEDS = Path(__file__).parents[1] / "fixtures" / "feeds"


def rules(reading: Reading) -> dict[str, str]:
    return {evidence.field: evidence.rule for evidence in reading.document.evidence}


def test_rss(packs: Packs) -> None:
    first, second, third = read_path(FEEDS / "outlet.rss", packs)
    assert isinstance(first, Reading)
    document = first.document
    assert document.text.split("\n\n") == [
        "Dam breaks above Oru, 12 missing",
        "Twelve people are missing after a dam broke above Oru, police said on Thursday.",
        "The operator denied that the dam had been unsafe. “It was inspected,” a spokesman said. "
        "is no end.",
    ]
    assert (document.external_id, document.author) == ("rn-100", "Anna Hale")
    assert document.url == "https://rivernews.example/oru-dam?x=1&y=2"
    assert document.published == "2019-03-07"
    assert document.publisher == "rivernews.example"
    assert rules(first)["text"] == "feed.content"
    assert first.capture.origin == f"{FEEDS / 'outlet.rss'}#1"
    assert first.capture.media_type == "application/rss+xml"
    assert isinstance(second, Reading)
    assert second.document.publisher == "Coast Wire"
    assert second.document.title == "Ferry line closed"
    assert rules(second)["publisher"] == "feed.source"
    assert rules(second)["text"] == "feed.summary"
    assert isinstance(third, InputError)
    assert "outlet.rss#3: no text in this entry" in str(third)


def test_atom_in_another_encoding(packs: Packs) -> None:
    (reading,) = read_path(FEEDS / "blog.atom", packs)
    assert isinstance(reading, Reading)
    document = reading.document
    assert document.text.startswith("Café hit\n\nA café was hit on Thursday.")
    assert (document.author, document.published) == ("N. Idris", "2020-01-02")
    assert reading.capture.media_type == "application/atom+xml"


def test_an_entry_is_the_same_when_it_comes_again(tmp_path: Path, packs: Packs) -> None:
    text = (FEEDS / "outlet.rss").read_text("utf-8")
    new = (
        "<item><title>New</title><description>The dam was mended, police said.</description></item>"
    )
    later = text.replace("08 Mar 2019 10", "09 Mar 2019 11").replace("<item>", f"{new}<item>", 1)
    (tmp_path / "later.rss").write_text(later, "utf-8")
    before = {p.document_id for p in raws(FEEDS / "outlet.rss", packs) if isinstance(p, Raw)}
    after = {p.document_id for p in raws(tmp_path / "later.rss", packs) if isinstance(p, Raw)}
    assert before < after
    assert len(after - before) == 1


def test_a_capture_reads_the_same_again(tmp_path: Path, packs: Packs) -> None:
    for number, piece in enumerate(raws(FEEDS, packs)):
        if not isinstance(piece, Raw) or piece.origin.endswith("#3"):
            continue
        path = tmp_path / f"{number}.xml"
        path.write_bytes(piece.data)
        (again,) = raws(path, packs)
        assert isinstance(again, Raw)
        assert read_raw(again, packs).document == read_raw(piece, packs).document


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        ("", "x.xml: the file is empty"),
        ("<nitf><body>no</body></nitf>", "x.xml: XML, but no RSS or Atom feed"),
        ("<rss version='2.0'><channel><title>x</title></channel></rss>", "no entries in this feed"),
        ("<rss><channel><item><title>a</title>", "x.xml#1: the feed is cut off in this entry"),
        ("<rss><item><title><![CDATA[a</title></item>", "x.xml#1: the feed is cut off"),
        ("<rss><item><title></title></item></rss>", "x.xml#1: no text in this entry"),
    ],
)
def test_malformed(tmp_path: Path, packs: Packs, feed: str, expected: str) -> None:
    (tmp_path / "x.xml").write_text(feed)
    (problem,) = read_path(tmp_path / "x.xml", packs)
    assert isinstance(problem, InputError)
    assert expected in str(problem)


def test_a_broken_entry_does_not_cost_the_others(tmp_path: Path, packs: Packs) -> None:
    good = "<item><title>{}</title><description>The dam held & men < boys.</description></item>"
    bad = "<item><title>&nosuch; <b>unclosed</title><description>A man fell.</description></item>"
    (tmp_path / "x.rss").write_text(f"<rss>{good.format('A')}{bad}{good.format('C')}</rss>")
    found = list(read_path(tmp_path / "x.rss", packs))
    assert [f.document.title for f in found if isinstance(f, Reading)][::2] == ["A", "C"]
    assert len(found) == 3


def test_entities_are_not_expanded(tmp_path: Path, packs: Packs) -> None:
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    text = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{bomb}]>'
    item = "<item><title>A</title><description>The dam held. &e11;</description></item>"
    (tmp_path / "x.rss").write_text(f"{text}<rss><channel>{item}</channel></rss>")
    (reading,) = read_path(tmp_path / "x.rss", packs)
    assert isinstance(reading, Reading)
    assert len(reading.document.text) < 100
