"""What is kept of a linking, so that the next one does again only what has another outcome.

Each result has a stamp, a digest of all that it was made from.  One that has the stamp of the
last time is that of the last time, and its rows stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from provenance.link.copies import Printings
from provenance.link.ids import Stamped
from provenance.link.neighbours import Found
from provenance.link.parts import Cluster, Part
from provenance.link.register import Register


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a linking."""

    found: Found = field(default_factory=Found)
    events: Stamped = field(default_factory=Stamped.none)
    """Stamp of each event."""
    pages: Stamped = field(default_factory=Stamped.none)
    """Stamp of the claims of each page that are in no happening."""


class Stamps:
    """Stamps of pages and events."""

    def __init__(
        self, register: Register, copies: Printings, mates: Mapping[int, list[int]]
    ) -> None:
        self._register = register
        self._copies = copies
        self._mates = mates

    @cached_property
    def _pages(self) -> NDArray[np.uint64]:
        """Of each page a digest of what its claims are made of: itself and others it needs."""
        return np.fromiter(map(self._page, range(len(self._register.documents))), dtype=np.uint64)

    def _page(self, page: int) -> int:
        serials = self._register.serials
        mates = [f"{mate} {serials[mate]}" for mate in self._mates.get(page, ())]
        return _digest([str(serials[page]), *self._copied(page), *mates])

    def _copied(self, page: int) -> Iterator[str]:
        """Yield what is known of the copied claims of a page."""
        for claim, copied in sorted(self._copies.on(page).items()):
            others = [str(self._register.serials[other]) for other in copied.pages]
            row = [claim, copied.key, repr(copied.share), copied.speaker or "", *others]
            yield "\t".join(row)

    def event(self, cluster: Cluster) -> int:
        """Return the stamp of an event."""
        parts = [
            f"{_named(part)}\n{cluster.joined.get(part.key)!r}\n{self._made_of(part.document)}"
            for part in cluster.parts
        ]
        return _digest((cluster.id, *parts))

    def page(self, page: int, told: Sequence[tuple[Part, str]]) -> int:
        """Return the stamp of a page whose happenings are in these events."""
        own = f"{self._pages[page]:x}"
        return _digest((own, *(f"{_named(part)} {event}" for part, event in told)))

    def _made_of(self, document: str) -> str:
        return f"{self._pages[self._register.number(document)]:x}"


def _named(part: Part) -> str:
    return " ".join((part.document, part.thread, *(part.claims or ("all",))))


def _digest(parts: Iterable[str]) -> int:
    data = "\0".join(parts).encode()
    return int.from_bytes(blake2b(data, digest_size=6).digest(), "big")


__all__ = ["Kept", "Stamps"]
