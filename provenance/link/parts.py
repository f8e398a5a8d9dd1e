"""Parts: what an event is put together of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from provenance.link.happenings import Likeness


@dataclass(frozen=True, slots=True)
class Part:
    """A happening, or what people left of one, in an event."""

    key: str
    """The smallest id of its claims."""
    document: str
    thread: str
    """Key of the thread of its page."""
    claims: tuple[str, ...] | None = None
    """Those of the thread's claims that are meant; None: all."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The parts of one event."""

    id: str
    parts: tuple[Part, ...]
    joined: Mapping[str, Likeness]
    """Why each part but the first is in the event, by its key."""


def cluster_of(key: str, parts: list[Part], joined: Mapping[str, Likeness]) -> Cluster:
    """Return a cluster with its parts in the order of their keys."""
    ordered = tuple(sorted(parts, key=lambda part: part.key))
    return Cluster(key, ordered, {p.key: joined[p.key] for p in ordered if p.key in joined})


__all__ = ["Cluster", "Part", "cluster_of"]
