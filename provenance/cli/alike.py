"""Alike: rows that tell a person the same once more, shown once and counted.

Programs get every row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

FIGURE = (
    "measure", "party", "extent", "source", "publisher", "low", "high", "modality", "polarity",
)  # fmt: skip
"""What a reader sees of a figure, but for its words: a headline says it shorter."""
NEAR = 25
"""Characters between a number and what it counts that are shown with both."""


@dataclass(slots=True)
class Told:
    """A row, and how often it was said."""

    row: Row
    times: int = 1

    def note(self, what: str) -> str:
        """Say how often, where that is more than once."""
        return f" ({self.times} {what})" if self.times > 1 else ""


def own_flags(figures: Iterable[Row], links: Iterable[Row]) -> list[Row]:
    """Return the figures with the flags that speak of the figure itself.

    A claim of several figures is flagged as one: that its dead are disputed does not say so
    of its injured.
    """
    disputed: set[str] = set()
    updated: set[str] = set()
    for link in links:
        if link["relation"] == "conflicts":
            disputed |= {link["figure_a_id"], link["figure_b_id"]}
        elif link["relation"] == "updates":
            updated.add(link["figure_b_id"])
    rows: list[Row] = []
    for row in figures:
        others: set[str] = set()
        if row["id"] not in disputed:
            others.add("disputed")
        if row["id"] not in updated:
            others.add("updated")
        if not row["unquantified"]:
            others.add("unquantified")
        kept = sorted(_flags(row) - others)
        rows.append({**row, "flags": ", ".join(kept)})
    return rows


def figures_told(figures: Iterable[Row]) -> list[Told]:
    """Fold the figures that one source gives again in the same outlet.

    What is no copy stands, and of those the longest words.
    """
    return _folded(figures, _figure, lambda row: ("copied" in _flags(row), -len(printed(row))))


def links_told(links: Iterable[Row]) -> list[Told]:
    """Fold the links between figures that are alike on both sides; the least assumed stands."""
    return _folded(links, _link, lambda row: len(row["reason"]))


def _figure(row: Row) -> tuple[object, ...]:
    part = row["subset_of"] is not None
    # One of several people told of by name is not the next one.
    alone = row["subject"] or row["text"] if row["low"] == row["high"] == 1 else None
    return (*(row[name] for name in FIGURE), _flags(row) - {"copied"}, part, alone)


def _link(row: Row) -> tuple[object, ...]:
    if not (row["figure_a"] and row["figure_b"]):
        return (row["id"],)
    one = row["source_a"] == row["source_b"]
    sides = [
        (
            row[f"source_{side}"] or "",
            (row[f"publisher_{side}"] or "") if one else "",
            str(row[f"low_{side}"]),
            str(row[f"high_{side}"]),
        )
        for side in "ab"
    ]
    from provenance.store.queries import DIRECTED

    if row["relation"] not in DIRECTED:
        sides.sort()
    return (row["relation"], row["same_origin"], row["measure"], *sides)


def _flags(row: Row) -> frozenset[str]:
    return frozenset(filter(None, (row["flags"] or "").split(", ")))


def printed(row: Row) -> str:
    """Return a figure as the sentence has it: from its number to what is counted, if near.

    >>> printed({"text": "12", "subject": "them", "sentence": "It killed 12 of them."})
    '12 of them'
    >>> printed({"text": "12", "subject": "people", "sentence": "People fled; 12 died."})
    '12 (people)'
    """
    text, subject, sentence = row["text"], row["subject"], row["sentence"]
    if not subject or subject in text:
        return str(text)
    # Not the "2" of "12", and of several the one that what is counted follows.
    for match in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", sentence):
        end = sentence.find(subject, match.end())
        if 0 <= end - match.end() <= NEAR:
            return " ".join(sentence[match.start() : end + len(subject)].split())
    return f"{text} ({subject})"


def _folded(
    rows: Iterable[Row], key: Callable[[Row], tuple[object, ...]], rank: Callable[[Row], Any]
) -> list[Told]:
    found: dict[tuple[object, ...], Told] = {}
    for row in rows:
        old = found.setdefault(key(row), Told(row, 0))
        old.times += 1
        if rank(row) < rank(old.row):
            old.row = row
    return list(found.values())


__all__ = ["Told", "figures_told", "links_told", "own_flags", "printed"]
