"""What linking takes from the packs, built once for each stack."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.link.kinships import Kinships
from provenance.link.phrases import Phrases
from provenance.packs import Compiled, Packs
from provenance.packs.common import common_words
from provenance.packs.scope import ScopePack, Thresholds


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Kinds that go together, limits, phrases, and the words that tell no happening apart."""

    kinships: Kinships
    limits: Thresholds
    phrases: Phrases
    common: frozenset[str]


@Compiled
def vocabulary(packs: Packs) -> Vocabulary:
    """Return the vocabulary of a stack of packs."""
    pack = packs.topic("scope", ScopePack)
    return Vocabulary(Kinships.of(packs, pack), pack.linking, Phrases.of(pack), common_words(packs))


__all__ = ["Vocabulary", "vocabulary"]
