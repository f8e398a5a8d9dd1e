"""Clusters: the happenings of many pages brought together as events.

Grouping joins the most alike first and asks every pair of a group, so that unlike things do
not chain together; then follow-ups are joined, page by page.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from provenance.link.census import Lists
from provenance.link.columns import owners_of
from provenance.link.followups import join_pages
from provenance.link.happenings import Likeness
from provenance.link.ids import Ids
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

    def __init__(
        self, register: Register, groups: Sequence[Sequence[int]], joined: Mapping[int, Likeness]
    ) -> None:
        """Make an event of each group of happenings; ``joined`` says why one is in its group."""
        self._register = register
        self._joined = joined
        keys = register.keys
        ids = Ids.of(content_id("event", min(keys[one] for one in group)) for group in groups)
        order = np.argsort(ids.column)
        self._of_groups = ids = Ids(ids.column[order])
        sizes = np.array([len(groups[at]) for at in order.tolist()], dtype=np.int64)
        members = (one for at in order.tolist() for one in groups[at])
        self._groups = Lists(
            np.fromiter(members, dtype=np.uint32), np.concatenate(([0], np.cumsum(sizes)))
        )
        self._group = np.empty(len(keys), dtype=np.uint32)
        """Of each happening."""
        self._group[self._groups.terms] = owners_of(sizes)
        self.ids = ids
        self._which = np.arange(len(groups))
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
    edges = {pair: found for pair, found in compared.items() if neighbours.may_be_one(*pair)}
    alike = neighbours.about_one(said)
    ends = {number for edge in edges for number in edge}
    for _, *pages in alike:
        ends.update(topic for page in pages if (topic := register.topic(page)) is not None)
    register.fetch(map(register.page, ends))

    def ask(a: int, b: int) -> Likeness | None:
        return edges.get((a, b) if a < b else (b, a)) or neighbours.ask(a, b)

    groups, joined = _grouped(len(register.keys), edges, ask, limits.join - SLACK)
    groups = join_pages(
        groups, joined, alike, register, neighbours.rare, neighbours.kinships, limits
    )

    return Clusters(register, groups, joined), neighbours.found(compared, said)


def _grouped(
    count: int,
    edges: Mapping[tuple[int, int], Likeness],
    ask: Callable[[int, int], Likeness | None],
    floor: float,
) -> tuple[list[list[int]], dict[int, Likeness]]:
    """Join the most alike first; a group takes another in only if all pairs may be one."""
    home = list(range(count))
    members = {number: [number] for number in home}
    joined: dict[int, Likeness] = {}
    for a, b in sorted(edges, key=lambda pair: (-edges[pair][0], pair)):
        x, y = home[a], home[b]
        if x == y:
            continue
        if len(members[x]) < len(members[y]):
            x, y, a, b = y, x, b, a
        answers = (ask(m, n) for m in members[x][:ASKED] for n in members[y][:ASKED])
        if all(answer is not None and answer[0] >= floor for answer in answers):
            for number in members.pop(y):
                home[number] = x
                joined.setdefault(number, edges[(a, b) if a < b else (b, a)])
                insort(members[x], number)
    return list(members.values()), joined


__all__ = ["Clusters", "find_clusters"]
