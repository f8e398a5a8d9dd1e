"""Ways: from who vouches for a claim, through whom, to the page that prints it.

One reading of the chain for all who ask.  The graph draws these steps, origins ask which
stations two ways share, and flags name them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from provenance.naming import normalise, source_id
from provenance.records import ChainLink, Claim, Document, Source

LONGEST_NAME = 60
"""Characters of a name in words about a way; pages may print endless ones."""
MOST_NAMES = 6
"""Stations that are named; pages that quote pages that quote pages are not for reading."""


class Step(NamedTuple):
    """One arrow of the way; no end: it ends at the page."""

    start: Source
    end: Source | None
    kind: str
    """What the start does: says, passes_on, republished, publishes."""
    rule: str


def steps_of(document: Document, claim: Claim) -> Iterator[Step]:
    """Yield the steps from those who vouch to the page, each once.

    The last station publishes, the first one says; the parts of a joint source stand where
    the first one does.
    """
    chain = claim.chain
    for at, link in enumerate(chain):
        end = chain[at + 1].source if at + 1 < len(chain) else None
        yield Step(link.source, end, _does(document, chain, at), link.rule)
    heads = {link.source.id for link in chain[:1]}
    end = chain[1].source if len(chain) > 1 else None
    for part in claim.attribution.sources if claim.attribution else ():
        if part.source.id not in heads and not (end is not None and end.id == part.source.id):
            yield Step(part.source, end, "says", part.rule)


def through(claim: Claim) -> frozenset[str]:
    """Return the normal names of the stations behind who vouches, the page's outlet last."""
    return frozenset(normalise(link.source.name) for link in claim.chain[1:])


def told(heads: Sequence[Source], stations: Sequence[Source]) -> str:
    """Return a way in words: who vouches → through whom → the page's outlet."""
    names = [" and ".join(_short(source.name) for source in heads[:3])] if heads else []
    names += [_short(source.name) for source in stations]
    if len(names) > MOST_NAMES:
        names[MOST_NAMES - 1 : -1] = ["…"]
    return " → ".join(names)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _does(document: Document, chain: Sequence[ChainLink], at: int) -> str:
    """Return what a station does with the words."""
    last = len(chain) - 1
    if at == last:
        return "publishes"
    if at == last - 1 and _original(document, chain[at]):
        return "republished"
    return "says" if at == 0 else "passes_on"


def _original(document: Document, link: ChainLink) -> bool:
    """Say whether a station is the outlet whose page was republished."""
    name = document.republished_from
    if name is None:
        return False
    return link.source.id == source_id(name) or link.rule.startswith("republished")


__all__ = ["Step", "steps_of", "through", "told"]
