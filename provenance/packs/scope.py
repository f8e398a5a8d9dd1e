"""The model of the topics ``scope`` and ``interests``: what linking may compare."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from provenance.packs.loader import Topic
from provenance.records import Measure


class Group(Topic):
    """A group of people that a subject may name."""

    words: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class Subject(Topic):
    """What a denial may be about, and the claims that it then speaks of."""

    words: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()


class RangeProfile(Topic):
    """A way to read the figures of an event as one range; a name in ``range_profiles``."""

    sources: Literal["any", "known", "named", "independent"] = "any"
    """Whose figures: anybody's; a known origin's; a named body's or person's; of origins of
    which at least two are independent of each other."""
    figures: Literal["stated", "least"] = "stated"
    """The interval as stated, or the least that the words say ("dozens" is 12)."""
    vague: bool = True
    """Are vague words read, where nothing firmer is said."""
    best: Literal["one", "lowest", "most_origins"] = "one"
    """The exact figure that all give; the lowest; the exact one that most origins give, of
    equal ones the lower."""


class Thresholds(Topic):
    """The numbers that linking decides by."""

    days_apart: int = Field(1, ge=0, le=7)
    undated_window: int = Field(2, ge=0, le=31)
    near_km: float = Field(15, ge=0)
    join: float = Field(3.0, gt=0)
    pages_alike: float = Field(1.0, gt=0)
    pages_unlike: float = Field(0.8, ge=0)
    same_text: float = Field(0.8, gt=0, le=1)
    edited_text: float = Field(0.6, gt=0, le=1)
    shingle: int = Field(5, ge=2, le=20)
    least_words: int = Field(8, ge=2)
    block: int = Field(200, ge=2)
    figures: int = Field(150, ge=2)


class ScopePack(Topic):
    """Topic ``scope``: lattices, groups, cues that set a figure apart, thresholds."""

    measures_within: dict[Measure, tuple[Measure, ...]] = Field(default_factory=dict)
    parties_within: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    assumed_party: str | None = None
    groups: dict[str, Group] = Field(default_factory=dict)
    sole_offices: frozenset[str] = frozenset()
    indefinite_words: tuple[str, ...] = ()
    definite_words: tuple[str, ...] = ()
    small_words: tuple[str, ...] = ()
    subject_stop: tuple[str, ...] = ()
    people_measures: tuple[Measure, ...] = ()
    loose_measures: tuple[Measure, ...] = ()
    additional_words: tuple[str, ...] = ()
    counted_one: tuple[str, ...] = ()
    apart_cues: tuple[str, ...] = ()
    update_cues: tuple[str, ...] = ()
    initial_cues: tuple[str, ...] = ()
    day_cues: tuple[str, ...] = ()
    edit_notes: tuple[str, ...] = ()
    share_cues: tuple[str, ...] = ()
    facilities: tuple[str, ...] = ()
    arrival_words: tuple[str, ...] = ()
    attacker_cues: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    finding_words: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    body_links: tuple[str, ...] = ()
    removal_words: tuple[str, ...] = ()
    naming_words: tuple[str, ...] = ()
    grave_words: tuple[str, ...] = ()
    not_yet_words: tuple[str, ...] = ()
    order_words: tuple[str, ...] = ()
    owner_words: tuple[str, ...] = ()
    witness_words: tuple[str, ...] = ()
    among_cues: tuple[str, ...] = ()
    nobody_within: tuple[str, ...] = ()
    both_words: tuple[str, ...] = ()
    pair_cues: tuple[str, ...] = ()
    miscount_cues: tuple[str, ...] = ()
    nearby_cues: tuple[str, ...] = ()
    several_cues: tuple[str, ...] = ()
    so_far_cues: tuple[str, ...] = ()
    hit_words: tuple[str, ...] = ()
    hurt_words: tuple[str, ...] = ()
    member_words: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    showing_words: tuple[str, ...] = ()
    people_words: tuple[str, ...] = ()
    remainder_words: tuple[str, ...] = ()
    kind_families: tuple[list[str], ...] = ()
    kind_any: tuple[str, ...] = ()
    kind_labels: dict[str, str] = Field(default_factory=dict)
    measure_labels: dict[Measure, str] = Field(default_factory=dict)
    earlier_words: tuple[str, ...] = ()
    whole_words: frozenset[str] = frozenset()
    topics: dict[str, Subject] = Field(default_factory=dict)
    range_profiles: dict[str, RangeProfile] = Field(
        default_factory=lambda: {"all": RangeProfile.model_validate({})}
    )
    linking: Thresholds = Field(default_factory=lambda: Thresholds.model_validate({}))


class KindParent(BaseModel):
    """One kind of happening of topic ``kinds``; linking needs only what stands above it."""

    broader: str | None = None


class KindTree(Topic, extra="ignore"):
    """Topic ``kinds``, as linking reads it."""

    kinds: dict[str, KindParent] = Field(default_factory=dict)


class BodyParty(BaseModel):
    """One body of topic ``sources``; linking needs only its party."""

    name: str
    aliases: tuple[str, ...] = ()
    party: str | None = None


class SourceParties(Topic, extra="ignore"):
    """Topic ``sources``, as linking reads it."""

    bodies: tuple[BodyParty, ...] = ()


class InterestPack(Topic):
    """Topic ``interests``: who fights on whose side, and whose words serve whom."""

    sides: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """For a side, the parties that fight on it."""
    enemies: tuple[tuple[str, str], ...] = ()
    """Pairs of sides or parties that fight each other."""
    bodies: dict[str, str] = Field(default_factory=dict)
    """Normal names of bodies whose party no other topic tells."""
    alignments: dict[str, str] = Field(default_factory=dict)
    """What a page may call a source ("pro-government"), and the party that it then speaks for."""


__all__ = [
    "Group",
    "InterestPack",
    "KindTree",
    "RangeProfile",
    "ScopePack",
    "SourceParties",
    "Subject",
    "Thresholds",
]
