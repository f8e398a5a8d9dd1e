"""Lay decisions over extractions, so that linking compares what people made of the claims.

The stored rows stay as they were extracted: each can be checked against its characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from provenance.records import (
    Attribution,
    ChainLink,
    Claim,
    Extraction,
    Figure,
    Mention,
    Source,
    SourceKind,
    Status,
    When,
)
from provenance.review.actions import CLAIM_FIELDS, FIGURE_FIELDS
from provenance.review.standing import Standing

RULE = "review.decided"
"""The rule of a value that a person set."""


def decided(
    extractions: Iterable[Extraction], standing: Standing, sources: Mapping[str, Source]
) -> Iterator[Extraction]:
    """Yield the extractions with corrections, attributions, rejections and merged sources.

    ``sources`` has the sources that decisions speak of, by id.  An extraction that nobody
    decided about is yielded as it is.
    """
    bench = _Bench(standing, sources)
    for extraction in extractions:
        yield bench.extraction(extraction) if standing.effects else extraction


class _Bench:
    """The decisions by what they are about."""

    def __init__(self, standing: Standing, sources: Mapping[str, Source]) -> None:
        self._standing = standing
        self._sources = sources
        self._values: dict[str, dict[str, Any]] = {}
        for (target, slot), effect in standing.effects.items():
            if slot.startswith("value:"):
                self._values.setdefault(target, {})[slot.removeprefix("value:")] = effect.value
        self._merging = any(slot == "into" for _, slot in standing.effects)

    def extraction(self, extraction: Extraction) -> Extraction:
        """Return an extraction as decided."""
        claims = tuple(self.claim(claim) for claim in extraction.claims)
        if claims == extraction.claims:
            return extraction
        return extraction.model_copy(update={"claims": claims})

    def claim(self, claim: Claim) -> Claim:
        """Return a claim as decided."""
        values = self._values.get(claim.id, {})
        update: dict[str, Any] = {
            name: CLAIM_FIELDS[name](value) if CLAIM_FIELDS[name] is not None else value  # type: ignore[misc]
            for name, value in values.items()
            if name in CLAIM_FIELDS and name != "when_edtf"
        }
        if "when_edtf" in values:
            update["when"] = _when(claim, values["when_edtf"])
        figures = tuple(self.figure(figure) for figure in claim.figures)
        if figures != claim.figures:
            update["figures"] = figures
        if self._standing.value(claim.id, "status") == Status.REJECTED:
            update["rejected"] = True
        given = self._standing.value(claim.id, "source")
        vouching = self._sources.get(str(given.get("source"))) if given else None
        if vouching is not None or self._merging:
            update |= self._attributed(claim, vouching)
        return claim.model_copy(update=update) if update else claim

    def figure(self, figure: Figure) -> Figure:
        """Return a figure as decided."""
        values = {k: v for k, v in self._values.get(figure.id, {}).items() if k in FIGURE_FIELDS}
        if not values:
            return figure
        kept = {k: v if (kind := FIGURE_FIELDS[k]) is None else kind(v) for k, v in values.items()}
        return figure.model_copy(update={**kept, "rule": RULE})

    def _attributed(self, claim: Claim, vouching: Source | None) -> dict[str, Any]:
        """Return the chain and the attribution of a claim with other sources in them."""
        chain = tuple(self._link(link) for link in claim.chain)
        if vouching is not None:
            first = ChainLink(source=vouching, rule=RULE)
            chain = (first, *(link for link in chain[1:] if link.source.id != vouching.id))
        found: dict[str, Any] = {"chain": chain}
        if claim.attribution is not None:
            found["attribution"] = self._attribution(claim.attribution, chain, vouching)
        return found

    def _attribution(
        self, attribution: Attribution, chain: tuple[ChainLink, ...], vouching: Source | None
    ) -> Attribution:
        source = attribution.source
        if source is not None and vouching is not None:
            source = source.model_copy(update={"source": vouching, "rule": RULE})
        elif source is not None:
            source = self._mention(source)
        parts = () if vouching is not None else attribution.sources
        return attribution.model_copy(
            update={
                "source": source,
                "sources": tuple(self._mention(part) for part in parts),
                "chain": chain,
            }
        )

    def _mention(self, mention: Mention) -> Mention:
        into = self._into(mention.source)
        if into is None:
            return mention
        return mention.model_copy(update={"source": into, "rule": RULE})

    def _link(self, link: ChainLink) -> ChainLink:
        into = self._into(link.source)
        return link if into is None else link.model_copy(update={"source": into, "rule": RULE})

    def _into(self, source: Source) -> Source | None:
        into = self._standing.merged(source.id)
        return None if into == source.id else self._sources.get(into)


def _when(claim: Claim, edtf: str | None) -> When | None:
    if edtf is None:
        return None
    if claim.when is not None:
        return claim.when.model_copy(update={"edtf": edtf, "rule": RULE})
    return When(edtf=edtf, text="", spans=(), rule=RULE)


def source_of(row: Mapping[str, Any]) -> Source:
    """Return the source of a stored row; a kind that is not known counts as unnamed.

    ``row`` has id, name, kind, named, parent (its name) and scope_id.
    """
    return Source(
        id=row["id"],
        name=row["name"],
        kind=SourceKind(row["kind"]) if row["kind"] else SourceKind.UNNAMED,
        named=bool(row["named"]),
        parent=row["parent"],
        scope=row["scope_id"],
    )


__all__ = ["RULE", "decided", "source_of"]
