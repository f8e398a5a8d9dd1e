"""Sketches: what linking keeps of a page, to find its neighbours without reading it again.

A sketch is made of one page alone and says nothing of others.  What must be counted over all
pages is in tables of numbers, which are laid side by side by the million (``census``); the
rest is JSON, read for the few pages that are compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from itertools import chain, repeat
from typing import Any

import numpy as np

from provenance.link.days import Days
from provenance.link.happenings import Happening, happening_of, marks_of, source_names
from provenance.link.items import Item
from provenance.link.shingles import encoded, runs_of
from provenance.link.sites import Site
from provenance.link.terms import stretch, term
from provenance.link.threads import Thread
from provenance.link.tokens import sentence_words
from provenance.link.vocabulary import Vocabulary
from provenance.link.words import lines_of
from provenance.packs.scope import Thresholds

SECTIONS = (
    "page",
    "printed",
    "address",
    "outlet",
    "lines",
    "line_words",
    "happenings",
    "stretches",
    "sources",
    "sites",
    "names",
    "parts",
    "words",
    "blocks",
    "texts",
    "sizes",
    "shingles",
)
"""Tables of two columns each:

page: stretch of its day; whether it has claims.  printed: its first and its last day, or 0.
address: term of its address.  outlet: term of who publishes it.
lines: term of each line.  line_words: term of a word; its line.
happenings: number of claims; twice the ordinal of the first sentence, odd for a long one.
stretches: stretch of a day; its happening.  sites, names, words: term; its happening.
sources: term of a name that vouches or publishes.  parts: term of a word of a name; its name.
blocks: term of a block (see ``_blocks``); its happening.
texts: lower and upper half of the id of a wording.  sizes: its words; its word runs.
shingles: term of a run of words; its wording.
"""
VERSION = 7
"""Of the form and the meaning of a sketch; another one is made anew."""
# Places of a page that a thread without one may be about.
CONTEXT = 3


@dataclass(frozen=True, slots=True)
class Sketch:
    """What linking keeps of a page."""

    document: str
    keys: tuple[str, ...]
    """Keys of its happenings."""
    terms: bytes
    """The tables: how many rows each has, then the rows, as little-endian 32-bit numbers."""
    body: bytes
    """Happenings, claims of wordings, address and day, JSON."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A claim that has a wording, as ``reuse`` reads it."""

    claim: str
    ordinal: int
    speaks: bool
    """Does a source vouch for it."""


@dataclass(frozen=True, slots=True)
class Body:
    """The part of a sketch that is read for one page."""

    printed: Days | None
    happenings: tuple[Happening, ...]
    wordings: tuple[tuple[Wording, ...], ...]


def sketch_of(
    document: str, items: Sequence[Item], threads: Sequence[Thread], vocabulary: Vocabulary
) -> Sketch:
    """Sum up a page of these claims and threads."""
    tables: dict[str, list[int]] = {name: [] for name in SECTIONS}
    printed = items[0].page.published if items else None
    tables["page"] += stretch(printed.first.toordinal() if printed else None, document), bool(items)
    known = printed is not None and printed.year
    tables["printed"] += (
        (printed.first.toordinal(), printed.last.toordinal()) if printed and known else (0, 0)
    )
    if items:
        if items[0].document.url:
            tables["address"] += term(items[0].document.url), 0
        if items[0].page.outlet:
            tables["outlet"] += term(items[0].page.outlet), 0
        _lines(items[0], tables)
    happenings = _happenings(items, threads, tables, vocabulary)
    wordings = _wordings(items, tables, vocabulary.limits)
    counts = [len(tables[name]) // 2 for name in SECTIONS]
    body = {
        "printed": _packed(printed),
        "happenings": [_row(one) for one in happenings],
        "wordings": wordings,
    }
    return Sketch(
        document=document,
        keys=tuple(one.key for one in happenings),
        terms=np.fromiter(
            chain(counts, *(tables[name] for name in SECTIONS)), dtype="<u4"
        ).tobytes(),
        body=json.dumps(body, separators=(",", ":")).encode(),
    )


def body_of(document: str, keys: Sequence[str], body: bytes) -> Body:
    """Return the JSON part of a sketch as it was."""
    read = json.loads(body)
    printed = _unpacked(read["printed"])
    return Body(
        printed=printed,
        happenings=tuple(
            _happening(document, key, printed, row)
            for key, row in zip(keys, read["happenings"], strict=True)
        ),
        wordings=tuple(
            tuple(Wording(claim, ordinal, bool(speaks)) for claim, ordinal, speaks in claims)
            for claims in read["wordings"]
        ),
    )


def _lines(first: Item, tables: dict[str, list[int]]) -> None:
    """Note the lines of a page and the words of each."""
    for at, (line, words) in enumerate(lines_of(first.document)):
        tables["lines"] += line, 0
        tables["line_words"] += chain.from_iterable(zip(words, repeat(at)))


def _happenings(
    items: Sequence[Item],
    threads: Sequence[Thread],
    tables: dict[str, list[int]],
    vocabulary: Vocabulary,
) -> list[Happening]:
    for source in sorted(source_names(items)):
        tables["sources"] += term(source), 0
    named = {site.key: site for thread in threads for site in thread.fine}
    context = tuple(named.values())[:CONTEXT]
    found = []
    for at, thread in enumerate(threads):
        one = happening_of(thread, context)
        found.append(one)
        marks = marks_of(thread, vocabulary.common)
        tables["happenings"] += len(thread.joined), 2 * one.begins + one.long
        days = one.days or ((one.published,) if one.published else ())
        when = {stretch(day.first.toordinal(), one.document) for day in days}
        for number in sorted(when) or [stretch(None, one.document)]:
            tables["stretches"] += number, at
        for mark in sorted(marks.sites):
            tables["sites"] += mark, at
        for mark in sorted(marks.words):
            tables["words"] += mark, at
        for name in sorted(marks.names):
            for part in sorted(marks.names[name]):
                tables["parts"] += part, len(tables["names"]) // 2
            tables["names"] += name, at
        for block in sorted(set(_blocks(one, vocabulary.limits))):
            tables["blocks"] += term(block), at
    return found


def _blocks(one: Happening, limits: Thresholds) -> Iterator[str]:
    """Yield the blocks of a happening: place and day, kind and day, a sentence.

    Only happenings that share one are compared, and those that share a rare name.
    """
    if one.long:
        return
    yield from (f"text {text}" for text in sorted(one.texts))
    days = list(one.days or ((one.published,) if one.published else ()))
    if not one.days and one.published is not None:
        # A page tells of the days before it.
        days += [_back(one.published, by) for by in range(1, limits.undated_window + 1)]
    sites = sites_of(one)
    for day in days:
        for bucket in day.buckets():
            # A place is named by few, whatever the year, which one of two may leave open; a kind
            # by many, so that the year is taken to be that of the page.
            for site in sites:
                yield f"place {site} {bucket}"
            for kind in one.kinds:
                yield f"kind {kind} {_year(day, one.printed)}{bucket}"


def _year(day: Days, printed: Days | None) -> str:
    if day.year:
        return f"{day.first.year} "
    return f"{printed.first.year} " if printed is not None and printed.year else ""


def sites_of(one: Happening) -> frozenset[str]:
    """Return the names of the places of a happening, or else of its surroundings."""
    places = one.fine or one.context
    return frozenset(key for site in places for key in (site.key, site.alias) if key)


def _back(days: Days, by: int) -> Days:
    try:
        return Days(days.first - timedelta(days=by), days.last - timedelta(days=by), days.year)
    except OverflowError:
        return days


def _wordings(
    items: Sequence[Item], tables: dict[str, list[int]], limits: Thresholds
) -> list[list[tuple[str, int, int]]]:
    """Note the wordings of a page's claims; return the claims of each."""
    found: dict[tuple[str, ...], list[tuple[str, int, int]]] = {}
    for item in items:
        words = sentence_words(item.claim.text) if item.real else ()
        if len(words) >= limits.least_words:
            attribution = item.claim.attribution
            speaks = attribution is not None and bool(attribution.sources or attribution.source)
            found.setdefault(words, []).append((item.id, item.claim.ordinal, int(speaks)))
    for at, words in enumerate(found):
        text = encoded(words)
        number = int.from_bytes(blake2b(text, digest_size=8).digest(), "little")
        shingles = runs_of(text, limits.shingle)
        tables["texts"] += number & 0xFFFFFFFF, number >> 32
        tables["sizes"] += len(words), len(shingles)
        tables["shingles"] += chain.from_iterable(zip(sorted(shingles), repeat(at)))
    return list(found.values())


def _row(one: Happening) -> list[Any]:
    return [
        one.claims,
        int(one.long),
        one.begins,
        int(one.dated),
        [_packed(day) for day in one.days],
        _packed(one.published),
        [_place(site) for site in one.fine],
        [_place(site) for site in one.context],
        [_place(site) for site in one.wide],
        sorted(one.kinds),
        sorted(one.counted, key=lambda pair: (pair[0], pair[1] or "")),
        sorted(one.texts),
    ]


def _happening(document: str, key: str, printed: Days | None, row: list[Any]) -> Happening:
    claims, long, begins, dated, days, published, fine, context, wide, kinds, counted, texts = row
    return Happening(
        key=key,
        document=document,
        claims=tuple(claims),
        long=bool(long),
        begins=begins,
        dated=bool(dated),
        days=tuple(day for packed in days if (day := _unpacked(packed)) is not None),
        published=_unpacked(published),
        printed=printed,
        fine=tuple(Site(*site) for site in fine),
        context=tuple(Site(*site) for site in context),
        wide=tuple(Site(*site) for site in wide),
        kinds=frozenset(kinds),
        counted=frozenset((measure, party) for measure, party in counted),
        texts=frozenset(texts),
    )


def _place(site: Site) -> list[Any]:
    return [getattr(site, name) for name in Site.__slots__]


def _packed(days: Days | None) -> list[int] | None:
    if days is None:
        return None
    return [days.first.toordinal(), days.last.toordinal(), int(days.year)]


def _unpacked(packed: list[int] | None) -> Days | None:
    if packed is None:
        return None
    first, last, year = packed
    return Days(date.fromordinal(first), date.fromordinal(last), bool(year))


__all__ = [
    "SECTIONS",
    "VERSION",
    "Body",
    "Sketch",
    "Wording",
    "body_of",
    "sites_of",
    "sketch_of",
]
