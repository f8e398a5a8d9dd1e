"""Versions: the captures of one address, and what a page changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.browse import queries
from provenance.browse.queries import Row
from provenance.link.versions import Change, differences
from provenance.records import Span

NEAR_VERSIONS = 25
"""Captures of an address that are listed before one, and after it."""
MOST_CHANGES = 60
LONGEST_TEXT = 300_000
"""Characters of a page from which on two captures are not laid side by side here."""
_LONGEST = 1_200

# In the order in which linking compares them.
_VERSIONS = """
WITH versions AS (
  SELECT id, captured_at, n_claims, count(*) OVER () AS times,
    row_number() OVER (ORDER BY coalesce(captured_at, ''), id) AS number
  FROM documents WHERE url = :url
)
SELECT * FROM versions
WHERE abs(number - (SELECT number FROM versions WHERE id = :id)) <= :near ORDER BY number
"""
# What readers wrote, and links to other pages, change without the article.
_SENTENCES = """
SELECT start, "end" FROM sentences WHERE document_id = :id
AND zone IN ('headline', 'body', 'caption') ORDER BY ordinal
"""
_CLAIMS = """
SELECT c.id, c.text, t.start, EXISTS (
  SELECT 1 FROM flags AS f WHERE f.claim_id = c.id AND f.code = 'silent_edit'
) AS silent
FROM claims AS c JOIN sentences AS t ON t.id = c.sentence_id
WHERE c.document_id = :id ORDER BY c.position
"""

_SHOWN = ("id", "captured_at", "n_claims")

Words = list[tuple[str, bool]]
"""A sentence in pieces, each with whether it was changed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One sentence that was changed, taken out or put in, with the claims in it."""

    change: str
    before: Words
    after: Words
    claims_before: list[Row]
    claims_after: list[Row]


async def versions_of(database: Any, document: Row, text: str) -> dict[str, Any] | None:
    """Return the captures of a document's address, None when there is one only.

    Of many those next to it are listed, and how many there are before and after them.
    ``changes`` are those from the capture before it, where there is one.
    """
    if not document["url"]:
        return None
    found = await queries.rows(
        database, _VERSIONS, url=document["url"], id=document["id"], near=NEAR_VERSIONS
    )
    place = next((n for n, row in enumerate(found) if row["id"] == document["id"]), None)
    if place is None or len(found) < 2:
        return None
    times = found[0]["times"]
    made: dict[str, Any] = {
        "all": [{name: row[name] for name in _SHOWN} for row in found],
        "times": times,
        "earlier": found[0]["number"] - 1,
        "later": times - found[-1]["number"],
        "place": place,
        "former": None,
        "changes": None,
    }
    if place == 0:
        return made
    former = made["former"] = made["all"][place - 1]
    row = await queries.first(database, queries.TEXT, id=former["id"])
    if row is None or max(len(text), len(row["text"])) > LONGEST_TEXT:
        return made
    changes = await _changes(database, former["id"], row["text"], document["id"], text)
    made["ordered"] = bool(former["captured_at"] and found[place]["captured_at"])
    made["changes"] = changes[:MOST_CHANGES]
    made["more"] = len(changes) - len(made["changes"])
    made["counts"] = {
        str(kind): sum(change.change == kind for change in changes)
        for kind in (Change.CHANGED, Change.GONE, Change.NEW)
    }
    return made


async def _changes(database: Any, old_id: str, old: str, new_id: str, new: str) -> list[Changed]:
    spans = [
        [(row["start"], row["end"]) for row in await queries.rows(database, _SENTENCES, id=ident)]
        for ident in (old_id, new_id)
    ]
    before, after = [
        _by_start(await queries.rows(database, _CLAIMS, id=ident)) for ident in (old_id, new_id)
    ]
    return [
        Changed(
            str(one.change),
            _words(old, one.before, one.words_before),
            _words(new, one.after, one.words_after),
            before.get(one.before[0], []) if one.before else [],
            after.get(one.after[0], []) if one.after else [],
        )
        for one in differences(old, spans[0], new, spans[1])
        if one.change is not Change.SAME
    ]


def _by_start(claims: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for claim in claims:
        found.setdefault(claim["start"], []).append(claim)
    return found


def _words(text: str, sentence: Span | None, changed: Sequence[Span]) -> Words:
    """Return a sentence in pieces, cut where its changed words begin and end."""
    if sentence is None:
        return []
    at, end = sentence[0], min(sentence[1], sentence[0] + _LONGEST)
    found: Words = []
    for start, stop in changed:
        if start >= end:
            break
        found += [(text[at:start], False), (text[start : min(stop, end)], True)]
        at = min(stop, end)
    found.append((text[at:end] + ("…" if end < sentence[1] else ""), False))
    return [piece for piece in found if piece[0]]


__all__ = ["Changed", "versions_of"]
