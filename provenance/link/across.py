"""Across pages: what a denial, a doubt or a correction says of claims that another page prints.

Only inside one event, and only of what was said before.  A statement printed by two pages is
one: who takes it back in the one, does so for both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from provenance.link.events import Group
from provenance.link.items import Item
from provenance.link.offices import Offices
from provenance.link.origins import Origin, same_origin
from provenance.link.scopes import names_claim
from provenance.link.stances import Target, said_of, stems_of
from provenance.records import Known, Link, Polarity, Relation, Stance

# Days by which what is denied may be printed after the denial: others print it later.
LATER = 1
# Content words that a denial and the claim it names share, and the part of the denial's.
SHARED, PART = 3, 0.6
# Claims of one event that one denial speaks of, and those with one word that are looked at.
MOST, CROWD = 6, 150
# Ways to be told what is meant that are no guess.
_NAMED = frozenset({"named", "topic"})
_SAME = frozenset({Relation.REPEATS, Relation.SAME_TEXT})
# Of one office nobody but this room knows that it is one: what it says again only agrees, and
# its other number is in conflict.
_AGAIN, _OTHER_NUMBER = Relation.AGREES, frozenset({Relation.UPDATES, Relation.CONFLICTS})

_Text = tuple[int, str | None]
"""The number of an event, and the key of a text that is copied in it."""


def targets_across(
    groups: Sequence[Group],
    targets: Iterable[Target],
    links: Iterable[Link],
    origins: Mapping[str, Origin],
    offices: Collection[str] = (),
) -> Iterator[Target]:
    """Yield what claims with a stance say of claims in other pages of the same event.

    ``repeated``: what they name in their own page is printed there too, from one origin.
    ``figure``: the source that corrects gave that other number.  ``worded``: they name it, and
    nobody in their own page says it.  ``offices`` are those that a country has one of.

    All three claims are of one event by what they say: those of others need not be at hand.
    """
    events = {item.id: (at, item) for at, group in enumerate(groups) for item in group.items}
    only = [Offices.of(group.items, origins, offices) for group in groups]

    def together(a: str, b: str) -> bool:
        return a in events and b in events and events[a][0] == events[b][0]

    printings: dict[str, set[str]] = {}
    for link in links:
        a, b = link.claim_a, link.claim_b
        if not together(a, b):
            continue
        sure = link.same_origin is Known.YES
        if not (sure or only[events[a][0]].one(a, b)):
            continue
        if link.relation in _SAME or (link.relation is _AGAIN and not sure):
            printings.setdefault(a, set()).add(b)
            printings.setdefault(b, set()).add(a)
        if link.relation in _OTHER_NUMBER:
            # Of two pages of one day nobody knows which number came first, but for the words.
            for one, other in ((events[a][1], events[b][1]), (events[b][1], events[a][1])):
                corrects = one.claim.stance is Stance.CORRECTS
                if corrects and other.claim.stance is None and _before(other, one):
                    yield Target(one, other, "figure")
    copies = _copies(groups, origins)
    named: dict[_Text, dict[object, list[Target]]] = {}
    speaking = set()
    for found in targets:
        who, meant = found.speaker.id, found.target.id
        if found.how in _NAMED:
            speaking.add(who)
        if found.how != "named" or not together(who, meant):
            continue
        text = (events[meant][0], origins[meant].copies)
        if text in copies:
            voice = (found.speaker.claim.stance, origins[found.speaker.id].key)
            named.setdefault(text, {}).setdefault(voice, []).append(found)
        for key in sorted(printings.get(meant, ())):
            other = events[key][1]
            if other.claim.stance is None and _before(other, found.speaker):
                yield Target(found.speaker, other, "repeated")
    for text, voices in named.items():
        ordered = [sorted(spoken, key=_day) for spoken in voices.values()]
        for spoken in sorted(ordered, key=lambda one: _day(one[0]))[:MOST]:
            yield from _of_copies(copies[text], spoken)
    for group in groups:
        yield from _worded(group, speaking, origins)


def _day(found: Target) -> tuple[int, str]:
    """Return the last day on which a target may have been spoken of, and by whom."""
    day = found.speaker.page.published
    return (day.last.toordinal() if day else 0), found.speaker.id


def _of_copies(copies: Sequence[Item], found: Sequence[Target]) -> Iterator[Target]:
    """Yield for each copy of one text the first of those who speak of it in one voice.

    ``found`` are in the order of their days.  A thousand pages that print a statement and its
    withdrawal take it back once each: not a thousand times.
    """
    days = [_day(one)[0] for one in found]
    for item in copies:
        if item.claim.stance is not None or item.page.published is None:
            continue
        start = bisect_left(days, item.page.published.first.toordinal())
        for one in found[start : start + CROWD]:
            if _before(item, one.speaker) and _worded_alike(item, one.target):
                yield Target(one.speaker, item, "repeated")
                break


def _copies(groups: Sequence[Group], origins: Mapping[str, Origin]) -> dict[_Text, list[Item]]:
    """Return the claims of each event whose sentences are copies of one text.

    Links lead to the first printing alone: of two who copied it none leads to the other.
    """
    found: dict[_Text, list[Item]] = {}
    for at, group in enumerate(groups):
        for item in group.items:
            key = origins[item.id].copies
            if key is not None:
                found.setdefault((at, key), []).append(item)
    return found


def _worded_alike(item: Item, other: Item) -> bool:
    """Say whether two claims of copied sentences are one: a sentence may make several claims."""
    here, there = stems_of(item.claim.text), stems_of(other.claim.text)
    return item.id != other.id and len(here & there) >= PART * max(len(here), len(there), 1)


def _before(item: Item, speaker: Item, days: int = 0) -> bool:
    """Say whether the page of a claim is another, printed no later than that of who speaks of it.

    ``days`` more are let pass.  Of pages without a day it is not known, and so not said.
    """
    here, there = speaker.page.published, item.page.published
    if item.document.id == speaker.document.id:
        return False
    if here is None or there is None:
        return False
    return (there.first - here.last).days <= days


def _worded(group: Group, speaking: set[str], origins: Mapping[str, Origin]) -> Iterator[Target]:
    """Yield the claims that denials name which found nobody in their own page to speak of."""
    denials = [item for item in group.items if item.id not in speaking and _names(item)]
    if not denials:
        return
    words = {item.id: stems_of(said_of(item)) for item in denials}
    asked = set().union(*words.values())
    by_word: dict[str, list[Item]] = {}
    for item in group.items:
        if _tells(item):
            for word in stems_of(item.claim.text) & asked:
                by_word.setdefault(word, []).append(item)
    for denial in denials:
        common: Counter[str] = Counter()
        known: dict[str, Item] = {}
        for word in sorted(words[denial.id]):
            for other in by_word.get(word, ())[:CROWD]:
                common[other.id] += 1
                known[other.id] = other
        least = max(SHARED, PART * len(words[denial.id]))
        meant = [
            (-count, key)
            for key, count in common.items()
            if count >= least and _may_mean(denial, known[key], origins)
        ]
        for _, key in sorted(meant)[:MOST]:
            yield Target(denial, known[key], "worded")


def _names(item: Item) -> bool:
    """Say whether a claim denies something that it names."""
    denies = item.claim.stance is Stance.DENIES and item.real and not item.headline
    return denies and names_claim(item.claim)


def _tells(item: Item) -> bool:
    """Say whether a claim states something that could be denied."""
    claim = item.claim
    stated = claim.stance is None and claim.polarity is Polarity.AFFIRMED
    return stated and item.eventful and not item.headline


def _may_mean(denial: Item, other: Item, origins: Mapping[str, Origin]) -> bool:
    """Say whether a denial may speak of a claim of another page: one kind, and its number."""
    if denial.claim.kind != other.claim.kind or not _before(other, denial, LATER):
        return False
    told = [scope for _, scope in denial.scopes if not scope.unquantified]
    theirs = [scope for _, scope in other.scopes]
    one = any(
        a.measure is b.measure and not a.interval.disjoint(b.interval) for a in told for b in theirs
    )
    if told and not one:
        return False
    narrated = denial.claim.attribution is None and other.claim.attribution is None
    # Who denies a sentence in its own words says no copy of it.
    voice = replace(origins[denial.id], copies=None)
    return not narrated and same_origin(voice, origins[other.id]) is not Known.YES


__all__ = ["targets_across"]
