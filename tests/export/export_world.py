"""Pages whose every field tries to break out of the format that it is put into."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from browse.world import small_world
from click.testing import CliRunner, Result
from sqlite_utils import Database
from store.store_pages import capture_of, linked

from provenance.cli import main
from provenance.records import (
    Attribution,
    Capture,
    ChainLink,
    Claim,
    Cue,
    Document,
    Evidence,
    Extraction,
    Figure,
    Linking,
    Measure,
    Mention,
    Place,
    Precision,
    Sentence,
    SourceKind,
    Style,
    When,
    Where,
    Zone,
    content_id,
)
from provenance.store import Writer, connect, finish_run, start_run, write_linking
from tests.sources import source

SETTINGS = {"version": "1.2", "model": "none", "packs": "general"}
NASTY = (
    "=cmd|'/C calc'!A0 \"quoted\" </script><!-- & 'it''s' \\ {x} <b>\r\n\tline \x00\x07\x1b[2J"
    '\x7f\x85 \u2028\u2029 \u202egnp.exe\u202c \ufeff\ufffe \U0001f4a3 @prefix """ ; . \'x^^xsd:int'
)
"""Quotes, line ends, markup, a formula, controls, turns of direction, what ends a literal."""


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner(catch_exceptions=False).invoke(main, [str(a) for a in arguments], input=stdin)


def nasty_page(number: int = 1) -> tuple[Extraction, Capture]:
    """Return a page of one claim with nasty text in every field, and its capture."""
    words = f"{NASTY} said {number} people were killed in {NASTY}."
    text = f"{words}\n"
    capture = capture_of(text, f"{NASTY}.txt")
    key = content_id("document", capture.sha256)

    def find(part: str) -> tuple[int, int]:
        at = text.index(part)
        return at, at + len(part)

    body = source(NASTY, SourceKind.MILITARY, parent=f"{NASTY} parent")
    page = source(f"{NASTY} page", SourceKind.MEDIA)
    chain = (
        ChainLink(source=body, rule="source.role", spans=(find(NASTY),)),
        ChainLink(source=page, rule="publisher.given"),
    )
    told = content_id("claim", key, 0)
    content = (find(str(number))[0], len(words) - 1)
    place = Place(
        id=content_id("place", NASTY),
        name=NASTY,
        latitude=1.25,
        longitude=-2.5,
        country="TL",
        precision=Precision.NEAR,
    )
    figure = Figure(
        id=content_id("figure", told, 0),
        span=find(str(number)),
        text=str(number),
        low=number,
        high=number,
        point=number,
        measure=Measure.KILLED,
        party=NASTY,
        subject=NASTY,
        unit="person",
        rule="interval.exact",
        evidence=(Evidence(field="subject", rule="subject.noun", spans=(find("people"),)),),
    )
    claim = Claim(
        id=told,
        ordinal=0,
        sentence=(0, len(words)),
        zone=Zone.BODY,
        spans=(content,),
        text=text[slice(*content)],
        attribution=Attribution(
            source=Mention(
                spans=(find(NASTY),), text=NASTY, source=body, rule="r", alignment=NASTY
            ),
            cue=Cue(spans=(find("said"),), text="said"),
            style=Style.DIRECT,
            chain=chain,
            rule="cue.said",
        ),
        chain=chain,
        figures=(figure,),
        when=When(edtf="2031-05-04", text="said", spans=(find("said"),), rule="when.day"),
        where=(Where(spans=(find("in "),), text="in ", place=place, rule="place.gazetteer"),),
        kind=NASTY,
        rule="cue.said",
    )
    document = Document(
        id=key,
        external_id=f"{NASTY}{number}",
        title=NASTY,
        url=f"javascript:alert(1)//{NASTY}" if number % 2 else f"https://example.org/{NASTY}",
        publisher=page.name,
        author=NASTY,
        published=f"2031-05-0{number % 9 + 1}",
        published_precision="day",
        republished_from=f"{NASTY} wire",
        language="en",
        sha256=capture.sha256,
        text=text,
    )
    sentence = Sentence(ordinal=0, start=0, end=len(words), zone=Zone.BODY, rule="zone.body")
    return Extraction(document=document, sentences=(sentence,), claims=(claim,)), capture


def nasty_linking(*extractions: Extraction) -> Linking:
    """Return an event of all the pages, with nasty words in what linking says."""
    found = linked(*extractions)
    said: dict[str, Any] = {
        "events": tuple(row.model_copy(update={"label": NASTY}) for row in found.events),
        "event_claims": tuple(
            row.model_copy(update={"reasons": (NASTY,)}) for row in found.event_claims
        ),
        "links": tuple(row.model_copy(update={"reason": NASTY}) for row in found.links),
        "flags": tuple(row.model_copy(update={"reason": NASTY}) for row in found.flags),
    }
    return found.model_copy(update=said)


def write_nasty(path: Path, pages: int = 2) -> Path:
    """Write a database of nasty pages."""
    db = connect(path, create=True)
    made = [nasty_page(number) for number in range(1, pages + 1)]
    run_id = start_run(db, SETTINGS)
    for extraction, capture in made:
        Writer(db, run_id).add(extraction, capture)
    write_linking(db, nasty_linking(*(extraction for extraction, _ in made)), run_id)
    finish_run(db, run_id)
    db.close()
    return path


def write_small(path: Path) -> Path:
    """Write the invented conflict that the pages are tested with, decisions included."""
    return small_world().write(path)


def ids(db: Database, sql: str) -> list[str]:
    """Return the first column of an answer."""
    return [row[0] for row in db.execute(sql).fetchall()]


__all__ = ["NASTY", "ids", "nasty_page", "run", "write_nasty", "write_small"]
