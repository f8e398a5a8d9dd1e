"""Recent: what was last asked for, while there is room for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


def _nowhere(key: str, thing: object) -> None:
    """Let go what there is no room for."""


class Recent(Generic[T]):
    """Things by key, each of a size; those not asked for longest go ``away`` when it is full.

    Room is made when it is asked for (``make_room``), so that what is put together stays together.
    """

    def __init__(
        self,
        room: int,
        size: Callable[[T], int],
        away: Callable[[str, T], None] = _nowhere,
    ) -> None:
        self._room = room
        self._size = size
        self._away = away
        self._things: OrderedDict[str, T] = OrderedDict()
        self._taken = 0

    def __contains__(self, key: object) -> bool:
        return key in self._things

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def get(self, key: str) -> T | None:
        """Return a thing, which is the last asked for from now on."""
        if key in self._things:
            self._things.move_to_end(key)
        return self._things.get(key)

    def put(self, key: str, thing: T) -> None:
        """Keep a thing in place of what has its key."""
        self.drop(key)
        self._things[key] = thing
        self._taken += self._size(thing)

    def drop(self, key: str) -> None:
        """Forget a thing, if it is here."""
        if key in self._things:
            self._taken -= self._size(self._things.pop(key))

    def make_room(self) -> None:
        """Put away what there is no room for; one thing always stays."""
        while self._taken > self._room and len(self._things) > 1:
            key, thing = self._things.popitem(last=False)
            self._taken -= self._size(thing)
            self._away(key, thing)


__all__ = ["Recent"]
