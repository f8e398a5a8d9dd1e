"""Interests: whether a source speaks of the losses of its own side or of its enemy's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from provenance.link.phrases import Index, found_in, index_of
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
    alignments: Mapping[str, str]
    inside: Index
    """Names of bodies of two words or more, for sources that are described by one."""

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
            alignments={word.casefold(): party for word, party in pack.alignments.items()},
            inside=index_of(name for name in parties if " " in name),
            enemies=frozenset(pack.enemies) | {(b, a) for a, b in pack.enemies},
        )

    def party(self, source: Source, alignment: str | None = None) -> str | None:
        """Return the party of a source; None: not known.

        Of a body, or the body that it acts for; of a source without a name, the body that it
        is described by ("media close to the Free Army") or what the page calls it.
        """
        for name in (source.name, source.parent):
            found = self.parties.get(normalise(name)) if name else None
            if found is not None:
                return found
        if source.named:
            return None
        body = found_in(self.inside, normalise(source.name).split())
        if body is not None:
            return self.parties[body]
        return self.alignments.get(alignment.casefold()) if alignment else None

    def speaks_of(self, source: Source, figure: Figure, alignment: str | None = None) -> str | None:
        """Return whose losses the figure counts when they are its own or its enemy's."""
        party = self.party(source, alignment)
        if party is None or figure.party is None or figure.measure not in LOSSES:
            return None
        if figure.party == party or figure.party in self.sides.get(party, ()):
            return "its own side's"
        return "its enemy's" if (party, figure.party) in self.enemies else None


__all__ = ["LOSSES", "Interests"]
