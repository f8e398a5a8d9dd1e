"""Zones (stub)."""

from __future__ import annotations

from provenance.packs.loader import Packs
from provenance.read.lead import Lead
from provenance.records import Sentence, Span, Zone


def assign(text: str, spans: list[Span], lead: Lead, packs: Packs) -> tuple[Sentence, ...]:
    """Return the sentences, each in its zone."""
    items = {item.start: item for item in lead.items}
    current = None
    found = []
    for ordinal, (start, end) in enumerate(spans):
        current = items.get(start, current)
        zone, rule = Zone.BODY, "body.default"
        if current is not None and end <= current.end:
            zone, rule = current.zone, current.rule
        found.append(Sentence(ordinal=ordinal, start=start, end=end, zone=zone, rule=rule))
    return tuple(found)
