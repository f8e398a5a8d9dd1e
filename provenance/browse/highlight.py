"""Cut a text into pieces at the edges of what is marked in it; the text itself is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

ROLES = ("content", "source", "cue", "figure", "hedge")
"""The roles that are told apart on the page."""
MOST_CLAIMS = 12
"""A piece names this many of the claims over it; hostile text can lay thousands over one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text in one role of one claim; ``claim`` is its number on the page."""

    start: int
    end: int
    role: str
    claim: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text over which the same marks lie."""

    start: int
    text: str
    roles: tuple[str, ...]
    claims: tuple[int, ...]
    begins: tuple[str, ...]
    """The roles of which a mark begins here."""
    opens: tuple[int, ...]
    """The claims whose first mark of the content begins here."""


def pieces(text: str, offset: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Yield the pieces of ``text``, which begins at ``offset`` of its document.

    Marks may overlap, nest and reach over the edges; their joined texts are ``text``.
    The work grows with the number of marks, not with its square.
    """
    end = offset + len(text)
    edges: dict[int, list[tuple[bool, Mark]]] = {offset: []}
    first: dict[int, int] = {}
    for mark in marks:
        start, stop = max(mark.start, offset), min(mark.end, end)
        if start >= stop:
            continue
        edges.setdefault(start, []).append((True, mark))
        edges.setdefault(stop, []).append((False, mark))
        if mark.role == "content":
            first[mark.claim] = min(first.get(mark.claim, start), start)
    opening: dict[int, list[int]] = {}
    for claim, start in first.items():
        opening.setdefault(start, []).append(claim)
    roles: Counter[str] = Counter()
    claims: dict[int, int] = {}
    cuts = sorted(edges)
    for here, there in zip(cuts, [*cuts[1:], end], strict=True):
        begun = {mark.role for begins, mark in edges[here] if begins}
        for begins, mark in edges[here]:
            step = 1 if begins else -1
            roles[mark.role] += step
            left = claims.get(mark.claim, 0) + step
            if left:
                claims[mark.claim] = left
            else:
                del claims[mark.claim]
        if here < there:
            yield Piece(
                start=here,
                text=text[here - offset : there - offset],
                roles=tuple(role for role in ROLES if roles[role] > 0),
                claims=tuple(sorted(islice(claims, MOST_CLAIMS))),
                begins=tuple(role for role in ROLES if role in begun),
                opens=tuple(sorted(opening.get(here, ()))),
            )
