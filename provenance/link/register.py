"""The register: the sketches of all pages, and the happenings in them, numbered through.

Pages are in the order of their ids, so that no number depends on which came first.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Protocol

import numpy as np

from provenance.link.census import Census
from provenance.link.columns import Columns, Terms, owners_of
from provenance.link.happenings import Happening, Marks, Told
from provenance.link.ids import Builder
from provenance.link.sketches import Body, body_of
from provenance.link.terms import UNDATED

KEPT = 300
"""Bodies asked for at once."""
MOST_READ = 1_500
"""Bodies that are kept at hand: some 15 MiB."""
NONE = 0xFFFFFFFF


class Bodies(Protocol):
    """Where the bodies of sketches are kept."""

    def bodies(self, documents: Sequence[str]) -> Mapping[str, bytes]:
        """Return the bodies of the sketches of these documents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is at hand of the sketch of each page."""

    document: str
    serial: int
    """Number of the linking that made it: a page that was written anew has another."""
    keys: tuple[str, ...]
    terms: bytes


class Register:
    """Pages and happenings by number."""

    def __init__(self, entries: Iterable[Entry], bodies: Bodies) -> None:
        documents, keys = Builder(), Builder()
        serials = array("Q")
        columns = Columns()
        for entry in entries:
            documents.add(entry.document)
            serials.append(entry.serial)
            for key in entry.keys:
                keys.add(key)
            columns.add(entry.terms)
        self.documents = documents.ids()
        self.serials = serials
        self.keys = keys.ids()
        """Of the happenings."""
        self.census = Census(columns)
        self._bodies = bodies
        self._read: dict[int, Body] = {}
        self._told: dict[int, Told] = {}

    def number(self, document: str) -> int:
        """Return the number of a page."""
        found = self.documents.find(document)
        if found is None:
            raise KeyError(document)
        return found

    @cached_property
    def pages(self) -> Terms:
        """Page of each happening."""
        return owners_of(self.census.counts).astype(np.uint32)

    def page(self, number: int) -> int:
        """Return the page of a happening."""
        return int(self.pages[number])

    def on(self, page: int) -> range:
        """Return the happenings of a page."""
        first = int(self.census.first[page])
        return range(first, first + int(self.census.counts[page]))

    def body(self, page: int) -> Body:
        """Return the body of the sketch of a page."""
        if page not in self._read:
            self.fetch([page])
        return self._read[page]

    def fetch(self, pages: Iterable[int]) -> None:
        """Read the bodies of some pages that are going to be asked for, if they are not too many.

        Those that were read first are forgotten for them.
        """
        wanted = sorted({page for page in pages if page not in self._read})[:MOST_READ]
        for page in list(islice(self._read, max(0, len(self._read) + len(wanted) - MOST_READ))):
            del self._read[page]
            for number in self.on(page):
                self._told.pop(number, None)
        for at in range(0, len(wanted), KEPT):
            some = wanted[at : at + KEPT]
            found = self._bodies.bodies([self.documents[page] for page in some])
            for page in some:
                document = self.documents[page]
                keys = [self.keys[number] for number in self.on(page)]
                self._read[page] = body_of(document, keys, found[document])

    def happening(self, number: int) -> Happening:
        """Return a happening."""
        page = self.page(number)
        return self.body(page).happenings[number - self.on(page).start]

    def told(self, number: int) -> Told:
        """Return a happening with what tells it from others."""
        if number not in self._told:
            marks = {
                name: frozenset(lists[number].tolist()) for name, lists in self.census.marks.items()
            }
            self._told[number] = Told(self.happening(number), Marks(**marks))
        return self._told[number]

    def topic(self, page: int) -> int | None:
        """Return the main happening of a page: the one that most of its claims tell."""
        found = int(self._topics[page])
        return None if found == NONE else found

    @cached_property
    def days(self) -> Terms:
        """Stretch of days that each page is of; without a day, that of its main happening.

        Pages of the same days are about the same things: what is read of them is read together.
        """
        known = (self._topics != NONE) & (self.census.stretch >= UNDATED)
        found = self.census.stretch.copy()
        found[known] = self.census.told_on[self._topics[known]]
        return found

    @cached_property
    def _topics(self) -> Terms:
        """The main happening of each page, or NONE."""
        short = np.flatnonzero(~self.census.long)
        claims, begins = self.census.ranks
        pages = self.pages[short]
        order = np.lexsort((self.keys.column[short], begins[short], -claims[short], pages))
        known, first = np.unique(pages[order], return_index=True)
        found = np.full(len(self.documents), NONE, dtype=np.uint32)
        found[known] = short[order][first]
        return found


__all__ = ["Bodies", "Entry", "Register"]
