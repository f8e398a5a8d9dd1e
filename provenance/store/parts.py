"""Parts: the rows that linking makes of some claims, without a database.

They are what moves from process to process.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from provenance.records import Evidence, Link, Linking, content_id
from provenance.store.bodies import place_rows, source_rows
from provenance.store.rows import Row

Rows = dict[Row, Row]
"""Rows by their key."""


@dataclass(frozen=True, slots=True)
class Part:
    """All rows of some claims and of some events, as plain values."""

    scope: frozenset[str]
    """The ids of these claims and events."""
    sources: list[Row]
    parents: list[Row]
    places: list[Row]
    tables: dict[str, Rows]
    """By table; a flag has the ordinal of the sentence that shows it in place of its id."""
    standing: Rows
    """Origin, its rule, event and status of claims."""


def part_of(claims: Collection[str], linking: Linking) -> Part:
    """Return all rows of some claims, and of the events in ``linking``, which it stands for."""
    events: Rows = {
        (e.id,): (
            e.label,
            e.kind,
            e.date_from,
            e.date_to,
            e.place.id if e.place else None,
            e.n_claims,
            e.n_origins,
        )
        for e in linking.events
    }
    event_claims: Rows = {
        (e.event_id, e.claim_id): (e.score, json.dumps(e.reasons, ensure_ascii=False))
        for e in linking.event_claims
    }
    ranges: Rows = {}
    range_claims: Rows = {}
    for r in linking.ranges:
        key = content_id("range", r.event_id, r.measure, r.party, r.profile)
        ranges[(key,)] = (
            r.event_id,
            r.measure.value,
            r.party,
            r.profile,
            r.low,
            r.best,
            r.high,
            r.n_claims,
            r.n_origins,
        )
        for ordinal, claim in enumerate(dict.fromkeys(r.claims)):
            range_claims[key, claim] = (ordinal,)
    links: Rows = {
        (link.id,): (
            link.claim_a,
            link.claim_b,
            link.figure_a,
            link.figure_b,
            link.relation.value,
            link.same_origin.value,
            link.score,
            link.reason,
            link.rule,
            _evidence(link),
        )
        for link in linking.links
    }
    flags: Rows = {
        (f.id,): (
            f.claim_id,
            f.code.value,
            f.reason,
            f.evidence_sentence,
            f.evidence_claim,
            f.rule,
        )
        for f in linking.flags
    }
    standing: Rows = {
        (o.claim_id,): (o.origin.id if o.origin else None, o.rule, o.event_id, o.status.value)
        for o in linking.origins
    }
    sources, parents = source_rows(o.origin for o in linking.origins if o.origin)
    return Part(
        scope=frozenset({*claims, *(event.id for event in linking.events)}),
        sources=_plain(sources),
        parents=_plain(parents),
        places=_plain(place_rows(e.place for e in linking.events if e.place)),
        tables={
            "events": events,
            "event_claims": event_claims,
            "ranges": ranges,
            "range_claims": range_claims,
            "links": links,
            "flags": flags,
        },
        standing=standing,
    )


def _plain(rows: Iterable[Row]) -> list[Row]:
    """Return rows without enums, which cost most of the time of moving them."""
    return [
        tuple(value.value if isinstance(value, Enum) else value for value in row) for row in rows
    ]


def _evidence(link: Link) -> str:
    return json.dumps([_item(e) for e in link.evidence], ensure_ascii=False)


def _item(evidence: Evidence) -> dict[str, object]:
    return {"field": evidence.field, "rule": evidence.rule, "spans": evidence.spans}


__all__ = ["Part", "Rows", "part_of"]
