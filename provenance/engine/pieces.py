"""Chunks and their pieces: what is worked on together, and what is left when it fails."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from provenance.engine.limits import CHUNK_ARTICLES, CHUNK_BYTES

Item = TypeVar("Item")

SHARES = 3
"""Chunks a worker that are looked ahead, and into which the last of them are dealt out."""
LEAST = 4
"""Items of the smallest chunk that is made so that all end together."""
TRIES = 2
"""How often an item that is alone may fail: once may be somebody else's fault."""
DEATHS = 3
"""How often its process may die over it: where memory is short others may have taken it."""


class Failed(Exception):
    """An item that could not be worked on; the message is the reason."""


@dataclass(slots=True)
class Chunk(Generic[Item]):
    """Items that came one after the other, and what was made of them."""

    items: Sequence[Item]
    results: list[object] = field(init=False)
    missing: int = field(init=False)

    def __post_init__(self) -> None:
        """Begin with no results."""
        self.results = [None] * len(self.items)
        self.missing = len(self.items)


@dataclass(frozen=True, slots=True)
class Piece(Generic[Item]):
    """A part of a chunk; at first the whole."""

    chunk: Chunk[Item]
    start: int
    stop: int
    tries: int = 0

    @property
    def items(self) -> Sequence[Item]:
        """The items of the piece."""
        return self.chunk.items[self.start : self.stop]

    def done(self, results: Sequence[object]) -> None:
        """Keep the results of the piece."""
        self.chunk.results[self.start : self.stop] = results
        self.chunk.missing -= self.stop - self.start

    def failed(self, reason: str, tries: int = TRIES) -> list[Piece[Item]]:
        """Return what to try now that the piece has failed.

        Its halves, until the item that is to blame is alone; that one until it has had so many
        ``tries``, and then nothing: ``Failed`` is its result.
        """
        if self.stop - self.start > 1:
            middle = (self.start + self.stop) // 2
            return [Piece(self.chunk, self.start, middle), Piece(self.chunk, middle, self.stop)]
        if self.tries + 1 < tries:
            return [Piece(self.chunk, self.start, self.stop, self.tries + 1)]
        self.done([Failed(reason)])
        return []


def chunks(
    items: Iterable[Item],
    size: Callable[[Item], int],
    *,
    most: int = CHUNK_ARTICLES,
    most_bytes: int = CHUNK_BYTES,
) -> Iterator[list[Item]]:
    """Yield runs of items of up to ``most`` items and ``most_bytes`` bytes, or of one item."""
    held: list[Item] = []
    total = 0
    for item in items:
        more = size(item)
        if held and (len(held) == most or total + more > most_bytes):
            yield held
            held, total = [], 0
        held.append(item)
        total += more
    if held:
        yield held


def tapering(
    items: Iterable[Item],
    size: Callable[[Item], int],
    workers: int,
    *,
    most: int = CHUNK_ARTICLES,
    most_bytes: int = CHUNK_BYTES,
) -> Iterator[list[Item]]:
    """Yield runs of items as ``chunks`` does, smaller ones at the end.

    Some chunks for each of ``workers`` are looked ahead; when the end is in sight, what is left
    is dealt out in shares that get smaller, so that all workers end at about one time.
    """
    source = iter(items)
    held: deque[Item] = deque()
    total, ended = 0, False
    while True:
        while not ended and (
            len(held) < SHARES * workers * most and total < SHARES * workers * most_bytes
        ):
            for item in source:
                held.append(item)
                total += size(item)
                break
            else:
                ended = True
        if not held:
            return
        share = most if not ended else min(most, max(LEAST, len(held) // (SHARES * workers)))
        share_bytes = most_bytes if not ended else total // (SHARES * workers)
        chunk = [held.popleft()]
        taken = size(chunk[0])
        while held and len(chunk) < share and taken + size(held[0]) <= most_bytes:
            if taken >= share_bytes and len(chunk) >= LEAST:
                break
            taken += size(held[0])
            chunk.append(held.popleft())
        total -= taken
        yield chunk


__all__ = ["Chunk", "Failed", "Piece", "chunks", "tapering"]
