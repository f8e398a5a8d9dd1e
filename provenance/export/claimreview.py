"""Rated claims as schema.org ClaimReview, after what Google's readers of it ask for.

Only what a person has rated goes out: confirmed, rejected, or given a digit of credibility.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from provenance.export.addresses import URN, Site
from provenance.export.choice import Choice
from provenance.export.decisions import Decisions, load_decisions
from provenance.export.text import script_line, web_address
from provenance.records import Relation, SourceKind, Status
from provenance.review.actions import DIGITS
from provenance.review.standing import Effect
from provenance.store.bodies import BATCH, marks
from provenance.store.linked import repeats_of

Row = dict[str, Any]
Node = dict[str, Any]

CONTEXT = "https://schema.org"
CREDIBILITY = {
    1: "Confirmed by other sources",
    2: "Probably true",
    3: "Possibly true",
    4: "Doubtful",
    5: "Improbable",
    6: "Cannot be judged",
}
"""The words of the NATO Admiralty code for the credibility of what is said."""
STATUS = {Status.CONFIRMED: "Confirmed", Status.REJECTED: "Rejected"}
BEST, WORST = 5, 1
"""The scale as Google wants it, the best number the greatest: 1 is 5, 5 is 1, 6 is no number."""

_SLOTS = ("status", "credibility")
_SAME = frozenset({Relation.SAME_TEXT, Relation.REPEATS})
_PEOPLE = frozenset({SourceKind.OFFICIAL, SourceKind.EXPERT, SourceKind.WITNESS, SourceKind.READER})
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")
_CLAIMS = (
    "SELECT c.id, c.text, c.source_text, c.document_id, s.name AS source, s.kind, s.named,"
    " w.name AS place, c.when_edtf, d.label, d.url, d.title, d.author, d.published,"
    " p.name AS publisher FROM claims AS c JOIN documents AS d ON d.id = c.document_id"
    " LEFT JOIN sources AS s ON s.id = c.source_id LEFT JOIN sources AS p ON p.id ="
    " d.publisher_id LEFT JOIN places AS w ON w.id = c.place_id"
    " WHERE c.id IN ({ids}) AND {condition} ORDER BY c.id"
)


def export_claimreview(
    db: Database, choice: Choice, site: Site | None = None, reviewer: str | None = None
) -> Iterator[bytes]:
    """Yield one ClaimReview a line, JSON-LD that can stand between script tags, by claim.

    ``site`` is where the pages of the reviews are; without it they are named by URN.
    ``reviewer`` is the organisation that answers for them, instead of the names in the log.
    """
    writer = _Writer(db, choice, site or Site(), load_decisions(db, reviewer))
    rated = sorted(writer.rated)
    for at in range(0, len(rated), BATCH):
        for row in writer.rows(rated[at : at + BATCH]):
            yield script_line(writer.review(row))


@dataclass(frozen=True, slots=True)
class _Writer:
    db: Database
    choice: Choice
    site: Site
    decisions: Decisions

    @property
    def rated(self) -> set[str]:
        """Return the ids of all that a person rated."""
        return {key for key, slot in self.decisions.standing.effects if slot in _SLOTS}

    def rows(self, ids: Sequence[str]) -> Iterator[Row]:
        """Yield the chosen claims among some."""
        condition, values = self.choice.of_both()
        sql = _CLAIMS.format(ids=marks(len(ids)), condition=condition)
        return self.db.query(sql, [*ids, *values])

    def review(self, row: Row) -> Node:
        """Return the review of a claim."""
        effects = [e for e in self.decisions.effects(row["id"]) if e.slot in _SLOTS]
        reasons = dict.fromkeys(effect.entry.reason for effect in effects if effect.entry.reason)
        name = self.site.name("claim", row["id"])
        return {
            "@context": CONTEXT,
            "@type": "ClaimReview",
            "@id": name,
            "url": name,
            "identifier": f"{URN}claim:{row['id']}",
            "datePublished": max(effect.entry.at for effect in effects),
            "author": self._reviewers(effects),
            "claimReviewed": row["text"],
            "reviewRating": rating(effects),
            **_known(reviewBody="\n".join(reasons) or None),
            "itemReviewed": self._claim(row),
        }

    def _reviewers(self, effects: Sequence[Effect]) -> list[Node]:
        if self.decisions.reviewer is not None:
            return [{"@type": "Organization", "name": self.decisions.reviewer}]
        names = dict.fromkeys(effect.entry.by for effect in effects)
        return [{"@type": "Person", "name": name} for name in names]

    def _claim(self, row: Row) -> Node:
        """Return the claim with everywhere that it stands."""
        author = None
        if row["named"] and row["source"]:
            kind = "Person" if row["kind"] in _PEOPLE else "Organization"
            author = {"@type": kind, "name": row["source"]}
        printed = None if author else row["source_text"] or row["source"]
        place = {"@type": "Place", "name": row["place"]} if row["place"] else None
        places = self._appearances(row)
        dates = [one.get("datePublished") for one in places]
        first = None
        if None not in dates:  # where one is not dated, which was first is not known
            first = min(places, key=lambda one: str(one["datePublished"]))
        return {
            "@type": "Claim",
            **_known(
                author=author,
                creditText=printed,
                datePublished=_date(row["published"]),
                contentLocation=place,
                temporal=_date(row["when_edtf"]),
            ),
            "appearance": places,
            **_known(firstAppearance=first),
        }

    def _appearances(self, row: Row) -> list[Node]:
        """Return the pages that the claim stands in, its own first; what is rated itself is not."""
        same = repeats_of(self.db, row["id"], _SAME)[1:]
        others = sorted(set(same) - self.rated)
        found = {row["document_id"]: self._page(row)}
        for at in range(0, len(others), BATCH):
            for other in self.rows(others[at : at + BATCH]):
                found.setdefault(other["document_id"], self._page(other))
        return list(found.values())

    def _page(self, row: Row) -> Node:
        url = web_address(row["url"]) or self.site.page("document", row["document_id"])
        publisher = {"@type": "Organization", "name": row["publisher"]}
        return {
            "@type": "CreativeWork",
            "identifier": f"{URN}document:{row['document_id']}",
            **_known(
                url=url,
                headline=row["title"] or row["label"],
                author={"@type": "Person", "name": row["author"]} if row["author"] else None,
                publisher=publisher if row["publisher"] else None,
                datePublished=_date(row["published"]),
            ),
        }


def rating(effects: Sequence[Effect]) -> Node:
    """Return what a person made of a claim, in words, and as a number if one was given."""
    values = {effect.slot: effect.value for effect in effects}
    words = []
    if values.get("status") in STATUS:
        words.append(STATUS[Status(values["status"])])
    node: Node = {"@type": "Rating"}
    digit = int(values.get("credibility") or 0)
    if digit in DIGITS:
        words.append(CREDIBILITY[digit])
        if digit != max(DIGITS):
            number = {"ratingValue": max(DIGITS) - digit, "bestRating": BEST, "worstRating": WORST}
            node |= number
    return {**node, "alternateName": "; ".join(words)}


def _date(edtf: str | None) -> str | None:
    """Return a date that ISO 8601 knows too; a missing year is no date there."""
    return edtf if edtf and _DAY.match(edtf) else None


def _known(**values: Any) -> Node:
    return {key: value for key, value in values.items() if value is not None}


__all__ = ["CREDIBILITY", "export_claimreview", "rating"]
