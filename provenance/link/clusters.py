"""Clusters: the happenings of many pages brought together as events.

Grouping joins the most alike first and asks every pair of a group, so that unlike things do
not chain together; then follow-ups are joined, page by page.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Mapping

from provenance.link.followups import join_pages
from provenance.link.happenings import Likeness
from provenance.link.neighbours import Found, Neighbours
from provenance.link.parts import Cluster, Part, cluster_of
from provenance.records import content_id

# Members of a group that a newcomer is compared with; bigger groups are of one mind anyway.
ASKED = 30
# How far below the threshold a pair inside a group may lie.
SLACK = 1.0


def find_clusters(neighbours: Neighbours) -> tuple[list[Cluster], Found]:
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

    def part(number: int) -> Part:
        key = register.keys[number]
        return Part(key, register.documents[register.page(number)], key)

    clusters = [
        cluster_of(
            content_id("event", min(register.keys[number] for number in numbers)),
            [part(number) for number in numbers],
            {register.keys[number]: joined[number] for number in numbers if number in joined},
        )
        for numbers in groups
    ]
    return clusters, neighbours.found(compared, said)


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


__all__ = ["find_clusters"]
