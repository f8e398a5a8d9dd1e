"""The shelf: pages as they are read for linking, some of them kept at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from provenance.link.items import Item, page_items
from provenance.link.overflow import Overflow
from provenance.link.recent import Recent
from provenance.link.sketches import Sketch, sketch_of
from provenance.link.threads import Thread, find_threads
from provenance.link.vocabulary import vocabulary
from provenance.packs import Packs
from provenance.records import Extraction

MOST_CLAIMS = 4_000
"""Claims of the pages that are kept at hand: some 60 MiB."""
MOST_COPIED = 2_000
"""Claims that are kept of pages which are not at hand: what others copied from, often a few."""
TOGETHER = 200
"""Pages read at once."""
FEW = 100
"""Pages of which some claims are read at once: those that are read together from a database."""


class Corpus(Protocol):
    """Where extractions are read from."""

    def read(
        self, documents: Sequence[str], only: Collection[str] | None = None
    ) -> Iterable[Extraction]:
        """Yield the extractions of some documents; claims not among ``only`` may be left out."""


def read_claims(corpus: Corpus, wanted: Mapping[str, Collection[str]]) -> Iterator[Extraction]:
    """Yield pages with these claims alone, by document; they are read by these."""
    documents = sorted(wanted)
    for at in range(0, len(documents), FEW):
        some = documents[at : at + FEW]
        claims = {claim for document in some for claim in wanted[document]}
        for page in corpus.read(some, claims):
            kept = tuple(claim for claim in page.claims if claim.id in claims)
            yield (
                page if len(kept) == len(page.claims) else page.model_copy(update={"claims": kept})
            )


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its claims and their threads."""

    items: Sequence[Item]
    threads: Mapping[str, Thread]
    """By their keys, in the order of the text."""


class Shelf:
    """Reads pages and keeps those last asked for.

    Without a ``corpus`` it has only the pages that it is given.  There is room for pages of
    so many claims, and for one page; what there is no room for is laid by (``Overflow``).
    """

    def __init__(
        self, packs: Packs, corpus: Corpus | None = None, *, room: int = MOST_CLAIMS
    ) -> None:
        self._corpus = corpus
        self._vocabulary = vocabulary(packs)
        self._laid_by: Overflow[Page] = Overflow()
        self._pages: Recent[Page] = Recent(room, lambda page: len(page.items), self._laid_by.put)
        self._copied: Recent[dict[str, Item]] = Recent(MOST_COPIED, len)
        """Claims of pages that are not at hand."""

    def held(self) -> list[str]:
        """Return the ids of the pages of which something is at hand or laid by."""
        return sorted({*self._pages, *self._copied, *self._laid_by})

    def open(self, corpus: Corpus, same: Collection[str]) -> None:
        """Read from a corpus from now on; of the pages at hand those of ``same`` stay."""
        self._corpus = corpus
        for key in set(self.held()) - set(same):
            self._forget(key)

    def take_in(self, extraction: Extraction) -> Sketch:
        """Keep a page that was just extracted at hand, and return its sketch."""
        sketch = self._sketch(extraction)
        self._pages.make_room()
        return sketch

    def pages(self, documents: Iterable[str]) -> dict[str, Page]:
        """Return some pages by their ids; one that is gone is left out."""
        wanted = sorted(set(documents))
        found = {key: page for key in wanted if (page := self._taken_up(key)) is not None}
        missing = [key for key in wanted if key not in found]
        for at in range(0, len(missing), TOGETHER):
            for extraction in self._read(missing[at : at + TOGETHER]):
                found[extraction.document.id] = self._put(extraction)
        self._pages.make_room()
        return found

    def claims(self, wanted: Mapping[str, Collection[str]]) -> dict[str, Item]:
        """Return some claims, told by document; of pages that are not at hand these alone."""
        found: dict[str, Item] = {}
        missing: dict[str, Collection[str]] = {}
        for document, claims in sorted(wanted.items()):
            known = self._known(document, claims)
            found |= known
            if left := [claim for claim in claims if claim not in known]:
                missing[document] = left
        if missing:
            assert self._corpus is not None, "pages are read from a corpus"
            for page in read_claims(self._corpus, missing):
                items = {item.id: item for item in page_items(page, self._vocabulary.phrases)}
                self._keep_copied(page.document.id, items)
                found |= items
        self._copied.make_room()
        return found

    def sketches(self, documents: Sequence[str]) -> Iterator[Sketch]:
        """Yield the sketches of some pages; they are kept at hand while there is room.

        Each is made as soon as its page is read: what was just read is still near the processor.
        """
        for at in range(0, len(documents), TOGETHER):
            yield from map(self._sketch, self._read(documents[at : at + TOGETHER]))
            self._pages.make_room()

    def _read(self, documents: Sequence[str]) -> Iterable[Extraction]:
        assert self._corpus is not None, "pages are read from a corpus"
        return self._corpus.read(documents)

    def _sketch(self, extraction: Extraction) -> Sketch:
        page = self._put(extraction)
        threads = list(page.threads.values())
        return sketch_of(extraction.document.id, page.items, threads, self._vocabulary)

    def _put(self, extraction: Extraction) -> Page:
        items = page_items(extraction, self._vocabulary.phrases)
        threads = find_threads(items, self._vocabulary.kinships, self._vocabulary.limits)
        page = Page(items, {thread.key: thread for thread in threads})
        self._forget(extraction.document.id)
        self._pages.put(extraction.document.id, page)
        return page

    def _taken_up(self, key: str) -> Page | None:
        """Return a page that is at hand or laid by; from now on it is at hand."""
        page = self._pages.get(key)
        if page is None and (page := self._laid_by.get(key)) is not None:
            self._pages.put(key, page)
        return page

    def _known(self, document: str, claims: Collection[str]) -> dict[str, Item]:
        """Return those of some claims of a page that need not be read."""
        page = self._pages.get(document)
        if page is None:
            known = self._copied.get(document) or {}
            found = {claim: known[claim] for claim in claims if claim in known}
            if len(found) == len(claims) or (page := self._laid_by.get(document)) is None:
                return found
        items = {item.id: item for item in page.items if item.id in claims}
        if document not in self._pages:
            self._keep_copied(document, items)
        return items

    def _keep_copied(self, document: str, items: Mapping[str, Item]) -> None:
        self._copied.put(document, {**(self._copied.get(document) or {}), **items})

    def _forget(self, key: str) -> None:
        self._pages.drop(key)
        self._copied.drop(key)
        self._laid_by.drop(key)


__all__ = ["Corpus", "Page", "Shelf"]
