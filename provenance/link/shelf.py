"""The shelf: pages as they are read for linking, some of them kept at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from provenance.link.items import Item, page_items
from provenance.link.kinships import Kinships
from provenance.link.phrases import Phrases
from provenance.link.sketches import Sketch, sketch_of
from provenance.link.threads import Thread, find_threads
from provenance.packs import Packs
from provenance.packs.scope import ScopePack
from provenance.records import Extraction

MOST_CLAIMS = 20_000
"""Claims of the pages that are kept at hand: some 300 MiB."""
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
    so many claims, and for one page.
    """

    def __init__(
        self,
        kinships: Kinships,
        pack: ScopePack,
        corpus: Corpus | None = None,
        *,
        room: int = MOST_CLAIMS,
    ) -> None:
        self._corpus = corpus
        self._room = room
        self._kinships = kinships
        self._limits = pack.linking
        self._phrases = Phrases.of(pack)
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._claims = 0

    @classmethod
    def of(cls, packs: Packs, room: int = MOST_CLAIMS) -> Shelf:
        """Return an empty shelf for pages read with these packs."""
        pack = packs.topic("scope", ScopePack)
        return cls(Kinships.of(packs, pack), pack, room=room)

    def held(self) -> list[str]:
        """Return the ids of the pages at hand."""
        return list(self._pages)

    def open(self, corpus: Corpus, same: Collection[str]) -> None:
        """Read from a corpus from now on; of the pages at hand those of ``same`` stay."""
        self._corpus = corpus
        for key in self._pages.keys() - set(same):
            self._claims -= len(self._pages.pop(key).items)

    def take_in(self, extraction: Extraction) -> Sketch:
        """Keep a page that was just extracted at hand, and return its sketch."""
        sketch = self._sketch(extraction)
        self._make_room()
        return sketch

    def pages(self, documents: Iterable[str]) -> dict[str, Page]:
        """Return some pages by their ids; one that is gone is left out."""
        wanted = sorted(set(documents))
        missing = [key for key in wanted if key not in self._pages]
        found = {key: self._pages[key] for key in wanted if key in self._pages}
        for at in range(0, len(missing), TOGETHER):
            for extraction in self._read(missing[at : at + TOGETHER]):
                found[extraction.document.id] = self._put(extraction)
        for key in wanted:
            if key in self._pages:
                self._pages.move_to_end(key)
        self._make_room()
        return found

    def claims(self, wanted: Mapping[str, Collection[str]]) -> dict[str, Item]:
        """Return some claims, told by document; of pages that are not at hand these alone."""
        found = {
            item.id: item
            for document in sorted(wanted.keys() & self._pages.keys())
            for item in self._pages[document].items
            if item.id in wanted[document]
        }
        missing = {key: claims for key, claims in wanted.items() if key not in self._pages}
        if missing:
            assert self._corpus is not None, "pages are read from a corpus"
            for page in read_claims(self._corpus, missing):
                found |= {item.id: item for item in page_items(page, self._phrases)}
        return found

    def sketches(self, documents: Sequence[str]) -> Iterator[Sketch]:
        """Yield the sketches of some pages; they are kept at hand while there is room.

        Each is made as soon as its page is read: what was just read is still near the processor.
        """
        for at in range(0, len(documents), TOGETHER):
            yield from map(self._sketch, self._read(documents[at : at + TOGETHER]))
            self._make_room()

    def _read(self, documents: Sequence[str]) -> Iterable[Extraction]:
        assert self._corpus is not None, "pages are read from a corpus"
        return self._corpus.read(documents)

    def _sketch(self, extraction: Extraction) -> Sketch:
        page = self._put(extraction)
        threads = list(page.threads.values())
        return sketch_of(extraction.document.id, page.items, threads, self._limits)

    def _put(self, extraction: Extraction) -> Page:
        items = page_items(extraction, self._phrases)
        threads = find_threads(items, self._kinships, self._limits)
        page = Page(items, {thread.key: thread for thread in threads})
        before = self._pages.pop(extraction.document.id, None)
        self._pages[extraction.document.id] = page
        self._claims += len(items) - (len(before.items) if before else 0)
        return page

    def _make_room(self) -> None:
        while self._claims > self._room and len(self._pages) > 1:
            _, page = self._pages.popitem(last=False)
            self._claims -= len(page.items)


__all__ = ["Corpus", "Page", "Shelf"]
