"""Origins: the root of each claim's chain, and whether two claims have one root.

The origin is who vouches; for narration it is the outlet whose words the page prints.  A
lead or headline that restates what the page attributes has that source's origin, and a
sentence copied from another page has that sentence's origin.  Unknown stays unknown and
never counts as another origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from provenance.link.copies import Copies
from provenance.link.items import Item
from provenance.link.lattice import Lattice
from provenance.link.restating import PageIndex, restated
from provenance.link.ways import through, told
from provenance.naming import normalise
from provenance.packs.scope import ScopePack
from provenance.records import Claim, Known, Source, SourceKind, Zone


@dataclass(frozen=True)
class Origin:
    """The root of a claim: one source, or the parts of a joint one; none: not known."""

    sources: tuple[Source, ...]
    rule: str
    stations: tuple[Source, ...] = ()
    """Those on the way from who vouches to the reader, the page's outlet last."""
    through: frozenset[str] = frozenset()
    """Normal names of the stations."""
    document: str = ""
    """Id of the page."""
    attributed: bool = False
    """Is a source made to vouch; narration is the outlet's own voice and names no source."""
    outlet: str | None = None
    author: str | None = None
    copies: str | None = None
    """Key of the text that the claim's sentence is a copy of."""
    restates: str | None = None
    """Id of the claim whose origin this one takes over."""

    @cached_property
    def key(self) -> str | None:
        """A key that claims of one origin share; None when the origin is not known."""
        if not self.sources:
            return None
        return "+".join(sorted(self.voices))

    @cached_property
    def way(self) -> str:
        """The way of the words: who vouches → through whom → the page's outlet."""
        return told(self.sources, self.stations)

    @cached_property
    def who(self) -> str:
        """Who vouches, and in brackets through whom where it is not just the page."""
        names = " and ".join(source.name for source in self.sources) or "an unknown source"
        if len(self.stations) < 2:
            return names
        return f"{names} (→ {told((), self.stations)})"

    @cached_property
    def named(self) -> bool:
        """Is every source that vouches a named body or person."""
        return bool(self.sources) and all(source.named for source in self.sources)

    @cached_property
    def voices(self) -> frozenset[str]:
        """The names under which its sources vouch."""
        return frozenset(map(root_name, self.sources))


def root_name(source: Source) -> str:
    """Return the name under which a source vouches: the body that a named one acts for."""
    if not source.named:
        return f"{normalise(source.name)}@{source.scope or source.id}"
    return normalise(source.parent or source.name)


def find_origins(
    pages: Iterable[Sequence[Item]], copies: Copies, speakers: Mapping[str, Item], pack: ScopePack
) -> dict[str, Origin]:
    """Return the origin of every claim of some pages, by claim id.

    ``speakers`` has the claims of other pages that the copies go back to.
    """
    lattice = Lattice.of(pack)
    origins: dict[str, Origin] = {}
    for items in pages:
        own = {item.id: _own(item, copies) for item in items}
        own |= _of_copies(own, copies, speakers)
        origins |= own
        speaking = PageIndex.of(item for item in items if own[item.id].attributed)
        for item in items:
            found = None if own[item.id].attributed else restated(item, speaking, lattice, pack)
            if found is not None:
                root, old = own[found.claim_id], own[item.id]
                copied = old.copies or root.copies
                origins[item.id] = replace(
                    root, rule=found.rule, copies=copied, restates=found.claim_id
                )
    return origins


def _of_copies(
    own: Mapping[str, Origin], copies: Copies, speakers: Mapping[str, Item]
) -> dict[str, Origin]:
    """Give the outlets' own words that copy an attributed sentence that sentence's origin."""
    found: dict[str, Origin] = {}
    for claim_id, origin in own.items():
        copied = copies.claims.get(claim_id)
        if copied is not None and copied.speaker is not None and not origin.attributed:
            root = own.get(copied.speaker) or _own(speakers[copied.speaker], copies)
            found[claim_id] = replace(root, rule="origin.copied_text")
    return found


def _own(item: Item, copies: Copies) -> Origin:
    claim, page = item.claim, item.page
    sources: tuple[Source, ...] = ()
    stations: tuple[Source, ...] = ()
    rule = "origin.unknown"
    attribution = claim.attribution
    if attribution is not None:
        sources = _vouching(claim)
        rule = "origin.source" if sources else "origin.unnamed"
        stations = _stations(claim, 1 if sources else 0)
    elif claim.zone is Zone.COMMENT:
        sources, rule = tuple(link.source for link in claim.chain[:1]), "origin.reader"
        stations = _stations(claim, 1)
    elif claim.chain and page.outlet is not None:
        sources, rule = (claim.chain[0].source,), "origin.narration"
        stations = _stations(claim, 1)
    return Origin(
        sources,
        rule,
        stations=stations,
        through=frozenset() if attribution is None else through(claim),
        document=item.document.id,
        attributed=attribution is not None,
        outlet=page.outlet,
        author=page.author,
        copies=copies.of(item.id),
    )


def _stations(claim: Claim, first: int) -> tuple[Source, ...]:
    return tuple(link.source for link in claim.chain[first:])


def same_origin(a: Origin, b: Origin) -> Known:
    """Say whether two claims go back to one root: yes, no, or not known.

    Yes: one source, a body and the one that acts for it, one copied text, or an outlet's own
    words and what a source told that outlet.  No: two known and different bodies, or the
    own words of two outlets.  A source without a name or role may be anybody.  Of one text
    that two pages have from two named bodies it is not known: each may have said it in the
    words that are always used.
    """
    if a.copies is not None and a.copies == b.copies:
        return Known.UNKNOWN if _told_apart(a, b) else Known.YES
    if not a.sources or not b.sources:
        return Known.UNKNOWN
    if _joint(a, b):
        return Known.YES
    if _passed_on(a, b) or _passed_on(b, a):
        return Known.YES
    answers = {_different(x, y) for x in a.sources for y in b.sources}
    # Joint sources that share a part are neither one origin nor two.
    return answers.pop() if len(answers) == 1 else Known.UNKNOWN


def told_apart(a: Claim, b: Claim) -> bool:
    """Say whether each of two claims has a named body of its own that vouches for it."""
    x, y = _vouching(a), _vouching(b)
    named = bool(x) and bool(y) and all(source.named for source in (*x, *y))
    return named and _are_apart(x, y)


def _told_apart(a: Origin, b: Origin) -> bool:
    attributed = a.attributed and b.attributed
    return attributed and a.named and b.named and _are_apart(a.sources, b.sources)


def _are_apart(a: Iterable[Source], b: Sequence[Source]) -> bool:
    return all(_different(x, y) is Known.NO for x in a for y in b)


def _vouching(claim: Claim) -> tuple[Source, ...]:
    """Return who vouches for a claim, in the order of their ids; nobody for narration."""
    attribution = claim.attribution
    if attribution is None:
        return ()
    mentions = attribution.sources or ((attribution.source,) if attribution.source else ())
    return tuple(sorted((m.source for m in mentions), key=lambda s: s.id))


def _joint(a: Origin, b: Origin) -> bool:
    """Say whether the sources of one are among those of the other."""
    if len(a.sources) == 1 == len(b.sources):
        return a.sources[0].id == b.sources[0].id
    x, y = {s.id for s in a.sources}, {s.id for s in b.sources}
    return x <= y or y <= x


def _passed_on(a: Origin, b: Origin) -> bool:
    """Say whether a is the voice of an outlet that b's words came through.

    In its own page the words of an outlet and those of its sources are two voices.
    """
    if not b.through or (a.attributed and any(s.kind is not SourceKind.MEDIA for s in a.sources)):
        return False
    own = a.document == b.document
    if own and (not a.attributed or a.voices == {normalise(a.outlet or "")}):
        return False
    return not a.voices.isdisjoint(b.through)


def _different(x: Source, y: Source) -> Known:
    """Say whether two sources of two claims are one: NO only when that is known."""
    if x.id == y.id or _family(x, y):
        return Known.YES
    if x.named and y.named:
        if x.parent and y.parent and normalise(x.parent) == normalise(y.parent):
            # Two officials speak for their body; two bodies of one state are two voices.
            official = SourceKind.OFFICIAL in (x.kind, y.kind)
            return Known.YES if official else Known.UNKNOWN
        return Known.NO
    if SourceKind.UNNAMED in (x.kind, y.kind):
        return Known.UNKNOWN
    if x.kind is y.kind:
        apart = x.scope is not None and x.scope == y.scope and not _shortened(x.name, y.name)
        return Known.NO if apart else Known.UNKNOWN
    return Known.NO


def _shortened(x: str, y: str) -> bool:
    """Say whether one name may be the other told shorter ("the medical source")."""
    a, b = set(normalise(x).split()), set(normalise(y).split())
    return a <= b or b <= a


def _family(x: Source, y: Source) -> bool:
    """Say whether one acts for the other."""
    if not (x.named and y.named):
        return False
    names = normalise(x.name), normalise(y.name)
    return (bool(x.parent) and normalise(x.parent or "") == names[1]) or (
        bool(y.parent) and normalise(y.parent or "") == names[0]
    )


class Bond(StrEnum):
    """What keeps two claims from bearing each other out."""

    ONE = "one origin"
    CROSSED = "the words of one came through the other"
    OUTLET = "one outlet or author"
    UNKNOWN = "not known whether of one origin"
    VOICE = "names no primary source"


def bond(a: Origin, b: Origin) -> Bond | None:
    """Return what ties two origins; None: independent (Every Casualty standard).

    Independent are different primary sources, authors and outlets, all known.  A named body
    is author and outlet of its own statement, whoever prints it; an unnamed source has those
    of whom it spoke to: an agency, or its page.  Who hands another's words on bears nothing
    out by saying the same.  Narration names no primary source and supports nothing.
    """
    same = same_origin(a, b)
    if same is Known.YES:
        return Bond.ONE
    if not (a.attributed and b.attributed):
        return Bond.VOICE
    if same is Known.UNKNOWN:
        return Bond.UNKNOWN
    if SourceKind.READER in {source.kind for source in (*a.sources, *b.sources)}:
        return Bond.VOICE
    if _roots(a) & b.through or _roots(b) & a.through:
        return Bond.CROSSED
    x, y = _standing(a), _standing(b)
    if None in (*x, *y):
        return Bond.UNKNOWN
    return Bond.OUTLET if x[0] == y[0] or x[1] == y[1] else None


def independent(a: Origin, b: Origin) -> bool:
    """Say whether two claims rest on independent origins."""
    return bond(a, b) is None


def _roots(origin: Origin) -> set[str]:
    """Return the normal names of the named bodies that vouch."""
    return {normalise(source.name) for source in origin.sources if source.named}


def _standing(origin: Origin) -> tuple[str | None, str | None]:
    """Return outlet and author of a statement."""
    if origin.named:
        return origin.key, origin.key
    if len(origin.stations) > 1 and origin.outlet is not None:
        # Who spoke to an agency is quoted by that agency, wherever its report is printed.
        agency = origin.stations[0]
        name = normalise(agency.name) if agency.named else None
        if name != normalise(origin.outlet):
            return name, name
    return origin.outlet, origin.author


__all__ = [
    "Bond",
    "Origin",
    "bond",
    "find_origins",
    "independent",
    "root_name",
    "same_origin",
    "told_apart",
]
