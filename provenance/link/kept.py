"""What is kept of a linking, so that the next one does again only what has another outcome.

Each result has a stamp, a digest of all that it was made from.  One that has the stamp of the
last time is that of the last time, and its rows stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from provenance.link.copies import Printings
from provenance.link.neighbours import Found
from provenance.link.parts import Cluster, Part
from provenance.link.register import Register


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a linking."""

    found: Found = field(default_factory=Found)
    events: Mapping[str, int] = field(default_factory=dict)
    """Stamp of each event."""
    pages: Mapping[str, int] = field(default_factory=dict)
    """Stamp of the claims of each page that are in no happening."""


class Stamps:
    """Stamps of pages and events."""

    def __init__(
        self, register: Register, copies: Printings, mates: Mapping[int, list[int]]
    ) -> None:
        self._register = register
        self._copies = copies
        self._mates = mates
        self._pages: dict[int, str] = {}

    def _page(self, page: int) -> str:
        """Return a digest of what the claims of a page are made of: itself and others it needs."""
        if page not in self._pages:
            serials = self._register.serials
            mates = [f"{mate} {serials[mate]}" for mate in self._mates.get(page, ())]
            parts = [str(serials[page]), *self._copied(page), *mates]
            self._pages[page] = f"{_digest(parts):x}"
        return self._pages[page]

    def _copied(self, page: int) -> Iterator[str]:
        """Yield what is known of the copied claims of a page."""
        for claim, copied in sorted(self._copies.on(page).items()):
            others = [str(self._register.serials[other]) for other in copied.pages]
            row = [claim, copied.key, repr(copied.share), copied.speaker or "", *others]
            yield "\t".join(row)

    def event(self, cluster: Cluster) -> int:
        """Return the stamp of an event."""
        numbers = self._register.numbers
        parts = [
            f"{_named(part)}\n{cluster.joined.get(part.key)!r}\n{self._page(numbers[part.document])}"
            for part in cluster.parts
        ]
        return _digest((cluster.id, *parts))

    def page(self, page: int, told: Sequence[tuple[Part, str]]) -> int:
        """Return the stamp of a page whose happenings are in these events."""
        return _digest((self._page(page), *(f"{_named(part)} {event}" for part, event in told)))


def _named(part: Part) -> str:
    return " ".join((part.document, part.thread, *(part.claims or ("all",))))


def _digest(parts: Iterable[str]) -> int:
    data = "\0".join(parts).encode()
    return int.from_bytes(blake2b(data, digest_size=6).digest(), "big")


__all__ = ["Kept", "Stamps"]
