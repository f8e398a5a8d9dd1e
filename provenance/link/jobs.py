"""Jobs: the parts of linking that cost, each a pure function of what it is given.

Pages are sketched, pairs of happenings compared and rows made here or by other processes; one
process alone decides who is whose neighbour, which claims are one event, and writes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from provenance.link.desk import Desk, Order, Rows
from provenance.link.happenings import Likeness, Told, likeness
from provenance.link.shelf import Corpus, Shelf, read_claims
from provenance.link.vocabulary import vocabulary
from provenance.packs import Packs
from provenance.records import Extraction

Pair = tuple[int, int]
Compared = tuple[int, int, Likeness]


@dataclass(frozen=True, slots=True)
class Sketching:
    """Sketch some pages."""

    documents: Sequence[str]
    sent: Sequence[Extraction] | None = None
    """The pages themselves, for who cannot read them."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """Compare pairs of happenings."""

    told: Mapping[int, Told]
    pairs: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class RowMaking:
    """Make the rows of some events."""

    order: Order
    sent: Sequence[Extraction] | None = None
    """The pages themselves, and those parts of others that are copied."""

    @property
    def documents(self) -> Sequence[str]:
        """The pages that have to be read whole."""
        return self.order.documents


Job = Sketching | Comparing | RowMaking
Hands = Callable[[Iterable[Job]], Iterator[Any]]
"""Who does jobs; what comes of each is yielded in their order."""


def with_pages(job: Job, corpus: Corpus) -> Job:
    """Return a job with the pages that it needs, for who cannot read them."""
    if isinstance(job, Comparing):
        return job
    sent = list(corpus.read(job.documents))
    if isinstance(job, RowMaking):
        sent += read_claims(corpus, job.order.copied)
    return replace(job, sent=tuple(sent))


class Workshop:
    """Does jobs with one vocabulary; pages that are not sent are taken from ``shelf``.

    ``finish`` says what comes of rows: whoever gets them from afar may want less to be sent.
    """

    def __init__(
        self,
        packs: Packs,
        shelf: Shelf | None = None,
        finish: Callable[[Rows], Any] = lambda rows: rows,
    ) -> None:
        self._desk = Desk(packs)
        self._finish = finish
        self._packs = packs
        self._shelf = shelf

    def __call__(self, jobs: Sequence[Job]) -> list[Any]:
        """Return what comes of each job."""
        return [self.do(job) for job in jobs]

    def do(self, job: Job) -> Any:
        """Return sketches, pairs that may be one happening with why, or what comes of rows."""
        if isinstance(job, Comparing):
            return list(self._compared(job))
        shelf = self._shelf
        if job.sent is not None:
            shelf = Shelf(self._packs, _Sent(job.sent))
        assert shelf is not None, "pages are sent to who has none"
        if isinstance(job, Sketching):
            return list(shelf.sketches(job.documents))
        return self._finish(self._desk.rows(job.order, shelf))

    def _compared(self, job: Comparing) -> Iterator[Compared]:
        known = vocabulary(self._packs)
        for a, b in job.pairs:
            found = likeness(job.told[a], job.told[b], known.kinships, known.limits)
            if found is not None and found[0] >= known.limits.join:
                yield a, b, found


class _Sent:
    """Pages that came with a job."""

    def __init__(self, sent: Sequence[Extraction]) -> None:
        self._sent = {one.document.id: one for one in sent}

    def read(
        self, documents: Sequence[str], only: Collection[str] | None = None
    ) -> Iterator[Extraction]:
        """Yield some pages, or what was sent of them."""
        yield from (self._sent[key] for key in documents if key in self._sent)


__all__ = [
    "Comparing",
    "Hands",
    "Job",
    "RowMaking",
    "Sketching",
    "Workshop",
    "with_pages",
]
