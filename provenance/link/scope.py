"""The scope of a figure, and what two figures are to each other.

Figures are compared only when their whole scope agrees: measure, party, group of people
or kind of thing, unit, extent.  What the text leaves open (null) never counts as
different, but the comparison says that it was assumed.  Where a part of the scope
differs, the comparison names it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from provenance.link.intervals import Interval, Lie, lie
from provenance.link.lattice import Lattice, Nest
from provenance.records import Extent, Known, Measure, Relation


@dataclass(frozen=True, slots=True)
class Scope:
    """All that decides what a figure may be compared with."""

    interval: Interval
    measure: Measure
    party: str | None = None
    groups: frozenset[str] = frozenset()
    """Groups of people that the subject names (none: people of any), or the counted things."""
    kind: frozenset[str] = frozenset()
    """Words for what sort of people are counted ("soldiers"), beyond those that mean anybody."""
    said: bool = True
    """Does the text name a subject at all."""
    unit: str | None = None
    extent: Extent = Extent.INCIDENT
    as_of: str | None = None
    """What a period or cumulative figure speaks of, in EDTF; None: not said."""
    point: int | None = None
    subset: bool = False
    """A part of a total of its own sentence ("including six children")."""
    additional: bool = False
    """Beside a count told before ("another five")."""
    partial: bool = False
    """A count of those who came to one house (a hospital, a morgue)."""
    share: bool = False
    """A share of those told of before ("three of the dead"), which need not be a part only."""
    reached: bool = False
    """Those whom somebody could name or take up, of whom there may be more."""
    rest: bool = False
    """Those told of before ("the three others", "the two clerks")."""
    others: bool = False
    """Hurt people besides others, of whom the claim tells nothing."""
    glimpsed: bool = False
    """Those whom somebody heard or saw, or nobody of a part: others may know of more."""
    listed: bool = False
    """One of several numbers of one thing side by side in a claim ("nine in A and four in B")."""
    hit: bool = False
    """People shot or struck, of whom nothing says that they live."""
    member: bool = False
    """Members of a body, who are not just anybody."""
    vague: bool = False
    """A vague word ("dozens") whose bounds are a convention of reading."""
    single: bool = False
    """One person or thing told of by name or article ("a driver"), not counted."""
    unquantified: bool = False
    bar: str | None = None
    """What keeps the figure from any comparison ("conditional", "comment", "negated" …)."""

    @property
    def printed(self) -> frozenset[int]:
        """The numbers that may stand behind the interval."""
        return frozenset((self.point,)) if self.point is not None else self.interval.printed


@dataclass(frozen=True, slots=True)
class Comparison:
    """What figure a is to figure b.

    ``inverse`` is True when b is the narrower, the part or the bounded one, so that the
    link is to be read from b to a.  ``assumed`` names parts of the scope that one of the
    two leaves open.  ``decided_by`` is the part of the scope that settled it.
    """

    relation: Relation
    reason: str
    decided_by: str
    inverse: bool = False
    assumed: tuple[str, ...] = ()

    def inverted(self) -> Comparison:
        """Return what b is to a."""
        directed = self.relation in (Relation.REFINES, Relation.BOUNDS, Relation.PART_OF)
        broken = self.decided_by.startswith("bound.")
        return replace(self, inverse=not self.inverse) if directed or broken else self


def compare(
    a: Scope, b: Scope, lattice: Lattice, *, same_origin: Known = Known.UNKNOWN
) -> Comparison:
    """Return what ``a`` is to ``b``.

    Pure and symmetric: ``compare(b, a)`` is ``compare(a, b).inverted()``.  Says nothing of
    time, place or event: the caller compares only what speaks of one happening.
    """
    unlike = _unlike(a, b)
    if unlike is not None:
        return unlike
    measure = lattice.measure(a.measure, b.measure)
    if measure is Nest.APART:
        both = _both(_words(a.measure), _words(b.measure), "are different measures")
        return _apart("measure", both)
    party = lattice.party(a.party, b.party)
    if party is Nest.APART:
        return _apart("party", _both(a.party, b.party, "are different parties"))
    groups = _groups(a, b, lattice)
    if groups is Nest.APART:
        return _apart("subject", _both(_list(a.groups), _list(b.groups), "are counted"))
    assumed = () if (a.party is None) == (b.party is None) else ("party",)
    nests = {measure, party, groups} - {Nest.SAME, Nest.OPEN}
    if len(nests) > 1:
        return _apart("scope", "each is wider than the other in a part of its scope")
    if nests:
        nest = nests.pop()
        which = "measure" if measure is nest else "group" if groups is nest else "party"
        part, whole = (a, b) if nest is Nest.WITHIN else (b, a)
        return _bound(part, whole, which, nest is Nest.AROUND, assumed, same_origin)
    if a.subset != b.subset and not (a.groups and b.groups):
        return _apart("subset", "one is a part of its own sentence's total")
    loose = groups is Nest.OPEN and a.groups != b.groups
    return _numbers(a, b, same_origin, assumed + (("subject",) if loose else ()))


def same_number(a: Scope, b: Scope) -> bool:
    """Say whether the two readings may go back to one printed number."""
    return bool(a.printed & b.printed)


def _unlike(a: Scope, b: Scope) -> Comparison | None:
    """Return the comparison of two figures of which one cannot be compared at all."""
    if a.bar or b.bar:
        bars = sorted({bar for bar in (a.bar, b.bar) if bar})
        return _apart("standing", f"{' and '.join(bars)}: not a statement of fact")
    if a.unquantified or b.unquantified:
        return _apart("unquantified", "no number is given")
    if a.unit and b.unit and a.unit != b.unit:
        return _apart("unit", _both(a.unit, b.unit, "are different units"))
    if a.extent is not b.extent:
        return _apart("extent", _both(a.extent.value, b.extent.value, "figures"))
    over_time = a.extent is not Extent.INCIDENT
    known = a.as_of is not None and a.as_of == b.as_of
    if over_time and not known and a.interval != b.interval:
        return _apart("time", f"two {a.extent.value} figures that may end at different times")
    return None


def _groups(a: Scope, b: Scope, lattice: Lattice) -> Nest:
    if a.measure in lattice.people and b.measure in lattice.people:
        return lattice.group(a.groups, b.groups)
    if a.groups == b.groups:
        return Nest.SAME
    if not a.groups or not b.groups or a.groups & b.groups:
        return Nest.OPEN
    return Nest.APART


def _bound(
    part: Scope,
    whole: Scope,
    which: str,
    inverse: bool,
    assumed: tuple[str, ...],
    same_origin: Known,
) -> Comparison:
    """Compare nested scopes: the part is never more than the whole."""
    said = f"{_said(part)} is counted in {_said(whole)}"
    decided = f"bound.{which}"
    if part.extent is not Extent.INCIDENT and part.as_of is None:
        return _apart("time", "nested figures that may end at different times")
    if not whole.interval.below(part.interval):
        text = f"{said}; the bound holds"
        return Comparison(Relation.BOUNDS, text, decided, inverse, assumed)
    open_ended = whole.subset or whole.partial or whole.additional or whole.single or not whole.said
    if open_ended or assumed or same_origin is Known.YES:
        return _apart("bound", "the bound is broken, but the scopes may differ")
    text = f"{said}, which is less: the bound is broken"
    return Comparison(Relation.CONFLICTS, text, decided, inverse, assumed)


def _numbers(a: Scope, b: Scope, same_origin: Known, assumed: tuple[str, ...]) -> Comparison:
    """Compare two figures of one scope by their intervals."""
    how = lie(a.interval, b.interval)
    one = same_origin is Known.YES
    note = "; assumed: same " + " and ".join(assumed) if assumed else ""
    if how is Lie.DISJOINT:
        if a.additional or b.additional:
            return _apart("additional", "a count beside another one")
        if a.single != b.single:
            return _apart("single", "one is told of by name, not counted")
        if a.partial and b.partial:
            return _apart("facility", "each is a count of one house or picture")
        if a.partial != b.partial:
            part, whole = (a, b) if a.partial else (b, a)
            if part.interval.below(whole.interval):
                text = f"{part.interval} seen or brought to one place, of {whole.interval}{note}"
                return Comparison(Relation.PART_OF, text, "facility", part is b, assumed)
            return _apart("facility", "a count of one house")
        if "subject" in assumed:
            return _apart("subject", "what is counted may differ")
        low, high = (a, b) if a.interval.below(b.interval) else (b, a)
        text = f"{low.interval} and {high.interval} have no number in common{note}"
        relation = Relation.UPDATES if one else Relation.CONFLICTS
        return Comparison(relation, text, "interval", False, assumed)
    if how is Lie.EQUAL:
        relation = Relation.REPEATS if one else Relation.AGREES
        return Comparison(relation, f"both say {a.interval}{note}", "interval", False, assumed)
    if how is Lie.OVERLAPS:
        first, second = sorted((a.interval, b.interval), key=size)
        text = f"{first} and {second} overlap{note}"
        return Comparison(Relation.AGREES, text, "interval", False, assumed)
    inner, outer = (a, b) if how is Lie.INSIDE else (b, a)
    text = f"{inner.interval} lies inside {outer.interval}{note}"
    return Comparison(Relation.REFINES, text, "interval", how is Lie.CONTAINS, assumed)


def size(interval: Interval) -> tuple[int, int]:
    """Return a key by which intervals are put in order, the least first."""
    return (
        -1 if interval.low is None else interval.low,
        -1 if interval.high is None else interval.high,
    )


def _apart(decided_by: str, reason: str) -> Comparison:
    return Comparison(Relation.NOT_COMPARABLE, reason, decided_by)


def _both(a: str | None, b: str | None, what: str) -> str:
    """Name both in an order that does not depend on which comes first."""
    return f"{' and '.join(sorted((a or '', b or '')))} {what}"


def _words(measure: Measure) -> str:
    return measure.value.replace("_", " ")


def _said(scope: Scope) -> str:
    group = f" {_list(scope.groups)}" if scope.groups else ""
    return f"{scope.interval}{group} {_words(scope.measure)}"


def _list(groups: frozenset[str]) -> str:
    return " and ".join(sorted(groups)).replace("_", " ") or "people"


__all__ = ["Comparison", "Scope", "compare", "same_number", "size"]
