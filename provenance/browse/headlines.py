"""Which figures of a page say once more what the page says elsewhere.

A headline gives the figure of the article in short: without "at least", without whose it is.
Beside the figure of the body it would look like a second voice, or a second figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from provenance.browse.queries import Row

HEADLINE = "headline"
REJECTED = "rejected"


def again(figures: Sequence[Row]) -> dict[str, str]:
    """Return the figures that a page gives again, each with the one that it stands under.

    A headline's figure stands under one of the body of the same origin, measure and extent
    whose interval it meets; whose it is may be left out.  Elsewhere only what one source says
    in the same numbers about the same is the same.
    """
    found: dict[str, str] = {}
    below: dict[tuple[object, ...], list[Row]] = {}
    same: dict[tuple[object, ...], str] = {}
    for figure in figures:
        if figure["zone"] == HEADLINE or figure["status"] == REJECTED:
            continue
        below.setdefault(_scope(figure), []).append(figure)
        key = (*_scope(figure), *(figure[name] for name in _WHOLE))
        first = same.setdefault(key, figure["id"])
        if first != figure["id"]:
            found[figure["id"]] = first
    for figure in figures:
        if figure["zone"] != HEADLINE or figure["status"] == REJECTED:
            continue
        met = [body for body in below.get(_scope(figure), ()) if _meet(figure, body)]
        met = [body for body in met if body["party"] == figure["party"]] or (
            met if figure["party"] is None else []
        )
        if met:
            # Whoever says the very number goes before whoever stands first.
            nearest = str(min(met, key=lambda body: body["low"] != figure["low"])["id"])
            found[figure["id"]] = found.get(nearest, nearest)
    return found


def claims_again(figures: Sequence[Row], found: Mapping[str, str]) -> dict[str, str]:
    """Return the headlines all of whose figures stand under those of one claim, with that claim."""
    claim_of = {figure["id"]: figure["claim_id"] for figure in figures}
    under: dict[str, set[str | None]] = {}
    for figure in figures:
        if figure["zone"] == HEADLINE:
            below = found.get(figure["id"])
            under.setdefault(figure["claim_id"], set()).add(claim_of[below] if below else None)
    return {
        claim: body
        for claim, bodies in under.items()
        for body in bodies
        if len(bodies) == 1 and body is not None
    }


_WHOLE = ("source_id", "party", "low", "high", "point", "subject", "whole", "modality")


def _scope(figure: Row) -> tuple[object, ...]:
    # An origin that is not known is nobody's: then the source must be the same.
    origin = figure["origin_id"] or ("?", figure["source_id"])
    return (
        figure["document_id"], origin, figure["measure"], figure["extent"], figure["polarity"],
    )  # fmt: skip


def _meet(one: Row, other: Row) -> bool:
    """Say whether two intervals have a number in common; an open end is open."""
    lows = [row["low"] for row in (one, other) if row["low"] is not None]
    highs = [row["high"] for row in (one, other) if row["high"] is not None]
    return not lows or not highs or max(lows) <= min(highs)


__all__ = ["again", "claims_again"]
