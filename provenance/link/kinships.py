"""Kinships: which kinds of happening may be two words for one happening."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from provenance.packs import Packs
from provenance.packs.scope import KindTree, ScopePack


@dataclass(frozen=True, slots=True)
class Kinships:
    """Kinds that go together: by the tree of topic ``kinds`` and the families of ``scope``."""

    together: frozenset[tuple[str, str]]
    any: frozenset[str]
    """Kinds that tell an outcome only."""

    @classmethod
    def of(cls, packs: Packs, pack: ScopePack) -> Kinships:
        """Build the relation from a stack of packs."""
        # The topic is read with linking's own model; a stack keeps one model for a topic.
        tree = Packs(packs.names).topic("kinds", KindTree).kinds
        pairs: set[tuple[str, str]] = set()
        for name in tree:
            above, step = [], tree[name].broader
            while step is not None and step not in above and step != name:
                above.append(step)
                step = tree[step].broader if step in tree else None
            pairs.update((name, other) for other in above)
        for family in pack.kind_families:
            pairs.update((a, b) for a in family for b in family)
        return cls(frozenset(pairs | {(b, a) for a, b in pairs}), frozenset(pack.kind_any))

    def go_together(self, a: str, b: str) -> bool:
        """Say whether two kinds may be one happening."""
        return a == b or a in self.any or b in self.any or (a, b) in self.together

    def clash(self, a: Iterable[str], b: Iterable[str]) -> bool:
        """Say whether no kind of a goes with any of b; an empty side never clashes."""
        x, y = self.telling(a), self.telling(b)
        return bool(x and y) and not any(self.go_together(k, m) for k in x for m in y)

    def telling(self, kinds: Iterable[str]) -> frozenset[str]:
        """Return the kinds that tell more than an outcome."""
        return frozenset(kinds) - self.any


__all__ = ["Kinships"]
