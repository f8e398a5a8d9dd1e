"""How claims stand to one another: the links of a claim or an event, and what shows each."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.browse.chart import words
from provenance.browse.labels import said
from provenance.browse.queries import Row, rows_in_time
from provenance.store.queries import DIRECTED

LONGEST_SENTENCE = 600
"""Characters of a sentence that are shown around the words that show a link."""
REPEATING = frozenset({"repeats", "same_text"})
CONCORDANT = frozenset({"agrees", "refines", "bounds", "part_of"})

_SIDE = """
  {x}.text AS text_{x}, {x}.document_id AS document_{x}, {x}.status AS status_{x},
  {x}.source_id AS source_{x}_id, s{x}.name AS source_{x}, f{x}.text AS printed_{x},
  f{x}.measure AS measure_{x}, f{x}.party AS party_{x}, f{x}.subject AS subject_{x},
  f{x}.unit AS unit_{x}, f{x}.extent AS extent_{x}, f{x}.low AS low_{x}, f{x}.high AS high_{x},
  {x}.when_edtf AS when_{x}, t{x}.start AS start_{x}, t{x}.text AS sentence_{x}"""
_JOINED = """
JOIN claims AS {x} ON {x}.id = l.claim_{x}
JOIN sentences AS t{x} ON t{x}.id = {x}.sentence_id
LEFT JOIN sources AS s{x} ON s{x}.id = {x}.source_id
LEFT JOIN figures AS f{x} ON f{x}.id = l.figure_{x}"""
_RANK = """CASE relation WHEN 'conflicts' THEN 0 WHEN 'denies' THEN 1 WHEN 'doubts' THEN 2
    WHEN 'retracts' THEN 3 WHEN 'corrects' THEN 4 WHEN 'updates' THEN 5 WHEN 'agrees' THEN 6
    WHEN 'refines' THEN 7 WHEN 'bounds' THEN 8 WHEN 'part_of' THEN 9 WHEN 'repeats' THEN 10
    WHEN 'same_text' THEN 11 ELSE 12 END"""
# The rows of the page are chosen first, and only they are joined with what they speak of.
_LINKS = f"""
WITH found AS (
  SELECT l.id, l.relation FROM claims AS c CROSS JOIN links AS l ON l.claim_a = c.id
  WHERE c.{{which}} = :id
  UNION SELECT l.id, l.relation FROM claims AS c CROSS JOIN links AS l ON l.claim_b = c.id
  WHERE c.{{which}} = :id
), chosen AS (SELECT id, {_RANK} AS rank FROM found ORDER BY rank, id LIMIT :limit)
SELECT l.*, h.rank, {_SIDE.format(x="a")}, {_SIDE.format(x="b")}
FROM chosen AS h CROSS JOIN links AS l ON l.id = h.id
{_JOINED.format(x="a")} {_JOINED.format(x="b")}
ORDER BY h.rank, l.id
"""
OF_CLAIM = _LINKS.format(which="id")
OF_EVENT = _LINKS.format(which="event_id")
# Where there are too many to be sorted: conflicts, as they come along the index of the event.
SOME_OF_EVENT = f"""
SELECT l.*, 0 AS rank, {_SIDE.format(x="a")}, {_SIDE.format(x="b")}
FROM (SELECT k.* FROM claims AS c CROSS JOIN links AS k ON k.claim_a = c.id
  WHERE c.event_id = :id AND +k.relation = 'conflicts' LIMIT :limit) AS l
{_JOINED.format(x="a")} {_JOINED.format(x="b")}
ORDER BY l.id
"""
SCOPE = ("measure", "party", "subject", "unit", "extent", "when")
"""The parts of a scope that are set side by side."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence cut into pieces; those that show the link are told apart."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def shown(self) -> bool:
        """Say whether any words are told apart."""
        return any(chosen for _, chosen in self.pieces)


@dataclass(frozen=True, slots=True)
class Scope:
    """One part of the scope of two figures, and whether it is the same."""

    name: str
    a: str
    b: str
    same: bool


async def links_of(database: Any, sql: str, ident: str, limit: int) -> list[Row] | None:
    """Return the links of a claim or event, opposing ones first, each with what shows it.

    None when that took longer than the server allows.
    """
    found = await rows_in_time(database, sql, id=ident, limit=limit)
    return None if found is None else [shown(row) for row in found]


def shown(row: Row) -> Row:
    """Return a link with its sentences, the telling words in them, and its scope."""
    spans = _spans(row.pop("evidence"))
    row.pop("rank", None)
    for x in ("a", "b"):
        start, sentence = row.pop(f"start_{x}"), row.pop(f"sentence_{x}")
        row[f"words_{x}"] = cut(sentence, start, spans[x])
        low, high = row[f"low_{x}"], row[f"high_{x}"]
        row[f"interval_{x}"] = words(low, high) if row[f"printed_{x}"] else None
    row["scope"] = _scope(row) if row["printed_a"] and row["printed_b"] else []
    return row


def by_partner(links: Iterable[Row], claim: str) -> list[Row]:
    """Return the links of a claim as it sees them, one for each partner and relation.

    Two figures of one sentence that stand alike to another sentence's are told together.
    """
    found: dict[tuple[object, ...], Row] = {}
    for link in links:
        outward = link["claim_a"] == claim
        own, other = ("a", "b") if outward else ("b", "a")
        seen = {
            "relation": link["relation"],
            "outward": outward,
            "same_origin": link["same_origin"],
            "rule": link["rule"],
            "reasons": [],
            "figures": [],
            "own_words": link[f"words_{own}"],
            "other_words": link[f"words_{other}"],
        }
        seen |= {
            f"other_{name}": link[f"{key}_{other}"]
            for name, key in (
                ("id", "claim"),
                ("text", "text"),
                ("source", "source"),
                ("document_id", "document"),
                ("status", "status"),
            )
        }
        key = (link["relation"], seen["other_id"], outward, link["same_origin"], link["rule"])
        row = found.setdefault(key, seen)
        if link["reason"] not in row["reasons"]:
            row["reasons"].append(link["reason"])
        if link["printed_a"] and link["printed_b"]:
            pair = {"own": link[f"printed_{own}"], "other": link[f"printed_{other}"]}
            scope = link["scope"]
            pair["scope"] = [
                part if outward else Scope(part.name, part.b, part.a, part.same) for part in scope
            ]
            row["figures"].append(pair)
    return list(found.values())


def cut(sentence: str, start: int, spans: Iterable[tuple[int, int]]) -> Words:
    """Cut a sentence that begins at ``start`` at the edges of the spans within it.

    >>> cut("He denied it.", 100, [(103, 109)]).pieces
    (('He ', False), ('denied', True), (' it.', False))
    """
    text = sentence[:LONGEST_SENTENCE]
    pieces: list[tuple[str, bool]] = []
    at = 0
    for begin, end in sorted((max(b - start, 0), min(e - start, len(text))) for b, e in spans):
        if end <= max(begin, at):
            continue
        if begin > at:
            pieces.append((text[at:begin], False))
        pieces.append((text[max(begin, at) : end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:] + ("…" if len(sentence) > len(text) else ""), False))
    return Words(tuple(pieces))


def _spans(evidence: str) -> dict[str, list[tuple[int, int]]]:
    """Return the spans that show a link, by the claim in whose document they lie."""
    found: dict[str, list[tuple[int, int]]] = {"a": [], "b": []}
    for item in json.loads(evidence):
        side = str(item["field"]).rpartition("_")[2]
        if side in found:
            found[side] += [(int(begin), int(end)) for begin, end in item["spans"]]
    return found


def _scope(row: Row) -> list[Scope]:
    """Return the scopes of two figures side by side, without what neither of them says."""
    parts = []
    for name in SCOPE:
        a, b = row[f"{name}_a"], row[f"{name}_b"]
        if a or b:
            parts.append(Scope(name, said(a), said(b), a == b))
    return parts


def together(links: Iterable[Row]) -> list[Row]:
    """Return the links of an event, those alike under the first of them (``alike``).

    Alike are links between figures of the same sources with the same intervals: pages print
    one contradiction many times.
    """
    found: dict[tuple[object, ...], Row] = {}
    for link in links:
        key: tuple[object, ...] = (link["id"],)
        if link["printed_a"] and link["printed_b"]:
            sides = [
                (link[f"source_{x}"] or "", str(link[f"low_{x}"]), str(link[f"high_{x}"]))
                for x in "ab"
            ]
            if link["relation"] not in DIRECTED:
                sides.sort()
            key = (link["relation"], link["same_origin"], link["measure_a"], *sides)
        first = found.setdefault(key, {**link, "alike": []})
        if first["id"] != link["id"]:
            first["alike"].append(link)
    return list(found.values())


def folded(
    links: Sequence[Row], repeated: Collection[str] = ()
) -> tuple[list[Row], list[Row], list[Row]]:
    """Return the links that say something new, those that only repeat, and those not compared.

    ``repeated`` are figures that stand under another of their page: that they agree with a
    third, or refine it, was said of that one already.
    """
    known = frozenset(repeated)
    new, again, apart = [], [], []
    for link in links:
        if link["relation"] in REPEATING or (
            known
            and link["relation"] in CONCORDANT
            and (link["figure_a"] in known or link["figure_b"] in known)
        ):
            again.append(link)
        elif link["relation"] == "not_comparable":
            apart.append(link)
        else:
            new.append(link)
    return new, again, apart


__all__ = [
    "OF_CLAIM",
    "OF_EVENT",
    "SOME_OF_EVENT",
    "Scope",
    "Words",
    "by_partner",
    "cut",
    "folded",
    "links_of",
    "together",
]
