"""Events as people drew them: joined where two are one happening, parted where one is two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from provenance.link.happenings import Likeness
from provenance.link.parts import Cluster, Part, cluster_of
from provenance.records import content_id
from provenance.review.standing import EventDecision

DECIDED: Likeness = (5.0, ("a person decided that it is one happening",))
"""As sure as can be."""


def redrawn(
    clusters: Iterable[Cluster],
    decisions: Iterable[EventDecision],
    claims: Mapping[str, Sequence[str]],
) -> list[Cluster]:
    """Return clusters of claims decided about as they are now, in the order of their ids.

    A decision is about claims.  Those that no cluster holds any more are passed over; what
    was parted goes into one cluster, and the rest keeps its id.  ``claims`` has the claims of
    each thread that holds a claim decided about, by its key.
    """
    touched = []
    for cluster in sorted(clusters, key=lambda one: one.id):
        parts = tuple(
            replace(part, claims=tuple(claims[part.thread])) if part.thread in claims else part
            for part in cluster.parts
        )
        touched.append(replace(cluster, parts=parts))
    for decision in decisions:
        if decision.together:
            touched = _joined(touched, decision)
        else:
            touched = _parted(touched, frozenset(decision.claims))
    found = [replace(one, parts=tuple(_whole(p, claims) for p in one.parts)) for one in touched]
    return sorted(found, key=lambda cluster: cluster.id)


def _whole(part: Part, claims: Mapping[str, Sequence[str]]) -> Part:
    """Return a part that is a whole thread as such."""
    whole = part.claims is not None and len(part.claims) == len(claims[part.thread])
    return replace(part, claims=None) if whole else part


def _joined(clusters: list[Cluster], decision: EventDecision) -> list[Cluster]:
    first = _home(clusters, decision.claims)
    second = _home(clusters, decision.others)
    if first is None or second is None or first is second:
        return clusters
    parts = [*second.parts, *first.parts]
    joined = {**second.joined, **{part.key: DECIDED for part in first.parts}}
    rest = [one for one in clusters if one is not first and one is not second]
    return [*rest, cluster_of(second.id, parts, joined)]


def _parted(clusters: list[Cluster], claims: frozenset[str]) -> list[Cluster]:
    gone: list[Part] = []
    found: list[Cluster] = []
    for cluster in clusters:
        outside = [part for one in cluster.parts if (part := _part(one, claims, False))]
        if len(outside) == len(cluster.parts) and outside == list(cluster.parts):
            found.append(cluster)
            continue
        gone += [part for one in cluster.parts if (part := _part(one, claims, True))]
        if outside:
            found.append(cluster_of(cluster.id, outside, cluster.joined))
    if gone:
        # The event of the smallest id among the claims is there already when that one left.
        key = content_id("event", min(one.key for one in gone))
        if any(cluster.id == key for cluster in found):
            key = content_id("event", min(one.key for one in gone), "parted")
        found.append(cluster_of(key, gone, {one.key: DECIDED for one in gone[1:]}))
    return found


def _part(part: Part, claims: frozenset[str], inside: bool) -> Part | None:
    """Return that of a part whose claims are among ``claims``, or are not."""
    if part.claims is None:
        return None if inside else part
    kept = tuple(claim for claim in part.claims if (claim in claims) is inside)
    if not kept:
        return None
    return part if len(kept) == len(part.claims) else replace(part, key=min(kept), claims=kept)


def _home(clusters: Iterable[Cluster], claims: Iterable[str]) -> Cluster | None:
    """Return the cluster that holds most of the claims."""
    wanted = set(claims)
    held = [
        (sum(claim in wanted for part in one.parts for claim in part.claims or ()), one)
        for one in clusters
    ]
    most = max(held, key=lambda one: one[0], default=(0, None))
    return most[1] if most[0] else None


__all__ = ["redrawn"]
