"""The bench: the figures of one event, each with what decides what it may be compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from provenance.link.items import Item
from provenance.link.lattice import Lattice
from provenance.link.origins import Origin, same_origin
from provenance.link.scope import Scope, compare, same_number
from provenance.link.sites import Site
from provenance.records import Figure, Known, Relation


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of an event with all that decides what it may be compared with."""

    item: Item
    figure: Figure
    scope: Scope
    origin: Origin
    weight: float
    """How surely its claim belongs to the event."""
    here: tuple[Site, ...] = ()
    """The fine places that its claim speaks of."""

    @property
    def document(self) -> str:
        """Id of its page."""
        return self.item.document.id


@dataclass(frozen=True, slots=True)
class Bench:
    """The figures of one event and measure family, and what its pages say as a whole."""

    entries: tuple[Entry, ...]
    lattice: Lattice
    near_km: float
    people: str | None
    """The party that people of no known party may be taken to be of."""
    _beside: dict[int, tuple[Entry, ...]] = field(default_factory=dict)
    _pages: dict[str, list[Entry]] = field(default_factory=dict)

    def of_page(self, document: str) -> Sequence[Entry]:
        """Return the figures of a page."""
        if not self._pages:
            for entry in self.entries:
                self._pages.setdefault(entry.document, []).append(entry)
        return self._pages.get(document, ())

    def beside(self, entry: Entry) -> tuple[Entry, ...]:
        """Return what the same origin gives in the same page of what can be compared with it.

        Kept, for it is asked again for each pair.
        """
        found = self._beside.get(id(entry))
        if found is None:
            found = self._beside[id(entry)] = tuple(
                other
                for other in self.entries
                if other.document == entry.document
                and other is not entry
                and not other.scope.vague
                and same_origin(other.origin, entry.origin) is Known.YES
                and compare(other.scope, entry.scope, self.lattice).relation
                is not Relation.NOT_COMPARABLE
            )
        return found

    def body_speaks(self, entry: Entry) -> bool:
        """Say whether the body of the page gives a figure of that measure too."""
        return any(
            other.document == entry.document
            and other.scope.measure is entry.scope.measure
            and not other.item.headline
            for other in self.entries
        )

    def total(self, entry: Entry, against: Entry) -> bool:
        """Say whether the figure is what its source says in all.

        A source that gives several numbers of one measure in a page lists parts; only the
        greatest can stand against another source, and only if none of the others agrees
        with it.  That a page begins with "at least 44" in its own words does not loosen the 44
        that it then gives as the source's.
        """
        for other in self.beside(entry):
            if other.scope.measure is not against.scope.measure:
                continue
            if entry.scope.interval.below(other.scope.interval):
                return False
            told = entry.item.claim.attribution is not None
            loosened = told and other.item.claim.attribution is None
            if loosened and same_number(entry.scope, other.scope):
                continue
            if not other.scope.interval.disjoint(against.scope.interval):
                return False
        return True


__all__ = ["Bench", "Entry"]
