"""Pages as linking reads them: less is read, and what is looked at is all there."""

from __future__ import annotations

from sqlite_utils import Database
from store_pages import article

from provenance.records import Claim
from provenance.store import Writer, read_extractions
from provenance.store.corpus import READ, StoredCorpus


def looked_at(claim: Claim) -> Claim:
    """Return a claim with the evidence that linking looks at alone, and no spans beside it."""
    evidence = tuple(one for one in claim.evidence if one.field in READ)
    attribution, when = claim.attribution, claim.when
    chain = tuple(link.model_copy(update={"spans": ()}) for link in claim.chain)
    if attribution is not None:
        mentions = {
            "source": attribution.source and attribution.source.model_copy(update={"spans": ()}),
            "sources": tuple(one.model_copy(update={"spans": ()}) for one in attribution.sources),
            "cue": attribution.cue and attribution.cue.model_copy(update={"spans": ()}),
            "chain": chain,
        }
        attribution = attribution.model_copy(update=mentions)
    return claim.model_copy(
        update={
            "evidence": evidence,
            "attribution": attribution,
            "chain": chain,
            "figures": tuple(one.model_copy(update={"evidence": ()}) for one in claim.figures),
            "when": when and when.model_copy(update={"spans": ()}),
            "where": tuple(one.model_copy(update={"spans": ()}) for one in claim.where),
            "repeated_at": (),
        }
    )


def test_what_linking_looks_at_is_read_and_no_more(db: Database, run: str) -> None:
    extraction, capture = article()
    Writer(db, run).add(extraction, capture)
    key = extraction.document.id
    (whole,) = read_extractions(db, [key])
    (found,) = StoredCorpus(db).read([key])
    assert whole == extraction
    assert found.sentences == ()
    assert found.claims == tuple(map(looked_at, whole.claims))
    assert any(one.evidence for one in found.claims)
    assert found.document == whole.document.model_copy(update={"evidence": ()})
