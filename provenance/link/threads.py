"""Threads: the claims of one page that speak of one happening.

Most sentences repeat neither place nor date; they go on with what was spoken of before.
A claim joins the thread that fits it best: by its own day, place and kind, and by nearness
in the text.  Another day or another place is another happening.  The number that a claim
gives plays no part: two tolls of one happening must come together to be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from provenance.link.days import Days
from provenance.link.items import Item
from provenance.link.kinships import Kinships
from provenance.link.sites import Site, far, finer_apart, other_region, shared
from provenance.packs.scope import Thresholds
from provenance.records import Measure

# Threads of a page that a claim may still join; older ones are closed, which also keeps a
# page of a million claims linear.
OPEN_THREADS = 12
JOIN = 0.25
# Points for and against; only their order of size matters.
SAME_DAY, SAME_PLACE, SAME_KIND, SAME_OUTCOME = 1.0, 2.0, 1.0, 0.25
NEXT, NEAR, PASSING, SAME_MEASURE = 1.0, 0.5, 0.4, 0.75
OTHER_PLACE, PART_OF_PLACE, OTHER_REGION = 1.25, 0.75, 2.0
OTHER_KIND, OTHER_CUE, NEW_DETAIL = 1.5, 2.0, 0.75
# "The strike" goes back to what was called so; "a bomb" behind "a strike" brings another up.
SAME_HEAD = 1.25
# Features kept of a thread: a happening has few places and days.
KEPT = 12
# Days before a page was printed that are news to it.
NEWS_DAYS = 7


@dataclass(slots=True)
class Joined:
    """A claim of a thread, how well it fits and why."""

    item: Item
    score: float
    reasons: tuple[str, ...]
    here: tuple[Site, ...] = ()
    """The fine places that it speaks of: its own, else those last named in the thread."""


@dataclass(slots=True)
class Thread:
    """The claims of one page that speak of one happening."""

    main: bool
    """Is it the thread that the page begins with: what the page is about."""
    long: bool = False
    """Does it count over a stretch of time; never the same as one happening."""
    joined: list[Joined] = field(default_factory=list)
    days: list[Days] = field(default_factory=list)
    followed: list[Days] = field(default_factory=list)
    """Days of arrests, trials and the like: not its own."""
    sites: list[Site] = field(default_factory=list)
    fine: list[Site] = field(default_factory=list)
    """Those of its places that are fine enough to tell happenings apart."""
    kinds: dict[str, int] = field(default_factory=dict)
    measures: set[Measure] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    """The nouns by which it is mentioned."""
    brought_up: set[tuple[str | None, str | None]] = field(default_factory=set)
    """Who brought it up, and as what kind: a source, or nobody for the page's own voice."""
    last: int = 0

    @property
    def items(self) -> list[Item]:
        """The claims."""
        return [joined.item for joined in self.joined]

    @property
    def key(self) -> str:
        """The smallest id of its claims."""
        return min(joined.item.id for joined in self.joined)

    @property
    def main_kinds(self) -> list[str]:
        """Kinds that most of its claims tell; a word in passing does not count."""
        most = max(self.kinds.values(), default=0)
        return [kind for kind, count in self.kinds.items() if 2 * count >= most]

    def add(self, item: Item, score: float, reasons: Sequence[str]) -> None:
        """Take a claim in."""
        claim, days, sites = item.claim, item.days, item.sites
        here = tuple([site for site in sites if site.fine]) if sites else ()
        if not here and self.joined:
            here = self.joined[-1].here
        self.joined.append(Joined(item, score, tuple(reasons), here))
        held = self.followed if item.follows else self.days
        if days is not None and len(held) < KEPT and days not in held:
            held.append(days)
        if sites:
            known = {site.key for site in self.sites}
            new = [site for site in sites if site.key not in known]
            new = new[: max(0, KEPT - len(self.sites))]
            self.sites += new
            self.fine += [site for site in new if site.fine]
        if claim.kind is not None:
            self.kinds[claim.kind] = self.kinds.get(claim.kind, 0) + 1
        if item.mention is not None and len(self.heads) < KEPT:
            self.heads.add(item.mention.head)
            if item.mention.new:
                self.brought_up.add((_voice(item), claim.kind))
        if claim.figures:
            self.measures.update([figure.measure for figure in claim.figures])
        self.last = claim.ordinal


def find_threads(items: Sequence[Item], kinships: Kinships, limits: Thresholds) -> list[Thread]:
    """Return the threads of one page, in the order of their first claims."""
    threads: list[Thread] = []
    running: list[Thread] = []
    for item in items:
        if not item.eventful:
            continue
        if item.long:
            thread = Thread(main=False, long=True)
            thread.add(item, 1.0, ("counts over a stretch of time",))
            threads.append(thread)
            continue
        asked = _asked(item, running, kinships)
        fits = [(_fit(asked, t, kinships, limits), t) for t in running]
        good = [(fit, -at, t) for at, (fit, t) in enumerate(fits) if fit and fit[0] >= JOIN]
        if good:
            fit, _, thread = max(good, key=lambda g: (g[0][0], g[2].last, g[1]))
            thread.add(item, round(min(1.0, 0.5 + fit[0] / 8), 2), fit[1])
        else:
            thread = Thread(main=not running)
            thread.add(item, 1.0, ("first of its page to tell it",))
            threads.append(thread)
            running.append(thread)
            if len(running) > OPEN_THREADS:
                # The page's main thread stays open: pages come back to it.
                del running[1]
    return threads


@dataclass(frozen=True, slots=True)
class _Asked:
    """A claim for which a thread is looked for, and what all threads are asked."""

    item: Item
    here: tuple[Site, ...]
    """The fine places that it names."""
    single: bool
    """Does the page tell of one happening only, so far."""
    back: str | None
    """The noun by which it goes back beyond what was brought up just before it."""
    tells: bool
    """Does its kind tell more than an outcome."""
    brings: bool
    """Does it bring up something that is counted."""


def _asked(item: Item, running: Sequence[Thread], kinships: Kinships) -> _Asked:
    kind, mention, sites = item.claim.kind, item.mention, item.sites
    tells = kind is not None and bool(kinships.telling((kind,)))
    new = mention is not None and mention.new and bool(item.claim.figures)
    return _Asked(
        item,
        here=tuple([site for site in sites if site.fine]) if sites else (),
        single=len(running) == 1,
        back=_goes_back(item, running),
        tells=tells,
        brings=tells and new and not item.headline,
    )


def _fit(
    asked: _Asked, thread: Thread, kinships: Kinships, limits: Thresholds
) -> tuple[float, list[str]] | None:
    """Return how well a claim fits a thread and why; None when day or place forbid it."""
    score, reasons = 0.0, []
    item, here = asked.item, asked.here
    claim, days, step = item.claim, item.days, item.claim.ordinal - thread.last
    opened = thread.main and len(thread.joined) <= 3
    # Between a headline and the text stand datelines and by-lines.
    lead = opened and (step <= 2 or all(joined.item.headline for joined in thread.joined))
    there = thread.fine
    same = shared(here, there, limits.near_km) if here and there else []
    elsewhere = not same and other_region(item.sites, thread.sites)
    lead = lead and not elsewhere
    if days is not None:
        day = _day_fit(item, thread)
        if day is None:
            return None
        score += day
        reasons += ["same day"] if day else []
        known = lead and (same or not here or not there)
        known = known or (thread.main and not (here and there) and _is_news(item))
        new = not thread.days and days.sharp and not item.follows
        score -= NEW_DETAIL if new and not known else 0
    if same and finer_apart(here, there, limits.near_km):
        score -= OTHER_PLACE
    elif same:
        score += SAME_PLACE
        reasons.append(f"same place: {same[0].name}")
    elif here and there:
        if far(here, there, limits.near_km):
            return None
        # A quarter and its town bear two names; two quarters are two places.
        parts = any(not s.located for s in here) and any(not s.located for s in there)
        if not item.told.nearby:
            score -= OTHER_PLACE if parts else PART_OF_PLACE
        lead = False
    elif here and not lead:
        score -= NEW_DETAIL
    if elsewhere:
        score -= OTHER_REGION
    kind, kinds = claim.kind, [] if claim.kind is None else thread.main_kinds
    other = asked.brings and _brings_up(
        item, thread, kinships, elsewhere=bool(here and there and not same) and not opened
    )
    # Outcomes clash with nothing.
    clash = other or (kind is not None and asked.tells and kinships.clash((kind,), kinds))
    if kind is not None and kind in kinds and not other:
        score += SAME_KIND if asked.tells else SAME_OUTCOME
        reasons.append(f"same kind: {kind.replace('_', ' ')}")
    elif clash:
        score -= OTHER_KIND
    if item.told.apart:
        score -= OTHER_CUE
    if asked.back is not None and asked.back in thread.heads:
        score += SAME_HEAD
        reasons.append(f"the {asked.back} told of before")
    if not clash and any(figure.measure in thread.measures for figure in claim.figures):
        score += SAME_MEASURE
        reasons.append("counts what was counted")
    if step <= 1:
        # What counts nobody is told in passing; the page goes on with what it is about.
        score += NEXT if thread.main or thread.measures else PASSING
        reasons.append("goes on from the sentence before" if step else "same sentence")
    elif step <= 3 or asked.single:
        score += NEAR
        reasons.append("goes on in the same passage" if step <= 3 else "the page tells of one only")
    elif thread.main and not (here or clash) and days is None:
        # Pages come back to what they are about without naming it again.
        score += NEAR
        reasons.append("goes on with what the page is about")
    return score, reasons


def _goes_back(item: Item, running: Sequence[Thread]) -> str | None:
    """Return the noun by which a claim goes back beyond what was brought up just before it.

    "A strike killed nine.  A car bomb killed four.  The strike …"
    """
    mention = item.mention
    if mention is None or mention.new:
        return None
    beside = any(
        item.claim.ordinal - thread.last <= 1
        and thread.brought_up
        and mention.head not in thread.heads
        for thread in running
    )
    return mention.head if beside else None


def _brings_up(item: Item, thread: Thread, kinships: Kinships, *, elsewhere: bool) -> bool:
    """Say whether a claim that brings one up brings up none of the thread's.

    "Another strike"; or who told of "an air strike" goes on with "a car bomb", or with "an air
    strike" at another place.  Another voice may bring up the same by other words, and the lead
    what the headline tells.
    """
    if all(joined.item.headline for joined in thread.joined):
        return False
    told = {known for voice, known in thread.brought_up if voice == _voice(item)}
    if item.claim.kind in told:
        return elsewhere or item.told.apart
    return bool(kinships.telling(known for known in told if known is not None))


def _voice(item: Item) -> str | None:
    """Return the id of who vouches for a claim; None for the page itself."""
    attribution = item.claim.attribution
    mention = None if attribution is None else attribution.source
    return None if mention is None else mention.source.id


def _day_fit(item: Item, thread: Thread) -> float | None:
    """Return points for the day; None when it is another day than all of the thread's.

    What follows a happening does so on other days, but on none before it.
    """
    days = item.days
    if days is None:
        return 0.0
    if item.follows and thread.days:
        return 0.0 if any(not _before(days, other) for other in thread.days) else None
    if not item.follows and not thread.days and thread.followed:
        return 0.0 if any(not _before(other, days) for other in thread.followed) else None
    others = thread.followed if item.follows else thread.days
    if not others:
        return 0.0
    if all(days.gap(other) > 0 for other in others):
        return None
    return SAME_DAY if days.sharp and any(o.sharp and days.gap(o) == 0 for o in others) else 0.0


def _is_news(item: Item) -> bool:
    """Say whether the day is one of the week before the page was printed."""
    days, page = item.days, item.page.published
    if days is None or page is None or not (days.year and page.year):
        return False
    return 0 <= (page.last - days.first).days <= NEWS_DAYS


def _before(one: Days, other: Days) -> bool:
    """Say whether one stretch is over before the other begins; without a year nobody knows."""
    return one.year == other.year and one.last < other.first


__all__ = ["Joined", "Thread", "find_threads"]
