"""Documents as JSON Lines: just what ``provenance extract`` prints for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlite_utils import Database

from provenance.export.choice import Choice
from provenance.export.text import json_line
from provenance.jsonl import to_json
from provenance.records import Claim, Extraction
from provenance.store.read import read_extractions


def export_jsonl(db: Database, choice: Choice) -> Iterator[bytes]:
    """Yield one line a document, as ``schema/claim.schema.json`` says, in the order of ids.

    It is what was read from the page: what people decided and what other extractors found is
    not in it.  A claim that is not chosen is left out, and a claim that goes on with its
    quotation continues nothing then.
    """
    for ids in choice.document_ids(db):
        chosen = None if choice.everything else choice.claim_ids(db, ids)
        for extraction in read_extractions(db, ids, own=True):
            kept = extraction if chosen is None else keep(extraction, chosen)
            yield json_line(to_json(kept))


def keep(extraction: Extraction, chosen: Collection[str]) -> Extraction:
    """Return an extraction with the chosen claims only."""
    claims = tuple(_free(claim, chosen) for claim in extraction.claims if claim.id in chosen)
    return extraction.model_copy(update={"claims": claims})


def _free(claim: Claim, chosen: Collection[str]) -> Claim:
    attribution = claim.attribution
    if attribution is None or attribution.continues is None or attribution.continues in chosen:
        return claim
    alone = attribution.model_copy(update={"continues": None})
    return claim.model_copy(update={"attribution": alone})


__all__ = ["export_jsonl", "keep"]
