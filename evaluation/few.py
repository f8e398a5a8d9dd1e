"""Few articles: how well a collection of some dozen pages is grouped, as a newcomer has it.

The incidents of a set are taken ten at a time; the pages of each ten are linked by
themselves.  Two pages are together when one event has claims of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from provenance.link import link
from provenance.packs import Packs
from provenance.records import Extraction
from provenance.store import connect
from provenance.store.read import read_extractions

INCIDENTS = 10
"""Incidents in a collection: some 18 pages."""

Pair = tuple[str, str]


def measure(database: Path, incidents: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return precision, recall and F of pairs of pages, over all collections of few incidents."""
    db = connect(database)
    documents = [key for (key,) in db.execute("SELECT id FROM documents ORDER BY id").fetchall()]
    pages = {page.document.external_id: page for page in read_extractions(db, documents)}
    db.close()
    packs = Packs()
    gold: set[Pair] = set()
    found: set[Pair] = set()
    for at in range(0, len(incidents), INCIDENTS):
        told = [
            [article["id"] for article in incident["articles"] if article["id"] in pages]
            for incident in incidents[at : at + INCIDENTS]
        ]
        for articles in told:
            gold.update(_pairs(articles))
        found.update(_together([pages[one] for articles in told for one in articles], packs))
    right = len(gold & found)
    return {
        "few.P": right / max(1, len(found)),
        "few.R": right / max(1, len(gold)),
        "few.F": 2 * right / max(1, len(found) + len(gold)),
    }


def _together(pages: Sequence[Extraction], packs: Packs) -> Iterator[Pair]:
    """Yield the pairs of pages that tell of one event."""
    names = {claim.id: str(page.document.external_id) for page in pages for claim in page.claims}
    events: dict[str, set[str]] = {}
    for row in link(pages, packs).event_claims:
        events.setdefault(row.event_id, set()).add(names[row.claim_id])
    for members in events.values():
        yield from _pairs(members)


def _pairs(names: Iterable[str]) -> Iterator[Pair]:
    yield from combinations(sorted(set(names)), 2)


__all__ = ["measure"]
