"""Say codes in words, and make the addresses of our pages."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from provenance.records import Extent, FlagCode, Measure, Modality, Polarity, SourceKind

TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of text."""
WARNINGS = frozenset({"disputed", "denied", "doubted", "retracted", "no_evidence", "silent_edit"})
"""Flags of which a reader must not miss the one."""
STRENGTHS = frozenset({"multi_origin"})
OPPOSING = frozenset({"conflicts", "denies", "doubts", "retracts"})
"""Relations that set one claim against another."""

WITH_B = {
    "same_text": "is the same text as",
    "repeats": "repeats",
    "agrees": "agrees with",
    "refines": "refines",
    "conflicts": "conflicts with",
    "updates": "updates",
    "corrects": "corrects",
    "retracts": "retracts",
    "part_of": "is part of",
    "bounds": "bounds",
    "denies": "denies",
    "doubts": "doubts",
}
FROM_B = {
    "same_text": "is the same text as",
    "repeats": "is repeated by",
    "agrees": "agrees with",
    "refines": "is refined by",
    "conflicts": "conflicts with",
    "updates": "is updated by",
    "corrects": "is corrected by",
    "retracts": "is retracted by",
    "part_of": "includes",
    "bounds": "is bounded by",
    "denies": "is denied by",
    "doubts": "is doubted by",
}
ORIGINS = {"yes": "same origin", "no": "different origins", "unknown": "origins not known"}

VOCABULARY: dict[str, tuple[str, ...]] = {
    "measure": tuple(Measure),
    "extent": tuple(Extent),
    "polarity": tuple(Polarity),
    "modality": tuple(Modality),
    "kind": tuple(SourceKind),
    "flag": tuple(FlagCode),
}
"""The words that a form offers."""
LETTERS = {
    "A": "reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
PROFILES = {
    "all": ("all sources", "from the lowest to the highest that any source gives"),
    "named": ("named sources", "only what a named body or person vouches for"),
    "independent": (
        "independent origins",
        "only what an origin says that another is independent of",
    ),
    "acled": ("after ACLED", "vague words as their least; the lowest number as the best"),
    "ucdp": ("after UCDP", "known origins and no vague words; best: what most origins say"),
}
"""The ways to read the range of an event, in words; packs may add others."""
DIGITS = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""The NATO Admiralty code, in its own words."""


def said(code: str | None) -> str:
    """Return a code in words: ``killed_or_injured`` is "killed or injured".

    A party or a kind that a person or a pack made up may hold anything; characters that
    turn text round are no part of a word.
    """
    return TURNS.sub("", code or "").replace("_", " ")


def relation(code: str, *, outward: bool = True) -> str:
    """Return how one claim stands to another, seen from the first or from the second."""
    return (WITH_B if outward else FROM_B).get(code, said(code))


def tone(flag: str) -> str:
    """Return the class of a flag: ``warn``, ``good`` or nothing."""
    return "warn" if flag in WARNINGS else "good" if flag in STRENGTHS else ""


class Addresses:
    """Addresses of the pages of one database, under whatever base path the server has."""

    def __init__(self, datasette: Any, name: str) -> None:
        self._urls = datasette.urls
        self._name = name
        self.root = str(datasette.urls.database(name))

    def start(self) -> str:
        """Return the address of the first page."""
        return f"{self.root}/-/provenance"

    def event(self, event: str) -> str:
        """Return the address of an event."""
        return f"{self.root}/-/event/{event}"

    def events(self) -> str:
        """Return the address of the list of events."""
        return f"{self.root}/-/events"

    def search(self) -> str:
        """Return the address of the page that finds by words."""
        return f"{self.root}/-/search"

    def document(self, document: str) -> str:
        """Return the address of a document."""
        return f"{self.root}/-/document/{document}"

    def claim(self, claim: str) -> str:
        """Return the address of a claim."""
        return f"{self.root}/-/claim/{claim}"

    def place_in_text(self, document: str, claim: str) -> str:
        """Return the address of a claim's words in its document.

        The claim stands in the query too: a long document is shown in parts, and only the
        server knows which part a claim is in.
        """
        return f"{self.document(document)}?claim={claim}#claim-{claim}"

    def table(self, table: str, query: str = "") -> str:
        """Return the address of a table, with an optional query that is already quoted."""
        address = str(self._urls.table(self._name, table))
        return f"{address}?{query}" if query else address

    def source(self, source: str) -> str:
        """Return the address of a source."""
        return f"{self.root}/-/source/{source}"

    def queue(self, **filters: str) -> str:
        """Return the address of the unverified claims."""
        query = urlencode({name: value for name, value in filters.items() if value})
        return f"{self.root}/-/queue{'?' + query if query else ''}"

    def feed(self) -> str:
        """Return the address of the feed of conflicts and denials."""
        return f"{self.root}/-/feed.atom"

    def decide(self) -> str:
        """Return the address that takes decisions."""
        return f"{self.root}/-/decide"

    def row(self, table: str, row: str) -> str:
        """Return the address of one row as Datasette shows it."""
        return str(self._urls.row(self._name, table, row))


def safe_link(url: str | None) -> str | None:
    """Return a page's own address if a browser may follow it: http and https only."""
    given = (url or "").strip()
    return given if given.lower().startswith(("https://", "http://")) else None
