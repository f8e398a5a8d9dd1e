"""Offices: who is named by an office alone, and which of those of one event are one body.

"The health ministry" of two pages may be two.  It is one where both pages tell of one happening,
all places of the happening that are known lie in one country, a country has one such office,
and nobody in the event speaks for another of that name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from provenance.link.items import Item
from provenance.link.origins import Origin
from provenance.naming import normalise


@dataclass(frozen=True, slots=True)
class Offices:
    """The claims of one event for which an office vouches that is one body in it."""

    _of: Mapping[str, str] = field(default_factory=dict)
    """The office by claim."""

    @classmethod
    def of(
        cls, items: Iterable[Item], origins: Mapping[str, Origin], sole: Collection[str]
    ) -> Offices:
        """Find those of an event; ``sole`` are the names of offices that a country has one of."""
        names: dict[str, str] = {}
        bodies: set[str] = set()
        countries: set[str] = set()
        for item in items:
            sources = origins[item.id].sources
            if len(sources) == 1 and not sources[0].named:
                office = normalise(sources[0].name)
                if office in sole:
                    names[item.id] = office
            bodies.update(normalise(source.name) for source in sources if source.named)
            countries.update(
                where.place.country for where in item.claim.where if where.place.country
            )
        if not names or len(countries) != 1:
            return cls()
        # "The rebels' health ministry" speaks too: which one is meant nobody knows.
        rivals = {office for office in set(names.values()) if _among(office, bodies)}
        return cls({claim: office for claim, office in names.items() if office not in rivals})

    def one(self, a: str, b: str) -> bool:
        """Say whether one office vouches for two claims."""
        return a in self._of and self._of[a] == self._of.get(b)


def _among(office: str, bodies: Iterable[str]) -> bool:
    """Say whether the words of an office stand in the name of a body."""
    words = set(office.split()) - {"of"}
    return any(words <= set(body.split()) for body in bodies)


__all__ = ["Offices"]
