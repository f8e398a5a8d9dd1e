"""Interests: whether a source speaks of the losses of its own side or of its enemy's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from provenance.naming import normalise
from provenance.packs import Packs
from provenance.packs.scope import InterestPack, SourceParties
from provenance.records import Figure, Measure, Source

LOSSES = frozenset(
    {
        Measure.KILLED,
        Measure.INJURED,
        Measure.KILLED_OR_INJURED,
        Measure.MISSING,
        Measure.CAPTURED,
        Measure.SURRENDERED,
        Measure.DESTROYED,
        Measure.DAMAGED,
    }
)


@dataclass(frozen=True, slots=True)
class Interests:
    """Parties of bodies, and which parties stand together or against each other."""

    parties: Mapping[str, str]
    """Party of a body, by normal name."""
    sides: Mapping[str, frozenset[str]]
    enemies: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, packs: Packs) -> Interests:
        """Build from the topics ``interests`` and ``sources``; the register comes first."""
        pack = packs.topic("interests", InterestPack)
        # The register is read with linking's own model; a stack keeps one model for a topic.
        register = Packs(packs.names).topic("sources", SourceParties).bodies
        sides: dict[str, set[str]] = {}
        for members in pack.sides.values():
            for member in members:
                sides.setdefault(member, set()).update(members)
        parties = {normalise(name): party for name, party in pack.bodies.items()}
        for body in register:
            if body.party is not None:
                parties |= {normalise(n): body.party for n in (body.name, *body.aliases)}
        return cls(
            parties=parties,
            sides={party: frozenset(members) for party, members in sides.items()},
            enemies=frozenset(pack.enemies) | {(b, a) for a, b in pack.enemies},
        )

    def party(self, source: Source) -> str | None:
        """Return the party of a source, or of the body that it acts for; None: not known."""
        for name in (source.name, source.parent):
            found = self.parties.get(normalise(name)) if name else None
            if found is not None:
                return found
        return None

    def speaks_of(self, source: Source, figure: Figure) -> str | None:
        """Return "its own" or "its enemy's" when the figure counts such losses; else None."""
        party = self.party(source)
        if party is None or figure.party is None or figure.measure not in LOSSES:
            return None
        if figure.party == party or figure.party in self.sides.get(party, ()):
            return "its own side's"
        return "its enemy's" if (party, figure.party) in self.enemies else None


__all__ = ["LOSSES", "Interests"]
