"""Copies: claims whose sentences stand in more than one page, and who printed them first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from provenance.link.items import Item
from provenance.link.register import Register
from provenance.link.reuse import Printing, Runs, find_texts
from provenance.link.shingles import share_of
from provenance.link.sketches import Wording
from provenance.packs.scope import Thresholds

AT_ONCE = 1_000
"""Wordings whose pages are read together."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What is known of a claim whose sentence stands in another page too."""

    key: str
    """Id of the claim that printed it first: all copies of one text share it."""
    share: float
    """Part of the word runs of the shorter wording that stand in the other."""
    speaker: str | None
    """Id of the first claim of these for which a source vouches."""
    page: int
    pages: tuple[int, ...]
    """Pages of the first and of the speaking claim."""

    @property
    def roots(self) -> tuple[str, ...]:
        """The first and the speaking claim."""
        return (self.key,) if self.speaker is None else (self.key, self.speaker)


@dataclass(frozen=True, slots=True)
class Copies:
    """Which claims are copies of one text; claims of texts that stand in one page are left out."""

    claims: Mapping[str, Copied] = field(default_factory=dict)
    _of: dict[int, list[str]] = field(default_factory=dict, repr=False)

    def of(self, claim_id: str) -> str | None:
        """Return the key of the copied text that the claim's sentence is one of."""
        found = self.claims.get(claim_id)
        return None if found is None else found.key

    def on(self, page: int) -> Sequence[str]:
        """Return those of the claims that stand in a page."""
        if not self._of:
            for claim, copied in self.claims.items():
                self._of.setdefault(copied.page, []).append(claim)
        return self._of.get(page, ())

    def among(self, pages: Iterable[int]) -> Copies:
        """Return those of the claims of some pages, and of the claims that they go back to."""
        found = {claim: self.claims[claim] for page in sorted(pages) for claim in self.on(page)}
        roots = {claim for copied in found.values() for claim in copied.roots}
        return Copies(found | {claim: self.claims[claim] for claim in sorted(roots - found.keys())})


@dataclass(frozen=True, slots=True)
class Copy:
    """A claim whose sentence another page printed first (or, undated, another page prints)."""

    claim: Item
    first: Item
    share: float


class _Printed(NamedTuple):
    """A claim of a text, in the order of printing; undated ones come last."""

    day: str
    document: str
    ordinal: int
    claim: str
    speaks: bool
    page: int
    runs: frozenset[int]


def find_copies(register: Register, limits: Thresholds) -> Copies:
    """Find the claims of the texts that stand in several pages, and the first printing of each."""
    texts = list(find_texts(register.census, limits))
    runs = Runs(register.census.columns)
    claims = _claims(texts, register)
    found: dict[str, Copied] = {}
    for text in texts:
        printed = sorted(
            (
                one
                for printing in text
                for one in _printed(printing, claims[printing.row], runs[printing.row], register)
            ),
            key=lambda one: one[:4],
        )
        first = printed[0]
        speaker = next((one for one in printed if one.speaks), None)
        pages = (first.page,) if speaker is None else (first.page, speaker.page)
        for one in printed:
            found[one.claim] = Copied(
                first.claim,
                share_of(one.runs, first.runs),
                None if speaker is None else speaker.claim,
                one.page,
                pages,
            )
    return Copies(found)


def _claims(
    texts: Iterable[Sequence[Printing]], register: Register
) -> dict[int, tuple[str, tuple[Wording, ...]]]:
    """Return day and claims of each wording of these texts, by its row; a page is read once."""
    found: dict[int, tuple[str, tuple[Wording, ...]]] = {}
    wanted = sorted(printing for text in texts for printing in text)
    for at in range(0, len(wanted), AT_ONCE):
        some = wanted[at : at + AT_ONCE]
        register.fetch(printing.page for printing in some)
        for page, wording, row in some:
            body = register.body(page)
            day = "~" if body.printed is None else body.printed.first.isoformat()
            found[row] = day, body.wordings[wording]
    return found


def _printed(
    printing: Printing,
    claims: tuple[str, Sequence[Wording]],
    runs: frozenset[int],
    register: Register,
) -> Iterator[_Printed]:
    document = register.documents[printing.page]
    day, wordings = claims
    for claim in wordings:
        yield _Printed(day, document, claim.ordinal, claim.claim, claim.speaks, printing.page, runs)


__all__ = ["Copied", "Copies", "Copy", "find_copies"]
