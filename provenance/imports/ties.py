"""Ties: what the claims of a line say of one another, by ids that become numbers."""

from __future__ import annotations

from collections.abc import Mapping

from provenance.imports.grounded import GroundedClaim, GroundedFigure
from provenance.imports.places import Refused, short
from provenance.imports.record import GivenClaim, GivenFigure


def tie(
    given: Mapping[int, GivenClaim],
    found: dict[int, GroundedClaim],
    wrong: dict[int, Refused],
) -> None:
    """Turn ids into numbers; refuse what refers to something that is not there."""
    claims: dict[str, int] = {}
    figures: dict[str, tuple[int, int]] = {}
    for number, claim in given.items():
        if claim.id is not None and claims.setdefault(claim.id, number) != number:
            wrong[number] = Refused(f"a second claim has the id {short(claim.id)}", "number them")
        for place, figure in enumerate(claim.figures):
            if figure.id is not None:
                figures.setdefault(figure.id, (number, place))
    for number, claim in given.items():
        if number in wrong or number not in found:
            continue
        made = found[number]
        before = claim.attribution.continues if claim.attribution else None
        try:
            if before is not None:
                if claims.get(before, number) >= number:
                    raise Refused(
                        f"it continues {short(before)}, which is no claim before it",
                        "give the id of a claim earlier in the line",
                    )
                made = made.model_copy(update={"continues": claims[before]})
            parts = [
                _part(figure, held, figures)
                for figure, held in zip(claim.figures, made.figures, strict=True)
            ]
            found[number] = made.model_copy(update={"figures": tuple(parts)})
        except Refused as error:
            wrong[number] = error
    _spread(found, wrong)


def _part(
    figure: GivenFigure, held: GroundedFigure, figures: Mapping[str, tuple[int, int]]
) -> GroundedFigure:
    if figure.subset_of is None:
        return held
    if figure.subset_of not in figures:
        raise Refused(
            f"{short(figure.text)} is part of {short(figure.subset_of)}, which is no figure here",
            "give the id of a figure of this line",
        )
    return held.model_copy(update={"subset_of": figures[figure.subset_of]})


def _spread(found: dict[int, GroundedClaim], wrong: dict[int, Refused]) -> None:
    """Refuse what refers to a refused claim, and what refers to that."""
    users: dict[int, list[int]] = {}
    for number, claim in found.items():
        whole = {figure.subset_of[0] for figure in claim.figures if figure.subset_of}
        for other in whole | ({claim.continues} if claim.continues is not None else set()):
            users.setdefault(other, []).append(number)
    waiting = list(wrong)
    while waiting:
        gone = waiting.pop()
        found.pop(gone, None)
        for user in users.get(gone, ()):
            if user not in wrong:
                wrong[user] = Refused(
                    f"it refers to claim {gone + 1}, which is refused", "mend that one"
                )
                waiting.append(user)


def renumbered(claim: GroundedClaim, order: Mapping[int, int]) -> GroundedClaim:
    """Return a claim that refers to others by their place among those that are left."""
    figures = tuple(
        figure
        if figure.subset_of is None
        else figure.model_copy(
            update={"subset_of": (order[figure.subset_of[0]], figure.subset_of[1])}
        )
        for figure in claim.figures
    )
    before = None if claim.continues is None else order[claim.continues]
    return claim.model_copy(update={"figures": figures, "continues": before})


__all__ = ["renumbered", "tie"]
