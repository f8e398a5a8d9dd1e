"""Tables of data: each row whole, each number under its heading."""

from __future__ import annotations

import time

import pytest

from provenance.packs import Packs
from provenance.records import Document, Zone
from tests.read.webpages import TEXT, around, of

HEAD = "<tr><th>Town</th><th>Killed</th><th>Wounded</th></tr>"
CASES = {
    "headings": (
        f"{HEAD}<tr><td>Oru</td><td>14</td><td>31</td></tr>"
        "<tr><td>Telm</td><td>2</td><td>0</td></tr>",
        ["Oru; 14 Killed; 31 Wounded", "Telm; 2 Killed; 0 Wounded"],
    ),
    "empty cells do not move the others": (
        f"{HEAD}<tr><td>Oru</td><td></td><td>31</td></tr><tr><td>Telm</td><td>2</td></tr>",
        ["Oru; 31 Wounded", "Telm; 2 Killed"],
    ),
    "a cell over two rows, a heading over two columns": (
        "<thead><tr><th rowspan=2>Town</th><th rowspan=2>Day</th><th colspan=2>Civilians</th></tr>"
        "<tr><th>killed</th><th>hurt</th></tr></thead>"
        '<tr><td rowspan="2">Oru</td><td>Monday</td><td>14</td><td>31</td></tr>'
        "<tr><td>Tuesday</td><td>3</td><td>8</td></tr>"
        "<tr><td colspan=2>Total</td><td>17</td><td>39</td></tr>",
        [
            "Oru; Monday; 14 Civilians killed; 31 Civilians hurt",
            "Oru; Tuesday; 3 Civilians killed; 8 Civilians hurt",
            "Total; 17 Civilians killed; 39 Civilians hurt",
        ],
    ),
    "headings of rows": (
        "<tr><th colspan=2>Shelling of Oru</th></tr><tr><th>Date</th><td>12 March 2013</td></tr>"
        "<tr><th>Killed</th><td>14–17</td></tr>",
        ["Date 12 March 2013", "14–17 Killed"],
    ),
    "plain cells as headings": (
        "<tr><td><b>Town</b></td><td><b>Killed</b></td></tr><tr><td>Oru</td><td>14</td></tr>"
        "<tr><td>Telm</td><td>2</td></tr>",
        ["Oru; 14 Killed", "Telm; 2 Killed"],
    ),
    "numbers without headings": (
        "<tr><td>Oru</td><td>14 killed</td></tr><tr><td>Telm</td><td>2 killed</td></tr>",
        ["Oru; 14 killed", "Telm; 2 killed"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_rows_are_read_with_their_headings(case: str, packs: Packs) -> None:
    rows, lines = CASES[case]
    document, sentences = _read(f"{TEXT}<table>{rows}</table>", packs)
    found = [text for text, zone, rule in sentences if rule == "body.row"]
    assert found == lines
    assert document.published is None
    assert document.publisher is None


def test_parts_that_only_look_like_tables_to_readers_by_ear(packs: Packs) -> None:
    cells = "".join(
        f'<div role="row"><span role="{kind}">{a}</span><span role="{kind}">{b}</span></div>'
        for kind, a, b in (
            ("columnheader", "Town", "Killed"),
            ("cell", "Oru", "14"),
            ("cell", "Telm", "2"),
        )
    )
    _, sentences = _read(f'{TEXT}<div role="table">{cells}</div>', packs)
    assert "Oru; 14 Killed" in [text for text, _, _ in sentences]


def test_the_cells_of_a_layout_stay_paragraphs(packs: Packs) -> None:
    long = "Shells fell on the market of the town, the council said in a long statement. " * 3
    rows = f"<tr><td>Menu</td><td><p>{long}</p></td></tr><tr><td>1</td><td>2</td></tr>"
    _, sentences = _read(f"<table>{rows}</table>", packs)
    assert not [rule for _, _, rule in sentences if rule == "body.row"]
    assert any(text.startswith("Shells fell") for text, _, _ in sentences)


def test_a_line_of_links_with_numbers_is_no_row(packs: Packs) -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='/{n}'>Village number {n} hit</a></td></tr>" for n in "123"
    )
    _, sentences = _read(f"{TEXT}<table>{rows}</table>", packs)
    assert not [rule for _, _, rule in sentences if rule == "body.row"]


@pytest.mark.parametrize("span", ["999999999", "0", "-3", "x", "٣", ""])
def test_spans_that_no_table_has(span: str, packs: Packs) -> None:
    rows = f"<tr><td rowspan='{span}' colspan='{span}'>Oru</td><td>5 killed</td></tr>" + "".join(
        f"<tr><td>Telm</td><td>{n} killed</td></tr>" for n in range(200)
    )
    begun = time.process_time()
    _, sentences = _read(f"{TEXT}<table>{rows}</table>", packs)
    assert any("199 killed" in text for text, _, _ in sentences)
    assert time.process_time() - begun < 5


NOTES = {
    'at least 14<sup><a href="#f1">1</a></sup> people': "at least 14 people",
    'at least 14<a href="https://x.example/a#cite_note-1"><sup>[1]</sup></a> people': (
        "at least 14 people"
    ),
    'at least 14<sup id="r"><a href="#f">*</a></sup> people': "at least 14 people",
    'at least 14 people.<a href="#n2">[2]</a> It': "at least 14 people. It",
    "about 10<sup>6</sup> litres": "about 10⁶ litres",
    "about 15 m<sup>2 </sup>of floor": "about 15 m² of floor",
    "the 21<sup>st</sup> strike": "the 21st strike",
    'in <a href="#map">Oru</a> on': "in Oru on",
}


@pytest.mark.parametrize("source", NOTES)
def test_marks_of_notes_do_not_run_into_numbers(source: str, packs: Packs) -> None:
    words = f"<p>The council said that {source} was what it had counted on Monday evening.</p>"
    document, _ = _read(f"{TEXT}{words}", packs)
    assert NOTES[source] in document.text


def _read(body: str, packs: Packs) -> tuple[Document, list[tuple[str, Zone, str]]]:
    reading = of(around(body=body), packs)
    text = reading.document.text
    lines = [(text[s.start : s.end], s.zone, s.rule) for s in reading.sentences]
    assert all(zone is Zone.BODY for _, zone, rule in lines if rule == "body.row")
    return reading.document, lines
