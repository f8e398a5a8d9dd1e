"""Entities: those that a page quotes, remembered in the order in which it spoke of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from spacy.tokens import Token

from provenance.extract.bodies import Body, Named, NamedIndex
from provenance.naming import normalise
from provenance.records import SourceKind, Span

# How far back a pronoun or short form looks: enough for any article, and a bound for the rest.
REACH = 200
# Named as places more often than as speakers.
PLACES = frozenset({SourceKind.STATE, SourceKind.MEDIA})


@dataclass(slots=True)
class Entity:
    """Somebody that the page quotes, on the way to a source."""

    name: str
    kind: SourceKind
    named: bool
    person: bool = False
    plural: bool = False
    parent: str | None = None
    words: frozenset[str] = frozenset()
    """The words that tell it from others of its kind."""
    noun: str = ""
    acts_for: Entity | None = None
    gender: str = ""
    """What the page calls it: "he" is no "daughter"."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A mention whose source is settled at the end of the page."""

    spans: tuple[Span, ...]
    text: str
    entity: Entity
    rule: str
    alignment: str | None
    parts: tuple[Pending, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as the resolver reads it."""

    tokens: tuple[Token, ...]
    head: Token
    spans: tuple[Span, ...]
    text: str

    @property
    def lower(self) -> tuple[str, ...]:
        """Its words in lower case."""
        return tuple(t.lower_ for t in self.tokens)


class Memory:
    """What a page has spoken of so far, and the bodies that it names anywhere."""

    def __init__(self, index: NamedIndex) -> None:
        self.index = index
        self.bodies: dict[str, Entity] = {}
        self.latest: Entity | None = None
        self._recent: dict[int, Entity] = {}
        self._meant: Entity | None = None
        """The body spoken of last; before one is, the first that was remembered."""
        self._meant_of: dict[SourceKind, Entity] = {}
        """The same by kind, of those spoken of."""

    def add(self, entity: Entity) -> Entity:
        """Remember an entity without speaking of it."""
        self._recent[id(entity)] = entity
        return entity

    def touch(self, entity: Entity) -> None:
        """Speak of an entity: it is the latest now."""
        self._recent.pop(id(entity), None)
        self._recent[id(entity)] = entity
        self.latest = entity
        if self.bodies.get(entity.name) is entity:
            self._meant = self._meant_of[entity.kind] = entity

    def recent(self) -> Iterator[Entity]:
        """Yield entities, the one spoken of last first."""
        return islice(reversed(self._recent.values()), REACH)

    def body(self, body: Body) -> Entity:
        """Return the entity of a body that the packs know."""
        entity = self.bodies.get(body.name)
        if entity is None:
            entity = self.bodies[body.name] = self.add(
                Entity(
                    body.name,
                    body.kind,
                    True,
                    parent=body.parent,
                    words=frozenset(normalise(body.name).split()),
                )
            )
            self._meant = self._meant or entity
        return entity

    def last_body(self, before: int) -> Entity | None:
        """Return the body meant or named last before an offset; places do not count."""
        meant = self._meant
        if meant is not None and meant is self.latest:
            return meant
        if self.latest is not None and self.latest.acts_for is not None:
            return self.latest.acts_for
        place = bisect_left(self._speaking, before, key=lambda named: named.span[0]) - 1
        return self.body(self._speaking[place].body) if place >= 0 else meant

    def only_of(self, kind: SourceKind, *, definite: bool, without: str) -> Entity | None:
        """Return the body of a kind spoken of last, or the only one that the page names."""
        if definite and kind in self._meant_of:
            return self._meant_of[kind]
        names = [body for body in self._by_kind.get(kind, {}).values() if body.name != without]
        return self.body(names[0]) if len(names) == 1 else None

    @cached_property
    def _speaking(self) -> list[Named]:
        return [named for named in self.index.items if named.body.kind not in PLACES]

    @cached_property
    def _by_kind(self) -> dict[SourceKind, dict[str, Body]]:
        kinds: dict[SourceKind, dict[str, Body]] = {}
        for named in self.index.items:
            kinds.setdefault(named.body.kind, {})[named.body.name] = named.body
        return kinds


__all__ = ["Entity", "Memory", "Pending", "Phrase"]
