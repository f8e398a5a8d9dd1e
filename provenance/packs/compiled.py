"""What is built from a stack of packs: once for each stack, and dropped with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from provenance.packs.loader import Packs

V = TypeVar("V")


class Compiled(Generic[V]):
    """A function of packs that remembers what it built; also a decorator."""

    def __init__(self, build: Callable[[Packs], V]) -> None:
        self._build = build
        self._built: WeakKeyDictionary[Packs, V] = WeakKeyDictionary()
        update_wrapper(self, build)

    def __call__(self, packs: Packs) -> V:
        """Return what was built for ``packs``, building it when first asked for."""
        found = self._built.get(packs)
        if found is None:
            found = self._built[packs] = self._build(packs)
        return found


__all__ = ["Compiled"]
