"""The log of decisions: in order, chained, and the same on any machine."""

from __future__ import annotations

import pytest
from sqlite_utils import Database
from store_pages import article

from provenance.store import Writer
from provenance.store.reviews import FIRST, Review, add_review, digest, read_reviews


def test_each_entry_holds_the_hash_of_the_one_before(db: Database) -> None:
    made = [
        add_review(
            db,
            by="Ann",
            action="confirm",
            target=f"claim {n}",
            reason="seen",
            before=None,
            after="1",
        )
        for n in range(3)
    ]
    assert list(read_reviews(db)) == made
    assert [review.number for review in made] == [1, 2, 3]
    assert [r.previous_hash for r in made] == [FIRST, digest(made[0]), digest(made[1])]


@pytest.mark.parametrize("field", ["at", "by", "action", "target", "before", "after", "reason"])
def test_every_field_counts(db: Database, field: str) -> None:
    review = add_review(db, by="Ann", action="reject", target="t", reason="r", before="", after="x")
    changed = {**review._asdict(), field: "other"}
    assert digest(Review(**changed)) != digest(review)
    assert digest(review._replace(before=None)) != digest(review)


def test_a_source_that_a_person_judged_stays(db: Database, run: str) -> None:
    extraction, capture = article()
    Writer(db, run).add(extraction, capture)
    key = extraction.claims[0].chain[0].source.id
    add_review(db, by="Ann", action="rename", target=key, reason="its own name")
    shorter = extraction.model_copy(update={"claims": ()})
    db.execute("DELETE FROM run_documents")
    Writer(db, run).add(shorter, capture)
    names = {row["name"] for row in db["sources"].rows}
    assert names == {"Harbour Ministry", "Republic of Tal", "Coast Courier", "Old Wire"}
