"""Clusters: the happenings of many pages brought together as events.

Grouping joins the most alike first and asks every pair of a group, so that unlike things do
not chain together; then follow-ups are joined, page by page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from provenance.link.columns import Terms
from provenance.link.followups import join_pages
from provenance.link.groups import Groups
from provenance.link.happenings import Likeness
from provenance.link.ids import Ids
from provenance.link.likenesses import Likenesses
from provenance.link.lists import Lists
from provenance.link.neighbours import Found, Neighbours
from provenance.link.parts import Cluster, Part, cluster_of
from provenance.link.redrawn import redrawn
from provenance.link.register import Register
from provenance.records import content_id
from provenance.review.standing import EventDecision

# Members of a group that a newcomer is compared with; bigger groups are of one mind anyway.
ASKED = 30
# How far below the threshold a pair inside a group may lie.
SLACK = 1.0


class Clusters(Sequence[Cluster]):
    """The events of all pages, in the order of their ids; each is made when it is asked for."""

    def __init__(self, register: Register, homes: Terms, joined: Mapping[int, Likeness]) -> None:
        """Make an event of each group of happenings.

        ``homes`` has the group of each, and ``joined`` says why one is in its group.
        """
        self._register = register
        self._joined = joined
        keys = register.keys
        by_key = np.lexsort((keys.column, homes))
        _, first = np.unique(homes[by_key], return_index=True)
        ids = Ids.of(content_id("event", keys[at]) for at in by_key[first].tolist())
        order = np.argsort(ids.column)
        self._of_groups = self.ids = Ids(ids.column[order])
        # Groups are numbered in the order of their events.
        place = np.empty(len(order), dtype=np.uint32)
        place[order] = np.arange(len(order), dtype=np.uint32)
        _, which = np.unique(homes, return_inverse=True)
        self._group = place[which]
        """Of each happening."""
        members = np.argsort(self._group, kind="stable").astype(np.uint32)
        self._groups = Lists.of(self._group[members], members, len(order))
        self._which = np.arange(len(order))
        """Group of each event; below 0: the place from the end among those that people drew."""
        self._drawn: list[Cluster] = []
        self._redrawn: frozenset[int] = frozenset()
        """Groups that are no events any more."""

    def __len__(self) -> int:
        return len(self._which)

    @overload
    def __getitem__(self, number: int) -> Cluster: ...
    @overload
    def __getitem__(self, number: slice) -> list[Cluster]: ...
    def __getitem__(self, number: int | slice) -> Cluster | list[Cluster]:
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(len(self)))]
        which = int(self._which[number])
        return self._drawn[which] if which < 0 else self._cluster(which)

    def redraw(
        self, decisions: Sequence[EventDecision], claims: Mapping[int, Sequence[str]]
    ) -> None:
        """Draw events as people decided; ``claims`` has those of each happening decided about."""
        self._redrawn = frozenset(int(self._group[number]) for number in claims)
        keys = {self._register.keys[number]: held for number, held in claims.items()}
        self._drawn = redrawn(map(self._cluster, sorted(self._redrawn)), decisions, keys)
        kept = np.setdiff1d(np.arange(len(self._of_groups)), sorted(self._redrawn))
        drawn = Ids.of(one.id for one in self._drawn)
        ids = np.concatenate([self._of_groups.column[kept], drawn.column])
        order = np.argsort(ids, kind="stable")
        self._which = np.concatenate([kept, np.arange(-len(drawn), 0)])[order]
        self.ids = Ids(ids[order])

    def on(self, page: int) -> list[tuple[Part, str]]:
        """Return what a page tells of which event, in the order of the events."""
        found = [
            (self._part(number), self._of_groups[int(self._group[number])])
            for number in self._register.on(page)
            if int(self._group[number]) not in self._redrawn
        ]
        found += self._drawn_on.get(self._register.documents[page], ())
        return sorted(found, key=lambda one: (one[1], one[0].key))

    @cached_property
    def _drawn_on(self) -> dict[str, list[tuple[Part, str]]]:
        """What pages tell of events that people drew."""
        found: dict[str, list[tuple[Part, str]]] = {}
        for cluster in self._drawn:
            for part in cluster.parts:
                found.setdefault(part.document, []).append((part, cluster.id))
        return found

    def _cluster(self, group: int) -> Cluster:
        numbers = self._groups[group].tolist()
        joined = {
            self._register.keys[one]: self._joined[one] for one in numbers if one in self._joined
        }
        return cluster_of(self._of_groups[group], [self._part(one) for one in numbers], joined)

    def _part(self, number: int) -> Part:
        key = self._register.keys[number]
        return Part(key, self._register.documents[self._register.page(number)], key)


def find_clusters(neighbours: Neighbours) -> tuple[Clusters, Found]:
    """Return the events of all pages, and what is kept of the comparing for the next time."""
    register, limits = neighbours.register, neighbours.limits
    compared = neighbours.edges()
    said = neighbours.alike()
    may_be = (neighbours.may_be_one(a, b) for a, b in compared)
    edges = compared.where(np.fromiter(may_be, dtype=np.bool_, count=len(compared)))
    alike = neighbours.about_one(said)
    topics = (register.topic(page) for _, *both in alike for page in both)
    ends = {topic for topic in topics if topic is not None}
    told = [edges.low, edges.high, np.array(sorted(ends), dtype=np.uint32)]
    register.fetch(np.unique(register.pages[np.concatenate(told)]).tolist())

    def ask(a: int, b: int) -> Likeness | None:
        return edges.get(min(a, b), max(a, b)) or neighbours.ask(a, b)

    groups = Groups(len(register.keys))
    joined = _grouped(groups, edges, ask, limits.join - SLACK)
    join_pages(groups, joined, alike, register, neighbours.rare, neighbours.kinships, limits)
    return Clusters(register, groups.homes, joined), neighbours.found(compared, said)


def _grouped(
    groups: Groups,
    edges: Likenesses,
    ask: Callable[[int, int], Likeness | None],
    floor: float,
) -> dict[int, Likeness]:
    """Join the most alike first; a group takes another in only if all pairs may be one.

    Returns why a happening is in the group that it was taken into.
    """
    joined: dict[int, Likeness] = {}
    for low, high in edges.best_first():
        x, y = groups.of(low), groups.of(high)
        if x == y:
            continue
        if len(groups.members(x)) < len(groups.members(y)):
            x, y = y, x
        answers = (ask(m, n) for m in groups.members(x)[:ASKED] for n in groups.members(y)[:ASKED])
        if all(answer is not None and answer[0] >= floor for answer in answers):
            found = edges.get(low, high)
            assert found is not None, "it is one of the pairs"
            for number in groups.members(y):
                joined.setdefault(number, found)
            groups.join(x, y)
    return joined


__all__ = ["Clusters", "find_clusters"]
